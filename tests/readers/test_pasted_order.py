"""The order in which a pasted page shows its comments, from their times alone."""

import pytest

from discourse.model import Comment
from discourse.readers.pasted.order import order_of


@pytest.mark.parametrize(
    ("days", "order"),
    [
        ([1, 2, 3, 4], "oldest"),
        ([4, 3, 2, 1], "newest"),
        ([1, 5, 2, 3], "nested"),
        ([9, 10, 4, 6, 1], "nested"),
        ([1, 1, 1, 1], "unknown"),
    ],
    ids=["rising", "falling", "a late reply above", "newest thread first, replies oldest first", "all alike"],
)
def test_order(days: list[int], order: str) -> None:
    comments = [Comment(id=str(place), text="x", posted=f"2024-05-{day:02}") for place, day in enumerate(days)]
    assert order_of(comments, [], []) == order
