"""The gallery in ``reports/`` is what the program makes of the corpora today."""

from pathlib import Path

import pytest

import discourse
from reports.build import GALLERY, analysis_of, corpora

DATA = (
    *("comments.csv", "replies.csv", "alternatives.csv", "codings.csv", "measures.csv", "branches.csv", "authors.csv"),
    *("graph.graphml", "thread.json"),
)


@pytest.fixture(scope="module", params=corpora())
def fresh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Return a corpus's name and the folder of a report made of it now."""
    name: str = request.param
    return name, discourse.report(analysis_of(name), tmp_path_factory.mktemp(name) / name)


def test_data_are_the_same_bytes(fresh: tuple[str, Path]) -> None:
    name, folder = fresh
    changed = [
        file for file in DATA if (folder / "data" / file).read_bytes() != (GALLERY / name / "data" / file).read_bytes()
    ]
    assert changed == [], "run `python reports/build.py` and look at the difference"


def test_the_same_files_are_there(fresh: tuple[str, Path]) -> None:
    name, folder = fresh
    assert files(folder) == files(GALLERY / name)


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
