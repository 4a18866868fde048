"""Bars that run both ways from a middle line: the first code to the left, the second to the right, others apart."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import polars as pl

from discourse.charts.lettering import width, wrapped
from discourse.charts.page import Align, Page
from discourse.charts.sheet import Box, Sheet
from discourse.charts.style import LABEL, LEADING, MARGIN, NOTE, RULE, TALLEST, Lettering, look, pale
from discourse.charts.unsure import noting_unsure, with_unsure
from discourse.charts.wording import code_word
from discourse.translation import number, translated

MOST_ROWS = 30
_NAMES = 56.0
_NARROW = 130.0
"""Below this width in mm a label stands over its bars, not beside them."""
_ROW, _LOW_ROW = 8.2, 6.4
_BAR = 4.6
_WIDEST_UNIT = 9.0
_GAP, _NARROW_GAP = 5.0, 2.0
_HEAD = 6.0


class Item(NamedTuple):
    """What a row is about, how many comments have each code, and how many of these labels are unsure."""

    label: str
    counts: dict[str, int]
    unsure: dict[str, int]

    @property
    def total(self) -> int:
        """How many comments have any of the codes."""
        return sum(self.counts.values())


class Bars(NamedTuple):
    """What a chart of diverging bars is called, its codes in the order of their lanes, and what its subtitle says.

    ``subtitle`` takes all items and how many of them are drawn.
    """

    name: str
    title: str
    codes: Sequence[str]
    subtitle: Callable[[list[Item], int], str]


class _Lane(NamedTuple):
    """Where the bars of one code begin, and to which side they run (-1 left, 1 right)."""

    code: str
    zero: float
    side: int

    @property
    def align(self) -> Align:
        return "right" if self.side < 0 else "left"


def items(table: pl.DataFrame) -> list[Item]:
    """Return what occurs in a table of id, label, code, comments and unsure: most comments first, then by label."""
    found: dict[str, Item] = {}
    for name, label, code, comments, unsure in with_unsure(table).iter_rows():
        item = found.setdefault(name, Item(label, {}, {}))
        item.counts[code], item.unsure[code] = comments, unsure
    return sorted((item for item in found.values() if item.total), key=lambda item: (-item.total, item.label))


def draw(bars: Bars, found: list[Item], wide: float) -> Page:
    """Return the bars of the most frequent items."""
    narrow = wide < _NARROW
    room = wide - 2 * MARGIN if narrow else _NAMES - 4
    names = [wrapped(item.label, room, LABEL.size) for item in found[:MOST_ROWS]]
    most = max(map(len, names))
    over = LEADING * most + 0.5 if narrow else 0.0
    high = over + _LOW_ROW if narrow else _ROW if most > 1 else _LOW_ROW
    rows = found[: min(MOST_ROWS, int((TALLEST - _HEAD - 16) / high))]
    size = (wide, _HEAD + high * len(rows) + 1)
    subtitle = noting_unsure(bars.subtitle(found, len(rows)), any(any(item.unsure.values()) for item in rows))
    sheet = Sheet(bars.name, size, translated(bars.title), subtitle)
    lanes, unit = _lanes(bars.codes, rows, (MARGIN if narrow else MARGIN + _NAMES, wide - MARGIN))
    _heads(sheet, lanes)
    for place, item in enumerate(rows):
        top = sheet.top + _HEAD + high * place
        zeros = sorted({lane.zero for lane in lanes})
        sheet.lines([[(zero, top + over - 0.4), (zero, top + high - 0.4)] for zero in zeros], RULE, 0.6)
        sheet.stack((MARGIN, top + (over or high) / 2), names[place])
        _row(sheet, item, lanes, (unit, top + (over + high) / 2))
    return sheet.figure


def _lanes(codes: Sequence[str], rows: list[Item], ends: tuple[float, float]) -> tuple[list[_Lane], float]:
    """Return the lanes of the codes that occur, and the width of one comment in mm, the same in all lanes."""
    most = {code: max(item.counts.get(code, 0) for item in rows) for code in codes}
    present = [code for code in codes if most[code] or code in codes[:2]]
    gap = _GAP if ends[1] - ends[0] > 90 else _NARROW_GAP
    room = ends[1] - ends[0] - gap * (len(present) - 2)
    unit = _WIDEST_UNIT
    while unit > 1e-6 and sum(_across(code, most[code], unit) for code in present) > room:
        unit *= 0.98
    lanes, x = [], ends[0]
    for code in present:
        across = _across(code, most[code], unit)
        side = -1 if code == codes[0] else 1
        lanes.append(_Lane(code, x + across if side < 0 else x, side))
        x += across + (0 if side < 0 else gap)
    return lanes, unit


def _across(code: str, most: int, unit: float) -> float:
    """Return the width of a lane: that of its longest bar with its count, or of its heading."""
    heading = width(code_word(code), NOTE.size, bold=True) + 1
    return max(heading, unit * most + width(number(most), LABEL.size) + 2)


def _heads(sheet: Sheet, lanes: list[_Lane]) -> None:
    for lane in lanes:
        lettering = Lettering(NOTE.size, look(lane.code).words, bold=True)
        at = (lane.zero + 0.8 * lane.side, sheet.top + _HEAD / 2 - 0.6)
        sheet.write(at, code_word(lane.code), lettering, lane.align)


def _row(sheet: Sheet, item: Item, lanes: list[_Lane], at: tuple[float, float]) -> None:
    """Draw the bars of an item with their counts, unsure labels at the far end; ``at`` is mm per comment and height."""
    unit, y = at
    for lane in lanes:
        count = item.counts.get(lane.code, 0)
        sure = count - item.unsure.get(lane.code, 0)
        shade = look(lane.code)
        if sure:
            sheet.boxes([_box(lane, (0, unit * sure), y)], shade)
        if sure < count:
            sheet.boxes([_box(lane, (unit * sure, unit * count), y)], pale(shade), shade.line)
        if count:
            sheet.write((lane.zero + lane.side * (unit * count + 0.9), y), number(count), LABEL, lane.align)


def _box(lane: _Lane, ends: tuple[float, float], y: float) -> Box:
    """Return the part of a bar between two distances from where it begins."""
    near, far = ends
    left = lane.zero - far if lane.side < 0 else lane.zero + near
    return left, y - _BAR / 2, far - near, _BAR
