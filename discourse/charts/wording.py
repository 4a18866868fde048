"""Numbers and lists in words, for subtitles and descriptions."""

from collections.abc import Sequence


def count_of(number: int, noun: str) -> str:
    """Return the number with its noun.

    >>> count_of(1, "comment"), count_of(1200, "reply")
    ('1 comment', '1,200 replies')
    """
    plural = noun[:-1] + "ies" if noun.endswith("ply") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"


def joined(parts: Sequence[str]) -> str:
    """Return the parts as one enumeration.

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
