"""One pass over a thread in order of time: for each comment its possible parents and the probability of each.

Each candidate is scored by the evidence for it (``evidence.py``) times the weights, a conditional logit (McFadden
1974); to the best of them boosted trees (Friedman 2001, on the same likelihood) add what depends on several pieces of
evidence together (``finer.py``). The scores become probabilities by a softmax. What was decided about a comment is
evidence for the next.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.replies.branches import Branches, grown
from discourse.replies.evidence import ARTICLE_EVIDENCE, COMMENT_EVIDENCE, Evidence
from discourse.replies.finer import TREE_EVIDENCE, TREE_SETTING, FinerEvidence
from discourse.replies.gathered import Floats, Gathered, Integers
from discourse.replies.graph import ARTICLE, MISSING
from discourse.replies.look import FirstLook, Links
from discourse.replies.state import State
from discourse.replies.weights import QUESTIONS, Weights

WINDOW = 200
"""On a page that is not nested, so many comments before a comment are compared with it."""
MOST_WEIGHED = 20
"""How many candidates the trees look at: those that the weights put first."""
COLUMNS = (*COMMENT_EVIDENCE, *ARTICLE_EVIDENCE, "is the article", *TREE_EVIDENCE, *TREE_SETTING)
"""What the trees weigh, in this order."""
_KEPT_FROM_TREES = [number for number, name in enumerate(COLUMNS) if name in QUESTIONS]
_LEAST = 1e-9
Places = tuple[Integers, Integers, Integers]


class Step(NamedTuple):
    """One comment with its options, which are the candidates and, last, the article.

    ``for_comments`` and ``for_article`` are the evidence that the weights take; ``best`` are the options that they put
    first, ``rows`` all evidence for these, and ``scores`` what the weights say of them under the trees.
    ``probabilities`` are those of the options as far as the comments before tell, ``settled`` also heeds the comments
    after it; ``chosen`` is the option taken.
    """

    comment: int
    candidates: Integers
    for_comments: Floats
    for_article: Floats
    best: Integers
    rows: NDArray[np.float32]
    scores: Floats
    probabilities: Floats
    settled: Floats
    chosen: int


def first_look(of: Gathered, known: Sequence[int | None], by: Weights, nested: bool) -> FirstLook:
    """Return what the weights alone say of all comments."""
    guessed = {step.comment: step for step in walk(of, known, replace(by, trees=None), nested)}
    links = (
        _stated(comment, parent) if parent is not None else _link(guessed[comment])
        for comment, parent in enumerate(known)
    )
    return FirstLook(of.author, links)


def _link(step: Step) -> Links:
    return step.comment, step.candidates, step.settled


def _stated(comment: int, parent: int) -> Links:
    stated = np.array([parent] if parent >= 0 else [], dtype=np.int64)
    return comment, stated, np.array([1.0, 0.0] if parent >= 0 else [float(parent == ARTICLE)])


def walk(
    of: Gathered,
    known: Sequence[int | None],
    by: Weights,
    nested: bool,
    look: FirstLook | None = None,
    everyone: bool = False,
) -> Iterator[Step]:
    """Yield each comment whose parent is not known, in order of time, with its candidates and their probabilities.

    ``known`` is counted in order of time here. A known parent counts with probability 1 in what follows; ``everyone``
    yields those comments too, as if each were the only one not known. Without a first look the weights decide alone,
    and the steps have no rows.
    """
    scorer = _Scorer(of, by, look)
    weighed = [everyone or parent is None for parent in known]
    yield from _walk_nested(scorer, known, weighed) if nested else _walk_flat(scorer, known, weighed)


def _walk_flat(scorer: "_Scorer", known: Sequence[int | None], weighed: Sequence[bool]) -> Iterator[Step]:
    for comment, parent in enumerate(known):
        step = _flat_step(scorer, comment) if weighed[comment] else None
        if step:
            yield step
        scorer.decide(comment, step, parent)


def _flat_step(scorer: "_Scorer", comment: int) -> Step:
    earlier = _window(comment, scorer.evidence.pointed_at(comment, scorer.state))
    candidates = scorer.of.possible(comment, np.array(earlier, dtype=np.int64))
    up = np.arange(len(candidates))
    return scorer.step(comment, candidates, (up, up[::-1], np.full(len(candidates) + 1, -1)))


def _walk_nested(scorer: "_Scorer", known: Sequence[int | None], weighed: Sequence[bool]) -> Iterator[Step]:
    branches = Branches()
    waiting: deque[tuple[int, Step | None]] = deque()
    path: tuple[int, ...] = ()
    for comment, parent in enumerate(known):
        step = _nested_step(scorer, comment, branches) if weighed[comment] else None
        waiting.append((comment, step))
        scorer.decide(comment, step, parent)
        branches.add(comment, _found(step, parent))
        for distribution in branches.settled(all_of_them=comment == len(known) - 1):
            number, waited = waiting.popleft()
            answered = known[number]
            if waited:
                settled = _settled(waited, distribution, path)
                yield settled
                answered = _parent(settled) if answered is None else answered
            path = grown(path, number, MISSING if answered is None else answered)


def _nested_step(scorer: "_Scorer", comment: int, branches: Branches) -> Step:
    candidates = scorer.of.possible(comment, branches.candidates())
    return scorer.step(comment, candidates, branches.places(candidates))


def _found(step: Step | None, parent: int | None) -> dict[int, float]:
    """Return what a comment answers, with its probability: what the source states, else what is probable."""
    if parent is None and step:
        return dict(zip([*step.candidates.tolist(), ARTICLE], step.probabilities.tolist(), strict=True))
    return {ARTICLE if parent is None or parent == MISSING else parent: 1.0}


def _settled(step: Step, found: Mapping[int, float], path: Sequence[int]) -> Step:
    """Return the step with what is settled; chosen is the most probable option that the choices before leave open."""
    options = [*step.candidates.tolist(), ARTICLE]
    settled = np.array([found.get(option, 0.0) for option in options])
    left = np.array([option == ARTICLE or option in path for option in options]) * settled
    left[-1] = max(left[-1], _LEAST)  # the article is always open
    return step._replace(settled=settled, chosen=int(left.argmax()))


def _parent(step: Step) -> int:
    return int(step.candidates[step.chosen]) if step.chosen < len(step.candidates) else ARTICLE


def _window(comment: int, pointed_at: Sequence[int]) -> list[int]:
    start = max(0, comment - WINDOW)
    return [*(earlier for earlier in pointed_at if earlier < start), *range(start, comment)]


class _Scorer:
    """Scores the options of one comment after the other, and remembers what was decided."""

    def __init__(self, of: Gathered, by: Weights, look: FirstLook | None) -> None:
        self.of = of
        self.by = by
        self.state = State(of.author)
        self.evidence = Evidence(of)
        self._finer = FinerEvidence(of, look) if look else None

    def step(self, comment: int, candidates: Integers, places: Places) -> Step:
        depth, steps, elders = places
        for_comments = self.evidence.for_comments(comment, candidates, (depth, steps), self.state)
        for_article = self.evidence.for_article(comment, self.state)
        linear = np.append(for_comments @ self.by.comments, for_article @ self.by.article)
        best = np.append(np.sort(np.argsort(-linear[:-1], kind="stable")[:MOST_WEIGHED]), len(candidates))
        rows, scores = np.zeros((0, 0), dtype=np.float32), linear
        if self._finer is not None:
            finer = self._finer.rows(comment, candidates[best[:-1]], elders[best], self.state)
            rows = _rows(for_comments[best[:-1]], for_article, finer)
        under = np.append(
            for_comments[best[:-1]] @ self.by.comments_under_trees, for_article @ self.by.article_under_trees
        )
        if self.by.trees is not None:
            scores = np.full(len(linear), -np.inf)
            scores[best] = under + self.by.trees.scores(rows)
        odds = np.exp(scores - scores.max())
        probabilities = odds / odds.sum()
        return Step(
            comment=comment,
            candidates=candidates,
            for_comments=for_comments,
            for_article=for_article,
            best=best,
            rows=rows,
            scores=under,
            probabilities=probabilities,
            settled=probabilities,
            chosen=int(probabilities.argmax()),
        )

    def decide(self, comment: int, step: Step | None, parent: int | None) -> None:
        """Take in what a comment answers: what the source states, else what is probable."""
        if parent is None and step:
            self.state.decide(comment, step.candidates, step.probabilities[:-1])
        elif parent is not None and parent != MISSING:
            stated = np.array([parent] if parent >= 0 else [], dtype=np.int64)
            self.state.decide(comment, stated, np.ones(len(stated)))


def _rows(for_comments: Floats, for_article: Floats, finer: Floats) -> NDArray[np.float32]:
    """Return all evidence of the candidates and, last, of the article, as the trees take it."""
    count, wide, narrow = len(for_comments), for_comments.shape[1], len(for_article)
    rows = np.zeros((count + 1, wide + narrow + 1 + finer.shape[1]), dtype=np.float32)
    rows[:-1, :wide] = for_comments
    rows[:, wide : wide + narrow] = for_article
    rows[-1, wide + narrow] = 1
    rows[:, wide + narrow + 1 :] = finer
    rows[:, _KEPT_FROM_TREES] = 0
    return rows
