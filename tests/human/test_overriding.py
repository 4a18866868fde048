"""People over machines: whose codings a page has, and what people did to the machine's labels."""

from collections.abc import Iterable

import msgspec
import pytest

from discourse.coders.linear.definition_sides import targets_by_claim
from discourse.human.codings import Coded, Codings, Mark, variables_of
from discourse.human.overriding import Checked
from discourse.human.pages import as_coder, checked_on
from discourse.model import Variable
from discourse.replies.build import reply_graph
from tests.human.texts import BOOK, PAGE, THREAD

Given = list[tuple[str, Mark]]
"""Comments with what a person says of them."""
LATE = Mark(variable="claim", target="late", code="asserts", span=(0, 4), words="Late", probability=0.4)
DEAR = Mark(variable="claim", target="dear", code="asserts", span=(8, 12), probability=0.6)
DENY = Mark(variable="reply_stance", code="deny", span=(0, 3), probability=0.5)
FACT = Mark(variable="form", code="fact", span=(0, 4), probability=0.5)
VALUE = Mark(variable="form", code="value", span=(6, 9), probability=0.5)
ABSTAINS = Mark(variable="stance")
CUES = Codings(
    coder="cues",
    comments=(Coded(source=None, comment="1", marks=(LATE, DEAR)), Coded(source=None, comment="3", marks=(DEAR,))),
    asked=("claim",),
)
LINEAR = Codings(
    coder="linear",
    comments=(
        Coded(source=None, comment="1", marks=(FACT, VALUE, ABSTAINS)),
        Coded(source=None, comment="2", marks=(DENY,)),
    ),
    asked=("reply_stance", "stance", "form"),
)
MACHINES = (CUES, LINEAR)


def said(variable: Variable, target: str | None, code: str | None) -> Mark:
    return Mark(variable=variable, target=target, code=code)


def person(name: str, *given: tuple[str, Mark], whole: bool = False) -> Codings:
    marks: dict[str, list[Mark]] = {}
    for comment, mark in given:
        marks.setdefault(comment, []).append(mark)
    coded = tuple(Coded(source=PAGE, comment=id_, marks=tuple(own)) for id_, own in marks.items())
    return Codings(coder=f"human:{name}", comments=coded, asked=variables_of(coded), whole=whole)


def lines(coders: Iterable[Codings]) -> list[str]:
    codings = as_coder(tuple(coders))(THREAD, reply_graph(THREAD), BOOK)
    return [
        f"{one.comment} {one.variable} {one.target or '-'} {one.code or '?'} {one.coder}"
        + (f" {one.probability}" if one.probability is not None else "")
        + (f" {one.span[0]}-{one.span[1]}" if one.span else "")
        for one in codings
    ]


UNTOUCHED = [
    "1 claim dear asserts cues 0.6 8-12",
    "1 claim late asserts cues 0.4 0-4",
    "1 form - fact linear 0.5 0-4",
    "1 form - value linear 0.5 6-9",
    "1 stance - ? linear",
    "2 reply_stance 1 deny linear 0.5 0-3",
    "3 claim dear asserts cues 0.6 8-12",
]


def test_machines_stay_as_they_are() -> None:
    assert lines(MACHINES) == UNTOUCHED
    assert checked_on(MACHINES, THREAD) is None


@pytest.mark.parametrize(
    ("hand", "gone", "come"),
    [
        ([("1", said("claim", "late", "absent"))], ["1 claim late"], []),
        ([("1", said("claim", None, "absent"))], ["1 claim"], []),
        ([("1", said("claim", "late", "rejects"))], ["1 claim late"], ["1 claim late rejects human:Ann"]),
        ([("1", said("claim", "late", "asserts"))], ["1 claim late"], ["1 claim late asserts human:Ann 0-4"]),
        ([("1", said("claim", "late", None))], ["1 claim late"], ["1 claim late ? human:Ann"]),
        ([("1", Mark(variable="claim", target="late", said="maybe"))], [], []),
        ([("2", said("claim", "late", "reports"))], [], ["2 claim late reports human:Ann"]),
        ([("2", said("reply_stance", None, "query"))], ["2 reply"], ["2 reply_stance 1 query human:Ann"]),
        ([("1", said("stance", "council", "against"))], ["1 stance"], ["1 stance council against human:Ann"]),
        ([("1", said("stance", "council", "absent"))], [], []),
        ([("1", said("form", None, "policy"))], ["1 form"], ["1 form - policy human:Ann"]),
        (
            [("1", Mark(variable="form", code="policy", span=(5, 9)))],
            ["1 form - value"],
            ["1 form - policy human:Ann 5-9"],
        ),
    ],
)
def test_a_person_overrides_what_they_name_and_nothing_else(hand: Given, gone: list[str], come: list[str]) -> None:
    kept = [line for line in UNTOUCHED if not line.startswith(tuple(gone))]
    assert sorted(lines([*MACHINES, person("Ann", *hand)])) == sorted([*kept, *come])


SIDED = msgspec.structs.replace(
    BOOK, claim_types=tuple(msgspec.structs.replace(claim, against=("council",)) for claim in BOOK.claim_types)
)


def side(span: tuple[int, int]) -> Mark:
    return Mark(variable="stance", target="council", code="against", span=span, probability=0.4)


@pytest.mark.parametrize(
    ("shown", "hand", "stays"),
    [
        ((0, 4), [said("claim", "late", "absent")], False),
        ((0, 4), [said("claim", "late", "rejects")], False),
        ((0, 4), [said("claim", "late", "asserts")], True),  # it is confirmed
        ((0, 4), [said("claim", "dear", "absent")], True),  # other words
        ((2, 10), [said("claim", "late", "absent")], True),  # it follows from another claim, too
        ((2, 10), [said("claim", None, "absent")], False),
        ((20, 24), [said("claim", None, "absent")], True),  # words of its own
    ],
)
def test_a_side_goes_with_the_claim_that_it_followed_from(
    shown: tuple[int, int], hand: list[Mark], stays: bool
) -> None:
    sides = Codings(
        coder="linear", comments=(Coded(source=None, comment="1", marks=(side(shown),)),), asked=("stance",)
    )
    ann = person("Ann", *(("1", mark) for mark in hand))
    codings = as_coder((CUES, sides, ann))(THREAD, reply_graph(THREAD), SIDED)
    assert any(one.variable == "stance" for one in codings) is stays


@pytest.mark.parametrize(("coder", "stays"), [("linear", False), ("neural", False), ("llm", True)])
def test_a_side_that_a_definition_tells_goes_with_the_claim_where_the_coder_tells_sides_so(
    coder: str, stays: bool
) -> None:
    bad = "The council is bad and wastes our money."
    told = msgspec.structs.replace(
        BOOK, claim_types=tuple(msgspec.structs.replace(claim, definition=bad) for claim in BOOK.claim_types)
    )
    sides = Codings(coder=coder, comments=(Coded(source=None, comment="1", marks=(side((0, 4)),)),), asked=("stance",))
    ann = person("Ann", ("1", said("claim", "late", "absent")))
    codings = as_coder((CUES, sides, ann), (), targets_by_claim)(THREAD, reply_graph(THREAD), told)
    assert any(one.variable == "stance" for one in codings) is stays


def test_a_person_of_a_sheet_looked_for_every_claim_of_the_comment() -> None:
    ann = person("Ann", ("1", said("claim", "late", "rejects")), whole=True)
    kept = [line for line in UNTOUCHED if not line.startswith("1 claim")]
    assert lines([ann, *MACHINES]) == ["1 claim late rejects human:Ann", *kept]


def test_what_is_not_understood_on_a_sheet_leaves_the_label_of_the_machine() -> None:
    lost = Mark(variable="claim", target="late", said="maybe")
    assert lines([CUES, person("Ann", ("1", lost), whole=True)]) == [
        "1 claim late asserts cues 0.4 0-4",
        "3 claim dear asserts cues 0.6 8-12",
    ]


@pytest.mark.parametrize(
    ("codes", "line"),
    [
        (("rejects", "rejects", "asserts"), "1 claim late rejects human:0 + 1 + 2"),
        (("rejects", "questions"), "1 claim late ? human:0 + 1"),
        (("asserts", "asserts"), "1 claim late asserts human:0 + 1 0-4"),
        (("rejects", None), "1 claim late rejects human:0 + 1"),
    ],
)
def test_people_decide_among_themselves_and_the_machine_has_no_vote(codes: tuple[str | None, ...], line: str) -> None:
    people = [person(str(number), ("1", said("claim", "late", code))) for number, code in enumerate(codes)]
    assert lines([CUES, *people]) == [
        "1 claim dear asserts cues 0.6 8-12",
        line,
        "3 claim dear asserts cues 0.6 8-12",
    ]


def test_two_people_who_correct_different_things_do_not_contradict_each_other() -> None:
    ann, ben = (
        person("Ann", ("1", said("claim", "late", "absent"))),
        person("Ben", ("1", said("claim", "dear", "rejects"))),
    )
    assert lines([CUES, ann, ben]) == ["1 claim dear rejects human:Ann + Ben", "3 claim dear asserts cues 0.6 8-12"]


def test_of_two_machines_the_surer_counts() -> None:
    other = Codings(
        coder="llm:x",
        comments=(
            Coded(
                source=None,
                comment="1",
                marks=(Mark(variable="claim", target="late", code="rejects", probability=0.7), DEAR),
            ),
        ),
        asked=("claim",),
    )
    assert lines([CUES, other]) == [
        "1 claim dear asserts cues 0.6 8-12",
        "1 claim late rejects llm:x 0.7",
        "3 claim dear asserts cues 0.6 8-12",
    ]


@pytest.mark.parametrize(
    ("hand", "checked"),
    [
        ([("1", said("claim", "late", "asserts"))], Checked(people=("Ann",), labels=6, confirmed=1)),
        ([("1", said("claim", "late", "rejects"))], Checked(people=("Ann",), labels=6, changed=1)),
        ([("1", said("claim", None, "absent"))], Checked(people=("Ann",), labels=6, removed=2)),
        ([("2", said("claim", "late", "asserts"))], Checked(people=("Ann",), labels=6, added=1)),
        ([("1", said("stance", "council", "favor"))], Checked(people=("Ann",), labels=6, added=1)),
    ],
)
def test_what_people_did_to_the_labels_is_counted(hand: Given, checked: Checked) -> None:
    assert checked_on([*MACHINES, person("Ann", *hand)], THREAD) == checked
