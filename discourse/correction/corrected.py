"""Corrected figures of a study: shares and differences of every code, by a draw, people's and a machine's codings."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec
import numpy as np

from discourse.correction.estimates import Bools, Estimate, Study, difference, share
from discourse.errors import CodingError
from discourse.human.codings import ABSENT, CODES, Codings
from discourse.human.consensus import Place, Question, answers, questions_of
from discourse.human.drawing import contents, drawable
from discourse.human.sheets import Draw
from discourse.human.statements import sides_alone, untold
from discourse.model import Thread, Variable

Grouping = Literal["page", "level"]
PRESENT = "present"
"""What stands for a claim of any status, or a target that is named."""
FIRST, ANSWERS = "first comments", "answers"


class Corrected(msgspec.Struct, frozen=True, kw_only=True):
    """A share of comments as the machine has it, and corrected: ``value`` with the interval ``low`` to ``high``.

    ``group`` is which comments it is of (``None``: all), ``minus`` the group whose share is taken away where the figure
    is a difference. ``code`` may be ``present``: a claim of any status. ``comments`` are those of the group, ``coded``
    by hand among them, ``errors`` in how many of these the machine was wrong.
    """

    variable: Variable
    target: str | None
    code: str
    group: str | None
    minus: str | None
    machine: float | None
    value: float | None
    low: float | None
    high: float | None
    comments: int
    coded: int
    errors: int
    reason: str | None = None


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """The corrected figures of a study, and what they rest on: whose labels are corrected by whose."""

    figures: tuple[Corrected, ...]
    machine: str
    people: tuple[str, ...]
    by: str
    population: int
    drawn: int
    coded: int


class Material(NamedTuple):
    """What a correction is made of: how comments were drawn, the pages, people's codings, and one machine's.

    ``statements`` are the targets that are statements, of which only the sides are corrected: a machine does not tell a
    comment that takes none from one that speaks of other things. Where it is ``None``, its codings tell which they are.
    """

    draw: Draw
    pages: Mapping[str, Thread]
    people: Sequence[Codings]
    machine: Codings
    statements: Collection[str] | None = None

    def with_sides_alone(self) -> "Material":
        """Return the material without what people and the machine say of statements beside sides."""
        targets = untold([*self.people, self.machine], self.statements)
        *people, machine = sides_alone([*self.people, self.machine], targets)
        return self._replace(people=people, machine=machine)


def corrected(material: Material, by: Grouping | None = None) -> Correction:
    """Return corrected shares of each code, and by ``page`` or ``level`` (first comments, answers) their differences.

    Codes that neither the people nor the machine gave are left out. Raises CodingError where the pages are not those
    that the sample was drawn from, or nobody coded a comment of it.
    """
    draw = material.draw
    material = material.with_sides_alone()
    places = population(draw, material.pages)
    known = {(row.source, row.comment) for row in draw.rows}
    coded = {(one.source, one.comment) for codings in material.people for one in codings.comments} & known
    if not coded:
        raise CodingError(
            "none of the codings is of a comment that was drawn; give the files of the sheet that was coded"
        )
    groups = _groups(places, material.pages, by)
    figures = tuple(
        figure
        for question in questions_of([*material.people, material.machine])
        if any(question.variable in codings.asked for codings in material.people)
        for figure in _of_question(material, question, places, groups)
    )
    return Correction(
        figures=figures,
        machine=material.machine.coder,
        people=tuple(codings.coder for codings in material.people),
        by=draw.by,
        population=len(places),
        drawn=len(draw.rows),
        coded=len(coded),
    )


def of_page(draw: Draw, page: str) -> Draw:
    """Return what a draw says of one page: its comments drawn, with their probabilities."""
    rows = tuple(row for row in draw.rows if row.source == page)
    kept = {name: hash_ for name, hash_ in draw.contents.items() if name == page}
    return msgspec.structs.replace(draw, rows=rows, pages={page: draw.pages.get(page, 0)}, contents=kept)


def population(draw: Draw, pages: Mapping[str, Thread]) -> list[Place]:
    """Return the comments that could be drawn, in order; CodingError where the pages are not those of the draw."""
    places: list[Place] = []
    for name, number in draw.pages.items():
        thread = pages.get(name)
        if thread is None:
            raise CodingError(f"the sample was drawn from “{name[:80]}”, too; give all its pages, as they were")
        numbers = drawable(thread)
        if len(numbers) != number:
            raise CodingError(
                f"{name[:80]}: the sample was drawn from {number:,} comments and the page has {len(numbers):,}; "
                "give the page as it was"
            )
        places += [(name, thread.comments[at].id) for at in numbers]
    known = set(places)
    lost = next((row for row in draw.rows if (row.source, row.comment) not in known), None)
    if lost is not None:
        raise CodingError(
            f"{lost.source[:80]}: it has no comment “{lost.comment[:40]}”, which was drawn; give the page as it was"
        )
    for name in draw.pages:
        if draw.contents.get(name) not in (None, contents(pages[name])):
            raise CodingError(
                f"{name[:80]}: its comments have other ids or words than those that the sample was drawn from; "
                "give the page as it was"
            )
    return places


def _groups(places: Sequence[Place], pages: Mapping[str, Thread], by: Grouping | None) -> dict[str, Bools]:
    if by is None:
        return {}
    if by == "page":
        called = _titles({page: pages[page] for page in dict.fromkeys(page or "" for page, _ in places)})
        names = [called[page or ""] for page, _ in places]
    else:
        first = {(name, one.id) for name, thread in pages.items() for one in thread.comments if one.reply_to == ""}
        names = [FIRST if place in first else ANSWERS for place in places]
    return {name: np.array([each == name for each in names]) for name in dict.fromkeys(names)}


def _titles(pages: Mapping[str, Thread]) -> dict[str, str]:
    """Return what pages are called: their titles, with their names where two have the same or one has none."""
    titles = {name: " ".join((thread.article.title or "").split()) for name, thread in pages.items()}
    often = Counter(titles.values())
    return {name: title if often[title] == 1 else f"{title} ({name})" for name, title in titles.items() if title} | {
        name: name for name, title in titles.items() if not title
    }


def _of_question(
    material: Material, question: Question, places: Sequence[Place], groups: Mapping[str, Bools]
) -> Iterator[Corrected]:
    said = [answers(codings, question) for codings in material.people]
    machine = answers(material.machine, question)
    whole: Study | None = None
    for code in _codes(question):
        given = {place for place, own in machine.items() if _is(own, code)}
        study = _study(material.draw, places, _shares(said, code), given)
        if not _is_found(study) or (whole is not None and _is_same(study, whole)):
            continue
        whole = study if code == PRESENT else whole
        yield from _of_code(question, code, study, groups)


def _is_found(study: Study) -> bool:
    return bool(study.machine.any() or (np.nan_to_num(study.human) > 0).any())


def _is_same(one: Study, other: Study) -> bool:
    """Return whether all that has a claim has it in one status, which then need not be told again."""
    same_people = np.array_equal(one.human, other.human, equal_nan=True)
    return same_people and np.array_equal(one.machine, other.machine)


def _of_code(question: Question, code: str, study: Study, groups: Mapping[str, Bools]) -> Iterator[Corrected]:
    everything = len(study.machine)
    yield _figure(question, code, (None, None), share(study), everything)
    for name, inside in groups.items():
        yield _figure(question, code, (name, None), share(study, inside), int(inside.sum()))
    for name, other in _contrasts(list(groups)):
        found = difference(study, groups[name], groups.get(other, ~groups[name]))
        yield _figure(question, code, (name, other), found, everything)


def _codes(question: Question) -> tuple[str, ...]:
    codes = tuple(code for code in CODES[question.variable] if code != ABSENT)
    return (PRESENT, *codes) if question.variable == "claim" else codes


def _contrasts(names: Sequence[str]) -> list[tuple[str, str]]:
    """Return the differences that are told: of two groups theirs, of more each less all the others."""
    if len(names) == 2:
        return [(names[0], names[1])]
    return [(name, "the others") for name in names] if len(names) > 2 else []


def _is(given: str | None, code: str) -> bool:
    return given not in (None, ABSENT) if code == PRESENT else given == code


def _shares(said: Sequence[Mapping[Place, str | None]], code: str) -> dict[Place, float]:
    """Return in each comment the share of people who gave the code, of those who could tell."""
    found: dict[Place, list[bool]] = {}
    for one in said:
        for place, given in one.items():
            if given is not None:
                found.setdefault(place, []).append(_is(given, code))
    return {place: sum(given) / len(given) for place, given in found.items()}


def _study(draw: Draw, places: Sequence[Place], people: Mapping[Place, float], machine: set[Place]) -> Study:
    number = {place: at for at, place in enumerate(places)}
    strata = {name: at for at, name in enumerate(sorted({row.stratum for row in draw.rows}))}
    drawn = [(row.source, row.comment) for row in draw.rows]
    return Study(
        machine=np.array([float(place in machine) for place in places]),
        sampled=np.array([number[place] for place in drawn], np.int64),
        human=np.array([people.get(place, np.nan) for place in drawn]),
        probability=np.array([row.probability for row in draw.rows]),
        stratum=np.array([strata[row.stratum] for row in draw.rows], np.int64),
    )


def _figure(
    question: Question, code: str, of: tuple[str | None, str | None], found: Estimate, comments: int
) -> Corrected:
    group, minus = of
    return Corrected(
        variable=question.variable,
        target=question.target,
        code=code,
        group=group,
        minus=minus,
        machine=None if np.isnan(found.machine) else found.machine,
        value=found.value,
        low=found.low,
        high=found.high,
        comments=comments,
        coded=found.coded,
        errors=found.errors,
        reason=found.reason,
    )
