"""``discourse code``: the codings of a source by a codebook."""

from enum import StrEnum
from typing import Annotated

import typer

from discourse.cli.screen import emit
from discourse.cli.sources import CodebookOption, ReaderOption, SourceArgument, analyse_source


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
) -> None:
    """Print the codings: claims, reply stance, stance toward targets."""
    from discourse import tables
    from discourse.reporting import data

    analysis = analyse_source(source, reader, codebook)
    if format is Format.json:
        emit(data.json_text(analysis.codings))
    else:
        emit(data.csv_text(tables.codings(analysis)))
