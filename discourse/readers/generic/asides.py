"""What is surely none of what a comment says: signatures, rows of buttons, links."""

import re

from discourse.readers.bylines import MAIL_ADDRESS
from discourse.readers.generic.names import BUTTONS
from discourse.readers.generic.notices import lists_changes
from discourse.readers.generic.outline import Element
from discourse.readers.markup import line_of
from discourse.readers.pasted.furniture import mark_of

_NO_WORDS = (
    r"(?:options?|actions?|operations?|buttons?|toolbar|controls?|tools|menu|signatures?|sig|foot|footer|votes?|ratings?|"
    r"share|sharing)"
)
_SURELY_NONE = re.compile(
    rf"(?:^|[-_ ]|(?<=[a-z])(?=[A-Z]))(?i:{_NO_WORDS})"
    r"(?i:-(?:row|list|bar|group|wrap\w*|container|area|inner|links?|box))?(?:$| )"
)
"""A word at the end of a name, where the name says what it is: "message-options", "like-buttons"."""
_IS_TEXT = re.compile(r"(?:comment|review|post|message|reply)?[-_]{0,2}(?:text|content|body|message)", re.IGNORECASE)
"""A name that alone says that this is the text, whatever else an element is called."""
_LOOKS = re.compile(r"(?:^|(?<= ))text-[a-z]+(?:-\d+)?(?= |$)")
"""Names of how a text looks."""
_LINKS = re.compile(r"(?:^|[-_ ]|(?<=[a-z]))links?(?:$|[- ])", re.IGNORECASE)
_MAIL = re.compile(rf"(?:[^\W\d_][\w-]{{0,20}}\s?[:：]\s*)?{MAIL_ADDRESS}")
"""A cell that is nothing but an address for mail, perhaps after its label."""
_SIGNATURE = re.compile(r"signature|(?:^|[-_ ])sign?(?:[-_ ]|$)|signatur", re.IGNORECASE)
TEXTS = re.compile(
    r"content|text|body|message|msg|comment-?copy|kommentartext|entry|copy|markdown|bbcode|says|inhalt|texte|texto|testo",
    re.IGNORECASE,
)
"""What elements are called that hold a text."""
PARAGRAPHS = frozenset({"p", "ul", "ol", "blockquote", "pre", "table"})
MOST_LINKED = 0.7
"""Share of the letters of an element that are in links, from which on it lists and does not say."""
MOST_MORE = 70
"""Characters that a line about a comment holds beside its name or time."""
MOST_BUTTON = 24
"""Characters of a button."""


def is_beside(element: Element) -> bool:
    """Return whether an element is surely none of what a comment says: a signature, a row of buttons."""
    names = f"{element.classes} {element.id}"
    if any(map(_IS_TEXT.fullmatch, element.classes.split())):
        return False
    if (
        lists_changes(element)
        or element.node.tag in ("footer", "nav", "menu")
        or _SIGNATURE.search(names)
        or _SURELY_NONE.search(names)
        or _is_address(element)
    ):
        return True
    # a link in a sentence, or a text called after what it links, is none
    is_linked = element.node.tag != "a" and element.linked >= MOST_LINKED * element.text
    return is_linked and bool(_LINKS.search(names))


def _is_address(element: Element) -> bool:
    if element.node.tag not in ("td", "th", "dd") or not 0 < element.text <= MOST_MORE:
        return False
    return _MAIL.fullmatch(line_of(element.node)) is not None


def is_surely_beside(element: Element) -> bool:
    """Return whether an element is none of what a comment says, however little that is, and not called a text too."""
    return is_beside(element) and not TEXTS.search(_LOOKS.sub("", f"{element.classes} {element.id}"))


def is_said(element: Element) -> bool:
    """Return whether an element is a paragraph of words and not of buttons."""
    return element.text > 0 and element.node.tag in PARAGRAPHS and not (is_beside(element) or is_button(element))


def is_button(element: Element) -> bool:
    """Return whether an element says nothing but what buttons and counts say."""
    return mark_of(line_of(element.node)).role in BUTTONS
