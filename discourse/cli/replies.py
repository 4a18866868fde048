"""``discourse replies``: who answers whom, as a table or a graph."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.cli.pseudonyms import PseudonymiseOption, PseudonymKeyOption, key_of
from discourse.cli.screen import emit, remark
from discourse.cli.several import analyses_of, end, one_table
from discourse.cli.sources import MapOption, ReaderOption, Reading, SavedOnOption, SourcesArgument
from discourse.errors import DiscourseError

if TYPE_CHECKING:
    from polars import DataFrame

    from discourse.analysis import Analysis


class Format(StrEnum):
    """What the links can be printed as."""

    csv = "csv"
    json = "json"
    graphml = "graphml"
    gexf = "gexf"


_TABLES = (Format.csv, Format.json)
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="Table (csv, json) or graph (graphml, gexf).")]

AlternativesOption = Annotated[
    bool, typer.Option("--alternatives", help="Print all that each guessed link may lead to, with probabilities.")
]


def replies(
    sources: SourcesArgument,
    format: FormatOption = Format.csv,  # noqa: A002  # the option's name
    alternatives: AlternativesOption = False,
    reader: ReaderOption = None,
    map: MapOption = None,  # noqa: A002  # the option's name
    saved_on: SavedOnOption = None,
    pseudonymise: PseudonymiseOption = False,
    pseudonym_key: PseudonymKeyOption = None,
) -> None:
    """Print who answers whom, each link with its kind and probability; of several articles with the source of each."""
    from discourse import tables
    from discourse.analysis import uncoded

    if alternatives and format not in _TABLES:
        raise DiscourseError(
            f"--alternatives: a table (csv, json) can show them, {format} cannot; leave one of both out"
        )
    key = key_of(pseudonym_key, None, wanted=pseudonymise)
    reading = Reading(reader=reader, map=map, saved_on=saved_on, key=key)
    analyses, failures = analyses_of(sources, reading, uncoded)
    are_several = len(analyses) + len(failures) > 1
    table_of = tables.alternatives if alternatives else tables.replies
    if format in _TABLES:
        emit(_text(one_table(analyses, table_of, are_several=are_several), format))
    else:
        emit(_graph(analyses, format))
    for analysis in analyses:
        for note in analysis.graph.notes:
            remark(note if len(analyses) == 1 else f"{analysis.thread.article.source}: {note}")
    end(failures)


def _text(table: "DataFrame", wanted: Format) -> str:
    from discourse.exports.frames import csv_text
    from discourse.exports.records import json_text

    return json_text(table.to_dicts()) if wanted is Format.json else csv_text(table)


def _graph(analyses: "Sequence[Analysis]", wanted: Format) -> bytes:
    from discourse.replies import export

    if len(analyses) > 1:
        raise DiscourseError(
            f"--format {wanted}: a graph is of one article; use discourse read --format {wanted} for all in one"
        )
    write = export.graphml if wanted is Format.graphml else export.gexf
    return write(analyses[0].thread, analyses[0].graph)
