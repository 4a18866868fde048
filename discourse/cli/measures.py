"""``discourse measures``: the structure of a discussion in numbers."""

from enum import StrEnum
from typing import Annotated

import typer

from discourse.cli.pseudonyms import PseudonymiseOption, PseudonymKeyOption, key_of
from discourse.cli.screen import emit
from discourse.cli.several import analyses_of, end, one_table
from discourse.cli.sources import MapOption, ReaderOption, Reading, SavedOnOption, SourcesArgument


class Unit(StrEnum):
    """What is measured."""

    thread = "thread"
    branch = "branch"
    author = "author"
    comment = "comment"


class Format(StrEnum):
    """What the measures can be printed as."""

    csv = "csv"
    json = "json"


UnitOption = Annotated[
    Unit,
    typer.Option(
        "--by", help="Measure the whole thread, each branch, each author (who answers whom), or each comment."
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="Table (csv) or records (json).")]


def measures(
    sources: SourcesArgument,
    by: UnitOption = Unit.thread,
    format: FormatOption = Format.csv,  # noqa: A002  # the option's name
    reader: ReaderOption = None,
    map: MapOption = None,  # noqa: A002  # the option's name
    saved_on: SavedOnOption = None,
    pseudonymise: PseudonymiseOption = False,
    pseudonym_key: PseudonymKeyOption = None,
) -> None:
    """Print measures of structure: depth, width, exchange, pace, participation; of several articles, each by itself."""
    from discourse import tables
    from discourse.analysis import uncoded
    from discourse.exports.frames import csv_text
    from discourse.exports.records import json_text

    key = key_of(pseudonym_key, None, wanted=pseudonymise)
    reading = Reading(reader=reader, map=map, saved_on=saved_on, key=key)
    analyses, failures = analyses_of(sources, reading, uncoded)
    table_of = {
        Unit.thread: tables.metrics,
        Unit.branch: tables.branches,
        Unit.author: tables.authors,
        Unit.comment: tables.comment_measures,
    }[by]
    table = one_table(analyses, table_of, are_several=len(analyses) + len(failures) > 1)
    emit(json_text(table.to_dicts()) if format is Format.json else csv_text(table))
    end(failures)
