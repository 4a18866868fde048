"""Phrases found in many texts at once: those that are found in each text alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.coders.linear.matches import find
from discourse.coders.phrases import Match, PhraseTable, tokens
from discourse.coders.reply_stance.markers import markers
from discourse.coders.stance.evaluations import evaluative
from discourse.coders.words import read_words

TABLE = PhraseTable(
    {
        "boat": ["ferry", "old ferry", "the old ferry", "ferr*", "pier boat"],
        "doubt": ["i _ doubt", "doubt*", "i doubt it"],
        "denial": ["not at all", "not", "no way _ on", "far-fetched"],
        "sign": ["!", "? !"],
    }
)
TEXTS = (
    "",
    "The old ferry and the ferry.",
    "The old",
    "ferry pier boat",
    "I seriously doubt it, I doubt it, doubtful doubts.",
    "Not at all! not at no way out on",
    "no way on",
    "It is far-fetched, far fetched?!?",
    "old ferry old ferries the old ferry",
    "i ! doubt i i doubt",
)
TABLES = {
    "made up": TABLE,
    "openings": markers("en").opening,
    "anywhere": markers("en").anywhere,
    "ignored": markers("en").ignored,
    "judging words": evaluative("en").phrases,
}
SAID = (
    "I couldn't agree more, and it makes sense. You are wrong: that's not true at all.",
    "No doubt about it. No longer; thanks to you, no one was hurt.",
    "Do you have a source for that? I don't think so. Good point, well said!",
    "It is a disgrace and a waste of money, but the crew are brave, kind and brilliant.",
    "yeah right /s",
    "Give me a break, what do you mean? +1",
)


def one_by_one(texts: tuple[str, ...] | list[str], table: PhraseTable) -> list[tuple[int, Match]]:
    return sorted((row, match) for row, text in enumerate(texts) for match in table.find(tokens(text)))


def at_once(texts: tuple[str, ...] | list[str], table: PhraseTable) -> list[tuple[int, Match]]:
    words = read_words(texts)
    found = find(words, table)
    rows = words.row[found.first]
    start = words.first[rows]
    listed = zip(rows.tolist(), found.kind.tolist(), found.first - start, found.last - start, strict=True)
    return sorted((row, Match(table.kinds[kind], int(first), int(last))) for row, kind, first, last in listed)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_phrases_are_found_as_in_one_text_alone(table: PhraseTable) -> None:
    assert at_once([*TEXTS, *SAID], table) == one_by_one([*TEXTS, *SAID], table)


def test_phrases_do_not_reach_into_the_next_text() -> None:
    texts = ["the old", "ferry", "not", "at all"]
    assert at_once(texts, TABLE) == [(1, Match("boat", 0, 1)), (2, Match("denial", 0, 1))]


def test_phrases_come_by_place() -> None:
    found = find(read_words(SAID), markers("en").anywhere)
    assert found.first.tolist() == sorted(found.first.tolist())


@pytest.mark.parametrize("texts", [[], [""], ["", "Quay."]])
def test_nothing_is_found_in_nothing(texts: list[str]) -> None:
    assert at_once(texts, TABLE) == []


SPELLED = "i doubt doubts it the old ferry ferries not at all no way on ? !"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(SPELLED.split()))))
def test_phrases_are_found_in_any_texts_as_in_one_alone(listed: list[list[str]]) -> None:
    texts = [" ".join(words) for words in listed]
    assert at_once(texts, TABLE) == one_by_one(texts, TABLE)
