"""Which words can have one of some stems at all: stemming takes long, and most words begin unlike all of them.

An English word begins as its stem does, but for the last letter of the stem, which may stand for another ("hoping",
"hope"; "cries", "cry"). After a stem of three letters or fewer only an inflection can follow, and none of those begins
with any letter. Both hold for each of 120,000 different words that people wrote in public data sets.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from discourse.coders.lexicon import primary

_IRREGULAR = frozenset({"dying", "lying", "tying", "skies", "skis"})
"""Words that do not begin as their English stems do."""
_WRITTEN = {"i": "iy", "e": "eia", "l": "li", "y": "yi"}
"""What the last letter of a stem may be in the word."""
_SHORT = 3
_INFLECTED = "deflinsy"
"""With what may go on what comes after a short stem, other than its last letter once more."""
_HEAD = 3


@dataclass(frozen=True, eq=False)
class Beginnings:
    """How the words begin that may have one of some stems, by their first letters, and short stems, which are words.

    Nothing is known of languages other than English.
    """

    known: Mapping[str, tuple[str, ...]]
    whole: frozenset[str]
    tells: bool

    @staticmethod
    def of(stems: Iterable[str], language: str) -> "Beginnings":
        """Return how words with these stems begin."""
        forms = [(stem, form) for stem in sorted(set(stems)) if stem for form in _forms(stem)]
        whole = frozenset(form for stem, form in forms if len(stem) <= _SHORT)
        known = defaultdict[str, set[str]](set)
        for begun in (begun for stem, form in forms for begun in _begun(stem, form)):
            known[begun[:_HEAD]].add(begun)
        by_head = {head: tuple(sorted(listed)) for head, listed in known.items()}
        return Beginnings(by_head, whole, primary(language) == "en")

    @property
    def heads(self) -> frozenset[str]:
        """How all words of more than three letters begin that may have one of the stems."""
        if not self.tells:
            return frozenset({""})
        return _IRREGULAR.union(*self.known.values())

    def may_begin(self, word: str) -> bool:
        """Tell whether a word may have one of the stems.

        >>> found = Beginnings.of(["helicopt"], "en")
        >>> found.may_begin("helicopters"), found.may_begin("bridges")
        (True, False)
        """
        bare = word.removesuffix("'s")
        if not self.tells or bare in _IRREGULAR:
            return True
        known = self.known.get(bare[:_HEAD])
        if known and bare.startswith(known):
            return True
        return bare in self.whole or bare[: _HEAD - 1] in self.known  # the latter after a stem of one letter


def _forms(stem: str) -> Iterator[str]:
    """Yield how a stem may be written."""
    for letter in _WRITTEN.get(stem[-1], stem[-1]):
        yield stem[:-1] + letter


def _begun(stem: str, form: str) -> Iterator[str]:
    if len(stem) > _SHORT:
        yield form
        return
    for letter in (*_INFLECTED, stem[-1]):
        yield form + letter
