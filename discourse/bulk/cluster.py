"""Dask does the tasks: whoever set up a cluster gives the address of its scheduler.

All workers have to see the folder of the run and the input under the same paths, as on the shared file system of a
cluster. Dask gives a task that a worker took down with it to another one; tasks can be done again at any time.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from discourse.bulk.engines import AHEAD, PATIENCE, Engine, Stages, in_turn
from discourse.bulk.starting import start
from discourse.bulk.tasks import Task
from discourse.errors import BulkError

_CONNECTING = "20s"


def dask(scheduler: str | None) -> Engine:
    """Return the engine that gives tasks to a Dask scheduler.

    Raises BulkError where Dask is not installed, no address is given, or nobody answers there; and where a task took
    down three workers.
    """
    if scheduler is None:
        raise BulkError("--engine dask: say where the scheduler is, as in --scheduler tcp://10.0.0.1:8786")
    try:
        import distributed
    except ModuleNotFoundError:
        raise BulkError(
            "--engine dask: Dask is not installed; install it with pip install 'discourse[cluster]'"
        ) from None

    def engine(folder: Path, stages: Stages) -> Iterator[Task]:
        with _client(distributed, scheduler) as client:
            yield from _through(distributed, client, folder.resolve(), in_turn(stages))

    return engine


def _client(distributed: Any, scheduler: str) -> Any:
    try:
        return distributed.Client(scheduler, timeout=_CONNECTING, set_as_default=False)
    except (OSError, ValueError) as error:
        raise BulkError(
            f"--scheduler {scheduler}: no Dask scheduler answers there ({error or 'no answer'}); check the address"
        ) from None


def _through(distributed: Any, client: Any, folder: Path, waiting: Iterator[Task | None]) -> Iterator[Task]:
    """Give out some tasks for each worker, and another for each that is done."""
    done = distributed.as_completed(loop=client.loop)
    going = 0
    for task in waiting:
        if task is not None:
            done.add(client.submit(start, str(folder), task, pure=False, retries=PATIENCE))
            going += 1
        while going >= (1 if task is None else AHEAD * max(1, len(client.scheduler_info()["workers"]))):
            yield _result(distributed, folder, next(done))
            going -= 1


def _result(distributed: Any, folder: Path, future: Any) -> Task:
    try:
        task: Task = future.result()
    except distributed.KilledWorker:
        raise BulkError(
            f"{folder}: a part of the run ended {PATIENCE} workers, most likely for want of memory; "
            "give them more, and run the same command with --resume: what is done is kept"
        ) from None
    return task
