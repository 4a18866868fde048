"""From the markup of a comment or an article to plain text: paragraphs, line breaks, lists, quotes, emoji."""

import re
from itertools import islice

from selectolax.lexbor import LexborNode

from discourse.readers.dom import Test, attribute, classes, is_text, one_line, walk

_NEVER_SHOWN = frozenset({
    "audio", "button", "canvas", "embed", "form", "head", "iframe", "input", "link", "map", "meta", "noscript",
    "object", "script", "select", "style", "svg", "template", "textarea", "title", "video",
})  # fmt: skip
_PARAGRAPHS = frozenset({
    "article", "aside", "blockquote", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre",
    "section", "table", "ul",
})  # fmt: skip
_LINES = frozenset({
    "address", "center", "dd", "details", "div", "dt", "fieldset", "figcaption", "footer", "header", "li", "main",
    "nav", "summary", "tr",
})  # fmt: skip
_DISTANCES = dict.fromkeys(_LINES, 1) | dict.fromkeys(_PARAGRAPHS, 2)
_STATEFUL = frozenset({"blockquote", "pre", "ol", "ul", "li"})
_NEVER_WRITTEN_IN = frozenset({"body", "html", "main", "article"})
"""What holds a page: where a reader may write in all of it, it is shown nevertheless."""
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASSES = frozenset({"screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden", "assistive-text"})
_ICON_FONTS = re.compile(
    r"(?:^| )(?:(?:google-)?material-(?:icons|symbols)(?:-(?:outlined|rounded|round|sharp|two-tone))?|google-symbols)"
    r"(?: |$)"
)
"""Fonts that draw a picture for a word: "more_vert" is three dots."""
_EMOJI_NAME = re.compile(r"emoji|smil(?:ey|ie)|emoticon|graemlin|^smiles?$", re.IGNORECASE)
_EMOTICON = re.compile(
    r"[:;=8xXB][-~'o^]?[)(\]\[DPpOo|/\\*3@$]+|[)(]-?[:;]|:[a-z0-9_+-]{2,20}:|<3|\^_?\^|[oO]_[oO]|\[[\u4e00-\u9fff]{1,6}\]"
)
"""What a writer types for a smiley: as the words of a picture it stands for one, whatever the picture is called."""
_CODE_BLOCK = "bbc_code"
"""What SMF calls a ``code`` that its style sheet makes a block."""
_PICTOGRAPHS = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff\u200d\ufe0f]+")
_MAX_EMOJI = 24
_LINE_NODES = 2_000
_LINE_LENGTH = 2_000
"""How much of an element is looked at for a line (a name, a date, a heading): tags may hold a whole page by mistake."""
_MAX_QUOTES = 8

# Controls, soft hyphens, zero-width spaces and marks that turn the direction of text around; the joiners stay,
# since emoji and several scripts are spelled with them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u180e\u200b\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)


def clean(text: str) -> str:
    r"""Return a text without the characters that are invisible or reorder the text around them.

    >>> clean("a\u200bb\u202ec")
    'abc'
    """
    return text if text.isprintable() else _INVISIBLE.sub("", text)


def line_of(node: LexborNode, leave_out: Test | None = None) -> str:
    """Return the shown text of an element on one line: a name, a date or a heading, so its beginning is enough."""
    only = node.child
    if only is None or (only.is_text_node and only.next is None):
        return one_line(clean(only.text_content or "")) if only is not None else ""
    writer = Writer()
    length = 0
    for each, entering in islice(walk(node, _left_out(leave_out)), _LINE_NODES):
        writer.take(each, entering)
        length += len(each.text_content or "") if is_text(each) else 0
        if length > _LINE_LENGTH:
            break
    return one_line(writer.result())


def text_of(node: LexborNode, leave_out: Test | None = None, is_quote: Test | None = None) -> str:
    """Return the shown text of an element without what passes ``leave_out``.

    Paragraphs are separated by a blank line, other blocks and ``<br>`` by a line break; items of lists start with
    ``-`` or their number, lines of a blockquote, or of what passes ``is_quote``, with ``>``. What a forum shows of a
    page in place of a link, its title and how it describes itself, is no word of the writer: the address stands there.
    """
    writer = Writer()
    if node.tag == "pre":  # the walk goes over what is in it
        writer.enter(node)

    def stop(each: LexborNode) -> bool:
        if is_hidden(each):
            return True
        if each.tag == "aside" and (address := _previewed(each)):
            writer.paragraph(address)
            return True
        is_left_out = leave_out is not None and leave_out(each)
        if is_left_out and each.tag in _DISTANCES:
            writer.separate()
        return is_left_out

    for each, entering in walk(node, stop):
        if is_quote is not None and not is_text(each) and is_quote(each):
            writer.quote(entering)
        writer.take(each, entering)
    return writer.result()


def _left_out(leave_out: Test | None) -> Test:
    return is_hidden if leave_out is None else lambda node: is_hidden(node) or leave_out(node)


def is_hidden(node: LexborNode) -> bool:
    """Return whether an element is never shown to a reader of the page, or is what that reader was about to write."""
    if node.tag in _NEVER_SHOWN:
        return True
    attributes = node.attributes
    if not attributes:
        return False
    if "contenteditable" in attributes and (attributes["contenteditable"] or "") != "false":
        return node.tag not in _NEVER_WRITTEN_IN
    style = attributes.get("style")
    if "hidden" in attributes or (style and _HIDDEN_STYLE.search(style)):
        return "spoil" not in (attributes.get("class") or "")
    return not _HIDDEN_CLASSES.isdisjoint(classes(node)) or bool(_ICON_FONTS.search(attributes.get("class") or ""))


class Writer:
    """Collects lines, knowing how far apart the next one stands from the last and how deep it is quoted."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._line: list[str] = []
        self._gap = 0
        self._quotes = 0
        self._preformatted = 0
        self._counters: list[int | None] = []
        self._marker = ""

    def take(self, node: LexborNode, entering: bool) -> None:
        """Write one step of a walk through the markup."""
        if node.is_text_node:
            self.add(node.text_content or "")
        elif entering:
            self.enter(node)
        else:
            self.leave(node)

    def quote(self, begins: bool) -> None:
        """Begin or end a quotation that is no blockquote."""
        self._break(2)
        self._quotes += 1 if begins else -1

    def add(self, text: str) -> None:
        """Write a text, its blanks as one unless it is preformatted: there an empty line parts paragraphs."""
        if not self._preformatted:
            self._line.append(text)
            return
        first, *others = text.split("\n")
        self._line.append(first)
        for line in others:
            self._break(1 if self._has_text() else 2)
            self._line.append(line)

    def paragraph(self, text: str) -> None:
        """Write a text that is a paragraph of its own."""
        self._break(2)
        self._line.append(text)
        self._break(2)

    def enter(self, node: LexborNode) -> None:
        """Write what an element brings before its content."""
        tag = node.tag or ""
        if tag == "br":
            self._break(1 if self._has_text() else 2)
        elif tag == "img":
            self._line.append(_emoji(node))
        elif tag in ("td", "th"):
            self._line.append(" ")
        self._step_to(node)
        if tag in _STATEFUL:
            self._open(tag)

    def leave(self, node: LexborNode) -> None:
        """End what an element began."""
        tag = node.tag or ""
        self._step_to(node)
        if tag in _STATEFUL:
            self._close(tag)

    def separate(self) -> None:
        """End the line."""
        self._break(1)

    def result(self) -> str:
        """Return all that was written."""
        self._break(0)
        return "\n".join(self._done)

    def _step_to(self, node: LexborNode) -> None:
        """End the line where an element is a block: by its tag, or as the code of forums that have no ``pre``."""
        tag = node.tag or ""
        if tag in _DISTANCES:
            self._break(_DISTANCES[tag])
        elif tag == "code" and _CODE_BLOCK in classes(node):
            self._break(1)

    def _open(self, tag: str) -> None:
        if tag == "blockquote":
            self._quotes += 1
        elif tag == "pre":
            self._preformatted += 1
        elif tag in ("ol", "ul"):
            self._counters.append(0 if tag == "ol" else None)
        elif tag == "li" and self._counters:
            self._marker = self._next_marker()

    def _close(self, tag: str) -> None:
        if tag == "blockquote":
            self._quotes -= 1
        elif tag == "pre":
            self._preformatted -= 1
        elif tag in ("ol", "ul"):
            self._counters.pop()
        elif tag == "li":
            self._marker = ""

    def _next_marker(self) -> str:
        number = self._counters[-1]
        if number is None:
            return "- "
        self._counters[-1] = number + 1
        return f"{number + 1}. "

    def _has_text(self) -> bool:
        return any(piece.strip() for piece in self._line)

    def _break(self, distance: int) -> None:
        """End the line and keep the next one at least this many line ends away."""
        line = clean(one_line("".join(self._line))) if self._line else ""
        if line:
            if self._gap == 2 and self._done:
                self._done.append("")
            self._done.append("> " * min(self._quotes, _MAX_QUOTES) + self._marker + line)
            self._gap, self._marker = 0, ""
        self._line = []
        self._gap = max(self._gap, distance)


def _previewed(node: LexborNode) -> str:
    """Return the address of the page that a box of Discourse shows in place of a link; nothing for any other box."""
    if "onebox" not in classes(node):
        return ""
    link = node.css_first("a[href]")
    return attribute(node, "data-onebox-src") or ("" if link is None else attribute(link, "href"))


def _emoji(node: LexborNode) -> str:
    """Return what a picture of an emoji stands for; nothing for any other picture."""
    # what was typed, in old boards; what it is called; vBulletin leaves that empty and calls it so for the mouse
    words = (attribute(node, name) for name in ("emoid", "alt", "title"))
    alt = one_line(next(filter(None, words), ""))
    if not alt or len(alt) > _MAX_EMOJI:
        return ""
    folders = attribute(node, "src").partition("?")[0].split("/")[:-1]
    is_one = (
        _EMOTICON.fullmatch(alt)
        or _PICTOGRAPHS.fullmatch(alt)
        or any(map(_EMOJI_NAME.search, (*classes(node), *folders)))
    )
    return alt if is_one else ""
