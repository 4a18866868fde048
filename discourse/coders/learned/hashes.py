"""Hashed features: words and runs of words as numbers of columns, without a list of words."""

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]
_MIX = np.uint32(0x9E3779B1)
_STEP = np.uint32(0x85EBCA6B)


def word_hashes(words: Sequence[str]) -> NDArray[Any]:
    """Return the 32-bit hash of each word (CRC-32 of its UTF-8 bytes)."""
    return np.array([zlib.crc32(word.encode("utf-8", "replace")) for word in words], np.uint32)


def joined(first: Hashes, second: Hashes) -> Hashes:
    """Return one hash for each pair of hashes; the order of the two counts."""
    found: Hashes = second + _MIX
    found += first << np.uint32(6)
    found += first >> np.uint32(2)
    found ^= first * _STEP
    return found


def buckets(hashes: Hashes, namespace: int, bits: int) -> NDArray[np.int64]:
    """Return the column of each hash among ``2 ** bits``; each namespace spreads the same hashes differently."""
    salted = hashes ^ np.uint32((namespace * 0x5BD1E995) & 0xFFFFFFFF)
    salted *= _MIX
    salted ^= salted >> np.uint32(15)
    salted *= _STEP
    salted >>= np.uint32(32 - bits)
    return salted.astype(np.int64)
