"""A report is written as a whole or not at all, and leaves other files alone."""

import os
from pathlib import Path

import pytest

from discourse.errors import ReportError
from discourse.reporting.folder import write

FILES = {"report.pdf": b"new", "charts/tree.png": b"new", "data/comments.csv": b"new"}
root = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="the administrator may write everywhere")


def inside(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.mark.parametrize("place", ["out", "a/b/c/out"])
def test_a_new_folder_holds_the_files_and_nothing_stays_beside_it(tmp_path: Path, place: str) -> None:
    write(FILES, tmp_path / place)
    assert inside(tmp_path / place) == FILES
    assert list((tmp_path / place).parent.iterdir()) == [tmp_path / place]


def test_a_new_folder_can_be_read_by_whoever_can_read_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "neighbour").mkdir()
    write(FILES, tmp_path / "out")
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "neighbour").stat().st_mode


def test_an_earlier_report_is_replaced_file_by_file(tmp_path: Path) -> None:
    for name in ("report.pdf", "notes.txt", "charts/activity.png", "charts/mine.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"old")
    write(FILES, tmp_path, stale=("charts/activity.png", "charts/tree.png"))
    assert inside(tmp_path) == FILES | {"notes.txt": b"old", "charts/mine.png": b"old"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["charts", "data", "notes.txt", "report.pdf"]


def test_a_file_in_the_way_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(ReportError, match=r"out: .*it is a file, not a folder.*; name another folder$"):
        write(FILES, tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"


def test_a_file_above_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ReportError, match="the report cannot be written here"):
        write(FILES, tmp_path / "file" / "out")


@pytest.mark.parametrize("taken", ["report.pdf/x", "charts"])
def test_what_cannot_be_replaced_leaves_the_earlier_report_whole(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / taken).write_bytes(b"old")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/comments.csv").write_bytes(b"old")
    with pytest.raises(ReportError, match="cannot be written"):
        write(FILES, tmp_path)
    assert inside(tmp_path) == {taken: b"old", "data/comments.csv": b"old"}


@root
def test_a_folder_without_permission_is_one_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ReportError, match="Permission denied"):
            write(FILES, tmp_path / "out")
    finally:
        tmp_path.chmod(0o700)
    assert inside(tmp_path) == {}


def test_a_name_too_long_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="the report cannot be written here"):
        write(FILES, tmp_path / ("x" * 300))
