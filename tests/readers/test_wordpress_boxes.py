"""The ids of comments in the markup of WordPress and of what was made after it."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from discourse.readers.wordpress.boxes import boxes_of, in_widgets


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


@pytest.mark.parametrize(
    ("holder", "in_widget"),
    [
        ("widget widget_recent_comments", True),
        ("widget widget_town_recentcomments", True),
        ("widget widget_latest-comments-box", True),
        ("widget widget_recent_entries", False),
        ("widget widget_text", False),
        ("recent comments", False),
        ("content", False),
    ],
)
def test_what_a_widget_of_recent_comments_lists_is_no_comment_of_the_page(holder: str, in_widget: bool) -> None:
    item = '<li class="comment depth-1" id="li-comment-{}"><article id="comment-{}"><p>Words.</p></article></li>'
    lists = "".join(
        f'<div class="{name}"><ol>{item.format(id_, id_)}</ol></div>' for name, id_ in (("x", 7), (holder, 9))
    )
    tree = LexborHTMLParser(f"<body>{lists}</body>")
    assert ([box.number for box in boxes_of(tree)], len(in_widgets(tree))) == (
        (["7"], 1) if in_widget else (["7", "9"], 0)
    )
