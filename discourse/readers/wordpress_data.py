"""WordPress's own data: the XML export of a site (WXR) and the comments that its REST interface answers."""

import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

import msgspec

from discourse.model import Article, Skipped, Status, Thread
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.records import at, records_of, text_of_html
from discourse.readers.source import Source
from discourse.readers.xml import Records, records_in, root_name, text_at

NAME = "wordpress_data"
TITLE = "WordPress's XML export (WXR) and the comments of its REST interface"
RECOVERS = ("author", "author id", "parent", "time", "score", "status")

_WXR = re.compile(r"xmlns:wp=[\"']https?://wordpress\.org/export/")
_START = 4_000
_PINGS = frozenset({"pingback", "trackback"})
_PING = Skipped(kind="pingback", reason="links from other sites (pingbacks, trackbacks)")
_STATUSES: dict[str, Status] = {
    "0": "hidden", "hold": "hidden", "spam": "blocked", "trash": "deleted", "post-trashed": "deleted",
}  # fmt: skip
_REST_KEYS = frozenset({"id", "post", "parent", "content", "author_name"})
_VOTES = "wpdiscuz_votes"


class _Rendered(msgspec.Struct):
    rendered: str = ""


class _Comment(msgspec.Struct):
    id: str | int
    content: _Rendered
    post: str | int | None = None
    parent: str | int | None = None
    author: str | int | None = None
    author_name: str | None = None
    date_gmt: str | None = None
    date: str | None = None
    link: str | None = None
    status: str = "approved"
    type: str = "comment"


def matches(source: Source) -> str | None:
    """Return the evidence that this is data of WordPress, or ``None``."""
    if root_name(source) == "rss" and _WXR.search(source.text[:_START]):
        return "an XML export of WordPress"
    first = at(_answered(source.json), 0)
    if isinstance(first, dict) and first.keys() >= _REST_KEYS and isinstance(at(first, "content", "rendered"), str):
        return "comments from WordPress's REST interface"
    return None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each post that has comments; a file without any gives its first post."""
    if source.json is not None:
        return _of_rest(source)
    found = records_in(source, "item", "author")
    items = [item for item in found.items if item.tag == "item"]
    names = {text_at(item, "author_login"): text_at(item, "author_display_name") for item in found.items}
    commented = [item for item in items if item.find("comment") is not None]
    posts = commented or items[:1]
    if not posts:
        return (thread_of(source, NAME, Article(source=source.name), Findings(skipped=found.skipped)),)
    return tuple(_of_item(source, item, names, found if not number else None) for number, item in enumerate(posts))


def _of_item(source: Source, item: Element, names: Mapping[str, str], found: Records | None) -> Thread:
    """Return a post with its comments; what the whole file leaves out is told once, with the first."""
    comments = [_of_comment(each) for each in item.findall("comment")]
    findings = Findings(
        drafts=[each for each in comments if isinstance(each, Draft)],
        skipped=[*(found.skipped if found else ()), *(each for each in comments if isinstance(each, Skipped))],
        is_threaded=True,
    )
    return thread_of(source, NAME, _article(source, item, names), findings)


def _article(source: Source, item: Element, names: Mapping[str, str]) -> Article:
    """Return the post; its author by the name that the export gives for the account, where it does."""
    contents = [each.text or "" for each in item.findall("encoded")]
    published = text_at(item, "post_date_gmt")
    return Article(
        source=source.name,
        id=text_at(item, "post_id") or None,
        url=text_at(item, "link") or None,
        title=text_at(item, "title") or None,
        author=names.get(text_at(item, "creator")) or text_at(item, "creator") or None,
        published=f"{published.replace(' ', 'T')}+00:00" if published.strip("0-: ") else None,
        body=text_of_html(_with_breaks(contents[0])) or None if contents else None,
    )


def _of_comment(comment: Element) -> Draft | Skipped:
    if text_at(comment, "comment_type") in _PINGS:
        return _PING
    if not text_at(comment, "comment_id"):
        return Skipped(kind="malformed", reason="comments without an id")
    parent, posted = text_at(comment, "comment_parent"), text_at(comment, "comment_date_gmt")
    user = text_at(comment, "comment_user_id")
    return Draft(
        id=text_at(comment, "comment_id"),
        text=text_of_html(_with_breaks(text_at(comment, "comment_content"))),
        author=text_at(comment, "comment_author") or None,
        author_id=user if user.strip("0") else None,
        reply_to=parent if parent.strip("0") else "",
        stamp=f"{posted}Z" if posted.strip("0-: ") else text_at(comment, "comment_date") or None,
        score=_votes(comment),
        status=_STATUSES.get(text_at(comment, "comment_approved"), "shown"),
    )


def _with_breaks(content: str) -> str:
    """Return a text in which line ends are breaks, as WordPress prints one that has no paragraphs of its own."""
    return content if re.search(r"<(?:p|br|div)\b", content) else content.strip().replace("\n", "<br>")


def _votes(comment: Element) -> int | None:
    meta = {text_at(each, "meta_key"): text_at(each, "meta_value") for each in comment.findall("commentmeta")}
    return int(meta[_VOTES]) if re.fullmatch(r"-?\d{1,9}", meta.get(_VOTES, "")) else None


def _answered(value: Any) -> list[Any]:
    if isinstance(value, dict):
        value = value.get("comments", [value])
    return value if isinstance(value, list) else []


def _of_rest(source: Source) -> tuple[Thread, ...]:
    comments, malformed = records_of(_answered(source.json), _Comment)
    posts: dict[str, list[_Comment]] = {}
    for comment in comments:
        posts.setdefault(str(comment.post or ""), []).append(comment)
    return tuple(
        _of_post(source, post, own, malformed if not number else [])
        for number, (post, own) in enumerate((posts or {"": []}).items())
    )


def _of_post(source: Source, post: str, comments: list[_Comment], malformed: list[Skipped]) -> Thread:
    links = (comment.link.partition("#")[0] for comment in comments if comment.link)
    url = re.sub(r"comment-page-\d{1,6}/?$", "", next(links, ""))
    article = Article(source=source.name, id=post or None, url=url or None)
    pings = [_PING for comment in comments if comment.type in _PINGS]
    drafts = [_of_record(comment) for comment in comments if comment.type not in _PINGS]
    return thread_of(source, NAME, article, Findings(drafts=drafts, skipped=[*malformed, *pings], is_threaded=True))


def _of_record(comment: _Comment) -> Draft:
    author = str(comment.author or "")
    return Draft(
        id=str(comment.id),
        text=text_of_html(comment.content.rendered),
        author=comment.author_name or None,
        author_id=author if author.strip("0") else None,
        reply_to=str(comment.parent) if comment.parent else "",
        stamp=f"{comment.date_gmt}Z" if comment.date_gmt else comment.date,
        status=_STATUSES.get(comment.status, "shown"),
    )
