"""The plain baseline: TF-IDF and balanced logistic regression, fitted on the rows of the same kind of place."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from benchmarks.coding.figures import Ints
from benchmarks.coding.sets import PublicSet, numbers
from discourse.training.linear.fit import FOLDS, Trained
from discourse.training.sources.labelled import Labelled

WORD = r"(?u)\w+|[?!]"


class Baseline:
    """TF-IDF with logistic regression beside a trained linear coder: the same rows, the same folds.

    It reads words and pairs of words of the text, question and exclamation marks among them, and the words of what it
    answers, stands under or is about. It learns from the sources of the set's own kind of place, from all of them where
    that set is never learned from.
    """

    def __init__(self, trained: Trained) -> None:
        self._trained = trained
        self._known: dict[tuple[str, tuple[str, ...]], _Fitted] = {}

    def answers(self, one: PublicSet) -> Ints:
        """Return the class given to each row measured."""
        if one.source:
            return self._in_folds(one)
        key = (one.kind, tuple(one.classes))
        if key not in self._known:
            sources = [source for source in self._trained.sources if one.without or source.kind == one.kind]
            self._known[key] = _Fitted([row for source in sources for row in source.rows], one)
        return self._known[key].answers(one.rows)

    def _in_folds(self, one: PublicSet) -> Ints:
        rows = [row for source in self._trained.sources for row in source.rows]
        is_own = np.repeat(
            [source.name == one.source for source in self._trained.sources],
            [len(source.rows) for source in self._trained.sources],
        )
        found = np.full(len(rows), -1)
        groups = self._trained.cases.group
        for known, left in GroupKFold(FOLDS).split(groups, groups=groups):
            fitted = _Fitted([rows[number] for number in known if is_own[number]], one)
            left_own = left[is_own[left]]
            found[left_own] = fitted.answers([rows[number] for number in left_own])
        return np.asarray(found[is_own & (numbers(rows, one.classes) >= 0)])


class _Fitted:
    """A baseline fitted on rows, those of no class left out."""

    def __init__(self, rows: Sequence[Labelled], one: PublicSet) -> None:
        label = numbers(list(rows), one.classes)
        kept = [row for row, number in zip(rows, label, strict=True) if number >= 0]
        self._text = TfidfVectorizer(ngram_range=(1, 2), token_pattern=WORD, sublinear_tf=True, min_df=2)
        self._beside = TfidfVectorizer(sublinear_tf=True, min_df=2)
        self._text.fit([row.text for row in kept])
        beside = [_beside(row) for row in kept]
        self._has_beside = any(beside)
        if self._has_beside:
            self._beside.fit(beside)
        self._model = LogisticRegression(class_weight="balanced", max_iter=300)
        self._model.fit(self._columns(kept), label[label >= 0])

    def answers(self, rows: Sequence[Labelled]) -> Ints:
        """Return the class given to each row."""
        return np.asarray(self._model.predict(self._columns(rows)), np.int64)

    def _columns(self, rows: Sequence[Labelled]) -> csr_matrix:
        text = self._text.transform([row.text for row in rows])
        if not self._has_beside:
            return csr_matrix(text)
        return csr_matrix(hstack([text, self._beside.transform([_beside(row) for row in rows])]))


def _beside(row: Labelled) -> str:
    return " ".join(part for part in (row.target, row.parent, row.context) if part)
