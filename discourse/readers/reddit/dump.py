"""Dumps of Pushshift and Arctic Shift: one comment or submission a line, or in a list; each says what it belongs to."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from discourse.model import Article, Comment, Skipped, Thread
from discourse.readers.records import at, records_of
from discourse.readers.reddit.records import Record, Submission, article_of, comment_of
from discourse.readers.source import Source

_COMMENT = frozenset({"id", "link_id", "body"})
_SUBMISSION = frozenset({"id", "title", "num_comments", "subreddit"})
_MALFORMED = "lines that are not as a dump of Reddit has them"
_TWICE = "the same comment is in the file twice"


class _Line(Record, gc=False):
    """A comment, or a submission where there is a title."""

    title: str | None = None
    selftext: str | None = None
    num_comments: int | None = None
    permalink: str | None = None
    url: str | None = None
    subreddit: str | None = None


def evidence(source: Source) -> str | None:
    """Return the evidence that this is a dump, or ``None``."""
    if source.text[:1] not in ("{", "["):
        return None
    first = source.first_line if source.first_line is not None else at(_listed(source.json), 0)
    if isinstance(first, dict) and (first.keys() >= _COMMENT or first.keys() >= _SUBMISSION):
        return "comments as in a dump of Reddit"
    first = at(_listed(source.json), 0)
    return "comments as in a dump of Reddit" if isinstance(first, dict) and first.keys() >= _COMMENT else None


def _listed(value: Any) -> list[Any]:
    value = at(value, "data") if isinstance(value, dict) else value
    return value if isinstance(value, list) else []


def threads(source: Source, reader: str) -> tuple[Thread, ...]:
    """Return each submission with its comments, in the order in which the file first names them."""
    malformed: list[Skipped] = []
    about: dict[str, Article] = {}
    declared: dict[str, int | None] = {}
    comments: dict[str, dict[str, Comment]] = {}
    twice = 0
    for line in _lines(source, malformed):
        if line.title is not None:
            about[line.id], declared[line.id] = article_of(_submission(line), source.name), line.num_comments
            comments.setdefault(line.id, {})
            continue
        own = comments.setdefault((line.link_id or "").removeprefix("t3_"), {})
        twice += line.id in own
        own[line.id] = comment_of(line)
    skipped = (*malformed, *([Skipped(kind="duplicate", reason=_TWICE, count=twice)] if twice else []))
    return tuple(
        Thread(
            article=about.get(page) or Article(source=source.name, id=page or None),
            comments=tuple(own.values()),
            shown_order="unknown",
            declared=declared.get(page),
            skipped=skipped if not number else (),
            reader=reader,
            source_hash=source.hash,
        )
        for number, (page, own) in enumerate((comments or {"": {}}).items())
    )


def _submission(line: _Line) -> Submission:
    return Submission(
        id=line.id,
        title=line.title or "",
        selftext=line.selftext,
        author=line.author,
        created_utc=line.created_utc,
        permalink=line.permalink,
        url=line.url,
        subreddit=line.subreddit,
    )


def _lines(source: Source, malformed: list[Skipped]) -> Iterator[_Line]:
    """Yield the records of a dump; what could not be read is in ``malformed`` when they are done."""
    if source.first_line is None or source.json is not None:
        records, left_out = records_of(_listed(source.json) or [source.json], _Line)
        malformed += left_out
        yield from records
        return
    numbers: list[int] = []
    yield from _decoded(source.lines(), numbers)
    if numbers:
        malformed.append(Skipped(kind="malformed", reason=_MALFORMED, count=len(numbers)))


def _decoded(lines: Iterable[bytes], malformed: list[int]) -> Iterator[_Line]:
    decode = msgspec.json.Decoder(_Line, strict=False).decode
    for number, line in enumerate(lines, start=1):
        try:
            if line:
                yield decode(line)
        except UnicodeError:
            yield from _decoded([line.decode("utf-8", "replace").encode()], malformed)
        except (msgspec.MsgspecError, RecursionError):
            if line.strip():
                malformed.append(number)
