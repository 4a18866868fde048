"""Word meaning as vectors: shapes, unknown words, like and unlike words, and files that were altered."""

import json
from importlib.resources import files

import numpy as np
import pytest

from discourse.coders import meaning
from discourse.coders.meaning import (
    DIMENSIONS,
    as_fitted,
    bag_vectors,
    sentence_vectors,
    unit,
    word_vectors,
    word_weights,
)
from discourse.coders.meaning.table import pieces_of, read_table
from discourse.errors import CodingError

NAMES = ("pieces.txt", "scales.npy", "shares.npy", "table.json", "vectors.npy")


def contents() -> dict[str, bytes]:
    return {name: (files(meaning) / name).read_bytes() for name in NAMES}


def likeness(one: str, other: str) -> float:
    first, second = sentence_vectors([one.split(), other.split()])
    return float(first @ second)


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("dismissed", "fired", "banana"),
        ("rifle", "weapon", "library"),
        ("helicopter", "chopper", "teacher"),
        ("phones", "mobiles", "sheep"),
        ("mayor", "council", "banana"),
        ("it was all invented", "the whole story is made up", "the pool opens in may"),
        ("they closed the road", "the street was shut", "the soup is cold"),
    ],
)
def test_what_means_the_like_is_nearer(word: str, near: str, far: str) -> None:
    assert likeness(word, near) > likeness(word, far) + 0.1


def test_shapes_and_unknown_words() -> None:
    words = ["mayor", "", "правда", "don't", "x" * 500, "mayor"]
    vectors = word_vectors(words)
    assert vectors.shape == (len(words), DIMENSIONS)
    assert vectors.dtype == np.float32
    assert [bool(vector.any()) for vector in vectors] == [True, False, False, True, True, True]
    assert (vectors[0] == vectors[5]).all()
    assert word_vectors([]).shape == (0, DIMENSIONS)


def test_texts_without_known_words_are_zero_and_others_have_length_one() -> None:
    vectors = sentence_vectors([[], ["правда"], ["the", "mayor"], []])
    assert np.linalg.norm(vectors, axis=1).round(5).tolist() == [0, 0, 1, 0]
    assert sentence_vectors([]).shape == (0, DIMENSIONS)


def test_a_bag_is_the_sum_of_its_words() -> None:
    vectors = word_vectors(["the", "mayor", "lied"])
    found = bag_vectors(vectors, np.array([0, 1, 2, 1]), np.array([3, 3, 4]))
    assert np.allclose(found[0], unit(vectors.sum(axis=0, keepdims=True))[0], atol=1e-6)
    assert not found[1].any()
    assert np.allclose(found[2], unit(vectors[1:2])[0], atol=1e-6)


def test_the_same_words_give_the_same_bytes() -> None:
    words = ["mayor", "unenforceable", "weapons", "the"]
    assert word_vectors(words).tobytes() == word_vectors(list(words)).tobytes()


def test_rare_words_weigh_more() -> None:
    weights = word_weights(["the", "people", "helicopter", "правда"]).tolist()
    assert weights == sorted(weights)
    assert 0 <= weights[0] < 0.1
    assert 0.9 < weights[2] <= 1


@pytest.mark.parametrize("name", NAMES)
def test_altered_bytes_are_refused(name: str) -> None:
    altered = contents()
    altered[name] = altered[name][:-2] + b"xx"
    with pytest.raises(CodingError, match=name):
        read_table(altered)


def test_another_format_is_refused() -> None:
    altered = contents()
    about = json.loads(altered["table.json"]) | {"format": 2}
    altered["table.json"] = json.dumps(about).encode()
    with pytest.raises(CodingError, match="format is 2, not 1"):
        read_table(altered)


@pytest.mark.parametrize(
    ("word", "pieces"),
    [("fired", [3]), ("unfired", [0, 2, 4]), ("un-fired", [0, 3]), ("unhappy", []), ("", []), ("-", [])],
)
def test_words_are_cut_longest_piece_first(word: str, pieces: list[int]) -> None:
    assert pieces_of(word, {"un": 0, "fire": 1, "##fire": 2, "fired": 3, "##d": 4}) == pieces


@pytest.mark.parametrize("unit_of", ["ha", "w", "o", "no"])
def test_a_word_that_is_drawn_out_means_no_more_than_a_short_one(unit_of: str) -> None:
    short, long = (float(np.linalg.norm(word_vectors([unit_of * times])[0])) for times in (6, 30))
    assert long < 2.5 * max(short, 3.0)
    assert long < 15


def test_weights_are_fitted_on_drawn_out_words_as_they_add_up() -> None:
    short = word_vectors(["hahahahahahahaha"])
    with as_fitted():
        assert np.linalg.norm(word_vectors(["hahahahahahahaha"])) > 1.5 * np.linalg.norm(short)
    assert (word_vectors(["hahahahahahahaha"]) == short).all()
