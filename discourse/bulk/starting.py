"""Where a worker starts: what it needs is imported there, and not by the process that only gives out tasks."""

import gc
from functools import cache

from discourse.bulk.tasks import Task
from discourse.spared import spare


def start(folder: str, task: Task) -> Task:
    """Do a task in the folder of a run, and return it."""
    from discourse.bulk.working import work

    return work(folder, task)


def start_alone(folder: str, task: Task) -> Task:
    """Do a task in a process that is there for nothing else, and return it."""
    _import_lean()
    return start(folder, task)


@cache
def _import_lean() -> None:
    """Import what all tasks need, without what none needs, and without a look for garbage: this leaves none."""
    spare()
    gc.disable()
    import discourse.bulk.working  # noqa: F401  # the tasks' functions import from it

    gc.freeze()
    gc.enable()
