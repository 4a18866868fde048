"""Which sentences of a text can be like a description: a look at the pieces between blanks, before any word is read.

In a comment that is read with care most sentences still make no claim. A sentence can only be like a description with
which it shares two words, and enough weight, or that one of its words names. What a piece can stand for is worked out
once for each piece, from the words that careful reading finds in it.
"""

from functools import lru_cache

from discourse.coders.concepts import is_content, senses
from discourse.coders.matching import NEAR, Described, Layout, Matcher
from discourse.coders.remembered import Remembered
from discourse.coders.screening import Matter
from discourse.coders.tokens import Unread, words_of_piece

_FEWEST = 2
"""Words that a sentence has to share with a description, and what one that names a claim type counts."""
_SLACK = 1e-6
_Worth = tuple[tuple[int, int, float], ...]
"""Of which descriptions a word may be a term, which, and what share of that term's weight it has."""


class Skimmer:
    """How many words of the descriptions of a codebook each piece between blanks has, and what they are worth."""

    def __init__(self, described: Described) -> None:
        self._described, self._layout, self._matter = described, Layout.of(described), Matter.of(described)
        self._shared, self._worth_of = Remembered(self._shared_by), Remembered(self._worth_in)

    @staticmethod
    @lru_cache(maxsize=16)
    def of(described: Described) -> "Skimmer":
        """Return the skimmer for a codebook."""
        return Skimmer(described)

    def may_be_alike(self, sentence: Unread, matcher: Matcher) -> bool:
        """Return whether a sentence may be like some description in a thread, or have a word that names one."""
        return sum(map(self._shared.__getitem__, sentence.pieces)) >= _FEWEST and self._is_enough(sentence, matcher)

    def _shared_by(self, piece: str) -> int:
        """Return how many words of descriptions a piece has."""
        return sum(self._shares(lower) for lower, _, _ in words_of_piece(piece))

    def _is_enough(self, sentence: Unread, matcher: Matcher) -> bool:
        """Return whether a sentence may have the weight of some description in a thread, or a word that names one.

        Each word counts as much as it can at most; careful reading finds no more.
        """
        weight: dict[int, float] = {}
        for piece in sentence.pieces:
            for worth in self._worth_of[piece]:
                best: dict[int, float] = {}
                for place, number, share in worth:
                    if place < 0:
                        return True
                    value = matcher.descriptions[place].terms[number].weight * share
                    best[place] = max(value, best.get(place, 0.0))
                for place, value in best.items():
                    weight[place] = weight.get(place, 0.0) + value
        return any(value + _SLACK >= matcher.descriptions[place].least for place, value in weight.items())

    def _worth_in(self, piece: str) -> tuple[_Worth, ...]:
        """Return what the words of a piece are worth, those that are worth something."""
        words = [lower for lower, _, _ in words_of_piece(piece)]
        return tuple(worth for lower in words if (worth := self._worth(lower, self._matter.stem(lower))))

    def _worth(self, lower: str, stem: str) -> _Worth:
        layout, language = self._layout, self._described.codebook.language
        terms = [f"@{target}" for target in self._described.terms.names.begun(lower)]
        terms += [stem] if is_content(lower, language) else []
        found = [(-1, 0, 0.0)] if stem in layout.named else []
        for term in terms:
            found += [(place, number, 1.0) for place, number in layout.by_stem.get(term, ())]
            for sense in senses(term, language):
                found += [(place, number, NEAR) for place, number, _ in layout.by_sense.get(sense.concept, ())]
        return tuple(found)

    def _shares(self, lower: str) -> int:
        """Return how much a word counts: nothing where no description has it, or a word of its meaning."""
        layout, language = self._layout, self._described.codebook.language
        if self._described.terms.names.begun(lower):
            return 1
        stem = self._matter.stem(lower)
        if not stem or not is_content(lower, language):
            return 0
        if stem in layout.named:
            return _FEWEST
        of_meaning = any(sense.concept in layout.by_sense for sense in senses(stem, language))
        return int(of_meaning or stem in layout.by_stem)
