"""Our own threads as JSON, as ``discourse read`` prints them: one, a list of them, or one a line."""

from typing import Any

import msgspec

from discourse.errors import ReadError
from discourse.model import Skipped, Thread
from discourse.readers.records import at, json_lines
from discourse.readers.source import Source

NAME = "thread_json"
TITLE = "threads as discourse read prints them (JSON, one or several)"
RECOVERS = (
    "author",
    "author id",
    "parent",
    "quotes",
    "time",
    "edited",
    "score",
    "likes",
    "status",
    "pinned",
    "badges",
    "title",
    "declared",
)

_MALFORMED = "threads that are not as discourse writes them"


def matches(source: Source) -> str | None:
    """Return the evidence that these are threads of ours, or ``None``."""
    if source.is_html:
        return None
    first = source.json if source.json is not None else source.first_line
    first = at(first, 0) if isinstance(first, list) else first
    is_ours = isinstance(at(first, "article", "source"), str) and isinstance(at(first, "comments"), list)
    return "threads as discourse writes them" if is_ours else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the threads as they were written, each saying that it was read from this file."""
    value = source.json
    items: list[Any] = list(json_lines(source.text)) if value is None else value if isinstance(value, list) else [value]
    read: list[Thread] = []
    for item in items:
        try:
            read.append(msgspec.convert(item, Thread))
        except (msgspec.ValidationError, RecursionError) as error:
            reason = error
    malformed = len(items) - len(read)
    if not read:
        raise ReadError(
            f"{source.shown}: this is no thread of discourse ({reason}); write it again with discourse read"
        )
    lost = (Skipped(kind="malformed", reason=_MALFORMED, count=malformed),) if malformed else ()
    return tuple(
        msgspec.structs.replace(
            thread,
            skipped=thread.skipped + (lost if not number else ()),
            reader=thread.reader or NAME,
            source_hash=source.hash,
        )
        for number, thread in enumerate(read)
    )
