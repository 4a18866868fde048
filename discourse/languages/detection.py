"""In which language texts are written: a quick look at their telling words, a closer one at those left undecided."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from discourse.languages.pieces import Ints, Pieces, split
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


def languages_left(texts: Sequence[str], pieces: Pieces | None = None) -> list[frozenset[str]]:
    """Return the languages that each text leaves open: one where it shows, none at all where any is possible.

    ``pieces`` are those of the texts, where they are split already.
    """
    pieces = split(texts) if pieces is None else pieces
    clear = _glance(pieces)
    open_to = [_NONE, *(_one(language) for language in _languages())]
    found = [open_to[number] for number in (clear + 1).tolist()]
    undecided = np.array([number for number in np.flatnonzero(clear < 0).tolist() if texts[number]], np.int64)
    for start in range(0, len(undecided), _TOGETHER):
        from discourse.languages.closely import look_closely

        numbers = undecided[start : start + _TOGETHER]
        look = look_closely([texts[number] for number in numbers.tolist()])
        for number, left in zip(numbers.tolist(), look, strict=True):
            found[number] = left
    return found


def _glance(pieces: Pieces) -> Ints:
    """Return the number of the language that each text shows at once, -1 for none."""
    heads = pieces.heads(_GLANCE)
    if not heads.texts:
        return heads.first[:0]
    words, telling, least, most = heads.of_piece(_telling).T
    starts = heads.first[:-1]
    all_words, counted = np.add.reduceat(words, starts), np.add.reduceat(telling, starts)
    first, last = np.minimum.reduceat(least, starts), np.maximum.reduceat(most, starts)
    needed = np.where(all_words <= _SHORT, _FEW, _FEWEST)
    return np.where((counted >= needed) & (counted * _SHARE >= all_words) & (first == last), last, -1)


def _telling(pieces: Sequence[str]) -> NDArray[Any]:
    """Return of each piece how many words it has and how many tell a language, and the least and most of these."""
    known, none = _told_by(), len(_languages())
    lowers = (piece.lower() for piece in pieces)
    listed = [[lower] if lower.isalpha() else lower.split() for lower in lowers]
    found = np.tile(np.array([0, 0, none, -1], np.int32), (len(pieces), 1))
    found[:, 0] = [len(words) for words in listed]
    for at, words in enumerate(listed):
        telling = [known[word] for word in words if word in known]
        if telling:
            found[at, 1:] = (len(telling), min(telling), max(telling))
    return found


@cache
def _told_by() -> dict[str, int]:
    """Return the number of the language that each telling word tells."""
    number = {language: at for at, language in enumerate(_languages())}
    return {word: number[language] for word, language in telling_words().items()}


@cache
def _languages() -> tuple[str, ...]:
    return tuple(sorted(set(telling_words().values())))


@cache
def _one(language: str) -> frozenset[str]:
    return frozenset({language})
