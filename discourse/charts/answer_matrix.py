"""Who answers whom: a matrix of authors, each cell a square as large as the number of replies, coloured by stance."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from discourse.charts.drawing import styled
from discourse.charts.lettering import clean, width, wrapped
from discourse.charts.page import Page
from discourse.charts.sheet import Box, Point, Sheet, keys_room
from discourse.charts.style import FULL, LABEL, MARGIN, NOTE, PALE, RULE, UNCODED, Look, link_style, look
from discourse.charts.wording import isolated
from discourse.tables import REPLY_STANCES
from discourse.translation import counted, number, translated
from discourse.translation.phrases import clauses, enumerated

LEAST_AUTHORS, MOST_AUTHORS = 2, 20
_WIDEST_CELL, _NARROWEST_CELL = 10.0, 4.7
_TWO_LINES = 7.8
"""A cell so high in mm has room for a name on two lines."""
_BESIDE_NAME = 8.0
_BETWEEN_SUMS = 2.0
_SMALLEST_FULL = 3  # a square fills its cell for this many replies at least, so that one does not look like many
_LETTERS = "ABCDEFGHIJKLMNOPQRST"

Replies = dict[tuple[str, str], dict[str, int]]


class _Grid(NamedTuple):
    """Where the matrix stands: the room for names and for sums, its top and left, and the side of a cell."""

    names: float
    sums: float
    top: float
    cell: float

    @property
    def left(self) -> float:
        return MARGIN + self.names


@styled
def interactions(table: pl.DataFrame, wide: float = FULL) -> Page | None:
    """Return the matrix of an ``interactions`` table, or None where no two named authors are in it."""
    replies = _replies(table)
    if len(_authors(replies)) < LEAST_AUTHORS:
        return None
    names, sums, room = _rooms(wide)
    shown, least = _shown(replies, wide)
    cell = min(_WIDEST_CELL, max(80 / len(shown), least), room / len(shown))
    inside = _inside(replies, shown)
    keys = _keys(inside)
    head = keys_room(keys, wide) + 6
    size = (wide, head + cell * len(shown) + 1)
    sheet = Sheet("interactions", size, translated("Who answers whom"), _subtitle(replies, inside, len(shown)))
    sheet.keys((MARGIN, sheet.top + 1), keys)
    grid = _Grid(names, sums, sheet.top + head, cell)
    _lattice(sheet, replies, shown, grid)
    sure = {(row["author"], row["answers"]): row["probability"] for row in table.iter_rows(named=True)}
    _cells(sheet, inside, shown, grid, sure)
    return sheet.figure


def describe(table: pl.DataFrame) -> str:
    """Return in words what the chart of interactions shows."""
    replies = _replies(table)
    if not replies:
        return translated("No named author answers another comment.")
    total = sum(counts["replies"] for counts in replies.values())
    if len(_authors(replies)) < LEAST_AUTHORS:
        return translated(
            "Of the named authors only {author} answers comments, and only comments of their own: {replies}.",
            author=isolated(clean(_authors(replies)[0])), replies=counted(total, "reply", "replies"),
        )  # fmt: skip
    return f"{_between(total, len(_authors(replies)))}. {_most(replies)}"


def _most(replies: Replies) -> str:
    """Return which author answers which most often, in how many pairs where that is no one pair."""
    most = max(counts["replies"] for counts in replies.values())
    (author, other), *more = [pair for pair, counts in replies.items() if counts["replies"] == most]
    if most == 1:
        return translated("Nobody answers the same author twice.")
    if more or not {author, other} <= set(_shown(replies, FULL)[0]):
        pairs = counted(1 + len(more), "pair of authors", "pairs of authors")
        return translated(
            "Most replies of one author to another: {count}, in {pairs}.", count=number(most), pairs=pairs
        )
    stances = enumerated(_stances(replies[author, other]))
    return translated(
        "{author} answers {other} most often, {count} times{stances}.",
        author=isolated(clean(author)), other=isolated(clean(other)), count=number(most),
        stances=f" ({stances})" if stances else "",
    )  # fmt: skip


def _stances(counts: dict[str, int]) -> list[str]:
    """Return how many replies have each stance, and how many of them none; nothing where nobody coded any."""
    coded = {code: counts[code] for code in REPLY_STANCES if counts[code]}
    rest = counts["replies"] - sum(coded.values())
    said = [f"{translated(code)} {number(count)}" for code, count in coded.items()]
    return [*said, f"{translated('no code')} {number(rest)}"] if said and rest else said


def _rooms(wide: float) -> tuple[float, float, float]:
    """Return the room for names, for sums and for the cells between them, in mm."""
    names, sums = min(46.0, 0.38 * wide), max(min(26.0, 0.18 * wide), sum(_sums_heads()) + _BETWEEN_SUMS + 3)
    return names, sums, wide - 2 * MARGIN - names - sums


def _shown(replies: Replies, wide: float) -> tuple[list[str], float]:
    """Return the authors that have room, the most involved first, and the least height of their rows in mm."""
    names, _, room = _rooms(wide)
    shown = _authors(replies)[: min(MOST_AUTHORS, int(room / _NARROWEST_CELL))]
    if max(width(clean(name), LABEL.size) for name in shown) > names - _BESIDE_NAME:
        return shown[: int(room / _TWO_LINES)], _TWO_LINES
    return shown, 6.0


def _keys(replies: Replies) -> list[tuple[str, Look]]:
    present = [code for code in REPLY_STANCES if any(counts[code] for counts in replies.values())]
    keys = [(translated(code), look(code)._replace(mark="s")) for code in present]
    if present and any(counts["replies"] > sum(counts[code] for code in REPLY_STANCES) for counts in replies.values()):
        keys.append((translated("no code"), UNCODED._replace(mark="s")))
    return keys


def _between(replies: int, authors: int) -> str:
    return translated(
        "{replies} between {authors}",
        replies=counted(replies, "reply", "replies"), authors=counted(authors, "author", "authors"),
    )  # fmt: skip


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


def _inside(replies: Replies, shown: Sequence[str]) -> Replies:
    """Return the replies between authors who are shown."""
    names = set(shown)
    return {pair: counts for pair, counts in replies.items() if names.issuperset(pair)}


def _subtitle(replies: Replies, inside: Replies, shown: int) -> str:
    """Say how to read the matrix, and of the replies that are drawn how many the largest square is and are inferred."""
    text = translated("Rows answer columns.")
    if any(author == other for author, other in inside):
        text = translated("Rows answer columns (on the diagonal their own comments).")
    authors, drawn = len(_authors(replies)), sum(counts["replies"] for counts in inside.values())
    part = translated(
        "shown are the {count} most involved, with {inside} of the replies", count=number(shown), inside=number(drawn)
    )
    total = sum(counts["replies"] for counts in replies.values())
    text += f" {clauses([_between(total, authors), part if authors > shown else ''])}."
    if inside:
        most = max(counts["replies"] for counts in inside.values())
        text += " " + translated(
            "The area of a square is the number of replies, {most} in the largest.", most=number(most)
        )
    inferred = sum(counts["inferred"] for counts in inside.values())
    if inferred:
        text += " " + translated(
            "{replies} inferred, in dashed frames, fainter where less sure.",
            replies=counted(inferred, "reply", "replies"),
        )
    return text


def _lattice(sheet: Sheet, replies: Replies, shown: list[str], grid: _Grid) -> None:
    """Name rows and columns, and write at the right how many replies each author gives and gets in all."""
    left, top, cell = grid.left, grid.top, grid.cell
    right, bottom = left + cell * len(shown), top + cell * len(shown)
    places = [cell * place for place in range(len(shown) + 1)]
    sheet.lines([[(left, top + place), (right, top + place)] for place in places], PALE, 0.6)
    sheet.lines([[(left + place, top), (left + place, bottom)] for place in places], PALE, 0.6)
    got = right + grid.sums - 1
    given = min(right + grid.sums / 2, got - _sums_heads()[1] - _BETWEEN_SUMS)
    sheet.write((given, top - 3), translated("gives"), NOTE, "right")
    sheet.write((got, top - 3), translated("gets"), NOTE, "right")
    gives, gets = _sums(replies)
    for place, name in enumerate(shown):
        middle = cell * (place + 0.5)
        sheet.write((left + middle, top - 3), _LETTERS[place], NOTE, "center")
        sheet.write((left - 3, top + middle), _LETTERS[place], NOTE, "center")
        lines = wrapped(name, grid.names - _BESIDE_NAME, LABEL.size, lines=2 if cell >= _TWO_LINES else 1)
        sheet.stack((left - 6.5, top + middle), lines, LABEL, "right")
        sheet.write((given, top + middle), number(gives[name]), LABEL, "right")
        sheet.write((got, top + middle), number(gets[name]), LABEL, "right")


def _sums_heads() -> tuple[float, float]:
    """Return how wide the words over the two columns of sums are, in mm."""
    return width(translated("gives"), NOTE.size), width(translated("gets"), NOTE.size)


def _sums(replies: Replies) -> tuple[Counter[str], Counter[str]]:
    """Return how many replies each author gives, and how many each gets."""
    gives: Counter[str] = Counter()
    gets: Counter[str] = Counter()
    for (author, other), counts in replies.items():
        gives[author] += counts["replies"]
        gets[other] += counts["replies"]
    return gives, gets


def _cells(sheet: Sheet, inside: Replies, shown: list[str], grid: _Grid, sure: dict[tuple[str, str], float]) -> None:
    cell, places = grid.cell, {name: place for place, name in enumerate(shown)}
    most = max((counts["replies"] for counts in inside.values()), default=1)
    digits = width(number(most), NOTE.size) + 0.8
    numbered = digits < 0.36 * cell
    room = cell - 1.2 - (digits if numbered else 0)
    boxes: dict[str, list[Box]] = {code: [] for code in (*REPLY_STANCES, "")}
    frames: dict[float, list[list[Point]]] = defaultdict(list)
    for (author, other), counts in inside.items():
        side = max(0.9, room * (counts["replies"] / max(most, _SMALLEST_FULL)) ** 0.5)
        x = grid.left + cell * places[other] + 0.6 + (room - side) / 2
        y = grid.top + cell * (places[author] + 0.5) - side / 2
        _square(boxes, counts, (x, y, side, side))
        if counts["inferred"]:
            frames[round(sure[author, other], 1)].append(_frame((x, y, side, side)))
        if numbered:
            right = grid.left + cell * (places[other] + 1) - 0.6
            sheet.write((right, y + side / 2), number(counts["replies"]), NOTE, "right")
    for probability, made in sorted(frames.items()):
        sheet.lines(made, *link_style("inferred", probability))
    for code, squares in boxes.items():
        sheet.boxes(squares, look(code) if code else UNCODED, "none" if code else RULE)


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
