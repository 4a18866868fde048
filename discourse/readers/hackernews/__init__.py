"""Hacker News: pages of an item, and items as its interfaces (Firebase, Algolia) give them."""

from discourse.model import Thread
from discourse.readers.hackernews import items, page
from discourse.readers.source import Source

NAME = "hackernews"
TITLE = "Hacker News: pages since 2012, items of its Firebase and Algolia interfaces"
RECOVERS = ("author", "parent", "time", "score", "status", "declared")


def matches(source: Source) -> str | None:
    """Return the evidence that this is of Hacker News, or ``None``."""
    return page.evidence(source) or items.evidence(source)


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each story with its comments."""
    return page.threads(source, NAME) if source.is_html else items.threads(source, NAME)
