"""The budget: kept, told of in one sentence, and independent of how many requests run at once."""

from pathlib import Path

import pytest

from discourse import analyse
from tests.coders.llm.conftest import Coders, Server
from tests.coders.llm.threads import BOOK, reply_stances, thread

TALK = thread(*(f"No, not {number}." for number in range(40)))
USED = 120
"""Tokens that the server says each request took."""


@pytest.mark.parametrize("budget", [1, 1_000])
def test_a_budget_below_one_request_sends_none(coders: Coders, server: Server, budget: int) -> None:
    told = coders(budget=budget)
    assert reply_stances(analyse(TALK, BOOK, coder=told.coder).codings) == [None] * 40
    assert server.asked == []
    assert told.sentences == [
        f"page.html: 40 of 40 comments are left uncoded, since the budget of {budget:,} tokens does not reach for "
        "another request"
    ]


@pytest.mark.parametrize("concurrency", [1, 8])
def test_what_a_budget_allows_does_not_depend_on_how_many_run_at_once(coders: Coders, concurrency: int) -> None:
    told = coders(budget=8_000, batch=1, concurrency=concurrency)
    coded = reply_stances(analyse(TALK, BOOK, coder=told.coder).codings)
    done = told.coder.usage.requests
    assert coded == ["deny"] * done + [None] * (40 - done)
    assert 5 < done < 40
    assert told.coder.usage.tokens == USED * done <= 8_000
    assert told.coder.usage.uncoded == 40 - done


def test_answers_asked_again_come_out_of_the_same_budget(coders: Coders, server: Server) -> None:
    server.script({"content": "No.", "usage": {"prompt_tokens": 3_000, "completion_tokens": 500}})
    told = coders(budget=20_000, batch=1, tries=10)
    assert reply_stances(analyse(TALK, BOOK, coder=told.coder).codings) == [None] * 40
    assert told.coder.usage.tokens <= 20_000


def test_one_budget_is_for_all_threads_of_a_coder(coders: Coders) -> None:
    told = coders(budget=6_600)
    first = reply_stances(analyse(thread("No."), BOOK, coder=told.coder).codings)
    later = [reply_stances(analyse(thread(f"No {number}."), BOOK, coder=told.coder).codings) for number in range(20)]
    assert first == ["deny"]
    assert later[-1] == [None]
    assert told.coder.usage.tokens <= 6_600


def test_with_a_cache_a_second_run_goes_on_where_the_first_stopped(coders: Coders, tmp_path: Path) -> None:
    coded: list[int] = []
    for _ in range(20):
        told = coders(budget=7_500, batch=2, cache=tmp_path)
        codes = reply_stances(analyse(TALK, BOOK, coder=told.coder).codings)
        coded.append(codes.count("deny"))
        if None not in codes:
            break
        assert told.sentences[0].endswith("another request; run again with the same cache to go on")
    assert coded[-1] == 40
    assert coded == sorted(set(coded))
