"""Enumerations, percentages and days in words of the language in force, the same in charts and on pages."""

import re
from collections.abc import Sequence

from discourse.translation import number, translated

_ENCLOSED = re.compile(r"\([^()]*\)|[“«„][^“”«»]*[“”»]")
"""What stands in brackets or quotation marks: a comma in it parts nothing outside."""


def enumerated(parts: Sequence[str]) -> str:
    """Return the parts as one enumeration; with semicolons alone where a part has a comma of its own.

    >>> enumerated(["a"]), enumerated(["a", "b", "c"]), enumerated(["a", "b, too"])
    ('a', 'a, b and c', 'a; b, too')
    """
    if len(parts) < 2:
        return "".join(parts)
    if any(", " in _ENCLOSED.sub("", part) for part in parts):
        return translated("{clause}; {next}", clause="", next="").join(parts)
    return translated("{first} and {last}", first=", ".join(parts[:-1]), last=parts[-1])


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
