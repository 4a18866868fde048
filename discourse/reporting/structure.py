"""The shape of the exchange in words and bars: measures of structure with the intervals of guessed links."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from discourse.analysis import Analysis
from discourse.replies.measures import SURE, Measure
from discourse.reporting.records import Bar, Measurement, Structure
from discourse.translation import deferred, number, translated
from discourse.translation.phrases import percent, span

_Written = Callable[[float], str]


def _plain(value: float) -> str:
    return number(value)


def _mean(value: float) -> str:
    return number(value, 1)


def _index(value: float) -> str:
    return number(value, 2)


def _tenths(share: float) -> str:
    return percent(share, 1)


_FINER: dict[_Written, _Written] = {percent: _tenths, _mean: _index}
"""With one decimal more: how values are written where an interval would end where it begins."""


class _Shown(NamedTuple):
    """A measure's words and how its values are written; ``share`` is true of one between 0 and 1.

    Where ``words`` is None, the value is in minutes, and the whole row is written in the unit that suits it.
    """

    label: str
    words: _Written | None
    share: bool = False


SHOWN = {
    "max_depth": _Shown(deferred("Greatest depth (1 answers the article)"), _plain),
    "mean_depth": _Shown(deferred("Mean depth"), _mean),
    "largest_branch": _Shown(deferred("Comments in the largest branch"), _plain),
    "structural_virality": _Shown(deferred("Structural virality (mean distance between two nodes)"), _mean),
    "root_dominance": _Shown(deferred("Comments that answer the article"), percent, share=True),
    "top_author_share": _Shown(deferred("Comments by the most active author"), percent, share=True),
    "gini": _Shown(deferred("Gini coefficient of comments per author (0 equal, 1 unequal)"), _index),
    "reciprocity": _Shown(deferred("Pairs of authors in contact who answer each other"), percent, share=True),
    "alternation": _Shown(deferred("Chains of replies a – b – … that go back to a"), percent, share=True),
    "median_reply_minutes": _Shown(deferred("Median time from a comment to its reply"), None),
    "median_gap_minutes": _Shown(deferred("Median time from one comment to the next"), None),
}
"""The measures that a report shows; ``data/measures.csv`` has all."""


def structure(analysis: Analysis) -> Structure:
    """Return the measures of structure, each with its interval where links are guessed."""
    columns = (translated("Measure"), translated("Value"), "")
    if not analysis.thread.comments:
        return Structure(columns=columns, absent=translated("Without comments there is no exchange to measure."))
    found = [one for one in analysis.measures if one.name in SHOWN]
    rows = tuple(_measurement(one, SHOWN[one.name]) for one in found if one.value is not None)
    if any(row.interval for row in rows):
        columns = (*columns[:2], translated("95% interval"))
    return Structure(columns=columns, rows=rows, remark=_remark(found), spoken=_spoken(found))


def _measurement(one: Measure, shown: _Shown) -> Measurement:
    value = 0.0 if one.value is None else one.value
    spread = one.low is not None and one.high is not None and one.low < one.high
    words = shown.words or partial(span, like=value)
    if spread and words(one.low or 0.0) == words(one.high or 0.0):
        words = _FINER.get(words, words)
    interval = f"{words(one.low or 0.0)} – {words(one.high or 0.0)}" if spread else ""
    return Measurement(
        name=one.name,
        label=translated(shown.label),
        value=words(value),
        interval=interval,
        bar=_bar(value, one, shown),
    )


def _bar(value: float, one: Measure, shown: _Shown) -> Bar | None:
    """Return the bar of a share, or of another measure that has an interval, on a scale to the interval's end."""
    spread = one.low is not None and one.high is not None and one.low < one.high
    if not (shown.share or spread):
        return None
    top = 1.0 if shown.share else max(value, one.high or 0.0, 1e-9)
    if not spread:
        return Bar(value=value / top)
    return Bar(value=value / top, low=(one.low or 0.0) / top, high=(one.high or 0.0) / top)


def _remark(found: list[Measure]) -> str:
    said = [translated("A dot is the value. Shares stand on a scale from 0 to 100%.")]
    if any(one.high is not None for one in found):
        said.append(
            translated(
                "A line is the interval that holds {n}% of the graphs drawn from the probabilities of guessed links; "
                "where a measure is no share, its scale goes from 0 to the end of the line or the dot. The value takes "
                "each guess at its most probable, so it may lie outside, where many guesses add up.",
                n=number(SURE),
            )
        )
    return f"{' '.join(said)} {_spoken(found)}"


def _spoken(found: list[Measure]) -> str:
    said = []
    if all(one.high is None for one in found):
        said.append(translated("No link is guessed among several, so no measure has an interval."))
    if any(one.value is None for one in found):
        said.append(translated("Measures that are not defined here are left out."))
    said.append(translated("data/measures.csv has all measures."))
    return " ".join(said)
