"""From a thread to its reply graph: what the source states, and guesses where it states nothing."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from discourse.model import Comment, ShownOrder, Thread
from discourse.replies.cycles import cut_cycles
from discourse.replies.graph import ARTICLE, LINK_KINDS, MISSING, Fault, ReplyGraph

EXPLICIT, QUOTE, NAME, INFERRED, MISSING_KIND = map(
    LINK_KINDS.index, ("explicit", "quote", "name", "inferred", "missing")
)

ONLY_ONE, NEAREST_NESTED, NEAREST = 0.98, 0.85, 0.7
"""How often the author named is answered at their only, or at their nearest, earlier comment (``benchmarks``)."""
ONLY_QUOTE = 0.97
"""How sure it is that a forum post answers the one post that it quotes; of several quoted, the first with its share."""
UNNAMED = 0.9
"""How sure it is that a comment without a name answers the article on a page that names whom the others answer."""


def reply_graph(thread: Thread, infer: bool = True) -> ReplyGraph:
    """Return who answers whom: the links that the source states and, with ``infer``, a guess for every other comment.

    Where the source states which comments one quotes, that is a link of kind ``quote`` to the first of them. Where it
    states only the name of the author who is answered, that is their nearest comment before this
    one, as kind ``name``. A stated id that is not among the comments gives a ``missing`` link that keeps the id; a
    self-reply and one link of each cycle are cut in the same way. All three are told in ``faults``, and no comment
    is lost. Of comments with the same id, replies go to the first. Without ``infer``, a comment whose parent the
    source does not state is ``missing`` with probability 0.

    >>> from discourse.model import Article
    >>> first, second = Comment(id="1", text="Why?", reply_to=""), Comment(id="2", text="See above.", reply_to="1")
    >>> graph = reply_graph(Thread(article=Article(source="x"), comments=(first, second)))
    >>> [(link.comment, link.parent, link.kind) for link in graph.links()]
    [('1', None, 'explicit'), ('2', '1', 'explicit')]
    """
    draft = _stated(thread)
    _resolve_quotes(draft, thread)
    _resolve_names(draft, thread)
    _cut_cycles(draft, thread.comments)
    if infer:
        _fill(draft, thread)
        _cut_cycles(draft, thread.comments)
    draft.faults.sort(key=lambda numbered: numbered[0])
    return ReplyGraph(
        comments=tuple(comment.id for comment in thread.comments),
        parent=draft.parent,
        kind=draft.kind,
        probability=draft.probability.round(3),
        stated=dict(sorted(draft.unseen.items())),
        faults=tuple(fault for _, fault in draft.faults),
    )


@dataclass
class _Draft:
    """A graph in the making; faults carry the number of their comment, to be sorted by it."""

    parent: NDArray[np.int64]
    kind: NDArray[np.uint8]
    probability: NDArray[np.float64]
    unseen: dict[int, str]
    faults: list[tuple[int, Fault]]


def _stated(thread: Thread) -> _Draft:
    comments = thread.comments
    count = len(comments)
    draft = _Draft(
        parent=np.full(count, MISSING, dtype=np.int64),
        kind=np.full(count, MISSING_KIND, dtype=np.uint8),
        probability=np.zeros(count),
        unseen={},
        faults=[],
    )
    numbers: dict[str, int] = {}
    for number, comment in enumerate(comments):
        if numbers.setdefault(comment.id, number) != number:
            detail = f"the id {comment.id!r} was used before; replies to it go to the first comment that has it"
            draft.faults.append((number, Fault(kind="duplicate id", comment=comment.id, detail=detail)))
    if thread.article.id:
        numbers.setdefault(thread.article.id, ARTICLE)
    for number, comment in enumerate(comments):
        _state(draft, number, comment, numbers)
    return draft


def _state(draft: _Draft, number: int, comment: Comment, numbers: dict[str, int]) -> None:
    """Write down the link that the source states for one comment, if it states one."""
    if comment.reply_to is None:
        return
    parent = ARTICLE if comment.reply_to == "" else numbers.get(comment.reply_to, MISSING)
    if parent == number or comment.reply_to == comment.id:
        _miss(
            draft, number, comment, Fault(kind="self-reply", comment=comment.id, detail="it is said to answer itself")
        )
    elif parent == MISSING:
        detail = f"it is said to answer {comment.reply_to!r}, which is not among the comments"
        _miss(draft, number, comment, Fault(kind="orphan", comment=comment.id, detail=detail))
    else:
        draft.parent[number], draft.kind[number], draft.probability[number] = parent, EXPLICIT, 1.0


def _miss(draft: _Draft, number: int, comment: Comment, fault: Fault) -> None:
    """Leave a comment without a parent, and keep what the source stated about it."""
    draft.parent[number], draft.kind[number], draft.probability[number] = MISSING, MISSING_KIND, 0.0
    if comment.reply_to is not None:
        draft.unseen[number] = comment.reply_to
    draft.faults.append((number, fault))


def _cut_cycles(draft: _Draft, comments: tuple[Comment, ...]) -> None:
    """Cut one link of each cycle: a guess without a word, as it was wrong; what the source states as a fault."""
    for number in cut_cycles(draft.parent, draft.probability):
        comment = comments[number]
        if comment.reply_to is None:
            draft.parent[number], draft.kind[number], draft.probability[number] = MISSING, MISSING_KIND, 0.0
        else:
            detail = f"its chain of parents, from {comment.reply_to!r} on, leads back to it"
            _miss(draft, number, comment, Fault(kind="cycle", comment=comment.id, detail=detail))


def _resolve_quotes(draft: _Draft, thread: Thread) -> None:
    """Link comments of which the source states no parent, but which comments they quote."""
    numbers = {"": ARTICLE, thread.article.id: ARTICLE}
    for number, comment in enumerate(thread.comments):
        numbers.setdefault(comment.id, number)
    for number, comment in enumerate(thread.comments):
        if comment.reply_to is None and not comment.reply_to_author:
            parents = [numbers[id_] for id_ in comment.quotes if numbers.get(id_, number) != number]
            if parents:
                sure = ONLY_QUOTE / len(comment.quotes)
                draft.parent[number], draft.kind[number], draft.probability[number] = parents[0], QUOTE, sure


def _resolve_names(draft: _Draft, thread: Thread) -> None:
    """Link comments of which the source states only the name of the author whom they answer."""
    written: dict[str, list[int]] = defaultdict(list)
    for number, comment in enumerate(thread.comments):
        written[_key(comment.author)].append(number)
    for number, comment in enumerate(thread.comments):
        if comment.reply_to is None and comment.reply_to_author:
            theirs = [other for other in written[_key(comment.reply_to_author)] if other != number]
            parent, probability = _nearest(number, theirs, thread.shown_order)
            if parent == MISSING and _key(comment.reply_to_author) == _key(thread.article.author):
                parent, probability = ARTICLE, ONLY_ONE
            if parent == MISSING:
                detail = f"it is said to answer {comment.reply_to_author!r}, who has no comment before it"
                _miss(draft, number, comment, Fault(kind="orphan", comment=comment.id, detail=detail))
            else:
                draft.parent[number], draft.kind[number], draft.probability[number] = parent, NAME, probability


def _key(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


def _nearest(number: int, others: Sequence[int], order: ShownOrder) -> tuple[int, float]:
    """Return that of an author's comments which another most probably answers, with the probability."""
    at = bisect_left(others, number)
    before = others[at:] if order == "newest" else others[:at]
    if not before:
        return MISSING, 0.0
    if len(before) == 1:
        return before[0], ONLY_ONE
    return (before[0], NEAREST) if order == "newest" else (before[-1], NEAREST_NESTED if order == "nested" else NEAREST)


def _fill(draft: _Draft, thread: Thread) -> None:
    """Put a guess where the source states nothing."""
    silent = [
        number
        for number, comment in enumerate(thread.comments)
        if comment.reply_to is None and draft.kind[number] != QUOTE
    ]
    unstated = [number for number in silent if not thread.comments[number].reply_to_author]
    if len(unstated) < len(silent):
        draft.parent[unstated], draft.kind[unstated], draft.probability[unstated] = ARTICLE, INFERRED, UNNAMED
    elif unstated:
        _guess(draft, thread, unstated)


def _guess(draft: _Draft, thread: Thread, unstated: Sequence[int]) -> None:
    from discourse.replies.infer import infer_parents

    known: list[int | None] = list(draft.parent.tolist())
    for number in unstated:
        known[number] = None
    for number, guess in infer_parents(thread, known).items():
        draft.parent[number] = guess.parent
        draft.kind[number] = LINK_KINDS.index(guess.kind)
        draft.probability[number] = guess.probability
