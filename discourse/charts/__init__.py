"""Charts: one module per chart, each a function from a table to a matplotlib figure, or None with nothing to draw.

``CHARTS`` names those of one article, in the order of a report; ``COMPARED`` those of several. Each takes the width in
mm after the table. ``style.save`` writes a figure, the same bytes each time.
"""

from collections.abc import Callable
from typing import NamedTuple, Protocol

import polars as pl

from discourse import tables
from discourse.analysis import Analysis
from discourse.charts import (
    answer_matrix,
    article_panels,
    author_network,
    claim_bars,
    claim_heat,
    claim_journeys,
    corrected_shares,
    depth_shares,
    form_shares,
    reply_pace,
    reply_tree,
    share_differences,
    shares,
    target_bars,
    time_shares,
    timeline,
    word_bars,
)
from discourse.charts.answer_matrix import interactions
from discourse.charts.article_panels import small_multiples
from discourse.charts.author_network import network
from discourse.charts.claim_bars import claims
from discourse.charts.claim_heat import heat_map
from discourse.charts.claim_journeys import journey
from discourse.charts.corrected_shares import corrected
from discourse.charts.depth_shares import reply_stance
from discourse.charts.form_shares import form
from discourse.charts.page import Page
from discourse.charts.reply_pace import pace
from discourse.charts.reply_tree import tree
from discourse.charts.saving import save
from discourse.charts.share_differences import differences
from discourse.charts.shares import participation
from discourse.charts.target_bars import stance
from discourse.charts.time_shares import stance_times
from discourse.charts.timeline import activity
from discourse.charts.word_bars import words
from discourse.translation import deferred


class Draw(Protocol):
    """What draws a chart of a table, ``wide`` mm across; without it as wide as a page or half a page."""

    def __call__(self, table: pl.DataFrame, wide: float = ...) -> Page | None:
        """Return the figure, or None where there is nothing to draw."""
        ...


class Chart(NamedTuple):
    """A chart: its title, what draws it, the table that it draws, and what says in words what it shows.

    ``title`` is a message for ``translated``, and what the chart is headed; only that of words is headed by the two
    groups themselves. A report does not mention an ``optional`` one where there is nothing to draw.
    """

    title: str
    draw: Draw
    table: Callable[[Analysis], pl.DataFrame]
    describe: Callable[[pl.DataFrame], str]
    optional: bool = False


CHARTS = {
    "corrected": Chart(
        deferred("Shares corrected by hand-coded comments"),
        corrected,
        tables.corrected,
        corrected_shares.describe,
        optional=True,
    ),
    "tree": Chart(deferred("Who answers what"), tree, tables.tree, reply_tree.describe),
    "claims": Chart(deferred("Which claims are made, and how"), claims, tables.claims, claim_bars.describe),
    "journey": Chart(deferred("How claims travel"), journey, tables.journeys, claim_journeys.describe, optional=True),
    "stance": Chart(
        deferred("Stance toward whom and what"), stance, tables.stance, target_bars.describe, optional=True
    ),
    "reply_stance": Chart(deferred("Reply stance by depth"), reply_stance, tables.reply_stance, depth_shares.describe),
    "stance_times": Chart(
        deferred("Reply stance over time"), stance_times, tables.stance_times, time_shares.describe, optional=True
    ),
    "activity": Chart(deferred("When comments were posted"), activity, tables.activity, timeline.describe),
    "pace": Chart(deferred("How soon replies come"), pace, tables.reply_waits, reply_pace.describe, optional=True),
    "form": Chart(deferred("Form of what is said"), form, tables.form, form_shares.describe, optional=True),
    "interactions": Chart(deferred("Who answers whom"), interactions, tables.interactions, answer_matrix.describe),
    "network": Chart(
        deferred("Who talks to whom"), network, tables.interactions, author_network.describe, optional=True
    ),
    "participation": Chart(deferred("Who writes how much"), participation, tables.authors, shares.describe),
    "words": Chart(
        deferred("Words that set groups apart"), words, tables.words_apart, word_bars.describe, optional=True
    ),
}


class ComparedChart(NamedTuple):
    """A chart of several articles: its title, what draws it, and what says in words what it shows.

    ``draw`` and ``describe`` take a table with the columns of ``discourse.charts.compared``.
    """

    title: str
    draw: Draw
    describe: Callable[[pl.DataFrame], str]


COMPARED = {
    "small_multiples": ComparedChart("Claims in each article", small_multiples, article_panels.describe),
    "heat_map": ComparedChart("Claims by article", heat_map, claim_heat.describe),
    "differences": ComparedChart("Where articles differ", differences, share_differences.describe),
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
    "Draw",
    "activity",
    "claims",
    "corrected",
    "describe",
    "differences",
    "form",
    "heat_map",
    "interactions",
    "journey",
    "network",
    "pace",
    "participation",
    "reply_stance",
    "save",
    "small_multiples",
    "stance",
    "stance_times",
    "tree",
    "words",
]
