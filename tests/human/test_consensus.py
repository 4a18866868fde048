"""Several coders as one, and people as a coder of a page."""

import pytest

from discourse.errors import CodingError
from discourse.human.codings import Coded, Codings, Mark
from discourse.human.consensus import Question, answers, consensus
from discourse.human.pages import as_coder, page_among
from discourse.replies.build import reply_graph
from tests.human.texts import BOOK, PAGE, THREAD


def coder(name: str, code: str | None, *others: Mark, comment: str = "2") -> Codings:
    marks = (Mark(variable="reply_stance", code=code), *others)
    coded = Coded(source=PAGE, comment=comment, marks=marks)
    return Codings(coder=f"human:{name}", comments=(coded,), asked=("reply_stance", "claim"))


LATE = Mark(variable="claim", target="late", code="questions", span=(11, 19))


@pytest.mark.parametrize(
    ("codes", "agreed"),
    [
        (("deny", "deny", "query"), "deny"),
        (("deny", "query"), None),
        (("deny", None, None), "deny"),
        (("deny", "query", "comment"), None),
        ((None, None), None),
    ],
)
def test_what_more_than_half_of_those_who_could_tell_say_counts(codes: tuple[str | None, ...], agreed: str) -> None:
    found = consensus([coder(str(number), code) for number, code in enumerate(codes)])
    assert answers(found, Question("reply_stance")) == {(PAGE, "2"): agreed}


def test_a_claim_that_one_of_three_marks_is_absent() -> None:
    found = consensus([coder("a", "deny", LATE), coder("b", "deny"), coder("c", "deny")])
    assert answers(found, Question("claim", "late")) == {(PAGE, "2"): "absent"}
    assert found.coder == "human:a + b + c"


def test_where_nobody_can_tell_a_claim_is_missing_not_absent() -> None:
    unsure = Mark(variable="claim", target="late")
    found = consensus([coder("a", "deny", unsure), coder("b", "deny", unsure)])
    assert answers(found, Question("claim", "late")) == {(PAGE, "2"): None}


def test_one_coder_stays_as_they_are() -> None:
    one = coder("a", "deny", LATE)
    assert consensus([one]) is one


def test_a_person_codes_a_page_and_says_nothing_of_what_they_did_not_look_at() -> None:
    codings = as_coder([coder("Ann", "query", LATE)])(THREAD, reply_graph(THREAD), BOOK)
    found = [(each.comment, each.variable, each.target, each.code, each.span) for each in codings]
    assert {each.coder for each in codings if each.comment != "2"} == {"nobody"}
    assert found == [
        ("1", "claim", None, None, None),
        ("1", "reply_stance", None, None, None),
        ("2", "claim", "late", "questions", (11, 19)),
        ("2", "reply_stance", "1", "query", None),
        ("3", "claim", None, None, None),
        ("3", "reply_stance", None, None, None),
        ("4", "claim", None, None, None),
        ("4", "reply_stance", "3", None, None),
    ]


def test_codings_of_another_page_are_refused() -> None:
    with pytest.raises(CodingError, match=r"^ferry\.html: the codings are of no comment of this page"):
        as_coder([coder("Ann", "query", comment="99")])(THREAD, reply_graph(THREAD), BOOK)


def test_a_page_is_the_one_whose_comments_it_has() -> None:
    assert page_among({"a": ["1", "2"], "b": ["1", "99"]}, THREAD) == "a"
    assert page_among({"a": ["77"]}, THREAD) is None
