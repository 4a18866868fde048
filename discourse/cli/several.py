"""Commands that print one table of several articles: each analysed by itself, their rows below each other."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NoReturn

import typer

from discourse.cli.screen import complain
from discourse.cli.sources import Reading, expand, read_threads, remark_empty
from discourse.errors import CodebookError, DiscourseError

if TYPE_CHECKING:
    from polars import DataFrame

    from discourse.analysis import Analysis
    from discourse.model import Thread


def analyses_of(
    sources: Sequence[str], reading: Reading, analyse: "Callable[[Thread], Analysis]"
) -> "tuple[list[Analysis], list[str]]":
    """Return the analysis of each article of each source, and for each that cannot be read or coded why not.

    Each article has a source of its own, as in ``export.xml (2)``. Raises DiscourseError where none can be analysed,
    and CodebookError at once: it would be the same for all.
    """
    from discourse.readers.joining import named_apart

    threads, failures = all_threads(expand(sources), reading)
    remark_empty(threads)
    analyses: list[Analysis] = []
    for thread in named_apart(threads):
        try:
            analyses.append(analyse(thread))
        except CodebookError:
            raise
        except DiscourseError as error:
            failures.append(str(error))
    if not analyses:
        _complain_but_of_the_last(failures)
    return analyses, failures


def all_threads(sources: Sequence[str], reading: Reading) -> "tuple[list[Thread], list[str]]":
    """Return the articles of all sources that can be read, and for each other one why not.

    Raises DiscourseError where none can be read.
    """
    threads, failures = threads_of(sources, reading)
    if failures and not threads:
        _complain_but_of_the_last(failures)
    return threads, failures


def threads_of(sources: Sequence[str], reading: Reading) -> "tuple[list[Thread], list[str]]":
    """Return the articles of all sources that can be read, be there any or not, and for each other one why not."""
    threads: list[Thread] = []
    failures: list[str] = []
    for source in sources:
        try:
            threads.extend(read_threads(source, reading))
        except DiscourseError as error:
            failures.append(str(error))
    return threads, failures


def _complain_but_of_the_last(failures: Sequence[str]) -> NoReturn:
    """Say why each source failed; what is the same of several, as a wrong option is, once."""
    *others, last = dict.fromkeys(failures)
    for failure in others:
        complain(failure)
    raise DiscourseError(last)


def one_table(
    analyses: "Sequence[Analysis]", table_of: "Callable[[Analysis], DataFrame]", *, are_several: bool
) -> "DataFrame":
    """Return the table of the only article, or the rows of all with the source of each before them.

    ``are_several`` says whether there were more, of which some may have failed: the columns are the same.
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
