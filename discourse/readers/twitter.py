"""Twitter (X): tweets of the API version 2 as twarc and others save them, and of version 1.1."""

from collections.abc import Iterator
from typing import Any

import msgspec

from discourse.model import Article, Skipped, Thread
from discourse.readers import twitter_page
from discourse.readers.drafts import Draft, Findings, opened_by, thread_of
from discourse.readers.records import at, items_at, json_lines, records_of, text_of_markdown
from discourse.readers.source import Source
from discourse.readers.twitter_forms import is_by_collector, of_collector, tweets_in

NAME = "twitter"
TITLE = "Twitter (X): tweets of the API, versions 1.1 and 2, of a user's archive, of saved pages, of collectors"
RECOVERS = ("author", "author id", "parent", "quotes", "time", "score", "likes", "badges")

_V2 = frozenset({"id", "text", "author_id"})
_V2_ALONE = frozenset({"conversation_id", "public_metrics", "referenced_tweets", "edit_history_tweet_ids"})
_V1 = frozenset({"id_str", "user", "created_at"})
_TWICE = "the same tweet is in the file several times"


class _Reference(msgspec.Struct):
    type: str = ""
    id: str = ""


class _Metrics(msgspec.Struct):
    like_count: int | None = None


class _User(msgspec.Struct):
    id: str | int | None = None
    username: str | None = None
    screen_name: str | None = None


class _Tweet(msgspec.Struct):
    """A tweet of either version; ``author`` and ``user`` are its own copy of who wrote it."""

    id: str | int | None = None
    id_str: str | None = None
    text: str | None = None
    full_text: str | None = None
    note_tweet: Any = None
    author_id: str | int | None = None
    author: _User | None = None
    user: _User | None = None
    created_at: str | None = None
    conversation_id: str | None = None
    referenced_tweets: list[_Reference] | None = None
    in_reply_to_status_id_str: str | None = None
    quoted_status_id_str: str | None = None
    public_metrics: _Metrics | None = None
    favorite_count: int | None = None

    @property
    def key(self) -> str:
        """The id as text."""
        return self.id_str or str(self.id or "")


def matches(source: Source) -> str | None:
    """Return the evidence that these are tweets, or ``None``."""
    if source.is_html:
        return twitter_page.evidence(source)
    if "tweet_results" in source.text and next(tweets_in(source.json), None) is not None:
        return "tweets as the site's pages ask for them"
    first = source.json if source.json is not None else source.first_line
    first = at(first, 0) if isinstance(first, list) else first
    tweet = at(first, "data", 0) or at(first, "data") or at(first, "tweet") or first
    return _form_of(tweet, is_wrapped="tweet" in first) if isinstance(tweet, dict) else None


def _form_of(tweet: dict[str, Any], is_wrapped: bool) -> str | None:
    if is_by_collector(tweet):
        return "tweets as snscrape and twscrape write them"
    if is_wrapped and {"id_str", "full_text"} <= tweet.keys():
        return "tweets of an archive that Twitter gave its user"
    if tweet.keys() >= _V2 and tweet.keys() & _V2_ALONE:
        return "tweets of the API, version 2"
    is_old = tweet.keys() >= _V1 and tweet.keys() & {"in_reply_to_status_id_str", "full_text", "retweet_count"}
    return "tweets of the API, version 1.1" if is_old else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each conversation, the tweet that opens it as the article; all as one where most are one tweet alone."""
    if source.is_html:
        return twitter_page.threads(source, NAME)
    raw, users = _collected(source)
    tweets, malformed = records_of(raw, _Tweet)
    unique = {tweet.key: tweet for tweet in reversed(tweets) if tweet.key}
    ordered = list(reversed(unique.values()))
    twice = len(tweets) - len(unique)
    skipped = [*malformed, *([Skipped(kind="duplicate", reason=_TWICE, count=twice)] if twice else [])]
    talks: dict[str, list[_Tweet]] = {}
    for tweet in ordered:
        talks.setdefault(tweet.conversation_id or "", []).append(tweet)
    are_talks = len(ordered) > 1 and "" not in talks and 2 * len(talks) <= len(ordered)
    return tuple(
        _of_talk(source, (talk, own), users, [] if number else skipped)
        for number, (talk, own) in enumerate((talks if are_talks else {"": ordered}).items())
    )


def _of_talk(source: Source, talk: tuple[str, list[_Tweet]], users: dict[str, str], skipped: list[Skipped]) -> Thread:
    key, tweets = talk
    opening = next((tweet for tweet in tweets if key and tweet.key == key), None)
    drafts = [_draft(tweet, users, key) for tweet in tweets if tweet is not opening]
    url = f"https://twitter.com/i/status/{key}" if key else None
    article = Article(source=source.name, site="Twitter", url=url, id=key or None)
    if opening is not None:
        article = opened_by(article, _draft(opening, users, ""))
    return thread_of(source, NAME, article, Findings(drafts=drafts, skipped=skipped, is_threaded=True))


def _collected(source: Source) -> tuple[list[Any], dict[str, str]]:
    """Return every tweet of the file, its included ones too, and the names of users by their id."""
    tweets: list[Any] = []
    users: dict[str, str] = {}
    if "tweet_results" in source.text and source.json is not None:
        return list(tweets_in(source.json)), users
    for answer in _answers(source):
        if is_by_collector(answer):
            tweets.append(of_collector(answer))
            continue
        data = at(answer, "data")
        own = data if isinstance(data, list) else [data] if isinstance(data, dict) else [at(answer, "tweet") or answer]
        tweets.extend([*own, *(items_at(answer, "includes", "tweets"))])
        for user in items_at(answer, "includes", "users"):
            users[str(at(user, "id"))] = str(at(user, "username") or "")
    return tweets, users


def _answers(source: Source) -> Iterator[Any]:
    if source.json is None:
        yield from json_lines(source.text)
    elif isinstance(source.json, list):
        yield from source.json
    else:
        yield source.json


def _draft(tweet: _Tweet, users: dict[str, str], opening: str) -> Draft:
    answered, quoted = _answered(tweet), _quoted(tweet)
    author = tweet.author or tweet.user or _User()
    user = tweet.author_id or author.id
    text = at(tweet.note_tweet, "text") or tweet.full_text or tweet.text or ""
    likes = tweet.public_metrics.like_count if tweet.public_metrics else tweet.favorite_count
    return Draft(
        id=tweet.key,
        text=text_of_markdown(text),
        author=users.get(str(user)) or author.username or author.screen_name or None,
        author_id=str(user) if user else None,
        reply_to="" if answered == opening else answered,
        quotes=tuple("" if id_ == opening else id_ for id_ in quoted),
        stamp=_stamp(tweet.created_at),
        likes=likes,
        badges=("retweet",) if _is_retweet(tweet) else (),
    )


def _answered(tweet: _Tweet) -> str:
    replied = [each.id for each in tweet.referenced_tweets or () if each.type == "replied_to"]
    return replied[0] if replied else tweet.in_reply_to_status_id_str or ""


def _quoted(tweet: _Tweet) -> tuple[str, ...]:
    quoted = tuple(each.id for each in tweet.referenced_tweets or () if each.type == "quoted")
    return quoted or ((tweet.quoted_status_id_str,) if tweet.quoted_status_id_str else ())


def _is_retweet(tweet: _Tweet) -> bool:
    return any(each.type == "retweeted" for each in tweet.referenced_tweets or ())


def _stamp(created: str | None) -> str | None:
    """Return a time of version 1.1 ("Wed Oct 10 20:19:24 +0000 2018") in the order that others have it."""
    parts = (created or "").split()
    if len(parts) != 6:
        return created
    _, month, day, clock, zone, year = parts
    number = _MONTHS.get(month)
    return f"{year}-{number:02d}-{day}T{clock}{zone}" if number else created


_MONTHS = {
    name: number
    for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), start=1)  # noqa: SIM905
}
