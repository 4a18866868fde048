"""The weights of the encoder: arrays in eight bits with their scales, checked against the hash beside them."""

import hashlib
import io
import os
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np

from discourse.coders.learned.logistic import Logistic, read_models
from discourse.coders.linear import definition_sides
from discourse.coders.linear.pages import FILE, PageModels, page_models_of
from discourse.coders.neural.layout import OUTPUTS, TASKS
from discourse.errors import CodingError

FOLDER = "DISCOURSE_NEURAL_FOLDER"
"""The environment variable that names a folder with other weights than those that come with the package."""
ENCODER = "encoder"
"""Where the file of a model has the hash of the encoder that it was fitted on."""
MAX_BYTES = 100_000_000
Array = np.ndarray[Any, Any]


class Calibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How scores become probabilities and codes: scores × ``slope`` + ``offset``, and what is added to decide."""

    slope: float
    offset: tuple[float, ...]
    decision: tuple[float, ...]


class Blend(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How two coders' scores become probabilities and codes in a kind of place.

    The log-odds are the encoder's scores × ``slope`` + those of the coder ``linear`` × ``beside`` + ``offset``;
    ``decision`` is added to decide.
    """

    slope: float
    beside: float
    offset: tuple[float, ...]
    decision: tuple[float, ...]


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in ``encoder.json``: the shape, the calibration of each task, the hash of ``encoder.npz``.

    ``blends`` are by task and kind of place; without one the encoder judges alone.
    """

    about: str
    sha256: str
    layers: int
    heads: int
    epsilon: float
    languages: tuple[str, ...]
    tasks: dict[str, Calibration]
    blends: dict[str, dict[str, Blend]] = {}


class Weights(NamedTuple):
    """The card and the arrays; products with a weight are of rows: ``values @ weight.T``.

    ``pages`` judges reply stance on pages by the encoder's vectors, too, and ``definitions`` tells by its scores whom
    claims speak for; ``None`` where a folder has no such model.
    """

    card: Card
    arrays: dict[str, Array]
    pieces: tuple[str, ...]
    pages: PageModels | None = None
    definitions: Logistic | None = None

    def floats(self, name: str) -> Array:
        """Return an array of numbers as they were before they were rounded to eight bits."""
        stored = self.arrays[name]
        scale = self.arrays.get(f"{name}.scale")
        return stored.astype(np.float32) if scale is None else stored.astype(np.float32) * scale[:, None]


def load_weights() -> Weights:
    """Return the weights of the folder that ``DISCOURSE_NEURAL_FOLDER`` names, else those of the package.

    Raises CodingError where there are none, or where they are not what their card says.
    """
    return _loaded(os.environ.get(FOLDER, ""))


def has_weights() -> bool:
    """Return whether there are weights to load."""
    folder = os.environ.get(FOLDER, "")
    place = Path(folder) if folder else files("discourse") / "coders" / "neural"
    return (place / "encoder.json").is_file()


@lru_cache(maxsize=2)
def _loaded(folder: str) -> Weights:
    place = Path(folder) if folder else files("discourse") / "coders" / "neural"
    try:
        card = msgspec.json.decode((place / "encoder.json").read_bytes(), type=Card)
        data = (place / "encoder.npz").read_bytes()
    except OSError:
        raise CodingError(
            f"{folder or 'the package'}: encoder.json and encoder.npz of the neural coder are not there; "
            f"set {FOLDER} to a folder that holds both, or use another coder"
        ) from None
    except msgspec.DecodeError as error:
        raise CodingError(f"{folder or 'the package'}: encoder.json is no card of an encoder ({error})") from None
    if len(data) > MAX_BYTES or hashlib.sha256(data).hexdigest() != card.sha256:
        raise CodingError(
            f"{folder or 'the package'}: encoder.npz is not the file that encoder.json describes; copy both again"
        )
    pages = _fitted_on(place / FILE, card, "page-stance")
    told = _fitted_on(place / definition_sides.FILE, card, "implied-stance")
    return _checked(card, data, folder or "the package")._replace(
        pages=page_models_of(pages) if pages else None, definitions=told[definition_sides.SIDE] if told else None
    )


def _fitted_on(file: Traversable, card: Card, command: str) -> Mapping[str, Logistic] | None:
    """Return the models in a file; ``None`` where there is none. Raises CodingError where it is of another encoder."""
    if not file.is_file():
        return None
    content = file.read_bytes()
    models = read_models(content, file.name)
    if msgspec.json.decode(content).get(ENCODER) != card.sha256:
        raise CodingError(
            f"{file.name} was fitted on another encoder than encoder.json describes; "
            f"fit it again (discourse train {command} --coder neural), or take it away"
        )
    return models


def _checked(card: Card, data: bytes, place: str) -> Weights:
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        pieces = tuple(bytes(arrays.pop("pieces")).decode("utf-8").split("\n"))
        if arrays["word"].dtype == np.uint8:
            arrays["word"] = of_halves(arrays["word"])
        width = arrays["word"].shape[1]
        fits = arrays["head"].shape == (len(OUTPUTS), width + 1) and len(pieces) == len(arrays["word"])
        whole = all(f"{layer}.narrow" in arrays for layer in range(card.layers)) and set(card.tasks) == set(TASKS)
    except (ValueError, KeyError, IndexError, UnicodeDecodeError) as error:
        raise CodingError(f"{place}: encoder.npz does not hold an encoder ({error})") from None
    if not (fits and whole and width % card.heads == 0):
        raise CodingError(f"{place}: the arrays of encoder.npz do not fit together; take those of one training")
    return Weights(card, arrays, pieces)


def in_halves(values: Array) -> Array:
    """Return whole numbers from -8 to 7, an even number in a row, two in each byte.

    >>> of_halves(in_halves(np.array([[-8, 7], [0, -1]]))).tolist()
    [[-8, 7], [0, -1]]
    """
    shifted = (values + 8).astype(np.uint8)
    return np.asarray(shifted[:, ::2] << 4 | shifted[:, 1::2])


def of_halves(halves: Array) -> Array:
    """Return the numbers of ``in_halves`` in eight bits each."""
    both = np.stack([halves >> 4, halves & 15], axis=2).reshape(len(halves), -1)
    return np.asarray(both.astype(np.int8) - 8, np.int8)
