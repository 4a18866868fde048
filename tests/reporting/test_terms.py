"""The terms of a report: only those it uses, in the words of its codebook."""

from dataclasses import replace

import msgspec
import pytest

from discourse.model import Comment
from discourse.reporting.content import content
from tests.reporting.test_content import changed
from tests.reporting.threads import bridge, coded, empty


def test_only_what_is_used_is_explained() -> None:
    assert content(empty(), ()).terms == ()
    labels = [term.label for term in content(bridge(), ()).terms]
    assert labels[:8] == ["support", "deny", "query", "comment", "asserts", "rejects", "questions", "reports"]


@pytest.mark.parametrize(("parent", "explained"), [("a", False), ("gone", True)])
def test_an_orphan_is_explained_only_where_there_is_one(parent: str, explained: bool) -> None:
    comments = (Comment(id="a", text="Why?"), Comment(id="b", text="So.", reply_to=parent))
    analysis = changed(bridge(), comments=(*comments, *bridge().thread.comments[2:]))
    assert ("orphan" in {term.label for term in content(analysis, ()).terms}) == explained


def test_a_claim_is_explained_by_its_definition() -> None:
    analysis = bridge()
    definitions = {claim.label: claim.definition.rstrip(".") for claim in analysis.codebook.claim_types}
    said = {term.label: term.value for term in content(analysis, ()).terms if term.label in definitions}
    assert said
    assert said.items() <= definitions.items()


@pytest.mark.parametrize(
    ("coder", "meaning"),
    [
        ("linear", "a question; the coder does not tell whether it is asked to be answered"),
        ("neural", "a question; the coder does not tell whether it is asked to be answered"),
        ("llm", "a question that is not asked to be answered"),
        ("human:Ann", "a question that is not asked to be answered"),
    ],
)
def test_rhetorical_means_what_its_coder_can_tell(coder: str, meaning: str) -> None:
    form = msgspec.structs.replace(coded(0, "form", "rhetorical", 0.9, "And who pays?"), coder=coder)
    said = {term.label: term.value for term in content(replace(bridge(), codings=(form,)), ()).terms}
    assert said["rhetorical"] == meaning
