"""What the charts of several articles draw: plain tables, however they were made.

``shares`` is the table of ``small_multiples`` and ``heat_map``, one row for each article and claim:

========== ======= =========================================================================
column     type    meaning
========== ======= =========================================================================
article    String  name of the article, or of what stands for several (a site, a time); shown
claim      String  id of the claim type
label      String  its label; shown
count      Int64   comments that make the claim in any status
n          Int64   comments that could make it; 0 where the article has none
share      Float64 count / n, null where n is 0
low, high  Float64 95 % interval of the share, null where n is 0
asserts    Int64   comments that assert it; so ``rejects``, ``questions``, ``reports``
========== ======= =========================================================================

``differences`` is the table of ``differences``, one row for each claim and pair of articles:

=================== ======= ===============================================================
column              type    meaning
=================== ======= ===============================================================
claim, label        String  as above
article, other      String  whose shares are compared; ``other`` may be "all others"
share, other_share  Float64 the two shares
difference          Float64 share - other_share, from -1 to 1
low, high           Float64 95 % interval of the difference
differs             Boolean whether it differs after correction for the number of comparisons
=================== ======= ===============================================================

Rows may come in any order, further columns are ignored; articles and claims are drawn in the order of their first
rows.
"""

from typing import NamedTuple

import polars as pl

from discourse.translation import number, translated


class Cell(NamedTuple):
    """One claim in one article; ``share`` and its interval are None where the article has no comments."""

    made: int
    n: int
    share: float | None
    low: float | None
    high: float | None
    statuses: dict[str, int]


class Shares(NamedTuple):
    """The claims that somebody makes, and the articles, each with its name, and what is known of each pair."""

    claims: dict[str, str]
    articles: dict[str, int]
    cells: dict[tuple[str, str], Cell]

    def most(self) -> float:
        """Return the highest share of all."""
        return max((cell.share or 0.0 for cell in self.cells.values()), default=0.0)


STATUS_ORDER = ("rejects", "asserts", "questions", "reports")


def shares(table: pl.DataFrame) -> Shares:
    """Return the content of a table of shares, without the claims that nobody makes."""
    cells: dict[tuple[str, str], Cell] = {}
    labels: dict[str, str] = {}
    articles: dict[str, int] = {}
    for row in table.iter_rows(named=True):
        statuses = {code: row[code] for code in STATUS_ORDER}
        cell = Cell(row["count"], row["n"], row["share"], row["low"], row["high"], statuses)
        cells[row["claim"], row["article"]] = cell
        articles[row["article"]] = max(articles.get(row["article"], 0), row["n"])
        if cell.made:
            labels.setdefault(row["claim"], row["label"])
    return Shares(labels, articles, cells)


def with_comments(found: Shares) -> Shares:
    """Return what is known of the articles that have comments."""
    return found._replace(articles={name: n for name, n in found.articles.items() if n})


def largest(found: Shares, most: int) -> list[str]:
    """Return the articles to draw: beyond so many those with most comments, in their order."""
    kept = set(sorted(found.articles, key=lambda name: -found.articles[name])[:most])
    return [name for name in found.articles if name in kept]


def left_out(found: Shares, rows: int, columns: int) -> str:
    """Say, after a blank, how many claims and articles are not drawn."""
    text = ""
    if len(found.claims) > rows:
        text += " " + translated(
            "Shown are {shown} of {all} claim types.", shown=number(rows), all=number(len(found.claims))
        )
    if len(found.articles) > columns:
        text += " " + translated(
            "Shown are the {shown} articles with most comments, of {all}.",
            shown=number(columns), all=number(len(found.articles)),
        )  # fmt: skip
    return text
