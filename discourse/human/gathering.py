"""Rows of a table as the codings of each coder in it: who is a person, and what counts where rows contradict."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from discourse.human.cells import TableRow
from discourse.human.codings import PERSON, Coded, Codings, Fault, Mark, is_machine, person, variables_of
from discourse.human.marks import FaultError
from discourse.translation import number, translated

MOST_NOTE = 2_000
Place = tuple[str | None, str]
"""A page and a comment of it."""
_Decided = tuple[str, str | None]
"""A variable and its target."""
_Copied = tuple[Place, _Decided, float]
"""A probability, and what it is of."""


class Header(NamedTuple):
    """Whose codings rows are of, of which sheet, by which codebook."""

    coder: str
    sheet: str
    codebook: str


class _Comment(NamedTuple):
    """What one coder says of a comment: marks with the numbers of their rows, what could not be read, notes."""

    marks: dict[_Decided, dict[Mark, int]]
    missing: dict[_Decided, Mark]
    notes: list[str]

    def all_marks(self) -> tuple[Mark, ...]:
        """Return the marks in the order of their rows, then what could not be read and is not said otherwise."""
        said = sorted(((row, mark) for own in self.marks.values() for mark, row in own.items()), key=lambda one: one[0])
        lacking = (mark for decided, mark in self.missing.items() if decided not in self.marks)
        return (*(mark for _, mark in said), *lacking)


class Gathered:
    """The comments of each coder, in the order of their first row, and the faults of the rows."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._of: dict[Header, dict[Place, _Comment]] = {}

    def add(self, header: Header, row: TableRow, *marks: Mark) -> None:
        """Add what a row says; FaultError where it names no comment."""
        comment = self._comment(header, row)
        for mark in marks:
            self._take(comment, mark, row, header.coder)
        if "variable" not in row.cells and row.get("note"):
            comment.notes.append(row.get("note")[:MOST_NOTE])

    def lacks(self, fault: Fault, header: Header, row: TableRow, missing: Mark) -> None:
        """Add that what a row says could not be read, which is a fault and leaves it missing."""
        self.faults.append(fault)
        if row.get("comment"):
            self._comment(header, row).missing.setdefault((missing.variable, missing.target), missing)

    def _comment(self, header: Header, row: TableRow) -> _Comment:
        comment = row.get("comment")
        if not comment:
            raise FaultError(translated("it names no comment"))
        place = (row.get("source") or None, comment)
        return self._of.setdefault(header, {}).setdefault(place, _Comment({}, {}, []))

    def _take(self, comment: _Comment, mark: Mark, row: TableRow, coder: str) -> None:
        """Add a mark; of two codes of one thing the surer counts, of equally sure ones the later row."""
        own = comment.marks.setdefault((mark.variable, mark.target), {})
        other = next(iter(own), None)
        if other is None or other.code == mark.code or mark.variable == "form":
            own.setdefault(mark, row.number)
            return
        earlier, is_taken = own[other], mark.sureness >= max(each.sureness for each in own)
        self.faults.append(_contradicting(coder, row, earlier, (other, mark), is_later=is_taken))
        if is_taken:
            own.clear()
            own[mark] = row.number

    def codings(self) -> tuple[Codings, ...]:
        """Return the codings of each coder; one with a probability of their own is a machine."""
        given = {header: set(_probabilities(comments)) for header, comments in self._of.items()}
        return tuple(
            _codings(header, comments, set().union(*(own for other, own in given.items() if other != header)))
            for header, comments in self._of.items()
        )


def _contradicting(coder: str, row: TableRow, earlier: int, marks: tuple[Mark, Mark], *, is_later: bool) -> Fault:
    before, after = (translated(mark.code) if mark.code else "?" for mark in marks)
    what = " ".join(filter(None, (marks[1].variable, marks[1].target)))[:60]
    why = translated(
        "{coder} says “{after}” of {what} in comment “{comment}”, and “{before}” in row {earlier}; “{counts}” counts, "
        "and who corrects a coder gives a name of their own",
        coder=coder[:60],
        after=after,
        what=what,
        comment=row.get("comment")[:60],
        before=before,
        earlier=number(earlier),
        counts=after if is_later else before,
    )
    return Fault(place_of(row), why)


def place_of(row: TableRow) -> str:
    """Return where something stands in a table, by the number that spreadsheets give the row."""
    return translated("row {n}", n=number(row.number))


def _probabilities(comments: dict[Place, _Comment]) -> Iterator[_Copied]:
    for place, comment in comments.items():
        for decided, own in comment.marks.items():
            for mark in own:
                if mark.probability is not None:
                    yield place, decided, mark.probability


def _codings(header: Header, comments: dict[Place, _Comment], of_others: set[_Copied]) -> Codings:
    is_person = _is_person(header.coder, _probabilities(comments), of_others)
    coded = tuple(
        Coded(
            source=source,
            comment=id_,
            marks=tuple(_without_probability(comment.all_marks()) if is_person else comment.all_marks()),
            note=" ".join(comment.notes) or None,
        )
        for (source, id_), comment in comments.items()
    )
    return Codings(
        coder=person(header.coder) if is_person else header.coder,
        comments=coded,
        asked=variables_of(coded),
        sheet=header.sheet or None,
        codebook=header.codebook or None,
    )


def _is_person(name: str, own: Iterator[_Copied], of_others: set[_Copied]) -> bool:
    """Return whether a coder is a person: they give no probability but such as were copied with a machine's row."""
    return name.startswith(PERSON) or not (is_machine(name) or any(each not in of_others for each in own))


def _without_probability(marks: Iterable[Mark]) -> Iterator[Mark]:
    for mark in marks:
        yield mark if mark.probability is None else msgspec.structs.replace(mark, probability=None)
