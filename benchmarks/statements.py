"""How well sides on statements are told where comments talk: ``python -m benchmarks.statements [--coder NAME]``.

The definitions of claim types are the statements: who asserts the claim is for it, who rejects it against it, and all
others take no side. Printed are the precision, recall and F1 of the sides and how many are the wrong way round, by the
weights alone, and as they are told in use; then, in use, how often codings are right by how probable they are. On 32
threads by people who did not know the coder, on 80 more that came later, and on our own threads (``corpora/topics``),
from which the model of claims in their conversation learned.
"""

import argparse
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple
from unittest.mock import patch

import msgspec
import numpy as np
from numpy.typing import NDArray

from benchmarks.claims import UNSEEN, Coded, bare, coded_by_hand, thread_of
from discourse.analysis import analyse
from discourse.codebook import ClaimType, Codebook, Target
from discourse.coders.claims.reasons import SIDE_OF
from discourse.coders.linear import stance_coding
from discourse.coders.linear.statements import Given
from discourse.model import Coding
from discourse.training.sources.topics import later_topics, topics

_EDGES = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


class Sides(NamedTuple):
    """Sides that are taken, those given, and those rightly given; ``turned`` are given the wrong way round."""

    taken: int
    given: int
    right: int
    turned: int = 0


def toward_definitions(codebook: Codebook) -> Codebook:
    """Return a codebook whose targets are what the definitions of another's claim types state."""
    claims: Iterable[ClaimType] = bare(codebook).claim_types
    targets = tuple(Target(id=claim.id, label=claim.label, statement=claim.statement) for claim in claims)
    return msgspec.structs.replace(codebook, claim_types=(), targets=targets)


def judged(coded: Coded, coder: str = "auto") -> Iterator[tuple[Coding, set[str]]]:
    """Yield the codings toward the statements of a thread with the codes that a reader would accept."""
    found = analyse(coded.thread, codebook=toward_definitions(coded.codebook), coder=coder)
    for one in found.codings:
        if one.variable == "stance" and one.target:
            statuses = coded.gold.get((one.comment, one.target), set())
            yield one, {SIDE_OF.get(status, "none") for status in statuses} or {"none"}


def sides_of(coded: Coded, coder: str = "auto") -> tuple[int, int, int]:
    """Return how many sides a thread's comments take, how many are given, and how many of these are right."""
    return counted(judged(coded, coder))[:3]


def counted(found: Iterable[tuple[Coding, set[str]]]) -> Sides:
    """Return the sides among codings."""
    listed = list(found)
    given = [(one.code, accepted) for one, accepted in listed if one.code in SIDE_OF.values()]
    return Sides(
        sum("none" not in accepted for _, accepted in listed),
        len(given),
        sum(code in accepted for code, accepted in given),
        sum(code not in accepted and "none" not in accepted for code, accepted in given),
    )


def line(name: str, sides: Sides) -> str:
    """Return the figures as a line."""
    precision, recall = sides.right / max(sides.given, 1), sides.right / max(sides.taken, 1)
    f1 = 2 * sides.right / max(sides.taken + sides.given, 1)
    return (
        f"{name:32} {sides.taken:5} taken, {sides.given:5} given  precision {precision:.2f}  recall {recall:.2f}  "
        f"F1 {f1:.2f}  wrong way round {sides.turned}"
    )


def _always(given: Given) -> NDArray[np.bool_]:
    return np.ones(len(given.thread), bool)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--coder", default="auto", help="the coder that is measured")
    coder: str = parser.parse_args().coder
    sets = {
        "32 threads by others": [thread_of(path) for path in sorted(UNSEEN.glob("*.toml"))],
        "80 threads that came later": [coded_by_hand(topic) for topic in later_topics()],
        "our own threads (seen)": [coded_by_hand(topic) for topic in topics()],
    }
    for name, threads in sets.items():
        print(name)
        if coder == "auto":
            with patch.object(stance_coding, "is_argued", _always):
                print(line("  by the weights alone", counted(each for one in threads for each in judged(one))))
        found = [each for one in threads for each in judged(one, coder)]
        print(line("  in use", counted(found)))
        sure = np.array([one.probability or 0.0 for one, _ in found])
        right = np.array([one.code in accepted for one, accepted in found])
        for low, high in pairwise(_EDGES):
            here = (sure >= low) & (sure < high)
            if here.any():
                print(f"    {low:.2f} to {high:.2f}: {here.sum():5} codings, {right[here].mean():.2f} right")


if __name__ == "__main__":
    main()
