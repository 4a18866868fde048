"""Ids of comments that a spreadsheet took for numbers and wrote in its own way: ``1,01581E+14``, ``3301,0``.

The second can be undone, the first cannot. Where a table says of which sheet it is, and the number that a comment has
there, the row is known by these.
"""

import re
from collections.abc import Mapping

from discourse.human.cells import Table, TableRow
from discourse.human.codings import Fault
from discourse.human.gathering import place_of
from discourse.translation import agreeing

Numbered = Mapping[str, Mapping[str, str]]
"""The ids of a sheet's comments by their numbers there, by the id of the sheet."""
_POWER = re.compile(r"\d([.,]\d+)?E\+\d+", re.IGNORECASE)
_DECIMALS = re.compile(r"(\d+)[.,]0+")


def whole(said: str) -> str:
    """Return a whole number without the decimals that a spreadsheet gave it; other words as they are.

    >>> whole("3301,0"), whole("7.00"), whole("a1")
    ('3301', '7', 'a1')
    """
    found = _DECIMALS.fullmatch(said.strip())
    return found[1] if found else said


def restored(table: Table, sheets: Numbered) -> tuple[Table, tuple[Fault, ...]]:
    """Return a table with the ids that its rows had, without rows whose id is lost; of those a sentence."""
    rows = [_restored(row, sheets) for row in table.rows]
    lost = [row for row in rows if _is_lost(row)]
    if not lost:
        return Table(table.columns, tuple(rows)), ()
    why = agreeing(
        len(lost),
        "a spreadsheet rewrote the id of {n} comment (“{id}”), so that nobody can tell which it is; fill in the .xlsx, "
        "which keeps ids as they are",
        "a spreadsheet rewrote the ids of {n} comments (such as “{id}”), so that nobody can tell which they are; fill "
        "in the .xlsx, which keeps ids as they are",
        id=lost[0].get("comment")[:60],
    )
    kept = tuple(row for row in rows if not _is_lost(row))
    return Table(table.columns, kept), (Fault(place_of(lost[0]), why),)


def _is_lost(row: TableRow) -> bool:
    return _POWER.fullmatch(row.get("comment")) is not None


def _restored(row: TableRow, sheets: Numbered) -> TableRow:
    """Return a row with the id of its comment: as it stands if the sheet has it, else by the number."""
    known, said = sheets.get(row.get("sheet"), {}), row.get("comment")
    if said in known.values():
        return row
    id_ = known.get(whole(row.get("number")))
    return row if id_ is None else TableRow(row.number, row.cells | {"comment": id_})
