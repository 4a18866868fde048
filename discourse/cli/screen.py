"""What the commands print: data as UTF-8 bytes, lines for people with nothing in them that steers a terminal."""

import re
import sys

import typer

from discourse.visible import visible

LONGEST = 600
"""Characters of one line; names of files and keys come from strangers."""

_BLANKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


def emit(data: str | bytes) -> None:
    """Print data as UTF-8, whatever the encoding of the terminal or pipe."""
    typer.echo(data.encode("utf-8", "replace") if isinstance(data, str) else data, nl=False)


def say(line: str) -> None:
    """Print one line for people."""
    typer.echo(_printable(inert(line), sys.stdout.encoding))


def complain(sentence: str) -> None:
    """Print one sentence about what went wrong on standard error."""
    typer.echo(_printable(f"discourse: {inert(sentence)}", sys.stderr.encoding), err=True)


def remark(sentence: str) -> None:
    """Print one sentence about the data that goes to standard output on standard error."""
    typer.echo(_printable(f"note: {inert(sentence)}", sys.stderr.encoding), err=True)


def inert(text: str) -> str:
    r"""Return a text on one line of bounded length, with control characters and bidi overrides spelled out.

    >>> inert("a\nb \x1b[31mc")
    'a b ⟨U+001B⟩[31mc'
    """
    line = visible(_BLANKS.sub(" ", text))
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _printable(line: str, encoding: str | None) -> str:
    """Return a line in which what the terminal cannot show is spelled out too."""
    known = encoding or "utf-8"
    return line.encode(known, "backslashreplace").decode(known)
