"""By which instructions fits do their sums: the same ones on every machine, so that the same rows give the same bytes.

NumPy and OpenBLAS choose their instructions by what a processor can do when they are loaded. Wider ones add in another
order, and after thousands of steps the last digits of a sum have become other weights.
"""

import os
import sys
from pathlib import Path

_NEEDED = frozenset({"avx2", "fma"})
"""What x86-64 processors of the last ten years can do: no wider instructions are asked for."""
_ASKED = {"OPENBLAS_CORETYPE": "Haswell", "NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL AVX512_SPR"}
_CPUINFO = Path("/proc/cpuinfo")
_MOST = 20_000
"""Characters that are read of it: what one processor can do."""


def choose_instructions() -> None:
    """Ask the libraries of sums, which must not be loaded yet, for instructions that most machines have.

    On other machines than x86-64 with Linux, and where the environment says otherwise already, they choose themselves.
    """
    if "numpy" not in sys.modules and _can_do():
        for name, value in _ASKED.items():
            os.environ.setdefault(name, value)


def _can_do() -> bool:
    try:
        with _CPUINFO.open(encoding="ascii", errors="replace") as file:
            told = file.read(_MOST).splitlines()
    except OSError:
        return False
    flags = next((line.partition(":")[2].split() for line in told if line.startswith("flags")), [])
    return _NEEDED.issubset(flags)
