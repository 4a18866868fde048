"""The public data sets that the coders are measured on, read from the folder that holds them."""

import csv
import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

csv.field_size_limit(10_000_000)


class Pair(NamedTuple):
    """A comment, what it answers, its label, the group that may not be split, and whether it answers the root."""

    parent: str
    text: str
    label: str
    group: str
    to_root: bool


class Mentioned(NamedTuple):
    """A comment of MT-CSD, the comment before it, and its stance toward the target."""

    parent: str
    text: str
    label: str


def rumoureval(data: Path, split: str) -> list[Pair]:
    """Return the replies of RumourEval 2019, ``train`` or ``dev``; empty posts and source posts are left out."""
    lines = (data / "rumoureval2019" / "posts_train_dev.jsonl").read_text("utf-8").splitlines()
    posts = [json.loads(line) for line in lines]
    by_id = {post["id"]: post for post in posts}
    return [
        Pair(
            by_id.get(post["parent_id"], {}).get("text", ""),
            post["text"],
            post["sdqc"],
            post["thread"],
            by_id.get(post["parent_id"], {}).get("parent_id", "") is None,
        )
        for post in posts
        if post["parent_id"] and post["split"] == split and post["text"].strip()
    ]


def rumoureval_sources(data: Path, split: str) -> list[str]:
    """Return the labels of the source posts, which state the rumour themselves."""
    lines = (data / "rumoureval2019" / "posts_train_dev.jsonl").read_text("utf-8").splitlines()
    posts = [json.loads(line) for line in lines]
    return [post["sdqc"] for post in posts if not post["parent_id"] and post["split"] == split]


def iac(data: Path) -> list[Pair]:
    """Return the quote-response pairs of the Internet Argument Corpus: agreement mean ≥ 1, ≤ -1, else neutral."""
    with lzma.open(data / "iac_v1_agreement" / "qr_agreement_relinked.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Pair(row["quote"], row["response"], _agreement(row["agreement"]), row["discussion_id"], False) for row in rows
    ]


def _agreement(mean: float) -> str:
    if mean >= 1:
        return "support"
    return "deny" if mean <= -1 else "neutral"


def mask_mandate(data: Path) -> list[Pair]:
    """Return the agreement pairs of SubReddit-MaskMandate."""
    codes = {"0": "deny", "1": "neutral", "2": "support"}
    path = data / "subreddit_agreement" / "SubReddit-MaskMandate.csv"
    with path.open(encoding="cp1252", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [
        Pair(row["quote_text"], row["response_text"], codes[row["relation"]], row["quote_text"], False) for row in rows
    ]


def mtcsd(data: Path, target: str, split: str) -> list[Mentioned]:
    """Return the comments of MT-CSD with their stance toward one target."""
    folder = data / "mtcsd" / target
    with (folder / "text.csv").open(encoding="utf-8", newline="") as lines:
        texts = dict(_first_two(csv.reader(lines)))
    return [
        Mentioned(texts.get(str(row["index"][-2]), "") if len(row["index"]) > 1 else "", text, row["stance"])
        for row in json.loads((folder / f"{split}.json").read_text("utf-8"))
        if (text := texts.get(str(row["index"][-1])))
    ]


def _first_two(rows: Iterator[list[str]]) -> Iterator[tuple[str, str]]:
    for row in rows:
        if len(row) >= 2:
            yield row[0], row[1]
