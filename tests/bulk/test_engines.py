"""Real worker processes: killed, starved of room, many or few, and the bytes are the same."""

import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

import pytest

from benchmarks.killed import digests, disturbed
from benchmarks.made_dump import write_dump
from discourse.bulk.engines import follow, local
from discourse.bulk.opening import Sizes
from discourse.bulk.run import Asked, run
from discourse.bulk.store import PIECES
from discourse.errors import BulkError
from tests.bulk.dumps import here

SIZES = Sizes(piece=60_000, shard=90_000)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    write_dump(tmp_path / "dump.ndjson", 6_000)
    return tmp_path / "dump.ndjson"


@pytest.fixture
def whole(dump: Path, tmp_path: Path) -> dict[str, str]:
    """Return the digests of an undisturbed run in this process."""
    run(Asked([dump], None, (), SIZES), tmp_path / "whole", here)
    return digests(tmp_path / "whole")


@pytest.mark.parametrize("workers", [1, 3])
def test_any_number_of_workers_gives_the_same_bytes(
    workers: int, dump: Path, tmp_path: Path, whole: dict[str, str]
) -> None:
    run(Asked([dump], None, (), SIZES), tmp_path / "out", local(workers))
    assert digests(tmp_path / "out") == whole


def test_killed_again_and_again_and_resumed_it_gives_the_same_bytes(tmp_path: Path) -> None:
    assert disturbed(tmp_path, times=4, comments=2_000, seed=1)[1]


def test_a_run_that_loses_workers_goes_on(dump: Path, tmp_path: Path, whole: dict[str, str]) -> None:
    killer = Killer(tmp_path / "out", after=[5, 20])
    killer.start()
    run(Asked([dump], None, (), SIZES), tmp_path / "out", local(2))
    killer.stopped = True
    killer.join()
    assert killer.killed == 2
    assert digests(tmp_path / "out") == whole


def stay(lifeline: Connection) -> None:
    """Be a worker that has nothing to do."""
    follow(lifeline)
    time.sleep(60)


@pytest.mark.parametrize("closed_before", [True, False])
def test_a_worker_ends_with_its_lifeline_whenever_it_began(closed_before: bool) -> None:
    context = multiprocessing.get_context("spawn")
    held, lifeline = context.Pipe(duplex=False)
    worker = context.Process(target=stay, args=(held,))
    if closed_before:
        lifeline.close()
    worker.start()
    lifeline.close()
    worker.join(30)
    assert worker.exitcode == 1


class Killer(Thread):
    """Kills a worker of this process each time that so many pieces are done."""

    def __init__(self, folder: Path, after: list[int]) -> None:
        super().__init__(daemon=True)
        self.pieces, self.after, self.killed, self.stopped = folder / PIECES, after, 0, False

    def run(self) -> None:
        while self.killed < len(self.after) and not self.stopped:
            time.sleep(0.01)
            workers = [pid for pid in children(os.getpid()) if b"spawn_main" in command(pid)]
            if workers and len(list(self.pieces.glob("*.json"))) >= self.after[self.killed]:
                os.kill(workers[0], signal.SIGKILL)
                self.killed += 1


def children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(one) for task in tasks for one in told(task / "children").split()]


def command(pid: int) -> bytes:
    return told(Path(f"/proc/{pid}/cmdline"))


def told(file: Path) -> bytes:
    """Return what the system tells in a file; nothing where the process or thread has ended meanwhile."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


DIES = """
import os, sys
from multiprocessing.connection import Connection
from pathlib import Path
import discourse.bulk.engines as engines
from discourse.bulk.opening import Sizes
from discourse.bulk.run import Asked, run
from discourse.bulk.store import PIECES
from discourse.errors import BulkError

os.environ["PYTHONPATH"] = os.pathsep.join([sys.argv[3], *sys.path])
if __name__ == "__main__":
    try:
        run(Asked([Path(sys.argv[1])], None, (), Sizes()), Path(sys.argv[2]), engines.local(1))
    except BulkError as error:
        print(error)
"""


def test_a_part_that_ends_every_worker_ends_the_run_with_a_sentence(dump: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/sitecustomize.py").write_text(
        "import os, sys\n"
        "class Dies:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'discourse.bulk.working':\n"
        "            os._exit(9)\n"
        "sys.meta_path.insert(0, Dies())\n",
        "utf-8",
    )
    script = tmp_path / "go.py"
    script.write_text(DIES, "utf-8")
    arguments = [sys.executable, str(script), str(dump), str(tmp_path / "out"), str(tmp_path / "site")]
    told = subprocess.run(arguments, capture_output=True, text=True, check=False)  # noqa: S603  # our own script
    assert "a worker was ended 3 times at the same part of the run, most likely for want of memory" in told.stdout


SMALL_FILES = """
import resource, sys
from multiprocessing.connection import Connection
from pathlib import Path
from discourse.bulk.engines import follow, local
from discourse.bulk.opening import Sizes
from discourse.bulk.run import Asked, run
from discourse.bulk.store import PIECES
from discourse.errors import BulkError

if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
    try:
        run(Asked([Path(sys.argv[1])], None, (), Sizes(piece=60_000, shard=90_000)), Path(sys.argv[2]), local(1))
    except BulkError as error:
        print(error)
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="this system has no limit on the size of files")
@pytest.mark.parametrize("room", [5_000, 24_000])
def test_without_room_a_run_ends_with_a_sentence_and_can_be_resumed(
    room: int, dump: Path, tmp_path: Path, whole: dict[str, str]
) -> None:
    script = tmp_path / "go.py"
    script.write_text(SMALL_FILES, "utf-8")
    arguments = [sys.executable, str(script), str(dump), str(tmp_path / "out"), str(room)]
    told = subprocess.run(arguments, capture_output=True, text=True, check=False)  # noqa: S603  # our own script
    assert told.stdout.endswith("make room, and run the same command with --resume: what is done is kept\n"), (
        told.stderr
    )
    run(Asked([dump], None, (), SIZES), tmp_path / "out", here, resume=True)
    assert digests(tmp_path / "out") == whole


def test_memory_that_is_not_there_ends_with_a_sentence(
    dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def greedy(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("discourse.bulk.working.grouped", greedy)
    with pytest.raises(BulkError, match=r"not enough memory for a part of the run; give it more, or fewer --workers"):
        run(Asked([dump], None, (), SIZES), tmp_path / "out", here)
