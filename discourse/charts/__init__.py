"""Charts: one module per chart, each a function from a table to a matplotlib figure, or None with nothing to draw.

``CHARTS`` names them in the order of a report. ``style.save`` writes a figure, the same bytes each time.
"""

from collections.abc import Callable
from typing import NamedTuple

import polars as pl
from matplotlib.figure import Figure

from discourse import tables
from discourse.analysis import Analysis
from discourse.charts import (
    answer_matrix,
    claim_bars,
    depth_shares,
    differences,
    form_shares,
    heat_map,
    reply_tree,
    shares,
    small_multiples,
    timeline,
)
from discourse.charts.answer_matrix import interactions
from discourse.charts.claim_bars import claims
from discourse.charts.depth_shares import reply_stance
from discourse.charts.form_shares import form
from discourse.charts.reply_tree import tree
from discourse.charts.shares import participation
from discourse.charts.style import save
from discourse.charts.timeline import activity


class Chart(NamedTuple):
    """A chart: its title, what draws it, the table that it draws, and what says in words what it shows.

    A report does not mention an ``optional`` one where there is nothing to draw.
    """

    title: str
    draw: Callable[[pl.DataFrame], Figure | None]
    table: Callable[[Analysis], pl.DataFrame]
    describe: Callable[[pl.DataFrame], str]
    optional: bool = False


CHARTS = {
    "tree": Chart("Reply tree", tree, tables.tree, reply_tree.describe),
    "claims": Chart("Claims by status", claims, tables.claims, claim_bars.describe),
    "reply_stance": Chart("Reply stance by depth", reply_stance, tables.reply_stance, depth_shares.describe),
    "activity": Chart("Activity over time", activity, tables.activity, timeline.describe),
    "form": Chart("Form of what is said", form, tables.form, form_shares.describe, optional=True),
    "interactions": Chart("Who answers whom", interactions, tables.interactions, answer_matrix.describe),
    "participation": Chart("Participation", participation, tables.authors, shares.describe),
}


class ComparedChart(NamedTuple):
    """A chart of several articles: its title, what draws it, and what says in words what it shows.

    ``draw`` and ``describe`` take a table with the columns of ``discourse.charts.compared``; ``draw`` takes the width
    in mm, too, and returns None where there is nothing to draw.
    """

    title: str
    draw: Callable[[pl.DataFrame, float], Figure | None]
    describe: Callable[[pl.DataFrame], str]


COMPARED = {
    "small_multiples": ComparedChart(
        "Claims in each article", small_multiples.small_multiples, small_multiples.describe
    ),
    "heat_map": ComparedChart("Claims by article", heat_map.heat_map, heat_map.describe),
    "differences": ComparedChart("Where articles differ", differences.differences, differences.describe),
}
"""The charts of several articles; the first two take a table of shares, the last one of differences."""


def describe(name: str, table: pl.DataFrame) -> str:
    """Return in a sentence or two what the chart of that name shows of its table, or why it is not drawn."""
    return CHARTS[name].describe(table)


__all__ = [
    "CHARTS",
    "COMPARED",
    "Chart",
    "ComparedChart",
    "activity",
    "claims",
    "describe",
    "form",
    "interactions",
    "participation",
    "reply_stance",
    "save",
    "tree",
]
