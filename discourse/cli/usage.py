"""What is wrong with a command as it was typed, in one sentence."""

from typing import cast

import typer

UsageError = cast("type[typer.BadParameter]", typer.BadParameter.__base__)
"""What every mistake in the words of a command is; typer itself names only one kind of it."""
_NOTHING_TYPED = "NoArgsIsHelpError"
_WORDS = {"Value error, ": "", "Input should": "it should", ". Did you mean": ", did you mean"}


def wants_help(error: typer.BadParameter) -> bool:
    """Return whether nothing was typed after a command that is nothing by itself: its help is the answer."""
    return type(error).__name__ == _NOTHING_TYPED


def sentence_of(error: typer.BadParameter) -> str:
    """Return what is wrong, in which command, and where to look.

    >>> sentence_of(typer.BadParameter("Input should be a valid integer"))
    'invalid value: it should be a valid integer; see discourse --help'
    """
    program, _, command = (error.ctx.command_path if error.ctx else "discourse").partition(" ")
    wrong = error.format_message().strip().rstrip(".")
    for theirs, ours in _WORDS.items():
        wrong = wrong.replace(theirs, ours)
    where = f"{command}: " if command else ""
    return f"{where}{wrong[:1].lower()}{wrong[1:]}; see {' '.join(filter(None, (program, command)))} --help"
