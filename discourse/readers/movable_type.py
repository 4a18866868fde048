"""Movable Type's export, which TypePad and others write, too: entries with their comments, part below part."""

import html
import re
from collections.abc import Iterator
from datetime import datetime

from discourse.model import Article, Skipped, Thread
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.records import text_of_html, text_of_plain
from discourse.readers.source import Source

NAME = "movable_type"
TITLE = "Movable Type and TypePad: the export of a blog"
RECOVERS = ("author", "time")

_ENTRY = re.compile(r"^-{8}$", re.MULTILINE)
_PART = re.compile(r"^-{5}$", re.MULTILINE)
_NAMED = re.compile(r"\s*([A-Z][A-Z ]{2,30}):[ \t]*\n")
_FIELD = re.compile(r"([A-Z][A-Z ]{1,30}):[ \t]*([^\n]{0,2000})(?:\n|\Z)")
_HEAD = re.compile(r"\s*(?:[A-Z][A-Z ]{1,30}:[^\n]{0,2000}\n){2,60}-{5}\n")
_OF_COMMENTS = frozenset({"AUTHOR", "EMAIL", "IP", "URL", "DATE", "VISIBLE", "TITLE", "BLOG NAME", "SCORE"})
_MARKUP = re.compile(r"</?(?:p|br|a|div|i|b|em|strong|blockquote)\b", re.IGNORECASE)
_CLOCKS = ("%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M")
_PING = Skipped(kind="pingback", reason="links from other sites (pingbacks, trackbacks)")
_NO_WORDS = Skipped(kind="malformed", reason="comments without words")


def matches(source: Source) -> str | None:
    """Return the evidence that this is an export of Movable Type, or ``None``."""
    text = source.text
    if not _HEAD.match(text[:20_000]) or "\n-----\nBODY:" not in text:
        return None
    return "an export of Movable Type"


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each entry that has comments; a file without any gives its first entry."""
    entries = [_thread(source, entry) for entry in _ENTRY.split(source.text) if entry.strip()]
    return tuple(each for each in entries if each.comments or each.skipped) or tuple(entries[:1])


def _thread(source: Source, entry: str) -> Thread:
    head, *parts = _PART.split(entry)
    facts = dict(_fields(head)[0])
    bodies: list[str] = []
    drafts: list[Draft] = []
    skipped: list[Skipped] = []
    for name, words in _parts(parts):
        if name == "COMMENT":
            draft = _draft(words, len(drafts) + 1)
            drafts += [draft] if draft.text else []
            skipped += [] if draft.text else [_NO_WORDS]
        elif name == "PING":
            skipped.append(_PING)
        elif name in ("BODY", "EXTENDED BODY"):
            bodies.append(_text(words))
    article = Article(
        source=source.name,
        title=html.unescape(facts.get("TITLE", "")) or None,
        author=facts.get("AUTHOR") or None,
        published=_time(facts.get("DATE", "")),
        body="\n\n".join(filter(None, bodies)) or None,
    )
    return thread_of(source, NAME, article, Findings(drafts=drafts, skipped=skipped))


def _parts(parts: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the name of each part of an entry, and what it says; a line of five dashes may stand in a text, too."""
    name, words = "", ""
    for part in parts:
        found = _NAMED.match(part)
        if found is None:
            words += f"-----{part}" if part.strip() else ""
            continue
        if name:
            yield name, words
        name, words = found[1], part[found.end() :]
    if name:
        yield name, words


def _fields(text: str) -> tuple[dict[str, str], str]:
    """Return the fields that a part begins with, and what stands below them."""
    fields: dict[str, str] = {}
    text = text.lstrip("\n")
    place = 0
    while (found := _FIELD.match(text, place)) is not None and found[1] not in fields:
        fields[found[1]] = found[2].strip()
        place = found.end()
    return fields, text[place:]


def _draft(words: str, number: int) -> Draft:
    fields, said = _fields(words)
    others = {name: words for name, words in fields.items() if name not in _OF_COMMENTS}
    own = [f"{name}: {words}" for name, words in others.items()]  # a text may begin with a word in capitals
    return Draft(
        id=str(number),
        text=_text("\n".join([*own, said])),
        author=html.unescape(fields.get("AUTHOR", "")) or None,
        stamp=_time(fields.get("DATE", "")),
        shown=fields.get("DATE") or None,
    )


def _text(words: str) -> str:
    return text_of_html(words) if _MARKUP.search(words) else text_of_plain(html.unescape(words))


def _time(words: str) -> str | None:
    """Return the time of an export, which has the month first.

    >>> _time("04/12/2006 09:02:11 PM"), _time("04/12/2006 21:02:11")
    ('2006-04-12T21:02:11', '2006-04-12T21:02:11')
    """
    for form in _CLOCKS:
        try:
            return datetime.strptime(words, form).isoformat()
        except ValueError:
            continue
    return None
