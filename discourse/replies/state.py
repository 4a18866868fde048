"""What has been decided about the comments before the one in hand: who answered whom, with what probability."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from discourse.replies.gathered import RECENT, Floats, Integers

_WORTH_NOTING = 0.05


class State:
    """The decisions so far; each is a probability, so that a doubtful one counts for little."""

    def __init__(self, authors: Sequence[int]) -> None:
        """Start with nothing decided about the comments of these authors (-1: unknown)."""
        count = len(authors)
        self._authors = authors
        self.between: dict[tuple[int, int], float] = defaultdict(float)
        """How often an author answered another so far."""
        self.last_between: dict[tuple[int, int], int] = {}
        """The last comment in which an author, more likely than not, answered another."""
        self.answered: dict[int, dict[int, float]] = defaultdict(dict)
        """Which comments each author answered so far."""
        self.to_article = np.zeros(count)
        self.answers = np.zeros(count)
        self.article_total = 0.0
        self.parent = np.full(count, -1, dtype=np.int64)
        """The most probable parent of each comment; -1 is the article or unknown."""
        self.of_last: dict[int, float] = {}
        """What the last comment answers."""
        self._answered_by: dict[int, list[tuple[int, float]]] = defaultdict(list)

    def decide(self, comment: int, candidates: Integers, probabilities: Floats) -> None:
        """Take in the probabilities of a comment's candidates; what is left over is the article's."""
        self.to_article[comment] = max(0.0, 1.0 - float(probabilities.sum()))
        self.article_total += float(self.to_article[comment])
        self.answers[candidates] += probabilities
        if probabilities.size and probabilities.max() >= self.to_article[comment]:
            self.parent[comment] = candidates[int(probabilities.argmax())]
        listed = zip(candidates.tolist(), probabilities.tolist(), strict=True)
        self.of_last = {parent: probability for parent, probability in listed if probability > _WORTH_NOTING}
        for parent, probability in self.of_last.items():
            self._answered_by[parent].append((comment, probability))
            self._note(comment, parent, probability)

    def _note(self, comment: int, parent: int, probability: float) -> None:
        author, other = self._authors[comment], self._authors[parent]
        if author >= 0:
            self.between[author, other] += probability
            known = self.answered[author]
            known[parent] = min(1.0, known.get(parent, 0.0) + probability)
            if probability > 0.5:
                self.last_between[author, other] = comment

    def answers_to(self, comments: Sequence[int]) -> dict[int, float]:
        """Return which comments answer any of those given, with the probability of each."""
        found: dict[int, float] = defaultdict(float)
        for comment in comments:
            for answer, probability in self._answered_by.get(comment, ())[-RECENT:]:
                found[answer] += probability
        return found
