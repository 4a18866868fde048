"""The reply tree: the article on top, each comment below what it answers, coloured by its reply stance.

Up to 40 comments have a row each with their author's name. Larger threads are nodes and links as long as they fit
the page, and beyond that bands: a comment lies under what it answers and is as wide as its branch has comments.
"""

import polars as pl

from discourse.charts import tree_bands, tree_nodes, tree_rows
from discourse.charts.drawing import styled
from discourse.charts.forest import CODES, GUESSED, UNKNOWN, Forest, forest
from discourse.charts.page import Page
from discourse.charts.style import FULL
from discourse.charts.wording import codes_in_words, comments_of
from discourse.translation import counted, number, translated

MOST_ROWS = 40


@styled
def tree(table: pl.DataFrame, wide: float = FULL) -> Page | None:
    """Return the reply tree of a ``tree`` table, or None without comments."""
    if not len(table):
        return None
    shown = forest(table)
    if len(shown) <= MOST_ROWS:
        return tree_rows.draw(shown, _summary(shown), wide)
    places = tree_nodes.places(shown, wide)
    if places is not None:
        return tree_nodes.draw(shown, places, _summary(shown), wide)
    return tree_bands.draw(shown, _summary(shown), wide)


def describe(table: pl.DataFrame) -> str:
    """Return in words what the reply tree shows."""
    if not len(table):
        return translated("There are no comments, so there is no reply tree.")
    shown = forest(table)
    deepest = max(shown.depth)
    stances = codes_in_words({code: shown.code.count(code) for code in CODES})
    text = translated(
        "Reply tree: {comments}; the deepest reply is at depth {depth}.", comments=_summary(shown), depth=deepest
    )
    return text + (" " + translated("By reply stance: {stances}.", stances=stances) if stances else "")


def _summary(shown: Forest) -> str:
    """Say how many comments there are, where they hang, and how well that is known."""
    top = sum(above < 0 and not alone for above, alone in zip(shown.parent, shown.orphan, strict=True))
    guessed, unknown = shown.line.count(GUESSED), shown.line.count(UNKNOWN)
    answering = counted(top, "answer to the article", "answers to the article")
    parts = [comments_of(len(shown)), answering if top else translated("none answering the article")]
    if guessed:
        parts.append(counted(guessed, "link inferred", "links inferred"))
    if unknown:
        parts.append(translated("{count} without a known parent", count=number(unknown)))
    return ", ".join(parts)
