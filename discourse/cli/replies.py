"""``discourse replies``: who answers whom, as a table or a graph."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.cli.screen import emit, remark
from discourse.cli.sources import MapOption, ReaderOption, Reading, SavedOnOption, SourceArgument, read_source
from discourse.errors import DiscourseError

if TYPE_CHECKING:
    from discourse.model import Thread
    from discourse.replies.graph import ReplyGraph


class Format(StrEnum):
    """What the links can be printed as."""

    csv = "csv"
    json = "json"
    graphml = "graphml"
    gexf = "gexf"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="Table (csv, json) or graph (graphml, gexf).")]

AlternativesOption = Annotated[
    bool, typer.Option("--alternatives", help="Print all that each guessed link may lead to, with probabilities.")
]


def replies(
    source: SourceArgument,
    format: FormatOption = Format.csv,  # noqa: A002  # the option's name
    alternatives: AlternativesOption = False,
    reader: ReaderOption = None,
    map: MapOption = None,  # noqa: A002  # the option's name
    saved_on: SavedOnOption = None,
) -> None:
    """Print who answers whom: each link with its kind and probability."""
    from discourse.replies.build import reply_graph

    if alternatives and format not in {Format.csv, Format.json}:
        raise DiscourseError(
            f"--alternatives: a table (csv, json) can show them, {format} cannot; leave one of both out"
        )
    thread = read_source(source, Reading(reader=reader, map=map, saved_on=saved_on))
    graph = reply_graph(thread)
    emit(_alternatives(thread, graph, format) if alternatives else _printed(thread, graph, format))
    for note in graph.notes:
        remark(note)


def _alternatives(thread: "Thread", graph: "ReplyGraph", wanted: Format) -> str:
    from discourse import tables
    from discourse.analysis import Analysis
    from discourse.codebook import Codebook
    from discourse.exports.frames import csv_text
    from discourse.exports.records import json_text

    table = tables.alternatives(Analysis(thread, graph, codings=(), codebook=Codebook(title="none")))
    return json_text(table.to_dicts()) if wanted is Format.json else csv_text(table)


def _printed(thread: "Thread", graph: "ReplyGraph", wanted: Format) -> bytes | str:
    from discourse.exports.records import json_text, records_csv
    from discourse.replies import export

    match wanted:
        case Format.csv:
            return records_csv(graph.links())
        case Format.json:
            return json_text(graph.links())
        case Format.graphml:
            return export.graphml(thread, graph)
        case Format.gexf:
            return export.gexf(thread, graph)
