"""The weights that tell everyday claims, as they are shipped: arrays, and a JSON file with their hash."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from discourse.coders.columns import Floats, Ints
from discourse.coders.learned.grams import Even
from discourse.coders.learned.hashes import buckets, joined, word_hashes
from discourse.coders.learned.levels import Levels
from discourse.coders.meaning import DIMENSIONS, word_vectors, word_weights
from discourse.coders.words import Words
from discourse.errors import CodingError

CLAIMS = (
    "evidence_demanded", "evidence_offered", "made_up", "hidden_hand", "double_standard", "prediction", "eyewitness",
    "personal_experience", "call_to_action", "media_criticism", "personal_attack", "source_credibility", "blame",
)  # fmt: skip
"""The claim types of the codebook "general"."""
ABOUT, ARRAYS = "everyday.json", "everyday.npz"
MEANINGS = 2 * DIMENSIONS
"""Numbers for the meaning of a word: as it is, and as far as it tells something."""
LONGEST = 100
"""Words and signs of a text that are summed together: what was learned from has no more. Of a longer one each stretch
of so many is looked at, and the likeliest counts."""
_ALONE, _PAIR = 31, 32
"""Namespaces of the hashed columns."""


@dataclass(frozen=True, eq=False)
class Weights:
    """What words and pairs of words add to the log-odds of each claim, divided by the root of the number of words.

    ``hashed`` has the weights of both by hashed column, ``meaning`` (``MEANINGS`` × claims) those of what a word
    means. ``slope`` and ``offset`` make log-odds true, ``least`` is from which probability on a claim is made.
    """

    hashed: Levels
    meaning: NDArray[np.float32]
    constant: Floats
    slope: Floats
    offset: Floats
    least: Floats

    @property
    def bits(self) -> int:
        """With how many bits the hashed columns are numbered."""
        return int(self.hashed.level.shape[0]).bit_length() - 1

    def by_word(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Return what each word adds, words × claims."""
        hashed = self.hashed.at(alone(words, self.bits))
        return np.asarray(hashed + meanings(words) @ self.meaning, np.float32)

    def logits(self, words: Words) -> Floats:
        """Return the log-odds that texts make each claim, texts × claims: of a long one by its likeliest stretch."""
        if not words.texts or int(words.count.max()) <= LONGEST:
            return self._summed(words)
        parts, of_text = stretches(words)
        found = np.full((words.texts, len(CLAIMS)), -np.inf)
        np.maximum.at(found, of_text, self._summed(parts))
        return found

    def odds(self, words: Words) -> Floats:
        """Return the true log-odds that texts make each claim, texts × claims."""
        return self.slope * self.logits(words) + self.offset

    def _summed(self, words: Words) -> Floats:
        worth = (1 / np.sqrt(np.maximum(words.count, 1))).astype(np.float32)
        row, column = pairs(words, self.bits)
        summed = self.hashed.sums(Even(row, column, worth), words.texts)
        summed += words.summed(self.by_word) * worth[:, None]
        return np.asarray(summed + self.constant)


def stretches(words: Words) -> tuple[Words, Ints]:
    """Return texts cut into stretches of nearly the same length, ``LONGEST`` at most, and the text that each is of."""
    parts = np.maximum(1, -(-words.count // LONGEST))
    of_text = np.repeat(np.arange(words.texts), parts)
    place = np.arange(len(of_text)) - np.repeat(np.cumsum(parts) - parts, parts)
    starts = words.first[of_text] + place * words.count[of_text] // parts[of_text]
    ends = words.first[of_text] + (place + 1) * words.count[of_text] // parts[of_text]
    return words.pieces(starts, ends - starts), of_text


def meanings(words: Sequence[str]) -> NDArray[np.float32]:
    """Return what words mean, words × ``MEANINGS``."""
    vectors = word_vectors(words)
    return np.asarray(np.hstack([vectors, vectors * word_weights(words)[:, None]]), np.float32)


def alone(words: Sequence[str], bits: int) -> Ints:
    """Return the hashed column of each word."""
    return np.asarray(buckets(word_hashes(words), _ALONE, bits), np.int64)


def pairs(words: Words, bits: int) -> tuple[Ints, Ints]:
    """Return the text and the hashed column of each pair of neighbouring words."""
    hashes = words.of_word(word_hashes)
    inside = words.row[1:] == words.row[:-1]
    return words.row[:-1][inside], buckets(joined(hashes[:-1], hashes[1:])[inside], _PAIR, bits)


@cache
def shipped() -> Weights:
    """Return the weights that come with the package; raise CodingError where the file is not the one shipped."""
    folder = files(__package__) / "arrays"
    return read_weights((folder / ABOUT).read_bytes(), (folder / ARRAYS).read_bytes())


def read_weights(about: bytes, content: bytes) -> Weights:
    """Return the weights that a file holds; raise CodingError where it is not as the JSON file says."""
    try:
        told = json.loads(about)
        if told["sha256"] != hashlib.sha256(content).hexdigest():
            raise _damaged(f"its hash is another than {ABOUT} says")
        if tuple(told["claims"]) != CLAIMS:
            raise _damaged(f"{ABOUT} lists other claims")
        with np.load(BytesIO(content), allow_pickle=False) as arrays:
            return _weights({key: arrays[key] for key in arrays.files})
    except (ValueError, KeyError, TypeError, EOFError, OSError, BadZipFile) as error:
        raise _damaged(str(error)) from None


def _weights(arrays: dict[str, NDArray[Any]]) -> Weights:
    level = arrays["level"]
    names = ("scale", "constant", "slope", "offset", "least")
    shapes = {"meaning": (MEANINGS, len(CLAIMS)), **dict.fromkeys(names, (len(CLAIMS),))}
    columns = level.shape[0]
    if level.shape[1:] != (len(CLAIMS),) or columns & (columns - 1):
        raise _damaged("its arrays have other shapes than those of its claims")
    if any(arrays[key].shape != of for key, of in shapes.items()):
        raise _damaged("its arrays have other shapes than those of its claims")
    scale, *others = (arrays[key].astype(np.float64) for key in names)
    return Weights(Levels(level.astype(np.int8), scale), arrays["meaning"].astype(np.float32), *others)


def written(weights: Weights) -> bytes:
    """Return the content of the file: always the same bytes for the same numbers."""
    file = BytesIO()
    np.savez_compressed(
        file, level=weights.hashed.level, scale=weights.hashed.scale.astype(np.float32),
        meaning=weights.meaning.astype(np.float16), constant=weights.constant.astype(np.float32),
        slope=weights.slope.astype(np.float32), offset=weights.offset.astype(np.float32),
        least=weights.least.astype(np.float32),
    )  # fmt: skip
    return file.getvalue()


def _damaged(why: str) -> CodingError:
    return CodingError(f"the weights of everyday claims are damaged ({why}); install the package again")
