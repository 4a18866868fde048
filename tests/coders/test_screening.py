"""The look at all comments at once: what it leaves out, careful reading would not have found."""

import pytest

from discourse.codebook import ClaimType, Codebook, Target, load_codebook
from discourse.coders.answers import may_answer, read_answer
from discourse.coders.bags import Bag, pieces
from discourse.coders.matching import Described, Matcher
from discourse.coders.screening import Vocabulary, screen
from discourse.coders.tokens import read_sentences

TEXTS = (
    "Where is your proof? Show me the readings, please.",
    "It will all end badly, mark my words.",
    "I saw it with my own eyes: the U.S.-led convoy stopped.",
    "Nice weather today.",
    "They made it all up. A one-man show, if ever there was one!",
    "You should be ashamed of yourself, you clown.",
    "In the long run nobody will remember.",
    "Dying is no joke. The skies were grey.",
    "Let's write to our councillors before the meeting.",
    "An unbiased reporter would have asked the other side.",
    "She kept photos and letters, and so did I.",
    "”Quoted.” Said who? (Nobody.) …",
    "",
    "🙄",
    "No way! Of course they are. If so, why did nobody see it?",
    "The whole story has been debunked, many times over.",
    "> They took pictures of the council's own report\nRubbish.",
)


@pytest.mark.parametrize("book", ["general", "proxy-war"])
def test_no_sentence_with_a_claim_is_left_out(book: str) -> None:
    described = Described.of(load_codebook(book))
    bag = Bag(TEXTS)
    words = Vocabulary(bag, described)
    matcher = Matcher(described, words.frequencies(bag), len(bag.ends))
    screened = screen(bag, words, matcher, by_meaning=True)
    found = [bool([match for sentence in read_sentences(text) for match in matcher.find(sentence)]) for text in TEXTS]
    assert [text for text, one, read in zip(TEXTS, found, screened.read, strict=True) if one and not read] == []
    assert screened.read.sum() < len(TEXTS)


@pytest.mark.parametrize("text", TEXTS)
def test_no_answer_is_left_out(text: str) -> None:
    for sentence in read_sentences(text):
        assert read_answer(sentence, "en") is None or may_answer(sentence.lowers, "en")


def test_a_cue_out_of_order_or_too_far_apart_is_not_read() -> None:
    cues = ("pulled the curtain", "{us} ... sold_out", "flood & dam")
    claim = ClaimType(id="c", label="Curtain", definition="Quite something else entirely, namely turnips.", cues=cues)
    us = Target(id="us", label="US", names=("United States", "US"))
    described = Described.of(Codebook(title="x", targets=(us,), claim_types=(claim,)))
    texts = (
        "He pulled the curtain.",
        "The curtain pulled him.",
        "He pulled up next to a red curtain.",
        "The United States has sold out.",
        "Sold out by the United States.",
        "The dam broke, then came the flood.",
    )
    bag = Bag(texts)
    words = Vocabulary(bag, described)
    matcher = Matcher(described, words.frequencies(bag), len(bag.ends))
    assert screen(bag, words, matcher, by_meaning=False).read.tolist() == [True, False, False, True, False, True]


def test_a_bag_numbers_words_sentence_by_sentence() -> None:
    bag = Bag(["U.S.-led? Don’t ask!", "", "ask"])
    assert bag.words == ["us", "led", "don't", "ask"]
    assert (bag.index.tolist(), bag.ends.tolist(), bag.owner.tolist()) == ([0, 1, 2, 3, 3], [2, 4, 5], [0, 0, 2])
    assert bag.by_text.toarray().tolist() == [[1, 1, 1, 1], [0, 0, 0, 0], [0, 0, 0, 1]]
    assert bag.counts.tolist() == [1, 1, 1, 2]
    assert bag.worded.tolist() == [True, False, True]
    assert bag.openings(0, 1) == [["us", "led"]]
    assert bag.line(0) == [0, 1, 2, 3]


def test_a_word_said_twice_does_not_disturb_the_order_of_words() -> None:
    bag = Bag(["no no yes no"])
    assert bag.by_sentence.toarray().tolist() == [[1, 1]]
    assert bag.line(0) == [0, 0, 1, 0]


def test_an_empty_thread_has_an_empty_bag() -> None:
    bag = Bag([])
    assert (bag.words, bag.by_text.shape, bag.by_sentence.shape) == ([], (0, 0), (0, 0))


def test_pieces_are_those_that_the_bag_cuts() -> None:
    text = "One. Two!\nThree"
    assert [text[start:end] for start, end in pieces(text)] == ["One.", "Two!", "Three"]
