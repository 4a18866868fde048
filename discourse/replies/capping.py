"""Pages that stop indenting: at which depth, and which of the links stated there are doubtful.

Many sites indent answers only so far (WordPress 5 levels, YouTube 2). An answer to a comment on the deepest level is
then hung on that comment's parent, so that whole conversations stand side by side, in order of time, below one comment.

What gives this away is that siblings *turn past* their parent. They come back (an author who wrote the parent or an
earlier sibling writes again after somebody else did), or name the author of an earlier sibling, or quote it. Where one
can answer that sibling itself, hardly anyone does so: none to 3 in 100 of those who are not the first below their
parent, 7 on Twitter. On the deepest level of a capped page it is from a tenth, where many authors meet, to most.

A page is taken for capped if so many turn past their parents on its deepest level as by chance, at the rate of the
levels above it, fewer than ``CHANCE`` of uncapped pages would have (a binomial test). The rate is that of the levels
above joined with ``WEIGHT`` siblings of a usual page, as most pages have too few. The three numbers were chosen on one
half of the threads of ``benchmarks.capping``, which prints how the rule does on the other half.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from math import exp, lgamma, log, log1p
from typing import NamedTuple

import numpy as np

from discourse.model import Comment, Thread
from discourse.replies.authors import named
from discourse.replies.graph import ARTICLE
from discourse.replies.grouping import Bools, Integers
from discourse.replies.metrics import shape
from discourse.replies.names import SPOKEN_TO, Names
from discourse.replies.quotes import QUOTED, repeats
from discourse.replies.times import stretches

MOST_SIBLINGS = 60
"""How many earlier siblings are possible parents of a comment: the latest ones."""
CHANCE = 0.07
"""How improbable the deepest level has to be on a page without a cap."""
USUAL, WEIGHT = 0.02, 30
"""The usual share of siblings that turn past their parent, and for how many siblings it stands."""
TRUE_PARENTS = frozenset(
    {"bluesky", "convokit", "discourse_forum", "disqus", "hackernews", "lemmy", "lobsters", "mastodon", "nodebb"}
    | {"reddit", "remark42", "twitter"}
)
"""Readers whose systems state the true parent at any depth: their threads are never taken for capped."""
_QUOTED = 0.5
"""How much of the words that a text quotes has to stand in the sibling."""


def capped_level(thread: Thread, parents: Integers) -> int | None:
    """Return the depth at which the page stops indenting, ``None`` where nothing tells that it does.

    ``parents`` are those that the source states, as in ``ReplyGraph.parent``; a comment that answers the article has
    depth 1. Only the greatest depth can be that of a cap, and it is at least 2: where all comments answer the article,
    the page does not thread, or nobody used it, and ``None`` is returned. What hangs below a parent that is ``MISSING``
    has no known depth, and is left out.

    >>> from discourse.model import Article
    >>> said = [Comment(id=str(number), text="Yes.", author=author) for number, author in enumerate("ABABA")]
    >>> thread = Thread(article=Article(source="x"), comments=tuple(said))
    >>> capped_level(thread, np.array([ARTICLE, 0, 0, 0, 0])), capped_level(thread, np.array([ARTICLE, 0, 1, 2, 3]))
    (2, None)
    """
    if thread.reader in TRUE_PARENTS:
        return None
    depth = _depths(parents)
    deepest = int(depth.max(initial=0))
    groups = [group for group in _groups(thread, parents, depth >= 2) if len(group.siblings) > 1]
    if not any(depth[group.siblings[0]] == deepest for group in groups):
        return None
    past, later = _turns(thread, groups, depth)
    usual = (past[:deepest].sum() + USUAL * WEIGHT) / (later[:deepest].sum() + WEIGHT)
    return deepest if _tail(int(past[deepest]), int(later[deepest]), float(usual)) < CHANCE else None


def doubtful(thread: Thread, parents: Integers, level: int | None = None) -> dict[int, tuple[int, ...]]:
    """Return the possible parents of each comment whose stated parent is doubtful, by the comment's number.

    These are the comments at the level at which the page stops indenting, without the first below each parent: such a
    comment answers its stated parent, which comes first in the tuple, or one of its earlier siblings, which follow,
    oldest first, the latest ``MOST_SIBLINGS`` of them. Times tell which are earlier where all siblings have one, else
    the order shown. ``level`` is that level where it is known; else it is ``capped_level``, and there are no doubts
    where that finds none.

    >>> from discourse.model import Article
    >>> said = [Comment(id=str(number), text="Yes.", author=author) for number, author in enumerate("ABABA")]
    >>> doubtful(Thread(article=Article(source="x"), comments=tuple(said)), np.array([ARTICLE, 0, 0, 0, 0]))
    {2: (0, 1), 3: (0, 1, 2), 4: (0, 1, 2, 3)}
    """
    found = capped_level(thread, parents) if level is None else level
    if found is None or found < 2:
        return {}
    return {
        comment: (parent, *siblings[max(0, at - MOST_SIBLINGS) : at])
        for parent, siblings in _groups(thread, parents, _depths(parents) == found)
        for at, comment in enumerate(siblings)
        if at
    }


class _Group(NamedTuple):
    """The comments that are said to answer one comment, oldest first."""

    parent: int
    siblings: list[int]


def _depths(parents: Integers) -> Integers:
    """Return each comment's depth, 0 where it is not known."""
    found = shape(parents)
    return np.where(parents[found.branch] == ARTICLE, found.depth, 0)


def _groups(thread: Thread, parents: Integers, among: Bools) -> Iterator[_Group]:
    """Yield those of the comments that answer a comment, by their parents."""
    for parent, siblings in groupby(_by_parent(thread, parents, among).tolist(), key=parents.tolist().__getitem__):
        yield _Group(parent, list(siblings))


def _by_parent(thread: Thread, parents: Integers, among: Bools) -> Integers:
    """Return the numbers of some comments sorted by parent, and below each parent from the oldest to the newest."""
    comments = np.flatnonzero(among & (parents >= 0))
    comments = comments[np.argsort(parents[comments], kind="stable")]
    parent = parents[comments]
    minute, _ = stretches([thread.comments[comment].posted for comment in comments.tolist()])
    steps = np.sign(np.diff(minute))[parent[1:] == parent[:-1]]
    rises = int(np.nansum(steps))
    undated = np.isin(parent, parent[np.isnan(minute)])
    shown = -comments if rises < 0 or (rises == 0 and thread.shown_order == "newest") else comments
    return comments[np.lexsort((shown, np.where(undated, 0.0, minute), parent))]


def _turns(thread: Thread, groups: Sequence[_Group], depth: Integers) -> tuple[Integers, Integers]:
    """Return for each depth how many siblings turn past their parent, and how many could: all but the first ones."""
    speakers = _Speakers(thread.comments)
    past, later = np.zeros((2, int(depth.max()) + 1), dtype=np.int64)
    for group in groups:
        at = depth[group.siblings[0]]
        past[at] += speakers.turning_past(group)
        later[at] += len(group.siblings) - 1
    return past, later


class _Speakers:
    """Who wrote the comments of a thread, and how they turn to each other below one comment."""

    def __init__(self, comments: Sequence[Comment]) -> None:
        self._comments = comments
        self._authors = [named(comment) for comment in comments]
        self._distinct = list(dict.fromkeys(filter(None, self._authors)))
        self._names = Names(self._distinct)

    def turning_past(self, group: _Group) -> int:
        """Return how many of a group turn past their parent."""
        ways = zip(self._returning(group), self._speaking(group), self._quoting(group), strict=True)
        return sum(map(any, ways))

    def _returning(self, group: _Group) -> Iterator[bool]:
        """Yield whether each sibling's author wrote the parent or a sibling before, and somebody else did since."""
        above = self._authors[group.parent]
        spoke = {above: 0} if above else {}
        turn = len(spoke)
        for author in map(self._authors.__getitem__, group.siblings):
            yield author in spoke and turn - spoke[author] > 1
            if author:
                spoke[author] = turn
                turn += 1

    def _speaking(self, group: _Group) -> Iterator[bool]:
        """Yield whether each sibling names the author of an earlier one, who is neither its own nor the parent's."""
        elders: set[str | None] = set()
        for comment in group.siblings:
            author = self._authors[comment]
            spoken_to = self._spoken_to(self._comments[comment]) if elders else ()
            yield any(name in elders and name not in {self._authors[group.parent], author} for name in spoken_to)
            elders.add(author)

    def _spoken_to(self, comment: Comment) -> list[str]:
        """Return the authors whom a comment names at its start, or whom the source says that it answers."""
        found = self._names.at_start(comment.text)
        named_by_source = [comment.reply_to_author] if comment.reply_to_author else []
        return [*named_by_source, *(self._distinct[number] for number, sure in found.items() if sure >= SPOKEN_TO)]

    def _quoting(self, group: _Group) -> Iterator[bool]:
        """Yield whether each sibling quotes, openly, an earlier one by somebody else."""
        listed = [group.parent, *group.siblings]
        texts = [self._comments[comment].text for comment in listed]
        if not any(map(QUOTED.search, texts[1:])):
            yield from (False for _ in group.siblings)
            return
        for comment, found in zip(group.siblings, islice(repeats(texts, ""), 1, None), strict=True):
            quoted = [listed[place] for place, share in found.quoted.items() if place > 0 and share >= _QUOTED]
            yield any(self._differ(elder, comment) for elder in quoted)

    def _differ(self, elder: int, comment: int) -> bool:
        author = self._authors[elder]
        return author is None or author != self._authors[comment]


def _tail(hits: int, trials: int, rate: float) -> float:
    """Return the probability of at least so many hits in independent trials at this rate, which is not 0 or 1."""
    terms = (
        lgamma(trials + 1) - lgamma(k + 1) - lgamma(trials - k + 1) + k * log(rate) + (trials - k) * log1p(-rate)
        for k in range(hits)
    )
    return 1.0 - sum(map(exp, terms))
