"""Fits ask for the same instructions on every machine, before anything is loaded that sums."""

import subprocess
import sys
from pathlib import Path

import pytest

from discourse.training import kernels

ASKED = """
import json, os, sys
from typer.testing import CliRunner
from discourse.cli.train import app
before = "numpy" in sys.modules
CliRunner().invoke(app, ["form", "--data", "nowhere"])
import numpy, scipy.linalg
from numpy._core._multiarray_umath import __cpu_features__
from threadpoolctl import threadpool_info
blas = sorted({one["architecture"] for one in threadpool_info() if one["internal_api"] == "openblas"})
print(json.dumps([before, blas, __cpu_features__.get("X86_V4", False)]))
"""


@pytest.mark.skipif(not kernels._can_do(), reason="the processor has other instructions")
def test_a_fit_sums_by_instructions_that_most_machines_have() -> None:
    told = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)  # noqa: S603
    assert told.stdout.strip() == '[false, ["Haswell"], false]'


@pytest.mark.parametrize(
    ("told", "can"),
    [
        ("processor : 0\nflags\t\t: fpu sse2 avx avx2 fma\n", True),
        ("processor : 0\nflags\t\t: fpu sse2 avx\n", False),
        ("Features\t: fp asimd\n", False),
    ],
)
def test_nothing_is_asked_of_a_processor_that_cannot(
    told: str, can: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cpuinfo"
    path.write_text(told)
    monkeypatch.setattr(kernels, "_CPUINFO", path)
    assert kernels._can_do() is can
    monkeypatch.setattr(kernels, "_CPUINFO", tmp_path / "none")
    assert not kernels._can_do()
