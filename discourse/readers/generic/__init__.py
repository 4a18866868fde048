"""Any web page: its comments are the repeated block with the best evidence of authors, times and text."""

import re

import msgspec
from selectolax.lexbor import LexborHTMLParser

from discourse.model import Skipped, Thread
from discourse.readers.article import article_of
from discourse.readers.counts import count_in
from discourse.readers.drafts import Findings, answering, opened_by, thread_of
from discourse.readers.elsewhere import held_elsewhere
from discourse.readers.generic.blocks import COMMENT_WORDS, Group, best_group
from discourse.readers.generic.outline import ancestors, outline_of
from discourse.readers.generic.parts import drafts_of
from discourse.readers.markup import line_of
from discourse.readers.source import Source

NAME = "generic"
TITLE = "any other web page, by the block that repeats with authors, times and text"
RECOVERS = ("author", "parent", "quotes", "time", "status", "declared")

_HEADINGS = "h1, h2, h3, h4, h5, [class*='count'], [class*='title'], [class*='heading'], summary, legend"
_MOST_HEADINGS = 400
_FORUM = re.compile(r"post|topic|thread|message|forum|msg", re.IGNORECASE)
_BODY = 300


def matches(source: Source) -> str | None:
    """Return that this is a web page; every one can be read, with or without comments."""
    return "a web page" if source.is_html else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the article and the comments of a page."""
    tree = source.tree
    outline = outline_of(tree.body) if tree.body is not None else None
    group = best_group(outline) if outline is not None else None
    drafts = drafts_of(outline, group) if outline is not None and group is not None else []
    boxes = [] if group is None else [box.element.node for box in group.boxes]
    article = article_of(source, boxes)
    if group is not None and len(drafts) > 1 and _is_forum(group) and len(article.body or "") < _BODY:
        article = opened_by(msgspec.structs.replace(article, author=None, published=None), drafts[0], drafts[1:])
        drafts = [answering(each, drafts[0].id) for each in drafts[1:]]
    declared = _declared(tree)
    missing = declared - len(drafts) if declared is not None and declared > len(drafts) else None
    skipped: list[Skipped] = [] if drafts else held_elsewhere(tree, missing)
    findings = Findings(
        drafts=drafts, skipped=skipped, declared=declared, is_threaded=any(each.reply_to for each in drafts)
    )
    return (thread_of(source, NAME, article, findings),)


def _is_forum(group: Group) -> bool:
    """Return whether the names around the boxes are those of a forum rather than of a comment section."""
    names = " ".join(f"{each.classes} {each.id}" for each in ancestors(group.boxes[0].element, 6))
    return bool(_FORUM.search(names)) and not re.search(r"comment|kommentar|leserbrief", names, re.IGNORECASE)


def _declared(tree: LexborHTMLParser) -> int | None:
    """Return how many comments a heading of the page says there are."""
    for node in tree.css(_HEADINGS)[:_MOST_HEADINGS]:
        line = line_of(node)
        if len(line) <= 60 and COMMENT_WORDS.search(line) and (count := count_in(line)) is not None:
            return count
    return None
