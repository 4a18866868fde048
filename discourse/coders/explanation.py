"""Why a coder gave a code: the words and the context that moved it, each with how much."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from discourse.model import Coding, Thread

SMALL = 0.05
"""Log-odds below which a part is too small to name."""
MOST_PARTS = 12
"""Parts that are named at most; what they leave out is in ``rest``."""
MOST_TWINS = 8
"""Comments of one id among which the one that a coding is of is looked for."""


class Part(NamedTuple):
    """Something that moved a coding.

    ``what`` names it in words ("agrees", "what it answers asks"), ``span`` are its characters in the comment where
    words show it, and ``weight`` is the log-odds that it adds to the code given beyond what it adds to the others on
    average: positive for the code, negative against it.
    """

    what: str
    span: tuple[int, int] | None
    weight: float


class Rival(NamedTuple):
    """A code that was not given, and by how many log-odds it is behind the one that was; below 0 it is ahead."""

    code: str
    behind: float


class Explanation(NamedTuple):
    """A coding with what moved it, the heaviest first; ``rest`` sums up the parts too small to name.

    ``rivals`` are the codes not given, the nearest first, where the coder knows them. Of a coding without a code the
    parts name why the coder abstains ("abstains:language"), with weight 0.
    """

    coding: Coding
    parts: tuple[Part, ...]
    rest: float
    rivals: tuple[Rival, ...] = ()


class Move(NamedTuple):
    """A feature of a log-linear model where it is found: its name, its words, and its weight for each code."""

    what: str
    span: tuple[int, int] | None
    weights: Sequence[float]


def log_linear(coding: Coding, codes: Sequence[str], moves: Iterable[Move]) -> Explanation:
    """Return the explanation of a code that has the highest sum of weights among ``codes``, or was chosen over it.

    >>> coding = Coding(comment="1", variable="stance", target="x", code="favor", coder="me")
    >>> one = Move("praises", (0, 4), (1.5, -1.5, 0.0))
    >>> log_linear(coding, ("favor", "against", "none"), [one])[1:]
    ((Part(what='praises', span=(0, 4), weight=2.25),), 0.0, (Rival(code='none', behind=1.5), \
Rival(code='against', behind=3.0)))
    """
    if coding.code not in codes:
        return Explanation(coding, (), 0.0)
    place = codes.index(coding.code)
    sums = [0.0] * len(codes)
    parts: list[Part] = []
    for move in moves:
        sums = [before + weight for before, weight in zip(sums, move.weights, strict=True)]
        parts.append(Part(move.what, move.span, beyond_others(move.weights, place)))
    kept, rest = named(parts)
    rivals = [Rival(code, round(sums[place] - total, 3)) for code, total in zip(codes, sums, strict=True)]
    others = sorted((rival for rival in rivals if rival.code != coding.code), key=lambda rival: rival.behind)
    return Explanation(coding, kept, rest, tuple(others))


def beyond_others(weights: Sequence[float], place: int) -> float:
    """Return a weight for one code less its mean for the others."""
    return weights[place] - (sum(weights) - weights[place]) / max(len(weights) - 1, 1)


def named(parts: list[Part]) -> tuple[tuple[Part, ...], float]:
    """Return the parts to be named, the heaviest first, and the sum of the others."""
    ordered = sorted(parts, key=lambda part: (-abs(part.weight), part.span or (-1, -1), part.what))
    kept = [part._replace(weight=round(part.weight, 3)) for part in ordered if abs(part.weight) >= SMALL]
    kept = kept[:MOST_PARTS]
    return tuple(kept), round(sum((part.weight for part in ordered[len(kept) :]), 0.0), 3)


def abstains(coding: Coding, why: str) -> Explanation:
    """Return the explanation of a coding without a code; ``why`` as in "abstains:deleted" of ``reasons.toml``."""
    return Explanation(coding, (Part(f"abstains:{why}", None, 0.0),), 0.0)


def placed(thread: Thread, codings: Iterable[Coding]) -> Iterator[tuple[Coding, Sequence[int]]]:
    """Yield each coding with the numbers of the comments that it may be of; a source may use an id twice."""
    numbers: dict[str, list[int]] = {}
    for number, comment in enumerate(thread.comments):
        twins = numbers.setdefault(comment.id, [])
        if len(twins) < MOST_TWINS:
            twins.append(number)
    return ((coding, numbers.get(coding.comment, ())) for coding in codings)
