"""What is done without: modules that a library looks for and we never need, and the collector of garbage."""

import atexit
import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

_GARBAGE = (50_000, 20, 100)
"""So many new values before they are gone through, and so many times before those are that stayed so far."""
_SPARED = {"nltk": ("scipy.stats", "sklearn")}
"""By library: modules for two of its features, which it tries to import and lives without."""


class _Spared(MetaPathFinder):
    """Finds no spared module while the library that asks for it is being imported; afterwards it finds nothing."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,  # noqa: ARG002 - the protocol's
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        for library, names in _SPARED.items():
            if fullname in names and _is_starting(library):
                raise ModuleNotFoundError(f"{fullname} is not needed by what we use of {library}", name=fullname)
        return None


def _is_starting(library: str) -> bool:
    spec = getattr(sys.modules.get(library), "__spec__", None)
    return bool(getattr(spec, "_initializing", False))


def spare() -> None:
    """Let a process that is ours start and end lean: that of the command line, or a worker of a bulk run.

    Looking for what is missing takes two seconds a command. Modules and tables, which all stay, are gone through for
    garbage again and again while they are made, and once more at the end: a tenth of the time of a small report.
    """
    if not any(isinstance(finder, _Spared) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Spared())
        gc.set_threshold(*_GARBAGE)
        atexit.register(gc.freeze)


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector from going through millions of values that hold no cycles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
