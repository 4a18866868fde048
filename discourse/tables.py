"""Tables: an analysis as data frames, one function per table, each with the same columns whatever the thread holds.

``number`` counts the comments from 1 in the order shown; reports and charts print it. Texts and names are as the
source has them: whoever writes a table to a file escapes it for that file.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import polars as pl

from discourse.analysis import Analysis
from discourse.exports.comments import COMMENT_SCHEMA, comment_cells
from discourse.exports.frames import frame
from discourse.model import Coding, Variable
from discourse.replies.authors import named, participation, reciprocity
from discourse.replies.graph import ARTICLE, LINK_KINDS, MISSING
from discourse.replies.metrics import depths, structure
from discourse.text import words

REPLY_STANCES = ("support", "deny", "query", "comment")
STATUSES = ("asserts", "rejects", "questions", "reports")
STANCES = ("favor", "against", "none")


def comments(analysis: Analysis) -> pl.DataFrame:
    """Return one row per comment, in the order shown; ``depth`` is 1 for one that answers the article.

    ``reply_to`` is what the source states ("" is the article, null is unknown); who answers whom after
    inference is in ``replies``.
    """
    schema = {"number": pl.Int64} | dict(COMMENT_SCHEMA) | {"depth": pl.Int64, "text": pl.String}
    depth = depths(analysis.graph).tolist()
    return frame(
        schema,
        (
            (number, *comment_cells(one), depth[number - 1], one.text)
            for number, one in enumerate(analysis.thread.comments, start=1)
        ),
    )


def replies(analysis: Analysis) -> pl.DataFrame:
    """Return one row per comment: what it answers (null: the article, or unknown where ``kind`` is "missing")."""
    schema = {"comment": pl.String, "parent": pl.String, "kind": pl.String, "probability": pl.Float64}
    links = analysis.graph.links()
    return frame(schema, ((link.comment, link.parent, link.kind, link.probability) for link in links))


def codings(analysis: Analysis) -> pl.DataFrame:
    """Return one row per coding; ``span`` is "start,end" in characters and ``words`` the words marked by it."""
    schema = {
        "comment": pl.String, "variable": pl.String, "target": pl.String, "code": pl.String, "coder": pl.String,
        "probability": pl.Float64, "span": pl.String, "start": pl.Int64, "end": pl.Int64, "words": pl.String,
    }  # fmt: skip
    texts: dict[str, str] = {}
    for comment in analysis.thread.comments:
        texts.setdefault(comment.id, comment.text)
    return frame(schema, (_coding_row(coding, texts) for coding in analysis.codings))


def _coding_row(coding: Coding, texts: Mapping[str, str]) -> tuple[Any, ...]:
    start, end = coding.span or (None, None)
    marked = (None, None) if coding.span is None else (f"{start},{end}", texts.get(coding.comment, "")[start:end])
    one = coding
    return one.comment, one.variable, one.target, one.code, one.coder, one.probability, marked[0], start, end, marked[1]


def claims(analysis: Analysis) -> pl.DataFrame:
    """Return how many comments assert, reject, question or report each claim type; zeros are rows too.

    A comment with several codings of one claim type counts once, under its most probable code; of equally
    probable ones the first counts. A coding without a probability (a person's) counts as sure.
    """
    schema = {"claim": pl.String, "label": pl.String, "code": pl.String, "comments": pl.Int64}
    labels = {claim.id: claim.label for claim in analysis.codebook.claim_types}
    return frame(schema, _counts(analysis.codings, "claim", labels, STATUSES))


def stance(analysis: Analysis) -> pl.DataFrame:
    """Return how many comments are in favor of each target, against it, or name it without a stance.

    A comment counts once per target, as in ``claims``.
    """
    schema = {"target": pl.String, "label": pl.String, "code": pl.String, "comments": pl.Int64}
    labels = {target.id: target.label for target in analysis.codebook.targets}
    return frame(schema, _counts(analysis.codings, "stance", labels, STANCES))


def _counts(
    codings: Iterable[Coding], variable: Variable, labels: Mapping[str, str], codes: Sequence[str]
) -> Iterator[tuple[str, str, str, int]]:
    """Yield target, label, code and number of comments; targets that the codebook does not know come last."""
    best: dict[tuple[str, str], Coding] = {}
    for coding in codings:
        if coding.variable == variable and coding.target is not None and coding.code in codes:
            key = (coding.target, coding.comment)
            if key not in best or _sureness(coding) > _sureness(best[key]):
                best[key] = coding
    counts = Counter((coding.target, coding.code) for coding in best.values())
    strangers = sorted({target for target, _ in best} - set(labels))
    for target in (*labels, *strangers):
        for code in codes:
            yield target, labels.get(target, target), code, counts[target, code]


def _sureness(coding: Coding) -> float:
    return 1.0 if coding.probability is None else coding.probability


def tree(analysis: Analysis) -> pl.DataFrame:
    """Return one row per comment with the ``number`` of its parent: -1 is the article, -2 a missing parent.

    ``kind`` and ``probability`` are those of the link, ``reply_stance`` is null where nobody coded it.
    """
    schema = {
        "number": pl.Int64, "comment": pl.String, "parent": pl.Int64, "author": pl.String, "depth": pl.Int64,
        "kind": pl.String, "probability": pl.Float64, "reply_stance": pl.String,
    }  # fmt: skip
    graph = analysis.graph
    columns = (graph.parent, depths(graph), graph.kind, graph.probability)
    arrays = zip(*(column.tolist() for column in columns), _reply_stances(analysis), strict=True)
    rows = zip(analysis.thread.comments, arrays, strict=True)
    return frame(
        schema,
        (
            (
                number,
                comment.id,
                parent if parent in (ARTICLE, MISSING) else parent + 1,
                comment.author,
                depth,
                LINK_KINDS[kind],
                probability,
                code,
            )
            for number, (comment, (parent, depth, kind, probability, code)) in enumerate(rows, start=1)
        ),
    )


def _reply_stances(analysis: Analysis) -> list[str | None]:
    """Return the code of each comment; where two comments share an id, they take its codings in turn."""
    found: dict[str, deque[str | None]] = defaultdict(deque)
    for coding in analysis.codings:
        if coding.variable == "reply_stance":
            found[coding.comment].append(coding.code)
    return [
        codes.popleft() if len(codes) > 1 else next(iter(codes), None)
        for codes in (found[comment.id] for comment in analysis.thread.comments)
    ]


def reply_stance(analysis: Analysis) -> pl.DataFrame:
    """Return how many comments of each depth support, deny, query or comment; zeros are rows too."""
    schema = {"depth": pl.Int64, "code": pl.String, "comments": pl.Int64}
    depth = depths(analysis.graph).tolist()
    counts = Counter(zip(depth, _reply_stances(analysis), strict=True))
    return frame(
        schema,
        ((level, code, counts[level, code]) for level in range(1, max(depth, default=0) + 1) for code in REPLY_STANCES),
    )


def activity(analysis: Analysis) -> pl.DataFrame:
    """Return the comments whose time of posting is known at least to the day, in the order shown."""
    schema = {"number": pl.Int64, "comment": pl.String, "author": pl.String, "posted": pl.String}
    return frame(
        schema,
        (
            (number, comment.id, comment.author, comment.posted)
            for number, comment in enumerate(analysis.thread.comments, start=1)
            if comment.posted is not None and _is_time(comment.posted)
        ),
    )


def _is_time(posted: str) -> bool:
    try:
        datetime.fromisoformat(posted)
    except ValueError:
        return False
    return True


def authors(analysis: Analysis) -> pl.DataFrame:
    """Return one row per author, most comments first, then by name: how much they wrote, answered and were answered.

    ``replies_given`` counts their answers to other comments, ``replies_received`` the answers to their comments.
    Comments without a name of their own ("Guest") share the last row, whose ``author`` is null.
    """
    schema = {
        "author": pl.String, "comments": pl.Int64, "words": pl.Int64,
        "replies_given": pl.Int64, "replies_received": pl.Int64,
    }  # fmt: skip
    thread = analysis.thread
    names = [named(comment) for comment in thread.comments]
    given: Counter[str | None] = Counter()
    received: Counter[str | None] = Counter()
    for name, parent in zip(names, analysis.graph.parent.tolist(), strict=True):
        if parent >= 0:
            given[name] += 1
            received[names[parent]] += 1
    lengths: Counter[str | None] = Counter()
    for name, comment in zip(names, thread.comments, strict=True):
        lengths[name] += len(words(comment.text))
    ranked = sorted(Counter(names).items(), key=lambda item: (item[0] is None, -item[1], item[0] or ""))
    return frame(schema, ((name, count, lengths[name], given[name], received[name]) for name, count in ranked))


def interactions(analysis: Analysis) -> pl.DataFrame:
    """Return how often each author ``answers`` which other, and with which reply stance; most often first.

    Only named authors and comments that answer comments count; without codings the four stances are 0.
    """
    schema = {"author": pl.String, "answers": pl.String, "replies": pl.Int64, **dict.fromkeys(REPLY_STANCES, pl.Int64)}
    names = [named(comment) for comment in analysis.thread.comments]
    counts: dict[tuple[str, str], Counter[str | None]] = defaultdict(Counter)
    for name, parent, code in zip(names, analysis.graph.parent.tolist(), _reply_stances(analysis), strict=True):
        if parent >= 0 and name and (other := names[parent]):
            counts[name, other][code] += 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))
    return frame(
        schema,
        ((*pair, codes.total(), *(codes[code] for code in REPLY_STANCES)) for pair, codes in ranked),
    )


_NO_COMMENTS = "there are no comments"
_NO_NAMES = "no comment has an author's name"
_STRUCTURE = (
    ("comments", "comments", ""),
    ("top_level", "comments that answer the article", ""),
    ("missing", "comments whose parent is not shown or not known", ""),
    ("max_depth", "greatest depth (1 answers the article)", _NO_COMMENTS),
    ("mean_depth", "mean depth", _NO_COMMENTS),
    ("max_width", "most comments at one depth", _NO_COMMENTS),
    ("mean_branching", "mean replies per node that has replies", "no comment has a known parent"),
    ("largest_branch", "comments in the largest branch", _NO_COMMENTS),
    ("wiener_index", "Wiener index (sum of distances between all pairs of nodes)", ""),
    ("structural_virality", "structural virality (mean distance between nodes)", "no comment leads to the article"),
)
_PARTICIPATION = (
    ("authors", "named authors", ""),
    ("unnamed", "comments without a name of their own", ""),
    ("gini", "Gini coefficient of comments per author (0 equal, towards 1 unequal)", _NO_NAMES),
    ("top_author_share", "share of the most active author in the comments by named authors", _NO_NAMES),
)


def metrics(analysis: Analysis) -> pl.DataFrame:
    """Return the measures of structure, participation and reciprocity; ``reason`` says why a value is null.

    The measures and their sources are those of ``replies.metrics.Structure`` and ``replies.authors``.
    """
    schema = {"measure": pl.String, "label": pl.String, "value": pl.Float64, "reason": pl.String}
    spread = participation(analysis.thread)
    rows = _measured(structure(analysis.graph), _STRUCTURE) + _measured(spread, _PARTICIPATION)
    mutual = reciprocity(analysis.thread, analysis.graph)
    reason = "no named author answers another" if mutual is None else None
    label = "reciprocity (share of pairs of authors in contact who answer each other)"
    return frame(schema, [*rows, ("reciprocity", label, mutual, reason)])


def _measured(record: Any, measures: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, float | None, str | None]]:
    values = ((measure, label, getattr(record, measure), reason) for measure, label, reason in measures)
    return [
        (measure, label, None if value is None else float(value), reason if value is None else None)
        for measure, label, value, reason in values
    ]
