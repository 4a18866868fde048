"""The encoder at work: pairs of texts in, the vectors of their units out, batched by length."""

import os
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from discourse.coders.neural import onnx_layers
from discourse.coders.neural.forward import NumpyLayers, normed
from discourse.coders.neural.layout import OUTPUTS, Pair
from discourse.coders.neural.weights import FOLDER, Weights, load_weights
from discourse.coders.neural.wordpiece import Tokenizer, vocabulary

Array = np.ndarray[Any, Any]
_PIECES = 4_096
"""Pieces of a batch, padding included."""


class Read(NamedTuple):
    """A pair to be read, and the half-open ranges of pieces of its second text whose vectors are wanted."""

    pair: Pair
    spans: tuple[tuple[int, int], ...] = ()


class Encoder:
    """Weights ready for use; ``layers`` is what runs them, ONNX Runtime where it is installed."""

    def __init__(self, weights: Weights, layers: Callable[[Array, Array], Array] | None = None) -> None:
        self.card = weights.card
        self.pages = weights.pages
        self.definitions = weights.definitions
        known = vocabulary(weights.pieces)
        self.tokenize = Tokenizer(known)
        self._start, self._end = known.start, known.end
        self._weights = weights
        self._places = weights.floats("place")
        self._sides = weights.floats("side")
        self._entry = (weights.floats("entry.norm.weight"), weights.floats("entry.norm.bias"))
        self._head = weights.floats("head")
        usual = onnx_layers.OnnxLayers if onnx_layers.is_installed() else NumpyLayers
        self._layers = layers or usual(weights)

    def vectors(self, wanted: Sequence[Read]) -> list[Array]:
        """Return of each pair the vector of the whole, then that of each span: (1 + spans) × width."""
        sequences = [self._sequence(read.pair) for read in wanted]
        found: list[Array] = [np.zeros(0)] * len(wanted)
        for chosen in _batches([len(sequence) for sequence in sequences]):
            hidden = self._hidden([sequences[number] for number in chosen], [wanted[number].pair for number in chosen])
            for row, number in enumerate(chosen):
                second = len(wanted[number].pair.first) + 2
                means = [
                    hidden[row, second + first : second + max(last, first + 1)].mean(0)
                    for first, last in wanted[number].spans
                ]
                found[number] = np.stack([hidden[row, 0], *means])
        return found

    def scores(self, vectors: Array) -> Array:
        """Return the outputs of units, in the order of ``layout.OUTPUTS``, before calibration."""
        found: Array = vectors @ self._head[:, :-1].T + self._head[:, -1]
        return found

    def probabilities(self, task: str, scores: Array) -> tuple[Array, Array]:
        """Return the calibrated probabilities of a task's codes, and the number of the code decided for in each row."""
        calibration = self.card.tasks[task]
        places = [place for place, output in enumerate(OUTPUTS) if output[0] == task]
        logits = scores[:, places] * calibration.slope + np.array(calibration.offset)
        raised = np.exp(logits - logits.max(1, keepdims=True))
        return raised / raised.sum(1, keepdims=True), (logits + np.array(calibration.decision)).argmax(1)

    def _sequence(self, pair: Pair) -> list[int]:
        return [self._start, *pair.first, self._end, *pair.second, self._end]

    def _hidden(self, sequences: list[list[int]], pairs: list[Pair]) -> Array:
        length = max(map(len, sequences))
        ids = np.array([sequence + [0] * (length - len(sequence)) for sequence in sequences])
        places = np.arange(length)[None]
        there = places < np.array([len(sequence) for sequence in sequences])[:, None]
        far = (places >= np.array([len(pair.first) + 2 for pair in pairs])[:, None]) & there
        word, scale = self._weights.arrays["word"], self._weights.arrays["word.scale"]
        hidden = word[ids].astype(np.float32) * scale[ids][..., None]
        hidden += self._places[:length] + np.where(far[..., None], self._sides[1], self._sides[0])
        return self._layers(normed(hidden, *self._entry, self.card.epsilon), there)


def _batches(lengths: list[int]) -> Iterator[list[int]]:
    """Yield the numbers of sequences, like in length together, at most ``_PIECES`` pieces at once."""
    order = sorted(range(len(lengths)), key=lambda number: (lengths[number], number))
    batch: list[int] = []
    for number in order:
        if batch and (len(batch) + 1) * lengths[number] > _PIECES:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def encoder() -> Encoder:
    """Return the encoder in use; raise CodingError where its weights are missing or broken."""
    return _of_folder(os.environ.get(FOLDER, ""))


@lru_cache(maxsize=1)
def _of_folder(folder: str) -> Encoder:
    """Return the encoder in use, made anew where another folder is named."""
    del folder
    return Encoder(load_weights())
