"""WordPiece: a text as the numbers of the pieces of words that the encoder knows (Schuster and Nakajima 2012)."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

READ = 20_000
"""Characters of a text that are read."""
_LONGEST = 64
"""Characters of the longest word that is looked up piece by piece."""
_WORDS = re.compile(r"[^\W_]+|[^\w\s]|_")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_NAMED = re.compile(r"(?<![\w.])@\w+")


class Vocabulary(NamedTuple):
    """The pieces by their number: pieces inside a word are written with ``##`` before them."""

    numbers: dict[str, int]
    unknown: int
    start: int
    end: int


def vocabulary(pieces: Sequence[str]) -> Vocabulary:
    """Return the vocabulary of an encoder from its pieces in order."""
    numbers = {piece: number for number, piece in enumerate(pieces)}
    return Vocabulary(numbers, numbers["[UNK]"], numbers["[CLS]"], numbers["[SEP]"])


def plain_words(text: str) -> list[str]:
    """Return the words and marks of a text in small letters without accents; addresses and @names are made alike.

    >>> plain_words("@Ann: C'est déjà faux! https://example.org/x")
    ['@', 'user', ':', 'c', "'", 'est', 'deja', 'faux', '!', 'http']
    """
    alike = _NAMED.sub("@user", _ADDRESS.sub(" http ", text[:READ]))
    parted = unicodedata.normalize("NFD", alike.lower().replace("’", "'"))
    return _WORDS.findall("".join(letter for letter in parted if not unicodedata.combining(letter)))


class Tokenizer:
    """Turns texts into the numbers of their pieces; words once seen are remembered."""

    def __init__(self, known: Vocabulary) -> None:
        self._known = known
        self._pieces = lru_cache(maxsize=65_536)(self._look_up)

    def __call__(self, text: str, limit: int) -> list[int]:
        """Return the numbers of the first ``limit`` pieces of a text."""
        found: list[int] = []
        for word in plain_words(text):
            found += self._pieces(word)
            if len(found) >= limit:
                break
        return found[:limit]

    def _look_up(self, word: str) -> tuple[int, ...]:
        """Return the longest known pieces of a word from its start on; the one unknown piece where none fits."""
        numbers, found, start = self._known.numbers, [], 0
        if len(word) > _LONGEST:
            return (self._known.unknown,)
        while start < len(word):
            begin = "##" if start else ""
            end = next((end for end in range(len(word), start, -1) if begin + word[start:end] in numbers), None)
            if end is None:
                return (self._known.unknown,)
            found.append(numbers[begin + word[start:end]])
            start = end
        return tuple(found)
