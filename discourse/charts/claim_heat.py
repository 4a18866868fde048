"""Claims by article as a heat map: the darker a cell, the larger the share of an article's comments with the claim."""

from collections.abc import Mapping, Sequence

import polars as pl

from discourse.charts.compared import Cell, Shares, largest, left_out, shares
from discourse.charts.drawing import styled
from discourse.charts.lettering import clean, clipped, width, wrapped
from discourse.charts.page import Page
from discourse.charts.sheet import Box, Sheet
from discourse.charts.style import FULL, INK, LABEL, LEADING, MARGIN, MUTED, NOTE, PALE, RULE, Lettering, Look
from discourse.charts.wording import alike, comments_of, isolated
from discourse.translation import counted, number, translated
from discourse.translation.phrases import clauses, percent

MOST_ROWS = 30
MOST_COLUMNS = 26
_NARROWEST = 15.0
_LEAST_CELL = 5.2
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_HEADING = 6
"""Lines that the name of a column may take."""
_KEY_ROW = 4.2
_LIGHT, _DARK = (0xF1, 0xF4, 0xF8), (0x12, 0x3A, 0x6B)
_STEPS = 5


@styled
def heat_map(table: pl.DataFrame, wide: float = FULL) -> Page | None:
    """Return the heat map of a table of ``shares``, or None where no article with comments makes a claim."""
    found = shares(table)
    if not found.claims:
        return None
    claims = list(found.claims)[:MOST_ROWS]
    names = min(56.0, 0.36 * wide)
    articles = largest(found, min(MOST_COLUMNS, int((wide - 2 * MARGIN - names) / _LEAST_CELL)))
    across = min(26.0, (wide - 2 * MARGIN - names) / len(articles))
    lettered = across < _NARROWEST
    heads = 1 if lettered else max(len(_heading(name, across)) for name in articles)
    head = 3.4 * heads + 5.4
    key = _KEY_ROW * -(-len(articles) // _key_columns(wide)) + 3 if lettered else 0.0
    lines = [wrapped(found.claims[claim], names - 3, LABEL.size, lines=2 if names > 50 else 3) for claim in claims]
    row = max(6.4, LEADING * max(map(len, lines)) + 1.4)
    size = (wide, head + row * len(claims) + 9 + key)
    sheet = Sheet("heat-map", size, translated("Claims by article"), _subtitle(found, len(claims), len(articles)))
    left, top = MARGIN + names, sheet.top + head
    _headings(sheet, found, articles, (left, top, across))
    digits = _digits(across)
    for place, claim in enumerate(claims):
        y = top + row * place
        sheet.stack((MARGIN, y + row / 2), lines[place])
        for column, article in enumerate(articles):
            box = (left + across * column + 0.3, y + 0.3, across - 0.6, row - 0.6)
            _cell(sheet, found.cells.get((claim, article)), box, (found.most(), digits))
    bottom = top + row * len(claims)
    _scale(sheet, (left, bottom + 5), found.most())
    if lettered:
        _names(sheet, found, articles, bottom + 11)
    return sheet.figure


def describe(table: pl.DataFrame) -> str:
    """Return in words what the heat map shows."""
    found = shares(table)
    if not found.claims:
        return translated("No article with comments makes a claim of the codebook.")
    parts = []
    for claim in list(found.claims)[:3]:
        cells = {name: found.cells[claim, name] for name in found.articles if (claim, name) in found.cells}
        most = max(cell.share or 0.0 for cell in cells.values())
        parts.append(_most(found.claims[claim], {name: cell for name, cell in cells.items() if cell.share == most}))
    return translated(
        "Share of comments with each claim in {articles}: {parts}.",
        articles=counted(len(found.articles), "article", "articles"), parts=clauses(parts),
    )  # fmt: skip


def _most(claim: str, most: Mapping[str, Cell]) -> str:
    """Return in words the articles in which the largest share of comments make a claim."""
    (name, cell), *others = most.items()
    values = {"claim": isolated(clean(claim)), "share": percent(cell.share or 0)}
    if others:
        articles = alike(list(most), "article", "articles")
        return translated("{claim} most in {articles}, {share} of the comments of each", articles=articles, **values)
    article = isolated(clean(name))
    return translated(
        "{claim} most in {article}, {share} of {comments}", article=article, comments=comments_of(cell.n), **values
    )


def _subtitle(found: Shares, rows: int, columns: int) -> str:
    text = translated(
        "Share of an article’s comments that make the claim in any status, in percent; n is the number of comments."
    )
    return text + left_out(found, rows, columns)


def _heading(name: str, across: float) -> list[str]:
    return wrapped(name, across - 1.5, NOTE.size, lines=_HEADING)


def _headings(sheet: Sheet, found: Shares, articles: Sequence[str], at: tuple[float, float, float]) -> None:
    """Name the columns, and how many comments each has; ``at`` is left, top and width of a column."""
    left, top, across = at
    lettered = across < _NARROWEST
    for column, name in enumerate(articles):
        middle = left + across * (column + 0.5)
        lines = [_LETTERS[column]] if lettered else _heading(name, across)
        for place, line in enumerate(reversed(lines)):
            y = top - (2.2 if lettered else 5.8) - 3.4 * place
            sheet.write((middle, y), line, Lettering(NOTE.size, INK), "center")
        if not lettered:
            sheet.write((middle, top - 2.2), f"n = {number(found.articles[name])}", NOTE, "center")


def _key_columns(wide: float) -> int:
    return 2 if wide > 120 else 1


def _names(sheet: Sheet, found: Shares, articles: Sequence[str], top: float) -> None:
    """Write below the map which letter is which article."""
    columns = _key_columns(sheet.width)
    rows, across = -(-len(articles) // columns), (sheet.width - 2 * MARGIN) / columns
    for place, name in enumerate(articles):
        x, y = MARGIN + across * (place // rows), top + _KEY_ROW * (place % rows)
        amount = f"n = {number(found.articles[name])}"
        sheet.write((x, y), _LETTERS[place], Lettering(NOTE.size, INK, bold=True))
        shown = clipped(name, across - 10 - width(amount, NOTE.size), LABEL.size)
        sheet.write((x + 5, y), shown)
        sheet.write((x + 5 + width(shown, LABEL.size) + 2.5, y), amount, NOTE)


def _digits(across: float) -> bool:
    """Return whether cells are too narrow for a percentage sign."""
    return width(percent(1), NOTE.size) > across - 0.8


def _cell(sheet: Sheet, cell: Cell | None, box: Box, scale: tuple[float, bool]) -> None:
    """Draw a cell; ``scale`` is the share of the darkest, and whether there is room for digits only."""
    left, top, across, down = box
    if cell is None or cell.share is None:
        sheet.lines([[(left, top + down), (left + across, top)]], RULE, 0.5)
        return
    shade = tone(cell.share / scale[0] if scale[0] else 0)
    sheet.boxes([box], shade)
    small = cell.made and cell.share < 0.005
    share = percent(cell.share) if not small else translated("< {share}", share=percent(0.01))
    if scale[1]:
        share = "<1" if small else number(100 * cell.share)
    sheet.write((left + across / 2, top + down / 2), share, Lettering(NOTE.size, shade.on), "center")


def tone(part: float) -> Look:
    """Return the look of a cell: from near white to dark blue, with words that can be read on it."""
    mixed = [round(light + (dark - light) * part) for light, dark in zip(_LIGHT, _DARK, strict=True)]
    fill = "#{:02X}{:02X}{:02X}".format(*mixed)
    return Look(fill, fill, MUTED, "#FFFFFF" if part > 0.55 else INK, "s")


def _scale(sheet: Sheet, at: tuple[float, float], most: float) -> None:
    """Draw the tones from 0 to the highest share, and say what a struck cell means."""
    left, y = at
    x = left
    sheet.write((x - 1.5, y), percent(0), NOTE, "right")
    for step in range(_STEPS):
        sheet.boxes([(x, y - 1.3, 5, 2.6)], tone(step / (_STEPS - 1)), PALE)
        x += 5
    sheet.write((x + 1.5, y), percent(most), NOTE)
    x += width(percent(most), NOTE.size) + 5
    words = translated("struck: no comments")
    if x + 4 + width(words, NOTE.size) < sheet.width - MARGIN:
        sheet.lines([[(x, y + 1.3), (x + 3, y - 1.3)]], RULE, 0.5)
        sheet.write((x + 4, y), words, NOTE)
