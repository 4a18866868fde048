"""Shares, differences and evidence in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from discourse.comparing import BY
from discourse.translation import counted, deferred, number, translated
from discourse.translation.phrases import enumerated, percent


def share_words(row: Mapping[str, Any]) -> str:
    """Return a row of ``claims`` in words: how many of how many, and where the share may lie.

    >>> share_words({"count": 4, "n": 18, "share": 0.222, "low": 0.09, "high": 0.452})
    '4 of 18 (9–45%)'
    >>> share_words({"count": 0, "n": 0, "share": None, "low": None, "high": None})
    '–'
    """
    if row["share"] is None:
        return "–"
    said = translated("{count} of {n}", count=number(row["count"]), n=number(row["n"]))
    return f"{said} ({number(100 * row['low'])}–{percent(row['high'])})"


def points(value: float) -> str:
    """Return a difference of shares in points of percent with its sign.

    >>> points(-0.216), points(0.3)
    ('−22', '+30')
    """
    return f"{'−' if value < 0 else '+'}{number(abs(100 * value))}"


def p_words(value: float) -> str:
    """Return a p-value to two or three places with its sign, never as 0.

    >>> p_words(0.0123), p_words(0.00002), p_words(0.31)
    ('= 0.012', '< 0.001', '= 0.31')
    """
    if value < 0.001:
        return f"< {number(0.001, 3)}"
    return f"= {number(value, 3 if value < 0.1 else 2)}"


def kinds(count: int, by: str) -> str:
    """Return how many sides there are, by what they are.

    >>> kinds(2, "article"), kinds(5, "time")
    ('2 articles', '5 periods')
    """
    said = {
        "article": counted(count, "article", "articles"),
        "site": counted(count, "site", "sites"),
        "time": counted(count, "period", "periods"),
    }
    return said.get(by) or counted(count, "topic", "topics")


def compared_by(by: str) -> str:
    """Return by what articles are compared."""
    each = {
        "article": deferred("each article by itself"),
        "site": deferred("by site"),
        "time": deferred("by time"),
        "topic": deferred("by topic"),
    }
    return translated(each[by if by in BY else "article"])


def leading(items: Sequence[str], most: int) -> str:
    """Return the first so many items as a list in words, and how many more there are.

    >>> leading(["a", "b", "c", "d"], 2)
    'a, b and 2 more'
    """
    if len(items) <= most:
        return enumerated(items)
    return enumerated([*items[:most], translated("{n} more", n=number(len(items) - most))])
