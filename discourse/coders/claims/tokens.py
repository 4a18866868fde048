"""A comment as sentences of words with stems and clauses: what the claim coder matches against."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from discourse.coders.claims.remembered import Remembered
from discourse.coders.quoting import quoted_lines
from discourse.text import LONGEST_WORD, WORD, Span, ends_of_clauses, may_break, sentences, signs_of_break, stem

MAX_SENTENCE_WORDS = 400
"""Words looked at in one sentence: a page of text without a full stop is no sentence."""
_GAP = 64
"""Characters looked at between two words."""
_QUOTED = re.compile(r"[“„«]([^“”„«»\n]{1,400})[”“»]|\"([^\"\n]{1,400})\"|(?<!\w)[‘'`]([^‘’'`\n]{1,120})[’'](?!\w)")
_QUOTE = re.compile("[“„«\"‘'`]")
_HYPHEN = "-"


class Token(NamedTuple):
    """One word: its lower-case form without dots, its place in the text, and the clause it stands in.

    Of a word longer than ``LONGEST_WORD`` the beginning stands for the whole.
    """

    lower: str
    start: int
    end: int
    clause: int


class Sentence(NamedTuple):
    """One sentence of a comment; ``mark`` is what it ends with: ``?``, ``!`` or nothing.

    ``quotes`` are the half-open word ranges that stand in quotation marks; ``quoted_line`` says that the whole
    sentence has another's words: it stands after ``>``, or is a sentence of what is answered.
    """

    text: str
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

    def pauses(self, number: int, marks: frozenset[str]) -> bool:
        """Return whether one of the marks stands between a word and the next one, or the end of the sentence."""
        begin, after = self.tokens[number].end, number + 1
        end = self.tokens[after].start if after < len(self.tokens) else self.span.end
        return end > begin and not marks.isdisjoint(self.text[begin : min(end, begin + _GAP)])


def read_sentences(text: str, language: str = "en") -> list[Sentence]:
    """Return the sentences of a text that have words.

    >>> [(sentence.lowers, sentence.mark) for sentence in read_sentences("US-led? Don’t ask!")]
    [(('us', 'led'), '?'), (("don't", 'ask'), '!')]
    """
    read = (sentence.read() for sentence in unread_sentences(text, language))
    return [sentence for sentence in read if sentence.tokens]


class Unread(NamedTuple):
    """A sentence of which only the place is known; ``quotes`` are the places of quotation marks in it."""

    text: str
    span: Span
    quotes: list[tuple[int, int]]
    quoted_line: bool

    def read(self) -> Sentence:
        """Return the sentence with its words, if it has any."""
        return _sentence(*self)


def unread_sentences(text: str, language: str = "en", repeated: Sequence[tuple[int, int]] = ()) -> list[Unread]:
    """Return all sentences of a text, those without words too, to be read one by one.

    ``repeated`` are places with words of others, besides quoted lines.
    """
    quotes = [found.span() for found in _QUOTED.finditer(text)] if _QUOTE.search(text) else []
    lines = sorted([*quoted_lines(text), *repeated])
    if not quotes and not lines:
        return [Unread(text, span, quotes, False) for span in sentences(text, language)]
    return [
        Unread(text, span, _touching(quotes, span), bool(lines and _touching(lines, span)))
        for span in sentences(text, language)
    ]


def _touching(ranges: list[tuple[int, int]], span: Span) -> list[tuple[int, int]]:
    """Return those of the ranges, sorted and apart, that share characters with a span."""
    if not ranges:
        return ranges
    first = bisect_left(ranges, span.start, key=lambda piece: piece[1])
    last = bisect_left(ranges, span.end, key=lambda piece: piece[0])
    return ranges[first:last]


def _sentence(text: str, span: Span, quotes: list[tuple[int, int]], quoted_line: bool) -> Sentence:
    tokens = tuple(_tokens(text, span))
    end = text[max(span.start, span.end - 4) : span.end]
    return Sentence(
        text=text,
        span=span,
        tokens=tokens,
        lowers=tuple([token[0] for token in tokens]),
        mark="?" if "?" in end else "!" if "!" in end else "",
        quotes=tuple(_word_ranges(tokens, quotes)) if quotes else (),
        quoted_line=quoted_line,
    )


def _tokens(text: str, span: Span) -> list[Token]:
    """Return the words of a sentence; what stands between two blanks is read once and remembered, since it recurs."""
    pieces = text[span.start : span.end].split(" ")
    read, token = list(map(_pieces.__getitem__, pieces)), tuple.__new__
    starts = accumulate([len(piece) + 1 for piece in pieces], initial=span.start)
    ends = _ends_of_clauses(text, span, read)
    if not ends:
        found = [
            token(Token, (lower, at + begin, at + end, 0))
            for at, (words, _) in zip(starts, read, strict=False)
            for lower, begin, end in words
        ]
        return found[:MAX_SENTENCE_WORDS]
    return _in_clauses(zip(starts, read, strict=False), ends)[:MAX_SENTENCE_WORDS]


def _in_clauses(placed: Iterable[tuple[int, "_Piece"]], ends: list[int]) -> list[Token]:
    """Return the words of pieces, each with its place, by the clauses that end at these places."""
    clause, last, token = 0, len(ends) - 1, tuple.__new__
    found: list[Token] = []
    for at, (words, _) in placed:
        for lower, begin, end in words:
            while clause < last and at + begin >= ends[clause]:
                clause += 1
            found.append(token(Token, (lower, at + begin, at + end, clause)))
    return found


def _ends_of_clauses(text: str, span: Span, read: list["_Piece"]) -> list[int]:
    """Return where the clauses of a sentence end; nothing where there is but one."""
    signs = 0
    for _, sign in read:
        signs |= sign
    return ends_of_clauses(text, span) if may_break(signs) else []


_Words = tuple[tuple[str, int, int], ...]
_Piece = tuple[_Words, int]


def _piece(piece: str) -> _Piece:
    """Return the words of a piece of text: lower case, and where each begins and ends in it; and its signs."""
    words = ((piece.casefold()[:LONGEST_WORD], 0, len(piece)),) if piece.isalpha() else tuple(_words_in(piece))
    return words, signs_of_break(piece)


_pieces = Remembered(_piece)


def _words_in(piece: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words, split at hyphens, so that a name is found in "US-led", and without the dots of "U.S."."""
    for found in WORD.finditer(piece):
        word, (start, end) = found.group(), found.span()
        lower = word.casefold()
        if _HYPHEN not in word or len(lower) != len(word):
            yield _plain(lower)[:LONGEST_WORD], start, end
            continue
        for part in word.split(_HYPHEN, MAX_SENTENCE_WORDS):
            yield _plain(part.casefold())[:LONGEST_WORD], start, start + len(part)
            start += len(part) + 1


def _plain(lower: str) -> str:
    return lower if lower.isalpha() else lower.replace("’", "'").replace(".", "")


def _word_ranges(tokens: tuple[Token, ...], quotes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    ranges = ((bisect_left(starts, start), bisect_right(ends, end)) for start, end in quotes)
    return [(first, last) for first, last in ranges if first < last]


def stem_of(word: str, language: str) -> str:
    """Return the stem of a word without a possessive ending.

    >>> stem_of("assad's", "en"), stem_of("helicopters", "en")
    ('assad', 'helicopt')
    """
    return stem(word.removesuffix("'s"), language)
