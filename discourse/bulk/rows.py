"""Rows: what every format of input is brought to, one for each comment and one for each article, in columns."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from discourse.bulk.letters import DeadLetter
from discourse.removed import is_gone_text

COMMENT, ARTICLE, OPENING = 0, 1, 2
"""Kinds of rows. An opening is the article if it is the only one of its thread and not all of it, else a comment."""

SCHEMA: Mapping[str, type[pl.DataType]] = {
    "thread": pl.String, "kind": pl.UInt8, "id": pl.String, "parent": pl.String, "author": pl.String,
    "author_id": pl.String, "moment": pl.Int64, "posted": pl.String, "score": pl.Int64, "status": pl.String,
    "community": pl.String, "text": pl.String, "edited": pl.String, "badges": pl.String, "pinned": pl.Boolean,
    "reply_to_author": pl.String, "quotes": pl.String, "posted_as_shown": pl.String, "likes": pl.Int64,
    "dislikes": pl.Int64, "title": pl.String, "url": pl.String, "language": pl.String, "declared": pl.Int64,
    "shown_order": pl.String, "reader": pl.String, "source": pl.String, "skipped": pl.String,
}  # fmt: skip
"""``parent`` is an id, ``""`` for the article, null where the source does not say. ``moment`` is seconds since 1970
(UTC); ``posted`` is the source's own time as ISO 8601 where it is no such moment. ``skipped`` is of an article:
the records of what was found beside its comments and left out, as JSON; so are ``quotes``."""

SELDOM = (
    "score", "author_id", "edited", "badges", "pinned", "reply_to_author", "quotes", "posted_as_shown", "likes",
    "dislikes", "title", "url", "language", "declared", "shown_order", "skipped",
)  # fmt: skip
"""Columns that are no longer than a null where nobody filled them: of a million comments each would take 16 MB."""


class Taken(NamedTuple):
    """What a part of the input held: its rows as columns, and what was lost.

    A column is a list, or one value that all rows have; those that are missing are unknown. ``mended`` counts lines
    with bytes that are not UTF-8, which were read with � in their place.
    """

    columns: Mapping[str, Any]
    dead: Sequence[DeadLetter] = ()
    mended: int = 0


def frame_of(columns: Mapping[str, Any]) -> pl.DataFrame:
    """Return rows as a frame with all columns of ``SCHEMA``; what nobody filled takes no room.

    >>> frame_of({"thread": ["a", "a"], "id": ["1", "2"], "kind": COMMENT}).select("id", "kind", "title").rows()
    [('1', 0, None), ('2', 0, None)]
    """
    count = len(columns["thread"])
    return pl.DataFrame([_series(name, columns.get(name), kind, count) for name, kind in SCHEMA.items()])


def filled(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return frames below each other, with the types of ``SCHEMA``; but what is ``SELDOM`` filled may have none."""
    if not frames:
        return pl.DataFrame(schema=dict(SCHEMA))
    joined = pl.concat(frames, how="vertical_relaxed")
    empty = [name for name in SELDOM if joined.schema[name] == pl.Null]
    return joined.cast({name: kind for name, kind in SCHEMA.items() if name not in empty})


def _series(name: str, values: Any, kind: type[pl.DataType], count: int) -> pl.Series:
    if values is None:
        return pl.Series(name, [None], dtype=pl.Null).new_from_index(0, count)
    if isinstance(values, pl.Series):
        return values.alias(name)
    if isinstance(values, (str, int)):
        return pl.Series(name, [values], dtype=kind).new_from_index(0, count)
    try:
        return pl.Series(name, values, dtype=kind)
    except (TypeError, OverflowError, UnicodeEncodeError):
        return pl.Series(name, [_fitting(value) for value in values], dtype=kind, strict=False)


def _fitting(value: Any) -> Any:
    """Return what a column can hold: whole characters, and numbers of 64 bits."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return (1 if value > 0 else -1) * (2**63 - 1)
    return value


def enumerated(names: Sequence[str], numbers: Any) -> pl.Series:
    """Return names by their numbers as a column of few values; null where the number is below 0.

    >>> enumerated(("no", "yes"), [1, -1]).to_list()
    ['yes', None]
    """
    at = pl.Series(numbers, dtype=pl.Int64)
    return pl.Series(names, dtype=pl.Enum(names)).gather(at.set(at < 0, None))


def gone(comments: pl.DataFrame) -> NDArray[np.bool_]:
    """Return of which comments, with status and text, nothing of their writer's words is left."""
    found = (comments["status"] == "deleted").fill_null(value=False).to_numpy().copy()
    blocked = np.flatnonzero((comments["status"] == "blocked").fill_null(value=False).to_numpy())
    said = comments["text"].gather(blocked).fill_null("").to_list()
    found[blocked] = [is_gone_text(text, "blocked") for text in said]
    return found
