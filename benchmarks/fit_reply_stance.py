"""Fit the weights of the reply stance coder: ``python -m benchmarks.fit_reply_stance DATA``.

A multinomial logit over cues, pulled toward the hand-made prior (lexicon/reply_stance_prior.toml) by a ridge penalty,
on RumourEval 2019 train, IAC v1 pairs and SubReddit-MaskMandate together. Each set weighs the same and has its own
intercepts while the weights are fitted, so that no set's share of codes leaks into the words; the two shipped
intercepts (to the article, to a comment) are fitted afterwards. Only numbers are written.
"""

import argparse
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, vstack

from benchmarks import public_sets
from discourse.coders.reply_stance.coding import CODES, Weights
from discourse.coders.reply_stance.features import reply_features
from discourse.coders.reply_stance.reading import read_comment

RIDGE = 20.0
BALANCE = 0.6
RARE = 15


@dataclass(frozen=True)
class Row:
    """A pair as the model sees it: names of features, code, whether it answers the root, and its group."""

    names: tuple[str, ...]
    label: str
    to_root: bool
    group: str

    @property
    def allowed(self) -> tuple[str, ...]:
        """The codes that the label leaves open: a neutral pair that asks may be a query or a comment."""
        if self.label != "neutral":
            return (self.label,)
        return ("query", "comment") if "asks" in self.names else ("comment",)


@dataclass(frozen=True)
class Model:
    """Weights (features × codes) and the two intercepts."""

    names: tuple[str, ...]
    weights: np.ndarray
    to_article: np.ndarray
    to_comment: np.ndarray

    def probabilities(self, rows: Sequence[Row]) -> np.ndarray:
        """Return rows × codes."""
        intercepts = np.where([[row.to_root] for row in rows], self.to_article, self.to_comment)
        return softmax(design(rows, self.names) @ self.weights + intercepts)


def rows_of(pairs: Sequence[public_sets.Pair]) -> list[Row]:
    """Return the pairs' features."""
    return [Row(names_of(pair), pair.label, pair.to_root, pair.group) for pair in pairs]


@cache
def names_of(pair: public_sets.Pair) -> tuple[str, ...]:
    """Return the names of a pair's features."""
    found = reply_features(read_comment(pair.text, "en"), read_comment(pair.parent, "en"))
    return tuple(feature.name for feature in found)


def softmax(scores: np.ndarray) -> np.ndarray:
    """Return the scores of each row as probabilities."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: np.ndarray = raised / raised.sum(axis=1, keepdims=True)
    return shares


def design(rows: Sequence[Row], names: Sequence[str]) -> csr_matrix:
    """Return rows × features, 1 where the feature shows."""
    place = {name: number for number, name in enumerate(names)}
    cells = [(number, place[name]) for number, row in enumerate(rows) for name in row.names if name in place]
    at = np.array(cells).reshape(-1, 2)
    return csr_matrix((np.ones(len(at)), (at[:, 0], at[:, 1])), shape=(len(rows), len(names)))


def prior(names: Sequence[str]) -> np.ndarray:
    """Return the hand-made weights, features × codes."""
    path = files("discourse") / "coders" / "lexicon" / "reply_stance_prior.toml"
    table = tomllib.loads(path.read_text("utf-8"))
    return np.array([[table[code].get(name, 0.0) for code in CODES] for name in names])


def importance(sets: Sequence[Sequence[Row]]) -> np.ndarray:
    """Return one weight a row: each set counts the same, its rare codes more (share to the power -BALANCE)."""
    parts = []
    for rows in sets:
        counts = Counter(row.label for row in rows)
        part = np.array([counts[row.label] ** -BALANCE for row in rows])
        parts.append(part / part.sum())
    return np.concatenate(parts) * sum(map(len, sets)) / len(sets)


def fit(sets: Sequence[Sequence[Row]], ridge: float = RIDGE) -> Model:
    """Return the model fitted to several sets together."""
    counts = Counter(name for rows in sets for row in rows for name in row.names)
    hand = files("discourse") / "coders" / "lexicon" / "reply_stance_prior.toml"
    known = {name for code in tomllib.loads(hand.read_text("utf-8")).values() for name in code}
    names = tuple(sorted({name for name, times in counts.items() if times >= RARE} | known))
    weights = _weights(sets, names, ridge)
    return Model(names, weights, _intercept(sets, names, weights, True), _intercept(sets, names, weights, False))


def _weights(sets: Sequence[Sequence[Row]], names: Sequence[str], ridge: float) -> np.ndarray:
    matrix = vstack([design(rows, names) for rows in sets]).tocsr()
    allowed = open_codes(row for rows in sets for row in rows)
    member = np.eye(len(sets))[np.repeat(np.arange(len(sets)), [len(rows) for rows in sets])]
    share, hand, size = importance(sets)[:, None], prior(names), len(names) * len(CODES)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights, intercepts = flat[:size].reshape(-1, len(CODES)), flat[size:].reshape(-1, len(CODES))
        found = softmax(matrix @ weights + member @ intercepts)
        value, off = _misfit(found, allowed, share)
        value += ridge / 2 * ((weights - hand) ** 2).sum()
        return value, np.concatenate([(matrix.T @ off + ridge * (weights - hand)).ravel(), (member.T @ off).ravel()])

    start = np.concatenate([hand.ravel(), np.zeros(len(sets) * len(CODES))])
    best: np.ndarray = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return best[:size].reshape(-1, len(CODES))


def open_codes(rows: Iterable[Row]) -> np.ndarray:
    """Return rows × codes, 1 where the row's label allows the code."""
    return np.array([[float(code in row.allowed) for code in CODES] for row in rows])


def _misfit(found: np.ndarray, allowed: np.ndarray, share: np.ndarray) -> tuple[float, np.ndarray]:
    """Return the negative log-likelihood of the allowed codes together, and its slope in the scores."""
    kept = found * allowed
    total = kept.sum(axis=1, keepdims=True) + 1e-12
    return float(-(share * np.log(total)).sum()), (found - kept / total) * share


def _intercept(sets: Sequence[Sequence[Row]], names: Sequence[str], weights: np.ndarray, to_root: bool) -> np.ndarray:
    parts = [[row for row in rows if row.to_root == to_root] for rows in sets]
    parts = [rows for rows in parts if rows]
    if not parts:
        return np.zeros(len(CODES))
    allowed = open_codes(row for rows in parts for row in rows)
    scores = vstack([design(rows, names) for rows in parts]) @ weights
    share = importance(parts)[:, None]

    def loss(intercept: np.ndarray) -> tuple[float, np.ndarray]:
        value, off = _misfit(softmax(scores + intercept), allowed, share)
        return value, off.sum(axis=0)

    best: np.ndarray = minimize(loss, np.zeros(len(CODES)), jac=True, method="L-BFGS-B").x
    centred: np.ndarray = best - best.mean()
    return centred


def shipped(model: Model, provenance: dict[str, str]) -> Weights:
    """Return the model as it is shipped: two decimals."""
    return Weights(
        provenance=provenance,
        codes=CODES,
        to_article=tuple(_rounded(model.to_article)),
        to_comment=tuple(_rounded(model.to_comment)),
        features={name: tuple(_rounded(row)) for name, row in zip(model.names, model.weights, strict=True)},
    )


def _rounded(row: np.ndarray) -> list[float]:
    return [round(float(value), 2) + 0.0 for value in row]


def main() -> None:
    """Fit on everything and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with the data sets")
    data = parser.parse_args().data
    sets = [public_sets.rumoureval(data, "train"), public_sets.iac(data), public_sets.mask_mandate(data)]
    model = fit([rows_of(pairs) for pairs in sets])
    provenance = {
        "sets": "RumourEval 2019 train (replies), IAC v1 quote-response pairs, SubReddit-MaskMandate; no text",
        "rows": ", ".join(str(len(pairs)) for pairs in sets),
        "method": f"multinomial logit, ridge {RIDGE:g} toward reply_stance_prior.toml, balance {BALANCE:g}",
        "made by": "benchmarks/fit_reply_stance.py",
        "measured by": "benchmarks/coding.py, on rows left out of the fit",
    }
    path = Path(str(files("discourse") / "coders" / "reply_stance" / "weights" / "reply_stance_weights.json"))
    path.write_bytes(msgspec.json.format(msgspec.json.encode(shipped(model, provenance)), indent=1) + b"\n")
    print(f"{path.name}: {len(model.names)} features")


if __name__ == "__main__":
    main()
