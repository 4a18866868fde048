"""Which words can have one of some stems at all: stemming takes long, and most words begin unlike all of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from discourse.coders.lexicon import primary

_IRREGULAR = frozenset({"dying", "lying", "tying", "skies", "skis"})
"""Words that do not begin as their English stems do."""


@dataclass(frozen=True, eq=False)
class Beginnings:
    """How the words begin that may have one of some stems; nothing is known of languages other than English."""

    known: frozenset[str]
    lengths: tuple[int, ...]

    @staticmethod
    def of(stems: Iterable[str], language: str) -> "Beginnings":
        """Return how words with these stems begin: as an English stem does, all but its last letter."""
        known = frozenset(stem[: max(1, len(stem) - 1)] for stem in stems if stem) if primary(language) == "en" else ()
        return Beginnings(frozenset(known), tuple(sorted(set(map(len, known)))))

    def may_begin(self, word: str) -> bool:
        """Tell whether a word may have one of the stems.

        >>> found = Beginnings.of(["helicopt"], "en")
        >>> found.may_begin("helicopters"), found.may_begin("bridges")
        (True, False)
        """
        known = self.known
        if not known or word in _IRREGULAR:
            return True
        return any(word[:length] in known for length in self.lengths)
