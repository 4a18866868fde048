"""Stance toward statements where comments talk: whoever asserts it is for it, and a list of arguments is no talk."""

import numpy as np
import pytest

from discourse.codebook import ClaimType, Codebook, Target
from discourse.coders.linear.statements import Given, as_claims, is_argued
from discourse.model import Coding
from discourse.replies.graph import ARTICLE
from tests.coders.linear.threads import codings, shown

LATE = Target(id="late", label="Late", statement="The ferry is always late.")
DEAR = Target(id="dear", label="Dear", statement="The ferry costs too much.")
TALK = (
    "Our ferry is late every single day, I have stopped counting.",
    "That's not true, it was on time all week.",
    "Who paints the boats these days?",
    "My aunt, with two friends from the yacht club.",
    "She does it very well.",
    "We had soup on deck, and the sun came out.",
    "Nice soup, too.",
)
PARENTS = (ARTICLE, 0, ARTICLE, 2, 3, ARTICLE, 5)


def toward(target: Target, language: str = "en", texts: tuple[str, ...] = TALK) -> dict[str, Coding]:
    book = Codebook(title="quay", language=language, targets=(LATE, DEAR))
    found = codings(texts, PARENTS[: len(texts)], book, "stance")
    return {one.comment: one for one in found if one.target == target.id}


def test_who_asserts_it_is_for_it_and_who_rejects_it_against_it() -> None:
    found = toward(LATE)
    assert [found[str(number)].code for number in range(len(TALK))] == ["favor", "against", *["none"] * 5]


def test_a_side_is_shown_by_its_words_and_none_by_none() -> None:
    found = toward(LATE)
    assert (shown(found["0"], TALK[0]) or "") in TALK[0]
    assert (shown(found["1"], TALK[1]) or "").startswith("That's not true")
    assert found["5"].span is None


def test_nobody_takes_a_side_on_what_nobody_speaks_of() -> None:
    assert {one.code for one in toward(DEAR).values()} == {"none"}


def test_every_side_is_as_probable_as_its_claim_and_none_as_it_is_not_made() -> None:
    for one in (*toward(LATE).values(), *toward(DEAR).values()):
        assert one.probability is not None
        assert 0.4 <= one.probability <= 0.99


def test_arguments_are_told_by_what_they_speak_for() -> None:
    zoos = Target(id="zoos", label="Zoos", statement="Zoos should be banned.")
    texts = ["Zoos are cruel to animals.", "Zoos harm wild animals.", "Animals suffer in zoos.", "Lovely day."]
    found = codings(texts, book=Codebook(title="x", targets=(zoos,)), variable="stance")
    assert [(one.code, one.span) for one in found][:3] == [("favor", None)] * 3


def test_a_statement_whose_meaning_is_not_known_is_left_to_the_weights() -> None:
    assert {one.span for one in toward(LATE, language="de").values()} == {None}


def test_what_cues_of_the_package_tell_of_a_statement_counts() -> None:
    fake = Target(id="fake", label="Fake", statement="The story is made up.")
    texts = ("What a fairy tale, they made it all up.", *TALK[2:])
    found = codings(texts, book=Codebook(title="x", targets=(fake,)), variable="stance")
    assert found[0].code == "favor"
    assert {one.code for one in found[2:]} == {"none"}


def test_statements_are_read_as_claims() -> None:
    ferry = Target(id="ferry", label="The ferry", names=("ferry",))
    book = as_claims(Codebook(title="quay", targets=(ferry, LATE), claim_types=()))
    assert book == Codebook(
        title="quay", claim_types=(ClaimType(id="late", label="Late", definition="The ferry is always late."),)
    )


def test_each_statement_is_read_once_and_one_without_words_not_at_all() -> None:
    again, mute = (
        Target(id=name, label=name, statement=text) for name, text in (("again", LATE.statement), ("mute", "..."))
    )
    book = Codebook(title="quay", targets=(mute, LATE, again, DEAR))
    assert [claim.id for claim in as_claims(book).claim_types] == ["late", "dear"]
    found = {
        name: [(one.code, one.probability) for one in codings(TALK, PARENTS, book, "stance") if one.target == name]
        for name in ("late", "again", "mute")
    }
    assert found["late"] == found["again"] == [(one.code, one.probability) for one in toward(LATE).values()]
    assert len(found["mute"]) == len(TALK)


def test_signs_and_emoji_take_no_side_and_make_no_argument() -> None:
    signs = (*TALK, "👍👍", "???", "...", "👍", "👍👍👍", "😂", "🙄", "👏", "!!!")
    found = codings(
        signs, (*PARENTS, *[ARTICLE] * (len(signs) - len(TALK))), Codebook(title="x", targets=(LATE, DEAR)), "stance"
    )
    late = [one.code for one in found if one.target == "late"]
    assert late[:2] == ["favor", "against"]
    assert set(late[len(TALK) :]) == {None}


NO, YES = [False] * 5, [True] * 5


@pytest.mark.parametrize(
    ("sided", "worded", "replies", "argued"),
    [
        (YES, YES, NO, True),
        (NO, YES, NO, False),
        ([True, True, True, True, False], YES, NO, True),
        ([True, True, True, False, False], YES, NO, False),
        ([True, True, True, False, False], [True, True, True, True, False], NO, True),
        (YES, YES, [True, False, False, False, False], False),
        ([], [], [], True),
    ],
    ids=["all", "none", "most", "three in five", "three of four with words", "one replies", "nobody there"],
)
def test_a_thread_argues_where_most_take_a_side_and_hardly_one_replies(
    sided: list[bool], worded: list[bool], replies: list[bool], argued: bool
) -> None:
    thread = np.zeros(len(sided), np.int64)
    given = Given(thread, np.array(worded, bool), np.array(sided, bool), np.array(replies, bool))
    assert bool(is_argued(given).all()) is argued
