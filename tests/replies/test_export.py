"""The graph for networkx and as files: what is in it, that it can be read back, and that it is always the same."""

import io
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph
from discourse.replies.export import gexf, graphml, to_networkx
from discourse.replies.graph import ReplyGraph

THREAD = Thread(
    article=Article(source="page.html", title="Harbour to close"),
    comments=(
        Comment(id="1", text="<b>Why?</b>\nIt is new.", author="Ann", reply_to="", posted="2024-05-01", score=-2),
        Comment(id="2", text="\x00bell\x07 \u202eturned\ud800", author="Bo & Co", reply_to="1"),
        Comment(id="3", text="=cmd|1", reply_to="77"),
    ),
)
GRAPH = reply_graph(THREAD)


def test_nodes_hold_what_is_known_and_nothing_else() -> None:
    digraph = to_networkx(THREAD, GRAPH)
    assert digraph.nodes["1"] == {
        "role": "comment",
        "label": "Ann",
        "author": "Ann",
        "posted": "2024-05-01",
        "status": "shown",
        "text": "<b>Why?</b>\nIt is new.",
        "number": 1,
        "depth": 1,
        "score": -2,
    }
    assert digraph.nodes["article"] == {"role": "article", "label": "Harbour to close"}
    assert "author" not in digraph.nodes["3"]


def test_edges_run_from_a_comment_to_what_it_answers_and_orphans_have_none() -> None:
    assert list(GRAPH.to_networkx().edges(data=True)) == [
        ("1", "article", {"kind": "explicit", "probability": 1.0}),
        ("2", "1", {"kind": "explicit", "probability": 1.0}),
    ]


def test_characters_that_xml_forbids_or_that_turn_text_around_are_replaced() -> None:
    assert to_networkx(THREAD, GRAPH).nodes["2"]["text"] == "\ufffdbell\ufffd \ufffdturned\ufffd"


NAMES = {
    "ids that are unlike": (["a", "b"], ["article", "a", "b"]),
    "a comment called article": (["article"], ["article (2)", "article"]),
    "an id twice": (["a", "a"], ["article", "a", "a (2)"]),
    "an id like a made name": (["a", "a (2)", "a"], ["article", "a", "a (2)", "a (3)"]),
    "ids alike once they are safe": (["\x01", "\x02"], ["article", "\ufffd", "\ufffd (2)"]),
}


@pytest.mark.parametrize(("ids", "nodes"), NAMES.values(), ids=NAMES)
def test_every_comment_has_a_node_of_its_own(ids: list[str], nodes: list[str]) -> None:
    thread = Thread(article=Article(source="x"), comments=tuple(Comment(id=name, text="", reply_to="") for name in ids))
    assert list(reply_graph(thread).to_networkx()) == nodes


Writer = Callable[[Thread, ReplyGraph], bytes]


def read_back(file: bytes) -> Any:
    return nx.read_graphml(io.BytesIO(file)) if b"<graphml" in file else nx.read_gexf(io.BytesIO(file))


@pytest.mark.parametrize("write", [graphml, gexf])
def test_a_file_read_back_has_the_same_texts_and_links(write: Writer) -> None:
    back = read_back(write(THREAD, GRAPH))
    assert {node: back.nodes[node].get("text") for node in back} == {
        "article": None,
        "1": "<b>Why?</b>\nIt is new.",
        "2": "\ufffdbell\ufffd \ufffdturned\ufffd",
        "3": "=cmd|1",
    }
    assert {(*edge, back.edges[edge]["kind"]) for edge in back.edges} == {
        ("1", "article", "explicit"),
        ("2", "1", "explicit"),
    }


@pytest.mark.parametrize("write", [graphml, gexf])
def test_a_file_has_no_date_and_no_program_version(write: Writer) -> None:
    file = write(THREAD, GRAPH)
    assert b"lastmodified" not in file
    assert nx.__version__.encode() not in file.replace(b"1.2draft", b"").replace(b'"1.2"', b"")


@pytest.mark.parametrize("write", [graphml, gexf])
def test_a_thread_without_comments_is_a_graph_of_the_article(write: Writer) -> None:
    empty = Thread(article=Article(source="x"))
    assert write(empty, reply_graph(empty)).count(b"<node ") == 1
