"""Disqus: the XML export of a site, answers of its interface, and the saved frame that holds the comments of a page."""

from discourse.model import Thread
from discourse.readers.disqus import export, posts
from discourse.readers.source import Source

NAME = "disqus"
TITLE = "Disqus: XML export, JSON of its interface, the saved comment frame"
RECOVERS = (
    "author",
    "author id",
    "parent",
    "time",
    "edited",
    "score",
    "likes",
    "status",
    "pinned",
    "badges",
    "declared",
)


def matches(source: Source) -> str | None:
    """Return the evidence that this is an export, an answer or a frame of Disqus, or ``None``."""
    return export.evidence(source) or posts.evidence(source)


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each page that has comments, with them."""
    return export.threads(source, NAME) if export.evidence(source) else posts.threads(source, NAME)
