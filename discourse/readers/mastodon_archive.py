"""The archive of an account of Mastodon and its kin: what it wrote, as activities (outbox.json)."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from discourse.readers.records import at, items_at


def is_outbox(value: Any) -> bool:
    """Return whether this is an outbox, or another collection of what was written."""
    items = _items(value)
    return any(at(item, "object", "type") == "Note" or at(item, "type") == "Note" for item in items[:50])


def statuses_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield what the account wrote, as the interface would answer it."""
    for item in _items(value):
        note = at(item, "object") if isinstance(at(item, "object"), dict) else item
        if at(note, "type") in ("Note", "Question", "Article") and at(item, "type") != "Announce":
            yield _status(note)


def boosts_in(value: Any) -> int:
    """Return how much of what others wrote the account passed on."""
    return sum(at(item, "type") == "Announce" for item in _items(value))


def _items(value: Any) -> list[Any]:
    return items_at(value, "orderedItems") or items_at(value, "items")


def _status(note: Any) -> dict[str, Any]:
    author = at(note, "attributedTo")
    return {
        "id": at(note, "id"),
        "content": at(note, "content") or "",
        "spoiler_text": at(note, "summary"),
        "in_reply_to_id": at(note, "inReplyTo"),
        "account": {"acct": _account(author), "id": author} if isinstance(author, str) else None,
        "created_at": at(note, "published"),
        "edited_at": at(note, "updated"),
        "favourites_count": at(note, "likes", "totalItems"),
        "url": at(note, "url"),
    }


def _account(address: str) -> str | None:
    """Return the name in the address of an account.

    >>> _account("https://fen.example/users/marsh"), _account("https://fen.example/@marsh")
    ('marsh', 'marsh')
    """
    return urlsplit(address).path.rstrip("/").rpartition("/")[2].removeprefix("@") or None
