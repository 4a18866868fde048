"""Logistic models of some named columns: numbers in a JSON file with their hash."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from discourse.errors import CodingError

Floats = NDArray[Any]
_Made = TypeVar("_Made")
_NEVER = 2e-3
_OF_COLUMN = ("least", "most", "centre", "scale", "weights")


@dataclass(frozen=True, eq=False)
class Logistic:
    """What each column is centred by and scaled with, and what it counts for each code; ``constant`` is by code.

    ``weights`` are columns × codes; a model of a yes or no has one code. Beyond the ``least`` and the ``most`` that was
    seen in the fit a column counts no further.
    """

    names: tuple[str, ...]
    least: Floats
    most: Floats
    centre: Floats
    scale: Floats
    weights: Floats
    constant: Floats

    def logits(self, columns: Mapping[str, Floats]) -> Floats:
        """Return the log-odds of each code: the shape of a column × codes. Columns of other names are not read."""
        found = self._constant(columns).copy()
        for place in range(len(self.names)):
            found += self._part(place, columns)
        return found

    def parts(self, columns: Mapping[str, Floats]) -> dict[str, Floats]:
        """Return what each column adds, by name, and the constant as ``""``: each the shape of a column × codes."""
        return {"": self._constant(columns)} | {
            name: self._part(place, columns) for place, name in enumerate(self.names)
        }

    def _constant(self, columns: Mapping[str, Floats]) -> Floats:
        shape = np.broadcast_shapes(*(np.shape(columns[name]) for name in self.names))
        return np.broadcast_to(self.constant, (*shape, len(self.constant)))

    def _part(self, place: int, columns: Mapping[str, Floats]) -> Floats:
        held = np.clip(np.asarray(columns[self.names[place]], np.float64), self.least[place], self.most[place])
        return np.asarray(((held - self.centre[place]) / self.scale[place])[..., None] * self.weights[place])

    def chances(self, columns: Mapping[str, Floats]) -> Floats:
        """Return how probable a yes is, in the shape of a column."""
        return chances_of(self.logits(columns)[..., 0])

    def shares(self, columns: Mapping[str, Floats]) -> Floats:
        """Return how probable each code is: the shape of a column × codes."""
        return shares_of(self.logits(columns))


def shares_of(logits: Floats) -> Floats:
    """Return the probabilities of codes, in the last dimension, that have these log-odds."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True, initial=-np.inf))
    found: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return found


def chances_of(odds: Floats) -> Floats:
    """Return the probabilities that have these log-odds."""
    found: Floats = 1.0 / (1.0 + np.exp(-odds))
    return found


def log_odds(chances: Floats) -> Floats:
    """Return the log-odds of chances, those of "never" and "always" held within bounds."""
    kept = np.clip(chances, _NEVER, 1 - _NEVER)
    return np.asarray(np.log(kept / (1 - kept)))


@cache
def shipped(name: str) -> Mapping[str, Logistic]:
    """Return the models in a file that comes with the coders; raise CodingError where it is not the shipped one."""
    return read_models((files("discourse") / "coders" / name).read_bytes(), name)


def read_models(content: bytes, name: str) -> Mapping[str, Logistic]:
    """Return the models that a file holds, by name; raise CodingError where it was altered."""
    return unaltered(content, name, "models", lambda stored: {each: _model(part) for each, part in stored.items()})


def unaltered(content: bytes, name: str, key: str, made_of: Callable[[Any], _Made]) -> _Made:
    """Return what is made of a part of a file that has its hash beside it; raise CodingError where it was altered."""
    try:
        stored = json.loads(content)
        made = made_of(stored[key])
        same = stored["sha256"] == digest(stored[key])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CodingError(f"{name} is damaged (it lacks {error}); install the package again") from None
    if not same:
        raise CodingError(f"{name} is damaged (its hash is another than it says); install the package again")
    return made


def written(models: Mapping[str, Logistic], about: Mapping[str, str]) -> str:
    """Return the content of a file of models: what they are, their numbers to four digits, and the hash of these."""
    rounded = {name: _stored(model) for name, model in models.items()}
    stored = {"models": rounded, **about, "sha256": digest(rounded)}
    return json.dumps(stored, indent=1, ensure_ascii=False) + "\n"


def digest(models: Any) -> str:
    """Return the hash of the numbers of models, whatever the spacing of their file."""
    return hashlib.sha256(json.dumps(models, sort_keys=True).encode()).hexdigest()


def _model(part: Mapping[str, Any]) -> Logistic:
    columns = part["columns"]
    numbers = {key: np.array([each[key] for each in columns.values()], np.float64) for key in _OF_COLUMN}
    return Logistic(tuple(columns), **numbers, constant=np.array(part["constant"], np.float64))


def _stored(model: Logistic) -> dict[str, Any]:
    return {
        "columns": {
            name: {key: _short(getattr(model, key)[place]) for key in _OF_COLUMN}
            for place, name in enumerate(model.names)
        },
        "constant": _short(model.constant),
    }


def _short(numbers: Floats) -> Any:
    """Return a number, or some, to four digits."""
    return np.round(np.asarray(numbers, np.float64), 4).tolist()
