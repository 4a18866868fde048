"""The structure of all threads of a shard, in a few passes over its columns."""

from typing import NamedTuple

import numpy as np
import polars as pl

from discourse.bulk.grouping import Integers, Threads
from discourse.bulk.linking import Links
from discourse.replies.authors import NAMES_OF_NOBODY
from discourse.replies.forest import NOBODY, Forest
from discourse.replies.graph import GUESSED_KINDS, LINK_KINDS
from discourse.replies.grouping import counts, runs
from discourse.replies.instants import Instants
from discourse.replies.measures import by_comment, by_thread

_WHOLE = (
    "comments", "top_level", "missing", "guessed", "max_depth", "max_width", "h_index", "largest_branch",
    "wiener_index", "authors", "unnamed", "timed", "early_replies", "before_article", "bursts",
)  # fmt: skip
"""Measures that are whole numbers."""
_OF_COMMENTS = ("depth", "size", "replies", "height", "position")
_GUESSED = [LINK_KINDS.index(kind) for kind in GUESSED_KINDS]


class Measured(NamedTuple):
    """The measures of each thread, those of each comment, and who answers whom how often in each thread."""

    threads: pl.DataFrame
    comments: pl.DataFrame
    edges: pl.DataFrame


def measured(threads: Threads, links: Links) -> Measured:
    """Return the measures of all threads; null where one is undefined."""
    names = _names(threads.comments["author"])
    author, author_thread, names_of = _authors(names, threads.thread)
    forest = Forest(
        threads=len(threads.first) - 1,
        parent=links.parent,
        thread=threads.thread,
        author=author,
        author_thread=author_thread,
        posted=_instants(threads.comments),
        published=_instants(threads.articles),
    )
    guessed = counts(forest.thread[np.isin(links.kind, _GUESSED)], forest.threads)
    columns = {**by_thread(forest), "guessed": guessed}
    return Measured(
        threads=pl.DataFrame([_column(name, values) for name, values in columns.items()]),
        comments=pl.DataFrame(
            [_column(name, values) for name, values in by_comment(forest).items() if name != "early"]
        ),
        edges=_edges(forest, names_of),
    )


def _column(name: str, values: np.ndarray) -> pl.Series:
    series = pl.Series(name, values, nan_to_null=True)
    return series.cast(pl.Int64) if name in _WHOLE or name in _OF_COMMENTS else series.cast(pl.Float64)


def _names(author: pl.Series) -> pl.Series:
    """Return the authors' names, null where one tells nobody from another."""
    name = author.str.strip_chars()
    nobody = (name == "") | name.str.to_lowercase().is_in(sorted(NAMES_OF_NOBODY))
    return name.set(nobody.fill_null(value=True), None)


def _authors(names: pl.Series, thread: Integers) -> tuple[Integers, Integers, pl.Series]:
    """Return the number of each comment's author, the thread of each author, and their names."""
    author = np.full(len(names), NOBODY, dtype=np.int64)
    told = pl.DataFrame({"thread": thread, "name": names, "at": np.arange(len(names))}).filter(names.is_not_null())
    each = told.group_by("thread", "name", maintain_order=True).agg("at")
    author[each["at"].explode(empty_as_null=False)] = np.repeat(np.arange(each.height), each["at"].list.len())
    return author, each["thread"].to_numpy(), each["name"]


def _instants(rows: pl.DataFrame) -> Instants:
    """Return when rows were posted."""
    seconds = rows["moment"].cast(pl.Float64).to_numpy().copy()
    known = ~np.isnan(seconds)
    found = Instants(seconds, known.copy(), known.copy())
    said = np.flatnonzero(rows["posted"].is_not_null().to_numpy())
    if said.size:
        for values, told in zip(found, Instants.of(rows["posted"][said].to_list()), strict=True):
            values[said] = told
    return found


def _edges(forest: Forest, names: pl.Series) -> pl.DataFrame:
    """Return one row for each pair of named authors of whom one answers the other, with how often, by thread."""
    answering = np.flatnonzero((forest.parent >= 0) & (forest.author != NOBODY))
    answered = forest.author[forest.parent[answering]]
    known = answered != NOBODY
    pairs, times = runs(forest.author[answering[known]] * max(forest.authors, 1) + answered[known])
    author, other = pairs // max(forest.authors, 1), pairs % max(forest.authors, 1)
    return pl.DataFrame(
        {"number": forest.author_thread[author], "author": names[author], "answers": names[other], "replies": times}
    )
