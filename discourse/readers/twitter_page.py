"""Twitter (X): the page of a tweet with what answers it, as a browser saved it after the scripts had run."""

import re

import msgspec

from discourse.model import Thread
from discourse.readers.article import facts_of
from discourse.readers.dom import attribute
from discourse.readers.drafts import Draft, Findings, opened_by, thread_of
from discourse.readers.layout import Found, Layout, comments_of, number_of, whole
from discourse.readers.source import Source

_TWEETS = Layout(
    box="article[data-testid='tweet']",
    text="[data-testid='tweetText']:not(div[role='link'] *)",
    author="[data-testid='User-Name'] a[href]:not(div[role='link'] *)",
    stamp="a[href*='/status/'] time[datetime]",
    shown="a[href*='/status/'] time[datetime]",
    likes="[data-testid='like'], [data-testid='unlike']",
    other="a[href*='/status/']:has(time)",
)
_STATUS = re.compile(r"/status(?:es)?/(\d{1,25})")
_HANDLE = re.compile(r"^(?:https?://[^/]{1,40})?/(\w{1,40})$")
_COUNT = re.compile(r"\d[\d.,]*")


def evidence(source: Source) -> str | None:
    """Return the evidence that this is a saved page of tweets, or ``None``."""
    if not source.is_html or "tweetText" not in source.text:
        return None
    return "tweets in the markup of Twitter" if source.tree.css_first(f"{_TWEETS.box} {_TWEETS.other}") else None


def threads(source: Source, reader: str) -> tuple[Thread, ...]:
    """Return the tweet that the page is about, else its first, as the article; the others as comments."""
    drafts = [_draft(found) for found in comments_of(source.tree, _TWEETS)]
    link = source.tree.css_first("link[rel='canonical'], meta[property='og:url']")
    told = _STATUS.search(attribute(link, "href") or attribute(link, "content")) if link is not None else None
    opening = next((draft for draft in drafts if told and draft.id == told.group(1)), drafts[0])
    others = [draft for draft in drafts if draft is not opening]
    facts = msgspec.structs.replace(facts_of(source), title=None, site="Twitter")
    article = opened_by(facts, opening, others)
    return (thread_of(source, reader, article, Findings(drafts=others)),)


def _draft(found: Found) -> Draft:
    handles = (told for told in map(_HANDLE.match, found.values("author", "href")) if told)
    numbers = (told for told in map(_STATUS.search, found.values("other", "href")) if told)
    return found.draft(
        id=next((each.group(1) for each in numbers), ""),
        reply_to=None,
        author=next((each.group(1) for each in handles), found.line("author")),
        likes=_likes(found),
    )


def _likes(found: Found) -> int | None:
    """Return how many like a tweet: the button says it in full to those who cannot see it."""
    button = found.first("likes")
    said = _COUNT.search(attribute(button, "aria-label")) if button is not None else None
    return whole(said.group().replace(".", "").replace(",", "")) if said else number_of(button)
