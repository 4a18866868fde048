"""Pages whose first comment is surely not what the others discuss: parts of a discussion, sections below a story."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from discourse.readers.generic.blocks import Group
from discourse.readers.generic.outline import Element, Outline, ancestors
from discourse.readers.markup import line_of

_SEARCHED = re.compile(r" (?:section-)?search(?:[-_]?(?:results?|list))? |search-?results?", re.IGNORECASE)
"""What lists of comments that were searched are called."""
_TO_ALL = re.compile(
    r"(?:view|see|show|read|back to) (?:all|the (?:rest|whole|full|entire))\b.{0,16}"
    r"\b(?:comments?|repl(?:y|ies)|answers?|discussion|thread|conversation|context)|"
    r"(?:full|whole|entire) (?:discussion|thread|conversation)|"
    r"(?:alle|sämtliche) (?:\d+ )?(?:kommentare|beiträge|antworten|reacties) .{3,16}|"
    r"(?:voir|lire|afficher) tous les .{0,6}(?:commentaires|réponses)|ver todos (?:los|os) .{0,6}coment[aá]rios|"
    r"(?:mostra|vedi|leggi) tutti i .{0,6}commenti|toon alle .{0,6}reacties|"
    r"(?:показать|читать) все .{0,6}комментари\w+",
    re.IGNORECASE,
)
"""Links from a comment that is shown with its answers to the whole discussion."""
_MOST_AROUND, _MOST_LINK, _MOST_HEADING = 6, 60, 200
_LEAST_STORY = 100
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})


def opens_with_none(tree: LexborHTMLParser, outline: Outline, group: Group) -> bool:
    """Return whether the first comment of a page opens nothing: others stand elsewhere, or the story is above it."""
    return _is_part(outline, group) or _is_below_story(tree, outline, group)


def _is_part(outline: Outline, group: Group) -> bool:
    """Return whether a line above the comments leads to all of them: the page shows one of them and what is around it.

    So does the name of a list of what was searched.
    """
    first = group.boxes[0].element
    if _SEARCHED.search(" ".join(f" {each.classes} " for each in ancestors(first, _MOST_AROUND))):
        return True
    links = (each for each in outline.elements[: first.number] if each.node.tag == "a" and 0 < each.text <= _MOST_LINK)
    return any(_TO_ALL.fullmatch(line_of(each.node)) for each in links)


def _is_below_story(tree: LexborHTMLParser, outline: Outline, group: Group) -> bool:
    """Return whether a story stands below the page's title, and then another heading, above the first comment."""
    headings = _headings_before(outline, group)
    node = tree.css_first("title")
    title = _key(line_of(node)) if node is not None else ""
    if len(headings) < 2 or not title or headings[-1].node.tag == "h1":
        return False
    *before, last = headings
    named = [each for each in before if _key(line_of(each.node)) in title]
    is_other = _key(line_of(last.node)) not in title
    between = outline.elements[named[-1].end : last.number] if named and is_other else []
    return sum(each.text - each.linked for each in between if each.node.tag == "p") >= _LEAST_STORY


def _headings_before(outline: Outline, group: Group) -> Sequence[Element]:
    before = outline.elements[: group.boxes[0].element.number]
    return [each for each in before if each.node.tag in _HEADINGS and 0 < each.text <= _MOST_HEADING]


def _key(words: str) -> str:
    return re.sub(r"\W+", "", words).casefold()
