"""What the commands share: sources and codebooks as a user names them, and the words of their options."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.errors import ReadError

if TYPE_CHECKING:
    from discourse.analysis import Analysis
    from discourse.model import Thread

STANDARD_INPUT = "-"

SourceArgument = Annotated[
    str, typer.Argument(metavar="SOURCE", help='A saved page or pasted text; "-" is standard input.')
]
SourcesArgument = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE...", help='Saved pages, pasted texts, folders of them; "-" is standard input.'),
]
CodebookOption = Annotated[
    list[str], typer.Option("--codebook", "-c", help="A shipped codebook's name or a TOML file; several are joined.")
]
ReaderOption = Annotated[str | None, typer.Option("--reader", help="Read with this reader instead of the fitting one.")]


def expand(sources: Sequence[str]) -> list[str]:
    """Return the sources with each folder replaced by its visible files, sorted by name."""
    return [file for source in sources for file in (_files(Path(source)) if _is_folder(source) else [source])]


def _is_folder(source: str) -> bool:
    return source != STANDARD_INPUT and Path(source).is_dir()


def _files(folder: Path) -> list[str]:
    try:
        inside = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError as error:
        raise ReadError(f"{folder}: the folder cannot be listed ({error.strerror}); check its permissions") from None
    if not inside:
        raise ReadError(f"{folder}: the folder holds no files; put saved pages into it")
    return [str(path) for path in inside]


def read_source(source: str, reader: str | None) -> "Thread":
    """Return the thread of one source as the command line names it."""
    from discourse.readers import read
    from discourse.readers.source import MAX_BYTES

    if source == STANDARD_INPUT:
        if sys.stdin is None:
            raise ReadError("stdin: it is closed; pipe a page into it or name a file")
        return read(sys.stdin.buffer.read(MAX_BYTES + 1), reader=reader, name="stdin")
    return read(source, reader=reader)


def analyse_source(source: str, reader: str | None, codebooks: Sequence[str]) -> "Analysis":
    """Return the analysis of one source by the codebooks named."""
    from discourse.analysis import analyse

    return analyse(read_source(source, reader), codebook=codebooks)
