"""Files of codings on the command line: read, held against pages and codebook, and what is wrong with them said."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.cli.screen import complain, emit
from discourse.cli.sources import CodebookOption, expand
from discourse.errors import CodingError

if TYPE_CHECKING:
    from discourse.codebook import Codebook
    from discourse.human.checking import Against
    from discourse.human.codings import Codings, CodingsFile

MOST_FAULTS = 10
"""Faults of one file that are said one by one."""

CodingsArgument = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help="Files of codings (CSV, Excel, JSON), or folders of them."),
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


def read_coders(files: Iterable[str | Path], against: "Against") -> "list[Codings]":
    """Return the codings in files, one for each coder and file; what cannot be right is said on standard error.

    Raises CodingError where nothing is left.
    """
    from discourse.human.checking import checked
    from discourse.human.reading import read_all

    found = read_all(expand([str(file) for file in files]))
    for failure in found.failures:
        complain(failure)
    kept = [checked(file, against) for file in found.files]
    for file in kept:
        _complain_of(file)
    coders = [coder for file in kept for coder in file.coders]
    if not coders:
        raise CodingError("no file of codings could be used; see docs/human-coding.md for what is read")
    return _joined(coders)


def _complain_of(file: "CodingsFile") -> None:
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
