"""Shares corrected by a hand-coded sample: what the machine says, and the corrected value with its interval."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from discourse.charts.drawing import styled
from discourse.charts.intervals import AXIS, FILLED, OPEN, SMALL, Scale, guide, interval
from discourse.charts.lettering import clean, width, wrapped
from discourse.charts.page import Page
from discourse.charts.sheet import Sheet, keys_room
from discourse.charts.style import FULL, LABEL, LEADING, MARGIN, TALLEST
from discourse.charts.wording import isolated
from discourse.translation import counted, deferred, labelled, number, translated
from discourse.translation.phrases import enumerated, percent

_SHOWN = {
    "claim": ("present",),
    "stance": ("favor", "against"),
    "reply_stance": ("support", "deny", "query", "comment"),
}
"""The codes of each variable that are drawn; the table has the others."""
_STAR = deferred("A star marks a rough figure: few comments with the code, or few errors, were met.")


class _Row(NamedTuple):
    """A share: what it is of, as the machine has it, corrected, and its interval."""

    label: str
    machine: float
    value: float
    low: float
    high: float
    rough: bool


@styled
def corrected(table: pl.DataFrame, wide: float = FULL) -> Page | None:
    """Return the shares of a ``corrected`` table with their intervals, or None where nothing was corrected."""
    rows = _rows(table)
    if not rows:
        return None
    names = min(62.0, 0.4 * wide)
    lines = [wrapped(row.label, names - 2, LABEL.size, lines=2) for row in rows]
    high = LEADING * max(len(each) for each in lines) + 1.9
    keys = [(translated("as the machine says"), OPEN), (translated("corrected, with 95% interval"), FILLED)]
    room = keys_room(keys, wide)
    shown = rows[: int((TALLEST - room - AXIS - 20) / high)]
    size = (wide, room + high * len(shown) + AXIS)
    sheet = Sheet(
        "corrected", size, translated("Shares corrected by hand-coded comments"), _subtitle(table, rows, shown)
    )
    sheet.keys((MARGIN, sheet.top + 1), keys)
    top = sheet.top + room
    most = max(0.05, *(max(row.high, row.machine) for row in shown))
    ends = (MARGIN + names + 3, wide - MARGIN - width("100%*", LABEL.size) - 3)
    scale = Scale(ends[0], (ends[1] - ends[0]) / most)
    _axis(sheet, scale, (top, top + high * len(shown)), most)
    for place, (row, said) in enumerate(zip(shown, lines, strict=False)):
        y = top + high * (place + 0.5)
        for below, line in enumerate(said):
            sheet.write((MARGIN, y + LEADING * (below - (len(said) - 1) / 2)), line, LABEL)
        _share(sheet, row, scale, y)
    return sheet.figure


def describe(table: pl.DataFrame) -> str:
    """Return in words what the chart of corrected shares shows, with a star where a figure is rough."""
    rows = _rows(table)
    if not rows:
        return translated("No share was corrected: uncorrected machine labels.")
    parts = [
        translated(
            "{label} {value} ({low} to {high}; the machine says {machine})",
            label=isolated(clean(row.label)), value=percent(row.value) + "*" * row.rough, low=percent(row.low),
            high=percent(row.high), machine=percent(row.machine),
        )
        for row in rows[:3]
    ]  # fmt: skip
    text = translated("Corrected shares of comments: {parts}.", parts=enumerated(parts))
    return f"{text} {translated(_STAR)}" if any(row.rough for row in rows[:3]) else text


def _rows(table: pl.DataFrame) -> list[_Row]:
    """Return the rows to be drawn: by variable, the largest shares first."""
    found: list[_Row] = []
    for variable, codes in _SHOWN.items():
        own = table.filter(
            (pl.col("variable") == variable) & pl.col("code").is_in(codes) & pl.col("value").is_not_null()
        ).sort("value", "label", "code", descending=[True, False, False])
        columns = ("label", "code", "machine", "value", "low", "high", "reason")
        for label, code, machine, value, low, high, reason in own.select(columns).iter_rows():
            about = label if variable == "stance" else translated("reply stance")
            text = label if variable == "claim" else labelled(about, translated(code))
            ends = (value if low is None else max(low, 0.0), value if high is None else min(high, 1.0))
            found.append(_Row(text, machine or 0.0, value, *ends, reason is not None))
    return found


def _subtitle(table: pl.DataFrame, rows: Sequence[_Row], shown: Sequence[_Row]) -> str:
    comments, coded = (int(table[name].max() or 0) for name in ("comments", "coded"))  # type: ignore[arg-type]
    text = translated(
        "Share of {comments}; {coded} coded by hand.",
        comments=counted(comments, "comment", "comments"),
        coded=number(coded),
    )
    if any(row.rough for row in shown):
        text += " " + translated(_STAR)
    if len(rows) > len(shown):
        text += " " + translated("Shown are the first {shown}.", shown=number(len(shown)))
    return text


def _axis(sheet: Sheet, scale: Scale, heights: tuple[float, float], most: float) -> None:
    _, bottom = heights
    label = width("100%", SMALL.size) + 3
    step = scale.step(label)
    for place in range(int(most / step + 1e-9) + 1):
        x = scale.x(place * step)
        guide(sheet, x, heights, is_zero=place == 0)
        sheet.write((x, bottom + 3.6), percent(place * step), SMALL, "center")


def _share(sheet: Sheet, row: _Row, scale: Scale, y: float) -> None:
    interval(sheet, (scale.x(row.low), scale.x(row.high)), y)
    sheet.marks([(scale.x(row.machine), y)], OPEN, 2.2)
    sheet.marks([(scale.x(row.value), y)], FILLED, 2.2)
    words = percent(row.value) + ("*" if row.rough else "")
    near = 0 < scale.x(row.machine) - scale.x(row.high) < width(words, LABEL.size) + 3.6
    sheet.write((scale.x(row.machine if near else row.high) + 1.8, y), words, LABEL)
