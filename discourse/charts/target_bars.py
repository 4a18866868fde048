"""Stance toward targets: against to the left, in favour to the right, named without a stance apart."""

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

ORDER = ("against", "favor", "none")


@styled
def stance(table: pl.DataFrame, wide: float = FULL) -> Page | None:
    """Return the bars of a ``stance`` table, or None where no target is named."""
    found = diverging.items(table)
    bars = Bars("stance", deferred("Stance toward whom and what"), ORDER, _subtitle)
    return diverging.draw(bars, found, wide) if found else None


def describe(table: pl.DataFrame) -> str:
    """Return in words what the chart of stances shows."""
    found = diverging.items(table)
    if not found:
        return translated("No stance toward a target of the codebook was found in the comments.")
    parts = [labelled(isolated(clean(target.label)), codes_in_words(target.counts)) for target in found[:3]]
    if len(found) > 3:
        parts.append(translated("and {targets}", targets=counted(len(found) - 3, "further target", "further targets")))
    return translated("Number of comments per target and stance. {parts}.", parts=clauses(parts))


def _subtitle(found: list[Item], shown: int) -> str:
    text = translated(
        "Number of comments by stance toward the target; {total} in all, a comment counting for each target.",
        total=number(sum(target.total for target in found)),
    )
    if len(found) > shown:
        text += " " + translated(
            "Shown are the {shown} most frequent of {all} targets.", shown=number(shown), all=number(len(found))
        )
    return text
