"""How much two texts speak of the same: the cosine of their rare-word-weighted vectors (TF-IDF)."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Vectors:
    """The TF-IDF vectors of a list of texts, kept as three arrays (compressed sparse rows).

    The weight of a term is (1 + log tf) * log((n + 1) / (df + 1/2)), in vectors of length 1 (Manning, Raghavan &
    Schütze 2008, ch. 6, with a smoothed idf): a term that every text has weighs next to nothing, also among six.
    """

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        """Take the texts as lists of terms."""
        counts = [Counter(terms) for terms in texts]
        spread = Counter(term for count in counts for term in count)
        number = self._number = {term: at for at, term in enumerate(spread)}
        rarity = [log((len(counts) + 1) / (times + 0.5)) for times in spread.values()]
        self.rarity = dict(zip(spread, rarity, strict=True))
        """The weight of each term for how few texts have it."""
        self._starts = np.zeros(len(counts) + 1, dtype=np.int64)
        np.cumsum([len(count) for count in counts], out=self._starts[1:])
        self._terms = np.fromiter((number[term] for count in counts for term in count), dtype=np.int64)
        self._weights = np.fromiter(
            ((1 + log(times)) * rarity[number[term]] for count in counts for term, times in count.items()),
            dtype=np.float64,
        )
        self._weights /= np.repeat(np.maximum(self._lengths(), 1e-9), np.diff(self._starts))
        self._scratch = np.zeros(len(spread))

    def cosines(self, text: int, others: Integers) -> Floats:
        """Return the cosine of one text with each of the others; 0 with or of an empty one.

        >>> Vectors([["yeti", "snow"], ["yeti"], ["sea"], []]).cosines(0, np.array([0, 1, 2, 3])).round(2).tolist()
        [1.0, 0.5, 0.0, 0.0]
        """
        own = slice(self._starts[text], self._starts[text + 1])
        return self._products(self._terms[own], self._weights[own], others)

    def cosines_of(self, terms: Sequence[str], others: Integers) -> Floats:
        """Return the cosine of terms from these texts with each of the others."""
        counts = Counter(terms)
        weights = np.array([(1 + log(times)) * self.rarity[term] for term, times in counts.items()])
        numbers = np.array([self._number[term] for term in counts], dtype=np.int64)
        return self._products(numbers, weights / max(float(np.sqrt(weights @ weights)), 1e-9), others)

    def _products(self, terms: Integers, weights: Floats, others: Integers) -> Floats:
        self._scratch[terms] = weights
        bounds = [0, *(np.flatnonzero(np.diff(others) != 1) + 1).tolist(), len(others)]
        runs = [(first, end) for first, end in pairwise(bounds) if end - first > 1]
        alone = len(runs) < len(bounds) - 1
        cosines = self._one_by_one(others) if alone else np.zeros(len(others))
        for first, end in runs:
            cosines[first:end] = self._window(int(others[first]), int(others[end - 1]) + 1)
        self._scratch[terms] = 0
        return cosines

    def _one_by_one(self, others: Integers) -> Floats:
        """Return the products of the text in the scratch row with texts that stand anywhere."""
        begins, lengths = self._starts[others], self._starts[others + 1] - self._starts[others]
        places = np.repeat(np.arange(len(others)), lengths)
        entries = np.arange(len(places)) + (begins - np.cumsum(lengths) + lengths)[places]
        products = self._weights[entries] * self._scratch[self._terms[entries]]
        totals: Floats = np.bincount(places, weights=products, minlength=len(others)).astype(np.float64, copy=False)
        return totals

    def _window(self, low: int, high: int) -> Floats:
        """Return the products of the text in the scratch row with a run of texts, in one pass over their terms."""
        starts = self._starts[low : high + 1]
        entries = slice(starts[0], starts[-1])
        totals = np.zeros(starts[-1] - starts[0] + 1)
        np.cumsum(self._weights[entries] * self._scratch[self._terms[entries]], out=totals[1:])
        return np.diff(totals[starts - starts[0]])

    def _lengths(self) -> Floats:
        squares = np.concatenate([[0.0], np.cumsum(self._weights**2)])
        return np.sqrt(np.maximum(np.diff(squares[self._starts]), 0))
