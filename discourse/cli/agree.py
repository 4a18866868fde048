"""``discourse agree``: how far coders agree, people and machines."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.cli.codings import CodingsArgument, book_of, read_coders
from discourse.cli.screen import emit, say
from discourse.cli.sources import CodebookOption, Reading, read_threads
from discourse.errors import CodingError

if TYPE_CHECKING:
    from discourse.agreement.disputes import Confusion, Dispute
    from discourse.agreement.figures import Figure
    from discourse.codebook import Codebook
    from discourse.human.codings import Codings
    from discourse.model import Thread


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
_SHOWN = 300
"""Characters of a disputed comment that are shown."""
_MOST_CONFUSIONS = 12


def agree(
    files: CodingsArgument,
    source: SourceOption = [],  # noqa: B006  # typer copies it
    coder: MachinesOption = [],  # noqa: B006
    codebook: CodebookOption = [],  # noqa: B006
    format: FormatOption = Format.text,  # noqa: A002  # the option's name
    seed: SeedOption = 0,
) -> None:
    """Print how far coders agree: coefficients with intervals, codes taken for each other, comments in dispute."""
    from discourse.agreement.disputes import confusions, disputes
    from discourse.agreement.figures import figures
    from discourse.exports.records import json_text, records_csv
    from discourse.human.checking import Against

    pages = read_pages(source)
    book = book_of(codebook)
    coders = read_coders(files, Against(book, pages or None))
    coders += [machine(name, pages, book, codebook) for name in coder]
    if len(coders) < 2:
        raise CodingError(
            "agreement needs two coders; give another file of codings, or --coder linear with --source and --codebook"
        )
    found, confused, disputed = figures(coders, seed), confusions(coders), disputes(coders)
    if format is Format.csv:
        emit(records_csv(found))
    elif format is Format.json:
        emit(json_text({"figures": found, "confusions": confused, "disputes": disputed}))
    else:
        for line in lines(coders, found, confused, disputed, pages):
            say(line)


def read_pages(sources: Sequence[str]) -> "dict[str, Thread]":
    """Return the pages of the sources named by the names that sheets use."""
    from discourse.cli.sources import expand
    from discourse.human.drawing import page_names

    threads = [thread for source in expand(sources) for thread in read_threads(source, Reading())]
    return dict(zip(page_names(threads), threads, strict=True))


def machine(name: str, pages: "dict[str, Thread]", book: "Codebook | None", names: Sequence[str]) -> "Codings":
    """Return the codings of a coder of the program as those of one more coder."""
    from discourse.analysis import analyse
    from discourse.coders import AUTO
    from discourse.human.consensus import machine_codings

    if not pages or book is None:
        raise CodingError(f"--coder {name}: it has to know the pages and the codebook; give --source and --codebook")
    coded = [
        (page, thread, analyse(thread, codebook=list(names), coder=name).codings) for page, thread in pages.items()
    ]
    return machine_codings(coded, AUTO if name == "auto" else name, book)


def lines(
    coders: "Sequence[Codings]",
    found: "Sequence[Figure]",
    confused: "Sequence[Confusion]",
    disputed: "Sequence[Dispute]",
    pages: "dict[str, Thread]",
) -> Iterator[str]:
    """Yield what is printed for people."""
    for codings in coders:
        kind = "a person" if codings.is_person else "a machine"
        coded = f"{len(codings.comments):,} comments, {', '.join(codings.asked)}"
        yield f"{codings.coder.removeprefix('human:')} ({kind}): {coded}"
    yield from _figure_lines(found)
    if confused:
        yield ""
        yield "Taken for each other (decisions)"
    for each in confused[:_MOST_CONFUSIONS]:
        yield f"  {each.times:>5,}  {each.variable}: {each.one} – {each.other}"
    if disputed:
        yield ""
        yield "Most in dispute"
    for dispute in disputed:
        yield from _dispute_lines(dispute, pages)


def _figure_lines(found: "Sequence[Figure]") -> Iterator[str]:
    from discourse.agreement.figures import TITLES

    heading = None
    for figure in found:
        what = " ".join(filter(None, (figure.variable, figure.target, figure.code and f"= {figure.code}")))
        now = f"{what}; {figure.coders}; {figure.units:,} decisions in {figure.comments:,} comments"
        if now != heading:
            yield ""
            yield now
            heading = now
        yield f"  {TITLES[figure.coefficient]:<24} {_value(figure)}"


def _value(figure: "Figure") -> str:
    if figure.value is None:
        return f"undefined: {figure.reason}"
    if figure.low is None or figure.high is None:
        return f"{figure.value:6.3f}  ({figure.reason})"
    return f"{figure.value:6.3f}  [{figure.low:.3f}, {figure.high:.3f}]"


def _dispute_lines(dispute: "Dispute", pages: "dict[str, Thread]") -> Iterator[str]:
    thread = pages.get(dispute.source or "")
    comment = next((one for one in thread.comments if one.id == dispute.comment), None) if thread else None
    author = f" {comment.author}" if comment and comment.author else ""
    yield f"  {dispute.source or ''} {dispute.comment}{author}"
    if comment:
        words = " ".join(comment.text.split())
        yield f"    “{words if len(words) <= _SHOWN else words[: _SHOWN - 1] + '…'}”"
    for said in dispute.said:
        yield f"    {said}"
