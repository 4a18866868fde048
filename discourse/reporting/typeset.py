"""The PDF and the overview picture, set by Typst from the content of a report.

The content goes to the templates as one JSON text, so that no word of it is ever read as Typst code.
"""

import re
import shutil
import tempfile
from collections.abc import Sequence
from importlib.resources import as_file, files
from typing import NamedTuple

import msgspec

from discourse.errors import ReportError
from discourse.reporting.colours import Shade
from discourse.reporting.glyphs import boxed, bundled_fonts, system_fonts, undrawable
from discourse.reporting.records import ReportContent
from discourse.reporting.wording import count, shortened

OVERVIEW_PPI = 120
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")
LEGEND = (
    "Each comment has its number, its author and what it answers; below them its labels, each with the coder’s own "
    "probability. Tinted words show a claim, underlined words the stance toward what is answered, words with a dotted "
    "line a stance toward a target; the small letter after them is that of the label."
)


class Pages(NamedTuple):
    """What Typst makes of one report."""

    pdf: bytes
    overview: bytes


class _Fonts(NamedTuple):
    """Fonts to set with, and what they cannot draw of the content."""

    system: bool
    missing: frozenset[str]


def typeset(content: ReportContent, colours: Sequence[Shade]) -> Pages:
    """Return the PDF (PDF/UA-1) and the overview (PNG), the same bytes for the same content and fonts.

    Characters that no font at hand can draw stand as white squares, and a caveat says so. Raises ReportError
    where Typst refuses the pages.
    """
    import typst

    text = _input(content, colours)
    try:
        return _pages(content, colours, _fonts(text))
    except typst.TypstError:
        # A font of the machine that claims a character and cannot draw it: do with those that are known to work.
        bundled = _Fonts(system=False, missing=frozenset(undrawable(text, bundled_fonts())))
    try:
        return _pages(content, colours, bundled)
    except typst.TypstError as error:
        raise ReportError(f"the PDF cannot be set ({shortened(error.message, 200)}); the text has something that Typst refuses") from None


def _fonts(text: str) -> _Fonts:
    """Return the fonts that come with the program where they do: the pages are then the same on every machine."""
    if not undrawable(text, bundled_fonts()):
        return _Fonts(system=False, missing=frozenset())
    return _Fonts(system=True, missing=frozenset(undrawable(text, (*bundled_fonts(), *system_fonts()))))


def _pages(content: ReportContent, colours: Sequence[Shade], fonts: _Fonts) -> Pages:
    import typst

    text = boxed(_input(content, colours, _notes(fonts.missing)), fonts.missing)
    with tempfile.TemporaryDirectory() as folder, as_file(files("discourse.reporting") / "templates") as templates:
        for font in bundled_fonts():
            shutil.copy(font, folder)
        compiler = typst.Compiler(
            root=templates,
            font_paths=typst.Fonts(include_system_fonts=fonts.system, font_paths=[folder]),
            sys_inputs={"content": text},
        )
        pdf = compiler.compile(templates / "report.typ", format="pdf", pdf_standards=["ua-1"], timestamp=0)
        overview = compiler.compile(templates / "overview.typ", format="png", ppi=OVERVIEW_PPI)
    return Pages(pdf=_one(pdf), overview=_one(overview))


def _one(compiled: bytes | list[bytes] | None) -> bytes:
    """Return the one file that was compiled; a picture of one page may come as a list."""
    return compiled[0] if isinstance(compiled, list) else compiled or b""


def _input(content: ReportContent, colours: Sequence[Shade], notes: Sequence[str] = ()) -> str:
    language = (content.language or "en").partition("-")[0].lower()
    fed = {
        "content": content,
        "colours": {shade.code: shade for shade in colours},
        "language": language if _LANGUAGE.match(language) else "en",
        "legend": LEGEND,
        "listed": {str(passage.number): True for passage in content.listing.passages},
        "anchors": [row.anchor for table in (content.claims, content.stances) for row in table.rows],
        "notes": notes,
        "running": shortened(content.title, 100),
    }
    return msgspec.json.encode(fed).decode()


def _notes(missing: frozenset[str]) -> list[str]:
    if not missing:
        return []
    first = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(missing)[:5])
    return [
        f"In report.pdf and overview.png □ stands for {count(len(missing), 'different character')} that no font on this "
        f"machine can draw ({first}{', …' if len(missing) > 5 else ''}); report.html and the data files have them."
    ]


