"""Records whose keys all begin alike ("RELC_ID", "RELC_DATE", "RelCText"): without what they begin with."""

from collections.abc import Mapping
from itertools import takewhile
from typing import Any

_FEWEST_KEYS = 3
_SHORTEST = 3
_DEEPEST = 60


def unprefixed(value: Any, depth: int = _DEEPEST) -> Any:
    """Return a value of JSON whose objects call what they hold without the beginning that all their names share.

    >>> unprefixed({"RELC_ID": "1", "RELC_DATE": "2012", "RelCText": "No."})
    {'ID': '1', 'DATE': '2012', 'Text': 'No.'}
    """
    if not depth:
        return value
    if isinstance(value, list):
        return [unprefixed(item, depth - 1) for item in value]
    if not isinstance(value, dict):
        return value
    length = _shared(value)
    return {_without(key, length): unprefixed(inner, depth - 1) for key, inner in value.items()}


def _shared(value: Mapping[str, Any]) -> int:
    """Return how many letters the names in an object share at their beginning; none where one is nothing else."""
    names = [key.replace("_", "").casefold() for key in value]
    alike = takewhile(lambda signs: len(set(signs)) == 1, zip(*names, strict=False))
    length = sum(1 for _ in alike) if len(names) >= _FEWEST_KEYS else 0
    return length if _SHORTEST <= length < min(map(len, names), default=0) else 0


def _without(key: str, length: int) -> str:
    """Return a name without so many letters; underscores among them do not count."""
    at = 0
    while length and at < len(key):
        length -= key[at] != "_"
        at += 1
    return key[at:].lstrip("_")
