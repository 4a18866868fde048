"""What is done without: modules that a library looks for and we never need, and the collector of garbage."""

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

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
    """Let libraries start lean in a process that is ours: that of the command line, or a worker of a bulk run.

    Looking for what is missing takes two seconds a command.
    """
    if not any(isinstance(finder, _Spared) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Spared())


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
