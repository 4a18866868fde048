"""Comments of nearly the same wording in several articles, found without comparing each with each.

Texts become sets of shingles of three words. MinHash signatures of 64 numbers (Broder 1997) in 16 bands of four bring
together those likely to be alike: a pair of likeness s meets with probability 1 - (1 - s⁴)¹⁶, which is 0.99 at 0.7 and
0.89 at 0.6. Only these are compared. Likeness is the Jaccard index of the shingles, at least ``ALIKE``. Comments of
fewer than ``FEWEST`` words are left out: many people say "well said" without copying it.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.text import words

ALIKE = 0.6
FEWEST = 8
_SHINGLE = 3
_BANDS, _ROWS = 16, 4
_SEED = 20_240_501
_MOST_MET = 50
"""Texts of one bucket that each is compared with: where hundreds are alike, likeness to some of them is enough."""

Signatures = NDArray[np.uint64]


class Copy(NamedTuple):
    """Texts by their number that are nearly the same, and how alike the least alike linked pair of them is."""

    texts: tuple[int, ...]
    likeness: float


def copies(texts: Sequence[str]) -> list[Copy]:
    """Return the groups of texts of nearly the same wording, the largest first.

    >>> same = "They knew about the leak in March and told nobody at all"
    >>> copies([same, "An entirely different remark about the leak that stands here", same + "!"])
    [Copy(texts=(0, 2), likeness=1.0)]
    """
    shingled = [_shingles(text) for text in texts]
    home = list(range(len(texts)))
    least: dict[int, float] = {}
    for first, second in _meeting(shingled):
        one, other = _root(home, first), _root(home, second)
        if one == other:
            continue
        likeness = _jaccard(shingled[first], shingled[second])
        if likeness >= ALIKE:
            low, high = sorted((one, other))
            home[high] = low
            least[low] = min(likeness, least.get(low, 1.0), least.get(high, 1.0))
    groups: dict[int, list[int]] = defaultdict(list)
    for number in range(len(texts)):
        groups[_root(home, number)].append(number)
    found = [Copy(tuple(members), round(least[root], 3)) for root, members in groups.items() if len(members) > 1]
    return sorted(found, key=lambda copy: (-len(copy.texts), copy.texts))


def _shingles(text: str) -> frozenset[int]:
    """Return the hashes of the runs of three words of a text; none where it is too short."""
    listed = [word.lower for word in words(text)]
    if len(listed) < FEWEST:
        return frozenset()
    runs = (" ".join(listed[start : start + _SHINGLE]) for start in range(len(listed) - _SHINGLE + 1))
    return frozenset(zlib.crc32(run.encode("utf-8", "replace")) for run in runs)


def _meeting(shingled: Sequence[frozenset[int]]) -> Iterator[tuple[int, int]]:
    """Yield pairs of texts that share a band of their signatures."""
    filled = [number for number, shingles in enumerate(shingled) if shingles]
    signatures = _signatures([shingled[number] for number in filled])
    for band in range(_BANDS):
        rows = signatures[:, band * _ROWS : (band + 1) * _ROWS]
        buckets: dict[bytes, list[int]] = defaultdict(list)
        for number, row in zip(filled, rows, strict=True):
            met = buckets[row.tobytes()]
            for other in met[:_MOST_MET]:
                yield other, number
            met.append(number)


def _signatures(shingled: Sequence[frozenset[int]]) -> Signatures:
    """Return for each set the least value of each of 64 random hashes (a x + b) mod 2⁶⁴, a odd, of its members."""
    chance = np.random.default_rng(_SEED)
    count = _BANDS * _ROWS
    factors = chance.integers(0, 1 << 64, count, dtype=np.uint64) | np.uint64(1)
    shifts = chance.integers(0, 1 << 64, count, dtype=np.uint64)
    found = np.zeros((len(shingled), count), np.uint64)
    for number, shingles in enumerate(shingled):
        members = np.fromiter(shingles, np.uint64, len(shingles))
        found[number] = (members[:, None] * factors + shifts).min(axis=0)
    return found


def _jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other)


def _root(home: list[int], number: int) -> int:
    while home[number] != number:
        home[number] = home[home[number]]
        number = home[number]
    return number
