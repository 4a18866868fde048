"""The comments of WordPress itself, as its themes print them, old and new."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.model import Skipped, Thread
from discourse.readers import wpdiscuz
from discourse.readers.article import article_of
from discourse.readers.counts import count_in
from discourse.readers.dom import (
    Test,
    attribute,
    classes,
    element_before,
    first_text,
    is_held,
    select,
    self_and_ancestors,
)
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.elsewhere import held_elsewhere
from discourse.readers.source import Source
from discourse.readers.votes import Place, Votes, votes_of
from discourse.readers.wordpress.boxes import (
    Box,
    boxes_among_pings,
    boxes_of,
    in_widgets,
    is_marked_by_depth,
    is_widget,
    own_elements,
    widened,
)
from discourse.readers.wordpress.names import names_for
from discourse.readers.wordpress.notices import may_await, says_it_awaits
from discourse.readers.wordpress.parts import Parts, parts_of
from discourse.readers.wordpress.pieces import Piece, pieces_of
from discourse.readers.wordpress.pings import is_excerpt, is_ping

NAME = "wordpress"
TITLE = "WordPress pages, as its themes print them"
RECOVERS = ("author", "parent", "time", "score", "likes", "badges", "declared")

_IDENTIFIERS = (
    ('meta[name="generator" i][content^="WordPress" i]', "it says that WordPress generated it"),
    ('link[rel="https://api.w.org/"]', "it links to WordPress's interface"),
    ('form[action*="wp-comments-post.php"]', "its form posts to WordPress"),
    ('script[src*="/wp-includes/"], link[href*="/wp-includes/"]', "it loads scripts or styles of WordPress"),
    ('script[src*="/wp-content/"], link[href*="/wp-content/"]', "it loads scripts or styles of a WordPress theme"),
    (".wp-block-comments, .wp-block-post-content, .wp-site-blocks", "it is made of WordPress blocks"),
)
_TRACES = ("wordpress", "api.w.org", "wp-comments-post", "wp-includes", "wp-content", "wp-block", "wp-site")
_THREADING = ("comment-reply.js", "comment-reply.min.js", "comment-reply-link", "addComment.moveForm", "replytocom=")
_TITLE_PLACES = (
    "h1, h2, h3, h4, h5, h6, legend, summary, "
    '[id*="comment" i], [class*="comment" i], [id*="respon" i], [class*="respon" i]'
)
_PAGE_PLACES = 'a[href*="comment-page-"], a[href*="cpage="]'
_LINK_PLACES = 'a[href$="#comments"], a[href$="#respond"], a[href$="#disqus_thread"], a[href^="#"][href$="-comments"]'
_MORE_PLACES = 'a[class*="comment" i], button[class*="comment" i], div[class*="comment" i]'
_TITLE_NAMES = re.compile(
    r"comments?[-_]{0,2}(?:title|heading|headline|number|count|counter|header|hd)\S{0,20}|wp-block-comments-title|"
    r"(?:title|heading|num|number|count)[-_]{0,2}comments?|responses|comments-link|comment-?head|num_?comments|comments_intro"
)
_SECTION = re.compile(r"comment|respon|discussion|kommentar|reactie|reaction", re.IGNORECASE)
_FORM_TITLE = re.compile(r"reply-title|comment-reply-title|comment-form|respond")
_MOST_ABOVE = 3
_LEAST_ALIKE, _MAX_BUTTON = 3, 30
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "legend", "summary"})
_OTHER_PAGES = re.compile(r"comment-page-\d{1,6}|[?&]cpage=\d")
_ONE_COMMENT = re.compile(r"#(?:li-|div-)?comment-\d")
_LOAD_MORE = re.compile(r"(?:load|show|view)[-_]?(?:more|all|older)[-_]?comments?|comments?[-_](?:load|show)[-_]?more")
_VOTED = ", ".join(f'[class*="{word}" i]' for word in ("vote", "like", "rating", "thumb", "karma")) + ', [id^="karma-"]'
"""What a theme that lets readers vote has somewhere in a comment."""
_PING_TYPES = frozenset({"pingback", "trackback"})
_CALLED = r"(?:\s*(?:</?[^>]{1,200}>\s*){0,4}:|\s+(?:by|from|von|par|por|de|di|da|door|van|av|af|fra|från|przez|от)\s)"
"""What follows the word where it is not the name of a class: a colon, or "by"."""
_UNAPPROVED = Skipped(kind="unapproved", reason="comments that await moderation, shown only to their authors")
_PING = Skipped(kind="pingback", reason="links from other sites (pingbacks, trackbacks)")


def matches(source: Source) -> str | None:
    """Return the evidence that WordPress made the page, or ``None``."""
    if not source.is_html or wpdiscuz.matches(source) is not None:
        return None
    if "depth-" in source.lower and is_marked_by_depth(source.tree):
        return "comments with the classes of WordPress"
    return _trace(source)


def _trace(source: Source) -> str | None:
    """Return what in the page, other than its words, shows that WordPress made it."""
    if not any(sign in source.lower for sign in _TRACES):
        return None
    return next((words for place, words in _IDENTIFIERS if source.tree.css_first(place)), None)


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the article and the comments of a WordPress page."""
    tree = source.tree
    boxes = boxes_of(tree)
    is_threaded = _is_threaded(source, boxes)
    found = _read_boxes(source, boxes, boxes_among_pings(tree, boxes), is_threaded)
    if _are_bare(found):
        wider = _read_boxes(source, widened(boxes), boxes_among_pings(tree, boxes), is_threaded)
        found = found if _are_bare(wider) else wider
    drafts = [item for item in found if isinstance(item, Draft)]
    skipped = [item for item in found if isinstance(item, Skipped)]
    declared = _declared(tree, boxes)
    missing = None if declared is None else declared - len(found)
    skipped += [*_widgets(tree), *_stubs(tree, missing, has_comments=bool(found))]
    findings = Findings(drafts=drafts, skipped=skipped, declared=declared, is_threaded=is_threaded and bool(drafts))
    return (thread_of(source, NAME, article_of(source), findings),)


def _are_bare(found: Sequence[Draft | Skipped]) -> bool:
    """Return whether most comments have no author, who may stand outside of what is marked as a comment."""
    named = [each.author is not None for each in found if isinstance(each, Draft)]
    malformed = sum(isinstance(each, Skipped) and each.kind == "malformed" for each in found)
    return 2 * sum(named) < len(named) + malformed


def _is_threaded(source: Source, boxes: Sequence[Box]) -> bool:
    return any(box.parent for box in boxes) or any(sign in source.text for sign in _THREADING)


def _read_boxes(source: Source, boxes: Sequence[Box], pings: set[int], is_threaded: bool) -> list[Draft | Skipped]:
    nodes = frozenset(node.mem_id for box in boxes for node in (box.node, *box.others))
    signs = _signs(source, pings)
    read: list[Parts | Skipped] = []
    for box in boxes:
        own = pieces_of(own_elements(box, nodes))
        parts = _left_out(box, own, signs) or parts_of(own)
        read.append(_PING if isinstance(parts, Parts) and is_excerpt(parts) else parts)
    comments = [(box, each) for box, each in zip(boxes, read, strict=True) if isinstance(each, Parts)]
    named = _with_names(source.tree, comments, nodes)
    comments = _without_buttons([(box, named.get(box.node.mem_id, each)) for box, each in comments])
    drafts = iter(_with_votes(comments, nodes, is_threaded))
    return [each if isinstance(each, Skipped) else next(drafts) for each in read]


def _without_buttons(comments: Sequence[tuple[Box, Parts]]) -> list[tuple[Box, Parts]]:
    """Leave out a last line that most comments end with: a button that the theme prints below the text."""
    ends = Counter(end for _, parts in comments if (end := _last_line(parts.text)))
    end, times = next(iter(ends.most_common(1)), ("", 0))
    if times < _LEAST_ALIKE or 2 * times <= len(comments):
        return list(comments)
    return [
        (box, parts._replace(text=(parts.text or "").removesuffix(end).rstrip("\n")))
        if _last_line(parts.text) == end
        else (box, parts)
        for box, parts in comments
    ]


def _last_line(text: str | None) -> str:
    """Return a text's last line, where it is short and not all of it."""
    before, _, end = (text or "").rpartition("\n")
    return end if before and len(end) <= _MAX_BUTTON else ""


def _with_votes(
    comments: Sequence[tuple[Box, Parts]], nodes: frozenset[int], is_threaded: bool
) -> Iterator[Draft | Skipped]:
    """Yield the comments with their votes: as a plugin that is known states them, else as any other page would."""
    may_vote = any(box.node.css_first(_VOTED) is not None for box, _ in comments)
    places = [Place(box.node, nodes - {box.node.mem_id}, parts.author) for box, parts in comments if may_vote]
    votes = votes_of(places)
    for place, (box, parts) in enumerate(comments):
        draft = _draft(box, parts, is_threaded)
        is_told = isinstance(draft, Skipped) or draft.score is not None
        yield draft if is_told else replace(draft, **votes.get(place, Votes())._asdict())


class _Signs(NamedTuple):
    """Which boxes stand among pingbacks, and whether the page has words at all that tell of one, or of moderation."""

    pings: set[int]
    may_be_ping: bool
    may_await: bool


def _signs(source: Source, pings: set[int]) -> _Signs:
    words = (word for word in sorted(_PING_TYPES) if word in source.lower)
    return _Signs(pings, any(re.search(word + _CALLED, source.lower) for word in words), may_await(source.lower))


def _left_out(box: Box, own: Sequence[Piece], signs: _Signs) -> Skipped | None:
    """Return why a box is not taken as a comment; ``None`` where it is one."""
    if box.node.mem_id in signs.pings or not box.types.isdisjoint(_PING_TYPES) or (signs.may_be_ping and is_ping(own)):
        return _PING
    if "unapproved" in box.types or _is_marked_as_awaiting(own) or (signs.may_await and says_it_awaits(own)):
        return _UNAPPROVED
    return None


def _is_marked_as_awaiting(own: Sequence[Piece]) -> bool:
    return any("comment-awaiting-moderation" in piece.names for piece in own)


def _with_names(
    tree: LexborHTMLParser, comments: Sequence[tuple[Box, Parts]], nodes: frozenset[int]
) -> dict[int, Parts]:
    """Return the comments that were read without an author and have one, by the address of their box, read anew."""
    names = names_for(tree.body, comments) if tree.body is not None else {}
    found: dict[int, Parts] = {}
    for place, named in names.items():
        box = comments[place][0]
        parts = parts_of(pieces_of(own_elements(box, nodes)), named.node.mem_id)
        found[box.node.mem_id] = parts._replace(author=named.name)
    return found


def _draft(box: Box, parts: Parts, is_threaded: bool) -> Draft | Skipped:
    if parts.text is None or (not parts.text and not parts.author):
        return Skipped(kind="malformed", reason="a comment without a text", where=f"comment-{box.number}")
    return Draft(
        id=box.number or "",
        text=parts.text,
        author=parts.author,
        reply_to=_answered(box, is_threaded),
        stamp=parts.stamp,
        shown=parts.shown,
        score=parts.score,
        badges=("author",) if box.is_by_author else (),
    )


def _answered(box: Box, is_threaded: bool) -> str | None:
    """Return the parent's id; ``None`` where nothing says that the page lets a comment answer another."""
    if box.parent is not None:
        return box.parent.number
    return "" if is_threaded or box.depth is not None else None


def _declared(tree: LexborHTMLParser, boxes: Sequence[Box]) -> int | None:
    """Return the count in the last title before the first comment; else in a later one; else in a link to them."""
    before, after = _titles(tree, boxes)
    for counts in (map(_count_of, reversed(before)), map(_count_of, after), _linked_counts(tree)):
        stated = next((count for count in counts if count is not None), None)
        if stated is not None:
            return stated
    return None


def _titles(tree: LexborHTMLParser, boxes: Sequence[Box]) -> tuple[list[LexborNode], list[LexborNode]]:
    """Return the titles of the comment section before and after its first comment, none from inside a comment."""
    if tree.body is None or tree.root is None:
        return [], []
    nodes = {box.node.mem_id for box in boxes}
    order = {node.mem_id: place for place, node in enumerate(tree.root.css("*"))}
    start = order[boxes[0].node.mem_id] if boxes else len(order)
    in_widget: dict[int, bool] = {}
    in_comment: dict[int, bool] = {}
    in_section: dict[int, bool] = {}
    above = _headings_above(boxes[0].node) if boxes else frozenset()
    titles = [
        node
        for node in select(tree.body, _TITLE_PLACES)
        if (node.mem_id in above or _is_title(node, lambda around: is_held(around, _is_section, in_section)))
        and not is_held(node, is_widget, in_widget)
        and not is_held(node, lambda each: each.mem_id in nodes, in_comment)
    ]
    first = bisect_left(titles, start, key=lambda node: order[node.mem_id])
    return titles[:first], titles[first:]


def _headings_above(first: LexborNode) -> frozenset[int]:
    """Return the addresses of the headings right before the first comment or the lists around it."""
    before = (element_before(node) for node, _ in zip(self_and_ancestors(first), range(_MOST_ABOVE), strict=False))
    return frozenset(node.mem_id for node in before if node is not None and node.tag in _HEADINGS)


def _is_title(node: LexborNode, is_in_section: Test) -> bool:
    names = [attribute(node, "id").lower(), *classes(node)]
    if any(_FORM_TITLE.search(name) for name in names):
        return False
    if node.tag == "h1":
        return _is_section(node)
    is_named = any(_TITLE_NAMES.fullmatch(name) for name in names)
    if node.tag in _HEADINGS:
        return is_named or is_in_section(node)
    return is_named and node.parent is not None and is_in_section(node.parent)


def _is_section(node: LexborNode) -> bool:
    return node.tag != "body" and bool(_SECTION.search(f"{attribute(node, 'id')} {attribute(node, 'class')}"))


def _linked_counts(tree: LexborHTMLParser) -> Iterator[int | None]:
    """Yield the counts in the links from the article to its own comments, not in those to other articles'."""
    canonical = tree.css_first('link[rel="canonical"]')
    own = attribute(canonical, "href") if canonical else ""
    for link in tree.css(_LINK_PLACES):
        address = attribute(link, "href").rpartition("#")[0]
        if not address or not own or address.rstrip("/") == own.rstrip("/"):
            yield count_in(first_text(link))


def _count_of(node: LexborNode) -> int | None:
    """Return the count that an element states; a bare number is one where the element is called so."""
    line = first_text(node)
    is_number = line.isdecimal() and len(line) < 8 and any(map(_TITLE_NAMES.fullmatch, classes(node)))
    return int(line) if is_number else count_in(line)


def _widgets(tree: LexborHTMLParser) -> list[Skipped]:
    listed = tree.css("li.recentcomments, li.wp-block-latest-comments__comment")
    entries = {node.mem_id for node in (*listed, *in_widgets(tree))}
    reason = "entries of a recent-comments widget"
    return [Skipped(kind="widget", reason=reason, count=len(entries))] if entries else []


def _stubs(tree: LexborHTMLParser, missing: int | None, has_comments: bool) -> list[Skipped]:
    """Return what other pages of comments, a "load more" button or another site's comment box hold back."""
    count = missing if missing and missing > 0 else None
    if any(_leads_to_other_page(attribute(link, "href")) for link in tree.css(_PAGE_PLACES)):
        return [Skipped(kind="stub", reason="comments on other pages of the comment section", count=count)]
    if any(_LOAD_MORE.search(attribute(node, "class").lower()) for node in tree.css(_MORE_PLACES)):
        return [Skipped(kind="stub", reason="comments behind a “load more” button", count=count)]
    return [] if has_comments else held_elsewhere(tree, count)


def _leads_to_other_page(address: str) -> bool:
    return bool(_OTHER_PAGES.search(address)) and not _ONE_COMMENT.search(address) and not address.endswith("#respond")
