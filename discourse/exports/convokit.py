"""Threads as a ConvoKit corpus (https://convokit.cornell.edu): the five files of its folder.

ConvoKit wants one tree a conversation, an utterance for each node, a speaker and a time for each utterance. So the
article is the root; a comment whose parent is missing answers the root; a comment without a time has the one before
it; and one without an author is a speaker of its own. The metadata of each utterance says which of that was so:
``link`` is the kind of its link (``missing`` where the root stands in), ``probability`` how sure it is, ``posted``
the time as the source has it, ``author`` the name; ``codings``, where there are any, what coders said of it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from discourse.model import Article, Coding, Comment, Thread
from discourse.replies.build import reply_graph
from discourse.replies.graph import ARTICLE, LINK_KINDS, MISSING, ReplyGraph

FILES = ("utterances.jsonl", "speakers.json", "conversations.json", "corpus.json", "index.json")


def corpus_files(threads: Sequence[Thread], codings: Sequence[Sequence[Coding]] = ()) -> dict[str, bytes]:
    """Return the files of a corpus by their name; each thread is one conversation, its article the root.

    ``codings`` are those of each thread; they become the metadata ``codings`` of its utterances, a record each.
    """
    utterances = [
        utterance
        for number, thread in enumerate(threads, start=1)
        for utterance in _utterances(thread, f"article-{number}", prefix="" if len(threads) == 1 else f"{number}:")
    ]
    if codings:
        _add_codings(utterances, threads, codings)
    speakers = {utterance["speaker"]: _container(_speaker(utterance)) for utterance in utterances}
    conversations = {
        f"article-{number}": _container(_conversation(thread)) for number, thread in enumerate(threads, start=1)
    }
    texts = {
        "utterances.jsonl": "".join(map(_line, utterances)),
        "speakers.json": _line(dict(sorted(speakers.items()))),
        "conversations.json": _line(conversations),
        "corpus.json": _line({"made_by": "discourse"}),
        "index.json": _line(_index(utterances, speakers, conversations)),
    }
    return {name: text.encode("ascii") for name, text in texts.items()}


def _utterances(thread: Thread, root: str, prefix: str) -> Iterator[dict[str, Any]]:
    graph = reply_graph(thread)
    names = _names(graph, prefix, root)
    clock = _seconds(thread.article.published)
    if clock is None:
        clock = next(filter(None, (_seconds(comment.posted) for comment in thread.comments)), 0)
    yield _opening(thread.article, root, clock)
    for number, comment in enumerate(thread.comments):
        parent = int(graph.parent[number])
        said = _seconds(comment.posted)
        clock = clock if said is None else said
        yield {
            "id": names[number],
            "conversation_id": root,
            "text": comment.text,
            "speaker": comment.author_id or comment.author or f"unknown:{names[number]}",
            "meta": _facts(comment, graph, number),
            "reply-to": root if parent in (ARTICLE, MISSING) else names[parent],
            "timestamp": clock,
            "vectors": [],
        }


def _add_codings(
    utterances: Sequence[dict[str, Any]], threads: Sequence[Thread], codings: Sequence[Sequence[Coding]]
) -> None:
    comments = (utterance for utterance in utterances if utterance["meta"]["role"] == "comment")
    for thread, own in zip(threads, codings, strict=True):
        records: dict[str, list[dict[str, Any]]] = {comment.id: [] for comment in thread.comments}
        for coding in own:
            records[coding.comment].append(_coding_record(coding))
        for comment, utterance in zip(thread.comments, comments, strict=False):
            utterance["meta"]["codings"] = records[comment.id]


def _coding_record(coding: Coding) -> dict[str, Any]:
    start, end = coding.span or (None, None)
    return {
        "variable": coding.variable,
        "target": coding.target,
        "code": coding.code,
        "coder": coding.coder,
        "probability": coding.probability,
        "start": start,
        "end": end,
    }


def _names(graph: ReplyGraph, prefix: str, root: str) -> list[str]:
    """Return an id for each comment that no other node of the corpus has."""
    taken = {root}
    names = []
    for id_ in graph.comments:
        name, copy = f"{prefix}{id_}", 2
        while name in taken:
            name, copy = f"{prefix}{id_} ({copy})", copy + 1
        taken.add(name)
        names.append(name)
    return names


def _opening(article: Article, root: str, clock: int) -> dict[str, Any]:
    text = "\n\n".join(filter(None, (article.title, article.body)))
    return {
        "id": root,
        "conversation_id": root,
        "text": text,
        "speaker": article.author or f"author of {root}",
        "meta": {"role": "article", "author": article.author, "posted": article.published},
        "reply-to": None,
        "timestamp": clock,
        "vectors": [],
    }


def _facts(comment: Comment, graph: ReplyGraph, number: int) -> dict[str, Any]:
    return {
        "role": "comment",
        "author": comment.author,
        "posted": comment.posted,
        "posted_as_shown": comment.posted_as_shown,
        "score": comment.score,
        "status": comment.status,
        "link": LINK_KINDS[graph.kind[number]],
        "probability": float(graph.probability[number]),
    }


def _speaker(utterance: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": utterance["meta"]["author"]}


def _conversation(thread: Thread) -> dict[str, Any]:
    article = thread.article
    return {
        "title": article.title,
        "url": article.url,
        "site": article.site,
        "source": article.source,
        "declared": thread.declared,
        "reader": thread.reader,
    }


def _container(meta: Mapping[str, Any]) -> dict[str, Any]:
    return {"meta": dict(meta), "vectors": []}


def _index(
    utterances: Sequence[Mapping[str, Any]], speakers: Mapping[str, Any], conversations: Mapping[str, Any]
) -> dict[str, Any]:
    """Return which types the metadata of each kind of thing has, as ConvoKit names them."""
    return {
        "utterances-index": _types(utterance["meta"] for utterance in utterances),
        "speakers-index": _types(speaker["meta"] for speaker in speakers.values()),
        "conversations-index": _types(conversation["meta"] for conversation in conversations.values()),
        "overall-index": {"made_by": ["<class 'str'>"]},
        "version": 1,
        "vectors": [],
    }


def _types(metas: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    types: dict[str, set[str]] = {}
    for meta in metas:
        for name, value in meta.items():
            types.setdefault(name, set()).update([] if value is None else [str(type(value))])
    return {name: sorted(found) for name, found in sorted(types.items())}


def _seconds(posted: str | None) -> int | None:
    """Return seconds since 1970 for an ISO 8601 time; one without a zone counts as UTC."""
    if posted is None:
        return None
    whole = posted + {len("2018"): "-01-01", len("2018-08"): "-01"}.get(len(posted), "")
    try:
        when = datetime.fromisoformat(whole)
        return int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        return None


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=True) + "\n"
