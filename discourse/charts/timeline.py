"""Activity: how many comments were posted when, where the page says so."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

import polars as pl

from discourse.charts.clock import clock, day_of_month, moment, month_name
from discourse.charts.drawing import styled
from discourse.charts.lettering import width
from discourse.charts.page import Page
from discourse.charts.sheet import Sheet
from discourse.charts.style import FAINT, HALF, LABEL, LOOKS, MARGIN, MUTED, NOTE, RULE, Lettering
from discourse.charts.wording import comments_of
from discourse.translation import counted, number, translated

MOST_BINS = 42
MOST_STEPS = 40
_HIGH = 32.0
_LEFT = MARGIN + 9.0
_MINUTES = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080)
_MONTHS = (1, 3, 6, 12, 60, 120, 600, 1200, 6000, 12000, 24000, 60000)
_DAY = 1440
_MONDAY = datetime(1, 1, 1)
_SMALL = Lettering(NOTE.size - 0.5, MUTED)


class _Bins(NamedTuple):
    """Equal steps of minutes or of months, and the number of comments in each; ``first`` is the index of bin 0."""

    step: int
    monthly: bool
    first: int
    counts: list[int]

    def start(self, number: int) -> datetime:
        """Return when a bin begins; the last moment of the calendar for what lies beyond it."""
        index = (self.first + number) * self.step
        if self.monthly:
            year = index // 12
            return datetime(year, index % 12 + 1, 1) if 1 <= year <= 9999 else datetime.max if year else datetime.min
        return _MONDAY + min(timedelta(minutes=index), datetime.max - _MONDAY)

    def place(self, time: datetime) -> float:
        """Return where a time lies, in bins from the start of bin 0."""
        index = _months(time) if self.monthly else _minutes(time)
        whole = index // self.step - self.first
        begin, end = self.start(whole), self.start(whole + 1)
        return whole + (time - begin) / max(end - begin, timedelta(minutes=1))


@styled
def activity(table: pl.DataFrame, wide: float = HALF) -> Page | None:
    """Return the counts over time of an ``activity`` table, or None with fewer than two known times."""
    times, zone, daily = _times(table)
    if len(times) < 2:
        return None
    bins = _binned(times, daily)
    sheet = Sheet(
        "activity",
        (wide, _HIGH + 12),
        translated("When comments were posted"),
        _subtitle(times, zone, None if _stepped(times, daily) else bins),
    )
    if _stepped(times, daily):
        _levels(sheet, len(times))
        _steps(sheet, bins, times)
    else:
        _levels(sheet, max(bins.counts))
        _bars(sheet, bins)
    base = sheet.top + 3 + _HIGH
    sheet.lines([[(_LEFT, base), (sheet.width - MARGIN, base)]], RULE, 0.6)
    _dates(sheet, bins)
    return sheet.figure


def describe(table: pl.DataFrame) -> str:
    """Return in words what the chart of activity shows."""
    times, zone, daily = _times(table)
    if len(times) < 2:
        return translated("Fewer than two comments have a known time of posting.")
    bins = _binned(times, daily)
    ends = {"zone": zone, "first": moment(times[0], daily), "last": moment(times[-1], daily)}
    comments, most = comments_of(len(times)), max(bins.counts)
    if most == 1 or bins.counts.count(most) > 1:
        return translated("{comments} with a known time ({zone}), from {first} to {last}.", comments=comments, **ends)
    return translated(
        "{comments} with a known time ({zone}), from {first} to {last}; most in {step}: {most}, from {start}.",
        comments=comments, most=number(most), step=_step(bins),
        start=moment(bins.start(bins.counts.index(most)), bins.monthly or bins.step >= _DAY), **ends,
    )  # fmt: skip


def _times(table: pl.DataFrame) -> tuple[list[datetime], str, bool]:
    """Return the times in rising order without their zone, the zone in words, and whether some are days only."""
    known = clock(table["posted"].to_list())
    return sorted(known.times), known.zone, known.daily


def _binned(times: list[datetime], daily: bool) -> _Bins:
    """Return the times in the finest bins of which the span needs no more than 42."""
    for step in _MINUTES[_MINUTES.index(_DAY) if daily else 0 :]:
        places = [_minutes(time) // step for time in times]
        if places[-1] - places[0] < MOST_BINS:
            return _counted(step, False, places)
    months = [_months(time) for time in times]
    step = next(step for step in _MONTHS if months[-1] // step - months[0] // step < MOST_BINS)
    return _counted(step, True, [month // step for month in months])


def _minutes(time: datetime) -> int:
    return (time - _MONDAY) // timedelta(minutes=1)


def _months(time: datetime) -> int:
    return time.year * 12 + time.month - 1


def _counted(step: int, monthly: bool, places: list[int]) -> _Bins:
    ends = [bisect_left(places, place) for place in range(places[0], places[-1] + 2)]
    return _Bins(step, monthly, places[0], [after - before for before, after in pairwise(ends)])


def _subtitle(times: list[datetime], zone: str, bins: _Bins | None) -> str:
    values = {"total": number(len(times)), "zone": zone}
    if bins is None:
        return translated("Comments so far, n = {total}; {zone}.", **values)
    return translated("Comments per {step}, n = {total}; {zone}.", step=_per(bins), **values)


def _stepped(times: list[datetime], daily: bool) -> bool:
    """Return whether each comment gets a step of its own, rather than a place in a bar."""
    return len(times) <= MOST_STEPS and not daily


_UNITS: dict[str, Callable[[int], str]] = {
    "minute": lambda amount: counted(amount, "minute", "minutes"),
    "hour": lambda amount: counted(amount, "hour", "hours"),
    "day": lambda amount: counted(amount, "day", "days"),
    "week": lambda amount: counted(amount, "week", "weeks"),
    "month": lambda amount: counted(amount, "month", "months"),
    "year": lambda amount: counted(amount, "year", "years"),
}


def _unit(bins: _Bins) -> tuple[int, str]:
    """Return the step of the bins as a number of the largest unit that measures it."""
    units = {12: "year", 1: "month"} if bins.monthly else {7 * _DAY: "week", _DAY: "day", 60: "hour", 1: "minute"}
    return next((bins.step // size, unit) for size, unit in units.items() if bins.step % size == 0)


def _step(bins: _Bins) -> str:
    """Return the step of the bins in words, with its number."""
    amount, unit = _unit(bins)
    return _UNITS[unit](amount)


def _per(bins: _Bins) -> str:
    """Return what a count of the bins is per, without a number where that is one."""
    amount, unit = _unit(bins)
    return translated(unit) if amount == 1 else _step(bins)


def _levels(sheet: Sheet, most: int) -> None:
    """Write the scale at the left: zero, the middle where it is a whole number, and the most."""
    base = sheet.top + 3 + _HIGH
    for level in sorted({0, most, *([most // 2] if most % 2 == 0 else [])}):
        y = base - _HIGH * level / most
        sheet.lines([[(_LEFT, y), (sheet.width - MARGIN, y)]], FAINT, 0.5)
        sheet.write((_LEFT - 1.5, y), number(level), LABEL, "right")


def _bars(sheet: Sheet, bins: _Bins) -> None:
    base, unit, across = sheet.top + 3 + _HIGH, _HIGH / max(bins.counts), _across(sheet, bins)
    boxes = [
        (_LEFT + across * (place + 0.06), base - unit * count, 0.88 * across, unit * count)
        for place, count in enumerate(bins.counts)
        if count
    ]
    sheet.boxes(boxes, LOOKS["support"])


def _steps(sheet: Sheet, bins: _Bins, times: list[datetime]) -> None:
    """Draw a step upwards for each comment, with a dot at its time."""
    base, unit = sheet.top + 3 + _HIGH, _HIGH / len(times)
    xs = [_LEFT + _across(sheet, bins) * bins.place(time) for time in times]
    corners = [(_LEFT, base)]
    for place, x in enumerate(xs):
        corners += [(x, base - unit * place), (x, base - unit * (place + 1))]
    sheet.lines([[*corners, (sheet.width - MARGIN, corners[-1][1])]], RULE, 0.9)
    sheet.marks([(x, base - unit * (place + 1)) for place, x in enumerate(xs)], LOOKS["support"], 1.8)


def _across(sheet: Sheet, bins: _Bins) -> float:
    return (sheet.width - MARGIN - _LEFT) / len(bins.counts)


def _dates(sheet: Sheet, bins: _Bins) -> None:
    """Write round times below the axis, as many as there is room for, and below them what they leave out."""
    y, one_day = sheet.top + 3 + _HIGH, _one_day(bins)
    ticks = next(ticks for ticks in _scales(bins) if _fits(sheet, ticks, one_day))
    for x, label in (
        (_LEFT + _across(sheet, bins) * bins.place(start), _tick(ticks, start, one_day)) for start in _starts(ticks)
    ):
        half = width(label, _SMALL.size) / 2
        if _LEFT - 0.1 <= x <= sheet.width - MARGIN + 0.1:
            sheet.lines([[(x, y), (x, y + 1)]], RULE, 0.6)
            sheet.write((min(max(x, MARGIN + half), sheet.width - MARGIN - half), y + 3), label, _SMALL, "center")
    sheet.write((_LEFT, y + 6.8), _period(bins), _SMALL)


def _scales(bins: _Bins) -> Iterator[_Bins]:
    """Yield the period in coarser and coarser steps, from the bins' own on."""
    ladder = [(step, False) for step in (*_MINUTES, 2 * 10080)] + [(step, True) for step in _MONTHS]
    first, last = bins.start(0), bins.start(len(bins.counts))
    for step, monthly in ladder[ladder.index((bins.step, bins.monthly)) :]:
        index = _months if monthly else _minutes
        start, end = index(first) // step, index(last) // step
        yield _Bins(step, monthly, start, [0] * (end - start + 1))


def _starts(ticks: _Bins) -> list[datetime]:
    return [ticks.start(number) for number in range(len(ticks.counts))]


def _fits(sheet: Sheet, ticks: _Bins, one_day: bool) -> bool:
    room = max(width(_tick(ticks, start, one_day), _SMALL.size) for start in _starts(ticks)) + 3.5
    return room * (len(ticks.counts) - 1) <= sheet.width - MARGIN - _LEFT


def _one_day(bins: _Bins) -> bool:
    return bins.start(0).date() == bins.start(len(bins.counts) - 1).date()


def _tick(ticks: _Bins, start: datetime, one_day: bool) -> str:
    if ticks.monthly:
        named = translated("{month} {year}", month=month_name(start.month), year=start.year)
        return str(start.year) if ticks.step >= 12 else named
    clock = f"{start.hour:02d}:{start.minute:02d}"
    if ticks.step >= _DAY:
        return day_of_month(start)
    return clock if one_day else f"{day_of_month(start)}, {clock}"


def _period(bins: _Bins) -> str:
    """Name what the times on the axis leave out: the day or the year."""
    first, last = bins.start(0), bins.start(len(bins.counts) - 1)
    if bins.monthly:
        return ""
    if first.date() == last.date():
        return moment(first, True)
    if first.year == last.year:
        return str(first.year)
    return translated("{first} to {last}", first=first.year, last=last.year)
