"""The arrays of this room, and the numbers by which texts are known in them."""

import zlib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray


def text_key(text: str) -> int:
    """Return the number by which a text is known: its CRC-32."""
    return zlib.crc32(text.encode("utf-8", "replace"))


def texts_known(keys: NDArray[Any], texts: Iterable[str]) -> dict[int, str]:
    """Return the first text that has each key, by the number of the key and in their order; others are left out."""
    known = {key: number for number, key in enumerate(keys.tolist())}
    found: dict[int, str] = {}
    for text in texts:
        number = known.get(text_key(text))
        if number is not None:
            found.setdefault(number, text)
    return dict(sorted(found.items()))


def stored(file: str) -> dict[str, NDArray[Any]]:
    """Return the arrays in a file of this room."""
    with (files("discourse") / "training" / "judged" / file).open("rb") as opened:
        return dict(np.load(opened, allow_pickle=False))
