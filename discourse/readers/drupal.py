"""Drupal: the comments of core since version 6, in the markup of its themes."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.model import Skipped, Thread
from discourse.readers.article import article_of
from discourse.readers.counts import count_in, count_in_headings
from discourse.readers.dates import words_of_date
from discourse.readers.dom import attribute, classes, elements, is_within, one_line, select, self_and_ancestors
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of, stamp_of
from discourse.readers.markup import line_of
from discourse.readers.pasted.furniture import mark_of
from discourse.readers.pasted.marks import Role
from discourse.readers.source import Source
from discourse.readers.votes import Place, Votes, votes_of

NAME = "drupal"
TITLE = "Drupal comments, versions 6 to 11"
RECOVERS = ("author", "author id", "parent", "time", "score", "likes", "status", "badges", "title", "declared")

_COMMENTS = Layout(
    box='.comment[id^="comment-"], .comment[data-comment-user-id], article.js-comment, .comment.js-comment, '
    '.comment[about^="/comment/"], a[id^="comment-"] + .comment',
    text=".field--name-comment-body, .field-name-comment-body, .comment-body, .content .text-formatted, .content",
    author='.username, [rel="author"], .comment__author, .author',
    stamp="time[datetime], [property~='dc:date'][content], [data-comment-timestamp]",
    shown=".comment__submitted, .submitted, .comment__time, time",
    quote=".comment__meta, .comment-meta",
    other="p.parent a[href*='#comment-'], .comment__parent a[href*='#comment-'], .parent a[href*='#comment-']",
    title=".comment__title a, .comment-title a, .comment__title, .comment-title, .field--name-subject, "
    ".field-name-subject, h3:has(> a.permalink), h3 > a[href*='#comment-'], h3 > a[rel='bookmark']",
    leave_out="ul.links, .links, .user-signature, form, .rate-widget, .indented, .comment__links",
)
_FIELD = ".field--name-comment-body, .field-name-comment-body"
"""The field of the text, where a theme prints fields: beside it in the content stand the subject and other fields."""
_SIGNS = (
    "comment-wrapper",
    "comment-body",
    "comment__",
    "js-comment",
    "field-name-comment",
    "comment-published",
    "/comment/reply/",
)
_MADE_BY = (
    'generator" content="drupal',
    'generator content="drupal',
    "data-drupal-",
    "/sites/default/",
    "/sites/all/",
    "drupal.settings",
)
_PROOF = (
    "article.js-comment, .comment .field-name-comment-body, .comment .field--name-comment-body, "
    ".comment .comment__submitted, .comment[about^='/comment/'], .indented > .comment, .comment.js-comment, "
    ".comment-wrapper .comment .submitted, #comments .comment .submitted"
)
_SECTION = ".comment-wrapper, #comments, section.comments, .field--name-comment, .indented, .comment"
_ID = re.compile(r"#?comment-(\d{1,12})")
_BEFORE_NAME = re.compile(
    r"^(?:submitted by|posted by|by|von|verfasst von|eingetragen von|par|soumis par|por|door)\s+", re.IGNORECASE
)
_AFTER_NAME = re.compile(r"\s*(?:\||,|·|—|–|\s-\s).*")
_BEFORE_DATE = re.compile(r"\s+(?:on|am|at|le|el)\s.*", re.IGNORECASE)
_UNVERIFIED = re.compile(
    r"\s*\((?:not verified|nicht überprüft|no verificad[oa]|non vérifié\w*|non verificat[oa]|não verificad[oa]|"
    r"niet (?:gecontroleerd|geverifieerd)|niezweryfikowan\w+|ikke bekreftet|ikke verifi\w+|inte verifierad|overifierad|"
    r"ei varmistettu|vahvistamaton|neověřen\w+|neoveren\w+|nem ellenőrzött|nem megerősített|neverificat|doğrulanmadı|"
    r"onaylanmadı|не проверено|не підтверджено|непроверен\w*|μη επαληθευμέν\w+|no verificat|未验证|未驗證|未検証|"
    r"확인되지 않음|غير متحقق منه)\).*",
    re.IGNORECASE,
)
"""What stands after the name of a guest, in the languages that sites have most."""
_BRACKETS = re.compile(r".\s(\([^()]{3,40}\))$")
_SIGNS_AROUND = " ,|·—–-"
_BADGES = {"by-node-author": "author"}
_MAX_NAME = 80
_LINES = frozenset({"span", "div", "p", "small", "em", "time", "header", "footer"})


def matches(source: Source) -> str | None:
    """Return the evidence that the page has comments of Drupal, or ``None``."""
    if not source.is_html or not any(sign in source.lower for sign in _SIGNS):
        return None
    is_drupal = any(sign in source.lower for sign in _MADE_BY)
    return "comments in the markup of Drupal" if is_drupal and source.tree.css_first(_PROOF) else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the article with its comments."""
    tree = source.tree
    layout = replace(_COMMENTS, text=_FIELD) if tree.css_first(_FIELD) else _COMMENTS
    found = [each for each in comments_of(tree, layout) if _number(each)]
    numbers = {each.node.mem_id: _number(each) for each in found}
    parents = _by_indent(tree, found, numbers)
    drafts = [_draft(each, numbers[each.node.mem_id], parents[each.node.mem_id]) for each in found]
    drafts = _with_votes(_without_guest_mark(drafts), found)
    findings = Findings(
        drafts=drafts, skipped=_other_pages(tree), declared=_declared(tree), is_threaded=_is_threaded(tree, drafts)
    )
    return (thread_of(source, NAME, article_of(source, select(tree, _SECTION)), findings),)


def _is_threaded(tree: LexborHTMLParser, drafts: Sequence[Draft]) -> bool:
    return any(draft.reply_to for draft in drafts) or bool(tree.css_first(".indented, a[href*='/comment/reply/']"))


def _number(found: Found) -> str:
    """Return a comment's number: its own id, else the anchor before it, else its permalink."""
    before = found.node.prev
    while before is not None and before.tag == "-text":
        before = before.prev
    near = [found.node, *([before] if before is not None else [])]
    names = [attribute(node, "id") for node in near]
    links = [attribute(link, "href") for link in found.node.css("a.permalink, a[rel='bookmark'], a[href*='#comment-']")]
    about = [attribute(found.node, "about").replace("/comment/", "#comment-")]
    told = (_ID.match(name) for name in [*names, *about, *(link[link.rfind("#") :] for link in links)])
    return next((each.group(1) for each in told if each), "")


def _by_indent(tree: LexborHTMLParser, found: Sequence[Found], numbers: dict[int, str]) -> dict[int, str]:
    """Return for each comment that after which its block of indented replies stands; ``""`` at the top."""
    known = {node.mem_id for node in select(tree, ".indented")}
    answered_in: dict[int | None, str] = {None: ""}
    last_in: dict[int | None, str] = {}
    parents: dict[int, str] = {}
    for each in found:
        around = [node.mem_id for node in self_and_ancestors(each.node) if node.mem_id in known]
        block, outer = next(iter(around), None), next(iter(around[1:]), None)
        parents[each.node.mem_id] = answered_in.setdefault(block, last_in.get(outer, ""))
        last_in[block] = numbers[each.node.mem_id]
    return parents


def _draft(found: Found, number: str, around: str) -> Draft:
    link = found.first("other")
    told = _ID.search(attribute(link, "href")) if link is not None else None
    line = found.line("shown") or found.line("quote") or _line_with_date(found)
    names = classes(found.node)
    name = found.first("author")
    user = attribute(found.node, "data-comment-user-id") or (attribute(name, "data-uid") if name is not None else "")
    return found.draft(
        id=number,
        reply_to=told.group(1) if told else around,
        author=_author(found, line),
        author_id=user if user.strip("0") else None,
        stamp=stamp_of(found.first("stamp")),
        shown=words_of_date(line),
        badges=tuple(badge for name_, badge in _BADGES.items() if name_ in names),
        status="hidden" if {"comment-unpublished", "comment--unpublished"} & set(names) else None,
    )


def _of_parents(found: Found) -> frozenset[int]:
    """Return the addresses of what tells which comment is answered, and by its author's name."""
    return frozenset(node.mem_id for node in found.node.css(".parent"))


def _line_with_date(found: Found) -> str:
    """Return the first short line before the text that has a date, where a theme calls none of its elements so."""
    text = found.first("text")
    for node in elements(found.node, lambda each: text is not None and each.mem_id == text.mem_id):
        words = one_line(node.text(deep=False)) if node.tag in _LINES else ""
        if 0 < len(words) <= _MAX_NAME and words_of_date(words):
            return words
    return ""


def _without_guest_mark(drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out what stands in brackets after most names: that they are guests, in whatever language."""
    marks = Counter(mark.group(1) for draft in drafts if (mark := _BRACKETS.search(draft.author or "")))
    words, times = next(iter(marks.most_common(1)), ("", 0))
    if times < 2 or 2 * times < sum(bool(draft.author) for draft in drafts):
        return list(drafts)
    return [replace(draft, author=(draft.author or "").removesuffix(words).strip() or None) for draft in drafts]


def _with_votes(drafts: Sequence[Draft], found: Sequence[Found]) -> list[Draft]:
    """Return the comments with the votes that a module of the site shows, each of which names them in its own way."""
    boxes = frozenset(each.node.mem_id for each in found)
    places = [
        Place(each.node, (boxes | _of_parents(each)) - {each.node.mem_id}, draft.author)
        for each, draft in zip(found, drafts, strict=True)
    ]
    votes = votes_of(places)
    return [replace(draft, **votes.get(place, Votes())._asdict()) for place, draft in enumerate(drafts)]


def _author(found: Found, line: str) -> str | None:
    named = (node for node in found.parts.get("author", ()) if not is_within(node, _names_parent))
    node = next(named, None)
    if node is not None and (name := line_of(node)):
        return _UNVERIFIED.sub("", name)
    node = found.first("shown") or found.first("quote")
    inside = node.css("a[href*='/user'], [typeof*='Person'], span") if node is not None else []
    for part in (each for each in inside if node is not None and each.mem_id != node.mem_id):
        is_name = part.tag == "a" or "Person" in attribute(part, "typeof")
        words = _UNVERIFIED.sub("", line_of(part)) if is_name else _name_in(line_of(part))
        if words and not words_of_date(words) and not _is_button(words):
            return words
    name = _name_in(_BEFORE_NAME.sub("", _without_date_before(line))).strip()
    return name if 0 < len(name) <= _MAX_NAME and not _is_button(name) else None


def _name_in(line: str) -> str:
    """Return the name that a line begins with: before the mark of a guest, else before a date or a comma."""
    found = _UNVERIFIED.search(line)
    if found:
        return line[: found.start()]
    return _AFTER_NAME.sub("", _BEFORE_DATE.sub("", line) if words_of_date(line) else line)


def _is_button(words: str) -> bool:
    return mark_of(words).role is Role.ACTION


def _without_date_before(line: str) -> str:
    """Return a line without the date that it begins with, after its weekday perhaps."""
    before, _, after = line.partition(words_of_date(line) or line or " ")
    return after.strip(_SIGNS_AROUND) if after and len(before.split()) <= 1 else line


def _names_parent(node: LexborNode) -> bool:
    return "parent" in classes(node)


def _declared(tree: LexborHTMLParser) -> int | None:
    told = (
        count_in(line_of(node))
        for node in select(tree, ".comment-count, .comment-comments a, #comments h2, .comments-title")
    )
    return next((count for count in told if count is not None), None) or count_in_headings(
        tree, "h2:not(.comment h2), h3:not(.comment h3)"
    )


def _other_pages(tree: LexborHTMLParser) -> list[Skipped]:
    links = select(tree, "#comments .pager a, .comment-wrapper .pager a, section.comments .pager a, .comments .pager a")
    reason = "comments on other pages of the comment section"
    return [Skipped(kind="stub", reason=reason, count=None)] if links else []
