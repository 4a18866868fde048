"""Numbers, lists and dates in English words: the small grammar that every sentence of a report uses."""

import re
from collections.abc import Sequence

from discourse.model import SkippedKind

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d(?::\d\d)?)(?::[\d.,]+)?(Z|[+-]\d\d:?\d\d)?)?)?)?\Z")

_SKIPPED: dict[SkippedKind, tuple[str, str]] = {
    "stub": ("“load more” stub", "“load more” stubs"),
    "pingback": ("pingback", "pingbacks"),
    "widget": ("entry of a widget", "entries of widgets"),
    "duplicate": ("duplicate", "duplicates"),
    "malformed": ("malformed comment", "malformed comments"),
    "unapproved": ("comment awaiting approval", "comments awaiting approval"),
    "boilerplate": ("piece of page furniture", "pieces of page furniture"),
}


def count(number: int, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    >>> count(1, "reply", "replies"), count(0, "comment"), count(12000, "comment")
    ('1 reply', '0 comments', '12,000 comments')
    """
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def listing(items: Sequence[str]) -> str:
    """Return items joined as English does.

    >>> listing(["a"]), listing(["a", "b"]), listing(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def shortened(text: str, longest: int) -> str:
    r"""Return a text on one line, cut with an ellipsis where it is longer than ``longest`` characters.

    >>> shortened("one\n two three", 8)
    'one two…'
    """
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def quoted(text: str) -> str:
    """Return a label in quotation marks, at a length that leaves a sentence readable."""
    return f"“{shortened(text, 80)}”"


def probability(value: float) -> str:
    """Return a probability to two places, never rounded up to certainty.

    >>> probability(0.625), probability(0.999), probability(1.0)
    ('0.62', '0.99', '1')
    """
    return "1" if value >= 1 else f"{min(value, 0.99):.2f}"


def dated(moment: str) -> str:
    """Return an ISO 8601 moment in words, to the precision given; anything else as it is.

    >>> dated("2018-08-31T14:03:00+02:00"), dated("2018-08"), dated("yesterday")
    ('31 August 2018, 14:03 (UTC+02:00)', 'August 2018', 'yesterday')
    >>> dated("2018-08-31T14")
    '31 August 2018, around 14:00'
    """
    found = _DATE.match(moment)
    if not found or int(found[2] or 1) not in range(1, 13):
        return moment
    year, month, day, time, zone = found.groups()
    date = " ".join(part for part in (day and str(int(day)), month and _MONTHS[int(month) - 1], year) if part)
    offset = {None: "", "Z": " (UTC)"}.get(zone, f" (UTC{zone})")
    if time and len(time) == len("14"):
        time = f"around {time}:00"
    return date + (f", {time}{offset}" if time else "")


def skipped_words(kind: SkippedKind, number: int | None) -> str:
    """Return how many things of a kind were skipped; ``None`` is a number that the page does not give.

    >>> skipped_words("stub", None), skipped_words("pingback", 2)
    ('an unstated number behind “load more” stubs', '2 pingbacks')
    """
    singular, plural = _SKIPPED[kind]
    if number is None:
        return f"an unstated number behind {plural}" if kind == "stub" else f"an unstated number of {plural}"
    return count(number, singular, plural)
