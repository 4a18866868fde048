"""Form: the shares of fact, testimony, value, policy, reference and rhetorical questions among the clauses coded."""

import polars as pl
from matplotlib.figure import Figure

from discourse.charts.lettering import width
from discourse.charts.style import FULL, MARGIN, NOTE, Lettering, Sheet, look, styled
from discourse.charts.wording import count_of, joined
from discourse.tables import FORMS

_KEYS = 6.0
_BAR = 5.4


@styled
def form(table: pl.DataFrame) -> Figure | None:
    """Return the one bar of a ``form`` table, or None where no form was coded."""
    counts = _counts(table)
    if not counts:
        return None
    total = sum(counts.values())
    sheet = Sheet("form", (FULL, _KEYS + _BAR + 1), "Form of what is said", f"Shares of {count_of(total, 'clause')}.")
    sheet.keys((MARGIN, sheet.top + 1), [(code, look(code)._replace(mark="s")) for code in counts])
    x, y, unit = MARGIN, sheet.top + _KEYS, (FULL - 2 * MARGIN) / total
    for code, clauses in counts.items():
        across = unit * clauses
        sheet.boxes([(x, y, across, _BAR)], look(code), "#FFFFFF")
        share = f"{100 * clauses / total:.0f}%"
        if width(share, NOTE.size) + 1.5 < across:
            sheet.write((x + across / 2, y + _BAR / 2), share, Lettering(NOTE.size, look(code).on), "center")
        x += across
    return sheet.figure


def describe(table: pl.DataFrame) -> str:
    """Return in words what the chart of forms shows."""
    counts = _counts(table)
    if not counts:
        return "No form was coded."
    total = sum(counts.values())
    parts = [f"{code} {100 * clauses / total:.0f}% (n = {clauses:,})" for code, clauses in counts.items()]
    return f"Share of {count_of(total, 'clause')} by form: {joined(parts)}."


def _counts(table: pl.DataFrame) -> dict[str, int]:
    """Return the clauses of each form that occurs, in the order of the codes."""
    counts = dict(table.select("code", "clauses").iter_rows())
    return {code: counts[code] for code in FORMS if counts.get(code)}
