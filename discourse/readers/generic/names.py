"""Who wrote a comment whose markup nobody described: the kind of element that holds a name in most of them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import islice

from selectolax.lexbor import LexborNode

from discourse.readers.bylines import (
    AFTER_ADDRESS,
    BY,
    COMMENT_BY,
    LABEL,
    MAIL_ADDRESS,
    NAMED,
    REPLIED_BY,
    WRITTEN_BY,
)
from discourse.readers.dates import words_of_date
from discourse.readers.dom import one_line
from discourse.readers.generic.badges import role_said
from discourse.readers.generic.blocks import Box, classes_of, own_elements, own_marks
from discourse.readers.generic.outline import Element, Outline
from discourse.readers.markup import clean, line_of
from discourse.readers.pasted.furniture import mark_of
from discourse.readers.pasted.marks import Role

BUTTONS = frozenset({Role.ACTION, Role.COUNT, Role.NUMBER, Role.TIME, Role.LOAD, Role.BADGE})
"""What a short line beside a comment may be that is neither a name nor said by anybody."""

_MOST_NAME, _MOST_SIGNS = 50, 20
_MOST_LOOKED_AT = 30
_FEWEST_DONE = 2
_LIKE_AUTHOR = 0.9
_SOME = 0.1
_MOST_KINDS = 3
"""In how many ways a page may name its authors: with a link to a profile, without one, a guest."""
_PARITY = re.compile(r"(?:odd|even|alt|first|last)", re.IGNORECASE)
_KINDS_NUMBERS = re.compile(r"\d+")
QUOTE = re.compile(r"quote|zitat|citation", re.IGNORECASE)
_TEXTS = re.compile(r"content|body|message|msg|markdown|comment-?text|(?:^|[-_ ])text(?:$| )", re.IGNORECASE)
_NOTE = re.compile(
    r"\s*[(\[]\s?(?:#?\d{1,12}|not verified|nicht überprüft|guest|gast|unregistered|visitor|member|besucher|mitglied|"
    r"visiteur|invité|visitante|miembro|ospite|гость|owner|inhaber(?:in)?|seller|verkäufer(?:in)?|propriétaire|"
    r"propietari[oa]|proprietari[oa]|eigenaar)\s?[)\]]$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"guests?|gast|anonymous|anonym(?:e|ous)?|invité|visiteur|visitante|invitado|anónimo|convidado|ospite|anonimo|gość|"
    r"гость|аноним|ゲスト|匿名|游客|訪客|비회원|.{0,20}名無し.{0,20}",
    re.IGNORECASE,
)
"""What stands for a name where somebody has none, though it may be a badge beside one as well."""
_KIND_OF_COMMENT = re.compile(
    r"(?:(?:official|public|private|meta|author|staff|expert) )?"
    r"(?:comment|review|reply|answer|question|response|rebuttal|decision|note|post)s?|"
    r"(?:comment|reply|kommentar|commentaire|comentario|comentário|commento|reactie|komentarz|komentář|hozzászólás|"
    r"комментарий|коментар|yorum|bình luận|ความคิดเห็นที่|评论|コメント|댓글) ?#?\d{1,6}",
    re.IGNORECASE,
)
"""What kind of comment one is, which its author is not called."""
IN_BRACKETS = re.compile(r"\[[^\[\]]{1,20}\]")
"""How old forums write buttons: "[Profile]"."""
_HANDLE = re.compile(r"(?<=\w)\s+@[\w.-]{1,40}$")
"""What an account is called, after the name of its owner: "Ann Lee @ann"."""
_OF_PLACE = re.compile(
    r"\b(?:commented|replied|posted|wrote|kommentiert|commenté|comentó|commentato)?\s*"
    r"(?:on|in|to|auf|zu|sur|dans|sobre|su|op|på|под)\s*:?",
    re.IGNORECASE,
)
"""What stands before the title of the article that a comment is about, on lists of comments on many."""
_MAIL = re.compile(MAIL_ADDRESS)
_EDGES = " ,|·•–—»«/:："
_HYPHENS = re.compile(r"^\s*-+\s|\s-+\s*$")
_BY = re.compile(
    rf"^(?:(?:comment|kommentar|commentaire|comentario|reply) #?\d{{1,6}}\s)?"
    rf"(?:(?:on|am|le|el|il|op|den|em)\s*,?\s+)?(?:{BY}|{WRITTEN_BY}|{REPLIED_BY}|{COMMENT_BY}|from:)\s*:?\s+",
    re.IGNORECASE,
)
_CALLED_BY = re.compile(rf"^(?:{NAMED})\s?[:：]\s*(?=\S)", re.IGNORECASE)
_OF_TWO = re.compile(r"^de (?=[A-ZÀ-ÞȘȚĂÎ][\w’'-]+ [A-ZÀ-ÞȘȚĂÎ])")
"""A small "de" before two names: of Romanian "by", as no name begins."""
_LABELLED = re.compile(
    r"(?:^|[,;|]\s?)(?:author|autor(?:in|a|ka)?|auteur|autore|автор)\s?[:：]\s*([^,;|]{1,60})", re.IGNORECASE
)
"""The name in a line that says more of a comment: "Added: 3 May, Author: Ann, IP: 10.*"."""
_EMPTY = re.compile(r"\s?[(（\[]\s?(?:[^\W\d_]{1,12}\s?[:：])?[\s:\d]{0,4}[)）\]]$")
"""What is left of brackets without the date in them, but for its label."""
_ENDS_IN_BY = re.compile(rf"\s(?:{BY})$", re.IGNORECASE)
_SAYS_WORDS = (
    r"says|said|schreibt|schrieb|sagt|sagte|meint|wrote|writes|a écrit|dit|dice|dijo|ha scritto|zegt|schreef|"
    r"napisał(?:\(a\))?|napsal(?:\(a\))?|пишет|skriver|commented|replied"
)
_SAYS = re.compile(rf"\s*\b(?:{_SAYS_WORDS})\s*[:：.…]*$|[\s:：…]+$", re.IGNORECASE)
_ONLY_AROUND = re.compile(
    rf"\W*(?:(?:{BY}|{WRITTEN_BY}|{LABEL}|from|replied to|comment|kommentar|commentaire|"
    r"posted|written|submitted|started|published|updated|created|"
    rf"on|at|am|um|den|le|à|el|il|alle|em|às|op|om|в|de|du|del|"
    rf"{_SAYS_WORDS})(?!\w)\W*)*",
    re.IGNORECASE,
)
_NUMBER_OR_HANDLE = re.compile(r"(?<!\S)(?:@[\w.-]{1,40}|(?:n[°ºr.]{1,2}|no\.|#)\s?\d{1,6})(?!\S)")
_BEFORE_DATE = re.compile(r"(?:^|(?<=\s))(?:at|on|am|um|den|le|el|il|em|op|alle)\s*$", re.IGNORECASE)
_HOUR = re.compile(r"^(?:noon|midnight)\W+")
"""An hour in words, after a date and before a name."""
_NUMBERED = re.compile(r"^#?\d{1,6}\s?[.):]\s+(?=[^\W\d_])")
"""The number of an entry before its author: "17) Ann"."""
_LABEL = re.compile(r"^(?:id|ip|uid|no|nr|re)\s?[:：]", re.IGNORECASE)


def authors_of(
    outline: Outline, boxes: Sequence[Box], times: Mapping[int, Element | None]
) -> dict[int, tuple[Element, str]]:
    """Return each box's author with the name: the first element of that kind which most boxes have, with a name in it.

    A kind is a tag with its classes. Names differ from box to box, buttons do not; names are short; what is called an
    author or leads to a profile is one rather.
    """
    found: dict[str, dict[int, Element]] = {}
    for box in boxes:
        for element in _short_elements(outline, box, times[box.element.number]):
            found.setdefault(_kind_of_name(element), {}).setdefault(box.element.number, element)
    named = _named_in(outline, boxes, found)
    for part in _made_alike(boxes) if len(named) < len(boxes) else []:
        numbers = {box.element.number for box in part}
        if numbers.isdisjoint(named):
            named |= _named_in(outline, part, found)
    kinds = {_kind_of_name(element) for element, _ in named.values()}
    others = {
        box.element.number: _first_mark(outline, box)
        or _of_signs(outline, box, kinds)
        or _nobody_in(outline, box, times[box.element.number])
        for box in boxes
        if box.element.number not in named
    }
    return named | {number: mark for number, mark in others.items() if mark is not None}


def _made_alike(boxes: Sequence[Box]) -> list[list[Box]]:
    """Return the comments and the answers in them apart, if there are several of each and they have no class in common.

    So are the answers of firms to reviews, which may be named otherwise.
    """
    tops, inner = [box for box in boxes if box.within is None], [box for box in boxes if box.within is not None]
    if min(len(tops), len(inner)) < _FEWEST_DONE:
        return []
    one, other = ({name for box in part for name in box.element.classes.split()} for part in (tops, inner))
    return [tops, inner] if one and other and one.isdisjoint(other) else []


def _named_in(
    outline: Outline, boxes: Sequence[Box], found: Mapping[str, Mapping[int, Element]]
) -> dict[int, tuple[Element, str]]:
    """Return the authors of boxes whose elements look enough like names, of a few kinds at most."""
    named: dict[int, tuple[Element, str]] = {}
    for _ in range(_MOST_KINDS):
        left = [box.element.number for box in boxes if box.element.number not in named]
        are_inside = all(box.within is not None for box in boxes if box.element.number in left)
        is_enough = not named or len(left) >= max(2, _SOME * len(boxes)) or (bool(left) and are_inside)
        best = _best_kind(found, left, set(outline.authors)) if is_enough else {}
        if not best:
            break
        named |= {number: (element, name) for number, element in best.items() if (name := name_in(element))}
    return named


def _best_kind(found: Mapping[str, Mapping[int, Element]], left: Sequence[int], marked: set[int]) -> dict[int, Element]:
    """Return the elements that look most like the authors of the boxes which are left; none where none is enough."""
    kinds = ({number: kind[number] for number in left if number in kind} for kind in found.values())
    rated = [(_likeness(kind, len(left), marked), kind) for kind in kinds if kind]
    likeness, best = max(rated, key=lambda pair: pair[0], default=(0.0, {}))
    if likeness < _LIKE_AUTHOR:
        return {}
    for other, kind in rated:  # of those in one another the innermost says the name and nothing else
        if other >= likeness and _is_inside(kind, best):
            best = kind
    return best


def _is_inside(inner: Mapping[int, Element], outer: Mapping[int, Element]) -> bool:
    return inner.keys() == outer.keys() and all(
        outer[number].number < each.number < outer[number].end for number, each in inner.items()
    )


def _kind_of_name(element: Element) -> str:
    """Return the kind of an element; where it has no class, that of what it stands in tells it from others."""
    around = element.parent
    if element.classes or around is None:
        return kind_of(element)
    called = [name for _, _, name in classes_of(around)] if around.classes else []
    return f"{around.node.tag} {' '.join(called)} > {element.node.tag}"


def kind_of(element: Element) -> str:
    """Return what an element has in common with those of its kind in other comments: its tag and its classes.

    Which of several it is does not count: "odd", "even", "first", a number.
    """
    names = (name for name in _KINDS_NUMBERS.sub("", element.classes).split() if not _PARITY.fullmatch(name))
    return f"{element.node.tag} {' '.join(names)}"


def name_in(element: Element) -> str | None:
    """Return the name that an element holds, as ``name_of`` finds it."""
    return name_of(element.node)


def name_of(holder: LexborNode) -> str | None:
    """Return the name that an element holds, without "by", "says", a date, a badge or buttons beside it.

    Words of the element itself count before those of the elements in it: what else stands there is about the author.
    """
    written = one_line(clean(holder.text(deep=False)))
    own = plain_name(written)
    if name := _doer_in(holder, own) or _after_by(holder):
        return name
    is_label = holder.tag != "a" and holder.css_first("a") is not None and _ends_in_label(holder, written)
    if own and not is_label and not _ONLY_AROUND.fullmatch(own):
        return own
    for node in holder.css("*")[1:_MOST_LOOKED_AT]:
        words = one_line(clean(node.text(deep=False)))
        if any(character.isalpha() for character in words) and not _ONLY_AROUND.fullmatch(words):
            whole = line_of(node, _is_badge if words else None)
            name = plain_name(whole if len(whole) <= _MOST_NAME else words)
            if name:
                return name
    return None


def is_around_name(line: str) -> bool:
    """Return whether a line says nothing but what stands beside a name: "by", "commentaire n° 7", "@ann"."""
    return _ONLY_AROUND.fullmatch(_NUMBER_OR_HANDLE.sub(" ", line)) is not None


def _is_badge(node: LexborNode) -> bool:
    """Return whether an element only says what somebody is, beside their name: "Author"."""
    return node.is_element_node and role_said(line_of(node)) is not None


def _doer_in(holder: LexborNode, own: str | None) -> str | None:
    """Return the name in the link with which an element begins that goes on with what was done: "added a comment"."""
    first = holder.child
    while first is not None and first.is_text_node and not (first.text_content or "").strip():
        first = first.next
    if first is None or first.tag != "a" or not own or not own[0].islower() or len(own.split()) < _FEWEST_DONE:
        return None
    words = line_of(first)
    return None if mark_of(words).role in BUTTONS else plain_name(words)


def _after_by(holder: LexborNode) -> str | None:
    """Return the name in the element right after words that end in "by" and say more: "Posted 3 May by"."""
    for node in islice(holder.iter(include_text=True), _MOST_LOOKED_AT):
        before = one_line(node.text_content or "") if node.is_text_node else ""
        after = node.next
        if len(before.split()) > 1 and _ENDS_IN_BY.search(before) and after is not None and after.is_element_node:
            line = line_of(after)
            return plain_name(line) if len(line) <= _MOST_NAME else None
    return None


def _ends_in_label(holder: LexborNode, written: str) -> bool:
    """Return whether the words of an element itself only say that the name follows: "Author:", "By" before a link."""
    first = holder.child
    before = one_line(clean(first.text_content or "")) if first is not None and first.is_text_node else ""
    is_by = bool(before) and before != written and bool(_BY.fullmatch(f"{before} "))
    follows = first.next if first is not None else None
    return written.endswith((":", "：")) or (is_by and follows is not None and follows.tag == "a")


def plain_name(line: str) -> str | None:
    """Return the name in a line, without "by" before and "says", a date or a note after it."""
    labelled = _LABELLED.search(line) or AFTER_ADDRESS.search(line)
    if labelled is not None:
        return _without_edges(labelled[1]) or None
    date = words_of_date(line)
    name = _BEFORE_DATE.sub("", line[: line.find(date)]) + line[line.find(date) + len(date) :] if date else line
    name = _HOUR.sub("", name.strip(f"{_EDGES}-")) if date else _without_edges(name)
    name = _without_edges(_EMPTY.sub("", name))
    name = _OF_TWO.sub("", _CALLED_BY.sub("", name))
    name = _HANDLE.sub("", _NOTE.sub("", _SAYS.sub("", _BY.sub("", _NUMBERED.sub("", name)))))
    name = _without_edges(name)
    return name if any(character.isalpha() for character in name) else None


def _without_edges(name: str) -> str:
    """Return a name without the signs around it; a hyphen is one where a blank tells it from the name."""
    return _HYPHENS.sub("", f" {name.strip(_EDGES)} ").strip(_EDGES)


def _first_mark(outline: Outline, box: Box) -> tuple[Element, str] | None:
    marks = (outline.elements[mark] for mark in own_marks(outline, outline.authors, box))
    told = ((mark, name_in(mark)) for mark in marks if mark is not box.element)
    return next(((mark, name) for mark, name in told if name and len(name) <= _MOST_NAME), None)


def _of_signs(outline: Outline, box: Box, kinds: Set[str]) -> tuple[Element, str] | None:
    """Return what stands for a name without a letter, where names stand: "***"."""
    marks = {mark for mark in own_marks(outline, outline.authors, box) if outline.elements[mark].classes}
    for element in islice(own_elements(outline, box, _is_quotation), _MOST_LOOKED_AT):
        if 0 < element.text <= _MOST_SIGNS and (element.number in marks or _kind_of_name(element) in kinds):
            line = line_of(element.node)
            if line.strip(_EDGES + "-") and not any(map(str.isalnum, line)):
                return element, line
    return None


def _nobody_in(outline: Outline, box: Box, time: Element | None) -> tuple[Element, str] | None:
    """Return what stands for a name before the time of a box that has no other: "Anonymous"."""
    if time is None:
        return None
    before = (each for each in _short_elements(outline, box, time) if each.end <= time.number)
    told = ((each, name_in(each)) for each in before)
    return next(((each, name) for each, name in told if name and _NOBODY.fullmatch(name)), None)


def _short_elements(outline: Outline, box: Box, time: Element | None) -> Iterator[Element]:
    """Yield the first elements of a box that hold a few words, dates and what stands in elements of its own aside."""
    own = own_elements(outline, box, _is_quotation)
    if box.element.end < box.end and _may_be_name(box.element, time):  # of a run it is only the first part
        yield box.element
    yield from islice((element for element in own if _may_be_name(element, time)), _MOST_LOOKED_AT)


def _is_quotation(element: Element) -> bool:
    return element.node.tag == "blockquote" or bool(QUOTE.search(element.classes))


def _may_be_name(element: Element, time: Element | None) -> bool:
    if element.text == 0:
        return False
    if element.text <= _MOST_NAME or _is_labelled(element):
        return True
    if time is None or not element.number <= time.number < element.end:
        return False
    own = one_line(element.node.text(deep=False))
    return len(own) <= 2 * _MOST_NAME and bool(plain_name(own))


def _likeness(kind: Mapping[int, Element], count: int, marked: set[int]) -> float:
    """Return how much a kind of element looks like the authors of so many boxes."""
    if not kind:
        return 0.0
    names = [name_in(element) for element in list(kind.values())[:60]]
    real = [name for name in names if name]
    if 2 * len(real) < len(names):
        return 0.0
    words = sum(len(name.split()) for name in real) / len(real)
    sure = sum(element.number in marked for element in kind.values()) / len(kind)
    buttons = sum(map(_is_no_name, set(real))) / len(set(real))
    return (
        len(kind) / count
        + 0.8 * sure
        + _variety(real)
        + 0.5 * sum(_is_labelled(element) for element in kind.values()) / len(kind)
        - 0.15 * max(words - 2, 0)
        - 1.2 * buttons
        - 0.8 * (sure == 0 and bool(_TEXTS.search(kind_of(next(iter(kind.values()))))))
        - 0.5 * (1 - len(real) / len(names))
        - sum(0.35 if name[0] in "@~" else 0.5 for name in real if not name[0].isalpha()) / len(real)
        - 1.0 * sum(bool(_LABEL.match(name)) for name in real) / len(real)
        - 0.7 * sum(bool(_MAIL.fullmatch(name)) for name in real) / len(real)
        - 0.8 * sum(map(_is_of_place, kind.values())) / len(kind)
        - (1.0 if sum(map(_width, real)) < 2.5 * len(real) else 0.0)
    )


def _is_of_place(element: Element) -> bool:
    """Return whether a link in an element, or this itself, stands after "on": it says where a comment stands."""
    link = element.node if element.node.tag == "a" else element.node.css_first("a[href]")
    before = link.prev if link is not None else None
    words = (before.text_content or "").strip() if before is not None and before.is_text_node else ""
    return bool(words) and _OF_PLACE.fullmatch(words) is not None


def _is_labelled(element: Element) -> bool:
    """Return whether a line says which of its words are the name: "Added: 3 May, Author: Ann"."""
    return element.text <= 2 * _MOST_NAME and _LABELLED.search(one_line(element.node.text(deep=False))) is not None


def _variety(names: Sequence[str]) -> float:
    """Return what the share of the commonest name says for names: few may be one person's, many are not."""
    name, count = Counter(names).most_common(1)[0]
    if count <= 0.6 * len(names) or len(names) == 1:
        return 0.3
    if _NOBODY.fullmatch(name):
        return 0.3
    if len(names) < 4:
        return 0.3 if count < len(names) else 0.1
    return -0.6


def _is_no_name(words: str) -> bool:
    """Return whether words are those of a button, a badge or a kind of comment."""
    is_button = mark_of(words).role in BUTTONS and not _NOBODY.fullmatch(words.lstrip("~"))
    is_button = is_button or IN_BRACKETS.fullmatch(words) is not None
    return is_button or _KIND_OF_COMMENT.fullmatch(words) is not None


def _width(name: str) -> int:
    """Return how wide a name is in Latin letters: a Chinese or Korean one has two or three characters."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in name)
