"""Threads of a few sentences, coded by the coder ``linear``."""

from collections.abc import Sequence

from discourse.codebook import Codebook
from discourse.coders.linear import code
from discourse.model import Article, Coding, Comment, Thread
from discourse.replies.graph import ARTICLE, ReplyGraph

NO_CODEBOOK = Codebook(title="none")


def thread_of(texts: Sequence[str], language: str | None = "en", deleted: Sequence[int] = ()) -> Thread:
    comments = tuple(
        Comment(id=str(number), text=text, status="deleted" if number in deleted else "shown")
        for number, text in enumerate(texts)
    )
    return Thread(article=Article(source="page.html", language=language), comments=comments)


def codings(
    texts: Sequence[str], parents: Sequence[int] | None = None, book: Codebook = NO_CODEBOOK, variable: str = ""
) -> list[Coding]:
    """Return the codings of a thread, of one variable where it is named; without parents all answer the article."""
    graph = ReplyGraph.from_parents(list(parents) if parents is not None else [ARTICLE] * len(texts))
    return [found for found in code(thread_of(texts), graph, book) if variable in ("", found.variable)]


def shown(coding: Coding, text: str) -> str | None:
    return text[slice(*coding.span)] if coding.span else None
