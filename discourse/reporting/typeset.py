"""The PDF and the overview picture, set by Typst from the content of a report.

The content goes to the templates as one JSON text, so that no word of it is ever read as Typst code.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from string import ascii_uppercase
from typing import Literal, NamedTuple

import msgspec

from discourse.errors import ReportError
from discourse.reporting.colours import Shade
from discourse.reporting.glyphs import boxed, bundled_fonts, package_fonts, system_fonts, undrawable
from discourse.reporting.logos import Logo
from discourse.reporting.packing import packed
from discourse.reporting.records import ChartSlot, ReportContent
from discourse.reporting.wording import shortened
from discourse.translation import agreeing, number, translated

OVERVIEW_PPI = 120
_LETTERING = re.compile(r"(<text[^<>]*>)([^<>]*)(?=</text>)")
_EMOJI = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff][\u200d\ufe0f\u2600-\u27bf\U0001f000-\U0001faff]*")
_JOINED = re.compile("(?:\u200d.|\ufe0f|[🏻-🏿])+")
"""What is joined to an emoji: of these the typesetter loses count inside a drawing, as of the two halves of a flag."""
_FLAGS = {0x1F1E6 + place: letter for place, letter in enumerate(ascii_uppercase)}
_EMOJI_FONTS = "Noto Color Emoji, Noto Emoji, Apple Color Emoji, Segoe UI Emoji"
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")


class Pages(NamedTuple):
    """What Typst makes of one report."""

    pdf: bytes
    overview: bytes


class _Setting(NamedTuple):
    """With which fonts to set, what they cannot draw of the content, and whether the PDF has to be PDF/UA-1."""

    fonts: tuple[Path, ...]
    missing: frozenset[str]
    system_fonts: bool = False
    accessible: bool = True


def typeset(content: ReportContent, colours: Sequence[Shade]) -> Pages:
    """Return the PDF (PDF/UA-1) and the overview (PNG), the same bytes for the same content and fonts.

    Characters that no font at hand can draw stand as white squares, and a caveat says so; another says so where
    the text allows no PDF/UA-1. Raises ReportError where Typst refuses the pages altogether.
    """
    import typst

    refusal = ""
    for setting in _settings(_input(content, colours)):
        try:
            return _pages(content, colours, setting)
        except typst.TypstError as error:
            refusal = shortened(str(error), 200)
        except OSError as error:
            raise ReportError(f"report.pdf: no room to set it in the temporary folder ({error.strerror})") from None
    raise ReportError(f"report.pdf: the text has something that the typesetter refuses ({refusal})")


def _settings(text: str) -> Iterator[_Setting]:
    """Return the settings to try, the best first.

    The fonts that come with the program come before those of the machine where they do, because the pages are then
    the same everywhere. PDF/UA-1 asks that every glyph can be read back, which a letter with several accents in a
    chart cannot; and a font of the machine may claim a character that it cannot draw.
    """
    best = _fonts_for(text)
    return iter((best, best._replace(accessible=False), _without(text, bundled_fonts())._replace(accessible=False)))


def _fonts_for(text: str) -> _Setting:
    """Return the fewest fonts that have all characters: those that come along, then packages, then the machine's."""
    packed_fonts = (*bundled_fonts(), *package_fonts())
    for fonts in (bundled_fonts(), packed_fonts):
        setting = _without(text, fonts)
        if not setting.missing:
            return setting
    return _Setting(packed_fonts, frozenset(undrawable(text, (*packed_fonts, *system_fonts()))), system_fonts=True)


def _without(text: str, fonts: tuple[Path, ...]) -> _Setting:
    return _Setting(fonts, frozenset(undrawable(text, fonts)))


def _pages(content: ReportContent, colours: Sequence[Shade], setting: _Setting) -> Pages:
    import typst

    text = boxed(_input(content, colours, list(_notes(setting))), setting.missing)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _lay_out(root, content, setting.fonts)
        fonts = typst.Fonts(include_system_fonts=setting.system_fonts, font_paths=[root / "fonts"])
        compiler = typst.Compiler(root=root, font_paths=fonts, sys_inputs={"content": text})
        standards: list[Literal["ua-1"]] = ["ua-1"] if setting.accessible else []
        with _panics_told():
            pdf = compiler.compile(root / "report.typ", format="pdf", pdf_standards=[*standards], timestamp=0)
            overview = compiler.compile(root / "overview.typ", format="png", ppi=OVERVIEW_PPI)
    return Pages(pdf=packed(_one(pdf)), overview=_one(overview))


@contextmanager
def _panics_told() -> Iterator[None]:
    """Make a refusal of what the typesetter stumbles over, which is no exception of Python's to it."""
    import typst

    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise typst.TypstError(str(error), "") from None


def _lay_out(root: Path, content: ReportContent, fonts: Sequence[Path]) -> None:
    """Put what the typesetter may read into its own folder: templates, fonts and the logo."""
    for template in (files("discourse.reporting") / "templates").iterdir():
        if template.name.endswith(".typ"):
            (root / template.name).write_bytes(template.read_bytes())
    (root / "fonts").mkdir()
    for font in fonts:
        shutil.copy(font, root / "fonts")
    if content.logo:
        (root / _logo_name(content.logo)).write_bytes(content.logo.data)


def _logo_name(logo: Logo) -> str:
    return f"logo.{logo.form}"


def _one(compiled: bytes | list[bytes] | None) -> bytes:
    """Return the one file that was compiled; a picture of one page may come as a list."""
    return compiled[0] if isinstance(compiled, list) else compiled or b""


def _input(content: ReportContent, colours: Sequence[Shade], notes: Sequence[str] = ()) -> str:
    language = (content.language or "en").partition("-")[0].lower()
    fed = {
        "content": msgspec.structs.replace(content, logo=None, charts=tuple(map(_readable, content.charts))),
        "logo": _logo_name(content.logo) if content.logo else None,
        "colours": {shade.code: shade for shade in colours},
        "language": language if _LANGUAGE.match(language) else "en",
        "legend": legend(content),
        "listed": {str(passage.number): True for passage in content.listing.passages},
        "anchors": [row.anchor for table in (content.claims, content.stances) for row in table.rows],
        "notes": notes,
        "running": shortened(content.title, 100),
        "thousands": number(1000)[1:-3],
        "words_in": content.words_in,
    }
    return msgspec.json.encode(fed).decode()


def _readable(chart: ChartSlot) -> ChartSlot:
    """Return the chart with a font named for each emoji: beside other letters the typesetter finds none by itself."""
    if chart.svg is None or not _EMOJI.search(chart.svg):
        return chart
    svg = _LETTERING.sub(lambda found: found[1] + _EMOJI.sub(_with_font, found[2].translate(_FLAGS)), chart.svg)
    return msgspec.structs.replace(chart, svg=svg)


def _with_font(found: re.Match[str]) -> str:
    return f'<tspan font-family="{_EMOJI_FONTS}">{_JOINED.sub("", found.group())}</tspan>'


def legend(content: ReportContent) -> str:
    """Return how to read the comments of a report, in the language in force."""
    said = translated(
        "Each comment has its number, its author and what it answers; below them its labels, each with the coder’s own "
        "probability. Tinted words show a claim, underlined words the stance toward what is answered, words with a "
        "dotted line a stance toward a target; the small letter after them is that of the label. A target that is only "
        "named has no label here; the table of stances counts it."
    )
    if not content.listing.has_forms:
        return said
    forms = translated(
        "A thin grey line runs under each clause whose form is labelled; clauses of one form share a label."
    )
    return f"{said} {forms}"


def _notes(setting: _Setting) -> Iterator[str]:
    if setting.missing:
        first = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(setting.missing)[:5])
        yield agreeing(
            len(setting.missing),
            "In report.pdf and overview.png □ stands for {n} different character that no font on this machine can "
            "draw ({first}); report.html and the data files have them.",
            "In report.pdf and overview.png □ stands for {n} different characters that no font on this machine can "
            "draw ({first}); report.html and the data files have them.",
            first=f"{first}, …" if len(setting.missing) > 5 else first,
        )
        if not package_fonts():
            yield translated("Fonts for most scripts come with pip install “discourse[fonts]”.")
    if not setting.accessible:
        yield translated(
            "report.pdf is tagged but not PDF/UA-1, because its text has something that this standard does not allow."
        )
