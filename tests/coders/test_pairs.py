"""The net for pairs: texts beside a statement."""

import json
from collections.abc import Callable, Mapping
from importlib.resources import files

import numpy as np
import pytest

from discourse.coders.linear.stances import CODES
from discourse.coders.pairs import STATED, TOLD, Asked, scores, shipped, worth_of_words
from discourse.coders.pairs.arrays import SIDES, VECTORS, packed, read_net, rounded, unpacked
from discourse.coders.pairs.net import Padded, parts_of, read, read_known, shapes
from discourse.coders.words import read_words
from discourse.errors import CodingError

FOLDER = files("discourse") / "coders" / "pairs" / "weights"
NET, ABOUT = SIDES


def asked(statement: str, *texts: str) -> Asked:
    return Asked(read_words([statement]), read_words(texts))


def sides(statement: str, *texts: str) -> list[str]:
    found = scores(shipped(), asked(statement, *texts))[:, :2]
    return [CODES[place] for place in found.argmax(axis=1)]


@pytest.mark.parametrize(
    ("statement", "favors", "is_against"),
    [
        (
            "We should abolish zoos",
            "Animals suffer behind bars and go mad in such small cages.",
            "Zoos save species that would die out in the wild.",
        ),
        (
            "The voting age should be lowered to 16",
            "Young people pay taxes and deserve a say.",
            "Teenagers are too immature to decide on such things.",
        ),
        (
            "Homework should be banned",
            "It robs children of their free time and makes them ill.",
            "It teaches children discipline and prepares them for exams.",
        ),
        (
            "Smoking should be banned in parks",
            "Second-hand smoke harms the children who play there.",
            "Adults have the right to smoke outdoors.",
        ),
    ],
)
def test_what_speaks_for_a_statement_is_told_from_what_speaks_against_it(
    statement: str, favors: str, is_against: str
) -> None:
    assert sides(statement, favors, is_against) == ["favor", "against"]


def test_a_text_is_judged_the_same_whatever_stands_beside_it() -> None:
    texts = [f"The old ferry is {'very ' * number}slow and should be scrapped." for number in range(40)]
    together = scores(shipped(), asked("The ferry must go", *texts))
    alone = np.concatenate([scores(shipped(), asked("The ferry must go", text)) for text in texts])
    assert np.abs(together - alone).max() < 1e-3


@pytest.mark.parametrize("text", ["", "   ", "> only a quotation"])
def test_a_text_without_words_has_no_scores(text: str) -> None:
    found = scores(shipped(), asked("Zoos should close", text, "They should."))
    assert not found[0].any()
    assert found[1].any()


def test_a_statement_without_words_has_no_scores() -> None:
    assert not scores(shipped(), asked("", "They should.")).any()


def test_words_in_another_script_are_read_as_words_without_meaning() -> None:
    assert np.isfinite(scores(shipped(), asked("Zoos should close", "Зоопарк נהדר 動物園"))).all()


def test_no_more_than_the_first_words_are_read() -> None:
    head = "good " * TOLD
    found = scores(shipped(), asked("stop " * STATED + "more", head, head + "no, never, awful"))
    assert np.allclose(found[0], found[1], atol=1e-4)
    assert np.allclose(found, scores(shipped(), asked("stop " * STATED, head, head)), atol=1e-4)


def test_what_the_words_add_and_all_else_sum_up_to_the_scores() -> None:
    one = asked("Zoos should close", "Animals suffer there.", "No", "")
    whole = scores(shipped(), one)
    found = worth_of_words(shipped(), one)
    assert [len(worth.words) for worth in found] == [4, 1, 0]
    for worth, expected in zip(found, whole, strict=True):
        assert np.allclose(worth.words.sum(axis=0) + worth.rest, expected, atol=1e-4)


def test_the_word_that_judges_counts_most() -> None:
    (worth,) = worth_of_words(shipped(), asked("Zoos are good for animals", "The animals suffer in there"))
    strength = worth.words[:, 1] - worth.words[:, 0]
    assert strength.argmax() == 2


def test_what_is_worked_out_once_for_each_word_gives_the_same_as_reading_word_by_word() -> None:
    chance, weights = np.random.default_rng(1), shipped().weights
    vectors = chance.normal(size=(6, len(weights.here))).astype(np.float32)
    rows = np.array([[3, 1, 6, 2], [5, 4, 0, 0]])
    there = (rows > 0).astype(np.float32)[..., None]
    plain = read(weights, Padded(np.concatenate([np.zeros_like(vectors[:1]), vectors])[rows], there))
    known = read_known(weights, parts_of(weights, vectors), rows)
    assert np.abs(plain.hidden - known.hidden).max() < 1e-4
    assert np.array_equal(plain.there, known.there)


def contents() -> dict[str, bytes]:
    return {name: (FOLDER / name).read_bytes() for name in SIDES.all}


def about(change: Callable[[dict[str, object]], object]) -> dict[str, bytes]:
    listed = json.loads(contents()[ABOUT])
    change(listed)
    return contents() | {ABOUT: json.dumps(listed).encode()}


@pytest.mark.parametrize(
    ("files_given", "name"),
    [
        (lambda: contents() | {NET: contents()[NET][:-2]}, NET),
        (lambda: contents() | {VECTORS: b""}, VECTORS),
        (lambda: contents() | {ABOUT: b"{"}, ABOUT),
        (lambda: about(lambda listed: listed.pop("sha256")), ABOUT),
        (lambda: about(lambda listed: listed.update(format=2)), ABOUT),
        (lambda: about(lambda listed: listed.update(width=95)), ABOUT),
        (lambda: about(lambda listed: listed.update(codes=["favor"])), ABOUT),
    ],
)
def test_a_net_that_is_not_the_one_shipped_is_refused(
    files_given: Callable[[], Mapping[str, bytes]], name: str
) -> None:
    with pytest.raises(CodingError, match=f"{name} of the net for pairs is damaged .*; install the package again"):
        read_net(files_given())


def test_what_is_packed_comes_out_again() -> None:
    weights = shipped().weights
    wanted = shapes(len(weights.here), len(weights.like), len(CODES))
    again = unpacked(packed(weights), wanted)
    assert all(np.array_equal(one, other) for one, other in zip(again, weights, strict=True))


def test_rounded_rows_are_near_the_rows() -> None:
    rows = np.random.default_rng(0).normal(size=(5, 8)).astype(np.float32)
    levels, scales = rounded(rows)
    assert levels.dtype == np.int8
    assert np.abs(levels * scales[:, None] - rows).max() <= scales.max() / 2 + 1e-6
