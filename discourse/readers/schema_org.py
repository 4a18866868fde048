"""Comments that a page marks up for search engines in the words of schema.org: JSON-LD and microdata."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser

from discourse.model import Thread
from discourse.readers.article import article_of
from discourse.readers.counts import count_in_headings
from discourse.readers.dom import attribute, one_line, self_and_ancestors
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.generic.identity import told_apart
from discourse.readers.generic.names import name_of
from discourse.readers.layout import Found, Layout, comments_of, number_of, stamp_of
from discourse.readers.markup import line_of
from discourse.readers.records import at, items_at, text_of_html
from discourse.readers.source import Source

NAME = "schema_org"
TITLE = "pages that mark their comments up in the words of schema.org (JSON-LD, microdata)"
RECOVERS = ("author", "parent", "time", "score", "likes", "title", "declared")

_ITEMS = Layout(
    box="[itemtype$='schema.org/Comment'], [itemtype$='schema.org/UserComments'], [itemtype$='schema.org/Answer']",
    text="[itemprop='text'], [itemprop='commentText'], [itemprop='reviewBody']",
    author="[itemprop='author'] [itemprop='name'], [itemprop='creator'] [itemprop='name'], [itemprop='author'], "
    "[itemprop='creator']",
    stamp="[itemprop='dateCreated'], [itemprop='datePublished'], [itemprop='commentTime']",
    shown="[itemprop='dateCreated'], [itemprop='datePublished'], [itemprop='commentTime']",
    likes="[itemprop='upvoteCount'], [itemprop='interactionStatistic'] [itemprop='userInteractionCount']",
    dislikes="[itemprop='downvoteCount']",
    other="[itemprop='url'], [itemprop='parentItem']",
    title="[itemprop='headline']",
)
_KINDS = frozenset({"Comment", "UserComments", "Answer"})
_NESTED = ("comment", "suggestedAnswer", "acceptedAnswer", "hasPart")
_FOR = re.compile(r"\bLikeAction|\bAgreeAction|EndorseAction|UpvoteAction|VoteAction")
_AGAINST = re.compile(r"DislikeAction|DisagreeAction|DownvoteAction")
_SIGN = re.compile(r"[-_:]")
_MAX_NAME = 80
_MOST = 100_000


def matches(source: Source) -> str | None:
    """Return the evidence that the page marks its comments up, or ``None``."""
    if not source.is_html or "schema.org" not in source.text:
        return None
    if next(_linked(source.tree), None) is not None:
        return "comments in JSON-LD"
    return "comments in microdata" if source.tree.css_first(_ITEMS.box) is not None else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the article with the comments that the page marks up: those of the form that has more of them."""
    boxes = comments_of(source.tree, _ITEMS)
    items = list(_linked(source.tree))
    is_data = len(items) > len(boxes)
    drafts = _of_items(items) if is_data else _of_boxes(boxes)
    drafts = [draft for draft in drafts if draft.text or draft.title]
    nested = any(draft.reply_to for draft in drafts)
    if nested:
        drafts = [draft if draft.reply_to else replace(draft, reply_to="") for draft in drafts]
    article = article_of(source, [found.node for found in boxes])
    findings = Findings(drafts=drafts, declared=_declared(source.tree, len(drafts)), is_threaded=nested)
    return (thread_of(source, NAME, article, findings),)


def _of_boxes(boxes: Sequence[Found]) -> list[Draft]:
    """Return the comments in microdata, each with what tells its id from others."""
    ids = {place: _id(found, place) for place, found in enumerate(boxes, start=1)}
    if all(_SIGN.search(id_) for id_ in ids.values()):
        ids |= told_apart(ids)
    own = {found.node.mem_id: ids[place] for place, found in enumerate(boxes, start=1)}
    return [_of_box(found, own) for found in boxes]


def _of_box(found: Found, ids: Mapping[int, str]) -> Draft:
    name = _author(found)
    dated = found.first("stamp")
    return found.draft(
        id=ids[found.node.mem_id],
        reply_to=ids[found.within.node.mem_id] if found.within else None,
        stamp=stamp_of(dated) or stamp_of(dated.css_first("time[datetime]") if dated is not None else None),
        author=name if name is not None and len(name) <= _MAX_NAME else None,
        likes=_likes(found),
        title=_headline(found),
    )


def _headline(found: Found) -> str | None:
    """Return the comment's own headline: that of an item inside it is of what the comment is about."""
    for node in found.parts.get("title", ()):
        around = self_and_ancestors(node.parent) if node.parent is not None else ()
        items = (each for each in around if "itemscope" in each.attributes or each.mem_id == found.node.mem_id)
        if (item := next(items, None)) is not None and item.mem_id == found.node.mem_id:
            return one_line(attribute(node, "content")) or line_of(node) or None
    return None


def _likes(found: Found) -> int | None:
    """Return the votes for a comment, where it is they that its markup counts."""
    for node in found.parts.get("likes", ()):
        around = node.parent if attribute(node, "itemprop") == "userInteractionCount" else None
        kind = around.css_first("[itemprop='interactionType']") if around is not None else None
        told = f"{attribute(kind, 'content')}{attribute(kind, 'href')}" if kind is not None else ""
        if around is None or _FOR.search(told):
            return _whole(attribute(node, "content").strip()) or number_of(node)
    return None


def _counted(statistics: Any, kind: re.Pattern[str]) -> int | None:
    """Return how often something was done with a comment, as JSON-LD counts it."""
    for each in statistics if isinstance(statistics, list) else [statistics]:
        done = at(each, "interactionType")
        if kind.search(str(at(done, "@type") if isinstance(done, dict) else done)):
            return _whole(at(each, "userInteractionCount"))
    return None


def _author(found: Found) -> str | None:
    """Return the name that the author's markup states, else the one that its element shows."""
    nodes = found.parts.get("author", ())
    node = next((each for each in nodes if attribute(each, "itemprop") == "name"), nodes[0] if nodes else None)
    if node is None:
        return None
    return one_line(attribute(node, "content")) or name_of(node)


def _id(found: Found, place: int) -> str:
    return attribute(found.node, "id") or attribute(found.node, "itemid") or str(place)


def _scripts(tree: LexborHTMLParser) -> Iterator[Any]:
    for script in tree.css('script[type="application/ld+json"]')[:50]:
        try:
            yield msgspec.json.decode(script.text())
        except (msgspec.MsgspecError, RecursionError, UnicodeError):
            continue


def _linked(tree: LexborHTMLParser) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield each comment in the page's JSON-LD with the id of the one that it stands in."""
    stack: list[tuple[Any, str]] = [(value, "") for value in reversed(list(_scripts(tree)))]
    found = 0
    while stack and found < _MOST:
        value, above = stack.pop()
        if isinstance(value, list):
            stack.extend((each, above) for each in reversed(value))
        elif isinstance(value, dict):
            kinds = value.get("@type")
            is_comment = bool(_KINDS & set(kinds if isinstance(kinds, list) else [kinds]))
            own = above
            if is_comment:
                found += 1
                own = _key(value) or f"{found}"
                yield value | {"@id": own}, above
            nested = [value.get(name) for name in (*_NESTED, "mainEntity", "@graph", "itemListElement")]
            stack.extend((each, own) for each in reversed([each for each in nested if isinstance(each, dict | list)]))


def _key(value: dict[str, Any]) -> str:
    named = (value.get(name) for name in ("@id", "identifier", "url"))
    return next((each for each in named if isinstance(each, str) and each), "")


def _of_items(items: list[tuple[dict[str, Any], str]]) -> list[Draft]:
    nested = any(above for _, above in items)
    return [_of_item(value, above if nested else None) for value, above in items]


def _of_item(value: dict[str, Any], above: str | None) -> Draft:
    author, parent = value.get("author") or value.get("creator"), at(value, "parentItem", "@id")
    author = author[0] if isinstance(author, list) and author else author
    name = author if isinstance(author, str) else at(author, "name")
    text = value.get("text") or value.get("commentText") or value.get("description") or ""
    likes, dislikes, told = value.get("upvoteCount"), value.get("downvoteCount"), value.get("interactionStatistic")
    stamp, headline = value.get("dateCreated") or value.get("datePublished"), value.get("headline")
    return Draft(
        id=str(value["@id"]),
        text=text_of_html(text if isinstance(text, str) else ""),
        author=name.strip() or None if isinstance(name, str) else None,
        reply_to=parent if isinstance(parent, str) else above,
        stamp=stamp if isinstance(stamp, str) else None,
        likes=_counted(told, _FOR) if likes is None else _whole(likes),
        dislikes=_counted(told, _AGAINST) if dislikes is None else _whole(dislikes),
        title=(one_line(text_of_html(headline)) or None) if isinstance(headline, str) else None,
    )


def _whole(count: Any) -> int | None:
    return int(str(count)) if str(count).isdecimal() and len(str(count)) < 10 else None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _declared(tree: LexborHTMLParser, captured: int) -> int | None:
    """Return how many comments the markup says there are, else a heading, which counts no fewer than there are."""
    node = tree.css_first("[itemprop='commentCount'], [itemprop='answerCount']")
    words = (attribute(node, "content") or line_of(node)) if node is not None else ""
    parts = (part for value in _scripts(tree) for part in (value, *items_at(value, "@graph"), *_listed(value)))
    counts = (at(part, "commentCount") for part in parts)
    told = next((number for number in map(_whole, counts) if number is not None), _whole(words))
    headed = count_in_headings(tree, "h2, h3, h4") if told is None and captured else None
    return headed if headed is not None and headed >= captured else told
