"""Signatures of a talk page in one line: who signed, when, and where in the line the signature stands."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_ZONE = re.compile(r"\((?:UTC ?[+−-] ?\d{1,2}(?::?\d\d)?|[+−-]\d{2}(?::?\d\d)?|[^\W\d_](?:[^\W\d_]|[. ]){1,11})\)")
_NUMBER = re.compile(r"(?<![\d:.h])\d{1,4}")
_CLOCK = re.compile(r"(?<![\d:.])\d{1,2}(?:[:.h時시]|h )\d{2}(?!\d)")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_SMALL_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_WORD = re.compile(r"[^\W\d_]{3}")
_DAY = re.compile(r"(?<!\d)\d{1,2}[./-] ?$")
_LONGEST_STAMP = 60
_MAX_DISTANCE = 100
"""How many characters may stand between the link to a user and the date."""
_MAX_GAP = 40
"""How many may stand between two links to the user who signs; a sentence that ends there is no signature."""
_SENTENCE = re.compile(r"[.!?:;]\s")
_MAX_LINKS = 8
_UNSIGNED = re.compile(
    r"unsigned|unsigniert|nicht signiert|non[- ]signé|sin firmar|sem assinatura|não assinado|senza firma|non firmato|"
    r"niet ondertekend|ej signerat|osignerat|usigneret|usignert|niepodpisany|nepodepsaný|не ?подписан|не ?підписан|"
    r"подпись отсутствует|imzasız|ללא חתימה|غير موقع|未签名|未簽名|以前の署名のない|無署名",
    re.IGNORECASE,
)
_NOTE = 90
"""How far before the link to a user a note may begin that a comment was not signed."""
SMALLER = "\u2063"
"""Stands in a line where smaller letters begin, as such notes have them."""
_DASHES = SMALLER + " \u00a0\t\n-‐–—−~•|·"
_PLAIN_NAME = re.compile(r"(?:--+|—|–|~)\s?([^\s\d—–~][^\n—–~]{0,40}?)[\s,]*$")


class UserLink(NamedTuple):
    """A link to a user in a line: where its words begin and end, and whose page it is."""

    start: int
    end: int
    name: str


class Signature(NamedTuple):
    """A signature in a line: where it begins and ends, who signed, and the date in the page's words."""

    start: int
    end: int
    author: str
    shown: str | None


def signatures_in(line: str, links: Sequence[UserLink]) -> Iterator[Signature]:
    """Yield the signatures of a line, given its links to users."""
    begin = 0
    for start, end in _stamps(line):
        before = bisect_right(links, start, key=lambda link: link.end)
        near = [link for link in links[max(0, before - _MAX_LINKS) : before] if link.start >= begin]
        found = _signed(line, near, begin, start)
        if found is not None:
            first, author = found
            yield Signature(_without_dashes(line, begin, first), end, author, line[start:end])
            begin = end
    yield from _undated(line, links, begin)


def has_date(line: str) -> bool:
    """Return whether a line has a date as signatures have it."""
    return next(_stamps(line), None) is not None


def _stamps(line: str) -> Iterator[tuple[int, int]]:
    """Yield where dates with their clock and zone stand, as "~~~~" leaves them in any language."""
    for zone in _ZONE.finditer(line):
        earliest = max(0, zone.start() - _LONGEST_STAMP)
        for number in reversed(list(_NUMBER.finditer(line, earliest, zone.start()))):
            if _is_date(line[number.start() : zone.start()]):
                yield _with_day(line, earliest, number.start(), zone.start()), zone.end()
                break


def _with_day(line: str, earliest: int, start: int, end: int) -> int:
    """Return where a date begins: before its day where the month is a number, too ("3. 5. 2021, 14:22")."""
    if _WORD.search(line, start, end):
        return start
    day = _DAY.search(line, earliest, start)
    return day.start() if day is not None else start


def _is_date(words: str) -> bool:
    """Return whether words hold a clock, a year and a number beside them; a line's end parts no date."""
    clock = _CLOCK.search(words)
    if clock is None or "\n" in words:
        return False
    rest = words[: clock.start()] + " " + words[clock.end() :]
    return _YEAR.search(rest) is not None and _SMALL_NUMBER.search(rest) is not None


def _signed(line: str, links: Sequence[UserLink], begin: int, stamp: int) -> tuple[int, str] | None:
    """Return where the signature before a date begins and who signed: the user linked nearest before it."""
    if not links or stamp - links[-1].end > _MAX_DISTANCE:
        plain = _PLAIN_NAME.search(line, max(begin, stamp - _MAX_DISTANCE // 2), stamp)
        return (plain.start(), plain.group(1).strip()) if plain else None
    author, first = links[-1].name, links[-1].start
    for link in reversed(links):
        between = line[link.end : first]
        if link.name == author and len(between) <= _MAX_GAP and _SENTENCE.search(between) is None:
            first = link.start
    return _note_before(line, begin, first), author


def _note_before(line: str, begin: int, first: int) -> int:
    """Return where a note that a comment was not signed begins, if one stands before a link to its author."""
    earliest = max(begin, first - _NOTE)
    note = _UNSIGNED.search(line, earliest, first)
    if note is None:
        return first
    sentence = max(line.rfind(sign, earliest, note.start()) for sign in (". ", "! ", "? "))
    opening = max(line.rfind(sign, earliest, note.start()) for sign in f"—–([\n{SMALLER}")
    begins = max(opening, sentence + 1 if sentence >= 0 else -1)
    return begins if begins >= 0 else earliest if earliest == begin else note.start()


def _undated(line: str, links: Sequence[UserLink], begin: int) -> Iterator[Signature]:
    """Yield the signature that others added for an author without a date; the author may have left one."""
    if _UNSIGNED.search(line, begin) is None:
        return
    for link in links:
        if link.start < begin:
            continue
        first = _note_before(line, begin, link.start)
        if first != link.start:
            end = max(other.end for other in links if other.name == link.name)
            start = _without_dashes(line, begin, first)
            own = next((place for place in _stamps(line[begin:start]) if begin + place[1] == start), None)
            shown = None if own is None else line[begin + own[0] : start]
            start = start if own is None else _without_dashes(line, begin, begin + own[0])
            yield Signature(start, end, link.name, shown)
            return


def _without_dashes(line: str, begin: int, first: int) -> int:
    kept = line[begin:first].rstrip(_DASHES)
    return begin + len(kept.removesuffix("(").rstrip(_DASHES))
