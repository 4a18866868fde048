"""Which addresses, numbers and keys are taken, and where a key goes."""

import re
import subprocess
import sys
from typing import Any

import pytest

from discourse import analyse
from discourse.coders.llm import Prices, Settings, Temperatures, llm_coder
from discourse.coders.llm.settings import key_for
from discourse.errors import CodingError
from tests.coders.llm.threads import BOOK, thread

KEY = "sk-of-the-tests-0123456789"


def settings(url: str = "http://localhost:8000/v1", **more: Any) -> Settings:
    return Settings(**dict[str, Any](url=url, model="parrot") | more)


@pytest.mark.parametrize(
    ("url", "endpoint", "place"),
    [
        ("http://localhost:8000/v1", "http://localhost:8000/v1/chat/completions", "http://localhost:8000/v1"),
        ("https://h.example/v1/", "https://h.example/v1/chat/completions", "https://h.example/v1/"),
        ("https://h.example", "https://h.example/chat/completions", "https://h.example"),
        ("http://[::1]:8/v1/chat/completions", "http://[::1]:8/v1/chat/completions", "http://[::1]:8/v1/chat/completions"),
        ("https://h.example/d?version=2&k=s3", "https://h.example/d/chat/completions?version=2&k=s3", "https://h.example/d"),
    ],
)  # fmt: skip
def test_addresses(url: str, endpoint: str, place: str) -> None:
    assert (settings(url).endpoint, settings(url).place) == (endpoint, place)


@pytest.mark.parametrize(
    "url",
    [
        "", "localhost:8000/v1", "ftp://h.example/v1", "file:///etc/passwd", "http://", "https:///v1", "http://h:0/v1",
        "http://h:99999/v1", "http://h:x/v1", "http://h/v1#part", "http://h/v 1", "http://h/\nv1", "http://[::1/v1",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(CodingError, match="this is no address of a model's server; write it like http://localhost"):
        settings(url)


def test_an_address_with_a_password_is_refused_without_showing_it() -> None:
    with pytest.raises(CodingError, match=r"^https://h\.example/v1: .* put the key into DISCOURSE_LLM_KEY$") as caught:
        settings("https://ann:secret@h.example/v1")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("model", ["", " ", "a\nb", "a\x1b[31m", "x" * 201, "\ud800"])
def test_a_model_needs_a_name(model: str) -> None:
    with pytest.raises(CodingError, match="the model's name has to be one line"):
        settings(model=model)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"budget": 0}, "the budget 0 is out of range"),
        ({"budget": -1}, "the budget -1 is out of range"),
        ({"concurrency": 0}, "the concurrency 0 is out of range; give a number from 1 to 64"),
        ({"batch": 1000}, "the batch 1000"),
        ({"tries": 0}, "the tries 0"),
        ({"retries": 99}, "the retries 99"),
        ({"pause": -1}, "the pause -1"),
        ({"timeout": float("inf")}, "the timeout inf"),
        ({"timeout": float("nan")}, "the timeout nan"),
        ({"answer_tokens": 1}, "the answer_tokens 1"),
        ({"prices": Prices(-1, 0)}, "the price of tokens sent -1"),
        ({"temperatures": Temperatures(claim=0)}, "the temperature of claim 0"),
    ],
)
def test_numbers_have_bounds(value: dict[str, Any], said: str) -> None:
    with pytest.raises(CodingError, match=f"^{re.escape(said)}"):
        settings(**value)


OWN, OPENAI = "DISCOURSE_LLM_KEY", "OPENAI_API_KEY"


@pytest.mark.parametrize(
    ("url", "environment", "key"),
    [
        ("https://api.openai.com/v1", {OPENAI: KEY}, KEY),
        ("https://api.openai.com/v1", {OPENAI: "other", OWN: KEY}, KEY),
        ("https://api.openai.com/v1", {OPENAI: KEY, OWN: " "}, KEY),
        ("http://api.openai.com/v1", {OPENAI: KEY}, None),
        ("https://api.openai.com.evil.example/v1", {OPENAI: KEY}, None),
        ("https://evil.example/api.openai.com", {OPENAI: KEY}, None),
        ("http://localhost/v1", {OPENAI: KEY}, None),
        ("http://localhost/v1", {OWN: f" {KEY}\n"}, KEY),
        ("http://127.0.0.1:1/v1", {OWN: KEY}, KEY),
        ("http://[::1]/v1", {OWN: KEY}, KEY),
        ("http://192.168.1.5:8000/v1", {OWN: KEY}, KEY),
        ("https://h.example/v1", {OWN: KEY}, KEY),
        ("https://h.example/v1", {}, None),
    ],
)
def test_which_key_goes_where(
    monkeypatch: pytest.MonkeyPatch, url: str, environment: dict[str, str], key: str | None
) -> None:
    for name in (OWN, OPENAI):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert key_for(settings(url)) == key


@pytest.mark.parametrize("url", ["http://h.example/v1", "http://8.8.8.8/v1", "http://localhost.evil.example/v1"])
def test_a_key_is_not_sent_unencrypted_to_strangers(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv(OWN, KEY)
    with pytest.raises(CodingError, match=f"^{url}: the key in {OWN} is not sent unencrypted") as caught:
        key_for(settings(url))
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("key", ["two words", "schlüssel", "a\tb", "a\nX-Header: 1"])
def test_a_key_that_cannot_be_one_is_refused_without_showing_it(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv(OWN, key)
    with pytest.raises(CodingError, match=f"^the key in {OWN} has characters that no key has") as caught:
        key_for(settings("https://h.example/v1"))
    assert key not in str(caught.value)


def test_without_the_extra_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(CodingError, match=r"^the coder llm needs the library httpx; install it with: pip"):
        analyse(thread("No."), BOOK, coder=llm_coder(settings()))


def test_the_coder_is_made_without_loading_the_extra() -> None:
    script = "import sys; from discourse.coders.llm import Settings, llm_coder; print('httpx' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout  # noqa: S603  # ours
    assert shown == "False\n"
