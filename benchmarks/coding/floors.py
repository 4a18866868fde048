"""Floors that figures of the coder ``linear`` may not fall below, pinned in ``benchmarks/coding_floors.toml``."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

PINNED = Path(__file__).parent.parent / "coding_floors.toml"


def pinned(path: Path = PINNED) -> dict[str, dict[str, float]]:
    """Return the floors by task and figure."""
    with path.open("rb") as lines:
        read = tomllib.load(lines)
    return {task: {name: float(value) for name, value in floors.items()} for task, floors in read.items()}


def fallen(floors: Mapping[str, float], figures: Mapping[str, float]) -> list[str]:
    """Return a sentence for each figure that is below its floor, or that was not measured.

    >>> fallen({"a set": 0.5, "another": 0.4}, {"a set": 0.48})
    ['a set: 0.480 is below its floor of 0.500.', 'another: not measured, its floor is 0.400.']
    """
    found = []
    for name, floor in floors.items():
        if name not in figures:
            found.append(f"{name}: not measured, its floor is {floor:.3f}.")
        elif figures[name] < floor:
            found.append(f"{name}: {figures[name]:.3f} is below its floor of {floor:.3f}.")
    return found
