"""How much a short line looks like the name of a person or a handle."""

import re
from functools import cache, lru_cache

from discourse.languages import common_words
from discourse.readers.pasted.lexicon import lexicon, plain

_PARTICLES = frozenset({
    "von", "van", "de", "der", "den", "del", "della", "di", "da", "do", "dos", "das", "du", "la", "le", "el",
    "al", "bin", "ibn", "y", "und", "ten", "ter", "zu", "zum", "mc", "st", "of", "the", "and", "aka",
})  # fmt: skip
_HANDLE = re.compile(r"@?[\w.\-]{2,40}")
_TRAILING = re.compile(r"[.!?…,;:]+[\"'”’)]*$")
_HANGING = re.compile(r"\s[,·•|]$")
"""A sign that divided a name from what stood beside it."""
_INITIAL = re.compile(r"(?:^|\s)(?:[^\W\d_]|jr|sr|dr|st|mr|mrs|phd|esq)\.$", re.IGNORECASE)
_ITEM = re.compile(r"\d+[.)]?\s*[^\W\d]|@\s")
"""An item of a list ("2 Dio", "10.Dio", "250g butter"), or an address ("@ Dio")."""
_SEPARATE = re.compile(r"[\s/|+&,()]+")
_AFTER_NAMES = re.compile(
    r"\s*[|·•–—@(]|\s+-\s|\s+(?:for|at|in|on|published|updated|für|am|aus|pour|publié|le|para|el|per|il)\s|"
    r",?\s+(?=\w+\.?\s+\d{1,2},?\s+\d{4})|\d",
    re.IGNORECASE,
)
"""Where the names of a byline end: at a mark, a word that no name has, a month and its day, a number."""
_JOINS = re.compile(r",\s+|\s+(?:and|und|et|y|e|&)\s+")
_REPORTER = re.compile(r"([가-힣]{2,4}) ?기자(?: [가-힣]{2,6})?|(?:本报)?记者[ :：/]([\u4e00-\u9fff·]{2,6})")
"""How Korean and Chinese papers sign: the name beside "reporter"."""
MASKED = re.compile(r"[*?.\-_~]{2,12}")
"""What some sites set, and some people, in the place of a name."""
_NAMELESS = 0.4
"""How much signs alone are like a name."""
_NAME = 0.6
_LONGEST_PLACE = 4
_MOST_PLACES = 3
LONGEST = 60
_LONGEST_BYLINE = 120


@cache
def _folded(category: str) -> frozenset[str]:
    return frozenset(phrase.casefold() for phrase in lexicon()[category]["all"])


@lru_cache(maxsize=50_000)
def name_quality(line: str) -> float:
    """Return how name-like a line is, from 0 (prose) to 1 (two or three capitalised words).

    >>> name_quality("Carol Davis-Waller") > name_quality("so true") > name_quality("I do not think so.")
    True
    """
    text = _HANGING.sub("", line.strip())
    if MASKED.fullmatch(text):
        return _NAMELESS
    if not text or len(text) > LONGEST or not any(character.isalnum() for character in text):
        return 0.0
    ending = _TRAILING.search(text)
    if ending and not _INITIAL.search(text):
        return 0.12 if len(text) < 30 and text.endswith((".", "...", "…")) and len(text.split()) <= 2 else 0.03
    words = _words(text)
    if not words or len(words) > 7:
        return 0.02
    quality = _of_one(words[0]) if len(words) == 1 else _of_several(words)
    return quality * _opening(text, words)


def _opening(text: str, words: list[str]) -> float:
    """Return how far the way a line is set and opens leaves it a name: not as an item, a greeting or a closing."""
    factor = 0.5 if text[0] in "\"'“„«>-–—•*" else 1.0
    if _ITEM.match(text) or "!" in text or "?" in text:
        factor *= 0.25
    if ": " in text:
        factor *= 0.3
    if words[0].casefold() in _folded("greetings") or _closes(words):
        factor *= 0.2
    return factor


def is_closing(line: str) -> bool:
    """Tell whether a line ends a text as a letter ends.

    >>> is_closing("Kind regards,"), is_closing("Viele Grüße Anna"), is_closing("Anna")
    (True, True, False)
    """
    return len(line) <= LONGEST and _closes(_words(line))


def _closes(words: list[str]) -> bool:
    said = [word.casefold() for word in words]
    closings = _folded("closings")
    return " ".join(said) in closings or (len(said) > 1 and " ".join(said[:-1]) in closings)


def _words(text: str) -> list[str]:
    return [word for word in _SEPARATE.split(text) if any(character.isalnum() for character in word)]


def _of_one(word: str) -> float:
    lower = word.casefold()
    if lower in lexicon()["interjections"]["all"]:
        return 0.25
    if lower in common_words() or (len(word) == 1 and word.isascii()):
        return 0.15
    if word[0].isupper() or any(character.isdecimal() for character in word):
        return 0.75 if _HANDLE.fullmatch(word) else 0.5
    return 0.5 if _HANDLE.fullmatch(word) else 0.3


def _of_several(words: list[str]) -> float:
    content = [word for word in words if word.casefold() not in _PARTICLES]
    if not content or not any(map(str.isalpha, "".join(content))):
        return 0.1
    capital = sum(word[0].isupper() or word[0].isdecimal() for word in content) / len(content)
    common = sum(word.casefold() in common_words() for word in content)
    length = (1.0, 1.0, 1.0, 0.95, 0.7, 0.4, 0.3, 0.2)[min(len(words), 7)]
    quality = length * (0.15 + 0.8 * capital * capital)
    if " ".join(words).casefold() in lexicon()["interjections"]["all"]:
        quality *= 0.3
    return quality * (0.3 if common > 1 else 0.5 if common else 1.0)


def is_with_place(text: str) -> bool:
    """Return whether a text is a name with a place after a comma.

    >>> is_with_place("tomsk_77, Up north, United Kingdom"), is_with_place("Well, that was quick")
    (True, False)
    """
    name, _, place = text.partition(", ")
    parts = place.split(", ")
    capital = all(part[:1].isupper() and len(part.split()) <= _LONGEST_PLACE for part in parts)
    return bool(place) and capital and len(parts) <= _MOST_PLACES and name_quality(name) >= _NAME / 2


def byline_author(line: str) -> str | None:
    """Return the names after "By", "Von", "Par" and the like, where a line is a byline.

    What may follow the names is left out: a date, the paper, an office, a place.

    >>> byline_author("By Anders Moe"), byline_author("By the way")
    ('Anders Moe', None)
    >>> byline_author("By Ann Lee and Bob Ray, The Echo, 3 June 2024")
    'Ann Lee and Bob Ray'
    """
    reporter = _REPORTER.fullmatch(line)
    if reporter:
        return reporter.group(1) or reporter.group(2)
    words = line.split()
    for length in (2, 1):
        rest = " ".join(words[length:]).strip(" :,|·-")
        starts = plain(" ".join(words[:length]))
        if rest and any(starts in group for group in lexicon()["by"].values()):
            return _signed(rest)
    return None


def _signed(rest: str) -> str | None:
    """Return the names at the beginning of a byline, all of it where that may be one name."""
    names = _AFTER_NAMES.split(rest, maxsplit=1)[0].split(",")
    listed = next((place for place, one in enumerate(names) if _JOINS.search(one.strip())), 0)
    several = ", ".join(one.strip() for one in names[: listed + 1])
    each = [one.strip() for one in _JOINS.split(several)]
    whole = several == rest
    if all(name_quality(one) > _NAME and (whole or " " in one) for one in each) and len(rest) <= _LONGEST_BYLINE:
        return several
    return rest if name_quality(rest) > _NAME else None
