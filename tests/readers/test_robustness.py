"""Damaged pages: a thread or one clear error comes out, never anything else, and soon."""

import contextlib
import random
import re
from pathlib import Path

import pytest

from discourse.errors import ReadError
from discourse.readers import read

PAGES = sorted(
    page
    for reader in ("wpdiscuz", "wordpress")
    for page in (Path(__file__).parent.parent / "pages" / reader).glob("*.html")
)
SPLICES = (
    b"<",
    b">",
    b"</div>",
    b"<div>",
    b'"',
    b"&#x0;",
    b"\xff\xfe",
    b"<!--",
    b"<script>",
    b"</ol></li>",
    b"\r",
    b"<dd>",
    b"comment-",
    b"depth-99999999999",
    b"<template>",
    b"<svg><p>",
    b"<table><li>",
)


def _damaged(data: bytes, seed: int) -> bytes:
    """Return a page cut short, with pieces left out, moved and spliced in."""
    chance = random.Random(seed)  # noqa: S311 - damage that must be the same on every run
    for _ in range(chance.randint(1, 12)):
        start = chance.randrange(len(data))
        end = min(len(data), start + chance.randint(1, 400))
        data = chance.choice(
            [
                data[:start] + data[end:],
                data[:start] + chance.choice(SPLICES) + data[start:],
                data[:start] + data[start:end] * 2 + data[end:],
            ]
        )
    return data[: chance.randrange(len(data) // 2, len(data))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_damaged_page_gives_a_thread_or_a_read_error(page: Path) -> None:
    data = page.read_bytes()
    for seed in range(40):
        with contextlib.suppress(ReadError):
            thread = read(_damaged(data, seed), reader=page.parent.name)
            assert len({comment.id for comment in thread.comments}) == len(thread.comments)


def _chain(depth: int) -> bytes:
    item = '<ol class="children"><li id="comment-{0}" class="comment depth-{0}"><div class="comment-content">t{0}</div>'
    opened = "".join(item.format(n) for n in range(1, depth + 1))
    return f"<html><body>{opened}".encode()


def test_chain_of_replies_keeps_every_level() -> None:
    thread = read(_chain(600))
    assert [comment.reply_to for comment in thread.comments] == ["", *(str(n) for n in range(1, 600))]


_REPLY = (
    '<li id="comment-{0}" class="comment depth-{0}"><article id="div-comment-{0}" class="comment-body">'
    '<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Ann {0}</b></div>'
    '<a href="#comment-{0}"><time datetime="2020-01-01T10:00">1 January 2020</time></a></footer>'
    '<div class="comment-content"><h3>Point {0}</h3><p>Words of {0}.</p></div></article><ol class="children">'
)
_WPDISCUZ = (
    '<div id="wpd-comm-{0}_{1}" class="comment wpd-comment"><div id="comment-{0}" class="wpd-comment-right">'
    '<div class="wpd-comment-author">Ann {0}</div><div class="wpd-comment-text"><p>Words of {0}.</p></div></div>'
)


def test_wordpress_replies_each_to_the_one_before() -> None:
    count = 2_400
    opened = "".join(_REPLY.format(number) for number in range(1, count + 1))
    thread = read(f"<html><body><ol class='comment-list'>{opened}{'</ol></li>' * count}</ol></body></html>".encode())
    assert [(each.reply_to, each.author, each.text) for each in thread.comments] == [
        (str(number - 1) if number > 1 else "", f"Ann {number}", f"Point {number}\n\nWords of {number}.")
        for number in range(1, count + 1)
    ]


def test_wpdiscuz_replies_each_to_the_one_before() -> None:
    count = 2_400
    opened = "".join(_WPDISCUZ.format(number, number - 1) for number in range(1, count + 1))
    thread = read(f"<html><body><div id='wpdcom'>{opened}</div></body></html>".encode())
    assert [(each.reply_to, each.author, each.text) for each in thread.comments] == [
        (str(number - 1) if number > 1 else "", f"Ann {number}", f"Words of {number}.")
        for number in range(1, count + 1)
    ]


def test_wpdiscuz_page_of_thousands_of_comments() -> None:
    count = 5_000
    boxes = "".join(_WPDISCUZ.format(number, 0) + "</div>" for number in range(1, count + 1))
    thread = read(f"<html><body><div id='wpdcom'>{boxes}</div></body></html>".encode())
    assert [each.text for each in thread.comments] == [f"Words of {number}." for number in range(1, count + 1)]


_DEEP_TAGS = (
    "<div>", "<b>", "<span>", "<h2>", "<header>", "<div class=date>", "<div class=comment-content>", "<strong>",
    "<div class=title>", "<section class=widget>",
)  # fmt: skip


@pytest.mark.parametrize("tag", _DEEP_TAGS)
def test_comment_of_thousands_of_nested_tags_reads_beside_the_others(tag: str) -> None:
    item = '<li id="comment-{}" class="comment depth-1"><b class="fn">Ann</b><div class="comment-content">{}</div></li>'
    items = item.format(1, "one") + item.format(2, tag * 18_000 + "<i>two</i>") + item.format(3, "three")
    thread = read(f"<html><h1>Title of it</h1><ol class=comment-list>{items}</ol></html>".encode())
    assert [each.text for each in thread.comments] == ["one", "two", "three"]


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 50_000,
        "<SCRIPT>1</SCRIPT>" + "<div>" * 50_000,
        "<!-->" + "<div>" * 50_000,
        "<svg><title>" + "<div>" * 50_000 + "</title>",
        "<div>" * 15_000 + "<p></p>" * 200_000,
        "<p>" + "".join(f"<b id={number}>" for number in range(2_000)) + "</p>" + "<p>x</p>" * 100_000,
    ],
    ids=["deep", "after a script", "after an empty comment", "in a drawing", "much in the deep", "bold in all blocks"],
)
def test_markup_that_no_parser_can_bear_is_refused(markup: str) -> None:
    with pytest.raises(ReadError) as refused:
        read(f"<html class='comment depth-1 wp-content'>{markup}".encode(), reader="wordpress", name="x.html")
    assert (
        str(refused.value) == "x.html: tags are nested too deep (more than 20,000) or never closed; save the page again"
    )


def test_bold_that_no_comment_closes_is_no_reason_to_refuse() -> None:
    item = '<li id="comment-{0}" class="comment depth-1"><div class="comment-content"><p><b>t{0}</p></div></li>'
    page = "<html><ol class=comment-list>" + "".join(item.format(number) for number in range(5_000))
    assert len(read(page.encode()).comments) == 5_000


def test_wide_page_keeps_every_comment() -> None:
    item = '<li id="comment-{0}" class="comment depth-1"><b class="fn">A</b><div class="comment-content">t</div></li>'
    data = ("<html><ol>" + "".join(item.format(number) for number in range(5_000)) + "</ol>").encode()
    assert [each.id for each in read(data).comments] == [str(number) for number in range(5_000)]


@pytest.mark.parametrize(
    "script",
    [
        '{"@graph": ' * 2_000,
        "[" * 100_000,
        '{"@type":"Article","author":{"@id":"a"},"@id":"a"}',
        '{"@type":["Article",{}],"headline":[[[]]]}',
        '{"@type":"Article","datePublished":{"x":1},"author":7}',
    ],
    ids=["graphs", "brackets", "cycle", "odd types", "odd values"],
)
def test_hostile_json_ld_is_no_error(script: str) -> None:
    comment = '<li id="comment-1" class="comment depth-1"><div class="comment-content">x</div></li>'
    page = f'<html><script type="application/ld+json">{script}</script><h1>Title of it</h1><ol>{comment}</ol>'
    assert read(page.encode()).article.title == "Title of it"


def test_a_drupal_comment_with_an_empty_byline_has_no_author() -> None:
    page = (Path(__file__).parent.parent / "pages" / "drupal" / "ten_nested_de.html").read_text("utf-8")
    bare = re.sub(r'(<p class="comment__submitted">).*?(</p>)', r"\1\2", page)
    assert {comment.author for comment in read(bare.encode(), reader="drupal").comments} == {None}
