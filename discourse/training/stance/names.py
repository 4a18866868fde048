"""The net for names: what it learns from, and what nets make of rows that they have not seen.

It reads a name beside a comment with the word vectors of the net for statements, so it adds only its own arrays. How
far it counts beside the linear weights is told by all labelled rows, each judged by a net, and by linear weights, that
were fitted without its group (``linear.fit.folds_of``).
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from discourse.coders.linear.stances import CODES
from discourse.coders.pairs import NAMES, Shipped
from discourse.coders.pairs.arrays import halved
from discourse.training.linear.fit import Trained, folds_of
from discourse.training.linear.tasks import Source
from discourse.training.pairs.fit import Learned, Plan, fit_all
from discourse.training.pairs.written import write_net
from discourse.training.stance.rows import cases_of
from discourse.training.stance.sides import Left, scores_of

WIDTH, EPOCHS = 48, 5


def train_names(trained: Trained, sides: Shipped, output: Path) -> Left:
    """Learn the net for names from the rows of the linear weights, and write it beside the net for statements.

    Returned is how nets and weights that had not seen them judge the labelled rows.
    """
    learned, *parts = _fitted([trained.sources, *_without_each_fold(trained)], sides)
    about = {
        "codes": CODES,
        "learned from": {source.name: len(source.rows) for source in trained.sources},
        "made by": "discourse train stance",
    }
    write_net(learned, NAMES, about, output)
    return _left_out(trained, sides, parts)


def names_left_out(trained: Trained, sides: Shipped) -> Left:
    """Return how nets and linear weights judge the labelled rows that they have not seen."""
    return _left_out(trained, sides, _fitted(_without_each_fold(trained), sides))


def _without_each_fold(trained: Trained) -> list[tuple[Source, ...]]:
    """Return for each fold the rows of the sources that are fitted on when it is left out."""
    ends = np.cumsum([len(source.rows) for source in trained.sources])[:-1]
    found = []
    for known, _ in folds_of(trained.cases, trained.sources):
        kept = np.zeros(len(trained.cases.group), bool)
        kept[known] = True
        parts = zip(trained.sources, np.split(kept, ends), strict=True)
        found.append(tuple(source.only(part.tolist()) for source, part in parts))
    return found


def _fitted(lessons: Sequence[Sequence[Source]], sides: Shipped) -> list[Learned]:
    return fit_all(lessons, cases_of, Plan(EPOCHS, WIDTH, vectors=sides.word_vectors))


def _left_out(trained: Trained, sides: Shipped, learned: Sequence[Learned]) -> Left:
    rows = [row for source in trained.sources for row in source.rows]
    found = np.full((len(rows), len(CODES)), np.nan)
    for part, (_, left) in zip(learned, folds_of(trained.cases, trained.sources), strict=True):
        net = sides._replace(weights=halved(part.weights))
        found[left] = scores_of(net, [rows[number] for number in left.tolist()])
    judged = np.flatnonzero(np.isfinite(found).all(axis=1))
    return Left(trained.held_out[judged], found[judged], trained.cases.allowed[judged])
