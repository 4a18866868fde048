"""The rows of a shard as threads: comments by thread in the order of the input, an article for each thread."""

from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from discourse.bulk.rows import ARTICLE, OPENING, SCHEMA

Integers = NDArray[np.int64]


class Threads(NamedTuple):
    """Some threads, sorted by name.

    ``comments`` are rows with the ``number`` of their thread; ``articles`` has one row a thread, of nulls (but for
    ``thread``, ``reader`` and ``source``) where the input has no article. ``first`` is where each thread's comments
    begin, and at the end their number. ``duplicates`` counts comments left out of each because their id came again.
    """

    comments: pl.DataFrame
    articles: pl.DataFrame
    first: Integers
    duplicates: Integers

    @property
    def thread(self) -> Integers:
        """The number of each comment's thread."""
        return np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))


def grouped(rows: pl.DataFrame) -> Threads:
    """Return the threads of some rows. Of comments with one id the last is kept, in the place of the first."""
    rows = rows.sort("thread", maintain_order=True)
    rows = rows.with_columns(number=rows["thread"].rle_id().cast(pl.Int64))
    threads = int(rows["number"][-1]) + 1 if rows.height else 0
    is_article = _articles(rows, threads)
    articles = _one_each(rows, is_article)
    comments = rows.filter(~pl.Series(is_article)) if is_article.any() else rows
    kept = _to_openings(_once(comments), articles)
    sizes = np.bincount(kept["number"].to_numpy(), minlength=threads)
    return Threads(
        comments=kept,
        articles=articles,
        first=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        duplicates=np.bincount(comments["number"].to_numpy(), minlength=threads) - sizes,
    )


def _articles(rows: pl.DataFrame, threads: int) -> NDArray[np.bool_]:
    """Return which rows are articles: those that say so, and an opening that is the only one of its thread."""
    kind, number = rows["kind"].to_numpy(), rows["number"].to_numpy()
    opening = kind == OPENING
    if not opening.any():
        return np.asarray(kind == ARTICLE)
    alone = np.bincount(number[opening], minlength=threads) == 1
    several = np.bincount(number, minlength=threads) > 1
    return np.asarray((kind == ARTICLE) | (opening & (alone & several)[number]))


def _to_openings(comments: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Return comments that answer the article where they answer the opening that became it."""
    openings = articles["id"].zip_with(articles["kind"] == OPENING, pl.Series([None], dtype=pl.String))
    if openings.null_count() == len(openings):
        return comments
    to_it = (comments["parent"] == openings[comments["number"]]).fill_null(value=False)
    return comments.with_columns(comments["parent"].set(to_it, ""))


def _once(comments: pl.DataFrame) -> pl.DataFrame:
    """Return comments without those whose id comes again."""
    keys = np.sort(comments["id"].hash(comments.height).to_numpy() + comments["number"].to_numpy().astype(np.uint64))
    if not (keys[1:] == keys[:-1]).any():
        return comments
    places = pl.int_range(pl.len()).alias("place")
    first = comments.select("number", "id", places).unique(["number", "id"], keep="first", maintain_order=True)
    last = comments.with_columns(places).unique(["number", "id"], keep="last").sort("place").drop("place")
    return first.join(last, on=["number", "id"], how="left").sort("place").select(comments.columns)


def _one_each(rows: pl.DataFrame, is_article: NDArray[np.bool_]) -> pl.DataFrame:
    """Return one article a thread: the last that the input has, else a row that says only which thread it is."""
    first = rows.unique("number", keep="first", maintain_order=True).select("number", "thread", "reader", "source")
    articles = rows.filter(pl.Series(is_article)).unique("number", keep="last", maintain_order=True)
    named = articles.drop("thread", "reader", "source")
    found = first.join(named, on="number", how="left", maintain_order="left").select(rows.columns)
    return found.cast(pl.Schema(SCHEMA))
