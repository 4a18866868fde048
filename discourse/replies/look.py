"""The first look: what the weights alone say of a whole thread, as evidence for the second look.

It lets what comes later speak: whom a comment answers shows in who answers it back.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from discourse.replies.gathered import Floats, Integers

_WORTH_NOTING = 0.02
Links = tuple[int, Integers, Floats]
"""A comment, its candidates, and the probability of each of them and, last, of the article."""


class FirstLook:
    """What each comment of a thread probably answers."""

    def __init__(self, authors: Sequence[int], links: Iterable[Links]) -> None:
        """Take the links of all comments, each with its probabilities, and the comments' authors (-1: unknown)."""
        count = len(authors)
        self.to_article = np.zeros(count)
        self.answers = np.zeros(count)
        """How many answers each comment gets in all."""
        self.answered_by: list[dict[int, float]] = [defaultdict(float) for _ in range(count)]
        """How often each author answers a comment."""
        self._to_previous = np.zeros(count)
        self.parents: list[dict[int, float]] = [{} for _ in range(count)]
        for comment, candidates, probabilities in links:
            self.to_article[comment] = probabilities[-1]
            self.answers[candidates] += probabilities[:-1]
            self._to_previous[comment] = probabilities[:-1][candidates == comment - 1].sum()
            for parent, probability in zip(candidates.tolist(), probabilities.tolist(), strict=False):
                if probability > _WORTH_NOTING:
                    self.parents[comment][parent] = probability
                    self.answered_by[parent][authors[comment]] += probability

    def article_share(self, comment: int) -> float:
        """Return the share of the other comments that answer the article; of none, one half."""
        return float((self.to_article.sum() - self.to_article[comment] + 0.5) / max(1, len(self.to_article)))

    @property
    def previous_share(self) -> float:
        """The share of the comments that answer the one before them."""
        return float(self._to_previous.mean()) if self._to_previous.size else 0.0

    def previous_share_of(self, comments: Sequence[int]) -> float:
        """Return that share of some comments, held near that of all where they are few."""
        return float((self._to_previous[list(comments)].sum() + 2 * self.previous_share) / (len(comments) + 2))
