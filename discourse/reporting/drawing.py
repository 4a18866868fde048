"""The charts of a report: each drawn once, as SVG for the pages and as PNG for its own file."""

from io import BytesIO
from typing import Literal, NamedTuple

from matplotlib.figure import Figure

from discourse import charts, tables
from discourse.analysis import Analysis
from discourse.charts import style
from discourse.reporting.records import ChartSlot

_TITLES = {
    "tree": "Reply tree",
    "claims": "Claims by status",
    "reply_stance": "Reply stance by depth",
    "activity": "Activity over time",
    "interactions": "Who talks to whom",
    "participation": "Participation",
}
_TABLES = {"participation": "authors"}
CHART_FILES = {name: f"charts/{name}.png" for name in _TITLES}
"""The path of each chart's picture in a report."""


class Picture(NamedTuple):
    """A chart's place in the report and its PNG, ``None`` where there is nothing to draw."""

    slot: ChartSlot
    png: bytes | None


def pictures(analysis: Analysis) -> tuple[Picture, ...]:
    """Return every chart of a report, in its order."""
    return tuple(_picture(name, title, analysis) for name, title in _TITLES.items())


def _picture(name: str, title: str, analysis: Analysis) -> Picture:
    table = getattr(tables, _TABLES.get(name, name))(analysis)
    figure: Figure | None = getattr(charts, name)(table)
    said = charts.describe(name, table)
    if figure is None:
        return Picture(ChartSlot(name=name, title=title, caption="", absent=said), None)
    svg = _saved(figure, "svg").decode("utf-8")
    return Picture(ChartSlot(name=name, title=title, caption=said, svg=svg), _saved(figure, "png"))


def _saved(figure: Figure, form: Literal["png", "svg"]) -> bytes:
    file = BytesIO()
    style.save(figure, file, form)
    return file.getvalue()
