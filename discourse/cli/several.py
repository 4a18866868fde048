"""Several sources for commands that print one table: each analysed by itself, their rows below each other."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import typer

from discourse.cli.screen import complain
from discourse.cli.sources import expand
from discourse.errors import ReadError

if TYPE_CHECKING:
    from polars import DataFrame

    from discourse.analysis import Analysis


def analyses_of(sources: Sequence[str], analyse: "Callable[[str], Analysis]") -> "tuple[list[Analysis], list[str]]":
    """Return the analysis of each source that can be read, and for each other one why not.

    Raises ReadError where none can be read.
    """
    analyses: list[Analysis] = []
    failures: list[str] = []
    for source in expand(sources):
        try:
            analyses.append(analyse(source))
        except ReadError as error:
            failures.append(str(error))
    if not analyses:
        for failure in failures[:-1]:
            complain(failure)
        raise ReadError(failures[-1])
    return analyses, failures


def one_table(analyses: "Sequence[Analysis]", table_of: "Callable[[Analysis], DataFrame]") -> "DataFrame":
    """Return the table of the only analysis, or the rows of all with the source of each before them."""
    import polars as pl

    if len(analyses) == 1:
        return table_of(analyses[0])
    tables = ((analysis.thread.article.source, table_of(analysis)) for analysis in analyses)
    return pl.concat([table.select(pl.lit(source).alias("source"), pl.all()) for source, table in tables])


def end(failures: Sequence[str]) -> None:
    """Say which sources failed; where any did, the exit code is 1."""
    for failure in failures:
        complain(failure)
    if failures:
        raise typer.Exit(1)
