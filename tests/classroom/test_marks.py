"""What is marked of what need not be there: who marks nothing looks well in figures that count all decisions."""

import csv

import pytest

from discourse.classroom.answers import Unit
from discourse.classroom.grading import figures_of
from discourse.classroom.handed_in import HandedIn
from discourse.classroom.marks import Marks, is_blank, marks_in
from discourse.classroom.packs import Pack
from discourse.classroom.report.content import class_report
from discourse.classroom.report.files import class_files
from discourse.classroom.students import Student
from tests.classroom.packs import pack_of

CLAIMS = [Unit("claim staged", str(number)) for number in range(1, 7)]
KEY = dict(
    zip(
        CLAIMS,
        [("asserts",), ("rejects", "questions"), ("asserts", "absent"), ("absent",), ("absent", "reports"), ()],
        strict=True,
    )
)


@pytest.mark.parametrize(
    ("said", "marks"),
    [
        # Of the first two something has to be found; of the third and fifth it may be.
        ("asserts rejects asserts absent absent absent", Marks(3, 3, 2, 2, 0)),
        ("absent  absent  absent  absent absent absent", Marks(0, 0, 2, 0, 0)),
        ("rejects questions absent absent reports absent", Marks(3, 3, 2, 1, 1)),
        ("asserts absent reports asserts asserts absent", Marks(4, 4, 2, 1, 3)),
        # What the key does not decide is a mark, and neither right nor wrong.
        ("? ? ? ? ? asserts", Marks(1, 0, 2, 0, 0)),
        ("- - - - - -", Marks(0, 0, 2, 0, 0)),
    ],
)
def test_marks_are_held_against_those_of_the_key(said: str, marks: Marks) -> None:
    codes = zip(CLAIMS, said.split(), strict=True)
    answers = {unit: None if code == "?" else code for unit, code in codes if code != "-"}
    assert marks_in(answers, {unit: codes for unit, codes in KEY.items() if codes}, CLAIMS) == marks


def test_what_is_always_there_is_no_mark() -> None:
    unit = Unit("reply_stance", "1")
    assert marks_in({unit: "deny"}, {unit: ("deny",)}, [unit]) == Marks(0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("answers", "blank"),
    [
        ({CLAIMS[0]: "absent", CLAIMS[1]: "absent"}, True),
        ({CLAIMS[0]: "absent", CLAIMS[1]: None}, False),
        ({CLAIMS[0]: "absent", CLAIMS[1]: "asserts"}, False),
        ({Unit("reply_stance", "1"): "deny"}, False),
        ({}, False),
    ],
)
def test_who_says_of_all_that_it_is_absent_marked_nothing(answers: dict[Unit, str | None], blank: bool) -> None:
    assert is_blank(answers) == blank


def a_class() -> tuple[Pack, list[Student]]:
    """Ada reads as the key, Bo marks nothing, and of Cem nothing but the first claim could be read."""
    pack = pack_of("river", "claims")
    units, key = pack.units(), pack.key_of()
    ada = {unit: key[unit][0] for unit in units}
    first = next(unit for unit in units if ada[unit] != "absent")
    return pack, [
        Student("Ada", ada, {}, ()),
        Student("Bo", dict.fromkeys(units, "absent"), {}, ()),
        Student("Cem", {first: "asserts"}, {}, (), unread={unit: "ja" for unit in units if unit != first}),
    ]


def test_the_row_of_a_student_leads_with_what_was_found() -> None:
    pack, students = a_class()
    table = class_report(pack, HandedIn(tuple(students), ()), figures_of(pack, students)).tables[0]
    assert table.columns[:5] == ("Student", "Claims found", "Wrongly marked", "Answered", "Not read")
    assert [[cell.text for cell in row[:6]] for row in table.rows] == [
        ["Ada", "16 of 16", "0 of 27", "168 of 168", "–", "100%"],
        ["Bo", "0 of 16", "no mark", "168 of 168", "–", "90%"],
        ["Cem", "1 of 16", "0 of 1", "1 of 168", "167", "100%"],
    ]


def test_a_file_without_a_mark_is_named() -> None:
    pack, students = a_class()
    said = class_report(pack, HandedIn(tuple(students), ()), figures_of(pack, students))
    (listing,) = (each for each in said.listings if each.heading == "Files without a mark")
    assert listing.items == ("Bo: 168 of 168 answered, no mark",)
    assert "Without any claim marked: Bo;" in " ".join(said.summary)
    assert "167 answers of Cem could not be read and count as missing." in said.summary


def test_how_many_decisions_of_the_class_are_marks_is_said() -> None:
    pack, students = a_class()
    said = class_report(pack, HandedIn(tuple(students[:1] * 3), ()), figures_of(pack, students[:1] * 3))
    assert said.summary[2] == (
        "The class marked 27 of these decisions, 0 of them otherwise than the key; it found 16 of the 16 claims that "
        "the key has for certain."
    )
    assert ("16 of 16", "claims of the key found by the class") in said.headlines


def test_an_exercise_in_which_nothing_may_be_absent_has_no_marks() -> None:
    pack = pack_of("river", "reply-graph")
    student = Student("Ada", {unit: codes[0] for unit, codes in pack.key_of().items()}, {}, ())
    said = class_report(pack, HandedIn((student,), ()), figures_of(pack, [student]))
    assert said.tables[0].columns[:3] == ("Student", "Answered", "As the key")


def test_marks_have_columns_and_remarks_a_file() -> None:
    pack, students = a_class()
    handed = HandedIn(tuple(students), (), ("b.csv: something could not be read",))
    files = class_files(pack, handed)
    names = ("student", "key_marks", "found", "wrongly_marked", "marks", "answered", "not_read")
    rows = [[row[name] for name in names] for row in csv.DictReader(files["students.csv"].decode().splitlines())]
    assert rows == [
        ["Ada", "16", "16", "0", "27", "168", "0"],
        ["Bo", "16", "0", "0", "0", "168", "0"],
        ["Cem", "16", "1", "0", "1", "1", "167"],
    ]
    assert files["remarks.csv"] == b"what\nb.csv: something could not be read\n"
    assert b"What could not be taken as it stands" in files["class.html"]
    assert b"What was left out" not in files["class.html"]
