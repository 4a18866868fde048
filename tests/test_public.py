"""The contract of ``import discourse``: names, fields, and that the import itself costs nothing."""

import subprocess
import sys
from pathlib import Path
from typing import assert_type

import msgspec
import pytest

import discourse
from discourse import Analysis, Article, Codebook, Coding, Comment, Link, ReplyGraph, Thread

HAND_MADE = Thread(article=Article(source="x"), comments=(Comment(id="1", text="…"),))


def test_import_loads_nothing_but_itself() -> None:
    script = "import sys, discourse; print([m for m in sys.modules if 'discourse' in m], 'numpy' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout  # noqa: S603  # ours
    assert shown == "['discourse'] False\n"


@pytest.mark.parametrize("name", discourse.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(discourse, name) is not None
    assert name in dir(discourse)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'analyze'"):
        discourse.analyze  # noqa: B018  # that is the test


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        (Link, ("comment", "parent", "kind", "probability", "stated")),
        (Coding, ("comment", "variable", "target", "code", "coder", "probability", "span")),
        (Article, ("source", "url", "title", "author", "site", "published", "language", "body", "id")),
    ],
)
def test_fields(record: type[msgspec.Struct], fields: tuple[str, ...]) -> None:
    assert record.__struct_fields__ == fields


def test_analyse_gives_the_four_values_together() -> None:
    analysis = assert_type(discourse.analyse(HAND_MADE), Analysis)
    assert_type(analysis.thread, Thread)
    assert_type(analysis.graph, ReplyGraph)
    assert_type(analysis.codings, tuple[Coding, ...])
    assert_type(analysis.codebook, Codebook)
    assert assert_type(analysis.graph.links(), list[Link])[0].comment == "1"


def test_a_hand_made_thread_goes_all_the_way(tmp_path: Path) -> None:
    folder = discourse.report(discourse.analyse(HAND_MADE), tmp_path / "out")
    assert (folder / "report.pdf").read_bytes().startswith(b"%PDF")


def test_a_hand_made_codebook_is_enough() -> None:
    assert discourse.analyse(HAND_MADE, codebook=Codebook(title="Ducks")).codebook.version == "0"


def test_without_inference_only_what_is_stated_counts() -> None:
    link = discourse.analyse(HAND_MADE, infer_replies=False).graph.links()[0]
    assert (link.parent, link.kind, link.probability) == (None, "missing", 0.0)


def test_printed_it_is_one_line() -> None:
    shown = repr(discourse.analyse(HAND_MADE, codebook=Codebook(title="Ducks")))
    assert shown == "<Analysis of 'x': 1 comments, 2 codings, 'Ducks'>"


def test_a_notebook_shows_a_summary_with_names_escaped() -> None:
    thread = Thread(article=Article(source="<script>"), comments=HAND_MADE.comments)
    shown = discourse.analyse(thread)._repr_html_()
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown
