"""What the shipped codebooks find, as they are shipped, in quarrels whose writers knew only labels and definitions.

Two people wrote and coded the threads of ``quarrels``: wars by proxy in voices of their own (``war``) and plainly
(``war_plain``), coded with both codebooks, and other disputes (``dispute``), coded with ``general``. Cues were added
after ``war`` and the first four of ``dispute`` had been looked at; the others were only measured (decision 024), the
least probabilities of the learned claims were chosen on all (decision 025).
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from discourse.analysis import analyse
from discourse.model import Article, Comment, Thread

QUARRELS = Path(__file__).parent / "quarrels"
BOTH = ("general", "proxy-war")
SETS = {
    "war": (BOTH, [f"war_{number:02}" for number in range(1, 9)]),
    "war_plain": (BOTH, [f"war_plain_{number:02}" for number in range(1, 8)]),
    "dispute": (("general",), [f"dispute_{number:02}" for number in range(1, 5)]),
    "dispute, only measured": (("general",), [f"dispute_{number:02}" for number in range(5, 10)]),
}


class Counts(NamedTuple):
    claims: int
    found: int
    right: int
    status: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.claims + self.found)


FLOORS = {
    "war": (0.58, 0.72, 0.87),
    "war_plain": (0.64, 0.78, 0.92),
    "dispute": (0.58, 0.78, 0.95),
    "dispute, only measured": (0.45, 0.81, 1.0),
}
"""F1 of claims, their precision, and the share of those found that have the right status: floors that only go up."""


@pytest.mark.parametrize("name", SETS)
def test_no_figure_falls_below_its_floor(name: str) -> None:
    counts = measured(name)
    f1, precision, status = FLOORS[name]
    assert counts.f1 >= f1
    assert counts.right / counts.found >= precision
    assert counts.status / counts.right >= status


def test_the_sets_are_whole() -> None:
    assert {name: measured(name).claims for name in SETS} == {
        "war": 272, "war_plain": 206, "dispute": 89, "dispute, only measured": 110,
    }  # fmt: skip


@cache
def measured(name: str) -> Counts:
    codebooks, threads = SETS[name]
    each = [_counted(json.loads((QUARRELS / f"{thread}.json").read_text("utf-8")), codebooks) for thread in threads]
    return Counts(*(sum(column) for column in zip(*each, strict=True)))


def _counted(coded: Mapping[str, Any], codebooks: tuple[str, ...]) -> Counts:
    told = {(one["id"], claim): code for one in coded["comments"] for claim, code in one["claims"].items()}
    comments = tuple(
        Comment(id=one["id"], author=one["author"], text=one["text"], reply_to=one["parent"])
        for one in coded["comments"]
    )
    article = Article(source="quarrel", title=coded["title"], body=coded["article"], language="en")
    analysis = analyse(Thread(article=article, comments=comments, shown_order="nested"), codebook=codebooks)
    found = {(one.comment, one.target): one.code for one in analysis.codings if one.variable == "claim" and one.code}
    right = told.keys() & found.keys()
    return Counts(len(told), len(found), len(right), sum(told[place] == found[place] for place in right))
