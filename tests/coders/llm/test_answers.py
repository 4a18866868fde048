"""Which answers are taken, and what is said of the others: a table of entries and of what is wrong with them."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.coders.llm.answers import Finding, read_answer
from tests.coders.llm.threads import BOOK

TEXT = "No. They’re lying, the council is.\nNo."


def entry(code: str = "comment", words: str = "", percent: Any = 50, **more: Any) -> dict[str, Any]:
    return {**more, "code": code, "percent": percent, "words": words}


def comment(**changes: Any) -> dict[str, Any]:
    whole = {"number": 1, "reply_stance": entry(), "stance": [], "claims": [], "form": []} | changes
    return {name: value for name, value in whole.items() if value is not ...}


def answer(*comments: Any, **more: Any) -> str:
    return json.dumps({"comments": comments, **more})


def spans(content: str, text: str = TEXT) -> list[tuple[str, str | None, tuple[int, int] | None]]:
    reading = read_answer(content, [text], BOOK)
    assert reading.wrong == {}
    return [(one.variable, one.code, one.span) for one in reading.found[1]]


WRONG = {
    "it has no entry": [],
    "it has more than one entry": [comment(), comment()],
    "its entry is not of the form asked for": [comment(mood="angry")],
    "a code of reply_stance is not one of support, deny, query, comment": [comment(reply_stance=entry("agree", "No"))],
    "a code of stance is not one of favor, against, none": [
        comment(stance=[entry("deny", "council", target="council")])
    ],
    "a code of claim is not one of asserts, rejects, questions, reports": [
        comment(claims=[entry("unclear", "lying", claim="flood_risk")])
    ],
    "a code of form is not one of fact, testimony, value, policy, reference, rhetorical": [
        comment(form=[entry("joke", "No")])
    ],
    "stance names what is not in the codebook": [comment(stance=[entry("favor", "council", target="mayor")])],
    "claims names what is not in the codebook": [comment(claims=[entry("asserts", "No", claim="council")])],
    "stance names one thing twice": [comment(stance=[entry("favor", "council", target="council")] * 2)],
    "stance is missing; it is [] where there is none": [comment(stance=...)],
    "claims is missing; it is [] where there is none": [comment(claims=...)],
    "a percent of reply_stance is not from 0 to 100": [comment(reply_stance=entry(percent=101))],
    "a percent of form is not from 0 to 100": [comment(form=[entry("fact", "No", percent=-1)])],
    "an entry of reply_stance has no words": [comment(reply_stance=entry("deny"))],
    "an entry of claim has no words": [comment(claims=[entry("asserts", " ", claim="flood_risk")])],
    "words of reply_stance do not stand in its text, letter for letter": [
        comment(reply_stance=entry("deny", "Nonsense"))
    ],
    "form gives the same words two codes": [comment(form=[entry("fact", "lying"), entry("value", "lying")])],
    "form has more than 100 entries": [comment(form=[entry("fact", "No")] * 101)],
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_said_in_words_of_ours(wrong: str) -> None:
    reading = read_answer(answer(*WRONG[wrong]), [TEXT], BOOK)
    assert (reading.found, reading.wrong, reading.is_broken) == ({}, {1: wrong}, False)


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "I cannot help with that.",
        "{",
        "[]",
        '{"comments": {}}',
        answer(comment(), note="extra"),
        answer(comment()) + " Done.",
        "[" * 100_000,
        '{"comments": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"comments": ["\\ud800"]}',
        "\ud800",
    ],
)
def test_an_answer_that_is_not_one_object_is_broken(broken: str) -> None:
    reading = read_answer(broken, [TEXT, TEXT], BOOK)
    assert reading.is_broken
    assert (reading.found, set(reading.wrong)) == ({}, {1, 2})


def test_a_number_of_a_million_digits_is_refused() -> None:
    content = answer(comment()).replace("50", "9" * 1_000_000)
    assert read_answer(content, [TEXT], BOOK).found == {}


@pytest.mark.parametrize("percent", ["50", 50.0, 50.5, True, None, [50]])
def test_a_percent_is_a_whole_number(percent: object) -> None:
    reading = read_answer(answer(comment(reply_stance=entry(percent=percent))), [TEXT], BOOK)
    assert reading.wrong == {1: "its entry is not of the form asked for"}


def test_one_wrong_entry_spoils_no_other() -> None:
    answered = answer(comment(number=2), comment(reply_stance=7), comment(number=99), comment(number="x"), 5)
    reading = read_answer(answered, [TEXT, TEXT, TEXT], BOOK)
    assert list(reading.found) == [2]
    assert reading.wrong == {1: "its entry is not of the form asked for", 3: "it has no entry"}


@pytest.mark.parametrize(
    "around",
    ["{}", "```json\n{}\n```", "```\n{}\n```\n", " \n{} ", "<think>No {\n</think>\n{}", "</think>```JSON\n{}\n```"],
)
def test_what_models_put_around_json_is_taken_off(around: str) -> None:
    assert spans(around.replace("{}", answer(comment()))) == [("reply_stance", "comment", None)]


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("No", (0, 2)),
        ("They're lying", (4, 17)),
        ("They’re lying", (4, 17)),
        ("council is. No.", (23, 38)),
        (" lying ", (12, 17)),
    ],
)
def test_words_are_found_where_they_stand_first(words: str, span: tuple[int, int]) -> None:
    assert spans(answer(comment(reply_stance=entry("deny", words)))) == [("reply_stance", "deny", span)]


@pytest.mark.parametrize("words", ["no", "They are lying", "lying,the", "No. No.", "council is…"])
def test_words_that_are_nearly_there_are_not_there(words: str) -> None:
    assert read_answer(answer(comment(reply_stance=entry("deny", words))), [TEXT], BOOK).found == {}


def test_words_that_stand_twice_are_taken_in_turn() -> None:
    forms = [entry("value", "No"), entry("value", "No"), entry("fact", "lying"), entry("fact", "lying")]
    assert spans(answer(comment(form=forms)))[1:] == [
        ("form", "value", (0, 2)),
        ("form", "value", (35, 37)),
        ("form", "fact", (12, 17)),
    ]


def test_words_beyond_what_a_model_was_shown_are_not_there() -> None:
    text = "a" * 6_000 + " No"
    assert read_answer(answer(comment(reply_stance=entry("deny", "No"))), [text], BOOK).found == {}


def test_an_empty_list_of_what_the_codebook_has_not_is_harmless() -> None:
    from discourse.codebook import Codebook

    reading = read_answer(answer(comment()), ["No."], Codebook(title="none"))
    assert reading.found == {1: (Finding("reply_stance", None, "comment", 50, None),)}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("number", "reply_stance", "stance", "claims", "form"), JSON),
)


@given(st.lists(FIELDS | JSON, max_size=4) | JSON, st.text(max_size=30))
def test_no_answer_breaks_the_reading(comments: object, text: str) -> None:
    reading = read_answer(json.dumps({"comments": comments}), [text], BOOK)
    assert set(reading.found) | set(reading.wrong) == {1}


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(content: str) -> None:
    assert read_answer(content, ["No."], BOOK).is_broken
