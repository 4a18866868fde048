"""Slashdot: a story with its comments nested in lists; folded ones show a line, hidden ones only their place."""

import re

import msgspec
from selectolax.lexbor import LexborHTMLParser

from discourse.model import Skipped, Status, Thread
from discourse.readers.article import article_of
from discourse.readers.dom import attribute, classes
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of, number_of
from discourse.readers.markup import line_of, text_of
from discourse.readers.source import Source

NAME = "slashdot"
TITLE = "Slashdot stories"
RECOVERS = ("author", "author id", "parent", "time", "score", "status", "badges", "title", "declared")

_COMMENTS = Layout(
    box='li.comment[id^="tree_"]',
    text='[id^="comment_body_"]',
    author=".details .by > a, .details .by, .details a[href*='/~'], .commentTop .details",
    shown='[id^="comment_otherdetails_"], .details',
    other=".title .score, .commentTop .title",
    title=".title h4 > a, .commentTop .title a[id^='comment_link_'], .commentTop .title a",
    leave_out=".byby, .uid, .quickreply, .moderation, .sig",
    quotation=".quote",
)
_ANONYMOUS = re.compile(r"^(?:by )?Anonymous Coward$", re.IGNORECASE)
_WHEN = re.compile(r"on (\w+ \w+ \d{1,2},?(?: \d{4},?)? @\d{1,2}:\d\d[AP]M)")
_NUMBERED = re.compile(r"\s*\(\s?\d{1,12}\s?\)$")
_LINE = re.compile(r"^by\s+(.+?)(?:\s+\(\s?\d{1,12}\s?\))?(?:\s+[<*].*?)?(?:\s+on \w+ \w+ \d{1,2}\b.*)?$")
"""How older pages write it: "by Ann (12) <ann@…> on Friday June 13, @02:03PM"."""
_SCORE = re.compile(r"Score:\s?(-?\d)")
_BENEATH = re.compile(r"^\W*(\d{1,5}) repl(?:y|ies) beneath your current threshold")
_HIDDEN = "replies beneath the reader's threshold"
_CUT_OFF = "ends of long comments behind a “read more” button"
_USER = re.compile(r"\(\s?(\d{1,12})\s?\)")


def matches(source: Source) -> str | None:
    """Return the evidence that this is a story of Slashdot, or ``None``."""
    if not source.is_html or "comment_body_" not in source.text:
        return None
    return "comments in the markup of Slashdot" if source.tree.css_first(_COMMENTS.box) else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the story with its comments."""
    tree = source.tree
    found = comments_of(tree, _COMMENTS)
    drafts = [_draft(each) for each in found]
    count = number_of(tree.css_first(".totalcommentcnt, .commentcnt"))
    article = article_of(source, [each.node for each in found])
    title, body = tree.css_first(".story-title > a"), tree.css_first('[id^="text-"].p')
    article = msgspec.structs.replace(
        article,
        title=line_of(title) if title is not None else article.title,
        body=(text_of(body) or None) if body is not None else article.body,
    )
    findings = Findings(drafts=drafts, skipped=_stubs(tree), declared=count, is_threaded=True)
    return (thread_of(source, NAME, article, findings),)


def _stubs(tree: LexborHTMLParser) -> list[Skipped]:
    """Return the answers that a page of older versions only counts, and the ends of long comments."""
    lines = (_BENEATH.search(line_of(item)) for item in tree.css("#commentlisting li:not(.comment)"))
    beneath = sum(int(line.group(1)) for line in lines if line)
    cut = len(tree.css('[id^="comment_shrunk_"]'))
    stubs = [Skipped(kind="stub", reason=_HIDDEN, count=beneath)] if beneath else []
    return [*stubs, *([Skipped(kind="cut", reason=_CUT_OFF, count=cut)] if cut else [])]


def _draft(found: Found) -> Draft:
    author = _name(found.line("author") or "")
    head = found.first("other")
    score = _SCORE.search(line_of(head)) if head is not None else None
    when = _WHEN.search(found.line("shown") or "")
    by = found.first("author")
    user = _USER.search(line_of(by.parent)) if by is not None and by.parent is not None else None  # beside the name
    return found.draft(
        id=_id(found),
        reply_to=_id(found.within) if found.within else "",
        author=author,
        author_id=user.group(1) if user else None,
        shown=when.group(1).replace("@", "") if when else None,
        score=int(score.group(1)) if score else None,
        badges=("anonymous",) if author and _ANONYMOUS.match(author) else (),
        status=_status(found),
    )


def _name(line: str) -> str | None:
    """Return the name in an author's link, or in the whole line about a comment."""
    whole = _LINE.match(line)
    return _NUMBERED.sub("", whole.group(1) if whole else line) or None


def _id(found: Found) -> str:
    return attribute(found.node, "id").removeprefix("tree_")


def _status(found: Found) -> Status | None:
    names = classes(found.node)
    return "hidden" if "hidden" in names else "collapsed" if "oneline" in names else None
