"""The journey of claims: along the thread, above a line who makes a claim and how, below it how that is answered."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import ceil
from typing import Any, NamedTuple

import polars as pl

from discourse.charts.claim_bars import ORDER as STATUSES
from discourse.charts.drawing import styled
from discourse.charts.lettering import clean, width, wrapped
from discourse.charts.page import Page
from discourse.charts.sheet import Box, Sheet, keys_room
from discourse.charts.style import FULL, LABEL, LEADING, MARGIN, MUTED, NOTE, RULE, UNCODED, Lettering, Look, look
from discourse.charts.wording import comments_of, isolated
from discourse.tables import REPLY_STANCES
from discourse.translation import agreeing, counted, labelled, number, translated
from discourse.translation.phrases import clauses

MOST_ROWS = 10
_NARROW = 130.0
_NAMES = 65.0
_HALF = 4.6
"""How high the bars above or below the line are at most, in mm."""
_WIDEST_UNIT = 2.4
_BIN = 1.6
_WIDEST_BIN = 9.0
_EDGED = 0.9
"""Below so many mm for a comment the bars of one comment are not set off from each other."""
_SMALL = Lettering(NOTE.size - 0.5, MUTED)
_CLOSE = 3.0
"""How far apart lines of small letters are, in mm."""
_FOOT = 6.0
_ENTRY = 3.6


class _Event(NamedTuple):
    """A comment that makes the claim or answers one that does."""

    code: str
    number: int
    author: str | None
    depth: int
    place: int
    inferred: bool


class _Journey(NamedTuple):
    """A claim with the comments that make it and the answers to them, in the order of the thread."""

    label: str
    made: list[_Event]
    answers: list[_Event]


class _Axis(NamedTuple):
    """The thread from left to right: where it begins, how wide a bin is, how many comments there are and in a bin."""

    left: float
    across: float
    comments: int
    per_bin: int

    def bin(self, place: int) -> int:
        """Return the bin of a comment by its place from 1."""
        return (place - 1) // self.per_bin

    @property
    def right(self) -> float:
        return self.left + self.across * (self.bin(self.comments) + 1)


@styled
def journey(table: pl.DataFrame, wide: float = FULL) -> Page | None:
    """Return the journeys of a ``journeys`` table, or None where no claim is made."""
    found = _journeys(table)
    if not found:
        return None
    rows = _most_made(found)
    narrow = wide < _NARROW
    names = wide - 2 * MARGIN if narrow else _NAMES
    labels = [wrapped(one.label, names - 3, LABEL.size) for one in rows]
    notes = [[*wrapped(_entry(one), names - 3, _SMALL.size), *_course_lines(one, names - 3)] for one in rows]
    axis = _axis(table, MARGIN + 1 if narrow else MARGIN + names, wide - MARGIN)
    tallest = [_tallest(one, axis) for one in rows]
    most = max(map(max, tallest))
    unit = min(_WIDEST_UNIT, _HALF / most)
    words = [LEADING * len(label) + _CLOSE * len(note) + 1.0 for label, note in zip(labels, notes, strict=True)]
    strips = [_ENTRY + unit * (made + answered) + 1.2 for made, answered in tallest]
    heights = [named + strip if narrow else max(named, strip) + 0.8 for named, strip in zip(words, strips, strict=True)]
    above, below = _keys(rows)
    room = keys_room(above, wide) + keys_room(below, wide)
    size = (wide, room + 2 + sum(heights) + _FOOT)
    text = _subtitle(table, (found, rows), (axis, most))
    sheet = Sheet("journey", size, translated("How claims travel"), text)
    sheet.keys((MARGIN, sheet.top + 1), above)
    sheet.keys((MARGIN, sheet.top + 1 + keys_room(above, wide)), below)
    top = sheet.top + room + 1
    for place, one in enumerate(rows):
        _name(sheet, labels[place], notes[place], top)
        over = words[place] if narrow else (heights[place] - strips[place]) / 2
        _strip(sheet, one, axis, (top + over + _ENTRY + unit * tallest[place][0], unit))
        top += heights[place]
    _foot(sheet, axis, top)
    return sheet.figure


def describe(table: pl.DataFrame) -> str:
    """Return in words what the journeys show."""
    found = _journeys(table)
    if not found:
        return translated("No claim of the codebook was found in the comments.")
    parts = [
        labelled(isolated(clean(one.label)), ", ".join([_entry(one), *_course(one)])) for one in _most_made(found)[:3]
    ]
    return translated("Where claims enter, and how they are answered. {parts}.", parts=clauses(parts))


def _journeys(table: pl.DataFrame) -> list[_Journey]:
    """Return the claims in the order in which they enter."""
    found: dict[str, _Journey] = {}
    for row in table.iter_rows(named=True):
        one = found.setdefault(row["claim"], _Journey(row["label"], [], []))
        event = _Event(row["code"] or "", *(row[name] for name in ("number", "author", "depth", "place", "inferred")))
        (one.made if row["event"] == "made" else one.answers).append(event)
    return list(found.values())


def _most_made(found: list[_Journey]) -> list[_Journey]:
    """Return the claims that most comments make, in the order in which they enter."""
    kept = sorted(range(len(found)), key=lambda place: (-len(found[place].made), place))[:MOST_ROWS]
    return [found[place] for place in sorted(kept)]


def _entry(one: _Journey) -> str:
    first = one.made[0]
    values: dict[str, Any] = {"number": number(first.number), "depth": number(first.depth)}
    if first.author and clean(first.author):
        return translated(
            "enters at depth {depth} with #{number} by {author}", author=isolated(clean(first.author)), **values
        )
    return translated("enters at depth {depth} with #{number}", **values)


def _course(one: _Journey) -> list[str]:
    """Return how many comments make the claim at which depths, and how many answers they get."""
    depths = [event.depth for event in one.made]
    span = number(min(depths)) if len(set(depths)) == 1 else f"{number(min(depths))}–{number(max(depths))}"
    made = translated("{comments} at depth {depths}", comments=comments_of(len(one.made)), depths=span)
    return [made, counted(len(one.answers), "answer", "answers")]


def _course_lines(one: _Journey, room: float) -> list[str]:
    """Return the course in one line, or the comments in as many as they need and the answers in one of their own."""
    made, answers = _course(one)
    whole = f"{made}, {answers}"
    if width(whole, _SMALL.size) <= room:
        return [whole]
    return [*wrapped(f"{made},", room, _SMALL.size), *wrapped(answers, room, _SMALL.size)]


def _subtitle(table: pl.DataFrame, claims: tuple[list[_Journey], list[_Journey]], scale: tuple[_Axis, int]) -> str:
    """Say how to read the chart; ``claims`` are all and those drawn, ``scale`` the axis and what the highest has."""
    (found, rows), (axis, most) = claims, scale
    order = translated("in order of posting") if table["by_time"][0] else translated("in the order shown")
    text = translated(
        "The thread from left to right, {order}, n = {total}. Above each line comments that make the claim, below it "
        "answers to them.", order=order, total=number(table["of"][0]),
    )  # fmt: skip
    text += " " + agreeing(
        axis.per_bin,
        "A column is one comment of the thread.",
        "A column covers {n} comments of the thread; its height is how many of them make the claim, or answer it, "
        "{most} in the highest.",
        most=number(most),
    )
    inferred = {event.number for one in rows for event in one.answers if event.inferred}
    if inferred:
        text += " " + agreeing(
            len(inferred),
            "{n} answer drawn hangs on an inferred link.",
            "{n} of the answers drawn hang on inferred links; an answer to several claims is drawn for each.",
        )
    if len(found) > len(rows):
        text += " " + translated(
            "Shown are the {shown} most frequent of {all} claim types.", shown=number(len(rows)), all=number(len(found))
        )
    return text


def _keys(rows: Sequence[_Journey]) -> tuple[list[tuple[str, Look]], list[tuple[str, Look]]]:
    made = {event.code for one in rows for event in one.made}
    answers = {event.code for one in rows for event in one.answers}
    above = [(translated(code), look(code)._replace(mark="s")) for code in STATUSES if code in made]
    below = [
        (translated("answer: {code}", code=translated(code)), look(code)._replace(mark="s"))
        for code in REPLY_STANCES
        if code in answers
    ]
    if "" in answers and below:
        below.append((translated("answer: {code}", code=translated("no code")), UNCODED._replace(mark="s")))
    return above, below


def _axis(table: pl.DataFrame, left: float, right: float) -> _Axis:
    """Return an axis with a bin for each comment, or for several where they would be too narrow."""
    comments = int(table["of"][0])
    per_bin = ceil(comments / int((right - left) / _BIN))
    return _Axis(left, min(_WIDEST_BIN, (right - left) / ceil(comments / per_bin)), comments, per_bin)


def _tallest(one: _Journey, axis: _Axis) -> tuple[int, int]:
    """Return how many comments the highest bars of a claim above and below its line stand for."""
    made, answers = (Counter(axis.bin(event.place) for event in events) for events in (one.made, one.answers))
    return max(made.values(), default=0), max(answers.values(), default=0)


def _name(sheet: Sheet, label: Sequence[str], note: Sequence[str], top: float) -> None:
    """Write a claim's label, and below it where it enters and what becomes of it."""
    for place, line in enumerate(label):
        sheet.write((MARGIN, top + LEADING * (place + 0.5)), line)
    sheet.below((MARGIN, top + LEADING * len(label) + 0.5 * _CLOSE + 0.2), note, _SMALL, leading=_CLOSE)


def _strip(sheet: Sheet, one: _Journey, axis: _Axis, at: tuple[float, float]) -> None:
    """Draw the bars of a claim; ``at`` is the height of its line, and mm per comment."""
    line, unit = at
    sheet.lines([[(axis.left, line), (axis.right, line)]], RULE, 0.6)
    for events, codes, way in ((one.made, STATUSES, -1), (one.answers, (*REPLY_STANCES, ""), 1)):
        stacks: dict[int, Counter[str]] = defaultdict(Counter)
        for event in events:
            stacks[axis.bin(event.place)][event.code] += 1
        boxes = _boxes(stacks, codes, axis, (line, unit * way))
        for code, made in boxes.items():
            edge = "#FFFFFF" if code else RULE
            sheet.boxes(made, look(code)._replace(hatch=""), edge if unit > _EDGED or not code else "none")
    _mark_entry(sheet, one, axis, (line, unit))


def _mark_entry(sheet: Sheet, one: _Journey, axis: _Axis, at: tuple[float, float]) -> None:
    """Write the number of the first comment over its bar, clear of the bars beside it."""
    line, unit = at
    first = axis.bin(one.made[0].place)
    words = f"#{number(one.made[0].number)}"
    half = width(words, _SMALL.size) / 2
    x = axis.left + axis.across * (first + 0.5)
    x = max(axis.left + half, min(x, max(axis.right - half, axis.left + half)))
    heights = Counter(axis.bin(event.place) for event in one.made)
    near = [
        high for bin_, high in heights.items() if abs(axis.left + axis.across * (bin_ + 0.5) - x) < half + axis.across
    ]
    sheet.write((x, line - unit * max(near, default=0) - 1.6), words, _SMALL, "center")


def _boxes(
    stacks: dict[int, Counter[str]], codes: Sequence[str], axis: _Axis, at: tuple[float, float]
) -> dict[str, list[Box]]:
    line, unit = at
    boxes: dict[str, list[Box]] = {code: [] for code in codes}
    for bin_, counts in sorted(stacks.items()):
        y = line
        for code in codes:
            high = unit * counts[code]
            if counts[code]:
                boxes[code].append(
                    (axis.left + axis.across * bin_ + 0.1, min(y, y + high), axis.across - 0.2, abs(high))
                )
            y += high
    return boxes


def _foot(sheet: Sheet, axis: _Axis, top: float) -> None:
    """Name the two ends of the thread."""
    begin, end = translated("first comment"), translated("comment {number}", number=number(axis.comments))
    sheet.write((axis.left, top + 1.5), begin, _SMALL)
    after = axis.left + width(begin, _SMALL.size) + 3
    right = max(axis.right, after + width(end, _SMALL.size))
    if axis.comments > 1 and right <= sheet.width - MARGIN:
        sheet.write((right, top + 1.5), end, _SMALL, "right")
