"""Image boards: a thread of 4chan's interface and of boards that answer as it does (vichan, lynx and others).

Textboards of Japan keep a thread in a file with a post a line, its fields between "<>": name, mail, date, words, title.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from discourse.model import Article, Skipped, Thread
from discourse.readers.drafts import Draft, Findings, answering, opened_by, thread_of
from discourse.readers.records import at, iso_of_epoch, items_at, records_of, text_of_html
from discourse.readers.source import Source
from discourse.readers.times import find_time

NAME = "imageboard"
TITLE = "4chan and boards like it: a thread of the interface; 2channel and its kin: a thread's dat file"
RECOVERS = ("author", "author id", "parent", "quotes", "time", "badges", "title", "declared")

_POST = frozenset({"no", "resto", "time"})
_LINK = re.compile(r"(?:&gt;|>){2}(\d{1,15})\b")
_WORDLESS = "posts without words (a picture)"
_FIELDS, _LINE_OF = "<>", ("name", "mail", "date", "words", "title")
_ID = re.compile(r"\bID:(\S{4,20})")
_OWN_LINE = re.compile(r"\s*(?:&gt;|>){2}\d{1,5}\s*<br>\s*", re.IGNORECASE)
"""The line that says only which post is answered."""
_BROKEN = "lines without the fields of a post"


class _Post(msgspec.Struct):
    no: int
    time: float | None = None
    com: str = ""
    sub: str | None = None
    name: str | None = None
    trip: str | None = None
    id: str | None = None
    capcode: str | None = None
    replies: int | None = None
    shown: str | None = None


def matches(source: Source) -> str | None:
    """Return the evidence that this is a thread of an image board, or ``None``."""
    if _in_lines(source):
        return "posts of a textboard, one a line"
    first = at(_threads(source.json), 0, "posts", 0)
    return "posts of an image board" if isinstance(first, dict) and first.keys() >= _POST else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each thread, its first post as the article."""
    if _in_lines(source):
        return (_of_lines(source),)
    return tuple(_thread(source, items_at(each, "posts")) for each in _threads(source.json))


def _in_lines(source: Source) -> bool:
    """Return whether the first line of a text is a post as textboards keep it, with the title of the thread."""
    fields = source.text.partition("\n")[0].split(_FIELDS)
    return len(fields) == len(_LINE_OF) and find_time(fields[2]) is not None and bool(fields[4].strip())


def _of_lines(source: Source) -> Thread:
    """Return a thread of a textboard; its posts go by the numbers of their lines."""
    lines = [line.split(_FIELDS) for line in source.text.split("\n") if line.strip()]
    whole = [(number, fields) for number, fields in enumerate(lines, 1) if len(fields) == len(_LINE_OF)]
    posts = [_of_line(number, dict(zip(_LINE_OF, fields, strict=True))) for number, fields in whole]
    malformed = [Skipped(kind="malformed", reason=_BROKEN, count=lost)] if (lost := len(lines) - len(posts)) else []
    known = {str(post.no) for post in posts}
    opening, *drafts = [replace(_draft(post, known), shown=post.shown) for post in posts]
    findings = Findings(drafts=[answering(draft, opening.id) for draft in drafts], skipped=malformed, is_threaded=True)
    return thread_of(source, NAME, opened_by(Article(source=source.name), opening, drafts), findings)


def _of_line(number: int, fields: Mapping[str, str]) -> _Post:
    told = _ID.search(fields["date"])
    return _Post(
        no=number,
        com=_OWN_LINE.sub("", fields["words"]),
        sub=fields["title"] or None,
        name=fields["name"],
        id=told[1] if told else None,
        shown=fields["date"][: told.start()].strip() if told else fields["date"].strip(),
    )


def _threads(value: Any) -> list[Any]:
    """Return the threads of an answer: one, those of a page of the board, or several answers in a list."""
    if isinstance(value, list):
        return value
    return items_at(value, "threads") or ([value] if items_at(value, "posts") else [])


def _thread(source: Source, items: list[Any]) -> Thread:
    posts, malformed = records_of(items, _Post)
    if not posts:
        return thread_of(source, NAME, Article(source=source.name), Findings(skipped=malformed))
    known = {str(post.no) for post in posts}
    opening, *drafts = [_draft(post, known) for post in posts]
    quoted = {id_ for draft in drafts for id_ in draft.quotes}
    kept = [draft for draft in drafts if draft.text or draft.id in quoted]
    lost = len(drafts) - len(kept)
    findings = Findings(
        drafts=[answering(draft, opening.id) for draft in kept],
        skipped=[*malformed, *([Skipped(kind="widget", reason=_WORDLESS, count=lost)] if lost else [])],
        declared=posts[0].replies,
        is_threaded=True,
    )
    return thread_of(source, NAME, opened_by(Article(source=source.name), opening, drafts), findings)


def _draft(post: _Post, known: set[str]) -> Draft:
    """Return a post; it answers the first of the posts that it links to, the thread where it links to none."""
    linked = [id_ for id_ in dict.fromkeys(_LINK.findall(post.com)) if id_ in known and id_ != str(post.no)]
    return Draft(
        id=str(post.no),
        text=text_of_html(post.com),
        author=text_of_html(post.name or "") or None,
        author_id=post.trip or post.id,
        reply_to=linked[0] if linked else "",
        stamp=iso_of_epoch(post.time),
        badges=(post.capcode.lower(),) if post.capcode else (),
        quotes=tuple(linked),
        title=text_of_html(post.sub or "") or None,
    )
