"""How well the coder reads the bundled corpora: floors that only go up, against codings made by reading."""

import json
from typing import Any, NamedTuple

import msgspec
import pytest

from discourse.codebook import ClaimType
from discourse.coders.linear.coding import code_claims
from reports.build import CORPORA, analysis_of

FLOORS = {
    "convoy": {"found": 0.91, "right": 0.86, "status": 1.0, "reply_stance": 0.77},
    "freibad": {"found": 0.91, "right": 1.0, "status": 0.81, "reply_stance": 0.77},
    "phones": {"found": 0.87, "right": 1.0, "status": 1.0, "reply_stance": 0.78},
    "river": {"found": 0.78, "right": 0.88, "status": 1.0, "reply_stance": 0.66},
}
"""found: share of the firm claims found. right: share of those found that the gold has too. status: share of these
with the gold's status, or one that it allows. reply_stance: share of comments with the gold's code, or one allowed."""


DEFINITIONS_ONLY = {
    # F1 of detection, and status where found
    "convoy": (0.79, 0.89),
    "freibad": (0.95, 0.81),
    "phones": (0.89, 1.0),
    "river": (0.83, 1.0),
}
"""Floors with codebooks of labels and definitions alone: no cues, no examples."""


class Gold(NamedTuple):
    code: str
    allowed: frozenset[str]

    @property
    def firm(self) -> bool:
        return "absent" not in self.allowed

    def accepts(self, code: str | None) -> bool:
        return code == self.code or code in self.allowed


def gold_of(corpus: str, variable: str) -> dict[tuple[str, str | None], Gold]:
    codings: list[dict[str, Any]] = json.loads((CORPORA / corpus / "gold/codings.json").read_text("utf-8"))
    return {
        (coding["comment"], coding["target"] if variable == "claim" else None): Gold(
            coding["code"], frozenset(coding.get("also", ()))
        )
        for coding in codings
        if coding["variable"] == variable
    }


def figures(corpus: str) -> dict[str, float]:
    analysis = analysis_of(corpus)
    claims = {
        (each.comment, each.target): each.code for each in analysis.codings if each.variable == "claim" and each.code
    }
    stances = {(each.comment, None): each.code for each in analysis.codings if each.variable == "reply_stance"}
    gold, gold_stances = gold_of(corpus, "claim"), gold_of(corpus, "reply_stance")
    firm = [place for place, coding in gold.items() if coding.firm]
    both = [place for place in claims if place in gold]
    return {
        "found": sum(place in claims for place in firm) / len(firm),
        "right": len(both) / len(claims),
        "status": sum(gold[place].accepts(claims[place]) for place in both) / len(both),
        "reply_stance": sum(gold_stances[place].accepts(code) for place, code in stances.items()) / len(stances),
    }


@pytest.mark.parametrize("corpus", FLOORS)
def test_no_figure_falls_below_its_floor(corpus: str) -> None:
    measured = figures(corpus)
    assert {name: value for name, value in measured.items() if value < FLOORS[corpus][name]} == {}


@pytest.mark.parametrize("corpus", DEFINITIONS_ONLY)
def test_definitions_alone_do_nearly_as_well(corpus: str) -> None:
    analysis = analysis_of(corpus)
    bare = tuple(
        ClaimType(id=claim.id, label=claim.label, definition=claim.definition)
        for claim in analysis.codebook.claim_types
    )
    book = msgspec.structs.replace(analysis.codebook, claim_types=bare)
    codings = code_claims(analysis.thread, analysis.graph, book)
    claims = {(each.comment, each.target): each.code for each in codings if each.code}
    gold = gold_of(corpus, "claim")
    firm = [place for place, coding in gold.items() if coding.firm]
    both = [place for place in claims if place in gold]
    right, found = len(both) / len(claims), sum(place in claims for place in firm) / len(firm)
    status = sum(gold[place].accepts(claims[place]) for place in both) / len(both)
    f1 = 2 * right * found / (right + found)
    floors = DEFINITIONS_ONLY[corpus]
    assert (f1 >= floors[0], status >= floors[1]) == (True, True), f"F1 {f1:.3f}, status {status:.3f}"
