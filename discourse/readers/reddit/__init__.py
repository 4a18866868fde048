"""Reddit: its JSON listings, dumps of Pushshift and Arctic Shift, and pages of its old and its new site."""

from discourse.model import Thread
from discourse.readers.reddit import dump, listing, new_site, old_site
from discourse.readers.source import Source

NAME = "reddit"
TITLE = "Reddit: JSON listings, Pushshift and Arctic Shift dumps, pages of the old and the new site"
RECOVERS = ("author", "author id", "parent", "time", "edited", "score", "status", "pinned", "badges", "declared")

_FORMATS = (listing, dump, old_site, new_site)


def matches(source: Source) -> str | None:
    """Return the evidence that this is of Reddit, or ``None``."""
    return next(filter(None, (each.evidence(source) for each in _FORMATS)), None)


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each submission with its comments."""
    chosen = next((each for each in _FORMATS if each.evidence(source)), listing)
    return chosen.threads(source, NAME)
