"""The charts of a comparison, each drawn once, as SVG for the pages and as PNG for its own file."""

from collections.abc import Iterator
from io import BytesIO
from typing import Literal

import polars as pl
from matplotlib.figure import Figure

from discourse.charts import COMPARED, save
from discourse.charts.style import FULL
from discourse.reporting.comparison.tabled import Tabled
from discourse.reporting.drawing import Picture
from discourse.reporting.records import ChartSlot
from discourse.reporting.wording import keeping_values, shortened
from discourse.translation import translated
from discourse.visible import visible

CHART_FILES = {name: f"charts/{name}.png" for name in COMPARED}
"""The path of each chart's picture in a report."""
_MAPPED = 3
"""Sides with comments from which on a map shows more than the panels."""


def pictures(tables: Tabled) -> tuple[Picture, ...]:
    """Return the charts of a comparison that have something to show."""
    return tuple(_pictures(tables))


def _pictures(tables: Tabled) -> Iterator[Picture]:
    talking = tables.claims.filter(pl.col("n") > 0)["article"].n_unique()
    for name, chart in COMPARED.items():
        table = tables.differences if name == "differences" else tables.claims
        figure = None if name == "heat_map" and talking < _MAPPED else chart.draw(table, FULL)
        if figure is None:
            continue
        caption = keeping_values(shortened(visible(chart.describe(table)), 600))
        svg = _saved(figure, "svg").decode("utf-8")
        slot = ChartSlot(name=name, title=translated(chart.title), caption=caption, svg=svg)
        yield Picture(slot, _saved(figure, "png"))


def _saved(figure: Figure, form: Literal["png", "svg"]) -> bytes:
    file = BytesIO()
    save(figure, file, form)
    return file.getvalue()
