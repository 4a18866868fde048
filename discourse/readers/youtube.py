"""YouTube: answers of its Data API and own interface, what yt-dlp and other downloaders write, a video's page."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from discourse.model import Article, Skipped, Thread
from discourse.readers import youtube_shown
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.records import at, iso_of_epoch, items_at, json_lines, records_of, text_of_html, text_of_plain
from discourse.readers.source import Source

NAME = "youtube"
TITLE = "YouTube: answers of the Data API, yt-dlp's info.json, lines of comment downloaders, a video's page"
RECOVERS = ("author", "author id", "parent", "time", "edited", "score", "likes", "pinned", "badges", "declared")

_THREADS = "youtube#commentThread"
_COMMENT = "youtube#comment"
_UNLOADED = "replies that the answer counts and does not hold"
_DOWNLOADED = frozenset({"cid", "text", "author"})
_DLP = frozenset({"id", "text", "parent", "author"})


class _Channel(msgspec.Struct):
    value: str | None = None


class _Snippet(msgspec.Struct, rename="camel"):
    text_original: str | None = None
    text_display: str | None = None
    author_display_name: str | None = None
    author_channel_id: _Channel | None = None
    parent_id: str | None = None
    like_count: int | None = None
    published_at: str | None = None
    updated_at: str | None = None
    moderation_status: str | None = None


class _Comment(msgspec.Struct):
    id: str
    snippet: _Snippet


class _Downloaded(msgspec.Struct):
    """A comment as yt-dlp has it (id, parent) or as other downloaders do (cid, reply)."""

    text: str
    id: str | None = None
    cid: str | None = None
    parent: str | None = None
    author: str | None = None
    author_id: str | None = None
    channel: str | None = None
    timestamp: float | None = None
    time_parsed: float | None = None
    time: str | None = None
    time_text: str | None = msgspec.field(default=None, name="_time_text")
    like_count: int | None = None
    votes: str | int | None = None
    is_pinned: bool | None = None
    author_is_uploader: bool | None = None


def matches(source: Source) -> str | None:
    """Return the evidence that these are comments of YouTube, or ``None``."""
    if shown := youtube_shown.evidence(source):
        return shown
    if source.is_html:
        return None
    value = source.json
    first = source.first_line if value is None else value
    kinds = {at(item, "kind") for item in _api_items(first)}
    if kinds & {_THREADS, _COMMENT}:
        return "an answer of YouTube's Data API"
    comment = at(value, "comments", 0)
    if isinstance(comment, dict) and comment.keys() >= _DLP and at(value, "extractor", 0) is None:
        is_video = "youtube" in str(at(value, "extractor") or at(value, "webpage_url") or "")
        return "comments as yt-dlp saves them" if is_video else None
    line = at(value, 0) if isinstance(value, list) else first
    return (
        "comments as a YouTube downloader saves them" if isinstance(line, dict) and line.keys() >= _DOWNLOADED else None
    )


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the video with its comments."""
    if youtube_shown.evidence(source):
        return youtube_shown.threads(source, NAME)
    value = source.json if source.json is not None else list(json_lines(source.text))
    items = _api_items(value)
    if items:
        return _of_api(source, items)
    listed = at(value, "comments") if isinstance(value, dict) else value
    comments, malformed = records_of(listed if isinstance(listed, list) else [], _Downloaded)
    declared = at(value, "comment_count")
    findings = Findings(
        drafts=list(map(_of_downloaded, comments)),
        skipped=malformed,
        declared=declared if isinstance(declared, int) else None,
        is_threaded=True,
    )
    return (thread_of(source, NAME, _video(source, value), findings),)


def _api_items(value: Any) -> list[Any]:
    """Return the items of an answer, of a list of answers, of a list of items, or a single item."""
    if isinstance(value, dict):
        items = value.get("items") or value.get("comments")
        if isinstance(items, list) and str(at(items, 0, "kind")).startswith(_COMMENT):
            return items
        return [value] if str(value.get("kind")).startswith(_COMMENT) else []
    if not isinstance(value, list):
        return []
    nested = [item for answer in value for item in items_at(answer, "items")]
    return nested or [item for item in value if str(at(item, "kind")).startswith(_COMMENT)]


def _of_api(source: Source, items: list[Any]) -> tuple[Thread, ...]:
    """Return a thread for each video, and one for what is said of the channel itself."""
    listed = [_video_of(item) for item in items]
    only = next((video for video in listed if video), "")
    groups: dict[str, list[Any]] = {}
    for item, video in zip(items, listed, strict=True):
        groups.setdefault(only if video is None else video, []).append(item)
    return tuple(_of_video(source, video, group) for video, group in groups.items())


def _video_of(item: Any) -> str | None:
    """Return the video that an item is about, "" for the channel, ``None`` for a comment that does not say."""
    video = at(item, "snippet", "videoId") or at(item, "snippet", "topLevelComment", "snippet", "videoId")
    return video if isinstance(video, str) else ("" if at(item, "kind") == _THREADS else None)


def _of_video(source: Source, video: str, items: list[Any]) -> Thread:
    raw, absent = list(_comments(items)), sum(map(_unloaded, items))
    comments, malformed = records_of((item for item, _ in raw), _Comment)
    parents = {str(at(item, "id")): parent for item, parent in raw}
    stub = [Skipped(kind="stub", reason=_UNLOADED, count=absent)] if absent > 0 else []
    channel = next((key for item in items if isinstance(key := at(item, "snippet", "channelId"), str)), None)
    url = _watch(video) if video or not channel else f"https://www.youtube.com/channel/{channel}"
    article = Article(source=source.name, id=video or None, url=url, site="YouTube")
    drafts = [_of_comment(comment, parents[comment.id]) for comment in comments]
    return thread_of(source, NAME, article, Findings(drafts=drafts, skipped=[*malformed, *stub], is_threaded=True))


def _comments(items: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """Yield every comment with the id of the one that it answers."""
    for item in items:
        top = at(item, "snippet", "topLevelComment")
        if top is None and at(item, "kind") == _THREADS and not at(item, "replies"):
            continue
        if top is not None:
            yield top, ""
        if at(item, "kind") != _THREADS:
            yield item, at(item, "snippet", "parentId") or ""
        for reply in items_at(item, "replies", "comments"):
            yield reply, at(reply, "snippet", "parentId") or str(at(item, "id") or "")


def _unloaded(item: Any) -> int:
    counted, held = at(item, "snippet", "totalReplyCount"), items_at(item, "replies", "comments")
    return max(counted - len(held), 0) if isinstance(counted, int) else 0


def _of_comment(comment: _Comment, parent: str) -> Draft:
    said = comment.snippet
    original = said.text_original
    return Draft(
        id=comment.id,
        text=text_of_plain(original) if original is not None else text_of_html(said.text_display or ""),
        author=said.author_display_name or None,
        author_id=said.author_channel_id.value if said.author_channel_id else None,
        reply_to=parent,
        stamp=said.published_at,
        edited=said.updated_at if said.updated_at != said.published_at else None,
        likes=said.like_count,
        status="hidden" if said.moderation_status in ("heldForReview", "likelySpam") else None,
    )


def _of_downloaded(comment: _Downloaded) -> Draft:
    key = comment.id or comment.cid or ""
    parent = comment.parent if comment.parent is not None else key.rpartition(".")[0]
    return Draft(
        id=key,
        text=text_of_plain(comment.text),
        author=comment.author,
        author_id=comment.author_id or comment.channel,
        reply_to="" if parent == "root" else parent,
        stamp=iso_of_epoch(comment.timestamp or comment.time_parsed),
        shown=comment.time_text or comment.time,
        likes=comment.like_count if comment.votes is None else _whole(comment.votes),
        pinned=bool(comment.is_pinned),
        badges=("author",) if comment.author_is_uploader else (),
    )


def _whole(votes: str | int) -> int | None:
    """Return votes that are not rounded ("1.2K")."""
    return int(votes) if str(votes).isdecimal() and len(str(votes)) < 10 else None


def _video(source: Source, value: Any) -> Article:
    date, key = str(at(value, "upload_date") or ""), at(value, "id")
    return Article(
        source=source.name,
        id=key if isinstance(key, str) else None,
        url=at(value, "webpage_url") or _watch(key if isinstance(key, str) else None),
        title=at(value, "title"),
        author=at(value, "uploader") or at(value, "channel"),
        site="YouTube",
        published=f"{date[:4]}-{date[4:6]}-{date[6:8]}" if len(date) == 8 and date.isdecimal() else None,
        body=at(value, "description") or None,
    )


def _watch(video: str | None) -> str | None:
    return f"https://www.youtube.com/watch?v={video}" if video else None
