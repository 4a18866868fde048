"""The data files of a report: tables as CSV, the thread as JSON, the graph as GraphML."""

from discourse.analysis import Analysis
from discourse.exports.frames import csv_text
from discourse.exports.records import json_text
from discourse.translation import speaking


def data_files(analysis: Analysis) -> dict[str, bytes]:
    """Return the data files of a report by their path in it."""
    from discourse import tables
    from discourse.replies.export import graphml

    with speaking("en"):  # data are the same in every language
        corrected = {} if analysis.correction is None else {"data/corrected.csv": tables.corrected(analysis)}
    return {
        **{path: csv_text(table).encode() for path, table in corrected.items()},
        "data/comments.csv": csv_text(tables.comments(analysis)).encode(),
        "data/replies.csv": csv_text(tables.replies(analysis)).encode(),
        "data/alternatives.csv": csv_text(tables.alternatives(analysis)).encode(),
        "data/codings.csv": csv_text(tables.codings(analysis)).encode(),
        "data/measures.csv": csv_text(tables.metrics(analysis)).encode(),
        "data/branches.csv": csv_text(tables.branches(analysis)).encode(),
        "data/authors.csv": csv_text(tables.authors(analysis)).encode(),
        "data/graph.graphml": graphml(analysis.thread, analysis.graph),
        "data/thread.json": json_text(analysis.thread).encode(),
    }
