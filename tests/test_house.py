"""The house rules that tools can check: style, types, layers; run as tests so that one command checks everything."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

CHECKS = {
    "style": ["ruff", "check", "--no-cache", "."],
    "format": ["ruff", "format", "--no-cache", "--check", "."],
    "types": ["mypy"],
    "layers": ["lint-imports", "--no-cache"],
}


@pytest.mark.parametrize("check", CHECKS)
def test_tool_finds_nothing(check: str) -> None:
    program, *arguments = CHECKS[check]
    found = subprocess.run(  # noqa: S603  # our own fixed commands
        [str(Path(sys.executable).with_name(program)), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout + found.stderr


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert not [path for path in (ROOT / "discourse").rglob("*.py") if path.stem in drawers]


def test_every_decision_is_short() -> None:
    long = [
        path.name for path in (ROOT / "docs/decisions").glob("*.md") if len(path.read_text("utf-8").splitlines()) > 12
    ]
    assert long == []
