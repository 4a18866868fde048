"""The author, the date, the text and the votes of one comment, whatever the theme calls their elements."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import islice, takewhile
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from discourse.readers.bylines import FROM
from discourse.readers.dates import iso_of_stamp, words_of_date
from discourse.readers.dom import (
    Test,
    attribute,
    classes,
    is_element,
    is_text,
    one_line,
    self_and_ancestors,
)
from discourse.readers.markup import line_of, text_of
from discourse.readers.times import find_time
from discourse.readers.wordpress.boxes import is_outside, marks_depth

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
_KEPT = 4_096
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
_NAME_LIKE = re.compile(
    r"(?:[a-z0-9]{1,20}[-_]{1,2}){0,2}(?:comment|cmn?t|review)s?[-_]{0,2}(?:item[-_]{1,2})?"
    r"(?:author|name|user|by)(?:[-_]{0,2}name)?"
)
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
_BY = re.compile(
    r"^\W*(?:(?:comment|kommentar|commentaire|comentari[oi]?|comentário|commento|reactie|komentarz|комментарий|posted|"
    rf"written)\s+(?:{FROM}|de)|by)\s*:?\s+",
    re.IGNORECASE,
)
_ONLY_BY = re.compile(rf"(?:{FROM}|de)\s*:?", re.IGNORECASE)
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
    r"fn|author-comments?|report-?comment\S*|safe-comments\S*|dashicons\S*|wpulike\S*|wp_ulike\S*|commentnumber|moderation-?\S*|load-?more\S*|star-?rating|rating-?stars?"
)
_OWN_PROPERTIES = frozenset({"author", "creator", "datepublished", "datecreated", "commenttime", "url", "image"})
_LINK_TO_SELF = re.compile(r"[?&]replytocom=\d|#respond$|/wp-admin/comment\.php")
_PING_LINE = re.compile(r"\W{0,3}(?:ping|track)back\s*:", re.IGNORECASE)
_EXCERPT = re.compile(r"\[(?:\.\.\.|…)\].*\[(?:\.\.\.|…)\]", re.DOTALL)
_PING_BY = re.compile(
    r"\W{0,3}(?:ping|track)back\s+(?:by|from|von|par|por|de|di|da|door|van|av|af|fra|från|przez|от)\s", re.IGNORECASE
)
_MAX_BYLINE = 160
_MAX_BESIDE = 45
_PROSE = "p, blockquote, ul, ol, pre"
_HEADS = frozenset({"p", "div", "header", "footer", "span", "h3", "h4", "h5", "h6"})
_MAX_SAYS = 25
_MOST_ABOVE = 3
_DASHES = re.compile(r"\s[—–|·•-]\s")
_WHOLE = re.compile(r"[-−+]?\d{1,9}")
_SIGNS = "> -|·•#↓↑:"


class Piece(NamedTuple):
    """One element of a comment with what tells its role: its tag, class names and attributes, looked up once."""

    node: LexborNode
    address: int
    tag: str
    names: tuple[str, ...]
    attributes: Mapping[str, str | None]

    def said(self, name: str) -> str:
        """Return an attribute's value, an empty string where it has none."""
        return self.attributes.get(name) or ""

    @property
    def properties(self) -> str:
        """What microdata calls it."""
        return self.said("itemprop").lower() if self.attributes else ""


class Parts(NamedTuple):
    """What was found in one comment; ``text`` is ``None`` where there is nothing that could be one.

    ``author_node`` names the author, ``about`` are the elements outside the text.
    """

    text: str | None
    author: str | None
    stamp: str | None
    shown: str | None
    score: int | None
    author_node: LexborNode | None
    about: Sequence[Piece]


def pieces_of(own: Iterable[LexborNode]) -> list[Piece]:
    """Return the elements of a comment as pieces."""
    return [Piece(node, node.mem_id, node.tag or "", classes(node), node.attributes) for node in own]


def parts_of(own: Sequence[Piece], author_address: int | None = None) -> Parts:
    """Return the parts of a comment, given its own elements (the first is its box).

    ``author_address`` is that of the element which names its author, where it is known.
    """
    furniture = {piece.address for piece in own[1:] if _is_furniture(piece)} | _around_buttons(own[1:])
    texts = _text_candidates(own, _inside_furniture(own, furniture))[:_MAX_TEXTS]
    about = _held_by(own[1:], furniture)
    inside_text = _held_by(own[1:], {texts[0].address}) if texts else set()
    names = [piece for piece in own[1:] if piece.address not in inside_text or piece.address in about]
    told = next((piece for piece in names if piece.address == author_address), None)
    inner = [piece for piece in own[1:] if piece.address in inside_text and piece.address not in about]
    outer = told or _author_piece(names)
    author_piece = outer or _author_piece(inner, _AUTHOR_NAMED)
    stamp, shown, date_piece = _date(names, outer)
    if stamp is None and shown is None:
        stamp, shown, date_piece = _named_date(inner)
    found = [piece for piece in (author_piece, date_piece) if piece is not None]
    left_out = furniture.union(piece.address for piece in found)
    text = _text_without([*texts, *_roots(own)], own, left_out, _lines_about(own, found))
    text = _without_date(text, shown)
    text = _without_byline(text, author_piece)
    author = _name(author_piece) if author_piece is not None else None
    author_node = author_piece.node if author_piece is not None else None
    return Parts(text, author, stamp, shown, _score(own), author_node, names)


def _text_without(candidates: Sequence[Piece], own: Sequence[Piece], left_out: Set[int], lines: Set[int]) -> str | None:
    """Return the text without what is about it, and without the lines around that unless nothing were left."""
    for hidden in (left_out | lines, left_out):
        text = _text(candidates, frozenset(piece.address for piece in own if piece.address not in hidden))
        if text or hidden is left_out:
            return text
    return None


def _lines_about(own: Sequence[Piece], found: Sequence[Piece]) -> set[int]:
    """Return the addresses of short elements around the author or the date: a header with badges, a footer."""
    inside = {piece.address: piece for piece in own[1:]}
    said = sum(len(line_of(piece.node)) for piece in found)
    lines: set[int] = set()
    for piece in found:
        above = (inside.get(node.mem_id) for node in islice(self_and_ancestors(piece.node), 1, _MOST_ABOVE + 1))
        for around in takewhile(lambda each: each is not None and _is_short(each, said), above):
            lines.update([around.address] if around is not None else ())
    return lines


def _is_short(piece: Piece, said: int) -> bool:
    """Return whether an element holds little more than was said of a comment, and no paragraph of its own."""
    if piece.tag not in _HEADS or len(line_of(piece.node)) > said + _MAX_BESIDE:
        return False
    return all(node.mem_id == piece.address for node in piece.node.css(_PROSE))


def is_ping(own: Sequence[Piece]) -> bool:
    """Return whether a comment's first words, not those of its replies, or its author's line call it a pingback."""
    addresses = {piece.address for piece in own}
    first = line_of(own[0].node, lambda node: node.mem_id not in addresses)[:80]
    return bool(_PING_LINE.match(first)) or any(map(_names_ping, own))


def is_excerpt(parts: Parts) -> bool:
    """Return whether a comment is only a piece of another page that links here, as old pingbacks are shown."""
    node = parts.author_node
    is_linked = node is not None and (node.tag == "a" or node.css_first("a[href]") is not None)
    return is_linked and _EXCERPT.fullmatch((parts.text or "").strip()) is not None


def _names_ping(piece: Piece) -> bool:
    """Return whether an element says only from which page, in a link or with a date, a pingback came."""
    if piece.tag not in ("cite", "p", "div", "span", "small", "em"):
        return False
    line = line_of(piece.node)
    is_byline = len(line) <= _MAX_BYLINE and bool(_PING_BY.match(line))
    return is_byline and (words_of_date(line) is not None or piece.node.css_first("a[href]") is not None)


def _held_by(own: Sequence[Piece], tops: Set[int]) -> set[int]:
    """Return the addresses of the pieces that are one of those given or stand inside one; parents come first."""
    held: set[int] = set()
    for piece in own if tops else ():
        if piece.address in tops or (piece.node.parent is not None and piece.node.parent.mem_id in held):
            held.add(piece.address)
    return held


def _roots(own: Sequence[Piece]) -> list[Piece]:
    """Return where a text stands that no class names: in the dd of a dl, else somewhere in the box."""
    return [*[piece for piece in own if piece.tag == "dd"][:_MAX_CANDIDATES], own[0]]


def _text_candidates(own: Sequence[Piece], hidden: set[int]) -> list[Piece]:
    """Return the elements that may hold the text, the likeliest first."""
    inner = [piece for piece in own[1:] if piece.attributes]
    found = [piece for piece in inner if piece.properties in _TEXT_PROPERTIES]
    for names in _TEXTS[:2]:
        found += _innermost_first([piece for piece in inner if not names.isdisjoint(piece.names)], own)
    found += [piece for piece in inner if _TEXT_ID.fullmatch(piece.said("id"))]
    found += [piece for piece in inner if _is_like_text(piece.names)]
    found += [piece for piece in inner if not _TEXTS[2].isdisjoint(piece.names)]
    return [piece for piece in found if piece.address not in hidden]


@lru_cache(maxsize=_KEPT)
def _is_like_text(names: tuple[str, ...]) -> bool:
    return any(_TEXT_LIKE.search(name) for name in names)


def _innermost_first(pieces: list[Piece], own: Sequence[Piece]) -> list[Piece]:
    """Put an element after those inside it: some themes call the whole comment its text, and its text too."""
    first = pieces[:_MAX_CANDIDATES]
    if len(first) < 2:
        return first
    inside = [_held_by(own, {outer.address}) for outer in first]
    order = [sum(other.address in held for other in first) for held in inside]
    return [piece for _, piece in sorted(zip(order, first, strict=True), key=lambda pair: pair[0])]


def _inside_furniture(own: Sequence[Piece], furniture: Set[int]) -> set[int]:
    """Return the elements inside furniture that is not, under that name, what holds the text too."""
    around = {own[0].address}
    for piece in own:
        if not _TEXTS[0].isdisjoint(piece.names):
            above = piece.node.parent
            while above is not None and above.mem_id not in around:
                around.add(above.mem_id)
                above = above.parent
    tops = furniture - around
    held = _held_by(own[1:], tops)
    return {piece.address for piece in own[1:] if piece.address in held and _parent(piece) in held} if held else held


def _parent(piece: Piece) -> int | None:
    return piece.node.parent.mem_id if piece.node.parent is not None else None


def _is_furniture(piece: Piece) -> bool:
    """Return whether an element of a comment is about it (author, date, buttons) rather than its text."""
    if marks_depth(piece.names):
        return False
    if _is_furniture_named(piece.names):
        return True
    if not piece.attributes:
        return False
    if is_outside(piece.node) or piece.properties in _OWN_PROPERTIES:
        return True
    address = piece.said("href") if piece.tag == "a" else ""
    is_script = address.lstrip().lower().startswith("javascript:")
    return is_script or (not _is_from_writer(piece) and bool(_LINK_TO_SELF.search(address)))


@lru_cache(maxsize=_KEPT)
def _is_furniture_named(names: tuple[str, ...]) -> bool:
    return any(_FURNITURE.fullmatch(name) for name in names)


def _is_from_writer(link: Piece) -> bool:
    """Return whether a link has only the attributes that WordPress lets a commenter set."""
    return set(link.attributes) <= {"href", "title", "rel", "target"}


def _text(candidates: Sequence[Piece], shown: frozenset[int]) -> str | None:
    """Return the text of the first candidate that has one; an empty text where only pictures or nothing stands."""
    for candidate in candidates:
        text = _trimmed(text_of(candidate.node, lambda node: node.mem_id not in shown))
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


def _without_byline(text: str | None, author: Piece | None) -> str | None:
    """Leave out a first line of nothing but the words before the author's name ("By") and after it ("says:")."""
    if not text or author is None:
        return text
    first, _, rest = text.partition("\n")
    before, after = (_words_beside(author.node, is_before) for is_before in (True, False))
    words = [before if _ONLY_BY.fullmatch(before) else "", after if after.endswith((":", "：")) else ""]
    is_byline = first in {*words, " ".join(words)} and 0 < len(first) <= _MAX_SAYS
    return rest.strip("\n") if is_byline else text


def _words_beside(node: LexborNode, is_before: bool) -> str:
    """Return the words right before or after an element on its line, or an element around it that only holds it."""
    for each, _ in zip(self_and_ancestors(node), range(_MOST_ABOVE), strict=False):
        beside = each.prev if is_before else each.next
        words = one_line(beside.text_content or "") if beside is not None and is_text(beside) else ""
        if words or beside is None or is_element(beside):
            return words
    return ""


def _author_piece(names: Sequence[Piece], tests: Sequence[Callable[[Piece], bool]] = ()) -> Piece | None:
    for test in tests or _AUTHOR_TESTS:
        tried = islice((piece for piece in names if test(piece) and not marks_depth(piece.names)), _MAX_TRIED)
        found = next((piece for piece in tried if _name(piece)), None)
        if found is not None:
            return found
    return None


def _around_buttons(own: Sequence[Piece]) -> set[int]:
    """Return the addresses of lines that hold little but what runs a script when clicked: buttons to vote with."""
    clicked = {_parent(piece) for piece in own if "onclick" in piece.attributes}
    lines = (piece for piece in own if piece.address in clicked and piece.tag in ("p", "span"))
    return {piece.address for piece in lines if len(line_of(piece.node)) <= _MAX_SAYS}


def _has_one_of(wanted: frozenset[str]) -> Callable[[Piece], bool]:
    return lambda piece: not wanted.isdisjoint(piece.names)


def _is_author_link(piece: Piece) -> bool:
    is_link = piece.tag == "a" and "nofollow" in piece.said("rel") and "reply" not in piece.said("class")
    return is_link and not _is_in_sentence(piece) and not line_of(piece.node).startswith(("http", "www."))


@lru_cache(maxsize=_KEPT)
def _is_like_name(names: tuple[str, ...]) -> bool:
    return any(_NAME_LIKE.fullmatch(name) for name in names)


_AUTHOR_TESTS: tuple[Callable[[Piece], bool], ...] = (
    lambda piece: piece.properties in ("author", "creator"),
    *map(_has_one_of, _NAMES),
    lambda piece: _is_like_name(piece.names),
    lambda piece: piece.tag == "cite" and not _is_in_sentence(piece),
    lambda piece: piece.tag in ("h3", "h4", "h5"),
    _is_author_link,
    lambda piece: piece.tag in ("strong", "b") and not _is_in_sentence(piece) and "rating" not in piece.names,
)
_AUTHOR_NAMED = _AUTHOR_TESTS[:6]
"""The tests for what is called the author, and not only set as names are."""


def _is_in_sentence(piece: Piece) -> bool:
    """Return whether an element stands in a paragraph beside other words than a date and "says": it stresses them."""
    around = piece.node.parent
    if around is None or around.tag not in ("p", "blockquote", "q", "dd"):
        is_listed = around is not None and around.tag == "li" and not around.attributes
        return around is not None and (is_listed or around.tag in ("em", "i", "u"))
    line = line_of(around)
    before = one_line("".join(_words_before(piece.node)))
    if around.tag in ("blockquote", "q") or len(line) > _MAX_BYLINE or (before and not _ONLY_BY.match(before)):
        return True
    after = line.removeprefix(before).strip().removeprefix(line_of(piece.node))
    return bool(re.search(r"[^\W\d_]", after)) and words_of_date(after) is None and not _SAYS.fullmatch(f" {after}")


def _words_before(node: LexborNode) -> Iterator[str]:
    before = node.prev
    while before is not None:
        yield (before.text_content if is_text(before) else before.text()) or ""
        before = before.prev


def _name(piece: Piece) -> str | None:
    """Return the name in an author's element, without "says:", date, badge and buttons."""
    node = piece.node
    inside = [each for each in node.css("*") if each.mem_id != piece.address]
    for is_wanted in _NAME_TESTS if inside else ():
        inner = next(filter(is_wanted, inside), None)
        if inner is not None:
            name = _plain_name(inner)
            if name:
                return name
    return _plain_name(node)


_NAME_TESTS: tuple[Test, ...] = (
    lambda node: attribute(node, "itemprop") == "name",
    lambda node: "fn" in attribute(node, "class").split(),
    lambda node: "comment-author-name" in attribute(node, "class").split(),
    lambda node: node.tag == "cite",
    lambda node: node.tag == "a" and "url" in attribute(node, "class").split(),
    lambda node: node.tag == "strong",
    lambda node: node.tag == "b",
)


def _plain_name(node: LexborNode) -> str | None:
    """Return the name in an element; what only holds the name is not searched for a date or "says" without colon."""
    line = line_of(node, lambda each: _is_no_name(each) or _is_added(each))
    if not _is_precise(node):
        line = _before_dated(node) or line
        shown = _date_in(line)
        if shown and not line.startswith(shown):
            line = line.partition(shown)[0]
        line = _BY.sub("", _SAYS.sub("", line))
    elif line.endswith(":"):
        line = _SAYS.sub("", line)
    return line.strip(" \t,:|–—-·•") or None


def _before_dated(node: LexborNode) -> str | None:
    """Return what stands in an element before one of its own that begins with a date; ``None`` without such a one."""
    before: list[str] = []
    for child in node.iter(include_text=True):
        words = one_line(child.text_content or "") if is_text(child) else line_of(child, _is_no_name)
        dated = line_of(child) if is_element(child) else ""
        if dated and (shown := words_of_date(dated)) and dated.startswith(shown):
            return " ".join(filter(None, before)) or None
        before.append(words)
    return None


def _is_added(node: LexborNode) -> bool:
    """Return whether an element without a name stands after the words of one that only names the author: a badge."""
    around = node.parent
    is_bare = node.tag == "span" and not node.attributes and around is not None and _is_precise(around)
    return is_bare and bool(one_line("".join(_words_before(node))))


def _is_precise(node: LexborNode) -> bool:
    return attribute(node, "itemprop") == "name" or not _NAMES[0].union(_NAMES[1]).isdisjoint(classes(node))


def _is_no_name(node: LexborNode) -> bool:
    if node.tag in ("time", "small", "img", "abbr"):
        return True
    if node.tag == "a" and (_LINK_TO_SELF.search(attribute(node, "href")) or "#comment-" in attribute(node, "href")):
        return True
    return any(_NO_NAME.search(name) for name in classes(node)) or bool(node.tag == "span" and node.css_first("time"))


def _date(names: Sequence[Piece], author: Piece | None) -> tuple[str | None, str | None, Piece | None]:
    """Return the date for machines, the date as shown, and the element that holds nothing else."""
    for piece in islice(filter(_is_date, names), _MAX_TRIED):
        stamp = next((piece.said(name) for name in _MACHINE_DATES if iso_of_stamp(piece.said(name))), None)
        if stamp is None and words_of_date(piece.said("title")) is not None:
            stamp = piece.said("title")  # as its words tell it in full
        shown = line_of(piece.node)
        is_shown = words_of_date(shown) is not None
        if stamp or is_shown:
            return stamp, (_with_day(piece.node, shown) if is_shown else None) or stamp, piece
    name = line_of(author.node) if author is not None else ""
    for piece in islice(filter(_may_hold_date, names), _MAX_TRIED):
        line = line_of(piece.node)
        words = words_of_date(line.removeprefix(name))  # a figure in the name may look like a day
        if words:
            return None, _with_day(piece.node, words), piece if len(line) <= len(words) + 8 else None
    return None, _date_in_lines(names, author), None


def _named_date(inner: Sequence[Piece]) -> tuple[str | None, str | None, Piece | None]:
    """Return the date that stands inside the text's element, in one that is called so."""
    named = [piece for piece in inner if _is_date(piece) or not _DATES.isdisjoint(piece.names)]
    return _date(named, None) if named else (None, None, None)


def _with_day(node: LexborNode, shown: str) -> str:
    """Return the words of a date; where these are a clock alone, with the day that the line around them gives."""
    time = find_time(shown)
    if time is None or time.clock is None or time.iso or time.parts or node.parent is None:
        return shown
    line = line_of(node.parent)
    around = _date_in(line) if len(line) <= _MAX_BYLINE else None
    return around if around is not None and shown in around else shown


def _date_in(line: str) -> str | None:
    """Return the words of the longest date in a line or its parts: the number in a name may look like one."""
    parts = (line, *_DASHES.split(line)) if _DASHES.search(line) else (line,)
    return max((words_of_date(part) or "" for part in parts), key=len) or None


def _is_date(piece: Piece) -> bool:
    return piece.tag in ("time", "abbr") or piece.properties in _DATE_PROPERTIES


def _may_hold_date(piece: Piece) -> bool:
    return not _DATES.isdisjoint(piece.names) or "#comment-" in piece.said("href")


def _date_in_lines(names: Sequence[Piece], author: Piece | None) -> str | None:
    for piece in names:
        if piece.tag in ("span", "small", "p", "div", "em", "a", "header", "footer", "h4", "h5", "h6", "li"):
            line = one_line(piece.node.text(deep=False))
            if line and len(line) < 120 and words_of_date(line):
                return _date_in(line)
    if author is not None and author.node.parent is not None:
        line = line_of(author.node.parent)
        return _date_in(line) if len(line) < 160 else None
    return None


def _score(own: Sequence[Piece]) -> int | None:
    """Return likes minus dislikes of the plugin that shows both; ``None`` where neither is a number."""
    likes, dislikes = (_count(own, f"cld-{name}-count-wrap") for name in ("like", "dislike"))
    return None if likes is None and dislikes is None else (likes or 0) - (dislikes or 0)


def _count(own: Sequence[Piece], name: str) -> int | None:
    piece = next((each for each in own if name in each.names), None)
    found = _WHOLE.fullmatch(line_of(piece.node)) if piece is not None else None
    return int(found.group().replace("−", "-")) if found else None
