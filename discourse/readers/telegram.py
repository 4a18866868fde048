"""Telegram: the export of a chat, or of several, as its desktop program writes it."""

from typing import Any

import msgspec

from discourse.model import Article, Skipped, Thread
from discourse.readers import telegram_page
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.records import at, iso_of_epoch, items_at, records_of, text_of_plain
from discourse.readers.source import Source

NAME = "telegram"
TITLE = "Telegram, the export of chats, as JSON or as pages"
RECOVERS = ("author", "author id", "parent", "time", "edited", "score", "likes")

_SERVICE = Skipped(kind="boilerplate", reason="notices of the chat itself (joined, pinned, renamed)")
_NEVER = "1970-01-01"


class _Reaction(msgspec.Struct):
    count: int = 0


class _Message(msgspec.Struct):
    id: int | str
    type: str = "message"
    date: str | None = None
    date_unixtime: str | int | None = None
    edited: str | None = None
    edited_unixtime: str | int | None = None
    sender: str | None = msgspec.field(default=None, name="from")
    from_id: str | int | None = None
    reply_to_message_id: int | str | None = None
    text: Any = ""
    reactions: list[_Reaction] | None = None


def matches(source: Source) -> str | None:
    """Return the evidence that this is an export of Telegram, or ``None``."""
    if source.is_html:
        return telegram_page.evidence(source)
    chat = next(iter(_chats(source.json)), None)
    message = at(chat, "messages", 0)
    is_ours = isinstance(message, dict) and message.keys() >= {"id", "type", "date", "text"}
    return "an export of Telegram" if is_ours and at(chat, "type") else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each chat that has messages."""
    if source.is_html:
        return telegram_page.threads(source, NAME, _SERVICE)
    chats = [chat for chat in _chats(source.json) if at(chat, "messages")]
    return tuple(_of_chat(source, chat) for chat in chats or [{}])


def _chats(value: Any) -> list[Any]:
    listed = at(value, "chats", "list")
    if isinstance(listed, list):
        return listed
    return [value] if isinstance(at(value, "messages"), list) else []


def _of_chat(source: Source, chat: Any) -> Thread:
    messages, malformed = records_of(items_at(chat, "messages"), _Message)
    said = [message for message in messages if message.type == "message"]
    services = [_SERVICE] * (len(messages) - len(said))
    name, key = at(chat, "name"), at(chat, "id")
    article = Article(
        source=source.name,
        id=f"chat {key}" if key else None,
        title=name if isinstance(name, str) else None,
        site="Telegram",
    )
    findings = Findings(drafts=list(map(_draft, said)), skipped=[*malformed, *services])
    return thread_of(source, NAME, article, findings)


def _draft(message: _Message) -> Draft:
    edited = message.edited if message.edited and not message.edited.startswith(_NEVER) else None
    return Draft(
        id=str(message.id),
        text=_text(message.text),
        author=message.sender,
        author_id=str(message.from_id) if message.from_id is not None else None,
        reply_to=str(message.reply_to_message_id) if message.reply_to_message_id else None,
        stamp=_time(message.date_unixtime) or message.date,
        edited=_time(message.edited_unixtime) or edited,
        likes=sum(reaction.count for reaction in message.reactions) if message.reactions else None,
    )


def _time(seconds: str | int | None) -> str | None:
    return iso_of_epoch(int(seconds)) if str(seconds).isdecimal() else None  # type: ignore[arg-type]  # digits only


def _text(text: Any) -> str:
    """Return a text that is given whole or in pieces, some of them links and the like."""
    pieces = text if isinstance(text, list) else [text]
    words = (piece if isinstance(piece, str) else at(piece, "text") for piece in pieces)
    return text_of_plain("".join(word for word in words if isinstance(word, str)))
