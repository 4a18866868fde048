"""The tables on the pages of a class report: of students, and of questions."""

from collections.abc import Iterator
from typing import NamedTuple

from discourse.classroom.answers import Unit
from discourse.classroom.grading import ClassFigures, Graded, Match
from discourse.classroom.marks import may_be_absent
from discourse.classroom.packs import Pack
from discourse.classroom.report.records import Cell, Table
from discourse.classroom.report.wording import coefficient_text, share_text
from discourse.classroom.to_find import marked_in
from discourse.classroom.wording import label_of
from discourse.translation import translated


def tables(pack: Pack, figures: ClassFigures) -> Iterator[Table]:
    """Yield a table of the students, where any handed in, and one of the questions, where there are several."""
    with_key = bool(pack.key)
    if figures.students:
        yield _of_students(figures, _key_in(pack, figures), marked_in(pack))
    if len(figures.questions) > 1:
        with_key_heads = translated("Class as the key"), translated("Machine as the key")
        yield Table(
            translated("Each question"),
            (*map(translated, ("Question", "Alpha", "Pairs agree")), *(with_key_heads if with_key else ())),
            tuple(
                (
                    Cell(label_of(pack, Unit(each.question, ""))),
                    Cell(coefficient_text(each.alpha)),
                    Cell(share_text(each.share), each.share),
                    *((_cells(each.class_key)[0], _cells(each.machine_key)[0]) if with_key else ()),
                )
                for each in figures.questions
            ),
        )


class _HasKey(NamedTuple):
    """Whether there is a key, whether it decides on marks, and whether it has any to find."""

    any: bool
    of_marks: bool
    to_find: bool


def _key_in(pack: Pack, figures: ClassFigures) -> _HasKey:
    return _HasKey(bool(pack.key), any(map(may_be_absent, pack.key_of())), figures.class_marks.key > 0)


def _of_students(figures: ClassFigures, key: _HasKey, marked: str) -> Table:
    unread = any(each.unread for each in figures.students)
    return Table(
        translated("Each student"),
        _student_heads(key, marked, unread),
        tuple(
            (
                Cell(each.name),
                *(_marks_cells(each, key) if marked else ()),
                Cell(translated("{n} of {all}", n=each.answered, all=each.asked)),
                *((Cell(str(each.unread) if each.unread else "–"),) if unread else ()),
                *(_cells(each.key, with_bar=not marked) if key.any else ()),
                *_cells(each.others, with_bar=not marked),
                _cells(each.machine, with_bar=not marked)[0],
            )
            for each in figures.students
        ),
        " ".join(_student_note(key.to_find, marked)),
    )


def _student_heads(key: _HasKey, marked: str, unread: bool) -> tuple[str, ...]:
    """Return the heads of the columns."""
    found = {"claims": translated("Claims found"), "sides": translated("Sides found")}
    marks = (
        (*((found[marked],) if key.to_find else ()), translated("Wrongly marked")) if marked and key.of_marks else ()
    )
    return (
        translated("Student"),
        *(marks or ((translated("Marks"),) if marked else ())),
        translated("Answered"),
        *((translated("Not read"),) if unread else ()),
        *((translated("As the key"), translated("kappa")) if key.any else ()),
        translated("As the others"),
        translated("kappa"),
        translated("As the machine"),
    )


def _student_note(to_find: bool, marked: str) -> Iterator[str]:
    if marked and to_find:
        found = {
            "claims": translated("Found are claims that the key has for certain, marked as the key does."),
            "sides": translated("Found are sides that the key has for certain, marked as the key does."),
        }
        yield found[marked]
    yield translated(
        "In the order of their names; a low figure may mean a careless student or a careful one who sees more."
    )


def _marks_cells(each: Graded, key: _HasKey) -> tuple[Cell, ...]:
    given = translated("no mark") if each.is_blank else str(each.marks.given)
    if not key.of_marks:
        return (Cell(given),)
    own = each.marks
    found = Cell(translated("{n} of {all}", n=own.found, all=own.key), own.found / own.key if own.key else None)
    wrong = given if each.is_blank else translated("{n} of {all}", n=own.wrong, all=own.given_in_key)
    return (found, Cell(wrong)) if key.to_find else (Cell(wrong),)


def _cells(match: Match, with_bar: bool = True) -> tuple[Cell, Cell]:
    return Cell(share_text(match.share), match.share if with_bar else None), Cell(coefficient_text(match.kappa))
