"""The weights and trees of reply inference, fitted on threads whose links are known.

First a conditional logit over each comment's candidates (McFadden 1974) with a ridge penalty, on about as many comments
of each source; a few of its weights are held near a value set by hand (``PRIOR``). On top of it boosted trees on the
same likelihood (Friedman 2001), on all comments. Each source counts as much as the square root of its comments, so that
no one of them decides. Temperatures are chosen on threads that were left out of the fit. Only numbers are kept.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from discourse.errors import ReadError
from discourse.model import ShownOrder
from discourse.replies.evidence import ARTICLE_EVIDENCE, COMMENT_EVIDENCE
from discourse.replies.trees import NODE, Trees
from discourse.replies.walk import COLUMNS
from discourse.replies.weights import Weights, tempered
from discourse.training.replies.cases import FOLDS, VIEWS, Array, Case, case_weights, cases, fold_of, of_kind
from discourse.training.replies.trees import GROWTHS, grown
from discourse.training.sources.linked import DEV, Known, load

RIDGE = 1.0
PRIOR = {
    "quoted": 5.0,
    "named at the start": 5.0,
    "named at the start, latest of its author": 1.5,
    "names an author at the start": -1.0,
    "names the article's author at the start": 2.5,
    "asks openly": 0.6,
    "asks openly, of the same": 4.0,
    "asks openly, to an answer": 1.2,
    "open question taken up": 7.0,
    "asks last, to an answer": 0.6,
    "asks on a condition": -0.8,
}
"""What to expect of evidence that is plain to any reader and too rare in these sources to be learned from them."""
PRIOR_RIDGE = 30.0
MOST_COMMENTS = 400
"""About so many comments of each source fit the weights; the trees take all."""
NEUTRAL = Weights(comments=np.zeros(len(COMMENT_EVIDENCE)), article=np.zeros(len(ARTICLE_EVIDENCE)), temperature=1.0)
TEMPERATURES = np.arange(0.6, 2.55, 0.05)
_FOLDS_FOR_TEMPERATURE = 3


def weights_of(pages: Sequence[Known], order: ShownOrder) -> Weights:
    """Return weights fitted twice: with the true links before each comment, then with those that they guess.

    A chat is left to the trees: who begins a conversation there names whom it is for, too.
    """
    some = limited(page for page in pages if page.source != "chat")
    first = fit(cases(some, order, NEUTRAL, in_use=False, whole=True))
    return fit(cases(some, order, first, whole=True))


def limited(threads: Iterable[Known]) -> list[Known]:
    """Return so many threads of each source as have about ``MOST_COMMENTS`` comments together."""
    taken: dict[str, int] = defaultdict(int)
    kept = []
    for known in threads:
        if taken[known.source] < MOST_COMMENTS:
            taken[known.source] += sum(parents is not None for parents in known.parents)
            kept.append(known)
    return kept


def fit(found: Iterable[Case]) -> Weights:
    """Return the weights of highest penalised likelihood, of the cases with a right option among theirs."""
    listed = [case for case in found if case.true.any()]
    rows = np.concatenate([case.full for case in listed])
    starts = np.concatenate([[0], np.cumsum([len(case.full) for case in listed])[:-1]])
    target = starts + np.array([int(case.true.argmax()) for case in listed])
    weight = case_weights([case.source for case in listed])
    scale = np.sqrt((rows.astype(np.float64) ** 2).mean(axis=0)) + 0.05
    expected, ridge = _prior(scale)
    group = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(rows))))

    def loss(scaled: Array) -> tuple[float, Array]:
        beta = scaled / scale
        scores = rows @ beta.astype(np.float32)
        scores = scores - np.maximum.reduceat(scores, starts)[group]
        odds = np.exp(scores, dtype=np.float64)
        totals = np.add.reduceat(odds, starts)
        value = weight @ (np.log(totals) - scores[target])
        share = (odds / totals[group]) * weight[group]
        gradient = rows.T @ share.astype(np.float32) - rows[target].T @ weight.astype(np.float32)
        off = scaled - expected
        return value + ridge @ off**2 / 2, gradient / scale + ridge * off

    solved = minimize(loss, expected, jac=True, method="L-BFGS-B", options={"maxiter": 400})
    fitted = (solved.x / scale).round(3)
    return Weights(comments=fitted[: len(COMMENT_EVIDENCE)], article=fitted[len(COMMENT_EVIDENCE) :], temperature=1.0)


def _prior(scale: Array) -> tuple[Array, Array]:
    """Return the expected weights on the scale of the fit, and how hard to pull toward them."""
    expected = np.array([PRIOR.get(name, 0.0) for name in [*COMMENT_EVIDENCE, *ARTICLE_EVIDENCE]])
    return expected * scale, np.where(expected, PRIOR_RIDGE / scale**2, RIDGE)


def fitted(threads: Iterable[Known], kind: str) -> Weights:
    """Return the weights with their trees for pages of one kind, the temperature still 1."""
    order = VIEWS[kind][0].order
    usable = [known for known in of_kind(threads, kind) if not known.source.endswith(DEV)]
    pages = [page for known in usable for page in known.varied()]
    linear = weights_of(pages, order)
    return replace(linear, trees=grown(cases(pages, order, linear), GROWTHS[kind]))


def held_out(threads: Sequence[Known], kind: str, fold: int, folds: int = FOLDS) -> dict[str, list[Case]]:
    """Return by view the cases of one part, judged by what was fitted on the others, never on development sets.

    They come without their evidence.
    """
    by = fitted([known for known in threads if fold_of(known, folds) != fold], kind)
    own = [known for known in of_kind(threads, kind) if fold_of(known, folds) == fold]
    return {view.name: list(map(_bare, cases(map(view.of, own), view.order, by))) for view in VIEWS[kind]}


def _bare(case: Case) -> Case:
    return case._replace(full=case.full[:0], rows=case.rows[:0])


def all_held_out(threads: Sequence[Known], folds: int = FOLDS) -> dict[str, dict[str, list[Case]]]:
    """Return by kind and view the cases of all parts, each part judged by what was fitted on the others."""
    found: dict[str, dict[str, list[Case]]] = {kind: defaultdict(list) for kind in VIEWS}
    with ProcessPoolExecutor(initializer=_hold, initargs=(threads,)) as pool:
        jobs = [(kind, pool.submit(_held_out_here, kind, fold, folds)) for kind in VIEWS for fold in range(folds)]
        for kind, job in jobs:
            for view, listed in job.result().items():
                found[kind][view] += listed
    return found


_HELD: list[Known] = []
"""What a worker process works on."""


def _hold(threads: Sequence[Known]) -> None:
    _HELD[:] = threads


def _held_out_here(kind: str, fold: int, folds: int) -> dict[str, list[Case]]:
    return held_out(_HELD, kind, fold, folds)


def _fitted_here(kind: str) -> Weights:
    return fitted(_HELD, kind)


def best_temperature(found: Sequence[Case]) -> float:
    """Return by how much to divide the scores so that the truth becomes most likely, a miss costing 1 in 1000."""
    weight = case_weights([case.source for case in found])
    costs = [weight @ [_surprise(case, temperature) for case in found] for temperature in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(costs))])


def _surprise(case: Case, temperature: float) -> float:
    odds = tempered(case.probabilities, temperature)
    return -float(np.log(max(odds[case.right].sum(), 1e-3)))


def train(folder: Path, into: Path) -> None:
    """Fit on all that the folder holds but the development sets, and write ``weights.json`` and the trees.

    Temperatures are chosen on parts that were left out of a fit.
    """
    threads = list(load(folder))
    if not threads:
        raise ReadError(f"{folder}: no thread with known links was found; give the folder that holds the data sets")
    into.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(initializer=_hold, initargs=(threads,)) as pool:
        found = dict(zip(VIEWS, pool.map(_fitted_here, VIEWS), strict=True))
    judged = all_held_out(threads, _FOLDS_FOR_TEMPERATURE)
    stored: dict[str, Any] = {"about": " ".join((__doc__ or "").split())}
    for kind, by in found.items():
        stored[kind] = {
            "comments": _by_name(COMMENT_EVIDENCE, by.comments),
            "article": _by_name(ARTICLE_EVIDENCE, by.article),
            "temperature": _temperatures(kind, judged[kind]),
            "trees": {"columns": list(COLUMNS), "sha256": _saved(by.trees, into / f"trees_{kind}.npy")},
        }
    (into / "weights.json").write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def _temperatures(kind: str, judged: Mapping[str, list[Case]]) -> dict[str, float]:
    """Return the temperature of each order, from all its views."""
    listed: dict[str, list[Case]] = defaultdict(list)
    for view in VIEWS[kind]:
        listed[view.order] += judged[view.name]
    found = {order: round(best_temperature(cases_), 2) for order, cases_ in listed.items()}
    # newest first is the same comments, read from the other end
    return found | {"newest": found["oldest"]} if "oldest" in found else found


def _saved(trees: Trees | None, path: Path) -> str:
    """Write the trees and return the checksum of the file."""
    np.save(path, trees.nodes if trees else np.zeros(0, dtype=NODE), allow_pickle=False)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _by_name(names: Sequence[str], numbers: Array) -> dict[str, float]:
    return dict(zip(names, map(float, numbers), strict=True))
