"""Reddit: its JSON listings, dumps of Pushshift and Arctic Shift, pages of its old and its newer sites, of mirrors."""

from discourse.model import Thread
from discourse.readers.reddit import dump, listing, mirror, new_site, old_site, redesign
from discourse.readers.source import Source

NAME = "reddit"
TITLE = "Reddit: JSON listings, Pushshift and Arctic Shift dumps, pages of the old and the newer sites"
RECOVERS = ("author", "author id", "parent", "time", "edited", "score", "status", "pinned", "badges", "declared")


def matches(source: Source) -> str | None:
    """Return the evidence that this is of Reddit, or ``None``."""
    if source.is_html:
        found = (site.evidence(source) for site in (old_site, new_site, redesign, mirror))
        return next(filter(None, found), None)
    return listing.evidence(source) or dump.evidence(source)


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each submission with its comments."""
    if source.is_html:
        return _of_page(source)
    return listing.threads(source, NAME) if listing.evidence(source) else dump.threads(source, NAME)


def _of_page(source: Source) -> tuple[Thread, ...]:
    if old_site.evidence(source):
        return old_site.threads(source, NAME)
    if redesign.evidence(source):
        return redesign.threads(source, NAME)
    return mirror.threads(source, NAME) if mirror.evidence(source) else new_site.threads(source, NAME)
