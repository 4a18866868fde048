"""The HTML page: one file that asks nothing of any server, set by Jinja2 from the content of a report."""

import base64
import hashlib
import re
from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple

from discourse.reporting.colours import Shade, luminance
from discourse.reporting.facets import facets
from discourse.reporting.logos import Logo
from discourse.reporting.page_data import page_data
from discourse.reporting.records import ChartSlot, Passage, ReportContent
from discourse.reporting.smaller import smaller
from discourse.reporting.templating import environment
from discourse.reporting.themes import Theme
from discourse.reporting.wording import colon
from discourse.translation import counted, language, translated

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}\Z")


class Step(NamedTuple):
    """A passage, how many folds end before it, and the words of the fold of its replies that begins after it."""

    passage: Passage
    closes: int
    opens: str


def webpage(content: ReportContent, shades: Sequence[Shade], legend: str) -> bytes:
    """Return the report as an HTML page in UTF-8.

    Its security policy allows the one style sheet and the one script that are in it, by their hashes, and nothing
    else: no request, no other code. Without the script all the text is there; filters, search and map need it.
    """
    templates = environment("discourse.reporting")
    templates.globals.update(say=translated, drawn=_drawn)
    style = templates.get_template("report.css.j2").render(
        shades=shades, theme=content.theme, bands=_bands(content.theme)
    )
    script = (files("discourse.reporting") / "templates" / "report.js").read_text("utf-8")
    passages = content.listing.passages
    by = facets(passages)
    page = templates.get_template("report.html.j2").render(
        said=content,
        logo=_embedded(content.logo) if content.logo else "",
        colon=colon(),
        legend=legend,
        speaks=language(),
        language=_spoken(content.language),
        listed={passage.number for passage in passages},
        anchors={row.anchor for table in (content.claims, content.stances) for row in table.rows},
        steps=steps(passages),
        facets=by,
        style=_markup(style),
        script=_markup(script),
        data=_markup(page_data(passages, by, language())) if passages else "",
        allowed={"style": _hashed(style), "script": _hashed(script)},
    )
    return page.encode()


def _embedded(logo: Logo) -> str:
    """Return a logo as an address that holds all of it; as a picture it runs no script and loads nothing."""
    return f"data:{logo.media_type};base64,{base64.b64encode(logo.data).decode()}"


def _bands(theme: Theme) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """Return ground and text of the band by day and at night, where its ground is the darker of the two."""
    if theme.band is None:
        return None
    dark, light = sorted((theme.band, theme.on_band), key=luminance)
    return (theme.band, theme.on_band), (dark, light)


def _hashed(text: str) -> str:
    """Return the source expression of a security policy that allows exactly this text (CSP level 3)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _spoken(of_comments: str | None) -> str | None:
    """Return the language of the comments where the page has to say it: where it is another than that of the page."""
    if not of_comments or not _LANGUAGE.match(of_comments):
        return None
    return None if of_comments.partition("-")[0].lower() == language() else of_comments


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
    return counted(passage.replies, "reply", "replies")


def _drawn(chart: ChartSlot) -> object:
    """Return the SVG as markup: the charts escape every text in it, and the page allows no script but its own."""
    return _markup(smaller(chart.svg or ""))


def _markup(text: str) -> object:
    """Return a text that goes to the page as it is: only our own files, JSON made safe, and what the charts drew."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - see above
