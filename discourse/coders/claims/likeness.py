"""How likely a sentence says what a text describes, from the meaning of their words: learned from labelled pairs.

The features of a pair: how near their vectors are, alone and beside what the thread is about and beside the other
claim types; how far the words of each find one of like meaning in the other; how much of the description stands
in the sentence word by word; how long both are. Their logistic weights are fitted by ``discourse train claims`` on
arguments with matched key points and on paraphrases, never on threads of ours.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.coders.claims.bags import Bag
from discourse.coders.claims.concepts import is_content
from discourse.coders.claims.descriptions import Route
from discourse.coders.learned.logistic import chances_of
from discourse.coders.meaning import bag_vectors, sentence_vectors, unit, word_vectors, word_weights
from discourse.errors import CodingError

FEATURES = (
    "cosine", "cosine above the thread's", "lead over the other claims", "description found", "sentence found",
    "cover", "words shared", "length", "length of the description",
    "cover × cosine", "cover × description found", "cosine²", "description found²", "some cover", "two words shared",
)  # fmt: skip
SEVERAL = ("definition", "nearest example", "examples in the mean", "constant")
_LEAST = 1e-4
MOST_WORDS = 4
MOST_COVER = 1.5
SOME_COVER = 0.4
_SENTENCES, _WORDS, _DESCRIPTIONS = 8_192, 50_000, 32
"""Sentences, words and descriptions taken together, which bounds the memory."""

Floats = NDArray[Any]


class Described(NamedTuple):
    """The texts that describe claim types, each as its words, and the number of the claim type of each."""

    texts: tuple[tuple[str, ...], ...]
    claims: tuple[int, ...]


class Shared(NamedTuple):
    """By sentence and description: how much of the description's weight the sentence has, and in how many words."""

    cover: Floats
    words: Floats


@dataclass(frozen=True, eq=False)
class Weights:
    """The fitted weights: of each feature after it is centred and scaled, and the constant.

    ``several`` weigh the logits of a claim's definition, of its nearest example and of its examples in the mean, for
    claim types with examples; the last is a constant.
    """

    centre: Floats
    scale: Floats
    weights: Floats
    constant: float
    several: Floats

    def probabilities(self, features: Floats) -> Floats:
        """Return the probability of each row, or stack of rows, of features."""
        return chances_of((features - self.centre) / self.scale @ self.weights + self.constant)

    def together(self, probabilities: Floats, routes: Sequence[Route]) -> Floats:
        """Return the probability of a claim in each row, from those of its definition and examples by column."""
        logits = np.log(np.clip(probabilities, _LEAST, 1 - _LEAST) / np.clip(1 - probabilities, _LEAST, 1 - _LEAST))
        examples = logits[:, [route == "example" for route in routes]]
        definition = logits[:, [route == "definition" for route in routes]]
        if not definition.shape[1] or not examples.shape[1]:
            return np.asarray(probabilities.max(axis=1))
        columns = (definition[:, 0], examples.max(axis=1), examples.mean(axis=1), np.ones(len(logits)))
        return chances_of(np.stack(columns, axis=1) @ self.several)


@cache
def shipped() -> Weights:
    """Return the weights that come with the package; raise CodingError where the file is not the shipped one."""
    return read_weights((files("discourse") / "coders" / "claims" / "weights" / "claim_weights.json").read_bytes())


def read_weights(content: bytes) -> Weights:
    """Return the weights that a file holds; raise CodingError where it was altered or is of other features."""
    try:
        stored = json.loads(content)
        table: Mapping[str, Mapping[str, float]] = stored["features"]
        sums = stored["sha256"]
        constant = float(stored["constant"])
        several = np.array([stored["several"][name] for name in SEVERAL])
    except (ValueError, KeyError, TypeError) as error:
        raise CodingError(f"claim_weights.json is damaged (it lacks {error}); install the package again") from None
    if tuple(table) != FEATURES or sums != digest(stored):
        raise CodingError("claim_weights.json is damaged (its hash is another than it says); install the package again")
    centre, scale, weight = (
        np.array([table[name][part] for name in FEATURES]) for part in ("centre", "scale", "weight")
    )
    return Weights(centre, scale, weight, constant, several)


def digest(stored: Mapping[str, Any]) -> str:
    """Return the hash of the numbers of a file of weights, whatever its spacing."""
    numbers = [stored["features"], stored["constant"], stored["several"]]
    return hashlib.sha256(json.dumps(numbers, sort_keys=True).encode()).hexdigest()


class Meant:
    """The sentences of a thread beside descriptions, by the meaning of their words."""

    def __init__(self, bag: Bag, described: Described) -> None:
        self._bag = bag
        self._claims = described.claims
        self.vectors = vectors = word_vectors(bag.words)
        telling = np.array([is_content(word, "en") for word in bag.words], bool)
        weights = word_weights(bag.words) * telling
        terms = [_terms(text) for text in described.texts]
        self._means = bag_vectors(vectors, bag.index, bag.ends)
        self.wanted = sentence_vectors(described.texts)
        self._around = self._means.mean(axis=0) @ self.wanted.T if len(self._means) else np.zeros(len(terms))
        self._lengths = np.log1p(bag.by_sentence @ (weights > 0).astype(np.float32))
        self._wanted_lengths = np.log1p(np.array([len(words) for words in terms], np.float32))
        self._description = np.zeros((len(bag.ends), len(terms)), np.float32)
        self._sentence = np.zeros_like(self._description)
        known = unit(vectors) * telling[:, None]
        for first in range(0, len(terms), _DESCRIPTIONS):
            self._align(known, weights, terms, slice(first, first + _DESCRIPTIONS))

    def probabilities(self, shared: Shared, weights: Weights | None = None) -> Floats:
        """Return how likely each sentence says what each text describes."""
        weights = weights or shipped()
        found = np.zeros(self._description.shape, np.float32)
        for first in range(0, len(found), _SENTENCES):
            rows = slice(first, first + _SENTENCES)
            found[rows] = weights.probabilities(self.features(shared, rows))
        return found

    def features(self, shared: Shared, rows: slice = slice(None)) -> Floats:
        """Return the features of some sentences: sentences × texts × ``FEATURES``."""
        cosine = self._means[rows] @ self.wanted.T
        description, sentence = self._description[rows], self._sentence[rows]
        cover = np.minimum(shared.cover[rows], MOST_COVER)
        words = np.minimum(shared.words[rows], MOST_WORDS)
        columns = [
            cosine, cosine - self._around, lead(cosine, self._claims), description, sentence, cover, words,
            np.broadcast_to(self._lengths[rows][:, None], cosine.shape),
            np.broadcast_to(self._wanted_lengths, cosine.shape),
            cover * cosine, cover * description, cosine**2, description**2, np.minimum(cover, SOME_COVER), words >= 2,
        ]  # fmt: skip
        return np.stack(columns, axis=-1).astype(np.float64)

    def _align(self, known: Floats, weights: Floats, terms: list[list[str]], chosen: slice) -> None:
        """Fill in how far some descriptions' words find a like one in each sentence, and the other way round."""
        flat = [word for words in terms[chosen] for word in words]
        ends = np.cumsum([len(words) for words in terms[chosen]])
        starts = np.concatenate(([0], ends[:-1])).astype(np.intp)
        term_weights = word_weights(flat)
        likeness = np.clip(known @ unit(word_vectors(flat)).T, 0.0, 1.0)
        nearest = np.maximum.reduceat(likeness, starts, axis=1)
        all_weight = np.maximum(self._bag.by_sentence @ weights, 1e-9)
        self._sentence[:, chosen] = (self._bag.by_sentence @ (nearest * weights[:, None])) / all_weight[:, None]
        total = np.maximum(np.add.reduceat(term_weights, starts), 1e-9)
        begins = np.concatenate(([0], self._bag.ends)).astype(np.intp)
        for first, last in _runs(self._bag.ends):
            words = likeness[self._bag.index[begins[first] : begins[last]]]
            best = np.maximum.reduceat(words, begins[first:last] - begins[first], axis=0)
            self._description[first:last, chosen] = np.add.reduceat(best * term_weights, starts, axis=1) / total


def _runs(ends: NDArray[np.intp]) -> Iterator[tuple[int, int]]:
    """Yield the sentences in runs of no more than so many words, which bounds the memory."""
    first = 0
    while first < len(ends):
        before = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, before + _WORDS, side="right")))
        yield first, last
        first = last


def _terms(text: Sequence[str]) -> list[str]:
    """Return the content words of a description, each once; all its words where none is, a blank where it has none."""
    return list(dict.fromkeys(word for word in text if is_content(word, "en"))) or list(dict.fromkeys(text)) or [""]


def lead(cosine: Floats, claims: Sequence[int]) -> Floats:
    """Return how far the claim of each column is ahead of the best other claim in a row; 0 where there is no other.

    >>> lead(np.array([[0.5, 0.2, 0.4]]), [0, 0, 1]).round(1).tolist()
    [[0.1, -0.2, -0.1]]
    """
    groups = sorted(set(claims))
    if len(groups) < 2:
        return np.zeros_like(cosine)
    columns = np.array(claims)
    best = np.stack([cosine[:, columns == group].max(axis=1) for group in groups], axis=1)
    order = np.sort(best, axis=1)
    place = np.searchsorted(groups, columns)
    others = np.where(best[:, place] == order[:, -1:], order[:, -2:-1], order[:, -1:])
    found: Floats = cosine - others
    return found
