"""Files of codings, of people and of machines, as commands take them."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.classroom import PUT_FILES_HERE
from discourse.cli.screen import complain
from discourse.cli.sources import codebook_of, expand
from discourse.errors import CodingError

if TYPE_CHECKING:
    from discourse.codebook import Codebook
    from discourse.human.checking import Against
    from discourse.human.codings import Codings, CodingsFile
    from discourse.model import Thread

MOST_FAULTS = 10
"""Faults of one file that are said one by one."""

CodingsArgument = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help="Files of codings (CSV, Excel, JSON), or folders of them."),
]


def book_of(names: Sequence[str]) -> "Codebook | None":
    """Return the codebook that the names make together, ``None`` without a name."""
    return codebook_of(names) if names else None


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
