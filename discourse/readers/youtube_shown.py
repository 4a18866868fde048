"""YouTube's comments as a video's page shows them, and as its own scripts get them (InnerTube)."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.model import Article, Skipped, Thread
from discourse.readers.article import article_of
from discourse.readers.dom import attribute, first_told, is_held
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of, number_of, whole
from discourse.readers.markup import line_of
from discourse.readers.records import at, items_at, objects_in, text_of_plain
from discourse.readers.source import Source

_COMMENTS = Layout(
    box="ytd-comment-view-model, ytd-comment-renderer, ytm-comment-renderer",
    text="#content-text, .comment-text",
    author="#author-text, #author-comment-badge #channel-name, #channel-name, .comment-title",
    shown="#published-time-text, .published-time-text, .comment-published-time",
    likes="#vote-count-middle",
    badge="ytd-author-comment-badge-renderer",
    pinned="ytd-pinned-comment-badge-renderer",
    other="a[href*='lc=']",
)
_THREAD = "ytd-comment-thread-renderer"
_KEY = re.compile(r"[?&]lc=([\w.-]{5,100})")
_LIKED = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d{1,9}")
_EDITED = re.compile(r"\s*[(（][^()（）]{2,20}[)）]$")
_ANSWERS = "ytd-comment-replies-renderer #more-replies"
_CHANNEL = "ytd-video-owner-renderer #channel-name a, ytd-channel-name a"
_MOST_CHANNELS = 20
_STUB = "replies behind a “view replies” button"
_MOST_WALKED = 1_000_000


class _Comment(msgspec.Struct):
    """A comment of the interface, in whichever of its forms."""

    id: str
    text: str
    author: str | None = None
    author_id: str | None = None
    shown: str | None = None
    votes: str | None = None
    is_creator: bool = False
    is_pinned: bool = False


def evidence(source: Source) -> str | None:
    """Return the evidence that a video's comments are shown or answered, or ``None``."""
    if source.is_html:
        is_shown = "comment" in source.text and source.tree.css_first(_COMMENTS.box) is not None
        return "the comments of a video as YouTube shows them" if is_shown else None
    if not any(sign in source.text for sign in ("commentEntityPayload", "commentRenderer")):
        return None
    return "an answer of YouTube's own interface" if next(_answered(source.json), None) is not None else None


def threads(source: Source, reader: str) -> tuple[Thread, ...]:
    """Return the video with its comments."""
    return (_of_page(source, reader) if source.is_html else _of_answer(source, reader),)


def _of_page(source: Source, reader: str) -> Thread:
    tree = source.tree
    found = comments_of(tree, _COMMENTS)
    ids = {each.node.mem_id: _key(each) or str(place) for place, each in enumerate(found, start=1)}
    first = _first_of_threads(tree)
    drafts = [_of_box(each, ids, first) for each in found]
    declared = number_of(tree.css_first("ytd-comments-header-renderer #count"))
    absent = sum(number_of(button) or 0 for button in tree.css(_ANSWERS))
    absent = max(absent - sum(bool(draft.reply_to) for draft in drafts), 0)
    stub = [Skipped(kind="stub", reason=_STUB, count=absent)] if absent else []
    findings = Findings(drafts=drafts, skipped=stub, declared=declared, is_threaded=True)
    return thread_of(source, reader, _video(source, found), findings)


def _video(source: Source, found: Sequence[Found]) -> Article:
    """Return the video; its author is the channel that shows it, not one that a comment names."""
    article = article_of(source, [each.node for each in found])
    known: dict[int, bool] = {}
    channels = source.tree.css(_CHANNEL)[:_MOST_CHANNELS]
    channel = next(
        (link for link in channels if not is_held(link, lambda node: node.tag == "ytd-comments", known)), None
    )
    return msgspec.structs.replace(
        article,
        author=article.author or (line_of(channel) if channel is not None else None) or None,
        site=article.site or "YouTube",
    )


def _key(found: Found) -> str:
    return first_told(_KEY, found.values("other", "href"))


def _first_of_threads(tree: LexborHTMLParser) -> dict[int, LexborNode]:
    """Return for each comment of a thread the first one, which the others answer."""
    first: dict[int, LexborNode] = {}
    for thread in tree.css(_THREAD):
        boxes = thread.css(_COMMENTS.box)
        first.update({box.mem_id: boxes[0] for box in boxes[1:]})
    return first


def _of_box(found: Found, ids: dict[int, str], first: dict[int, LexborNode]) -> Draft:
    own = ids[found.node.mem_id]
    above = first.get(found.node.mem_id)
    shown = found.line("shown") or ""
    return found.draft(
        id=own,
        reply_to=ids[above.mem_id] if above is not None else own.rpartition(".")[0],
        shown=_EDITED.sub("", shown) or None,
        edited="" if _EDITED.search(shown) else None,
        likes=_likes(found),
        badges=("author",) if found.first("badge") is not None else (),
    )


def _likes(found: Found) -> int | None:
    """Return the likes: the label of the button to like has them in full where the number shown is rounded."""
    shown = found.first("likes")
    if shown is None or not line_of(shown):
        return None
    buttons = found.node.css("#like-button [aria-label], #like-button[aria-label]")
    labels = (_LIKED.findall(attribute(button, "aria-label")) for button in buttons)
    told = next((label for label in labels if len(label) == 1), None)
    return whole(told[0]) if told else number_of(shown)


def _of_answer(source: Source, reader: str) -> Thread:
    drafts = [_draft(comment) for comment in _answered(source.json)]
    counts = map(_declared, objects_in(source.json, _MOST_WALKED))
    declared = next((count for count in counts if count is not None), None)
    findings = Findings(drafts=drafts, declared=declared, is_threaded=True)
    return thread_of(source, reader, Article(source=source.name, site="YouTube"), findings)


def _answered(value: Any) -> Iterator[_Comment]:
    pinned: set[str] = set()
    for each in objects_in(value, _MOST_WALKED):
        model = at(each, "commentViewModel", "commentViewModel") or each.get("commentViewModel")
        if at(model, "pinnedText"):
            pinned.add(str(at(model, "commentId")))
        comment = _of_entity(each.get("commentEntityPayload"), pinned) or _of_renderer(each.get("commentRenderer"))
        if comment is not None:
            yield comment


def _of_entity(entity: Any, pinned: set[str]) -> _Comment | None:
    key, text = at(entity, "properties", "commentId"), at(entity, "properties", "content", "content")
    if not (isinstance(key, str) and isinstance(text, str)):
        return None
    return _Comment(
        id=key,
        text=text,
        author=_words(at(entity, "author", "displayName")),
        author_id=_words(at(entity, "author", "channelId")),
        shown=_words(at(entity, "properties", "publishedTime")),
        votes=_words(at(entity, "toolbar", "likeCountNotliked")),
        is_creator=at(entity, "author", "isCreator") is True,
        is_pinned=key in pinned,
    )


def _of_renderer(renderer: Any) -> _Comment | None:
    key = at(renderer, "commentId")
    if not isinstance(key, str):
        return None
    return _Comment(
        id=key,
        text=_said(at(renderer, "contentText")) or "",
        author=_said(at(renderer, "authorText")),
        author_id=_words(at(renderer, "authorEndpoint", "browseEndpoint", "browseId")),
        shown=_said(at(renderer, "publishedTimeText")),
        votes=_said(at(renderer, "voteCount")),
        is_creator=at(renderer, "authorIsChannelOwner") is True,
        is_pinned=at(renderer, "pinnedCommentBadge") is not None,
    )


def _words(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _said(value: Any) -> str | None:
    """Return what a text of the interface says, whole or in pieces."""
    pieces = "".join(str(at(run, "text") or "") for run in items_at(value, "runs"))
    return _words(at(value, "simpleText")) or pieces or None


def _declared(value: dict[str, Any]) -> int | None:
    found = _LIKED.search(_said(at(value, "commentsHeaderRenderer", "countText")) or "")
    return whole(found.group()) if found else None


def _draft(comment: _Comment) -> Draft:
    shown, votes = comment.shown or "", comment.votes or ""
    return Draft(
        id=comment.id,
        text=text_of_plain(comment.text),
        author=comment.author,
        author_id=comment.author_id,
        reply_to=comment.id.rpartition(".")[0],
        shown=_EDITED.sub("", shown) or None,
        edited="" if _EDITED.search(shown) else None,
        likes=whole(votes) if _LIKED.fullmatch(votes) else None,
        pinned=comment.is_pinned,
        badges=("author",) if comment.is_creator else (),
    )
