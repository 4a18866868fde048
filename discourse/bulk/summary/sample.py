"""A sample of comments to be coded by hand, drawn at random within strata with known probabilities.

Strata are what the machine found: the rarest claim of a comment, or none. Each gets comments in proportion to the
square root of its size (power allocation, Bankier 1988), at least two, so that rare claims are met. The sheet has the
columns that ``discourse correct`` reads, and the draw says with which probability each comment was drawn. One part of
the tables is held at a time: every comment gets a random key, and the smallest keys of each stratum are kept.
"""

import hashlib
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from discourse.bulk.manifest import Manifest
from discourse.bulk.rows import gone
from discourse.codebook import Codebook
from discourse.exports.frames import csv_text
from discourse.human.sheets import Draw, Drawn, draw_json
from discourse.model import Variable

SIZE = 200
LEAST = 2
SEED = 0
_NOTHING = "nothing found"
_BLIND = ("source", "comment", "article", "author", "answers_author", "answers", "text")


class Sample(NamedTuple):
    """The sheet that coders fill in, which tells nothing of the machine's labels, and how it was drawn."""

    sheet: bytes
    draw: bytes
    size: int


def sample_of(folder: Path, manifest: Manifest, codebook: Codebook) -> Sample | None:
    """Return a sample of a run's comments; ``None`` where there is none with words in it."""
    often = _often(folder) if "claim" in manifest.variables else {}
    parts = [_keyed(folder, shard, often) for shard in range(manifest.shards)]
    keyed = pl.concat([part.kept for part in parts])
    if not keyed.height:
        return None
    sizes = sum((part.sizes for part in parts), Counter[str]())
    shares = _allocated(sizes, SIZE)
    picked = _picked(keyed, shares)
    return _written(
        folder, manifest, codebook, _Picked(picked, sizes, shares, sum((part.pages for part in parts), Counter()))
    )


class _Part(NamedTuple):
    """Of one part of the tables: candidates, the sizes of the strata, and the comments of each thread."""

    kept: pl.DataFrame
    sizes: Counter[str]
    pages: Counter[str]


def _often(folder: Path) -> dict[str, int]:
    claims = pl.scan_parquet(folder / "codings" / "*.parquet").filter(
        (pl.col("variable") == "claim") & pl.col("code").is_not_null()
    )
    return dict(claims.group_by("target").agg(pl.len()).collect(engine="streaming").iter_rows())


def _keyed(folder: Path, shard: int, often: dict[str, int]) -> _Part:
    """Return the comments of a part that may be drawn: of each stratum those with the smallest random keys."""
    name = f"{shard:05}.parquet"
    columns = ["thread", "number", "id", "status", "text"]
    comments = pl.read_parquet(folder / "comments" / name, columns=columns)
    comments = comments.with_columns(at=pl.int_range(pl.len()), shard=pl.lit(shard))
    comments = comments.filter(pl.Series(~gone(comments)), pl.col("text").str.strip_chars() != "").drop("text")
    comments = comments.with_columns(key=pl.Series(np.random.default_rng([SEED, shard]).random(comments.height)))
    stratum = pl.lit(_NOTHING).alias("stratum")
    if often:
        comments = comments.join(_rarest(folder, name, often), on=["thread", "id"], how="left", maintain_order="left")
        stratum = pl.col("stratum").fill_null(_NOTHING)
    comments = comments.with_columns(stratum)
    kept = comments.sort("key").group_by("stratum", maintain_order=True).head(SIZE)
    return _Part(
        kept.select("stratum", "key", "thread", "id", "shard", "at"),
        Counter(comments["stratum"].to_list()),
        Counter(comments["thread"].to_list()),
    )


def _rarest(folder: Path, name: str, often: dict[str, int]) -> pl.DataFrame:
    """Return the rarest claim of each comment that makes one."""
    codings = pl.read_parquet(folder / "codings" / name, columns=["thread", "comment", "variable", "target", "code"])
    claims = codings.filter((pl.col("variable") == "claim") & pl.col("code").is_not_null())
    rank = {target: number for number, target in enumerate(sorted(often, key=lambda one: (often[one], one)))}
    ranked = claims.with_columns(rank=pl.col("target").replace_strict(rank, return_dtype=pl.Int64)).sort("rank")
    first = ranked.unique(["thread", "comment"], keep="first", maintain_order=True)
    return first.select("thread", id="comment", stratum="target")


def _allocated(sizes: Counter[str], wanted: int) -> dict[str, int]:
    """Return how many comments each stratum gives."""
    shares = {name: min(LEAST, size) for name, size in sizes.items()}
    while sum(shares.values()) < min(wanted, sum(sizes.values())):
        open_ = [name for name in sorted(sizes) if shares[name] < sizes[name]]
        shares[max(open_, key=lambda name: sizes[name] ** 0.5 / (shares[name] + 1))] += 1
    return shares


def _picked(keyed: pl.DataFrame, shares: dict[str, int]) -> pl.DataFrame:
    rows = [
        part.sort("key").head(shares[str(name)]) for (name,), part in keyed.group_by("stratum", maintain_order=True)
    ]
    return pl.concat(rows).sort("thread", "at")


class _Picked(NamedTuple):
    rows: pl.DataFrame
    sizes: Counter[str]
    shares: dict[str, int]
    pages: Counter[str]


def _written(folder: Path, manifest: Manifest, codebook: Codebook, picked: _Picked) -> Sample:
    rows = _with_texts(folder, picked.rows)
    said = "\n".join([codebook.hash, *(f"{row['source']}\t{row['comment']}" for row in rows.iter_rows(named=True))])
    sheet = hashlib.sha256(said.encode()).hexdigest()[:12]
    variables = [one for one in ("reply_stance", "claim") if one in manifest.variables] or ["reply_stance"]
    decisions = [name for variable in variables for name in _decisions(variable, codebook)]
    blank = pl.lit(None, dtype=pl.String)
    table = rows.select(
        pl.lit(sheet).alias("sheet"),
        pl.lit(codebook.hash[:12]).alias("codebook"),
        blank.alias("coder"),
        *_BLIND,
        *(blank.alias(name) for name in ("looked_at", *decisions, "note")),
    )
    draw = Draw(
        sheet=sheet,
        codebook=codebook.hash,
        by="claim" if "claim" in manifest.variables else "random",
        seed=SEED,
        pages=dict(sorted(picked.pages.items())),
        rows=tuple(
            Drawn(
                source=thread,
                comment=id_,
                stratum=name,
                probability=round(picked.shares[name] / picked.sizes[name], 10),
            )
            for thread, id_, name in picked.rows.select("thread", "id", "stratum").iter_rows()
        ),
        coder="linear" if "claim" in manifest.variables else None,
    )
    held = b"\xef\xbb\xbf" + csv_text(table).encode()
    return Sample(held, draw_json(draw), table.height)


def _decisions(variable: Variable | str, codebook: Codebook) -> list[str]:
    return [f"claim {claim.id}" for claim in codebook.claim_types] if variable == "claim" else [str(variable)]


def _with_texts(folder: Path, picked: pl.DataFrame) -> pl.DataFrame:
    """Return what coders are shown: each comment, the article's title, and the comment that it answers."""
    parts = picked.group_by("shard", maintain_order=True)
    texts = [_texts_of(folder, int(str(shard)), part) for (shard,), part in parts]
    return pl.concat(texts).sort("source", "at").drop("at")


def _texts_of(folder: Path, shard: int, picked: pl.DataFrame) -> pl.DataFrame:
    name = f"{shard:05}.parquet"
    all_comments = pl.scan_parquet(folder / "comments" / name).select("thread", "id", "author", "text")
    threads = pl.scan_parquet(folder / "threads" / name).select("thread", article="title")
    replies = pl.scan_parquet(folder / "replies" / name).select("thread", "parent", id="comment")
    answered = all_comments.rename({"id": "parent", "author": "answers_author", "text": "answers"})
    keys = picked.select("thread", "id", "at").lazy()
    return (
        keys.join(all_comments, on=["thread", "id"])
        .join(replies, on=["thread", "id"], how="left")
        .join(answered, on=["thread", "parent"], how="left")
        .join(threads, on="thread", how="left")
        .select(*(_shown(one) for one in _BLIND), "at")
        .unique(["source", "comment"], keep="first", maintain_order=True)
        .collect()
    )


def _shown(name: str) -> pl.Expr:
    return pl.col({"source": "thread", "comment": "id"}.get(name, name)).alias(name)
