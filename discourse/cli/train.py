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


@app.command("encoder")
def encoder(
    data: DataOption,
    base: Annotated[Path, typer.Option("--encoder", help="A folder with the encoder to start from (BERT's kind).")],
    output: OutputOption = Path("discourse-weights/encoder"),
    teacher: Annotated[Path | None, typer.Option("--teacher", help="A folder with a larger one to learn from.")] = None,
) -> None:
    """Fine-tune the encoder of the coder "neural" (needs torch; an hour on two cores, most of a day with a teacher)."""
    from discourse.training.encoder import train as train_encoder

    for option, folder in (("--data", data), ("--encoder", base), ("--teacher", teacher)):
        if folder is not None and not folder.is_dir():
            raise DiscourseError(f"{option} {folder}: this is no folder; give one that is there")
    train_encoder(data, base, output, teacher)
    say(f"{output}: encoder.npz and encoder.json; set DISCOURSE_NEURAL_FOLDER to this folder to code with them")


@app.command("meaning")
def meaning(
    data: DataOption,
    base: Annotated[Path, typer.Option("--encoder", help="A folder with all-MiniLM-L6-v2.")],
    output: OutputOption = Path("discourse-weights/meaning"),
) -> None:
    """Distil the table of word meaning from a sentence encoder (needs torch and transformers; a quarter of an hour)."""
    from discourse.training.meaning import train as train_meaning

    for option, folder in (("--data", data), ("--encoder", base)):
        if not folder.is_dir():
            raise DiscourseError(f"{option} {folder}: this is no folder; give one that is there")
    train_meaning(data, base, output)
    _compare(output, "coders/meaning")


@app.command("claims")
def claims(data: DataOption, output: OutputOption = Path("discourse-weights/claims")) -> None:
    """Fit how sentences are matched with the definitions of claims; it takes some ten seconds."""
    from discourse.training.claims import train as train_claims

    if not data.is_dir():
        raise DiscourseError(f"--data {data}: this is no folder; give one with the data sets to learn from")
    train_claims(data, output)
    _compare(output, "coders")


@app.command("reply-stance")
def reply_stance(data: DataOption, output: OutputOption = Path("discourse-weights/reply-stance")) -> None:
    """Fit what replies do to what they answer, of the coder "linear"; it takes some two minutes."""
    _train_linear("reply_stance", data, output)


@app.command("stance")
def stance(data: DataOption, output: OutputOption = Path("discourse-weights/stance")) -> None:
    """Fit the stance toward targets and statements, of the coder "linear"; it takes some two minutes."""
    _train_linear("stance", data, output)


@app.command("form")
def form(data: DataOption, output: OutputOption = Path("discourse-weights/form")) -> None:
    """Fit the form of clauses, of the coder "linear"; it takes some two minutes."""
    _train_linear("form", data, output)


def _train_linear(variable: str, data: Path, output: Path) -> None:
    from discourse.training.linear_fit import train, write
    from discourse.training.linear_tasks import TASKS

    if not data.is_dir():
        raise DiscourseError(f"--data {data}: this is no folder; give one with the data sets to learn from")
    task = TASKS[variable]
    write(train(task, task.load(data)), output)
    _compare(output, "coders/linear/weights")


def _compare(output: Path, room: str) -> None:
    """Say of each file whether it is that in use, byte for byte."""
    from importlib.resources import files

    for path in sorted(output.iterdir()):
        shipped = files("discourse") / room / path.name
        if shipped.is_file():
            same = shipped.read_bytes() == path.read_bytes()
            say(f"{path}: {'the same as' if same else 'differs from'} the one in use")
