"""The figures of a run: small tables made of the large ones, which polars reads part by part."""

from pathlib import Path
from typing import NamedTuple

import polars as pl

from discourse.bulk.manifest import Manifest
from discourse.codebook import Codebook, claim_labels
from discourse.replies.authors import NAMES_OF_NOBODY
from discourse.translation import deferred

MOST_COMMUNITIES = 12
MOST_CLAIMS = 16
MEASURES = (
    ("comments", deferred("comments")),
    ("authors", deferred("named authors")),
    ("max_depth", deferred("greatest depth")),
    ("max_width", deferred("most comments at one depth")),
    ("structural_virality", deferred("structural virality")),
    ("root_dominance", deferred("share answering the article")),
    ("reciprocity", deferred("reciprocity of authors")),
    ("median_reply_minutes", deferred("median minutes to a reply")),
)
"""Measures of threads whose distribution is shown, each with its words."""
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9, 0.99)
STANCES = ("support", "deny", "query", "comment")
STATUSES = ("asserts", "rejects", "questions", "reports")
_OF_CODINGS = ["thread", "comment", "variable", "target", "code", "coder"]


class Figures(NamedTuple):
    """What the pages show.

    ``months``: ``month``, ``comments``. ``claims``: ``target``, ``month``, ``comments`` that assert it.
    ``communities``: the largest, with ``comments``, ``threads``, ``authors``, ``claiming`` (share with a claim) and the
    shares of each reply stance. ``structure``: a row a measure, with quantiles. ``disputes``: a row a claim type, with
    the number of each status, ``denied`` (answers that deny a comment asserting it) and ``answered``. ``sizes`` and
    ``depths``: threads by the power of two of their comments and greatest depth. ``judges``: ``comments`` by who told
    their reply stance, a ``coder`` or null where none could.
    """

    months: pl.DataFrame
    claims: pl.DataFrame
    communities: pl.DataFrame
    structure: pl.DataFrame
    disputes: pl.DataFrame
    sizes: pl.DataFrame
    depths: pl.DataFrame
    judges: pl.DataFrame
    authors: int


def figures_of(folder: Path, manifest: Manifest, codebook: Codebook) -> Figures:
    """Return the figures of a finished run."""
    comments, threads = _scan(folder, "comments"), _scan(folder, "threads")
    largest = _largest(comments)
    chosen = largest["community"].to_list()
    shards = range(manifest.shards) if manifest.variables else ()
    parts = [_part(folder, shard, chosen) for shard in shards]
    return Figures(
        months=_months(comments),
        claims=_summed([part.claims for part in parts], ("target", "month")),
        communities=_compared(largest, _summed([part.communities for part in parts], ("community",))),
        structure=_structure(threads),
        disputes=_disputes(_summed([part.disputes for part in parts], ("target",)), codebook),
        sizes=_by_power(threads, "comments"),
        depths=_by_power(threads, "max_depth"),
        judges=_summed([part.judges for part in parts], ("coder",)),
        authors=int(comments.select(_named().drop_nulls().n_unique()).collect().item()),
    )


def _scan(folder: Path, name: str) -> pl.LazyFrame:
    return pl.scan_parquet(folder / name / "*.parquet")


def _month() -> pl.Expr:
    """Return the month of posting, null where it is not known."""
    return pl.col("posted").str.head(7).str.extract(r"^(\d{4}-\d{2})$").alias("month")


def _named() -> pl.Expr:
    """Return the author, null where that name does not tell one person from another, as ``replies.authors`` has it."""
    name = pl.col("author").str.strip_chars()
    return pl.when(~name.str.to_lowercase().is_in(["", *sorted(NAMES_OF_NOBODY)])).then(name)


def _months(comments: pl.LazyFrame) -> pl.DataFrame:
    counted = comments.group_by(_month()).agg(comments=pl.len().cast(pl.Int64))
    return counted.drop_nulls("month").sort("month").collect(engine="streaming")


def _largest(comments: pl.LazyFrame) -> pl.DataFrame:
    """Return the largest communities with their comments, threads and named authors."""
    sizes = comments.filter(pl.col("community").is_not_null()).group_by("community").agg(
        comments=pl.len().cast(pl.Int64), threads=pl.col("thread").n_unique().cast(pl.Int64),
        authors=_named().drop_nulls().n_unique().cast(pl.Int64),
    )  # fmt: skip
    ranked = sizes.sort(["comments", "community"], descending=[True, False])
    return ranked.head(MOST_COMMUNITIES).collect(engine="streaming")


class _Part(NamedTuple):
    """What one part of the tables adds to the figures."""

    claims: pl.DataFrame
    communities: pl.DataFrame
    disputes: pl.DataFrame
    judges: pl.DataFrame


def _part(folder: Path, shard: int, chosen: list[str]) -> _Part:
    """Return the counts of one part: its tables have the same threads, so that nothing else need be looked at."""
    name = f"{shard:05}.parquet"
    comments = pl.read_parquet(folder / "comments" / name, columns=["thread", "id", "community", "posted"])
    replies = pl.read_parquet(folder / "replies" / name, columns=["thread", "comment", "parent"])
    codings = pl.read_parquet(folder / "codings" / name, columns=_OF_CODINGS)
    judges = _judges(codings)
    codings = codings.filter(pl.col("code").is_not_null()).with_columns(pl.col("code").cast(pl.String))
    about = comments.select("thread", "community", _month(), comment="id").unique(["thread", "comment"])
    known = codings.join(about, on=["thread", "comment"])
    claims = known.filter(pl.col("variable") == "claim")
    stances = known.filter(pl.col("variable") == "reply_stance")
    return _Part(
        _counted(claims.filter(pl.col("code") == "asserts").drop_nulls("month"), ("target", "month")),
        _of_communities(claims, stances, chosen),
        _said_of(claims, stances, replies.drop_nulls("parent").unique(["thread", "comment"])),
        judges,
    )


def _judges(codings: pl.DataFrame) -> pl.DataFrame:
    """Return of how many comments each coder tells the reply stance, and of how many none does."""
    told = codings.filter(pl.col("variable") == "reply_stance")
    by = pl.when(pl.col("code").is_not_null()).then(pl.col("coder").cast(pl.String))
    return _counted(told.select(coder=by), ("coder",))


def _counted(rows: pl.DataFrame, by: tuple[str, ...]) -> pl.DataFrame:
    return rows.group_by(by).agg(comments=pl.len().cast(pl.Int64))


def _summed(parts: list[pl.DataFrame], by: tuple[str, ...]) -> pl.DataFrame:
    """Return counts of the same things added up, in the order of their names."""
    if not parts:
        return pl.DataFrame(schema={**dict.fromkeys(by, pl.String), "comments": pl.Int64})
    return pl.concat(parts, how="diagonal").group_by(by).agg(pl.exclude(by).sum()).sort(by)


def _of_communities(claims: pl.DataFrame, stances: pl.DataFrame, chosen: list[str]) -> pl.DataFrame:
    """Return for each community the comments with a claim, the replies to comments, and these by their stance."""
    here = pl.col("community").is_in(chosen)
    claiming = claims.filter(here).unique(["thread", "comment"]).group_by("community").agg(claiming=_count())
    replies = stances.filter(here & pl.col("target").is_not_null())
    stance = replies.group_by("community").agg(
        _count().alias("replies"), *((pl.col("code") == code).sum().cast(pl.Int64).alias(code) for code in STANCES)
    )
    return claiming.join(stance, on="community", how="full", coalesce=True).fill_null(0)


def _count() -> pl.Expr:
    return pl.len().cast(pl.Int64)


def _said_of(claims: pl.DataFrame, stances: pl.DataFrame, replies: pl.DataFrame) -> pl.DataFrame:
    """Return for each claim its statuses, and how many answers to an assertion there are and deny it.

    ``against`` are the comments that reject it or deny an assertion, ``sided`` these and those that assert it; one that
    does several of these counts once.
    """
    counted = claims.group_by("target").agg(
        (pl.col("code") == status).sum().cast(pl.Int64).alias(status) for status in STATUSES
    )
    asserted = claims.filter(pl.col("code") == "asserts").select("thread", "target", parent="comment")
    answers = replies.join(asserted, on=["thread", "parent"])
    answers = answers.join(stances.select("thread", "comment", "code"), on=["thread", "comment"])
    answered = answers.group_by("target").agg(answered=_count(), denied=(pl.col("code") == "deny").sum().cast(pl.Int64))
    one = ["target", "thread", "comment"]
    against = pl.concat(
        [claims.filter(pl.col("code") == "rejects").select(one), answers.filter(pl.col("code") == "deny").select(one)]
    ).unique()
    sided = pl.concat([claims.filter(pl.col("code") == "asserts").select(one), against]).unique()
    for rows in (answered, _of_each(against, "against"), _of_each(sided, "sided")):
        counted = counted.join(rows, on="target", how="left")
    return counted.fill_null(0)


def _of_each(comments: pl.DataFrame, name: str) -> pl.DataFrame:
    return comments.group_by("target").agg(_count().alias(name))


def _compared(largest: pl.DataFrame, counted: pl.DataFrame) -> pl.DataFrame:
    """Return the largest communities with shares."""
    names = ("claiming", "replies", *STANCES)
    if "replies" not in counted.columns:
        counted = pl.DataFrame(schema={"community": pl.String} | dict.fromkeys(names, pl.Int64))
    found = largest.join(counted, on="community", how="left", maintain_order="left")
    replies = pl.when(pl.col("replies") > 0).then(pl.col("replies"))
    return found.with_columns(
        pl.col("claiming").fill_null(0) / pl.col("comments"), *(pl.col(code) / replies for code in STANCES)
    )


def _structure(threads: pl.LazyFrame) -> pl.DataFrame:
    """Return the quantiles of the measures of threads that have comments."""
    some = threads.filter(pl.col("comments") > 0).select(name for name, _ in MEASURES).collect(engine="streaming")
    rows = [
        {"measure": name, "threads": len(values := some[name].drop_nulls().cast(pl.Float64))}
        | {f"q{round(100 * q)}": values.quantile(q, "nearest") for q in QUANTILES}
        | {"greatest": values.max()}
        for name, _ in MEASURES
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _disputes(counted: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Return each claim type with its counts, the most disputed first.

    How disputed it is: comments that reject or deny it among these and those that assert it.
    """
    columns = (*STATUSES, "answered", "denied", "against", "sided")
    if "denied" not in counted.columns:
        counted = pl.DataFrame(schema={"target": pl.String} | dict.fromkeys(columns, pl.Int64))
    claims = list(claim_labels(codebook).items())
    names = pl.DataFrame(claims, schema={"target": pl.String, "label": pl.String}, orient="row")
    found = names.join(counted, on="target", how="left", maintain_order="left").with_columns(
        pl.col(columns).fill_null(0)
    )
    share = pl.when(pl.col("sided") > 0).then(pl.col("against") / pl.col("sided"))
    return found.with_columns(disputed=share).sort(["disputed", "target"], descending=[True, False], nulls_last=True)


def _by_power(threads: pl.LazyFrame, measure: str) -> pl.DataFrame:
    """Return how many threads have 1, 2–3, 4–7, … of something."""
    power = pl.col(measure).cast(pl.Float64).log(2).floor().cast(pl.Int64).alias("power")
    counted = threads.filter(pl.col(measure) > 0).group_by(power).agg(threads=pl.len().cast(pl.Int64))
    return counted.sort("power").collect(engine="streaming")
