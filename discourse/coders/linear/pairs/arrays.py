"""The net as it comes with the package: word vectors as int8 rows with a scale each, all else in half precision."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, NamedTuple

import numpy as np

from discourse.coders.linear.pairs.net import Array, Weights, shapes
from discourse.errors import CodingError

FORMAT = 1
VECTORS, SCALES, NET, ABOUT = "vectors.npy", "scales.npy", "net.npy", "pairs.json"


class Shipped(NamedTuple):
    """The net's word vectors, pieces × d in the order of the table of word meaning, their scales, and its arrays."""

    vectors: Array
    scales: Array
    weights: Weights
    codes: tuple[str, ...]


@cache
def shipped() -> Shipped:
    """Return the net that comes with the package; raise CodingError where a file is not the one shipped."""
    folder = files(__package__) / "weights"
    return read_net({name: (folder / name).read_bytes() for name in (VECTORS, SCALES, NET, ABOUT)})


def read_net(contents: Mapping[str, bytes]) -> Shipped:
    """Return the net that these files, by name, hold; raise CodingError where one is not as ``pairs.json`` says."""
    try:
        about = json.loads(contents[ABOUT])
        if about["format"] != FORMAT:
            raise _damaged(ABOUT, f"its format is {about['format']}, not {FORMAT}")
        for name, listed in about["sha256"].items():
            if hashlib.sha256(contents[name]).hexdigest() != listed:
                raise _damaged(name, f"its hash is another than {ABOUT} says")
        vectors, scales, flat = (_array(contents[name]) for name in (VECTORS, SCALES, NET))
        codes = tuple(about["codes"])
        weights = unpacked(flat, shapes(vectors.shape[1], int(about["width"]), len(codes)))
        return Shipped(vectors, scales, weights, codes)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise _damaged(ABOUT, f"{error}") from None


def packed(weights: Weights) -> Array:
    """Return all arrays of a net in half precision, one after the other."""
    return np.concatenate([np.asarray(part, np.float16).ravel() for part in weights])


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
