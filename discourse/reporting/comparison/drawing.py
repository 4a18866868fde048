"""The charts of a comparison."""

from discourse.reporting.comparison.tabled import Tabled
from discourse.reporting.drawing import Picture

CHART_FILES: tuple[str, ...] = ()
"""The paths of the charts' pictures in a report."""


def pictures(tables: Tabled) -> tuple[Picture, ...]:
    """Return every chart of a comparison that has something to show."""
    del tables
    return ()
