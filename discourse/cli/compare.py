"""``discourse compare``: several articles side by side."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.cli.coders import CoderOption
from discourse.cli.pseudonyms import PseudonymiseOption, PseudonymKeyOption, key_of
from discourse.cli.screen import remark, say
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
    veiled,
)
from discourse.cli.tongues import Tongue, TongueOption
from discourse.errors import ReadError

if TYPE_CHECKING:
    from discourse.model import Thread


class By(StrEnum):
    """What stands side by side."""

    article = "article"
    site = "site"
    time = "time"
    topic = "topic"


ByOption = Annotated[
    By, typer.Option("--by", help="Compare each article, or those of a site, a time, a topic together.")
]
OutOption = Annotated[Path, typer.Option("--out", "-o", help="Folder that gets the report of the comparison.")]
DEFAULT_OUT = Path("discourse-compare")


def compare(
    sources: SourcesArgument,
    by: ByOption = By.article,
    codebook: CodebookOption = ["general"],  # noqa: B006  # typer copies it
    out: OutOption = DEFAULT_OUT,
    lang: TongueOption = Tongue.en,
    reader: ReaderOption = None,
    map: MapOption = None,  # noqa: A002  # the option's name
    saved_on: SavedOnOption = None,
    allow_private: PrivateOption = False,
    pseudonymise: PseudonymiseOption = False,
    pseudonym_key: PseudonymKeyOption = None,
    coder: CoderOption = "auto",
) -> None:
    """Compare several articles: their claims, authors and stories, as PDF, HTML, pictures and data."""
    from discourse.comparing import compare as compared
    from discourse.readers.joining import named_apart
    from discourse.reporting.comparison import report_comparison
    from discourse.reporting.comparison.summary import foreign
    from discourse.translation import speaking

    book = codebook_of(codebook)
    key = key_of(pseudonym_key, out, wanted=pseudonymise)
    reading = Reading(reader=reader, map=map, saved_on=saved_on, allow_private=allow_private, copies=out)
    threads, failures = _threads(expand(sources), reading)
    # All together, so that who writes under one article is not named in the comments on another.
    read = veiled(named_apart(threads), replace(reading, key=key))
    analyses = [analyse_thread(thread, book, coder) for thread in read]
    with speaking(lang.value):
        comparison = compared(analyses, by.value)
        answer, doubts = report_comparison(comparison, out), foreign(comparison)
    say(f"{answer} → {out / 'compare.pdf'}")
    for doubt in doubts:
        remark(doubt)
    end(failures)


def _threads(sources: list[str], reading: Reading) -> "tuple[list[Thread], list[str]]":
    """Return the articles of all sources that can be read, and for each other source one sentence on why not."""
    threads, failures = threads_of(sources, reading)
    if len(threads) < 2:
        why = f" ({failures[0]})" if failures else ""
        raise ReadError(f"compare: {len(threads)} of the sources gave an article{why}; name at least two articles")
    return threads, failures
