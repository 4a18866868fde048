"""Discord: a channel as DiscordChatExporter saves it as a page; its JSON and CSV are read as tables are."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from discourse.model import Article, Skipped, Thread
from discourse.readers.dom import attribute, select
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import number_of
from discourse.readers.markup import line_of
from discourse.readers.records import text_of_html
from discourse.readers.source import Source

NAME = "discord"
TITLE = "Discord, a channel saved as a page by DiscordChatExporter"
RECOVERS = ("author", "author id", "parent", "time", "edited", "score", "likes")

_MESSAGE = ".chatlog__message-container[data-message-id]"
_REPLIED = re.compile(r"scrollToMessage\(event,\s*'(\d{1,25})'")
_NOTICE = Skipped(kind="boilerplate", reason="notices of the chat itself (joined, pinned, renamed)")
_NO_TEXT = Skipped(kind="malformed", reason="messages without a text (files, pictures)")


def matches(source: Source) -> str | None:
    """Return the evidence that this is a channel of Discord, or ``None``."""
    if not source.is_html or "chatlog__message" not in source.text:
        return None
    return "a channel of Discord" if source.tree.css_first(_MESSAGE) else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the channel with its messages."""
    found = list(_messages(source))
    drafts = [each for each in found if isinstance(each, Draft)]
    answered = {draft.reply_to for draft in drafts}
    kept = [draft for draft in drafts if draft.text or draft.id in answered]
    skipped = [each for each in found if isinstance(each, Skipped)] + [_NO_TEXT] * (len(drafts) - len(kept))
    names = [line_of(node) for node in select(source.tree, ".preamble__entry")]
    article = Article(source=source.name, title=" / ".join(filter(None, names)) or None, site="Discord")
    return (thread_of(source, NAME, article, Findings(drafts=kept, skipped=skipped)),)


def _messages(source: Source) -> Iterator[Draft | Skipped]:
    """Yield each message; those of one author in a row have the head that stands above the first."""
    for group in select(source.tree, ".chatlog__message-group"):
        head = group.css_first(".chatlog__author")
        for node in select(group, _MESSAGE):
            is_notice = node.css_first(".chatlog__system-notification-content") is not None
            yield _NOTICE if is_notice else _draft(node, node.css_first(".chatlog__author") or head)


def _draft(node: LexborNode, author: LexborNode | None) -> Draft:
    reply = node.css_first(".chatlog__reply-link, .chatlog__reference-link")
    replied = _REPLIED.search(attribute(reply, "onclick")) if reply is not None else None
    when = node.css_first(".chatlog__timestamp, .chatlog__short-timestamp")
    edited = node.css_first(".chatlog__edited-timestamp")
    counts = [number_of(each) or 0 for each in select(node, ".chatlog__reaction-count")]
    return Draft(
        id=attribute(node, "data-message-id"),
        text=_text(node),
        author=line_of(author) or None if author is not None else None,
        author_id=attribute(author, "data-user-id") or None if author is not None else None,
        reply_to=replied[1] if replied else None,
        stamp=attribute(when, "title") or None if when is not None else None,
        shown=line_of(when) or None if when is not None else None,
        edited=attribute(edited, "title") if edited is not None else None,
        likes=sum(counts) if counts else None,
    )


def _text(node: LexborNode) -> str:
    """Return the words of a message, whose line ends are breaks."""
    words = node.css_first(".chatlog__content .chatlog__markdown-preserve")
    return text_of_html((words.html or "").replace("\n", "<br>")) if words is not None else ""
