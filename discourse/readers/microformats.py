"""Comments that a page marks up in microformats: h-cite inside an h-entry."""

from dataclasses import replace

from discourse.model import Thread
from discourse.readers.article import article_of
from discourse.readers.dom import attribute
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of
from discourse.readers.source import Source

NAME = "microformats"
TITLE = "pages that mark their comments up in microformats (h-cite)"
RECOVERS = ("author", "parent", "time")

_CITES = Layout(
    box=".h-entry .u-comment, .h-entry .p-comment, .h-entry .h-cite.comment",
    text=".e-content, .p-content, .p-summary, .p-name:not(.p-author .p-name)",
    author=".p-author .p-name, .p-author",
    stamp=".dt-published",
    shown=".dt-published",
    other=".u-url, .u-uid",
    quote=".u-in-reply-to[href]",
)


def matches(source: Source) -> str | None:
    """Return the evidence that the page has comments in microformats, or ``None``."""
    if not source.is_html or "-comment" not in source.text or "h-entry" not in source.text:
        return None
    return "comments in microformats" if source.tree.css_first(_CITES.box) is not None else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the article with its comments."""
    found = comments_of(source.tree, _CITES)
    ids = {each.node.mem_id: _id(each, place) for place, each in enumerate(found, start=1)}
    drafts = [_draft(each, ids) for each in found]
    article = article_of(source, [each.node for each in found])
    nested = any(draft.reply_to for draft in drafts)
    if nested:
        drafts = [draft if draft.reply_to else replace(draft, reply_to="") for draft in drafts]
    return (thread_of(source, NAME, article, Findings(drafts=drafts, is_threaded=nested)),)


def _draft(found: Found, ids: dict[int, str]) -> Draft:
    own = ids[found.node.mem_id]
    answered = [attribute(link, "href") for link in found.parts.get("quote", ())]
    stated = next((address for address in answered if address in ids.values() and address != own), None)
    return found.draft(id=own, reply_to=ids[found.within.node.mem_id] if found.within else stated)


def _id(found: Found, place: int) -> str:
    links = [attribute(node, "href") or attribute(node, "value") for node in found.parts.get("other", ())]
    author = found.first("author")
    people = {attribute(link, "href") for link in author.css("a")} if author is not None else set()
    return next((link for link in links if link and link not in people), str(place))
