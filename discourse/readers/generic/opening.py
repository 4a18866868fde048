"""What a page of an unknown system says of its article, and of how many comments there are, beside the comments."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

import msgspec
from selectolax.lexbor import LexborNode

from discourse.model import Article
from discourse.readers.article import facts_of, without_paper
from discourse.readers.body import body_of, size_of
from discourse.readers.bylines import BY, EDITOR, FROM, LABEL, ONLY_BY, REPORTER, WRITTEN_BY
from discourse.readers.counts import count_in, names_comments
from discourse.readers.dates import day_comes_first, iso_of_stamp, iso_of_words
from discourse.readers.dom import attribute, one_line, siblings
from discourse.readers.generic.asides import is_button
from discourse.readers.generic.blocks import COMMENT_WORDS, Box, Group, stands_around
from discourse.readers.generic.names import BUTTONS, name_in, plain_name
from discourse.readers.generic.outline import Element, Outline, ancestors
from discourse.readers.layout import stamp_of
from discourse.readers.markup import clean, line_of, text_of
from discourse.readers.pasted.furniture import mark_of
from discourse.readers.source import Source
from discourse.readers.times import LONGEST, find_time

_PARTS = re.compile(r"\s*(?:[|–—•·«»【】_]|::|\s-\s|\(Page \d+|\s:\s)\s*")
_HEADINGS = frozenset({"h1", "h2", "h3"})
_BLOCKS = frozenset({"div", "section", "aside", "p", "ul", "h2", "h3", "h4"})
_ALL_LINKED = 0.9
_MOST_TITLE = 200
_MOST_NAME = 60
_MOST_BYLINE = 160
_MOST_COUNT = 40
_MOST_LABEL = 12
_LEAST_PARAGRAPH = 80
_LEAST_BODY = 60
_NEAR = 60
_SIGNED = re.compile(
    rf"^(?:(?:{WRITTEN_BY}|{BY}|przez|text|tekst|texte|texto|testo|author|autor(?:in)?|auteur|autore|автор)\s*:?\s+|"
    rf"(?:{LABEL})\s?[:：]\s*)(.{{2,90}})$",
    re.IGNORECASE,
)
_BEFORE_MORE = re.compile(r"\s[|·•–—-]\s|\s+(?:w kategorii|in|on|at|am|um|le|el|il|em|op|den|dans|en)(?:\s|$)|[,(]")
_LABEL_OF_DATE = re.compile(
    r"\s(?:[\u4e00-\u9fff]{0,4}(?:时间|時間|日期)|published|posted|updated|date|datum|fecha|data|veröffentlicht|publié)"
    r"\s?[:：]\s*$",
    re.IGNORECASE,
)
"""What may stand between who wrote an article and when, in one line."""
_LABEL_OF_NAME = re.compile(rf"^(?:{LABEL})\s?[:：]\s*(?=\S)", re.IGNORECASE)
_SENTENCE = re.compile(r"[!?;]|\w{3,}\.\s")
_MOST_PARTS = 5
_SLANTED = frozenset({"b", "em", "i", "strong"})
_FIELD = frozenset({"b", "div", "dt", "label", "span", "strong", "th"})
"""Elements that may hold a label whose value is in the next one."""
_BESIDE_NAME = re.compile(r"\s*[|·•,;]\s*|\s[–—-]\s|\s(?=作者[:：])")
"""What parts who wrote from what else one line says."""
_OF_ARTICLE = re.compile(
    rf"{COMMENT_WORDS.pattern}|byline|signa|author|autor|share|social|(?:post|entry|article)[-_]?(?:footer|foot)",
    re.IGNORECASE,
)
"""Names of what may hold who wrote an article, though it is also called a row of buttons or a box."""
_BY_SOMEBODY = re.compile(rf"\b(?:{BY})\s\S", re.IGNORECASE)
_MOST_AROUND_NAME = 6
_TICKET = re.compile(r"^\d{5,12}: +(?=\S)")
"""The number of a ticket before its title, as trackers pad it: "0000077: Late trains"."""
_CHANGED = re.compile(r"(?:^|[-_ ])(?:last-?)?(?:modified|updated|edited|changed)(?:$|[-_ ])", re.IGNORECASE)
_LAST_CHANGED = re.compile(
    r"(?:last )?(?:modified|updated|edited|changed)\b|last update|zuletzt |aktualisiert|geändert|modifié|mis à jour|"
    r"dernière m|última (?:mod|act)|actualizado|ultima mod|aggiornat|обновл|измен|最后(?:修改|更新)|最終更新",
    re.IGNORECASE,
)
_NEAR_NAME = 12
_BETWEEN = re.compile(r"\s+[·•|–—-]\s+")
_OF_BYLINE = re.compile(
    r"(?:^|[-_ ])(?:meta|info|details?|by(?:line)?|author|autor|auteur|autore|yazar|sign\w*|secondary|sub-?title|"
    r"muted|credits?|kirjoittaja|skribent|forfatter|syntaktis|podpis|szerzo|avtor|datos)(?:$|[-_ ])",
    re.IGNORECASE,
)
"""How what says who wrote an article, and when, is called: a comma there parts a name, and no place, from a date."""
_OF_DATE = re.compile(r"(?:时间|時間|日期|[于於日開稿新成])\s?$|작성|등록|입력|수정|게시")
"""What East Asian pages set before a date, and is no name."""
_FROM = re.compile(rf"^(?:{FROM})\s+", re.IGNORECASE)
_INITIAL = r"[^\W\d_a-zß-öø-ÿа-яё]"
_LETTERS = r"[\w'’.\u0300-\u036f\u0900-\u0dff\u0e30-\u0e4e-]*"
_FULL_NAME = re.compile(rf"{_INITIAL}{_LETTERS}(?: {_INITIAL}{_LETTERS}){{1,3}}|[\u3040-\u9fff\uac00-\ud7a3]{{2,8}}")
_SIGNED_WHEN = re.compile(
    r"^(?:published|posted|written|publié|posté|écrit|publicado|escrito|pubblicato|scritto|veröffentlicht|erstellt|geplaatst|"
    r"publicerad|publisert|opublikowano)(?: (?:on|le|am|el|il|em|op|den))?\s*,? "
    r"(?:by|par|por|von|di|da|door|av|af|przez) (.{2,60})$",
    re.IGNORECASE,
)
"""What is left of "Published on 3 May by Ann" without the date."""


def article_beside(source: Source, outline: Outline, group: Group | None) -> Article:
    """Return the page's article; what its head does not say is told by what stands beside its title."""
    boxes = [] if group is None else [each.node for box in group.boxes for each in _parts_of(outline, box)]
    facts = facts_of(source, boxes)
    first = group.boxes[0].element.number if group is not None else len(outline.elements)
    heading = _heading(outline, facts.title, first)
    if heading is None:
        author, published = _signed_post(outline, first, facts.language) if group is not None else (None, None)
        return msgspec.structs.replace(
            facts,
            author=facts.author or author,
            published=facts.published or published,
            body=body_of(source.tree, facts.title, boxes) or None,
        )
    own = _own_line(heading)
    title = _TICKET.sub("", (own if _key(own) else line_of(heading.node)).lstrip("-–—:|>»› "))
    if facts.title and _key(title) == _key(facts.title) and len(facts.title.split()) > len(title.split()):
        title = facts.title  # whose pieces are set apart
    foot = _foot(outline, heading, first)
    author = facts.author or _author(outline, heading, first) or (_name_at(outline, foot) if foot else None)
    author = without_paper(author, facts.site) if author else None
    published = facts.published or _published(outline, heading, first, facts.language)
    if published is None and foot is not None:
        published = _day_of(outline.elements[outline.inside(outline.times, foot.number, foot.end)[0]], facts.language)
    bylines = [each.node for each in (*_bylines(outline, heading, first), *_pointers(outline, heading, first))]
    left_out = [*boxes, *bylines, *_section(outline, group, heading), *_around(outline, group, heading)]
    body = body_of(source.tree, title, left_out) or _plain_body(outline, heading, first)
    return msgspec.structs.replace(facts, title=title, author=author, published=published, body=body or None)


def _signed_post(outline: Outline, first: int, language: str | None) -> tuple[str | None, str | None]:
    """Return who signed a post without a heading above its comments, as on networks, and when, if both stand together.

    The head of the post is short, and the first of its kind.
    """
    for number in outline.inside(outline.authors, 0, first):
        mark = outline.elements[number]
        times = outline.inside(outline.times, mark.end, min(first, mark.end + _NEAR_NAME))
        name = name_in(mark) if times and not stands_around(mark, _OF_ARTICLE) else None
        if name and len(name) <= _MOST_NAME and outline.elements[times[0]].text_from - mark.text_to <= _MOST_NAME:
            return name, _day_of(outline.elements[times[0]], language)
    return None, None


def _parts_of(outline: Outline, box: Box) -> Iterator[Element]:
    """Yield the element of a box, and those beside it up to the next one that are its own as well."""
    part = box.element
    yield part
    while part.end < box.end and outline.elements[part.end].parent is box.element.parent:
        part = outline.elements[part.end]
        yield part


def declared_in(outline: Outline, group: Group | None) -> int | None:
    """Return how many comments a short line of the page says there are: a heading, else the line before the first."""
    spans = [] if group is None else [(box.element.number, box.end) for box in group.boxes if box.within is None]
    first = spans[0][0] if spans else len(outline.elements)
    told: dict[int, int] = {}
    place = 0
    for element in outline.elements:
        while place < len(spans) and spans[place][1] <= element.number:
            place += 1
        if place < len(spans) and spans[place][0] <= element.number:
            continue
        count = _count(element)
        if count is not None and not _is_beside(element, group):
            told[element.number] = count
    before = [number for number in told if number < first]
    chosen = max(before, default=min(told, default=None))
    return None if chosen is None else told[chosen]


def _count(element: Element) -> int | None:
    line = line_of(element.node) if 0 < element.text <= _MOST_COUNT else _own_line(element)
    if not 0 < len(line) <= 2 * _MOST_COUNT:
        return None
    return count_in(line) if names_comments(line) and not line.endswith("?") else None


def _is_beside(element: Element, group: Group | None) -> bool:
    """Return whether an element is in a sidebar; what holds the comments themselves is none, whatever its name."""
    if element.node.tag == "a" and attribute(element.node, "href").startswith("#"):
        return False  # it leads to the comments of this page
    if group is None or not stands_around(element):
        return stands_around(element)
    first = group.boxes[0].element.number
    own = takewhile(lambda each: not each.number <= first < each.end, ancestors(element, 30))
    return any(stands_around(replace(each, parent=None)) and not _ends_article(each) for each in own)


def _ends_article(element: Element) -> bool:
    """Return whether an element is the foot of the article that has the page's first heading."""
    above = (each.node for each in ancestors(element, 5) if each.node.tag == "article")
    return element.node.tag == "footer" and any(each.css_first("h1") is not None for each in above)


def _own_line(element: Element) -> str:
    return one_line(clean(element.node.text(deep=False)))


def _heading(outline: Outline, title: str | None, first: int) -> Element | None:
    """Return the element before the comments that says the title, or its first part and nothing else."""
    if title is None:
        return None
    choices = [_key(title), *(_key(part) for part in _PARTS.split(title) if len(_key(part)) > 1)][:2]
    for choice in choices:
        same = (each for each in outline.elements[:first] if 0 < each.text <= _MOST_TITLE)
        found = [each for each in same if choice in (_key(line_of(each.node)), _key(_own_line(each)))]
        headings = [each for each in found if each.node.tag in _HEADINGS]
        if headings or found:
            return (headings or found)[0]
    return None


def _key(words: str) -> str:
    return re.sub(r"\W+", "", words).casefold()


def _nearest(marks: Sequence[int], outline: Outline, heading: Element, first: int) -> Iterator[Element]:
    """Yield the marks before the comments that stand near the heading, the nearest after it first."""
    near = [mark for mark in marks if mark < first and abs(mark - heading.number) <= _NEAR]
    for mark in sorted(near, key=lambda mark: (mark < heading.number, abs(mark - heading.number))):
        is_after = mark > heading.end and _has_paragraph(outline, heading.end, mark)
        if not is_after and not _stands_apart(outline.elements[mark], heading):
            yield outline.elements[mark]


def _stands_apart(element: Element, heading: Element) -> bool:
    """Return whether an element is in a sidebar or the like, which does not hold the heading as well."""
    own = takewhile(lambda each: not each.number <= heading.number < each.end, ancestors(element, 30))
    return any(stands_around(replace(each, parent=None)) for each in own) and stands_around(element)


def _author(outline: Outline, heading: Element, first: int) -> str | None:
    title = _key(line_of(heading.node))
    marks = _nearest(outline.authors, outline, heading, first)
    named = (_linked_name(mark) or name_in(mark) for mark in marks if not _is_field(mark))
    names = (_LABEL_OF_NAME.sub("", name) for name in named if name)
    told = (name for name in names if name and len(name) <= _MOST_NAME and not EDITOR.match(name))
    marked = next((name for name in told if _key(name) not in title), None)
    signed = marked or next(_signed(outline, heading, first), None)
    return signed or next(_beside_date(outline, heading, first), None)


def _is_field(mark: Element) -> bool:
    """Return whether what is marked as a name is that of a field: "Type:"."""
    return not mark.linked and line_of(mark.node).endswith((":", "："))


def _linked_name(mark: Element) -> str | None:
    """Return the only link in a line that begins with what is said of a name: "From: Ann (Leeds)"."""
    links = mark.node.css("a") if re.match(rf"(?:{LABEL})\s?[:：]", line_of(mark.node), re.IGNORECASE) else []
    return (line_of(links[0]) or None) if len(links) == 1 else None


def _signed(outline: Outline, heading: Element, first: int) -> Iterator[str]:
    """Yield the names in short lines before the comments that say, in words alone, who wrote: "Posted by Ann at 9"."""
    for element in outline.elements[max(0, heading.number - _NEAR) : first]:
        line = _own_line(element) if 0 < element.text <= 2 * _MOST_NAME else ""
        name = _signature(element, line) if line and not stands_around(element, _OF_ARTICLE) else None
        if name and len(name.split()) <= _MOST_PARTS and not name[0].islower() and not _SENTENCE.search(name):
            yield name


def _signature(element: Element, line: str) -> str | None:
    """Return the name in an element that says who wrote, whose own line is this; the name may stand in another one."""
    is_label = line.endswith((":", "：")) or ONLY_BY.fullmatch(line)
    whole = line_of(element.node) if is_label or _SIGNED.match(line) else line
    if element.node.tag in _FIELD and ONLY_BY.fullmatch(whole):
        whole = f"{whole.rstrip(':：')}: {_value_after(element)}"
    said, reporter = _SIGNED.match(whole) or _SIGNED.match(line) or _signed_when(line), REPORTER.fullmatch(whole)
    if reporter is not None:
        return reporter.group(1)
    return plain_name(_first_part(said.group(1))) if said is not None else _signed_among(element)


def _value_after(element: Element) -> str:
    """Return the short line of the element right after one that is a label."""
    after = next(siblings(element.node, "next"), None)
    return line_of(after) if after is not None and len(after.text() or "") <= 2 * _MOST_NAME else ""


def _signed_among(element: Element) -> str | None:
    """Return the name in one part of a line that says more beside it: "3 May 2019 | Author: Ann | Seen 12 times"."""
    line = line_of(element.node)
    time = find_time(line[:LONGEST])
    if time is None:
        from_whom = _FROM.sub("", line)
        is_told = from_whom != line and _OF_BYLINE.search(element.classes) and _FULL_NAME.fullmatch(from_whom)
        return from_whom if is_told else None
    around = (line[: time.start], line[time.end :])
    parts = [part.strip() for each in around for part in _BESIDE_NAME.split(each)]
    said = next(filter(None, map(_SIGNED.match, parts)), None)
    reporter = next(filter(None, map(REPORTER.fullmatch, parts)), None)
    if said is None:
        return reporter.group(1) if reporter is not None else None
    name = plain_name(_first_part(said.group(1)))
    return name if name and _FULL_NAME.fullmatch(name) else None


def _signed_when(line: str) -> re.Match[str] | None:
    """Return the match of a line that says when and then who: "Published on 3 May by Ann"."""
    time = find_time(line[:LONGEST])
    return _SIGNED_WHEN.match(one_line(f"{line[: time.start]} {line[time.end :]}")) if time is not None else None


def _beside_date(outline: Outline, heading: Element, first: int) -> Iterator[str]:
    """Yield the names in lines below the title that say nothing else but a date: "Ann Lee · 12 March"."""
    for element in outline.elements[heading.end : min(first, heading.end + _NEAR)]:
        if element.node.tag == "p" and element.text >= _LEAST_PARAGRAPH:
            return
        line = line_of(element.node) if 0 < element.text <= 2 * _MOST_NAME and not element.linked else ""
        time = find_time(line[:LONGEST])
        pieces = [line_of(each) for each in element.node.iter()] if time is not None and not _own_line(element) else []
        line = " · ".join(filter(None, pieces)) if len(pieces) > 1 else line  # what only gaps part
        parts = [part.strip() for part in _BETWEEN.split(line)] if time is not None and not time.age else []
        said = line[: time.start] if time is not None else ""
        if said and len(parts) == 1 and (_OF_BYLINE.search(element.classes) or _is_set_apart(element, said)):
            parts = [said.rstrip(" ,")] if said.endswith((" ", ",")) and not _OF_DATE.search(said) else []
        parts = [_FROM.sub("", part) for part in parts]
        if parts and not stands_around(element, _OF_ARTICLE):
            yield from (part for part in parts if _FULL_NAME.fullmatch(part) and mark_of(part).role not in BUTTONS)


def _is_set_apart(element: Element, said: str) -> bool:
    """Return whether what a line begins with is slanted or bold, as a name before a date and no place is."""
    words = said.rstrip(" ,")
    is_slanted = element.node.tag in _SLANTED and said != words
    first = element.node.child
    return is_slanted or (first is not None and first.tag in _SLANTED and line_of(first) == words)


def _first_part(words: str) -> str:
    """Return what stands before a date, a place or a heading that the article stands under: "Ann on 3 May in News"."""
    time = find_time(words[:LONGEST])
    before = words[: time.start] if time is not None and time.start else words
    return _BEFORE_MORE.split(_LABEL_OF_DATE.sub("", before))[0]


def _published(outline: Outline, heading: Element, first: int, language: str | None) -> str | None:
    """Return the date that stands near the title: one marked as such, else one in pieces, each in its own element."""
    for mark in _nearest(outline.times, outline, heading, first):
        iso = None if _is_of_change(mark) else _day_of(mark, language)
        if iso:
            return iso
    short = [number for number in range(first) if 0 < outline.elements[number].text <= _MOST_COUNT]
    for element in _nearest(short, outline, heading, first):
        line = line_of(element.node)
        time = find_time(line)
        if time is not None and time.iso and len(time.shown) >= _ALL_LINKED * len(line):
            return time.iso
    return _day_below(outline, heading, first, language)


def _day_below(outline: Outline, heading: Element, first: int, language: str | None) -> str | None:
    """Return the date in the short line right below the last paragraph, where the line tells nothing of comments."""
    last = max(_paragraphs(outline, heading.end, first), default=None)
    marks = outline.inside(outline.times, outline.elements[last].end, first) if last is not None else []
    if last is None or not marks:
        return None
    mark = outline.elements[marks[0]]
    is_next = mark.text <= _NEAR and mark.text_from - outline.elements[last].text_to <= _MOST_LABEL
    is_else = _is_of_change(mark) or stands_around(mark) or names_comments(line_of(mark.node))
    return _day_of(mark, language) if is_next and not is_else else None


def _day_of(mark: Element, language: str | None) -> str | None:
    """Return the date that an element gives for machines, or in words: shown, or as it tells the mouse."""
    line, stamp = line_of(mark.node), stamp_of(mark.node) or ""
    is_first = day_comes_first([line, stamp], language)
    return iso_of_stamp(stamp) or iso_of_words(line, is_first) or iso_of_words(stamp, is_first)


def _is_of_change(mark: Element) -> bool:
    """Return whether a time is said to be that of the last change, by its name or by the words before it."""
    around = mark.parent if mark.parent is not None and mark.parent.text <= _MOST_BYLINE else mark
    return bool(_CHANGED.search(mark.classes) or _LAST_CHANGED.match(line_of(around.node)))


def _foot(outline: Outline, heading: Element, first: int) -> Element | None:
    """Return the last line before the comments that says who wrote, and when, as below a question; ``None`` without."""
    for mark in reversed(outline.inside(outline.authors, heading.end, first)):
        for each in ancestors(outline.elements[mark], _MOST_AROUND_NAME):
            if each.text > _MOST_BYLINE or each.end > first:
                break
            if outline.inside(outline.times, each.number, each.end):
                line = line_of(each.node)
                is_told = _BY_SOMEBODY.search(line) and not _LAST_CHANGED.match(line)
                if is_told and not stands_around(each, _OF_ARTICLE):
                    return each
                break
    return None


def _name_at(outline: Outline, foot: Element) -> str | None:
    marks = (outline.elements[mark] for mark in outline.inside(outline.authors, foot.number, foot.end))
    return next((name for mark in marks if (name := name_in(mark))), None)


def _bylines(outline: Outline, heading: Element, first: int) -> Iterator[Element]:
    """Yield the short elements before the comments which hold an author or a time, or are nothing but a button."""
    marks = [mark for mark in (*outline.times, *outline.authors) if mark < first]
    text_from = next(_paragraphs(outline, heading.end, first), heading.end)
    for mark in marks:
        widest = outline.elements[mark]
        for each in ancestors(widest, 8):
            is_part = not _holds_title(each) or (each.node.tag == "p" and each.number < text_from)
            if each.text > _MOST_BYLINE or each.end > first or not is_part or _says_more(each, widest):
                break
            widest = each
        yield widest
    for element in outline.elements[:first]:
        if 0 < element.text <= _MOST_COUNT and element.node.tag in ("div", "span", "ul") and is_button(element):
            yield element


def _pointers(outline: Outline, heading: Element, first: int) -> Iterator[Element]:
    """Yield the blocks before the comments that only lead elsewhere, and the headings above the title."""
    for element in outline.elements[:first]:
        is_above = element.end <= heading.number and element.node.tag in _HEADINGS
        is_block = element.node.tag in _BLOCKS and 0 < element.text <= _MOST_BYLINE
        if is_above or (is_block and element.linked >= _ALL_LINKED * element.text):
            yield element


def _says_more(paragraph: Element, mark: Element) -> bool:
    return paragraph.node.tag == "p" and paragraph.text > mark.text + _MOST_COUNT


def _holds_title(element: Element) -> bool:
    return element.node.css_first("h1, h2, p") is not None


def _section(outline: Outline, group: Group | None, heading: Element) -> list[LexborNode]:
    """Return the element around all comments with what introduces them, which is no part of the article."""
    if group is None:
        return []
    last = group.boxes[-1].end
    section: Element | None = None
    for each in ancestors(group.boxes[0].element, 30):
        if each.number <= heading.number:
            break
        if _has_paragraph(outline, each.number, group.boxes[0].element.number) and not _is_named(
            outline, each, heading
        ):
            break
        section = each if each.end >= last else section
    return [] if section is None else [section.node]


def _around(outline: Outline, group: Group | None, heading: Element) -> Iterator[LexborNode]:
    """Yield what follows the comments, and what stands before them from a heading of theirs on, below the article."""
    if group is None:
        return
    first, last = group.boxes[0].element, max(box.end for box in group.boxes)
    paragraph = max(_paragraphs(outline, heading.end, first.number), default=None)
    if paragraph is None:
        return
    around = {each.number for each in ancestors(first, 30)}
    start = last
    for each in outline.elements[outline.elements[paragraph].end : first.number]:
        is_short = 0 < each.text <= _MOST_COUNT and each.parent is not None and each.parent.number in around
        if is_short and names_comments(line_of(each.node)):
            start = each.number
            break
    for each in (*outline.elements[start : first.number], *outline.elements[last:]):
        if each.parent is not None and each.parent.number in around and each.number not in around:
            yield each.node


def _is_named(outline: Outline, element: Element, heading: Element) -> bool:
    """Return whether an element is called after comments and stands below the article: its paragraphs are rules."""
    names = f"{element.classes} {element.id}"
    return bool(COMMENT_WORDS.search(names)) and _has_paragraph(outline, heading.end, element.number)


def _has_paragraph(outline: Outline, start: int, end: int) -> bool:
    return next(_paragraphs(outline, start, end), None) is not None


def _paragraphs(outline: Outline, start: int, end: int) -> Iterator[int]:
    """Yield the numbers of the long paragraphs from a number on up to another."""
    long = (each for each in outline.elements[start:end] if each.node.tag == "p" and 2 * each.text >= _LEAST_PARAGRAPH)
    for each in long:
        if each.text >= _LEAST_PARAGRAPH or size_of(line_of(each.node)) >= _LEAST_PARAGRAPH:
            yield each.number


def _plain_body(outline: Outline, heading: Element, first: int) -> str:
    """Return the text of the element between title and comments that holds most text and none of the comments."""
    best: Element | None = None
    for element in outline.elements[heading.number + 1 : first]:
        own = len((element.node.text(deep=False) or "").strip())
        if own >= _LEAST_BODY and element.linked <= 0.5 * element.text and not stands_around(element):
            best = element if best is None or element.text > best.text else best
    if best is None or best.end > first:
        return ""
    marked = {mark for mark in (*outline.times, *outline.authors) if best.number < mark < best.end}
    out = {each.node.mem_id for each in outline.elements[best.number + 1 : best.end] if _is_about(each, marked)}
    return text_of(best.node, lambda node: node.mem_id in out)


def _is_about(element: Element, marked: set[int]) -> bool:
    return element.text <= _MOST_BYLINE and any(element.number <= mark < element.end for mark in marked)
