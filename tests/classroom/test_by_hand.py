"""The figures of a class of four that can be worked out on a sheet of paper."""

import msgspec
import pytest

from discourse.classroom.answers import KeyEntry, Unit
from discourse.classroom.grading import ClassFigures, figures_of
from discourse.classroom.handed_in import HandedIn
from discourse.classroom.packs import Pack
from discourse.classroom.report.content import class_report
from discourse.classroom.report.data import students_table
from discourse.classroom.students import Student
from tests.classroom.packs import pack_of

# Of four comments: what Ada, Bela, Cem and Dora say, what the key allows, what the machine says. "?" is "cannot tell",
# "-" was left out.
ROWS = (
    ("deny    deny    deny    query  ", "deny", "deny"),
    ("support deny    ?       support", "support comment", "support"),
    ("query   comment query   -      ", "comment query", "?"),
    ("comment comment support support", "deny", "support"),
)


def small() -> tuple[Pack, list[Student]]:
    pack = pack_of("convoy", "stance")
    comments = pack.thread.comments[: len(ROWS)]
    units = [Unit("reply_stance", comment.id) for comment in comments]
    asked = tuple(row for each in comments for row in pack.sheets[0].rows if row.comment == each.id)
    sheet = msgspec.structs.replace(pack.sheets[0], rows=asked, variables=("reply_stance",))
    said = [dict(zip(units, column, strict=True)) for column in zip(*(row[0].split() for row in ROWS), strict=True)]
    students = [
        Student(name, {unit: None if code == "?" else code for unit, code in own.items() if code != "-"}, {}, ())
        for name, own in zip(("Ada", "Bela", "Cem", "Dora"), said, strict=True)
    ]
    key = tuple(
        KeyEntry("reply_stance", unit.comment, tuple(row[1].split())) for unit, row in zip(units, ROWS, strict=True)
    )
    machine = tuple(
        KeyEntry("reply_stance", unit.comment, () if row[2] == "?" else (row[2],))
        for unit, row in zip(units, ROWS, strict=True)
    )
    return msgspec.structs.replace(pack, sheets=(sheet,), key=key, machine=machine), students


def figures() -> ClassFigures:
    return figures_of(*small())


def test_the_class_says_what_more_than_half_of_those_say_who_could_tell() -> None:
    assert [row.majority for row in figures().units] == ["deny", "support", "query", None]


def test_pairs_agree() -> None:
    """3 of 6 pairs, 1 of 3, 1 of 3, 2 of 6."""
    assert [row.share for row in figures().units] == pytest.approx([1 / 2, 1 / 3, 1 / 3, 1 / 3])


@pytest.mark.parametrize(
    ("name", "answered", "unsure", "key", "others", "machine"),
    [
        # Key: deny, support and query are right, comment is not. Others: deny (2 of 3) yes; deny against support is
        # divided; comment against query is divided; support (2 of 3) against comment.
        ("Ada", 4, 0, (4, 3 / 4), (2, 1 / 2), (3, 2 / 3)),
        # Others: deny yes; support (2 of 2) against deny; query (2 of 2) against comment; support (2 of 3).
        ("Bela", 4, 0, (4, 2 / 4), (4, 1 / 4), (3, 1 / 3)),
        # "Cannot tell" is answered and compared with nobody's. Others: deny (2 of 3); divided; comment (2 of 3).
        ("Cem", 4, 1, (3, 2 / 3), (2, 1 / 2), (2, 2 / 2)),
        # One left out. Others: deny (3 of 3); divided; comment (2 of 3).
        ("Dora", 3, 0, (3, 1 / 3), (2, 0 / 2), (3, 2 / 3)),
    ],
)
def test_each_student(
    name: str,
    answered: int,
    unsure: int,
    key: tuple[int, float],
    others: tuple[int, float],
    machine: tuple[int, float],
) -> None:
    (found,) = (each for each in figures().students if each.name == name)
    assert (found.answered, found.unsure, found.asked) == (answered, unsure, 4)
    assert (found.key.units, found.key.share) == pytest.approx(key)
    assert (found.others.units, found.others.share) == pytest.approx(others)
    assert (found.machine.units, found.machine.share) == pytest.approx(machine)


def test_kappa_of_ada_and_the_key() -> None:
    """An allowed alternative counts as the key's own, so the key says deny, support, query, deny: 3 of 4 agree, and
    chance gives 1/4 * 2/4 + 1/4 * 1/4 + 1/4 * 1/4 + 1/4 * 0 = 1/4."""
    assert figures().students[0].key.kappa == pytest.approx((3 / 4 - 1 / 4) / (1 - 1 / 4))


def test_alpha_of_the_class() -> None:
    """By the matrix of coincidences of the 14 values (Krippendorff 2011)."""
    # Coincidences on the diagonal: deny 3*2/3; support 2*1/2; query 2*1/2; comment 2*1/3 + support 2*1/3.
    agreeing = 6 / 3 + 2 / 2 + 2 / 2 + 2 / 3 + 2 / 3
    # Values: deny 3 + 1, query 1 + 2, support 2 + 2, comment 1 + 2, of 14.
    n = 14
    expected = (4 * 3 + 3 * 2 + 4 * 3 + 3 * 2) / (n - 1)
    assert figures().alpha == pytest.approx(1 - (n - agreeing) / (n - expected))


def test_class_and_machine_against_the_key() -> None:
    """The class decides three, all as the key; the machine three, of which the last is not as the key."""
    found = figures()
    assert (found.class_key.units, found.class_key.share) == (3, 1.0)
    assert (found.machine_key.units, found.machine_key.share) == pytest.approx((3, 2 / 3))
    assert (found.class_machine.units, found.class_machine.share) == (2, 1.0)


def test_a_machine_that_cannot_tell_is_not_wrong() -> None:
    pack, students = small()
    report = class_report(pack, HandedIn(tuple(students), ()), figures_of(pack, students))
    assert [topic.heading for topic in report.topics] == ["What was hard"]
    assert "“Cannot tell” is 1 of 15 answers" in " ".join(report.summary)


def test_of_one_comment_two_cases_at_most_stand_under_a_heading() -> None:
    pack = pack_of("river", "claims")
    first, *_ = pack.thread.comments
    units = [unit for unit in pack.units() if unit.comment == first.id]
    students = [
        Student(name, dict.fromkeys(units, code), {}, ()) for name, code in (("A", "asserts"), ("B", "rejects"))
    ]
    topics = class_report(pack, HandedIn(tuple(students), ()), figures_of(pack, students)).topics
    assert [len(topic.cases) for topic in topics if topic.heading == "What was hard"] == [2]


def test_answers_that_cannot_tell_have_a_column() -> None:
    table = students_table(figures()).select("student", "asked", "answered", "cannot_tell")
    assert table.rows() == [("Ada", 4, 4, 0), ("Bela", 4, 4, 0), ("Cem", 4, 4, 1), ("Dora", 4, 3, 0)]
