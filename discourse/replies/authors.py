"""Authors: how unequally they take part, who answers whom, and whether they are answered back.

An author is a name exactly as shown. A comment without a name, or under a name that anybody may use ("Guest"),
could be by anyone: such comments are left out of every measure here and counted in ``Participation.unnamed``.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec
import numpy as np

from discourse.model import Comment, Thread
from discourse.replies.graph import ReplyGraph

NAMES_OF_NOBODY = frozenset(
    {
        *("anonymous", "guest", "visitor", "unknown", "user", "n/a", "deleted", "[deleted]", "[removed]"),
        *("anonym", "anonymer", "gast", "besucher", "unbekannt", "anonyme", "invité", "inconnu"),
        *("anónimo", "invitado", "desconocido", "anônimo", "convidado", "anonimo", "ospite", "anoniem"),
    }
)


class Participation(msgspec.Struct, frozen=True, kw_only=True):
    """How a thread's comments are spread over its authors; ``None`` where there is no named author.

    ``gini`` is that of the comments per author; ``top_author_share`` is the share of the comments by named authors
    that the most active one wrote; ``unnamed`` counts the comments that are left out.
    """

    authors: int
    comments: int
    unnamed: int
    gini: float | None
    top_author_share: float | None


class Interaction(msgspec.Struct, frozen=True, kw_only=True):
    """How often one author answers another (or themselves)."""

    author: str
    answers: str
    replies: int


class Dyads(msgspec.Struct, frozen=True, kw_only=True):
    """Pairs of different authors of whom both answer the other (mutual) or only one does (asymmetric)."""

    mutual: int
    asymmetric: int


def named(comment: Comment) -> str | None:
    """Return the comment's author, or ``None`` where that name does not tell one person from another.

    >>> named(Comment(id="1", text="", author=" Ann ")), named(Comment(id="2", text="", author="Guest"))
    ('Ann', None)
    """
    name = (comment.author or "").strip()
    return name if name and name.casefold() not in NAMES_OF_NOBODY else None


def gini(values: Iterable[float]) -> float | None:
    """Return the Gini coefficient of values ≥ 0: 0 where all are equal, (n - 1) / n where one has all.

    G = Σ (2 i - n - 1) x_i / (n Σ x_i) over the values in rising order, i = 1 … n (Damgaard & Weiner 2000, without
    their small-sample factor). Undefined (``None``) without values or where all are 0.

    >>> gini([1, 1, 1, 1]), gini([0, 0, 0, 8]), gini([1, 2, 3, 4])
    (0.0, 0.75, 0.25)
    """
    ordered = np.sort(np.fromiter(values, dtype=np.float64))
    count, total = len(ordered), float(ordered.sum())
    if not total:
        return None
    ranks = 2 * np.arange(1, count + 1) - count - 1
    return float(ranks @ ordered / (count * total))


def participation(thread: Thread) -> Participation:
    """Return how the comments are spread over the authors.

    >>> from discourse.model import Article
    >>> comments = tuple(Comment(id=str(number), text="", author=name) for number, name in enumerate("AAAB"))
    >>> participation(Thread(article=Article(source="x"), comments=comments)).gini
    0.25
    """
    counts = Counter(name for comment in thread.comments if (name := named(comment)))
    return Participation(
        authors=len(counts),
        comments=len(thread.comments),
        unnamed=len(thread.comments) - counts.total(),
        gini=gini(counts.values()),
        top_author_share=max(counts.values()) / counts.total() if counts else None,
    )


def interactions(thread: Thread, graph: ReplyGraph) -> tuple[Interaction, ...]:
    """Return who answers whom and how often, most often first, then by name; links to the article are not in it."""
    counts = Counter(_answers(thread, graph))
    return tuple(
        Interaction(author=author, answers=other, replies=replies)
        for (author, other), replies in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def dyads(thread: Thread, graph: ReplyGraph) -> Dyads:
    """Return the census of pairs of different authors between whom there is a reply."""
    ties = {(author, other) for author, other in _answers(thread, graph) if author != other}
    both = sum((other, author) in ties for author, other in ties)
    return Dyads(mutual=both // 2, asymmetric=len(ties) - both)


def reciprocity(thread: Thread, graph: ReplyGraph) -> float | None:
    """Return the share of connected pairs of authors who answer each other: M / (M + A).

    M and A are the mutual and asymmetric dyads of the census of Holland & Leinhardt (1970), see Wasserman & Faust
    (1994, ch. 13). Undefined (``None``) where no named author answers another.
    """
    census = dyads(thread, graph)
    connected = census.mutual + census.asymmetric
    return census.mutual / connected if connected else None


def _answers(thread: Thread, graph: ReplyGraph) -> Iterator[tuple[str, str]]:
    names = [named(comment) for comment in thread.comments]
    for author, parent in zip(names, graph.parent.tolist(), strict=True):
        if parent >= 0 and author and (other := names[parent]):
            yield author, other
