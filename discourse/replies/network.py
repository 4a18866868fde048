"""Who answers whom: the network of a thread's named authors, and the place of each in it.

Nodes are authors, an edge runs from one who answers to the one answered, its weight the number of answers. Answers
to oneself and comments under names that tell nobody apart are not in it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from discourse.model import Thread
from discourse.replies.authors import named
from discourse.replies.forest import planted
from discourse.replies.graph import ReplyGraph
from discourse.replies.pace import waits
from discourse.text import count_words

if TYPE_CHECKING:
    import networkx as nx

MOST_TIED = 1000
"""Betweenness is exact, and so grows with authors times ties; beyond this many authors in contact it is left out."""
_DIGITS = 6
"""Centralities are rounded, so that they come out the same on any machine; PageRank is iterated to less than this."""


class Interaction(msgspec.Struct, frozen=True, kw_only=True):
    """How often one author answers another (or themselves)."""

    author: str
    answers: str
    replies: int


class AuthorMeasures(msgspec.Struct, frozen=True, kw_only=True):
    """What one author did in a thread; ``undefined`` says why a measure is ``None``, by its name.

    ====================  ===========================================================================================
    author                the name; ``None`` for all comments whose name tells nobody apart
    comments, words       how many they wrote
    replies_given         their answers to comments
    replies_received      the answers to their comments
    answered_share        share of their comments that got an answer
    median_reply_minutes  median minutes from the comment that they answer to their answer
    answers, answered_by  out-degree and in-degree: how many other authors they answer, and are answered by
    reciprocated          share of the authors in contact with them with whom answers go both ways
    pagerank              of the network with its weights, damping .85 (Brin & Page 1998): where attention ends up
    betweenness           share of the shortest ways between two others that lead over them (Freeman 1977)
    ====================  ===========================================================================================
    """

    author: str | None
    comments: int
    words: int
    replies_given: int
    replies_received: int
    answered_share: float
    median_reply_minutes: float | None
    answers: int | None
    answered_by: int | None
    reciprocated: float | None
    pagerank: float | None
    betweenness: float | None
    undefined: dict[str, str]


def interactions(thread: Thread, graph: ReplyGraph) -> tuple[Interaction, ...]:
    """Return who answers whom and how often, most often first, then by name; links to the article are not in it."""
    counts = Counter(_answers(thread, graph))
    return tuple(
        Interaction(author=author, answers=other, replies=replies)
        for (author, other), replies in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def network(thread: Thread, graph: ReplyGraph) -> "nx.DiGraph[str]":
    """Return the network of all named authors, those who answer nobody too, with ``weight`` on the edges."""
    import networkx as nx

    ties: nx.DiGraph[str] = nx.DiGraph()
    ties.add_nodes_from(sorted({name for comment in thread.comments if (name := named(comment))}))
    for (author, other), replies in sorted(Counter(_answers(thread, graph)).items()):
        if author != other:
            ties.add_edge(author, other, weight=replies)
    return ties


class Place(NamedTuple):
    """The place of one author in the network, as ``AuthorMeasures`` describes it."""

    answers: int | None = None
    answered_by: int | None = None
    reciprocated: float | None = None
    pagerank: float | None = None
    betweenness: float | None = None


def author_measures(thread: Thread, graph: ReplyGraph) -> tuple[AuthorMeasures, ...]:
    """Return one record per author, most comments first, then by name; the comments without a name come last."""
    ties = network(thread, graph)
    places = _places(ties)
    written: defaultdict[str | None, list[int]] = defaultdict(list)
    for number, comment in enumerate(thread.comments):
        written[named(comment)].append(number)
    ranked = sorted(written, key=lambda name: (name is None, -len(written[name]), name or ""))
    record = _recorder(thread, graph)
    return tuple(record(name, written[name], places.get(name, Place()), _reasons(ties, name)) for name in ranked)


def _recorder(
    thread: Thread, graph: ReplyGraph
) -> Callable[[str | None, list[int], Place, dict[str, str]], AuthorMeasures]:
    """Return the function that makes the record of one author from the numbers of their comments."""
    replies = np.bincount(graph.parent[graph.parent >= 0], minlength=len(graph))
    minutes = waits(planted([(thread, graph)])).minutes

    def record(name: str | None, numbers: list[int], place: Place, reasons: dict[str, str]) -> AuthorMeasures:
        known = minutes[numbers][~np.isnan(minutes[numbers])]
        values = {"median_reply_minutes": float(np.median(known)) if known.size else None, **place._asdict()}
        return AuthorMeasures(
            author=name,
            comments=len(numbers),
            words=sum(count_words(thread.comments[number].text) for number in numbers),
            replies_given=int(np.count_nonzero(graph.parent[numbers] >= 0)),
            replies_received=int(replies[numbers].sum()),
            answered_share=int(np.count_nonzero(replies[numbers])) / len(numbers),
            **values,
            undefined={measure: reasons[measure] for measure, value in values.items() if value is None},
        )

    return record


def _places(ties: "nx.DiGraph[str]") -> dict[str | None, Place]:
    """Return the place of each author in the network."""
    import networkx as nx

    rank = nx.pagerank(ties) if ties.size() else {}
    between = nx.betweenness_centrality(ties) if _few_enough(ties) else {}
    places: dict[str | None, Place] = {}
    for name in ties:
        answered, answering = set(ties.successors(name)), set(ties.predecessors(name))
        contacts = len(answered | answering)
        places[name] = Place(
            answers=len(answered),
            answered_by=len(answering),
            reciprocated=len(answered & answering) / contacts if contacts else None,
            pagerank=round(rank[name], _DIGITS) if rank else None,
            betweenness=round(between[name], _DIGITS) if between else None,
        )
    return places


def _few_enough(ties: "nx.DiGraph[str]") -> bool:
    return len(ties) >= 3 and sum(1 for _, degree in ties.degree() if degree) <= MOST_TIED


def _reasons(ties: "nx.DiGraph[str]", name: str | None) -> dict[str, str]:
    """Return why a measure of this author is undefined, if it is."""
    wait = {
        "median_reply_minutes": "none of the replies has a time that is known to be later than that of what it answers"
    }
    if name is None:
        return wait | dict.fromkeys(Place._fields, "comments without a name can be by anyone")
    few, many = "there are fewer than three named authors", f"more than {MOST_TIED:,} authors are in contact"
    return wait | {
        "reciprocated": "is in contact with no other named author",
        "pagerank": "no named author answers another",
        "betweenness": few if len(ties) < 3 else many,
    }


def _answers(thread: Thread, graph: ReplyGraph) -> Iterator[tuple[str, str]]:
    names = [named(comment) for comment in thread.comments]
    for author, parent in zip(names, graph.parent.tolist(), strict=True):
        if parent >= 0 and author and (other := names[parent]):
            yield author, other
