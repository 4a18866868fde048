"""Coders: a coder turns a thread, its reply graph and a codebook into codings."""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from discourse.codebook import Codebook
from discourse.coders.explanation import Explanation
from discourse.coders.plugins import checked, fault, load_plugin, load_plugin_explainer, plugin_names
from discourse.errors import CodingError, DiscourseError
from discourse.model import Coding, Thread
from discourse.replies.graph import ReplyGraph

Coder = Callable[[Thread, ReplyGraph, Codebook], tuple[Coding, ...]]
Explainer = Callable[[Thread, ReplyGraph, Codebook, tuple[Coding, ...]], tuple[Explanation, ...]]

CODERS = {
    "cues": "discourse.coders.cues:code",
    "linear": "discourse.coders.linear:code",
    "llm": "discourse.coders.llm:code",
    "neural": "discourse.coders.neural:code",
}
"""The coders that come with the package: name → ``module:function``, imported on use."""

AUTO = "linear"
"""What ``auto`` stands for: the best coder that needs nothing beyond the package."""


_OF_A_CODER = "coder.json"
"""A folder without it is no coder, and stands in the way of none that a package offers by that name."""


def coder_names() -> list[str]:
    """Return the names that a coder may be asked for by; those of other packages are not loaded for it."""
    return ["auto", *sorted({*CODERS, *plugin_names()})]


def load_coder(name: str) -> Coder:
    """Return the coder of that name: one of the package's own, else that in a folder, else one of another package.

    Raises CodingError with the list of names where there is none, or where it cannot be loaded.
    """
    place = CODERS.get(AUTO if name == "auto" else name)
    if place is not None:
        module, _, function = place.partition(":")
        coder: Coder = getattr(import_module(module), function)
        return coder
    folder = Path(name)
    offered = None if _is_own(folder) else load_plugin(name)
    if offered is None and folder.is_dir():
        from discourse.coders.own import load_own

        return load_own(folder)
    if offered is None:
        raise CodingError(f'"{name}" is not a coder; give one of: {", ".join(coder_names())}')
    return offered


def _is_own(folder: Path) -> bool:
    return (folder / _OF_A_CODER).is_file()


def code(thread: Thread, graph: ReplyGraph, codebook: Codebook, coder: str | Coder = "auto") -> tuple[Coding, ...]:
    """Return the codings of a thread by a coder or the one named, in the order of the comments.

    Raises CodingError where there is no coder of that name, where the graph is another thread's, or where a function
    that codes fails or returns something that is no coding of this thread.
    """
    coding = load_coder(coder) if isinstance(coder, str) else coder
    if graph.comments != tuple(comment.id for comment in thread.comments):
        raise CodingError(
            f"{thread.article.source}: the reply graph is of other comments than the thread's; "
            "build it with reply_graph(thread)"
        )
    return coding(thread, graph, codebook) if isinstance(coder, str) else _of_function(coder, thread, graph, codebook)


def _of_function(coder: Coder, thread: Thread, graph: ReplyGraph, codebook: Codebook) -> tuple[Coding, ...]:
    """Return what a function codes. Raises CodingError where it fails or returns what is no coding of the thread."""
    name = getattr(coder, "__name__", "of yours")
    if not callable(coder):
        raise CodingError(f"a {type(coder).__name__} is no coder; give a name or a function")
    try:
        return checked(coder(thread, graph, codebook), thread, name)
    except DiscourseError:
        raise
    except Exception as error:
        raise CodingError(f'{thread.article.source}: the coder "{name}" fails ({fault(error)}); mend it') from error


def load_explainer(name: str) -> Explainer | None:
    """Return what explains the codings of the coder of that name, ``None`` where nothing does.

    It is the function ``explain`` of the coder's module. Raises CodingError where a package's coder, or one in a
    folder, cannot be loaded.
    """
    place = CODERS.get(AUTO if name == "auto" else name)
    if place is None and _is_own(Path(name)):
        from discourse.coders.own import load_own_explainer

        return load_own_explainer(Path(name))
    if place is None:
        return load_plugin_explainer(name)
    explainer: Explainer | None = getattr(import_module(place.partition(":")[0]), "explain", None)
    return explainer


def explain(
    thread: Thread, graph: ReplyGraph, codebook: Codebook, codings: Sequence[Coding], coder: str = "auto"
) -> tuple[Explanation, ...]:
    """Return what moved each of these codings, in their order; one that nothing explains has no parts.

    The coder named explains them; with ``auto`` each is explained by the coder that it says it is of, but claims by
    the default one, which heeds more than the cues that it lets tell them. Raises CodingError where a package's coder
    fails at it.
    """
    of_coder: dict[str, list[Coding]] = {}
    for coding in codings:
        of_coder.setdefault(_own_coder(coding) if coder == "auto" else coder, []).append(coding)
    found: dict[Coding, Explanation] = {}
    for name, own in sorted(of_coder.items()):
        explainer = load_explainer(name)
        for explanation in explainer(thread, graph, codebook, tuple(own)) if explainer else ():
            found[explanation.coding] = explanation
    return tuple(found.get(coding, Explanation(coding, (), 0.0)) for coding in codings)


def _own_coder(coding: Coding) -> str:
    return AUTO if coding.variable == "claim" and coding.coder == "cues" else coding.coder
