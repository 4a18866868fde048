"""``discourse read``: sources become threads, in a form that other programs read."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.cli.pseudonyms import PseudonymiseOption, PseudonymKeyOption, key_of
from discourse.cli.screen import emit, say
from discourse.cli.several import all_threads, end
from discourse.cli.sources import (
    JoinOption,
    MapOption,
    PrivateOption,
    ReaderOption,
    Reading,
    SavedOnOption,
    SourcesArgument,
    expand,
    read_joined,
    remark_ages,
    remark_empty,
)
from discourse.errors import ReadError

if TYPE_CHECKING:
    from discourse.model import Thread


class Format(StrEnum):
    """What threads can be written as."""

    json = "json"
    csv = "csv"
    parquet = "parquet"
    convokit = "convokit"
    graphml = "graphml"
    gexf = "gexf"


FormatOption = Annotated[
    Format, typer.Option("--format", "-f", help="JSON, a table (csv, parquet), a corpus (convokit), a graph.")
]
OutOption = Annotated[
    Path | None, typer.Option("--out", "-o", help="File, or folder for convokit, to write to instead of the screen.")
]


def read(
    sources: SourcesArgument,
    format: FormatOption = Format.json,  # noqa: A002  # the option's name
    out: OutOption = None,
    join: JoinOption = False,
    reader: ReaderOption = None,
    map: MapOption = None,  # noqa: A002  # the option's name
    saved_on: SavedOnOption = None,
    allow_private: PrivateOption = False,
    pseudonymise: PseudonymiseOption = False,
    pseudonym_key: PseudonymKeyOption = None,
) -> None:
    """Read pages, texts, exports and tables: each article and every comment."""
    _check_out(format, out)
    copies = out.parent if out else Path()
    key = key_of(pseudonym_key, out, wanted=pseudonymise)
    apart = format is Format.json
    reading = Reading(
        reader=reader, map=map, saved_on=saved_on, allow_private=allow_private, copies=copies, key=key,
        titles_apart=apart,
    )  # fmt: skip
    threads, failures = ([read_joined(sources, reading)], []) if join else all_threads(expand(sources), reading)
    _give(threads, format, out)
    remark_empty(threads)
    remark_ages(threads)
    end(failures)


def _give(threads: "Sequence[Thread]", wanted: Format, out: Path | None) -> None:
    files = _files(threads, wanted)
    if out is None:
        emit(files[""])
        return
    _write(files, out)
    comments = sum(len(thread.comments) for thread in threads)
    say(f"{len(threads):,} {'article' if len(threads) == 1 else 'articles'}, {comments:,} comments → {out}")


def _check_out(wanted: Format, out: Path | None) -> None:
    if out is None and wanted is Format.convokit:
        raise ReadError("--format convokit: a corpus is a folder of files; say which with -o FOLDER")
    if out is None and wanted is Format.parquet and sys.stdout.isatty():
        raise ReadError("--format parquet: this is no text for a screen; name a file with -o FILE")


def _files(threads: "Sequence[Thread]", wanted: Format) -> dict[str, bytes]:
    """Return the files of a format by their name in its folder; a format of one file has it under ``""``."""
    from discourse.exports.comments import comment_table
    from discourse.exports.convokit import corpus_files
    from discourse.exports.frames import csv_text, parquet_bytes
    from discourse.exports.records import json_text
    from discourse.readers.joining import named_apart

    match wanted:
        case Format.json:
            return {"": json_text(threads[0] if len(threads) == 1 else threads).encode()}
        case Format.csv:
            return {"": csv_text(comment_table(named_apart(threads))).encode()}
        case Format.parquet:
            return {"": parquet_bytes(comment_table(named_apart(threads)))}
        case Format.convokit:
            return corpus_files(threads)
        case Format.graphml | Format.gexf:
            return {"": _graph(threads, wanted)}


def _graph(threads: "Sequence[Thread]", wanted: Format) -> bytes:
    from discourse.readers.joining import pooled
    from discourse.replies import export
    from discourse.replies.build import reply_graph

    thread = pooled(threads, "threads")
    write = export.graphml if wanted is Format.graphml else export.gexf
    return write(thread, reply_graph(thread))


def _write(files: dict[str, bytes], out: Path) -> None:
    for name, data in files.items():
        file = out / name if name else out
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        except OSError as error:
            raise ReadError(f"{file}: it cannot be written ({error.strerror}); check the folder and the disk") from None
