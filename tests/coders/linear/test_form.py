"""Form by the coder ``linear``: sentences of our own, clause by clause."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.coders.explanation import Move
from discourse.coders.linear import code, explain
from discourse.coders.linear.asking import judging, judging_codes, judging_moves, judging_odds
from discourse.coders.linear.forms import (
    CODES,
    Inside,
    form_features,
    meant,
    without_meaning,
    without_words_inside,
)
from discourse.coders.linear.model import shipped, sums
from discourse.coders.phrases import is_word, tokens
from discourse.coders.words import read_words
from discourse.model import Coding
from discourse.replies.graph import ARTICLE, ReplyGraph
from tests.coders.linear.threads import NO_CODEBOOK, codings, shown, thread_of


def forms(text: str) -> list[Coding]:
    return codings([text], variable="form")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The council should close the road at night.", {"policy"}),
        ("Taxes ought to be lower for small shops.", {"policy"}),
        ("I was charged twice last year.", {"testimony"}),
        ("My mother paid 40 dollars for a letter that never came.", {"testimony"}),
        ("This is a terrible and unfair plan.", {"value"}),
        ("It is wrong to punish the poor.", {"value"}),
        ("In my view the plan is unfair.", {"value"}),
        ("Page 12 of the report says so: http://example.org/report", {"reference", "fact"}),
        ("According to the report, 40 percent of ferries are late.", {"fact"}),
        ("The law was passed in 1987.", {"fact"}),
        ("Buses run every ten minutes.", {"fact"}),
        ("The shop sells bread on Sundays.", {"fact"}),
        ("Residents still park free.", {"fact"}),
        ("Nobody is forced to sign.", {"fact"}),
        ("How stupid can they be?", {"rhetorical"}),
        ("Great photo!", {"value"}),
        ("What glorious colours!", {"value"}),
        ("What a shame!", {"value"}),
        ("How lovely!", {"value"}),
    ],
)
def test_a_clause_has_a_form(text: str, codes: set[str]) -> None:
    (found,) = forms(text)
    assert found.code in codes
    assert shown(found, text) == text
    assert 0 < (found.probability or 0) <= 0.99


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("It rained. We went home!", ["It rained.", "We went home!"]),
        (
            "I waited an hour; the nurse was kind, but the bill should be lower.",
            ["I waited an hour;", "the nurse was kind,", "but the bill should be lower."],
        ),
        ("He left, because he was tired, and went home.", ["He left,", "because he was tired, and went home."]),
        ("It was late, whereas we were early", ["It was late,", "whereas we were early"]),
        ("first line\nsecond line", ["first line", "second line"]),
        ("Really?! Who says so...\n\nThe mayor does.", ["Who says so...", "The mayor does."]),
        ("> He said so.\nI doubt it.", ["I doubt it."]),
        ("See https://example.org/a.b for more.", ["See https://example.org/a.b for more."]),
        ("Wow! The old pier is gone.", ["The old pier is gone."]),
        ("  It rained.  ", ["It rained."]),
        ("The U.S. won 3.5 times.", ["The U.S. won 3.5 times."]),
        ("Thank you, R. Castellan. It rained.", ["Thank you, R. Castellan.", "It rained."]),
        ("I asked Dr. Hollis. He laughed.", ["I asked Dr. Hollis.", "He laughed."]),
        ("Harbour.org is old. See notes.txt for more.", ["Harbour.org is old.", "See notes.txt for more."]),
        ("We ran it since 3.x days.", ["We ran it since 3.x days."]),
        ("It works.The other one is old.", ["It works.", "The other one is old."]),
        ("We sold the boats. Net gains are small.", ["We sold the boats.", "Net gains are small."]),
        ("Look here [harbour.org]", ["Look here [harbour.org]"]),
    ],
)
def test_a_comment_is_coded_clause_by_clause(text: str, clauses: list[str]) -> None:
    found = codings([text, "The weather is mild today, I think."], variable="form")
    assert [shown(one, text) for one in found if one.comment == "0"] == clauses


LONG = (
    "We took the ferry; it was late, but nobody said why. I asked twice!\nThe crew should be paid more, because the "
    "work is hard… “Is that so?” said my aunt. See https://example.org/pay for the figures, although they are old."
)
SPELLED = "the ferry was late ; , . ? ! … \n but because although we should pay https://example.org/a 👍 don’t “ ”"


def covered(text: str) -> tuple[list[str], list[str]]:
    """Return the tokens of the clauses that are coded, and those of the text."""
    spans = [one.span for one in forms(text) if one.span is not None]
    assert spans == sorted(spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    return [token.lower for span in spans for token in tokens(text, *span)], [token.lower for token in tokens(text)]


def test_clauses_cover_a_text_once_and_in_order() -> None:
    coded, written = covered(LONG)
    assert coded == written


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SPELLED.split(" ")), min_size=1, max_size=40).map(" ".join))
def test_clauses_of_any_text_begin_and_end_at_tokens_and_have_two_words(text: str) -> None:
    starts, ends = ({getattr(token, place) for token in tokens(text)} for place in ("start", "end"))
    covered(text)
    for one in forms(text):
        if one.span is not None:
            assert one.span[0] in starts
            assert one.span[1] in ends
            assert sum(map(is_word, tokens(text, *one.span))) >= 2
            assert one.code in {*CODES, None}
            assert (one.code is None) == (one.probability is None)


@pytest.mark.parametrize(
    "text", ["lol", "Yes!", "", "...", "👍", "> Quoted words only.", "https://example.org/a", "harbour.org", "No. Yes."]
)
def test_a_comment_without_a_clause_has_one_coding_without_a_code(text: str) -> None:
    (found,) = forms(text)
    assert (found.code, found.probability, found.span, found.target) == (None, None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Le pont était fermé depuis hier matin à cause de la crue. Il faut le rouvrir.",
        "Die Brücke war gestern gesperrt. Man sollte sie wieder öffnen.",
    ],
)
def test_a_comment_in_another_language_is_abstained_as_a_whole(text: str) -> None:
    (found,) = forms(text)
    assert (found.code, found.span) == (None, None)


def test_a_deleted_comment_is_abstained() -> None:
    thread = thread_of(["The road should be closed."], deleted=[0])
    found = [one for one in code(thread, ReplyGraph.from_parents([ARTICLE]), NO_CODEBOOK) if one.variable == "form"]
    assert [(one.code, one.span) for one in found] == [(None, None)]


def test_a_clause_is_read_with_the_words_before_it_in_its_own_comment_only() -> None:
    last = "They did it again."
    alone = forms(last)
    beside = codings(["I was charged twice last year.", last], variable="form")
    after = forms("I was charged twice last year. " + last)
    assert [(one.code, one.probability) for one in beside[1:]] == [(one.code, one.probability) for one in alone]
    assert after[1].probability != alone[0].probability


CLAUSES = ("The council should close the road.", "I was charged twice at noon!", "", "антидот 👍", "Boats; boats")


def test_letters_and_meaning_word_by_word_add_up_to_those_of_the_columns() -> None:
    model, own, before = shipped("form"), read_words(CLAUSES), read_words(["", "So it goes.", "", "x", "We row"])
    whole = sums(model, form_features(own, before))
    by_word = sums(model, without_words_inside(own, before)) + Inside(model.hashed, model.named).sums(own)
    assert np.abs(whole - by_word).max() < 0.02


def test_what_the_meaning_of_words_adds_is_told_word_by_word() -> None:
    model, own, before = shipped("form"), read_words(CLAUSES), read_words([""] * len(CLAUSES))
    told = np.zeros((len(CLAUSES), len(CODES)))
    np.add.at(told, own.row, meant(own, model.named))
    left = sums(model, form_features(own, before)) - sums(model, without_meaning(own, before))
    assert np.abs(told).max() > 0.1
    assert np.abs(told - left).max() < 1e-4


def test_words_of_like_meaning_move_a_form_alike() -> None:
    awful, dreadful, year = (
        meant(read_words([word]), shipped("form").named)[0] for word in ("awful", "dreadful", "1987")
    )
    assert np.abs(awful - dreadful).max() < np.abs(awful - year).max()


def test_texts_without_words_have_no_meaning() -> None:
    nothing = read_words(["", ""])
    assert meant(nothing, shipped("form").named).shape == (0, len(CODES))
    assert Inside(shipped("form").hashed, shipped("form").named).sums(nothing).tolist() == [[0.0] * len(CODES)] * 2


def test_what_opens_a_comment_and_is_repeated_has_no_form() -> None:
    """Many pages lose the marks of a quotation: the sentence is coded once, in the comment that it is of."""
    said = "The council should close the road at night."
    answer = f"{said}\n\nThat is a terrible and unfair plan."
    found = codings([said, answer], [ARTICLE, 0], variable="form")
    assert [(one.comment, shown(one, text)) for one, text in zip(found, [said, answer], strict=True)] == [
        ("0", said),
        ("1", "That is a terrible and unfair plan."),
    ]


def test_who_only_says_it_again_says_it_too() -> None:
    said = "The council should close the road at night."
    assert [one.comment for one in codings([said, said], [ARTICLE, 0], variable="form")] == ["0", "1"]


def test_only_a_clause_that_asks_is_rhetorical() -> None:
    shares = np.array([[0.1, 0.1, 0.2, 0.1, 0.1, 0.4]] * 2)
    asks = np.array([True, False])
    assert judging(shares, asks).round(3).tolist() == [[0.1, 0.1, 0.2, 0.1, 0.1, 0.4], [0.1, 0.1, 0.6, 0.1, 0.1, 0.0]]
    assert judging_codes(np.array([5, 5]), asks).tolist() == [5, 2]
    assert np.exp(judging_odds(np.log(shares))).round(3).tolist() == [[0.1, 0.1, 0.6, 0.1, 0.1]] * 2


def test_a_judgement_owes_to_words_what_both_codes_owe_to_them() -> None:
    """The moves of the clause sum to the log-odds of the codes that it may have."""
    place, word = Move("place:page", None, (0, 0, 1, 0, 0, 0)), Move("word", (0, 5), (0, 0, -1, 0, 0, 2))
    found = judging_moves([place, word])
    assert found[1].weights == pytest.approx((0, 0, 2 - 3 * 0.1192, 0, 0), abs=1e-4)
    assert np.sum([move.weights for move in found], axis=0) == pytest.approx((0, 0, np.logaddexp(0, 2), 0, 0))


def test_an_exclamation_is_explained_by_its_words() -> None:
    thread = thread_of(["What glorious colours!"])
    (coding,) = [one for one in code(thread, ReplyGraph.from_parents([ARTICLE]), NO_CODEBOOK) if one.variable == "form"]
    (told,) = explain(thread, ReplyGraph.from_parents([ARTICLE]), NO_CODEBOOK, (coding,))
    assert coding.code == "value"
    assert "rhetorical" not in [rival.code for rival in told.rivals]
    assert min(rival.behind for rival in told.rivals) > 0
