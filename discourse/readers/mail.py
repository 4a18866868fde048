"""Mail: mailing lists and newsgroups, as mbox files, as the months of Pipermail, as single messages.

Messages that answer one another are one thread, under the subject of the first. As on talk pages, the first message is
the article unless nobody answered it: then it is a comment, as none may be lost.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import NamedTuple

from discourse.model import Article, Skipped, Thread
from discourse.readers.drafts import Draft, Findings, answering, opened_by, thread_of
from discourse.readers.encoding import decode
from discourse.readers.records import text_of_html, text_of_plain
from discourse.readers.source import Source, once

NAME = "mail"
TITLE = "Mail: mailing lists and newsgroups (mbox, months of Pipermail, single messages)"
RECOVERS = ("author", "parent", "time", "title")

_START = re.compile(rb"(?:\A|(?<=\n\n))From [^\n]{1,200}\n(?=[A-Za-z][A-Za-z-]{1,60}:)")
_HEADER = re.compile(r"([A-Za-z][A-Za-z-]{1,60}):[ \t]?[^\n]{0,2000}\n(?:[ \t]+[^\n]{0,2000}\n){0,200}")
_NEEDED = frozenset({"from", "date"})
_ALONE = frozenset({"message-id", "references", "in-reply-to", "newsgroups"})
"""Headers of which a message that no line introduces has one: other texts, too, say who wrote them, and when."""
_REFERENCE = re.compile(r"<([^<>\s]{1,500})>")
_RE = r"(?:re|aw|antw|sv|vs|odp|fwd?|wg)(?:\[\d{1,3}\])?\s?:"
_LIST = r"\[[^\[\]]{1,40}\]"
_ANSWERS = re.compile(rf"(?:{_LIST}\s*)?{_RE}", re.IGNORECASE)
_TO_LIST = re.compile(rf"\A(?:\s*{_LIST})+\s*")
_AGAIN = re.compile(rf"\A(?:\s*(?:{_LIST}|{_RE}))+\s*", re.IGNORECASE)
"""What stands before a subject: the name of the list, "Re:" in several languages where it is answered."""
_QUOTED_FROM = re.compile(r"^>(>*From )", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- ?\n(?:(?!>)[^\n]*\n){0,12}(?!>)[^\n]*\Z", re.MULTILINE)
_SCRUBBED = re.compile(r"^-{14} next part -{14}\n.*\Z", re.MULTILINE | re.DOTALL)
_SAYS_WHO = re.compile(
    r"(?:^(?<![^\n]\n)(?:On|Am|Le|El|Il|In|Op|Den|Em|At|W|Dnia)\b[^\n]{0,200}[\d<][^\n]{0,200}(?<![.?!])\n)?"
    r"^[^\n>][^\n]{0,200}"
    r"(?:wrote|writes|said|schrieb|schreibt|écrit|escribió|scritto|scrisse|schreef|skrev|escreveu|napisał\(a\)|пишет)"
    r"[^\n]{0,80}:\n{1,2}(?=>)",
    re.MULTILINE,
)
"""The line above a quotation that names who is quoted, with one above it that begins a paragraph with the date."""
_AT = re.compile(r"(?<=\w) at (?=[\w-]+\.)")
_ATTACHED = "attachments of messages"
_NO_MESSAGE = "messages without sender or date"


class _Mail(NamedTuple):
    """A message, with the ids that it names as those before it, the nearest last."""

    draft: Draft
    before: tuple[str, ...]
    subject: str
    attached: int


def matches(source: Source) -> str | None:
    """Return the evidence that these are messages of mail, or ``None``."""
    if source.tabular or source.text[:200].lstrip()[:1] in ("{", "[", "<"):
        return None
    names = _names_in(source.text[:20_000])
    if not names >= _NEEDED:
        return None
    if source.text.startswith("From "):
        return "messages of mail, one after the other (mbox)"
    return "a message of mail" if names & _ALONE else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each discussion of the messages: those that answer one another, or have one subject where they do not."""
    mails, broken = _mails(source)
    lost = [Skipped(kind="malformed", reason=_NO_MESSAGE, count=broken)] if broken else []
    attached = sum(mail.attached for mail in mails)
    skipped = [*lost, *([Skipped(kind="widget", reason=_ATTACHED, count=attached)] if attached else [])]
    groups = _discussions(mails)
    return tuple(_thread(source, group, [] if number else skipped) for number, group in enumerate(groups or [[]]))


def _names_in(text: str) -> set[str]:
    """Return the names of the headers that a text begins with, in small letters."""
    place = text.find("\n") + 1 if text.startswith("From ") else 0
    names: set[str] = set()
    while (found := _HEADER.match(text, place)) is not None:
        names.add(found[1].lower())
        place = found.end()
    return names if text[place : place + 1] in ("", "\n") else set()


@once
def _mails(source: Source) -> tuple[list[_Mail], int]:
    """Return the messages, each once, and how many records are none."""
    data = source.page.replace(b"\r\n", b"\n")
    starts = [found.start() for found in _START.finditer(data)] or [0]
    parser = BytesParser(policy=policy.compat32)
    mails: dict[str, _Mail] = {}
    broken = 0
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), 1):
        message = parser.parsebytes(data[start:end])
        if message["From"] is None or message["Date"] is None:
            broken += 1
            continue
        mail = _mail(message, str(number))
        mails.setdefault(mail.draft.id, mail)  # copies to two lists have one id
    return list(mails.values()), broken


def _mail(message: Message, number: str) -> _Mail:
    texts, attached = _parts(message)
    own = _REFERENCE.search(_words(message, "Message-ID"))
    nearest = _REFERENCE.findall(_words(message, "In-Reply-To"))[:1]
    before = [id_ for id_ in _REFERENCE.findall(_words(message, "References")) if id_ not in nearest]
    date, subject = _words(message, "Date"), _words(message, "Subject")
    when = _time(date)
    draft = Draft(
        id=own[1] if own else number,
        text=_said("\n".join(texts)),
        author=_name(_words(message, "From")),
        stamp=when.isoformat() if when else None,
        shown=date,
        title=_TO_LIST.sub("", subject) or None,
    )
    return _Mail(draft, (*before, *nearest), subject, attached)


def _words(message: Message, name: str) -> str:
    """Return a header on one line, its encoded words resolved."""
    told = (str(value) for key, value in message.raw_items() if key.lower() == name.lower())
    raw = decode(next(told, "").encode("utf-8", "surrogateescape"))
    try:
        words = str(make_header(decode_header(raw)))
    except (HeaderParseError, LookupError, ValueError):
        words = raw
    return " ".join(words.split())


def _time(date: str) -> datetime | None:
    try:
        return parsedate_to_datetime(date)
    except (TypeError, ValueError, OverflowError):
        return None


def _name(sender: str) -> str | None:
    """Return who sent a message: the name beside the address, else what stands in this before the "at".

    >>> _name("Ann Bow <ann@example.org>"), _name("bob at example.org (Bob)"), _name("cy@example.org")
    ('Ann Bow', 'Bob', 'cy')
    """
    name, address = parseaddr(_AT.sub("@", sender))
    return name.strip(" '\"") or address.partition("@")[0] or None


def _parts(message: Message) -> tuple[list[str], int]:
    """Return the texts of a message, plain ones where there are, and how many files are attached."""
    plain: list[str] = []
    marked: list[str] = []
    attached = 0
    for part in message.walk():
        if part.is_multipart():
            continue
        kind = part.get_content_type()
        if part.get_filename() or kind not in ("text/plain", "text/html"):
            attached += kind != "application/pgp-signature"
        else:
            (plain if kind == "text/plain" else marked).append(_decoded(part))
    return plain or [text_of_html(each) for each in marked], attached


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(part.get_content_charset() or "", "replace")
    except (LookupError, ValueError):
        return decode(data)


def _said(text: str) -> str:
    """Return what a message says: without signature, scrubbed attachments and the line that names who is quoted."""
    own = _SCRUBBED.sub("", _QUOTED_FROM.sub(r"\1", text.replace("\r\n", "\n")))
    return text_of_plain(_SAYS_WHO.sub("", _SIGNATURE.sub("", own)))


def _discussions(mails: Sequence[_Mail]) -> list[list[_Mail]]:
    """Return the messages of each discussion, in the order of the file, with whom each answers.

    One that answers a message which is not in the file goes to the discussion of one further up, else of its subject.
    """
    known = {mail.draft.id: mail for mail in mails}
    above = {id_: next((each for each in reversed(mail.before) if each in known), "") for id_, mail in known.items()}
    roots = _roots(above)
    by_topic: dict[str, str] = {}
    for root in filter(lambda id_: roots[id_] == id_, known):
        by_topic.setdefault(_topic(known[root]), root)
    groups: dict[str, list[_Mail]] = {}
    for id_, mail in known.items():
        first = known[roots[id_]]
        group = by_topic[_topic(first)] if _is_answer(first) else roots[id_]
        parent = next(reversed(mail.before), None if _is_answer(mail) else "")
        groups.setdefault(group, []).append(mail._replace(draft=replace(mail.draft, reply_to=parent)))
    return list(groups.values())


def _roots(above: Mapping[str, str]) -> dict[str, str]:
    """Return the first message of the line of answers that leads to each; of a circle, one and the same of it.

    >>> _roots({"1": "", "2": "1", "3": "2", "4": "5", "5": "4"})
    {'1': '1', '2': '1', '3': '1', '4': '4', '5': '4'}
    """
    roots: dict[str, str] = {}
    for id_ in above:
        path: dict[str, None] = {}
        here = id_
        while here not in roots and here not in path and above[here]:
            path[here] = None
            here = above[here]
        roots |= dict.fromkeys([*path, here], roots.get(here, here))
    return roots


def _is_answer(mail: _Mail) -> bool:
    return bool(mail.before or _ANSWERS.match(mail.subject))


def _topic(mail: _Mail) -> str:
    return _AGAIN.sub("", mail.subject).casefold()


def _thread(source: Source, mails: Sequence[_Mail], skipped: Sequence[Skipped]) -> Thread:
    """Return a discussion; its first message opens it unless it is the only one, or answers one that is not here."""
    title = _AGAIN.sub("", mails[0].subject) if mails else ""
    article = Article(source=source.name, title=title or None)
    drafts = [mail.draft for mail in mails]
    opening = next((draft for draft in drafts if draft.reply_to == ""), None)
    if opening is not None and len(drafts) > 1:
        article = opened_by(article, opening, [draft for draft in drafts if draft is not opening])
        drafts = [answering(draft, opening.id) for draft in drafts if draft is not opening]
    return thread_of(source, NAME, article, Findings(drafts=drafts, skipped=skipped, is_threaded=True))
