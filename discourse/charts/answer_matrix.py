"""Who answers whom: a matrix of authors, each cell a square as large as the number of replies, coloured by stance."""

from collections import Counter

import polars as pl
from matplotlib.figure import Figure

from discourse.charts.lettering import clean, clipped, width
from discourse.charts.style import (
    FULL,
    LABEL,
    MARGIN,
    NOTE,
    PALE,
    RULE,
    UNCODED,
    Box,
    Point,
    Sheet,
    link_style,
    look,
    styled,
)
from discourse.charts.wording import count_of, joined
from discourse.tables import REPLY_STANCES

MOST_AUTHORS = 20
_NAMES = 46.0
_SUMS = 26.0
_WIDEST_CELL = 10.0
_KEYS = 6.0
_SMALLEST_FULL = 3  # a square fills its cell for this many replies at least, so that one does not look like many
_LETTERS = "ABCDEFGHIJKLMNOPQRST"

Replies = dict[tuple[str, str], dict[str, int]]


@styled
def interactions(table: pl.DataFrame) -> Figure | None:
    """Return the matrix of an ``interactions`` table, or None where no named author answers another comment."""
    replies = _replies(table)
    if not replies:
        return None
    shown = _authors(replies)[:MOST_AUTHORS]
    cell = min(_WIDEST_CELL, max(80 / len(shown), 6.0), (FULL - 2 * MARGIN - _NAMES - _SUMS) / len(shown))
    sheet = Sheet("interactions", (FULL, _KEYS + 6 + cell * len(shown) + 1), "Who answers whom", _subtitle(replies))
    present = [code for code in REPLY_STANCES if any(counts[code] for counts in replies.values())]
    sheet.keys((MARGIN, sheet.top + 1), [(code, look(code)._replace(mark="s")) for code in present])
    top = sheet.top + _KEYS + 6
    _grid(sheet, replies, shown, (top, cell))
    sure = {(row["author"], row["answers"]): row["probability"] for row in table.iter_rows(named=True)}
    _cells(sheet, replies, shown, (top, cell), sure)
    return sheet.figure


def describe(table: pl.DataFrame) -> str:
    """Return in words what the chart of interactions shows."""
    replies = _replies(table)
    if not replies:
        return "No named author answers another comment."
    total = sum(counts["replies"] for counts in replies.values())
    (author, other), counts = max(replies.items(), key=lambda item: item[1]["replies"])
    stances = joined([f"{counts[code]:,} {code}" for code in REPLY_STANCES if counts[code]])
    most = f"{clean(author)} answers {clean(other)} most often, {counts['replies']:,} times"
    if counts["replies"] == 1:
        most, stances = "Nobody answers the same author twice", ""
    return (
        f"{count_of(total, 'reply')} between {count_of(len(_authors(replies)), 'author')}. "
        f"{most}{f' ({stances})' if stances else ''}."
    )


def _replies(table: pl.DataFrame) -> Replies:
    return {
        (row["author"], row["answers"]): {key: row[key] for key in ("replies", *REPLY_STANCES, "inferred")}
        for row in table.iter_rows(named=True)
    }


def _authors(replies: Replies) -> list[str]:
    """Return the authors, those first who give and get most replies, then by name."""
    involved: Counter[str] = Counter()
    for (author, other), counts in replies.items():
        involved[author] += counts["replies"]
        involved[other] += counts["replies"]
    return [name for name, _ in sorted(involved.items(), key=lambda item: (-item[1], item[0]))]


def _subtitle(replies: Replies) -> str:
    authors = _authors(replies)
    shown = set(authors[:MOST_AUTHORS])
    total = sum(counts["replies"] for counts in replies.values())
    most = max(counts["replies"] for counts in replies.values())
    own = " (on the diagonal their own comments)" if any(author == other for author, other in replies) else ""
    text = f"Rows answer columns{own}. {count_of(total, 'reply')} between {count_of(len(authors), 'author')}"
    if len(authors) > MOST_AUTHORS:
        inside = sum(counts["replies"] for pair, counts in replies.items() if shown.issuperset(pair))
        text += f"; shown are the {MOST_AUTHORS} most involved, with {inside:,} of the replies"
    text += f". The area of a square is the number of replies, {most:,} in the largest."
    inferred = sum(counts["inferred"] for counts in replies.values())
    if inferred:
        text += f" {count_of(inferred, 'reply')} inferred, in dashed frames, fainter where less sure."
    return text


def _grid(sheet: Sheet, replies: Replies, shown: list[str], at: tuple[float, float]) -> None:
    """Name rows and columns, and write at the right how many replies each author gives and gets in all."""
    top, cell = at
    left, count = MARGIN + _NAMES, len(shown)
    right, bottom = left + cell * count, top + cell * count
    for number in range(count + 1):
        place = number * cell
        sheet.lines(
            [[(left, top + place), (right, top + place)], [(left + place, top), (left + place, bottom)]], PALE, 0.6
        )
    given, got = right + _SUMS / 2, right + _SUMS - 1
    sheet.write((given, top - 3), "gives", NOTE, "right")
    sheet.write((got, top - 3), "gets", NOTE, "right")
    for number, name in enumerate(shown):
        middle = cell * (number + 0.5)
        sheet.write((left + middle, top - 3), _LETTERS[number], NOTE, "center")
        sheet.write((left - 3, top + middle), _LETTERS[number], NOTE, "center")
        sheet.write((left - 6.5, top + middle), clipped(name, _NAMES - 8, LABEL.size), LABEL, "right")
        gives = sum(counts["replies"] for (author, _), counts in replies.items() if author == name)
        gets = sum(counts["replies"] for (_, other), counts in replies.items() if other == name)
        sheet.write((given, top + middle), f"{gives:,}", LABEL, "right")
        sheet.write((got, top + middle), f"{gets:,}", LABEL, "right")


def _cells(
    sheet: Sheet, replies: Replies, shown: list[str], at: tuple[float, float], sure: dict[tuple[str, str], float]
) -> None:
    top, cell = at
    numbers = {name: number for number, name in enumerate(shown)}
    inside = {pair: counts for pair, counts in replies.items() if numbers.keys() >= set(pair)}
    most = max((counts["replies"] for counts in replies.values()), default=1)
    digits = width(f"{most:,}", NOTE.size) + 0.8
    numbered = digits < 0.36 * cell
    room = cell - 1.2 - (digits if numbered else 0)
    full = max(most, _SMALLEST_FULL)
    boxes: dict[str, list[Box]] = {code: [] for code in (*REPLY_STANCES, "")}
    for (author, other), counts in inside.items():
        side = max(0.9, room * (counts["replies"] / full) ** 0.5)
        x = MARGIN + _NAMES + cell * numbers[other] + 0.6 + (room - side) / 2
        y = top + cell * (numbers[author] + 0.5) - side / 2
        _square(boxes, counts, (x, y, side, side))
        if counts["inferred"]:
            sheet.lines([_frame((x, y, side, side))], *link_style("inferred", sure[author, other]))
        if numbered:
            right = MARGIN + _NAMES + cell * (numbers[other] + 1) - 0.6
            sheet.write((right, y + side / 2), f"{counts['replies']:,}", NOTE, "right")
    for code, made in boxes.items():
        sheet.boxes(made, look(code) if code else UNCODED, "none" if code else RULE)


def _frame(square: Box) -> list[Point]:
    """Return the corners around a square, a little outside it."""
    left, top = square[0] - 0.4, square[1] - 0.4
    right, bottom = left + square[2] + 0.8, top + square[3] + 0.8
    return [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]


def _square(boxes: dict[str, list[Box]], counts: dict[str, int], square: Box) -> None:
    """Divide a square from top to bottom by the stances of its replies."""
    left, y, across, down = square
    coded = {code: counts[code] for code in REPLY_STANCES}
    coded[""] = max(0, counts["replies"] - sum(coded.values()))
    for code, count in coded.items():
        if count:
            high = down * count / max(1, sum(coded.values()))
            boxes[code].append((left, y, across, high))
            y += high
