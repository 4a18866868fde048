"""Where a worker starts: what it needs is imported there, and not by the process that only gives out tasks."""

from discourse.bulk.tasks import Task


def start(folder: str, task: Task) -> Task:
    """Do a task in the folder of a run, and return it."""
    from discourse.bulk.working import work

    return work(folder, task)
