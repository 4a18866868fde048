"""Who does the tasks: processes of this machine. A worker that is killed costs its task's time and nothing else."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for_any
from multiprocessing.process import BaseProcess
from pathlib import Path

from discourse.bulk.tasks import Task
from discourse.errors import BulkError

Stages = Iterable[Iterable[Task]]
"""Tasks by stages: those of the next are asked for when all of one are done, and may rest on what these wrote."""
Engine = Callable[[Path, Stages], Iterator[Task]]
"""Does stages in the folder of a run, and yields each task when it is done, those of a stage in any order.

It takes no more tasks than it can hold. All stages are done by the same workers, which take a second to start.
"""

AHEAD = 2
"""Tasks given out for each worker, so that none waits."""
PATIENCE = 3
"""How often a task may be among those that were going on when a worker died."""
_SETTINGS = {
    "POLARS_MAX_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MALLOC_MMAP_THRESHOLD_": str(1 << 22),
    "MALLOC_TRIM_THRESHOLD_": str(1 << 24),
}
"""One thread a worker; and with the GNU library, memory that one part has used is taken again by the next."""


def local(workers: int) -> Engine:
    """Return the engine of so many processes; each uses one thread, so that results cost the same CPU with any number.

    Where a worker dies, a new pool is made and the tasks that were not done are given out again, those that were going
    on one at a time. Raises BulkError where a task ends its worker three times: there is not enough memory for it.
    """

    def engine(folder: Path, stages: Stages) -> Iterator[Task]:
        waiting = in_turn(stages)
        suspects: dict[Task, int] = {}
        left = True
        while left:
            try:
                with _pool(1 if suspects else workers) as pool:
                    left = bool(suspects)
                    yield from _alone(pool, folder, suspects) if suspects else _together(pool, folder, waiting, workers)
            except _WorkerDied as died:
                left = True
                for task in died.tasks:
                    suspects[task] = suspects.get(task, 0) + 1
                _check_patience(folder, suspects)

    return engine


def in_turn(stages: Stages) -> Iterator[Task | None]:
    """Yield the tasks of all stages, and ``None`` after each: all before it must be done before more is asked for.

    >>> from discourse.bulk.tasks import GroupPiece
    >>> [task and task.number for task in in_turn([[GroupPiece(number=7, shards=1)], []])]
    [7, None, None]
    """
    for tasks in stages:
        yield from tasks
        yield None


class _WorkerDied(Exception):  # noqa: N818  # no error of ours: it is always caught
    """A worker died; these tasks were not done."""

    def __init__(self, tasks: list[Task]) -> None:
        super().__init__()
        self.tasks = tasks


def _check_patience(folder: Path, suspects: dict[Task, int]) -> None:
    if any(times >= PATIENCE for times in suspects.values()):
        raise BulkError(
            f"{folder}: a worker was ended {PATIENCE} times at the same part of the run, most likely for want of "
            "memory; give it more, or fewer --workers, and run the same command with --resume: what is done is kept"
        )


def _alone(pool: ProcessPoolExecutor, folder: Path, suspects: dict[Task, int]) -> Iterator[Task]:
    """Do one at a time the tasks during which a worker died."""
    for task in list(suspects):
        yield from _finished({_submitted(pool, folder, task, {}): task})
        del suspects[task]


def _together(pool: ProcessPoolExecutor, folder: Path, waiting: Iterator[Task | None], workers: int) -> Iterator[Task]:
    """Do all tasks, some ahead for each worker."""
    going: dict[Future[Task], Task] = {}
    for task in waiting:
        if task is not None:
            going[_submitted(pool, folder, task, going)] = task
        while len(going) >= (1 if task is None else workers * AHEAD):
            yield from _finished(going)


def _submitted(pool: ProcessPoolExecutor, folder: Path, task: Task, going: dict[Future[Task], Task]) -> Future[Task]:
    from discourse.bulk.starting import start_alone

    try:
        return pool.submit(start_alone, str(folder), task)
    except BrokenProcessPool:
        raise _WorkerDied([*going.values(), task]) from None


def _finished(going: dict[Future[Task], Task]) -> Iterator[Task]:
    """Wait for one of the tasks at least; yield and forget those that are done."""
    done, _ = wait(going, return_when=FIRST_COMPLETED)
    broken = [future for future in done if isinstance(future.exception(), BrokenProcessPool)]
    for future in sorted(done - set(broken), key=lambda one: going[one].number):
        task = going.pop(future)
        future.result()
        yield task
    if broken:
        raise _WorkerDied(list(going.values()))


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Yield a pool of processes; where something fails, what was given out and not begun is dropped.

    A pool that has lost a worker ends the others, but not one that is begun at that moment, and then waits for it
    forever. So all hold the end of a pipe, and end when it is closed.
    """
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    context = multiprocessing.get_context("spawn")
    held, lifeline = context.Pipe(duplex=False)
    with held, lifeline:
        pool = ProcessPoolExecutor(workers, mp_context=context, initializer=follow, initargs=(held,))
        try:
            yield pool
        except _WorkerDied:
            lifeline.close()
            raise
        finally:
            pool.shutdown(cancel_futures=True)


def follow(lifeline: Connection) -> None:
    """End this worker when the process that gives out the tasks is gone, however it ended, or closes the lifeline."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_exit_after, args=(parent, lifeline), daemon=True).start()


def _exit_after(parent: BaseProcess, lifeline: Connection) -> None:
    wait_for_any([parent.sentinel, lifeline])
    os._exit(1)
