"""How far the coder ``linear`` counts beside the encoder, by kind of place.

Fitted on the rows kept for calibration, which neither of the two has learned from: the linear weights are fitted anew
on the rows that the encoder learned from. A slope for each of the two and an offset for each code make the
probabilities fit (stacking, Wolpert 1992); what decides is set for macro-F1, as in ``calibration``.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from discourse.coders.linear.model import Matrix
from discourse.coders.neural.encoder import Encoder
from discourse.coders.neural.weights import Blend
from discourse.training.encoder.calibration import PULL, Judged, deciding, known_of, weights_of
from discourse.training.encoder.judging import scores_of
from discourse.training.encoder.rows import CALIBRATED, HELD_OUT, LEARNED, form_items, part_of, reply_item
from discourse.training.linear.fit import Fit, cases_of, fit, matrix, open_codes
from discourse.training.linear.tasks import TASKS, Source
from discourse.training.sources import labelled as sources
from discourse.training.sources.labelled import Labelled

Array = np.ndarray[Any, Any]
Part = Callable[[Labelled], int]
_FOLDED = {"iac", "cdcp", "cmv units"}
"""Sources of which a fifth is kept out."""


class Lesson(NamedTuple):
    """Linear weights fitted on some rows of a variable, none where it has none, and the kinds of place they know."""

    variable: str
    found: Fit | None
    kinds: tuple[str, ...]

    def scores(self, rows: Sequence[Labelled], kind: str) -> Matrix:
        """Return rows × codes: summed weights and base rates of a kind of place."""
        if self.found is None:
            return np.zeros((len(rows), len(TASKS[self.variable].codes)))
        columns = matrix(TASKS[self.variable], rows)
        return np.asarray(columns @ self.found.weights + self.found.base[self.kinds.index(kind)])


def lesson(folder: Path, variable: str, parts: Sequence[int] = (LEARNED,)) -> Lesson:
    """Return linear weights of reply stance or form, fitted on the rows that are in these parts."""
    task = TASKS[variable]
    kept = [_within(source, parts) for source in task.load(folder)]
    kept = [source for source in kept if source.rows]
    if not kept:
        return Lesson(variable, None, ())
    cases = cases_of(task, kept)
    return Lesson(variable, fit(task, cases), cases.kinds)


def _within(source: Source, parts: Sequence[int]) -> Source:
    part = _part_in(source.name)
    return source.only([part(row) in parts for row in source.rows])


def _part_in(name: str) -> Part:
    """Return what tells the part of a row of a source, as the encoder has them."""
    if name == "mask mandate":
        return lambda _: HELD_OUT
    if name in {"cmv modes", "judged replies"}:
        return lambda _: LEARNED
    return lambda row: part_of(row.group, name in _FOLDED)


def blends(by: Encoder, folder: Path) -> dict[str, dict[str, Blend]]:
    """Return the blends of reply stance and form; toward a target the encoder alone is better."""
    found: dict[str, dict[str, Blend]] = {}
    for variable, judged in (("reply_stance", _replies), ("form", _forms)):
        learned = lesson(folder, variable)
        if learned.found:
            found[variable] = {kind: blended(variable, *of) for kind, *of in judged(by, folder, learned) if len(of[0])}
    return found


Kept = Iterable[tuple[str, Array, Array, Array, Array]]
"""A kind of place, the encoder's scores, those of the linear weights, which codes are right, and the sources."""


def _replies(by: Encoder, folder: Path, learned: Lesson) -> Kept:
    for kind, name, rows in (
        ("comment", "rumoureval", sources.rumoureval(folder)),
        ("quoted", "iac", sources.iac(folder)),
    ):
        kept = [row for row in rows if _part_in(name)(row) == CALIBRATED]
        yield _judged(by, learned, kind, kept, lambda row: reply_item(row, CALIBRATED, by.tokenize))


def _judged(by: Encoder, learned: Lesson, kind: str, rows: Sequence[Labelled], item: Callable[[Labelled], Any]) -> Any:
    scores = scores_of(by, learned.variable, [item(row) for row in rows])
    right = open_codes(TASKS[learned.variable], rows) > 0
    return kind, scores, learned.scores(rows, kind), right, np.zeros(len(rows), np.int64)


def _forms(by: Encoder, folder: Path, learned: Lesson) -> Kept:
    items = form_items(folder, by.tokenize)
    found: list[tuple[Array, Array, Array, Array]] = []
    for kind, name, rows in (
        ("rules", "cdcp", sources.cdcp(folder)),
        ("debate", "cmv units", sources.cmv_units(folder)),
    ):
        kept = [row for row in rows if _part_in(name)(row) == CALIBRATED]
        here = [one for one in items if one.part == CALIBRATED and one.source == name]
        right = open_codes(TASKS["form"], kept) > 0
        numbers = np.full(len(kept), len(found))
        found.append((scores_of(by, "form", here), learned.scores(kept, kind), right, numbers))
        yield (kind, *found[-1])
    own, beside, right, numbers = (np.concatenate(parts) for parts in zip(*found, strict=True))
    yield "page", own, beside, right, numbers


def blended(variable: str, own: Array, beside: Array, right: Array, of: Array) -> Blend:
    """Return the blend that fits the rows."""
    from scipy.optimize import minimize

    judged = Judged(variable, own, right, of)
    weight, known = weights_of(of), known_of(judged)

    def loss(values: Array) -> float:
        logits = np.where(known, own * values[0] + beside * values[1] + values[2:], -1e9)
        total = np.logaddexp.reduce(logits, axis=1)
        best = np.logaddexp.reduce(np.where(right, logits, -1e9), axis=1)
        return float(weight @ (total - best) + PULL * values[2:] @ values[2:])

    start = np.concatenate([[0.5, 0.5], np.zeros(own.shape[1])])
    bounds = [(0.05, 3.0), (0.0, 3.0), *[(-3.0, 3.0)] * own.shape[1]]
    values = np.round(minimize(loss, start, method="L-BFGS-B", bounds=bounds).x, 4)
    logits = own * values[0] + beside * values[1] + values[2:]
    decision = deciding(judged._replace(scores=logits), (np.zeros(own.shape[1]), -values[2:]))
    offset, added = (tuple(map(float, row)) for row in (values[2:], decision))
    return Blend(float(values[0]), float(values[1]), offset, added)
