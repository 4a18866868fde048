"""Forum discussions: the first post of the first page is the article, all other posts are comments on it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.model import Article, Skipped, Thread
from discourse.readers.article import facts_of
from discourse.readers.dates import words_of_date
from discourse.readers.dom import attribute, classes, first_told, is_text, one_line, select, walk
from discourse.readers.drafts import Draft, Findings, answering, opened_by, thread_of
from discourse.readers.layout import Found, Layout, alternatives, comments_of, number_of
from discourse.readers.markup import line_of
from discourse.readers.quoting import as_said
from discourse.readers.source import Source

ELSEWHERE = "posts on other pages of the discussion"
"""Why posts are missing; ``where`` says which page of how many was read."""
_NUMBERED = ("id", "name", "href", "data-post-id", "data-node-id")
_TITLES = 20
_CRUMBS = " »›>→►•|/"
_NODES = 2_000
_CLOCK = re.compile(r"\d[:.h]\d\d")


@dataclass(frozen=True)
class Pages:
    """Which page of a discussion this is, and how many there are."""

    number: int = 1
    last: int = 1


def pages_of(tree: LexborHTMLParser, current: str, others: str) -> Pages:
    """Return where in a discussion a page stands, from the selectors of its number and of the links to other pages."""
    number = next(filter(None, map(number_of, select(tree, current))), 1)
    return Pages(number, max([number, *filter(None, map(number_of, select(tree, others)))]))


@dataclass(frozen=True, kw_only=True)
class Flat:
    """How the pages of a flat forum say what a post is called, whom it quotes and which page this is.

    ``id`` finds the post's number in the id of its element, or of one inside it that the layout calls ``other``;
    ``quoted`` finds a number in the attributes of what the layout calls ``quote``: in those called ``quoted_in``, or,
    where only one of them can look like it, in any.
    """

    layout: Layout
    id: re.Pattern[str]
    quoted: re.Pattern[str] | None = None
    quoted_in: frozenset[str] = frozenset()
    title: str = ""
    current: str = ""
    others: str = ""


def flat_discussion(
    source: Source, reader: str, flat: Flat, more: Callable[[Found], Mapping[str, Any]] | None = None
) -> Thread:
    """Return the discussion of a page of a flat forum; ``more`` gives fields of a draft that only the reader knows."""
    found = _posts_of(source.tree, flat)
    posts = [_post(each, id_, flat, more(each) if more is not None else {}) for each, id_ in found]
    pages = pages_of(source.tree, flat.current, flat.others)
    return discussion(source, reader, posts, pages, title=flat.title)


def _posts_of(tree: LexborHTMLParser, flat: Flat) -> list[tuple[Found, str]]:
    """Return the elements that have a post's number, with it; what has none takes no part of one around it."""
    numbers = {each: _id_of(each, flat.id) for each in comments_of(tree, flat.layout)}
    nameless = frozenset(each.node.mem_id for each, id_ in numbers.items() if not id_)
    if nameless and len(nameless) < len(numbers):
        numbers = {each: _id_of(each, flat.id) for each in comments_of(tree, flat.layout, nameless)}
    return [(each, id_) for each, id_ in numbers.items() if id_]


def _post(found: Found, id_: str, flat: Flat, more: Mapping[str, Any]) -> Draft:
    line = found.line("shown")
    shown = (words_of_date(line) or line) if line else None
    if shown is None and found.first("stamp") is None:
        shown = _date_in(found)
    known: dict[str, Any] = {"shown": shown, "quotes": _quotes_of(found, flat)}
    fields = known | dict(more)
    return found.draft(id_, fields.pop("reply_to", None), **fields)


def _date_in(found: Found) -> str | None:
    """Return the first date with a clock beside a post's text: styles of a system move it before all else."""
    said = (node.mem_id for part in ("text", "edited") for node in found.parts.get(part, ()))
    passed = found.left_out.difference({found.node.mem_id}).union(said)
    pieces = walk(found.node, lambda node: node.mem_id in passed)
    lines = (one_line(node.text_content or "") for node, _ in islice(pieces, _NODES) if is_text(node))
    dates = (words_of_date(line) for line in lines if _CLOCK.search(line))
    return next((date for date in dates if date and _CLOCK.search(date) and len(date) > len("10:15 AM")), None)


def _id_of(found: Found, pattern: re.Pattern[str]) -> str:
    nodes = (found.node, *found.parts.get("other", ()))
    values = (attribute(node, name) for node in nodes for name in _NUMBERED)
    return first_told(pattern, values)


def _quotes_of(found: Found, flat: Flat) -> tuple[str, ...]:
    if flat.quoted is None:
        return ()
    attributes = (pair for node in found.parts.get("quote", ()) for pair in node.attributes.items())
    values = (value for name, value in attributes if value and (not flat.quoted_in or name in flat.quoted_in))
    return tuple(dict.fromkeys(each.group(1) for each in map(flat.quoted.search, values) if each))


def discussion(  # noqa: PLR0913, PLR0917  # the last three are rarely told
    source: Source,
    reader: str,
    posts: Sequence[Draft],
    pages: Pages,
    found: Findings | None = None,
    title: str = "",
    article: Article | None = None,
) -> Thread:
    """Return the thread of a page of a discussion.

    ``posts`` are its posts in their order, ``found`` what else the reader knows (its drafts are not looked at),
    ``title`` the selector of the discussion's heading, ``article`` what is known of it where there is no page. On the
    first page the first post becomes the article's body.
    """
    known = found or Findings()
    posts = as_said(posts)
    article = article or facts_of(source)
    if words := title_at(source.tree, title):
        article = msgspec.structs.replace(article, title=words)
    comments = list(posts)
    if pages.number == 1 and comments:
        first = comments.pop(0)
        article = opened_by(article, first, comments)
        comments = [answering(comment, first.id) for comment in comments]
    else:
        article = msgspec.structs.replace(article, author=None, published=None)
    declared = None if known.declared is None else max(known.declared, 0)
    findings = Findings(
        drafts=comments,
        skipped=[*known.skipped, *_elsewhere(pages, declared, len(comments))],
        declared=declared,
        is_threaded=known.is_threaded,
    )
    return thread_of(source, reader, article, findings)


def title_at(tree: LexborHTMLParser, title: str) -> str | None:
    """Return a title: of what the alternatives find, in their order, what ``<title>`` repeats, else the first.

    What has neither letters nor digits (an arrow, a separator) is none.
    """
    nodes = (node for part in alternatives(title) for node in select(tree, part)[:_TITLES])
    lines = [
        line for line in (line_of(node, _is_label).strip(_CRUMBS) for node in nodes) if any(map(str.isalnum, line))
    ]
    head = tree.css_first("head > title")
    named = one_line(head.text()).casefold() if head is not None else ""
    return next((line for line in lines if line.casefold() in named), next(iter(lines), None))


def _is_label(node: LexborNode) -> bool:
    return not {"label", "prefix", "label-append"}.isdisjoint(classes(node))


def _elsewhere(pages: Pages, declared: int | None, captured: int) -> list[Skipped]:
    missing = None if declared is None or declared <= captured else declared - captured
    if pages.last <= 1:
        return []
    return [Skipped(kind="stub", reason=ELSEWHERE, count=missing, where=f"page {pages.number} of {pages.last}")]
