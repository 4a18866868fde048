"""Fit the linear coder: a multinomial logit with shared weights and base rates of their own for each kind of place.

Where a label leaves several codes open, their probabilities count together (Jin and Ghahramani 2002). Weights are held
near nothing by a ridge; base rates are free, so that no source's share of codes leaks into the words. Calibration and
preference for rare codes are set on rows whose group was not fitted on, in five folds.
"""

import hashlib
import json
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar
from scipy.sparse import csr_matrix, vstack
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

from discourse.coders.learned.levels import Levels
from discourse.coders.linear.leaning import usual_shares
from discourse.coders.linear.model import BITS, Features, Matrix, Model, file_names, probabilities, softmax
from discourse.errors import DiscourseError
from discourse.training.linear.tasks import AT_ONCE, TASKS, Source, Task
from discourse.training.sources.labelled import Labelled

FOLDS = 5
JUDGED = 0.8
"""How far rows that have both a label and a larger model's shares are learned from the shares."""
Weights = NDArray[np.float64]
Rows = NDArray[np.int64]


class Cases(NamedTuple):
    """Rows ready to be fitted on: columns, the codes that each leaves open, its kind of place, worth and group.

    ``shares`` are those that a larger model gives the codes, 0 throughout where it gave none. Rows of one ``thread``
    are of one group and about one target.
    """

    columns: csr_matrix
    allowed: Matrix
    kind: NDArray[np.int64]
    worth: Matrix
    group: list[str]
    kinds: tuple[str, ...]
    shares: Matrix
    thread: NDArray[np.int64]


class Fit(NamedTuple):
    """Weights, columns × codes, and base rates, kinds × codes."""

    weights: Weights
    base: Weights


class Trained(NamedTuple):
    """A model, and what the folds gave each row that they were not fitted on: summed weights and base, else NaN.

    ``base`` has the base rates of the fit, kinds × codes, before any were told anew by rows not fitted on.
    """

    model: Model
    held_out: Matrix
    cases: Cases
    sources: tuple[Source, ...]
    base: Weights


def matrix(task: Task, rows: Sequence[Labelled]) -> csr_matrix:
    """Return the columns of rows, the named ones first."""
    parts = [_matrix(task, task.columns(rows[at : at + AT_ONCE])) for at in range(0, len(rows), AT_ONCE)]
    return vstack(parts).tocsr() if parts else csr_matrix((0, len(task.names()) + (1 << BITS)))


def _matrix(task: Task, features: Features) -> csr_matrix:
    first = len(task.names())
    hashed = features.cells
    row = np.concatenate([features.named.row, hashed.row])
    column = np.concatenate([features.named.column, hashed.column + first])
    value = np.concatenate([features.named.value, hashed.value]).astype(np.float64)
    return csr_matrix((value, (row, column)), shape=(features.texts, first + (1 << BITS)))


def open_codes(task: Task, rows: Sequence[Labelled]) -> Matrix:
    """Return rows × codes, 1 where the label leaves the code open."""
    return np.array([[float(code in row.allowed) for code in task.codes] for row in rows]).reshape(-1, len(task.codes))


def cases_of(task: Task, sources: Sequence[Source]) -> Cases:
    """Return the rows of all sources."""
    kinds = tuple(dict.fromkeys(source.kind for source in sources))
    sizes = [len(source.rows) for source in sources]
    return Cases(
        columns=vstack([matrix(task, source.rows) for source in sources]).tocsr(),
        allowed=np.concatenate([open_codes(task, source.rows) for source in sources]),
        kind=np.repeat([kinds.index(source.kind) for source in sources], sizes),
        worth=np.repeat([source.worth for source in sources], sizes),
        group=[f"{source.name} {row.group}" for source in sources for row in source.rows],
        kinds=kinds,
        shares=np.concatenate([_shares(task, source) for source in sources]),
        thread=_threads(sources),
    )


def _threads(sources: Sequence[Source]) -> NDArray[np.int64]:
    """Return the number of the thread of each row: what is said in one group toward one target."""
    known: dict[tuple[str, str, str], int] = {}
    rows = ((source.name, row.group, row.target) for source in sources for row in source.rows)
    return np.array([known.setdefault(row, len(known)) for row in rows], np.int64)


def _shares(task: Task, source: Source) -> Matrix:
    return np.zeros((len(source.rows), len(task.codes))) if source.judged is None else source.judged


def fit(task: Task, cases: Cases, kept: NDArray[np.int64] | None = None) -> Fit:
    """Return the weights and base rates of the rows kept, of all of them without ``kept``."""
    kept = np.arange(len(cases.group)) if kept is None else kept
    whole = cases.columns[kept]
    used = np.flatnonzero(whole.getnnz(axis=0))
    columns, allowed, worth = whole[:, used].tocsr(), cases.allowed[kept], cases.worth[kept][:, None]
    shares = cases.shares[kept]
    trust = _trust(allowed, shares)
    turned, places = columns.T.tocsr(), np.eye(len(cases.kinds))[cases.kind[kept]]
    codes, size = len(task.codes), len(used) * len(task.codes)
    toward, ridge = (part[used] for part in (_toward(task, whole.shape[1]), task.ridges(whole.shape[1])))

    def loss(flat: Weights) -> tuple[float, Weights]:
        weights, base = flat[:size].reshape(-1, codes), flat[size:].reshape(-1, codes)
        found = softmax(columns @ weights + places @ base)
        right = found * allowed
        total = right.sum(axis=1, keepdims=True) + 1e-12
        off = (found - (1 - trust) * right / total - trust * shares) * worth
        apart = weights - toward
        value = -(worth * (1 - trust) * np.log(total)).sum() + (ridge * apart**2).sum() / 2
        value -= (worth * trust * shares * np.log(found + 1e-12)).sum()
        return float(value), np.concatenate([(turned @ off + ridge * apart).ravel(), (places.T @ off).ravel()])

    start = np.concatenate([toward.ravel(), np.zeros(len(cases.kinds) * codes)])
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": task.rounds}).x
    weights = _toward(task, cases.columns.shape[1])
    weights[used] = best[:size].reshape(-1, codes)
    return Fit(weights, best[size:].reshape(-1, codes))


def _trust(allowed: Matrix, shares: Matrix) -> Matrix:
    """Return how far each row is learned from the larger model's shares, the rest from its label."""
    is_judged, is_open = shares.sum(axis=1, keepdims=True) > 0, allowed.all(axis=1, keepdims=True)
    return np.where(is_judged, np.where(is_open, 1.0, JUDGED), 0.0)


def _toward(task: Task, columns: int) -> Weights:
    """Return the weights that all are pulled toward: the task's prior for named columns, nothing for others."""
    toward = np.zeros((columns, len(task.codes)))
    if task.prior is not None:
        toward[: len(task.names())] = task.prior()
    return toward


def train(task: Task, sources: Sequence[Source]) -> Trained:
    """Return the model of all sources, and what folds by group gave the rows that they had not seen.

    By one thread: several would share sums, and their number would change the last digits.
    """
    kept = tuple(sorted((source for source in sources if source.rows), key=_is_judged_alone))
    if not kept:
        raise DiscourseError(f"no labelled rows of {task.variable} found; give the folder that holds the data sets")
    with threadpool_limits(1):
        return _trained(task, kept)


def _trained(task: Task, kept: tuple[Source, ...]) -> Trained:
    cases = cases_of(task, kept)
    if len(set(cases.group)) < FOLDS:
        raise DiscourseError(f"the rows of {task.variable} are of fewer than {FOLDS} groups; give more data sets")
    held_out = np.full_like(cases.allowed, np.nan)
    for known, left in folds_of(cases, kept):
        held_out[left] = _left_out(task, cases, known, left)
    found = fit(task, cases)
    return Trained(as_model(task, cases, found, held_out), held_out, cases, kept, found.base)


def _left_out(task: Task, cases: Cases, known: Rows, left: Rows) -> Matrix:
    found = fit(task, cases, known)
    return np.asarray(cases.columns[left] @ found.weights + found.base[cases.kind[left]])


def folds_of(cases: Cases, sources: Sequence[Source]) -> list[tuple[Rows, Rows]]:
    """Return the rows to fit on and those left out: five folds of labelled rows by group.

    Rows that a larger model judged, which come last, are fitted on wherever their group is not left out.
    """
    names = [row.group for source in sources for row in source.rows]
    groups = cases.group[: sum(len(source.rows) for source in sources if not _is_judged_alone(source))]
    found = []
    for known, left in GroupKFold(FOLDS).split(groups, groups=groups):
        out = {names[number] for number in left}
        judged = [number for number in range(len(groups), len(names)) if names[number] not in out]
        found.append((np.concatenate([known, np.array(judged, np.int64)]), left))
    return found


def _is_judged_alone(source: Source) -> bool:
    return source.judged is not None and all(len(row.allowed) > 1 for row in source.rows)


def as_model(task: Task, cases: Cases, found: Fit, held_out: Matrix) -> Model:
    """Return the model: weights as shipped (int8 for hashed columns), calibrated on the rows held out."""
    first = len(task.names())
    hashed, scale = quantised(found.weights[first:])
    base, usual, sharpness, boost = {}, {}, {}, {}
    for kind in task.metric:
        at = cases.kinds.index(kind) if kind in cases.kinds else None
        here = np.flatnonzero(cases.kind == at) if at is not None else np.arange(0)
        if not len(here):
            continue
        sharpness[kind], offset = _calibrated(task, held_out[here], cases.allowed[here])
        base[kind] = rounded_row(found.base[cases.kinds.index(kind)] + offset)
        probability = softmax((held_out[here] + offset) * sharpness[kind])
        usual[kind] = rounded_row(probability.mean(axis=0))
        boost[kind] = _boost(task, (probability, cases.thread[here]), cases.allowed[here], kind)
    return Model(
        codes=task.codes,
        names=task.names(),
        named=found.weights[:first].astype(np.float32),
        hashed=Levels(hashed, scale.astype(np.float64)),
        base=base,
        usual=usual,
        sharpness=sharpness,
        boost=boost,
        counts={kind: _counts(task, kind) for kind in usual} if task.reserve < 1 else None,
    )


def _counts(task: Task, kind: str) -> tuple[float, ...]:
    return tuple(1.0 if code in task.metric[kind] else task.reserve for code in task.codes)


def quantised(weights: Weights) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return weights as int8, and what each code's are multiplied by."""
    scale = (np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127).astype(np.float32)
    return np.rint(weights / scale).astype(np.int8), scale


def rounded_row(row: Weights) -> tuple[float, ...]:
    """Return numbers as a model's JSON file has them."""
    return tuple(round(float(value), 4) + 0.0 for value in row)


def _calibrated(task: Task, held_out: Matrix, allowed: Matrix) -> tuple[float, Weights]:
    """Return what scores are multiplied by, and what is added to the base rates before; nothing where these stand.

    Where labels are learned from a larger model's softened shares for the most part, codes seem more alike in how
    common they are than they are, so base rates are set by the labels of rows not fitted on (Platt 1999).
    """
    codes = allowed.shape[1]
    if not task.rebased:
        return _sharpness(held_out, allowed), np.zeros(codes)

    def loss(flat: Weights) -> tuple[float, Weights]:
        found = softmax(held_out * flat[0] + flat[1:])
        right = found * allowed
        total = right.sum(axis=1, keepdims=True) + 1e-12
        off = (found - right / total) / len(found)
        return float(-np.log(total).mean()), np.append((off * held_out).sum(), off.sum(axis=0))

    best = minimize(loss, np.append(1.0, np.zeros(codes)), jac=True, method="L-BFGS-B").x
    sharpness = round(float(max(best[0], 0.3)), 3)
    return sharpness, np.asarray(best[1:] / sharpness)


def _sharpness(held_out: Matrix, allowed: Matrix) -> float:
    """Return what scores are best multiplied by, for the likelihood of rows not fitted on (Guo et al. 2017)."""

    def loss(factor: float) -> float:
        right = (softmax(held_out * factor) * allowed).sum(axis=1)
        return float(-np.log(right + 1e-12).mean())

    return round(float(minimize_scalar(loss, bounds=(0.3, 2.0), method="bounded").x), 3)


def _boost(task: Task, judged: tuple[Matrix, Rows], allowed: Matrix, kind: str) -> float:
    """Return the preference for rare codes with the best mean F1 on rows not fitted on: probabilities and threads."""
    probability, thread = judged
    usual = probability.mean(axis=0)
    whole = usual_shares(usual.tolist(), probability, thread) if task.leaning else usual[None]
    (whole, _), (probability, allowed) = told_apart(whole, allowed), told_apart(probability, allowed)
    usual = np.maximum(whole, 1e-3)
    scored = [(mean_f1(task, probability / usual**boost, allowed, task.metric[kind]), -boost) for boost in task.boosts]
    return -max(scored)[1]


def told_apart(probability: Matrix, allowed: Matrix) -> tuple[Matrix, Matrix]:
    """Return probabilities and open codes, those that no label tells apart counted as one, the last of them."""
    summed, left = probability.copy(), allowed.copy()
    for first, last in combinations(range(allowed.shape[1]), 2):
        if left[:, first].any() and (left[:, first] == left[:, last]).all():
            summed[:, last] += summed[:, first]
            summed[:, first] = left[:, first] = 0.0
    return summed, left


def mean_f1(task: Task, preference: Matrix, allowed: Matrix, codes: Sequence[str]) -> float:
    """Return the mean F1 of codes; a label that leaves several open counts as the code given, if among them."""
    given = preference.argmax(axis=1)
    truth = allowed.argmax(axis=1)
    truth = np.where(allowed[np.arange(len(given)), given] > 0, given, truth)
    labels = [number for number, code in enumerate(task.codes) if code in codes and (allowed[:, number] > 0).any()]
    return float(f1_score(truth, given, labels=labels, average="macro", zero_division=0))


def write(trained: Trained, name: str, output: Path) -> None:
    """Write the model of a task, by its name: named weights, hashed ones as int8, JSON with hashes and provenance."""
    output.mkdir(parents=True, exist_ok=True)
    model, variable = trained.model, TASKS[name].variable
    about_name, named_name, hashed_name = file_names(name)
    np.save(output / named_name, model.named.astype(np.float32), allow_pickle=False)
    np.save(output / hashed_name, model.hashed.level, allow_pickle=False)
    about: dict[str, object] = {
        "variable": variable,
        "codes": model.codes,
        "names": model.names,
        "base": model.base,
        "usual": model.usual,
        "sharpness": model.sharpness,
        "boost": model.boost,
        "scale": [float(value) for value in model.hashed.scale],
        "sha256": {
            file: hashlib.sha256((output / file).read_bytes()).hexdigest() for file in (named_name, hashed_name)
        },
        "learned from": {source.name: len(source.rows) for source in trained.sources},
        "made by": f"discourse train {variable.replace('_', '-')}",
    }
    if model.counts:
        about["counts"] = model.counts
    if model.pairs:
        about["pairs"] = model.pairs
    (output / about_name).write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", "utf-8")


def predicted(task: Task, model: Model, rows: Sequence[Labelled], kind: str) -> Matrix:
    """Return the probabilities that a model gives rows."""
    return probabilities(model, summed(task, model, rows), kind)


def summed(task: Task, model: Model, rows: Sequence[Labelled]) -> Matrix:
    """Return the summed weights of rows, rows × codes."""
    columns, first = matrix(task, rows), len(task.names())
    hashed = model.hashed.level * model.hashed.scale
    return np.asarray(columns[:, :first] @ model.named.astype(np.float64) + columns[:, first:] @ hashed)
