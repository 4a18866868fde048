"""Numbers, lists and dates in words of the language in force: the small grammar of every sentence of a report."""

import re
from collections.abc import Iterable

from discourse.model import SkippedKind
from discourse.translation import agreeing, counted, deferred, labelled, number, phrases, translated

_MONTHS = (
    deferred("January"), deferred("February"), deferred("March"), deferred("April"), deferred("May"),
    deferred("June"), deferred("July"), deferred("August"), deferred("September"), deferred("October"),
    deferred("November"), deferred("December"),
)  # fmt: skip
_N_IS = re.compile(r"\bn = (?=\d)")
_PER_CENT = re.compile(r"(?<=\d) (?=%)")
_UNIT = re.compile(r"(?<=\d) (?=(?:s|min|h|days?|Tagen?|Tage?|jours?|días?|giorn[oi])\b)")
_ENCLOSED_NUMBER = re.compile(r"(?<=\w) (?=#?\d[\d.,]*\))")
_AFTER_NUMBER = re.compile(r"(?<=\d) (?=\D)")
_BREAKABLE = re.compile(r"[^\S\u00a0\u202f]+")
"""Blanks that a line may break at; the others keep a number with its sign."""
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d(?::\d\d)?)(?::[\d.,]+)?(Z|[+-]\d\d:?\d\d)?)?)?)?\Z")


def count(number: int, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    >>> count(1, "reply", "replies"), count(0, "comment"), count(12000, "comment")
    ('1 reply', '0 comments', '12,000 comments')
    """
    return counted(number, singular, plural or f"{singular}s")


def shortened(text: str, longest: int) -> str:
    r"""Return a text on one line, cut with an ellipsis where it is longer than ``longest`` characters, between words.

    >>> shortened("one\n two three", 8)
    'one two…'
    """
    line = " ".join(_BREAKABLE.split(text.strip()))
    if len(line) <= longest:
        return line
    cut = line[: longest - 1].rstrip()
    space = cut.rfind(" ") if line[len(cut)] != " " else len(cut)
    return (cut[:space].rstrip() if space > longest // 2 else cut) + "…"


def told_apart(label: str, longest: int) -> str:
    """Return a label on one line; one that is longer loses its middle, since labels may begin alike, or end alike.

    >>> told_apart("The mayor sold the meadow to the company", 26)
    'The mayor… the company'
    """
    line = " ".join(_BREAKABLE.split(label.strip()))
    if len(line) <= longest:
        return line
    end = line[-(longest // 2) :]
    words = end.partition(" ")[2] or end
    return f"{shortened(line, longest - longest // 2)} {words}"


def keeping_values(text: str) -> str:
    r"""Return a text in which no line breaks before a per cent sign or a unit, inside "n = 5", "1 May" or "(depth 1)".

    >>> keeping_values("deny 25 % (n = 8)"), keeping_values("7 min, from 1 May (depth 1)")
    ('deny 25\xa0% (n\xa0=\xa08)', '7\xa0min, from 1\xa0May (depth\xa01)')
    """
    months = "|".join(translated(each) for each in _MONTHS)
    days = re.sub(rf"(?<=\d)(\.|º|er)? (?=(?:de )?(?:{months})\b)", lambda found: f"{found[1] or ''}\u00a0", text)
    for blank in (_PER_CENT, _UNIT, _ENCLOSED_NUMBER):
        days = blank.sub("\u00a0", days)
    return _N_IS.sub("n\u00a0=\u00a0", days)


def keeping_days(moment: str) -> str:
    r"""Return a moment in words in which no line breaks after a number.

    >>> keeping_days("1 May 2024, 10:00 (UTC)")
    '1\xa0May 2024, 10:00\xa0(UTC)'
    """
    return _AFTER_NUMBER.sub("\u00a0", moment)


def quoted(text: str) -> str:
    """Return a label in quotation marks, at a length that leaves a sentence readable."""
    return marked(told_apart(text, 80))


def marked(text: str) -> str:
    """Return a text in the quotation marks of the language in force."""
    return translated("“{words}”", words=text)


def colon() -> str:
    """Return the colon after a label with the spaces around it, for pages that set the label by itself."""
    return labelled("", "")


def probability(value: float) -> str:
    """Return a probability to two places, never rounded up to certainty.

    >>> probability(0.625), probability(0.999), probability(1.0)
    ('0.63', '0.99', '1')
    """
    return "1" if value >= 1 else number(min(value, 0.99), 2)


def unsure_among(labels: int, unsure: int) -> str:
    """Return how many labels are likelier wrong than right by their coder's own estimate.

    >>> unsure_among(1200, 1)
    'Of 1,200 labels, 1 has a probability below one half.'
    """
    return agreeing(
        unsure,
        "Of {labels}, {n} has a probability below one half.",
        "Of {labels}, {n} have a probability below one half.",
        labels=counted(labels, "label", "labels"),
    )


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
    date = _date(year, month, day)
    offset = {None: "", "Z": " (UTC)"}.get(zone, f" (UTC{zone})")
    if time and len(time) == len("14"):
        return translated("{date}, around {hour}:00", date=date, hour=time)
    return f"{date}, {time}{offset}" if time else date


def _date(year: str, month: str | None, day: str | None) -> str:
    name = translated(_MONTHS[int(month) - 1]) if month else ""
    if day:
        return phrases.date(int(day), name, year)
    return translated("{month} {year}", month=name, year=year) if name else year


def skipped_words(kind: SkippedKind, number: int | None) -> str:
    """Return how many things of a kind were skipped; ``None`` is a number that the page does not give.

    >>> skipped_words("stub", None), skipped_words("pingback", 2)
    ('an unstated number not loaded', '2 pingbacks')
    """
    if number is None:
        return translated(_UNSTATED[kind])
    return agreeing(number, *_SKIPPED[kind])


_SKIPPED: dict[SkippedKind, tuple[str, str]] = {
    # What is not there may be comments or replies: the reason says which.
    "stub": (deferred("{n} not loaded"), deferred("{n} not loaded")),
    "cut": (deferred("the end of {n} comment"), deferred("the ends of {n} comments")),
    "pingback": (deferred("{n} pingback"), deferred("{n} pingbacks")),
    "widget": (deferred("{n} item beside the comments"), deferred("{n} items beside the comments")),
    "duplicate": (deferred("{n} duplicate"), deferred("{n} duplicates")),
    "malformed": (deferred("{n} malformed comment"), deferred("{n} malformed comments")),
    "unapproved": (deferred("{n} comment awaiting approval"), deferred("{n} comments awaiting approval")),
    "boilerplate": (deferred("{n} piece of page furniture"), deferred("{n} pieces of page furniture")),
}
_UNSTATED: dict[SkippedKind, str] = {
    "stub": deferred("an unstated number not loaded"),
    "cut": deferred("the ends of an unstated number of comments"),
    "pingback": deferred("an unstated number of pingbacks"),
    "widget": deferred("an unstated number of items beside the comments"),
    "duplicate": deferred("an unstated number of duplicates"),
    "malformed": deferred("an unstated number of malformed comments"),
    "unapproved": deferred("an unstated number of comments awaiting approval"),
    "boilerplate": deferred("an unstated number of pieces of page furniture"),
}


def retold(sentence: str, messages: Iterable[str]) -> str:
    """Return a sentence that was made from one of some messages, with numbers in it, in the language in force.

    >>> retold("It fell 1,200 times in 3 weeks.", ["It fell {n} times in {weeks} weeks."])
    'It fell 1,200 times in 3 weeks.'
    """
    for message in messages:
        said, holes = re.split(r"\{\w+\}", message), re.findall(r"\{(\w+)\}", message)
        if found := re.fullmatch("([0-9,]+)".join(map(re.escape, said)), sentence):
            told = zip(holes, found.groups(), strict=True)
            return translated(message, **{hole: number(int(amount.replace(",", ""))) for hole, amount in told})
    return sentence
