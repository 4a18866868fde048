"""Texts as numbers of the pieces between their blanks."""

import weakref
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.languages import pieces as module
from discourse.languages.pieces import Numbered, Pieces, Splitter, lengths, split

TEXTS = ("Well, well", "", " No\nmore  of it ", "well")


def spelled(pieces: Pieces) -> list[list[str]]:
    listed = [pieces.numbered.strings[number] for number in pieces.piece.tolist()]
    bounds = zip(pieces.first[:-1].tolist(), pieces.first[1:].tolist(), strict=True)
    return [listed[first:last] for first, last in bounds]


def test_a_text_is_split_at_each_blank_and_at_nothing_else() -> None:
    assert spelled(split(TEXTS)) == [["Well,", "well"], [""], ["", "No\nmore", "", "of", "it", ""], ["well"]]


@given(st.lists(st.text(st.sampled_from("ab \n\t\u2003é"))))
def test_pieces_and_their_places_give_the_texts_again(texts: list[str]) -> None:
    pieces = split(texts)
    assert [" ".join(listed) for listed in spelled(pieces)] == texts
    places = pieces.place_of(np.arange(len(pieces.piece))).tolist()
    for row, place, number in zip(pieces.row.tolist(), places, pieces.piece.tolist(), strict=True):
        assert texts[row].startswith(pieces.numbered.strings[number], place)


@pytest.mark.parametrize("odd", ["", "half \ud800 a letter", "a null \x00", "straße  STRASSE"])
def test_many_texts_have_the_pieces_that_each_has_alone(odd: str) -> None:
    splitter, texts = Splitter(), [odd, *(f"word{number % 300} and {number}\n" for number in range(2_000)), odd]
    alone = [text.split(" ") for text in texts]
    assert spelled(splitter.split(texts)) == alone
    assert spelled(splitter.split(["word", *texts[::-1]])) == [["word"], *alone[::-1]]
    assert spelled(splitter.split(texts[:2])) == alone[:2]


@pytest.mark.parametrize("characters", [0, 1, 4, 5, 6, 9, 100])
def test_heads_are_the_pieces_of_the_first_characters(characters: int) -> None:
    heads = [" ".join(listed) for listed in spelled(split(TEXTS).heads(characters))]
    assert [head.rstrip(" ") for head in heads] == [text[:characters].rstrip(" ") for text in TEXTS]


def test_texts_are_taken_in_any_order_and_exchanged_for_others() -> None:
    pieces = split(TEXTS)
    assert spelled(pieces.taken(np.array([3, 0, 3]))) == [["well"], ["Well,", "well"], ["well"]]
    assert spelled(pieces.with_texts(np.array([1, 2]), ["a b", "c"])) == [
        ["Well,", "well"],
        ["a", "b"],
        ["c"],
        ["well"],
    ]
    assert spelled(pieces.followed_by(["d"]))[-2:] == [["well"], ["d"]]


def test_what_is_said_of_a_string_is_asked_once() -> None:
    asked: list[str] = []

    def twice(strings: object) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        listed = list(strings)  # type: ignore[call-overload]
        asked.extend(listed)
        return np.array([2 * len(one) for one in listed], np.int64)

    numbered = Numbered()
    assert numbered.numbers(["a", "bb", "a"]).tolist() == [0, 1, 0]
    assert numbered.column(twice).tolist() == [2, 4]
    assert numbered.numbers(["ccc", "a"]).tolist() == [2, 0]
    assert (numbered.column(twice).tolist(), asked) == ([2, 4, 6], ["a", "bb", "ccc"])


def test_the_words_of_strings_are_numbered_among_themselves() -> None:
    def letters(strings: object, words: Numbered) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], ...]:
        listed: list[str] = list(strings)  # type: ignore[call-overload]
        return np.array([len(one) for one in listed], np.int64), words.numbers([*"".join(listed)])

    numbered = Numbered()
    numbered.numbers(["ab", "", "ba"])
    numbered.rows(letters)
    numbered.numbers(["ac"])
    spread = numbered.rows(letters)
    counts, picked = spread.of(np.array([3, 1, 0, 3]))
    words = [spread.words.strings[number] for number in spread.columns[0][picked].tolist()]
    assert (counts.tolist(), "".join(words)) == ([2, 0, 2, 2], "acabac")


def test_numbering_begins_anew_when_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    splitter = Splitter()
    before = splitter.split(["a b"])
    after = splitter.split(["b"])
    assert after.numbered is not before.numbered
    assert (spelled(before), spelled(after)) == ([["a", "b"]], [["b"]])


def test_long_pieces_fill_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_CHARACTERS", 10)
    splitter = Splitter()
    before = splitter.split(["a" * 10]).numbered
    assert (before.column(lengths).tolist(), splitter.split(["a"]).numbered is before) == ([10], False)


def test_what_recurs_is_kept_with_what_is_known_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 1_000)
    asked: list[str] = []

    def letters(strings: object, words: Numbered) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], ...]:
        listed: list[str] = list(strings)  # type: ignore[call-overload]
        asked.extend(listed)
        return np.array([len(one) for one in listed], np.int64), words.numbers([*"".join(listed)])

    splitter = Splitter()
    for call in range(3):
        found = splitter.split([f"often{number % 100} rare{call}x{number}" for number in range(450)])
        spread = found.numbered.rows(letters)
        lengths_known = found.numbered.column(lengths).tolist()
        counts, picked = spread.of(found.piece)
        words = [spread.words.strings[number] for number in spread.columns[0][picked].tolist()]
        assert "".join(words) == "".join(found.numbered.strings[number] for number in found.piece.tolist())
        assert counts.tolist() == [lengths_known[number] for number in found.piece.tolist()]
    assert len(found.numbered) == 550
    assert asked.count("often0") == 1


def test_what_is_asked_no_more_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 1_000)

    def once(strings: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.zeros(len(strings), np.int64)

    splitter, asked, left = Splitter(), weakref.ref(once), []
    for call in range(7):
        found = splitter.split([f"often{number % 100} rare{call}x{number}" for number in range(450)])
        found.numbered.column(lengths)
        if call == 0:
            found.numbered.column(once)
            del once
        left.append(asked() is not None)
    assert left == [True] * 4 + [False] * 3
