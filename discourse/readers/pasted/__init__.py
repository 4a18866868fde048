"""The reader of pasted text: the plain text of a page as copied from a browser or given by a text extractor.

Nothing of the markup is left, so the structure is worked out from evidence: what the furniture around the comments
says (``lexicon.toml``), what recurs with every comment (``templates``), and, where only names divide the comments,
which lines are names (``bare``).
"""

from collections.abc import Sequence

from discourse.errors import ReadError
from discourse.languages import OTHER, language_of
from discourse.model import Article, Thread
from discourse.readers.dates import day_comes_first
from discourse.readers.dating import Dating
from discourse.readers.pasted.article import find_article
from discourse.readers.pasted.colons import parted_at_colons
from discourse.readers.pasted.comments import read_comments
from discourse.readers.pasted.lines import Line, lines_of
from discourse.readers.pasted.marks import PLAIN_TEXT, Mark
from discourse.readers.pasted.neighbours import marks_of
from discourse.readers.pasted.order import order_of
from discourse.readers.pasted.section import find_section
from discourse.readers.source import Source

NAME = "pasted"
TITLE = "text copied from a page"
RECOVERS = ("author", "parent", "time", "score", "likes", "title", "declared")

MAX_CHARACTERS = 20_000_000
MAX_LINES = 500_000


def matches(source: Source) -> str | None:
    """Return why this is plain text, or ``None`` for HTML, JSON and other markup."""
    start = source.text[:2000].lstrip()
    if source.is_html or not start:
        return None
    if start.startswith(("<?xml", "<rss", "<feed", "<disqus")) or _is_json(start):
        return None
    return "plain text without markup"


def _check_size(source: Source) -> None:
    for size, most, unit in (
        (len(source.text), MAX_CHARACTERS, "characters"),
        (source.text.count("\n"), MAX_LINES, "lines"),
    ):
        if size > most:
            raise ReadError(f"{source.shown}: the text has more than {most:,} {unit}; split it and read the parts")


def _dating(lines: Sequence[Line], marks: Sequence[Mark], published: str | None, saved_on: str | None) -> Dating:
    """Return whether the day comes first in the dates of a text, told by other dates of it or by its language."""
    language = language_of("\n".join(line.text for line, mark in zip(lines, marks, strict=True) if mark is PLAIN_TEXT))
    shown = [mark.time.shown for mark in marks if mark.time]
    return Dating(day_comes_first(shown, None if language == OTHER else language, published), saved_on=saved_on)


def _is_json(start: str) -> bool:
    after = start[1:].lstrip()[:1]
    return (start[0] == "{" and after in {'"', "}"}) or (start[0] == "[" and after in {"{", "[", '"', "]"})


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the thread of a pasted text; a text without comments has none, and that is no error.

    ``ReadError`` where the text is longer than any page: more than ``MAX_CHARACTERS`` or ``MAX_LINES``.
    """
    _check_size(source)
    lines = parted_at_colons(lines_of(source.text))
    marks = marks_of([line.text for line in lines])
    section = find_section(lines, marks)
    found = find_article(
        lines, marks, section.head, section.title, section.run.starts[0].first if section.run else None
    )
    dating = _dating(lines, marks, found.published, source.saved_on)
    comments, skipped, _ = read_comments(lines, marks, section, dating)
    language = language_of("\n".join((found.body or "", *(comment.text for comment in comments))))
    thread = Thread(
        article=Article(
            source=source.name,
            url=found.url,
            title=found.title,
            author=found.author,
            site=found.site,
            published=found.published,
            language=None if language == OTHER else language,
            body=found.body,
        ),
        comments=comments,
        shown_order=order_of(comments, lines[section.head :], marks[section.head :]),
        declared=section.declared,
        skipped=skipped,
        reader=NAME,
        source_hash=source.hash,
    )
    return (thread,)
