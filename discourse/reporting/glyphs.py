"""Which characters the fonts at hand can draw, so that a page never shows a silent box."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

# Default_Ignorable_Code_Point of Unicode: drawn as nothing, with or without a glyph.
_IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
WHITE_SQUARE = "□"


@cache
def bundled_fonts() -> tuple[Path, ...]:
    """Return the font files that come with matplotlib and are fit for text: its folder also holds one of boxes."""
    import matplotlib

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    return tuple(folder / f"DejaVuSans{style}.ttf" for style in ("", "-Bold", "-Oblique", "-BoldOblique"))


_FONT_PACKAGES = ("manimgx_fonts", "noto_cjk_sans_otc")
"""Packages of the extra ``fonts``, all under the SIL Open Font License: Noto Sans of many scripts, Noto Emoji, CJK."""
_FONT_ENDINGS = (".ttf", ".ttc", ".otf", ".otc")


@cache
def package_fonts() -> tuple[Path, ...]:
    """Return the font files of the packages of the extra ``fonts`` that are installed; no code of theirs is run."""
    specs = [find_spec(package) for package in _FONT_PACKAGES]
    folders = [Path(place) for spec in specs if spec for place in spec.submodule_search_locations or ()]
    return tuple(
        sorted(path for folder in folders for path in folder.iterdir() if path.suffix.lower() in _FONT_ENDINGS)
    )


@cache
def system_fonts() -> tuple[Path, ...]:
    """Return the font files of the machine that the typesetter would fall back to."""
    import typst

    found = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).fonts()
    return tuple(sorted({Path(font.path) for font in found if font.path}))


def undrawable(text: str, fonts: Iterable[Path]) -> set[str]:
    """Return the characters of a text that none of the fonts has."""
    missing = {letter for letter in set(_NOT_ASCII.findall(text)) if not _IGNORABLE.match(letter)}
    for font in fonts:
        if not missing:
            break
        missing = {letter for letter in missing if ord(letter) not in _coverage(font)}
    return missing


@lru_cache(maxsize=256)
def _coverage(font: Path) -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    try:
        return frozenset(FT2Font(str(font)).get_charmap())
    except (RuntimeError, OSError, ValueError):
        return frozenset()  # a font that cannot be opened draws nothing


def boxed(text: str, missing: Iterable[str]) -> str:
    """Return a text with a white square in place of each character that cannot be drawn."""
    squares = dict.fromkeys(map(ord, missing), WHITE_SQUARE)
    return text.translate(squares) if squares else text  # nothing to translate takes as long as much
