"""Shares, or differences of shares, with their intervals along an axis: what the charts of both draw alike."""

from typing import NamedTuple

from discourse.charts.sheet import Sheet
from discourse.charts.style import FAINT, INK, MUTED, NOTE, ROOT, RULE, Lettering, Look

AXIS = 9.0
"""Room below the rows for the words of the axis, in mm."""
OPEN, FILLED = Look("#FFFFFF", MUTED, MUTED, INK, "o"), ROOT._replace(mark="o")
SMALL = Lettering(NOTE.size - 0.5, MUTED)
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1.0)


class Scale(NamedTuple):
    """Where 0 lies, and how many mm are 1."""

    zero: float
    unit: float

    def x(self, value: float) -> float:
        """Return where a value lies."""
        return self.zero + self.unit * value

    def step(self, label: float) -> float:
        """Return the smallest round step between values that leaves room for a label of so many mm."""
        return next((step for step in _STEPS if step * self.unit > label), 1.0)


def guide(sheet: Sheet, x: float, heights: tuple[float, float], *, is_zero: bool) -> None:
    """Draw the line of a round value from the first row to the last, strongest at zero."""
    top, bottom = heights
    sheet.lines([[(x, top - 1), (x, bottom + 1)]], RULE if is_zero else FAINT, 0.8 if is_zero else 0.4)


def interval(sheet: Sheet, ends: tuple[float, float], y: float, *, strong: bool = True) -> None:
    """Draw an interval between two places, with a stroke at each of them."""
    colour = INK if strong else RULE
    sheet.lines([[(end, y) for end in ends]], colour, 1.3 if strong else 0.9)
    sheet.lines([[(end, y - 0.9), (end, y + 0.9)] for end in ends], colour, 0.8)
