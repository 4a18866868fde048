"""The headings that a page gives its comments, each its own, above their words."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from discourse.readers.dom import attribute
from discourse.readers.generic.blocks import Box, own_elements
from discourse.readers.generic.outline import Element, Outline
from discourse.readers.markup import line_of
from discourse.readers.times import LONGEST, find_time
from discourse.readers.titles import is_label

_RANKS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CALLED = re.compile(
    r"(?:^|[-_ ]|__|comment|post|posting|message|msg|review|entry)(?:title|subject|heading|headline|betreff|"
    r"überschrift|ueberschrift|titel|titre|titulo|titolo|objet|asunto|oggetto|onderwerp)(?:$|[-_ ])",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"(?:^|[-_ ])(?:comment|review|message|msg)[-_]{0,2}(?:title|subject|heading|headline)(?:$|[-_ ])", re.IGNORECASE
)
"""How headings of comments are called, of whatever tag, though few have one."""
_OF_ELSE = re.compile(
    r"user|author|autor|auteur|profile|member|poster|commenter|avatar|badge|rank|role|group|stat(?!e)|vote|rating|score|"
    r"reply|replies|answer|form|button|share|report|menu|toolbar|modal|attachment|preview|embed|onebox|link-?card|"
    r"card-?(?:link|preview)|(?:^|[-_ ])(?:job|position|occupation|profession|city|location|country|post-?meta|"
    r"(?:article|product|story|thread|topic|item|film|movie|book|hotel)s?[-_]*(?:title|name|link|head(?:line|ing)?))"
    r"(?:$|[-_ ])",
    re.IGNORECASE,
)
"""How elements are called whose headings are not the comment's: a person's rank, a form's, a product's."""
_OF_QUOTE = re.compile(r"quote", re.IGNORECASE)
_OF_STARS = re.compile(r"star|rating|icon", re.IGNORECASE)
_NONE = re.compile(
    r"\W*|@\S+|\[[^\]]*\]|\([^)]*\)|"
    r"[\d\s.,/★☆%+-]+(?:(?:out of|von|sur|su|de|of|van|из) \d{1,3})?"
    r"(?: ?(?:stars?|sterne?n?|étoiles?|estrell?as?|stelle|sterren|звёзд\w?|points?|punkte?|likes?|votes?|views?|"
    r"posts?|replies|comments?|antworten|beiträge|kommentare|réponses|commentaires|respuestas|comentarios|risposte|commenti))?",
    re.IGNORECASE,
)
"""What is no heading: a handle, stars in words, and what sites write where there is none ("[no title]")."""
_LONGEST = 200
_MOSTLY = 0.5
_SEVERAL = 2


def headings_of(
    outline: Outline,
    boxes: Sequence[Box],
    authors: Mapping[int, tuple[Element, str]],
    bodies: Mapping[int, Element],
    texts: Mapping[int, str],
) -> dict[int, str]:
    """Return the headings of the boxes that have one above their words, by the number of the box.

    Half of the boxes with words of their own have to have one of the kind, unless its name says that it is one, and
    they have to differ: what all are called is no heading of one, and what stands with each comment of a person is the
    person's.
    """
    kinds: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    by = {number: name for number, (_, name) in authors.items()}
    names = {name.casefold() for name in by.values()}
    for box in boxes:
        number = box.element.number
        author = authors[number][0] if number in authors else None
        for element in _above(outline, box, author, bodies.get(number)):
            line = _line(element)
            is_said = number not in bodies and line in texts[number].split("\n")
            if not is_said and _says_something(line) and line.casefold() not in names:
                kinds[element.node.tag or "", element.classes].setdefault(number, line)
    spoken = sum(box.element.number in bodies or bool(texts[box.element.number]) for box in boxes)
    told = sorted(kinds, key=_standing)
    return next((kinds[kind] for kind in told if _tell(kind, kinds[kind], spoken, by)), {})


def below_heading(text: str, heading: str | None) -> str:
    r"""Return a text without its first line where that is the heading.

    >>> below_heading("A leak\n\nIt drips.", "A leak"), below_heading("A leak", None)
    ('It drips.', 'A leak')
    """
    first, _, rest = text.partition("\n")
    return rest.strip("\n") if heading is not None and first == heading else text


def _standing(kind: tuple[str, str]) -> tuple[bool, str]:
    """Return what is the less the likelier a kind of elements is that of the headings: called so, and of high rank."""
    tag, classes = kind
    return _CALLED.search(classes) is None, tag if tag in _RANKS else "h7"


def _tell(kind: tuple[str, str], found: Mapping[int, str], boxes: int, authors: Mapping[int, str]) -> bool:
    """Return whether what was found of a kind are headings that comments were given."""
    tag, classes = kind
    is_sure = _SURE.search(classes) is not None
    several = len(set(found.values())) > _MOSTLY * len(found) if len(found) > 1 else tag in _RANKS or is_sure
    is_usual = len(found) >= _MOSTLY * boxes or is_sure or (tag in _RANKS and _CALLED.search(classes) is not None)
    return several and is_usual and not _are_of_people(found, authors)


def _are_of_people(found: Mapping[int, str], authors: Mapping[int, str]) -> bool:
    """Return whether each person of several comments has the same words beside all of them."""
    said: dict[str, list[str]] = defaultdict(list)
    for number, line in found.items():
        if number in authors:
            said[authors[number]].append(line)
    often = [lines for lines in said.values() if len(lines) >= _SEVERAL]
    return bool(often) and all(len(set(lines)) == 1 for lines in often)


def _above(outline: Outline, box: Box, author: Element | None, body: Element | None) -> Iterator[Element]:
    """Yield what may be the heading of a box: above its text, or beside that where no one element holds it."""
    for element in own_elements(outline, box):
        if (
            0 < element.text <= _LONGEST
            and (body is None or element.end <= body.number or _begins(element, body))
            and ((body is not None and element.node.tag in _RANKS) or _CALLED.search(element.classes))
            and not _is_of_else(element, box)
            and not (author is not None and _overlap(element, author))
            and not outline.inside(outline.times, element.number, element.end)
        ):
            yield element


def _begins(element: Element, body: Element) -> bool:
    """Return whether a text begins with a heading of a rank, in words of its own, and goes on below it."""
    is_inside = body.number < element.number < body.end
    return is_inside and element.node.tag in _RANKS and element.text_from == body.text_from


def _line(element: Element) -> str:
    """Return the words of a heading, without the stars that a review gives in it."""
    return line_of(element.node, lambda node: bool(_OF_STARS.search(attribute(node, "class"))))


def _overlap(one: Element, other: Element) -> bool:
    return one.number < other.end and other.number < one.end


def _is_of_else(element: Element, box: Box) -> bool:
    """Return whether an element, or one around it in its box, is called like what has headings of its own.

    What is called a quote and holds the heading alone is the heading in its quotation marks.
    """
    around: Element | None = element
    while around is not None and around is not box.element:
        if _OF_ELSE.search(around.classes) or (_OF_QUOTE.search(around.classes) and around.text > element.text):
            return True
        around = around.parent
    return False


def _says_something(line: str) -> bool:
    time = find_time(line[:LONGEST])
    is_time = time is not None and bool(time.iso or time.parts or time.age)
    return not is_time and not _NONE.fullmatch(line) and not is_label(line)
