"""``discourse code``: the codings of a source by a codebook."""

from enum import StrEnum
from typing import Annotated

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
from discourse.cli.screen import emit
from discourse.cli.sources import (
    CodebookOption,
    MapOption,
    ReaderOption,
    Reading,
    SavedOnOption,
    SourceArgument,
    analyse_source,
)


class Format(StrEnum):
    """What the codings can be printed as."""

    csv = "csv"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="Table (csv) or records (json).")]


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

    llm = Llm(
        url=llm_url, model=llm_model, cache=llm_cache, budget=llm_budget, concurrency=llm_concurrency, prices=llm_prices
    )
    chosen = who_codes(people_of(codings, None, codebook), chosen_coder(coder, llm))
    key = key_of(pseudonym_key, None, wanted=pseudonymise)
    reading = Reading(reader=reader, map=map, saved_on=saved_on, key=key)
    analysis = analyse_source(source, reading, codebook, chosen)
    remark_on_use(chosen)
    if format is Format.json:
        emit(json_text(analysis.codings))
    else:
        emit(csv_text(tables.codings(analysis)))
