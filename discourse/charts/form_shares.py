"""Form: the shares of fact, testimony, value, policy, reference and rhetorical questions among the clauses coded."""

import polars as pl

from discourse.charts.drawing import styled
from discourse.charts.lettering import width
from discourse.charts.page import Page
from discourse.charts.sheet import Sheet, keys_room
from discourse.charts.style import FULL, MARGIN, NOTE, Lettering, look
from discourse.tables import FORMS
from discourse.translation import counted, number, translated
from discourse.translation.phrases import enumerated, percent

_BAR = 5.4


@styled
def form(table: pl.DataFrame, wide: float = FULL) -> Page | None:
    """Return the one bar of a ``form`` table, or None where no form was coded."""
    counts = _counts(table)
    if not counts:
        return None
    total = sum(counts.values())
    keys = [(translated(code), look(code)._replace(mark="s")) for code in counts]
    room = keys_room(keys, wide)
    text = translated("Shares of {clauses}.", clauses=counted(total, "clause", "clauses"))
    sheet = Sheet("form", (wide, room + _BAR + 1), translated("Form of what is said"), text)
    sheet.keys((MARGIN, sheet.top + 1), keys)
    x, y, unit = MARGIN, sheet.top + room, (wide - 2 * MARGIN) / total
    for code, clauses in counts.items():
        across = unit * clauses
        sheet.boxes([(x, y, across, _BAR)], look(code), "#FFFFFF")
        share = percent(clauses / total)
        if width(share, NOTE.size) + 1.5 < across:
            sheet.write((x + across / 2, y + _BAR / 2), share, Lettering(NOTE.size, look(code).on), "center")
        x += across
    return sheet.figure


def describe(table: pl.DataFrame) -> str:
    """Return in words what the chart of forms shows."""
    counts = _counts(table)
    if not counts:
        return translated("No form was coded.")
    total = sum(counts.values())
    parts = [
        f"{translated(code)} {percent(clauses / total)} (n = {number(clauses)})" for code, clauses in counts.items()
    ]
    return translated(
        "Share of {clauses} by form: {parts}.", clauses=counted(total, "clause", "clauses"), parts=enumerated(parts)
    )


def _counts(table: pl.DataFrame) -> dict[str, int]:
    """Return the clauses of each form that occurs, in the order of the codes."""
    counts = dict(table.select("code", "clauses").iter_rows())
    return {code: counts[code] for code in FORMS if counts.get(code)}
