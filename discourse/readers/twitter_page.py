"""Twitter (X): the page of a tweet with what answers it, as browsers saved it in several years, and of mirrors."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from selectolax.lexbor import LexborHTMLParser

from discourse.model import Skipped, Thread
from discourse.readers.article import facts_of
from discourse.readers.dom import attribute, first_told, select
from discourse.readers.drafts import Draft, Findings, opened_by, thread_of
from discourse.readers.layout import Found, Layout, comments_of, number_of, whole
from discourse.readers.records import iso_of_epoch
from discourse.readers.source import Source, once


@dataclass(frozen=True, kw_only=True)
class _Form:
    """A layout, the word that its pages hold, what links to a tweet and in which attribute its number of likes is."""

    sign: str
    layout: Layout
    counted: str


_NOW = _Form(
    sign="tweetText",
    layout=Layout(
        box="article[data-testid='tweet']",
        text="[data-testid='tweetText']:not(div[role='link'] *)",
        author="[data-testid='User-Name'] a[href]:not(div[role='link'] *)",
        stamp="a[href*='/status/'] time[datetime]",
        shown="a[href*='/status/'] time[datetime]",
        likes="[data-testid='like'], [data-testid='unlike']",
        other="a[href*='/status/']:has(time)",
    ),
    counted="aria-label",
)
_TO_2019 = _Form(
    sign="tweet-text",
    layout=Layout(
        box=".tweet[data-tweet-id]",
        text=".tweet-text:not(.QuoteTweet *)",
        author="a.account-group[href]",
        stamp="._timestamp[data-time]",
        shown=".tweet-timestamp[title]",
        likes=".ProfileTweet-action--favorite .ProfileTweet-actionCount",
        other="a.tweet-timestamp",
    ),
    counted="data-tweet-stat-count",
)
_MIRROR = _Form(
    sign="tweet-content",
    layout=Layout(
        box=".timeline-item:has(.tweet-content)",
        text=".tweet-content:not(.quote *)",
        author="a.username[href]:not(.quote *)",
        stamp=".tweet-date a[title]:not(.quote *)",
        shown=".tweet-date a[title]:not(.quote *)",
        likes=".tweet-stat:has(.icon-heart)",
        other=".tweet-date a[href]:not(.quote *), a.tweet-link",
    ),
    counted="",
)
_SUGGESTED = "[data-testid='cellInnerDiv']:has(h2) ~ [data-testid='cellInnerDiv'] article[data-testid='tweet']"
_BESIDE = Skipped(kind="widget", reason="advertisements and tweets that the site suggests below the conversation")
_STATUS = re.compile(r"/status(?:es)?/(\d{1,25})")
_HANDLE = re.compile(r"^(?:https?://[^/]{1,40})?/(\w{1,40})$")
_COUNT = re.compile(r"\d[\d.,]*")


def evidence(source: Source) -> str | None:
    """Return the evidence that this is a saved page of tweets, or ``None``."""
    return "tweets in the markup of Twitter" if _form(source) else None


@once
def _form(source: Source) -> _Form | None:
    if not source.is_html:
        return None
    known = (form for form in (_NOW, _TO_2019, _MIRROR) if form.sign in source.text)
    return next((form for form in known if any(map(_id, comments_of(source.tree, form.layout)))), None)


def threads(source: Source, reader: str) -> tuple[Thread, ...]:
    """Return the tweet that the page is about, else its first, as the article; the others as comments."""
    form = _form(source) or _NOW
    found = comments_of(source.tree, form.layout)
    beside = _beside_the_conversation(source.tree, found)
    drafts = [_draft(each, form) for each in found if each.node.mem_id not in beside]
    link = source.tree.css_first("link[rel='canonical'], meta[property='og:url']")
    told = _STATUS.search(attribute(link, "href") or attribute(link, "content")) if link is not None else None
    opening = next((draft for draft in drafts if told and draft.id == told.group(1)), next(iter(drafts), None))
    others = [draft for draft in drafts if draft is not opening]
    article = msgspec.structs.replace(facts_of(source), title=None, site="Twitter")
    if opening is not None:
        article = opened_by(article, opening, others)
    return (thread_of(source, reader, article, Findings(drafts=others, skipped=[_BESIDE] * len(beside))),)


def _beside_the_conversation(tree: LexborHTMLParser, found: Sequence[Found]) -> set[int]:
    """Return the tweets that are advertisements, which have no time, and those below a heading ("Discover more")."""
    suggested = {node.mem_id for node in select(tree, _SUGGESTED)}
    return {each.node.mem_id for each in found if not _id(each) or each.node.mem_id in suggested}


def _id(found: Found) -> str:
    return first_told(_STATUS, found.values("other", "href"))


def _draft(found: Found, form: _Form) -> Draft:
    stamp, shown = found.first("stamp"), found.first("shown")
    seconds = attribute(stamp, "data-time") if stamp is not None else ""
    said = attribute(shown, "title") if shown is not None else ""
    known = {"stamp": iso_of_epoch(int(seconds))} if seconds.isdecimal() and len(seconds) < 13 else {}
    return found.draft(
        id=_id(found),
        reply_to=None,
        author=first_told(_HANDLE, found.values("author", "href")) or found.line("author"),
        shown=said or found.line("shown"),
        likes=_likes(found, form),
        **known,
    )


def _likes(found: Found, form: _Form) -> int | None:
    """Return how many like a tweet: an attribute may say in full what the button rounds."""
    button = found.first("likes")
    said = _COUNT.search(attribute(button, form.counted)) if button is not None and form.counted else None
    return whole(said.group().replace(".", "").replace(",", "")) if said else number_of(button)
