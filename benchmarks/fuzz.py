"""Damaged sources: whatever comes in, a thread or a ReadError comes out, and soon.

Usage: python -m benchmarks.fuzz FOLDER [--n 100000] [--seed 1] [--workers 2] [--keep DIR]

FOLDER holds sources in any depth (pages, exports, answers). Each input is one of them, cut, spliced, doubled and with
values of other types put in. Printed: how many gave threads, how many were refused, the slowest, and each exception
that is no ReadError (its input is written to --keep). More than five seconds for one input counts as a hang. The exit
code is 1 where anything but a thread or a ReadError came out.
"""

import argparse
import random
import re
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from discourse.errors import ReadError
from discourse.readers import read_all

MOST_SECONDS = 5
MOST_MEMORY = 4 * 1024**3
MOST_BYTES = 150_000
SPLICES = (
    b"<", b">", b'"', b"</div>", b"<div>", b"<ul><li>", b"\xff\xfe", b"\x00", b"&#x0;", b"<!--", b"<script>", b"]]>",
    b"{", b"}", b"[", b"]", b",", b":", b"null", b"true", b"-1", b"1e999", b"99999999999999999999", b'""', b"[[[[",
    b'{"a":', b"\\ud800", b"data-depth=9999999", b"<table><tr>", b"<blockquote>" * 50, b"\r", b"\xe2\x80\xae", b"<?xml",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"PK\x03\x04", b"\x1f\x8b\x08", b"(((((", b"0" * 400, b"a" * 3000,
)  # fmt: skip
VALUE = re.compile(rb'(?<=:)\s?(?:"[^"\\]{0,80}"|-?\d{1,12}|true|false|null)')


def main() -> None:
    """Damage, read, count and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--n", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    told = parser.parse_args()
    files = sorted(path for path in told.folder.rglob("*") if path.is_file() and ".gold." not in path.name)
    batches = [(files, told.seed + start, min(500, told.n - start)) for start in range(0, told.n, 500)]
    counts: Counter[str] = Counter()
    faults: dict[str, tuple[str, bytes]] = {}
    slowest: list[tuple[float, str]] = []
    with ProcessPoolExecutor(told.workers, initializer=bounded) as pool:
        for batch_counts, batch_faults, batch_slowest in pool.map(run, batches):
            counts.update(batch_counts)
            faults |= {name: fault for name, fault in batch_faults.items() if name not in faults}
            slowest = sorted([*slowest, *batch_slowest], reverse=True)[:5]
    report(counts, faults, slowest, told.keep)
    sys.exit(1 if faults else 0)


def bounded() -> None:
    """Bound the memory of a worker, and let an alarm end what takes too long."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    signal.signal(signal.SIGALRM, too_slow)


def too_slow(*_: object) -> None:
    """End what takes too long."""
    raise TimeoutError(f"more than {MOST_SECONDS} seconds")


def run(batch: tuple[Sequence[Path], int, int]) -> Any:
    """Return the counts, the faults and the slowest inputs of a batch."""
    files, seed, count = batch
    chance = random.Random(seed)  # noqa: S311 - damage that must be the same on every run
    counts: Counter[str] = Counter()
    faults: dict[str, tuple[str, bytes]] = {}
    slowest: list[tuple[float, str]] = []
    for _ in range(count):
        file = chance.choice(files)
        data = damaged(file.read_bytes(), chance)
        start = time.perf_counter()
        outcome, fault = outcome_of(data, file.name)
        slowest.append((time.perf_counter() - start, file.name))
        counts[outcome] += 1
        if fault:
            faults.setdefault(fault, (file.name, data))
    return counts, faults, sorted(slowest, reverse=True)[:5]


def outcome_of(data: bytes, name: str) -> tuple[str, str | None]:
    """Return what came of reading some bytes: "threads", "refused", or a fault with its place."""
    signal.alarm(MOST_SECONDS)
    try:
        read_all(data, name=name)
    except ReadError:
        return "refused", None
    except Exception as error:  # any other is a fault of ours
        trace = error.__traceback__
        while trace and trace.tb_next and "discourse" in trace.tb_next.tb_frame.f_code.co_filename:
            trace = trace.tb_next
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
        return "faults", f"{type(error).__name__} at {place}: {str(error)[:100]}"
    finally:
        signal.alarm(0)
    return "threads", None


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return a source cut short, with pieces left out, doubled, moved, spliced in, or values of other types."""
    if len(data) > MOST_BYTES:
        start = chance.randrange(len(data) - MOST_BYTES)
        data = data[: MOST_BYTES // 3] + data[start : start + MOST_BYTES]
    for _ in range(chance.randint(1, 10)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.randint(1, 500))
        way = chance.randrange(5)
        if way == 0:
            data = data[:start] + data[end:]
        elif way == 1:
            data = data[:start] + chance.choice(SPLICES) + data[start:]
        elif way == 2:
            data = data[:end] + data[start:end] * chance.randint(1, 3) + data[end:]
        elif way == 3:
            put = chance.choice(SPLICES)
            data = data[:start] + VALUE.sub(lambda _: put, data[start:], count=chance.randint(1, 3))  # noqa: B023
        else:
            at = chance.randrange(len(data) + 1)
            data = data[:at] + data[start:end] + data[at:]
    return data[: chance.randrange(len(data) // 3, len(data) + 1)] if chance.random() < 0.4 else data


def report(
    counts: Counter[str], faults: dict[str, tuple[str, bytes]], slowest: list[tuple[float, str]], keep: Path | None
) -> None:
    """Print what came out; write the inputs of faults where asked."""
    print(f"{counts.total():,} inputs: " + ", ".join(f"{count:,} {name}" for name, count in sorted(counts.items())))
    print("slowest: " + ", ".join(f"{seconds:.2f} s {name}" for seconds, name in slowest))
    for number, (fault, (name, data)) in enumerate(sorted(faults.items())):
        print(f"  {fault} ({name})")
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{number}-{name}").write_bytes(data)


if __name__ == "__main__":
    main()
