"""PTT, the bulletin board of Taiwan: a post with the lines that readers push below it."""

import re
from collections.abc import Iterator
from datetime import datetime

import msgspec
from selectolax.lexbor import LexborNode

from discourse.model import Article, Skipped, Thread
from discourse.readers.article import facts_of
from discourse.readers.dom import classes
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.markup import clean, line_of
from discourse.readers.records import text_of_plain
from discourse.readers.source import Source

NAME = "ptt"
TITLE = "PTT: a post of the bulletin board with the lines below it"
RECOVERS = ("author", "time", "badges")

_PUSH = "#main-content div.push"
_AUTHOR, _TITLE, _TIME = "作者", "標題", "時間"
_WRITTEN = "%a %b %d %H:%M:%S %Y"
_CLOCK = re.compile(r"(\d{1,2})/(\d{1,2})(?: (\d{2}:\d{2}))?\s*$")
_AROUND = frozenset({"push", "article-metaline", "article-metaline-right", "richcontent", "f2"})
_SIGNATURE = re.compile(r"\n--[ ]*(?:\n|$)")
_HIDDEN = Skipped(kind="stub", reason="lines that the board does not show", count=None)


def matches(source: Source) -> str | None:
    """Return the evidence that this is a post of PTT, or ``None``."""
    if not source.is_html or "article-meta" not in source.text or "main-content" not in source.text:
        return None
    return "the markup of PTT" if source.tree.css_first("#main-content .article-meta-tag") is not None else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the post and the lines below it, oldest first; whether a line is for or against the post is its badge.

    Lines tell no year: the first is of the post's, or of the next where its day is before the post's; so on below.
    """
    article = _article(source)
    drafts = list(_lines(source, article.published))
    skipped = [_HIDDEN] if source.tree.css_first(f"{_PUSH}.warning-box") is not None else []
    return (thread_of(source, NAME, article, Findings(drafts=drafts, skipped=skipped)),)


def _article(source: Source) -> Article:
    tags = source.tree.css("#main-content .article-meta-tag")
    told = {line_of(tag): line_of(tag.next) for tag in tags if tag.next is not None and tag.next.is_element_node}
    author = told.get(_AUTHOR, "").partition(" (")[0] or None
    content = source.tree.css_first("#main-content")
    return msgspec.structs.replace(
        facts_of(source),
        title=told.get(_TITLE) or None,
        author=author,
        published=_moment(told.get(_TIME, "")),
        body=_body(content) if content is not None else None,
    )


def _moment(words: str) -> str | None:
    try:
        return datetime.strptime(words, _WRITTEN).isoformat()  # the board states no zone
    except ValueError:
        return None


def _body(content: LexborNode) -> str | None:
    """Return the post's own words in the lines that its writer gave them, down to the signature."""
    pieces: list[str] = []
    node = content.child
    while node is not None:
        if node.is_text_node:
            pieces.append(node.text_content or "")
        elif node.is_element_node and _AROUND.isdisjoint(classes(node)):
            pieces.append(node.text() or "")
        node = node.next
    own = _SIGNATURE.split(clean("".join(pieces)))[0]
    return text_of_plain(own) or None


def _lines(source: Source, published: str | None) -> Iterator[Draft]:
    year = int(published[:4]) if published else None
    day = published[5:10] if published else ""
    for number, push in enumerate(source.tree.css(_PUSH), start=1):
        tag, name, words, shown = (_part(push, part) for part in ("tag", "userid", "content", "ipdatetime"))
        if not name and not words:
            continue  # the notice that some are not shown
        clock = _CLOCK.search(shown)
        own_day = f"{int(clock[1]):02}-{int(clock[2]):02}" if clock else day
        year = year + 1 if year is not None and own_day < day else year
        day = own_day
        yield Draft(
            id=str(number),
            text=words.removeprefix(":").strip(),
            author=name or None,
            stamp=f"{year}-{day}T{clock[3]}" if clock and clock[3] and year else None,
            shown=clock[0].strip() if clock else None,
            badges=(tag,) if tag else (),
        )


def _part(push: LexborNode, part: str) -> str:
    node = push.css_first(f".push-{part}")
    return line_of(node) if node is not None else ""
