"""Tables of authors: what each did, and who answers whom."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import polars as pl

from discourse.analysis import Analysis
from discourse.exports.frames import frame
from discourse.model import Coding
from discourse.replies.authors import named
from discourse.replies.graph import GUESSED_KINDS
from discourse.tables.structure import reasons
from discourse.tables.verdicts import REPLY_STANCES, reply_codings


def authors(analysis: Analysis) -> pl.DataFrame:
    """Return one row per author, most comments first, then by name, with the measures of ``AuthorMeasures``.

    Comments without a name of their own ("Guest") share the last row, whose ``author`` is null. ``reason`` says why a
    measure is null, as "measure: reason" between semicolons.
    """
    schema = {
        "author": pl.String, "comments": pl.Int64, "words": pl.Int64, "replies_given": pl.Int64,
        "replies_received": pl.Int64, "answered_share": pl.Float64, "median_reply_minutes": pl.Float64,
        "answers": pl.Int64, "answered_by": pl.Int64, "reciprocated": pl.Float64, "pagerank": pl.Float64,
        "betweenness": pl.Float64, "reason": pl.String,
    }  # fmt: skip
    values = list(schema)[:-1]
    rows = ((*(getattr(row, name) for name in values), reasons(row.undefined)) for row in analysis.authors)
    return frame(schema, rows)


def interactions(analysis: Analysis) -> pl.DataFrame:
    """Return how often each author ``answers`` which other, and with which reply stance; most often first.

    Only named authors and comments that answer comments count; without codings the four stances are 0. ``inferred``
    counts the replies whose link is a guess, ``probability`` is the mean of these guesses' probabilities.
    """
    schema = {
        "author": pl.String, "answers": pl.String, "replies": pl.Int64, **dict.fromkeys(REPLY_STANCES, pl.Int64),
        "inferred": pl.Int64, "probability": pl.Float64,
    }  # fmt: skip
    counts: dict[tuple[str, str], Counter[str | None]] = defaultdict(Counter)
    guesses: dict[tuple[str, str], list[float]] = defaultdict(list)
    links = analysis.graph.links()
    for number, pair, coding in answering(analysis):
        counts[pair][coding.code if coding else None] += 1
        guesses[pair] += [links[number].probability] if links[number].kind in GUESSED_KINDS else []
    ranked = sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))
    return frame(
        schema,
        (
            (*pair, codes.total(), *(codes[code] for code in REPLY_STANCES), len(guesses[pair]), _mean(guesses[pair]))
            for pair, codes in ranked
        ),
    )


def answering(analysis: Analysis) -> Iterator[tuple[int, tuple[str, str], Coding | None]]:
    """Yield each comment of a named author that answers one of another: its number, the two names, its reply stance."""
    names = [named(comment) for comment in analysis.thread.comments]
    for number, (parent, coding) in enumerate(
        zip(analysis.graph.parent.tolist(), reply_codings(analysis), strict=True)
    ):
        if parent >= 0 and (name := names[number]) and (other := names[parent]):
            yield number, (name, other), coding


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None
