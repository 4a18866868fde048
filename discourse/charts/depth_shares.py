"""Reply stance by depth: for each depth the shares of support, deny, query and comment, with the number of comments."""

import polars as pl
from matplotlib.figure import Figure

from discourse.charts.lettering import width
from discourse.charts.style import HALF, LABEL, MARGIN, NOTE, Lettering, Sheet, look, styled
from discourse.charts.wording import count_of, joined
from discourse.tables import REPLY_STANCES

MOST_ROWS = 10
_LEFT = MARGIN + 11.0
_KEYS = 6.0
_HEAD = 4.0
_ROW = 6.4
_BAR = 4.8

Row = tuple[str, dict[str, int]]


@styled
def reply_stance(table: pl.DataFrame) -> Figure | None:
    """Return the bars of a ``reply_stance`` table, or None where no reply stance was coded."""
    rows = _rows(table)
    if not rows:
        return None
    total = sum(sum(counts.values()) for _, counts in rows)
    sheet = Sheet(
        "reply-stance",
        (HALF, _KEYS + _HEAD + _ROW * len(rows) + 1),
        "Reply stance by depth",
        f"Shares, n = {total:,}. Depth 1 answers the article.{_inferred(table)}",
    )
    present = [code for code in REPLY_STANCES if any(counts[code] for _, counts in rows)]
    sheet.keys((MARGIN, sheet.top + 1), [(code, look(code)._replace(mark="s")) for code in present])
    right = HALF - MARGIN - 2 - max(width(f"{sum(counts.values()):,}", LABEL.size) for _, counts in rows)
    top = sheet.top + _KEYS
    sheet.write((MARGIN, top + 1.8), "depth", NOTE)
    sheet.write((HALF - MARGIN, top + 1.8), "n", NOTE, "right")
    for number, (depth, counts) in enumerate(rows):
        y = top + _HEAD + _ROW * (number + 0.5)
        sheet.write((MARGIN + 7.5, y), depth, LABEL, "right")
        _bar(sheet, counts, right, y)
        sheet.write((HALF - MARGIN, y), f"{sum(counts.values()):,}", LABEL, "right")
    return sheet.figure


def _inferred(table: pl.DataFrame) -> str:
    """Say how many of the comments stand at a depth that is guessed."""
    inferred = int(table["inferred"].sum())
    return f" {count_of(inferred, 'link')} inferred." if inferred else ""


def describe(table: pl.DataFrame) -> str:
    """Return in words what the chart of reply stances shows."""
    rows = _rows(table)
    if not rows:
        return "No reply stance was coded."
    parts = [f"at depth {depth} {_shares(counts)} (n = {sum(counts.values()):,})" for depth, counts in rows[:3]]
    deeper = f"; {count_of(len(rows) - 3, 'deeper row')} in the chart" if len(rows) > 3 else ""
    return f"Share of comments by reply stance: {'; '.join(parts)}{deeper}."


def _shares(counts: dict[str, int]) -> str:
    total = sum(counts.values())
    return joined([f"{code} {100 * counts[code] / total:.0f}%" for code in REPLY_STANCES if counts[code]])


def _rows(table: pl.DataFrame) -> list[Row]:
    """Return the depths that have codings with their counts; the deepest are taken together beyond ten rows."""
    counts: dict[int, dict[str, int]] = {}
    for depth, code, comments, _ in table.iter_rows():
        if code in REPLY_STANCES:
            counts.setdefault(depth, dict.fromkeys(REPLY_STANCES, 0))[code] += comments
    coded = sorted((depth, codes) for depth, codes in counts.items() if any(codes.values()))
    if len(coded) <= MOST_ROWS:
        return [(str(depth), codes) for depth, codes in coded]
    head, tail = coded[: MOST_ROWS - 1], coded[MOST_ROWS - 1 :]
    together = {code: sum(codes[code] for _, codes in tail) for code in REPLY_STANCES}
    return [*((str(depth), codes) for depth, codes in head), (f"≥ {tail[0][0]}", together)]


def _bar(sheet: Sheet, counts: dict[str, int], right: float, y: float) -> None:
    """Stack the shares of one depth, each with its count where there is room for it."""
    x, unit = _LEFT, (right - _LEFT) / sum(counts.values())
    for code in REPLY_STANCES:
        across = unit * counts[code]
        if counts[code]:
            sheet.boxes([(x, y - _BAR / 2, across, _BAR)], look(code)._replace(hatch=""), "#FFFFFF")
        if counts[code] and width(f"{counts[code]:,}", NOTE.size) + 1.5 < across:
            sheet.write((x + across / 2, y), f"{counts[code]:,}", Lettering(NOTE.size, look(code).on), "center")
        x += across
