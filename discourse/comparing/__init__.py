"""Comparing: several analyses as one value, and the tables that set them side by side.

Each table is a pure function of the analyses and of what is compared (``sides``): each article by itself, or the
articles of a site, a time or a topic together.
"""

from collections.abc import Sequence
from typing import NamedTuple

from discourse.analysis import Analysis
from discourse.comparing.claims import claim_labels, claims, differences, shared_claims
from discourse.comparing.people import repeated_comments, shared_authors
from discourse.comparing.sides import BY, By, Side, article_names, full_titles, sides, site_of
from discourse.comparing.stories import StoryLink, story_links
from discourse.comparing.texts import article_claims, articles, stories


class Comparison(NamedTuple):
    """Several analyses with what is compared, and which of their articles tell the same story."""

    analyses: tuple[Analysis, ...]
    by: By
    sides: tuple[Side, ...]
    links: tuple[StoryLink, ...]


def compare(analyses: Sequence[Analysis], by: By = "article") -> Comparison:
    """Return the comparison of several analyses: of articles, or of sites, times or topics.

    >>> from discourse.analysis import uncoded
    >>> from discourse.model import Article, Thread
    >>> compare([uncoded(Thread(article=Article(source=name))) for name in ("a", "b")]).sides
    (Side(name='a', articles=(0,)), Side(name='b', articles=(1,)))
    """
    links = tuple(story_links([analysis.thread.article for analysis in analyses]))
    return Comparison(tuple(analyses), by, sides(analyses, by, links), links)


__all__ = [
    "BY",
    "By",
    "Comparison",
    "Side",
    "StoryLink",
    "article_claims",
    "article_names",
    "articles",
    "claim_labels",
    "claims",
    "compare",
    "differences",
    "full_titles",
    "repeated_comments",
    "shared_authors",
    "shared_claims",
    "site_of",
    "stories",
    "story_links",
]
