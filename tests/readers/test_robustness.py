"""Damaged pages: a thread or one clear error comes out, never anything else, and soon."""

import contextlib
import random
import time
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


def test_wide_page_is_read_in_linear_time() -> None:
    item = '<li id="comment-{0}" class="comment depth-1"><b class="fn">A</b><div class="comment-content">t</div></li>'

    def seconds(count: int) -> float:
        data = ("<html><ol>" + "".join(item.format(n) for n in range(count)) + "</ol>").encode()
        start = time.perf_counter()
        assert len(read(data).comments) == count
        return time.perf_counter() - start

    seconds(50)
    assert seconds(2_000) < 10 * max(seconds(500), 0.02)


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
