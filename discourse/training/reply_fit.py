"""The weights and trees of reply inference, fitted on threads whose links are known.

First a conditional logit over each comment's candidates (McFadden 1974) with a ridge penalty, on about as many comments
of each source; a few of its weights are held near a value set by hand (``PRIOR``). On top of it boosted trees on the
same likelihood (Friedman 2001), on all comments. Each source counts as much as the square root of its comments, so that
no one of them decides. Temperatures are chosen on threads that were left out of the fit. Only numbers are kept.
"""

import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from discourse.errors import ReadError
from discourse.model import ShownOrder
from discourse.replies.evidence import ARTICLE_EVIDENCE, COMMENT_EVIDENCE
from discourse.replies.gathered import Gathered
from discourse.replies.trees import NODE, Trees
from discourse.replies.walk import COLUMNS, Step, first_look, walk
from discourse.replies.weights import Weights, tempered
from discourse.training.reply_sources import DEV, Known, load

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
NEVER_NESTED = ("forum, quotes hidden", "chat")
"""Readers of a flat forum or chat answer the last post; where replies are indented they do not."""
TEMPERATURES = np.arange(0.6, 2.55, 0.05)
FOLDS = 4
_FOLDS_FOR_TEMPERATURE = 3
Array = Any


class View(NamedTuple):
    """A way to show a thread whose links are known: in which order, and whether with the times and votes."""

    name: str
    order: ShownOrder
    timed: bool

    def of(self, known: Known) -> Known:
        """Return the thread as shown this way, its comments still oldest first."""
        return known if self.timed else known.untimed()


VIEWS: dict[str, tuple[View, ...]] = {
    "flat": (
        View("oldest", "oldest", timed=True),
        View("oldest, no times", "oldest", timed=False),
        View("unsorted", "unknown", timed=False),
    ),
    "nested": (View("nested", "nested", timed=True), View("nested, no times", "nested", timed=False)),
}
"""The kinds of pages, which have weights of their own, and how each is shown; the first of these is learned from."""


class Growth(NamedTuple):
    """How trees are grown."""

    trees: int
    rate: float
    leaves: int


GROWTHS = {"flat": Growth(trees=280, rate=0.07, leaves=28), "nested": Growth(trees=240, rate=0.07, leaves=20)}
_LEAST_IN_LEAF = 40
_SHARE_OF_COMMENTS, _SHARE_OF_EVIDENCE = 0.4, 0.4
_PENALTY = 1.0
_BINS = 64
_LEAST_BEND = 1e-4


class Case(NamedTuple):
    """One comment whose parent is known, with its options as inference sees them.

    ``full`` is the evidence for all options, candidates' beside the article's, and ``true`` tells which are right;
    ``rows``, ``scores`` and ``best`` are those of the ``Step``, ``right`` tells which of these are right.
    """

    source: str
    full: NDArray[np.float32]
    true: NDArray[np.bool_]
    rows: NDArray[np.float32]
    scores: Array
    right: NDArray[np.bool_]
    probabilities: Array
    chosen: int
    number: int


def fold_of(known: Known, folds: int = FOLDS) -> int:
    """Return which part a thread belongs to; the same thread with and without quotes belongs to one part."""
    return zlib.crc32(known.thread.article.source.encode()) % folds


def cases(
    threads: Iterable[Known], order: ShownOrder, by: Weights, in_use: bool = True, whole: bool = False
) -> list[Case]:
    """Return the comments with known parents; what those before answer is guessed ``in_use``, else taken as known.

    ``whole`` ones have the evidence for all options, which only the weights need, instead of the rows for the trees.
    """
    return [case for known in threads for case in _cases(known.shown(order), order == "nested", by, (in_use, whole))]


def _cases(shown: Known, nested: bool, by: Weights, use: tuple[bool, bool]) -> Iterator[Case]:
    in_use, whole = use
    parents = shown.parents
    of = Gathered(shown.thread.article, shown.thread.comments)
    given = [None if in_use or found is None else max(found) for found in parents]
    look = None if whole else first_look(of, given, by, nested)
    for step in walk(of, given, by, nested, look):
        if (wanted := parents[step.comment]) is not None:
            yield _case(shown.source, step, wanted, whole)


def _case(source: str, step: Step, wanted: frozenset[int], whole: bool) -> Case:
    true = np.isin(np.append(step.candidates, -1), list(wanted))
    wide = step.for_comments.shape[1]
    full = np.zeros((len(true) if whole else 0, wide + len(step.for_article)), dtype=np.float32)
    if whole:
        full[:-1, :wide] = step.for_comments
        full[-1, wide:] = step.for_article
    return Case(
        source=source,
        full=full,
        true=true,
        rows=step.rows,
        scores=step.scores,
        right=true[step.best],
        probabilities=step.settled[step.best],
        chosen=step.best.tolist().index(step.chosen) if step.chosen in step.best else len(step.best) - 1,
        number=len(wanted),
    )


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
    weight = _case_weights([case.source for case in listed])
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


def _case_weights(sources: Sequence[str]) -> Array:
    _, at, counts = np.unique(sources, return_inverse=True, return_counts=True)
    share = np.sqrt(counts) / counts
    return share[at] / share[at].mean()


def grown(found: Iterable[Case], growth: Growth) -> Trees:
    """Return trees that add to the weights' scores what raises the likelihood, each fitted to what those before leave.

    The likelihood is that of a softmax over the options of each comment, of which several may be right; each leaf
    takes one Newton step of it (Friedman 2001; the trees are the histogram-based ones of scikit-learn, after LightGBM,
    Ke et al. 2017).
    """
    from sklearn.ensemble._hist_gradient_boosting.binning import _BinMapper  # the public classes take no such loss

    listed = [case for case in found if case.right.any()]
    groups = _Groups.of(listed)
    binning = _BinMapper(n_bins=_BINS, random_state=0, n_threads=1)
    binned = binning.fit_transform(np.concatenate([case.rows for case in listed]))
    scores = np.concatenate([case.scores for case in listed])
    chance = np.random.default_rng(0)
    tables: list[NDArray[Any]] = []
    for number in range(growth.trees):
        taken = (chance.random(len(listed)) < _SHARE_OF_COMMENTS)[groups.group]
        first, second = groups.slopes(scores)
        tree = _tree(np.asfortranarray(binned[taken]), (first[taken], second[taken]), growth, number, binning)
        scores = scores + tree.predict_binned(binned, binning.missing_values_bin_idx_, 1)
        tables.append(_table(tree.nodes, sum(map(len, tables))))
    return Trees(np.concatenate(tables))


class _Groups(NamedTuple):
    """The options of many comments in one row: the comment of each, where each comment's begin, what is right."""

    group: Array
    starts: Array
    right: Array
    weight: Array

    @classmethod
    def of(cls, listed: Sequence[Case]) -> Self:
        lengths = np.array([len(case.rows) for case in listed])
        group = np.repeat(np.arange(len(listed)), lengths)
        return cls(
            group=group,
            starts=np.cumsum(lengths) - lengths,
            right=np.concatenate([case.right / case.right.sum() for case in listed]),
            weight=_case_weights([case.source for case in listed])[group],
        )

    def slopes(self, scores: Array) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the first and the second derivative of the loss by each score."""
        odds = np.exp(scores - np.maximum.reduceat(scores, self.starts)[self.group])
        share = odds / np.add.reduceat(odds, self.starts)[self.group]
        first = (share - self.right) * self.weight
        second = np.maximum(share * (1 - share), _LEAST_BEND) * self.weight
        return first.astype(np.float32), second.astype(np.float32)


def _tree(binned: Array, slopes: tuple[Array, Array], growth: Growth, seed: int, binning: Any) -> Any:
    from sklearn.ensemble._hist_gradient_boosting.grower import TreeGrower

    make: Any = TreeGrower
    grower = make(
        binned,
        *slopes,
        max_leaf_nodes=growth.leaves,
        min_samples_leaf=_LEAST_IN_LEAF,
        l2_regularization=_PENALTY,
        shrinkage=growth.rate,
        feature_fraction_per_split=_SHARE_OF_EVIDENCE,
        rng=np.random.default_rng(seed),
        n_bins=_BINS,
        n_bins_non_missing=binning.n_bins_non_missing_,
        n_threads=1,  # several add up in another order on each run
    )
    grower.grow()
    return grower.make_predictor(binning.bin_thresholds_)


def _table(nodes: Any, first: int) -> NDArray[Any]:
    """Return a tree as a table of nodes, counted from ``first``."""
    table = np.zeros(len(nodes), dtype=NODE)
    own, is_leaf = np.arange(len(nodes)) + first, nodes["is_leaf"].astype(bool)
    table["root"][0] = True
    table["feature"] = np.where(is_leaf, 0, nodes["feature_idx"])
    table["most"] = np.where(is_leaf, np.inf, nodes["num_threshold"])
    table["left"] = np.where(is_leaf, own, nodes["left"].astype(np.int64) + first)
    table["right"] = np.where(is_leaf, own, nodes["right"].astype(np.int64) + first)
    table["value"] = np.where(is_leaf, nodes["value"], 0)
    return table


def fitted(threads: Iterable[Known], kind: str) -> Weights:
    """Return the weights with their trees for pages of one kind, the temperature still 1."""
    order = VIEWS[kind][0].order
    usable = [known for known in of_kind(threads, kind) if not known.source.endswith(DEV)]
    pages = [page for known in usable for page in known.varied()]
    linear = weights_of(pages, order)
    return replace(linear, trees=grown(cases(pages, order, linear), GROWTHS[kind]))


def of_kind(threads: Iterable[Known], kind: str) -> list[Known]:
    """Return the threads that pages of this kind may show."""
    return [known for known in threads if kind != "nested" or not known.source.startswith(NEVER_NESTED)]


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
    weight = _case_weights([case.source for case in found])
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
