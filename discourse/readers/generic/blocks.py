"""The repeated blocks of a page that may be its comments: groups of alike elements, each scored by its evidence."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log2, sqrt

from discourse.readers.body import size_of
from discourse.readers.dom import attribute, walk
from discourse.readers.eastern import EASTERN
from discourse.readers.generic.heads import headed_in
from discourse.readers.generic.outline import Element, Outline, ancestors
from discourse.readers.markup import line_of
from discourse.readers.times import find_time

Key = tuple[str, ...]

_MOST_ABOVE = 12
_MOST_GROUPS = 400
_MOST_NESTED = 60
_ENOUGH_TEXT, _ENOUGH_SIGNS, _MOST_SHORT = 12, 4, 640
_EASTERN = re.compile(f"{EASTERN.pattern}{{2}}")
_NUMBERS = re.compile(r"\d+")
_NUMBER_OF_LETTERS = re.compile(r"(?<=[-_])(?=[a-z]{0,20}\d)[0-9a-z]{3,24}$", re.IGNORECASE)
"""The end of an id that counts in letters, too: "comment-8dxz"."""
_VARIANT = re.compile(
    r"^(?:odd|even|alt\w*|first|last|parent|depth.*|level.*|lvl.*|thread-.*|by.*|row\d*|bg\d|is-.*|has-.*|active|new|"
    r"clearfix|cf|media|row|col.*|d-.*|p[xytblr]?-.*|m[xytblr]?-.*|flex.*|(?:align|justify)-.*|gap-.*|w-.*|h-.*|"
    r"text-.*|bg-.*|border.*|rounded.*|pure-[gu](?:-.*)?|space-[xy]-.*|shadow(?:-.*)?|font-.*|leading-.*|tracking-.*|"
    r"items-.*|max-[wh]-.*|min-[wh]-.*|grid|grid-.*|overflow-.*|whitespace-.*|break-.*|opacity-.*|divide-.*|transition.*|"
    r"duration-.*|cursor-.*|relative|absolute|block|group|truncate|(?:hover|focus|dark|sm|md|lg|xl|group-hover):.*)$"
)
COMMENT_WORDS = re.compile(
    r"comment|kommentar|commentaire|comentari|commento|reactie|leserbrief|leserpost|reply|replies|antwort|respuesta|"
    r"réponse|risposta|opini|discuss|diskussion|forum|beitrag|message|feedback|review|recensi|talk|thread|response|"
    r"komment|koment|yorum|svar|innlegg|debat|guestbook|gaestebuch|gästebuch|tanggapan|viewer-?post|ugc|отзыв|коммент|"
    r"bewertung|rezension|rese[nñ]a|avalia[cç]|beoordeling|anmeldelse|arvostelu|"
    r"wpd-|disqus|coral|isso|talkback|letters|評論|评论|留言|回复|回覆|コメント|댓글|تعليق|תגוב|σχόλι|ответ|posting",
    re.IGNORECASE,
)
_POST_WORDS = re.compile(r"(?:^|[-_ ])(?:post|posts|posting|entry|msg|item|answer|note)s?(?:$|[-_ \d])", re.IGNORECASE)
_LIVE = re.compile(r"(?:^|[-_ ])live-?(?:blog-?)?(?:post|entry|update|event|item|feed)(?:$|[-_ ])", re.IGNORECASE)
"""What entries of a running report are called, which is an article however many have written it."""
_AROUND = re.compile(
    r"sidebar|widget|related|recent|latest|popular|trending|most-?read|teaser|menu|nav|breadcrumb|footer|promo|advert|"
    r"newsletter|carousel|slider|recommend|similar|archive|ticker|share(?!d)|social|pagination|pager|toplist|also|more-from|"
    r"product|price|cart",
    re.IGNORECASE,
)
_MARKING = ("data-testid", "data-test", "data-qa", "data-component", "data-role", "role", "itemtype")
"""Attributes that say what an element is, where its classes only say how it looks."""
_OWN_ID = re.compile(r"data-(?:id|key|cid|pid|tid|(?:comment|post|reply|message|item|node)-?(?:id|key)?)")
_LESS_SURE = {"run": 0.25, "look": 0.3, "head": 0.3}
"""What a group's score loses where only places or looks tell its boxes apart."""
_TO_COMMENT = re.compile(r"#\w{0,8}-?(?:comment|reply|post|msg|c|p)[-_]?\d+$", re.IGNORECASE)
_MOST_ADDRESS = 60
_MOST_NAMED = 12
_NAMING, _MOST_NAME = frozenset({"a", "b", "strong", "em", "i", "font", "span"}), 50
_MOST_BESIDE = 160
"""A shorter ``aside`` tells about the article or the comment that it stands in."""
_NEVER = frozenset({"nav", "aside", "footer", "form", "select", "header", "head", "button"})
_TITLES = frozenset({"h1", "h2", "h3", "h4"})
_HEADLINE = 25


@dataclass(frozen=True, eq=False)
class Box:
    """One comment's place: from its element up to a number, without the boxes inside it."""

    element: Element
    end: int
    inner: tuple["Box", ...]
    within: Element | None


@dataclass(frozen=True, eq=False)
class Group:
    """Alike elements that may be the comments of a page, with the score of their evidence and how much they say."""

    key: Key
    boxes: Sequence[Box]
    score: float
    said: int = 0


def candidates(outline: Outline) -> dict[Key, list[Element]]:
    """Return the elements around a mark of time or author by what they have in common with others."""
    around: dict[int, Element] = {}
    for mark in sorted({*outline.times, *outline.authors}):
        for element in ancestors(outline.elements[mark], _MOST_ABOVE):
            if element.number in around:
                break
            around[element.number] = element
    groups: dict[Key, list[Element]] = {}
    for number in sorted(around):
        for key in keys_of(around[number]):
            groups.setdefault(key, []).append(around[number])
    groups |= headed_in(outline)
    kept = {key: members for key, members in groups.items() if len(members) > 1 or _is_named(members[0])}
    most = sorted(kept, key=lambda key: -len(kept[key]))[:_MOST_GROUPS]
    return {key: kept[key] for key in kept if key in set(most)}


def keys_of(element: Element) -> Iterator[Key]:
    """Yield what an element may have in common with others that repeat: classes, looks, attributes, its place."""
    tag = element.node.tag or ""
    if tag in ("body", "html", "main", "a", "span", "time", "b", "strong", "em", "i", "img", "cite", "abbr"):
        return
    named = classes_of(element)
    yield from named
    if element.classes and not named:
        yield ("look", tag, element.classes)
    yield from _told_keys(element, tag)
    around = "body" if element.parent is None else str(element.parent.number)
    yield ("child", tag, around)
    yield ("run", tag, around)
    if tag == "li" and (tree := _tree_around(element)) is not None:
        yield ("child", tag, str(tree.number))


def _tree_around(entry: Element) -> Element | None:
    """Return the outermost list of those that stand in one another's entries around an entry without names."""
    outermost = entry.parent
    for _ in range(_MOST_NESTED):
        if outermost is None or outermost.node.tag not in ("ul", "ol") or outermost.classes:
            break
        holder = outermost.parent
        if holder is None or holder.node.tag != "li" or holder.classes != entry.classes or holder.parent is None:
            break
        outermost = holder.parent
    return outermost if outermost is not entry.parent else None


def _told_keys(element: Element, tag: str) -> Iterator[Key]:
    """Yield what an element's attributes and its tag itself say that it is."""
    attributes = element.node.attributes
    for name in _MARKING:
        if attributes.get(name):
            yield ("told", tag, name, attributes[name] or "")
    for name in sorted(attributes):
        if _OWN_ID.fullmatch(name):
            yield ("has", tag, name)
    if "-" in tag:
        yield ("tag", tag)
    if element.id and _NUMBERS.search(element.id):
        yield ("id", tag, _NUMBERS.sub("#", _NUMBER_OF_LETTERS.sub("#", element.id)))


def _is_named(element: Element) -> bool:
    return bool(COMMENT_WORDS.search(f"{element.classes} {element.id}"))


def classes_of(element: Element) -> list[Key]:
    """Return the keys of an element's classes, but for those that say how it looks or which of several it is."""
    names = element.classes.split()[:8]
    return [("class", element.node.tag or "", _NUMBERS.sub("#", name)) for name in names if not _VARIANT.match(name)]


def scored(outline: Outline, key: Key, members: Sequence[Element], of_class: Mapping[Key, int]) -> Group:
    """Return alike elements as a group with its score; ``of_class`` counts the elements of the page by class."""
    boxes = boxes_of(members, runs=key[0] == "run")
    told = [evidence_of(outline, box) for box in boxes]
    good = [each for each in told if each.is_comment]
    if not good:
        return Group(key, boxes, 0.0)
    count, share = len(good), len(good) / max(len(told), of_class.get(key, 0))
    first = boxes[:_MOST_NAMED]
    named = sum(_naming(box.element) for box in first) / len(first)
    average = {
        name: sum(getattr(each, name) for each in good) / count
        for name in ("time", "author", "crowd", "linked", "titled")
    }
    score = named + 0.7 * average["time"] + 0.7 * average["author"] + 0.5 * share
    score -= 0.4 * average["crowd"] + 1.2 * average["linked"] + 1.9 * average["titled"]
    score += sqrt(min(count, 30)) / 4 if count > 1 else -0.6
    score -= 2.0 * (stands_around(boxes[0].element) or _LIVE.search(boxes[0].element.classes) is not None)
    nested = sum(box.within is not None for box in boxes) / len(boxes)
    score += 0.1 * nested + _coverage(outline, boxes) - _LESS_SURE.get(key[0], 0.0) - _lone_look(key)
    return Group(key, boxes, score, sum(each.said for each in good))


def _lone_look(key: Key) -> float:
    """Return what a group loses where a single name of looks is all that its boxes share: so are grids called."""
    return 0.3 if key[0] == "look" and len(key[2].split()) == 1 else 0.0


def _coverage(outline: Outline, boxes: Sequence[Box]) -> float:
    """Return a little for how much of the marks under the boxes' common ancestor the boxes hold."""
    first, last = boxes[0].element, boxes[-1]
    marks = outline.inside(outline.times, first.number, last.end) or outline.inside(
        outline.authors, first.number, last.end
    )
    of_kind = outline.times if outline.inside(outline.times, first.number, last.end) else outline.authors
    held = sum(bool(outline.inside(of_kind, box.element.number, box.end)) for box in boxes)
    return 0.3 * min(held / max(len(marks), 1), 1.0)


def _naming(element: Element) -> float:
    """Return how much the names of an element and of those around it speak of comments."""
    own = f"{element.classes} {element.id}"
    if COMMENT_WORDS.search(own):
        return 0.9
    above = list(ancestors(element, 8))[1:]
    near = any(COMMENT_WORDS.search(f"{each.classes} {each.id}") for each in above)
    return 0.7 if near else 0.35 if _POST_WORDS.search(own) else 0.0


def stands_around(element: Element, own: re.Pattern[str] = COMMENT_WORDS) -> bool:
    """Return whether an element is in a sidebar, a menu or a list of other articles, but for what has ``own`` names."""
    for each in ancestors(element, 30):
        names = f"{each.classes} {each.id}"
        is_small = each.node.tag == "aside" and each.text <= _MOST_BESIDE
        if each.node.tag in _NEVER and each.node.tag not in ("header", "form") and not is_small:
            return True
        if each.node.tag not in ("body", "html") and _AROUND.search(names) and not own.search(names):
            return True
        if re.search(r"recent-?comment|latest-?comment|comment-?widget|last-?comment", names, re.IGNORECASE):
            return True
    return False


def boxes_of(members: Sequence[Element], runs: bool) -> list[Box]:
    """Return the members as boxes; in ``runs`` each reaches up to the next, over the elements between them."""
    ends = [member.end for member in members]
    if runs:
        for number, (one, other) in enumerate(pairwise(members)):
            ends[number] = other.number if other.parent is one.parent else one.end
        last = members[-1]
        usual = sorted(end - member.number for member, end in zip(members[:-1], ends[:-1], strict=True)) or [0]
        often = usual[len(usual) // 2]
        # a page ends otherwise than an element with comments: with what is no part of the last one
        most = min(last.parent.end, last.number + 2 * often) if last.parent is not None else last.number + often
        ends[-1] = max(last.end, min(most, last.page_end or most))
    boxes: dict[int, Box] = {}
    inner: dict[int, list[Box]] = {}
    open_boxes: list[tuple[Element, int]] = []
    order: list[tuple[Element, int, Element | None]] = []
    for member, end in zip(members, ends, strict=True):
        while open_boxes and open_boxes[-1][1] <= member.number:
            open_boxes.pop()
        order.append((member, end, open_boxes[-1][0] if open_boxes else None))
        open_boxes.append((member, end))
    for member, end, within in reversed(order):
        box = Box(member, end, tuple(reversed(inner.get(member.number, []))), within)
        boxes[member.number] = box
        if within is not None:
            inner.setdefault(within.number, []).append(box)
    return [boxes[member.number] for member in members]


@dataclass(frozen=True)
class Evidence:
    """What a box holds of its own: a time, an author, text; and what speaks against it."""

    is_comment: bool
    time: bool
    author: bool
    crowd: float
    linked: bool
    titled: bool
    said: int

    @property
    def is_signed(self) -> bool:
        """Whether it has an author and a time, and says anything, however little that is."""
        return self.is_named and self.time

    @property
    def is_named(self) -> bool:
        """Whether it has an author and says anything."""
        return self.author and self.said > 0


def evidence_of(outline: Outline, box: Box) -> Evidence:
    """Return what a box holds of its own."""
    times, authors = own_marks(outline, outline.times, box), own_marks(outline, outline.authors, box)
    first, last = outline.elements[box.element.number], outline.elements[box.end - 1]
    text = max(last.text_to, first.text_to) - first.text_from - sum(each.element.text for each in box.inner)
    linked = max(last.links_to, first.links_to) - first.links_from - sum(each.element.linked for each in box.inner)
    marks = [outline.elements[mark] for mark in {*times[:1], *_innermost(outline, authors)}]
    outer = [mark for mark in marks if not any(each.number < mark.number < each.end for each in marks)]
    marked = sum(_marked(mark, box) for mark in (outer if box.element not in marks else marks))
    return Evidence(
        is_comment=bool(times or authors) and _is_enough(text - marked, box),
        time=bool(times),
        author=bool(authors),
        crowd=log2(max(len(times), len(authors) / 2, 1)),
        linked=linked > 0.6 * text,
        titled=_is_teaser(outline, box),
        said=max(text - marked, 0),
    )


def _is_enough(said: int, box: Box) -> bool:
    """Return whether so many characters may be a comment: of Chinese, Japanese or Korean ones fewer say as much."""
    if not _ENOUGH_SIGNS <= said < _ENOUGH_TEXT:
        return said >= _ENOUGH_TEXT
    is_small = box.element.text <= _MOST_SHORT
    return is_small and _EASTERN.search(box.element.node.text() or "") is not None


def _marked(mark: Element, box: Box) -> int:
    """Return how much of what a box says is a mark: of the box itself, whose own words hold a date, only these."""
    if mark is not box.element:
        return mark.text
    return _dated_beside_name(mark) or min(mark.text, len(mark.node.text(deep=False)))


def _dated_beside_name(mark: Element) -> int:
    """Return how long the words with a date are, right after a name in letters of its own, with which a box begins."""
    name = mark.node.child
    while name is not None and name.is_text_node and not (name.text_content or "").strip():
        name = name.next
    date = name.next if name is not None and name.tag in _NAMING and len(name.text() or "") <= _MOST_NAME else None
    words = (date.text_content or "").strip() if date is not None and date.is_text_node else ""
    return len(words) if len(words) <= _MOST_NAME and find_time(words) is not None else 0


def _innermost(outline: Outline, marks: Sequence[int]) -> Sequence[int]:
    """Return the first of some marks, or the innermost one in it: what is around it may hold what was said, too."""
    inner = marks[:1]
    for mark in marks[1:]:
        if mark >= outline.elements[inner[0]].end:
            break
        inner = [mark]
    return inner


def own_marks(outline: Outline, marks: list[int], box: Box) -> list[int]:
    """Return the marks in a box that are in none of the boxes inside it."""
    found: list[int] = []
    start = box.element.number
    for inner in box.inner:
        found += outline.inside(marks, start, inner.element.number)
        start = max(start, inner.end)
    return found + outline.inside(marks, start, box.end)


def own_elements(
    outline: Outline, box: Box, is_skipped: Callable[[Element], bool] = lambda _: False
) -> Iterator[Element]:
    """Yield the elements inside a box that are in none of the boxes inside it, nor in an element that is skipped."""
    inner = {each.element.number: each.end for each in box.inner}
    number = box.element.number + 1
    while number < box.end:
        if number in inner:
            number = max(inner[number], number + 1)
            continue
        element = outline.elements[number]
        if is_skipped(element):
            number = max(element.end, number + 1)
            continue
        number += 1
        yield element


def _is_teaser(outline: Outline, box: Box) -> bool:
    """Return whether a box has a linked headline, as the teaser of an article does, or the page's title."""
    stop = box.inner[0].element.number if box.inner else box.end
    for element in outline.elements[box.element.number : min(stop, box.element.number + 40)]:
        if element.node.tag == "h1" or (element.node.tag in _TITLES and _is_headline(outline, element)):
            return True
    return False


def _leads_to_comment(address: str) -> bool:
    return address.startswith("#") or _TO_COMMENT.search(address[-_MOST_ADDRESS:]) is not None


def _is_headline(outline: Outline, element: Element) -> bool:
    """Return whether a heading is a long link in one piece, which names no author, as above a profession."""
    if element.linked <= 0.8 * element.text or outline.inside(outline.authors, element.number + 1, element.end):
        return False
    if all(_leads_to_comment(attribute(link, "href")) for link in element.node.css("a[href]")):
        return False  # as the subject of a post does, and what stands above comments that were searched
    is_long = element.linked > _HEADLINE or 2 * element.linked > _HEADLINE < size_of(line_of(element.node))
    pieces = (node.text_content or "" for node, _ in walk(element.node) if node.is_text_node)
    return is_long and any(size_of(piece.strip()) > _HEADLINE for piece in pieces)
