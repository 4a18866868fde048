"""People on the command line: they code instead of a machine, check its labels, or correct its shares by a sample."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from discourse.cli.coding_files import book_of, people_among, read_coders
from discourse.cli.screen import complain
from discourse.cli.sources import is_address
from discourse.errors import CodingError, ReadError

if TYPE_CHECKING:
    from discourse.analysis import Analysis
    from discourse.coders import Coder
    from discourse.human.codings import Codings
    from discourse.human.sheets import Draw
    from discourse.model import Thread

PeopleOption = Annotated[
    list[Path],
    typer.Option("--codings", help="Codings of people: they code instead of a machine, or with --draw correct it."),
]
DrawOption = Annotated[
    Path | None, typer.Option("--draw", help="With --codings: the draw.json of the sample that they coded.")
]
_MOST = 50_000_000
"""Bytes of a draw that are read."""


class People(NamedTuple):
    """Codings of people on the command line, and how their comments were drawn, where that is said."""

    coders: "tuple[Codings, ...]"
    draw: "Draw | None" = None
    pages: frozenset[str] = frozenset()
    """The names of all sources that are read."""

    def are_of_others(self, draw: "Draw", page: str) -> bool:
        """Return whether the comments of a draw that people coded are all of other pages than this."""
        coded = {(one.source, one.comment) for coder in self.coders for one in coder.comments}
        pages = {row.source for row in draw.rows if (row.source, row.comment) in coded}
        return bool(pages) and page not in pages


def people_of(
    files: Sequence[Path], draw: Path | None, codebook: Sequence[str], sources: Sequence[str]
) -> People | None:
    """Return the people whose files are named, ``None`` without a file; ``sources`` are all that are read."""
    from discourse.human.checking import Against

    if not files:
        if draw is not None:
            raise CodingError(f"--draw {draw}: a draw says nothing without codings; give them with --codings")
        return None
    book = book_of(codebook)
    drawn = read_draw_file(draw) if draw else None
    if drawn is not None:
        check_codebook(drawn, book.hash if book else "")
    coders = read_coders(files, Against(book, drawn=_ids_drawn(drawn) if drawn else None))
    kept = tuple(people_among(coders) if drawn else coders)
    pages = frozenset(source if is_address(source) else Path(source).name for source in sources)
    if len(pages) > 1 and drawn is None:
        _complain_of_no_page(kept)
    return People(kept, drawn, pages)


def _ids_drawn(draw: "Draw") -> dict[str, list[str]]:
    """Return the ids of the comments drawn from each page of a draw."""
    return {page: [row.comment for row in draw.rows if row.source == page] for page in draw.pages}


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
    """Return who codes: people where they are named without a draw, else the machine.

    Raises CodingError where both are named.
    """
    from discourse.coders.linear.definition_sides import targets_by_claim
    from discourse.human.pages import as_coder

    if people is None or people.draw is not None:
        return machine
    if machine != "auto":
        name = machine if isinstance(machine, str) else "llm"
        raise CodingError(
            f"--coder {name}: with --codings their files say who codes; leave one of the two out, or print what the "
            f"machine says (discourse code --coder {name} > machine.csv) and name that file with --codings, too"
        )
    return as_coder(people.coders, people.pages, targets_by_claim)


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
    page = _drawn_as(draw, thread) or page_among(_ids_drawn(draw), thread, people.pages)
    if page is None:
        complain(f"{thread.article.source}: no comment of this page was drawn, so its figures stay uncorrected")
        return analysis
    if people.are_of_others(draw, page):
        complain(f"{thread.article.source}: nobody coded a comment of this page, so its figures stay uncorrected")
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


def read_draw_file(path: Path) -> "Draw":
    """Return the draw in a file; ReadError where it cannot be read or is none."""
    from discourse.human.sheets import read_draw

    try:
        with path.open("rb") as file:
            data = file.read(_MOST + 1)
    except OSError as error:
        raise ReadError(
            f"{path}: it cannot be read ({error.strerror}); give the draw.json of discourse sample"
        ) from None
    if len(data) > _MOST:
        raise ReadError(f"{path}: it is larger than any draw; give the draw.json of discourse sample")
    return read_draw(data, path.name)


def check_codebook(draw: "Draw", digest: str) -> None:
    """Raise CodingError where a sample was drawn by another codebook."""
    if draw.codebook != digest:
        raise CodingError(
            f"the sample was drawn for another codebook ({draw.codebook[:12]}, and this one is {digest[:12]}); "
            "give the same with --codebook"
        )
