"""``discourse code``: the codings of a source by a codebook."""

from collections.abc import Sequence
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
from discourse.cli.people import people_of, who_codes
from discourse.cli.pseudonyms import PseudonymiseOption, PseudonymKeyOption, key_of
from discourse.cli.screen import emit, say
from discourse.cli.several import analyses_of, end, one_table
from discourse.cli.sources import (
    CodebookOption,
    MapOption,
    ReaderOption,
    Reading,
    SavedOnOption,
    SourcesArgument,
    analyse_thread,
    codebook_of,
    expand,
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
PeopleOption = Annotated[
    list[Path], typer.Option("--codings", help="Codings of people (or what discourse code wrote): they are printed.")
]
OutOption = Annotated[Path | None, typer.Option("--out", "-o", help="The folder of a ConvoKit corpus.")]


def code(
    sources: SourcesArgument,
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
    """Print the codings: claims, reply stance, stance, form; of several articles, each row with its source."""
    if (format is Format.convokit) != (out is not None):
        raise CodingError("a ConvoKit corpus is a folder of files; give --format convokit and -o FOLDER together")
    llm = Llm(
        url=llm_url, model=llm_model, cache=llm_cache, budget=llm_budget, concurrency=llm_concurrency, prices=llm_prices
    )
    book = codebook_of(codebook)
    chosen = who_codes(people_of(codings, None, codebook, expand(sources)), chosen_coder(coder, llm))
    key = key_of(pseudonym_key, None, wanted=pseudonymise)
    reading = Reading(reader=reader, map=map, saved_on=saved_on, key=key)
    analyses, failures = analyses_of(sources, reading, lambda thread: analyse_thread(thread, book, chosen))
    remark_on_use(chosen)
    if format is Format.convokit:
        _write_corpus(analyses, out)
    else:
        emit(_text(analyses, format, len(analyses) + len(failures) > 1))
    end(failures)


def _text(analyses: "Sequence[Analysis]", wanted: Format, are_several: bool) -> str:
    from msgspec.structs import asdict

    from discourse import tables
    from discourse.exports.frames import csv_text
    from discourse.exports.records import json_text

    if wanted is Format.csv:
        return csv_text(one_table(analyses, tables.codings, are_several=are_several))
    if not are_several:
        return json_text(analyses[0].codings)
    return json_text(
        [
            {"source": analysis.thread.article.source, **asdict(coding)}
            for analysis in analyses
            for coding in analysis.codings
        ]
    )


def _write_corpus(analyses: "Sequence[Analysis]", out: Path | None) -> None:
    from discourse.exports.convokit import corpus_files

    folder = out or Path()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in corpus_files([one.thread for one in analyses], [one.codings for one in analyses]).items():
            (folder / name).write_bytes(data)
    except OSError as error:
        raise CodingError(f"{folder}: it cannot be written ({error.strerror}); name another folder") from None
    comments, codings = (
        sum(map(len, each)) for each in zip(*((one.thread.comments, one.codings) for one in analyses), strict=True)
    )
    say(f"{comments:,} comments, {codings:,} codings → {folder}")
