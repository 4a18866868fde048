"""Texts that no writer writes: words of megabytes, endless lines, broken characters. Each takes time as it is long."""

import pytest

from discourse.codebook import ClaimType, Codebook, Target
from discourse.coders.claims.coding import code_claims
from discourse.coders.claims.cue_index import CueIndex
from discourse.coders.claims.tokens import read_sentences, stem_of
from discourse.coders.cues import code
from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph
from discourse.text import LONGEST_WORD, Span, clauses, sentences, stem

LIE = ClaimType(id="lie", label="Lie", definition="The comment says that they lied.", cues=("lie*", "lied", "made_up"))
BOOK = Codebook(title="Book", targets=(Target(id="club", label="Club", names=("Club",)),), claim_types=(LIE,))


def thread_of(*texts: str, title: str | None = None) -> Thread:
    comments = tuple(Comment(id=str(number), text=text) for number, text in enumerate(texts))
    return Thread(article=Article(source="page.html", language="en", title=title), comments=comments)


def codes_of(thread: Thread, book: Codebook = BOOK) -> list[tuple[str, str, str | None, tuple[int, int] | None]]:
    codings = code(thread, reply_graph(thread), book)
    return [(coding.comment, coding.variable, coding.code, coding.span) for coding in codings]


LONG_WORDS = ["b" * 3_000_000, "lie" + "b" * 3_000_000, "é" * 3_000_000, "ing" * 1_000_000, "b." * 1_000_000 + "b"]


@pytest.mark.parametrize("word", LONG_WORDS, ids=[word[:4] for word in LONG_WORDS])
def test_a_long_word_leaves_the_rest_of_the_comment_alone(word: str) -> None:
    thread = thread_of(f"They lied about it.\n{word}\nThe club lied.")
    claims = code_claims(thread, reply_graph(thread), BOOK)
    assert [(coding.target, coding.code) for coding in claims] == [("lie", "asserts")]


def test_a_long_word_is_one_word_known_by_its_beginning() -> None:
    (sentence,) = read_sentences("lie" + "b" * 3_000_000)
    (token,) = sentence.tokens
    assert (token.start, token.end, token.lower) == (0, 3_000_003, "lie" + "b" * (LONGEST_WORD - 3))
    assert [found.words for _, found in CueIndex(BOOK).find(sentence)] == [(0,)]


def test_a_long_word_has_no_stem() -> None:
    assert stem("creations") == "creation"
    assert stem("creations" * 100_000) == "creations" * 100_000
    assert stem_of("creations" * 8, "en") == "creations" * 8


def test_a_hyphenated_word_is_read_to_the_limit_of_a_sentence() -> None:
    (sentence,) = read_sentences("a-" * 1_000_000 + "a")
    assert sentence.lowers == ("a",) * 400


LINES = [
    ("no way they lied", ["no way they lied"]),
    ("  Really?  ", ["Really?"]),
    ("It’s a lie!", ["It’s a lie!"]),
    ("Mr. Smith saw it.", ["Mr. Smith saw it."]),
    ("He lied. She did not", ["He lied.", "She did not"]),
    ("3.5 of them", ["3.5 of them"]),
    ("Was it? no", ["Was it?", "no"]),
    ("...", ["..."]),
]


@pytest.mark.parametrize(("line", "expected"), LINES, ids=[line for line, _ in LINES])
def test_a_line_has_the_same_sentences_alone_and_among_many(line: str, expected: list[str]) -> None:
    text = "\n".join([line] * 20_000)
    found = [text[start:end] for start, end in sentences(text)]
    assert found == expected * 20_000


def test_a_long_line_is_cut_at_its_sentences() -> None:
    text = "Mr. Smith saw it. " * 20_000
    assert {text[start:end] for start, end in sentences(text)} == {"Mr. Smith saw it."}
    assert len(sentences(text)) == 20_000


@pytest.mark.parametrize("sign", ["“ ", "' ", '"a" ', "( ", "> "])
def test_open_signs_without_end_are_passed_over(sign: str) -> None:
    text = "They lied.\n" + sign * 100_000
    assert ("0", "claim", "asserts", (5, 9)) in codes_of(thread_of(text))


def test_a_run_of_blanks_is_no_clause() -> None:
    text = "They lied" + " " * 500_000 + "to us, but" + " " * 500_000 + "they paid."
    (_, second) = clauses(text, Span(0, len(text)))
    assert text[slice(*second)].startswith("but ")


def test_quotations_without_number_are_read_to_the_limit_of_a_sentence() -> None:
    (sentence,) = [found for found in read_sentences('"a" ' * 900) if len(found.tokens) == 400]
    assert sentence.quotes == tuple((at, at + 1) for at in range(400))


@pytest.mark.parametrize("text", ["\ud800 you lied", "They \udfff lied. Yes, lied.", "\U0001f600 \udc00 They lied"])
def test_a_lone_surrogate_moves_no_span(text: str) -> None:
    spans = [span for _, variable, _, span in codes_of(thread_of(text, title="\ud800 The club")) if variable == "claim"]
    assert [text[slice(*span)] for span in spans if span] == ["lied"]


def test_sentences_keep_their_places_around_lone_surrogates() -> None:
    text = "\ud800 You lied. He did \udfff not. \U0001f600 Yes."
    assert [text[start:end] for start, end in sentences(text)] == [
        "\ud800 You lied.",
        "He did \udfff not.",
        "\U0001f600 Yes.",
    ]


def test_a_codebook_may_hold_lone_surrogates() -> None:
    claim = ClaimType(id="fall", label="Fall\ud800", definition="The wooden \udfff bridge collapsed.")
    found = codes_of(thread_of("The wooden bridge collapsed."), Codebook(title="\ud800", claim_types=(claim,)))
    assert ("0", "claim", "asserts") in [coding[:3] for coding in found]
