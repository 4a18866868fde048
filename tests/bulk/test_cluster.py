"""A real Dask scheduler and two workers as processes of their own, on loopback."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.killed import digests
from benchmarks.made_dump import write_dump
from discourse.bulk.cluster import dask
from discourse.bulk.engines import Stages
from discourse.bulk.opening import Sizes
from discourse.bulk.run import Asked, run
from discourse.bulk.tasks import Task
from discourse.errors import BulkError
from tests.bulk.dumps import here

SIZES = Sizes(piece=60_000, shard=90_000)
Process = "subprocess.Popen[bytes]"


class Cluster:
    """A scheduler and its workers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        file = folder / "scheduler.json"
        self.processes = [
            self._start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
                        "--scheduler-file", str(file))
        ]  # fmt: skip
        for _ in range(300):
            if file.exists() and file.stat().st_size:
                break
            time.sleep(0.1)
        self.file = file
        self.workers = [self.add_worker(), self.add_worker()]

    def _start(self, module: str, *arguments: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", module, *arguments]
        return subprocess.Popen(command, cwd=self.folder, stderr=subprocess.DEVNULL)  # noqa: S603  # our own command

    def add_worker(self) -> "subprocess.Popen[bytes]":
        worker = self._start(
            "distributed.cli.dask_worker", "--scheduler-file", str(self.file), "--nthreads", "1", "--no-nanny",
            "--no-dashboard", "--local-directory", str(self.folder),
        )  # fmt: skip
        self.processes.append(worker)
        return worker

    @property
    def address(self) -> str:
        import json

        return str(json.loads(self.file.read_text("utf-8"))["address"])

    def close(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    yield made
    made.close()


def test_a_worker_that_is_killed_loses_nothing(cluster: Cluster, tmp_path: Path) -> None:
    write_dump(tmp_path / "dump.ndjson", 3_000)
    asked = Asked([tmp_path / "dump.ndjson"], None, (), SIZES)
    run(asked, tmp_path / "whole", here)
    engine = dask(cluster.address)
    done = 0

    def losing_one(folder: Path, stages: Stages) -> Iterator[Task]:
        nonlocal done
        for task in engine(folder, stages):
            done += 1
            if done == 2:
                cluster.workers[0].kill()
            yield task

    run(asked, tmp_path / "out", losing_one)
    assert cluster.workers[0].wait() != 0
    assert done > 10
    assert digests(tmp_path / "out") == digests(tmp_path / "whole")


def test_without_an_address_nobody_knows_where_to(tmp_path: Path) -> None:
    with pytest.raises(BulkError, match=r"say where the scheduler is, as in --scheduler tcp://10\.0\.0\.1:8786"):
        dask(None)


def test_where_no_scheduler_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("discourse.bulk.cluster._CONNECTING", "1s")
    with pytest.raises(BulkError, match=r"--scheduler tcp://127\.0\.0\.1:9: no Dask scheduler answers there"):
        list(dask("tcp://127.0.0.1:9")(tmp_path, []))
