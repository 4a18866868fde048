"""What is usual toward a target in a thread, and codings beside it: threads of our own."""

import numpy as np
import pytest

from discourse.codebook import Codebook, Target
from discourse.coders.columns import Codings, coded, gathered
from discourse.coders.linear.exchanges import Reading
from discourse.coders.linear.leaning import HELD, usual_shares
from discourse.coders.linear.stance_coding import Asked, Cue, Heard, Scope, stance_codings, stance_model
from discourse.coders.linear.stances import CODES
from discourse.replies.graph import ARTICLE, ReplyGraph
from discourse.text import Span
from tests.coders.linear.threads import thread_of

USUAL = (0.3, 0.3, 0.4)
FOR, AGAINST = [0.5, 0.1, 0.4], [0.1, 0.5, 0.4]


def test_a_thread_that_leans_to_a_side_has_more_of_it_usually() -> None:
    found = usual_shares(USUAL, np.array([FOR] * 20), np.zeros(20, np.int64))
    favor, against = 20 * 0.5 + HELD * 0.3, 20 * 0.1 + HELD * 0.3
    assert found[0].tolist() == pytest.approx([0.6 * favor / (favor + against), 0.6 * against / (favor + against), 0.4])
    assert (found == found[0]).all()


@pytest.mark.parametrize("chances", [[FOR, AGAINST], [[0.0, 0.0, 1.0]], [[0.0, 0.0, 0.0]]])
def test_a_thread_that_leans_to_no_side_has_the_usual_shares(chances: list[list[float]]) -> None:
    found = usual_shares(USUAL, np.array(chances), np.zeros(len(chances), np.int64))
    assert found[0].tolist() == pytest.approx(USUAL)


def test_a_thread_is_judged_as_if_it_stood_alone() -> None:
    both = usual_shares(USUAL, np.array([FOR, AGAINST, FOR]), np.array([7, 3, 7]))
    alone = usual_shares(USUAL, np.array([FOR, FOR]), np.array([0, 0]))
    assert both[[0, 2]].tolist() == alone.tolist()


def test_without_comments_nothing_is_usual() -> None:
    assert usual_shares(USUAL, np.zeros((0, 3)), np.zeros(0, np.int64)).shape == (0, 3)


ZOOS = Target(id="zoos", label="Zoos", statement="Zoos should be banned.")
UNSURE = [0.49, 0.41, 0.1]


def coded_with(others: list[float], cut: int) -> list[str]:
    """Return the codes of eleven comments, ten of them alike, that are heard in two batches, cut at a comment."""
    thread = thread_of(["Zoos are so so."] * 11)
    asked = Asked(
        Reading.of(gathered([(thread, ReplyGraph.from_parents([ARTICLE] * 11))])), Codebook(title="x", targets=(ZOOS,))
    )
    chances, nothing = np.array([UNSURE] + [others] * 10), coded("stance", "cues", {"comment": ()})
    heard = [
        Heard(0, nothing, Scope(rows, np.zeros(len(rows), bool), [None] * len(rows)), rows, chances[rows])
        for rows in np.split(np.arange(11), [cut])
    ]
    parts: list[Codings] = list(stance_codings(asked, heard))
    return [CODES[code] for part in parts for code in part.code.tolist()]


@pytest.mark.parametrize("cut", [0, 1, 6, 11])
def test_a_side_is_given_for_how_far_it_exceeds_that_of_the_thread_whatever_the_batches(cut: int) -> None:
    assert coded_with([0.45, 0.45, 0.1], cut)[0] == "favor"
    assert coded_with([0.9, 0.05, 0.05], cut)[0] == "against"


@pytest.mark.parametrize(("favor", "code"), [(0.46, "favor"), (0.44, "none")])
def test_on_pages_no_side_is_given_toward_a_name_that_is_less_probable_than_none(favor: float, code: str) -> None:
    ferry, thread = Target(id="ferry", label="Ferry", names=("ferry",)), thread_of(["The ferry: good and bad."])
    graph, book = ReplyGraph.from_parents([ARTICLE]), Codebook(title="x", targets=(ferry,))
    row, unclear = np.arange(1), Cue(None, None, Span(4, 9))
    nothing, chance = coded("stance", "cues", {"comment": ()}), np.array([[favor, 0.1, 0.9 - favor]])
    heard = Heard(0, nothing, Scope(row, np.zeros(1, bool), [unclear]), row, chance)
    (_, found) = stance_codings(Asked(Reading.of(gathered([(thread, graph)])), book), [heard])
    assert [CODES[code] for code in found.code.tolist()] == [code]


def test_names_have_weights_of_their_own() -> None:
    (stated, statement), (named, target) = map(stance_model, (ZOOS, Target(id="f", label="Ferry", names=("ferry",))))
    assert (statement, target) == ("statement", "target")
    assert stated is not named
