"""Tweets in two forms beside those of the API, made into records of its version 1.1.

The site's own pages ask for trees of JSON (``tweet_results``), which people save from the browser; snscrape and
twscrape write a tweet a line.
"""

from collections.abc import Iterator
from typing import Any

from discourse.readers.records import at, objects_in

_MOST = 2_000_000
_BY_COLLECTORS = frozenset({"id", "user", "conversationId"})


def is_by_collector(tweet: Any) -> bool:
    """Return whether a record is a tweet as snscrape and twscrape write it."""
    return isinstance(tweet, dict) and tweet.keys() >= _BY_COLLECTORS and bool(tweet.keys() & {"content", "rawContent"})


def of_collector(tweet: dict[str, Any]) -> dict[str, Any]:
    """Return the record of a tweet of snscrape or twscrape."""
    answered, quoted = tweet.get("inReplyToTweetId"), at(tweet, "quotedTweet", "id")
    return {
        "id_str": str(tweet["id"]),
        "full_text": tweet.get("rawContent") or tweet.get("content") or "",
        "user": {"id": at(tweet, "user", "id"), "screen_name": at(tweet, "user", "username")},
        "created_at": tweet.get("date"),
        "conversation_id": str(tweet["conversationId"]),
        "favorite_count": tweet.get("likeCount"),
        "in_reply_to_status_id_str": str(answered) if answered else None,
        "quoted_status_id_str": str(quoted) if quoted else None,
    }


def tweets_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the records of the tweets in an answer that the site's pages asked for, in their order."""
    for node in objects_in(value, _MOST):
        legacy = node.get("legacy")
        if isinstance(legacy, dict) and {"full_text", "id_str"} <= legacy.keys():
            yield _of_tree(node, legacy)


def _of_tree(node: dict[str, Any], legacy: dict[str, Any]) -> dict[str, Any]:
    user = at(node, "core", "user_results", "result")
    name = at(user, "legacy", "screen_name") or at(user, "core", "screen_name")
    long = at(node, "note_tweet", "note_tweet_results", "result", "text")
    return legacy | {
        "user": {"id": at(user, "rest_id"), "screen_name": name},
        "conversation_id": legacy.get("conversation_id_str"),
        "note_tweet": {"text": long} if long else None,
    }
