"""How many comments a second the coder ``neural`` codes, beside the coder ``linear`` in the same run.

Usage: python -m benchmarks.neural_speed [--n 1200] [--seed 0] [CODEBOOK ...]

The comments are those of ``benchmarks.coding_speed``, about eleven words each, in threads of 1,000; all four variables
are coded, with the codebooks ``general`` and ``proxy-war`` where none is named. Comments a second are by the clock,
since the encoder works on all cores, so leave the machine to it; CPU time, which others at work change less, stands
beside. Loading is not counted. Says whether ONNX Runtime (extra ``neural``) or numpy does the work.
"""

import argparse
import os
import time
from collections.abc import Callable
from typing import NamedTuple

from benchmarks.coding_speed import Made, threads
from discourse.codebook import Codebook, load_codebook
from discourse.coders import linear, neural
from discourse.coders.neural import onnx_layers

BAR = 100
"""Comments a second, by two cores."""
_FIRST = 40
"""Comments that are coded before the clock runs, so that weights are loaded and layers are built."""
Coder = Callable[..., object]


class Pace(NamedTuple):
    """Comments a second by the clock, and seconds of CPU time a comment."""

    a_second: float
    cpu: float


def main() -> None:
    """Print a row a codebook: comments a second of both coders, and how many times as long the encoder takes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=1_200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("codebooks", nargs="*", default=["general", "proxy-war"])
    told = parser.parse_args()
    runtime = "ONNX Runtime" if onnx_layers.is_installed() else "numpy"
    print(f"{runtime}, {len(os.sched_getaffinity(0))} cores, {told.n:,} comments")
    warm, made = list(threads(_FIRST, told.seed + 1)), list(threads(told.n, told.seed))
    for name in told.codebooks:
        book = load_codebook(name)
        slow, fast = (_pace(coder, warm, made, book) for coder in (neural.code, linear.code))
        verdict = "within" if slow.a_second >= BAR else "under"
        print(
            f"{name:12} neural {slow.a_second:6.0f} a second ({verdict} the bar of {BAR}), {slow.cpu * 1e3:.1f} ms of "
            f"CPU time each; linear takes a {slow.cpu / fast.cpu:.0f}th of that"
        )


def _pace(coder: Coder, warm: list[Made], made: list[Made], book: Codebook) -> Pace:
    """Time a coder on some threads, after it has coded others."""
    for thread, graph in warm:
        coder(thread, graph, book)
    start, used = time.perf_counter(), time.process_time()
    for thread, graph in made:
        coder(thread, graph, book)
    comments = sum(len(thread.comments) for thread, _ in made)
    return Pace(comments / (time.perf_counter() - start), (time.process_time() - used) / comments)


if __name__ == "__main__":
    main()
