"""Files of codings with one row a decision, and sheets with one row a comment."""

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from discourse.human.cells import Table, TableRow
from discourse.human.codings import ABSENT, CODES, TARGETED, Coded, Codings, Fault, Mark, person, variables_of
from discourse.human.sheets import LOOKED_AT
from discourse.human.spellings import Manner, cannot_tell, code_in, manner, why_unread
from discourse.model import Variable

_MOST_NOTE = 2_000
_MOST_NAME = 200
_MOST_SAID = 40
_Column = tuple[str, tuple[Variable, str | None]]


class Header(NamedTuple):
    """Whose codings rows are of, of which sheet, by which codebook."""

    coder: str
    sheet: str
    codebook: str


class FaultError(ValueError):
    """Why a row, or a part of it, was not taken."""


class UnreadError(FaultError):
    """Why a code could not be read; ``mark`` is its decision, which is kept as one that nobody knows."""

    def __init__(self, why: str, mark: Mark) -> None:
        super().__init__(why)
        self.mark = mark


def fault_of(where: str, error: FaultError) -> Fault:
    """Return what was not taken as a fault.

    >>> fault_of("row 2", FaultError("it names no comment"))
    Fault(where='row 2', why='it names no comment', is_unread=False)
    """
    return Fault(where, str(error), isinstance(error, UnreadError))


def is_long(columns: Sequence[str]) -> bool:
    """Return whether a table has one row a decision."""
    return {"comment", "variable"} <= set(columns)


def is_wide(columns: Sequence[str]) -> bool:
    """Return whether a table has one row a comment, and a column for at least one decision."""
    return "comment" in columns and any(decided(column) for column in columns)


def decided(column: str) -> tuple[Variable, str | None] | None:
    """Return the variable and target that a column of a sheet is for, ``None`` where it is for none.

    >>> decided("claim staged"), decided("text")
    (('claim', 'staged'), None)
    """
    name, _, target = column.strip().partition(" ")
    if name not in CODES or bool(target.strip()) != (name in TARGETED):
        return None
    return name, target.strip() or None


def long_codings(table: Table, name: str) -> tuple[tuple[Codings, ...], tuple[Fault, ...]]:
    """Return the codings of each coder of a table with one row a decision, and the rows that cannot be right."""
    faults: list[Fault] = []
    gathered = _Gathered()
    for row in table.rows:
        try:
            gathered.add(_header(row, name), row, *_long_marks(row, faults))
        except FaultError as error:
            faults.append(fault_of(f"row {row.number:,}", error))
    return gathered.codings(), tuple(faults)


def _long_marks(row: TableRow, faults: list[Fault]) -> Iterator[Mark]:
    try:
        yield _mark(row)
    except UnreadError as error:
        faults.append(fault_of(f"row {row.number:,}", error))
        yield error.mark


class _Gathered:
    """The comments of each coder, in the order of their first row."""

    def __init__(self) -> None:
        self._of: dict[Header, dict[tuple[str | None, str], tuple[dict[Mark, None], list[str]]]] = {}

    def add(self, header: Header, row: TableRow, *marks: Mark) -> None:
        comment = row.get("comment")
        if not comment:
            raise FaultError("it names no comment")
        key = (row.get("source") or None, comment)
        own, notes = self._of.setdefault(header, {}).setdefault(key, ({}, []))
        own.update(dict.fromkeys(marks))
        if "variable" not in row.cells and row.get("note"):
            notes.append(row.get("note")[:_MOST_NOTE])

    def codings(self) -> tuple[Codings, ...]:
        return tuple(_codings(header, comments) for header, comments in self._of.items())


def _codings(header: Header, comments: dict[tuple[str | None, str], tuple[dict[Mark, None], list[str]]]) -> Codings:
    coded = tuple(
        Coded(source=source, comment=comment, marks=tuple(marks), note=" ".join(notes) or None)
        for (source, comment), (marks, notes) in comments.items()
    )
    said = [mark for each in coded for mark in each.marks if mark.code is not None or mark.is_unread]
    is_machine = any(mark.probability is not None for mark in said) or not said
    return Codings(
        coder=header.coder if is_machine else person(header.coder),
        comments=coded,
        asked=variables_of(coded),
        sheet=header.sheet or None,
        codebook=header.codebook or None,
    )


def _header(row: TableRow, name: str) -> Header:
    return Header((row.get("coder") or name)[:_MOST_NAME], row.get("sheet"), row.get("codebook").lower())


def _mark(row: TableRow) -> Mark:
    return checked_mark(
        row.get("variable"),
        row.get("target") or None,
        row.get("code") or None,
        Shown(_span(row), row.get("words") or None, row.get("note")[:_MOST_NOTE] or None, _probability(row)),
    )


class Shown(NamedTuple):
    """What stands beside a decision: the place of its words, the words, a note, and a machine's probability."""

    span: tuple[int, int] | None = None
    words: str | None = None
    note: str | None = None
    probability: float | None = None


def checked_mark(variable: str, target: str | None, code: str | None, shown: Shown) -> Mark:
    """Return a mark; ``code`` may be a code's label in one of our languages, ``None`` is that nobody can tell.

    Raises FaultError where there is no such variable, or no target where there has to be one; UnreadError where the
    code cannot be read.
    """
    if variable not in CODES:
        raise FaultError(f"“{variable[:40]}” is no variable; the variables are {', '.join(CODES)}")
    mark = Mark(
        variable=variable,
        target=target if variable in TARGETED else None,
        code=code_in(code, variable) if code is not None else None,
        span=shown.span,
        words=shown.words,
        note=shown.note,
        probability=shown.probability,
    )
    if code is not None and mark.code is None:
        raise UnreadError(why_unread(code, variable), replace(mark, said=code[:_MOST_SAID]))
    if variable in TARGETED and target is None and mark.code not in (None, ABSENT):
        raise FaultError(f"a {variable} needs a target: what is it toward or of")
    return mark


def _span(row: TableRow) -> tuple[int, int] | None:
    start, end = row.get("start"), row.get("end")
    if not start and not end:
        return None
    try:
        span = int(float(start)), int(float(end))
    except (ValueError, OverflowError):
        raise FaultError("start and end are not whole numbers") from None
    if not 0 <= span[0] < span[1]:
        raise FaultError("the words end before they start")
    return span


def _probability(row: TableRow) -> float | None:
    said = row.get("probability")
    if not said:
        return None
    try:
        value = float(said)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 1:
        raise FaultError("the probability is not between 0 and 1")
    return value


def wide_codings(table: Table, name: str) -> tuple[tuple[Codings, ...], tuple[Fault, ...]]:
    """Return the codings of a filled-in sheet, and the cells that cannot be right."""
    columns = [(column, place) for column in table.columns if (place := decided(column))]
    manners = _manners(table, columns, name)
    faults: list[Fault] = []
    gathered = _Gathered()
    for row in table.rows:
        if not _is_looked_at(row, columns):
            continue
        marks = list(_wide_marks(row, columns, manners[_header(row, name).coder], faults))
        try:
            gathered.add(_header(row, name), row, *marks, *_nothing(columns, marks))
        except FaultError as error:
            faults.append(fault_of(f"row {row.number:,}", error))
    return gathered.codings(), tuple(faults)


def _is_looked_at(row: TableRow, columns: Sequence[_Column]) -> bool:
    return bool(row.get(LOOKED_AT)) or any(row.get(column).strip("; ") for column, _ in columns)


def _manners(table: Table, columns: Sequence[_Column], name: str) -> dict[str, Manner]:
    """Return how each coder of a sheet writes that a claim is there."""
    claims = [column for column, (variable, _) in columns if variable == "claim"]
    cells: dict[str, list[str]] = {}
    for row in table.rows:
        if _is_looked_at(row, columns):
            cells.setdefault(_header(row, name).coder, []).extend(row.get(column) for column in claims)
    return {coder: manner(own) for coder, own in cells.items()}


def _wide_marks(row: TableRow, columns: Sequence[_Column], how: Manner, faults: list[Fault]) -> Iterator[Mark]:
    for column, (variable, target) in columns:
        for said in filter(None, (part.strip() for part in row.get(column).split(";"))):
            meant = how.code_in(said) if variable == "claim" else None
            try:
                if meant is None:
                    yield checked_mark(variable, target, None if cannot_tell(said) else said, Shown())
                else:
                    yield Mark(variable=variable, target=target, code=meant, said=said[:_MOST_SAID])
            except UnreadError as error:
                faults.append(fault_of(f"row {row.number:,}, column “{column[:60]}”", error))
                yield error.mark


def _nothing(columns: Sequence[_Column], marks: Sequence[Mark]) -> Iterator[Mark]:
    """Yield for each variable that the sheet asks for, and of which nothing was marked, that it is absent."""
    asked = dict.fromkeys(variable for _, (variable, _) in columns)
    for variable in asked:
        if ABSENT in CODES[variable] and not any(mark.variable == variable for mark in marks):
            yield Mark(variable=variable, code=ABSENT)


def table_from(records: Sequence[Any]) -> Table:
    """Return records (as ``discourse code --format json`` prints them) as a table; what is no record is left out."""
    found = [record for record in records if isinstance(record, dict)]
    columns = tuple(dict.fromkeys(str(key) for record in found for key in record))
    return Table(columns, tuple(TableRow(number, _cells(record)) for number, record in enumerate(found, start=1)))


def _cells(record: dict[Any, Any]) -> dict[str, str]:
    cells = {str(key): str(value) for key, value in record.items() if isinstance(value, (str, int, float))}
    span = record.get("span")
    if isinstance(span, list) and len(span) == 2:
        cells |= {"start": str(span[0]), "end": str(span[1])}
    return cells
