"""Pages and exports that a reader of ``discourse.read`` takes whole: each article of theirs is a thread."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from discourse.bulk.letters import DeadLetter
from discourse.bulk.rows import ARTICLE, COMMENT, SCHEMA, Taken
from discourse.errors import ReadError
from discourse.model import Article, Comment, Thread


def pages_taken(paths: Sequence[str], sources: Sequence[str]) -> Taken:
    """Return the rows of some files; one that cannot be read is a dead letter, and so is one without comments."""
    from discourse.readers import read_all
    from discourse.readers.titles import with_titles_said

    rows: list[Mapping[str, Any]] = []
    dead: list[DeadLetter] = []
    for path, source in zip(paths, sources, strict=True):
        try:
            threads = [with_titles_said(thread) for thread in read_all(path, name=source)]
        except ReadError as error:
            dead.append(DeadLetter(source=source, place=0, reason=str(error)))
        except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError, csv.Error) as error:
            # A fault of ours in one page must not cost the user the others.
            dead.append(DeadLetter(source=source, place=0, reason=f"a fault in discourse ({type(error).__name__})"))
        else:
            rows += _rows(threads, source)
            if not any(thread.comments for thread in threads):
                dead.append(DeadLetter(source=source, place=0, reason="no comment was recognised in it"))
    return Taken({name: [row.get(name) for row in rows] for name in SCHEMA}, dead)


def _rows(threads: Iterable[Thread], source: str) -> Iterator[dict[str, Any]]:
    for number, thread in enumerate(threads, 1):
        name = source if number == 1 else f"{source} ({number})"  # as other commands call it
        shared = {"thread": name, "reader": thread.reader, "source": source}
        yield {**_of_article(thread), **shared}
        for comment in thread.comments:
            yield {**_of_comment(comment), **shared, "community": thread.article.site}


def _of_article(thread: Thread) -> dict[str, Any]:
    article: Article = thread.article
    return {
        "kind": ARTICLE,
        "id": article.id,
        "author": article.author,
        "posted": article.published,
        "moment": _moment(article.published),
        "community": article.site,
        "text": article.body,
        "title": article.title,
        "url": article.url,
        "language": article.language,
        "declared": thread.declared,
        "shown_order": thread.shown_order,
        "skipped": msgspec.json.encode(thread.skipped).decode() if thread.skipped else None,
    }


def _of_comment(comment: Comment) -> dict[str, Any]:
    quotes = msgspec.json.encode(comment.quotes).decode() if comment.quotes else None
    return {
        **{name: getattr(comment, name) for name in _SAME},
        "kind": COMMENT,
        "parent": comment.reply_to,
        "moment": _moment(comment.posted),
        "badges": ", ".join(comment.badges) or None,
        "quotes": quotes,
    }


_SAME = tuple(name for name in Comment.__struct_fields__ if name in SCHEMA and name not in ("badges", "quotes"))


def _moment(posted: str | None) -> int | None:
    """Return seconds since 1970 where a time of day and its zone are known."""
    try:
        when = datetime.fromisoformat(posted) if posted and posted[13:14] == ":" else None
    except ValueError:
        return None
    return int(when.timestamp()) if when is not None and when.tzinfo is not None else None
