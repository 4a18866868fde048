"""Where sentences and clauses end, and what stems are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


BLANKS = "\x85\xa0\u1680\u2000\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
"""Blanks of several bytes."""
BY_INITIALS = {
    "A_.": ["A_."],
    "Is it A_? No.": ["Is it A_?", "No."],
    "It is so. A_": ["It is so.", "A"],
    "Thank you, R_. Castellan. We go.": ["Thank you, R_. Castellan.", "We go."],
    "Take vitamin C__. It helps.": ["Take vitamin C__.", "It helps."],
    "J_. R_. R_. Tolkien wrote it.": ["J_. R_. R_. Tolkien wrote it."],
    "Lines S_/_T_. The end.": ["Lines S_/_T_.", "The end."],
}
"""Sentences with one of these blanks, or a plain one, for each "_"."""


@pytest.mark.parametrize("blank", [" ", *BLANKS], ids=ascii)
@pytest.mark.parametrize("text", BY_INITIALS)
def test_any_blank_may_stand_before_the_full_stop_of_an_initial(text: str, blank: str) -> None:
    said = text.replace("_", blank)
    assert [said[start:end] for start, end in sentences(said)] == [
        sentence.replace("_", blank) for sentence in BY_INITIALS[text]
    ]


ODD = st.sampled_from([*BLANKS, *" \t\n\r\x1c\u200b\ufeff\u0301\ud800AB.!?,/\"'«»()1é你。😀", "ab", "Mr", "z.B", "..."])


@given(st.lists(ODD, max_size=30).map("".join), st.sampled_from(["en", "de", "fr", "ru", "ja", "xx"]))
def test_sentences_have_all_of_a_text_but_blanks(text: str, language: str) -> None:
    found = sentences(text, language)
    ends = [0, *(end for _, end in found)]
    starts = [*(start for start, _ in found), len(text)]
    assert not any(text[end:start].strip() for end, start in zip(ends, starts, strict=True))
    said = [text[start:end] for start, end in found]
    assert said == [one.strip() for one in said if one and "\n" not in one]


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
