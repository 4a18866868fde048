"""The terms of a report: only those it uses, in the words of its codebook."""

from discourse.reporting.content import content
from tests.reporting.threads import bridge, empty


def test_only_what_is_used_is_explained() -> None:
    assert content(empty(), ()).terms == ()
    labels = [term.label for term in content(bridge(), ()).terms]
    assert labels[:8] == ["support", "deny", "query", "comment", "asserts", "rejects", "questions", "reports"]


def test_a_claim_is_explained_by_its_definition() -> None:
    analysis = bridge()
    definitions = {claim.label: claim.definition.rstrip(".") for claim in analysis.codebook.claim_types}
    said = {term.label: term.value for term in content(analysis, ()).terms if term.label in definitions}
    assert said
    assert said.items() <= definitions.items()
