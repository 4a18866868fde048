"""Claims by status in several articles: a panel for each article, all with the same claims and the same scale."""

from collections.abc import Mapping, Sequence

import polars as pl

from discourse.charts.compared import STATUS_ORDER, Cell, Shares, largest, left_out, shares, with_comments
from discourse.charts.drawing import styled
from discourse.charts.lettering import clean, width, wrapped
from discourse.charts.page import Page
from discourse.charts.sheet import Box, Point, Sheet
from discourse.charts.style import (
    FULL,
    LABEL,
    LEADING,
    MARGIN,
    MUTED,
    NOTE,
    RULE,
    STRONG,
    TALLEST,
    Lettering,
    Look,
    look,
)
from discourse.charts.wording import alike, comments_of, isolated
from discourse.translation import counted, number, translated
from discourse.translation.phrases import clauses, percent

MOST_ROWS = 12
_BAR = 4.2
_PANEL = 24.0
_GAP = 4.0
_HEADING = 5
"""Lines that the name of an article may take."""
_HEAD, _HEAD_LINE = 5.7, 3.4
"""Room over a panel in mm: for how many comments there are, and for each line of the name."""
_AXIS = 7.0
_LEFT = 0.3
"""The least part of a panel that is left of zero where comments reject, so that its share can be read there."""
_KEYS = 6.0


@styled
def small_multiples(table: pl.DataFrame, wide: float = FULL) -> Page | None:
    """Return the panels of a table of ``shares``, or None where no article with comments makes a claim."""
    found = shares(table)
    if not found.claims:
        return None
    claims = list(found.claims)[:MOST_ROWS]
    names = min(50.0, 0.36 * wide)
    lines = [wrapped(found.claims[claim], names - 3, LABEL.size, lines=2 if names > 45 else 3) for claim in claims]
    row = max(6.4, LEADING * max(map(len, lines)) + 1)
    talking = with_comments(found)
    most = max(1, int((wide - 2 * MARGIN - names + _GAP) / (_PANEL + _GAP)))
    columns = min(most, len(talking.articles))
    across = (wide - 2 * MARGIN - names + _GAP) / columns - _GAP
    head = _HEAD + _HEAD_LINE * max(len(_heading(name, across)) for name in talking.articles)
    band = head + row * len(claims) + _AXIS
    articles = largest(talking, most * max(1, int((TALLEST - 25) / band)))
    bands = -(-len(articles) // columns)
    text = _subtitle(found, talking, (len(claims), len(articles)))
    sheet = Sheet("small-multiples", (wide, _KEYS + band * bands), translated("Claims in each article"), text)
    sheet.keys((MARGIN, sheet.top + 1), _keys(found, claims))
    left_most, right_most = _extent(found, claims, articles)
    for place, article in enumerate(articles):
        x = MARGIN + names + (across + _GAP) * (place % columns)
        y = sheet.top + _KEYS + band * (place // columns)
        if place % columns == 0:
            for below, label in enumerate(lines):
                sheet.stack((MARGIN, y + head + row * (below + 0.5)), label)
        _head(sheet, article, found.articles[article], (x, y + head, across))
        unit = across / (left_most + right_most)
        cells = [found.cells.get((claim, article)) for claim in claims]
        _panel(sheet, cells, (x + unit * left_most, y + head, unit, row), (x, x + across))
    return sheet.figure


def describe(table: pl.DataFrame) -> str:
    """Return in words what the panels show."""
    found = shares(table)
    if not found.claims:
        return translated("No article with comments makes a claim of the codebook.")
    parts = []
    for article in list(found.articles)[:4]:
        made = [(claim, found.cells[claim, article]) for claim in found.claims if (claim, article) in found.cells]
        most = max((cell.made for _, cell in made), default=0)
        parts.append(_most(article, {found.claims[claim]: cell for claim, cell in made if cell.made == most > 0}))
    return translated("Share of comments by claim and status in each article. {parts}.", parts=clauses(parts))


def _most(article: str, most: Mapping[str, Cell]) -> str:
    """Return in words the claims that most comments of an article make."""
    named = isolated(clean(article))
    if not most:
        return translated("{article}: no claim", article=named)
    (claim, cell), *others = most.items()
    values = {"article": named, "count": number(cell.made), "comments": comments_of(cell.n)}
    if others:
        claims = alike(list(most), "claim", "claims")
        return translated("{article}: most often {claims}, each in {count} of {comments}", claims=claims, **values)
    return translated("{article}: most often {claim}, in {count} of {comments}", claim=isolated(clean(claim)), **values)


def _subtitle(found: Shares, talking: Shares, shown: tuple[int, int]) -> str:
    text = translated("Share of an article’s comments, by what they do with the claim; n is the number of comments.")
    silent = len(found.articles) - len(talking.articles)
    if silent:
        text += " " + translated(
            "{articles} without coded comments left out.", articles=counted(silent, "article", "articles")
        )
    return text + left_out(talking, *shown)


def _keys(found: Shares, claims: Sequence[str]) -> list[tuple[str, Look]]:
    present = {
        code
        for (claim, _), cell in found.cells.items()
        if claim in claims
        for code in STATUS_ORDER
        if cell.statuses[code]
    }
    return [(translated(code), look(code)._replace(mark="s")) for code in STATUS_ORDER if code in present]


def _extent(found: Shares, claims: Sequence[str], articles: Sequence[str]) -> Point:
    """Return the largest shares to the left and to the right of zero, the same for all panels."""
    cells = [found.cells[pair] for pair in found.cells if pair[0] in claims and pair[1] in articles]
    left = max((cell.statuses["rejects"] / cell.n for cell in cells if cell.n), default=0.0)
    right = max(((cell.made - cell.statuses["rejects"]) / cell.n for cell in cells if cell.n), default=0.0)
    both = max(left + right, 0.01)
    return max(left, (_LEFT if left else 0.12) * both), max(right, 0.25 * both)


def _head(sheet: Sheet, article: str, amount: int, at: tuple[float, float, float]) -> None:
    """Write an article's name over its panel, and how many comments it has; ``at`` is where the panel begins."""
    x, y, across = at
    for place, line in enumerate(reversed(_heading(article, across))):
        sheet.write((x, y - 6.2 - _HEAD_LINE * place), line, STRONG)
    sheet.write((x, y - 2.6), f"n = {number(amount)}", NOTE)


def _heading(article: str, across: float) -> list[str]:
    return wrapped(article, across, STRONG.size, lines=_HEADING, bold=True)


def _panel(sheet: Sheet, cells: Sequence[Cell | None], at: tuple[float, float, float, float], ends: Point) -> None:
    """Draw the bars of one article; ``at`` is the place of zero, the top, mm per unit of share and per row."""
    zero, top, unit, high = at
    bottom = top + high * len(cells)
    sheet.lines([[(zero, top), (zero, bottom)]], RULE, 0.6)
    boxes: dict[str, list[Box]] = {code: [] for code in STATUS_ORDER}
    for row, cell in enumerate(cells):
        x, y = zero, top + high * (row + 0.5) - _BAR / 2
        for code in STATUS_ORDER if cell and cell.n else ():
            across = unit * cell.statuses[code] / cell.n if cell else 0.0
            boxes[code].append((x - across if code == "rejects" else x, y, across, _BAR))
            x += 0.0 if code == "rejects" else across
    for code, made in boxes.items():
        sheet.boxes([box for box in made if box[2]], look(code))
    _axis(sheet, (zero, bottom, unit), ends)


def _axis(sheet: Sheet, at: tuple[float, float, float], ends: Point) -> None:
    """Write round shares below a panel: zero, and one on each side where there is room."""
    zero, y, unit = at
    small = Lettering(NOTE.size - 0.5, MUTED)
    for share in (-_step((zero - ends[0]) / unit), 0.0, _step(0.8 * (ends[1] - zero) / unit)):
        x = zero + unit * share
        words = percent(abs(share), 1 if 0 < abs(share) < 0.01 else 0)
        half = width(words, small.size) / 2
        if x - half < ends[0] - 1.5 or (share < 0 and zero - x < 2 * half + 1.5):
            continue
        sheet.lines([[(x, y), (x, y + 1)]], RULE, 0.5)
        sheet.write((x, y + 2.8), words, small, "center")


def _step(longest: float) -> float:
    """Return the largest round share below one, or the least of them.

    >>> _step(0.3), _step(0)
    (0.25, 0.001)
    """
    round_shares = (0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1.0)
    return max((share for share in round_shares if share < longest), default=round_shares[0])
