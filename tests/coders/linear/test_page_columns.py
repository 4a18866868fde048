"""The columns that reply stance on pages is judged by: a comment, what it answers, and what a column holds."""

from collections.abc import Sequence

import numpy as np
import pytest

from discourse.coders.linear.page_columns import TURNS, Known, column_names, page_columns, page_scores, said_alone
from discourse.coders.linear.pages import ALONE, STANCE, page_model, page_stance
from discourse.coders.linear.replies import CODES, MARK, reply_columns
from discourse.coders.sides import Shared, Sides, no_sides
from discourse.coders.words import read_words

ROAD = "The road is closed."


def columns_of(
    text: str,
    parent: str = ROAD,
    kind: str = "comment",
    sides: Sides | None = None,
    turns: Sequence[bool] = (False,) * 3,
) -> dict[str, float]:
    own, answered = read_words([text]), read_words([parent])
    columns = reply_columns(own, answered, np.zeros(1, bool), np.array([kind == "article"]))
    found = page_columns(
        columns,
        np.array([[1.0, 2.0, 3.0, 6.0]]),
        Known(np.array([kind]), sides or no_sides(1), np.array(turns)[:, None]),
    )
    assert tuple(found) == column_names()
    return {name: float(column[0]) for name, column in found.items()}


@pytest.mark.parametrize(
    ("text", "parent", "name", "value"),
    [
        ("Why is it closed?", ROAD, "asks first", MARK),
        ("It is closed. Why?", ROAD, "asks first", 0.0),
        ("Why is it closed?", ROAD, "asks wh", MARK),
        ("Is it really closed?", ROAD, "asks yes-no", MARK),
        ("Really?", ROAD, "asks in a word", MARK),
        ("For the flood.", "Why is it closed?", "parent asks", MARK),
        ("For the flood.", ROAD, "parent asks", 0.0),
        ("It is not closed today.", ROAD, "negates", MARK),
        ("Yes, since Monday.", ROAD, "opens:yes", MARK),
        ("Thank you for telling us.", ROAD, "thanks", MARK),
        ("So they call it “closed”.", ROAD, "quotes a word", MARK),
        ("Wrong. That is not true.", ROAD, "shown:deny", 2.0),
        ("It rained all day.", ROAD, "shown:deny", 0.0),
        ("It rained all day.", ROAD, "shown:support", 0.0),
        ("If it is closed, why did I drive there?", ROAD, "shown:deny", 2.0),
        ("If it is closed, why did I drive there?", ROAD, "shown:query", 0.0),
    ],
)
def test_what_a_column_holds(text: str, parent: str, name: str, value: float) -> None:
    assert columns_of(text, parent)[name] == value


@pytest.mark.parametrize(("text", "code"), [("I agree with you.", "support"), ("Do you have a source?", "query")])
def test_words_show_a_code(text: str, code: str) -> None:
    found = columns_of(text)
    assert found[f"shown:{code}"] > 0.5
    assert found["shown:deny"] == 0.0


def test_scores_are_told_beside_their_mean() -> None:
    found = columns_of("It rained.")
    assert [found[f"learned:{code}"] for code in ("support", "deny", "query", "comment")] == [-2, -1, 0, 3]


@pytest.mark.parametrize(("kind", "value"), [("article", 1.0), ("comment", 0.0), ("quoted", 0.0)])
def test_the_kind_of_place(kind: str, value: float) -> None:
    assert columns_of("It rained.", kind=kind)["answers the article"] == value


def test_what_is_known_of_the_author() -> None:
    found = columns_of("It rained.", turns=(True, False, True))
    assert [found[name] for name in TURNS] == [1.0, 0.0, 1.0]


@pytest.mark.parametrize(
    ("text", "parent", "marks"),
    [
        ("You're not wrong about the road.", ROAD, {"agree"}),
        ("No argument there.", ROAD, {"agree", "opens:yes"}),
        ("Hard to disagree with that.", ROAD, {"agree"}),
        ("Speak for yourself.", ROAD, {"disagree", "opens:no"}),
    ],
)
def test_a_denied_denial_is_none(text: str, parent: str, marks: set[str]) -> None:
    found = columns_of(text, parent)
    shown = {
        name for name in ("agree", "disagree", "opens:yes", "opens:no", "opens:negation", "negates") if found[name]
    }
    assert shown == marks


def test_a_column_counts_by_the_fast_way_what_the_model_says() -> None:
    own, answered = read_words(["No, the road is open!", "Thanks."]), read_words([ROAD, ROAD])
    columns = reply_columns(own, answered, np.zeros(2, bool), np.zeros(2, bool))
    learned, known = np.array([[0.1, 0.4, -0.2, 0.3], [0.0, -0.5, 0.0, 0.8]]), Known.only(np.array(["comment"] * 2))
    for name in (STANCE, ALONE):
        whole = page_stance(name).logits(page_columns(columns, learned, known))
        np.testing.assert_allclose(
            page_model(name).logits(columns, page_scores(columns, learned, known)), whole, atol=1e-3
        )


def test_claims_are_told_by_how_sure_they_are_shared() -> None:
    shared = Sides(Shared(*np.array([[0.3], [0], [4]])), Shared(*np.array([[0.5], [0], [4]])))
    found = columns_of("It rained.", sides=shared)
    assert (found["same claim"], found["contrary claim"]) == (0.3, 0.5)
    found = columns_of("It rained.")
    assert (found["same claim"], found["contrary claim"]) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Source, please.", "query"),
        ("Well, nonsense!", "deny"),
        ("Hear, hear", "support"),
        ("Nonsense, the road is open.", None),
        ("The road? Nonsense!", None),
        ("Haha!", None),
        ("Thanks!", None),
        ("The road is open.", None),
        ("", None),
    ],
)
def test_a_set_phrase_says_all_where_no_other_word_stands_beside_it(text: str, code: str | None) -> None:
    columns = reply_columns(read_words([ROAD, text]), read_words(["", ROAD]), np.zeros(2, bool), np.zeros(2, bool))
    _, texts, added = said_alone(columns)
    assert [(row, CODES[one.argmax()]) for row, one in zip(texts, added, strict=True)] == ([(1, code)] if code else [])
