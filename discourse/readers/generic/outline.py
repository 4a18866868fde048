"""A page as numbers: every element's place, what its text amounts to, and the marks of author and time in it."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborNode

from discourse.readers.bylines import AFTER_ADDRESS, REPLIES, WRITTEN_BY
from discourse.readers.dom import is_element, is_text, walk
from discourse.readers.layout import epoch_of
from discourse.readers.markup import is_hidden
from discourse.readers.times import Time, find_time, month_of

MAX_ELEMENTS = 400_000
_MAX_TIME = 80
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_DATE = re.compile(r"(?:^|[-_ ])(?:date|datum|posted|published)(?:$|[-_ ])", re.IGNORECASE)
_OF_AUTHOR = re.compile(
    r"(?:^|[-_ ])(?:regist(?:ered|ration)|reg-?date|join(?:ed|-?date)|member-?since)(?:$|[-_ ])", re.IGNORECASE
)
"""How classes call the day on which somebody joined, which dates no comment."""
_MOST_LABEL = 24
_MAX_NAME = 80
_MOST_BYLINE = 160
_MOST_PARTS = 3
_INLINE = frozenset({"a", "abbr", "b", "em", "i", "small", "span", "strong", "sup", "td", "time"})
_STAMPED = frozenset({"time", "relative-time", "time-ago", "abbr"})
_AUTHOR_NAMES = re.compile(
    r"(?:^|[-_ ]|__)(?:authors?|autor|auteur|autore|(?:lj)?user|username|usr|name|nick|nickname|poster|commenter|"
    r"commentator|verfasser|byline|by|fn|vcard|creator|member|display-?name|screen-?name|person|writer|reporter|submitter|asker|handle|von|from|"
    r"pseudo|pseudonym|benutzer(?:name)?|nutzer(?:name)?|mitglied|usuario|utilisateur|utente|gebruiker|bruker|"
    r"kullanici|uzytkownik|avtor|yazar|absender|nombre|nom|nome|naam|profiili|kirjoittaja|nimimerkki|szerzo|"
    r"skribent|forfatter|onoma)(?:$|[-_ ])|"
    r"(?:user|nick|author|screen|display|poster|member|comment(?:er|or)?)-?name$",
    re.IGNORECASE,
)
_NEVER_AUTHOR = re.compile(
    r"avatar|image|img|photo|thumb|form|input|label|field|icon|menu|login|register|rank|title|stat|count|badge|box|wrap|"
    r"info|detail|bio|meta|about|content|text|body|list|header|card(?!-name)|role|level|post-?count|join|location",
    re.IGNORECASE,
)
_EMPHASIS = frozenset({"a", "b", "strong", "span", "em", "i", "font"})
_SAYS = re.compile(
    r"\s*(?:schrieb|schreibt|sagte?|meinte?|wrote|writes|says?|said|commented|replied|posted|a écrit|écrit|a dit|dit|"
    r"escribió|dijo|comentó|ha scritto|scrive|dice|disse|escreveu|schreef|zegt|zei|skrev|skriver|"
    r"napisał(?:\w?|\(a\))|napsal(?:\w?|\(a\))|пишет|"
    r"написал\w?|сказал\w?)\s*(?:[:,]|am\b|on\b|at\b|le\b|el\b|il\b|em\b|op\b|den\b|\d|$)",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(
    rf"(?:^|[\s|·•,(])(?:(?:author|autor(?:in|a|ka)?|auteur|autore|автор|yazar|szerző|作者|投稿者|작성자|글쓴이)\s?[:：]|"
    rf"(?:{WRITTEN_BY})\s?:?)\s*$",
    re.IGNORECASE,
)
"""What stands right before an element with a name, in words of what is around that."""
_OF_QUOTED = re.compile(r"originally (?:posted|written) by\s*:?\s*$", re.IGNORECASE)
"""What stands so before the name of whom a post quotes."""
_TOLD_BY = ("data-testid", "data-test", "data-qa", "data-hook", "data-e2e")
"""Attributes that say what an element is."""
_MOST_BEFORE = 40
_COMMENT = re.compile(r"comment|kommentar|reply|post|message|msg", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PROFILE = re.compile(
    r"/(?:users?|profiles?|members?|u|author|people|account|channel|nutzer|profil|mitglied|utilisateur|usuario|utente|space|id)/|"
    r"[?&;](?:u|uid|user|un|username|member)=|/~|/@|user\?id=|space-uid-|(?:^|/)(?:members?|profile|user(?:info|details)?)\.php"
)


@dataclass(eq=False)
class Element:
    """One element: its number in document order, that of the first one after it, and what stands before it."""

    node: LexborNode
    number: int
    parent: "Element | None"
    depth: int
    text_from: int
    links_from: int
    end: int = 0
    text_to: int = 0
    links_to: int = 0
    classes: str = ""
    id: str = ""
    page_end: int = 0
    """For what stands in nothing else: the number after the last element of the page."""

    @property
    def text(self) -> int:
        """Characters of text inside, blanks at the ends of each piece aside."""
        return self.text_to - self.text_from

    @property
    def linked(self) -> int:
        """Those of them in links."""
        return self.links_to - self.links_from


@dataclass(eq=False)
class Outline:
    """The elements of a page in document order, and the numbers of those that mark a time or an author."""

    elements: list[Element] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    authors: list[int] = field(default_factory=list)

    def inside(self, marks: list[int], start: int, end: int) -> list[int]:
        """Return the marks from a number on up to another."""
        return marks[bisect_left(marks, start) : bisect_left(marks, end)]


def outline_of(root: LexborNode, folded: frozenset[int] = frozenset(), copies: frozenset[int] = frozenset()) -> Outline:
    """Return the outline of what a page shows, and of hidden elements that are ``folded`` comments, in one walk.

    What are ``copies`` of others is left out.
    """
    outline = Outline()
    open_elements: list[Element] = []
    text = links = 0
    in_link = 0
    for node, entering in walk(
        root, lambda each: (_is_unseen(each) and each.mem_id not in folded) or each.mem_id in copies
    ):
        if is_text(node):
            words = (node.text_content or "").strip()
            if words and open_elements:
                text += len(words)
                links += len(words) if in_link else 0
                _mark_words(outline, open_elements[-1], words)
        elif not is_element(node):
            continue
        elif entering:
            if len(outline.elements) >= MAX_ELEMENTS:
                break
            parent = open_elements[-1] if open_elements else None
            element = _begun(node, len(outline.elements), parent, text, links)
            outline.elements.append(element)
            open_elements.append(element)
            in_link += node.tag == "a"
        else:
            element = open_elements.pop()
            element.end, element.text_to, element.links_to = len(outline.elements), text, links
            in_link -= node.tag == "a"
            _mark_element(outline, element)
    for element in open_elements:
        element.end, element.text_to, element.links_to = len(outline.elements), text, links
    return _marked(outline)


def _marked(outline: Outline) -> Outline:
    """Return a whole outline whose marks are those of the comments themselves, none of what these quote or mention."""
    for element in (each for each in outline.elements if each.parent is None):
        element.page_end = len(outline.elements)
    quoted = {number for each in outline.elements if _is_quotation(each) for number in range(each.number, each.end)}
    authors = {number for number in outline.authors if not _is_mention(outline.elements[number])}
    authors |= _named_by_ids(outline.elements)
    return Outline(outline.elements, sorted(set(outline.times) - quoted), sorted(authors - quoted))


def _named_by_ids(elements: list[Element]) -> set[int]:
    """Return the numbers of the elements with a name whose id stands for a class: several have the same."""
    named = [each for each in elements if each.id and 0 < each.text <= _MAX_NAME and _is_called_author(each.id)]
    often = Counter(each.id for each in named)
    return {each.number for each in named if often[each.id] > 1}


def _is_quotation(element: Element) -> bool:
    """Return whether an element quotes somebody, whose name and date are not those of who quotes."""
    around = element.parent
    is_whole = around is not None and around.text == element.text and bool(_COMMENT.search(around.classes))
    is_quote = element.node.tag in ("blockquote", "q") and not is_whole
    return is_quote and not _COMMENT.search(f"{element.classes} {element.id}")


def _is_mention(element: Element) -> bool:
    """Return whether a link to somebody stands in a paragraph that says more: whom a comment speaks of or to."""
    around = element.parent
    return element.node.tag == "a" and around is not None and around.node.tag == "p" and around.text > _MOST_BYLINE


def _begun(node: LexborNode, number: int, parent: Element | None, text: int, links: int) -> Element:
    attributes = node.attributes
    depth = parent.depth + 1 if parent is not None else 0
    classes, id_ = attributes.get("class") or "", attributes.get("id") or ""
    return Element(node, number, parent, depth, text, links, classes=classes, id=id_)


def _is_unseen(node: LexborNode) -> bool:
    """Return whether an element is not shown; some pages put all their posts into one form, or names on buttons."""
    if node.tag == "form" or (node.tag == "button" and _is_called_author(node.attributes.get("class") or "")):
        return False
    return is_hidden(node)


def _mark_words(outline: Outline, holder: Element, words: str) -> None:
    """Mark an element that holds a date or time and little else."""
    if len(words) <= _MAX_TIME and outline.times[-1:] != [holder.number] and not _OF_AUTHOR.search(holder.classes):
        time = find_time(words)
        if time is not None and (_is_most(time, words) or _is_labelled(time, words)):
            outline.times.append(holder.number)
        if AFTER_ADDRESS.search(words):
            outline.authors.append(holder.number)


def _is_most(time: Time, words: str) -> bool:
    return max(len(time.shown), time.end - time.start) * 4 >= len(words)


def _is_labelled(time: Time, words: str) -> bool:
    """Return whether a line begins with a date under its label, whatever it goes on with: "Added: 3 May, by Ann"."""
    return 0 < time.start <= _MOST_LABEL and words[: time.start].rstrip().endswith((":", "："))


def _mark_element(outline: Outline, element: Element) -> None:
    tag = element.node.tag or ""
    is_stamped = (tag in _STAMPED and _has_stamp(element.node)) or _ISO.match(
        element.node.attributes.get("title") or ""
    )
    if is_stamped or _has_epoch(element, tag) or _is_dated_by_month(element):
        outline.times.append(element.number)
    elif 0 < element.text <= _MAX_NAME and _names_author(element, tag):
        outline.authors.append(element.number)


def _is_dated_by_month(element: Element) -> bool:
    """Return whether an element is called a date and says a month and its year."""
    if not 0 < element.text <= _MAX_TIME or not _DATE.search(element.classes):
        return False
    return month_of((element.node.text(deep=False) or "").strip()) is not None


def _has_stamp(node: LexborNode) -> bool:
    attributes = node.attributes
    stamp = attributes.get("datetime") or attributes.get("title") or ""
    return len(stamp) <= _MAX_TIME and any(character.isdigit() for character in stamp)


def _has_epoch(element: Element, tag: str) -> bool:
    """Return whether a small element, which is no whole comment, gives seconds since 1970 in an attribute."""
    is_small = element.text <= _MAX_TIME and element.end - element.number <= _MOST_PARTS
    return is_small and (not element.text or tag in _INLINE) and epoch_of(element.node) is not None


def _names_author(element: Element, tag: str) -> bool:
    attributes = element.node.attributes
    if "author" in (attributes.get("rel") or "") or attributes.get("itemprop") in ("author", "creator", "name"):
        return True
    if tag == "cite" or (tag in _EMPHASIS and (_says_next(element) or _is_announced(element))):
        return True
    if tag == "a" and _PROFILE.search(attributes.get("href") or ""):
        return True
    if bool(element.classes) and _is_called_author(element.classes):
        return True
    if any(_is_called_author(attributes.get(name) or "") for name in _TOLD_BY):
        return True
    return element.linked == 0 and bool(REPLIES.match((element.node.text(deep=False) or "").strip()))


@lru_cache(maxsize=4_096)
def _is_called_author(classes: str) -> bool:
    """Return whether a class is that of a name: "commentAuthor", "meta__name"; what a part is called counts last."""
    names = (_CAMEL.sub("-", name) for name in classes.split())
    return any(_AUTHOR_NAMES.search(name) and not _NEVER_AUTHOR.search(name.rpartition("__")[2]) for name in names)


def _says_next(element: Element) -> bool:
    """Return whether the words right after an element say that it wrote what follows: "Ann" and "wrote on 3 May"."""
    after = element.node.next
    return after is not None and after.is_text_node and bool(_SAYS.match(after.text_content or ""))


def _is_announced(element: Element) -> bool:
    """Return whether the words right before an element say that it names who wrote: "Author:"."""
    before = element.node.prev
    words = (before.text_content or "")[-_MOST_BEFORE:] if before is not None and before.is_text_node else ""
    return bool(words.strip()) and bool(_BEFORE_NAME.search(words)) and not _OF_QUOTED.search(words)


def ancestors(element: Element, most: int) -> Iterator[Element]:
    """Yield an element and those around it, up to so many."""
    here: Element | None = element
    for _ in range(most):
        if here is None:
            return
        yield here
        here = here.parent
