"""Enumerations, clauses, percentages, spans of time and days in words of the language in force.

They are the same in charts and on pages.
"""

import re
from collections.abc import Iterable, Sequence

from discourse.translation import number, translated

_ENCLOSED = re.compile(r"\([^()]*\)|[“«„][^“”«»]*[“”»]")
"""What stands in brackets or quotation marks: a comma in it parts nothing outside."""
_MINUTES_UP_TO, _HOURS_UP_TO = 120, 48 * 60
"""Spans below so many minutes are in minutes, and in hours."""


def enumerated(parts: Sequence[str]) -> str:
    """Return the parts as one enumeration; with semicolons alone where a part has a comma of its own.

    >>> enumerated(["a"]), enumerated(["a", "b", "c"]), enumerated(["a", "b, too"])
    ('a', 'a, b and c', 'a; b, too')
    """
    if len(parts) < 2:
        return "".join(parts)
    if any(", " in _ENCLOSED.sub("", part) for part in parts):
        return clauses(parts)
    return translated("{first} and {last}", first=", ".join(parts[:-1]), last=parts[-1])


def clauses(parts: Iterable[str]) -> str:
    """Return the parts that say something as clauses of one sentence, with the semicolon of the language in force.

    >>> clauses(["3 answer", "", "no link is inferred"])
    '3 answer; no link is inferred'
    """
    return translated("{clause}; {next}", clause="", next="").join(part for part in parts if part)


def percent(share: float, places: int = 0) -> str:
    """Return a share of 1 as a percentage; one that is neither none nor all of it is not written as 0% or 100%.

    >>> percent(0.456), percent(0.125, 1), percent(0.003), percent(0.0001), percent(0.998)
    ('46%', '12.5%', '0.3%', '< 0.1%', '99.8%')
    """
    if not 0 < share < 1 or 0 < round(100 * share, places) < 100:
        return translated("{n}%", n=number(100 * share, places))
    if places == 0:
        return percent(share, 1)
    least = 10.0**-places
    if share < 0.5:
        return translated("< {share}", share=translated("{n}%", n=number(least, places)))
    return translated("> {share}", share=translated("{n}%", n=number(100 - least, places)))


def span(minutes: float, like: float | None = None) -> str:
    """Return a span of time in the unit that is readable for it, or for one ``like`` it beside which it stands.

    >>> span(0.4), span(95), span(123), span(960), span(5000)
    ('24 s', '95 min', '2.1 h', '16.0 h', '3.5 days')
    >>> span(95, like=200)
    '1.6 h'
    """
    beside = minutes if like is None else like
    if 0 < beside < 1:
        return translated("{n} s", n=number(60 * minutes))
    if beside < _MINUTES_UP_TO:
        return translated("{n} min", n=number(minutes))
    if beside < _HOURS_UP_TO:
        return translated("{n} h", n=number(minutes / 60, 1))
    return translated("{n} days", n=number(minutes / 1440, 1))


def day_of_month(day: int, month: str) -> str:
    """Return a day of a month by its name, or by the short form of it.

    >>> day_of_month(1, "May")
    '1 May'
    """
    return translated("1 {month}", month=month) if day == 1 else translated("{day} {month}", day=day, month=month)


def date(day: int, month: str, year: int | str) -> str:
    """Return a day of a year.

    >>> date(31, "August", 2018)
    '31 August 2018'
    """
    of = {"month": month, "year": year}
    return translated("1 {month} {year}", **of) if day == 1 else translated("{day} {month} {year}", day=day, **of)
