"""Participation: how many comments the most active authors wrote, and how unequally all take part (Lorenz curve)."""

from collections.abc import Sequence

import polars as pl
from matplotlib.figure import Figure

from discourse.charts.lettering import clean, clipped, width
from discourse.charts.style import (
    FAINT,
    FULL,
    INK,
    LABEL,
    LOOKS,
    MARGIN,
    MUTED,
    NOTE,
    RULE,
    Lettering,
    Point,
    Sheet,
    styled,
)
from discourse.charts.wording import count_of
from discourse.replies.authors import gini

MOST_BARS = 10
LEAST_AUTHORS = 3
_ROW = 5.6
_BAR = 4.0
_NAMES = 38.0
_BARS_END = 108.0

Named = list[tuple[str, int]]


@styled
def participation(table: pl.DataFrame) -> Figure | None:
    """Return bars and Lorenz curve of an ``authors`` table, or None without a named author."""
    named = _named(table)
    if not named:
        return None
    curve = len(named) >= LEAST_AUTHORS
    rows = min(len(named), MOST_BARS) + (len(named) > MOST_BARS)
    square = min(46.0, max(30.0, _ROW * rows - 10))
    size = (FULL, max(_ROW * rows + 3, square + 15 if curve else 0))
    sheet = Sheet("participation", size, "Who writes how much", _summary(table) + ".")
    _bars(sheet, named)
    if curve:
        _lorenz(sheet, [count for _, count in named], square)
    return sheet.figure


def describe(table: pl.DataFrame) -> str:
    """Return in words what the chart of participation shows."""
    named = _named(table)
    if not named:
        return "No comment has an author's name, so participation cannot be shown."
    most = [name for name, count in named if count == named[0][1]]
    wrote = f"wrote {count_of(named[0][1], 'comment')}"
    if len(most) == 1:
        return f"{_summary(table)}. The most active, {clean(most[0])}, {wrote}."
    return f"{_summary(table)}. {'Each' if len(most) == len(named) else f'The {len(most)} most active each'} {wrote}."


def _named(table: pl.DataFrame) -> Named:
    rows = table.filter(pl.col("author").is_not_null()).select("author", "comments").iter_rows()
    return sorted(((name, count) for name, count in rows), key=lambda row: (-row[1], row[0]))


def _summary(table: pl.DataFrame) -> str:
    named = _named(table)
    written = sum(count for _, count in named)
    unnamed = int(table["comments"].sum()) - written
    text = f"{count_of(written, 'comment')} by {count_of(len(named), 'author')}"
    inequality = gini(count for _, count in named)
    if len(named) >= LEAST_AUTHORS and inequality is not None:
        text += f", Gini coefficient {inequality:.2f} (0: all write the same, towards 1: one writes all)"
    return text + (f"; {count_of(unnamed, 'comment')} without a name left out" if unnamed else "")


def _bars(sheet: Sheet, named: Named) -> None:
    """Draw a bar for each of the most active authors, and say how much the others wrote."""
    rows, others = named[:MOST_BARS], named[MOST_BARS:]
    left = MARGIN + _NAMES
    unit = min(9.0, (_BARS_END - left - 9) / rows[0][1])
    for number, (name, count) in enumerate(rows):
        y = sheet.top + _ROW * (number + 0.5)
        sheet.write((left - 1.5, y), clipped(name, _NAMES - 2, LABEL.size), LABEL, "right")
        sheet.boxes([(left, y - _BAR / 2, unit * count, _BAR)], LOOKS["support"])
        sheet.write((left + unit * count + 1, y), f"{count:,}")
    if others:
        y = sheet.top + _ROW * (len(rows) + 0.5)
        text = f"{count_of(len(others), 'other')}: {count_of(sum(count for _, count in others), 'comment')}"
        sheet.write((left, y), text, NOTE)


def _lorenz(sheet: Sheet, counts: Sequence[int], square: float) -> None:
    """Draw the share of comments (upwards) that the least active share of authors (rightwards) wrote."""
    left, top = FULL - MARGIN - square - 2, sheet.top + 4
    right, bottom = left + square, top + square
    points = _curve(counts)
    places = [(left + square * x, bottom - square * y) for x, y in points]
    sheet.shade([*places, (left, bottom)], FAINT)
    sheet.lines([[(left, bottom), (right, top)]], RULE, 0.7, (0, (3, 2)))
    sheet.lines([[(left, top), (left, bottom), (right, bottom)]], RULE, 0.6)
    sheet.lines([places], INK, 1.4)
    small = Lettering(NOTE.size - 0.5, MUTED)
    for share, label in ((0.0, "0"), (0.5, "50%"), (1.0, "100%")):
        sheet.write((left - 1.2, bottom - square * share), label, small, "right")
        sheet.write((left + square * share, bottom + 2.8), label, small, "right" if share == 1 else "center")
    sheet.write((left + square, bottom + 6.6), "share of authors, least active first", small, "right")
    sheet.write((left - 1.2 - width("100%", small.size), top - 4), "share of comments", small)
    sheet.write((left + 0.46 * square, top + 0.42 * square), "all equal", small, "right")


def _curve(counts: Sequence[int]) -> list[Point]:
    """Return the Lorenz curve from (0, 0) to (1, 1), thinned to some 200 points."""
    total, reached = sum(counts), 0
    points = [(0.0, 0.0)]
    every = max(1, len(counts) // 200)
    for number, count in enumerate(sorted(counts), start=1):
        reached += count
        if number % every == 0 or number == len(counts):
            points.append((number / len(counts), reached / total))
    return points
