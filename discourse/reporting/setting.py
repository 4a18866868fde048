"""Pages set by Typst from templates and one text: with which fonts, how the typesetter is called, what it may refuse.

What the pages say goes to the templates as one JSON text, so that no word of it is ever read as Typst code.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

from discourse.errors import ReportError, panics_told
from discourse.reporting.glyphs import boxed, bundled_fonts, package_fonts, system_fonts, undrawable
from discourse.reporting.wording import shortened

_Set = TypeVar("_Set")


class Setting(NamedTuple):
    """With which fonts to set, what they cannot draw of the text, and whether a PDF has to be PDF/UA-1."""

    fonts: tuple[Path, ...]
    missing: frozenset[str]
    system_fonts: bool = False
    accessible: bool = True


def set_with_fonts(name: str, text: str, pages: Callable[[Setting], _Set]) -> _Set:
    """Return what ``pages`` makes with the first setting that works for a text; ``name`` is what errors call it.

    Raises ReportError where Typst refuses every one, or the temporary folder has no room.
    """
    import typst

    refusal = ""
    for setting in _settings(text):
        try:
            return pages(setting)
        except typst.TypstError as error:
            refusal = shortened(str(error), 200)
        except OSError as error:
            raise ReportError(f"{name}: no room to set it in the temporary folder ({error.strerror})") from None
    raise ReportError(f"{name}: the text has something that the typesetter refuses ({refusal})")


def missing_in(text: str) -> frozenset[str]:
    """Return the characters of a text that no font at hand can draw on pages."""
    return _fonts_for(text).missing


def _settings(text: str) -> Iterator[Setting]:
    """Return the settings to try, the best first.

    The fonts that come with the program come before those of the machine where they do, because the pages are then
    the same everywhere. PDF/UA-1 asks that every glyph can be read back, which a letter with several accents in a
    chart cannot; and a font of the machine may claim a character that it cannot draw.
    """
    best = _fonts_for(text)
    return iter((best, best._replace(accessible=False), _without(text, bundled_fonts())._replace(accessible=False)))


def _fonts_for(text: str) -> Setting:
    """Return the fewest fonts that have all characters: those that come along, then packages, then the machine's."""
    packed_fonts = (*bundled_fonts(), *package_fonts())
    for fonts in (bundled_fonts(), packed_fonts):
        setting = _without(text, fonts)
        if not setting.missing:
            return setting
    return Setting(packed_fonts, frozenset(undrawable(text, (*packed_fonts, *system_fonts()))), system_fonts=True)


def _without(text: str, fonts: tuple[Path, ...]) -> Setting:
    return Setting(fonts, frozenset(undrawable(text, fonts)))


class Typesetter(NamedTuple):
    """Typst with its templates, fonts and text at hand."""

    root: Path
    compiler: Any
    accessible: bool

    def pdf(self, template: str) -> bytes:
        """Return the PDF of a template, the same bytes each time."""
        standards: list[Literal["ua-1"]] = ["ua-1"] if self.accessible else []
        return self._compiled(template, format="pdf", pdf_standards=standards, timestamp=0)

    def png(self, template: str, ppi: float) -> bytes:
        """Return the picture of a template that has one page, with so many pixels an inch."""
        return self._compiled(template, format="png", ppi=ppi)

    def _compiled(self, template: str, **how: Any) -> bytes:
        import typst

        with panics_told(lambda said: typst.TypstError(said, "")):
            made = self.compiler.compile(self.root / template, **how)
        return made[0] if isinstance(made, list) else made or b""


@contextmanager
def typesetter(
    package: str, setting: Setting, text: str, beside: Mapping[str, bytes] | None = None
) -> Iterator[Typesetter]:
    """Yield a typesetter with the templates of a package, which find the text as ``sys.inputs.content``.

    ``beside`` are more files that they may read. What no font at hand can draw of the text stands as white squares.
    """
    import typst

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for template in (files(package) / "templates").iterdir():
            if template.name.endswith(".typ"):
                (root / template.name).write_bytes(template.read_bytes())
        for name, data in (beside or {}).items():
            (root / name).write_bytes(data)
        (root / "fonts").mkdir()
        for font in setting.fonts:
            shutil.copy(font, root / "fonts")
        fonts = typst.Fonts(include_system_fonts=setting.system_fonts, font_paths=[root / "fonts"])
        inputs = {"content": boxed(text, setting.missing)}
        yield Typesetter(root, typst.Compiler(root=root, font_paths=fonts, sys_inputs=inputs), setting.accessible)
