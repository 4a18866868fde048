"""The reply graph: for each comment its parent, where that link comes from, and how sure it is.

Comments are numbered in the order shown. Inside, the graph is three arrays, so that every measure is a pass over
arrays at any size and depth; ``links()`` gives the same as records.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from discourse.replies.cycles import cut_cycles

if TYPE_CHECKING:
    import networkx as nx

LinkKind = Literal["explicit", "quote", "name", "inferred", "missing"]
LINK_KINDS: tuple[LinkKind, ...] = ("explicit", "quote", "name", "inferred", "missing")
GUESSED_KINDS: tuple[LinkKind, ...] = ("quote", "name", "inferred")
"""The kinds of link that the source does not state."""

ARTICLE = -1
"""In ``ReplyGraph.parent``: the comment answers the article."""
MISSING = -2
"""In ``ReplyGraph.parent``: the parent is not among the comments, or nobody knows it."""


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """What one comment answers.

    ``parent`` is a comment's id, or ``None`` for the article. For kind ``missing`` it is the id that the source
    states but does not show, or ``None`` where nothing is known; the probability is then 0. ``stated`` is the parent
    that the source states where another one is more likely, as below the deepest level that a site indents ("": the
    article).
    """

    comment: str
    parent: str | None
    kind: LinkKind
    probability: float
    stated: str | None = None


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something that the source states about replies and that cannot be so: a cycle, a self-reply, an id twice."""

    kind: Literal["cycle", "self-reply", "duplicate id", "orphan"]
    comment: str
    detail: str


class Option(NamedTuple):
    """A parent that a comment may have, a comment's number or ``ARTICLE``, with its probability."""

    parent: int
    probability: float


@dataclass(frozen=True, eq=False)
class ReplyGraph:
    """Who answers whom in one thread.

    ``parent[i]`` is the number of the comment that comment ``i`` answers, ``ARTICLE`` or ``MISSING``;
    ``kind[i]`` indexes ``LINK_KINDS``; ``probability[i]`` is in [0, 1], 1 for what the source states.
    ``options[i]`` are the parents that a guessed link may have, most probable first; what their probabilities lack to
    1 is "unknown". The link's parent is the first of them but where that one has no place on a nested page. ``stated``
    holds the unseen parent ids of orphans by comment number, and ``instead_of`` the stated parents for which guesses
    stand. ``notes`` say in sentences how the guesses were made. There are no cycles.
    """

    comments: tuple[str, ...]
    parent: NDArray[np.int64]
    kind: NDArray[np.uint8]
    probability: NDArray[np.float64]
    stated: dict[int, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    options: dict[int, tuple[Option, ...]] = field(default_factory=dict)
    instead_of: dict[int, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @classmethod
    def from_parents(cls, parents: Sequence[int]) -> Self:
        """Return the graph in which comment ``i``, with the id ``str(i)``, answers comment ``parents[i]``.

        Raises ValueError where a chain of parents leads back to its comment.

        >>> [link.parent for link in ReplyGraph.from_parents([ARTICLE, 0, 1]).links()]
        [None, '0', '1']
        """
        parent = np.array(parents, dtype=np.int64)
        missing = parent == MISSING
        if cut := cut_cycles(parent, np.ones(len(parent))):
            raise ValueError(
                f"comment {cut[0]} answers itself through its chain of parents; a reply graph has no cycles"
            )
        return cls(
            comments=tuple(map(str, range(len(parent)))),
            parent=parent,
            kind=np.where(missing, LINK_KINDS.index("missing"), LINK_KINDS.index("explicit")).astype(np.uint8),
            probability=np.where(missing, 0.0, 1.0),
        )

    def __len__(self) -> int:
        return len(self.comments)

    def links(self) -> list[Link]:
        """Return one link for every comment, in the order shown."""
        return [
            Link(
                comment=comment,
                parent=self.comments[parent] if parent >= 0 else self.stated.get(number),
                kind=LINK_KINDS[kind],
                probability=probability,
                stated=self._shown_under(number),
            )
            for number, (comment, parent, kind, probability) in enumerate(
                zip(self.comments, self.parent.tolist(), self.kind.tolist(), self.probability.tolist(), strict=True)
            )
        ]

    def _shown_under(self, number: int) -> str | None:
        parent = self.instead_of.get(number)
        return None if parent is None else self.comments[parent] if parent >= 0 else ""

    def to_networkx(self) -> "nx.DiGraph[str]":
        """Return the links as a networkx graph, comment → parent, with ``kind`` and ``probability`` on the edges.

        The article is a node too (``article``); a comment whose parent is missing has no edge.
        ``discourse.replies.export.to_networkx`` adds authors, texts and times.
        """
        from discourse.replies.export import links_to_networkx

        return links_to_networkx(self)
