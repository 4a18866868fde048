"""The table of word meaning: a vector for each word piece, as int8 rows with a scale each, checked by their hashes."""

import hashlib
import json
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import filterfalse
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.errors import CodingError

FORMAT = 1
LONGEST = 48
"""Letters of a word that are cut into pieces; what stands behind them is passed over."""

Floats = NDArray[Any]


class Table(NamedTuple):
    """The pieces by their row, the rows as int8, the scale of each row, and each piece's share of running text."""

    rows: Mapping[str, int]
    vectors: NDArray[np.int8]
    scales: NDArray[np.float32]
    shares: NDArray[np.float32]


@cache
def shipped() -> Table:
    """Return the table that comes with the package, read once.

    Raises CodingError where a file is not the one that the table was shipped with.
    """
    folder = files(__package__)
    return read_table({name: (folder / name).read_bytes() for name in _NAMES})


_NAMES = ("pieces.txt", "scales.npy", "shares.npy", "table.json", "vectors.npy")


def read_table(contents: Mapping[str, bytes]) -> Table:
    """Return the table that these files, by name, hold; raise CodingError where one is not as ``table.json`` says."""
    try:
        about = json.loads(contents["table.json"])
        hashes, version, dimensions = about["sha256"], about["format"], int(about["dimensions"])
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged("table.json", f"it lacks {error}") from None
    if version != FORMAT:
        raise _damaged("table.json", f"its format is {version}, not {FORMAT}")
    for name in _NAMES:
        if name != "table.json" and hashlib.sha256(contents[name]).hexdigest() != hashes.get(name):
            raise _damaged(name, "its hash is another than table.json says")
    pieces = contents["pieces.txt"].decode("utf-8").split("\n")[:-1]
    vectors, scales, shares = (_array(contents[f"{name}.npy"]) for name in ("vectors", "scales", "shares"))
    if vectors.shape != (len(pieces), dimensions) or scales.shape != (len(pieces),) or shares.shape != (len(pieces),):
        raise _damaged("vectors.npy", "its shape is another than table.json says")
    return Table({piece: number for number, piece in enumerate(pieces)}, vectors, scales, shares)


def _array(content: bytes) -> Any:
    return np.load(BytesIO(content), allow_pickle=False)


def _damaged(name: str, why: str) -> CodingError:
    return CodingError(f"{name} of the table of word meaning is damaged ({why}); install the package again")


def pieces_of(word: str, rows: Mapping[str, int]) -> list[int]:
    """Return the rows of the pieces of a lower-case word, longest first from the left; none for an unknown script.

    >>> pieces_of("un-fired", {"un": 0, "fire": 1, "##d": 2, "fired": 3})
    [0, 3]
    """
    known = rows.get(word)
    if known is not None:
        return [known]
    found: list[int] = []
    for part in _parts(word[:LONGEST]):
        found.extend(_cut(part, rows))
    return found


def _parts(word: str) -> Iterator[str]:
    """Yield the runs of letters and digits of a word, without accents."""
    plain = word if word.isascii() else "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", word)))
    if plain.isalnum():
        yield plain
    else:
        yield from "".join(c if c.isalnum() else " " for c in plain).split()


def _cut(part: str, rows: Mapping[str, int]) -> list[int]:
    found: list[int] = []
    start = 0
    while start < len(part):
        mark = "##" if start else ""
        for end in range(len(part), start, -1):
            row = rows.get(mark + part[start:end])
            if row is not None:
                found.append(row)
                start = end
                break
        else:
            return []
    return found
