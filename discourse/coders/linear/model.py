"""Log-linear models as arrays: weights by column and code, base rates by kind of place, and how to decide.

A text's score for a code is the sum of the weights of its columns; scores become probabilities by the softmax of their
sum with the base rate. The code given is the one whose probability most exceeds what is usual there (``decide``), so
that rare codes are found; the probability reported stays the calibrated one.
"""

import hashlib
import json
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.coders.learned.grams import Cells, Even, scores, stacked
from discourse.coders.learned.levels import Levels
from discourse.errors import CodingError

BITS = 18
"""Hashed columns are numbered with so many bits."""
_PAIRED = 2
Matrix = NDArray[np.float64]


class Features(NamedTuple):
    """The columns of many texts: named ones, and hashed ones."""

    named: Cells
    hashed: tuple[Even, ...]
    texts: int

    @property
    def cells(self) -> Cells:
        """The cells of the hashed columns one by one."""
        return stacked([part.cells for part in self.hashed])


class Model(NamedTuple):
    """A model of one variable.

    ``named`` and ``hashed`` are columns × codes; ``base`` has the log-odds of the codes before any word, by kind of
    place, ``usual`` the share of each code there; ``sharpness`` (above 0) is what scores are multiplied by before they
    become probabilities, and ``boost`` how far rare codes are preferred: 0 for not at all, 1 for as much as they are
    rare. ``counts`` tells what the probability of each code counts for then; all the same where it is left out.
    ``pairs`` is what the scores of the net for pairs (``pairs/``) count beside the summed weights, for which side
    is taken and for whether any is; where it is left out, there is no such net.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    named: NDArray[np.float32]
    hashed: Levels
    base: dict[str, tuple[float, ...]]
    usual: dict[str, tuple[float, ...]]
    sharpness: dict[str, float]
    boost: dict[str, float]
    counts: dict[str, tuple[float, ...]] | None = None
    pairs: dict[str, tuple[float, ...]] | None = None


def sums(model: Model, features: Features) -> Matrix:
    """Return the summed weights, texts × codes."""
    named = scores(features.named, model.named, features.texts)
    return sum((model.hashed.sums(part, features.texts) for part in features.hashed), start=named)


def probabilities(model: Model, summed: Matrix, kind: str) -> Matrix:
    """Return the probability of each code, texts × codes, in a kind of place."""
    return softmax((summed + np.array(model.base[kind])) * model.sharpness[kind])


def preference(model: Model, probability: Matrix, kind: str, usual: Matrix | None = None) -> Matrix:
    """Return how far each code exceeds what is usual in a kind of place; the highest is the one to give.

    ``usual`` has what is usual for each text, where that is known better (``leaning.py``).
    """
    shares = np.maximum(np.array(model.usual[kind]) if usual is None else usual, 1e-3)
    counts = np.array(model.counts[kind]) if model.counts else 1.0
    return np.asarray(probability * counts / shares ** model.boost[kind])


def decide(model: Model, probability: Matrix, kind: str, usual: Matrix | None = None) -> NDArray[np.int64]:
    """Return the number of the code given to each text."""
    return np.asarray(preference(model, probability, kind, usual).argmax(axis=1))


def softmax(scored: Matrix) -> Matrix:
    """Return probabilities that are proportional to the exponentials of scores, row by row."""
    raised = np.exp(scored - scored.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


@cache
def shipped(variable: str) -> Model:
    """Return the model that comes with the package; raise CodingError where a file is not the one shipped."""
    folder = files(__package__) / "weights"
    return read_model({name: (folder / name).read_bytes() for name in file_names(variable)}, variable)


def file_names(variable: str) -> tuple[str, str, str]:
    """Return the names of a model's files: what it is, its named weights, its hashed weights."""
    return f"{variable}.json", f"{variable}.named.npy", f"{variable}.hashed.npy"


def read_model(contents: dict[str, bytes], variable: str) -> Model:
    """Return the model that these files, by name, hold; raise CodingError where one is not as the JSON file says."""
    about_name, named_name, hashed_name = file_names(variable)
    try:
        about = json.loads(contents[about_name])
        for name in (named_name, hashed_name):
            if hashlib.sha256(contents[name]).hexdigest() != about["sha256"][name]:
                raise _damaged(name, f"its hash is another than {about_name} says")
        scale = np.array(about["scale"], np.float32).astype(np.float64)
        model = Model(
            codes=tuple(about["codes"]),
            names=tuple(about["names"]),
            named=_array(contents[named_name]).astype(np.float32),
            hashed=Levels(_array(contents[hashed_name]).astype(np.int8), scale),
            base=_rows(about["base"]),
            usual=_rows(about["usual"]),
            sharpness={kind: float(value) for kind, value in about["sharpness"].items()},
            boost={kind: float(value) for kind, value in about["boost"].items()},
            counts=_rows(about["counts"]) if "counts" in about else None,
            pairs=_rows(about["pairs"]) if "pairs" in about else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError, EOFError) as error:
        raise _damaged(about_name, f"{error}") from None
    codes, shapes = len(model.codes), (model.named.shape, model.hashed.level.shape, model.hashed.scale.shape)
    if shapes != ((len(model.names), codes), (1 << BITS, codes), (codes,)):
        raise _damaged(named_name, f"its shape is another than {about_name} says")
    if any(len(row) != _PAIRED for row in (model.pairs or {}).values()):
        raise _damaged(about_name, f"the net for pairs has other than {_PAIRED} numbers in a kind of place")
    if any(len(row) != len(model.codes) for row in _by_code(model)):
        raise _damaged(about_name, "a kind of place has more or fewer numbers than there are codes")
    return model


def _by_code(model: Model) -> list[tuple[float, ...]]:
    return [row for table in (model.base, model.usual, model.counts or {}) for row in table.values()]


def _rows(table: dict[str, Any]) -> dict[str, tuple[float, ...]]:
    return {kind: tuple(float(value) for value in row) for kind, row in table.items()}


def _array(content: bytes) -> Any:
    return np.load(BytesIO(content), allow_pickle=False)


def _damaged(name: str, why: str) -> CodingError:
    return CodingError(f"{name} of the linear coder is damaged ({why}); install the package again")
