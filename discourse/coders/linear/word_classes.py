"""What words are to the marks, as bits: negators, persons, question words, signs, links; and their stems."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from discourse.coders.learned.hashes import word_hashes
from discourse.coders.phrases import BREAKS, is_worded
from discourse.coders.reply_stance.markers import markers, symbols
from discourse.coders.words import Column
from discourse.text import stem

_SENTENCE_ENDS = frozenset(".?!…")
NEGATOR, SECOND, FIRST, WH, OPENER, CONTRAST, CONDITION, SKIPPABLE, WORD, BREAK = (1 << bit for bit in range(10))
ASKS, EXCLAIMS, SENTENCE_END, QUOTE, SIGN, BEGINS, BEGINS_IGNORED, BEGINS_LITOTES = (1 << bit for bit in range(10, 18))
DETERMINER, FOLLOWS, TAKES_UP = (1 << bit for bit in range(18, 21))
ADDRESS, LINK, NAME = (1 << bit for bit in range(3))
"""What is left out of a text as the marks need it: name tags and addresses; and the links and the names among all."""


@cache
def classes(language: str) -> Column:
    """Return the column that gives the classes of each word as bits."""
    table = markers(language)
    listed = (
        (NEGATOR, table.negators), (SECOND, table.second_person), (FIRST, table.first_person), (WH, table.wh_words),
        (OPENER, table.question_openers), (CONTRAST, table.contrast), (CONDITION, table.conditional),
        (SKIPPABLE, table.skippable), (BREAK, BREAKS), (ASKS, {"?"}), (EXCLAIMS, {"!"}),
        (SENTENCE_END, _SENTENCE_ENDS), (QUOTE, set("\"“”„«»")), (SIGN, symbols()),
        (DETERMINER, table.determiners), (FOLLOWS, table.follows_answer), (TAKES_UP, table.takes_up),
    )  # fmt: skip
    phrases = ((BEGINS, table.anywhere), (BEGINS_IGNORED, table.ignored), (BEGINS_LITOTES, table.litotes))

    known: dict[str, int] = {}
    for bit, among in listed:
        for word in among:
            known[word] = known.get(word, 0) | bit

    def bits(words: Sequence[str]) -> NDArray[Any]:
        found = np.array([known.get(word, 0) | (WORD if is_worded(word) else 0) for word in words], np.int32)
        for bit, each in phrases:
            found[[at for at in each.may_begin(words) if each.begin(words[at])]] |= bit
        return found

    return bits


def tags(words: Sequence[str]) -> NDArray[Any]:
    """Return as bits whether each word is a name tag or an address, a link, a name."""
    return np.array([0 if word.isalpha() else _tags(word) for word in words], np.int8)


def _tags(word: str) -> int:
    link, name = "://" in word or word.startswith("www."), word[0] == "@"
    return (LINK if link else 0) | (NAME if name else 0) | (ADDRESS if len(word) > 1 and (link or name) else 0)


@cache
def stems(language: str) -> Column:
    """Return the column that gives the hash of each content word's stem, 0 for other words."""
    negators = markers(language).negators

    def hashed(words: Sequence[str]) -> NDArray[Any]:
        content = [len(word) > 3 and is_worded(word) and word not in negators for word in words]
        found = word_hashes([stem(word, language) if kept else "" for word, kept in zip(words, content, strict=True)])
        return np.where(content, found, 0).astype(np.int64)

    return hashed
