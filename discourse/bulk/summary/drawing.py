"""The charts of a run."""

import polars as pl

from discourse.bulk.summary.figures import MOST_CLAIMS, STANCES, Figures
from discourse.charts.drawing import styled
from discourse.charts.lettering import width
from discourse.charts.page import Page
from discourse.charts.sheet import Sheet
from discourse.charts.style import FAINT, FULL, HALF, MARGIN, MUTED, NOTE, Lettering, look
from discourse.translation import number, translated
from discourse.translation.phrases import percent

_ROW, _NAMES = 9.0, 46.0
_BAR = 4.6


@styled
def claims_by_month(figures: Figures, labels: dict[str, str]) -> Page | None:
    """Return a row of bars for each claim type: the share of each month's comments that assert it."""
    months = figures.months["month"].to_list()
    totals = (
        figures.claims.group_by("target")
        .agg(pl.col("comments").sum())
        .sort(["comments", "target"], descending=[True, False])
    )
    names = totals["target"].to_list()[:MOST_CLAIMS]
    if not names or len(months) < 2:
        return None
    heading = translated("Claims over the months")
    said = translated(
        "Share of a month's comments that assert a claim; each row has its own scale, its highest month is named."
    )
    sheet = Sheet("claims_by_month", (FULL, _ROW * len(names) + 7), heading, said)
    comments = dict(figures.months.select("month", "comments").iter_rows())
    step = (FULL - _NAMES - 2 * MARGIN - 16) / len(months)
    for row, name in enumerate(names):
        own = figures.claims.filter(pl.col("target") == name)
        shares = {month: count / comments[month] for month, count in own.select("month", "comments").iter_rows()}
        base = sheet.top + _ROW * (row + 1) - 1
        _month_row(sheet, base, [shares.get(month, 0.0) for month in months], step)
        sheet.write((MARGIN, base - 2.6), _fitting(labels.get(name, name), _NAMES - 3), Lettering(NOTE.size))
    foot = sheet.top + _ROW * len(names) + 3
    sheet.write((_NAMES, foot), months[0], NOTE)
    sheet.write((_NAMES + step * len(months), foot), months[-1], NOTE, "right")
    return sheet.figure


def _month_row(sheet: Sheet, base: float, shares: list[float], step: float) -> None:
    highest = max(shares)
    bars = [
        (_NAMES + step * at + step * 0.08, base - 6.6 * share / highest, step * 0.84, 6.6 * share / highest)
        for at, share in enumerate(shares)
        if share
    ]
    sheet.lines([[(_NAMES, base), (_NAMES + step * len(shares), base)]], FAINT, 0.6)
    sheet.boxes(bars, look("asserts"))
    sheet.write((_NAMES + step * len(shares) + 1.5, base - 2.6), _percent(highest), Lettering(NOTE.size, MUTED))


@styled
def communities(figures: Figures) -> Page | None:
    """Return a bar for each community: how its replies stand to what they answer."""
    table = figures.communities.filter(pl.col("replies").fill_null(0) > 0)
    if not table.height:
        return None
    said = translated(
        "Reply stance among the replies to comments in the largest communities; the number of replies on the right."
    )
    sheet = Sheet("communities", (FULL, 6 + 6.6 * table.height), translated("Communities compared"), said)
    sheet.keys((_NAMES, sheet.top + 1), [(translated(code), look(code)._replace(mark="s")) for code in STANCES])
    across = FULL - _NAMES - 2 * MARGIN - 18
    for at, row in enumerate(table.iter_rows(named=True)):
        y, x = sheet.top + 5 + 6.6 * at, _NAMES
        sheet.write((MARGIN, y + _BAR / 2), _fitting(row["community"], _NAMES - 3), Lettering(NOTE.size))
        for code in STANCES:
            long = across * row[code]
            sheet.boxes([(x, y, long, _BAR)], look(code)._replace(hatch=""), "#FFFFFF")
            if long > 9:
                sheet.write(
                    (x + long / 2, y + _BAR / 2), _percent(row[code]), Lettering(NOTE.size, look(code).on), "center"
                )
            x += long
        sheet.write((FULL - MARGIN, y + _BAR / 2), number(row["replies"]), NOTE, "right")
    return sheet.figure


@styled
def distribution(counts: pl.DataFrame, name: str, title: str, subtitle: str) -> Page | None:
    """Return how many threads have 1, 2–3, 4–7, … of something."""
    if not counts.height:
        return None
    counts = _without_gaps(counts)
    sheet = Sheet(name, (HALF, 5.4 * counts.height + 1), title, subtitle)
    most = counts["threads"].max()
    room = HALF - 24 - 2 * MARGIN - 14
    for at, (power, threads) in enumerate(counts.select("power", "threads").iter_rows()):
        y = sheet.top + 5.4 * at
        first, last = 2**power, 2 ** (power + 1) - 1
        words = number(first) if first == last else f"{number(first)}–{number(last)}"
        sheet.write((22, y + 2), words, NOTE, "right")
        long = max(room * threads / float(str(most)), 0.3 if threads else 0.0)
        sheet.boxes([(24, y, long, 4.0)], look("asserts"))
        sheet.write((25 + long, y + 2), number(threads), NOTE)
    return sheet.figure


def _without_gaps(counts: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each power of two up to the greatest, those without threads, too."""
    last = int(str(counts["power"].max()))
    powers = pl.DataFrame({"power": range(last + 1)}, schema={"power": pl.Int64})
    return powers.join(counts, on="power", how="left", maintain_order="left").with_columns(
        pl.col("threads").fill_null(0)
    )


def _percent(share: float) -> str:
    return percent(share, 0 if share >= 0.0995 else 1)


def _fitting(text: str, room: float) -> str:
    """Return a text that is no wider than its room."""
    if width(text, NOTE.size) <= room:
        return text
    while text and width(f"{text}…", NOTE.size) > room:
        text = text[:-1]
    return f"{text}…"
