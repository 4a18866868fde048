"""A page of a story: comments one after the other in a table, their depth told by an indent."""

import re
from dataclasses import replace

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.model import Article, Skipped, Status, Thread
from discourse.readers.article import facts_of
from discourse.readers.dom import attribute, classes, select
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of, parents_by_level
from discourse.readers.markup import line_of, text_of
from discourse.readers.source import Source

_NEW = Layout(
    box="tr.comtr",
    text=".commtext, .comment > [class^='c']",
    author=".comhead a.hnuser",
    stamp=".comhead .age[title]",
    shown=".comhead .age",
    score=".comhead .score",
    other="td.ind img, td.ind",
    leave_out=".reply",
)
_LISTED = replace(_NEW, box="tr.athing:has(> td.default)")
"""Comments of one person, or the newest of all, which stand below no story."""
_OLD = Layout(
    box="table table table tr:has(> td.default), table table tr:has(> td > img[src*='s.gif']):has(> td.default)",
    text="td.default span.comment",
    author="td.default span.comhead a[href*='user?id=']",
    shown="td.default span.comhead",
    other="td > img[src*='s.gif']",
    leave_out="p:has(> font > u > a[href*='reply?']), .reply",
)
_OWN_WORDS = ".fatitem tr:has(> td.subtext) ~ tr > td:not([colspan]):not(:has(form))"
_PER_LEVEL = 40
_ID = re.compile(r"item\?id=(\d{1,12})")
_AGO = re.compile(r"\d{1,5} [a-z]{3,9} ago|on [A-Z][a-z]{2} \d{1,2}, \d{4}")
_POINTS = re.compile(r"(-?\d{1,6}) point")
_COUNT = re.compile(r"(\d{1,6})\W{1,6}comment")
_FLAGS: dict[str, Status] = {"[flagged]": "blocked", "[dead]": "blocked", "[deleted]": "deleted"}
_MORE = "comments on the next page of the story"


def evidence(source: Source) -> str | None:
    """Return the evidence that this is a page of Hacker News, or ``None``."""
    if not source.is_html or "item?id=" not in source.text:
        return None
    if source.tree.css_first("tr.comtr td.default, table.fatitem tr.athing .titleline"):
        return "a page of Hacker News"
    old = source.tree.css_first("td.default span.comhead a[href*='user?id=']")
    return "a page of Hacker News as in its early years" if old else None


def threads(source: Source, reader: str) -> tuple[Thread, ...]:
    """Return the story with its comments."""
    tree = source.tree
    is_list = tree.css_first("tr.athing > td.default") is not None and tree.css_first(".fatitem") is None
    layout = _NEW if tree.css_first("tr.comtr") else _LISTED if is_list else _OLD
    found = [each for each in comments_of(tree, layout) if _id(each)]
    by_level = parents_by_level([_indent(each) for each in found], [_id(each) for each in found])
    parents = [None] * len(found) if layout is _LISTED else by_level
    drafts = [_draft(each, parent) for each, parent in zip(found, parents, strict=True)]
    declared = _declared(tree)
    more = tree.css_first("a.morelink") is not None
    missing = None if declared is None else max(declared - len(drafts), 0)
    findings = Findings(
        drafts=drafts,
        skipped=[Skipped(kind="stub", reason=_MORE, count=missing)] if more else [],
        declared=declared,
        is_threaded=layout is not _LISTED,
    )
    return (thread_of(source, reader, _article(source), findings),)


def _indent(found: Found) -> int:
    for node in found.parts.get("other", ()):
        said, per_level = attribute(node, "indent"), 1
        if not said:
            said, per_level = attribute(node, "width"), _PER_LEVEL
        if said.isdecimal() and len(said) < 7:
            return int(said) // per_level
    return 0


def _id(found: Found) -> str:
    own = attribute(found.node, "id")
    if own:
        return own
    links = (_ID.search(attribute(link, "href")) for link in found.node.css("span.comhead a[href*='item?id=']"))
    return next((link.group(1) for link in links if link), "")


def _draft(found: Found, parent: str | None) -> Draft:
    head = found.first("shown")
    line = line_of(head) if head is not None else ""
    ago, points = _AGO.search(line), _POINTS.search(line)
    stamp = attribute(found.first("stamp") or found.node, "title").partition(" ")[0]  # a second form follows it
    text = found.text()
    return found.draft(
        id=_id(found),
        reply_to=parent,
        text=text,
        stamp=f"{stamp}Z" if stamp else None,
        shown=ago.group() if ago else None,
        score=int(points.group(1)) if points else None,
        status=_status(found, text),
    )


def _status(found: Found, text: str) -> Status | None:
    line = line_of(found.node)[:120]
    flagged = next((status for flag, status in _FLAGS.items() if flag in line or text == flag), None)
    return flagged or ("collapsed" if "coll" in classes(found.node) else None)


def _declared(tree: LexborHTMLParser) -> int | None:
    for place in (".fatitem .subtext, .fatitem .subline", "td.subtext"):
        node = tree.css_first(place)
        count = _COUNT.search(line_of(node)) if node is not None else None
        if count:
            return int(count.group(1))
    return None


def _article(source: Source) -> Article:
    facts, tree = facts_of(source), source.tree
    title = tree.css_first(".fatitem .titleline > a, .fatitem a.storylink, td.title > a:not([href*='vote?'])")
    subtext = tree.css_first(".fatitem .subtext, td.subtext")
    body = tree.css_first(".fatitem .toptext") or next(
        (each for each in select(tree, _OWN_WORDS) if line_of(each)), None
    )
    author = subtext.css_first("a.hnuser, a[href*='user?id=']") if subtext is not None else None
    age = attribute(subtext.css_first(".age") or subtext, "title").partition(" ")[0] if subtext is not None else ""
    link = _ID.search(" ".join(attribute(each, "href") for each in subtext.css("a"))) if subtext is not None else None
    if (comment := tree.css_first(".fatitem td.default .commtext")) is not None:
        return _article_of_comment(source, comment)
    return msgspec.structs.replace(
        facts,
        id=link.group(1) if link else None,
        url=f"https://news.ycombinator.com/item?id={link.group(1)}" if link else facts.url,
        title=line_of(title) if title is not None else facts.title,
        author=line_of(author) if author is not None else None,
        site="Hacker News",
        published=f"{age}+00:00" if age else None,
        body=(text_of(body) or None) if body is not None else None,
    )


def _article_of_comment(source: Source, comment: LexborNode) -> Article:
    """Return the comment that a page is about, with what answers it below."""
    row, author, age = (
        source.tree.css_first(f".fatitem {part}") for part in ("tr.athing[id]", ".comhead a.hnuser", ".comhead .age")
    )
    when = attribute(age, "title").partition(" ")[0] if age is not None else ""
    id_ = attribute(row, "id") if row is not None else ""
    return msgspec.structs.replace(
        facts_of(source),
        id=id_ or None,
        url=f"https://news.ycombinator.com/item?id={id_}" if id_ else None,
        author=line_of(author) if author is not None else None,
        site="Hacker News",
        published=f"{when}+00:00" if when else None,
        body=text_of(comment) or None,
    )
