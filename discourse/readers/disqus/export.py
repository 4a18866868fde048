"""The XML export of a site's comments: threads (pages) and posts (comments), which name their thread."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from discourse.model import Article, Skipped, Status, Thread
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.records import text_of_html
from discourse.readers.source import Source
from discourse.readers.xml import records_in, root_name, text_at


def evidence(source: Source) -> str | None:
    """Return the evidence that this is an export, or ``None``."""
    return "an XML export of Disqus" if root_name(source) == "disqus" else None


def threads(source: Source, reader: str) -> tuple[Thread, ...]:
    """Return each page that has comments; a file without any gives its first page."""
    found = records_in(source, "thread", "post")
    pages = {_id(item): _article(item, source.name) for item in found.items if item.tag == "thread"}
    posts: dict[str, list[Draft]] = {}
    for number, item in enumerate((item for item in found.items if item.tag == "post"), start=1):
        thread = item.find("thread")
        posts.setdefault(_id(thread) if thread is not None else "", []).append(_draft(item, number))
    if not posts:
        article = next(iter(pages.values()), Article(source=source.name))
        return (thread_of(source, reader, article, Findings(skipped=found.skipped, is_threaded=True)),)
    return tuple(
        thread_of(source, reader, pages.get(page) or Article(source=source.name), _findings(own, found.skipped, number))
        for number, (page, own) in enumerate(posts.items())
    )


def _findings(drafts: Sequence[Draft], skipped: Sequence[Skipped], number: int) -> Findings:
    """Return the comments of a page; what the whole file leaves out is told once, with the first."""
    return Findings(drafts=drafts, skipped=[] if number else skipped, is_threaded=True)


def _id(element: Element) -> str:
    return element.get("id", "")


def _article(thread: Element, name: str) -> Article:
    message = text_at(thread, "message")
    return Article(
        source=name,
        url=text_at(thread, "link") or None,
        title=text_at(thread, "title") or None,
        author=text_at(thread, "author", "name") or None,
        published=text_at(thread, "createdAt").replace("Z", "+00:00") or None,
        body=(text_of_html(message) or None) if message else None,
    )


def _draft(post: Element, number: int) -> Draft:
    """Return a post; one without an id is called by its number in the file."""
    parent = post.find("parent")
    return Draft(
        id=_id(post) or f"post {number}",
        text=text_of_html(text_at(post, "message")),
        author=text_at(post, "author", "name") or None,
        author_id=text_at(post, "author", "username") or None,
        reply_to=_id(parent) if parent is not None else "",
        stamp=text_at(post, "createdAt") or None,
        status=_status(post),
    )


def _status(post: Element) -> Status:
    if text_at(post, "isDeleted") == "true":
        return "deleted"
    return "blocked" if text_at(post, "isSpam") == "true" else "shown"
