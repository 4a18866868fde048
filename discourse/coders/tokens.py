"""A comment as sentences of words with stems and clauses: what the claim coder matches against."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from discourse.text import LONGEST_WORD, WORD, Span, clauses, sentences, stem

MAX_SENTENCE_WORDS = 400
"""Words looked at in one sentence: a page of text without a full stop is no sentence."""
_GAP = 64
"""Characters looked at between two words."""
_QUOTED = re.compile(r"[“„«]([^“”„«»\n]{1,400})[”“»]|\"([^\"\n]{1,400})\"|(?<!\w)[‘'`]([^‘’'`\n]{1,120})[’'](?!\w)")
_QUOTE_LINE = re.compile(r"^[ \t]*(?:>|&gt;).*$", re.MULTILINE)
_HYPHEN = "-"


class Token(NamedTuple):
    """One word: its lower-case form without dots, its stem, its place in the text, and the clause it stands in.

    Of a word longer than ``LONGEST_WORD`` the beginning stands for the whole.
    """

    lower: str
    stem: str
    start: int
    end: int
    clause: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a comment; ``mark`` is what it ends with: ``?``, ``!`` or nothing.

    ``gaps`` hold what stands between each word and the next one, or the end of the sentence. ``quotes`` are
    the half-open word ranges that stand in quotation marks; ``quoted_line`` says that the whole sentence repeats
    another's words after ``>``.
    """

    text: str = field(repr=False)
    span: Span
    tokens: tuple[Token, ...]
    lowers: tuple[str, ...]
    mark: str
    gaps: tuple[str, ...]
    quotes: tuple[tuple[int, int], ...] = ()
    quoted_line: bool = False

    def shown(self, number: int) -> str:
        """Return a word as it is written, capitals kept."""
        token = self.tokens[number]
        return self.text[token.start : token.end]

    def pauses(self, number: int, marks: frozenset[str]) -> bool:
        """Return whether one of the marks stands between a word and the next one."""
        return not marks.isdisjoint(self.gaps[number])


def read_sentences(text: str, language: str = "en") -> list[Sentence]:
    """Return the sentences of a text that have words.

    >>> [(sentence.lowers, sentence.mark) for sentence in read_sentences("US-led? Don’t ask!")]
    [(('us', 'led'), '?'), (("don't", 'ask'), '!')]
    """
    quotes = [found.span() for found in _QUOTED.finditer(text)]
    lines = [found.span() for found in _QUOTE_LINE.finditer(text)]
    read = (
        _sentence(text, span, language, _touching(quotes, span), bool(_touching(lines, span)))
        for span in sentences(text, language)
    )
    return [sentence for sentence in read if sentence.tokens]


def _touching(ranges: list[tuple[int, int]], span: Span) -> list[tuple[int, int]]:
    """Return those of the ranges, sorted and apart, that share characters with a span."""
    first = bisect_left(ranges, span.start, key=lambda piece: piece[1])
    last = bisect_left(ranges, span.end, key=lambda piece: piece[0])
    return ranges[first:last]


def _sentence(text: str, span: Span, language: str, quotes: list[tuple[int, int]], quoted_line: bool) -> Sentence:
    tokens = _tokens(text, span, language)
    end = text[max(span.start, span.end - 4) : span.end]
    return Sentence(
        text=text,
        span=span,
        tokens=tokens,
        lowers=tuple(token.lower for token in tokens),
        mark="?" if "?" in end else "!" if "!" in end else "",
        gaps=tuple(_gaps(text, tokens, span.end)),
        quotes=tuple(_word_ranges(tokens, quotes)),
        quoted_line=quoted_line,
    )


def _gaps(text: str, tokens: tuple[Token, ...], end: int) -> Iterator[str]:
    starts = [*(token.start for token in tokens), end][1:]
    for token, start in zip(tokens, starts, strict=True):
        yield text[token.end : min(start, token.end + _GAP)]


def _tokens(text: str, span: Span, language: str) -> tuple[Token, ...]:
    ends = [clause.end for clause in clauses(text, span)]
    tokens, clause = [], 0
    for lower, start, end in islice(_pieces(text, span), MAX_SENTENCE_WORDS):
        while clause + 1 < len(ends) and start >= ends[clause]:
            clause += 1
        known = lower[:LONGEST_WORD]
        tokens.append(Token(known, stem_of(known, language), start, end, clause))
    return tuple(tokens)


def _pieces(text: str, span: Span) -> Iterator[tuple[str, int, int]]:
    """Yield the words, split at hyphens, so that a name is found in "US-led", and without the dots of "U.S."."""
    for found in WORD.finditer(text, *span):
        word, (start, end) = found.group(), found.span()
        lower = word.casefold()
        if _HYPHEN not in word or len(lower) != len(word):
            yield _plain(lower), start, end
            continue
        for part in word.split(_HYPHEN, MAX_SENTENCE_WORDS):
            yield _plain(part.casefold()), start, start + len(part)
            start += len(part) + 1


def _plain(lower: str) -> str:
    return lower if lower.isalpha() else lower.replace("’", "'").replace(".", "")


def _word_ranges(tokens: tuple[Token, ...], quotes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    ranges = ((bisect_left(starts, start), bisect_right(ends, end)) for start, end in quotes)
    return [(first, last) for first, last in ranges if first < last]


@lru_cache(maxsize=100_000)
def stem_of(word: str, language: str) -> str:
    """Return the stem of a word without a possessive ending.

    >>> stem_of("assad's", "en"), stem_of("helicopters", "en")
    ('assad', 'helicopt')
    """
    return stem(word.removesuffix("'s"), language)
