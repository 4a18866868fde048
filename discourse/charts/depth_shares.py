"""Reply stance by depth: for each depth the shares of support, deny, query and comment, with the number of comments."""

import polars as pl

from discourse.charts.drawing import styled
from discourse.charts.lettering import width
from discourse.charts.page import Page
from discourse.charts.sheet import Sheet, keys_room
from discourse.charts.style import HALF, LABEL, MARGIN, NOTE, Lettering, look, pale
from discourse.charts.unsure import noting_unsure, with_unsure
from discourse.tables import REPLY_STANCES
from discourse.translation import counted, number, translated
from discourse.translation.phrases import clauses, enumerated, percent

MOST_ROWS = 10
_LEFT = MARGIN + 11.0
_HEAD = 4.0
_ROW = 6.4
_BAR = 4.8

Counts = dict[str, tuple[int, int]]
"""How many comments have each code, and how many of these labels are unsure."""
Row = tuple[str, Counts]


@styled
def reply_stance(table: pl.DataFrame, wide: float = HALF) -> Page | None:
    """Return the bars of a ``reply_stance`` table, or None where no reply stance was coded."""
    rows = _rows(table)
    if not rows:
        return None
    present = [code for code in REPLY_STANCES if any(counts[code][0] for _, counts in rows)]
    keys = [(translated(code), look(code)._replace(mark="s")) for code in present]
    room = keys_room(keys, wide)
    size = (wide, room + _HEAD + _ROW * len(rows) + 1)
    sheet = Sheet("reply-stance", size, translated("Reply stance by depth"), _subtitle(table, rows))
    sheet.keys((MARGIN, sheet.top + 1), keys)
    right = wide - MARGIN - 2 - max(width(number(_total(counts)), LABEL.size) for _, counts in rows)
    top = sheet.top + room
    sheet.write((MARGIN, top + 1.8), translated("depth"), NOTE)
    sheet.write((wide - MARGIN, top + 1.8), "n", NOTE, "right")
    for place, (depth, counts) in enumerate(rows):
        y = top + _HEAD + _ROW * (place + 0.5)
        sheet.write((MARGIN + 7.5, y), depth, LABEL, "right")
        _bar(sheet, counts, right, y)
        sheet.write((wide - MARGIN, y), number(_total(counts)), LABEL, "right")
    return sheet.figure


def _subtitle(table: pl.DataFrame, rows: list[Row]) -> str:
    """Say how many comments there are, and how many of them stand at a depth that is guessed."""
    total = sum(_total(counts) for _, counts in rows)
    text = translated(
        "Bars are shares, the numbers in them comments, n = {total}. Depth 1 answers the article.", total=number(total)
    )
    inferred = int(table["inferred"].sum())
    if inferred:
        text += f" {counted(inferred, 'link inferred', 'links inferred')}."
    return noting_unsure(text, any(unsure for _, counts in rows for _, unsure in counts.values()))


def describe(table: pl.DataFrame) -> str:
    """Return in words what the chart of reply stances shows."""
    rows = _rows(table)
    if not rows:
        return translated("No reply stance was coded.")
    parts = [
        translated(
            "at depth {depth} {shares} (n = {total})",
            depth=depth, shares=_shares(counts), total=number(_total(counts)),
        )
        for depth, counts in rows[:3]
    ]  # fmt: skip
    if len(rows) > 3:
        deeper = counted(len(rows) - 3, "deeper row", "deeper rows")
        parts.append(translated("{rows} in the chart", rows=deeper))
    return translated("Share of comments by reply stance: {parts}.", parts=clauses(parts))


def _total(counts: Counts) -> int:
    return sum(comments for comments, _ in counts.values())


def _shares(counts: Counts) -> str:
    total = _total(counts)
    given = [(code, counts[code][0]) for code in REPLY_STANCES if counts[code][0]]
    return enumerated([f"{translated(code)} {percent(comments / total)}" for code, comments in given])


def _rows(table: pl.DataFrame) -> list[Row]:
    """Return the depths that have codings with their counts; the deepest are taken together beyond ten rows."""
    counts: dict[int, Counts] = {}
    for depth, code, comments, _, unsure in with_unsure(table).iter_rows():
        if code in REPLY_STANCES:
            counts.setdefault(depth, dict.fromkeys(REPLY_STANCES, (0, 0)))[code] = (comments, unsure)
    coded = sorted((depth, codes) for depth, codes in counts.items() if _total(codes))
    if len(coded) <= MOST_ROWS:
        return [(str(depth), codes) for depth, codes in coded]
    head, tail = coded[: MOST_ROWS - 1], coded[MOST_ROWS - 1 :]
    together = {
        code: (sum(codes[code][0] for _, codes in tail), sum(codes[code][1] for _, codes in tail))
        for code in REPLY_STANCES
    }
    return [*((str(depth), codes) for depth, codes in head), (f"≥ {tail[0][0]}", together)]


def _bar(sheet: Sheet, counts: Counts, right: float, y: float) -> None:
    """Stack the shares of one depth, of each code the unsure part last, with their counts where there is room."""
    x, unit = _LEFT, (right - _LEFT) / _total(counts)
    for code, (comments, unsure) in counts.items():
        sure = look(code)._replace(hatch="")
        for part, shade in ((comments - unsure, sure), (unsure, pale(sure))):
            across = unit * part
            if part:
                sheet.boxes([(x, y - _BAR / 2, across, _BAR)], shade, "#FFFFFF" if shade is sure else shade.line)
            if part and width(number(part), NOTE.size) + 1.5 < across:
                sheet.write((x + across / 2, y), number(part), Lettering(NOTE.size, shade.on), "center")
            x += across
