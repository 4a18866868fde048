"""``discourse code``: the codings of a source by a codebook."""

from enum import StrEnum
from typing import Annotated

import typer

from discourse.cli.screen import emit
from discourse.cli.sources import (
    CodebookOption,
    MapOption,
    ReaderOption,
    Reading,
    SavedOnOption,
    SourceArgument,
    analyse_source,
)


class Format(StrEnum):
    """What the codings can be printed as."""

    csv = "csv"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="Table (csv) or records (json).")]


def code(
    source: SourceArgument,
    codebook: CodebookOption = ["general"],  # noqa: B006  # typer copies it
    format: FormatOption = Format.csv,  # noqa: A002  # the option's name
    reader: ReaderOption = None,
    map: MapOption = None,  # noqa: A002  # the option's name
    saved_on: SavedOnOption = None,
) -> None:
    """Print the codings: claims, reply stance, stance toward targets."""
    from discourse import tables
    from discourse.exports.frames import csv_text
    from discourse.exports.records import json_text

    analysis = analyse_source(source, Reading(reader=reader, map=map, saved_on=saved_on), codebook)
    if format is Format.json:
        emit(json_text(analysis.codings))
    else:
        emit(csv_text(tables.codings(analysis)))
