"""The nets for sides learned anew, written, and set beside the linear weights of stance."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from discourse.coders.linear.leaning import STATEMENT
from discourse.coders.linear.model import Matrix, Model, softmax
from discourse.coders.linear.stance_coding import beside_net, sided
from discourse.coders.linear.stances import CODES
from discourse.coders.pairs import Asked, Shipped, scores
from discourse.coders.pairs.arrays import SCALES, SIDES, VECTORS, read_net, rounded
from discourse.coders.words import read_words
from discourse.errors import DiscourseError
from discourse.training.linear.fit import Trained, rounded_row, summed
from discourse.training.linear.tasks import Source, Task
from discourse.training.pairs.fit import Learned, fit
from discourse.training.pairs.written import write_net
from discourse.training.sources.labelled import Labelled
from discourse.training.stance.rows import cases_of, is_kept_out, pair_sources

LEAST = 10
"""Rows by which the net is weighed beside the linear weights, at least."""


def train_net(data: Path, output: Path) -> Shipped:
    """Learn the net from all sets in the folder, write its files, and return it as written."""
    sources = [source for source in map(known, pair_sources(data)) if source.rows]
    write(fit(cases_of(sources)), sources, output)
    return read_net({name: (output / name).read_bytes() for name in SIDES.all})


def known(source: Source) -> Source:
    """Return a source without the rows that are kept out."""
    return source.only([not is_kept_out(row.group) for row in source.rows])


def write(learned: Learned, sources: Sequence[Source], output: Path) -> None:
    """Write the net for statements: vectors as int8 with their scales, then as ``write_net``."""
    output.mkdir(parents=True, exist_ok=True)
    for name, array in zip((VECTORS, SCALES), rounded(learned.vectors), strict=True):
        np.save(output / name, array, allow_pickle=False)
    rows = {source.name: len(source.rows) for source in sources}
    about = {"codes": CODES, "learned from": rows, "made by": "discourse train stance"}
    write_net(learned, SIDES, about, output)


def scores_of(net: Shipped, rows: Sequence[Labelled]) -> Matrix:
    """Return the net's scores of rows, rows × codes."""
    found = np.zeros((len(rows), len(CODES)))
    for target in dict.fromkeys(row.target for row in rows):
        here = [number for number, row in enumerate(rows) if row.target == target]
        found[here] = scores(net, Asked(read_words([target]), read_words([rows[number].text for number in here])))
    return found


def predicted(task: Task, model: Model, net: Shipped, rows: Sequence[Labelled], kind: str) -> Matrix:
    """Return the probabilities that the linear model and the net beside it give rows."""
    scored = summed(task, model, rows)
    return beside_net(model, kind, scored, lambda numbers: scores_of(net, [rows[at] for at in numbers.tolist()]))


class Left(NamedTuple):
    """Rows that neither the net nor the linear weights have seen: scores of both, and the codes left open."""

    linear: Matrix
    net: Matrix
    allowed: NDArray[np.float64]


def beside(trained: Trained, left: Left, kind: str) -> Model:
    """Return the linear model with a net beside it in a kind of place, both weighed by rows that neither has seen.

    First what scores count for which side is taken, by rows that take one; then what those of the net count for whether
    any is, and the base rate of none. Each is the likeliest for these rows (Platt 1999); what is usual is their mean.
    Raises DiscourseError where too few of these rows take a side.
    """
    if (left.allowed[:, 2] == 0).sum() < LEAST:
        raise DiscourseError(f"fewer than {LEAST} rows of stance are left to weigh the net by; give more data sets")
    sharpness, ahead, favored = _of_sides(left)
    counted = (round(ahead / sharpness, 3), 0.0)
    scored = left.linear * sharpness + sided(left.net, counted) * sharpness
    scored[:, 0] += favored
    apart, base = _of_none(scored, left)
    counted = (counted[0], round(apart / sharpness, 3))
    fitted = trained.base[trained.cases.kinds.index(kind)] + np.array([favored, 0.0, base]) / sharpness
    model = trained.model._replace(
        base=trained.model.base | {kind: rounded_row(fitted)},
        sharpness=trained.model.sharpness | {kind: sharpness},
        pairs=(trained.model.pairs or {}) | {kind: counted},
    )
    scored[:, 2] += apart * _apart(left.net) + base
    return model._replace(usual=model.usual | {kind: rounded_row(softmax(scored).mean(axis=0))})


def _of_sides(left: Left) -> tuple[float, float, float]:
    """Return what the linear scores and the net's are multiplied by, and what is added for favor."""
    rows = np.flatnonzero(left.allowed[:, 2] == 0)
    sign = left.allowed[rows, 0] - left.allowed[rows, 1]
    columns = np.stack([*(part[rows, 0] - part[rows, 1] for part in (left.linear, left.net)), np.ones(len(rows))], 1)

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        wrong = 1 / (1 + np.exp(np.clip(sign * (columns @ flat), -60, 60)))
        return float(-np.log(1 - wrong + 1e-12).mean()), -(wrong * sign) @ columns / len(rows)

    bounds = [(0.1, 5), (0, 5), (-5, 5)]
    best = minimize(loss, np.array([0.5, 0.5, 0]), jac=True, method="L-BFGS-B", bounds=bounds).x
    return round(float(best[0]), 3), float(best[1]), float(best[2])


def _of_none(scored: Matrix, left: Left) -> tuple[float, float]:
    """Return what the net's scores are multiplied by for none, and what is added."""
    none = left.allowed[:, 2]
    ahead = scored[:, 2] - np.logaddexp(scored[:, 0], scored[:, 1])

    def loss(flat: Matrix) -> float:
        return float(np.logaddexp(0, -(2 * none - 1) * (ahead + flat[0] * _apart(left.net) + flat[1])).mean())

    best = minimize(loss, np.array([0.5, 0.0]), method="L-BFGS-B", bounds=[(0, 5), (-9, 9)]).x
    return float(best[0]), float(best[1])


def _apart(net: Matrix) -> Matrix:
    return np.asarray(net[:, 2] - net[:, :2].mean(axis=1))


def left_out(trained: Trained, net: Shipped) -> Left:
    """Return how the net for statements and the linear weights judge the rows that are kept out of both."""
    places = [
        (at, row)
        for at, (source, row) in enumerate((source, row) for source in trained.sources for row in source.rows)
        if source.kind == STATEMENT and is_kept_out(row.group)
    ]
    numbers, rows = [at for at, _ in places], [row for _, row in places]
    return Left(trained.held_out[numbers], scores_of(net, rows), trained.cases.allowed[numbers])
