"""Mastodon: the page of a status with what answers it, as its program or its older pages without scripts show it."""

import re

import msgspec

from discourse.model import Thread
from discourse.readers.article import facts_of
from discourse.readers.dom import classes, first_told
from discourse.readers.drafts import Draft, Findings, opened_by, thread_of
from discourse.readers.layout import Found, Layout, comments_of
from discourse.readers.source import Source

_STATUSES = Layout(
    box=".detailed-status, .status",
    text=".status__content .e-content, .status__content__text, .status__content",
    author=".display-name__account, .display-name .p-nickname",
    stamp="a time[datetime]",
    shown="a time[datetime]",
    likes=".detailed-status__favorites, .status__action-bar .star-icon .icon-button__counter",
    other="a.detailed-status__datetime, a.status__relative-time, a.u-url",
    leave_out=".status__content__spoiler-link, .status__content__read-more-button, .translate-button, .poll__link",
)
_NUMBER = re.compile(r"/(\d{6,25}|[\w-]{1,40})/?$")


def evidence(source: Source) -> str | None:
    """Return the evidence that this is a page of a status, or ``None``."""
    if not source.is_html or "detailed-status" not in source.text:
        return None
    has_status = source.tree.css_first(".detailed-status .status__content, .detailed-status .display-name")
    return "statuses in the markup of Mastodon" if has_status else None


def threads(source: Source, reader: str) -> tuple[Thread, ...]:
    """Return the status that the page shows in full as the article, those around it as comments."""
    found = [each for each in comments_of(source.tree, _STATUSES) if _id(each)]
    opening = next((each for each in found if "detailed-status" in classes(each.node)), None)
    drafts = [_draft(each) for each in found if each is not opening]
    article = msgspec.structs.replace(facts_of(source), title=None, site="Mastodon")
    if opening is not None:
        article = opened_by(article, _draft(opening), drafts)
    return (thread_of(source, reader, article, Findings(drafts=drafts)),)


def _id(found: Found) -> str:
    return first_told(_NUMBER, found.values("other", "href"))


def _draft(found: Found) -> Draft:
    author = (found.line("author") or "").lstrip("@")
    return found.draft(id=_id(found), reply_to=None, author=author or None)
