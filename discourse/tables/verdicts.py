"""Tables that count codings: claims by status, stance toward targets, reply stance by depth, clauses by form."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

import polars as pl

from discourse.analysis import Analysis
from discourse.codebook import claim_labels, target_labels
from discourse.exports.frames import frame
from discourse.model import Coding, Variable
from discourse.replies.graph import GUESSED_KINDS
from discourse.replies.metrics import depths

REPLY_STANCES = ("support", "deny", "query", "comment")
STATUSES = ("asserts", "rejects", "questions", "reports")
STANCES = ("favor", "against", "none")
LEAST_SURE = 0.5
"""Below this probability of its coder a label is unsure: likelier wrong than right by the coder's own estimate."""
FORMS = ("fact", "testimony", "value", "policy", "reference", "rhetorical")


def claims(analysis: Analysis) -> pl.DataFrame:
    """Return how many comments assert, reject, question or report each claim type; zeros are rows too.

    A comment with several codings of one claim type counts once, under its most probable code; of equally
    probable ones the first counts. A coding without a probability (a person's) counts as sure. ``unsure`` counts
    those of the comments whose code has a probability below one half.
    """
    schema = {"claim": pl.String, "label": pl.String, "code": pl.String, "comments": pl.Int64, "unsure": pl.Int64}
    labels = claim_labels(analysis.codebook)
    return frame(schema, _counts(analysis.codings, "claim", labels, STATUSES))


def stance(analysis: Analysis) -> pl.DataFrame:
    """Return how many comments are in favor of each target, against it, or name it without a stance.

    A comment counts once per target, and ``unsure`` counts, as in ``claims``.
    """
    schema = {"target": pl.String, "label": pl.String, "code": pl.String, "comments": pl.Int64, "unsure": pl.Int64}
    labels = target_labels(analysis.codebook)
    return frame(schema, _counts(analysis.codings, "stance", labels, STANCES))


def _counts(
    codings: Iterable[Coding], variable: Variable, labels: Mapping[str, str], codes: Sequence[str]
) -> Iterator[tuple[str, str, str, int, int]]:
    """Yield target, label, code and numbers of comments; targets that the codebook does not know come last."""
    best = best_codings(codings, variable, codes)
    counts = Counter((coding.target, coding.code) for coding in best.values())
    unsure = Counter((coding.target, coding.code) for coding in best.values() if is_unsure(coding))
    strangers = sorted({target for target, _ in best} - set(labels))
    for target in (*labels, *strangers):
        for code in codes:
            yield target, labels.get(target, target), code, counts[target, code], unsure[target, code]


def best_codings(codings: Iterable[Coding], variable: Variable, codes: Sequence[str]) -> dict[tuple[str, str], Coding]:
    """Return the most probable coding of each target and comment; of equally probable ones the first."""
    best: dict[tuple[str, str], Coding] = {}
    for coding in codings:
        if coding.variable == variable and coding.target is not None and coding.code in codes:
            key = (coding.target, coding.comment)
            if key not in best or sureness(coding) > sureness(best[key]):
                best[key] = coding
    return best


def claims_made(analysis: Analysis) -> list[tuple[int, str | None, str | None]]:
    """Return for each comment how many claims it makes, and the label and the status of the most probable one.

    Where two comments share an id, the first has them.
    """
    labels = claim_labels(analysis.codebook)
    made: dict[str, list[Coding]] = defaultdict(list)
    for coding in best_codings(analysis.codings, "claim", STATUSES).values():
        made[coding.comment].append(coding)
    rows: list[tuple[int, str | None, str | None]] = []
    for comment in analysis.thread.comments:
        codings = made.pop(comment.id, [])
        first = max(codings, key=sureness, default=None)
        label = labels.get(first.target or "", first.target) if first else None
        rows.append((len(codings), label, first.code if first else None))
    return rows


def sureness(coding: Coding) -> float:
    """Return how probable a code is: certain where its coder gives no probability."""
    return 1.0 if coding.probability is None else coding.probability


def is_unsure(coding: Coding | None) -> bool:
    """Return whether a code is likelier wrong than right by its coder's own estimate."""
    return coding is not None and coding.code is not None and sureness(coding) < LEAST_SURE


def reply_stance(analysis: Analysis) -> pl.DataFrame:
    """Return how many comments of each depth support, deny, query or comment; zeros are rows too.

    ``inferred`` counts those among them whose link is a guess, so that their depth is one, ``unsure`` those whose code
    has a probability below one half.
    """
    schema = {
        "depth": pl.Int64, "code": pl.String, "comments": pl.Int64, "inferred": pl.Int64, "unsure": pl.Int64,
    }  # fmt: skip
    depth = depths(analysis.graph).tolist()
    codings = reply_codings(analysis)
    coded = [(level, coding.code if coding else None) for level, coding in zip(depth, codings, strict=True)]
    counts = Counter(coded)
    links = zip(coded, analysis.graph.links(), strict=True)
    guessed = Counter(pair for pair, link in links if link.kind in GUESSED_KINDS)
    unsure = Counter(pair for pair, coding in zip(coded, codings, strict=True) if is_unsure(coding))
    pairs = ((level, code) for level in range(1, max(depth, default=0) + 1) for code in REPLY_STANCES)
    return frame(schema, ((*pair, counts[pair], guessed[pair], unsure[pair]) for pair in pairs))


def reply_stances(analysis: Analysis) -> list[str | None]:
    """Return the code of each comment, ``None`` where it has none."""
    return [coding.code if coding else None for coding in reply_codings(analysis)]


def reply_codings(analysis: Analysis) -> list[Coding | None]:
    """Return the reply stance of each comment; where two comments share an id, they take its codings in turn."""
    found: dict[str, deque[Coding]] = defaultdict(deque)
    for coding in analysis.codings:
        if coding.variable == "reply_stance":
            found[coding.comment].append(coding)
    return [
        codings.popleft() if len(codings) > 1 else next(iter(codings), None)
        for codings in (found[comment.id] for comment in analysis.thread.comments)
    ]


def form(analysis: Analysis) -> pl.DataFrame:
    """Return how many clauses have each form, their share of all that have one, and in how many comments they stand.

    Zeros are rows too, but where no form was coded there are none. Clauses of one span count once, as in ``claims``.
    """
    schema = {"code": pl.String, "clauses": pl.Int64, "share": pl.Float64, "comments": pl.Int64}
    counts = _forms(analysis)
    totals: Counter[str] = sum(counts.values(), Counter())
    inside = Counter(code for of_comment in counts.values() for code in of_comment)
    rows = ((code, totals[code], totals[code] / totals.total(), inside[code]) for code in FORMS)
    return frame(schema, rows if counts else ())


def comment_forms(analysis: Analysis) -> pl.DataFrame:
    """Return one row per comment, in the order shown, with its number of clauses of each form.

    They are null where the coder abstained from the comment, and all of them where no form was coded; where two
    comments share an id, the first has them.
    """
    schema = {"number": pl.Int64, "comment": pl.String, **dict.fromkeys(FORMS, pl.Int64)}
    counts = _forms(analysis)
    unknown = {coding.comment for coding in analysis.codings if coding.variable == "form"} - set(counts)
    rows: list[tuple[int | str | None, ...]] = []
    for number, comment in enumerate(analysis.thread.comments, start=1):
        known = bool(counts) and comment.id not in unknown
        cells = (counts.get(comment.id, Counter())[code] if known else None for code in FORMS)
        rows.append((number, comment.id, *cells))
        unknown.add(comment.id)
    return frame(schema, rows)


def _forms(analysis: Analysis) -> dict[str, Counter[str]]:
    """Return the number of clauses of each form by comment."""
    best: dict[tuple[str, tuple[int, int] | None], Coding] = {}
    for coding in analysis.codings:
        if coding.variable == "form" and coding.code in FORMS:
            key = (coding.comment, coding.span)
            if key not in best or sureness(coding) > sureness(best[key]):
                best[key] = coding
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for coding in best.values():
        counts[coding.comment][coding.code or ""] += 1
    return counts
