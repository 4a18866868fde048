"""How many parents are inferred right on our own corpora, all stated parents hidden; the floors only go up."""

from pathlib import Path

import msgspec
import pytest

from discourse.model import ShownOrder, Thread
from discourse.replies.build import reply_graph

CORPORA = Path(__file__).parents[2] / "corpora"
NAMES = sorted(path.parent.parent.name for path in CORPORA.glob("*/gold/thread.json"))
FLOORS: dict[tuple[ShownOrder, bool], float] = {
    ("nested", True): 0.84,
    ("nested", False): 0.83,
    ("oldest", True): 0.66,
}
"""By the order shown, and whether times are: the share of comments whose parent is right, of all corpora together."""


def hidden(thread: Thread, order: ShownOrder, timed: bool) -> Thread:
    """Return the thread as a page shows it that states no parents."""
    comments = [
        msgspec.structs.replace(comment, reply_to=None, posted=comment.posted if timed else None)
        for comment in thread.comments
    ]
    if order == "oldest":
        comments.sort(key=lambda comment: (len(comment.id), comment.id))
    return msgspec.structs.replace(thread, comments=tuple(comments), shown_order=order)


def right(name: str, order: ShownOrder, timed: bool) -> list[bool]:
    gold = msgspec.json.decode((CORPORA / name / "gold" / "thread.json").read_bytes(), type=Thread)
    true = {comment.id: comment.reply_to or None for comment in gold.comments}
    return [link.parent == true[link.comment] for link in reply_graph(hidden(gold, order, timed)).links()]


@pytest.mark.parametrize(("order", "timed"), FLOORS)
def test_parents_are_inferred(order: ShownOrder, timed: bool) -> None:
    found = [is_right for name in NAMES for is_right in right(name, order, timed)]
    assert sum(found) / len(found) >= FLOORS[order, timed]
