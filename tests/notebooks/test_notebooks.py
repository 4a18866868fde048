"""The notebooks are run cell by cell, and print what is stored in them."""

import json
from pathlib import Path

import pytest

from tests.notebooks.running import code_cells, printed, stored

NOTEBOOKS = sorted((Path(__file__).parents[2] / "docs/notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_prints_what_is_stored_in_it(path: Path) -> None:
    cells = code_cells(json.loads(path.read_text("utf-8")))
    assert [stored(cell) for cell in cells] == list(printed(path))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_in_the_form_that_programs_open(path: Path) -> None:
    notebook = json.loads(path.read_text("utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    assert [cell["execution_count"] for cell in code_cells(notebook)] == [
        number for number, _ in enumerate(code_cells(notebook), start=1)
    ]


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS
