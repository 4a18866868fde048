"""Codings as the coder ``neural`` gives them."""

from discourse.model import Coding, Comment, Variable
from discourse.text import Span

CODER = "neural"
HIGHEST = 0.99
LEAST = 0.3
"""A code less probable than this is a guess: the coder abstains, but where words show a rare reply stance."""


def coding_of(
    comment: Comment,
    variable: Variable,
    target: str | None,
    judged: tuple[str | None, float | None, Span | None] | None,
    least: float = LEAST,
) -> Coding:
    """Return a coding: a code, its probability and the characters that show it; no code where the coder abstains."""
    name, sure, span = judged or (None, None, None)
    if sure is not None and sure < least:
        name, sure = None, None
    return Coding(
        comment=comment.id,
        variable=variable,
        target=target,
        code=name,
        coder=CODER,
        probability=None if sure is None else round(sure, 3),
        span=(span.start, span.end) if span else None,
    )
