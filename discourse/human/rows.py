"""Files of codings with one row a decision, and sheets with one row a comment."""

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from discourse.human.cells import Table, TableRow
from discourse.human.codings import ABSENT, CODES, NOBODY, TARGETED, Codings, Fault, Mark
from discourse.human.gathering import MOST_NOTE, Gathered, Header, place_of
from discourse.human.marks import MOST_SAID, FaultError, Shown, UnreadError, checked_mark, fault_of
from discourse.human.sheets import LOOKED_AT
from discourse.human.spellings import Manner, cannot_tell, manner
from discourse.model import Variable
from discourse.translation import number, translated

_MOST_NAME = 200
_LABEL = re.compile(r"\s+\([^()]*\)\Z")
"""What tables of classes have behind the name of a column: what paper calls it."""
_Column = tuple[str, tuple[Variable, str | None]]


def is_long(columns: Sequence[str]) -> bool:
    """Return whether a table has one row a decision."""
    return {"comment", "variable"} <= set(columns)


def is_wide(columns: Sequence[str]) -> bool:
    """Return whether a table has one row a comment, and a column for at least one decision."""
    return "comment" in columns and any(decided(column) for column in columns)


def decided(column: str) -> tuple[Variable, str | None] | None:
    """Return the variable and target that a column of a sheet is for, ``None`` where it is for none.

    >>> decided("claim staged (It was staged)"), decided("text")
    (('claim', 'staged'), None)
    """
    name, _, target = _LABEL.sub("", column.strip()).partition(" ")
    if name not in CODES or bool(target.strip()) != (name in TARGETED):
        return None
    return name, target.strip() or None


def long_codings(table: Table, name: str) -> tuple[tuple[Codings, ...], tuple[Fault, ...]]:
    """Return the codings of each coder of a table with one row a decision, and the rows that cannot be right.

    Rows of nobody, which reports have of comments that were not coded, are no codings.
    """
    gathered = Gathered()
    for row in table.rows:
        header = header_of(row, name)
        if header.coder == NOBODY and not row.get("code"):
            continue
        try:
            gathered.add(header, row, _mark(row))
        except UnreadError as error:
            gathered.lacks(fault_of(place_of(row), error), header, row, error.mark)
        except FaultError as error:
            gathered.faults.append(fault_of(place_of(row), error))
    return tuple(_singly(codings) for codings in gathered.codings()), tuple(gathered.faults)


def _singly(codings: Codings) -> Codings:
    """Return codings as decisions one by one where they are of no sheet."""
    return codings if codings.sheet else msgspec.structs.replace(codings, whole=False)


def header_of(row: TableRow, name: str) -> Header:
    """Return whose codings a row is of; a coder without a name has the file's."""
    return Header((row.get("coder") or name)[:_MOST_NAME], row.get("sheet"), row.get("codebook").lower())


def _mark(row: TableRow) -> Mark:
    return checked_mark(
        row.get("variable"),
        row.get("target") or None,
        row.get("code") or None,
        Shown(_span(row), row.get("words") or None, row.get("note")[:MOST_NOTE] or None, _probability(row)),
    )


def _span(row: TableRow) -> tuple[int, int] | None:
    start, end = row.get("start"), row.get("end")
    if not start and not end:
        return None
    try:
        span = int(float(start)), int(float(end))
    except (ValueError, OverflowError):
        raise FaultError(translated("start and end are not whole numbers")) from None
    if not 0 <= span[0] < span[1]:
        raise FaultError(translated("the words end before they start"))
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
        raise FaultError(translated("the probability is not between 0 and 1"))
    return value


def wide_codings(table: Table, name: str) -> tuple[tuple[Codings, ...], tuple[Fault, ...]]:
    """Return the codings of a filled-in sheet, and the cells that cannot be right."""
    columns = [(column, place) for column in table.columns if (place := decided(column))]
    manners = _manners(table, columns, name)
    gathered = Gathered()
    for row in table.rows:
        if not _is_looked_at(row, columns):
            continue
        marks = list(_wide_marks(row, columns, manners[header_of(row, name).coder], gathered.faults))
        try:
            gathered.add(header_of(row, name), row, *marks, *_nothing(columns, marks))
        except FaultError as error:
            gathered.faults.append(fault_of(place_of(row), error))
    return gathered.codings(), tuple(gathered.faults)


def assumed(table: Table, name: str) -> Iterator[str]:
    """Yield a sentence on each coder and variable of which no cell is filled in, since that is taken for “absent”.

    Who filled in that they looked at a comment, or a cell of another claim or target, said so themselves.
    """
    columns = [(column, place) for column in table.columns if (place := decided(column))]
    by_coder: dict[str, list[TableRow]] = {}
    for row in table.rows:
        if _is_looked_at(row, columns):
            by_coder.setdefault(header_of(row, name).coder, []).append(row)
    for coder, own in by_coder.items():
        for variable in dict.fromkeys(variable for _, (variable, _) in columns if ABSENT in CODES[variable]):
            cells = [row.get(column) for row in own for column, (of, _) in columns if of == variable]
            if not any(cells) and not any(row.get(LOOKED_AT) for row in own):
                yield (
                    f"{coder[:60]} filled in no cell of {variable}, which was taken to say that there is none in "
                    f"{len(own):,} {'comment' if len(own) == 1 else 'comments'}; delete these columns from the file "
                    "if that was not looked for"
                )


def _is_looked_at(row: TableRow, columns: Sequence[_Column]) -> bool:
    return bool(row.get(LOOKED_AT)) or any(row.get(column).strip("; ") for column, _ in columns)


def _manners(table: Table, columns: Sequence[_Column], name: str) -> dict[str, Manner]:
    """Return how each coder of a sheet writes that a claim is there."""
    claims = [column for column, (variable, _) in columns if variable == "claim"]
    cells: dict[str, list[str]] = {}
    for row in table.rows:
        if _is_looked_at(row, columns):
            cells.setdefault(header_of(row, name).coder, []).extend(row.get(column) for column in claims)
    return {coder: manner(own) for coder, own in cells.items()}


def _wide_marks(row: TableRow, columns: Sequence[_Column], how: Manner, faults: list[Fault]) -> Iterator[Mark]:
    for column, (variable, target) in columns:
        for said in filter(None, (part.strip() for part in row.get(column).split(";"))):
            meant = how.code_in(said) if variable == "claim" else None
            try:
                if meant is None:
                    yield checked_mark(variable, target, None if cannot_tell(said) else said, Shown())
                else:
                    yield Mark(variable=variable, target=target, code=meant, said=said[:MOST_SAID])
            except UnreadError as error:
                where = translated("row {n}, column “{column}”", n=number(row.number), column=column[:60])
                faults.append(fault_of(where, error))
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
