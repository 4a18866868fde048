"""The shipped codebooks: their grammar, their ids together, and that each claim type knows its own examples."""

import pytest

from discourse.codebook import ClaimType, Codebook, list_codebooks, load_codebook, merge
from discourse.coders.claims.coding import check_cues, code_claims
from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph

REQUIRED = {
    "general": {
        "evidence_demanded", "evidence_offered", "made_up", "hidden_hand", "double_standard", "prediction",
        "eyewitness", "call_to_action",
    },
    "proxy-war": {
        "us_asset", "fable", "staged", "helicopter_extraction", "caught_by_surprise", "criminal_enterprise",
    },
}  # fmt: skip


def claims_in(text: str, codebook: Codebook) -> set[str | None]:
    thread = Thread(article=Article(source="x"), comments=(Comment(id="1", text=text),))
    return {coding.target for coding in code_claims(thread, reply_graph(thread), codebook)}


def sentences(field: str) -> list[tuple[str, str, str]]:
    books = ((name, load_codebook(name)) for name in sorted(REQUIRED))
    return [
        (name, claim.id, text) for name, book in books for claim in book.claim_types for text in getattr(claim, field)
    ]


@pytest.mark.parametrize("name", list_codebooks())
def test_cues_are_in_the_grammar(name: str) -> None:
    check_cues(load_codebook(name))


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_holds_what_it_is_for(name: str) -> None:
    assert {claim.id for claim in load_codebook(name).claim_types} >= REQUIRED[name]


def test_are_coded_together() -> None:
    both = merge([load_codebook("general"), load_codebook("proxy-war")])
    check_cues(both)
    assert len({claim.id for claim in both.claim_types}) == len(both.claim_types)


def complete(claim: ClaimType) -> bool:
    return bool(claim.cues and claim.examples and claim.counter_examples)


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_every_claim_type_has_cues_examples_and_counter_examples(name: str) -> None:
    assert [claim.id for claim in load_codebook(name).claim_types if not complete(claim)] == []


@pytest.mark.parametrize(("name", "claim", "text"), sentences("examples"))
def test_an_example_is_found(name: str, claim: str, text: str) -> None:
    assert claim in claims_in(text, load_codebook(name))


@pytest.mark.parametrize(("name", "claim", "text"), sentences("counter_examples"))
def test_a_counter_example_is_left(name: str, claim: str, text: str) -> None:
    assert claim not in claims_in(text, load_codebook(name))
