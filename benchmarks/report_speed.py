"""How long reports take beside what they are made with: python -m benchmarks.report_speed [ROUNDS].

Whole processes, by their processor time (user and system), so that a busy machine does not change the ratios much; of
each the least of some rounds. ``matplotlib`` imports pyplot and does nothing else. ``report`` reads an analysis that
was made before and writes its report; ``command`` does everything, as a user does. Both start as our own processes do
(``discourse.spared``): without that a report took longer than the command that makes it. The bars: the report of 6
comments below 4 times matplotlib, that of 1,000 comments below 3 times that of 6.
"""

import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

import discourse
from discourse.exports.records import json_text
from reports.synthetic import thread

ROUNDS = 3
SIZES = (6, 1000)
_MATPLOTLIB = "import matplotlib.pyplot"
_REPORT = (
    "from discourse.spared import spare\n"
    "spare()\n"
    "import pickle, sys, discourse\n"
    "analysis = pickle.load(open(sys.argv[1], 'rb'))\n"
    "discourse.report(analysis, sys.argv[2])"
)
_COMMAND = "import sys; from discourse.cli import main; sys.argv = ['discourse', 'report', *sys.argv[1:]]; main()"


def seconds(script: str, *arguments: str | Path) -> float:
    """Return the processor time that a Python process takes to run a script."""
    before = os.times()
    subprocess.run(  # noqa: S603  # ours
        [sys.executable, "-c", script, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL
    )
    after = os.times()
    return (after.children_user - before.children_user) + (after.children_system - before.children_system)


def least(rounds: int, script: str, *arguments: str | Path) -> float:
    """Return the least of some runs."""
    return min(seconds(script, *arguments) for _ in range(rounds))


def main() -> None:
    """Print the times and their ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    floor = least(rounds, _MATPLOTLIB)
    print(f"matplotlib {floor:.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        reports = [_measured(size, Path(folder), rounds, floor) for size in SIZES]
    print(f"report of {SIZES[1]:,} / of {SIZES[0]}: {reports[1] / reports[0]:.1f} (bar 3)")


def _measured(size: int, folder: Path, rounds: int, floor: float) -> float:
    source, analysed = folder / f"{size}.json", folder / f"{size}.pickle"
    made = thread(size)
    source.write_text(json_text(made), "utf-8")
    analysed.write_bytes(pickle.dumps(discourse.analyse(made, codebook="general")))  # ours, read by ourselves
    report = least(rounds, _REPORT, analysed, folder / "report")
    command = least(rounds, _COMMAND, source, "--out", folder / "out")
    bar = " (bar 4)" if size == SIZES[0] else ""
    print(
        f"{size:5,} comments: report {report:.2f} s, {report / floor:.1f} times matplotlib{bar}; "
        f"command {command:.2f} s, {command / floor:.1f} times"
    )
    return report


if __name__ == "__main__":
    main()
