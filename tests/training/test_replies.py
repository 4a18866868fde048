"""Learning to infer replies: from made-up threads, the same bytes each time, in the form that inference reads."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
import pytest

from discourse.errors import ReadError
from discourse.model import Article, Comment, ShownOrder, Thread
from discourse.replies.trees import NODE, Trees
from discourse.replies.walk import COLUMNS
from discourse.replies.weights import weights
from discourse.training.replies import cases as reply_cases
from discourse.training.replies import fit as reply_fit
from discourse.training.replies.cases import Case
from discourse.training.replies.trees import Growth, grown
from discourse.training.sources.linked import Known, load

WORDS = [
    "harbour",
    "ferry",
    "fog",
    "pier",
    "ticket",
    "late",
    "crew",
    "storm",
    "engine",
    "queue",
    "gull",
    "rope",
    "tide",
]
NAMES = ["ann", "bo", "cy", "dee", "eve"]


def write_threads(folder: Path, threads: int = 30, replies: int = 8) -> None:
    """Write trees of made-up posts in the form of RumourEval's."""
    lot = Random(1)  # noqa: S311  # no secret
    lines = []
    for number in range(threads):
        ids = [f"{number}-{at}" for at in range(replies + 1)]
        for at, id_ in enumerate(ids):
            parent = None if at == 0 else ids[lot.randrange(at)]
            lines.append({
                "id": id_, "thread": str(number), "parent_id": parent, "platform": "reddit", "split": "train",
                "author": lot.choice(NAMES), "created_at": 60 * at, "text": " ".join(lot.choices(WORDS, k=9)),
            })  # fmt: skip
    (folder / "posts_train_dev.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reply_fit, "GROWTHS", dict.fromkeys(reply_cases.VIEWS, Growth(3, 0.1, 4)))


def test_the_same_data_give_the_same_bytes(tmp_path: Path, small: None) -> None:
    write_threads(tmp_path)
    written = []
    for name in ("one", "two"):
        into = tmp_path / name
        reply_fit.train(tmp_path, into)
        written.append({path.name: path.read_bytes() for path in sorted(into.iterdir())})
    assert written[0] == written[1]
    assert list(written[0]) == ["trees_flat.npy", "trees_nested.npy", "weights.json"]


def test_trees_learn_what_decides(small: None) -> None:
    """Of two options the right one has the greater number in column 3."""
    lot = np.random.default_rng(0)
    cases = []
    for _ in range(400):
        rows = lot.random((2, 5)).astype(np.float32)
        right = rows[:, 3] == rows[:, 3].max()
        cases.append(Case("x", rows[:0], right, rows, np.zeros(2), right, np.ones(2) / 2, 0, 1))
    trees = grown(cases, Growth(20, 0.3, 6))
    assert trees.nodes.dtype == NODE
    assert np.mean([case.right[trees.scores(case.rows).argmax()] for case in cases]) > 0.9


def test_trees_add_up_their_leaves() -> None:
    rows = [(True, 0, 0.5, 1, 2, 0), (False, 0, np.inf, 1, 1, 1.0), (False, 0, np.inf, 2, 2, -1.0)]
    second = [(True, 1, 2.0, 4, 5, 0), (False, 0, np.inf, 4, 4, 0.25), (False, 0, np.inf, 5, 5, 0.5)]
    trees = Trees(np.array(rows + second, dtype=NODE))
    assert trees.scores(np.array([[0.5, 3.0], [0.6, 2.0]], dtype=np.float32)).tolist() == [1.5, -0.75]


@pytest.mark.parametrize("order", ["oldest", "newest", "nested", "unknown"])
def test_what_is_shipped_belongs_together(order: ShownOrder) -> None:
    found = weights(order)
    assert found.trees is not None
    assert found.trees.nodes["feature"].max() < len(COLUMNS)
    stored = json.loads((Path(reply_fit.__file__).parents[2] / "replies" / "weights.json").read_text(encoding="utf-8"))
    assert stored["nested" if order == "nested" else "flat"]["trees"]["columns"] == list(COLUMNS)


def known(*said: tuple[str, str | None]) -> Known:
    comments = tuple(
        Comment(id=str(number), text=text, reply_to=above, posted=f"2024-05-01T10:0{number}", score=number)
        for number, (text, above) in enumerate(said)
    )
    return Known("x", Thread(article=Article(source="x"), comments=comments, shown_order="oldest"))


TALK = known(("a", ""), ("bbb", ""), ("cc", "0"), ("dddd", "2"), ("e", None))
VIEWS: dict[str, tuple[Callable[[Known], Known], str]] = {
    "oldest": (lambda one: one.shown("oldest"), "01234"),
    "newest": (lambda one: one.shown("newest"), "43210"),
    "longest first": (lambda one: one.shown("unknown"), "31204"),
    "nested": (lambda one: one.shown("nested"), "02314"),
    "nested, newest first": (lambda one: one._replace(display="newest").shown("nested"), "41023"),
    "as the page shows it": (lambda one: one._replace(page=tuple("40231")).shown("nested"), "40231"),
}


@pytest.mark.parametrize(("view", "expected"), VIEWS.values(), ids=VIEWS)
def test_views(view: Callable[[Known], Known], expected: str) -> None:
    assert "".join(comment.id for comment in view(TALK).thread.comments) == expected


def test_parents_are_counted_in_the_order_shown() -> None:
    assert TALK.shown("nested").parents == [frozenset({-1}), frozenset({0}), frozenset({1}), frozenset({-1}), None]


def test_untimed_threads_have_neither_times_nor_votes() -> None:
    assert {(comment.posted, comment.score) for comment in TALK.untimed().thread.comments} == {(None, None)}


def test_a_thread_that_comes_twice_is_loaded_once(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_threads(tmp_path / name, threads=2)
    assert len(list(load(tmp_path))) == 2


def test_a_folder_without_threads_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no thread with known links was found"):
        reply_fit.train(tmp_path, tmp_path)
