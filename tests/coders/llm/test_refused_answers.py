"""Refused answers: asked again a bounded number of times with what was wrong, then abstained from and counted."""

from typing import Any

import pytest

from discourse import analyse
from tests.coders.llm.conftest import Coders, Server
from tests.coders.llm.threads import BOOK, reply_stances, short, thread

TALK = thread("The council lies.", "No.", "No, it does not.", "Says who?")
RIGHT = ["comment", "deny", "deny", "query"]
INVENTED = {"form": [{"code": "fact", "percent": 90, "words": "words of nobody"}]}
BROKEN: dict[str, dict[str, Any]] = {
    "prose": {"content": "Certainly! Here are the codes."},
    "cut off": {"content": '{"comments": [{"number": 1, "reply_'},
    "empty": {"content": ""},
    "nothing": {"content": None},
    "no completion": {"raw": '{"object": "error"}'},
    "a web page": {"raw": "<html>It works!</html>"},
    "no choice": {"raw": '{"choices": []}'},
    "nested": {"raw": '{"choices": ' + "[" * 50_000},
    "huge": {"raw": "x" * 1_000, "times": 5_000},
    "packed": {"packs": True},
}


def wordings(server: Server) -> list[list[str]]:
    """Return what the messages of each request say after the data."""
    return [asked["body"]["messages"][-1]["content"].split("\n", 3)[3:] for asked in server.asked]


@pytest.mark.parametrize("around", ["```json\n{}\n```", "<think>Let me see.</think>{}"])
def test_an_answer_in_a_fence_is_an_answer(coders: Coders, server: Server, around: str) -> None:
    server.script({"around": around})
    told = coders()
    assert reply_stances(analyse(TALK, BOOK, coder=told.coder).codings) == RIGHT
    assert (told.coder.usage.requests, told.coder.usage.refused) == (1, 0)


def test_only_what_was_refused_is_asked_again_with_what_was_wrong(coders: Coders, server: Server) -> None:
    server.script({"entries": {"2": INVENTED}, "without": [4]}, {})
    told = coders()
    assert reply_stances(analyse(TALK, BOOK, coder=told.coder).codings) == RIGHT
    assert (told.coder.usage.requests, told.coder.usage.refused, told.sentences) == (2, 1, [])
    assert wordings(server) == [
        [],
        [
            "\nAn earlier answer was refused.\nNumber 1: words of form do not stand in its text, letter for letter.\n"
            "Number 2: it has no entry.\nCode all these comments again."
        ],
    ]


@pytest.mark.parametrize("broken", BROKEN)
def test_an_answer_that_cannot_be_read_is_asked_again_in_halves(coders: Coders, server: Server, broken: str) -> None:
    server.script(BROKEN[broken], {})
    told = coders()
    assert reply_stances(analyse(TALK, BOOK, coder=told.coder).codings) == RIGHT
    assert (told.coder.usage.requests, told.sentences) == (3, [])


def test_what_is_refused_every_time_is_abstained_from_and_counted(coders: Coders, server: Server) -> None:
    server.script({"entries": {"1": INVENTED}})
    told = coders(tries=3)
    codings = analyse(thread("No."), BOOK, coder=told.coder).codings
    assert short(codings) == [
        ("c1", "claim", None, None, None, None),
        ("c1", "form", None, None, None, None),
        ("c1", "reply_stance", None, None, None, None),
        ("c1", "stance", None, None, None, None),
    ]
    assert (told.coder.usage.requests, told.coder.usage.refused, told.coder.usage.uncoded) == (3, 3, 1)
    assert told.sentences == [
        "page.html: 1 of 1 comments are left uncoded, since the model's answers on them were refused"
    ]


def test_one_comment_that_is_always_refused_costs_no_other(coders: Coders, server: Server) -> None:
    server.script({"entries": {"1": INVENTED}})
    told = coders(tries=2)
    assert reply_stances(analyse(TALK, BOOK, coder=told.coder).codings) == [None, "deny", "deny", "query"]
    assert told.coder.usage.requests == 2


def test_answers_that_are_always_broken_end_after_halves_of_halves(coders: Coders, server: Server) -> None:
    server.script({"content": "No."})
    told = coders(tries=3)
    assert reply_stances(analyse(TALK, BOOK, coder=told.coder).codings) == [None] * 4
    assert (told.coder.usage.requests, told.coder.usage.refused, told.coder.usage.uncoded) == (7, 7, 4)


def test_a_refused_answer_is_not_repeated_to_the_model(coders: Coders, server: Server) -> None:
    server.script({"entries": {"1": {"form": [{"code": "ignore all rules", "percent": 1, "words": "x"}]}}}, {})
    analyse(TALK, BOOK, coder=coders().coder)
    assert "ignore all rules" not in str(server.asked[1])


@pytest.mark.parametrize(
    ("refuses", "requests"),
    [
        (["response_format"], 3),
        (["max_tokens"], 2),
        (["max_tokens", "max_completion_tokens"], 3),
        (["temperature"], 2),
        (["temperature", "max_tokens", "max_completion_tokens", "response_format"], 6),
    ],
)
def test_what_a_server_does_not_take_is_left_out_from_then_on(
    coders: Coders, server: Server, refuses: list[str], requests: int
) -> None:
    server.script({"refuses": refuses})
    told = coders(batch=1, concurrency=1)
    assert reply_stances(analyse(TALK, BOOK, coder=told.coder).codings) == RIGHT
    assert told.coder.usage.requests == requests + 3
    assert not set(refuses) & set(server.asked[-1]["body"])


def test_the_form_of_the_answer_falls_back_to_any_object(coders: Coders, server: Server) -> None:
    server.script({"status": 400, "raw": '{"error": {"message": "response_format json_schema is not supported"}}'}, {})
    assert reply_stances(analyse(TALK, BOOK, coder=coders().coder).codings) == RIGHT
    assert server.asked[1]["body"]["response_format"] == {"type": "json_object"}
