"""``discourse formats``: the readers and what each recovers."""

from typing import Annotated

import typer

from discourse.cli.screen import say

MarkdownOption = Annotated[bool, typer.Option("--markdown", help="Print the table of the documentation.")]


def formats(markdown: MarkdownOption = False) -> None:
    """List the readers: which system or format each reads, and what it recovers beside ids and texts."""
    from discourse.readers import READERS, load_reader

    if markdown:
        say("| reader | reads | recovers, beside ids and texts |")
        say("|---|---|---|")
    for name in READERS:
        reader = load_reader(name)
        recovers = ", ".join(reader.RECOVERS)
        if markdown:
            say(f"| `{name}` | {reader.TITLE} | {recovers} |")
        else:
            say(f"{name:<16} {reader.TITLE}")
            say(f"{'':<16}   {recovers}")
