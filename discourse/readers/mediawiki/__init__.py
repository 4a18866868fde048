"""Talk pages of MediaWiki: each topic is a thread; author and time of a comment stand below its words."""

import re
from collections.abc import Iterator, Sequence
from itertools import count

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.model import Article, Skipped, Thread
from discourse.readers.article import facts_of
from discourse.readers.dating import Dating, iso_of_said
from discourse.readers.dom import attribute, select
from discourse.readers.drafts import Draft, Findings, answering, opened_by, thread_of, totals
from discourse.readers.markup import line_of
from discourse.readers.mediawiki.answers import Said, answers_of, without_programs
from discourse.readers.mediawiki.pieces import pieces_of
from discourse.readers.mediawiki.posts import posts_of
from discourse.readers.mediawiki.sections import Section, heading_words, sections_of
from discourse.readers.mediawiki.signatures import has_date
from discourse.readers.source import Source

NAME = "mediawiki"
TITLE = "MediaWiki: talk pages of Wikipedia and other wikis, with DiscussionTools or without"
RECOVERS = ("author", "parent", "time", "status", "declared")

_ROOTS = ("#mw-content-text", ".mw-parser-output", "#bodyContent", "body.parsoid-body", "#content")
_SPACE = re.compile(r"\bns-(\d{1,5})\b")
_ACTION = re.compile(r"\baction-(?!view\b)\w")
_MARKS = "[data-mw-comment-end^='c-']"
_SIGNED = re.compile(r"\d{4}[^<>()]{0,30}\([^()<>\d]{2,12}\)|\d{1,2}[:.]\d\d[^<>()]{0,30}\([^()<>\d]{2,12}\)")
_MANY = 2
_FURNITURE = (
    ".mw-editsection, #toc, .toc, .ext-discussiontools-init-section-bar, .ext-discussiontools-init-replylink-buttons, "
    ".ext-discussiontools-init-section-subscribe, .ext-discussiontools-init-section-subscribeButton, .mw-jump-link, "
    ".printfooter, .catlinks, #siteSub, #contentSub, #jump-to-nav, .reply-link-wrapper, .mw-collapsible-toggle, "
    ".mw-indicators, .ext-discussiontools-ui-replyWidget, .ext-discussiontools-ui-newTopic"
)
_BOXES = (
    ".tmbox, .ambox, .ombox, .cmbox, .messagebox, .talkheader, .mw-talkpageheader, .bandeau-container, .navbox, "
    ".infobox, .mw-collapsible > tbody > tr:first-child > th, .mw-collapsible > caption, "
    ".reflist, .reflist-talk, .mw-references-wrap, ol.references"
)
_BOXED = "boxes of the page (banners, navigation, footnotes), which nobody signed"
_ABOVE = "text above the first topic that nobody signed"
_PLAIN = "sections of a page that is no talk page, which nobody signed"
_WITHIN = "headings within a topic"


def matches(source: Source) -> str | None:
    """Return the evidence that this is a talk page of MediaWiki, or ``None``; an article of a wiki is none."""
    if not source.is_html or not re.search(r"mediawiki|mw-parser-output|mw-content-text", source.lower):
        return None
    body = source.tree.css_first("body")
    names = attribute(body, "class") if body is not None else ""
    if _root(source.tree) is None or _ACTION.search(names):
        return None
    if source.tree.css_first(_MARKS) is not None:
        return "comments that MediaWiki's DiscussionTools mark"
    space = _space(source.tree)
    if space is not None and space % 2:
        return "a talk page of MediaWiki"
    is_signed = space != 0 and _SIGNED.search(source.text) and _signed(source) >= _MANY
    return "signed comments on a page of MediaWiki" if is_signed else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each topic of the page with its comments: its first one, if it was answered, opens it."""
    facts = _facts(source)
    topics, boxed = _topics(source, facts.title or "")
    space = _space(source.tree)
    is_talk = space is None or space % 2 == 1
    found, loose = [], list(boxed)
    for section, said in topics:
        thread = _thread(source, facts, section, said)
        is_signed = any(each.draft.author for each in said)
        if thread.comments and (is_signed or (is_talk and section.heading is not None)):
            found.append(thread)
        else:
            loose += thread.skipped
            loose += [Skipped(kind="boilerplate", reason=_PLAIN if section.heading else _ABOVE)] * bool(thread.comments)
    if not found:
        return (thread_of(source, NAME, facts, Findings(skipped=loose, is_threaded=True)),)
    first = msgspec.structs.replace(found[0], skipped=totals([*loose, *found[0].skipped]))
    return (first, *found[1:])


def _root(tree: LexborHTMLParser) -> LexborNode | None:
    return next(filter(None, map(tree.css_first, _ROOTS)), None)


def _space(tree: LexborHTMLParser) -> int | None:
    """Return the number of the page's namespace: those of talk are odd, that of articles is 0."""
    body, told = tree.css_first("body"), tree.css_first('meta[property="mw:pageNamespace"]')
    found = _SPACE.search(attribute(body, "class")) if body is not None else None
    number = found.group(1) if found else attribute(told, "content") if told is not None else ""
    return int(number) if number.isdecimal() else None


def _signed(source: Source) -> int:
    topics, _ = _topics(source, "")
    return sum(each.draft.author is not None and each.draft.shown is not None for _, said in topics for each in said)


def _facts(source: Source) -> Article:
    """Return what is known of the page; it has no author, and its date is that of its last change."""
    spoken = source.tree.css_first(
        "#mw-content-text[lang], #mw-content-text [lang].mw-parser-output, #mw-content-text > [lang]"
    )
    facts = facts_of(source)
    language = attribute(spoken, "lang") if spoken is not None else facts.language
    heading = source.tree.css_first("#firstHeading")
    title = line_of(heading) if heading is not None else None
    return msgspec.structs.replace(facts, title=title or facts.title, author=None, published=None, language=language)


def _topics(source: Source, page: str) -> tuple[list[tuple[Section, list[Said]]], list[Skipped]]:
    """Return the topics of the page with what was said in each, and the boxes that were left out."""
    root = _root(source.tree)
    if root is None:
        return [], []
    boxes = [node for node in select(root, _BOXES) if node.css_first(_MARKS) is None and _is_unsigned(node)]
    left_out = frozenset(node.mem_id for node in [*boxes, *select(root, _FURNITURE)])
    numbers = count(1)
    topics = [
        (section, answers_of([list(posts_of(part.pieces, page)) for part in section.parts], numbers))
        for section in sections_of(pieces_of(root, left_out))
    ]
    return topics, [Skipped(kind="boilerplate", reason=_BOXED, count=len(boxes))] * bool(boxes)


def _is_unsigned(box: LexborNode) -> bool:
    words = line_of(box)
    return bool(words) and not has_date(words)


def _thread(source: Source, facts: Article, section: Section, said: Sequence[Said]) -> Thread:
    drafts, skipped = without_programs(said)
    article = facts
    if section.heading is not None:
        url = f"{facts.url.partition('#')[0]}#{section.anchor}" if facts.url and section.anchor else facts.url
        article = msgspec.structs.replace(facts, title=section.title or facts.title, url=url)
    declared = section.declared
    if len(drafts) > 1:  # a post without answers is a comment on its heading, so that none is lost
        opening = drafts.pop(_place_of_opening(drafts))
        article = opened_by(article, opening, drafts)
        drafts = [answering(each, opening.id) for each in drafts]
        if declared is not None and opening.author is not None:  # the page counts what is signed
            declared -= 1
    found = Findings(drafts=drafts, skipped=[*skipped, *_within(section)], declared=declared, is_threaded=True)
    return thread_of(source, NAME, article, found)


def _place_of_opening(drafts: Sequence[Draft]) -> int:
    """Return which post opens a topic: the first, or the second where the first was put above it to close it."""
    first, second = ((each.stamp or iso_of_said(each.shown or "", Dating())) for each in drafts[:2])
    is_answer = drafts[1].reply_to == drafts[0].id
    return 1 if first and second and first > second and not is_answer and drafts[1].author else 0


def _within(section: Section) -> Iterator[Skipped]:
    for part in section.parts:
        if part.heading is not None and part.heading is not section.heading:
            yield Skipped(kind="boilerplate", reason=_WITHIN, where=heading_words(part.heading) or None)
