"""What a bulk run costs, against a bare decode of the same lines and ConvoKit's load of the same comments, in one run.

Usage: python -m benchmarks.speed [--n 1000000] [--seed 0] [--workers 2] [--peer-python PYTHON] [--growth 10000 100000]

Makes a seeded dump (``made_dump``), and the same comments as a ConvoKit folder. All times are CPU seconds of whole
processes with all their children, start and imports with them; memory is the peak of the sum over a run's processes of
what each holds (PSS on Linux: what several share counts once), looked at three times a second. Beside each stands the
load of the machine when it began: what others do there slows a run's wall time, and its CPU time a little. The floor
decodes each line into a dict with orjson, or with msgspec where that is not installed. orjson, ConvoKit and delab-trees
run where they are installed, in the Python of ``--peer-python``. ``--growth`` runs dumps of these sizes instead of the
comparison, or with ``--n`` after it; the largest in use is 10000000, which needs 20 GB of disk and an hour.
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

_EVERY = 0.3
"""Seconds between two looks at the memory; each takes some hundredths, which a run on all processors lacks."""
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
    parser.add_argument("--n", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--peer-python", type=Path, default=Path(sys.executable))
    parser.add_argument("--growth", type=int, nargs="*", default=[])
    told = parser.parse_args()
    if told.n or not told.growth:
        with tempfile.TemporaryDirectory() as folder:
            compared(Path(folder), told.n or 1_000_000, told.seed, told.workers, told.peer_python)
    for size in told.growth:
        with tempfile.TemporaryDirectory() as folder:
            grown(Path(folder), size, told.seed, told.workers)


def compared(folder: Path, comments: int, seed: int, workers: int, python: Path) -> None:
    """Print what ours, the floor and the peers cost on one dump."""
    dump = made(folder, comments, seed)
    write_corpus(folder / "corpus", comments, seed)
    print(f"{comments:,} comments, {dump.stat().st_size / 1024**2:,.0f} MiB as lines; CPU s, wall s, peak MiB, load")
    decoding = python if has(python, "orjson") else Path(sys.executable)
    library = "orjson" if has(decoding, "orjson") else "msgspec"
    bare = line(f"bare decode of the lines, {library}", [str(decoding), "-c", _BARE, str(dump)])
    peer = line("ConvoKit, Corpus(folder)", [str(python), "-c", _CONVOKIT, str(folder / "corpus")], "convokit", python)
    line("delab-trees, its trees", [str(python), "-c", _DELAB, str(dump)], "delab_trees", python)
    for name, variables, (known, floor, bar) in (
        ("structure alone", ("none",), ("the bare decode", bare, "6")),
        ("structure, claims, reply stance", ("claim", "reply_stance"), ("ConvoKit's load", peer, "0.50")),
    ):
        one = line(f"ours, {name}, 1 worker", ours(dump, folder / f"{variables[0]}-1", 1, *variables))
        all_ = line(f"ours, {name}, {workers} workers", ours(dump, folder / variables[0], workers, *variables))
        if one and all_:
            print_ratios(one, all_, workers)
        if one and all_ and floor:
            times = ", ".join(f"{cost.cpu / floor.cpu:.2f}" for cost in (one, all_))
            print(f"    {times} times the CPU of {known} with 1 and {workers} workers (bar {bar})")


def print_ratios(one: Cost, all_: Cost, workers: int) -> None:
    """Print what several workers give and cost beside one."""
    print(
        f"    {workers} workers give {one.wall / all_.wall:.2f} times the throughput of 1 (bar 1.7 for 2), "
        f"for {all_.cpu / one.cpu:.2f} times its CPU"
    )


def grown(folder: Path, comments: int, seed: int, workers: int) -> None:
    """Print what ours costs on a dump of another size, by the comment: structure alone, then all."""
    dump = made(folder, comments, seed)
    cells = [f"{comments:>12,} comments"]
    for variables in (("none",), ("claim", "reply_stance")):
        began = load()
        cost = measured(ours(dump, folder / variables[0], workers, *variables))
        cells.append(
            f"{variables[0]:>6} {cost.cpu:8.2f} s, {1e6 * cost.cpu / comments:6.1f} µs a comment, "
            f"{cost.mebibytes:5.0f} MiB (load {began})"
        )
    print("; ".join(cells), flush=True)


def load() -> str:
    """Return how many processes the machine has had to run of late."""
    return f"{os.getloadavg()[0]:.1f}"


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
        print(f"{name:50} {module} is not installed in {python}")
        return None
    began = load()
    cost = measured(command)
    print(f"{name:50} {cost.cpu:8.2f} {cost.wall:8.2f} {cost.mebibytes:6.0f} {began:>5}", flush=True)
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
    while not ended(process):
        peak = max(peak, sum(held(pid) for pid in below(process.pid)))
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - began
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, wall, peak / 1024)


def ended(process: "subprocess.Popen[bytes]") -> bool:
    """Return whether a process has ended, after some time at most."""
    try:
        process.wait(_EVERY)
    except subprocess.TimeoutExpired:
        return False
    return True


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
