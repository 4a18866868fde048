"""A thread and a codebook of ours, and codings written short."""

from collections.abc import Iterable

from discourse.codebook import ClaimType, Codebook, Target
from discourse.model import Article, Coding, Comment, Thread

MODEL = "parrot"
CODER = f"llm:{MODEL}"
BOOK = Codebook(
    title="Bypass",
    targets=(Target(id="council", label="The town council", names=("council", "town hall")),),
    claim_types=(
        ClaimType(id="flood_risk", label="Flood risk", definition="Building on the meadow makes floods more likely."),
    ),
)


def thread(*texts: str, title: str = "A bypass through the meadow") -> Thread:
    """Return a thread in which each comment answers the one before, the first the article."""
    comments = tuple(
        Comment(id=f"c{number}", text=text, author=f"Author {number}", reply_to=f"c{number - 1}" if number > 1 else "")
        for number, text in enumerate(texts, start=1)
    )
    return Thread(article=Article(source="page.html", title=title, language="en"), comments=comments)


def short(
    codings: Iterable[Coding],
) -> list[tuple[str, str, str | None, str | None, float | None, tuple[int, int] | None]]:
    """Return codings as rows without the coder."""
    return [(one.comment, one.variable, one.target, one.code, one.probability, one.span) for one in codings]


def reply_stances(codings: Iterable[Coding]) -> list[str | None]:
    """Return the code of reply stance of each comment."""
    return [one.code for one in codings if one.variable == "reply_stance"]
