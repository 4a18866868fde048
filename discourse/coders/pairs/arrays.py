"""The nets as they come with the package: word vectors as int8 rows with a scale each, all else in half precision."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, NamedTuple

import numpy as np

from discourse.coders.pairs.net import Array, Weights, shapes
from discourse.errors import CodingError

FORMAT = 1
VECTORS, SCALES = "vectors.npy", "scales.npy"


class Files(NamedTuple):
    """The files of a net beside those of the word vectors, which all nets share."""

    net: str
    about: str

    @property
    def all(self) -> tuple[str, ...]:
        """The names of all files that a net is read from."""
        return (VECTORS, SCALES, *self)


SIDES, NAMES, CLAIMS = (
    Files("net.npy", "pairs.json"), Files("names.npy", "names.json"), Files("claims.npy", "claims.json"),
)  # fmt: skip
"""The nets that tell which side a text takes on a statement, or on what is named, and whether it says a statement."""


class Shipped(NamedTuple):
    """A net's word vectors, pieces × d in the order of the table of word meaning, their scales, and its arrays."""

    vectors: Array
    scales: Array
    weights: Weights
    codes: tuple[str, ...]

    @property
    def word_vectors(self) -> Array:
        """The word vectors as numbers."""
        return np.asarray(self.vectors.astype(np.float32) * self.scales[:, None])


@cache
def shipped(files_of: Files = SIDES) -> Shipped:
    """Return a net that comes with the package; raise CodingError where a file is not the one shipped."""
    folder = files(__package__) / "weights"
    return read_net({name: (folder / name).read_bytes() for name in files_of.all}, files_of)


def read_net(contents: Mapping[str, bytes], files_of: Files = SIDES) -> Shipped:
    """Return the net that these files, by name, hold; raise CodingError where one is not as its JSON file says."""
    about_it = files_of.about
    try:
        about = json.loads(contents[about_it])
        if about["format"] != FORMAT:
            raise _damaged(about_it, f"its format is {about['format']}, not {FORMAT}")
        for name, listed in about["sha256"].items():
            if hashlib.sha256(contents[name]).hexdigest() != listed:
                raise _damaged(name, f"its hash is another than {about_it} says")
        vectors, scales, flat = (_array(contents[name]) for name in (VECTORS, SCALES, files_of.net))
        codes = tuple(about["codes"])
        weights = unpacked(flat, shapes(vectors.shape[1], int(about["width"]), len(codes)))
        return Shipped(vectors, scales, weights, codes)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise _damaged(about_it, f"{error}") from None


def packed(weights: Weights) -> Array:
    """Return all arrays of a net in half precision, one after the other."""
    return np.concatenate([np.asarray(part, np.float16).ravel() for part in weights])


def halved(weights: Weights) -> Weights:
    """Return the arrays as they are once they have been written in half precision and read again."""
    return Weights(*(part.astype(np.float16).astype(np.float32) for part in weights))


def unpacked(flat: Array, wanted: Sequence[tuple[int, ...]]) -> Weights:
    """Return the arrays that ``packed`` has put together; raise ValueError where there are more or fewer numbers."""
    sizes = [int(np.prod(shape)) for shape in wanted]
    if flat.shape != (sum(sizes),):
        raise ValueError(f"{flat.size} numbers instead of {sum(sizes)}")
    parts = np.split(flat.astype(np.float32), np.cumsum(sizes)[:-1])
    return Weights(*(part.reshape(shape) for part, shape in zip(parts, wanted, strict=True)))


def rounded(vectors: Array) -> tuple[Array, Array]:
    """Return the rows as int8, and what each is multiplied by."""
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-9) / 127
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def _array(content: bytes) -> Any:
    return np.load(BytesIO(content), allow_pickle=False)


def _damaged(name: str, why: str) -> CodingError:
    return CodingError(f"{name} of the net for pairs is damaged ({why}); install the package again")
