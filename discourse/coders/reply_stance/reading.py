"""A comment as the reply stance coder reads it: its own words, its sentences and the markers in them."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from discourse.coders.phrases import Match, Token, is_word, tokens
from discourse.coders.reply_stance.markers import Markers, markers, symbols
from discourse.text import Span, stem

READ = 20_000
"""Characters of a comment that are read; what a comment does shows long before."""
_QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_SENTENCE_ENDS = frozenset(".?!…")


@dataclass(frozen=True, eq=False)
class Reading:
    """A comment's tokens without name tags, addresses and quoted lines, and what they are about.

    ``addresses`` and ``quoted`` hold the places of what was left out.
    """

    text: str
    language: str
    tokens: list[Token]
    addresses: list[Span]
    quoted: list[Span]

    @property
    def markers(self) -> Markers:
        """The table of the comment's language."""
        return markers(self.language)

    @cached_property
    def matches(self) -> list[Match]:
        """The markers found anywhere, but for those inside a phrase in which they are none."""
        found = self.markers.anywhere.find(self.tokens)
        within = {number for match in self._litotes for number in range(match.first + 1, match.last)}
        return [match for match in found if match.first not in within and not self.is_ignored(match.first, match.last)]

    @cached_property
    def _ignored(self) -> dict[int, int]:
        return {match.first: match.last for match in (*self.markers.ignored.find(self.tokens), *self._litotes)}

    @cached_property
    def _litotes(self) -> list[Match]:
        return self.markers.litotes.find(self.tokens)

    @cached_property
    def negators(self) -> frozenset[int]:
        """The tokens that negate; in "you're not wrong" none does."""
        within = {number for match in self._litotes for number in range(match.first, match.last)}
        negating = (number for number, token in enumerate(self.tokens) if token.lower in self.markers.negators)
        return frozenset(negating) - within

    def is_ignored(self, first: int, last: int) -> bool:
        """Return whether a marker at these tokens is the beginning of a longer phrase that is no marker."""
        return self._ignored.get(first, 0) > last

    def runs_into_litotes(self, first: int, last: int) -> bool:
        """Return whether the end of a marker begins a phrase that denies a denial: the "not" of "you're not wrong"."""
        return any(first < match.first < last for match in self._litotes)

    def only_determines(self, first: int, last: int) -> bool:
        """Return whether a marker at these tokens goes with a noun: the "no" of "No wind all week" answers nothing."""
        if last - first != 1 or last == len(self.tokens) or self.tokens[first].lower not in self.markers.determiners:
            return False
        return is_word(self.tokens[last]) and self.tokens[last].lower not in self.markers.follows_answer

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The sentences as half-open ranges of token numbers."""
        ends = [number + 1 for number in range(len(self.tokens)) if self._ends_sentence(number)]
        starts = [0, *ends]
        ranges = zip(starts, [*ends, len(self.tokens)], strict=True)
        return [(first, last) for first, last in ranges if any(map(is_word, self.tokens[first:last]))]

    def _ends_sentence(self, number: int) -> bool:
        here = self.tokens[number]
        after = self.tokens[number + 1] if number + 1 < len(self.tokens) else None
        if after is None:
            return False
        if here.lower in _SENTENCE_ENDS:
            return after.lower not in _SENTENCE_ENDS
        return "\n" in self.text[here.end : after.start]

    def sentence_of(self, number: int) -> int:
        """Return the number of the sentence that holds a token."""
        return bisect_right(self.sentences, (number, len(self.tokens))) - 1

    @cached_property
    def opening(self) -> int:
        """The number of the first token that is not a mere "well" or "oh"."""
        for number, token in enumerate(self.tokens[:6]):
            if is_word(token) and token.lower not in self.markers.skippable:
                return number
        return 0

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return sum(map(is_word, self.tokens))

    @cached_property
    def content(self) -> dict[str, int]:
        """Stems of its content words, each with the number of the token where it first stands."""
        found: dict[str, int] = {}
        for number, token in enumerate(self.tokens):
            if len(token.lower) > 3 and is_word(token) and token.lower not in self.markers.negators:
                found.setdefault(stem(token.lower, self.language), number)
        return found

    @cached_property
    def signs(self) -> dict[str, Span]:
        """The first place of each kind of emoji."""
        found: dict[str, Span] = {}
        for token in self.tokens:
            kind = symbols().get(token.lower)
            if kind:
                found.setdefault(kind, Span(token.start, token.end))
        return found

    def span(self, first: int, last: int) -> Span:
        """Return the characters from token ``first`` to before token ``last``."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)


def read_comment(text: str, language: str) -> Reading:
    """Return a comment ready for the search for markers; ``language`` is one of ``markers.LANGUAGES``."""
    head = text[:READ]
    quoted = [Span(*line.span()) for line in _QUOTED_LINE.finditer(head)]
    masked = _QUOTED_LINE.sub(lambda line: " " * len(line.group()), head)
    found = tokens(masked)
    left_out = [token for token in found if _is_address(token)]
    return Reading(
        text=text,
        language=language,
        tokens=[token for token in found if not _is_address(token)],
        addresses=[Span(token.start, token.end) for token in left_out],
        quoted=quoted,
    )


def _is_address(token: Token) -> bool:
    return len(token.lower) > 1 and (token.lower[0] == "@" or "://" in token.lower or token.lower.startswith("www."))
