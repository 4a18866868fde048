"""Twitter (X): the page of a tweet with what answers it, as a browser saved it after the scripts had run."""

import re
from collections.abc import Sequence

import msgspec
from selectolax.lexbor import LexborHTMLParser

from discourse.model import Skipped, Thread
from discourse.readers.article import facts_of
from discourse.readers.dom import attribute, select
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
_SUGGESTED = "[data-testid='cellInnerDiv']:has(h2) ~ [data-testid='cellInnerDiv'] article[data-testid='tweet']"
_BESIDE = Skipped(kind="widget", reason="advertisements and tweets that the site suggests below the conversation")
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
    found = comments_of(source.tree, _TWEETS)
    beside = _beside_the_conversation(source.tree, found)
    drafts = [_draft(each) for each in found if each.node.mem_id not in beside]
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
    return {each.node.mem_id for each in found if each.first("other") is None or each.node.mem_id in suggested}


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
