"""``discourse correct``: shares and differences corrected for a machine's errors by a sample coded by hand."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.cli.coding_files import CodingsArgument, book_of, machine, people_among, read_coders
from discourse.cli.people import check_codebook, read_draw_file
from discourse.cli.screen import emit, say
from discourse.cli.sources import CodebookOption, MapOption, ReaderOption, Reading, codebook_of, read_pages
from discourse.errors import CodingError

if TYPE_CHECKING:
    from discourse.correction.corrected import Corrected, Correction
    from discourse.human.codings import Codings
    from discourse.model import Thread


class Format(StrEnum):
    """What corrected figures can be printed as."""

    text = "text"
    csv = "csv"
    json = "json"


class By(StrEnum):
    """Groups that are compared."""

    page = "page"
    level = "level"


DrawArgument = Annotated[Path, typer.Argument(metavar="DRAW", help="The draw.json that discourse sample wrote.")]
SourceOption = Annotated[
    list[str],
    typer.Option("--source", "-s", help="The pages that the sample was drawn from; or a bulk run's folder."),
]
MachineOption = Annotated[
    str, typer.Option("--coder", help="The machine to be corrected: a coder, or a file of its codings.")
]
ByOption = Annotated[
    By | None, typer.Option("--by", help="Compare pages, or first comments with answers (level), too.")
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="To read (text), a table (csv), records (json).")]
_WIDE = 44
"""Characters of a line before its figures."""


def correct(
    draw: DrawArgument,
    files: CodingsArgument,
    source: SourceOption = [],  # noqa: B006  # typer copies it
    codebook: CodebookOption = ["general"],  # noqa: B006
    coder: MachineOption = "auto",
    by: ByOption = None,
    format: FormatOption = Format.text,  # noqa: A002  # the option's name
    reader: ReaderOption = None,
    map: MapOption = None,  # noqa: A002
) -> None:
    """Print each share as the machine has it and corrected by people, with a 95 % interval that can be published."""
    from discourse.bulk.labelled import is_run, labelled
    from discourse.correction.corrected import Material, corrected, population
    from discourse.exports.records import json_text, records_csv
    from discourse.human.checking import Against
    from discourse.human.drawing import as_drawn
    from discourse.human.statements import statements_of

    if not source:
        raise CodingError("a machine's labels of all comments are needed; give the pages with --source")
    drawn = read_draw_file(draw)
    book = codebook_of(codebook)
    check_codebook(drawn, book.hash)
    run = labelled(Path(source[0]), book) if len(source) == 1 and is_run(source[0]) else None
    pages = run.pages if run else as_drawn(drawn, read_pages(source, Reading(reader=reader, map=map)))
    population(drawn, pages)
    people = people_among(read_coders(files, Against(book, pages)))
    labels = run.labels if run and coder == "auto" else _machine(coder, pages, codebook)
    found = corrected(Material(drawn, pages, people, labels, statements_of(book)), by.value if by else None)
    if format is Format.csv:
        emit(records_csv(found.figures))
    elif format is Format.json:
        emit(json_text(found))
    else:
        for line in lines(found):
            say(line)


def _machine(coder: str, pages: "dict[str, Thread]", codebook: Sequence[str]) -> "Codings":
    from discourse.human.checking import Against

    book = book_of(codebook)
    if Path(coder).is_file():
        found = read_coders([coder], Against(book, pages), as_written=False)
        if len(found) > 1:
            raise CodingError(f"{coder}: it has codings of {len(found)} coders; give those of one machine")
        return found[0]
    return machine(coder, pages, book, codebook)


def lines(found: "Correction") -> Iterator[str]:
    """Yield what is printed for people."""
    people = ", ".join(name.removeprefix("human:") for name in found.people)
    if found.coded == found.population:
        coded = f"all {found.coded:,} comments are coded by hand ({people}), which leaves nothing to estimate"
    else:
        coded = (
            f"{found.coded:,} of the {found.drawn:,} comments drawn (by {found.by}) from {found.population:,} are "
            f"coded by hand ({people})"
        )
    yield f"{coded}; corrected are the labels of {found.machine}"
    yield ""
    yield f"{'share of comments':<{_WIDE}} {'machine':>8} {'wrong':>8} {'corrected':>9}  95 % interval"
    for figure in found.figures:
        yield _line(figure)
    if any(figure.reason and figure.value is not None for figure in found.figures):
        yield ""
        yield (
            "* a rough interval: among the comments coded by hand, fewer than 5 had the code, were labelled wrongly, "
            "or were missed by the machine; code more by hand to narrow it"
        )


def _of_what(figure: "Corrected") -> str:
    from discourse.reporting.wording import shortened
    from discourse.visible import visible

    if figure.group is None:
        return " ".join(filter(None, (figure.variable, figure.target, figure.code)))
    groups = [visible(each) for each in (figure.group, figure.minus) if each]
    return "  " + " – ".join(shortened(each, (_WIDE - 5) // len(groups)) for each in groups)


def _line(figure: "Corrected") -> str:
    from discourse.correction.estimates import UNMET

    what = _of_what(figure)
    said = "" if figure.machine is None else f"{figure.machine:.3f}"
    if figure.value is None or figure.low is None or figure.high is None:
        return f"{what:<{_WIDE}} {said:>8} {'':>8} {'–':>9}  {figure.reason}"
    wrong, ends = f"{figure.errors}/{figure.coded}", f"[{figure.low:.3f}, {figure.high:.3f}]"
    if figure.reason and figure.reason.startswith(UNMET):  # a value would look as if it were known
        return f"{what:<{_WIDE}} {said:>8} {wrong:>8} {'–':>9}  {ends} {figure.reason}"
    within = f"{ends}{' *' if figure.reason else ''}"
    return f"{what:<{_WIDE}} {said:>8} {wrong:>8} {figure.value:>9.3f}  {within}"
