"""Telegram: a chat as pages (``messages.html``), the other form in which its desktop program exports it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec

from discourse.model import Skipped, Thread
from discourse.readers.article import facts_of
from discourse.readers.dom import attribute, first_told, select
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of, number_of
from discourse.readers.markup import line_of
from discourse.readers.source import Source

_MESSAGES = Layout(
    box="div.message.default[id^='message']",
    text=".body > .text",
    author=".body > .from_name:not(.forwarded > *)",
    stamp=".body > .date[title]",
    other=".reply_to a[href]",
)
_SERVICES = "div.message.service[id]:not([id^='message-'])"
"""Notices of the chat; the days between the messages have negative numbers."""
_ID = re.compile(r"message(\d{1,15})$")
_WHEN = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d(?::\d\d)?)(?: UTC([+-]\d\d:\d\d))?")


def evidence(source: Source) -> str | None:
    """Return the evidence that this is a page of an exported chat, or ``None``."""
    if not source.is_html or "chat_page" not in source.text:
        return None
    return "an exported page of Telegram" if source.tree.css_first(f".chat_page {_MESSAGES.box}") else None


def threads(source: Source, reader: str, service: Skipped) -> tuple[Thread, ...]:
    """Return the chat: its messages in their order; one below another of the same author does not repeat the name."""
    found = comments_of(source.tree, _MESSAGES)
    title = source.tree.css_first(".page_header .text")
    article = msgspec.structs.replace(
        facts_of(source), title=(line_of(title) or None) if title is not None else None, site="Telegram", body=None
    )
    services = [service] * len(select(source.tree, _SERVICES))
    findings = Findings(drafts=list(_named(list(map(_draft, found)))), skipped=services)
    return (thread_of(source, reader, article, findings),)


def _named(drafts: Sequence[Draft]) -> Iterator[Draft]:
    author = None
    for draft in drafts:
        author = draft.author or author
        yield replace(draft, author=author)


def _draft(found: Found) -> Draft:
    when = _WHEN.match(next(iter(found.values("stamp", "title")), ""))
    return found.draft(
        id=_id(attribute(found.node, "id")),
        reply_to=first_told(_ID, found.values("other", "href")) or None,
        stamp=_iso(when) if when else None,
        shown=when.group() if when else None,
        likes=_reactions(found),
    )


def _id(name: str) -> str:
    told = _ID.search(name)
    return told.group(1) if told else name


def _iso(when: re.Match[str]) -> str:
    day, month, year, clock, zone = when.groups(default="")
    return f"{year}-{month}-{day}T{clock}{zone}"


def _reactions(found: Found) -> int | None:
    """Return how many reacted: those counted, and those of whom there is only the picture."""
    reactions = found.node.css(".reactions .reaction")
    counts = (number_of(each.css_first(".count")) or len(each.css(".userpic")) for each in reactions)
    return sum(counts) if reactions else None
