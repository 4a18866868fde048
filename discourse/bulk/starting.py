"""Where a worker starts: what it needs is imported there, and not by the process that only gives out tasks."""

import sys
from functools import cache
from importlib import import_module

from discourse.bulk.tasks import AnalyseShard, Task

_UNUSED = ("scipy.stats", "sklearn")
"""What NLTK imports for classifiers and tests that no stemmer needs: most of its time to start."""


def start(folder: str, task: Task) -> Task:
    """Do a task in the folder of a run, and return it."""
    from discourse.bulk.working import work

    return work(folder, task)


def start_alone(folder: str, task: Task) -> Task:
    """Do a task in a process that is there for nothing else, and return it."""
    if isinstance(task, AnalyseShard) and task.variables:
        _import_stemmer()
    return start(folder, task)


@cache
def _import_stemmer() -> None:
    """Import NLTK's stemmer without what it does not need; NLTK goes on where that cannot be imported."""
    left_out = [name for name in _UNUSED if name not in sys.modules]
    sys.modules.update(dict.fromkeys(left_out))  # type: ignore[arg-type]  # None: there is no such module
    try:
        import_module("nltk.stem.snowball")
    finally:
        for name in left_out:
            del sys.modules[name]
