"""``discourse read``: a source becomes a thread, as JSON."""

from discourse.cli.screen import emit
from discourse.cli.sources import ReaderOption, SourceArgument, read_source


def read(source: SourceArgument, reader: ReaderOption = None) -> None:
    """Print the article and every comment of a page as JSON."""
    from discourse.reporting.data import json_text

    emit(json_text(read_source(source, reader)))
