"""``discourse codings``: files of codings as one table."""

from discourse.cli.coding_files import CodingsArgument, book_of, read_coders
from discourse.cli.screen import emit
from discourse.cli.sources import CodebookOption


def codings(files: CodingsArgument, codebook: CodebookOption = []) -> None:  # noqa: B006  # typer copies it
    """Print codings of any program that is known as one table (CSV), as every report has it."""
    from discourse.exports.frames import csv_text
    from discourse.human.checking import Against
    from discourse.human.listing import codings_table

    emit(csv_text(codings_table(read_coders(files, Against(book_of(codebook))))))
