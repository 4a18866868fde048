"""Whether a bulk run that is killed again and again ends in the same bytes as one that nobody disturbs.

Usage: python -m benchmarks.killed [--times 50] [--n 3000] [--seed 0]

Makes a small dump and runs it once undisturbed with one worker. Then runs it with two, kills the run (its first process
by SIGKILL) after a random time, goes on with --resume, kills it again, and so on; the last one may end. Prints how many
were killed before they ended, and whether all files are the same.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from benchmarks.made_dump import CODEBOOK, write_dump

_RUN = """
import sys
from pathlib import Path
from discourse.bulk.engines import local
from discourse.bulk.opening import Sizes
from discourse.bulk.run import Asked, run
from discourse.codebook import parse_codebook
dump, folder, workers, book = sys.argv[1:]
asked = Asked([Path(dump)], parse_codebook(Path(book).read_text(), book), ("claim",), Sizes(piece=60_000, shard=90_000))
if __name__ == "__main__":
    run(asked, Path(folder), local(int(workers)), resume=Path(folder, "manifest.json").exists())
"""


def main() -> None:
    """Print how it went; exit code 1 where the bytes differ."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--n", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=0)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        killed, is_same = disturbed(Path(folder), told.times, told.n, told.seed)
    print(f"killed {killed} times before the end; {'the same bytes' if is_same else 'OTHER BYTES'}")
    sys.exit(not is_same)


def disturbed(folder: Path, times: int, comments: int, seed: int) -> tuple[int, bool]:
    """Return how often the run was killed before its end, and whether it came to the same bytes."""
    script, dump, book = folder / "go.py", folder / "dump.ndjson", folder / "book.toml"
    script.write_text(_RUN, "utf-8")
    book.write_text(CODEBOOK, "utf-8")
    write_dump(dump, comments, seed)
    began = time.monotonic()
    _started(script, dump, folder / "whole", 1, book).wait()
    usual = time.monotonic() - began
    chance = Random(seed)  # noqa: S311  # no secret
    killed = 0
    out = folder / "killed"
    while killed < times:
        if (out / "manifest.json").exists() and not (out / "work").exists():
            if digests(out) != digests(folder / "whole"):
                return killed, False
            shutil.rmtree(out)
        going = _started(script, dump, out, 2, book)
        try:
            if going.wait(chance.uniform(0.3, 1.2) * usual):
                raise RuntimeError(f"a run ended with {going.returncode} of itself")
        except subprocess.TimeoutExpired:
            going.kill()
            going.wait()
            killed += 1
    _started(script, dump, out, 2, book).wait()
    return killed, digests(out) == digests(folder / "whole")


def _started(script: Path, dump: Path, out: Path, workers: int, book: Path) -> "subprocess.Popen[bytes]":
    arguments = [sys.executable, str(script), str(dump), str(out), str(workers), str(book)]
    return subprocess.Popen(arguments, stderr=subprocess.DEVNULL)  # noqa: S603  # our own fixed command


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file in a folder, by its name."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


if __name__ == "__main__":
    main()
