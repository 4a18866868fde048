"""Codings as a table of the stated columns: what every file that is read becomes."""

from collections.abc import Iterable, Iterator
from typing import Any

import polars as pl

from discourse.exports.frames import Schema, frame
from discourse.human.codings import PERSON, Codings

SCHEMA: Schema = {
    "sheet": pl.String, "codebook": pl.String, "source": pl.String, "coder": pl.String, "comment": pl.String,
    "variable": pl.String, "target": pl.String, "code": pl.String, "probability": pl.Float64, "start": pl.Int64,
    "end": pl.Int64, "words": pl.String, "note": pl.String,
}  # fmt: skip


def codings_table(coders: Iterable[Codings]) -> pl.DataFrame:
    """Return one row a mark, in the order of the files; a note on a comment as a whole stands at its first mark."""
    return frame(SCHEMA, (row for codings in coders for row in _rows(codings)))


def _rows(codings: Codings) -> Iterator[tuple[Any, ...]]:
    name = codings.coder.removeprefix(PERSON)
    for coded in codings.comments:
        for number, mark in enumerate(coded.marks):
            start, end = mark.span or (None, None)
            unread = f"not read: {mark.said}" if mark.is_unread else None
            note = "; ".join(filter(None, (None if number else coded.note, mark.note, unread))) or None
            yield (
                codings.sheet, codings.codebook, coded.source, name, coded.comment, mark.variable, mark.target,
                mark.code, mark.probability, start, end, mark.words, note,
            )  # fmt: skip
