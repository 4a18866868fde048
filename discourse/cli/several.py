"""Several sources for commands that print one table: each analysed by itself, their rows below each other."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import typer

from discourse.cli.screen import complain
from discourse.cli.sources import expand
from discourse.errors import CodebookError, DiscourseError

if TYPE_CHECKING:
    from polars import DataFrame

    from discourse.analysis import Analysis


def analyses_of(sources: Sequence[str], analyse: "Callable[[str], Analysis]") -> "tuple[list[Analysis], list[str]]":
    """Return the analysis of each source, and for each that cannot be read or coded why not.

    Raises DiscourseError where none can, and CodebookError at once: it would be the same for all.
    """
    analyses: list[Analysis] = []
    failures: list[str] = []
    for source in expand(sources):
        try:
            analyses.append(analyse(source))
        except CodebookError:
            raise
        except DiscourseError as error:
            failures.append(str(error))
    if not analyses:
        for failure in failures[:-1]:
            complain(failure)
        raise DiscourseError(failures[-1])
    return analyses, failures


def one_table(
    analyses: "Sequence[Analysis]", table_of: "Callable[[Analysis], DataFrame]", *, are_several: bool
) -> "DataFrame":
    """Return the table of the only source, or the rows of all with the source of each before them.

    ``are_several`` says whether more sources were given, of which some may have failed: the columns are the same.
    """
    import polars as pl

    if not are_several:
        return table_of(analyses[0])
    tables = ((analysis.thread.article.source, table_of(analysis)) for analysis in analyses)
    return pl.concat([table.select(pl.lit(source).alias("source"), pl.all()) for source, table in tables])


def end(failures: Sequence[str]) -> None:
    """Say which sources failed; where any did, the exit code is 1."""
    for failure in failures:
        complain(failure)
    if failures:
        raise typer.Exit(1)
