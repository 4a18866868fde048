"""Where a worker starts: what it needs is imported there, and not by the process that only gives out tasks."""

from discourse.bulk.tasks import Task
from discourse.spared import spare


def start(folder: str, task: Task) -> Task:
    """Do a task in the folder of a run, and return it."""
    from discourse.bulk.working import work

    return work(folder, task)


def start_alone(folder: str, task: Task) -> Task:
    """Do a task in a process that is there for nothing else, and return it."""
    spare()
    return start(folder, task)
