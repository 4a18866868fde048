"""Probable parents for comments whose source does not say what they answer.

One pass in order of time. For each comment the candidates are earlier comments and the article; each is scored by the
evidence for it (``evidence.py``) times the weights (``weights.json``), and the scores become probabilities by a
softmax, a conditional logit (McFadden 1974). What was decided about a comment is evidence for the next.

The order of the page limits the candidates. Nested: the comment before and that one's ancestors. Else: the last
``WINDOW`` comments, and older ones that are named, quoted, or answered the author before.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from discourse.model import ShownOrder, Thread
from discourse.replies.evidence import ARTICLE_EVIDENCE, COMMENT_EVIDENCE, Evidence, Floats, Integers, State
from discourse.replies.graph import ARTICLE, MISSING, LinkKind

WINDOW = 200
BRANCH = 60
AT_MOST = 0.99
"""No guess is certain."""
ORDER_UNKNOWN = 0.8
"""How far to trust a guess on a page that may show answers above what they answer (by votes, or unsorted)."""


@dataclass(frozen=True, eq=False)
class Weights:
    """The weights of one order: of the evidence for a comment and for the article, and how far to trust the scores."""

    comments: Floats
    article: Floats
    temperature: float


def weights(order: ShownOrder) -> Weights:
    """Return the weights for pages in this order."""
    stored = _stored()["nested" if order == "nested" else "flat"]
    return Weights(
        comments=np.array([stored["comments"][name] for name in COMMENT_EVIDENCE]),
        article=np.array([stored["article"][name] for name in ARTICLE_EVIDENCE]),
        temperature=stored["temperature"][order],
    )


@cache
def _stored() -> Any:
    return json.loads((files(__package__) / "weights.json").read_text(encoding="utf-8"))


class Guess(NamedTuple):
    """A probable parent: a comment's number or ``ARTICLE``."""

    parent: int
    kind: LinkKind
    probability: float


class Step(NamedTuple):
    """One comment, its candidates with the evidence for each, and the probabilities; the article's come last."""

    comment: int
    candidates: Integers
    for_comments: Floats
    for_article: Floats
    probabilities: Floats


def infer_parents(thread: Thread, known: Sequence[int | None]) -> dict[int, Guess]:
    """Return a guess for every comment whose parent is not known.

    ``known`` holds for each comment, in the order shown, the number of its parent, ``ARTICLE`` or ``MISSING`` where
    the source says so, and ``None`` where it says nothing.
    """
    order = time_order(thread)
    place = {number: at for at, number in enumerate(order)}
    in_time = [_moved(known[number], place) for number in order]
    evidence = Evidence(thread.article, [thread.comments[number] for number in order])
    trust = ORDER_UNKNOWN if _is_unsorted(thread) else 1.0
    guesses = {}
    for step in walk(evidence, in_time, weights(thread.shown_order), nested=thread.shown_order == "nested"):
        if in_time[step.comment] is None:
            guess = _decided(evidence, step)
            parent = order[guess.parent] if guess.parent >= 0 else guess.parent
            guesses[order[step.comment]] = Guess(parent, guess.kind, min(AT_MOST, guess.probability) * trust)
    return guesses


def _moved(parent: int | None, place: dict[int, int]) -> int | None:
    return parent if parent is None or parent < 0 else place[parent]


def time_order(thread: Thread) -> list[int]:
    """Return the comments' numbers from the oldest to the newest, as far as the page tells.

    Where it does not say how it is sorted, the times decide, if more of them fall than rise from comment to comment.
    """
    count = len(thread.comments)
    return list(range(count))[::-1] if _newest_first(thread) else list(range(count))


def _newest_first(thread: Thread) -> bool:
    return thread.shown_order == "newest" or (thread.shown_order == "unknown" and _rises(thread) < 0)


def _is_unsorted(thread: Thread) -> bool:
    return thread.shown_order == "unknown" and not _rises(thread)


def _rises(thread: Thread) -> int:
    """Return how many more times rise than fall from one comment to the next."""
    times = [comment.posted for comment in thread.comments if comment.posted]
    return sum((later > earlier) - (later < earlier) for earlier, later in pairwise(times))


def walk(evidence: Evidence, known: Sequence[int | None], by: Weights, nested: bool) -> Iterator[Step]:
    """Yield each comment, in order of time, with its candidates and their probabilities.

    ``known`` is counted in order of time here. A known parent counts with probability 1 in what follows.
    """
    count = len(known)
    state = State(count)
    branch: list[int] = []
    for comment in range(count):
        earlier = branch if nested else _window(comment, evidence.pointed_at(comment, state))
        candidates = np.array(earlier, dtype=np.int64)
        step = _step(evidence, comment, candidates, state, by)
        yield step
        parent = known[comment]
        if parent is None:
            state.decide(comment, candidates, step.probabilities[:-1])
            parent = _best(step)
        elif parent != MISSING:
            state.decide(comment, np.array([parent] if parent >= 0 else [], dtype=np.int64), np.ones(int(parent >= 0)))
        branch = _grown(branch, comment, parent)


def _grown(branch: list[int], comment: int, parent: int) -> list[int]:
    """Return the comment with its ancestors, from the top, as far as they can matter to the next comment."""
    if parent in branch:
        return [*branch[: branch.index(parent) + 1], comment][-BRANCH:]
    return [parent, comment] if 0 <= parent < comment else [comment]


def _window(comment: int, pointed_at: Sequence[int]) -> list[int]:
    start = max(0, comment - WINDOW)
    return [*(earlier for earlier in pointed_at if earlier < start), *range(start, comment)]


def _step(evidence: Evidence, comment: int, candidates: Integers, state: State, by: Weights) -> Step:
    for_comments = evidence.for_comments(comment, candidates, state)
    for_article = evidence.for_article(comment, state)
    scores = np.append(for_comments @ by.comments, for_article @ by.article) / by.temperature
    odds = np.exp(scores - scores.max())
    return Step(comment, candidates, for_comments, for_article, odds / odds.sum())


def _best(step: Step) -> int:
    at = int(step.probabilities.argmax())
    return int(step.candidates[at]) if at < len(step.candidates) else ARTICLE


def _decided(evidence: Evidence, step: Step) -> Guess:
    parent = _best(step)
    kind: LinkKind = "inferred"
    if parent >= 0 and evidence.quotes(step.comment, parent):
        kind = "quote"
    elif parent >= 0 and evidence.names(step.comment, parent):
        kind = "name"
    return Guess(parent, kind, float(step.probabilities.max()))
