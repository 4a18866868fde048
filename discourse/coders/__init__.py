"""Coders: a coder turns a thread, its reply graph and a codebook into codings."""

from collections.abc import Callable
from importlib import import_module

from discourse.codebook import Codebook
from discourse.coders.plugins import load_plugin, plugin_names
from discourse.errors import CodingError
from discourse.model import Coding, Thread
from discourse.replies.graph import ReplyGraph

Coder = Callable[[Thread, ReplyGraph, Codebook], tuple[Coding, ...]]

CODERS = {
    "cues": "discourse.coders.cues:code",
    "llm": "discourse.coders.llm:code",
}
"""The coders that come with the package: name → ``module:function``, imported on use."""

AUTO = "cues"
"""What ``auto`` stands for: the best coder that needs nothing beyond the package."""


def coder_names() -> list[str]:
    """Return the names that a coder may be asked for by; those of other packages are not loaded for it."""
    return ["auto", *sorted({*CODERS, *plugin_names()})]


def load_coder(name: str) -> Coder:
    """Return the coder of that name: one of the package's own, else one that another package offers.

    Raises CodingError with the list of names where there is none, or where it cannot be loaded.
    """
    place = CODERS.get(AUTO if name == "auto" else name)
    if place is not None:
        module, _, function = place.partition(":")
        coder: Coder = getattr(import_module(module), function)
        return coder
    offered = load_plugin(name)
    if offered is None:
        raise CodingError(f'"{name}" is not a coder; give one of: {", ".join(coder_names())}')
    return offered


def code(thread: Thread, graph: ReplyGraph, codebook: Codebook, coder: str | Coder = "auto") -> tuple[Coding, ...]:
    """Return the codings of a thread by a coder or the one named, in the order of the comments.

    Raises CodingError where there is no coder of that name, or where the graph is another thread's.
    """
    coding = load_coder(coder) if isinstance(coder, str) else coder
    if graph.comments != tuple(comment.id for comment in thread.comments):
        raise CodingError(
            f"{thread.article.source}: the reply graph is of other comments than the thread's; "
            "build it with reply_graph(thread)"
        )
    return coding(thread, graph, codebook)
