"""Periods that end no sentence, in many texts at once: "Dr. Lee", "notes.txt", "harbour.example.org", "version 3.x"."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from discourse.coders.words import Bools, Words

_PERIOD, _TITLE, _ENDING, _LETTERS = (1 << bit for bit in range(4))
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "prof"})
"""What stands before a name with a period behind it, and hardly ever at the end of a sentence."""
_ENDINGS = frozenset({
    "com", "org", "net", "edu", "gov", "io", "co", "uk", "de", "at", "ch", "fr", "es", "it", "eu", "tv", "info",
    "html", "htm", "pdf", "txt", "js", "py", "exe", "x",
})  # fmt: skip
"""What stands right behind the period in names of sites, files and versions."""


def goes_on(words: Words) -> Bools:
    """Return whether each token stands behind a period that ends no sentence.

    That is one behind a title, or one without a blank on either side before the ending of a name.
    """
    after = np.zeros(len(words.word), bool)
    if len(after) < 3:
        return after
    kinds = words.of_word(_kinds)
    before, period, following = kinds[:-2], kinds[1:-1] & _PERIOD > 0, kinds[2:]
    likely = period & ((before & _TITLE > 0) | ((before & _LETTERS > 0) & (following & _ENDING > 0)))
    at = np.flatnonzero(likely) + 1
    at = at[(words.row[at - 1] == words.row[at]) & (words.row[at + 1] == words.row[at])]
    joined = (words.end_of(at - 1) == words.begin_of(at)) & (words.end_of(at) == words.begin_of(at + 1))
    is_name = joined & (kinds[at + 1] & _ENDING > 0)
    after[at[is_name | (kinds[at - 1] & _TITLE > 0)] + 1] = True
    return after


def _kinds(words: Sequence[str]) -> NDArray[np.int8]:
    found = [
        (_PERIOD if word == "." else 0)
        | (_TITLE if word in _TITLES else 0)
        | (_ENDING if word in _ENDINGS else 0)
        | (_LETTERS if word[:1].isalnum() else 0)
        for word in words
    ]
    return np.array(found, np.int8)
