"""``discourse explain``: why a comment has its labels."""

from enum import StrEnum
from typing import Annotated

import typer

from discourse.cli.coders import CoderOption
from discourse.cli.pseudonyms import PseudonymiseOption, PseudonymKeyOption, key_of
from discourse.cli.screen import emit, say
from discourse.cli.sources import (
    ArticleOption,
    CodebookOption,
    MapOption,
    ReaderOption,
    Reading,
    SavedOnOption,
    SourceArgument,
    analyse_thread,
    codebook_of,
    read_article,
)
from discourse.errors import CodingError


class Format(StrEnum):
    """What the explanation can be printed as."""

    text = "text"
    json = "json"


class Labelled(StrEnum):
    """What is labelled."""

    reply_stance = "reply_stance"
    claim = "claim"
    stance = "stance"
    form = "form"


CommentArgument = Annotated[
    str, typer.Argument(metavar="COMMENT", help="A comment by its id, its number in the report, or its author's name.")
]
VariableOption = Annotated[
    list[Labelled] | None, typer.Option("--variable", "-v", help="Explain only these labels; may be given again.")
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="To read (text) or as a record (json).")]


def explain(
    source: SourceArgument,
    comment: CommentArgument,
    article: ArticleOption = None,
    variable: VariableOption = None,
    codebook: CodebookOption = ["general"],  # noqa: B006  # typer copies it
    format: FormatOption = Format.text,  # noqa: A002  # the option's name
    reader: ReaderOption = None,
    map: MapOption = None,  # noqa: A002  # the option's name
    saved_on: SavedOnOption = None,
    coder: CoderOption = "auto",
    pseudonymise: PseudonymiseOption = False,
    pseudonym_key: PseudonymKeyOption = None,
) -> None:
    """Print the labels of one comment and what moved each: its words and what it answers, by how much."""
    from discourse.exports.records import json_text
    from discourse.reporting.explaining import comment_number, explained, explained_lines

    if coder == "llm":
        raise CodingError(
            "--coder llm: a language model does not say what moved it; leave --coder out, or use discourse code"
        )
    book = codebook_of(codebook)
    key = key_of(pseudonym_key, None, wanted=pseudonymise)
    thread = read_article(source, Reading(reader=reader, map=map, saved_on=saved_on, key=key), article)
    number = comment_number(thread, comment)
    analysis = analyse_thread(thread, book, coder)
    one = explained(analysis, number, [each.value for each in variable or ()], coder)
    if format is Format.json:
        emit(json_text(one))
        return
    for line in explained_lines(one):
        say(line)
