"""The PDF and the HTML page of a comparison, set by Typst and Jinja2 from its content.

The content goes to the Typst template as one JSON text, so that no word of it is ever read as Typst code.
"""

import shutil
import tempfile
from collections.abc import Iterator
from importlib.resources import as_file, files
from typing import Literal, NamedTuple

import msgspec

from discourse.errors import ReportError
from discourse.reporting.comparison.records import ComparisonContent
from discourse.reporting.glyphs import boxed, bundled_fonts, system_fonts, undrawable
from discourse.reporting.records import ChartSlot
from discourse.reporting.wording import shortened


class _Setting(NamedTuple):
    """With which fonts to set, what they cannot draw, and whether the PDF has to be PDF/UA-1."""

    system_fonts: bool
    missing: frozenset[str]
    accessible: bool = True


def typeset(content: ComparisonContent) -> bytes:
    """Return the PDF, PDF/UA-1 where the text allows it; raise ReportError where Typst refuses the pages altogether."""
    import typst

    text = _input(content)
    refusal = ""
    for setting in _settings(text):
        try:
            return _pdf(boxed(text, setting.missing), setting)
        except typst.TypstError as error:
            refusal = shortened(str(error), 200)
        except OSError as error:
            raise ReportError(f"compare.pdf: no room to set it in the temporary folder ({error.strerror})") from None
    raise ReportError(f"compare.pdf: the text has something that the typesetter refuses ({refusal})")


def _settings(text: str) -> Iterator[_Setting]:
    bundled = frozenset(undrawable(text, bundled_fonts()))
    best = _Setting(False, bundled)
    if bundled:
        best = _Setting(True, frozenset(undrawable(text, (*bundled_fonts(), *system_fonts()))))
    return iter((best, best._replace(accessible=False), _Setting(False, bundled, accessible=False)))


def _pdf(text: str, setting: _Setting) -> bytes:
    import typst

    with tempfile.TemporaryDirectory() as folder, as_file(files("discourse.reporting") / "templates") as templates:
        for font in bundled_fonts():
            shutil.copy(font, folder)
        compiler = typst.Compiler(
            root=templates,
            font_paths=typst.Fonts(include_system_fonts=setting.system_fonts, font_paths=[folder]),
            sys_inputs={"content": text},
        )
        standards: list[Literal["ua-1"]] = ["ua-1"] if setting.accessible else []
        pdf = compiler.compile(templates / "compare.typ", format="pdf", pdf_standards=[*standards], timestamp=0)
    return pdf[0] if isinstance(pdf, list) else pdf or b""


def _input(content: ComparisonContent) -> str:
    fed = {
        "content": content,
        "running": shortened(content.title, 100),
    }
    return msgspec.json.encode(fed).decode()


def webpage(content: ComparisonContent) -> bytes:
    """Return the report as one HTML page in UTF-8 that asks nothing of any server."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("discourse.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("compare.html.j2").render(said=content, drawn=_drawn).encode()


def _drawn(chart: ChartSlot) -> object:
    """Return the SVG as markup: the charts escape every text in it, and the page allows no script."""
    from markupsafe import Markup

    return Markup(chart.svg)  # noqa: S704 - see above
