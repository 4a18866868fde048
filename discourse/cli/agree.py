"""``discourse agree``: how far coders agree, people and machines."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.cli.coding_files import CodingsArgument, book_of, machine, read_coders
from discourse.cli.screen import complain, emit, say
from discourse.cli.sources import CodebookOption, MapOption, ReaderOption, Reading, read_pages
from discourse.errors import CodingError

if TYPE_CHECKING:
    from discourse.human.codings import Codings


class Format(StrEnum):
    """What agreement can be printed as."""

    text = "text"
    csv = "csv"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="To read (text), a table (csv), records (json).")]
SourceOption = Annotated[
    list[str], typer.Option("--source", "-s", help="A page that was coded: its comments are checked, and shown.")
]
MachinesOption = Annotated[
    list[str],
    typer.Option("--coder", help="A coder of the program as one more coder; may be given again."),
]
SeedOption = Annotated[int, typer.Option("--seed", help="Seed of the draws for intervals.")]


def agree(
    files: CodingsArgument,
    source: SourceOption = [],  # noqa: B006  # typer copies it
    coder: MachinesOption = [],  # noqa: B006
    codebook: CodebookOption = [],  # noqa: B006
    format: FormatOption = Format.text,  # noqa: A002  # the option's name
    seed: SeedOption = 0,
    reader: ReaderOption = None,
    map: MapOption = None,  # noqa: A002  # the option's name
) -> None:
    """Print how far coders agree: coefficients with intervals, codes taken for each other, comments in dispute."""
    from discourse.agreement.disputes import confusions, disputes
    from discourse.agreement.figures import figures
    from discourse.agreement.lines import Compared, agreement_lines
    from discourse.exports.records import json_text, records_csv
    from discourse.human.checking import Against
    from discourse.human.statements import sides_alone, statements_of, untold

    pages = read_pages(source, Reading(reader=reader, map=map))
    book = book_of(codebook)
    coders = read_coders(files, Against(book, pages or None), as_written=False)
    if not pages:
        _complain_of_sources(coders)
    coders += [machine(name, pages, book, codebook) for name in coder]
    if len(coders) < 2:
        raise CodingError(
            "agreement needs two coders; give another file of codings, or --coder linear with --source and --codebook"
        )
    alike = untold(coders, statements_of(book))
    coders = sides_alone(coders, alike)
    found, confused, disputed = figures(coders, seed), confusions(coders), disputes(coders)
    if not any(figure.comments for figure in found):
        raise CodingError("no comment was coded by two of the coders, so that nothing can be compared; see their files")
    if format is Format.csv:
        emit(records_csv(found))
    elif format is Format.json:
        emit(json_text({"figures": found, "confusions": confused, "disputes": disputed}))
    else:
        for line in agreement_lines(Compared(coders, found, confused, disputed, alike), pages):
            say(line)


def _complain_of_sources(coders: "Sequence[Codings]") -> None:
    """Say of each coder which comments are left out since others name another source for what may be the same."""
    from discourse.human.codings import PERSON
    from discourse.translation import counted

    places = [{(coded.source, coded.comment) for coded in codings.comments} for codings in coders]
    for at, codings in enumerate(coders):
        others = {place for number, own in enumerate(places) if number != at for place in own}
        ids = {id_: source for source, id_ in others}
        alone = [(source, id_) for source, id_ in places[at] - others if id_ in ids]
        if alone:
            here, there = min((source or "none", ids[id_] or "none") for source, id_ in alone)
            comments = counted(len(alone), "comment", "comments")
            complain(
                f"{codings.coder.removeprefix(PERSON)[:60]}: {comments} of {len(places[at]):,} left out, since others "
                f"name another source for them (“{there[:60]}”, here “{here[:60]}”); give the pages with --source"
            )
