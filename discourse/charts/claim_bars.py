"""Claim types by status: rejected to the left, asserted to the right, questions and reports apart in neutral tones."""

import polars as pl

from discourse.charts import diverging
from discourse.charts.diverging import Bars, Item
from discourse.charts.drawing import styled
from discourse.charts.lettering import clean
from discourse.charts.page import Page
from discourse.charts.style import FULL
from discourse.charts.wording import codes_in_words, isolated
from discourse.translation import counted, deferred, labelled, number, translated
from discourse.translation.phrases import clauses

ORDER = ("rejects", "asserts", "questions", "reports")


@styled
def claims(table: pl.DataFrame, wide: float = FULL) -> Page | None:
    """Return the bars of a ``claims`` table, or None where no claim was found."""
    found = diverging.items(table)
    bars = Bars("claims", deferred("Which claims are made, and how"), ORDER, _subtitle)
    return diverging.draw(bars, found, wide) if found else None


def describe(table: pl.DataFrame) -> str:
    """Return in words what the chart of claims shows."""
    found = diverging.items(table)
    if not found:
        return translated("No claim of the codebook was found in the comments.")
    parts = [labelled(isolated(clean(claim.label)), codes_in_words(claim.counts)) for claim in found[:3]]
    if len(found) > 3:
        rest = counted(len(found) - 3, "further claim type", "further claim types")
        parts.append(translated("and {claims}", claims=rest))
    return translated("Number of comments per claim type and status. {parts}.", parts=clauses(parts))


def _subtitle(found: list[Item], shown: int) -> str:
    text = translated(
        "Number of comments; {total} in all, a comment with several claims counting for each.",
        total=number(sum(claim.total for claim in found)),
    )
    if len(found) > shown:
        text += " " + translated(
            "Shown are the {shown} most frequent of {all} claim types.", shown=number(shown), all=number(len(found))
        )
    return text
