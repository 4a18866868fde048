"""Threads of our own to learn from: comment sections on many topics, written and coded by hand (``corpora/topics``)."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from discourse.bundled import bundled
from discourse.codebook import ClaimType, Codebook, Target
from discourse.model import Article, Comment, Thread
from discourse.training.judged.arrays import text_key


class Topic(NamedTuple):
    """A thread with its codebook of definitions, and how a careful reader codes it.

    ``kind`` is "dispute", "flat" (a dispute on a page without replies), "calm", or "deeds" (claims are what people do).
    ``claims`` has the status by comment and claim type, ``ways`` how it is said: "D" in the definition's words, "R" in
    other words, "I" indirectly. ``reply_stances`` has all codes that can be defended, the best first; ``stances`` the
    sides taken, by comment and target, and ``again`` the same as a second reader sees it, who did not know the first,
    of the threads that such a one has read.
    """

    name: str
    kind: str
    thread: Thread
    codebook: Codebook
    claims: Mapping[tuple[str, str], str]
    ways: Mapping[tuple[str, str], str]
    reply_stances: Mapping[str, tuple[str, ...]]
    stances: Mapping[tuple[str, str], str]
    again: Mapping[tuple[str, str], str]


LATER = "later"
"""The folder beside our threads with those that came later, from which nothing is learned: they are for measuring."""


def topics(place: Path | None = None) -> Iterator[Topic]:
    """Yield the threads of a folder, ours where none is given, by name."""
    for path in sorted((place or bundled("topics")).glob("*.toml")):
        yield topic_of(path.stem, tomllib.loads(path.read_text("utf-8")))


def all_topics() -> Iterator[Topic]:
    """Yield all threads that the conversation is learned from, by name, then those whose claims are deeds."""
    yield from topics()
    yield from topics(bundled("deeds") / "threads")


def later_topics() -> Iterator[Topic]:
    """Yield our threads that came later, by name."""
    yield from topics(bundled("topics") / LATER)


def strings_of(topic: Topic) -> Iterator[str]:
    """Yield the comments of a thread, then the statements of its claims."""
    yield from (comment.text for comment in topic.thread.comments)
    yield from (claim.statement for claim in topic.codebook.claim_types)


def thread_key(topic: Topic) -> int:
    """Return the CRC-32 of the comments and definitions of a thread, so that it shows when it is another."""
    return text_key("\n".join(strings_of(topic)))


def only(thread: Thread, kept: Collection[str]) -> Thread:
    """Return a thread with some of its comments; those that answer others than these answer none."""
    comments = (
        comment if comment.reply_to in kept else msgspec.structs.replace(comment, reply_to="")
        for comment in thread.comments
        if comment.id in kept
    )
    return msgspec.structs.replace(thread, comments=tuple(comments))


def topic_of(name: str, data: Mapping[str, Any]) -> Topic:
    """Return the thread that a file holds."""
    comments = data["comments"]
    told = [(each["id"], *line.split()) for each in comments for line in each["gold"]]
    ways = [way for each in comments for way in each["how"]]
    return Topic(
        name,
        data["kind"],
        Thread(
            article=Article(source=name, title=data["title"], body=data["article"], language="en"),
            comments=tuple(
                Comment(id=one["id"], author=one["author"], text=one["text"], reply_to=one.get("reply_to", ""))
                for one in comments
            ),
        ),
        Codebook(
            title=name,
            claim_types=tuple(msgspec.convert(each, ClaimType) for each in data["claim_types"]),
            targets=tuple(msgspec.convert(each, Target) for each in data["targets"]),
        ),
        {(comment, claim): status for comment, claim, status in told},
        {(comment, claim): way for (comment, claim, _), way in zip(told, ways, strict=True)},
        {each["id"]: (each["reply_stance"], *each["also"]) for each in comments},
        *(
            {(each["id"], line.split()[0]): line.split()[1] for each in comments for line in each.get(reader, ())}
            for reader in ("stance", "again")
        ),
    )
