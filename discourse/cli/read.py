"""``discourse read``: a source becomes a thread, as JSON."""

import typer

from discourse.cli.sources import ReaderOption, SourceArgument, read_source


def read(source: SourceArgument, reader: ReaderOption = None) -> None:
    """Print the article and every comment of a page as JSON."""
    from discourse.reporting.data import json_text

    typer.echo(json_text(read_source(source, reader)), nl=False)
