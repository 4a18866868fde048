"""All texts of a thread as bags of words by number, sentence by sentence: what is asked of every word is asked once."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from discourse.text import LONGEST_WORD, WORD

Index = NDArray[np.intp]

ENDS = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+|\n+")
"""Where a sentence ends, roughly: careful reading may join two pieces, seldom cut one."""


LONGEST_SENTENCE = 400
"""Words of a piece that count as one sentence: a page of text without a full stop is no sentence."""


class Bag:
    """The words of many texts: ``index`` numbers them among the unique ``words``, text after text.

    ``ends`` says where each sentence ends in ``index``, ``owner`` which text it belongs to, ``piece`` which of that
    text's pieces between ``ENDS`` it is. Words are lower case, split at hyphens and without the dots of "U.S.".
    """

    def __init__(self, texts: Sequence[str]) -> None:
        numbers: defaultdict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__
        index: list[int] = []
        ends: list[int] = []
        owner: list[int] = []
        piece: list[int] = []
        known = numbers.__getitem__
        for number, text in enumerate(texts):
            for place, part in enumerate(ENDS.split(text)):
                found = WORD.findall(part.casefold().replace("’", "'").replace("-", " "))
                for first in range(0, len(found), LONGEST_SENTENCE):
                    index.extend(map(known, found[first : first + LONGEST_SENTENCE]))
                    ends.append(len(index))
                    owner.append(number)
                    piece.append(place)
        self.texts = len(texts)
        self.words = [plain(word) for word in numbers]
        self.index = np.array(index, np.intp)
        self.ends = np.array(ends, np.intp)
        self.owner = np.array(owner, np.intp)
        self.piece = np.array(piece, np.intp)

    @cached_property
    def counts(self) -> Index:
        """How often each unique word stands in the texts."""
        return np.bincount(self.index, minlength=len(self.words))

    @cached_property
    def by_sentence(self) -> Any:
        """Which words stand in which sentence: a sparse matrix of ones, a word twice in a sentence counted once."""
        return _ones(self.index, np.concatenate(([0], self.ends)), len(self.words))


def pieces(text: str) -> list[tuple[int, int]]:
    """Return where the pieces of a text between ``ENDS`` begin and end."""
    cuts = [found.span() for found in ENDS.finditer(text)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return list(zip(starts, ends, strict=True))


def plain(word: str) -> str:
    """Return a word without the dots of initials, and of a very long one the beginning."""
    return (word if word.isalpha() else word.replace(".", ""))[:LONGEST_WORD]


def _ones(index: Index, bounds: Index, words: int) -> Any:
    from scipy.sparse import csr_array

    found = csr_array((np.ones(len(index), np.float32), index.copy(), bounds.copy()), shape=(len(bounds) - 1, words))
    found.sum_duplicates()
    found.data[:] = 1.0
    return found
