"""What a label of the coder ``neural`` owes to words and context: asked again, it says what it said."""

from pathlib import Path

import numpy as np
import pytest

from discourse.codebook import Codebook, parse_codebook
from discourse.coders import explain
from discourse.coders.erasure import WORDS, Erased, words_and_clauses
from discourse.coders.explanation import Explanation
from discourse.coders.neural import code, explaining
from discourse.coders.neural.asking_again import ClauseAsked as Clause
from discourse.coders.neural.asking_again import ReplyAsked, form_odds, reply_odds
from discourse.coders.neural.explaining import Source
from discourse.coders.neural.layout import TASKS
from discourse.coders.neural.weights import FOLDER
from discourse.model import Article, Coding, Comment, Thread
from discourse.replies.build import reply_graph
from discourse.text import Span
from tests.coders.test_neural import BOOK, tiny

SHIPPED, TINY = "", "tiny"


@pytest.fixture(params=[SHIPPED, TINY])
def page(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Thread:
    """Return a thread; it is read by the shipped encoder, or by one of random weights that nothing stands beside."""
    monkeypatch.setenv(FOLDER, str(tiny(tmp_path / "weights")) if request.param else "")
    return PAGE


PAGE = Thread(
    article=Article(source="page", title="The road to the quarry is closed", language="en", body="It slid on Monday."),
    comments=(
        Comment(id="1", author="Ann", text="The road is closed, and the council knew it for years.", reply_to=""),
        Comment(id="2", author="Bo", text="No, it is not closed. I drove there this morning!", reply_to="1"),
        Comment(id="3", author="Ann", text="Where is your proof of it?", reply_to="2"),
        Comment(id="4", author="Cy", text="", status="deleted", reply_to="1"),
        Comment(id="5", author="Di", text="La route est fermée depuis lundi, et personne ne le dit.", reply_to="1"),
        Comment(id="6", author="Bo", text="And who is to pay for the road?", reply_to="gone"),
    ),
)


def explained(thread: Thread, book: Codebook = BOOK) -> dict[Coding, Explanation]:
    graph = reply_graph(thread)
    codings = code(thread, graph, book)
    return dict(zip(codings, explain(thread, graph, book, codings, "neural"), strict=True))


def test_every_label_is_told_why(page: Thread) -> None:
    silent = [coding for coding, why in explained(page).items() if not why.parts]
    assert silent == []


def test_what_was_not_judged_says_so_and_no_more(page: Thread) -> None:
    told = {
        coding.comment: [part.what for part in why.parts]
        for coding, why in explained(page).items()
        if coding.variable == "reply_stance" and coding.code is None and coding.comment in "45"
    }
    assert told == {"4": ["abstains:deleted"], "5": ["abstains:language"]}


@pytest.mark.parametrize("number", [0, 1, 2])
def test_asked_again_about_the_same_comment_it_gives_the_same_probabilities(page: Thread, number: int) -> None:
    graph = reply_graph(page)
    source = Source(page, graph, BOOK)
    shared = source.sides.taken(np.array([number]))
    asked = ReplyAsked(page, source.threads, number, source.whole.answered[number], shared)
    odds = reply_odds(source.whole.by, asked, [page.comments[number].text])[0]
    (given,) = [
        one
        for one in code(page, graph, BOOK)
        if one.comment == page.comments[number].id and one.variable == "reply_stance"
    ]
    assert given.code is not None
    assert given.probability == pytest.approx(
        min((np.exp(odds) / np.exp(odds).sum())[TASKS["reply_stance"].index(given.code)], 0.99), abs=2e-3
    )


def test_asked_again_about_the_same_clause_it_gives_the_same_form(page: Thread) -> None:
    source = Source(page, reply_graph(page), BOOK)
    (first, *_) = [one for one in code(page, source.graph, BOOK) if one.comment == "2" and one.variable == "form"]
    found = source.clause(first, 1)
    assert found is not None
    codes, odds = form_odds(source.whole.by, [Clause.of(source.text(1), found[0].reading, found[1])])
    assert codes[int(odds[0].argmax())] == first.code


def test_a_denial_owes_most_to_its_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, "")
    (why,) = [
        why for coding, why in explained(PAGE).items() if coding.comment == "2" and coding.variable == "reply_stance"
    ]
    shown = [PAGE.comments[1].text[slice(*part.span)] for part in why.parts if part.span and part.weight > 0]
    assert why.coding.code == "deny"
    assert {"No", "not"} & set(shown[:2])


def test_a_shared_claim_is_told_beside_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, "")
    book = parse_codebook(
        """
title = "Roads"
version = "1"
language = "en"
[[claim_types]]
id = "closed"
label = "Closed"
definition = "The road is closed."
cues = ["is not? closed"]
""",
        "roads",
    )
    (why,) = [
        why
        for coding, why in explained(PAGE, book).items()
        if coding.comment == "2" and coding.variable == "reply_stance"
    ]
    assert {"owes:claims", "owes:answered"} <= {part.what for part in why.parts}


@pytest.mark.parametrize(("most", "what"), [(10_000, {"owes:word"}), (60, {"owes:words"}), (3, set())])
def test_many_labels_are_told_by_clauses_and_too_many_not_at_all(
    monkeypatch: pytest.MonkeyPatch, most: int, what: set[str]
) -> None:
    monkeypatch.setenv(FOLDER, "")
    monkeypatch.setattr(explaining, "MOST_ASKED", most)
    told = {part.what for coding, why in explained(PAGE).items() if coding.code for part in why.parts}
    assert told & {"owes:word", "owes:words"} == what


def test_two_comments_with_one_id_are_explained(page: Thread) -> None:
    twins = Thread(article=page.article, comments=(*page.comments, page.comments[1]))
    assert all(why.parts for why in explained(twins).values())


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("Yes.", []),
        ("", []),
        ("Not true", ["Not", "true"]),
        ("word " * WORDS, ["word"] * WORDS),
        ("word " * WORDS + "more. And so on; no end", ["word " * WORDS + "more.", "And so on", "no end"]),
        ("word " * (WORDS + 1), []),
    ],
)
def test_of_a_long_comment_clauses_are_left_out_and_of_one_word_nothing(text: str, left_out: list[str]) -> None:
    found = words_and_clauses(text, Span(0, len(text)))
    assert [text[slice(*one.span)] for one in found if one.span] == left_out


def test_only_what_stands_within_is_left_out() -> None:
    assert words_and_clauses("One two. Three four.", Span(9, 20)) == [
        Erased("owes:word", Span(9, 14)),
        Erased("owes:word", Span(15, 19)),
    ]
