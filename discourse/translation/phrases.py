"""Enumerations, percentages and days in words of the language in force, the same in charts and on pages."""

from collections.abc import Sequence

from discourse.translation import number, translated


def enumerated(parts: Sequence[str]) -> str:
    """Return the parts as one enumeration.

    >>> enumerated(["a"]), enumerated(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    if len(parts) < 2:
        return "".join(parts)
    return translated("{first} and {last}", first=", ".join(parts[:-1]), last=parts[-1])


def percent(share: float, places: int = 0) -> str:
    """Return a share of 1 as a percentage.

    >>> percent(0.456), percent(0.125, 1)
    ('46%', '12.5%')
    """
    return translated("{n}%", n=number(100 * share, places))


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
