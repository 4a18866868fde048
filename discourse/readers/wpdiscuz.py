"""The wpDiscuz plugin of WordPress: versions 2 to 5 (``wc-`` markup) and 7 (``wpd-`` markup, layouts 1 to 3)."""

import re
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.model import Skipped, Thread
from discourse.readers.article import article_of
from discourse.readers.counts import count_in, count_in_headings
from discourse.readers.dom import attribute, classes, elements
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.markup import line_of, text_of
from discourse.readers.source import Source

NAME = "wpdiscuz"
TITLE = "wpDiscuz comments on WordPress pages, versions 2 to 7"
RECOVERS = ("author", "parent", "time", "edited", "score", "likes", "pinned", "badges", "declared")

_SIGNS = ("wpdcom", "wpcomm", "wpd-comm", "wc-comm", "wcThread", "thread-list")
_SECTIONS = "#wpdcom, #wpcomm, .wpd-thread-list, .wc-thread-list, #wcThreadWrapper"
_BOXES = '[id^="wpd-comm-"], [id^="wc-comm-"], .wpd-comment, .wc-comment'
_BOX_ID = re.compile(r"(?:wpd|wc)-comm-(\d{1,20})_(\d{1,20})")
_RIGHT_ID = re.compile(r"comment-(\d{1,20})")
_FIRST_NUMBER = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3}){1,3}(?!\d)|\d{1,9}")
_WHOLE = re.compile(r"[-−+]?(?:\d{1,3}(?:[.,]\d{3}){1,3}|\d{1,9})")
_BRACKETED = re.compile(r"\(\s?(\d{1,6})\s?\)")
_ORNAMENT = re.compile(r"badge|label|rank|points|avatar|tooltip|wpdtip|wpd-user", re.IGNORECASE)
_LOAD_MORE = ".wpd-load-more-submit, .wc-load-more-submit, .wc-load-more-link"
_PAGES = ".wpdiscuz-comment-pagination .page-numbers"
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BUTTONS = frozenset({"wpd-view-replies", "wpdiscuz-children"})
_MOST_BUTTONS = 10
_REPLIES = "replies behind a “view replies” button"
_UNAPPROVED = frozenset({"wpd-unapproved-comment", "wc-unapproved-comment", "unapproved"})
_STICKY = frozenset({"wpd-sticky-comment", "wc-sticky-comment"})
_BY_AUTHOR = frozenset({"bypostauthor", "wpd-blog-post_author", "wc-blog-post_author"})
_NO_TEXT = frozenset({
    "wpd-inline-feedback-wrapper", "wc_held_for_moderate", "wpd-comment-last-edited", "wc-comment-last-edited",
    "wpdiscuz-readmore", "wpdiscuz-hellip", "wpd-vote", "wpd-comment-footer", "wc-comment-footer",
})  # fmt: skip
_PARTS = {
    "wpd-comment-author": "author", "wc-comment-author": "author",
    "wpd-comment-date": "date", "wc-comment-date": "date",
    "wpd-comment-text": "text", "wc-comment-text": "text", "wpd-vote-result": "votes", "wc-vote-result": "votes",
    "wpd-vote-result-like": "likes", "wc-vote-result-like": "likes", "wpd-vote-result-dislike": "dislikes",
    "wc-vote-result-dislike": "dislikes", "wpd-unapproved": "held",
    "wc_held_for_moderate": "held", "wpd-comment-last-edited": "edited", "wc-comment-last-edited": "edited",
    "wpd-sticky": "sticky", "wc-sticky": "sticky",
}  # fmt: skip


def matches(source: Source) -> str | None:
    """Return the evidence that the page has a wpDiscuz comment section, or ``None``."""
    if not source.is_html or not any(sign in source.text for sign in _SIGNS):
        return None
    if source.tree.css_first(_SECTIONS):
        return "a wpDiscuz comment section"
    return "wpDiscuz comments" if any(_ids(node, {}) for node in source.tree.css(_BOXES)) else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the article and the wpDiscuz comments of a page."""
    return (thread_of(source, NAME, article_of(source), _findings(source.tree)),)


def _findings(tree: LexborHTMLParser) -> Findings:
    boxes = list({box.mem_id: box for box in tree.css(_BOXES) if _is_box(box)}.values())
    have_ids = all(_BOX_ID.fullmatch(attribute(box, "id")) for box in boxes)
    around = {} if have_ids else _ids_around(tree)
    found = [_comment(box, _ids(box, around)) for box in boxes]
    drafts = [item for item in found if isinstance(item, Draft)]
    skipped = [item for item in found if isinstance(item, Skipped)]
    skipped += [stub for box in boxes for stub in _hidden_replies(box)]
    declared = _declared(tree)
    missing = None if declared is None else declared - len(drafts) - sum(item.count or 0 for item in skipped)
    skipped += [*_cut_off(tree), *_stubs(tree, missing)]
    return Findings(drafts=drafts, skipped=skipped, declared=declared, is_threaded=True)


def _is_box(node: LexborNode) -> bool:
    return bool(_BOX_ID.fullmatch(attribute(node, "id"))) or not {"wpd-comment", "wc-comment"}.isdisjoint(classes(node))


def _ids(box: LexborNode, around: dict[int, str]) -> tuple[str, str] | None:
    """Return a comment's id and its parent's, ``""`` for the article: from its own id, else from those around it."""
    own = _BOX_ID.fullmatch(attribute(box, "id"))
    if own:
        return own.group(1), own.group(2) if own.group(2).strip("0") else ""
    for each in elements(box, _is_box):
        found = _RIGHT_ID.fullmatch(attribute(each, "id"))
        if found:
            return found.group(1), around.get(box.mem_id, "")
    return None


def _ids_around(tree: LexborHTMLParser) -> dict[int, str]:
    """Return for each element inside a comment with an id of its own that id: the innermost one's."""
    around: dict[int, str] = {}
    for node in elements(tree.body) if tree.body else ():
        own = _BOX_ID.fullmatch(attribute(node, "id"))
        number = own.group(1) if own else around.get(node.parent.mem_id) if node.parent else None
        if number:
            around[node.mem_id] = number
    return around


def _parts(box: LexborNode) -> dict[str, LexborNode]:
    """Return the first element of each part of a comment, not looking into the replies inside it."""
    parts: dict[str, LexborNode] = {}
    for each in elements(box, _is_box):
        for name in classes(each):
            parts.setdefault(_PARTS.get(name, ""), each)
        if attribute(each, "alt") == "trackback":
            parts.setdefault("pingback", each)
    parts.pop("", None)
    return parts


def _comment(box: LexborNode, ids: tuple[str, str] | None) -> Draft | Skipped:
    """Return the comment of a box, or why there is none."""
    parts, where = _parts(box), attribute(box, "id") or None
    if "pingback" in parts or not {"pingback", "trackback"}.isdisjoint(classes(box)):
        return Skipped(kind="pingback", reason="links from other sites (pingbacks, trackbacks)")
    if "held" in parts or not _UNAPPROVED.isdisjoint(classes(box)):
        return Skipped(kind="unapproved", reason="comments that await moderation, shown only to their authors")
    if ids is None or "text" not in parts:
        return Skipped(kind="malformed", reason="a comment without an id or a text", where=where)
    return Draft(
        id=ids[0],
        text=text_of(parts["text"], _is_no_text),
        author=_line(parts, "author"),
        reply_to=ids[1],
        stamp=attribute(parts["date"], "title").strip() or None if "date" in parts else None,
        shown=_line(parts, "date"),
        score=_score(parts),
        likes=_number(parts.get("likes")),
        dislikes=None if (dislikes := _number(parts.get("dislikes"))) is None else abs(dislikes),
        edited=attribute(parts["edited"], "title") if "edited" in parts else None,
        pinned="sticky" in parts or not _STICKY.isdisjoint(classes(box)),
        badges=("author",) if _is_by_author(box) else (),
    )


def _is_by_author(box: LexborNode) -> bool:
    """Return whether a comment, or what wraps its own parts, is marked as one by the article's author."""
    inner = (each for each in islice(elements(box, _is_box), 1) if "wpd-comment-wrap" in classes(each))
    return any(not _BY_AUTHOR.isdisjoint(classes(each)) for each in (box, *inner))


def _is_no_text(node: LexborNode) -> bool:
    is_more = attribute(node, "id").startswith("wpdiscuz-readmore")
    return is_more or not _NO_TEXT.isdisjoint(classes(node)) or _is_box(node)


def _line(parts: dict[str, LexborNode], name: str) -> str | None:
    return (line_of(parts[name], _is_ornament) or None) if name in parts else None


def _is_ornament(node: LexborNode) -> bool:
    return _ORNAMENT.search(attribute(node, "class")) is not None or node.tag == "wpdtip"


def _score(parts: dict[str, LexborNode]) -> int | None:
    """Return the votes: their sum as shown, or likes minus dislikes where these are shown apart."""
    likes, dislikes = _number(parts.get("likes")), _number(parts.get("dislikes"))
    if likes is not None or dislikes is not None:
        return (likes or 0) - abs(dislikes or 0)
    return _number(parts.get("votes"))


def _number(node: LexborNode | None) -> int | None:
    """Return the whole number in an element's title or text; the title has it in full where the text says 1.2K."""
    if node is None:
        return None
    found = _WHOLE.fullmatch(attribute(node, "title").strip()) or _WHOLE.fullmatch(line_of(node))
    return int(re.sub(r"[^\d-]", "", found.group().replace("−", "-"))) if found else None


def _hidden_replies(box: LexborNode) -> list[Skipped]:
    """Return the replies that a comment's "View Replies (3)" button would load."""
    buttons = (each for each in elements(box, _is_box) if not _BUTTONS.isdisjoint(classes(each)))
    counts = (_BRACKETED.search(line_of(each)) for each in islice(buttons, _MOST_BUTTONS))
    found = next(filter(None, counts), None)
    if found is None or any(_is_box(inner) for inner in elements(box)):
        return []
    return [Skipped(kind="stub", reason=_REPLIES, count=int(found.group(1)), where=attribute(box, "id") or None)]


def _cut_off(tree: LexborHTMLParser) -> list[Skipped]:
    cut = len({attribute(node, "id") for node in tree.css('[id^="wpdiscuz-readmore-"]')})
    return [Skipped(kind="cut", reason="ends of long comments behind a “read more” button", count=cut)] if cut else []


def _declared(tree: LexborHTMLParser) -> int | None:
    """Return how many comments the page says it has."""
    info = tree.css_first(".wpd-thread-info[data-comments-count]")
    if info:
        return _number_of(attribute(info, "data-comments-count"))
    for place in (".wpd-thread-info .wpdtc", ".wpd-cc-value", ".wpdiscuz-comment-count", ".wpd-thread-info"):
        node = tree.css_first(place)
        if node and (number := _number_of(attribute(node, "title") or line_of(node))) is not None:
            return number
    header = tree.css_first("#wc-comment-header")
    count = count_in(line_of(header)) if header else None
    return count or _threads_and_replies(tree) or count_in_headings(tree, "h1, h2, h3, h4, .comments-title") or count


def _number_of(text: str) -> int | None:
    found = _FIRST_NUMBER.search(text)
    return int(re.sub(r"\D", "", found.group())) if found else None


def _threads_and_replies(tree: LexborHTMLParser) -> int | None:
    threads, replies = (tree.css_first(f".wpd-stat-{name}-count") for name in ("threads", "replies"))
    return (_number(threads) or 0) + (_number(replies) or 0) if threads and replies else None


def _stubs(tree: LexborHTMLParser, missing: int | None) -> list[Skipped]:
    """Return what a "Load More Comments" button or further pages of comments hold back."""
    count = missing if missing and missing > 0 else None
    if any(not _HIDDEN.search(attribute(node, "style")) for node in tree.css(_LOAD_MORE)):
        return [Skipped(kind="stub", reason="comments behind a “load more” button", count=count)]
    if tree.css_first(_PAGES):
        return [Skipped(kind="stub", reason="comments on other pages of the comment section", count=count)]
    return []
