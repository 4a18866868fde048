"""Coders: a coder turns a thread, its reply graph and a codebook into codings."""

from collections.abc import Callable
from importlib import import_module

from discourse.codebook import Codebook
from discourse.errors import CodingError
from discourse.model import Coding, Thread
from discourse.replies.graph import ReplyGraph

Coder = Callable[[Thread, ReplyGraph, Codebook], tuple[Coding, ...]]

CODERS = {
    "cues": "discourse.coders.cues:code",
}
"""The coders that come with the package: name → ``module:function``, imported on use."""

AUTO = "cues"
"""What ``auto`` stands for: the best coder that needs nothing beyond the package."""


def load_coder(name: str) -> Coder:
    """Return the coder of that name; raise CodingError with the list of names where there is none."""
    place = CODERS.get(AUTO if name == "auto" else name)
    if place is None:
        known = ", ".join(("auto", *sorted(CODERS)))
        raise CodingError(f'"{name}" is not a coder; give one of: {known}')
    module, _, function = place.partition(":")
    coder: Coder = getattr(import_module(module), function)
    return coder


def code(thread: Thread, graph: ReplyGraph, codebook: Codebook, coder: str = "auto") -> tuple[Coding, ...]:
    """Return the codings of a thread by the coder named, in the order of the comments.

    Raises CodingError where there is no coder of that name, or where the graph is another thread's.
    """
    coding = load_coder(coder)
    if graph.comments != tuple(comment.id for comment in thread.comments):
        raise CodingError(
            f"{thread.article.source}: the reply graph is of other comments than the thread's; "
            "build it with reply_graph(thread)"
        )
    return coding(thread, graph, codebook)
