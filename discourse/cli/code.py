"""``discourse code``: the codings of a source by a codebook."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.cli.coders import (
    CoderOption,
    Llm,
    LlmBudgetOption,
    LlmCacheOption,
    LlmConcurrencyOption,
    LlmModelOption,
    LlmPricesOption,
    LlmUrlOption,
    chosen_coder,
    remark_on_use,
)
from discourse.cli.codings import PeopleOption, people_of, who_codes
from discourse.cli.pseudonyms import PseudonymiseOption, PseudonymKeyOption, key_of
from discourse.cli.screen import emit, say
from discourse.cli.sources import (
    CodebookOption,
    MapOption,
    ReaderOption,
    Reading,
    SavedOnOption,
    SourceArgument,
    analyse_source,
)
from discourse.errors import CodingError

if TYPE_CHECKING:
    from discourse.analysis import Analysis


class Format(StrEnum):
    """What the codings can be printed as."""

    csv = "csv"
    json = "json"
    convokit = "convokit"


FormatOption = Annotated[
    Format, typer.Option("--format", "-f", help="Table (csv), records (json), a ConvoKit corpus (a folder, with -o).")
]
OutOption = Annotated[Path | None, typer.Option("--out", "-o", help="The folder of a ConvoKit corpus.")]


def code(
    source: SourceArgument,
    codebook: CodebookOption = ["general"],  # noqa: B006  # typer copies it
    format: FormatOption = Format.csv,  # noqa: A002  # the option's name
    reader: ReaderOption = None,
    map: MapOption = None,  # noqa: A002  # the option's name
    saved_on: SavedOnOption = None,
    pseudonymise: PseudonymiseOption = False,
    pseudonym_key: PseudonymKeyOption = None,
    coder: CoderOption = "auto",
    codings: PeopleOption = [],  # noqa: B006  # typer copies it
    out: OutOption = None,
    llm_url: LlmUrlOption = None,
    llm_model: LlmModelOption = None,
    llm_cache: LlmCacheOption = None,
    llm_budget: LlmBudgetOption = None,
    llm_concurrency: LlmConcurrencyOption = None,
    llm_prices: LlmPricesOption = None,
) -> None:
    """Print the codings: claims, reply stance, stance toward targets."""
    from discourse import tables
    from discourse.exports.frames import csv_text
    from discourse.exports.records import json_text

    if (format is Format.convokit) != (out is not None):
        raise CodingError("a ConvoKit corpus is a folder of files; give --format convokit and -o FOLDER together")
    llm = Llm(
        url=llm_url, model=llm_model, cache=llm_cache, budget=llm_budget, concurrency=llm_concurrency, prices=llm_prices
    )
    chosen = who_codes(people_of(codings, None, codebook), chosen_coder(coder, llm))
    key = key_of(pseudonym_key, None, wanted=pseudonymise)
    reading = Reading(reader=reader, map=map, saved_on=saved_on, key=key)
    analysis = analyse_source(source, reading, codebook, chosen)
    remark_on_use(chosen)
    if format is Format.convokit:
        _write_corpus(analysis, out)
    elif format is Format.json:
        emit(json_text(analysis.codings))
    else:
        emit(csv_text(tables.codings(analysis)))


def _write_corpus(analysis: "Analysis", out: Path | None) -> None:
    from discourse.exports.convokit import corpus_files

    folder = out or Path()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in corpus_files([analysis.thread], [analysis.codings]).items():
            (folder / name).write_bytes(data)
    except OSError as error:
        raise CodingError(f"{folder}: it cannot be written ({error.strerror}); name another folder") from None
    say(f"{len(analysis.thread.comments):,} comments, {len(analysis.codings):,} codings → {folder}")
