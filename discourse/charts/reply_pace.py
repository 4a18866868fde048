"""Pace: which share of the replies came how soon after the comment that they answer."""

from collections.abc import Sequence

import polars as pl

from discourse.charts.drawing import styled
from discourse.charts.lettering import width, wrapped
from discourse.charts.page import Page
from discourse.charts.sheet import Point, Sheet
from discourse.charts.style import FAINT, HALF, INK, LEADING, MARGIN, MUTED, NOTE, RULE, Lettering
from discourse.translation import counted, deferred, number, translated
from discourse.translation.phrases import percent, span

LEAST_REPLIES = 5
_HIGH = 32.0
_LEFT = MARGIN + 9.0
_SMALL = Lettering(NOTE.size - 0.5, MUTED)
_MINUTE, _HOUR, _DAY = 1.0, 60.0, 1440.0
_TICKS = (
    (1.0, deferred("1 min")), (5.0, deferred("5 min")), (15.0, deferred("15 min")),
    (_HOUR, deferred("1 h")), (4 * _HOUR, deferred("4 h")), (12 * _HOUR, deferred("12 h")),
    (_DAY, deferred("1 day")), (7 * _DAY, deferred("1 week")), (30 * _DAY, deferred("30 days")),
    (365 * _DAY, deferred("1 year")), (3650 * _DAY, deferred("10 years")),
)  # fmt: skip
_MOST_POINTS = 400


@styled
def pace(table: pl.DataFrame, wide: float = HALF) -> Page | None:
    """Return the curve of a ``reply_waits`` table, or None with fewer than five known times."""
    waits = _waits(table)
    if len(waits) < LEAST_REPLIES:
        return None
    axis = wrapped(
        translated("time since the comment answered, on a logarithmic scale"), wide - MARGIN - _LEFT, _SMALL.size
    )
    size = (wide, _HIGH + 13 + LEADING * (len(axis) - 1))
    sheet = Sheet("pace", size, translated("How soon replies come"), _subtitle(table, waits))
    top, right = sheet.top + 3, wide - MARGIN - 2
    base = top + _HIGH
    for share in (0.0, 0.5, 1.0):
        y = base - _HIGH * share
        sheet.lines([[(_LEFT, y), (right, y)]], FAINT, 0.5)
        sheet.write((_LEFT - 1.5, y), percent(share), _SMALL, "right")
    last = next((minutes for minutes, _ in _TICKS if minutes >= waits[-1]), _TICKS[-1][0])
    scale = _Scale(_LEFT, right, max(last, 5.0))
    sheet.lines([_curve(waits, scale, (top, base))], INK, 1.4)
    _median(sheet, waits, scale, (top, base))
    _ticks(sheet, scale, base)
    sheet.below((_LEFT, base + 6.9), axis, _SMALL)
    return sheet.figure


def describe(table: pl.DataFrame) -> str:
    """Return in words what the curve shows."""
    waits = _waits(table)
    if len(waits) < LEAST_REPLIES:
        return translated(
            "Fewer than {count} replies have a known time and answer a comment with one.", count=LEAST_REPLIES
        )
    return translated(
        "{replies} with known times: {count} within an hour; median wait {median}, longest {longest}.",
        replies=counted(len(waits), "reply", "replies"), count=number(sum(wait <= _HOUR for wait in waits)),
        median=span(_middle(waits)), longest=span(waits[-1]),
    )  # fmt: skip


class _Scale:
    """Where waits lie on a logarithmic axis that begins with one minute, and all below it at its left end."""

    def __init__(self, left: float, right: float, longest: float) -> None:
        from math import log10

        self._log = log10
        self.left, self.right, self.longest = left, right, longest

    def x(self, minutes: float) -> float:
        """Return the place of a wait in mm."""
        share = self._log(max(minutes, _MINUTE)) / self._log(self.longest)
        return self.left + (self.right - self.left) * min(share, 1.0)


def _waits(table: pl.DataFrame) -> list[float]:
    return sorted(table["minutes"].drop_nulls().to_list())


def _middle(waits: Sequence[float]) -> float:
    half = len(waits) // 2
    return waits[half] if len(waits) % 2 else (waits[half - 1] + waits[half]) / 2


def _subtitle(table: pl.DataFrame, waits: Sequence[float]) -> str:
    text = translated("Share of replies that had come, n = {total}.", total=number(len(waits)))
    unknown = len(table) - len(waits)
    if unknown:
        text += " " + translated(
            "{replies} left out, whose time is not known or is before that of the comment answered.",
            replies=counted(unknown, "reply", "replies"),
        )
    inferred = int(table.filter(pl.col("minutes").is_not_null())["inferred"].sum())
    if inferred:
        text += f" {counted(inferred, 'link inferred', 'links inferred')}."
    return text


def _curve(waits: Sequence[float], scale: _Scale, heights: Point) -> list[Point]:
    """Return the steps of the curve, thinned to some hundreds."""
    top, base = heights
    points = [(scale.left, base)]
    every = max(1, len(waits) // _MOST_POINTS)
    for place, wait in enumerate(waits, start=1):
        if place % every == 0 or place == len(waits):
            x = scale.x(wait)
            points += [(x, points[-1][1]), (x, base - (base - top) * place / len(waits))]
    return [*points, (scale.right, top)]


def _median(sheet: Sheet, waits: Sequence[float], scale: _Scale, heights: Point) -> None:
    """Mark the median: between two waits with half of the replies on each side, halfway, as among measures."""
    top, base = heights
    x, y = scale.x(_middle(waits)), (top + base) / 2
    sheet.lines([[(scale.left, y), (x, y), (x, base)]], RULE, 0.8, (0, (3, 2)))
    words = translated("median {median}", median=span(_middle(waits)))
    if scale.left + 1.5 + width(words, NOTE.size) < x:
        sheet.write((scale.left + 1, y - 2.2), words, NOTE)
    else:
        sheet.write((min(x + 1.5, sheet.width - MARGIN - width(words, NOTE.size)), base - 3), words, NOTE)


def _ticks(sheet: Sheet, scale: _Scale, base: float) -> None:
    free = 0.0
    for minutes, words in _TICKS:
        x, said = scale.x(minutes), translated(words)
        half = width(said, _SMALL.size) / 2
        if minutes > scale.longest or x - half < free:
            continue
        sheet.lines([[(x, base), (x, base + 1)]], RULE, 0.6)
        sheet.write((min(x, sheet.width - MARGIN - half), base + 3), said, _SMALL, "center")
        free = x + half + 2
