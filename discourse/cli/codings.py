"""Files of codings on the command line: read, held against pages and codebook, and what is wrong with them said."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from discourse.classroom import PUT_FILES_HERE
from discourse.cli.screen import complain, emit
from discourse.cli.sources import CodebookOption, expand, is_address
from discourse.errors import CodingError

if TYPE_CHECKING:
    from discourse.analysis import Analysis
    from discourse.codebook import Codebook
    from discourse.coders import Coder
    from discourse.human.checking import Against
    from discourse.human.codings import Codings, CodingsFile
    from discourse.human.sheets import Draw
    from discourse.model import Thread

MOST_FAULTS = 10
"""Faults of one file that are said one by one."""

CodingsArgument = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help="Files of codings (CSV, Excel, JSON), or folders of them."),
]

PeopleOption = Annotated[
    list[Path],
    typer.Option("--codings", help="Codings of people: they code instead of a machine, or with --draw correct it."),
]
DrawOption = Annotated[
    Path | None, typer.Option("--draw", help="With --codings: the draw.json of the sample that they coded.")
]


def codings(files: CodingsArgument, codebook: CodebookOption = []) -> None:  # noqa: B006  # typer copies it
    """Print codings of any program that is known as one table (CSV), as every report has it."""
    from discourse.exports.frames import csv_text
    from discourse.human.checking import Against
    from discourse.human.listing import codings_table

    emit(csv_text(codings_table(read_coders(files, Against(book_of(codebook))))))


def book_of(names: Sequence[str]) -> "Codebook | None":
    """Return the codebook that the names make together, ``None`` without a name."""
    from discourse.codebook import load_codebook, merge

    return merge([load_codebook(name) for name in names]) if names else None


def read_coders(files: Iterable[str | Path], against: "Against", *, as_written: bool = True) -> "list[Codings]":
    """Return the codings in files, one for each coder and file; what cannot be right is said on standard error.

    If not ``as_written``, they are to be held against each other: a machine that signs with several names is one coder,
    and codings that name no source are of the one page that the others name. Raises CodingError where nothing is left.
    """
    from discourse.human.checking import checked
    from discourse.human.machines import as_one_machine
    from discourse.human.reading import read_all

    named = expand([str(file) for file in files], "files of codings")
    found = read_all(file for file in named if Path(file).name != PUT_FILES_HERE)
    for failure in found.failures:
        complain(failure)
    kept = [checked(file, against) for file in found.files]
    for file in kept:
        _complain_of(file)
    coders = [coder for file in kept for coder in (file.coders if as_written else as_one_machine(file.coders))]
    if not coders:
        raise CodingError("no file of codings could be used; see docs/human-coding.md for what is read")
    return _joined(coders if as_written else _of_one_page(coders))


def _of_one_page(coders: "list[Codings]") -> "list[Codings]":
    """Return codings that name no source as those of the page that all others are of, where it is one."""
    from msgspec.structs import replace

    named = {coded.source for coder in coders for coded in coder.comments} - {None}
    if len(named) != 1:
        return coders
    (page,) = named
    return [replace(coder, comments=tuple(replace(coded, source=page) for coded in coder.comments)) for coder in coders]


def people_among(coders: "Sequence[Codings]") -> "list[Codings]":
    """Return the people among coders, and say which machines are left out; CodingError where there are none."""
    machines = ", ".join(sorted({codings.coder for codings in coders if not codings.is_person}))
    people = [codings for codings in coders if codings.is_person]
    if not people:
        raise CodingError(f"the codings are a machine's ({machines}); give files that people coded, too")
    if machines:
        complain(f"the codings of {machines} are a machine's and were left out; only those of people count here")
    return people


class People(NamedTuple):
    """Codings of people on the command line, and how their comments were drawn, where that is said."""

    coders: "tuple[Codings, ...]"
    draw: "Draw | None" = None
    pages: frozenset[str] = frozenset()
    """The names of all sources that are read."""


def people_of(
    files: Sequence[Path], draw: Path | None, codebook: Sequence[str], sources: Sequence[str]
) -> People | None:
    """Return the people whose files are named, ``None`` without a file; ``sources`` are all that are read."""
    from discourse.cli.correct import check_codebook, read_draw_file
    from discourse.human.checking import Against

    if not files:
        if draw is not None:
            raise CodingError(f"--draw {draw}: a draw says nothing without codings; give them with --codings")
        return None
    book = book_of(codebook)
    drawn = read_draw_file(draw) if draw else None
    if drawn is not None:
        check_codebook(drawn, book.hash if book else "")
    coders = read_coders(files, Against(book))
    kept = tuple(people_among(coders) if drawn else coders)
    pages = frozenset(source if is_address(source) else Path(source).name for source in sources)
    if len(pages) > 1:
        _complain_of_no_page(kept)
    return People(kept, drawn, pages)


def _complain_of_no_page(coders: "Iterable[Codings]") -> None:
    """Say of which comments nobody knows the page where there are several: their ids may stand on each of them."""
    for coder in coders:
        if lost := sum(coded.source is None for coded in coder.comments):
            comments = "1 comment" if lost == 1 else f"{lost:,} comments"
            complain(
                f"{coder.coder}: the codings of {comments} name no source and count on each page with that id; "
                "say in a column source of which page they are"
            )


def who_codes(people: People | None, machine: "str | Coder") -> "str | Coder":
    """Return who codes: people where they are named without a draw, else the machine."""
    from discourse.human.pages import as_coder

    return as_coder(people.coders, people.pages) if people is not None and people.draw is None else machine


def with_people(analysis: "Analysis", people: People | None) -> "Analysis":
    """Return an analysis with what people did to it: its shares corrected by a draw, or a machine's labels checked.

    Without people, or where their comments were not drawn from it, it is returned as it is.
    """
    from dataclasses import replace

    from discourse.human.pages import checked_on

    if people is None:
        return analysis
    if people.draw is None:
        return replace(analysis, checked=checked_on(people.coders, analysis.thread, people.pages))
    return _corrected(analysis, people, people.draw)


def _corrected(analysis: "Analysis", people: People, draw: "Draw") -> "Analysis":
    from dataclasses import replace

    from discourse.correction.corrected import Material, corrected, of_page
    from discourse.human.consensus import machine_codings
    from discourse.human.pages import page_among
    from discourse.human.statements import statements_of

    thread = analysis.thread
    drawn = {name: [row.comment for row in draw.rows if row.source == name] for name in draw.pages}
    page = _drawn_as(draw, thread) or page_among(drawn, thread, people.pages)
    if page is None:
        complain(f"{thread.article.source}: no comment of this page was drawn, so its figures stay uncorrected")
        return analysis
    machine = machine_codings([(page, thread, analysis.codings)], _coder_of(analysis), analysis.codebook)
    material = Material(of_page(draw, page), {page: thread}, people.coders, machine, statements_of(analysis.codebook))
    return replace(analysis, correction=corrected(material))


def _drawn_as(draw: "Draw", thread: "Thread") -> str | None:
    """Return the page of a draw that has the comments of a thread, where the draw tells them; its own name first."""
    from discourse.human.drawing import contents

    own = contents(thread) if draw.contents else None
    same = [name for name, hash_ in draw.contents.items() if hash_ == own]
    return thread.article.source if thread.article.source in same else next(iter(same), None)


def _coder_of(analysis: "Analysis") -> str:
    return ", ".join(sorted({coding.coder for coding in analysis.codings})) or "nobody"


def _complain_of(file: "CodingsFile") -> None:
    from discourse.human.codings import PERSON, taken_for

    for coder in file.coders:
        for words, code, times in taken_for(coder):
            cells = "cell" if times == 1 else "cells"
            name = coder.coder.removeprefix(PERSON)[:60]
            complain(f"{file.name}: “{words}” was taken for {code} in {times:,} {cells} of {name}")
    for sentence in file.assumed:
        complain(f"{file.name}: {sentence}")
    for fault in file.faults[:MOST_FAULTS]:
        complain(f"{file.name}: {fault.where}: {fault.why}")
    if len(file.faults) > MOST_FAULTS:
        complain(f"{file.name}: {len(file.faults) - MOST_FAULTS:,} more faults of this kind; they were left out, too")


def _joined(coders: "Iterable[Codings]") -> "list[Codings]":
    """Return coders of one name as one where they coded different comments, else told apart by a number."""
    from msgspec.structs import replace

    kept: list[Codings] = []
    for coder in coders:
        same = next((at for at, other in enumerate(kept) if other.coder == coder.coder), None)
        if same is None:
            kept.append(coder)
            continue
        known = {(one.source, one.comment) for one in kept[same].comments}
        if known.isdisjoint((one.source, one.comment) for one in coder.comments):
            asked = tuple(dict.fromkeys((*kept[same].asked, *coder.asked)))
            kept[same] = replace(kept[same], comments=kept[same].comments + coder.comments, asked=asked)
        else:
            number = 2 + sum(other.coder.startswith(f"{coder.coder} (") for other in kept)
            kept.append(replace(coder, coder=f"{coder.coder} ({number})"))
    return kept
