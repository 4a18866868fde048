"""Claims that people make in any comment section, told by learned weights."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest

from discourse.codebook import ClaimType, Codebook, load_codebook
from discourse.coders.columns import coded as coded_columns
from discourse.coders.everyday import CLAIMS, claims_of, made
from discourse.coders.everyday.weights import ABOUT, ARRAYS, read_weights, shipped, written
from discourse.coders.linear import explain
from discourse.coders.linear.coding import code, code_claims
from discourse.coders.linear.everyday_coding import Read, moved, weighed
from discourse.coders.words import read_words
from discourse.errors import CodingError
from discourse.model import Article, Coding, Comment, Thread
from discourse.replies.build import reply_graph

GENERAL = load_codebook("general")
FOUND = [
    ("personal_experience", "I had the same surgery back in March and the nurse never even came to check the drip."),
    ("personal_experience", "I bought mine in May, the strap broke in a week and I never got an answer."),
    ("personal_attack", "You are a pathetic little liar and nobody believes a word you write."),
    ("evidence_offered", "Report of the auditors, from 2019: https://audit.example/mill.pdf"),
]
NOT_FOUND = [
    "The bridge is of stone and has four arches.",
    "Is the ferry back",
    "Thank you!",
    "",
]


def thread(*texts: str, language: str = "en") -> Thread:
    comments = tuple(Comment(id=str(number), text=text) for number, text in enumerate(texts))
    return Thread(article=Article(source="mill.html", title="The mill", language=language), comments=comments)


def coded(*texts: str, codebook: Codebook = GENERAL) -> list[Coding]:
    read = thread(*texts)
    return [one for one in code_claims(read, reply_graph(read), codebook) if one.code]


@pytest.mark.parametrize(("claim", "text"), FOUND)
def test_a_claim_is_found_and_shown_by_its_sentence(claim: str, text: str) -> None:
    lead = "The mill burned down."
    (one,) = [each for each in coded(f"{lead} {text}") if each.target == claim]
    assert one.code == "asserts"
    assert one.probability is not None
    assert one.probability >= 0.5
    assert one.span is not None
    assert one.span[1] > len(lead)


@pytest.mark.parametrize(
    ("text", "claim", "words"),
    [
        ("Small people. https://pier.example/wWCp", "personal_attack", "Small people."),
        ("Small people. https://pier.example/wWCp", "evidence_offered", "https://pier.example/wWCp"),
        ("https://pier.example/wWCp", "personal_attack", "https://pier.example/wWCp"),
    ],
)
def test_an_address_alone_shows_nothing_but_evidence_where_there_are_words(text: str, claim: str, words: str) -> None:
    number = CLAIMS.index(claim)
    found = made(read_words([text]), np.full((1, len(CLAIMS)), 5.0), np.array([number]))
    assert [text[start:end] for start, end in zip(found.begin, found.end, strict=True)] == [words]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_where_nothing_of_it_is_said_nothing_is_found(text: str) -> None:
    assert coded(text) == []


def test_other_languages_are_left_to_cues() -> None:
    text = "Ich hatte im März dieselbe Operation, und die Schwester kam kein einziges Mal vorbei."
    assert {one.coder for one in coded(text)} <= {"cues"}


OWN = ClaimType(id="own", label="Own experience", definition="The writer draws on their own life.", cues=("gull",))


@pytest.mark.parametrize(
    ("codebook", "told"),
    [
        (GENERAL, {number: number for number in range(13)}),
        (load_codebook("proxy-war"), {}),
        (Codebook(title="Cues of one's own", claim_types=(OWN,)), {}),
        (
            Codebook(
                title="Definitions alone",
                claim_types=(
                    ClaimType(id="toll", label="Toll", definition="The toll is too high."),
                    ClaimType(id="proof", label="Asks for sources", definition="Somebody wants others to prove it."),
                ),
            ),
            {1: 0},
        ),
        (
            Codebook(
                title="Auf Deutsch",
                language="de",
                claim_types=(
                    ClaimType(id="luege", label="Lüge", definition="Es wird gesagt, dass alles erfunden ist."),
                    ClaimType(id="schuld", label="Schuld", definition="Jemand soll an dem Unglück schuld sein."),
                ),
            ),
            {},
        ),
    ],
)  # fmt: skip
def test_which_claim_types_are_told_so(codebook: Codebook, told: dict[int, int]) -> None:
    names = [claim.id for claim in codebook.claim_types]
    if codebook is GENERAL:
        told = {number: CLAIMS.index(name) for number, name in enumerate(names)}
    assert claims_of(codebook) == told


def test_the_claims_are_those_of_the_codebook() -> None:
    assert set(CLAIMS) == {claim.id for claim in GENERAL.claim_types}


def test_what_reads_otherwise_is_less_sure_and_what_reads_so_surer() -> None:
    before = np.array([0.6, 0.6, 0.6])
    after = moved(before, np.array([-5.0, -1.0, 2.0]))
    assert (after[0] < 0.25, after[1] == before[1], after[2] > 0.8) == (True, True, True)


def test_codings_are_the_same_one_by_one_and_together() -> None:
    texts = [text for _, text in FOUND] + NOT_FOUND[:3]
    together = [(one.comment, one.target, one.code) for one in coded(*texts) if one.coder == "linear"]
    alone = [
        (str(number), one.target, one.code)
        for number, text in enumerate(texts)
        for one in coded(text)
        if one.coder == "linear"
    ]
    assert together == alone


def test_a_learned_claim_is_explained_by_its_words() -> None:
    read = thread(FOUND[0][1])
    graph = reply_graph(read)
    codings = tuple(one for one in code(read, graph, GENERAL) if one.variable == "claim" and one.coder == "linear")
    (told,) = explain(read, graph, GENERAL, codings)
    assert told.coding.target == "personal_experience"
    assert told.coding.probability is not None
    odds = sum(part.weight for part in told.parts) + told.rest
    assert 1 / (1 + np.exp(-odds)) == pytest.approx(told.coding.probability, abs=0.01)
    assert "I" in {read.comments[0].text[slice(*part.span)] for part in told.parts if part.span}


def test_nothing_is_made_of_no_text() -> None:
    words = read_words(["", "..."])
    odds = shipped().logits(words)
    assert np.isfinite(odds).all()
    assert len(made(words, odds - 9, np.arange(len(CLAIMS))).text) == 0


def bytes_of(name: str) -> bytes:
    return (files("discourse.coders.everyday") / "arrays" / name).read_bytes()


def test_weights_are_written_as_they_are_read() -> None:
    assert written(read_weights(bytes_of(ABOUT), bytes_of(ARRAYS))) == bytes_of(ARRAYS)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"sha256": "0"}, "its hash is another"),
        ({"claims": ["fable"]}, "lists other claims"),
    ],
)
def test_a_damaged_file_is_refused(changed: dict[str, object], why: str) -> None:
    about = json.dumps({**json.loads(bytes_of(ABOUT)), **changed}).encode()
    with pytest.raises(CodingError, match=why):
        read_weights(about, bytes_of(ARRAYS))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"[]"])
def test_what_is_no_array_is_refused(content: bytes) -> None:
    about = json.dumps({"sha256": hashlib.sha256(content).hexdigest(), "claims": list(CLAIMS)}).encode()
    with pytest.raises(CodingError, match="damaged"):
        read_weights(about, content)


@pytest.mark.parametrize("times", [1, 4, 60])
def test_length_alone_makes_no_claim_sure(times: int) -> None:
    found = coded("The bridge is of stone and has four arches. " * times)
    assert [one.target for one in found if (one.probability or 0) > 0.6] == []


def test_a_long_comment_makes_what_a_stretch_of_it_makes() -> None:
    plain = "The bridge is of stone and has four arches. " * 12
    (one,) = [each for each in coded(f"{plain}{FOUND[0][1]} {plain}") if each.target == "personal_experience"]
    assert one.span is not None
    assert one.span[0] >= len(plain)


@pytest.mark.parametrize(
    ("text", "found"),
    [("Will end badly.", True), ("Will it end badly?", False)],
)
def test_a_sentence_without_its_subject_is_no_question(text: str, found: bool) -> None:
    assert ("prediction" in {one.target for one in coded(text)}) is found


def test_of_comments_that_share_an_id_the_one_meant_is_explained() -> None:
    texts = ("The bridge is of stone and has four arches, built 1903.", FOUND[0][1])
    comments = tuple(Comment(id="a", text=text) for text in texts)
    read = Thread(article=Article(source="mill.html", language="en"), comments=comments)
    graph = reply_graph(read)
    codings = tuple(one for one in code(read, graph, GENERAL) if one.coder == "linear" and one.variable == "claim")
    (told,) = explain(read, graph, GENERAL, codings)
    assert 1 / (1 + np.exp(-sum(part.weight for part in told.parts) - told.rest)) > 0.5


def test_english_definitions_under_another_language_are_read_as_english() -> None:
    experience = ClaimType(id="own", label="Own experience", definition="The writer speaks from own experience.")
    insult = ClaimType(id="insult", label="Insult", definition="The comment attacks another commenter personally.")
    books = [Codebook(title="Both", language=language, claim_types=(experience, insult)) for language in ("en", "de")]
    assert claims_of(books[0]) == claims_of(books[1]) != {}


def test_a_comment_that_cannot_be_read_takes_nothing_from_the_one_before() -> None:
    abstained = coded_columns("claim", "cues", {"comment": [1]})
    learned = coded_columns("claim", "linear", {"comment": [0], "target": 12, "code": 0, "probability": 0.9})
    both = weighed(abstained, [Read(np.array([0]), learned, np.zeros((1, len(CLAIMS))))], {12: 12})
    assert (both.comment.tolist(), both.target.tolist()) == ([0, 1], [12, -1])


def test_a_claim_needs_its_least_probability() -> None:
    words = read_words([FOUND[0][1]])
    weights = shipped()
    odds = weights.slope * weights.logits(words) + weights.offset
    every = np.arange(len(CLAIMS))
    claims: Sequence[int] = made(words, odds, every).claim.tolist()
    assert CLAIMS.index("personal_experience") in claims
    never = replace(weights, least=np.ones(len(CLAIMS)))
    assert made(words, odds, every, never).claim.tolist() == []


@pytest.mark.parametrize("text", ["======", "😂😂😂😂😂😂😂😂😂😂😂😂", "?!?!?!", "… … …"])
def test_signs_alone_make_no_claim(text: str) -> None:
    thread = Thread(article=Article(source="x", language="en"), comments=(Comment(id="a", text=text),))
    codings = [one for one in code(thread, reply_graph(thread), load_codebook("general")) if one.variable == "claim"]
    assert [(one.target, one.code) for one in codings] == [(None, None)]


@pytest.mark.parametrize("text", ["hahahahahahahahahahahahaha", "W" * 112, "HAHAHAHA " * 5, "Noooooooooooooooo"])
def test_a_word_that_is_drawn_out_attacks_nobody(text: str) -> None:
    thread = Thread(article=Article(source="x", language="en"), comments=(Comment(id="a", text=text),))
    codings = code(thread, reply_graph(thread), load_codebook("general"))
    assert "personal_attack" not in {one.target for one in codings if one.variable == "claim" and one.code}
