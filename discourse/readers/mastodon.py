"""Mastodon and its kin: the context of a status, as the interface gives it, with or without the status itself."""

from typing import Any

import msgspec

from discourse.model import Article, Skipped, Thread
from discourse.readers import mastodon_page
from discourse.readers.drafts import Draft, Findings, opened_by, thread_of
from discourse.readers.mastodon_archive import boosts_in, is_outbox, statuses_in
from discourse.readers.records import at, records_of, text_of_html, text_of_plain
from discourse.readers.source import Source

NAME = "mastodon"
TITLE = "Mastodon and its kin: the context of a status, the archive of an account; a saved page"
RECOVERS = ("author", "author id", "parent", "time", "edited", "score", "likes")

_BOOSTS = "what others wrote and an account passed on (boosts)"
_STATUS = frozenset({"id", "content", "in_reply_to_id", "account"})


class _Account(msgspec.Struct):
    acct: str | None = None
    id: str | None = None


class _Said(msgspec.Struct):
    id: str
    content: str = ""
    spoiler_text: str | None = None
    in_reply_to_id: str | None = None
    account: _Account | None = None
    created_at: str | None = None
    edited_at: str | None = None
    favourites_count: int | None = None
    url: str | None = None
    language: str | None = None


def matches(source: Source) -> str | None:
    """Return the evidence that this is a context of Mastodon, or ``None``."""
    if source.is_html:
        return mastodon_page.evidence(source)
    first = at(_statuses(source.json), 0)
    if isinstance(first, dict) and first.keys() >= _STATUS:
        return "statuses of Mastodon"
    value = source.json
    if is_outbox(value):
        return "what an account of Mastodon wrote"
    is_empty = isinstance(value, dict) and value.keys() == {"ancestors", "descendants"}
    return "an empty context of Mastodon" if is_empty else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the first status of the conversation, as the article, with all that answer it."""
    if source.is_html:
        return mastodon_page.threads(source, NAME)
    statuses = _statuses(source.json)
    own = [each for each in statuses if not isinstance(at(each, "reblog"), dict)]
    boosts = boosts_in(source.json) + len(statuses) - len(own)
    said, malformed = records_of(own, _Said)
    ids = {each.id for each in said}
    roots = [each for each in said if each.in_reply_to_id is None]
    article = Article(source=source.name, site="Mastodon")
    opening = roots[0].id if len(roots) == 1 else None
    if opening is not None:
        article = opened_by(
            msgspec.structs.replace(article, url=roots[0].url, language=roots[0].language), _draft(roots[0], "")
        )
    elif not roots:
        absent = {each.in_reply_to_id for each in said if each.in_reply_to_id not in ids}
        opening = absent.pop() if len(absent) == 1 else None
        article = msgspec.structs.replace(article, id=opening)
    drafts = [_draft(each, opening) for each in said if each.id != opening]
    skipped = [*malformed, *([Skipped(kind="duplicate", reason=_BOOSTS, count=boosts)] if boosts else [])]
    return (thread_of(source, NAME, article, Findings(drafts=drafts, skipped=skipped, is_threaded=True)),)


def _statuses(value: Any) -> list[Any]:
    """Return the statuses of a context, with that which it is of where it is given, or of a list."""
    if isinstance(value, list):
        contexts = [each for each in value if at(each, "descendants") is not None]
        plain = [each for each in value if at(each, "descendants") is None]
        return plain + [each for context in contexts for each in _statuses(context)]
    if is_outbox(value):
        return list(statuses_in(value))
    parts = (at(value, "ancestors"), [at(value, "status")], at(value, "descendants"))
    return [each for part in parts if isinstance(part, list) for each in part if each is not None]


def _draft(said: _Said, opening: str | None) -> Draft:
    account = said.account or _Account()
    warning = text_of_plain(said.spoiler_text or "")
    parent = said.in_reply_to_id or ""
    return Draft(
        id=said.id,
        text="\n\n".join(filter(None, (warning, text_of_html(said.content)))),
        author=account.acct,
        author_id=account.id,
        reply_to="" if parent == opening else parent,
        stamp=said.created_at,
        edited=said.edited_at,
        likes=said.favourites_count,
    )
