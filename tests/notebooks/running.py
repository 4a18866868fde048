"""Running a notebook without Jupyter: its cells of code one after the other, and what they print.

``python -m tests.notebooks.running docs/notebooks/*.ipynb`` stores what they print in the notebooks themselves.
"""

import contextlib
import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Cell = dict[str, Any]


def code_cells(notebook: dict[str, Any]) -> list[Cell]:
    """Return the cells of code, in order."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def printed(path: Path) -> Iterator[str]:
    """Yield what each cell of code prints when all are run in order, in the notebook's folder."""
    names: dict[str, Any] = {"__name__": "__main__"}
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        for number, cell in enumerate(code_cells(json.loads(path.read_text("utf-8"))), start=1):
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile("".join(cell["source"]), f"{path.name}, cell {number}", "exec"), names)  # noqa: S102  # ours
            yield out.getvalue()
    finally:
        os.chdir(before)


def stored(cell: Cell) -> str:
    """Return what a cell printed when it was stored."""
    return "".join(line for output in cell["outputs"] for line in output["text"])


def store(path: Path) -> None:
    """Run a notebook and store what its cells print."""
    texts = list(printed(path))
    notebook = json.loads(path.read_text("utf-8"))
    for number, (cell, text) in enumerate(zip(code_cells(notebook), texts, strict=True), start=1):
        stream = {"name": "stdout", "output_type": "stream", "text": text.splitlines(keepends=True)}
        cell |= {"execution_count": number, "outputs": [stream] if text else []}
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        store(Path(name).resolve())
