"""Who wrote a comment: the element that names the author, and the name in it without the words around it."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborNode

from discourse.readers.bylines import FROM
from discourse.readers.dates import words_of_date
from discourse.readers.dom import Test, attribute, classes, is_element, is_text, one_line, self_and_ancestors
from discourse.readers.markup import line_of
from discourse.readers.wordpress.boxes import marks_depth
from discourse.readers.wordpress.dates import date_in
from discourse.readers.wordpress.furniture import LINK_TO_SELF
from discourse.readers.wordpress.pieces import KEPT, MAX_BYLINE, MAX_TRIED, MOST_ABOVE, Piece

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
SAYS = re.compile(
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
_MAX_SAYS = 25


def author_piece(names: Sequence[Piece], tests: Sequence[Callable[[Piece], bool]] = ()) -> Piece | None:
    """Return the element that names the author, by the first of the tests that finds one with a name in it."""
    for test in tests or _AUTHOR_TESTS:
        tried = islice((piece for piece in names if test(piece) and not marks_depth(piece.names)), MAX_TRIED)
        found = next((piece for piece in tried if name_in(piece)), None)
        if found is not None:
            return found
    return None


def _has_one_of(wanted: frozenset[str]) -> Callable[[Piece], bool]:
    return lambda piece: not wanted.isdisjoint(piece.names)


def _is_author_link(piece: Piece) -> bool:
    is_link = piece.tag == "a" and "nofollow" in piece.said("rel") and "reply" not in piece.said("class")
    return is_link and not _is_in_sentence(piece) and not line_of(piece.node).startswith(("http", "www."))


@lru_cache(maxsize=KEPT)
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
AUTHOR_NAMED = (
    *_AUTHOR_TESTS[:6],
    lambda piece: piece.tag in ("h3", "h4", "h5", "h6") and SAYS.search(line_of(piece.node)) is not None,
)
"""The tests for what is called the author, and not only set as names are."""


def _is_in_sentence(piece: Piece) -> bool:
    """Return whether an element stands in a paragraph beside other words than a date and "says": it stresses them."""
    around = piece.node.parent
    if around is None or around.tag not in ("p", "blockquote", "q", "dd"):
        is_listed = around is not None and around.tag == "li" and not around.attributes
        return around is not None and (is_listed or around.tag in ("em", "i", "u"))
    line = line_of(around)
    before = one_line("".join(_words_before(piece.node)))
    if around.tag in ("blockquote", "q") or len(line) > MAX_BYLINE or (before and not _ONLY_BY.match(before)):
        return True
    after = line.removeprefix(before).strip().removeprefix(line_of(piece.node))
    return bool(re.search(r"[^\W\d_]", after)) and words_of_date(after) is None and not SAYS.fullmatch(f" {after}")


def _words_before(node: LexborNode) -> Iterator[str]:
    before = node.prev
    while before is not None:
        yield (before.text_content if is_text(before) else before.text()) or ""
        before = before.prev


def name_in(piece: Piece) -> str | None:
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
        shown = date_in(line)
        if shown and not line.startswith(shown):
            line = line.partition(shown)[0]
        line = _BY.sub("", SAYS.sub("", line))
    elif line.endswith(":"):
        line = SAYS.sub("", line)
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
    if node.tag == "a" and (LINK_TO_SELF.search(attribute(node, "href")) or "#comment-" in attribute(node, "href")):
        return True
    return any(_NO_NAME.search(name) for name in classes(node)) or bool(node.tag == "span" and node.css_first("time"))


def _words_beside(node: LexborNode, is_before: bool) -> str:
    """Return the words right before or after an element on its line, or an element around it that only holds it."""
    for each, _ in zip(self_and_ancestors(node), range(MOST_ABOVE), strict=False):
        beside = each.prev if is_before else each.next
        words = one_line(beside.text_content or "") if beside is not None and is_text(beside) else ""
        if words or beside is None or is_element(beside):
            return words
    return ""


def without_byline(text: str | None, author: Piece | None) -> str | None:
    """Leave out a first line of nothing but the words before the author's name ("By") and after it ("says:")."""
    if not text or author is None:
        return text
    first, _, rest = text.partition("\n")
    before, after = (_words_beside(author.node, is_before) for is_before in (True, False))
    words = [before if _ONLY_BY.fullmatch(before) else "", after if after.endswith((":", "：")) else ""]
    is_byline = first in {*words, " ".join(words)} and 0 < len(first) <= _MAX_SAYS
    return rest.strip("\n") if is_byline else text
