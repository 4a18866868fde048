"""Phrases among tokens."""

import pytest

from discourse.coders.phrases import PhraseTable, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don’t stop", ["don't", "stop"]),
        ("far-fetched", ["far", "-", "fetched"]),
        ("U.S. and e.g.", ["u.s", "and", "e.g"]),
        ("Why?!? No!!", ["why", "?", "no", "!"]),
        ("well...", ["well", "…"]),
        ("+1 /s", ["+1", "/s"]),
        ("a+1", ["a", "+", "1"]),
        ("@ann see https://x.example/a?b=1", ["@ann", "see", "https://x.example/a?b=1"]),
        ("👍👍", ["👍", "👍"]),
        ("3.5%", ["3.5", "%"]),
    ],
)
def test_tokens_are_words_signs_and_addresses(text: str, expected: list[str]) -> None:
    assert [token.lower for token in tokens(text)] == expected


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("no way", "There is NO WAY out", "NO WAY"),
        ("debunk*", "It was debunked.", "debunked"),
        ("i _ doubt", "I seriously doubt it", "I seriously doubt"),
        ("source ?", "Source?!", "Source?!"),
        ("far-fetched", "a far-fetched tale", "far-fetched"),
    ],
)
def test_a_phrase_is_found_as_it_is_written(phrase: str, text: str, words: str) -> None:
    among = tokens(text)
    (match,) = PhraseTable({"kind": [phrase]}).find(among)
    assert text[among[match.first].start : among[match.last - 1].end] == words


def test_the_longest_phrase_of_a_kind_counts_once() -> None:
    table = PhraseTable({"agree": ["agree", "i agree", "i agree with"], "i": ["i"]})
    found = [(match.kind, match.first, match.last) for match in table.find(tokens("I agree with it"))]
    assert found == [("agree", 0, 3), ("i", 0, 1)]
