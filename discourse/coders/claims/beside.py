"""The words right before and after a sentence, which may say how it is meant."""

import re

_LOOKED_AT = 40
"""Characters looked at on either side."""
_ENDS = re.compile("[.!?…\n]")


def afterthought(text: str, end: int, passed_over: str | None = None) -> str:
    """Return what follows a sentence up to the next mark, in small letters without commas.

    Before it white space is passed over, or the characters that are given.

    >>> afterthought("So they did it all. Genius. Bravo.", 19)
    'genius'
    """
    following = text[end : end + _LOOKED_AT].strip(passed_over).casefold()
    return _ENDS.split(following, maxsplit=1)[0].replace(",", "")


def forethought(text: str, begin: int) -> str:
    """Return what stands before a sentence back to the mark before that, in small letters without commas.

    >>> forethought("Fine. Yeah, right. They did it for us.", 19)
    'yeah right'
    """
    before = text[max(0, begin - _LOOKED_AT) : begin].strip().rstrip(".!… ").casefold()
    return " ".join(_ENDS.split(before)[-1].replace(",", " ").split())
