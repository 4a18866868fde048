"""Names and labels made fit to draw: no control characters, no endless names, nothing that a font cannot show.

Widths are reckoned from the advance widths of DejaVu Sans, not from a renderer, so that a layout is the same
wherever it is made.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from matplotlib import font_manager, get_data_path
from matplotlib.ft2font import FT2Font

from discourse.charts.emoji import PLACE, has_picture, is_emoji
from discourse.charts.joining import joined

FAMILY = "DejaVu Sans"
ELLIPSIS = "…"
SUBSTITUTE = "□"
MAX_CHARACTERS = 2_000
_MM_PER_POINT = 25.4 / 72
_WORDS, _PARTS = re.compile(r"(?:n = )?[^ ]+ ?"), re.compile(r"(?:n = )?(?:[^ -]*-+ ?|[^ -]+ ?)")
"""Words, and their parts around hyphens, each with the blank that follows it."""
_BREAKS = re.compile("[^\\S\u00a0\u202f]+")
"""White space at which a line may break; what is said of a number stays beside it."""
_JOINERS = "\u200c\u200d"
_MARKS_PER_LETTER = 3
_FALLBACKS = (
    "Noto Sans", "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans CJK TC", "Noto Sans CJK KR", "Noto Sans SC",
    "Noto Sans JP", "Noto Sans KR", "Source Han Sans SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei",
    "Droid Sans Fallback", "PingFang SC", "Hiragino Sans", "Hiragino Sans GB", "Apple SD Gothic Neo",
    "Microsoft YaHei", "Yu Gothic", "MS Gothic", "Malgun Gothic", "Noto Sans Arabic", "Noto Sans Hebrew",
    "Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Tamil", "Noto Sans Thai", "Nirmala UI",
    "Leelawadee UI", "Arial Unicode MS", "FreeSans", "Unifont", "Noto Emoji", "Segoe UI Emoji",
    "Segoe UI Symbol", "Symbola",
)  # fmt: skip


def clean(text: str) -> str:
    r"""Return the text on one line, without control characters, bidi overrides and heaps of accents.

    >>> clean("Ann\n\x07\u202e $x_1$")
    'Ann $x_1$'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text[:MAX_CHARACTERS].split())
    kept: list[str] = []
    marks = 0
    for character in " ".join(_BREAKS.split(text[:MAX_CHARACTERS].strip())):
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if category in ("Cs", "Cn", "Co"):
            kept.append("\ufffd")
        elif marks <= _MARKS_PER_LETTER and (category not in ("Cc", "Cf") or character in _JOINERS):
            kept.append(character)
    return " ".join(part for part in _BREAKS.split("".join(kept).strip()) if part)


def graphemes(text: str) -> Iterator[str]:
    """Yield what a reader takes for single characters: a letter with its accents, an emoji with its joins, a flag.

    >>> [len(cluster) for cluster in graphemes("e\u0301👩\u200d🔬🇫🇷x")]
    [2, 3, 2, 1]
    """
    if text.isascii():
        yield from text
        return
    cluster = ""
    for character in text:
        if cluster and not _continues(cluster, character):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _continues(cluster: str, character: str) -> bool:
    if unicodedata.category(character).startswith("M") or character in _JOINERS or "🏻" <= character <= "🏿":
        return True
    if cluster.endswith("\u200d"):
        return True
    return _is_flag_half(character) and len(cluster) == 1 and _is_flag_half(cluster)


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of a text in mm when it is set in ``size`` points."""
    return sum(_advance(cluster, bold) for cluster in graphemes(joined(text))) * size * _MM_PER_POINT


def clipped(text: str, room: float, size: float, bold: bool = False) -> str:
    """Return the text, cleaned, cut and marked with an ellipsis where it is wider than ``room`` mm.

    It is cut between words, where that loses no more than a third of what has room, else between characters.

    >>> clipped("incomprehensibilities", 20, 7), clipped("Oosterhuis of Delft 248", 26, 7)
    ('incomprehen…', 'Oosterhuis of Delft…')
    """
    whole = clean(text)
    if width(whole, size, bold) <= room:
        return whole
    left = room - width(ELLIPSIS, size, bold)
    kept = ""
    for cluster in graphemes(whole):
        left -= width(cluster, size, bold)
        if left < 0:
            break
        kept += cluster
    words = kept[: kept.rfind(" ")] if " " in kept and whole[len(kept)] != " " else kept
    return (words if 3 * len(words) > 2 * len(kept) else kept).rstrip() + ELLIPSIS


def wrapped(text: str, room: float, size: float, lines: int = 2, bold: bool = False) -> list[str]:
    """Return the text in at most so many lines of ``room`` mm, broken between words; of too many words the last stay.

    Labels that begin alike are told apart by their ends.

    >>> wrapped("Staged or coordinated operation of one of the parties", 30, 7)
    ['Staged or coordinated', '…of one of the parties']
    >>> wrapped("Anna van der Meulenbroek-Oosterhuis 248", 37, 7.5)
    ['Anna van der Meulenbroek-', 'Oosterhuis 248']
    >>> wrapped("Share of replies, n = 312", 26, 7)
    ['Share of replies,', 'n = 312']
    """
    whole = clean(text)
    done = _lines(_WORDS.findall(whole), (room, size, bold), lines)
    if done and ELLIPSIS in (done[-1][:1], done[-1][-1:]) and "-" in whole:
        return _lines(_PARTS.findall(whole), (room, size, bold), lines)
    return done


def _lines(parts: Sequence[str], fit: tuple[float, float, bool], lines: int) -> list[str]:
    """Return parts, each with the blank that follows it, in lines; ``fit`` is the room, the size and the weight."""
    room, size, bold = fit
    done: list[str] = []
    while parts and len(done) < lines - 1:
        if width(parts[0].rstrip(), size, bold) > room:
            parts = [*_split(parts[0], room, size, bold), *parts[1:]]
        count = 1
        while count < len(parts) and width("".join(parts[: count + 1]).rstrip(), size, bold) <= room:
            count += 1
        done.append(clipped("".join(parts[:count]), room, size, bold))
        parts = parts[count:]
    if not parts:
        return done or [""]
    rest = "".join(parts)
    return [*done, _ending(rest, room, size, bold) if done else clipped(rest, room, size, bold)]


def _ending(text: str, room: float, size: float, bold: bool) -> str:
    """Return a text, or an ellipsis and as much of its end as has room, from the beginning of a word if one is near."""
    if width(text, size, bold) <= room:
        return text
    left = room - width(ELLIPSIS, size, bold)
    kept = ""
    for cluster in reversed(list(graphemes(text))):
        left -= width(cluster, size, bold)
        if left < 0:
            break
        kept = cluster + kept
    words = kept.partition(" ")[2]
    return ELLIPSIS + (words if 3 * len(words) > 2 * len(kept) else kept).lstrip()


def _split(word: str, room: float, size: float, bold: bool) -> tuple[str, str]:
    """Return a word too long for a line in two: as much as fits, and the rest."""
    kept, left = "", room
    for cluster in graphemes(word):
        left -= width(cluster, size, bold)
        if left < 0 and kept:
            break
        kept += cluster
    return kept, word[len(kept) :]


def drawable(text: str) -> str:
    """Return the text with a blank for each emoji that is drawn as a picture, and a box for what no font has."""
    if text.isascii():
        return text
    return "".join(_drawn_as(cluster) for cluster in graphemes(text))


def _drawn_as(cluster: str) -> str:
    if has_picture(cluster):
        return PLACE
    return cluster if _font_of(cluster) is not None else SUBSTITUTE


def pictured(text: str) -> list[tuple[str, int]]:
    """Return the emoji of a text that are drawn as pictures, each with its place among the characters drawn."""
    if text.isascii():
        return []
    found, place = [], 0
    for cluster in graphemes(text):
        if has_picture(cluster):
            found.append((cluster, place))
        place += len(_drawn_as(cluster))
    return found


def undrawable(text: str) -> str:
    """Return the characters of a text that no font at hand can show."""
    if text.isascii():
        return ""
    return "".join(cluster for cluster in graphemes(text) if _drawn_as(cluster) == SUBSTITUTE != cluster)


def scripts(characters: str) -> str:
    """Return the scripts of some characters by their English names, as Unicode has them.

    >>> scripts("कि漢🦊")
    'CJK, Devanagari, emoji'
    """
    found = {
        "emoji" if is_emoji(character) else _script(character)
        for character in characters
        if character.isalpha() or is_emoji(character) or not character.isascii()
    }
    return ", ".join(sorted(found, key=str.casefold))


def _script(character: str) -> str:
    first = unicodedata.name(character, "unknown").split(" ")[0]
    return first if first == "CJK" else first.capitalize()


def is_rightward(text: str) -> bool:
    """Return whether a text begins at the left: whether its first letter with a direction is written rightward.

    >>> is_rightward("Ann שלום"), is_rightward("שלום Ann")
    (True, False)
    """
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((direction == "L" for direction in directions if direction in ("L", "R", "AL")), True)


def families(text: str) -> list[str]:
    """Return the font families that the text needs, DejaVu Sans first."""
    if text.isascii():
        return [FAMILY]
    found = {_font_of(cluster) for cluster in graphemes(text) if not has_picture(cluster)} - {None, FAMILY}
    return [FAMILY, *(family for family in _FALLBACKS if family in found)]


@lru_cache(maxsize=20_000)
def _font_of(cluster: str) -> str | None:
    """Return the first family that has every character of the cluster."""
    for fonts in (_fonts, _late_fonts):
        for family, font in fonts():
            if all(font.get_char_index(ord(character)) for character in cluster):
                return family
    return None


@cache
def _fonts() -> list[tuple[str, FT2Font]]:
    """Return DejaVu Sans and whichever of the known families are installed."""
    installed = {entry.name: entry.fname for entry in reversed(font_manager.fontManager.ttflist)}
    found = [(family, FT2Font(installed[family])) for family in _FALLBACKS if family in installed]
    return [(FAMILY, _dejavu(bold=False)), *found]


@cache
def _late_fonts() -> list[tuple[str, FT2Font]]:
    """Return those of the known families that were installed since matplotlib last looked, and make them known to it.

    Looking costs some hundredths of a second, so that only a character without a font leads here.
    """
    manager = font_manager.fontManager
    known = {entry.fname for entry in manager.ttflist}
    for path in sorted(set(font_manager.findSystemFonts()) - known):
        try:
            manager.addfont(path)
        except (NotImplementedError, OSError, RuntimeError, ValueError):
            continue  # a font of pictures, or broken: it sets no letters
    late = {entry.name: entry for entry in reversed(manager.ttflist) if entry.fname not in known}
    return [(family, FT2Font(late[family].fname)) for family in _FALLBACKS if family in late]


@cache
def _dejavu(bold: bool) -> FT2Font:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    font = FT2Font(str(Path(get_data_path(), "fonts", "ttf", name)))
    font.set_size(100, 72)
    return font


@lru_cache(maxsize=20_000)
def _advance(cluster: str, bold: bool) -> float:
    """Return the advance width in em; 1 for what DejaVu Sans lacks, as East Asian characters and emoji have it."""
    font = _dejavu(bold)
    if has_picture(cluster) or not all(font.get_char_index(ord(character)) for character in cluster):
        return 1.0
    return sum(font.load_char(ord(character)).linearHoriAdvance for character in cluster) / 65536 / 100
