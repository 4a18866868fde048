"""Writing a report: all of its files or none, beside whatever else the folder holds."""

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from discourse.errors import ReportError


def write(files: Mapping[str, bytes], folder: Path, stale: Iterable[str] = ()) -> None:
    """Write files, given by their path in the folder, and remove the stale ones of an earlier report.

    Everything is written to a temporary folder first and moved when it is complete: a new folder in one move, an
    existing one file by file. Raises ReportError where the folder cannot be written; it is then as it was.
    """
    try:
        if folder.exists():
            _replace(files, folder, stale)
        else:
            _create(files, folder)
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or type(error).__name__
        raise ReportError(f"{folder}: the report cannot be written here ({reason}); name another folder") from None


def _create(files: Mapping[str, bytes], folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".discourse-", dir=folder.parent) as temporary:
        whole = Path(temporary) / "report"  # not the temporary folder itself, which only its owner may read
        _write_all(files, whole)
        whole.replace(folder)


def _replace(files: Mapping[str, bytes], folder: Path, stale: Iterable[str]) -> None:
    if not folder.is_dir():
        raise NotADirectoryError(0, "it is a file, not a folder")
    # Inside the folder, because its parent may be another file system or not writable.
    with tempfile.TemporaryDirectory(prefix=".discourse-", dir=folder) as temporary:
        whole = Path(temporary) / "report"
        _write_all(files, whole)
        _check_replaceable({*files, *stale}, folder)
        for name in sorted(files):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (whole / name).replace(folder / name)
        for name in sorted(set(stale) - set(files)):
            (folder / name).unlink(missing_ok=True)


def _check_replaceable(names: Iterable[str], folder: Path) -> None:
    """Find what would stop the moves half-way before the first of them."""
    for name in sorted(names):
        if (folder / name).is_dir():
            raise IsADirectoryError(0, f"{name} is a folder there")
        parent = (folder / name).parent
        if parent.exists() and not (parent.is_dir() and os.access(parent, os.W_OK)):
            raise PermissionError(0, f"{parent.name} cannot be written")


def _write_all(files: Mapping[str, bytes], folder: Path) -> None:
    for name, content in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
