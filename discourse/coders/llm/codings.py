"""Codings from what a model found in each comment; a comment without an answer is abstained from, never guessed."""

import math
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from discourse.codebook import Codebook
from discourse.coders.llm.answers import Finding
from discourse.coders.llm.settings import Temperatures
from discourse.model import Coding, Thread, Variable
from discourse.replies.graph import ReplyGraph

_LEAST, _MOST = 0.01, 0.99
"""No stated percent is taken for less, or for more, than this."""


class Coded(NamedTuple):
    """What codings are made for: the thread, its graph and codebook, by whom, and how probabilities are calibrated."""

    thread: Thread
    graph: ReplyGraph
    codebook: Codebook
    coder: str
    temperatures: Temperatures


def codings(coded: Coded, found: Mapping[int, tuple[Finding, ...]], missed: Collection[int]) -> tuple[Coding, ...]:
    """Return all codings, by comment as shown, then variable, target, span and code.

    ``found`` is by comment number. A comment in ``missed`` was asked for in vain: it has a coding without a code for
    each variable, its target ``None``. Any other that was not found (deleted, without words) has one for reply stance.
    """
    made: list[Coding] = []
    for number in range(len(coded.thread.comments)):
        if number in found:
            of_comment = [_coding(coded, number, finding) for finding in found[number]]
        else:
            variables = _variables(coded.codebook, all_of_them=number in missed)
            of_comment = [_coding(coded, number, Finding(variable, None, None, 0, None)) for variable in variables]
        made.extend(sorted(of_comment, key=_order))
    return tuple(made)


def _variables(codebook: Codebook, *, all_of_them: bool) -> Iterator[Variable]:
    yield "reply_stance"
    if all_of_them:
        yield "form"
        if codebook.claim_types:
            yield "claim"
        if codebook.targets:
            yield "stance"


def _order(coding: Coding) -> tuple[str, str, tuple[int, int], str]:
    return coding.variable, coding.target or "", coding.span or (-1, -1), coding.code or ""


def _coding(coded: Coded, number: int, finding: Finding) -> Coding:
    span = finding.span
    return Coding(
        comment=coded.thread.comments[number].id,
        variable=finding.variable,
        target=_answered(coded, number) if finding.variable == "reply_stance" else finding.target,
        code=finding.code,
        coder=coded.coder,
        probability=None if finding.code is None else _probability(coded, number, finding),
        span=None if span is None else (span.start, span.end),
    )


def _answered(coded: Coded, number: int) -> str | None:
    parent = int(coded.graph.parent[number])
    return coded.thread.comments[parent].id if parent >= 0 else coded.graph.stated.get(number)


def _probability(coded: Coded, number: int, finding: Finding) -> float:
    """Return the stated percent as a probability; a reply stance cannot be surer than the link to what is answered."""
    temperature: float = getattr(coded.temperatures, finding.variable)
    stated = calibrated(finding.percent / 100, temperature)
    guessed = finding.variable == "reply_stance" and int(coded.graph.parent[number]) >= 0
    return round(stated * (float(coded.graph.probability[number]) if guessed else 1.0), 3)


def calibrated(probability: float, temperature: float) -> float:
    """Return a probability whose log-odds are divided by a temperature (Guo et al. 2017, for one probability).

    >>> round(calibrated(0.9, 1), 3), round(calibrated(0.9, 2), 3)
    (0.9, 0.75)
    """
    bounded = min(max(probability, _LEAST), _MOST)
    return 1 / (1 + math.exp(-math.log(bounded / (1 - bounded)) / temperature))
