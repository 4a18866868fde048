"""The ids of comments in the markup of WordPress and of what was made after it."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from discourse.readers.wordpress.boxes import boxes_of


@pytest.mark.parametrize(
    ("own", "ids"),
    [
        (["comment-17", "comment-23"], ["17", "23"]),
        (["div-comment-17", "div-comment-23"], ["17", "23"]),
        (["dsq-comment-17", "dsq-comment-23"], ["17", "23"]),
        (["comment-5e01f0a1", "comment-5e01f0b2"], ["5e01f0a1", "5e01f0b2"]),
        (["comment-17", "comment-5e01f0b2"], ["17", "c2"]),
        (["", ""], ["c1", "c2"]),
        (["same", "same"], ["c1", "c2"]),
        (["comment-17", "note-17", "note-18"], ["17", "c2", "c3"]),
    ],
)
def test_id_is_what_tells_a_comment_from_the_others(own: list[str], ids: list[str]) -> None:
    items = "".join(f'<li class="comment depth-1" id="{each}"><p>Words.</p></li>' for each in own)
    assert [box.number for box in boxes_of(LexborHTMLParser(f"<ol>{items}</ol>"))] == ids
