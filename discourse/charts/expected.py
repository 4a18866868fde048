"""Which columns tell the table of each chart, so that another table is refused and not drawn as if it were that."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from discourse.errors import ReportError

_COLUMNS: dict[str, tuple[str, Sequence[str]]] = {
    "corrected": ("corrected", ("variable", "value", "low", "high")),
    "tree": ("tree", ("number", "parent", "depth")),
    "claims": ("claims", ("claim", "label", "code", "comments")),
    "journey": ("journeys", ("claim", "event", "code", "number")),
    "stance": ("stance", ("target", "label", "code", "comments")),
    "reply_stance": ("reply_stance", ("depth", "code", "comments")),
    "stance_times": ("stance_times", ("posted", "code")),
    "activity": ("activity", ("posted",)),
    "pace": ("reply_waits", ("minutes",)),
    "form": ("form", ("code", "clauses", "share")),
    "interactions": ("interactions", ("author", "answers", "replies")),
    "network": ("interactions", ("author", "answers", "replies", "support", "deny")),
    "participation": ("authors", ("author", "comments")),
    "words": ("words_apart", ("word", "log_odds", "low", "high")),
}
"""The name of a chart, the function of ``discourse.tables`` that makes its table, and columns which that has."""


def check(chart: str, table: Any) -> None:
    """Raise ReportError where a value is not the table that the chart of that name draws."""
    if chart not in _COLUMNS:
        return
    name, columns = _COLUMNS[chart]
    if not isinstance(table, pl.DataFrame):
        wrong = f"a {type(table).__name__} is no table"
    elif missing := [column for column in columns if column not in table.columns]:
        wrong = f"the table has no column {missing[0]}"
    else:
        return
    raise ReportError(f"charts.{chart}: {wrong}; give what discourse.tables.{name}(analysis) returns")
