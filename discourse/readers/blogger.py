"""Blogger: the comments of a post's page in its templates old and new, and the feeds of comments."""

import re
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

from selectolax.lexbor import LexborNode

from discourse.model import Article, Skipped, Status, Thread
from discourse.readers.article import article_of
from discourse.readers.counts import count_in_headings
from discourse.readers.dom import attribute, classes, select
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of
from discourse.readers.markup import line_of
from discourse.readers.records import at, iso_of_epoch, text_of_html
from discourse.readers.source import Source
from discourse.readers.xml import records_in, root_name, text_at

NAME = "blogger"
TITLE = "Blogger: a post's page, feeds of comments (Atom, JSON), a blog's backup and Takeout"
RECOVERS = ("author", "parent", "time", "status", "badges", "declared")

_THREADED = Layout(
    box="li.comment[id^='c']",
    text=".comment-content",
    author=".comment-header cite.user, cite.user",
    shown=".datetime a, .datetime",
    badge=".icon.user.blog-author",
    other=".datetime a[href]",
    quote=".deleted-comment",
    leave_out=".comment-actions, .comment-replies, .comment-footer",
)
_ID = re.compile(r"^c?(\d{6,25})$")
_SHOWN = re.compile(r"showComment=(\d{10,13})")
_SAYING = ("...", "…", ":")
_FEED_TITLE = re.compile(r"^Comments on [^:]{1,120}: ")
_FEED_PARENT = re.compile(r"/default/(\d{6,25})")
_POST = re.compile(r"\.post-(\d{1,25})$")
_OF_COMMENTS = ("kind#comment", "/comments/default", "<blogger:type>COMMENT<")
_STATUSES: dict[str, Status] = {"SPAM": "blocked", "PENDING": "hidden", "GHOSTED": "hidden", "EMPTIED": "deleted"}
_MADE_BY = ("blogger.com", "blogspot.", "b:skin", 'content="blogger"', "content='blogger'")


def matches(source: Source) -> str | None:
    """Return the evidence that these are comments of Blogger, or ``None``."""
    if source.is_html:
        if "comments" not in source.text or not any(sign in source.lower for sign in _MADE_BY):
            return None
        has = source.tree.css_first(
            f"#comments {_THREADED.box}, .comment-thread, #comments-block, #comments .comments-content"
        )
        return "a comment section of Blogger" if has else None
    if root_name(source) == "feed" and "schemas.google.com/blogger" in source.text[:20_000] + source.text[-20_000:]:
        return "a feed of Blogger" if any(sign in source.text for sign in _OF_COMMENTS) else None
    entry = at(source.json, "feed", "entry", 0)
    is_ours = "blog-" in str(at(entry, "id", "$t")) and "kind#post" not in str(at(entry, "category"))
    return "a feed of comments of Blogger as JSON" if isinstance(entry, dict) and is_ours else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the post with its comments."""
    if source.is_html:
        return (_of_page(source),)
    return _of_feed(source) if source.json is None else (_of_json(source),)


def _of_page(source: Source) -> Thread:
    tree = source.tree
    found = [each for each in comments_of(tree, _THREADED) if _ID.match(attribute(each.node, "id"))]
    drafts = [_of_box(each) for each in found] or _of_pairs(source)
    declared = count_in_headings(tree, "#comments h4, #comments h3, #comments .title")
    is_threaded = tree.css_first(".comment-replies, .comment-thread") is not None
    missing = declared - len(drafts) if declared else 0
    reason = "comments behind a “load more” button"
    more = [Skipped(kind="stub", reason=reason, count=missing)] if missing > 0 else []
    findings = Findings(drafts=drafts, skipped=more, declared=declared, is_threaded=is_threaded)
    return thread_of(source, NAME, article_of(source), findings)


def _of_box(found: Found) -> Draft:
    link = found.first("other")
    shown = _SHOWN.search(attribute(link, "href")) if link is not None else None
    return found.draft(
        id=attribute(found.node, "id").removeprefix("c"),
        reply_to=attribute(found.within.node, "id").removeprefix("c") if found.within else "",
        stamp=iso_of_epoch(int(shown.group(1))) if shown else None,
        badges=("author",) if found.first("badge") is not None else (),
        status="deleted" if found.first("quote") is not None else None,
    )


def _of_pairs(source: Source) -> list[Draft]:
    """Return the comments of the older templates: an author's line, the text and a footer, one after the other."""
    drafts = []
    for head in select(source.tree, "#comments-block dt.comment-author, #comments-block .comment-author"):
        number = next(
            (n for n in (attribute(head, "id"), *(attribute(a, "name") for a in head.css("a[name]"))) if _ID.match(n)),
            "",
        )
        parts: dict[str, Any] = {}
        node = head.next
        while node is not None and "comment-author" not in attribute(node, "class"):
            for name in ("comment-body", "comment-footer", "comment-timestamp"):
                if name in attribute(node, "class"):
                    parts.setdefault(name, node)
            node = node.next
        body, foot = parts.get("comment-body"), parts.get("comment-footer") or parts.get("comment-timestamp")
        if body is not None and number:
            drafts.append(
                Draft(
                    id=number.removeprefix("c"),
                    text=text_of_html(body.html or ""),
                    author=_name(line_of(head)),
                    shown=line_of(foot) if foot is not None else None,
                    stamp=_stamp(foot),
                    badges=("author",) if "blog-author" in classes(head) else (),
                )
            )
    return _without_saying(drafts)


def _stamp(foot: LexborNode | None) -> str | None:
    """Return the time that the link to a comment holds."""
    links = foot.css("a[href*='showComment=']") if foot is not None else []
    shown = next(filter(None, (_SHOWN.search(attribute(link, "href")) for link in links)), None)
    return iso_of_epoch(int(shown.group(1))) if shown else None


def _without_saying(drafts: list[Draft]) -> list[Draft]:
    """Leave out what ends the author's line of all comments after the name, "said..." in whatever language."""
    lines = {tuple((draft.author or "").split()) for draft in drafts}
    words = 0
    if len(lines) > 1 and all(line and line[-1].endswith(_SAYING) for line in lines):
        shortest = min(map(len, lines))
        words = next((n for n in range(shortest - 1, 0, -1) if len({line[-n:] for line in lines}) == 1), 0)
    return [_unsaid(draft, words) for draft in drafts] if words else drafts


def _unsaid(draft: Draft, words: int) -> Draft:
    return replace(draft, author=" ".join((draft.author or "").split()[:-words]))


def _name(line: str) -> str | None:
    """Return the name in an author's line ("Ann said...")."""
    return (
        re.sub(r"\s+(?:said|says|hat gesagt|a dit|dijo(?: en)?|disse|ha detto|zei|pisze|sa)\s*[.…:]*$", "", line)
        or None
    )


def _of_feed(source: Source) -> tuple[Thread, ...]:
    """Return each post that has comments; a feed without any gives its first post."""
    found = records_in(source, "entry")
    posts = {text_at(entry, "id"): entry for entry in found.items if _kind(entry) == "post"}
    comments = [entry for entry in found.items if _kind(entry) == "comment"]
    told = {*posts, *filter(None, map(_post_of, comments))}
    only = next(iter(told)) if len(told) == 1 else ""
    groups: dict[str, list[Draft]] = {}
    for entry in comments:
        groups.setdefault(_post_of(entry) or only, []).append(_of_entry(entry))
    return tuple(
        thread_of(
            source,
            NAME,
            _article(source, posts.get(post)),
            Findings(drafts=drafts, skipped=[] if number else found.skipped, is_threaded=True),
        )
        for number, (post, drafts) in enumerate((groups or {next(iter(posts), ""): []}).items())
    )


def _kind(entry: Element) -> str:
    """Return what an entry is: "comment", where it says nothing, too, for some feeds hold nothing else."""
    terms = [each.get("term", "") for each in entry.findall("category")]
    told = next((term.rpartition("kind#")[2] for term in terms if "kind#" in term), text_at(entry, "type").lower())
    return told or "comment"


def _post_of(entry: Element) -> str:
    """Return the id of the post that a comment is on; an empty text where it does not say."""
    answered = entry.find("in-reply-to")
    return text_at(entry, "parent") or (answered.get("ref", "") if answered is not None else "")


def _article(source: Source, post: Element | None) -> Article:
    if post is None:
        return Article(source=source.name, site="Blogger")
    pages = [each.get("href", "") for each in post.findall("link") if each.get("rel") == "alternate"]
    return Article(
        source=source.name,
        site="Blogger",
        title=text_at(post, "title") or None,
        url=pages[0] or None if pages else None,
        author=text_at(post, "author", "name") or None,
        published=text_at(post, "published") or None,
        body=text_of_html(text_at(post, "content")) or None,
    )


def _of_entry(entry: Element) -> Draft:
    related = [each.get("href", "") for each in entry.findall("link") if each.get("rel") == "related"]
    parent = _FEED_PARENT.search(related[0]) if related else _POST.search(text_at(entry, "inReplyTo"))
    own = _POST.search(text_at(entry, "id"))
    status = "deleted" if text_at(entry, "trashed") else _STATUSES.get(text_at(entry, "status"))
    return Draft(
        id=own.group(1) if own else text_at(entry, "id"),
        text=text_of_html(text_at(entry, "content") or text_at(entry, "summary")),
        author=text_at(entry, "author", "name") or None,
        reply_to=parent.group(1) if parent else "",
        stamp=text_at(entry, "published") or None,
        status=status,
    )


def _of_json(source: Source) -> Thread:
    entries = at(source.json, "feed", "entry")
    drafts = [_of_object(entry) for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    title = at(source.json, "feed", "title", "$t")
    article = Article(source=source.name, title=_title(title) if isinstance(title, str) else None, site="Blogger")
    total = str(at(source.json, "feed", "openSearch$totalResults", "$t") or "")
    declared = int(total) if total.isdecimal() and len(total) < 8 else None
    return thread_of(source, NAME, article, Findings(drafts=drafts, declared=declared, is_threaded=True))


def _title(title: str) -> str:
    """Return the post's title in that of a feed, "Comments on The blog: The post"."""
    return _FEED_TITLE.sub("", title) or title


def _of_object(entry: dict[str, Any]) -> Draft:
    links = entry.get("link")
    related = [at(link, "href") for link in links if at(link, "rel") == "related"] if isinstance(links, list) else []
    parent = _FEED_PARENT.search(str(related[0])) if related else None
    own = _POST.search(str(at(entry, "id", "$t")))
    author, stamp = at(entry, "author", 0, "name", "$t"), at(entry, "published", "$t")
    return Draft(
        id=own.group(1) if own else str(at(entry, "id", "$t")),
        text=text_of_html(str(at(entry, "content", "$t") or at(entry, "summary", "$t") or "")),
        author=author if isinstance(author, str) else None,
        reply_to=parent.group(1) if parent else "",
        stamp=stamp if isinstance(stamp, str) else None,
    )
