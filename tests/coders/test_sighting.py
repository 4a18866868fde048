"""The look at all comments at once: what it leaves out, careful reading would not have found."""

from collections.abc import Sequence

import numpy as np
import pytest

from discourse.codebook import ClaimType, Codebook, Target, load_codebook
from discourse.coders.claims.answers import may_answer, read_answer
from discourse.coders.claims.bags import Bag, pieces
from discourse.coders.claims.lines import Lines
from discourse.coders.claims.matching import Described, Matcher
from discourse.coders.claims.screening import Vocabulary
from discourse.coders.claims.sighting import Lookout, Sighted
from discourse.coders.claims.tokens import read_sentences
from discourse.languages.pieces import split

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


def sighted(texts: Sequence[str], described: Described, sizes: Sequence[int] = ()) -> Sighted:
    """Return what is seen of texts in threads of these sizes; in one where none are given."""
    sizes = sizes or [len(texts)]
    return Lookout.of(described).sight(Lines.of(split(texts)), np.repeat(np.arange(len(sizes)), sizes), len(sizes))


@pytest.mark.parametrize("book", ["general", "proxy-war"])
def test_no_sentence_with_a_claim_is_left_out(book: str) -> None:
    described = Described.of(load_codebook(book))
    bag = Bag(TEXTS)
    matcher = Matcher(described, Vocabulary(bag, described).frequencies(bag), len(bag.ends))
    read = sighted(TEXTS, described).read
    found = [bool([match for sentence in read_sentences(text) for match in matcher.find(sentence)]) for text in TEXTS]
    assert [text for text, one, seen in zip(TEXTS, found, read, strict=True) if one and not seen] == []
    assert read.sum() < len(TEXTS)


@pytest.mark.parametrize("book", ["general", "proxy-war"])
def test_all_cues_that_careful_reading_finds_were_seen(book: str) -> None:
    described = Described.of(load_codebook(book))
    seen = sighted(TEXTS, described)
    for number, text in enumerate(TEXTS):
        for sentence in read_sentences(text):
            start, end = sentence.span
            spots = seen.spots_of(number)
            here = list(dict.fromkeys(cue for cue, first, last in spots if first < end and start < last))
            assert [*described.cues.find(sentence, here)] == [*described.cues.find(sentence)], text


def test_threads_are_seen_as_each_alone() -> None:
    described = Described.of(load_codebook("general"))
    sizes = (3, 1, 0, 13)
    together = sighted(TEXTS, described, sizes)
    first = 0
    for thread, size in enumerate(sizes):
        texts = TEXTS[first : first + size]
        bag = Bag(texts)
        alone = sighted(texts, described)
        assert together.alike[first : first + size].tolist() == alone.alike.tolist()
        assert [together.spots_of(first + at) for at in range(size)] == [alone.spots_of(at) for at in range(size)]
        assert together.sentences[thread] == len(bag.ends)
        known = Vocabulary(bag, described).frequencies(bag)
        assert together.frequencies(thread) == {term: known[term] for term in together.terms}
        first += size


def test_a_full_stop_without_a_blank_after_it_hides_no_cue() -> None:
    cues = ("you liar",)
    claim = ClaimType(id="c", label="Insult", definition="Quite something else entirely, namely turnips.", cues=cues)
    described = Described.of(Codebook(title="x", claim_types=(claim,)))
    assert sighted(("You liar.You know it.", "A liar.You know it."), described).read.tolist() == [True, False]


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
    assert sighted(texts, described).read.tolist() == [True, False, False, True, False, True]


def test_lines_have_the_words_and_the_sentences_of_bags() -> None:
    texts = (
        *TEXTS,
        "a. \nb",
        "one  two.\n\n three",
        "no " * 900,
        "Σας. \x1e\u2028é",
        "Ok...) (a.)\tb?!”\vc\n d,. \ne.x",
    )
    bag, lines = Bag(texts), Lines.of(split(texts))
    words = lines.words.strings
    spelled = [words[number] for number in lines.word.tolist()]
    assert [word.replace(".", "") for word in spelled] == [bag.words[number] for number in bag.index.tolist()]
    assert np.append(np.flatnonzero(lines.ends)[1:], len(spelled)).tolist() == bag.ends.tolist()
    assert lines.sentences.tolist() == np.bincount(bag.owner, minlength=len(texts)).tolist()
    assert lines.openings(2, 2) == [
        ["i", "saw", "it", "with", "my", "own", "eyes", "the", "us", "led", "convoy", "stopped"]
    ]


def test_a_bag_numbers_words_sentence_by_sentence() -> None:
    bag = Bag(["U.S.-led? Don’t ask!", "", "ask"])
    assert bag.words == ["us", "led", "don't", "ask"]
    assert (bag.index.tolist(), bag.ends.tolist(), bag.owner.tolist()) == ([0, 1, 2, 3, 3], [2, 4, 5], [0, 0, 2])
    assert bag.counts.tolist() == [1, 1, 1, 2]


def test_a_word_said_twice_in_a_sentence_counts_once() -> None:
    bag = Bag(["no no yes no"])
    assert bag.by_sentence.toarray().tolist() == [[1, 1]]


def test_an_empty_thread_has_an_empty_bag() -> None:
    bag = Bag([])
    assert (bag.words, bag.by_sentence.shape) == ([], (0, 0))


def test_pieces_are_those_that_the_bag_cuts() -> None:
    text = "One. Two!\nThree"
    assert [text[start:end] for start, end in pieces(text)] == ["One.", "Two!", "Three"]
