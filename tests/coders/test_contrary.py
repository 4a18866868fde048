"""A reply that takes the other side of a claim than the comment it answers denies it, whatever its words."""

import pytest

from discourse.analysis import analyse
from discourse.codebook import ClaimType, Codebook
from discourse.coders import explain
from discourse.coders.contrary import contrary_among
from discourse.model import Article, Coding, Comment, Thread

BOOK = Codebook(
    title="Bridge",
    claim_types=(
        ClaimType(id="rotten", label="Rotten", definition="The bridge was rotten.", cues=("bridge ... rotten",)),
        ClaimType(id="lorries", label="Lorries", definition="Lorries broke it.", cues=("lorries ... broke",)),
    ),
)
ASSERTED = "The bridge was rotten."
REJECTED = "On my way to school that bridge was not rotten in the least."


def coded(*texts: str, book: Codebook = BOOK) -> tuple[Thread, list[Coding]]:
    """Return a chain of comments, each of which answers the one before it, and the reply stances in it."""
    comments = tuple(
        Comment(id=str(number), text=text, reply_to=str(number - 1) if number else "")
        for number, text in enumerate(texts)
    )
    thread = Thread(article=Article(source="x", title="Bridge closed", language="en"), comments=comments)
    return thread, [one for one in analyse(thread, codebook=book).codings if one.variable == "reply_stance"]


@pytest.mark.parametrize(
    ("said", "answer", "denies"),
    [
        (ASSERTED, REJECTED, True),
        (REJECTED, ASSERTED, True),
        (REJECTED, "On my way to school that bridge was not rotten for a day.", False),
        (ASSERTED, "On my way home the bridge was rotten.", False),
        ("Lorries broke the thing.", REJECTED, False),
        ("What a lovely morning.", REJECTED, False),
    ],
)
def test_who_denies(said: str, answer: str, denies: bool) -> None:
    _, (_, reply) = coded(said, answer)
    assert (reply.code == "deny") is denies


def test_without_the_claim_type_the_words_decide_alone() -> None:
    _, (_, reply) = coded(ASSERTED, REJECTED, book=Codebook(title="none"))
    assert reply.code == "comment"


def test_nothing_is_contrary_to_the_article() -> None:
    _, (first,) = coded(REJECTED)
    assert first.code == "comment"


def test_the_explanation_says_so_and_shows_the_words_of_the_claim() -> None:
    thread, codings = coded(ASSERTED, REJECTED)
    analysis = analyse(thread, codebook=BOOK)
    part = explain(thread, analysis.graph, BOOK, codings[1:])[0].parts[0]
    assert (part.what, part.weight) == ("contrary claim", 3.0)
    assert part.span is not None
    assert REJECTED[slice(*part.span)] == "bridge was not rotten"


def test_codings_as_values_tell_the_same() -> None:
    thread, _ = coded(ASSERTED, REJECTED, REJECTED)
    analysis = analyse(thread, codebook=BOOK)
    sides = contrary_among(analysis.codings, thread, analysis.graph)
    assert sides.against.tolist() == [False, True, False]
    assert REJECTED[sides.begin[1] : sides.end[1]] == "bridge was not rotten"
