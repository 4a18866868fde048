"""A reply that takes the other side of a claim than the comment it answers mostly denies it, whatever its words."""

import pytest

from discourse.analysis import analyse
from discourse.codebook import ClaimType, Codebook
from discourse.coders import explain
from discourse.coders.claims.acts import acts_in
from discourse.coders.sides import sides_among
from discourse.model import Article, Coding, Comment, Thread

BOOK = Codebook(
    title="Bridge",
    claim_types=(
        ClaimType(id="rotten", label="Rotten", definition="The bridge was rotten.", cues=("bridge ... rotten",)),
        ClaimType(id="lorries", label="Lorries", definition="Lorries broke it.", cues=("lorries ... broke",)),
    ),
)
ASSERTED = "The bridge was rotten."
LEAST_GAIN = 0.2
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
    ("said", "answer", "shared"),
    [
        (ASSERTED, REJECTED, "other"),
        (REJECTED, ASSERTED, "other"),
        (REJECTED, "On my way to school that bridge was not rotten for a day.", "same"),
        (ASSERTED, "On my way home the bridge was rotten.", "same"),
        ("Lorries broke the thing.", REJECTED, "none"),
        ("What a lovely morning.", REJECTED, "none"),
    ],
)
def test_who_shares_a_claim(said: str, answer: str, shared: str) -> None:
    thread, _ = coded(said, answer)
    analysis = analyse(thread, codebook=BOOK)
    found = sides_among(analysis.codings, thread, analysis.graph, BOOK)
    assert (found.same.sure[1] > 0, found.other.sure[1] > 0) == (shared == "same", shared == "other")


@pytest.mark.parametrize(
    ("said", "answer", "code"),
    [
        (ASSERTED, REJECTED, "deny"),
        (REJECTED, ASSERTED, "deny"),
        (REJECTED, "On my way to school that bridge was not rotten for a day.", "support"),
        (ASSERTED, "On my way home the bridge was rotten.", "support"),
    ],
)
def test_who_denies_and_who_supports(said: str, answer: str, code: str) -> None:
    _, (_, reply) = coded(said, answer)
    assert reply.code == code


def test_without_the_claim_type_the_words_decide_alone() -> None:
    _, (_, alone) = coded(ASSERTED, REJECTED, book=Codebook(title="none"))
    _, (_, beside) = coded(ASSERTED, REJECTED)
    assert (alone.code, beside.code) == ("comment", "deny")
    assert (beside.probability or 0.0) > (alone.probability or 1.0) + LEAST_GAIN


def test_nothing_is_contrary_to_the_article() -> None:
    _, (first,) = coded(REJECTED)
    assert first.code == "comment"


def test_the_explanation_says_so_and_shows_the_words_of_the_claim() -> None:
    thread, codings = coded(ASSERTED, REJECTED)
    analysis = analyse(thread, codebook=BOOK)
    parts = explain(thread, analysis.graph, BOOK, codings[1:])[0].parts
    (part,) = (one for one in parts if one.what == "contrary claim")
    assert part.weight > 1.0
    assert part.span is not None
    assert REJECTED[slice(*part.span)] == "bridge was not rotten"


def test_codings_as_values_tell_the_same() -> None:
    thread, _ = coded(ASSERTED, REJECTED, REJECTED)
    analysis = analyse(thread, codebook=BOOK)
    found = sides_among(analysis.codings, thread, analysis.graph, BOOK)
    assert (found.other.sure > 0).tolist() == [False, True, False]
    assert (found.same.sure > 0).tolist() == [False, False, True]
    assert REJECTED[found.other.begin[1] : found.other.end[1]] == "bridge was not rotten"


def test_two_who_do_the_same_do_not_thereby_agree() -> None:
    plea = ClaimType(id="plea", label="Plea", definition="The commenter asks for proof.", cues=("proof",))
    book = Codebook(title="Pleas", claim_types=(plea,))
    thread, _ = coded("Where is the proof of that?", "And where is the proof of yours?", book=book)
    analysis = analyse(thread, codebook=book)
    assert [one.target for one in analysis.codings if one.variable == "claim" and one.code] == ["plea", "plea"]
    assert sides_among(analysis.codings, thread, analysis.graph, book).same.sure.tolist() == [0.0, 0.0]


def test_a_codebook_under_another_language_than_its_own_has_the_same_acts() -> None:
    thanks = ClaimType(id="thanks", label="Thanks", definition="The commenter thanks the author of the recipe.")
    books = [Codebook(title="Thanks", language=language, claim_types=(thanks,)) for language in ("en", "de")]
    assert [acts_in(book) for book in books] == [frozenset({0})] * 2


def test_nobody_knows_whose_claim_it_is_where_two_comments_have_one_id() -> None:
    texts = (("a", "I like tea.", ""), ("a", ASSERTED, ""), ("b", ASSERTED, "a"))
    comments = tuple(Comment(id=name, text=text, reply_to=above) for name, text, above in texts)
    thread = Thread(article=Article(source="x", language="en"), comments=comments)
    analysis = analyse(thread, codebook=BOOK)
    assert sides_among(analysis.codings, thread, analysis.graph, BOOK).same.sure.tolist() == [0.0, 0.0, 0.0]
