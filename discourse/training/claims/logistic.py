"""Logistic models: of named columns that are centred and scaled, or one for each thing that texts do or say."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.coders.columns import Bools, Floats, Ints
from discourse.coders.learned.levels import Levels
from discourse.coders.learned.logistic import Logistic, log_odds
from discourse.coders.learned.products import in_one_thread

_ROUNDS = 200
_LEVELS = 127


class Labels(NamedTuple):
    """The codes to tell, what each counts, and the row of the table that each is of: all in order, if unsaid."""

    code: NDArray[Any]
    worth: Floats | None = None
    row: Ints | slice = slice(None)


def spread_of(table: Floats) -> tuple[Floats, Floats]:
    """Return what the columns of a table are centred by and scaled with."""
    return table.mean(axis=0), np.maximum(table.std(axis=0), 1e-6)


def sum_of_columns(names: tuple[str, ...], table: Floats, labels: Labels, free: float) -> Logistic:
    """Return the likeliest model of codes by named columns, rows × columns; ``free`` is the inverse of the ridge."""
    from sklearn.linear_model import LogisticRegression

    centre, scale = spread_of(table)
    fit = LogisticRegression(C=free, tol=1e-10, max_iter=20_000)
    with in_one_thread():
        fit.fit(((table - centre) / scale)[labels.row], labels.code, labels.worth)
    return Logistic(names, table.min(axis=0), table.max(axis=0), centre, scale, fit.coef_.T, fit.intercept_)


def logistic_fits(table: Any, does: Bools, free: float) -> tuple[Floats, Floats]:
    """Return weights and constants of a logistic model of each column of ``does``; without cases no weight tells."""
    from sklearn.linear_model import LogisticRegression

    weights, constant = np.zeros((table.shape[1], does.shape[1])), log_odds(does.mean(axis=0))
    with in_one_thread():
        for deed in np.flatnonzero(does.any(axis=0)).tolist():
            model = LogisticRegression(C=free, max_iter=_ROUNDS).fit(table, does[:, deed])
            weights[:, deed], constant[deed] = model.coef_[0], model.intercept_[0]
    return weights, constant


def levels_of(weights: Floats) -> Levels:
    """Return weights of hashed columns in eight bits."""
    scale = (np.maximum(np.abs(weights).max(axis=0), 1e-9) / _LEVELS).astype(np.float32).astype(np.float64)
    return Levels(np.clip(np.round(weights / scale), -_LEVELS, _LEVELS).astype(np.int8), scale)
