"""``discourse report``: one report for each source."""

import re
import sys
from collections.abc import Mapping, Sequence
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.cli.screen import complain, say
from discourse.cli.sources import CodebookOption, ReaderOption, SourcesArgument, analyse_source, expand
from discourse.errors import DiscourseError

if TYPE_CHECKING:
    from discourse.analysis import Analysis

OutOption = Annotated[Path, typer.Option("--out", "-o", help="Folder that gets one folder for each source.")]
DEFAULT_OUT = Path("discourse-report")


def report(
    sources: SourcesArgument,
    codebook: CodebookOption = ["general"],  # noqa: B006  # typer copies it
    out: OutOption = DEFAULT_OUT,
    reader: ReaderOption = None,
) -> None:
    """Write the report of each page: PDF, HTML, pictures and data."""
    files = expand(sources)
    failures = write_reports(dict(zip(_folders(files, out), files, strict=True)), codebook, reader)
    for failure in failures:
        complain(failure)
    if failures:
        raise typer.Exit(2 if len(files) == 1 else 1)


def write_reports(files: Mapping[Path, str], codebooks: Sequence[str], reader: str | None) -> list[str]:
    """Write the report of each folder's file, say where it is, and return a sentence for each file that failed."""
    failures = []
    with typer.progressbar(
        length=2 * len(files), file=sys.stderr, label="Reports", hidden=not sys.stderr.isatty()
    ) as bar:
        for folder, file in files.items():
            try:
                analysis = analyse_source(file, reader, codebooks)
                bar.update(1)
                _write(analysis, folder)
            except DiscourseError as error:
                failures.append(str(error))
            except (ArithmeticError, LookupError, MemoryError, RecursionError, TypeError, ValueError) as error:
                # A fault of ours in one page must not cost the user the others.
                failures.append(
                    f"{file}: a fault in discourse itself ({type(error).__name__}: {error}); please report it"
                )
            bar.update(1)
    return failures


def _write(analysis: "Analysis", folder: Path) -> None:
    from discourse.reporting import report as write_report

    write_report(analysis, folder)
    # On a terminal the line takes the place of the progress bar, which is drawn again below it.
    if sys.stderr.isatty() and sys.stdout.isatty():
        typer.echo("\r\x1b[K", nl=False)
    say(f"{_summary(analysis)} → {folder / 'report.pdf'}")
    if not analysis.thread.comments and analysis.thread.declared != 0:
        complain(f"{analysis.thread.article.source}: no comment was recognised in it; the report says what may help")


def _summary(analysis: "Analysis") -> str:
    from discourse.replies.graph import GUESSED_KINDS

    thread = analysis.thread
    declared = "" if thread.declared is None else f" of {thread.declared} declared"
    inferred = sum(link.kind in GUESSED_KINDS for link in analysis.graph.links())
    return (
        f"{thread.article.source}: {len(thread.comments)} comments{declared}, "
        f"{inferred} links inferred, {len(analysis.codings)} codings"
    )


def _folders(files: Sequence[str], out: Path) -> list[Path]:
    """Return a folder of its own for each file, named after it; a name used before gets a number.

    Some file systems do not tell "A" from "a".
    """
    taken: dict[str, Path] = {}
    for file in files:
        stem = re.sub(r"[^\w.-]+", "-", Path(file).stem).strip("-.")[:100] or "stdin"
        names = chain([stem], (f"{stem}-{number}" for number in count(2)))
        name = next(name for name in names if name.casefold() not in taken)
        taken[name.casefold()] = out / name
    return list(taken.values())
