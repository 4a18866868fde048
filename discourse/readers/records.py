"""Reading exports and answers of interfaces: typed records one by one, so that a malformed one costs only itself."""

import html
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.model import Skipped
from discourse.readers.dom import select
from discourse.readers.markup import clean, text_of
from discourse.readers.nesting import is_too_deep

Record = TypeVar("Record")

_LINE = re.compile(r"[^\n]+")
_MARKUP = re.compile(r"[<&]")
_MALFORMED = "records that are not as this format has them"
_DAY = 86_400
_MINUTES = tuple(f"T{hour:02d}:{minute:02d}:" for hour in range(24) for minute in range(60))
_SECONDS = tuple(f"{second:02d}+00:00" for second in range(60))
_LATEST = 253_402_300_799
"""The last second of the year 9999: what is later is given in milliseconds or is no time."""


def objects_in(value: Any, most: int) -> Iterator[dict[str, Any]]:
    """Yield each object in an answer, however deep, in its order; no more than so many values are looked at."""
    stack, seen = [value], 0
    while stack and seen < most:
        node, seen = stack.pop(), seen + 1
        if isinstance(node, dict):
            yield node
            stack.extend(reversed(list(node.values())))
        elif isinstance(node, list):
            stack.extend(reversed(node))


def records_of(items: Iterable[Any], kind: type[Record]) -> tuple[list[Record], list[Skipped]]:
    """Return the items that convert to a type, and what was left out because it does not."""
    kept: list[Record] = []
    malformed = 0
    for item in items:
        try:
            kept.append(msgspec.convert(item, kind, strict=False))
        except (msgspec.ValidationError, RecursionError):
            malformed += 1
    return kept, [Skipped(kind="malformed", reason=_MALFORMED, count=malformed)] if malformed else []


def json_lines(text: str) -> Iterator[Any]:
    """Yield the value on each line of a text; ``None`` for a line that holds none."""
    decode = msgspec.json.Decoder().decode
    for found in _LINE.finditer(text):
        if found.group().strip():
            try:
                yield decode(found.group())
            except (msgspec.MsgspecError, RecursionError, UnicodeError):
                yield None


def at(value: Any, *path: str | int) -> Any:
    """Return what stands at a path inside JSON objects and lists; ``None`` where there is nothing.

    >>> at({"data": [{"id": 7}]}, "data", 0, "id"), at({"data": []}, "data", 0, "id")
    (7, None)
    """
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and -len(value) <= step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def items_at(value: Any, *path: str | int) -> list[Any]:
    """Return the list at a path; an empty one where there is none or something else.

    >>> items_at({"data": [1]}, "data"), items_at({"data": 7}, "data")
    ([1], [])
    """
    found = at(value, *path)
    return found if isinstance(found, list) else []


def iso_of_epoch(seconds: float | None) -> str | None:
    """Return ISO 8601 in UTC for seconds (or milli-, micro-, nanoseconds) since 1970, to the second.

    >>> iso_of_epoch(1535724180), iso_of_epoch(1535724180123), iso_of_epoch(None)
    ('2018-08-31T14:03:00+00:00', '2018-08-31T14:03:00+00:00', None)
    """
    if seconds is None or seconds != seconds:  # noqa: PLR0124  # only NaN differs from itself
        return None
    while abs(seconds) > _LATEST / 100 and abs(seconds) < _LATEST * 10**9:
        seconds /= 1000
    try:
        day, clock = divmod(int(seconds), _DAY)
        return f"{_date(day)}{_MINUTES[clock // 60]}{_SECONDS[clock % 60]}"
    except (OverflowError, OSError, ValueError):
        return None


@lru_cache(maxsize=20_000)
def _date(day: int) -> str:
    return datetime.fromtimestamp(day * _DAY, UTC).date().isoformat()


def text_of_html(fragment: str, leave_out: str = "") -> str:
    """Return the shown text of a piece of HTML, as ``markup.text_of`` does, without what fits a selector."""
    if not _MARKUP.search(fragment):
        return text_of_plain(fragment)
    if is_too_deep(fragment):
        return text_of_plain(re.sub(r"<[^>]{0,2000}>", " ", fragment))
    tree = LexborHTMLParser(f"<body>{fragment}")
    left_out = {node.mem_id for node in tree.css(leave_out)} if leave_out else set()
    return text_of(tree.body, lambda node: node.mem_id in left_out) if tree.body is not None else ""


def nodes_of_html(fragment: str, selector: str) -> list[LexborNode]:
    """Return what fits a selector in a piece of HTML, in its order; none where that is nested beyond reason."""
    is_plain = not _MARKUP.search(fragment) or is_too_deep(fragment)
    return [] if is_plain else select(LexborHTMLParser(f"<body>{fragment}"), selector)


def text_of_plain(text: str) -> str:
    r"""Return a text without invisible characters, blanks at its ends and more than one empty line in a row.

    >>> text_of_plain(" a \r\n\n\n\nb")
    'a\n\nb'
    """
    lines = (line.rstrip() for line in clean(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def text_of_markdown(text: str) -> str:
    """Return a Markdown text as its author typed it, its character references resolved."""
    return text_of_plain(html.unescape(text))
