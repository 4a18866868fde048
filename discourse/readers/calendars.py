"""Years of other calendars on comment pages: the Persian (solar Hijri) and the Thai Buddhist, as Gregorian dates.

Neither is told from a bare number: the script or the digits of the words say which calendar they mean.
"""

import re
from datetime import date, timedelta

PERSIAN_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
_PERSIAN = re.compile(rf"[۰-۹]|\b(?:{'|'.join(PERSIAN_MONTHS)})\b")
_PERSIAN_YEARS = range(1370, 1411)
"""From 1991 to 2031; what is later is a year of the lunar calendar, whose months no rule tells to the day."""
_FIRST_NEW_YEAR = date(1991, 3, 21)
_LEAP_IN_33 = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_THAI = re.compile("[\u0e00-\u0e7f]")
_THAI_YEARS = range(2523, 2643)
_SINCE_BUDDHA = 543
_OWN_DIGITS = {"fa": "۰", "prs": "۰", "ps": "۰", "th": "๐"}
"""The digit zero of languages whose pages count years by a calendar of their own."""


def is_year_elsewhere(year: int, words: str) -> bool:
    """Return whether a number is a year of the calendar that the digits, months or script of the words tell.

    >>> is_year_elsewhere(1397, "21 اسفند 1397"), is_year_elsewhere(2562, "12/3/2562")
    (True, False)
    """
    if year in _PERSIAN_YEARS:
        return bool(_PERSIAN.search(words))
    return year in _THAI_YEARS and bool(_THAI.search(words))


def gregorian(year: int, month: int, day: int) -> str | None:
    """Return the ISO 8601 form of a day of the Persian or the Thai calendar, whichever has the year.

    >>> gregorian(1397, 12, 21), gregorian(2562, 3, 12), gregorian(1400, 12, 30)
    ('2019-03-12', '2019-03-12', None)
    """
    try:
        if year in _THAI_YEARS:
            return date(year - _SINCE_BUDDHA, month, day).isoformat()
    except ValueError:
        return None
    if year not in _PERSIAN_YEARS or not 1 <= month <= 12 or not 1 <= day <= _days_of(year, month):
        return None
    leap_days = sum(map(_is_leap, range(_PERSIAN_YEARS[0], year)))
    before = 365 * (year - _PERSIAN_YEARS[0]) + leap_days + sum(_days_of(year, each) for each in range(1, month))
    return (_FIRST_NEW_YEAR + timedelta(days=before + day - 1)).isoformat()


def _days_of(year: int, month: int) -> int:
    """Return how many days a month of the Persian year has: six of 31, five of 30, and Esfand."""
    return 31 if month <= 6 else 30 if month < 12 or _is_leap(year) else 29


def _is_leap(year: int) -> bool:
    return year % 33 in _LEAP_IN_33


def in_own_digits(words: str, language: str | None) -> str:
    """Return words with the digits of a language that has its own calendar, so that they tell it.

    >>> in_own_digits("1397/12/21", "fa-IR"), in_own_digits("12/3/2019", "de")
    ('۱۳۹۷/۱۲/۲۱', '12/3/2019')
    """
    zero = _OWN_DIGITS.get((language or "").lower().partition("-")[0])
    return words if zero is None else words.translate({ord("0") + value: ord(zero) + value for value in range(10)})
