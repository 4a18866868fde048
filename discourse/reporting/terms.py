"""The terms of a report, each said in a line: the codes, and the claim types that were found."""

from collections.abc import Iterator

from discourse.analysis import Analysis
from discourse.model import Variable
from discourse.reporting.records import Fact
from discourse.reporting.wording import shortened
from discourse.visible import visible

LONGEST_DEFINITION = 400

_CODES: dict[Variable, tuple[Fact, ...]] = {
    "reply_stance": (
        Fact("support", "agrees with what it answers"),
        Fact("deny", "disagrees with it or disputes it"),
        Fact("query", "asks about it or for evidence"),
        Fact("comment", "answers without doing any of these"),
    ),
    "claim": (
        Fact("asserts", "says the claim as the writer’s own; of an act, does it"),
        Fact("rejects", "says that the claim is false"),
        Fact("questions", "asks whether the claim is true, or says it on a condition"),
        Fact("reports", "gives the claim as the view of others"),
    ),
    "stance": (
        Fact("favor", "speaks for the target"),
        Fact("against", "speaks against the target"),
        Fact("none", "names the target without taking a side"),
    ),
    "form": (
        Fact("fact", "says what is the case, so that others could check it"),
        Fact("testimony", "tells what the writer or somebody close saw or lived through"),
        Fact("value", "judges: good or bad, right or wrong"),
        Fact("policy", "says what should be done"),
        Fact("reference", "points to a source"),
        Fact("rhetorical", "a question that is not asked to be answered"),
    ),
}
_UNDECIDED = Fact("undecided", "the coder abstains, since it has too little to judge by or does not know the language")


def terms(analysis: Analysis) -> tuple[Fact, ...]:
    """Return the terms that this report uses: codes of the variables coded, claim types found, kinds of loss."""
    return tuple(_terms(analysis))


def _terms(analysis: Analysis) -> Iterator[Fact]:
    used = {coding.variable for coding in analysis.codings if coding.code is not None}
    for variable, codes in _CODES.items():
        if variable in used:
            yield from codes
    if any(coding.code is None for coding in analysis.codings):
        yield _UNDECIDED
    found = {coding.target for coding in analysis.codings if coding.variable == "claim"}
    for claim in analysis.codebook.claim_types:
        if claim.id in found:
            yield Fact(
                shortened(visible(claim.label), 60),
                shortened(visible(claim.definition), LONGEST_DEFINITION).rstrip("."),
            )
    if any(comment.reply_to for comment in analysis.thread.comments):
        yield Fact("orphan", "a comment whose parent, as the page states it, is not among those read")
