"""The encoder's layers over numpy: needs nothing beyond the package, at about half the speed of ONNX Runtime."""

from typing import Any

import numpy as np

from discourse.coders.neural.weights import Weights

Array = np.ndarray[Any, Any]
_BEND = np.float32(np.sqrt(2 / np.pi))


class NumpyLayers:
    """The layers of the encoder, their weights as single-precision numbers."""

    def __init__(self, weights: Weights) -> None:
        self._card = weights.card
        self._by_name = {
            name: np.ascontiguousarray(weights.floats(name).T)
            if weights.arrays[name].ndim == 2
            else weights.floats(name)
            for layer in range(weights.card.layers)
            for name in weights.arrays
            if name.startswith(f"{layer}.") and not name.endswith(".scale")
        }

    def __call__(self, hidden: Array, there: Array) -> Array:
        """Return the vectors of pieces (pairs × pieces × width) after all layers; ``there`` is false for padding."""
        pairs, length, width = hidden.shape
        away = np.where(there, np.float32(0), np.float32(-1e4))[:, None, None, :]
        flat = hidden.reshape(-1, width)
        for layer in range(self._card.layers):
            seen = self._attended(self._product(f"{layer}.qkv", flat).reshape(pairs, length, 3, -1), away)
            flat = self._normed(f"{layer}.norm", flat + self._product(f"{layer}.out", seen.reshape(-1, width)))
            wide = _gelu(self._product(f"{layer}.wide", flat))
            flat = self._normed(f"{layer}.last", flat + self._product(f"{layer}.narrow", wide))
        return flat.reshape(pairs, length, width)

    def _product(self, name: str, values: Array) -> Array:
        found: Array = values @ self._by_name[name]
        found += self._by_name[f"{name}.bias"]
        return found

    def _attended(self, mixed: Array, away: Array) -> Array:
        pairs, length, _, width = mixed.shape
        heads = self._card.heads
        queries, keys, values = mixed.reshape(pairs, length, 3, heads, -1).transpose(2, 0, 3, 1, 4)
        odds = (queries * np.float32((width // heads) ** -0.5)) @ keys.transpose(0, 1, 3, 2)
        odds += away
        odds -= odds.max(-1, keepdims=True)
        np.exp(odds, out=odds)
        odds /= odds.sum(-1, keepdims=True)
        found: Array = (odds @ values).transpose(0, 2, 1, 3).reshape(pairs, length, width)
        return found

    def _normed(self, name: str, values: Array) -> Array:
        return normed(values, self._by_name[f"{name}.weight"], self._by_name[f"{name}.bias"], self._card.epsilon)


def normed(values: Array, weight: Array, bias: Array, epsilon: float) -> Array:
    """Return rows with mean 0 and variance 1, times ``weight`` plus ``bias``."""
    values = values - values.mean(-1, keepdims=True)
    values /= np.sqrt(np.einsum("...i,...i->...", values, values)[..., None] / values.shape[-1] + np.float32(epsilon))
    values *= weight
    values += bias
    return values


def _gelu(values: Array) -> Array:
    """Return GELU by its usual approximation with tanh (Hendrycks and Gimpel 2016)."""
    bent = values * values
    bent *= np.float32(0.044715)
    bent += np.float32(1)
    bent *= values
    bent *= _BEND
    np.tanh(bent, out=bent)
    bent += np.float32(1)
    bent *= values
    bent *= np.float32(0.5)
    return bent
