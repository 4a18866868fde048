"""Which comments may name which targets, told from their words by number; the careful look is left to ``mentions``."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.codebook import Codebook, Target
from discourse.coders.linear.exchanges import Batch
from discourse.coders.stance.mentions import Names
from discourse.coders.words import Bools, Column, Words

_WHOLE, _BEGINS, _GOES_ON = 1, 2, 4


class Naming(NamedTuple):
    """What the comments of a batch and those that they answer may name.

    ``own`` and ``answered`` are comments × targets: whether a word is there with which a name begins ("the" of "the
    news"). ``names`` and ``parent_names`` tell whether a whole name may be there, ``quotes`` whether the comment may
    have quoted lines, which are no words here.
    """

    own: Bools
    answered: Bools
    names: Bools
    parent_names: Bools
    quotes: Bools


def naming_of(quoting: Bools, batch: Batch, codebook: Codebook) -> Naming:
    """Return what may be named; of what answers the article, or nothing known, the parent names nothing.

    ``quoting`` tells of all comments whether they may have quoted lines, in which a name may stand.
    """
    has_parent = batch.parent >= 0
    own, names = _named(batch.own, codebook)
    answered, parent_names = _named(batch.answered, codebook)
    quotes = quoting[batch.number]
    above = (parent_names | quoting[np.maximum(batch.parent, 0)]) & has_parent
    return Naming(own, answered & has_parent[:, None], names | quotes, above, quotes)


def begins_name(codebook: Codebook) -> Column:
    """Return the column that tells of each word whether a name of a target may begin with it."""
    return _columns(tuple(target.names for target in codebook.targets), codebook.language)[2]


def _named(words: Words, codebook: Codebook) -> tuple[Bools, Bools]:
    """Return texts × targets, whether a name may begin, and for each text whether a whole name may be there."""
    begun = np.zeros((words.texts, len(codebook.targets)), bool)
    whole = np.zeros(words.texts, bool)
    if not len(words.word):
        return begun, whole
    begins, kinds, _ = _columns(tuple(target.names for target in codebook.targets), codebook.language)
    kind = words.of_word(kinds)
    places = np.flatnonzero(kind & _BEGINS)
    after = np.append(kind[1:], 0)[places] & _GOES_ON
    inside = places + 1 < words.first[words.row[places] + 1]
    places = places[(kind[places] & _WHOLE > 0) | ((after > 0) & inside)]
    at, place = np.nonzero(words.vocabulary.column(begins)[words.word[places]])
    begun[words.row[places[at]], place] = True
    whole[words.row[places]] = True
    return begun, whole


@lru_cache(maxsize=64)
def _columns(names: tuple[tuple[str, ...], ...], language: str) -> tuple[Column, Column, Column]:
    """Return the columns that tell whose names each word begins, what it may be in any name, and if it begins one."""
    each = [_names(written, language) for written in names]
    together = _names([name for written in names for name in written], language)

    def begins(words: Sequence[str]) -> NDArray[Any]:
        found = np.zeros((len(words), len(each)), bool)
        for number, word in enumerate(words):
            if together.may_begin(word):
                found[number] = [one.may_begin(word) for one in each]
        return found

    def kinds(words: Sequence[str]) -> NDArray[Any]:
        return np.array([_kind(together, word) for word in words], np.int64)

    def is_first(words: Sequence[str]) -> NDArray[Any]:
        return kinds(words) & _BEGINS > 0

    return begins, kinds, is_first


def _names(written: Sequence[str], language: str) -> Names:
    return Names([Target(id="any", label="any", names=tuple(written))], language)


def _kind(names: Names, word: str) -> int:
    begins = _BEGINS if names.may_begin(word) else 0
    whole = _WHOLE if begins and names.may_be_whole(word) else 0
    return begins | whole | (_GOES_ON if names.may_go_on(word) else 0)
