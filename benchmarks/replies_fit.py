"""Fit the weights of reply inference: python -m benchmarks.replies_fit DATA_FOLDER > discourse/replies/weights.json.

A conditional logit over each comment's candidates, fitted with a ridge penalty on threads whose links are known: the
4forums threads of the Internet Argument Corpus, the RumourEval 2019 trees, and saved pages of WordPress, wpDiscuz,
Hacker News, Reddit, Slashdot, Disqus, Drupal, Lemmy, Mastodon, Discourse and Askbot. Only the numbers are kept. Each
source counts as much as the square root of its comments, so that no one of them decides; a few weights are held near a
value set by hand (PRIOR). Temperatures are chosen on sources that the weights were not fitted on.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from benchmarks.replies_data import flattened, links_of, load
from discourse.model import Thread
from discourse.replies.evidence import ARTICLE_EVIDENCE, COMMENT_EVIDENCE, Evidence
from discourse.replies.infer import Weights, walk

RIDGE = 1.0
PRIOR = {
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
NEUTRAL = Weights(comments=np.zeros(len(COMMENT_EVIDENCE)), article=np.zeros(len(ARTICLE_EVIDENCE)), temperature=1.0)
NEVER_NESTED = "forum, quotes hidden"
ORDERS = {"flat": ("oldest", "unknown"), "nested": ("nested",)}
TEMPERATURES = np.arange(0.6, 2.55, 0.05)
FOLDS = (("forum", "disqus", "reddit"), ("rumours", "hackernews", "slashdot"))
"""Sources that are held out together; the others (WordPress, small systems) are the third fold."""
Array = Any
Walked = tuple[str, Array, int | None]


@dataclass
class Cases:
    """Candidates of many comments, one row each; the article's row closes each comment's group."""

    rows: list[Array] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    chosen: list[int] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)


def cases(threads: Iterable[tuple[str, Thread]], order: str, by: Weights | None = None) -> Cases:
    """Return the candidates of every comment whose true parent is among them.

    What the comments before it answer is taken from the truth, or with weights ``by`` guessed, as in use.
    """
    found = Cases()
    for source, full in threads:
        thread = flattened(full, order)
        parents = links_of(thread)
        known = [None] * len(parents) if by else parents
        evidence = Evidence(thread.article, thread.comments)
        for step in walk(evidence, known, by or NEUTRAL, nested=order == "nested"):
            parent = parents[step.comment]
            options = [*step.candidates.tolist(), -1]
            if parent in options:
                table = np.zeros((len(options), len(COMMENT_EVIDENCE) + len(ARTICLE_EVIDENCE)), dtype=np.float32)
                table[:-1, : len(COMMENT_EVIDENCE)] = step.for_comments
                table[-1, len(COMMENT_EVIDENCE) :] = step.for_article
                found.rows.append(table)
                found.lengths.append(len(options))
                found.chosen.append(options.index(parent))
                found.sources.append(source)
    return found


def fit(found: Cases) -> Array:
    """Return the weights of highest penalised likelihood, comments' evidence first."""
    rows = np.concatenate(found.rows)
    starts = np.concatenate([[0], np.cumsum(found.lengths)[:-1]])
    target = starts + np.array(found.chosen)
    weight = _case_weights(found.sources)
    scale = np.sqrt((rows.astype(np.float64) ** 2).mean(axis=0)) + 0.05
    expected, ridge = _prior(scale)
    group = np.repeat(np.arange(len(starts)), found.lengths)

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
    return solved.x / scale


def _prior(scale: Array) -> tuple[Array, Array]:
    """Return the expected weights on the scale of the fit, and how hard to pull toward them."""
    expected = np.array([PRIOR.get(name, 0.0) for name in [*COMMENT_EVIDENCE, *ARTICLE_EVIDENCE]])
    return expected * scale, np.where(expected, PRIOR_RIDGE / scale**2, RIDGE)


def fitted_in_use(threads: list[tuple[str, Thread]], order: str) -> Array:
    """Return weights fitted twice: with the true links before each comment, then with those that they guess."""
    if order == "nested":  # readers of a flat forum answer the last post; where replies are indented they do not
        threads = [(source, thread) for source, thread in threads if source != NEVER_NESTED]
    return fit(cases(threads, order, split(fit(cases(threads, order)))))


def _case_weights(sources: Sequence[str]) -> Array:
    _, at, counts = np.unique(sources, return_inverse=True, return_counts=True)
    share = np.sqrt(counts) / counts
    return share[at] / share[at].mean()


def limited(threads: Iterable[tuple[str, Thread]]) -> list[tuple[str, Thread]]:
    """Return so many threads of each source as have about ``MOST_COMMENTS`` comments together."""
    taken: dict[str, int] = defaultdict(int)
    kept = []
    for source, thread in threads:
        if taken[source] < MOST_COMMENTS:
            taken[source] += len(thread.comments)
            kept.append((source, thread))
    return kept


def split(fitted: Array, temperature: float = 1.0) -> Weights:
    """Return the fitted numbers as the weights that inference takes."""
    at = len(COMMENT_EVIDENCE)
    return Weights(comments=fitted[:at], article=fitted[at:], temperature=temperature)


def walked(threads: Iterable[tuple[str, Thread]], order: str, by: Weights) -> Iterator[Walked]:
    """Yield the source, the probabilities and the true option (None: not among them) of each comment, all hidden."""
    for source, full in threads:
        thread = flattened(full, order)
        parents = links_of(thread)
        evidence = Evidence(thread.article, thread.comments)
        for step in walk(evidence, [None] * len(parents), by, nested=order == "nested"):
            parent = parents[step.comment]
            options = [*step.candidates.tolist(), -1]
            if parent != -2:
                yield source, step.probabilities, options.index(parent) if parent in options else None


def held_out(threads: list[tuple[str, Thread]], orders: Sequence[str]) -> dict[str, list[Walked]]:
    """Return for each order what ``walked`` yields, each source judged by weights fitted without it and its fold."""
    results: dict[str, list[Walked]] = {order: [] for order in orders}
    for fold in range(len(FOLDS) + 1):
        rest = [(source, thread) for source, thread in threads if _fold(source) != fold]
        own = [(source, thread) for source, thread in threads if _fold(source) == fold]
        by = split(fitted_in_use(rest, orders[0]))
        for order in orders:
            results[order] += walked(own, order, by)
    return results


def _fold(source: str) -> int:
    return next((fold for fold, starts in enumerate(FOLDS) if source.startswith(starts)), len(FOLDS))


def best_temperature(results: Iterable[Walked]) -> float:
    """Return by how much to divide the scores so that the truth becomes most likely, a miss costing 1 in 1000."""
    results = list(results)
    weight = _case_weights([source for source, _, _ in results])
    return float(
        min(TEMPERATURES, key=lambda temperature: weight @ [_surprise(found, temperature) for found in results])
    )


def _surprise(found: Walked, temperature: float) -> float:
    _, probabilities, true = found
    odds = np.maximum(probabilities, 1e-12) ** (1 / temperature)
    return -float(np.log(max(odds[true] / odds.sum(), 1e-3))) if true is not None else -float(np.log(1e-3))


def main(folder: Path) -> None:
    """Print the weights of both kinds of order, with their temperatures, as JSON."""
    threads = limited(load(folder))
    stored: dict[str, Any] = {"about": __doc__.partition("\n\n")[2].strip().replace("\n", " ")}
    for kind, orders in ORDERS.items():
        fitted = [round(float(number), 3) for number in fitted_in_use(threads, orders[0])]
        judged = held_out(threads, orders)
        temperature = {order: round(best_temperature(judged[order]), 2) for order in orders}
        if "oldest" in temperature:
            temperature["newest"] = temperature["oldest"]  # the same comments, read from the other end
        stored[kind] = {
            "comments": dict(zip(COMMENT_EVIDENCE, fitted, strict=False)),
            "article": dict(zip(ARTICLE_EVIDENCE, fitted[len(COMMENT_EVIDENCE) :], strict=True)),
            "temperature": temperature,
        }
    print(json.dumps(stored, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
