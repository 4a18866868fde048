"""``discourse replies``: who answers whom, as a table or a graph."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from discourse.cli.screen import emit
from discourse.cli.sources import MapOption, ReaderOption, Reading, SavedOnOption, SourceArgument, read_source

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


def replies(
    source: SourceArgument,
    format: FormatOption = Format.csv,  # noqa: A002  # the option's name
    reader: ReaderOption = None,
    map: MapOption = None,  # noqa: A002  # the option's name
    saved_on: SavedOnOption = None,
) -> None:
    """Print who answers whom: each link with its kind and probability."""
    from discourse.replies.build import reply_graph

    thread = read_source(source, Reading(reader=reader, map=map, saved_on=saved_on))
    emit(_printed(thread, reply_graph(thread), format))


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
