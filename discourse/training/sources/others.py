"""Threads of others: what people wrote elsewhere, coded by readers for this (``corpora/others``).

The package has the claim types, which are ours, and how each comment was coded, by its id; the words are in the folders
of public data and of saved pages that the user has. A thread that is not there is passed over.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from discourse.bundled import bundled
from discourse.codebook import ClaimType, Codebook
from discourse.coders.claims.coding import conversation_of
from discourse.errors import ReadError
from discourse.model import Article, Comment, Thread
from discourse.readers import read
from discourse.replies.build import reply_graph
from discourse.training.sources.labelled import mtcsd_texts
from discourse.training.sources.linked import forum, rumours
from discourse.training.sources.topics import LATER, Topic, only

_FORUM, _RUMOURS = "forum, quotes shown", ("rumours, twitter", "rumours, reddit")


def others(data: Path, pages: Path, place: Path | None = None) -> Iterator[Topic]:
    """Yield the threads of others whose words are in the folders, by the names of their files."""
    for path in sorted((place or bundled("others")).glob("*.toml")):
        coded = tomllib.loads(path.read_text("utf-8"))
        kind, _, name = coded["source"].partition(" ")
        thread = _thread(kind, name, pages if kind == "page" else data)
        if thread is not None:
            yield _topic(path.stem, coded, thread)


def later_others(data: Path, pages: Path) -> Iterator[Topic]:
    """Yield those that nothing is ever to be learned from."""
    yield from others(data, pages, bundled("others") / LATER)


def in_own_words(topic: Topic) -> Topic:
    """Return a thread whose comments have only the words of their writers, as they are read beside a claim."""
    heard = conversation_of(topic.thread, reply_graph(topic.thread), topic.codebook)
    if heard is None:
        return topic
    comments = (
        msgspec.structs.replace(comment, text=heard.text(row)) for row, comment in enumerate(topic.thread.comments)
    )
    return topic._replace(thread=msgspec.structs.replace(topic.thread, comments=tuple(comments)))


def _thread(kind: str, name: str, folder: Path) -> Thread | None:
    if kind == "page":
        return _page(folder / name)
    return _discussion(folder, *name.split()) if kind == "mtcsd" else _known(folder, kind).get(name)


def _page(path: Path) -> Thread | None:
    try:
        return read(path)
    except ReadError:
        return None


@cache
def _known(data: Path, kind: str) -> Mapping[str, Thread]:
    """Return the threads of a public set by their names."""
    if kind == "forum":
        return {one.thread.article.source: one.thread for one in forum(data) if one.source == _FORUM}
    return {one.thread.article.source: one.thread for one in rumours(data) if one.source in _RUMOURS}


def _discussion(data: Path, target: str, root: str) -> Thread | None:
    """Return a discussion of MT-CSD, whose ids say who answers whom: 3-1-2 answers 3-1."""
    texts = _texts(data / "mtcsd" / target)
    if root not in texts:
        return None
    comments = tuple(
        Comment(id=number, text=text, reply_to=above if (above := number.rpartition("-")[0]) != root else "")
        for number, text in texts.items()
        if number.startswith(f"{root}-")
    )
    return Thread(article=Article(source=f"{target} {root}", body=texts[root]), comments=comments)


@cache
def _texts(folder: Path) -> Mapping[str, str]:
    try:
        return mtcsd_texts(folder)
    except OSError:
        return {}


def _topic(name: str, coded: Mapping[str, Any], thread: Thread) -> Topic:
    """Return a thread with the comments that were coded, in the order in which they were read."""
    said = {comment.id: comment for comment in thread.comments}
    rows = [row for row in coded["comments"] if row["id"] in said]
    claim_types = (msgspec.convert(one, ClaimType) for one in coded["claim_types"])
    claims = [(row["id"], *line.split()) for row in rows for line in row["gold"]]
    return Topic(
        name=name,
        kind=coded["kind"],
        thread=only(_as_read(thread, [said[row["id"]] for row in rows]), {row["id"] for row in rows}),
        codebook=Codebook(title=name, claim_types=tuple(claim_types)),
        claims={(comment, claim): status for comment, claim, status, _ in claims},
        ways={(comment, claim): way for comment, claim, _, way in claims},
        reply_stances={row["id"]: tuple(row["reply_stance"]) for row in rows},
        stances={},
        again={},
    )


def _as_read(thread: Thread, comments: Sequence[Comment]) -> Thread:
    """Return a thread with these comments, as English, which all threads that were coded are."""
    article = msgspec.structs.replace(thread.article, language="en")
    return msgspec.structs.replace(thread, article=article, comments=tuple(comments))
