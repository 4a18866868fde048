"""The charts of a report: each drawn once, as SVG for the pages and as PNG for its own file."""

from functools import cache
from io import BytesIO
from typing import Literal, NamedTuple

from matplotlib.figure import Figure

from discourse.analysis import Analysis
from discourse.charts import CHARTS, Chart, save
from discourse.charts.drawing import drawing
from discourse.model import Coding, Variable
from discourse.reporting.glyphs import package_fonts
from discourse.reporting.records import ChartSlot
from discourse.reporting.wording import keeping_values, shortened, unsure_among
from discourse.tables import STANCES, STATUSES
from discourse.tables.listings import is_time
from discourse.tables.people import answering
from discourse.tables.verdicts import best_codings, is_unsure, reply_codings
from discourse.translation import agreeing, counted, number, translated
from discourse.visible import visible

CHART_FILES = {name: f"charts/{name}.png" for name in CHARTS}
"""The path of each chart's picture in a report."""


HALF_PAGE = 4.0
"""Inches: two charts below this width stand side by side."""


class Picture(NamedTuple):
    """A chart's place in the report and its PNG, ``None`` where there is nothing to draw."""

    slot: ChartSlot
    png: bytes | None


def pictures(analysis: Analysis) -> tuple[Picture, ...]:
    """Return every chart of a report, in its order; an optional one only where there is something to draw."""
    _offer_fonts()
    with drawing():
        drawn = [(chart, _picture(name, chart, analysis)) for name, chart in CHARTS.items()]
    return tuple(picture for chart, picture in drawn if picture.png is not None or not chart.optional)


@cache
def _offer_fonts() -> None:
    """Let charts draw with the fonts of the extra ``fonts`` where it is installed."""
    from matplotlib import font_manager

    for font in package_fonts():
        font_manager.fontManager.addfont(font)


def _picture(name: str, chart: Chart, analysis: Analysis) -> Picture:
    table = chart.table(analysis)
    figure = chart.draw(table)
    told = keeping_values(shortened(visible(chart.describe(table)), 600))
    said = told + _untimed(name, table.height, analysis)
    if figure is None:
        return Picture(ChartSlot(name=name, title=translated(chart.title), caption="", absent=said), None)
    said += _rests_on(name, analysis)
    svg = _saved(figure, "svg").decode("utf-8")
    half = bool(figure.get_figwidth() < HALF_PAGE)
    return Picture(
        ChartSlot(name=name, title=translated(chart.title), caption=said, svg=svg, half=half), _saved(figure, "png")
    )


def _untimed(name: str, timed: int, analysis: Analysis) -> str:
    """Return how many comments the chart of activity lacks, for want of a time."""
    comments = len(analysis.thread.comments)
    if name != "activity" or timed in (0, comments):
        return ""
    return " " + agreeing(
        comments - timed,
        "Of {comments}, {n} has no known time.",
        "Of {comments}, {n} have no known time.",
        comments=counted(comments, "comment", "comments"),
    )


_SHOWS: dict[str, Variable] = {
    "claims": "claim", "journey": "claim", "stance": "stance", "form": "form",
    **dict.fromkeys(("tree", "reply_stance", "stance_times", "interactions", "network"), "reply_stance"),
}  # fmt: skip
"""Whose labels a chart counts or colours."""
_CODES: dict[Variable, tuple[str, ...]] = {"claim": STATUSES, "stance": STANCES}


def _rests_on(name: str, analysis: Analysis) -> str:
    """Return what a caption adds where its chart shows labels of a machine: who corrected them, how many are unsure."""
    given = _shown(name, analysis) if name in _SHOWS else []
    if all(coding.probability is None for coding in given):
        return ""
    said = " " + _corrected(analysis)
    unsure = sum(map(is_unsure, given))
    if not unsure:
        return said
    return f"{said} {unsure_among(len(given), unsure)}"


_OF_AUTHORS = ("interactions", "network")
"""Charts of replies between named authors alone."""


def _shown(name: str, analysis: Analysis) -> list[Coding]:
    """Return the labels that a chart shows: of a claim type or a target one for each comment, of authors replies."""
    variable = _SHOWS[name]
    if name in _OF_AUTHORS:
        return [one for _, _, one in answering(analysis) if one and one.code]
    if name == "stance_times":
        both = zip(analysis.thread.comments, reply_codings(analysis), strict=True)
        return [one for comment, one in both if one and one.code and comment.posted and is_time(comment.posted)]
    if variable in _CODES:
        return list(best_codings(analysis.codings, variable, _CODES[variable]).values())
    return [one for one in analysis.codings if one.variable == variable and one.code]


def _corrected(analysis: Analysis) -> str:
    if analysis.correction:
        return translated("Counts of machine labels; corrected shares have a chart of their own.")
    if analysis.checked and analysis.checked.checked:
        checked, labels = number(analysis.checked.checked), number(analysis.checked.labels)
        return translated("Machine labels, of which people checked {n} of {all}.", n=checked, all=labels)
    return translated("Uncorrected machine labels.")


def _saved(figure: Figure, form: Literal["png", "svg"]) -> bytes:
    file = BytesIO()
    save(figure, file, form)
    return file.getvalue()
