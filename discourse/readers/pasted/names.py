"""How much a short line looks like the name of a person or a handle."""

import re
from functools import cache, lru_cache

from discourse.readers.pasted.languages import FUNCTION_WORDS
from discourse.readers.pasted.lexicon import lexicon

_PARTICLES = frozenset({
    "von", "van", "de", "der", "den", "del", "della", "di", "da", "do", "dos", "das", "du", "la", "le", "el",
    "al", "bin", "ibn", "y", "und", "ten", "ter", "zu", "zum", "mc", "st", "of", "the", "and", "aka",
})  # fmt: skip
_HANDLE = re.compile(r"@?[\w.\-]{2,40}")
_TRAILING = re.compile(r"[.!?…,;:]+[\"'”’)]*$")
_INITIAL = re.compile(r"(?:^|\s)(?:[^\W\d_]|jr|sr|dr|st|mr|mrs|phd|esq)\.$", re.IGNORECASE)
_SEPARATE = re.compile(r"[\s/|+&,()]+")
LONGEST = 60


@cache
def _common_words() -> frozenset[str]:
    return frozenset(word for words in FUNCTION_WORDS.values() for word in words)


@lru_cache(maxsize=50_000)
def name_quality(line: str) -> float:
    """Return how name-like a line is, from 0 (prose) to 1 (two or three capitalised words).

    >>> name_quality("Carol Davis-Waller") > name_quality("so true") > name_quality("I do not think so.")
    True
    """
    text = line.strip()
    if not text or len(text) > LONGEST or not any(character.isalnum() for character in text):
        return 0.0
    ending = _TRAILING.search(text)
    if ending and not _INITIAL.search(text):
        return 0.12 if len(text) < 30 and text.endswith((".", "...", "…")) and len(text.split()) <= 2 else 0.03
    words = [word for word in _SEPARATE.split(text) if any(character.isalnum() for character in word)]
    if not words or len(words) > 7:
        return 0.02
    quality = _of_one(words[0]) if len(words) == 1 else _of_several(words)
    return quality * (0.5 if text[0] in "\"'“„«>-–—•*" else 1.0)


def _of_one(word: str) -> float:
    lower = word.casefold()
    if lower in lexicon()["interjections"]["all"]:
        return 0.25
    if lower in _common_words():
        return 0.15
    if word[0].isupper() or any(character.isdecimal() for character in word):
        return 0.75 if _HANDLE.fullmatch(word) else 0.5
    return 0.5 if _HANDLE.fullmatch(word) else 0.3


def _of_several(words: list[str]) -> float:
    content = [word for word in words if word.casefold() not in _PARTICLES]
    if not content:
        return 0.1
    capital = sum(word[0].isupper() or word[0].isdecimal() for word in content) / len(content)
    common = sum(word.casefold() in _common_words() for word in content)
    length = (1.0, 1.0, 1.0, 0.95, 0.7, 0.4, 0.3, 0.2)[min(len(words), 7)]
    quality = length * (0.15 + 0.8 * capital * capital)
    if " ".join(words).casefold() in lexicon()["interjections"]["all"]:
        quality *= 0.3
    return quality * (0.3 if common > 1 else 0.5 if common else 1.0)
