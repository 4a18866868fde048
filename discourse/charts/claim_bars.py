"""Claim types by status: rejected to the left, asserted to the right, questions and reports apart in neutral tones."""

from typing import NamedTuple

import polars as pl
from matplotlib.figure import Figure

from discourse.charts.lettering import clean, width, wrapped
from discourse.charts.style import (
    FULL,
    LABEL,
    LEADING,
    MARGIN,
    NOTE,
    RULE,
    Align,
    Lettering,
    Sheet,
    look,
    styled,
)
from discourse.charts.wording import joined
from discourse.translation import counted, number, translated

MOST_ROWS = 30
ORDER = ("rejects", "asserts", "questions", "reports")
_NAMES = 56.0
_NARROW = 130.0
"""Below this width in mm a claim's label stands over its bars, not beside them."""
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
def claims(table: pl.DataFrame, wide: float = FULL) -> Figure | None:
    """Return the bars of a ``claims`` table, or None where no claim was found."""
    found = _found(table)
    if not found:
        return None
    rows = found[:MOST_ROWS]
    narrow = wide < _NARROW
    names = [wrapped(claim.label, (wide - 2 * MARGIN) if narrow else _NAMES - 4, LABEL.size) for claim in rows]
    most = max(map(len, names))
    over = LEADING * most + 0.5 if narrow else 0.0
    high = over + _LOW_ROW if narrow else _ROW if most > 1 else _LOW_ROW
    size = (wide, _HEAD + high * len(rows) + 1)
    sheet = Sheet("claims", size, translated("Which claims are made, and how"), _subtitle(found))
    lanes, unit = _lanes(rows, MARGIN if narrow else MARGIN + _NAMES, wide)
    _heads(sheet, lanes)
    for place, claim in enumerate(rows):
        top = sheet.top + _HEAD + high * place
        for zero in sorted({lane.zero for lane in lanes}):
            sheet.lines([[(zero, top + over), (zero, top + high)]], RULE, 0.6)
        sheet.stack((MARGIN, top + (over or high) / 2), names[place])
        _row(sheet, claim, lanes, (unit, top + (over + high) / 2))
    return sheet.figure


def describe(table: pl.DataFrame) -> str:
    """Return in words what the chart of claims shows."""
    found = _found(table)
    if not found:
        return translated("No claim of the codebook was found in the comments.")
    parts = [
        f"{clean(claim.label)}: "
        + joined([f"{translated(code)} {number(count)}" for code, count in claim.counts.items() if count])
        for claim in found[:3]
    ]
    if len(found) > 3:
        rest = counted(len(found) - 3, "further claim type", "further claim types")
        parts.append(translated("and {claims}", claims=rest))
    return translated("Number of comments per claim type and status. {parts}.", parts="; ".join(parts))


def _found(table: pl.DataFrame) -> list[_Claim]:
    """Return the claim types that occur, most comments first, then by label."""
    counts: dict[str, _Claim] = {}
    for claim, label, code, comments in table.iter_rows():
        counts.setdefault(claim, _Claim(label, {})).counts[code] = comments
    return sorted((claim for claim in counts.values() if claim.total), key=lambda claim: (-claim.total, claim.label))


def _subtitle(found: list[_Claim]) -> str:
    total = sum(claim.total for claim in found)
    text = translated(
        "Number of comments; {total} in all, a comment with several claims counting for each.", total=number(total)
    )
    if len(found) > MOST_ROWS:
        text += " " + translated(
            "Shown are the {shown} most frequent of {all} claim types.",
            shown=number(MOST_ROWS), all=number(len(found)),
        )  # fmt: skip
    return text


def _lanes(rows: list[_Claim], left: float, wide: float) -> tuple[list[_Lane], float]:
    """Return the lanes of the codes that occur, and the width of one comment in mm, the same in all lanes."""
    most = {code: max(claim.counts.get(code, 0) for claim in rows) for code in ORDER}
    codes = [code for code in ORDER if most[code] or code in ("rejects", "asserts")]
    gap = _GAP if wide >= _NARROW else 2.0
    room = wide - MARGIN - left - gap * (len(codes) - 2)
    unit = _WIDEST_UNIT
    while unit > 1e-6 and sum(_across(code, most[code], unit) for code in codes) > room:
        unit *= 0.98
    lanes, x = [], left
    for code in codes:
        across = _across(code, most[code], unit)
        side = -1 if code == "rejects" else 1
        lanes.append(_Lane(code, x + across if side < 0 else x, side))
        x += across + (0 if side < 0 else gap)
    return lanes, unit


def _across(code: str, most: int, unit: float) -> float:
    """Return the width of a lane: that of its longest bar with its count, or of its heading."""
    return max(width(translated(code), NOTE.size, bold=True) + 1, unit * most + width(number(most), LABEL.size) + 2)


def _heads(sheet: Sheet, lanes: list[_Lane]) -> None:
    for lane in lanes:
        lettering = Lettering(NOTE.size, look(lane.code).words, bold=True)
        sheet.write(
            (lane.zero + 0.8 * lane.side, sheet.top + _HEAD / 2 - 0.6), translated(lane.code), lettering, lane.align
        )


def _row(sheet: Sheet, claim: _Claim, lanes: list[_Lane], at: tuple[float, float]) -> None:
    """Draw the bars of a claim type with their counts; ``at`` is mm per comment and height."""
    unit, y = at
    for lane in lanes:
        count = claim.counts.get(lane.code, 0)
        if count:
            across = unit * count
            left = lane.zero - across if lane.side < 0 else lane.zero
            sheet.boxes([(left, y - _BAR / 2, across, _BAR)], look(lane.code))
            sheet.write((lane.zero + lane.side * (across + 0.9), y), number(count), LABEL, lane.align)
