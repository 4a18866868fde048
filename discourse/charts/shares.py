"""Participation: how many comments the most active authors wrote, and how unequally all take part (Lorenz curve)."""

from collections.abc import Sequence

import polars as pl

from discourse.charts.drawing import styled
from discourse.charts.lettering import clean, width, wrapped
from discourse.charts.page import Page
from discourse.charts.sheet import Point, Sheet
from discourse.charts.style import FAINT, FULL, INK, LABEL, LEADING, LOOKS, MARGIN, MUTED, NOTE, RULE, Lettering
from discourse.charts.wording import comments_of, isolated
from discourse.replies.authors import gini
from discourse.translation import counted, labelled, number, translated
from discourse.translation.phrases import clauses, percent

MOST_BARS = 10
LEAST_AUTHORS = 3
_ROW, _TWO_LINES = 5.6, 7.2
_BAR = 4.0
_NARROW = 130.0
"""Below this width in mm the curve stands below the bars, not beside them."""

_BESIDE = 12.0
_SMALL = Lettering(NOTE.size - 0.5, MUTED)

Named = list[tuple[str, int]]


@styled
def participation(table: pl.DataFrame, wide: float = FULL) -> Page | None:
    """Return bars and Lorenz curve of an ``authors`` table, or None without a named author."""
    named = _named(table)
    if not named:
        return None
    curve = len(named) >= LEAST_AUTHORS
    narrow = wide < _NARROW
    names = min((0.5 if narrow else 0.36) * wide, _longest(named) + 2)
    row = _ROW if _longest(named) + 2 <= names else _TWO_LINES
    rows = min(len(named), MOST_BARS) + (len(named) > MOST_BARS)
    square = 40.0 if narrow else min(46.0, max(30.0, row * rows - 10))
    bars, room = row * rows + 3, square + 15 + LEADING * (len(_axis(square)) - 1) if curve else 0.0
    size = (wide, bars + room if narrow else max(bars, room))
    sheet = Sheet("participation", size, translated("Who writes how much"), _summary(table) + ".")
    end = wide - MARGIN if narrow or not curve else wide - MARGIN - square - 14
    _bars(sheet, named, (MARGIN + names, end, row))
    if curve:
        at = (wide - MARGIN - square - 2, sheet.top + 4 + bars * narrow, square)
        _lorenz(sheet, [count for _, count in named], at)
    return sheet.figure


def describe(table: pl.DataFrame) -> str:
    """Return in words what the chart of participation shows."""
    named = _named(table)
    if not named:
        return translated("No comment has an author’s name, so participation cannot be shown.")
    most = [name for name, count in named if count == named[0][1]]
    wrote = comments_of(named[0][1])
    if len(most) == 1:
        told = translated("The most active, {name}, wrote {comments}.", name=isolated(clean(most[0])), comments=wrote)
    elif len(most) == len(named):
        told = translated("Each wrote {comments}.", comments=wrote)
    else:
        told = translated("The {count} most active each wrote {comments}.", count=number(len(most)), comments=wrote)
    return f"{_summary(table)}. {told}"


def _named(table: pl.DataFrame) -> Named:
    rows = table.filter(pl.col("author").is_not_null()).select("author", "comments").iter_rows()
    return sorted(((name, count) for name, count in rows), key=lambda row: (-row[1], row[0]))


def _summary(table: pl.DataFrame) -> str:
    named = _named(table)
    written = sum(count for _, count in named)
    unnamed = int(table["comments"].sum()) - written
    text = translated(
        "{comments} by {authors}", comments=comments_of(written), authors=counted(len(named), "author", "authors")
    )
    inequality = gini(count for _, count in named)
    if len(named) >= LEAST_AUTHORS and inequality is not None:
        text += ", " + translated(
            "Gini coefficient {value} (0: all write the same, towards 1: one writes all)", value=number(inequality, 2)
        )
    left_out = translated("{comments} without a name left out", comments=comments_of(unnamed)) if unnamed else ""
    return clauses([text, left_out])


def _longest(named: Named) -> float:
    """Return the width in mm of the longest name that gets a bar."""
    return max(width(clean(name), LABEL.size) for name, _ in named[:MOST_BARS])


def _bars(sheet: Sheet, named: Named, at: tuple[float, float, float]) -> None:
    """Draw a bar for each of the most active authors, and say how much the others wrote.

    ``at`` is where the bars begin and where the longest with its count ends, and how high a row is.
    """
    left, end, high = at
    rows, others = named[:MOST_BARS], named[MOST_BARS:]
    unit = min(9.0, (end - left - 2 - width(number(rows[0][1]), LABEL.size)) / rows[0][1])
    for place, (name, count) in enumerate(rows):
        y = sheet.top + high * (place + 0.5)
        lines = wrapped(name, left - MARGIN - 1.5, LABEL.size, lines=1 if high == _ROW else 2)
        sheet.stack((left - 1.5, y), lines, LABEL, "right")
        sheet.write((left + unit * count + 1, y), number(count))
    boxes = [
        (left, sheet.top + high * (place + 0.5) - _BAR / 2, unit * count, _BAR) for place, (_, count) in enumerate(rows)
    ]
    sheet.boxes(boxes, LOOKS["support"])
    if others:
        y = sheet.top + high * (len(rows) + 0.5)
        written = comments_of(sum(count for _, count in others))
        words = labelled(counted(len(others), "other", "others"), written)
        x = max(MARGIN, min(left, sheet.width - MARGIN - width(words, NOTE.size)))
        sheet.squeezed((x, y), words, NOTE, sheet.width - MARGIN - x)


def _lorenz(sheet: Sheet, counts: Sequence[int], at: tuple[float, float, float]) -> None:
    """Draw the share of comments (upwards) that the least active share of authors (rightwards) wrote.

    ``at`` is the left, the top and the side of the square.
    """
    left, top, square = at
    right, bottom = left + square, top + square
    points = _curve(counts)
    places = [(left + square * x, bottom - square * y) for x, y in points]
    sheet.shade([*places, (left, bottom)], FAINT)
    sheet.lines([[(left, bottom), (right, top)]], RULE, 0.7, (0, (3, 2)))
    sheet.lines([[(left, top), (left, bottom), (right, bottom)]], RULE, 0.6)
    sheet.lines([places], INK, 1.4)
    for share, label in ((0.0, "0"), (0.5, percent(0.5)), (1.0, percent(1))):
        sheet.write((left - 1.2, bottom - square * share), label, _SMALL, "right")
        sheet.write((left + square * share, bottom + 2.8), label, _SMALL, "right" if share == 1 else "center")
    sheet.below((left + square, bottom + 6.6), _axis(square), _SMALL, "right")
    sheet.write((left - 1.2 - width(percent(1), _SMALL.size), top - 4), translated("share of comments"), _SMALL)
    equal = wrapped(translated("all equal"), 0.46 * square - 1.2, _SMALL.size)
    sheet.below((left + 0.46 * square, top + 0.42 * square - LEADING * (len(equal) - 1)), equal, _SMALL, "right")


def _axis(square: float) -> list[str]:
    """Return what the curve goes over from left to right, in lines that begin not far to the left of it."""
    return wrapped(translated("share of authors, least active first"), square + _BESIDE, _SMALL.size)


def _curve(counts: Sequence[int]) -> list[Point]:
    """Return the Lorenz curve from (0, 0) to (1, 1), thinned to some 200 points."""
    total, reached = sum(counts), 0
    points = [(0.0, 0.0)]
    every = max(1, len(counts) // 200)
    for place, count in enumerate(sorted(counts), start=1):
        reached += count
        if place % every == 0 or place == len(counts):
            points.append((place / len(counts), reached / total))
    return points
