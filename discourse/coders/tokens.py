"""A comment as sentences of words with stems and clauses: what the claim coder matches against."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache

from discourse.text import Span, clauses, sentences, stem, words

MAX_SENTENCE_WORDS = 400
"""Words looked at in one sentence: a page of text without a full stop is no sentence."""
_QUOTED = re.compile(r"[“„«]([^“”„«»\n]{1,400})[”“»]|\"([^\"\n]{1,400})\"|(?<!\w)[‘'`]([^‘’'`\n]{1,120})[’'](?!\w)")
_QUOTE_LINE = re.compile(r"^[ \t]*(?:>|&gt;).*$", re.MULTILINE)
_HYPHEN = "-"


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its lower-case form without dots, its stem, its place in the text, and the clause it stands in."""

    lower: str
    stem: str
    start: int
    end: int
    clause: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a comment; ``mark`` is what it ends with: ``?``, ``!`` or nothing.

    ``quotes`` are the half-open word ranges that stand in quotation marks; ``quoted_line`` says that the whole
    sentence repeats another's words after ``>``.
    """

    text: str = field(repr=False)
    span: Span
    tokens: tuple[Token, ...]
    lowers: tuple[str, ...]
    mark: str
    quotes: tuple[tuple[int, int], ...] = ()
    quoted_line: bool = False

    def shown(self, number: int) -> str:
        """Return a word as it is written, capitals kept."""
        token = self.tokens[number]
        return self.text[token.start : token.end]

    def follows(self, number: int) -> str:
        """Return what stands between a word and the next one, or the end of the sentence."""
        end = self.tokens[number + 1].start if number + 1 < len(self.tokens) else self.span.end
        return self.text[self.tokens[number].end : end]


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
        quotes=tuple(_word_ranges(tokens, quotes)),
        quoted_line=quoted_line,
    )


def _tokens(text: str, span: Span, language: str) -> tuple[Token, ...]:
    pieces = [piece for word in words(text, span) for piece in _pieces(text, word.lower, word.start, word.end)]
    ends = [clause.end for clause in clauses(text, span)]
    tokens, clause = [], 0
    for lower, start, end in pieces[:MAX_SENTENCE_WORDS]:
        while clause + 1 < len(ends) and start >= ends[clause]:
            clause += 1
        tokens.append(Token(lower, stem_of(lower, language), start, end, clause))
    return tuple(tokens)


def _pieces(text: str, lower: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Split a word at its hyphens, so that a name is found in "US-led"; drop the dots of "U.S."."""
    if _HYPHEN not in lower or len(lower) != end - start:
        return [(lower.replace(".", ""), start, end)]
    pieces, at = [], start
    for part in text[start:end].split(_HYPHEN):
        pieces.append((part.casefold().replace("’", "'").replace(".", ""), at, at + len(part)))
        at += len(part) + 1
    return [piece for piece in pieces if piece[0]]


def _word_ranges(tokens: tuple[Token, ...], quotes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    ranges = []
    for start, end in quotes:
        inside = [number for number, token in enumerate(tokens) if start <= token.start and token.end <= end]
        if inside:
            ranges.append((inside[0], inside[-1] + 1))
    return ranges


@lru_cache(maxsize=100_000)
def stem_of(word: str, language: str) -> str:
    """Return the stem of a word without a possessive ending.

    >>> stem_of("assad's", "en"), stem_of("helicopters", "en")
    ('assad', 'helicopt')
    """
    return stem(word.removesuffix("'s"), language)
