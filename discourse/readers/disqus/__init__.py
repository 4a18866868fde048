"""Disqus: the XML export of a site, answers of its interface, and a saved frame that holds or shows comments."""

from discourse.model import Thread
from discourse.readers.disqus import export, posts, shown
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
    return export.evidence(source) or posts.evidence(source) or shown.evidence(source)


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each page that has comments, with them."""
    if export.evidence(source):
        return export.threads(source, NAME)
    held = posts.threads(source, NAME) if posts.evidence(source) else ()
    # a frame's script holds what it began with, its elements also what a reader made it load
    return shown.threads(source, NAME) if shown.count(source) > sum(len(each.comments) for each in held) else held
