"""What a class agrees on, with itself, with the key and with the machine, as plain figures.

A unit is a question about a comment. The class's answer to a unit is the one that more than half of those gave who
could tell; for a student it is that of the others. Kappa is Cohen's (1960), alpha Krippendorff's (2011), nominal. Where
the key allows several codes, a student's, if it is among them, counts as the key's.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from discourse.agreement.coefficients import alpha, alpha_within, cohen_within, once, percent
from discourse.agreement.values import Values, values_of
from discourse.classroom.alike import Alike, alike
from discourse.classroom.answers import Answers, Key, Unit
from discourse.classroom.marks import Marks, is_blank, marks_in
from discourse.classroom.packs import Pack
from discourse.classroom.students import Student


class Match(NamedTuple):
    """How far two answer alike: of how many units, which share of them, and Cohen's kappa (``None``: undefined)."""

    units: int
    share: float | None
    kappa: float | None


class Graded(NamedTuple):
    """A student: how many units they answered of those asked, and how far they agree with each of three.

    ``unsure`` are the answers among these that are "cannot tell"; they are compared with nobody's. ``unread`` are
    answers that could not be read, and are not among these. ``is_blank`` tells who marked nothing.
    """

    name: str
    answered: int
    unsure: int
    unread: int
    asked: int
    marks: Marks
    is_blank: bool
    key: Match
    others: Match
    machine: Match


class UnitFigures(NamedTuple):
    """A unit: how often each code was given, the class's answer, the key's codes, the machine's answer.

    ``share`` is the share of pairs of students who agree, ``None`` where fewer than two answered.
    """

    unit: Unit
    often: Mapping[str, int]
    majority: str | None
    key: tuple[str, ...]
    machine: str | None
    share: float | None


class QuestionFigures(NamedTuple):
    """A question over its comments: alpha, the share of agreeing pairs, and how far class, machine and key agree."""

    question: str
    units: int
    alpha: float | None
    share: float | None
    class_key: Match
    machine_key: Match


class ClassFigures(NamedTuple):
    """All figures of a class; ``parts`` is alpha by sheet, for an exercise of two parts."""

    students: tuple[Graded, ...]
    units: tuple[UnitFigures, ...]
    questions: tuple[QuestionFigures, ...]
    alpha: float | None
    share: float | None
    parts: tuple[float | None, ...]
    alike: tuple[Alike, ...]
    class_key: Match
    class_marks: Marks
    machine_key: Match
    class_machine: Match


def figures_of(pack: Pack, students: Sequence[Student]) -> ClassFigures:
    """Return the figures of a class; with fewer than two students those among them are ``None``."""
    units, key, machine = pack.units(), pack.key_of(), pack.machine_of()
    answers = [student.answers for student in students]
    rows = tuple(_unit(unit, answers, key, machine) for unit in units)
    majority = {row.unit: row.majority for row in rows}
    whole = _values(units, answers)
    return ClassFigures(
        students=tuple(_graded(number, students, units, pack) for number in range(len(students))),
        units=rows,
        questions=tuple(_questions(units, answers, pack, majority)),
        alpha=_alpha_of(units, answers),
        share=_one(percent, whole),
        parts=tuple(_alpha_of(_of_part(units, pack, part), answers) for part in range(len(pack.sheets))),
        alike=tuple(alike(pack.thread, students, majority)),
        class_key=match(majority, key, units),
        class_marks=marks_in(majority, key, units),
        machine_key=match(machine, key, units),
        class_machine=match(majority, _as_key(machine), units),
    )


def without_a_mark(figures: ClassFigures) -> list[Graded]:
    """Return who marked nothing; nobody where there is a key and it has nothing to find."""
    has_key = figures.machine_key.share is not None
    return [each for each in figures.students if each.is_blank and (figures.class_marks.key or not has_key)]


def _of_part(units: Iterable[Unit], pack: Pack, part: int) -> list[Unit]:
    comments = {row.comment for row in pack.sheets[part].rows}
    return [unit for unit in units if unit.comment in comments]


def _values(units: Iterable[Unit], answers: Sequence[Answers]) -> Values:
    return values_of([[one.get(unit) for one in answers] for unit in units]).paired()


def _alpha_of(units: Iterable[Unit], answers: Sequence[Answers]) -> float | None:
    """Return alpha over all units: what a stance may be is no chance of what a reply stance may be."""
    groups = [values for own in _by_variable(units) if len((values := _values(own, answers)).given)]
    return _defined(alpha_within(groups)) if groups else None


def _by_variable(units: Iterable[Unit]) -> Iterable[list[Unit]]:
    """Return the units of each variable: those of all claims together, and those of all targets."""
    found: dict[str, list[Unit]] = {}
    for unit in units:
        found.setdefault(unit.question.split()[0], []).append(unit)
    return found.values()


def _defined(found: float) -> float | None:
    return None if np.isnan(found) else found


def _one(coefficient: Callable[..., np.ndarray], values: Values) -> float | None:
    if not len(values.given):
        return None
    return _defined(float(coefficient(values, once(values))[0]))


def _unit(unit: Unit, answers: Sequence[Answers], key: Key, machine: Answers) -> UnitFigures:
    said = [code for one in answers if (code := one.get(unit)) is not None]
    often = Counter(said)
    return UnitFigures(
        unit=unit,
        often=dict(sorted(often.items(), key=lambda item: (-item[1], item[0]))),
        majority=_majority(often),
        key=key.get(unit, ()),
        machine=machine.get(unit),
        share=_agreeing(often),
    )


def _majority(often: Counter[str]) -> str | None:
    if not often:
        return None
    code, most = min(often.items(), key=lambda item: (-item[1], item[0]))
    return code if 2 * most > often.total() else None


def _agreeing(often: Counter[str]) -> float | None:
    n = often.total()
    return sum(each * (each - 1) for each in often.values()) / (n * (n - 1)) if n > 1 else None


def match(answers: Answers, key: Key, units: Iterable[Unit]) -> Match:
    """Return how far answers agree with a key, over the units that both decide."""
    both = [unit for unit in units if answers.get(unit) is not None and key.get(unit)]
    if not both:
        return Match(0, None, None)
    told = {unit: _told(answers[unit] or "", key[unit]) for unit in both}
    kappa = cohen_within([values_of([list(told[unit]) for unit in own]) for own in _by_variable(both)])
    share = sum(code == right for code, right in told.values()) / len(told)
    return Match(len(both), share, _defined(kappa))


def _told(code: str, codes: Sequence[str]) -> tuple[str, str]:
    """Return a code and that of a key of several which it is compared with."""
    return code, code if code in codes else codes[0]


def _as_key(answers: Answers) -> dict[Unit, tuple[str, ...]]:
    return {unit: (code,) for unit, code in answers.items() if code is not None}


def _graded(number: int, students: Sequence[Student], units: Sequence[Unit], pack: Pack) -> Graded:
    own = students[number].answers
    others = [student.answers for at, student in enumerate(students) if at != number]
    majority = {unit: _majority(Counter(_said(unit, others))) for unit in units}
    return Graded(
        name=students[number].name,
        answered=sum(unit in own for unit in units),
        unsure=sum(own.get(unit, "") is None for unit in units),
        unread=sum(unit in students[number].unread for unit in units),
        asked=len(units),
        marks=marks_in(own, pack.key_of(), units),
        is_blank=is_blank(own) and not students[number].unread,
        key=match(own, pack.key_of(), units),
        others=match(own, _as_key(majority), units),
        machine=match(own, _as_key(pack.machine_of()), units),
    )


def _said(unit: Unit, answers: Iterable[Answers]) -> Iterator[str]:
    for one in answers:
        code = one.get(unit)
        if code is not None:
            yield code


def _questions(
    units: Sequence[Unit], answers: Sequence[Answers], pack: Pack, majority: Answers
) -> Iterator[QuestionFigures]:
    for question in dict.fromkeys(unit.question for unit in units):
        own = [unit for unit in units if unit.question == question]
        values = _values(own, answers)
        yield QuestionFigures(
            question=question,
            units=len(own),
            alpha=_one(alpha, values),
            share=_one(percent, values),
            class_key=match(majority, pack.key_of(), own),
            machine_key=match(pack.machine_of(), pack.key_of(), own),
        )
