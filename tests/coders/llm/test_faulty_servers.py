"""Servers that are busy, silent, broken, elsewhere or malicious: bounded waiting, one sentence, and no key in it."""

import re
import socket
import time
from typing import Any

import pytest

from discourse import analyse
from discourse.coders.llm.client import MOST_FAILURES
from discourse.errors import CodingError
from tests.coders.llm.conftest import Coders, Server
from tests.coders.llm.threads import BOOK, reply_stances, thread

TALK = thread("The council lies.", "No.")
RIGHT = ["comment", "deny"]
KEY = "sk-of-the-tests-0123456789"
PASSING: dict[str, dict[str, Any]] = {
    "busy": {"status": 429},
    "busy, and says for how long": {"status": 429, "headers": {"Retry-After": "0.05"}},
    "busy until a time gone by": {"status": 503, "headers": {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}},
    "busy for no time that is one": {"status": 429, "headers": {"Retry-After": "soon"}},
    "busy for minus a minute": {"status": 429, "headers": {"Retry-After": "-60"}},
    "busy for ever": {"status": 429, "headers": {"Retry-After": "nan"}},
    "at fault": {"status": 500, "raw": "<h1>Internal Server Error</h1>"},
    "without a gateway": {"status": 502},
    "hung up": {"closes": True},
}


@pytest.mark.parametrize("fault", PASSING)
def test_a_fault_that_passes_is_waited_out(coders: Coders, server: Server, fault: str) -> None:
    server.script(PASSING[fault], PASSING[fault], {})
    told = coders()
    assert reply_stances(analyse(TALK, BOOK, coder=told.coder).codings) == RIGHT
    assert (told.coder.usage.requests, told.coder.usage.retries, told.sentences) == (3, 2, [])


def test_a_server_is_given_the_time_that_it_asks_for(coders: Coders, server: Server) -> None:
    server.script({"status": 429, "headers": {"Retry-After": "0.4"}}, {})
    start = time.monotonic()
    analyse(TALK, BOOK, coder=coders().coder)
    assert time.monotonic() - start >= 0.4


def test_a_server_that_asks_to_come_back_tomorrow_is_not_waited_for(coders: Coders, server: Server) -> None:
    server.script({"status": 429, "headers": {"Retry-After": "86400"}})
    with pytest.raises(CodingError, match="the server answers 429 and asks to wait longer than 60 seconds"):
        analyse(TALK, BOOK, coder=coders().coder)
    assert len(server.asked) == 1


BYTES = {
    "another protocol": "SSH-2.0-OpenSSH\r\n",
    "a status that is none": "HTTP/1.1 9999 What\r\n\r\n",
    "a flood of interim replies": "HTTP/1.1 100 Continue\r\n\r\n" * 5_000,
    "a flood of headers": "HTTP/1.1 200 OK\r\n" + "X: y\r\n" * 50_000,
    "a header without end": "HTTP/1.1 200 OK\r\nX: " + "y" * 500_000,
    "half a body": "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{}",
    "a body of less than nothing": "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}",
    "a chunk without end": f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{'f' * 30}\r\nx",
    "a switch of protocols": "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
}


@pytest.mark.parametrize("name", BYTES)
def test_what_is_no_reply_is_one_sentence(coders: Coders, server: Server, name: str) -> None:
    server.script({"bytes": BYTES[name]})
    with pytest.raises(CodingError, match=r": the connection fails \(\w+\); check that the address is right$"):
        analyse(TALK, BOOK, coder=coders(retries=0).coder)


@pytest.mark.parametrize("fault", [{"seconds": 1.5}, {"drips": True}])
def test_a_server_that_is_silent_or_never_done_is_left(coders: Coders, server: Server, fault: dict[str, Any]) -> None:
    server.script(fault)
    start = time.monotonic()
    with pytest.raises(CodingError, match=re.escape("no answer came within 0.2 seconds")):
        analyse(TALK, BOOK, coder=coders(timeout=0.2, retries=1).coder)
    assert time.monotonic() - start < 1.4


def test_a_silence_that_passes_costs_one_more_request(coders: Coders, server: Server) -> None:
    server.script({"seconds": 1}, {})
    told = coders(timeout=0.3)
    assert reply_stances(analyse(TALK, BOOK, coder=told.coder).codings) == RIGHT
    assert told.coder.usage.retries == 1
    assert told.coder.usage.tokens_sent > 1_000  # the server says 100 for the second, and nothing of the first


FATAL: dict[str, tuple[dict[str, Any], str]] = {
    "no key": ({"status": 401}, "the server refuses the key (401); put a valid one into DISCOURSE_LLM_KEY"),
    "no right": ({"status": 403}, "the server refuses the key (403)"),
    "no model": (
        {"status": 404, "raw": '{"error": {"message": "no such model"}}'},
        "no model parrot answers there (404: no such model); check the address, which often ends in /v1",
    ),
    "not allowed": ({"status": 405}, "the server answers 405"),
    "elsewhere": (
        {"status": 307, "headers": {"Location": "http://elsewhere.example/v1?key=1"}},
        "the server redirects to http://elsewhere.example/v1; redirects are not followed, give the right address",
    ),
    "moved": ({"status": 301, "headers": {"Location": "/v2"}}, "the server redirects to /v2"),
    "unwilling": (
        {"status": 400, "raw": '{"error": {"message": "nothing\\u001b[31m pleases me"}}'},
        "the server refuses the request (400: nothing⟨U+001B⟩[31m pleases me)",
    ),
    "a web page": ({"raw": "<html>"}, "the answers are not those of a chat/completions address"),
    "out of order": ({"status": 500}, "the server answers 500"),
}


@pytest.mark.parametrize("fault", FATAL)
def test_what_no_waiting_mends_is_one_sentence(coders: Coders, server: Server, fault: str) -> None:
    step, sentence = FATAL[fault]
    server.script(step)
    with pytest.raises(CodingError, match=f"^{re.escape(f'{server.url}: {sentence}')}"):
        analyse(TALK, BOOK, coder=coders(retries=0, tries=1).coder)


def test_a_redirect_is_not_followed_and_the_key_not_sent_on(
    coders: Coders, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCOURSE_LLM_KEY", KEY)
    server.script({"status": 308, "headers": {"Location": f"{server.url}/elsewhere"}})
    with pytest.raises(CodingError, match="redirects"):
        analyse(TALK, BOOK, coder=coders().coder)
    assert [asked["path"] for asked in server.asked] == ["/v1/chat/completions"]


def test_nobody_answers_at_the_address(coders: Coders) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    with pytest.raises(CodingError, match=f"^{url}: nobody answers there .*; check that the address is right$"):
        analyse(TALK, BOOK, coder=coders(url=url).coder)


def test_a_server_that_dies_halfway_costs_what_is_left_and_no_more_requests(coders: Coders, server: Server) -> None:
    server.script({}, {"status": 500})
    told = coders(batch=1, concurrency=1, retries=0)
    codings = analyse(thread(*(f"No, not {number}." for number in range(40))), BOOK, coder=told.coder).codings
    assert reply_stances(codings) == ["deny"] + [None] * 39
    assert told.coder.usage.requests == 1 + MOST_FAILURES
    assert told.sentences == ["page.html: 39 of 40 comments are left uncoded, since the server answers 500"]


def test_the_key_is_sent_and_stands_in_no_message_and_no_cache(
    coders: Coders, server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("DISCOURSE_LLM_KEY", KEY)
    server.script({"status": 400, "raw": f"What am I to do with {KEY}?"})
    told = coders(cache=tmp_path)
    with pytest.raises(CodingError) as caught:
        analyse(TALK, BOOK, coder=told.coder)
    assert server.asked[0]["headers"]["Authorization"] == f"Bearer {KEY}"
    assert "What am I to do with [key]?" in str(caught.value)
    server.script({"content": f"Your key is {KEY}."})
    with pytest.raises(CodingError) as caught:
        analyse(TALK, BOOK, coder=told.coder)
    assert KEY not in f"{caught.value!r} {told.settings!r} {told.coder!r} {told.sentences}"
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and KEY in path.read_text("utf-8")]


def test_without_a_key_none_is_sent(coders: Coders, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    analyse(TALK, BOOK, coder=coders().coder)
    assert "Authorization" not in server.asked[0]["headers"]
    assert KEY not in str(server.asked)


def test_a_server_on_this_machine_is_asked_past_the_proxy(coders: Coders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert reply_stances(analyse(TALK, BOOK, coder=coders().coder).codings) == RIGHT
