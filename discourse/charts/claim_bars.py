"""Claim types by status: rejected to the left, asserted to the right, questions and reports apart in neutral tones."""

from typing import NamedTuple

import polars as pl
from matplotlib.figure import Figure

from discourse.charts.lettering import clean, width, wrapped
from discourse.charts.style import (
    FULL,
    LABEL,
    MARGIN,
    NOTE,
    RULE,
    Align,
    Lettering,
    Sheet,
    look,
    styled,
)
from discourse.charts.wording import count_of, joined

MOST_ROWS = 30
ORDER = ("rejects", "asserts", "questions", "reports")
_NAMES = 56.0
_ROW, _LOW_ROW = 8.2, 6.4
_BAR = 4.6
_WIDEST_UNIT = 9.0
_GAP = 5.0
_HEAD = 6.0


class _Claim(NamedTuple):
    label: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


class _Lane(NamedTuple):
    """Where the bars of one code begin, and to which side they run (-1 left, 1 right)."""

    code: str
    zero: float
    side: int

    @property
    def align(self) -> Align:
        return "right" if self.side < 0 else "left"


@styled
def claims(table: pl.DataFrame) -> Figure | None:
    """Return the bars of a ``claims`` table, or None where no claim was found."""
    found = _found(table)
    if not found:
        return None
    rows = found[:MOST_ROWS]
    high = _ROW if any(len(_lines(claim)) > 1 for claim in rows) else _LOW_ROW
    sheet = Sheet("claims", (FULL, _HEAD + high * len(rows) + 1), "Which claims are made, and how", _subtitle(found))
    lanes, unit = _lanes(rows)
    _heads(sheet, lanes)
    bottom = sheet.top + _HEAD + high * len(rows)
    for zero in sorted({lane.zero for lane in lanes}):
        sheet.lines([[(zero, sheet.top + _HEAD - 0.5), (zero, bottom)]], RULE, 0.6)
    for number, claim in enumerate(rows):
        _row(sheet, claim, lanes, (unit, sheet.top + _HEAD + high * (number + 0.5)))
    return sheet.figure


def describe(table: pl.DataFrame) -> str:
    """Return in words what the chart of claims shows."""
    found = _found(table)
    if not found:
        return "No claim of the codebook was found in the comments."
    parts = [
        f"{clean(claim.label)}: " + joined([f"{code} {count:,}" for code, count in claim.counts.items() if count])
        for claim in found[:3]
    ]
    rest = f"; and {count_of(len(found) - 3, 'further claim type')}" if len(found) > 3 else ""
    return f"Number of comments per claim type and status. {'; '.join(parts)}{rest}."


def _found(table: pl.DataFrame) -> list[_Claim]:
    """Return the claim types that occur, most comments first, then by label."""
    counts: dict[str, _Claim] = {}
    for claim, label, code, comments in table.iter_rows():
        counts.setdefault(claim, _Claim(label, {})).counts[code] = comments
    return sorted((claim for claim in counts.values() if claim.total), key=lambda claim: (-claim.total, claim.label))


def _subtitle(found: list[_Claim]) -> str:
    total = sum(claim.total for claim in found)
    shown = f", the {MOST_ROWS} most frequent of {len(found)} claim types" if len(found) > MOST_ROWS else ""
    return f"Number of comments; {total:,} in all, a comment with several claims counting for each{shown}."


def _lanes(rows: list[_Claim]) -> tuple[list[_Lane], float]:
    """Return the lanes of the codes that occur, and the width of one comment in mm, the same in all lanes."""
    most = {code: max(claim.counts.get(code, 0) for claim in rows) for code in ORDER}
    codes = [code for code in ORDER if most[code] or code in ("rejects", "asserts")]
    room = FULL - 2 * MARGIN - _NAMES - _GAP * (len(codes) - 1)
    unit = _WIDEST_UNIT
    while sum(_across(code, most[code], unit) for code in codes) > room:
        unit *= 0.98
    lanes, x = [], MARGIN + _NAMES
    for code in codes:
        across = _across(code, most[code], unit)
        side = -1 if code == "rejects" else 1
        lanes.append(_Lane(code, x + across if side < 0 else x, side))
        x += across + (0 if side < 0 else _GAP)
    return lanes, unit


def _across(code: str, most: int, unit: float) -> float:
    """Return the width of a lane: that of its longest bar with its count, or of its heading."""
    return max(width(code, NOTE.size, bold=True) + 2, unit * most + width(f"{most:,}", LABEL.size) + 2)


def _heads(sheet: Sheet, lanes: list[_Lane]) -> None:
    for lane in lanes:
        lettering = Lettering(NOTE.size, look(lane.code).words, bold=True)
        sheet.write((lane.zero + 0.8 * lane.side, sheet.top + _HEAD / 2 - 0.6), lane.code, lettering, lane.align)


def _lines(claim: _Claim) -> list[str]:
    return wrapped(claim.label, _NAMES - 4, LABEL.size)


def _row(sheet: Sheet, claim: _Claim, lanes: list[_Lane], at: tuple[float, float]) -> None:
    """Write a claim type's label and draw its bars with their counts; ``at`` is mm per comment and height."""
    unit, y = at
    lines = _lines(claim)
    for number, line in enumerate(lines):
        sheet.write((MARGIN, y + 3.3 * (number - (len(lines) - 1) / 2)), line)
    for lane in lanes:
        count = claim.counts.get(lane.code, 0)
        if count:
            across = unit * count
            left = lane.zero - across if lane.side < 0 else lane.zero
            sheet.boxes([(left, y - _BAR / 2, across, _BAR)], look(lane.code))
            sheet.write((lane.zero + lane.side * (across + 0.9), y), f"{count:,}", LABEL, lane.align)
