"""Analyses made by hand: comments with authors, and the claims that they make."""

from collections.abc import Sequence

from discourse.analysis import Analysis
from discourse.codebook import ClaimType, Codebook
from discourse.model import Article, Coding, Comment, Status, Thread
from discourse.replies.build import reply_graph

BOOK = Codebook(
    title="Water",
    claim_types=(
        ClaimType(id="leak", label="Leak", definition="The pipe leaks."),
        ClaimType(id="cost", label="Too dear", definition="It costs too much."),
    ),
)


def comment(number: int, author: str | None, text: str = "Some words.", status: Status = "shown") -> Comment:
    return Comment(id=str(number), text=text, author=author, reply_to="", status=status)


def claim(number: int, target: str | None, code: str | None, probability: float = 0.9) -> Coding:
    return Coding(
        comment=str(number), variable="claim", target=target, code=code, coder="hand", probability=probability
    )


def analysis(article: Article, comments: Sequence[Comment] = (), codings: Sequence[Coding] = ()) -> Analysis:
    thread = Thread(article=article, comments=tuple(comments), shown_order="oldest")
    return Analysis(thread=thread, graph=reply_graph(thread), codings=tuple(codings), codebook=BOOK)


def told(source: str, made: Sequence[str | None], authors: Sequence[str] | None = None) -> Analysis:
    """Return an analysis in which each comment asserts one claim or none."""
    names = authors or [f"{source} {number}" for number in range(len(made))]
    comments = [comment(number, name) for number, name in enumerate(names)]
    codings = [claim(number, target, "asserts") for number, target in enumerate(made) if target]
    return analysis(Article(source=source), comments, codings)
