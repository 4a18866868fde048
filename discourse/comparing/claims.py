"""The same claims on several sides: how often each is made, how sides differ, and which are shared."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from discourse.analysis import Analysis
from discourse.codebook import claim_labels as labels_of
from discourse.comparing.chance import holm, permutation_p
from discourse.comparing.shares import Integers, Share, difference, share_of
from discourse.comparing.sides import Side
from discourse.exports.frames import frame
from discourse.model import Coding
from discourse.replies.authors import named
from discourse.tables.verdicts import STATUSES, sureness
from discourse.translation import deferred

LEVEL = 0.05
UNKNOWN = "not known"
"""What a side without a name is called in tables."""
ALL_OTHERS = deferred("all others")
"""What the articles that one is compared with are called there, where they are taken together."""


class Made(NamedTuple):
    """The claims of the comments of a side, one row for each author: who made what, and in which status."""

    counted: Integers
    written: Integers
    statuses: Mapping[str, Counter[str]]


def claim_labels(analyses: Sequence[Analysis]) -> dict[str, str]:
    """Return the labels of the claim types by id: those of the codebooks, then others that somebody coded."""
    labels = {claim: label for one in analyses for claim, label in labels_of(one.codebook).items()}
    coded = {coding.target for analysis in analyses for coding in analysis.codings if coding.variable == "claim"}
    return labels | {claim: claim for claim in sorted(coded - {None, *labels}, key=str) if claim}


def claims(analyses: Sequence[Analysis], sides: Sequence[Side]) -> pl.DataFrame:
    """Return in how many comments of each side each claim is made, with its share and interval, most frequent first.

    ``count`` are the comments that assert, reject, question or report the claim, each by its most probable coding, and
    the four columns after it say how many do which; ``n`` are the comments with a text from which the coder did not
    abstain; ``share``, ``low`` and ``high`` are null where there are none. ``effective`` is n less what comments of one
    author repeat.
    """
    schema = {
        "article": pl.String, "claim": pl.String, "label": pl.String, "count": pl.Int64, "n": pl.Int64,
        "share": pl.Float64, "low": pl.Float64, "high": pl.Float64, "effective": pl.Float64,
        **dict.fromkeys(STATUSES, pl.Int64),
    }  # fmt: skip
    labels = claim_labels(analyses)
    made = [_made(analyses, side, labels) for side in sides]
    total = Counter({claim: sum(one.statuses[claim].total() for one in made) for claim in labels})
    rows = []
    for number, claim in sorted(enumerate(labels), key=lambda item: (-total[item[1]], item[0])):
        for side, one in zip(sides, made, strict=True):
            share = share_of(one.counted[:, number], one.written)
            statuses = (one.statuses[claim][status] for status in STATUSES)
            rows.append((side.name or UNKNOWN, claim, labels[claim], *_cells(share), *statuses))
    return frame(schema, rows)


def differences(analyses: Sequence[Analysis], sides: Sequence[Side]) -> pl.DataFrame:
    """Return how far the share of each side is from that of all others together, the surest difference first.

    Of two sides only the first is listed, since the other differs as far the other way. ``low`` and ``high`` bound
    ``difference`` with 95% (Newcombe's hybrid interval); ``p`` is from a permutation of authors, ``p_adjusted`` from
    Holm's correction over all rows, and ``differs`` says whether it is below 0.05. Only sides with coded comments and
    claims that anybody makes take part.
    """
    schema = {
        "claim": pl.String, "label": pl.String, "article": pl.String, "other": pl.String, "share": pl.Float64,
        "other_share": pl.Float64, "difference": pl.Float64, "low": pl.Float64, "high": pl.Float64, "p": pl.Float64,
        "p_adjusted": pl.Float64, "differs": pl.Boolean,
    }  # fmt: skip
    rows = list(_contrasts(analyses, sides))
    adjusted = holm([float(row[-1]) for row in rows])
    full = [(*row, value, value < LEVEL) for row, value in zip(rows, adjusted, strict=True)]
    return frame(schema, sorted(full, key=lambda row: (row[-2], row[-3], -abs(row[6]))))


def shared_claims(analyses: Sequence[Analysis], sides: Sequence[Side]) -> pl.DataFrame:
    """Return for each claim on how many of the sides with coded comments it is made, and which these are.

    ``kind`` is "on all", "on several", "on one" or "on none". That a claim is on one side only says less the fewer
    comments the others have: ``missed`` is the highest share that a side without it may still have (95%). There are no
    rows where fewer than two sides are coded.
    """
    schema = {
        "claim": pl.String, "label": pl.String, "kind": pl.String, "sides": pl.Int64, "of": pl.Int64,
        "comments": pl.Int64, "articles": pl.String, "missed": pl.Float64,
    }  # fmt: skip
    table = claims(analyses, sides).filter(pl.col("n") > 0)
    if table["article"].n_unique() < 2:
        return frame(schema, ())
    rows = []
    for (claim, label), part in table.group_by(["claim", "label"], maintain_order=True):
        having = part.filter(pl.col("count") > 0)["article"].to_list()
        missed = part.filter(pl.col("count") == 0)["high"].max()
        kind = _kind(len(having), len(part))
        rows.append((claim, label, kind, len(having), len(part), part["count"].sum(), "; ".join(having), missed))
    return frame(schema, rows)


def _kind(having: int, of: int) -> str:
    if having == of and of > 1:
        return "on all"
    return {0: "on none", 1: "on one"}.get(having, "on several")


def _cells(share: Share | None) -> tuple[int | float | None, ...]:
    if share is None:
        return 0, 0, None, None, None, None
    return share.counted, share.n, share.share, share.low, share.high, share.effective


def _contrasts(analyses: Sequence[Analysis], sides: Sequence[Side]) -> Iterator[tuple[Any, ...]]:
    labels = claim_labels(analyses)
    every = [(side, _made(analyses, side, labels)) for side in sides]
    coded = [(side, made) for side, made in every if made.written.sum()]
    if len(coded) < 2:
        return
    counted = np.concatenate([made.counted for _, made in coded])
    written = np.concatenate([made.written for _, made in coded])
    values = permutation_p(counted, written, [len(made.written) for _, made in coded])
    for place, (side, made) in enumerate(coded[:1] if len(coded) == 2 else coded):
        rest = [one for number, (_, one) in enumerate(coded) if number != place]
        other = (coded[1][0].name or UNKNOWN) if len(coded) == 2 else ALL_OTHERS
        for number, (claim, label) in enumerate(labels.items()):
            if not counted[:, number].any():
                continue
            one = share_of(made.counted[:, number], made.written)
            against = share_of(
                np.concatenate([each.counted[:, number] for each in rest]),
                np.concatenate([each.written for each in rest]),
            )
            if one and against:
                apart = difference(one, against)
                yield (
                    claim, label, side.name or UNKNOWN, other, one.share, against.share, *apart,
                    float(values[place, number]),
                )  # fmt: skip


def _made(analyses: Sequence[Analysis], side: Side, labels: Mapping[str, str]) -> Made:
    """Return the claims of a side by author; a comment without a name of its own is an author to itself."""
    written: Counter[str] = Counter()
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    statuses: dict[str, Counter[str]] = {claim: Counter() for claim in labels}
    for article in side.articles:
        best, silent = _best(analyses[article].codings)
        for number, comment in enumerate(analyses[article].thread.comments):
            if not comment.text.strip() or comment.id in silent:
                continue
            author = named(comment) or f"\n{article} {number}"
            written[author] += 1
            for claim, coding in best.get(comment.id, {}).items():
                counted[author][claim] += 1
                statuses[claim][coding.code or ""] += 1
    rows = [[counted[author][claim] for claim in labels] for author in written]
    return Made(
        np.array(rows, np.int64).reshape(len(rows), len(labels)), np.array(list(written.values()), np.int64), statuses
    )


def _best(codings: Sequence[Coding]) -> tuple[dict[str, dict[str, Coding]], set[str]]:
    """Return the most probable coding of each claim by comment, and the comments from which the coder abstained."""
    best: dict[str, dict[str, Coding]] = defaultdict(dict)
    silent: set[str] = set()
    for coding in codings:
        if coding.variable != "claim":
            continue
        if coding.target is None:
            silent.add(coding.comment)
        elif coding.code in STATUSES:
            known = best[coding.comment].get(coding.target)
            if known is None or sureness(coding) > sureness(known):
                best[coding.comment][coding.target] = coding
    return best, silent
