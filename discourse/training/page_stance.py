"""Fit how the reply stance of comments on pages is judged, on our threads and those of others (``topics``, ``others``).

Each thread is read twice: with its claims coded, and as where no claims are coded. A comment counts mostly for the code
that fits it best, a little for the others that can be defended.

What the weights learned elsewhere say of a code counts for that code alone, by one number, and so do words that show a
code. People who write threads avoid plain words of denial, and a model that may choose learns from that to take them
for something else.

Claims tell reply stance, and reply stance tells of what status claims are. So that nothing goes round, claims are told
by a model of their own, which knows of no claims: fit these first, then ``discourse train conversation``, then these
again, which leaves that one as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.coders.acts import acts_in
from discourse.coders.columns import CODES, gathered
from discourse.coders.linear.exchanges import Reading
from discourse.coders.linear.page_columns import (
    CLAIMS,
    COLUMNS,
    LEARNED,
    OTHER,
    SAME,
    SHOWN,
    page_columns,
)
from discourse.coders.linear.pages import ALONE, FILE, PREFERRED, STANCE, given, learned_odds
from discourse.coders.linear.reply_coding import claims_in, columns_and_kinds
from discourse.coders.logistic import Floats, Logistic, written
from discourse.coders.sides import no_sides, sides
from discourse.replies.build import reply_graph
from discourse.training.others import others
from discourse.training.topics import Topic, topics

DEFENDED = 0.15
"""What a comment counts for the other codes that can be defended, all together."""
BOOST = 0.15
"""How far rare codes are preferred: 0 for not at all, 1 for as much as they are rare."""
_FREE = 0.01
"""How free the weights beside the two scores are: the inverse of the ridge."""
_CODES = CODES["reply_stance"]
_TIED = (
    dict(zip(LEARNED, _CODES, strict=True)),
    *({column: code} for column, code in zip(SHOWN, _CODES, strict=False)),
    {SAME: "support"},
    {OTHER: "deny"},
)
"""Columns that count for one code and no other, by what is worth the same in all of them."""
_START = (0.5, 1.0, 1.0, 1.0, 1.0, 1.0)
"""What these are worth at first in the fit."""
_LEAST = (0.0, 0.0, 1.3, 0.0, 0.0, 0.0)
"""What they are worth at least; by hand for words of denial, which people who write threads avoid."""

Models = Mapping[str, Logistic]


class Case(NamedTuple):
    """The comments of a thread as they were read, with claims and without: columns × comments each.

    ``defended`` is comments × codes: which codes can be defended; ``best`` has the number of the best of them.
    """

    topic: str
    columns: Floats
    without: Floats
    best: NDArray[np.int64]
    defended: NDArray[np.bool_]


def train(data: Path, pages: Path, output: Path, place: Path | None = None) -> None:
    """Fit the models and write them to ``output``: on threads of others, and on those of a folder, ours where none.

    The words of others are read from folders of public sets and of saved pages.
    """
    models = models_of(cases_of(chain(topics(place), others(data, pages))))
    output.mkdir(parents=True, exist_ok=True)
    about = {
        "attribution": "Fitted on threads of our own, corpora/topics, and on codes of our own, corpora/others.",
        "made_by": "discourse train page-stance",
    }
    (output / FILE).write_text(written(models, about), "utf-8")


def cases_of(read: Iterable[Topic]) -> list[Case]:
    """Return the threads of topics as they are read."""
    return [case_of(topic) for topic in read]


def case_of(topic: Topic) -> Case:
    """Return a thread as it is read."""
    threads = gathered([(topic.thread, reply_graph(topic.thread))])
    reading = Reading.of(threads)
    judged = reading.judged
    found = sides(claims_in(reading, topic.codebook), threads.parent, acts_in(topic.codebook))
    tables: tuple[list[Floats], list[Floats]] = ([], [])
    for batch in reading.batches(judged):
        columns, kinds = columns_and_kinds(reading, batch)
        learned = learned_odds(columns, kinds)
        for table, told in zip(tables, (found.taken(batch.number), no_sides(len(batch.number))), strict=True):
            named = page_columns(columns, kinds, learned, told)
            table.append(np.stack([named[name] for name in COLUMNS]))
    right = [topic.reply_stances[topic.thread.comments[number].id] for number in judged.tolist()]
    coded, without = (np.concatenate([np.zeros((len(COLUMNS), 0)), *table], axis=1) for table in tables)
    return Case(
        topic.name,
        coded,
        without,
        np.array([_CODES.index(codes[0]) for codes in right], np.int64),
        np.array([[code in codes for code in _CODES] for codes in right], bool).reshape(-1, len(_CODES)),
    )


def models_of(cases: Sequence[Case]) -> Models:
    """Return the models fitted on cases."""
    usual = np.bincount(np.concatenate([case.best for case in cases]), minlength=len(_CODES))
    preferred = -BOOST * np.log(np.maximum(usual, 1) / max(usual.sum(), 1))
    nothing = np.zeros(0)
    shares = [_shares(case) for case in cases]
    rows = [row for row, name in enumerate(COLUMNS) if name not in CLAIMS]
    twice = [part for case in cases for part in (case.columns, case.without)]
    return {
        STANCE: _fitted(COLUMNS, twice, [each / 2 for each in shares for _ in range(2)]),
        ALONE: _fitted(tuple(COLUMNS[row] for row in rows), [case.without[rows] for case in cases], shares),
        PREFERRED: Logistic((), nothing, nothing, nothing, nothing, np.zeros((0, len(_CODES))), preferred),
    }


def _fitted(names: tuple[str, ...], tables: Sequence[Floats], wanted: Sequence[Floats]) -> Logistic:
    """Return the model of the codes, given tables of columns × comments and what these count for each code."""
    table, shares = np.concatenate(tables, axis=1).T, np.concatenate(wanted)
    centre, scale = table.mean(axis=0), np.maximum(table.std(axis=0), 1e-6)
    parts = _parts(names)
    tied = parts.any(axis=(0, 2))
    centre[tied], scale[tied] = 0.0, 1.0
    own = np.stack([table @ part for part in parts], axis=1)
    worth, beside, constant = _most_likely(own, ((table - centre) / scale)[:, ~tied], shares)
    weights = np.tensordot(worth, parts, 1)
    weights[~tied] = beside
    return Logistic(names, table.min(axis=0), table.max(axis=0), centre, scale, weights, constant)


def _parts(names: tuple[str, ...]) -> Floats:
    """Return which columns count for which code by one number: numbers × columns × codes."""
    parts = np.zeros((len(_TIED), len(names), len(_CODES)))
    for number, tied in enumerate(_TIED):
        for column, code in tied.items():
            if column in names:
                parts[number, names.index(column), _CODES.index(code)] = 1.0
    return parts


def _most_likely(own: Floats, beside: Floats, shares: Floats) -> tuple[Floats, Floats, Floats]:
    """Return what each score counts for its own code, what columns beside count, and the constant.

    ``own`` is comments × scores × codes. The likeliest weights are returned, but for the ridge on those beside.
    """
    from scipy.optimize import minimize
    from scipy.special import log_softmax

    many, codes, columns = own.shape[1], len(_CODES), beside.shape[1]

    def parts(values: Floats) -> tuple[Floats, Floats, Floats]:
        return values[:many], values[many:-codes].reshape(columns, codes), values[-codes:]

    def cost(values: Floats) -> tuple[float, Floats]:
        worth, weights, constant = parts(values)
        logits = np.tensordot(own, worth, (1, 0)) + beside @ weights + constant
        chances = log_softmax(logits, axis=1)
        beyond = np.exp(chances) * shares.sum(axis=1, keepdims=True) - shares
        slope = [(own * beyond[:, None]).sum(axis=(0, 2)), (beside.T @ beyond + weights / _FREE).ravel()]
        ridge = float((weights**2).sum()) / (2 * _FREE)
        return ridge - float((shares * chances).sum()), np.concatenate([*slope, beyond.sum(axis=0)])

    start = np.concatenate([_START, np.zeros((columns + 1) * codes)])
    bounds = [(least, None) for least in _LEAST] + [(None, None)] * (len(start) - many)
    tight = {"maxiter": 5_000, "ftol": 1e-13, "gtol": 1e-7}
    return parts(minimize(cost, start, jac=True, method="L-BFGS-B", bounds=bounds, options=tight).x)


def _shares(case: Case) -> Floats:
    """Return what each comment counts for each code."""
    others = case.defended.copy()
    others[np.arange(len(others)), case.best] = False
    many = others.sum(axis=1, keepdims=True)
    shares = others * DEFENDED / np.maximum(many, 1)
    shares[np.arange(len(others)), case.best] = 1 - shares.sum(axis=1)
    return np.asarray(shares, np.float64)


class Told(NamedTuple):
    """What models say of the comments of a case: the probabilities of the codes, and the code given."""

    shares: Floats
    given: NDArray[np.int64]


def judged_by(columns: Floats, models: Models) -> Told:
    """Return what models say of columns × comments."""
    known = dict(zip(COLUMNS, columns, strict=True))
    shares = models[STANCE].shares(known)
    return Told(shares, given(shares, known, models[PREFERRED]))
