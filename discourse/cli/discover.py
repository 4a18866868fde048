"""``discourse discover``: claim types that a codebook lacks, proposed as a codebook."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.cli.pseudonyms import PseudonymiseOption, PseudonymKeyOption, key_of
from discourse.cli.screen import emit, remark, say
from discourse.cli.several import end, threads_of
from discourse.cli.sources import (
    CodebookOption,
    MapOption,
    PrivateOption,
    ReaderOption,
    Reading,
    SavedOnOption,
    SourcesArgument,
    analyse_thread,
    codebook_of,
    expand,
)
from discourse.errors import CodebookError, ReadError

if TYPE_CHECKING:
    from discourse.discovering import Discovery
    from discourse.model import Thread

OutOption = Annotated[
    Path | None, typer.Option("--out", "-o", help="File that gets the codebook; without it, it goes to the screen.")
]


def discover(
    sources: SourcesArgument,
    codebook: CodebookOption = ["general"],  # noqa: B006  # typer copies it
    out: OutOption = None,
    reader: ReaderOption = None,
    map: MapOption = None,  # noqa: A002  # the option's name
    saved_on: SavedOnOption = None,
    allow_private: PrivateOption = False,
    pseudonymise: PseudonymiseOption = False,
    pseudonym_key: PseudonymKeyOption = None,
) -> None:
    """Propose claim types that the codebook lacks, from what several authors say: a codebook to edit."""
    from discourse.discovering import discover as discovered
    from discourse.discovering.writing import codebook_text

    book = codebook_of(codebook)
    copies = out.parent if out else Path()
    key = key_of(pseudonym_key, out, wanted=pseudonymise)
    reading = Reading(reader=reader, map=map, saved_on=saved_on, allow_private=allow_private, copies=copies, key=key)
    threads, failures = _threads(expand(sources), reading)
    found = discovered([analyse_thread(thread, book) for thread in threads])
    _give(found, codebook_text(found, _title(threads)), out)
    end(failures)


def _give(found: "Discovery", text: str, out: Path | None) -> None:
    if not found.proposals:
        say(f"{_summary(found)}; nothing is written")
    elif out is None:
        emit(text)
        remark(_summary(found))
    else:
        _write(text, out)
        say(f"{_summary(found)} → {out}")


def _summary(found: "Discovery") -> str:
    proposed = len(found.proposals)
    known = f", {len(found.known)} left out that the codebook has" if found.known else ""
    unstable = f", {found.unstable} left out that do not come back" if found.unstable else ""
    return (
        f"{found.comments:,} comments, {found.propositions:,} propositions: "
        f"{proposed or 'no'} claim {'type' if proposed == 1 else 'types'} proposed{known}{unstable}; "
        f"agreement of {found.runs} runs {found.agreement:.2f}"
    )


def _title(threads: "list[Thread]") -> str:
    titles = [thread.article.title or thread.article.source for thread in threads]
    more = f" and {len(titles) - 1} more" if len(titles) > 1 else ""
    return f"Proposed from {titles[0][:80]}{more}"


def _write(text: str, out: Path) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, "utf-8")
    except OSError as error:
        raise CodebookError(f"{out}: it cannot be written ({error.strerror}); check the folder and the disk") from None


def _threads(sources: list[str], reading: Reading) -> "tuple[list[Thread], list[str]]":
    """Return the articles of all sources that can be read, and for each other source one sentence on why not."""
    threads, failures = threads_of(sources, reading)
    if not threads:
        raise ReadError(failures[0])
    return threads, failures
