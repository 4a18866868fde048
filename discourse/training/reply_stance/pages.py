"""Fit how the reply stance of comments on pages is judged, on our threads and those of others (``topics``, ``others``).

Each thread is read twice: with its claims coded, and as where no claims are coded. A comment counts mostly for the code
that fits it best, a little for the others that can be defended. Beside them stand comments that a language model coded,
of saved pages and of a forum, whose claims nobody coded.

What the weights learned elsewhere say of a code counts for that code alone, by one number, and so do words that show a
code; no mark counts against the code that it shows. People who write threads avoid plain words of denial, and a model
that may choose learns from that to take them for something else.

Claims tell reply stance, and reply stance tells of what status claims are. So that nothing goes round, claims are told
by a model of their own, which knows of no claims: fit these first, then ``discourse train conversation``, then these
again, which leaves that one as it is. That model has a few marks only: what is fitted on the same threads after it
would believe one with hundreds of columns more than it is worth elsewhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.coders.claims.acts import acts_in
from discourse.coders.columns import CODES, gathered
from discourse.coders.learned.logistic import Floats, Logistic, written
from discourse.coders.learned.products import in_one_thread
from discourse.coders.linear.exchanges import Reading
from discourse.coders.linear.page_columns import (
    ARTICLE,
    LEARNED,
    OTHER,
    SAME,
    SHOWN,
    Known,
    column_names,
    speaking,
)
from discourse.coders.linear.pages import ALONE, FILE, PREFERRED, STANCE, given
from discourse.coders.linear.replies import names
from discourse.coders.linear.reply_coding import claims_in, columns_and_kinds
from discourse.coders.neural.encoder import encoder
from discourse.coders.neural.reading import around
from discourse.coders.neural.weights import ENCODER
from discourse.coders.sides import no_sides, sides
from discourse.replies.build import reply_graph
from discourse.training.reply_stance.judged_pages import Judged, judged_comments
from discourse.training.reply_stance.judges import Exchange, Judge, by_encoder, by_linear, names_of
from discourse.training.sources.others import others
from discourse.training.sources.topics import Topic, topics

DEFENDED = 0.15
"""What a comment counts for the other codes that can be defended, all together."""
BOOST = 0.15
"""How far rare codes are preferred: 0 for not at all, 1 for as much as they are rare."""
_FREE, _FREE_ALONE, _FREE_VECTOR = 0.02, 0.004, 0.0003
"""How free the weights beside the two scores are: the inverse of the ridge; harder held where claims are told by it,
and those of the encoder's vectors, whose many numbers say alike."""
_SELDOM, _NARROW = 10, 0.05
"""Comments that have a column which counts, and the least that a column is taken to be spread."""
_FEW = (
    "asks first", "asks yes-no", "asks wh", "asks in a word", "parent asks", "negates", "opens:yes",
    "thanks", "approve", "sign:laugh", "quotes a word",
)  # fmt: skip
"""Marks by which claims are told; those were kept that make other threads of ours more likely."""
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
    models = _models_by(by_linear, (data, pages), place)
    _write(models, output, "discourse train page-stance")


def train_beside_encoder(data: Path, pages: Path, output: Path, place: Path | None = None) -> None:
    """Fit the same beside the encoder in use; claims are told without it, so by no model of its own."""
    models = _models_by(by_encoder, (data, pages), place)
    kept = {name: model for name, model in models.items() if name != ALONE}
    _write(kept, output, "discourse train page-stance --coder neural", {ENCODER: encoder().card.sha256})


def _models_by(judge: Judge, folders: tuple[Path, Path], place: Path | None) -> Models:
    read = cases_of(chain(topics(place), others(*folders)), judge)
    return models_of([*read, *map(case_of_judged, judged_comments(*folders, judge))])


def _write(models: Models, output: Path, command: str, more: Mapping[str, str] | None = None) -> None:
    about = {
        "attribution": "Fitted on threads of our own, corpora/topics, and on codes of our own, corpora/others.",
        "made_by": command,
    }
    output.mkdir(parents=True, exist_ok=True)
    (output / FILE).write_text(written(models, about | dict(more or {})), "utf-8")


def cases_of(read: Iterable[Topic], judge: Judge = by_linear) -> list[Case]:
    """Return the threads of topics as they are read, with what a judge says of their comments."""
    return [case for topic in read if len((case := case_of(topic, judge)).best)]


def case_of(topic: Topic, judge: Judge = by_linear) -> Case:
    """Return a thread as it is read, with what a judge says of its comments."""
    graph = reply_graph(topic.thread)
    threads, answered = gathered([(topic.thread, graph)]), around(topic.thread, graph)
    said = [Exchange(*each) for each in zip((comment.text for comment in topic.thread.comments), answered, strict=True)]
    reading = Reading.of(threads)
    judged = reading.judged
    found = sides(claims_in(reading, topic.codebook), threads.parent, acts_in(topic.codebook))
    tables: tuple[list[Floats], list[Floats]] = ([], [])
    for batch in reading.batches(judged):
        columns, kinds = columns_and_kinds(reading, batch)
        heard, turns = judge([said[row] for row in batch.number.tolist()], columns, kinds), threads.turns(batch.number)
        for table, told in zip(tables, (found.taken(batch.number), no_sides(len(batch.number))), strict=True):
            table.append(heard.table(columns, Known(kinds, told, turns)))
    right = [topic.reply_stances[topic.thread.comments[number].id] for number in judged.tolist()]
    coded, without = (np.concatenate(table or [np.zeros((len(column_names()), 0))], axis=1) for table in tables)
    return Case(
        topic.name,
        coded,
        without,
        np.array([_CODES.index(codes[0]) for codes in right], np.int64),
        np.array([[code in codes for code in _CODES] for codes in right], bool).reshape(-1, len(_CODES)),
    )


def case_of_judged(judged: Judged) -> Case:
    """Return comments that were coded without their claims."""
    defended = judged.code[:, None] == np.arange(len(_CODES))
    return Case(judged.page, judged.columns, judged.columns, judged.code, defended)


def models_of(cases: Sequence[Case]) -> Models:
    """Return the models fitted on cases."""
    usual = np.bincount(np.concatenate([case.best for case in cases]), minlength=len(_CODES))
    preferred = -BOOST * np.log(np.maximum(usual, 1) / max(usual.sum(), 1))
    nothing = np.zeros(0)
    shares = [_shares(case) for case in cases]
    twice = [part for case in cases for part in (case.columns, case.without)]
    often = sum((case.columns != 0).sum(axis=1) for case in cases)
    rows = np.flatnonzero(often >= _SELDOM)
    alone = np.array([column_names().index(name) for name in (*LEARNED, *SHOWN, ARTICLE, *_FEW)])
    return {
        STANCE: _fitted(rows, twice, [each / 2 for each in shares for _ in range(2)], _FREE),
        ALONE: _fitted(alone, [case.without for case in cases], shares, _FREE_ALONE),
        PREFERRED: Logistic((), nothing, nothing, nothing, nothing, np.zeros((0, len(_CODES))), preferred),
    }


def _fitted(rows: NDArray[np.int64], tables: Sequence[Floats], wanted: Sequence[Floats], free: float) -> Logistic:
    """Return the model of the codes by some columns, given columns × comments and what these count for each code."""
    columns = tuple(names_of(tables[0])[row] for row in rows.tolist())
    table, shares = np.concatenate([table[rows] for table in tables], axis=1).T, np.concatenate(wanted)
    centre, scale = table.mean(axis=0), np.maximum(table.std(axis=0), _NARROW)
    parts = _parts(columns)
    tied = parts.any(axis=(0, 2))
    centre[tied], scale[tied] = 0.0, 1.0
    own = np.stack([table @ part for part in parts], axis=1)
    named = tuple(columns[row] for row in np.flatnonzero(~tied).tolist())
    known = set(column_names())
    ridges = np.array([[free if name in known else _FREE_VECTOR] for name in named])
    held = _Held(_signs(named), ridges)
    worth, beside, constant = _most_likely(own, ((table - centre) / scale)[:, ~tied], shares, held)
    weights = np.tensordot(worth, parts, 1)
    weights[~tied] = beside
    return Logistic(columns, table.min(axis=0), table.max(axis=0), centre, scale, weights, constant)


def _parts(columns: tuple[str, ...]) -> Floats:
    """Return which columns count for which code by one number: numbers × columns × codes."""
    parts = np.zeros((len(_TIED), len(columns), len(_CODES)))
    for number, tied in enumerate(_TIED):
        for column, code in tied.items():
            if column in columns:
                parts[number, columns.index(column), _CODES.index(code)] = 1.0
    return parts


def _signs(columns: tuple[str, ...]) -> NDArray[np.int64]:
    """Return, columns × codes, 1 where a mark shows the code, -1 where it shows another, 0 where it shows none."""
    found = np.zeros((len(columns), len(_CODES)), np.int64)
    place = {name: number for number, name in enumerate(names())}
    for column, name in enumerate(columns):
        if name in place and speaking()[:, place[name]].any():
            found[column] = -1
            found[column, int(speaking()[:, place[name]].argmax())] = 1
    return found


class _Held(NamedTuple):
    """What holds the weights of columns: their signs, columns × codes, and the ridge of each."""

    signs: NDArray[np.int64]
    free: Floats


def _most_likely(own: Floats, beside: Floats, shares: Floats, held: _Held) -> tuple[Floats, Floats, Floats]:
    """Return what each score counts for its own code, what columns beside count, and the constant.

    ``own`` is comments × scores × codes. The likeliest weights are returned, but for the ridge on those beside, and
    none has another sign than its own.
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
        slope = [(own * beyond[:, None]).sum(axis=(0, 2)), (beside.T @ beyond + weights / held.free).ravel()]
        ridge = float((weights**2 / (2 * held.free)).sum())
        return ridge - float((shares * chances).sum()), np.concatenate([*slope, beyond.sum(axis=0)])

    start = np.concatenate([_START, np.zeros((columns + 1) * codes)])
    of_sign = {0: (None, None), 1: (0.0, None), -1: (None, 0.0)}
    bounds = [(least, None) for least in _LEAST] + [of_sign[sign] for sign in held.signs.ravel().tolist()]
    bounds += [(None, None)] * codes
    tight = {"maxiter": 5_000, "ftol": 1e-13, "gtol": 1e-7}
    with in_one_thread():
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
    known = dict(zip(names_of(columns), columns, strict=True))
    shares = models[STANCE].shares(known)
    return Told(shares, given(shares, known, models[PREFERRED]))
