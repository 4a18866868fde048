"""Where clauses end, and what stems are."""

import pytest

from discourse.text import WORD, Span, clauses, ends_of_clauses, may_break, sentences, signs_of_break, stem

SENTENCES = {
    "The pool opens in May": ["The pool opens in May"],
    "They denied it, but nobody believed them": ["They denied it", "but nobody believed them"],
    "It rained because it was autumn": ["It rained", "because it was autumn"],
    "Boats, bridges and ferries": ["Boats, bridges and ferries"],
    "Boats, and also ferries": ["Boats", "and also ferries"],
    "No; never (not even once) - or so they say": ["No", "never", "not even once", "or so they say"],
    "A far-fetched tale": ["A far-fetched tale"],
    "It was late, because\tof the fog": ["It was late", "because\tof the fog"],
    "But nobody came": ["But nobody came"],
    "Whoever came, who came": ["Whoever came", "who came"],
    ": and :": ["and"],
}


def test_an_initial_after_a_comma_ends_no_sentence() -> None:
    text = "Thank you, R. Castellan. It is done. We need plan B. Then we go."
    assert [text[start:end] for start, end in sentences(text)] == [
        "Thank you, R. Castellan.", "It is done.", "We need plan B.", "Then we go."
    ]  # fmt: skip


@pytest.mark.parametrize("text", SENTENCES)
def test_clauses(text: str) -> None:
    assert [text[start:end] for start, end in clauses(text, Span(0, len(text)))] == SENTENCES[text]


@pytest.mark.parametrize("text", SENTENCES)
def test_no_break_between_clauses_is_passed_over_where_words_are_numbered(text: str) -> None:
    signs = 0
    for piece in text.split(" "):
        signs |= signs_of_break(piece)
    ends = ends_of_clauses(text, Span(0, len(text))) if may_break(signs) else [len(text)]
    starts = [found.start() for found in WORD.finditer(text)]
    by_ends = [sum(end <= start for end in ends) for start in starts]
    spans = clauses(text, Span(0, len(text)))
    assert by_ends == [next(at for at, span in enumerate(spans) if start < span.end) for start in starts]


ENDED = [f"{begun}{end}" for begun in ("gar", "commun", "relat", "gener", "by", "y") for end in (
    "", "a", "s", "'s", "ed", "ing", "ily", "y", "e", "ll", "er", "ator", "ism", "ation", "ant", "ence", "ic", "bli",
    "iviti", "ogi", "ful", "ness", "ous", "ment", "ize", "eed", "t", "n", "r", "m", "yk", "ck",
)]  # fmt: skip


@pytest.mark.parametrize("word", ENDED)
def test_stems_are_those_of_the_stemmer(word: str) -> None:
    from nltk.stem.snowball import SnowballStemmer

    assert stem(word) == SnowballStemmer("english").stem(word)
