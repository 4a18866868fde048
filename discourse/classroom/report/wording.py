"""Figures of a class report in words; "–" where there is none."""

from discourse.translation import number
from discourse.translation.phrases import percent


def share_text(share: float | None) -> str:
    """Return a share in percent."""
    return "–" if share is None else percent(share)


def coefficient_text(value: float | None) -> str:
    """Return a coefficient to two places."""
    if value is None:
        return "–"
    return number(0.0 if abs(value) < 0.005 else value, 2).replace("-", "−")
