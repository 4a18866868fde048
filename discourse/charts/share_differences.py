"""How far articles differ in their claims: a point and its interval for each difference of two shares."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from discourse.charts.drawing import styled
from discourse.charts.intervals import AXIS, FILLED, OPEN, SMALL, Scale, guide, interval
from discourse.charts.lettering import clean, clipped, width, wrapped
from discourse.charts.page import Page
from discourse.charts.sheet import Sheet
from discourse.charts.style import FULL, INK, LABEL, LEADING, MARGIN, NOTE, TALLEST, Lettering
from discourse.charts.wording import isolated
from discourse.comparing.claims import ALL_OTHERS
from discourse.translation import counted, number, translated
from discourse.translation.phrases import enumerated

_HEAD, _LOW_HEAD = 9.0, 3.0
"""Room over the rows in mm where it says which side is whose, and where it does not."""
_NAMES = 78.0
"""Room at the left for claims and articles, in mm, on a full page."""


class _Row(NamedTuple):
    """A difference with its interval, whether it stands after correction, and what it is of."""

    label: str
    article: str
    other: str
    difference: float
    low: float
    high: float
    differs: bool


@styled
def differences(table: pl.DataFrame, wide: float = FULL) -> Page | None:
    """Return the intervals of a table of ``differences``, or None where there is nothing to compare."""
    rows = _rows(table)
    if not rows:
        return None
    names = min(_NAMES, 0.46 * wide)
    one_pair = len({(row.article, row.other) for row in rows}) == 1
    against_one = len({row.other for row in rows}) == 1
    lines = [_lines(row, (one_pair, against_one), names) for row in rows]
    high = LEADING * max(len(each) for each in lines) + 1.9
    head = _HEAD if one_pair else _LOW_HEAD
    shown = rows[: int((TALLEST - head - AXIS - LEADING - 20) / high)]
    size = (wide, head + high * len(shown) + AXIS + LEADING)
    text = _subtitle(rows, len(shown), "" if not against_one or one_pair else rows[0].other)
    sheet = Sheet("differences", size, translated("Where articles differ"), text)
    scale = _scale(shown, (MARGIN + names + 2, wide - MARGIN - width("+00", LABEL.size) - 3))
    top = sheet.top + head
    bottom = top + high * len(shown)
    _sides(sheet, scale, (rows[0] if one_pair else None, sheet.top, MARGIN + names))
    _axis(sheet, scale, (top, bottom), (MARGIN + names, wide - MARGIN))
    for place, (row, said) in enumerate(zip(shown, lines, strict=False)):
        y = top + high * (place + 0.5)
        for below, (line, lettering) in enumerate(said):
            sheet.write((MARGIN, y + LEADING * (below - (len(said) - 1) / 2)), line, lettering)
        _difference(sheet, row, scale, y)
    return sheet.figure


def describe(table: pl.DataFrame) -> str:
    """Return in words what the intervals show."""
    rows = _rows(table)
    if not rows:
        return translated("There are no two articles with coded comments to compare.")
    sure = [row for row in rows if row.differs]
    said = counted(len(rows), "difference", "differences")
    if not sure:
        return translated("None of {differences} in the share of a claim stands after correction.", differences=said)
    parts = [
        translated(
            "{claim}: {article} {difference} against {other}",
            claim=isolated(clean(row.label)), article=isolated(clean(row.article)),
            difference=translated("{n} percentage points", n=_signed(row.difference)), other=isolated(clean(row.other)),
        )
        for row in sure[:3]
    ]  # fmt: skip
    return translated(
        "Standing after correction: {count} of {differences} in the share of a claim. {parts}.",
        differences=said, count=number(len(sure)), parts=enumerated(parts),
    )  # fmt: skip


def _rows(table: pl.DataFrame) -> list[_Row]:
    columns = ("label", "article", "other", "difference", "low", "high", "differs")
    rows = (_Row(*row) for row in table.select(columns).iter_rows())
    return [row._replace(other=translated(row.other)) if row.other == ALL_OTHERS else row for row in rows]


def _subtitle(rows: Sequence[_Row], shown: int, other: str) -> str:
    text = translated("Difference in the share of comments with the claim, in percentage points, with 95% intervals.")
    if other:
        text += " " + translated("Each article against {other}; right of 0 it has more.", other=clean(other))
    elif len({(row.article, row.other) for row in rows}) > 1:
        text += " " + translated("Each article against the one named beside it; right of 0 it has more.")
    text += " " + translated("Filled: stands after correction for {rows} comparisons.", rows=number(len(rows)))
    if len(rows) > shown:
        text += " " + translated("Shown are the first {shown}.", shown=number(shown))
    return text


def _lines(row: _Row, alike: tuple[bool, bool], room: float) -> list[tuple[str, Lettering]]:
    """Return the words at the left of a row: the claim, and what ``alike`` (pair, other article) leaves open."""
    label = [(line, LABEL) for line in wrapped(row.label, room - 2, LABEL.size, lines=2 if room > 50 else 3)]
    if alike[0]:
        return label
    article = clean(row.article)
    pair = article if alike[1] else translated("{article} against {other}", article=article, other=clean(row.other))
    return [
        label[0] if len(label) == 1 else (clipped(row.label, room - 2, LABEL.size), LABEL),
        (clipped(pair, room - 2, NOTE.size), NOTE),
    ]


def _scale(rows: Sequence[_Row], ends: tuple[float, float]) -> Scale:
    """Return the scale that has room for every interval, and for 5 points on both sides."""
    low = min(-0.05, *(row.low for row in rows))
    high = max(0.05, *(row.high for row in rows))
    unit = (ends[1] - ends[0]) / (high - low)
    return Scale(ends[0] - unit * low, unit)


def _sides(sheet: Sheet, scale: Scale, at: tuple[_Row | None, float, float]) -> None:
    """Say on top which side is whose, where all rows are of one pair."""
    pair, y, left = at
    if pair is None:
        return
    bold = Lettering(NOTE.size, INK, bold=True)
    more = (
        (translated("more in {article}", article=clean(pair.other)), scale.zero - 2, scale.zero - 2 - left, "right"),
        (
            translated("more in {article}", article=clean(pair.article)),
            scale.zero + 2,
            sheet.width - MARGIN - scale.zero - 2,
            "left",
        ),
    )
    for words, x, room, align in more:
        lines = wrapped(words, room, bold.size, lines=2, bold=True)
        for place, line in enumerate(lines):
            sheet.write((x, y + 0.5 + 3.4 * place), line, bold, "right" if align == "right" else "left")


def _axis(sheet: Sheet, scale: Scale, heights: tuple[float, float], ends: tuple[float, float]) -> None:
    """Draw a line for each round difference, strongest at zero."""
    _, bottom = heights
    words = translated("percentage points")
    sheet.write((min(scale.zero, ends[1] - width(words, SMALL.size) / 2), bottom + 7), words, SMALL, "center")
    label = max(width("+00", SMALL.size), 6.0) + 2
    step = scale.step(label)
    first, last = int((ends[0] - scale.zero) / scale.unit / step), int((ends[1] - scale.zero) / scale.unit / step)
    for place in range(first, last + 1):
        x = scale.x(place * step)
        guide(sheet, x, heights, is_zero=place == 0)
        words = _signed(place * step)
        half = width(words, SMALL.size) / 2
        if x + half < sheet.width - 0.5:
            sheet.write((x, bottom + 3.6), words, SMALL, "center")


def _difference(sheet: Sheet, row: _Row, scale: Scale, y: float) -> None:
    interval(sheet, (scale.x(row.low), scale.x(row.high)), y, strong=row.differs)
    sheet.marks([(scale.x(row.difference), y)], FILLED if row.differs else OPEN, 2.2)
    words = _signed(row.difference)
    sheet.write((scale.x(row.high) + 1.4, y), words, LABEL if row.differs else NOTE)


def _signed(value: float) -> str:
    """Return a difference in percentage points with its sign: whole ones, tenths only where it would read 0.

    >>> _signed(0.123), _signed(-0.05), _signed(0.001), _signed(0)
    ('+12', '−5', '+0.1', '0')
    """
    places = 0 if round(100 * value) else 1
    points = round(100 * value, places)
    return f"{'+' if points > 0 else '−'}{number(abs(points), places)}" if points else number(0)
