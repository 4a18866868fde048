"""Separated cells: which row of a text names its columns, and the cells of the rows below it."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile
from typing import Any

from discourse.readers.roles import ROLES, plain

MOST_COLUMNS = 400
csv.field_size_limit(10_000_000)  # the longest comment that a cell may hold; Python's own bound would cut long ones up

_HINT = re.compile(r"sep=[;,|\t]\n", re.IGNORECASE)
_SNIFFED, _MOST_SNIFFED, _LINES_SNIFFED = 20_000, 1_000_000, 6
"""Characters in which the head is looked for, and how many there are at most where so few lines are longer."""
_SEEN = 20
"""Rows within which the head stands: titles, filters and notes may be above it."""
_FEW = 2
_UNNAMED = re.compile(r"column \d{1,3}")
_COUNTED = re.compile(r"[\d\s.,:/+-]{1,40}")
_WORD = re.compile(r"[^\W\d_]{4}")
_IMPORT = '{"ImportId"'
_LONGEST_NAME = 300
_NAMES = frozenset(name for names in ROLES.values() for name in names)


def header_of(text: str) -> list[str] | None:
    """Return the names in the row of separated cells that names columns; ``None`` where the rows are not alike."""
    head = _head(text)
    return head[1] if head else None


def rows_of(text: str, text_column: str | None = None) -> tuple[list[Mapping[str, Any]], int]:
    """Return the rows below the one that names the columns, and in how many it is unsure which cell is whose.

    There is an empty row for each that is none. A row with more cells than there are columns has what separates them in
    its text: where the column of the text is the last, the rest is joined back into it; else what the columns around
    it leave, which is unsure; without such a column what is too much is left out.
    """
    text = _without_hint(text)
    found = _head(text)
    if found is None:
        return [], 0
    skipped, names, separator = found
    lines = [f"{line}\n" for line in text.split("\n")[skipped:]]
    _, *rows = _cells(lines, separator)
    told = below_labels([row for row in rows if row is None or any(row)])
    place = names.index(text_column) if text_column in names else None
    unsure = sum(_is_wide(row, names) for row in told) if place is None or place < len(names) - 1 else 0
    whole = [row and _joined(row, len(names), place, separator) for row in told]
    return [dict(zip(names, row, strict=False)) if row else {} for row in whole], unsure


def _is_wide(row: Sequence[Any] | None, names: Sequence[str]) -> bool:
    """Return whether a row says something in more cells than there are columns."""
    return row is not None and any(row[len(names) :])


def _joined(row: Sequence[str], width: int, place: int | None, separator: str) -> Sequence[str]:
    """Return a row of no more cells than columns, what is too much joined back into the text at a place."""
    more = len(row) - width
    if more <= 0 or place is None or not any(row[width:]):
        return row[:width]
    return [*row[:place], separator.join(row[place : place + more + 1]), *row[place + more + 1 :]]


def below_labels(rows: Sequence[Sequence[Any] | None]) -> Sequence[Sequence[Any] | None]:
    """Return the rows below those which say for programs and readers what the columns are, as surveys have them."""
    last = max((at for at, row in enumerate(rows[:3], 1) if row and any(_is_import(cell) for cell in row)), default=0)
    return rows[last or _is_label(rows[:_SEEN]) :]


def _is_label(rows: Sequence[Sequence[Any] | None]) -> bool:
    """Return whether the first row leaves out most of what all others have, or has words for all their numbers."""
    first, *others = [row for row in rows if row] or [()]
    always = [place for place in range(len(first)) if all(len(row) > place and row[place] for row in others)]
    if len(others) < _FEW:
        return False
    if len(always) > _FEW and sum(not first[place] for place in always) * 3 > 2 * len(always):
        return True
    counted = [place for place in always if all(_COUNTED.fullmatch(str(row[place])) for row in others)]
    return len(counted) >= _FEW and all(place < len(first) and _WORD.search(str(first[place])) for place in counted)


def _is_import(cell: Any) -> bool:
    return isinstance(cell, str) and cell.startswith(_IMPORT)


def place_of_names(rows: Sequence[Sequence[Any]]) -> int | None:
    """Return which of the first rows names the columns: the first, or one below a title that is named as usual."""
    for place, row in enumerate(rows[:_SEEN]):
        names = {plain(str(cell)) for cell in row if cell}
        usual = sum(name in _NAMES for name in names)
        if len(names) > 1 and usual >= (3 if place else 1) and names & set(ROLES["text"]):
            return place
    return 0 if rows else None


def names_in(row: Sequence[Any]) -> list[str]:
    """Return the names of columns, with one for each that has none, and a number behind names that come again.

    >>> names_in(["id", "Comment", None, "Comment"])
    ['id', 'Comment', 'column 3', 'Comment (2)']
    """
    names = [str(cell or "").strip().lstrip("\ufeff") or f"column {place}" for place, cell in enumerate(row, 1)]
    before = Counter[str]()
    for place, name in enumerate(names):
        before[name] += 1
        names[place] = name if before[name] == 1 else f"{name} ({before[name]})"
    return names


def with_own_number(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Return the rows with their numbers in the first column, where several without a name hold one in turn.

    Exports number comments in one column and their replies in the next.
    """
    places = list(takewhile(_UNNAMED.fullmatch, names))
    told = [[row[place] for place in places if row.get(place)] for row in rows]
    if len(places) < _FEW or any(len(numbers) != 1 for numbers, row in zip(told, rows, strict=True) if row):
        return rows
    return [{**row, places[0]: numbers[0]} if row else row for row, numbers in zip(rows, told, strict=True)]


def _head(text: str) -> tuple[int, list[str], str] | None:
    """Return how many lines stand above the names of columns, the names, and what separates the cells."""
    text = _without_hint(_sniffed(text))
    for separator in _separators(text):
        reader = csv.reader(io.StringIO(text), delimiter=separator)
        ends: list[int] = [0]
        rows: list[list[str]] = []
        try:
            for row in islice(reader, _SEEN + 12):
                rows.append(row)
                ends.append(reader.line_num)
        except csv.Error:
            continue
        place = place_of_names(rows)
        if place is not None and _is_head(rows[place], rows[place + 1 : place + 12]):
            return ends[place], names_in(rows[place]), separator
    return None


def _sniffed(text: str) -> str:
    """Return the beginning of a text: some characters, more where its first lines are longer; no line is cut then."""
    end = 0
    for _ in range(_LINES_SNIFFED):
        end = text.find("\n", end, _MOST_SNIFFED) + 1
        if not end:
            return text[:_MOST_SNIFFED] if len(text) <= _MOST_SNIFFED else text[:_SNIFFED]
    return text[: max(end, _SNIFFED)]


def _is_head(first: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Return whether a row names columns, and most rows below have as many cells."""
    named = names_in(first)
    is_named = 1 < len(named) <= MOST_COLUMNS and all(len(name) <= _LONGEST_NAME for name in named)
    is_told = sum(not cell.strip() for cell in first) <= max(1, len(first) // 4)
    filled = [row for row in others if any(row)]
    if all(plain(name) in _NAMES for name in named) and not any(name[:1].isspace() for name in first):
        is_alike = sum(len(row) >= len(first) for row in filled) * 3 >= len(filled)  # a comma in a text makes them more
    else:
        is_alike = sum(len(row) == len(first) for row in filled) * 2 >= len(filled)
    return is_named and is_told and is_alike and len(set(named)) == len(named)


def _separators(text: str) -> list[str]:
    """Return what may stand between the cells: what the first line has most of, else what a later one has."""
    lines = [line for line in text.lstrip("\ufeff\n").split("\n")[:_SEEN] if len(line) <= 5_000]
    best = (max("\t;,|", key=line.count) for line in lines)
    found = [separator for separator, line in zip(best, lines, strict=True) if separator in line]
    return list(dict.fromkeys(found))[:2]


def _without_hint(text: str) -> str:
    """Return a text without the first line by which spreadsheets are told the separator."""
    return _HINT.sub("", text.lstrip("\ufeff\n"))


def _cells(lines: Sequence[str], separator: str) -> Iterator[list[str] | None]:
    """Yield the cells of each row; ``None`` for a row that is none.

    A quotation mark that is never closed takes in the rows after it: such a row, with too few cells or up to the end
    of the table, is read as its first line alone says, and the next lines anew.
    """
    at, width = 0, 0
    while at < len(lines):
        reader = csv.reader(map(lines.__getitem__, range(at, len(lines))), delimiter=separator)
        start = at
        while True:
            before = start + reader.line_num
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error:
                row = None
            after = start + reader.line_num
            if row is None or (after - before > 1 and (len(row) < width or _is_open(lines, before, after))):
                at = before + 1
                yield _unquoted(lines[before], separator)
                break
            width = width or len(row)
            yield row


def _unquoted(line: str, separator: str) -> list[str] | None:
    """Return the cells of a line in which quotation marks mean nothing; ``None`` where one is too long for a cell."""
    try:
        return next(csv.reader([line], delimiter=separator, quoting=csv.QUOTE_NONE), None)
    except csv.Error:
        return None


def _is_open(lines: Sequence[str], start: int, end: int) -> bool:
    """Return whether the table ends within quotation marks that these lines open."""
    return end >= len(lines) and sum(lines[place].count('"') for place in range(start, end)) % 2 == 1
