"""The reply graph for networkx, and as GraphML and GEXF files.

Nodes are the article and the comments, edges run from a comment to what it answers; a comment whose parent is
missing has no edge. Attributes have one type each and are left out where the source does not say. Text is data from
strangers: characters that XML forbids, and those that turn the direction of what follows, become U+FFFD.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from discourse.model import Article, Comment, Thread
from discourse.replies.graph import ARTICLE, LINK_KINDS, MISSING, ReplyGraph
from discourse.replies.metrics import depths

if TYPE_CHECKING:
    import networkx as nx

    DiGraph = nx.DiGraph[str]

_UNSAFE = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # not a character in XML 1.0
    "|[\u202a-\u202e\u2066-\u2069]"  # turns the direction of the text after it
)


def to_networkx(thread: Thread, graph: ReplyGraph) -> "DiGraph":
    """Return the graph with the thread's facts as attributes (str, int or float; absent where unknown).

    Nodes are called ``article`` and by the comments' ids; the later of two equal names gets a number, as in ``7 (2)``.

    >>> from discourse.replies.build import reply_graph
    >>> comment = Comment(id="7", text="Why?", author="Ann", reply_to="")
    >>> thread = Thread(article=Article(source="x", title="News"), comments=(comment,))
    >>> to_networkx(thread, reply_graph(thread)).edges["7", "article"]
    {'kind': 'explicit', 'probability': 1.0}
    """
    digraph = links_to_networkx(graph)
    comments = map(_comment_facts, thread.comments, range(len(graph)), depths(graph).tolist())
    facts: list[Mapping[str, str | int]] = [_article_facts(thread.article), *comments]
    for node, known in zip(list(digraph), facts, strict=True):
        digraph.nodes[node].update(known)
    return digraph


def links_to_networkx(graph: ReplyGraph) -> "DiGraph":
    """Return the bare graph: nodes with their role, edges with kind and probability, and what is stated instead."""
    import networkx as nx

    *names, article = _distinct([*graph.comments, "article"])
    digraph: DiGraph = nx.DiGraph()
    digraph.add_node(article, role="article")
    digraph.add_nodes_from(names, role="comment")
    links = zip(names, graph.parent.tolist(), graph.kind.tolist(), graph.probability.tolist(), strict=True)
    digraph.add_edges_from(
        (name, article if parent == ARTICLE else names[parent], {"kind": LINK_KINDS[kind], "probability": probability})
        for name, parent, kind, probability in links
        if parent != MISSING
    )
    for number, stated in graph.instead_of.items():
        if (parent := int(graph.parent[number])) >= 0:
            digraph.edges[names[number], names[parent]]["stated"] = article if stated == ARTICLE else names[stated]
    return digraph


def graphml(thread: Thread, graph: ReplyGraph) -> bytes:
    """Return the graph as a GraphML file: the same bytes for the same input."""
    from networkx.readwrite.graphml import write_graphml_xml

    file = io.BytesIO()
    # not write_graphml, whose bytes depend on whether lxml is installed
    write_graphml_xml(to_networkx(thread, graph), file)
    return file.getvalue()


def gexf(thread: Thread, graph: ReplyGraph) -> bytes:
    """Return the graph as a GEXF 1.2 file: the same bytes for the same input, so without date and program version."""
    from networkx.readwrite.gexf import GEXFWriter

    writer: Any = GEXFWriter(version="1.2draft")
    writer.add_graph(to_networkx(thread, graph))
    for meta in [element for element in writer.xml if element.tag.endswith("meta")]:
        writer.xml.remove(meta)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _article_facts(article: Article) -> dict[str, str]:
    facts = {"label": article.title or article.source, "author": article.author, "posted": article.published}
    return {name: _safe(fact) for name, fact in facts.items() if fact is not None}


def _comment_facts(comment: Comment, number: int, depth: int) -> dict[str, str | int]:
    facts = {
        "label": comment.author or comment.id,
        "author": comment.author,
        "posted": comment.posted or comment.posted_as_shown,
        "status": comment.status,
        "text": comment.text,
    }
    known: dict[str, str | int] = {name: _safe(fact) for name, fact in facts.items() if fact is not None}
    known |= {"number": number + 1, "depth": depth}
    return known if comment.score is None else known | {"score": comment.score}


def _safe(text: str) -> str:
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def _distinct(names: Iterable[str]) -> Iterator[str]:
    """Yield the names, safe, with " (2)", " (3)" … where one occurred before."""
    last: dict[str, int] = {}
    for name in map(_safe, names):
        number = last.get(name, 0) + 1
        while (distinct := name if number == 1 else f"{name} ({number})") in last:
            number += 1
        last[name] = number
        last.setdefault(distinct, 1)
        yield distinct
