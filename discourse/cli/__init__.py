"""The command line: one module per command, each thin; heavy imports happen inside the command that needs them."""

import os
import sys

import typer

from discourse.cli import (
    agree,
    bulk,
    chart,
    classroom,
    code,
    codebook,
    codings,
    compare,
    correct,
    demo,
    discover,
    explain,
    formats,
    measures,
    read,
    replies,
    report,
    sample,
    train,
)
from discourse.cli.screen import complain
from discourse.cli.usage import UsageError, sentence_of, wants_help
from discourse.errors import DiscourseError
from discourse.spared import spare

app = typer.Typer(
    name="discourse",
    help="What a comment section says, who answers whom, and how far the numbers can be trusted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("report")(report.report)
app.command("chart")(chart.chart)
app.command("read")(read.read)
app.command("formats")(formats.formats)
app.command("replies")(replies.replies)
app.command("measures")(measures.measures)
app.command("code")(code.code)
app.command("explain")(explain.explain)
app.command("compare")(compare.compare)
app.command("discover")(discover.discover)
app.command("sample")(sample.sample)
app.command("codings")(codings.codings)
app.command("agree")(agree.agree)
app.command("correct")(correct.correct)
app.add_typer(codebook.app, name="codebook")
app.add_typer(train.app, name="train")
app.add_typer(classroom.app, name="classroom")
app.add_typer(bulk.app, name="bulk")
app.command("demo")(demo.demo)


def _print_version(wanted: bool) -> None:
    if wanted:
        from discourse import __version__

        typer.echo(f"discourse {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(False, "--version", callback=_print_version, is_eager=True, help="Print the version."),
) -> None:
    """Hold the options that belong to no command."""


def main() -> None:
    """Run the command line; a user's error ends in one sentence on standard error and exit code 2."""
    spare()
    try:
        _run()
    except DiscourseError as error:
        complain(str(error))
        sys.exit(2)
    except UsageError as error:
        error.show() if wants_help(error) else complain(sentence_of(error))
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output (head, less) has gone.
        _drop_output()
        sys.exit(1)
    except OSError as error:
        _drop_output()
        complain(f"the output cannot be written ({error.strerror or error}); check the disk and the pipe")
        sys.exit(2)


def _run() -> None:
    try:
        code = app(standalone_mode=False, prog_name="discourse")
    finally:
        sys.stdout.flush()
    if code:
        sys.exit(code)


def _drop_output() -> None:
    """Point standard output elsewhere, so that what is still in its buffer does not fail again at the exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
