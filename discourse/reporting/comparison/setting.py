"""The PDF and the HTML page of a comparison, set by Typst and Jinja2 from its content."""

import msgspec

from discourse.reporting.comparison.records import ComparisonContent
from discourse.reporting.records import ChartSlot
from discourse.reporting.setting import Setting, set_with_fonts, typesetter
from discourse.reporting.templating import environment
from discourse.reporting.wording import colon, shortened


def typeset(content: ComparisonContent) -> bytes:
    """Return the PDF, PDF/UA-1 where the text allows it; raise ReportError where Typst refuses the pages altogether."""
    text = _input(content)

    def pages(setting: Setting) -> bytes:
        with typesetter("discourse.reporting", setting, text) as pages_:
            return pages_.pdf("compare.typ")

    return set_with_fonts("compare.pdf", text, pages)


def _input(content: ComparisonContent) -> str:
    fed = {
        "colon": colon(),
        "content": content,
        "running": shortened(content.title, 100),
    }
    return msgspec.json.encode(fed).decode()


def webpage(content: ComparisonContent) -> bytes:
    """Return the report as one HTML page in UTF-8 that asks nothing of any server."""
    return (
        environment("discourse.reporting")
        .get_template("compare.html.j2")
        .render(said=content, drawn=_drawn, colon=colon())
        .encode()
    )


def _drawn(chart: ChartSlot) -> object:
    """Return the SVG as markup: the charts escape every text in it, and the page allows no script."""
    from markupsafe import Markup

    return Markup(chart.svg)  # noqa: S704 - see above
