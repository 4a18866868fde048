"""What a bulk run costs, against a bare decode of the same lines and ConvoKit's load of the same comments, in one run.

Usage: python -m benchmarks.speed [--n 1000000] [--seed 0] [--workers 2] [--peer-python PYTHON] [--growth 10000 100000]

Makes a seeded dump (``made_dump``), and the same comments as a ConvoKit folder. All times are CPU seconds of whole
processes with all their children, start and imports with them; memory is the peak of the sum over a run's processes of
what each holds (PSS on Linux: what several share counts once), looked at ten times a second. The floor decodes each
line into a dict with orjson, or with msgspec where that is not installed. ConvoKit and delab-trees run where they are
installed, in this Python or in that of ``--peer-python``. ``--growth`` adds runs on dumps of these sizes; the largest
in use is 10000000, which needs 20 GB of disk and half an hour.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.made_dump import CODEBOOK, write_corpus, write_dump

_EVERY = 0.1
_BARE = """
import sys
try:
    from orjson import loads
except ModuleNotFoundError:
    import msgspec
    loads = msgspec.json.Decoder().decode
with open(sys.argv[1], "rb") as file:
    for line in file:
        loads(line)
"""
_CONVOKIT = """
import sys
from convokit import Corpus
print(len(Corpus(sys.argv[1]).utterances))
"""
_DELAB = """
import sys, json
import pandas
from delab_trees import TreeManager
rows = [json.loads(line) for line in open(sys.argv[1], "rb")]
frame = pandas.DataFrame({
    "tree_id": [row["link_id"] for row in rows], "post_id": [row["name"] for row in rows],
    "parent_id": [row["parent_id"] if row["parent_id"][:3] == "t1_" else None for row in rows],
    "author_id": [row["author"] for row in rows], "text": [row["body"] for row in rows],
    "created_at": pandas.to_datetime([row["created_utc"] for row in rows], unit="s"),
})
print(len(TreeManager(frame).trees))
"""


class Cost(NamedTuple):
    """CPU seconds and wall seconds of a process with all below it, and the most memory that they held together."""

    cpu: float
    wall: float
    mebibytes: float


def main() -> None:
    """Print the table of costs and ratios, then that of growth."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--peer-python", type=Path, default=Path(sys.executable))
    parser.add_argument("--growth", type=int, nargs="*", default=[])
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        compared(Path(folder), told.n, told.seed, told.workers, told.peer_python)
    for size in told.growth:
        with tempfile.TemporaryDirectory() as folder:
            grown(Path(folder), size, told.seed, told.workers)


def compared(folder: Path, comments: int, seed: int, workers: int, python: Path) -> None:
    """Print what ours, the floor and the peers cost on one dump."""
    dump = made(folder, comments, seed)
    write_corpus(folder / "corpus", comments, seed)
    print(f"{comments:,} comments, {dump.stat().st_size / 1024**2:,.0f} MiB as lines; CPU s, wall s, peak MiB")
    bare = line("bare decode of the lines", [sys.executable, "-c", _BARE, str(dump)])
    peer = line("ConvoKit, Corpus(folder)", [str(python), "-c", _CONVOKIT, str(folder / "corpus")], "convokit", python)
    line("delab-trees, its trees", [str(python), "-c", _DELAB, str(dump)], "delab_trees", python)
    shape = line("ours, structure alone", ours(dump, folder / "structure", workers, "none"))
    whole = line(
        "ours, structure, claims, reply stance", ours(dump, folder / "whole", workers, "claim", "reply_stance")
    )
    one = line("the same with one worker", ours(dump, folder / "one", 1, "claim", "reply_stance"))
    if bare and shape:
        print(f"structure alone is {shape.cpu / bare.cpu:.1f} times the bare decode (bar 6)")
    if peer and whole:
        print(f"the whole analysis is {whole.cpu / peer.cpu:.2f} times ConvoKit's load (bar 0.50)")
    if whole and one:
        print(f"{workers} workers give {one.wall / whole.wall:.2f} times the throughput of one (bar 1.7 for 2)")


def grown(folder: Path, comments: int, seed: int, workers: int) -> None:
    """Print what ours costs on a dump of another size, by the comment."""
    dump = made(folder, comments, seed)
    cost = measured(ours(dump, folder / "whole", workers, "claim", "reply_stance"))
    print(
        f"{comments:>12,} comments {cost.cpu:9.2f} s, {1e6 * cost.cpu / comments:7.1f} µs a comment, "
        f"{cost.mebibytes:6.0f} MiB"
    )


def made(folder: Path, comments: int, seed: int) -> Path:
    """Return a dump, with the codebook beside it."""
    (folder / "codebook.toml").write_text(CODEBOOK, "utf-8")
    write_dump(folder / "dump.ndjson", comments, seed)
    return folder / "dump.ndjson"


def ours(dump: Path, out: Path, workers: int, *variables: str) -> list[str]:
    """Return the command of a run."""
    start = "from discourse.cli import main; main()"
    chosen = [word for variable in variables for word in ("--variable", variable)]
    codebook = ["--codebook", str(dump.with_name("codebook.toml"))]
    return [
        *(sys.executable, "-c", start, "bulk", "run", str(dump), "-o", str(out)),
        *("--workers", str(workers)),
        *chosen,
        *codebook,
    ]


def line(name: str, command: Sequence[str], module: str = "", python: Path | None = None) -> Cost | None:
    """Print the costs of a command, or that its library is not installed."""
    if module and not has(python or Path(sys.executable), module):
        print(f"{name:40} {module} is not installed in {python}")
        return None
    cost = measured(command)
    print(f"{name:40} {cost.cpu:8.2f} {cost.wall:8.2f} {cost.mebibytes:8.0f}", flush=True)
    return cost


def has(python: Path, module: str) -> bool:
    """Return whether a Python has a module."""
    find = f"import importlib.util as u, sys; sys.exit(u.find_spec({json.dumps(module)}) is None)"
    return subprocess.run([str(python), "-c", find], check=False).returncode == 0  # noqa: S603  # our own command


def measured(command: Sequence[str]) -> Cost:
    """Return what a command and all processes below it cost. Raises SystemExit where it fails."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ)  # noqa: S603  # our own command
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(held(pid) for pid in below(process.pid)))
        time.sleep(_EVERY)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - began
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, wall, peak / 1024)


def below(pid: int) -> list[int]:
    """Return a process and all that it started, as far as they are there (Linux)."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in below(int(child)))]


def held(pid: int) -> int:
    """Return the KiB that a process holds, its part of what it shares with others (Linux; else 0)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return sum(int(row.split()[1]) for row in lines if row.startswith("Pss:"))


if __name__ == "__main__":
    main()
