"""The learned numbers of reply inference: weights and trees, shipped as arrays with the names of what they weigh."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import numpy as np

from discourse.model import ShownOrder
from discourse.replies.evidence import ARTICLE_EVIDENCE, COMMENT_EVIDENCE
from discourse.replies.gathered import Floats
from discourse.replies.trees import Trees, shipped

UNDER_TREES = 0.6
"""How much of what the weights say stands under the trees, which are fitted on top of it."""
QUESTIONS = frozenset({
    "asks openly", "asks openly, of the same", "asks openly, to an answer", "open question taken up",
    "asks last, to an answer", "asks on a condition",
})  # fmt: skip
"""Evidence that is plain to any reader of a few comments and rare in the forums at hand: kept from the trees."""
PLAIN = QUESTIONS | {
    "quoted", "named at the start", "named at the start, latest of its author", "names an author at the start",
    "names the article's author at the start",
}  # fmt: skip
"""Plain evidence: of its weights all stands under the trees."""


@dataclass(frozen=True, eq=False)
class Weights:
    """The weights of one order: of the evidence for a comment and for the article, and how far to trust the scores.

    ``trees`` add to the scores of the candidates that the weights put first; without them the weights decide alone.
    """

    comments: Floats
    article: Floats
    temperature: float
    trees: Trees | None = None

    @cached_property
    def comments_under_trees(self) -> Floats:
        """The weights for a comment as they stand under the trees."""
        return self.comments * _shares(COMMENT_EVIDENCE)

    @cached_property
    def article_under_trees(self) -> Floats:
        """The weights for the article as they stand under the trees."""
        return self.article * _shares(ARTICLE_EVIDENCE)


def _shares(names: Sequence[str]) -> Floats:
    return np.array([1.0 if name in PLAIN else UNDER_TREES for name in names])


@cache
def weights(order: ShownOrder) -> Weights:
    """Return the weights for pages in this order."""
    kind = "nested" if order == "nested" else "flat"
    stored = _stored()[kind]
    return Weights(
        comments=np.array([stored["comments"][name] for name in COMMENT_EVIDENCE]),
        article=np.array([stored["article"][name] for name in ARTICLE_EVIDENCE]),
        temperature=stored["temperature"][order],
        trees=shipped(kind, stored["trees"]["sha256"]),
    )


@cache
def _stored() -> Any:
    return json.loads((files(__package__) / "weights.json").read_text(encoding="utf-8"))


def tempered(probabilities: Floats, temperature: float) -> Floats:
    """Return the probabilities of scores divided by a temperature: nearer to each other above 1, further apart below.

    >>> tempered(np.array([0.8, 0.2]), 2.0).round(2).tolist()
    [0.67, 0.33]
    """
    odds: Floats = np.maximum(probabilities, 0.0) ** (1 / temperature)
    return np.asarray(odds / odds.sum())
