"""In which language texts are written: a quick look at their telling words, a closer one at those left undecided."""

from collections.abc import Sequence
from functools import cache

from discourse.languages.words import telling_words

_GLANCE = 300
"""Characters that the quick look takes in."""
_TOGETHER = 30_000
"""Texts looked at closely at a time, which bounds the memory."""
_FEWEST, _SHARE = 3, 5
"""Telling words that decide at once where none is of another language and they are at least one word in so many."""
_FEW, _SHORT = 2, 6
"""So many decide in a text of no more than so many words."""
_NONE: frozenset[str] = frozenset()


def language_of(text: str) -> str | None:
    """Return the language of a text, as in ``languages_of``.

    >>> language_of("Das ist doch nicht der Punkt, oder?"), language_of("Это неправда"), language_of("lol nope")
    ('de', 'ru', None)
    """
    return languages_of((text,))[0]


def languages_of(texts: Sequence[str]) -> list[str | None]:
    """Return the primary tag of the language that most words of each text are in.

    ``None`` where too little shows it (slang, names, a word or two, no words); ``"other"`` where it is a language that
    is not known here. What a text gets does not depend on the texts around it.
    """
    return [next(iter(left)) if len(left) == 1 else None for left in languages_left(texts)]


def languages_left(texts: Sequence[str]) -> list[frozenset[str]]:
    """Return the languages that each text leaves open: one where it shows, none at all where any is possible."""
    found = _glance(texts)
    undecided = [number for number, left in enumerate(found) if not left and texts[number]]
    for start in range(0, len(undecided), _TOGETHER):
        from discourse.languages.closely import look_closely

        numbers = undecided[start : start + _TOGETHER]
        for number, left in zip(numbers, look_closely([texts[number] for number in numbers]), strict=True):
            found[number] = left
    return found


def _glance(texts: Sequence[str]) -> list[frozenset[str]]:
    known = telling_words().get
    found: list[frozenset[str]] = []
    for text in texts:
        words = text[:_GLANCE].lower().split()
        telling = list(filter(None, map(known, words)))
        counted = len(telling)
        needed = _FEW if len(words) <= _SHORT else _FEWEST
        clear = counted >= needed and counted * _SHARE >= len(words) and telling.count(telling[0]) == counted
        found.append(_one(telling[0]) if clear else _NONE)
    return found


@cache
def _one(language: str) -> frozenset[str]:
    return frozenset({language})
