"""The author, the date, the text and the votes of one comment, whatever the theme calls their elements."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from discourse.readers.comment_boxes import has_depth, is_outside
from discourse.readers.dates import iso_of_stamp, words_of_date
from discourse.readers.dom import Test, attribute, classes, held_by, one_line
from discourse.readers.markup import line_of, text_of

_TEXT_PROPERTIES = frozenset({"text", "commenttext", "description"})
_TEXTS = (
    frozenset({
        "comment-content", "comment_content", "comment__content", "wp-block-comment-content", "comment-text",
        "comment_text", "commenttext", "comment__text", "comment-entry", "comment-copy", "comment-message",
        "comment-body-text", "commentcontent", "comment-the-content", "comment-body__content", "comment_entry",
    }),
    frozenset({"format_text", "comment-inner-content", "commententry", "comment-description", "comment-txt"}),
    frozenset({"text", "content", "entry", "message", "entry-content", "body", "comment-body", "comment_body"}),
)  # fmt: skip
_TEXT_LIKE = re.compile(
    r"(?:^|[-_])(?:comment|cmt)s?[-_]{0,2}(?:item[-_]{1,2})?(?:content|text|txt|copy|message|msg|entry|desc)"
)
_MAX_CANDIDATES = 20
_MAX_TEXTS = 60
_MAX_TRIED = 30
"""How many elements with one of the names for authors or dates are looked into: a comment has a handful."""
_TEXT_ID = re.compile(r"comment-?(?:body|text|content)-\d{1,20}")

_NAMES = (
    frozenset({"fn"}),
    frozenset({
        "comment-author-name", "comment__author-name", "wp-block-comment-author-name", "comment_author_name",
        "comment-author-link", "comment-name", "author-name", "author_name", "commenter-name", "comment__author-link",
        "comment-author__name", "commentauthor", "comment-user", "comment-username", "comment_author_link",
    }),
    frozenset({
        "comment-author", "comment_author", "comment__author", "commenter", "comment-by", "user-name", "username",
    }),
    frozenset({
        "author", "vcard", "comment-header-author", "comment-meta-author", "comment-info", "comment-authorinfo",
    }),
)  # fmt: skip
_NAME_LIKE = re.compile(r"(?:comment|cmt)s?[-_]{0,2}(?:item[-_]{1,2})?(?:author|name|user|by)(?:[-_]{0,2}name)?")
_NO_NAME = re.compile(
    r"avatar|badge|label|role|says|date|time|meta(?!$)|reply|edit|permalink|points|rank|screen-reader"
)
_SAYS = re.compile(
    r"[\s,]*\b(?:says?|said|wrote|writes|sagte?|schreibt|schrieb|meinte?|dit|a dit|écrit|a écrit|dice|dijo|escribió|"
    r"diz|"
    r"disse|scrive|ha detto|ha scritto|zegt|zei|schreef|schrijft|skriver|skrev|säger|sier|siger|pisze|mówi|napisał|"
    r"говорит|пишет|каже|пише|napsal|píše|říká|spune|a spus|mondja|írta|diyor ki|dedi ki|λέει)\b\s*:?\s*$",
    re.IGNORECASE,
)
_SAYS_LINE = re.compile(r"^\W{0,3}[^\W\d_]{2,12}(?:\s[^\W\d_]{1,12})?\s?:$")

_DATES = frozenset({
    "comment-date", "comment_date", "comment__date", "comment-time", "comment_time", "comment__time", "date", "time",
    "wp-block-comment-date", "comment-metadata", "comment_metadata", "commentmetadata", "comment-meta", "comment_meta",
    "comment__meta", "comment-published", "published", "comment-timestamp", "timestamp", "comment-date-time",
    "datetime",
})  # fmt: skip
_DATE_PROPERTIES = frozenset({"datepublished", "datecreated", "commenttime", "uploaddate"})
_MACHINE_DATES = ("datetime", "content", "title", "data-time", "data-date")

_FURNITURE = re.compile(
    r"avatar|says|vcard|reply|reply-.+|comment[-_]{1,2}(?:reply|edit|author|meta|date|time|permalink|awaiting|footer|header|"
    r"action|tool|like|rating|respond|form|vote|karma|share|flag|report|link|number|info|badge|name|avatar|user)\S*|"
    r"commentmetadata|edit-link|edit|permalink|jetpack-(?:comment-)?likes\S*|sharedaddy|sd-\S+|cld-\S+|wprm-\S*rating\S*|"
    r"wp-block-(?:comment-(?:author|date|edit|reply)\S*|avatar|comments-pagination)|likes?-\S+|like-?button\S*|likebtn\S*|"
    r"crfp-\S+|post-author|by-post-author|says-?\S*|comment_(?:quote|direct)_link|addtoany\S*|comment-?by-?author|"
    r"report-?comment\S*|safe-comments\S*|dashicons\S*|wpulike\S*|wp_ulike\S*|commentnumber|moderation-?\S*|load-?more\S*"
)
_OWN_PROPERTIES = frozenset({"author", "creator", "datepublished", "datecreated", "commenttime", "url", "image"})
_LINK_TO_SELF = re.compile(r"[?&]replytocom=\d|#respond$|/wp-admin/comment\.php")
_PING_LINE = re.compile(r"\W{0,3}(?:ping|track)back\s*:", re.IGNORECASE)
_WHOLE = re.compile(r"[-−+]?\d{1,9}")
_SIGNS = "> -|·•#↓↑:"


class Parts(NamedTuple):
    """What was found in one comment; ``text`` is ``None`` where there is nothing that could be one."""

    text: str | None
    author: str | None
    stamp: str | None
    shown: str | None
    score: int | None


def parts_of(own: Sequence[LexborNode], boxes: frozenset[int]) -> Parts:
    """Return the parts of a comment, given its own elements (the first is its box) and all boxes of the page."""
    furniture = held_by(own[1:], _is_furniture)
    texts = _text_candidates(own, _inside_furniture(own))[:_MAX_TEXTS]
    inside_text = held_by(own[1:], _is_node(texts[0])) if texts else set()
    names = [node for node in own if node.mem_id not in inside_text or node.mem_id in furniture]
    author_node = _author_node(names)
    stamp, shown, date_node = _date(names, author_node)
    left_out = frozenset(node.mem_id for node in (author_node, date_node) if node is not None)
    text = _without_date(_text([*texts, *_roots(own)], boxes, left_out), shown)
    author = _name(author_node) if author_node is not None else None
    return Parts(text, author, stamp, shown, _score(own))


def is_ping(own: Sequence[LexborNode], boxes: frozenset[int]) -> bool:
    """Return whether the first words of a comment, not of its replies, call it a pingback."""
    return bool(_PING_LINE.match(line_of(own[0], lambda node: node.mem_id in boxes)[:80]))


def _roots(own: Sequence[LexborNode]) -> list[LexborNode]:
    """Return where a text stands that no class names: in the dd of a dl, else somewhere in the box."""
    return [*[node for node in own if node.tag == "dd"][:_MAX_CANDIDATES], own[0]]


def _text_candidates(own: Sequence[LexborNode], hidden: set[int]) -> list[LexborNode]:
    """Return the elements that may hold the text, the likeliest first."""
    inner = own[1:]
    found = [node for node in inner if attribute(node, "itemprop").lower() in _TEXT_PROPERTIES]
    for names in _TEXTS[:2]:
        found += _innermost_first([node for node in inner if not names.isdisjoint(classes(node))], own)
    found += [node for node in inner if _TEXT_ID.fullmatch(attribute(node, "id"))]
    found += [node for node in inner if any(_TEXT_LIKE.search(name) for name in classes(node))]
    found += [node for node in inner if not _TEXTS[2].isdisjoint(classes(node))]
    return [node for node in found if node.mem_id not in hidden]


def _innermost_first(nodes: list[LexborNode], own: Sequence[LexborNode]) -> list[LexborNode]:
    """Put an element after those inside it: some themes call the whole comment its text, and its text too."""
    first = nodes[:_MAX_CANDIDATES]
    inside = [held_by(own, _is_node(outer)) for outer in first]
    order = [sum(other.mem_id in held for other in first) for held in inside]
    return [node for _, node in sorted(zip(order, first, strict=True), key=lambda pair: pair[0])]


def _is_node(wanted: LexborNode) -> Test:
    address = wanted.mem_id
    return lambda node: node.mem_id == address


def _inside_furniture(own: Sequence[LexborNode]) -> set[int]:
    """Return the elements inside furniture that is not, under that name, what holds the text too."""
    around = {own[0].mem_id}
    for node in own:
        if not _TEXTS[0].isdisjoint(classes(node)):
            above = node.parent
            while above is not None and above.mem_id not in around:
                around.add(above.mem_id)
                above = above.parent
    tops = {node.mem_id for node in own[1:] if node.mem_id not in around and _is_furniture(node)}
    return held_by(own[1:], lambda node: node.parent is not None and node.parent.mem_id in tops)


def _is_furniture(node: LexborNode) -> bool:
    """Return whether an element of a comment is about it (author, date, buttons) rather than its text."""
    if has_depth(node):
        return False
    if is_outside(node) or any(_FURNITURE.fullmatch(name) for name in classes(node)):
        return True
    if attribute(node, "itemprop").lower() in _OWN_PROPERTIES:
        return True
    return node.tag == "a" and not _is_from_writer(node) and bool(_LINK_TO_SELF.search(attribute(node, "href")))


def _is_from_writer(link: LexborNode) -> bool:
    """Return whether a link has only the attributes that WordPress lets a commenter set."""
    return set(link.attributes) <= {"href", "title", "rel", "target"}


def _text(candidates: Sequence[LexborNode], boxes: frozenset[int], left_out: frozenset[int]) -> str | None:
    """Return the text of the first candidate that has one; an empty text where only pictures or nothing stands."""

    def is_no_text(node: LexborNode) -> bool:
        return node.mem_id in left_out or node.mem_id in boxes or _is_furniture(node)

    for candidate in candidates:
        text = _trimmed(text_of(candidate, is_no_text))
        if text:
            return text
    return "" if len(candidates) > 1 else None


def _trimmed(text: str) -> str:
    """Leave out lines without a letter or figure at both ends, and a first line that only says "says:"."""
    lines = text.split("\n")
    first, last = 0, len(lines)
    while first < last and _opens_nothing(lines[first]):
        first += 1
    while first < last and not lines[last - 1].strip(_SIGNS):
        last -= 1
    return "\n".join(lines[first:last])


def _opens_nothing(line: str) -> bool:
    return not line.strip(_SIGNS) or bool(_SAYS_LINE.match(line) and _SAYS.match(" " + line))


def _without_date(text: str | None, shown: str | None) -> str | None:
    """Leave out a first or last line that holds little more than the date."""
    lines = (text or "").split("\n")
    if text is None or not shown or len(lines) == 1:
        return text
    for end in (0, -1):
        if shown in lines[end] and len(lines[end]) <= len(shown) + 12:
            del lines[end]
    return "\n".join(lines).strip("\n")


def _author_node(names: Sequence[LexborNode]) -> LexborNode | None:
    tests: list[Test] = [
        lambda node: attribute(node, "itemprop").lower() in ("author", "creator"),
        *map(_has_one_of, _NAMES),
        lambda node: any(_NAME_LIKE.fullmatch(name) for name in classes(node)),
        lambda node: node.tag == "cite",
        lambda node: (
            node.tag == "a" and "nofollow" in attribute(node, "rel") and "reply" not in attribute(node, "class")
        ),
        lambda node: node.tag in ("strong", "b", "h3", "h4", "h5"),
    ]
    for test in tests:
        tried = islice((node for node in names[1:] if test(node) and not has_depth(node)), _MAX_TRIED)
        found = next((node for node in tried if _name(node)), None)
        if found is not None:
            return found
    return None


def _has_one_of(wanted: frozenset[str]) -> Test:
    return lambda node: not wanted.isdisjoint(classes(node))


def _name(node: LexborNode) -> str | None:
    """Return the name in an author's element, without "says:", date, badge and buttons."""
    for wanted in ('[itemprop="name"]', ".fn", ".comment-author-name", "cite", "a.url", "strong", "b"):
        inner = node.css_first(wanted)
        if inner is not None and inner.mem_id != node.mem_id:
            name = _plain_name(inner)
            if name:
                return name
    return _plain_name(node)


def _plain_name(node: LexborNode) -> str | None:
    """Return the name in an element; what only holds the name is not searched for a date or "says" without colon."""
    line = line_of(node, _is_no_name)
    if not _is_precise(node):
        shown = words_of_date(line)
        if shown and not line.startswith(shown):
            line = line.partition(shown)[0]
        line = _SAYS.sub("", line)
    elif line.endswith(":"):
        line = _SAYS.sub("", line)
    return line.strip(" \t,:|–—-·•") or None


def _is_precise(node: LexborNode) -> bool:
    return attribute(node, "itemprop") == "name" or not _NAMES[0].union(_NAMES[1]).isdisjoint(classes(node))


def _is_no_name(node: LexborNode) -> bool:
    if node.tag in ("time", "small", "img", "abbr"):
        return True
    if node.tag == "a" and (_LINK_TO_SELF.search(attribute(node, "href")) or "#comment-" in attribute(node, "href")):
        return True
    return any(_NO_NAME.search(name) for name in classes(node)) or bool(node.tag == "span" and node.css_first("time"))


def _date(names: Sequence[LexborNode], author: LexborNode | None) -> tuple[str | None, str | None, LexborNode | None]:
    """Return the date for machines, the date as shown, and the element that holds nothing else."""
    for node in islice(filter(_is_date, names[1:]), _MAX_TRIED):
        stamp = next((attribute(node, name) for name in _MACHINE_DATES if iso_of_stamp(attribute(node, name))), None)
        shown = line_of(node)
        if stamp or words_of_date(shown):
            return stamp, (shown if words_of_date(shown) else None) or stamp, node
    for node in islice(filter(_may_hold_date, names[1:]), _MAX_TRIED):
        line = line_of(node)
        words = words_of_date(line)
        if words:
            return None, words, node if len(line) <= len(words) + 8 else None
    return None, _date_in_lines(names, author), None


def _is_date(node: LexborNode) -> bool:
    return node.tag in ("time", "abbr") or attribute(node, "itemprop").lower() in _DATE_PROPERTIES


def _may_hold_date(node: LexborNode) -> bool:
    return not _DATES.isdisjoint(classes(node)) or "#comment-" in attribute(node, "href")


def _date_in_lines(names: Sequence[LexborNode], author: LexborNode | None) -> str | None:
    for node in names[1:]:
        if node.tag in ("span", "small", "p", "div", "em", "a", "header", "footer", "h4", "h5", "h6", "li"):
            line = one_line(node.text(deep=False))
            if line and len(line) < 120 and words_of_date(line):
                return words_of_date(line)
    if author is not None and author.parent is not None:
        line = line_of(author.parent)
        return words_of_date(line) if len(line) < 160 else None
    return None


def _score(own: Sequence[LexborNode]) -> int | None:
    """Return likes minus dislikes of the plugin that shows both; ``None`` where neither is a number."""
    likes, dislikes = (_count(own, f"cld-{name}-count-wrap") for name in ("like", "dislike"))
    return None if likes is None and dislikes is None else (likes or 0) - (dislikes or 0)


def _count(own: Sequence[LexborNode], name: str) -> int | None:
    node = next((each for each in own if name in classes(each)), None)
    found = _WHOLE.fullmatch(line_of(node)) if node is not None else None
    return int(found.group().replace("−", "-")) if found else None
