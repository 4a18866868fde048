"""Threads made by hand for the tests of measures: who says what under whom, and when."""

from collections.abc import Sequence

from discourse.model import Article, Comment, Thread
from discourse.replies.graph import ReplyGraph

Said = tuple[str | None, int] | tuple[str | None, int, str | None]
"""An author, the number of the comment answered (or ARTICLE, MISSING), and a time."""


def discussion(*said: Said, published: str | None = None) -> tuple[Thread, ReplyGraph]:
    """Return a thread with its graph."""
    comments = tuple(
        Comment(id=str(number), text="two words", author=author, posted=posted[0] if posted else None)
        for number, (author, _, *posted) in enumerate(said)
    )
    article = Article(source="x", published=published)
    return Thread(article=article, comments=comments), ReplyGraph.from_parents([one[1] for one in said])


def unsaid(parents: Sequence[int], authors: Sequence[str] | None = None) -> tuple[Thread, ReplyGraph]:
    """Return a thread of nothing but links, by these authors in turn."""
    return discussion(
        *((authors[number % len(authors)] if authors else None, parent) for number, parent in enumerate(parents))
    )
