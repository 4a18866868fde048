"""The journey of each claim: where it enters, who makes it after that and how, and how those comments are answered."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from discourse.analysis import Analysis
from discourse.codebook import claim_labels
from discourse.exports.frames import frame
from discourse.replies.forest import planted
from discourse.replies.graph import GUESSED_KINDS
from discourse.replies.metrics import depths
from discourse.replies.pace import on_one_clock
from discourse.tables.verdicts import STATUSES, best_codings, reply_stances

_Row = tuple[str, str, str, str | None, int, str | None, int, str | None, int, bool]


def journeys(analysis: Analysis) -> pl.DataFrame:
    """Return one row for each comment that makes a claim, and one for each reply to such a comment.

    ``event`` is "made" (``code`` is the status) or "answered" (``code`` is the reply stance, null where nobody coded
    it). ``place`` counts the comments of the thread from 1 in order of posting where all have a time of day on one
    clock, else in the order shown; ``by_time`` says which. ``inferred`` says whether the link of an answer is a guess.
    Rows of a claim are in the order of ``place``; the claims come in the order in which they enter.
    """
    schema = {
        "claim": pl.String, "label": pl.String, "event": pl.String, "code": pl.String, "number": pl.Int64,
        "author": pl.String, "depth": pl.Int64, "posted": pl.String, "place": pl.Int64, "inferred": pl.Boolean,
        "by_time": pl.Boolean, "of": pl.Int64,
    }  # fmt: skip
    place, by_time = _places(analysis)
    rows: dict[str, list[_Row]] = defaultdict(list)
    for row in _events(analysis, place):
        rows[row[0]].append(row)
    entering = sorted(rows.values(), key=lambda of_claim: min((row[8], row[4]) for row in of_claim if row[2] == "made"))
    count = len(analysis.graph)
    return frame(
        schema,
        ((*row, by_time, count) for of_claim in entering for row in sorted(of_claim, key=lambda row: (row[8], row[2]))),
    )


def _places(analysis: Analysis) -> tuple[list[int], bool]:
    """Return the place of each comment from 1, and whether it is by time."""
    count = len(analysis.graph)
    if not count:
        return [], False
    forest = planted([(analysis.thread, analysis.graph)])
    if not on_one_clock(forest).all():
        return list(range(1, count + 1)), False
    place = np.empty(count, dtype=np.int64)
    place[np.argsort(forest.posted.seconds, kind="stable")] = np.arange(1, count + 1)
    return place.tolist(), True


def _events(analysis: Analysis, place: Sequence[int]) -> Iterator[_Row]:
    labels = claim_labels(analysis.codebook)
    comments, graph = analysis.thread.comments, analysis.graph
    first = {comment.id: number for number, comment in reversed(list(enumerate(comments)))}
    depth, stances = depths(graph).tolist(), reply_stances(analysis)
    guessed = [link.kind in GUESSED_KINDS for link in graph.links()]
    below: dict[int, list[int]] = defaultdict(list)
    for number, parent in enumerate(graph.parent.tolist()):
        below[parent].append(number)
    for (claim, comment), coding in best_codings(analysis.codings, "claim", STATUSES).items():
        made = first.get(comment)
        if made is None:
            continue
        events = [(made, "made", coding.code), *((number, "answered", stances[number]) for number in below[made])]
        for number, event, code in events:
            one = comments[number]
            inferred = guessed[number] and event == "answered"
            yield (
                claim, labels.get(claim, claim), event, code, number + 1, one.author, depth[number], one.posted,
                place[number], inferred,
            )  # fmt: skip
