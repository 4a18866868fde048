"""Numbers and lists in words, in the language in force, for subtitles and descriptions."""

from collections.abc import Sequence

from discourse.translation import counted, number, translated


def joined(parts: Sequence[str]) -> str:
    """Return the parts as one enumeration.

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    if len(parts) < 2:
        return "".join(parts)
    return translated("{first} and {last}", first=", ".join(parts[:-1]), last=parts[-1])


def percent(share: float, places: int = 0) -> str:
    """Return a share of 1 as a percentage.

    >>> percent(0.125, 1), percent(0.5)
    ('12.5%', '50%')
    """
    return translated("{number}%", number=number(100 * share, places))


def comments_of(amount: int) -> str:
    """Return how many comments there are.

    >>> comments_of(1), comments_of(1200)
    ('1 comment', '1,200 comments')
    """
    return counted(amount, "comment", "comments")
