"""Words that begin otherwise than some stems cannot have one of them."""

import pytest

from discourse.coders.claims.beginnings import Beginnings
from discourse.text import stem

WORDS = [
    "abilities", "ability", "boats", "bridges", "bridging", "cities", "city", "conditionally", "crying", "denied",
    "denies", "denying", "dies", "drained", "electrical", "ferries", "ferry", "flies", "generously", "gently",
    "happily", "happiness", "hoped", "hopping", "idly", "news", "probability", "rationalisation", "relational",
    "replacement", "running", "skies", "sky", "troubled", "troubling", "visibility",
]  # fmt: skip


@pytest.mark.parametrize("word", [*WORDS, "dying", "lying", "tying", "skis"])
def test_a_word_may_have_its_own_stem(word: str) -> None:
    assert Beginnings.of([stem(word)], "en").may_begin(word)


def test_most_words_can_have_none_of_a_few_stems() -> None:
    few = Beginnings.of([stem("helicopter"), stem("denied")], "en")
    assert [word for word in WORDS if few.may_begin(word)] == ["denied", "denies", "denying", "skies"]


def test_nothing_is_known_of_other_languages() -> None:
    assert Beginnings.of(["brück"], "de").may_begin("haus")


@pytest.mark.parametrize("word", [*WORDS, "dying", "unfair", "yonder"])
def test_long_words_with_a_stem_begin_with_a_head(word: str) -> None:
    assert len(word) <= 3 or word.startswith(tuple(Beginnings.of([stem(word)], "en").heads))


def test_any_word_begins_with_a_head_where_nothing_is_known() -> None:
    assert "haus".startswith(tuple(Beginnings.of(["brück"], "de").heads))
