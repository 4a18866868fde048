"""Any web page: its comments are the repeated block with the best evidence of authors, times and text."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import islice

import msgspec

from discourse.model import Article, Skipped, Thread
from discourse.readers.body import size_of
from discourse.readers.bylines import LABEL
from discourse.readers.counts import names_comments
from discourse.readers.dates import iso_of_stamp
from discourse.readers.dom import attribute, siblings
from discourse.readers.drafts import TWICE, Draft, Findings, answering, opened_by, thread_of
from discourse.readers.elsewhere import held_elsewhere
from discourse.readers.generic.blocks import Box, Group, boxes_of, classes_of, evidence_of, own_elements, own_marks
from discourse.readers.generic.choosing import best_group
from discourse.readers.generic.copies import copies_in
from discourse.readers.generic.folding import folded_in
from discourse.readers.generic.marks import without_marks
from discourse.readers.generic.names import kind_of
from discourse.readers.generic.nested import with_nested
from discourse.readers.generic.notices import without_notes
from discourse.readers.generic.opening import article_beside, declared_in
from discourse.readers.generic.outline import Element, Outline, ancestors, outline_of
from discourse.readers.generic.owners import with_answers
from discourse.readers.generic.parts import drafts_of
from discourse.readers.generic.ruled import with_entries
from discourse.readers.generic.sections import opens_with_none
from discourse.readers.generic.untimed import with_names
from discourse.readers.markup import line_of
from discourse.readers.quoting import as_said
from discourse.readers.source import Source, once

NAME = "generic"
TITLE = "any other web page, by the block that repeats with authors, times and text"
RECOVERS = (
    "author", "parent", "quotes", "time", "edited", "score", "likes", "status", "pinned", "badges", "title", "declared",
)  # fmt: skip

_FORUM = re.compile(r"(?<!res)(?<!ris)post|topic|thread|message|forum|msg", re.IGNORECASE)
_OF_COMMENTS = re.compile(
    r"comment|kommentar|leserbrief|(?:^|[-_ ])reviews?(?:$|[-_ ])|guestbook|g(?:ä|ae)stebuch", re.IGNORECASE
)
_OPENING = re.compile(r"(?:first|original|opening)[-_]?(?:comment|post|message|note)|starter", re.IGNORECASE)
_ENTRY = re.compile(r"(?:^|[-_ ])entr(?:y|ies)(?:$|[-_ ])", re.IGNORECASE)
_AUTHORS = re.compile(rf"(?:{LABEL}|poster|posted by|author name|pseudo)\s?:?", re.IGNORECASE)
"""The head of the column in which old forums name who wrote each post."""
_BODY = 300
_TO_THE_MINUTE = len("2018-08-31T14:03")
_MESSAGE = re.compile(r"messages?|msg", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]{10,300})")
"""How titles of pages on networks give the words of a post."""
_LEAST_KEY, _MOST_KEY, _MOST_TOLD, _MOST_TITLE, _MOST_AROUND = 15, 60, 2_000, 200, 6
_MOST_HEAD, _LEAST_SUBJECT, _MOST_SUBJECT = 30, 5, 200
_FEWEST, _SOME = 2, 3
_MOSTLY = 0.5
_HEADINGS = frozenset({"h1", "h2", "h3"})
_SECTIONS = _HEADINGS | {"h4"}
_MOST_HEADING = 40
NO_PARENT = "the place of the comment that it answers cannot be read"
"""Why the parent of a comment is not told."""
_LONG = 30


def matches(source: Source) -> str | None:
    """Return that this is a web page; every one can be read, with or without comments."""
    return "a web page" if source.is_html else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the article and the comments of a page."""
    page = with_entries(source.tree) if outlined(source)[1] is None else None
    if page is not None:
        parted = _thread(replace(source, data=page.encode()))
        if len(parted.comments) >= _FEWEST and all(each.author for each in parted.comments):
            return (msgspec.structs.replace(parted, source_hash=source.hash),)
    return (_thread(source),)


def _thread(source: Source) -> Thread:
    tree = source.tree
    outline, group = outlined(source)
    group, notes = without_notes(outline, group) if group is not None else (None, [])
    drafts, featured = _listed(as_said(without_marks(drafts_of(outline, group))) if group is not None else [])
    article = article_beside(source, outline, group)
    if group is not None and len(drafts) > 1 and _is_opening(source, outline, group, drafts[0], article):
        article = opened_by(msgspec.structs.replace(article, author=None, published=None), drafts[0], drafts[1:])
        drafts = [answering(each, drafts[0].id) for each in drafts[1:]]
    declared = declared_in(outline, group)
    missing = declared - len(drafts) if declared is not None and declared > len(drafts) else None
    found = [*featured, *notes, *_unread_parents(drafts)]
    skipped: list[Skipped] = found if drafts else held_elsewhere(tree, missing)
    findings = Findings(
        drafts=drafts, skipped=skipped, declared=declared, is_threaded=any(each.reply_to for each in drafts)
    )
    return thread_of(source, NAME, article, findings)


@once
def outlined(source: Source) -> tuple[Outline, Group | None]:
    """Return a page in outline, and the block that repeats which are its comments; ``None`` where it has none."""
    outline = outline_of(source.tree.body) if source.tree.body is not None else Outline()
    group = best_group(outline)
    if group is None:
        named = with_names(outline, may_answer=source.tree.css_first("textarea, input[name*=comment]") is not None)
        group = best_group(named) if named is not None else None
        outline = named if named is not None and group is not None else outline
    folded = folded_in(source.tree, group) if group is not None else frozenset()
    if folded and group is not None and source.tree.body is not None:
        unfolded = outline_of(source.tree.body, folded)
        more = best_group(unfolded)
        if more is not None and more.key[:3] == group.key[:3] and len(more.boxes) > len(group.boxes):
            outline, group = unfolded, more
    if group is not None and source.tree.body is not None and (copies := copies_in(outline, group)):
        outline = outline_of(source.tree.body, folded, copies)
        group = best_group(outline)
    if group is None:
        return outline, None
    outline, group = with_nested(outline, _without_article(outline, group))
    return outline, with_answers(outline, group)


def _listed(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Skipped]]:
    """Return the comments without those that stand twice, as the best ones do above the others.

    Such a one has no id of its own, where the others have, or one with the same number.
    """
    places = {draft.id for place, draft in enumerate(drafts, start=1) if draft.id in (str(place), f"place-{place}")}
    if len(places) == len(drafts):
        first = _picked(drafts)
        picks = [Skipped(kind="duplicate", reason=TWICE, where=draft.id) for draft in drafts[:first]]
        return list(drafts[first:]), picks
    nameless = places if 2 * len(places) < len(drafts) else set()
    said: dict[tuple[str, str | None, str], Draft] = {}
    for draft in drafts:
        if draft.id not in nameless and draft.author and len(draft.text) >= _LONG:
            said[*_words(draft), _number(draft)] = draft
    whole = {key[:2] for key in said}
    twice = {
        draft.id
        for draft in drafts
        if (draft.id in nameless and _words(draft) in whole)
        or said.get((*_words(draft), _number(draft)), draft) is not draft
    }
    once = [draft for draft in drafts if draft.id not in twice]
    return once, [Skipped(kind="duplicate", reason=TWICE, where=draft.id) for draft in drafts if draft.id in twice]


def _unread_parents(drafts: Sequence[Draft]) -> list[Skipped]:
    """Return that what a few comments answer cannot be read, on a page that tells of all others what they answer."""
    lost = [draft for draft in drafts if draft.reply_to is None]
    if _SOME * len(lost) > len(drafts):
        return []
    return [Skipped(kind="malformed", reason=NO_PARENT, where=draft.id) for draft in lost]


def _picked(drafts: Sequence[Draft]) -> int:
    """Return how many comments without ids stand above all others and, word for word, once more among these.

    A single one is a pick where it comes again further down and says when: somebody may send the same twice at once.
    """
    words = [(draft.text, draft.author, draft.stamp, draft.shown) for draft in drafts]
    last = {each: place for place, each in enumerate(words)}
    first = next((place for place, each in enumerate(words) if last[each] == place), 0)
    is_pick = first == 1 and last[words[0]] > 1 and bool(drafts[0].stamp or drafts[0].shown)
    are_picks = (first > 1 or is_pick) and set(words[:first]) <= set(words[first:])
    return first if are_picks and any(len(draft.text) >= _LONG for draft in drafts[:first]) else 0


def _number(draft: Draft) -> str:
    """Return the last number of an id, where it is long enough to be nobody else's."""
    numbers = re.findall(r"\d{3,}", draft.id)
    return numbers[-1] if numbers else draft.id


def _words(draft: Draft) -> tuple[str, str | None]:
    return draft.text, draft.author


def _without_article(outline: Outline, group: Group) -> Group:
    """Return a group without its first box where that is the page's article, which only looks like the comments.

    It may hold them all.
    """
    first, *others = group.boxes
    if len(others) < _FEWEST or (first.inner and first.end < others[-1].end) or _is_forum(group):
        return group
    if first.inner and _is_holder(outline, first, others):
        return replace(group, boxes=boxes_of([box.element for box in others], runs=group.key[0] == "run"))
    if not first.inner and _is_above_comments(outline, first, others[0]):
        return replace(group, boxes=others)
    is_article = _has_heading(outline, first, {"h1"}) and not _has_heading(outline, others[0], {"h1"})
    if not first.inner and is_article:
        return replace(group, boxes=others)
    if not (is_article or _is_of_its_own_kind(outline, first, others)):
        return group
    elements = [box.element for box in others]
    return replace(group, boxes=boxes_of(elements, runs=group.key[0] == "run"))


def _is_holder(outline: Outline, first: Box, others: Sequence[Box]) -> bool:
    """Return whether a box that holds all others has no author of its own, as they have, or its time below them all."""
    is_named = evidence_of(outline, first).author
    times = own_marks(outline, outline.times, first)
    is_below = bool(times) and times[0] >= others[-1].end
    return is_below or (not is_named and all(evidence_of(outline, box).is_named for box in others))


def _is_above_comments(outline: Outline, first: Box, second: Box) -> bool:
    """Return whether the first heading that says nothing but that comments follow stands between two boxes alike."""
    if kind_of(first.element) != kind_of(second.element):
        return False
    heading = next((each.number for each in outline.elements[: second.element.number] if _heads_comments(each)), 0)
    return heading >= first.end


def _heads_comments(element: Element) -> bool:
    if element.node.tag not in _SECTIONS or not 0 < element.text <= _MOST_HEADING:
        return False
    line = line_of(element.node)
    return len(line.split()) <= _FEWEST and names_comments(line)


def _is_of_its_own_kind(outline: Outline, first: Box, others: Sequence[Box]) -> bool:
    """Return whether a box has a heading, which no other has, and none of their classes, of which they share one."""
    classes = [{*classes_of(box.element)} for box in others]
    if not set.intersection(*classes) or not set.union(*classes).isdisjoint(classes_of(first.element)):
        return False
    return _has_heading(outline, first, _HEADINGS) and not any(_has_heading(outline, box, _HEADINGS) for box in others)


def _has_heading(outline: Outline, box: Box, ranks: Set[str]) -> bool:
    """Return whether a box has a heading of such a rank, with words, that is in none of the boxes inside it."""
    own = (box.element, *own_elements(outline, box)) if box.inner else outline.elements[box.element.number : box.end]
    return any(each.node.tag in ranks and each.text for each in own)


def _is_opening(source: Source, outline: Outline, group: Group, first: Draft, article: Article) -> bool:
    """Return whether the first comment is what all others discuss: without an article beside it, or as "Re:" says.

    A post made like it that stands before all of them is that rather.
    """
    if _is_opened(outline, group) or opens_with_none(source.tree, outline, group):
        return False
    if size_of(article.body or "") < _BODY:
        is_headed = _is_below_title(source, outline, group)
        if _is_of_article(first, article) or (_opens(group, first) and (is_headed or not _is_chat(group))):
            return True
        if not is_headed and _is_in_head(source, first):
            return True
    return group.boxes[0].within is None and _is_answered(outline, group)


def _is_of_article(first: Draft, article: Article) -> bool:
    """Return whether a comment is of the very minute that the page says it is from, and by nobody else than it says."""
    day = (article.published or "")[:_TO_THE_MINUTE]
    stamp = iso_of_stamp(first.stamp) if first.stamp else None
    is_same = bool(first.author) and article.author in (None, first.author)
    return is_same and len(day) == _TO_THE_MINUTE and (stamp or "").startswith(day)


def _is_in_head(source: Source, first: Draft) -> bool:
    """Return whether the head of the page says what the first comment says: it is about that, as on networks."""
    said = _key(first.text)[:_MOST_KEY]
    metas = source.tree.css("meta[property$=title], meta[property$=description], meta[name$=description]")
    told = [attribute(each, "content") for each in metas[:_MOST_HEAD]]
    told += [line_of(each) for each in source.tree.css("title")[:1]]
    quoted = (_key(part) for each in told for part in _QUOTED.findall(each[:_MOST_TOLD]))
    is_begun = any(len(part) >= _LEAST_KEY and said.startswith(part[:_MOST_KEY]) for part in quoted)
    return is_begun or (len(said) >= _LEAST_KEY and any(said in _key(each[:_MOST_TOLD]) for each in told))


def _is_below_title(source: Source, outline: Outline, group: Group) -> bool:
    """Return whether a heading that the title of the page names stands above the first box."""
    title = _key(line_of(title_)) if (title_ := source.tree.css_first("title")) is not None else ""
    before = outline.elements[: group.boxes[0].element.number]
    lines = (_key(line_of(each.node)) for each in before if each.node.tag in _HEADINGS and 0 < each.text <= _MOST_TITLE)
    return any(line and line in title for line in lines)


def _is_chat(group: Group) -> bool:
    """Return whether boxes are called nothing but messages: those of a forum stand below the title of their topic."""
    around = list(ancestors(group.boxes[0].element, _MOST_AROUND))
    names = " ".join(f"{each.classes} {each.id}" for each in around)
    return bool(_MESSAGE.search(names)) and not _FORUM.search(_MESSAGE.sub("", names))


def _key(words: str) -> str:
    return re.sub(r"\W+", "", words).casefold()


def _is_opened(outline: Outline, group: Group) -> bool:
    """Return whether before the first box stands a signed element of a class of which that consists for the most."""
    box = group.boxes[0]
    inside = (each for each in islice(own_elements(outline, box), _MOST_HEAD) if _MOSTLY * box.element.text < each.text)
    kinds = {key for each in inside for key in classes_of(each)}
    before = (each for each in outline.elements[: box.element.number] if each.end <= box.element.number)
    alike = islice((each for each in before if not kinds.isdisjoint(classes_of(each))), _MOST_HEAD)
    return any(evidence_of(outline, Box(each, each.end, (), None)).is_signed for each in alike)


def _is_answered(outline: Outline, group: Group) -> bool:
    """Return whether all boxes but the first have the subject of that with "Re:" before it."""
    first, *others = ([line_of(each.node) for each in _short_lines(outline, box)] for box in group.boxes)
    subjects = {f"re: {line.casefold()}" for line in first if len(line) >= _LEAST_SUBJECT}
    answers = [{line.casefold() for line in lines} for lines in others]
    return any(all(subject in lines for lines in answers) for subject in subjects) if len(answers) > 1 else False


def _short_lines(outline: Outline, box: Box) -> Iterator[Element]:
    return (each for each in islice(own_elements(outline, box), _MOST_HEAD) if 0 < each.text <= _MOST_SUBJECT)


def _opens(group: Group, first: Draft) -> bool:
    """Return whether the first box of a group is what the others discuss: a forum's first post, a bug's description."""
    opening, *others = group.boxes
    names = [f"{each.element.classes} {each.element.id}" for each in others]
    is_called = _OPENING.search(f"{opening.element.classes} {opening.element.id}") is not None
    is_headed = len(others) > 1 and _is_headed(opening, others, first.author)
    return (
        is_headed
        or _is_forum(group)
        or _is_below_columns(opening)
        or (is_called and not any(map(_OPENING.search, names)))
    )


def _is_below_columns(opening: Box) -> bool:
    """Return whether the first box is a row or a table below one that names a forum's columns: "Author", "Message"."""
    before = siblings(opening.element.node, "prev") if opening.element.node.tag in ("tr", "table") else iter(())
    heads = ([line_of(cell) for cell in row.css("td, th")[: _SOME + 1]] for row in islice(before, _SOME))
    return any(len(cells) == _FEWEST and _AUTHORS.fullmatch(cells[0]) for cells in heads)


def _is_headed(opening: Box, others: Sequence[Box], author: str | None) -> bool:
    """Return whether who wrote the first box alone stands in a heading of a section's rank, as above a post."""
    if opening.inner:
        return False
    ranks = {each.tag for each in opening.element.node.css("h1, h2") if author and line_of(each) == author}
    return any(all(box.element.node.css_first(rank) is None for box in others) for rank in ranks if rank)


def _is_forum(group: Group) -> bool:
    """Return whether the names around the boxes are those of a forum rather than of a comment section.

    Comments of one kind that stand in one another under several others answer an article: a forum's first post is one.
    So do entries, of which none opens what the others go on with.
    """
    first, tops = group.boxes[0], sum(box.within is None for box in group.boxes)
    alike = [box for box in group.boxes if kind_of(box.element) == kind_of(first.element)]
    if tops > 1 and (any(box.within is not None for box in alike) or _are_threads(alike)):
        return False
    around = list(ancestors(first.element, _MOST_AROUND))
    if any(_ENTRY.search(f"{each.classes} {each.id}") for each in around[:2]):
        return False
    names = " ".join(f"{each.classes} {each.id}" for each in around)
    return bool(_FORUM.search(names)) and not _OF_COMMENTS.search(names)


def _are_threads(boxes: Sequence[Box]) -> bool:
    """Return whether several boxes stand where the first does, and others deeper in lists beside what they answer."""
    depth = boxes[0].element.depth
    deeper = [box for box in boxes if box.element.depth > depth]
    return bool(deeper) and sum(box.element.depth == depth for box in boxes) > 1
