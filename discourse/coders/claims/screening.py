"""Which claims the sentences of a thread are likely to make by their meaning, whatever their words (``likeness``)."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from discourse.coders.claims import likeness
from discourse.coders.claims.bags import Bag
from discourse.coders.claims.beginnings import Beginnings
from discourse.coders.claims.concepts import OPPOSITE_BEGINNINGS, is_content, senses, stems_meaning
from discourse.coders.claims.gist import Gist, gist
from discourse.coders.claims.matching import NEAR, Described, Matcher, Said
from discourse.coders.claims.tokens import stem_of
from discourse.coders.columns import Ints

LIKELY = 0.5
"""Probability from which meaning alone makes a claim found."""


class Vocabulary:
    """The unique words of a thread with the stems of those that a codebook has to do with; "" for all others."""

    def __init__(self, bag: Bag, described: Described) -> None:
        language = described.codebook.language
        matter = Matter.of(described)
        self.stems = [matter.stem(word) for word in bag.words]
        both = zip(bag.words, self.stems, strict=True)
        self.content = [bool(stem) and is_content(word, language) for word, stem in both]
        begun = described.terms.names.begun
        self.targets = [begun(word) for word in bag.words]

    def terms(self, number: int) -> list[str]:
        """Return the terms that a word may stand for: its stem, and the targets whose names begin with it."""
        terms = [self.stems[number]] if self.content[number] else []
        return [*terms, *(f"@{name}" for name in self.targets[number])] if self.targets[number] else terms

    def frequencies(self, bag: Bag) -> Counter[str]:
        """Return how often the thread has each term."""
        found: Counter[str] = Counter()
        for number, count in enumerate(bag.counts.tolist()):
            for term in self.terms(number):
                found[term] += count
        return found


class Matter(NamedTuple):
    """The stems that a codebook has to do with, and how the words begin that may have one of them.

    ``opposites`` are the beginnings of what may come after "un", "dis" and their like.
    """

    stems: frozenset[str]
    concepts: frozenset[str]
    beginnings: Beginnings
    opposites: Beginnings
    language: str

    @staticmethod
    @lru_cache(maxsize=64)
    def of(described: Described) -> "Matter":
        """Return what matters to a codebook."""
        language = described.codebook.language
        wanted = {word.stem for text in described.texts for word in text.words}
        concepts = frozenset(sense.concept for stem in wanted for sense in senses(stem, language))
        stems = frozenset((*wanted, *described.cues.stems, *stems_meaning(concepts, language)))
        own, opposites = (Beginnings.of(of, language) for of in (stems, stems | concepts))
        return Matter(stems, concepts, own, opposites, language)

    def stem(self, word: str) -> str:
        """Return the stem of a word where it matters, else ""."""
        if not self.beginnings.may_begin(word) and not self._may_be_opposite(word):
            return ""
        stem = stem_of(word, self.language)
        if stem in self.stems:
            return stem
        turned = word.startswith(OPPOSITE_BEGINNINGS) and any(
            sense.concept in self.concepts for sense in senses(stem, self.language)
        )
        return stem if turned else ""

    def _may_be_opposite(self, word: str) -> bool:
        return word.startswith(OPPOSITE_BEGINNINGS) and any(
            word.startswith(form) and self.opposites.may_begin(word[len(form) :]) for form in OPPOSITE_BEGINNINGS
        )


def weights_of(bag: Bag, words: Vocabulary, matcher: Matcher) -> Any:
    """Return by word and description the most weight that the word can stand for there."""
    rows = [dict(_worth(words.terms(number), matcher)) for number in range(len(bag.words))]
    return _table(rows, len(matcher.descriptions))


def _worth(terms: list[str], matcher: Matcher) -> Iterator[tuple[int, float]]:
    worth: dict[int, float] = {}
    for term in terms:
        for place, number in matcher.by_stem.get(term, ()):
            worth[place] = max(worth.get(place, 0.0), matcher.descriptions[place].terms[number].weight)
        for sense in senses(term, matcher.language):
            for place, number, _ in matcher.by_sense.get(sense.concept, ()):
                value = NEAR * matcher.descriptions[place].terms[number].weight
                worth[place] = max(worth.get(place, 0.0), value)
    yield from worth.items()


def _table(rows: list[Any], columns: int) -> Any:
    """Return rows of numbers, or of numbers with values, as a sparse matrix."""
    from scipy.sparse import csr_array

    index = [number for row in rows for number in row]
    values = [value for row in rows for value in (row.values() if isinstance(row, dict) else [1.0] * len(row))]
    bounds = np.concatenate(([0], np.cumsum([len(row) for row in rows], dtype=np.intp)))
    shape = (len(rows), columns)
    return csr_array((np.array(values, np.float32), np.array(index, np.intp), bounds), shape=shape)


def shared_with(bag: Bag, matcher: Matcher, weights: Any, places: list[int]) -> likeness.Shared:
    """Return how much of each description at these places the sentences of a bag have."""
    chosen = weights[:, places]
    some = chosen.copy()
    some.data[:] = 1.0
    cores = np.array([matcher.descriptions[place].core or 1.0 for place in places], np.float32)
    return likeness.Shared((bag.by_sentence @ chosen).toarray() / cores, (bag.by_sentence @ some).toarray())


def meant_places(matcher: Matcher) -> list[int]:
    """Return the numbers of the descriptions that are looked for by meaning: those of claim types without cues."""
    return [
        place
        for place, one in enumerate(matcher.descriptions)
        if not one.counter and one.claim not in matcher.cued and one.lowers
    ]


def meant(bag: Bag, matcher: Matcher, places: list[int]) -> likeness.Meant:
    """Return the words of a bag beside the descriptions at these places."""
    chosen = [matcher.descriptions[place] for place in places]
    texts = likeness.Described(tuple(one.lowers for one in chosen), tuple(one.claim for one in chosen))
    return likeness.Meant(bag, texts)


class Meanings(NamedTuple):
    """What the texts of a thread say by the meaning of their words.

    ``said`` are the claims that sentences are likely to make, by text and piece, each claim once. The rest is texts ×
    ``claims``: how probable the likeliest sentence is and which piece of the text that is (-1 for none), and the gist.
    """

    claims: tuple[int, ...]
    said: dict[int, dict[int, list[Said]]]
    likely: likeness.Floats
    piece: Ints
    gist: Gist


def meanings(bag: Bag, matcher: Matcher, weights: Any) -> Meanings:
    """Return what the texts of a thread say by meaning; there are claim types to be looked for so."""
    places = meant_places(matcher)
    words = meant(bag, matcher, places)
    probabilities = words.probabilities(shared_with(bag, matcher, weights, places))
    of_claim = [matcher.descriptions[place].claim for place in places]
    claims = tuple(sorted(set(of_claim)))
    likely, piece = np.zeros((bag.texts, len(claims))), np.full((bag.texts, len(claims)), -1)
    said: dict[int, dict[int, list[Said]]] = {}
    for number, claim in enumerate(claims):
        columns = np.flatnonzero(np.array(of_claim) == claim)
        each = probabilities[:, columns]
        routes = [matcher.descriptions[places[column]].route for column in columns]
        any_of = likeness.shipped().together(each, routes)
        likely[:, number], piece[:, number] = _likeliest(bag, any_of)
        for row in np.flatnonzero(any_of >= LIKELY).tolist():
            one = Said(claim, float(any_of[row]), places[columns[int(each[row].argmax())]])
            said.setdefault(int(bag.owner[row]), {}).setdefault(int(bag.piece[row]), []).append(one)
    return Meanings(claims, said, likely, piece, gist(bag, words.vectors, words.wanted, of_claim))


def _likeliest(bag: Bag, probabilities: likeness.Floats) -> tuple[likeness.Floats, Ints]:
    """Return by text how probable its likeliest sentence is, and which piece that is."""
    found, piece = np.zeros(bag.texts), np.full(bag.texts, -1)
    order = np.lexsort((-np.arange(len(bag.owner)), probabilities))
    found[bag.owner[order]] = probabilities[order]
    piece[bag.owner[order]] = bag.piece[order]
    return found, piece
