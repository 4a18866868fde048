"""``discourse bulk``: dumps of millions of comments."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from discourse.cli.screen import complain, emit, remark, say
from discourse.cli.sources import codebook_of
from discourse.cli.tongues import Tongue, TongueOption
from discourse.errors import BulkError

if TYPE_CHECKING:
    from discourse.bulk.engines import Engine
    from discourse.model import Variable

app = typer.Typer(
    help="Millions of comments: dumps to Parquet tables, a report of them, questions in SQL.", no_args_is_help=True
)


class EngineName(StrEnum):
    """Who does the work."""

    local = "local"
    dask = "dask"


class Coded(StrEnum):
    """What is coded."""

    claim = "claim"
    form = "form"
    reply_stance = "reply_stance"
    stance = "stance"
    none = "none"


DumpsArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="DUMP...",
        help="Dumps of Reddit or Hacker News (packed, too), ConvoKit folders, Parquet tables, pages, folders.",
    ),
]
OutOption = Annotated[Path, typer.Option("--out", "-o", help="Folder for the tables; a new one, or one to go on with.")]
CodebookOption = Annotated[
    list[str], typer.Option("--codebook", "-c", help="A shipped codebook's name or a TOML file; several are joined.")
]
VariableOption = Annotated[
    list[Coded] | None,
    typer.Option("--variable", help="Code this only; may be given several times. “none”: structure alone."),
]
EngineOption = Annotated[EngineName, typer.Option("--engine", help="Processes of this machine, or a Dask cluster.")]
SchedulerOption = Annotated[
    str | None, typer.Option("--scheduler", help="Address of the Dask scheduler, as in tcp://10.0.0.1:8786.")
]
WorkersOption = Annotated[int, typer.Option("--workers", min=1, max=1024, help="Processes of the local engine.")]
ResumeOption = Annotated[bool, typer.Option("--resume", help="Go on with the run in that folder.")]


@app.command("run")
def run(
    dumps: DumpsArgument,
    out: OutOption,
    codebook: CodebookOption = ["general"],  # noqa: B006  # typer copies it
    variable: VariableOption = None,
    engine: EngineOption = EngineName.local,
    scheduler: SchedulerOption = None,
    workers: WorkersOption = 2,
    resume: ResumeOption = False,
) -> None:
    """Analyse all threads of dumps; write Parquet tables."""
    from discourse.bulk.run import Asked
    from discourse.bulk.run import run as run_all

    variables = _variables(variable)
    book = codebook_of(codebook) if variables else None
    manifest = run_all(Asked(dumps, book, variables), out, _engine(engine, scheduler, workers), resume)
    totals = manifest.totals
    if totals is not None:
        say(
            f"{_many(totals.rows['comments'], 'comment')} in {_many(totals.rows['threads'], 'thread')}, "
            f"{_many(totals.rows['codings'], 'coding')}, {_many(totals.dead_letters, 'dead letter')} → {out}"
        )
        if totals.dead_letters and not totals.rows["comments"]:
            complain(_nothing_read(out, totals.dead_letters))
            raise typer.Exit(2)


def _nothing_read(out: Path, letters: int) -> str:
    """Return why none of the input gave a comment: the first reason, and where the others stand."""
    import msgspec

    from discourse.bulk.letters import DeadLetter
    from discourse.bulk.run import DEAD_LETTERS

    with (out / DEAD_LETTERS).open("rb") as lines:
        first = msgspec.json.decode(next(lines), type=DeadLetter)
    reason = first.reason if first.reason.startswith(f"{first.source}:") else f"{first.source}: {first.reason}"
    return reason if letters == 1 else f"{reason}; {out / DEAD_LETTERS} has all {letters:,} reasons"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _variables(chosen: list[Coded] | None) -> "tuple[Variable, ...]":
    from discourse.model import Variable

    asked = {one.value for one in chosen or Coded}
    if chosen and Coded.none in chosen and len(asked) > 1:
        raise BulkError(f"--variable none: it codes nothing, and {', '.join(sorted(asked - {'none'}))} would be coded; "
                        "leave one of both out")  # fmt: skip
    return tuple(variable for variable in get_args(Variable) if variable in asked)


def _engine(name: EngineName, scheduler: str | None, workers: int) -> "Engine":
    if name is EngineName.local:
        if scheduler is not None:
            raise BulkError(f"--scheduler {scheduler}: the local engine has none; add --engine dask or leave it out")
        from discourse.bulk.engines import local

        return local(workers)
    from discourse.bulk.cluster import dask

    return dask(scheduler)


class AnswerFormat(StrEnum):
    """What an answer can be printed as."""

    table = "table"
    csv = "csv"
    json = "json"


FolderArgument = Annotated[Path, typer.Argument(metavar="DIR", help="The folder that bulk run wrote.")]
ReportOption = Annotated[Path | None, typer.Option("--out", "-o", help="Folder for the report; else DIR-report.")]
QuestionArgument = Annotated[str, typer.Argument(metavar="SELECT", help="One SELECT, in the SQL of DuckDB.")]
RowsOption = Annotated[int, typer.Option("--rows", min=1, max=1_000_000, help="Print at most so many rows.")]
AnswerOption = Annotated[AnswerFormat, typer.Option("--format", "-f", help="Table for people, csv, or json.")]


@app.command("report")
def report(folder: FolderArgument, out: ReportOption = None, lang: TongueOption = Tongue.en) -> None:
    """Write a few pages about a run (PDF and HTML) and a sample to be coded by hand."""
    from discourse.bulk.manifest import finished
    from discourse.bulk.summary.pages import report as write_report
    from discourse.translation import speaking

    place = folder if folder.name.strip(".") else folder.resolve()
    with speaking(lang.value):
        written = write_report(folder, out or place.with_name(f"{place.name}-report"))
    totals, sheet = finished(folder).totals, written.parent / "sample" / "sheet.csv"
    said = "" if totals is None else f": {_many(totals.rows['comments'], 'comment')}"
    said += "" if totals is None else f" in {_many(totals.rows['threads'], 'thread')}"
    sample = f"; comments to code by hand → {sheet}" if sheet.exists() else ""
    say(f"{folder}{said} → {written}{sample}")


@app.command("query")
def query(
    folder: FolderArgument,
    question: QuestionArgument,
    rows: RowsOption = 1_000,
    format: AnswerOption = AnswerFormat.table,  # noqa: A002  # the option's name
) -> None:
    """Ask the tables of a run in SQL: comments, replies, codings, threads, edges, ledger. Reads only."""
    from discourse.bulk.query import query as ask
    from discourse.bulk.query import text_of
    from discourse.exports.frames import csv_text
    from discourse.exports.records import json_text

    answer = ask(folder, question, rows + 1)
    shown = answer.head(rows)
    if format is AnswerFormat.csv:
        emit(csv_text(shown))
    elif format is AnswerFormat.json:
        emit(json_text(shown.to_dicts()))
    else:
        emit(text_of(shown))
    if answer.height > rows:
        remark(f"there are more than the {rows:,} rows shown; --rows shows more")
