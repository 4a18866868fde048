"""How long ``discourse --help`` takes beside ``import typer`` alone: python -m benchmarks.startup.

Whole processes, in turn, so that both meet the same moods of the machine; the bar is a median ratio of 1.5.
"""

import statistics
import subprocess
import sys
import time

ROUNDS = 15
HELP = "import sys; sys.argv = ['discourse', '--help']; from discourse.cli import main; main()"
FLOOR = "import typer"


def seconds(script: str) -> float:
    """Return how long a Python process takes to run a script, in seconds."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", script], check=False, stdout=subprocess.DEVNULL)  # noqa: S603  # ours
    return time.perf_counter() - start


def main() -> None:
    """Print the median times and the median of the ratios of neighbouring runs."""
    pairs = [(seconds(HELP), seconds(FLOOR)) for _ in range(ROUNDS)]
    helps, floors = zip(*pairs, strict=True)
    ratio = statistics.median(shown / floor for shown, floor in pairs)
    print(f"help {statistics.median(helps):.3f} s  typer {statistics.median(floors):.3f} s  ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
