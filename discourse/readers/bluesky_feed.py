"""Posts of Bluesky outside a thread: a feed, found posts, and what its network streams (Jetstream), a line an event."""

from typing import Any

from discourse.readers.records import at, items_at, json_lines
from discourse.readers.source import Source, once

_POSTS = "app.bsky.feed.post"


def evidence(source: Source) -> str | None:
    """Return the evidence that these are posts of Bluesky outside a thread, or ``None``."""
    if str(at(_listed(source.json), 0, "post", "uri")).startswith("at://"):
        return "a feed of Bluesky's interface"
    is_event = source.json is None and at(source.first_line, "commit", "collection") and at(source.first_line, "did")
    return "events of Bluesky's network" if is_event else None


@once
def posts_in(source: Source) -> tuple[list[Any], int]:
    """Return the posts, as the interface would answer them, and how many of others are only passed on."""
    if source.json is None:
        return [_of_event(event) for event in json_lines(source.text) if _is_post(event)], 0
    items = _listed(source.json)
    own = [at(item, "post") for item in items if at(item, "reason") is None]
    return own, len(items) - len(own)


def _listed(value: Any) -> list[Any]:
    """Return the items of a feed; posts that were found or asked for by their ids are such, too."""
    return items_at(value, "feed") or [{"post": post} for post in items_at(value, "posts")]


def _is_post(event: Any) -> bool:
    return at(event, "commit", "collection") == _POSTS and at(event, "commit", "record") is not None


def _of_event(event: Any) -> dict[str, Any]:
    account = at(event, "did")
    return {
        "uri": f"at://{account}/{_POSTS}/{at(event, 'commit', 'rkey')}",
        "author": {"did": account},
        "record": at(event, "commit", "record"),
    }
