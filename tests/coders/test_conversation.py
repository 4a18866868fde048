"""Claims heeded in their conversation: what stands around a comment, and what follows from it."""

import numpy as np
import pytest

from discourse.codebook import ClaimType, Codebook
from discourse.coders.claims.coding import code_claims
from discourse.coders.claims.conversation import (
    FOUND,
    Above,
    Around,
    Told,
    Wording,
    alone,
    conversation_columns,
    found_in,
    held_by_answers,
    parents_first,
    places,
    statuses,
    together,
)
from discourse.coders.claims.heeding import worded
from discourse.coders.claims.saying import UNREAD
from discourse.coders.columns import CODES
from discourse.coders.deeds import nothing_asked
from discourse.coders.learned.logistic import log_odds
from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph

FIRST = np.array([[0.9, 0.1], [0.2, 0.2], [0.3, 0.6], [0.1, 0.1]])
"""How likely four comments make two claims by themselves; the second answers the first, the third the second."""
ABOVE = Above(np.array([-1, 0, 1, -1]), np.array([1.0, 1.0, 0.5, 1.0]))
CHIMES = Codebook(
    title="Chimes",
    claim_types=(
        ClaimType(id="noise", label="Too loud", definition="The wind chimes keep the neighbours awake at night."),
        ClaimType(id="luck", label="Good luck", definition="Wind chimes bring luck to the house."),
        ClaimType(id="metal", label="Cheap metal", definition="The chimes are made of cheap metal that rusts."),
    ),
)


def told(likely: np.ndarray, stated: np.ndarray | None = None, words: int = 12) -> Told:
    """Return what comments of so many words tell: how likely they make claims, and nothing else."""
    nothing = np.zeros(likely.shape)
    shown = np.zeros((*likely.shape, 4)) if stated is None else stated
    length, questions, asks = (
        np.full(len(likely), float(words)),
        np.zeros(len(likely), np.int64),
        np.zeros(len(likely), bool),
    )
    return Told(
        likely,
        nothing,
        nothing,
        shown,
        nothing.astype(bool),
        length,
        questions,
        asks,
        nothing + UNREAD,
        nothing_asked(*likely.shape),
    )


def around(*parents: int, answers: tuple[float, float, float] = (0.1, 0.1, 0.1)) -> Around:
    """Return what stands above comments that answer these, surely, all of them so."""
    return Around(Above(np.array(parents), np.ones(len(parents))), np.tile(answers, (len(parents), 1)))


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("said before", [[0, 0], [0.9, 0.1], [0.45, 0.1], [0, 0]]),
        ("said in answer", [[0.2, 0.2], [0.15, 0.3], [0, 0], [0, 0]]),
        ("said before rather than others", [[0, 0], [0.8, -0.8], [0, 0], [0, 0]]),
        ("said right before", [[0, 0], [0.9, 0.1], [0.1, 0.1], [0, 0]]),
        ("others said", [[0.1, 0.9], [0.2, 0.2], [0.6, 0.3], [0.1, 0.1]]),
        ("is a reply", [[0, 0], [1, 1], [1, 1], [0, 0]]),
        ("said elsewhere", [[0.6 / 11, 0.9 / 11], [1.3 / 11, 0.8 / 11], [1.2 / 11, 0.4 / 11], [1.4 / 11, 0.9 / 11]]),
    ],
)
def test_what_stands_around_a_comment(column: str, expected: list[list[float]]) -> None:
    found = conversation_columns(told(FIRST), Around(ABOVE, np.zeros((4, 3))), FIRST)[column]
    assert np.asarray(found, float).round(6).tolist() == np.array(expected, float).round(6).tolist()


def test_a_claim_is_likelier_under_a_comment_that_makes_it() -> None:
    heard = told(np.array([[0.95, 0.02], [0.3, 0.02]]))
    heard = heard._replace(said=log_odds(heard.likely))
    apart, under = (together(heard, around(-1, parent), alone(heard)) for parent in (-1, 0))
    assert under[1, 0] > apart[1, 0] + 0.1


def test_a_reply_that_denies_it_makes_a_claim_sooner_than_one_that_only_asks() -> None:
    heard = told(np.array([[0.95, 0.02], [0.3, 0.02]]))
    heard = heard._replace(said=log_odds(heard.likely))
    does = (around(-1, 0, answers=each) for each in ((0, 0.9, 0), (0, 0, 0.9)))
    denies, asks = (together(heard, each, alone(heard)) for each in does)
    assert denies[1, 0] > asks[1, 0] + 0.1


@pytest.mark.parametrize(
    ("status", "words", "found"), [("questions", 9, True), ("questions", 10, False), ("reports", 9, False)]
)
def test_who_asks_for_a_source_in_a_few_words_questions_a_claim(status: str, words: int, found: bool) -> None:
    stated = np.zeros((3, 1, 4))
    stated[1, 0, CODES["claim"].index(status)] = 0.4
    chances = together(told(np.full((3, 1), 0.01), stated, words), around(-1, 0, 0), np.full((3, 1), 0.01))
    assert bool(chances[1, 0] >= FOUND) is found


def test_a_claim_that_asks_for_a_deed_may_be_less_probable() -> None:
    heard, chances = told(np.full((1, 2), 0.4)), np.full((1, 2), FOUND - 0.05)
    asking = heard._replace(done=heard.done._replace(asked=np.array([0.0, 0.9])))
    assert found_in(asking, chances).tolist() == [[False, True]]


@pytest.mark.parametrize(("words", "held"), [(1, [True, False, False]), (12, [True, True, True])])
def test_a_mere_answer_makes_no_claim_that_the_comment_above_does_not_make(words: int, held: list[bool]) -> None:
    above = Above(np.array([-1, 0, 1]), np.ones(3))
    here = told(np.full((3, 1), 0.5), words=words)._replace(answered=np.array([[False], [True], [True]]))
    made = np.array([[True], [True], [True]])
    assert held_by_answers(here, made, above).tolist() == [[True], [True], [True]]
    assert held_by_answers(here, ~made | (np.arange(3) > 0)[:, None], above)[:, 0].tolist() == [False, *held[1:]]


def test_a_comment_without_words_makes_no_claim() -> None:
    assert not found_in(told(np.array([[0.99]]), words=0), np.array([[0.99]])).any()


@pytest.mark.parametrize(
    ("answers", "questions", "expected"),
    [((0.9, 0.05, 0.0), 0, "asserts"), ((0.05, 0.9, 0.0), 0, "rejects"), ((0.0, 0.1, 0.9), 2, "questions")],
)
def test_a_silent_answer_takes_its_side_from_above(
    answers: tuple[float, float, float], questions: int, expected: str
) -> None:
    stated = np.zeros((2, 1, 4))
    stated[0, 0, 0] = 0.9
    none, nobody = np.zeros((2, 1), np.int64), np.zeros((2, 1), bool)
    asked = np.array([[0], [questions]])
    answering = np.array([(0.2, 0.2, 0.2), answers])
    wording = Wording(asked > 0, nobody, asked, none, none, nobody, answering, np.array([False]))
    found = places(np.ones((2, 1), bool), np.full((2, 1), 0.9), Above(np.array([-1, 0]), np.ones(2)))
    read = told(np.full((2, 1), 0.9), stated, words=9)._replace(said=np.ones((2, 1)))
    shares = statuses(read, found, wording)
    assert ("asserts", "rejects", "questions", "reports")[int(shares[1].argmax())] == expected


@pytest.mark.parametrize(
    ("text", "expects"),
    [
        ("Isn't it obvious that they are too loud?", True),
        ("I lie awake. Don't you??", True),
        ("I lie awake. Don’t you?", True),
        ("Are they too loud?", False),
        ("What isn't too loud for you?", False),
        ("They aren't loud.", False),
        ("Isn't it so? I think it is.", False),
        ("?", False),
    ],
)
def test_a_question_that_takes_a_yes_for_granted_is_no_open_one(text: str, expects: bool) -> None:
    found = worded(text)
    assert (found.expects, found.asks) == (expects, text.endswith("?") and not expects)


@pytest.mark.parametrize(
    ("parents", "expected"), [([-1, 0, 1], [0, 1, 2]), ([2, -1, 1], [1, 2, 0]), ([-1, 2, 0], [0, 2, 1])]
)
def test_parents_come_first(parents: list[int], expected: list[int]) -> None:
    assert list(parents_first(np.array(parents))) == expected


def coded(*comments: tuple[str, str | None]) -> list[tuple[str, str, str | None]]:
    thread = Thread(
        article=Article(source="x", title="A row about chimes", language="en"),
        comments=tuple(
            Comment(id=str(number), author=f"a{number}", text=text, reply_to=above or "")
            for number, (text, above) in enumerate(comments)
        ),
    )
    found = code_claims(thread, reply_graph(thread), CHIMES)
    return [(each.comment, each.target or "", each.code) for each in found if each.code]


def test_a_reply_goes_on_with_a_claim_in_words_of_its_own() -> None:
    found = coded(
        ("Those wind chimes keep the whole street awake at night.", None),
        ("Nonsense. I live right below and I have never heard a thing.", "0"),
        ("My mother hung some up the day she won the raffle.", None),
        ("Nice photo of the porch, by the way. Is that a Hoya in the corner?", None),
    )
    assert ("0", "noise", "asserts") in found
    assert ("1", "noise", "rejects") in found
    assert not [each for each in found if each[0] == "3"]


def test_the_words_that_show_a_claim_lie_in_the_comment() -> None:
    thread = Thread(
        article=Article(source="x", language="en"),
        comments=(
            Comment(id="0", text="Wind chimes bring luck to the house, my gran said.", reply_to=""),
            Comment(id="1", text="Rubbish. Luck has nothing to do with it.", reply_to="0"),
        ),
    )
    for each in code_claims(thread, reply_graph(thread), CHIMES):
        text = thread.comments[int(each.comment)].text
        assert each.span is not None
        assert text[slice(*each.span)].strip() == text[slice(*each.span)] != ""
