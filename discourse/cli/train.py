"""``discourse train``: fit the learned weights anew from folders of public data."""

from pathlib import Path
from typing import Annotated

import typer

from discourse.cli.screen import say
from discourse.errors import DiscourseError

DataOption = Annotated[Path, typer.Option("--data", help="A folder with the data sets and pages to learn from.")]
OutputOption = Annotated[Path, typer.Option("--output", "-o", help="The folder to write the weights to.")]

app = typer.Typer(help="Fit the learned weights anew from folders of public data.", no_args_is_help=True)


@app.callback()
def _commands() -> None:
    """Hold the commands together."""


@app.command("replies")
def replies(data: DataOption, output: OutputOption = Path("discourse-weights/replies")) -> None:
    """Fit how replies are inferred, and compare the result with what is in use; it takes some twenty minutes."""
    from discourse.training.reply_fit import train

    if not data.is_dir():
        raise DiscourseError(f"--data {data}: this is no folder; give one with the data sets to learn from")
    train(data, output)
    _compare(output, "replies")


def _compare(output: Path, room: str) -> None:
    """Say of each file whether it is that in use, byte for byte."""
    from importlib.resources import files

    for path in sorted(output.iterdir()):
        shipped = files("discourse") / room / path.name
        if shipped.is_file():
            same = shipped.read_bytes() == path.read_bytes()
            say(f"{path}: {'the same as' if same else 'differs from'} the one in use")
