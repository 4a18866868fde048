"""Coders of other packages, by the entry point group ``discourse.coders``: listed by name, loaded only when asked for.

A package offers one with a line in its ``pyproject.toml``: ``[project.entry-points."discourse.coders"]`` and
``name = "module:function"``. What it returns is checked before anything counts it.
"""

import math
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.metadata import EntryPoint, EntryPoints, entry_points
from typing import TYPE_CHECKING, Any, get_args

from discourse.coders.explanation import Explanation
from discourse.errors import CodingError, DiscourseError
from discourse.model import Coding, Thread, Variable

if TYPE_CHECKING:
    from discourse.coders import Coder, Explainer

GROUP = "discourse.coders"
_VARIABLES = get_args(Variable)
_SAID = 200
"""Characters of a fault that are shown."""


def plugin_names() -> list[str]:
    """Return the names of the coders that installed packages offer, sorted; none of them is loaded."""
    return sorted({point.name for point in _points()})


def load_plugin(name: str) -> "Coder | None":
    """Return the coder of that name, ``None`` where no package offers one.

    Raises CodingError where two packages do, or where it cannot be loaded. The coder itself raises CodingError for its
    own faults, and for codings that are none.
    """
    point = _point(name)
    return None if point is None else _guarded(_loaded(point), point)


def load_plugin_explainer(name: str) -> "Explainer | None":
    """Return the function ``explain`` beside a package's coder of that name, ``None`` where there is none.

    Raises CodingError as ``load_plugin`` does.
    """
    point = _point(name)
    if point is None:
        return None
    _loaded(point)
    offered = getattr(import_module(point.module), "explain", None)
    return _guarded_explainer(offered, point) if callable(offered) else None


def _point(name: str) -> EntryPoint | None:
    points = [point for point in _points() if point.name == name]
    if len({point.value for point in points}) > 1:
        packages = " and ".join(sorted(map(_package, points)))
        raise CodingError(f'the coder "{name}" is offered by {packages}; uninstall all but one')
    return points[0] if points else None


def _points() -> EntryPoints:
    try:
        return entry_points(group=GROUP)
    except Exception as error:
        raise CodingError(
            f"the list of installed packages cannot be read ({fault(error)}); reinstall the package that is damaged"
        ) from error


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else "a package"


def _loaded(point: EntryPoint) -> Callable[..., Any]:
    try:
        coder = point.load()
    except (Exception, SystemExit) as error:
        raise CodingError(
            f'the coder "{point.name}" of {_package(point)} cannot be loaded ({fault(error)}); update or uninstall it'
        ) from error
    if not callable(coder):
        raise CodingError(
            f'the coder "{point.name}" of {_package(point)} is no function; it has to take a thread, a reply graph and '
            "a codebook"
        )
    function: Callable[..., Any] = coder
    return function


def _guarded(coder: Callable[..., Any], point: EntryPoint) -> "Coder":
    def code(thread: Thread, *rest: Any) -> tuple[Coding, ...]:
        return checked(_called(coder, point, thread, *rest), thread, point.name)

    return code


def _guarded_explainer(explainer: Callable[..., Any], point: EntryPoint) -> "Explainer":
    def explain(thread: Thread, *rest: Any) -> tuple[Explanation, ...]:
        return checked_explanations(_called(explainer, point, thread, *rest), thread, point.name)

    return explain


def _called(function: Callable[..., Any], point: EntryPoint, thread: Thread, *rest: Any) -> tuple[Any, ...]:
    """Return what a package's function returns; its faults end in a sentence that names the package."""
    try:
        return tuple(function(thread, *rest))
    except DiscourseError:
        raise
    except (Exception, SystemExit) as error:
        raise CodingError(
            f'{thread.article.source}: the coder "{point.name}" of {_package(point)} fails ({fault(error)}); '
            "report it to those who made it"
        ) from error


def fault(error: BaseException) -> str:
    """Return what kind of error it is and, in part, what it says."""
    return f"{type(error).__name__}: {str(error)[:_SAID]}" if str(error) else type(error).__name__


def checked(codings: Iterable[Any], thread: Thread, name: str) -> tuple[Coding, ...]:
    """Return codings that are such; raise CodingError where one is of another comment, or marks words not there."""
    if not isinstance(codings, Iterable):
        raise CodingError(f'{thread.article.source}: the coder "{name}" returns no codings; let it return a sequence')
    lengths: dict[str, int] = {}
    for comment in thread.comments:
        lengths[comment.id] = max(len(comment.text), lengths.get(comment.id, 0))
    return _all_right(tuple(codings), lambda coding: _wrong(coding, lengths), (thread.article.source, name))


def checked_explanations(explanations: Iterable[Any], thread: Thread, name: str) -> tuple[Explanation, ...]:
    """Return explanations that are such; raise CodingError where one is none, or marks words not there."""
    lengths = {comment.id: len(comment.text) for comment in thread.comments}
    return _all_right(tuple(explanations), lambda one: _wrong_explanation(one, lengths), (thread.article.source, name))


def _all_right(given: tuple[Any, ...], wrong_with: Callable[[Any], str | None], of: tuple[str, str]) -> tuple[Any, ...]:
    source, name = of
    for one in given:
        if wrong := wrong_with(one):
            raise CodingError(f'{source}: the coder "{name}" returns {wrong}; report it to those who made it')
    return given


def _wrong_explanation(given: Any, lengths: dict[str, int]) -> str | None:
    if not isinstance(given, Explanation):
        return f"a {type(given).__name__} for an explanation"
    if wrong := _wrong(given.coding, lengths):
        return wrong
    end = lengths[given.coding.comment]
    if not all(math.isfinite(weight) for weight in (given.rest, *(part.weight for part in given.parts))):
        return "an explanation with a weight that is no number"
    if any(part.span is not None and not 0 <= part.span[0] <= part.span[1] <= end for part in given.parts):
        return "an explanation whose span lies outside its comment"
    return None


def _wrong(coding: Any, lengths: dict[str, int]) -> str | None:
    if not isinstance(coding, Coding):
        return f"a {type(coding).__name__} for a coding"
    if coding.variable not in _VARIABLES:
        return f"a coding of the variable {coding.variable!r:.80}, which is none of {', '.join(_VARIABLES)}"
    if coding.comment not in lengths:
        return "a coding of a comment that the thread has not"
    if coding.span is not None and not 0 <= coding.span[0] <= coding.span[1] <= lengths[coding.comment]:
        return "a coding whose span lies outside its comment"
    if coding.probability is not None and not 0 <= coding.probability <= 1:
        return "a coding whose probability is not between 0 and 1"
    return None
