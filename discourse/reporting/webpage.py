"""The HTML page: one file that asks nothing of any server, set by Jinja2 from the content of a report."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from discourse.reporting.colours import Shade
from discourse.reporting.records import ChartSlot, Passage, ReportContent
from discourse.reporting.wording import count

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}\Z")


class Step(NamedTuple):
    """A passage, how many folds end before it, and the words of the fold of its replies that begins after it."""

    passage: Passage
    closes: int
    opens: str


def webpage(content: ReportContent, shades: Sequence[Shade], legend: str) -> bytes:
    """Return the report as an HTML page in UTF-8."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("discourse.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("report.html.j2").render(
        said=content,
        shades=shades,
        legend=legend,
        language=content.language if _LANGUAGE.match(content.language or "") else None,
        listed={passage.number for passage in content.listing.passages},
        anchors={row.anchor for table in (content.claims, content.stances) for row in table.rows},
        steps=steps(content.listing.passages),
        drawn=_drawn,
    )
    return page.encode()


def steps(passages: Sequence[Passage]) -> list[Step]:
    """Return the passages with the folds that open and close between them."""
    levels = [passage.level for passage in passages]
    before = [1, *levels]
    after = [*levels[1:], 1]
    return [
        Step(passage, max(0, last - passage.level), _replies(passage) if following > passage.level else "")
        for passage, last, following in zip(passages, before, after, strict=False)
    ]


def _replies(passage: Passage) -> str:
    return count(passage.replies, "reply", "replies")


def _drawn(chart: ChartSlot) -> object:
    """Return the SVG as markup: the charts escape every text in it, and the page allows no script."""
    from markupsafe import Markup

    return Markup(chart.svg)  # noqa: S704 - see above
