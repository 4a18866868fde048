"""Readers: one module per system or format, in the explicit order of ``SYSTEMS`` and ``GENERAL``.

A reader is a module with ``NAME``, ``TITLE`` (what it reads, in words), ``RECOVERS`` (the fields that it can fill),
``matches(source) -> str | None`` (the evidence in words, or ``None``) and ``threads(source) -> tuple[Thread, ...]``.
"""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

import msgspec

from discourse.errors import ReadError
from discourse.model import Thread
from discourse.readers.dates import iso_of_stamp
from discourse.readers.frames import frames_of, readable
from discourse.readers.joining import pooled
from discourse.readers.source import Source, Told, open_source, shown_name
from discourse.readers.sql_rows import sql_value
from discourse.readers.written_records import written_records

SYSTEMS: dict[str, str] = {
    "askbot": "discourse.readers.askbot",
    "blogger": "discourse.readers.blogger",
    "bluesky": "discourse.readers.bluesky",
    "commento": "discourse.readers.commento",
    "convokit": "discourse.readers.convokit",
    "coral": "discourse.readers.coral",
    "discord": "discourse.readers.discord",
    "discourse_forum": "discourse.readers.discourse_forum",
    "disqus": "discourse.readers.disqus",
    "drupal": "discourse.readers.drupal",
    "flarum": "discourse.readers.flarum",
    "fluxbb": "discourse.readers.fluxbb",
    "giscus": "discourse.readers.giscus",
    "github": "discourse.readers.github",
    "guardian": "discourse.readers.guardian",
    "hackernews": "discourse.readers.hackernews",
    "imageboard": "discourse.readers.imageboard",
    "invision": "discourse.readers.invision",
    "isso": "discourse.readers.isso",
    "kialo": "discourse.readers.kialo",
    "lemmy": "discourse.readers.lemmy",
    "lobsters": "discourse.readers.lobsters",
    "mail": "discourse.readers.mail",
    "mastodon": "discourse.readers.mastodon",
    "mediawiki": "discourse.readers.mediawiki",
    "movable_type": "discourse.readers.movable_type",
    "mybb": "discourse.readers.mybb",
    "nodebb": "discourse.readers.nodebb",
    "openweb": "discourse.readers.openweb",
    "phpbb": "discourse.readers.phpbb",
    "ptt": "discourse.readers.ptt",
    "reddit": "discourse.readers.reddit",
    "remark42": "discourse.readers.remark42",
    "slashdot": "discourse.readers.slashdot",
    "smf": "discourse.readers.smf",
    "stackexchange": "discourse.readers.stackexchange",
    "telegram": "discourse.readers.telegram",
    "thread_json": "discourse.readers.thread_json",
    "twitter": "discourse.readers.twitter",
    "vanilla": "discourse.readers.vanilla",
    "vbulletin": "discourse.readers.vbulletin",
    "viafoura": "discourse.readers.viafoura",
    "wordpress": "discourse.readers.wordpress",
    "wordpress_data": "discourse.readers.wordpress_data",
    "wpdiscuz": "discourse.readers.wpdiscuz",
    "xenforo": "discourse.readers.xenforo",
    "youtube": "discourse.readers.youtube",
}
"""Name of each reader of one comment system or export format → its module; no file is claimed by two of them."""

GENERAL: dict[str, str] = {
    "schema_org": "discourse.readers.schema_org",
    "microformats": "discourse.readers.microformats",
    "generic": "discourse.readers.generic",
    "table": "discourse.readers.table",
    "transcript": "discourse.readers.transcript",
    "pasted": "discourse.readers.pasted",
}
"""Name of each reader of what no system's reader claims → its module; of those that claim it the best one reads it."""

_OF_PAGES = ("schema_org", "microformats", "generic")
"""Those of them that read web pages."""

READERS: dict[str, str] = SYSTEMS | GENERAL

FIELDS: dict[str, str] = {
    "author": "the author's name",
    "author id": "what tells authors of one name apart",
    "parent": "which comment it answers",
    "quotes": "which comments it quotes",
    "time": "when it was posted",
    "edited": "that or when it was edited",
    "score": "votes, as one number",
    "likes": "votes for and against, each",
    "status": "collapsed, hidden, blocked, deleted",
    "pinned": "that it is pinned",
    "badges": "the author's role",
    "title": "the comment's own heading",
    "declared": "how many comments the source says there are",
}
"""What a reader may recover beside id and text."""


class Reader(Protocol):
    """What a reader module offers."""

    NAME: str
    TITLE: str
    RECOVERS: tuple[str, ...]

    def matches(self, source: Source) -> str | None:
        """Return the evidence that this reader knows the source, in words, or ``None``."""

    def threads(self, source: Source) -> tuple[Thread, ...]:
        """Return each article of the source with its comments: one for a page, several for some exports."""


def read(
    source: str | Path | bytes,
    reader: str | None = None,
    name: str | None = None,
    columns: Mapping[str, str] | None = None,
    saved_on: str | None = None,
) -> Thread:
    """Return the article and the comments of a saved page, a pasted text, an export or a table.

    ``source`` is a path or the bytes themselves, ``reader`` one of ``READERS`` (otherwise the one that knows the
    source), ``name`` what the article's ``source`` says (otherwise the file's name), ``columns`` which column of a
    table holds what (``{"text": "body"}``), ``saved_on`` the ISO 8601 date against which "2 days ago" is resolved.
    An export of several articles comes as one thread about the file; ``read_all`` gives each its own. ``ReadError``
    where there is nothing to read: no such file, empty, binary, too large, nested too deep, or unknown to all.
    """
    return pooled(read_all(source, reader, name, columns, saved_on), name or _name_of(source))


def read_all(
    source: str | Path | bytes,
    reader: str | None = None,
    name: str | None = None,
    columns: Mapping[str, str] | None = None,
    saved_on: str | None = None,
) -> tuple[Thread, ...]:
    """Return every article of a source with its comments, as ``read`` does; a page has one, some exports have many."""
    chosen = None if reader is None else load_reader(reader)
    if saved_on is not None and iso_of_stamp(saved_on) is None:
        raise ReadError(
            f"--saved-on {shown_name(saved_on)}: this is no date; write it like 2024-05-31 or 2024-05-31T14:00"
        )
    opened = open_source(source, name, Told(columns=columns or {}, saved_on=saved_on))
    if chosen is not None:
        return _with_evidence(chosen.threads(opened), "named by the user")
    for names in (SYSTEMS, GENERAL):
        threads = best_of(opened, list(names))
        if threads:
            return threads if _has_comments(threads) else _found_elsewhere(opened, threads)
    if opened.is_cut_json:
        raise ReadError(f"{opened.shown}: the JSON ends in the middle; download or export it again, whole")
    if opened.json_fault:
        raise ReadError(f"{opened.shown}: {opened.json_fault}")
    raise ReadError(f"{opened.shown}: no reader knows this file (see discourse formats); name one with --reader")


def _has_comments(threads: Sequence[Thread]) -> bool:
    return any(thread.comments for thread in threads)


def _found_elsewhere(source: Source, threads: tuple[Thread, ...]) -> tuple[Thread, ...]:
    """Return a page without comments with those of a frame saved with it; else with what the general readers find."""
    if not source.is_html or len(threads) != 1:
        return threads
    return _with_frame(source, threads[0]) or _with_general(source, threads[0]) or threads


def _with_frame(source: Source, page: Thread) -> tuple[Thread, ...]:
    for frame in filter(readable, frames_of(source)):
        found = best_of(frame, list(SYSTEMS))
        if len(found) == 1 and found[0].comments:
            evidence = f"{found[0].evidence}, in a frame saved with the page"
            inside = msgspec.structs.replace(found[0], article=page.article, evidence=evidence)
            return (msgspec.structs.replace(inside, source_hash=source.hash),)
    return ()


def _with_general(source: Source, page: Thread) -> tuple[Thread, ...]:
    from discourse.readers.falling_back import may_have_more, with_found

    if page.reader in GENERAL or not may_have_more(source, page):
        return ()
    found = best_of(source, _OF_PAGES)
    taken = with_found(source, page, found[0]) if found else None
    return (taken,) if taken is not None else ()


def best_of(source: Source, names: Sequence[str]) -> tuple[Thread, ...]:
    """Return what the readers named make of a source: of those that claim it, the one that finds most.

    Each comment counts, and whether its author, time and parent are known. None where none claims it.
    """
    claimed = claims(source, names)
    is_written = written_records(source) is not None or sql_value(source) is not None
    is_tabular = is_written or source.name.lower().endswith((".csv", ".tsv", ".tab"))
    if "table" in claimed and is_tabular:
        claimed = {"table": claimed["table"]}  # to look for a pasted page in a long table takes long
    read_by = [_with_evidence(load_reader(name).threads(source), evidence) for name, evidence in claimed.items()]
    return max(read_by, key=_found, default=())


def _found(threads: Sequence[Thread]) -> int:
    comments = [comment for thread in threads for comment in thread.comments]
    return sum(3 + bool(each.author) + bool(each.posted) + bool(each.reply_to) for each in comments)


def load_reader(name: str) -> Reader:
    """Return the module of a reader; ``ReadError`` where there is none of that name."""
    if name not in READERS:
        raise ReadError(f"--reader {shown_name(name)}: there is no such reader; discourse formats lists them")
    return cast("Reader", import_module(READERS[name]))


def claims(source: Source, names: Sequence[str]) -> dict[str, str]:
    """Return which of the readers named know the source, each with its evidence."""
    evidence = {name: load_reader(name).matches(source) for name in names}
    return {name: words for name, words in evidence.items() if words is not None}


def _with_evidence(threads: tuple[Thread, ...], evidence: str) -> tuple[Thread, ...]:
    """Return threads that say why they were read so, before what their reader says of each."""
    told = ("; ".join(filter(None, (evidence, thread.evidence))) for thread in threads)
    return tuple(msgspec.structs.replace(thread, evidence=words) for thread, words in zip(threads, told, strict=True))


def _name_of(source: str | Path | bytes) -> str:
    return "page" if isinstance(source, bytes) else Path(source).name
