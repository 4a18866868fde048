"""Words that set two groups of comments apart: those of one group to the right, those of the other to the left."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from discourse.charts.drawing import styled
from discourse.charts.lettering import clean, clipped, width
from discourse.charts.page import Page
from discourse.charts.sheet import Sheet
from discourse.charts.style import FAINT, FULL, LABEL, MARGIN, MUTED, NOTE, RULE, Lettering, look
from discourse.charts.wording import isolated
from discourse.translation import number, translated
from discourse.translation.phrases import enumerated

MOST_WORDS = 12
SURE = 1.96
_ROW = 4.6
_HEAD, _NARROW_HEAD = 8.0, 11.5
_NARROW = 130.0
"""Below this width in mm the heading of the counts stands below that of the words."""
_AXIS = 8.0
_SMALL = Lettering(NOTE.size - 0.5, MUTED)
_STEPS = (0.25, 0.5, 1.0, 2.0, 5.0)


class _Word(NamedTuple):
    """A word, in how many comments of the two groups it stands, and its log-odds ratio with its interval."""

    word: str
    one: int
    other: int
    log_odds: float
    low: float
    high: float


class _Found(NamedTuple):
    """Two groups, the words of each, the surest first, and how many words were looked at."""

    about: str
    names: tuple[str, str]
    sizes: tuple[int, int]
    one: list[_Word]
    other: list[_Word]
    looked_at: int


@styled
def words(table: pl.DataFrame, wide: float = FULL) -> Page | None:
    """Return the words of a ``words_apart`` table, or None where no word sets two groups apart."""
    found = _found(table)
    if found is None:
        return None
    rows = max(len(found.one[:MOST_WORDS]), len(found.other[:MOST_WORDS]))
    head = _NARROW_HEAD if wide < _NARROW else _HEAD
    size = (wide, head + _ROW * rows + _AXIS)
    sheet = Sheet("words", size, _title(found), _subtitle(found))
    middle, gap = wide / 2, 3.0
    sides = ((found.other, 0, (MARGIN, middle - gap)), (found.one, 1, (middle + gap, wide - MARGIN)))
    most = max(
        abs(end) for word in (*found.one[:MOST_WORDS], *found.other[:MOST_WORDS]) for end in (word.low, word.high)
    )
    for listed, place, ends in sides:
        _side(sheet, found, (listed[:MOST_WORDS], 1 - place), ends, most)
    return sheet.figure


def describe(table: pl.DataFrame) -> str:
    """Return in words what the chart of words shows."""
    found = _found(table)
    if found is None:
        return translated("No two groups of comments differ in their words by more than chance.")
    parts = [
        translated(
            "{code}: {words}",
            code=translated(name),
            words=enumerated([isolated(clean(word.word)) for word in listed[:5]]) or "–",
        )
        for name, listed in zip(found.names, (found.one, found.other), strict=True)
    ]
    return f"{_title(found)}. {'; '.join(parts)}."


def _found(table: pl.DataFrame) -> _Found | None:
    """Return the words whose interval leaves out 0 and which stand mostly in the group that they are words of."""
    if not len(table):
        return None
    columns = ("word", "one_comments", "other_comments", "log_odds", "low", "high")
    every = [_Word(*row) for row in table.select(columns).iter_rows()]
    one = [word for word in every if word.low > 0]
    other = [word for word in reversed(every) if word.high < 0]
    first = table.row(0, named=True)
    if not one and not other:
        return None
    names, sizes = (first["one"], first["other"]), (first["one_of"], first["other_of"])
    return _Found(first["about"], names, sizes, one, other, len(every))


def _title(found: _Found) -> str:
    if found.about:
        return translated("Words of those who assert and who reject: {claim}", claim=isolated(clean(found.about)))
    return translated("Words of comments that deny and that support")


def _subtitle(found: _Found) -> str:
    return translated(
        "Log-odds ratio of each word with a prior from all comments, and its 95% interval; a word counts once per "
        "comment. {shown} of {words} words set the groups apart; about {chance} would by chance.",
        words=number(found.looked_at), shown=number(len(found.one) + len(found.other)),
        chance=number(round(0.05 * found.looked_at)),
    )  # fmt: skip


def _side(
    sheet: Sheet, found: _Found, listed: tuple[Sequence[_Word], int], ends: tuple[float, float], most: float
) -> None:
    """Draw the words of one group; ``listed`` has them and the place of the group."""
    words_, group = listed
    shade = look(found.names[group])
    left, right = ends
    heading = translated("{code}, n = {count}", code=translated(found.names[group]), count=number(found.sizes[group]))
    sheet.squeezed((left, sheet.top + 1), heading, Lettering(LABEL.size, shade.words, bold=True), right - left)
    head = _NARROW_HEAD if sheet.width < _NARROW else _HEAD
    sums_at = (right, sheet.top + 1 + head - _HEAD)
    sheet.squeezed(sums_at, translated("comments here : there"), NOTE, right - left, "right")
    counts = [
        f"{number(word.one)} : {number(word.other)}" if group == 0 else f"{number(word.other)} : {number(word.one)}"
        for word in words_
    ]
    widest = max((width(clean(word.word), LABEL.size) for word in words_), default=0.0)
    names = min(0.42 * (right - left), widest + 2.1)  # a trifle more than the widest takes, which is a sum in floats
    sums = max((width(count, NOTE.size) for count in counts), default=0.0) + 2
    zero, unit = left + names, (right - left - names - sums - 1) / most
    top = sheet.top + head - 2
    if words_:
        _axis(sheet, (zero, unit), (top, top + _ROW * len(words_)), most)
    points = []
    for place, (word, count) in enumerate(zip(words_, counts, strict=True)):
        y = top + _ROW * (place + 0.5)
        sheet.write((zero - 2, y), clipped(word.word, names - 2, LABEL.size), LABEL, "right")
        low, high = sorted((abs(word.low), abs(word.high)))
        sheet.lines([[(zero + unit * low, y), (zero + unit * high, y)]], shade.line, 1.0)
        points.append((zero + unit * abs(word.log_odds), y))
        sheet.write((right, y), count, NOTE, "right")
    sheet.marks(points, shade, 2.2)
    if not words_:
        sheet.write((left, top + 1), translated("no word"), NOTE)


def _axis(sheet: Sheet, scale: tuple[float, float], heights: tuple[float, float], most: float) -> None:
    zero, unit = scale
    top, bottom = heights
    sheet.lines([[(zero, top), (zero, bottom)]], RULE, 0.6)
    step = next((step for step in _STEPS if step * unit > 9), 10.0)
    for place in range(int(most / step) + 1):
        x = zero + unit * step * place
        if place:
            sheet.lines([[(x, top), (x, bottom)]], FAINT, 0.4)
        sheet.write(
            (x, bottom + 2.6),
            number(step * place, 0 if step >= 1 or not place else 2 if step < 0.5 else 1),
            _SMALL,
            "center",
        )
