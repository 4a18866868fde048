"""Phrases among tokens, and the language of a comment."""

import pytest

from discourse.coders.languages import comment_languages, guess_language, primary
from discourse.coders.phrases import PhraseTable, tokens
from discourse.model import Article, Comment, Thread


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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("This is not what they said about it.", "en"),
        ("Das ist doch nicht der Punkt.", "de"),
        ("Ce n'est pas ce que je dis, mais vous avez raison.", "fr"),
        ("No es lo que dice el alcalde de la ciudad.", "es"),
        ("Non è quello che dice il sindaco della città.", "it"),
        ("Det är inte vad han har sagt om det.", "sv"),
        ("Это совсем не так.", "other"),
        ("ありがとうございます", "other"),
        ("Wow!", None),
        ("", None),
    ],
)
def test_function_words_tell_the_language(text: str, language: str | None) -> None:
    assert guess_language(text) == language


def test_a_comment_without_function_words_has_the_language_around_it() -> None:
    comments = tuple(Comment(id=text, text=text) for text in ("+1", "Das ist doch nicht der Punkt, oder?"))
    assert comment_languages(Thread(article=Article(source="x", language="en-GB"), comments=comments)) == ["en", "de"]
    assert comment_languages(Thread(article=Article(source="x"), comments=comments)) == ["de", "de"]
    assert comment_languages(Thread(article=Article(source="x"), comments=comments[:1])) == [None]


@pytest.mark.parametrize(("tag", "expected"), [("de-AT", "de"), ("EN_us", "en"), ("", None), (None, None)])
def test_the_primary_subtag_names_the_language(tag: str | None, expected: str | None) -> None:
    assert primary(tag) == expected
