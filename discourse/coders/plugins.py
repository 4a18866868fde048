"""Coders of other packages, by the entry point group ``discourse.coders``: listed by name, loaded only when asked for.

A package offers one with a line in its ``pyproject.toml``: ``[project.entry-points."discourse.coders"]`` and
``name = "module:function"``. What it returns is checked before anything counts it.
"""

from collections.abc import Callable, Iterable
from importlib.metadata import EntryPoint, EntryPoints, entry_points
from typing import TYPE_CHECKING, Any

from discourse.errors import CodingError, DiscourseError
from discourse.model import Coding, Thread

if TYPE_CHECKING:
    from discourse.coders import Coder

GROUP = "discourse.coders"
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
    points = [point for point in _points() if point.name == name]
    if not points:
        return None
    if len({point.value for point in points}) > 1:
        packages = " and ".join(sorted(map(_package, points)))
        raise CodingError(f'the coder "{name}" is offered by {packages}; uninstall all but one')
    return _guarded(_loaded(points[0]), points[0])


def _points() -> EntryPoints:
    try:
        return entry_points(group=GROUP)
    except Exception as error:
        raise CodingError(
            f"the list of installed packages cannot be read ({_fault(error)}); reinstall the package that is damaged"
        ) from error


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else "a package"


def _loaded(point: EntryPoint) -> Callable[..., Any]:
    try:
        coder = point.load()
    except (Exception, SystemExit) as error:
        raise CodingError(
            f'the coder "{point.name}" of {_package(point)} cannot be loaded ({_fault(error)}); update or uninstall it'
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
        try:
            codings = tuple(coder(thread, *rest))
        except DiscourseError:
            raise
        except (Exception, SystemExit) as error:
            raise CodingError(
                f'{thread.article.source}: the coder "{point.name}" of {_package(point)} fails ({_fault(error)}); '
                "report it to those who made it"
            ) from error
        return checked(codings, thread, point.name)

    return code


def _fault(error: BaseException) -> str:
    return f"{type(error).__name__}: {str(error)[:_SAID]}" if str(error) else type(error).__name__


def checked(codings: Iterable[Any], thread: Thread, name: str) -> tuple[Coding, ...]:
    """Return codings that are such; raise CodingError where one is of another comment, or marks words not there."""
    lengths: dict[str, int] = {}
    for comment in thread.comments:
        lengths[comment.id] = max(len(comment.text), lengths.get(comment.id, 0))
    kept = tuple(codings)
    for coding in kept:
        if wrong := _wrong(coding, lengths):
            raise CodingError(
                f'{thread.article.source}: the coder "{name}" returns {wrong}; report it to those who made it'
            )
    return kept


def _wrong(coding: Any, lengths: dict[str, int]) -> str | None:
    if not isinstance(coding, Coding):
        return f"a {type(coding).__name__} for a coding"
    if coding.comment not in lengths:
        return "a coding of a comment that the thread has not"
    if coding.span is not None and not 0 <= coding.span[0] <= coding.span[1] <= lengths[coding.comment]:
        return "a coding whose span lies outside its comment"
    if coding.probability is not None and not 0 <= coding.probability <= 1:
        return "a coding whose probability is not between 0 and 1"
    return None
