"""What is known of a word or piece, worked out when it is first asked for: words recur, and memory stays bounded."""

from collections.abc import Callable
from typing import TypeVar

from discourse.text import LONGEST_WORD

MOST = 50_000
"""Words or pieces that are remembered; then remembering begins anew."""
_Value = TypeVar("_Value")


class Remembered(dict[str, _Value]):
    """What a pure function says of each string; of long ones, which hardly recur, it is asked again.

    >>> known = Remembered(len)
    >>> known["ferry"], dict(known)
    (5, {'ferry': 5})
    """

    def __init__(self, find: Callable[[str], _Value]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, string: str) -> _Value:
        found = self._find(string)
        if len(string) <= LONGEST_WORD:
            if len(self) >= MOST:
                self.clear()
            self[string] = found
        return found
