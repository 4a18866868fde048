"""The reply tree: the article on top, each comment below what it answers, coloured by its reply stance.

Up to 40 comments have a row each with their author's name. Larger threads are nodes and links as long as they fit
the page, and beyond that bands: a comment lies under what it answers and is as wide as its branch has comments.
"""

import polars as pl
from matplotlib.figure import Figure

from discourse.charts import tree_bands, tree_nodes, tree_rows
from discourse.charts.forest import CODES, GUESSED, UNKNOWN, Forest, forest
from discourse.charts.style import styled
from discourse.charts.wording import count_of, joined

MOST_ROWS = 40


@styled
def tree(table: pl.DataFrame) -> Figure | None:
    """Return the reply tree of a ``tree`` table, or None without comments."""
    if not len(table):
        return None
    shown = forest(table)
    if len(shown) <= MOST_ROWS:
        return tree_rows.draw(shown, _summary(shown))
    places = tree_nodes.places(shown)
    if places is not None:
        return tree_nodes.draw(shown, places, _summary(shown))
    return tree_bands.draw(shown, _summary(shown))


def describe(table: pl.DataFrame) -> str:
    """Return in words what the reply tree shows."""
    if not len(table):
        return "There are no comments, so there is no reply tree."
    shown = forest(table)
    deepest = max(shown.depth)
    stances = joined([f"{shown.code.count(code):,} {code}" for code in CODES if code in shown.code])
    coded = f" By reply stance: {stances}." if stances else ""
    return f"Reply tree of {_summary(shown)}; the deepest reply is at depth {deepest}.{coded}"


def _summary(shown: Forest) -> str:
    """Say how many comments there are, where they hang, and how well that is known."""
    top = sum(above < 0 and not alone for above, alone in zip(shown.parent, shown.orphan, strict=True))
    guessed, unknown = shown.line.count(GUESSED), shown.line.count(UNKNOWN)
    parts = [count_of(len(shown), "comment"), f"{top:,} answering the article" if top else "none answering the article"]
    if guessed:
        parts.append(f"{count_of(guessed, 'link')} inferred")
    if unknown:
        parts.append(f"{unknown:,} without a known parent")
    return ", ".join(parts)
