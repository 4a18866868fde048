"""Many texts read at once: the same tokens, places and lines as one text read alone."""

import re
from itertools import islice, product
from string import ascii_lowercase

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.coders.phrases import tokens
from discourse.coders.words import Words, read_words
from tests.coders.linear.threads import codings

READ = 20_000
ODD = {
    "empty": "",
    "blanks": "  \n\t ",
    "plain": "The ferry was late again.",
    "a quoted line": "> The ferry was late.\nNo, it was early.",
    "only quoted": ">The ferry was late.",
    "quoted in the middle": "Yes.\n  > It was late.\nNo.",
    "no quotation": "2 > 1, and a > b",
    "two lines": "One line.\nAnother one.\n\nA third.",
    "other line ends": "one\r\ntwo\u2028three\x85four\x0bfive",
    "emoji": "Well 👍🏽 done 👨‍👩‍👧 ❤️",
    "record separators": "one\x1etwo \x1e\x1e three",
    "only a record separator": "\x1e",
    "a quoted line with a separator": "> late\x1eagain\nNo.",
    "a separator before a sign of quotation": "\x1e> late",
    "apostrophes": "Don’t you’re o'clock ‘quoted’ rock 'n' roll",
    "addresses": "See https://example.org/a?b=c&d, www.example.org. and @ann_b #ferry a@b",
    "numbers": "3.5% of 1,000,000 is +1 or +12, 5th",
    "signs": "Why?!? No!!! Well... hm… / /s /so",
    "initials": "U.S. and e.g. the E.U.'s",
    "letters of other alphabets": "Ärger ÖL straße Москва 東京 İ ẞ",
    "broken": "half \ud800 a letter, a null \x00 and a mark \ufeff",
    "20,000 characters": "ferry " * 3_333 + "xx",
    "20,001 characters": "ferry " * 3_333 + "xxx",
    "a word cut": "a" * (READ + 1),
    "a quoted line cut": "a\n>" + "b " * READ,
}


def blanked(text: str) -> str:
    """Return what is read of a text: its head, quoted lines as blanks."""
    unquoted = re.sub(r"^[ \t]*>.*$", lambda line: " " * len(line[0]), text[:READ], flags=re.MULTILINE)
    return unquoted.replace("\x1e", " ")  # a separator before ">" is no blank: such a line is not quoted


def alone(text: str) -> list[tuple[str, int, int]]:
    return [(token.lower, token.start, token.end) for token in tokens(blanked(text))]


def spelled(words: Words, text: int) -> list[tuple[str, int, int]]:
    here = range(words.first[text], words.first[text + 1])
    return [(words.vocabulary.strings[words.word[at]], int(words.place[at]), int(words.end[at])) for at in here]


def all_spelled(words: Words) -> list[list[tuple[str, int, int]]]:
    return [spelled(words, text) for text in range(words.texts)]


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_a_text_has_the_tokens_that_it_has_alone(text: str) -> None:
    assert all_spelled(read_words([text])) == [alone(text)]


def test_many_texts_have_the_tokens_that_each_has_alone() -> None:
    texts = [*ODD.values(), *reversed(ODD.values())]
    words = read_words(texts)
    assert all_spelled(words) == [alone(text) for text in texts]
    assert words.count.tolist() == [len(alone(text)) for text in texts]
    assert words.row.tolist() == [row for row, text in enumerate(texts) for _ in alone(text)]


def test_the_line_of_a_token_is_counted_over_all_texts() -> None:
    texts = list(ODD.values())
    before, lines = 0, []
    for text in texts:
        lines += [before + text[:start].count("\n") for _, start, _ in alone(text)]
        before += text[:READ].count("\n")
    assert read_words(texts).line.tolist() == lines


def test_no_texts_have_no_words() -> None:
    words = read_words([])
    assert (words.texts, words.word.tolist(), words.first.tolist()) == (0, [], [0])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.sampled_from("ab'’.@#:/\n> 1,+?!…👍é\x1e\u2028"), max_size=30), max_size=5))
def test_any_texts_have_the_tokens_that_each_has_alone(texts: list[str]) -> None:
    assert all_spelled(read_words(texts)) == [alone(text) for text in texts]


TEXTS = ("The old pier.", "", "No! It is new.")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ([0, 1, 2], ["the old pier .", "", "no ! it is new ."]),
        ([2, 0], ["no ! it is new .", "the old pier ."]),
        ([0, 0, -1, 0], ["the old pier .", "the old pier .", "", "the old pier ."]),
        ([-1, -5], ["", ""]),
        ([], []),
    ],
)
def test_texts_are_taken_in_the_order_asked_for(asked: list[int], found: list[str]) -> None:
    taken = read_words(TEXTS).taken(np.array(asked, np.int64))
    assert [" ".join(word for word, _, _ in text) for text in all_spelled(taken)] == found


def test_pieces_are_texts_of_their_own_with_the_places_of_their_text() -> None:
    pieces = read_words(TEXTS).pieces(np.array([5, 1, 4, 0]), np.array([2, 0, 3, 1]))
    assert all_spelled(pieces) == [
        [("!", 2, 3), ("it", 4, 6)], [], [("no", 0, 2), ("!", 2, 3), ("it", 4, 6)], [("the", 0, 3)],
    ]  # fmt: skip
    assert pieces.row.tolist() == [0, 0, 2, 2, 2, 3]


def test_only_some_tokens_are_kept_in_the_same_texts() -> None:
    words = read_words(TEXTS)
    kept = words.only(words.end - words.place > 1)
    assert [[word for word, _, _ in text] for text in all_spelled(kept)] == [
        ["the", "old", "pier"], [], ["no", "it", "is", "new"],
    ]  # fmt: skip
    assert all_spelled(words.only(np.zeros(len(words.word), bool))) == [[], [], []]


def test_the_values_of_tokens_are_summed_by_text() -> None:
    words = read_words(TEXTS)
    assert words.per_text(np.arange(len(words.word))).tolist() == [6.0, 0.0, 39.0]


def test_what_is_said_of_a_word_is_asked_once_for_each_word() -> None:
    asked: list[str] = []

    def long(some: object) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        listed = list(some)  # type: ignore[call-overload]
        asked.extend(listed)
        return np.array([len(word) for word in listed], np.int64)

    assert read_words(["A pier, a pier"]).of_word(long).tolist() == [1, 4, 1, 1, 4]
    assert read_words(["Pier quay"]).of_word(long).tolist() == [4, 4]
    assert len(asked) == len(set(asked))


def test_a_full_vocabulary_makes_room_for_a_new_one_and_changes_no_coding() -> None:
    talk = ["The ferry is late again.", "No, it is not; it was early.", "Why do you say so?"]
    before = codings(talk, [-1, 0, 1])
    first = read_words(["harbour"]).vocabulary
    made_up = map("".join, product(ascii_lowercase, repeat=4))
    read_words([" ".join(islice(made_up, 3_900)) for _ in range(80)])
    assert codings(talk, [-1, 0, 1]) == before
    assert read_words(["harbour"]).vocabulary is not first
