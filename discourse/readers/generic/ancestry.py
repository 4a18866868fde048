"""Which comment each one answers: by what its attributes state, by links to another, by nesting, or by indents."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from discourse.readers.dom import attribute
from discourse.readers.generic.blocks import Box, own_elements
from discourse.readers.generic.outline import Element, Outline, ancestors
from discourse.readers.markup import line_of
from discourse.readers.pasted.lexicon import match

_PARENT = re.compile(r"parent|reply[-_]?to|in[-_]?reply|respond[-_]?to", re.IGNORECASE)
_ENDS_IN_ID = re.compile(r"id$", re.IGNORECASE)
_LAST_NUMBER = re.compile(r"(\d+)(?!.*\d)")
_DEPTH = re.compile(r"(?:depth|level|lev|lvl|indent|nesting|ebene|niveau|tiefe)[-_]{0,2}(\d{1,3})\b", re.IGNORECASE)
_DEPTHS = ("data-depth", "data-level", "data-indent", "aria-level", "indent")
_MARGIN = re.compile(r"(?:margin|padding)-left\s*:\s*(\d{1,4})", re.IGNORECASE)
_SIDES = re.compile(r"(?<![\w-])(?:margin|padding)\s*:(?:\s*-?[\d.]{1,8}[a-z%]{0,4}){3}\s+(\d{1,4})", re.IGNORECASE)
"""How far a style pushes an element in from the left, told as the last of four sides, as archives write it."""
_STEPPED_IN = re.compile(r"(?:^|\s)(?:ml|pl|ms|ps)-(\d{1,2})(?:\s|$)")
"""Classes of looks that push an element in from the left, or from where a line begins."""
_PROPERTY = re.compile(r"--[\w-]*(?:depth|level|indent|nest|branch)[\w-]*\s*:\s*(\d{1,3})\b", re.IGNORECASE)
_REPLY_NAMES = frozenset(
    {
        "reply",
        "is-reply",
        "comment-reply",
        "comment_reply",
        "reply-comment",
        "child",
        "child-comment",
        "sub-comment",
        "subcomment",
    }
)
"""What replies are called that stand below what they answer, as deep as that."""
_STEP = re.compile(r"branch|indent|spacer|thread-?line|level-?line|gutter", re.IGNORECASE)
_ANCHOR = re.compile(r"#([^#]{1,80})$")
_TO_FORM = re.compile(r"#[\w-]*(?:respond|(?:reply|comment|answer)[-_]?form)[\w-]*$", re.IGNORECASE)
"""Where the button under a comment leads that answers it; a number there is that of the article."""
_POINTS = re.compile(r"^(?:(?:>>|»)\s?(?:no\.?\s?)?\d{1,12}|#?\d{1,6}\s?[楼樓])$", re.IGNORECASE)
_LAST_OF_PATH = re.compile(r"/(\d{1,12})/?$")
_UP = re.compile(
    r"^\W*(?:parent|parent comment|go to parent|in reply to|reply to|replying to|zum vorherigen|elternkommentar|"
    r"übergeordneter kommentar|commentaire parent|comentario padre|родитель|ответ на|к родителю|"
    r"ausgangskommentar|bezugskommentar|親コメント|父评论)\W*$",
    re.IGNORECASE,
)
_REPLYING = frozenset({
    "reakce na", "odpověď na", "odpoveď na", "reakcia na", "svar til", "svar på", "svar på inlägg av", "vastaus",
    "válasz", "válasz erre", "yanıt", "cevap", "απάντηση σε", "răspuns la", "odgovor na", "відповідь на", "balas ke",
    "trả lời", "antwort auf", "réaction à", "risposta a", "resposta a", "respuesta a", "reactie op", "előzmény",
})  # fmt: skip
"""What stands before the name of who is answered."""
_QUOTE = re.compile(r"(?:^|[-_ ])(?:bb)?(?:quot\w*|zitat|citation)(?:$|[-_ A-Z])|quoteBox|bbQuote")
_NUMBERS = re.compile(r"\d+")
_IDS = re.compile(r"^data-.*id$")
_REPLIES = re.compile(
    r"repl(?:y|ies)|antwort|response|r[ée]ponse|respuesta|risposta|answer|child|nested", re.IGNORECASE
)
_PARENT_LINK = re.compile(r"(?:^|[-_ ])parent(?:$|[-_ ])", re.IGNORECASE)
_NUMBER_NAMED = re.compile(r"\((\d{1,9})\)$|#(\d{1,9})$")
_NUMBERED = re.compile(r"#\d{1,12}")
_MOST_WORDS = 90
_MOST_ABOVE, _MOST_TO_DISCUSSION = 8, 12
_MOST_NAMED = 4
_MOST_LINK = 0.3
"""Where so many comments say by a link what they answer, the others are said to answer the article."""
_MOST_ADDRESS = 300
_MOST_WRAPPERS = 3


def parents_of(
    boxes: Sequence[Box], ids: Mapping[int, str], answers: Mapping[int, Mapping[int, str]], known: Mapping[str, str]
) -> dict[int, str]:
    """Return each box's parent, ``""`` for the article; nothing of a box, or of all, where the page does not tell it.

    ``answers`` are the links of each box that say which comment it answers, as ``answers_in`` finds them; ``known`` has
    the ids by all that the boxes are called.
    """
    stated = _stated(boxes, ids, known)
    if stated:
        return stated
    shown = (_nested(boxes, ids) or _indented(boxes, ids)) | _below(boxes, ids) | _in_discussions(boxes, ids)
    linked = {number: next(iter(links.values())) for number, links in answers.items() if links}
    if not linked:
        return shown
    if not shown and len(linked) < _MOST_LINK * len(boxes):  # what has no link may answer anything
        return linked
    return {box.element.number: linked.get(box.element.number, shown.get(box.element.number, "")) for box in boxes}


def called(ids: Iterable[str]) -> dict[str, str]:
    """Return the ids by what links may call them: as they are, and by their last number where that tells them apart.

    >>> called(["op_17", "reply_23"])
    {'17': 'op_17', '23': 'reply_23', 'op_17': 'op_17', 'reply_23': 'reply_23'}
    """
    known = list(ids)
    numbers = [(number.group(1), id_) for id_ in known if (number := _LAST_NUMBER.search(id_))]
    often = Counter(number for number, _ in numbers)
    return {number: id_ for number, id_ in numbers if often[number] == 1} | {id_: id_ for id_ in known}


def answers_in(outline: Outline, box: Box, own: str, known: Mapping[str, str]) -> dict[int, str]:
    """Return the links of a box that say which comment it answers, by the number of the link, each with that id.

    ``own`` is the id of the box, ``known`` has those of all as ``called`` returns them.
    """
    short = (link for link in _links_in(outline, box) if link.text <= _MOST_WORDS)
    links = (link for link in short if not _TO_FORM.search(attribute(link.node, "href")[-_MOST_ADDRESS:]))
    found = ((link, _leads_to(link, known) or _named_in(link, known) or _numbered_in(link, known)) for link in links)
    return {link.number: answered for link, answered in found if answered and answered != own and _says_so(link)}


def quotes_in(outline: Outline, box: Box, own: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of the comments that the quotations of a box link to, each once."""
    links = (link for link in _links_in(outline, box) if _stands_in_quotation(link, box))
    quoted = (_leads_to(link, known) or _named_in(link, known) for link in links)
    return tuple(dict.fromkeys(each for each in quoted if each and each != own))


def _links_in(outline: Outline, box: Box) -> Iterator[Element]:
    """Return the links with words in a box that are in none of the boxes inside it."""
    return (each for each in own_elements(outline, box) if each.node.tag == "a" and each.text)


def _stands_in_quotation(element: Element, box: Box) -> bool:
    for each in ancestors(element, _MOST_ABOVE):
        if each is box.element:
            return False
        if each.node.tag in ("blockquote", "q", "cite") or _QUOTE.search(each.classes):
            return True
    return False


def _named_in(link: Element, known: Mapping[str, str]) -> str | None:
    """Return the id of the comment of which a link has the number somewhere, in its address or beside it."""
    values = [value for name, value in link.node.attributes.items() if value and (name == "href" or _IDS.search(name))]
    numbers = (number for value in values for number in reversed(_NUMBERS.findall(value[:_MOST_ADDRESS])))
    return next((known[number] for number in numbers if len(number) > 1 and number in known), None)


def _numbered_in(link: Element, known: Mapping[str, str]) -> str | None:
    """Return the id of the comment whose number a link says after a name: "Ann (408)"."""
    said = _NUMBER_NAMED.search(line_of(link.node))
    return known.get(said.group(1) or said.group(2)) if said is not None else None


def _leads_to(link: Element, known: Mapping[str, str]) -> str | None:
    """Return the id of the comment that a link leads to."""
    address = attribute(link.node, "href")
    anchor = _ANCHOR.search(address)
    if anchor is None and _POINTS.match(line_of(link.node)):
        anchor = _LAST_OF_PATH.search(address)
    if anchor is None:
        return None
    value = anchor.group(1)
    numbers = _LAST_NUMBER.search(value)
    choices = [value, *(value[place + 1 :] for place, sign in enumerate(value) if sign in "-_:.")]
    choices += [numbers.group(1)] if numbers else []
    return next((known[choice] for choice in choices if choice in known), None)


def _says_so(link: Element) -> bool:
    """Return whether a link's words, or those before it, say that it leads to what is answered."""
    words = line_of(link.node)
    if words.startswith("@") or _POINTS.match(words) or _UP.match(words) or _PARENT_LINK.search(link.classes):
        return True
    words_before = _words_before(link.node)
    if words_before.endswith("@"):
        return True
    if _NUMBERED.fullmatch(words) and not words_before and _is_addressed(link):
        return True
    if words_before.strip(" :>→").casefold() in _REPLYING:
        return True
    before = words_before.split()
    # a name may stand before "replied to"
    lines = [words, *(" ".join([*before[place:], words]) for place in range(min(len(before), _MOST_NAMED) + 1))]
    return any(match(line, "reply_to") for line in lines if line)


def _is_addressed(link: Element) -> bool:
    """Return whether words follow right after a link, as after the number of whom they address."""
    after = link.node.next
    return after is not None and after.is_text_node and bool(re.search(r"\w", after.text_content or ""))


def _words_before(link: LexborNode) -> str:
    before = link.prev
    words = ""
    while before is not None and len(words) < _MOST_WORDS:
        words = f"{before.text_content if before.is_text_node else before.text()} {words}"
        before = before.prev
    return " ".join(words.split())


def _stated(boxes: Sequence[Box], ids: Mapping[int, str], called: Mapping[str, str]) -> dict[int, str]:
    """Return the parents that attributes state, where at least one of them is a comment of the page.

    One that is none is a comment which the page lacks, where comments on the article state no parent at all.
    """
    known = set(ids.values())
    names = dict(called) | {id_: id_ for id_ in known}
    told = {box.element.number: _stated_parent(box, ids[box.element.number], names) for box in boxes}
    if known.isdisjoint(told.values()):
        return {}
    has_tops = "" in told.values()
    return {number: parent if has_tops or parent in known else "" for number, parent in told.items()}


def _stated_parent(box: Box, own: str, known: Mapping[str, str]) -> str:
    missing = ""
    for name, value in box.element.node.attributes.items():
        if value and len(value) <= 200 and _PARENT.search(name):
            number = _LAST_NUMBER.search(value)
            choices = [value.strip(), *([number.group(1)] if number else [])]
            answered = next((known[choice] for choice in choices if known.get(choice, own) != own), None)
            if answered:
                return answered
            is_one = number is not None and len(number.group(1)) > 1 and number.group(1) != own
            missing = choices[-1] if is_one and _ENDS_IN_ID.search(name) else missing
    return missing


def _nested(boxes: Sequence[Box], ids: Mapping[int, str]) -> dict[int, str]:
    """Return the parents where some boxes stand inside others; one that is no comment gives way to what is around."""
    if all(box.within is None for box in boxes):
        return {}
    parents: dict[int, str] = {}
    branch: list[Box] = []
    for box in boxes:
        while branch and branch[-1].end <= box.element.number:
            branch.pop()
        parents[box.element.number] = ids[branch[-1].element.number] if branch else ""
        branch.append(box)
    return parents


def _below(boxes: Sequence[Box], ids: Mapping[int, str]) -> dict[int, str]:
    """Return the parents of the boxes in a list of replies that comes right after a comment, beside it."""
    ends = {box.end: box.element for box in boxes}
    found: dict[int, str] = {}
    for box in boxes:
        for each in ancestors(box.element, _MOST_ABOVE):
            if each is box.within:
                break
            before = ends.get(each.number)
            is_alike = each is box.element and before is not None and _share_a_class(each, before)
            if (
                before is not None
                and not is_alike
                and before.parent is each.parent
                and _REPLIES.search(f"{each.classes} {each.id}")
            ):
                found[box.element.number] = ids[before.number]
                break
    return found


def _share_a_class(one: Element, other: Element) -> bool:
    return not set(one.classes.split()).isdisjoint(other.classes.split())


def _in_discussions(boxes: Sequence[Box], ids: Mapping[int, str]) -> dict[int, str]:
    """Return the parents where several comments stand in one element made like a comment: the first of them.

    Such an element stands beside comments or others of its kind; what holds them all is none.
    """
    alike = set.intersection(*(set(box.element.classes.split()) for box in boxes)) if boxes else set()
    own = {box.element.number for box in boxes}
    held: dict[Element, list[Box]] = {}
    for box in (each for each in boxes if each.within is None):
        around = islice(ancestors(box.element, _MOST_TO_DISCUSSION), 1, None)
        like = (each for each in around if each.number not in own and not alike.isdisjoint(each.classes.split()))
        holder = next((each for each in like if each.node.tag == box.element.node.tag), None)
        if holder is not None:
            held.setdefault(holder, []).append(box)
    beside = Counter(each.parent for each in (*held, *(box.element for box in boxes)))
    several = [inside for holder, inside in held.items() if len(inside) > 1 and beside[holder.parent] > 1]
    return {
        box.element.number: ids[inside[0].element.number] if box is not inside[0] else ""
        for inside in several
        for box in inside
    }


def _indented(boxes: Sequence[Box], ids: Mapping[int, str]) -> dict[int, str]:
    levels = _levels(boxes)
    if len(set(levels)) < 2:
        return {}
    above: dict[int, Box | None] = {}
    branch: list[tuple[int, Box]] = []
    for box, level in zip(boxes, levels, strict=True):
        while branch and branch[-1][0] >= level:
            branch.pop()
        above[box.element.number] = branch[-1][1] if branch else None
        branch.append((level, box))
    apart = {number: _apart(parent.element, number) for number, parent in above.items() if parent is not None}
    usual = Counter(apart.values()).most_common(1)[0][0] if apart else 0
    # what stands in a list of its own further away answers a comment that is not among these
    kept = {number: parent for number, parent in above.items() if apart.get(number, usual) <= usual}
    return {number: ids[parent.element.number] if parent is not None else "" for number, parent in kept.items()}


def _apart(parent: Element, number: int) -> int:
    """Return how far above a comment the element is that also holds the one with a number."""
    around = enumerate(ancestors(parent, parent.depth + 1))
    return next((steps for steps, each in around if number < each.end), parent.depth + 1)


def _levels(boxes: Sequence[Box]) -> list[int]:
    """Return how deep each box is said or seen to stand: by a number, an indent, a spacer, or its depth in the page.

    The first of these ways that any box shows counts for all; a box that does not show it stands at the top.
    """
    wrapped = _wrapped(boxes)
    called = [_REPLY_NAMES.isdisjoint(box.element.classes.split()) for box in boxes]
    for way in (_said_level, _spaced_level, _indented_level, _stepped_level):
        own = [way(box.element) for box in boxes]
        if any(level is not None for level in own) and not _are_deeper(boxes, own):
            return [level or 0 for level in own]
        # an element around one comment may hold its only answer: such indents add up, and few comments have one
        told = [next((level for each in around if (level := way(each)) is not None), None) for around in wrapped]
        if 2 * sum(level is not None for level in told) > len(boxes):
            return [level or 0 for level in told]
    inside = [_indented_inside(box.element) for box in boxes]
    if all(level is not None for level in inside):
        return [level or 0 for level in inside]
    if pushed := _pushed_levels(boxes):
        return pushed
    if sum(called) > 1 and called[0] and len({box.element.parent for box in boxes}) == 1:
        return [int(not is_top) for is_top in called]
    return [box.element.depth for box in boxes]


def _pushed_levels(boxes: Sequence[Box]) -> list[int]:
    """Return how far styles or classes of looks push each box to the right; nothing where none tells boxes apart."""
    sides = [_SIDES.search(attribute(box.element.node, "style")) for box in boxes]
    if len({each.group(1) for each in sides if each is not None}) > 1:
        return [int(each.group(1)) if each is not None else 0 for each in sides]
    pushed = [_pushed_level(box.element) for box in boxes]
    is_told = 2 * pushed.count(0) > len(boxes) > sum(not level for level in pushed) and not pushed[0]
    return pushed if is_told else []


def _are_deeper(boxes: Sequence[Box], levels: Sequence[int | None]) -> bool:
    """Return whether all boxes of which no level is told stand deeper in the page than the others: it is none then.

    So is "level2" that of the section in which the comments stand, and their answers in something else in it.
    """
    told = [box.element.depth for box, level in zip(boxes, levels, strict=True) if level is not None]
    other = [box.element.depth for box, level in zip(boxes, levels, strict=True) if level is None]
    return bool(other) and min(other) > max(told)


def _wrapped(boxes: Sequence[Box]) -> list[list[Element]]:
    """Return the elements around each box that hold no other box, the innermost first."""
    starts = [-1, *(box.element.number for box in boxes), 1 << 60]
    wrapped = []
    for before, box, after in zip(starts, boxes, starts[2:], strict=False):
        around = islice(ancestors(box.element, _MOST_WRAPPERS + 1), 1, None)
        wrapped.append([each for each in around if before < each.number and each.end <= after])
    return wrapped


def _said_level(element: Element) -> int | None:
    said = next((attribute(element.node, name) for name in _DEPTHS if attribute(element.node, name)), "")
    if said.isdecimal() and len(said) < 5:
        return int(said)
    around = element.parent.classes if element.parent else ""
    named = _DEPTH.search(f"{element.classes} {around}") or _PROPERTY.search(attribute(element.node, "style"))
    return int(named.group(1)) if named else None


def _spaced_level(element: Element) -> int | None:
    """Return the width of the picture that pushes a row of a table to the right."""
    if element.node.tag not in ("tr", "table", "td"):
        return None
    spacer = element.node.css_first("[indent], img[height='1'][width]")
    width = (attribute(spacer, "indent") or attribute(spacer, "width")) if spacer is not None else ""
    return int(width) if width.isdecimal() and len(width) < 6 else None


def _indented_level(element: Element) -> int | None:
    margin = _MARGIN.search(attribute(element.node, "style"))
    return int(margin.group(1)) if margin else None


def _indented_inside(element: Element) -> int | None:
    """Return the indent of the only element in an element, or in that, as in the rows of a list that a script fills."""
    node = element.node
    for _ in range(_MOST_WRAPPERS):
        inner = [each for each in node.iter() if each.is_element_node][:2]
        if len(inner) != 1:
            return None
        node = inner[0]
        if margin := _MARGIN.search(attribute(node, "style")):
            return int(margin.group(1))
    return None


def _pushed_level(element: Element) -> int:
    pushed = _STEPPED_IN.search(element.classes)
    return int(pushed.group(1)) if pushed else 0


def _stepped_level(element: Element) -> int | None:
    """Return how many empty elements side by side, named after branches or indents, stand before what is said."""
    node = element.node.child
    while node is not None and node.is_text_node:
        node = node.next
    if node is None or not _STEP.search(attribute(node, "class")) or (node.text() or "").strip():
        return None
    steps = [each for each in node.iter() if _STEP.search(attribute(each, "class"))]
    return len(steps) or 1
