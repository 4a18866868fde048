"""Every text in tests/pages/pasted reads as its gold beside it says; the same texts survive what copying does to them.

To add a test, drop in NAME.txt and NAME.gold.json: a Thread as JSON, written and checked by eye.
"""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from discourse.model import Skipped, Thread
from discourse.readers import pasted, read
from discourse.readers.source import Source

PAGES = sorted((Path(__file__).parent.parent / "pages" / "pasted").glob("*.txt"))
NAMES = [page.stem for page in PAGES]


def gold_of(page: Path) -> Thread:
    return msgspec.json.decode(page.with_suffix(".gold.json").read_bytes(), type=Thread, strict=True)


def without_counted_lines(skipped: tuple[Skipped, ...]) -> list[tuple[str, str, int | None]]:
    return [(item.kind, item.reason, item.count) for item in skipped if item.kind != "boilerplate"]


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_comments_are_as_the_gold(page: Path) -> None:
    assert msgspec.to_builtins(read(page).comments) == msgspec.to_builtins(gold_of(page).comments)


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_article_is_as_the_gold(page: Path) -> None:
    assert msgspec.to_builtins(read(page).article) == msgspec.to_builtins(gold_of(page).article)


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_ledger_is_as_the_gold(page: Path) -> None:
    thread, gold = read(page), gold_of(page)
    assert (thread.reader, thread.declared, thread.shown_order) == ("pasted", gold.declared, gold.shown_order)
    assert without_counted_lines(thread.skipped) == without_counted_lines(gold.skipped)


def _tight(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if line.strip())


def _spaced(text: str) -> str:
    return "\n\n".join(line for line in text.splitlines() if line.strip())


def _crlf(text: str) -> str:
    return "\r\n".join(text.splitlines())


def _hard_blanks(text: str) -> str:
    return text.replace(" ", "\u00a0")


def _trailing(text: str) -> str:
    return "\n".join(line + "  \t" for line in text.splitlines())


COPIES: dict[str, Callable[[str], str]] = {
    "no blank lines": _tight,
    "a blank line after each line": _spaced,
    "CRLF": _crlf,
    "no-break blanks": _hard_blanks,
    "trailing blanks": _trailing,
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_authors_and_words_survive_another_way_of_copying(page: Path, copy: Callable[[str], str]) -> None:
    thread = read(copy(page.read_text("utf-8")).encode())
    assert [(each.author, each.text.split()) for each in thread.comments] == [
        (each.author, each.text.split()) for each in gold_of(page).comments
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Ann says:\nWhy?\n", "plain text without markup"),
        (b"a < b and c > d\n", "plain text without markup"),
        ("{ 3 comments… read them below or add one }\n".encode(), "plain text without markup"),
        (b"[1] see below\n", "plain text without markup"),
        (b"<!DOCTYPE html><html><body><p>Hi</p></body></html>", None),
        (b'<?xml version="1.0"?><rss><channel/></rss>', None),
        (b'{"comments": []}', None),
        (b'[{"id": 1}]', None),
        (b"  \n ", None),
    ],
)
def test_matches_plain_text_only(data: bytes, expected: str | None) -> None:
    assert pasted.matches(Source("x.txt", data)) == expected


def test_one_line_of_five_megabytes_is_read() -> None:
    (thread,) = pasted.threads(Source("x.txt", b"word " * 1_000_000))
    assert (len(thread.comments), thread.declared) == (0, None)


@pytest.mark.parametrize(
    "unit", ["\n", "1\n", "Ann\n", "Reply\n", "Ann says:\n", "3 May 2019\n", "6 Comments\n", "x " * 50 + "\n"]
)
def test_the_same_line_thirty_thousand_times_is_read_in_time(unit: str) -> None:
    (thread,) = pasted.threads(Source("x.txt", ("Why\n" + unit * 30_000).encode()))
    assert thread.reader == "pasted"


def test_many_comments_are_read_in_order() -> None:
    page = "3000 Comments\n" + "".join(
        f"User {n}\n3 May 2019 at 10:{n % 60:02d}\n\nThis is what number {n} says here.\n\nReply\n"
        for n in range(3_000)
    )
    (thread,) = pasted.threads(Source("x.txt", page.encode()))
    assert [len(thread.comments), thread.comments[-1].author, thread.comments[-1].text] == [
        3_000,
        "User 2999",
        "This is what number 2999 says here.",
    ]


@pytest.mark.parametrize(
    ("page", "authors", "skipped"),
    [
        (
            "2 Comments\nAnnMay 3, 2019 at 10:04 am\nWhy?\nReply\nBo LeeMay 4, 2019 at 9:00 am\nHow?\nReply\n",
            ["Ann", "Bo Lee"],
            [],
        ),
        (
            "2replies\nadmin May 3, 2019 at 10:04 am\nWhy?\nReply\nBo May 4, 2019 at 9:00 am\n"
            "Your comment is awaiting moderation.\nHow?\nReply\n",
            ["admin"],
            [("unapproved", 1)],
        ),
        (
            "3 Comments\nAnn May 3, 2019 at 10:04 am\nWhy?\nA week elsewhere\n[…] as Ann asked […]\n"
            "Bo May 4, 2019 at 9:00 am\nHow?\n1 Trackback\nA year elsewhere\n",
            ["Ann", "Bo"],
            [("pingback", 1)],
        ),
        ("3 Comments\nLoad more comments\nLeave a Reply\n", [], [("stub", None)]),
        ("Recent Comments\nAnn on Rain\nBo on Snow\nMay 3, 2019\n", [], []),
    ],
    ids=["glued date", "awaiting moderation", "excerpt and trackback", "stub only", "widget only"],
)
def test_comments_and_what_is_no_comment(page: str, authors: list[str], skipped: list[tuple[str, int | None]]) -> None:
    thread = read(page.encode())
    assert [each.author for each in thread.comments] == authors
    assert [(item.kind, item.count) for item in thread.skipped if item.kind != "boilerplate"] == skipped
