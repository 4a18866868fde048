"""When a comment was posted, in any language and against the day the page was saved.

``dates.py`` reads the forms that comment pages use most; what it does not know goes to dateparser, which knows two
hundred languages. That library guesses from the clock where a date is not whole, so each answer is asked for twice,
against two days far apart: only what does not change is an absolute date, all else is relative.
"""

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from discourse.readers.calendars import in_own_digits
from discourse.readers.dates import iso_of_stamp, iso_of_words
from discourse.readers.times import Time, find_time, iso_of, month_of

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_MAX_WORDS = 60
_NO_DATE = re.compile(r"\d{5}")
_FOUR_DIGITS = re.compile(r"\d{4}")
_AMBIGUOUS = re.compile(r"(?<!\d)\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2}")
_CLOCK = re.compile(r"\d\s?[:.h時시点]\s?\d\d|\d\s?[ap]m\b", re.IGNORECASE)
_SOME_DAY, _ANOTHER_DAY = datetime(2013, 2, 5, 3, 21), datetime(2006, 10, 19, 16, 43)
_PRECISION = {"time": "minutes", "day": "%Y-%m-%d", "week": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
_AGES = ((3600, "minutes"), (86_400, "hours"), (2_592_000, "%Y-%m-%d"), (31_536_000, "%Y-%m"))
_FIRST_YEAR, _LAST_YEAR = 1980, 2099
"""What is said to lie before or after counts its years otherwise ("1440/7/5")."""
_TO_THE_MINUTE = len("2018-08-31T14:03")


class Dating(NamedTuple):
    """What a page tells about its dates: is the day first, which language, and on which day was it saved (ISO 8601)."""

    day_first: bool | None = None
    language: str | None = None
    saved_on: str | None = None


def iso_of_said(words: str, dating: Dating) -> str | None:
    """Return ISO 8601 for a date in the words of a page, to the precision that the words have.

    ``None`` where they are no date, ambiguous, or relative on a page of which nobody knows when it was saved.

    >>> iso_of_said("vor 2 Tagen", Dating(saved_on="2024-05-10T18:00"))
    '2024-05-08'
    >>> iso_of_said("12 Mart 2021 14:05", Dating(language="tr")), iso_of_said("3 years ago", Dating())
    ('2021-03-12T14:05', None)
    """
    own = iso_of_words(words, dating.day_first) or iso_of_words(in_own_digits(words, dating.language), dating.day_first)
    if own or len(words) > _MAX_WORDS or _NO_DATE.search(words):
        return own
    if _FOUR_DIGITS.search(words):
        return None if _AMBIGUOUS.search(words) else month_of(words) or _absolute(words, dating.language)
    saved = iso_of_stamp(dating.saved_on) if dating.saved_on else None
    return _relative(words, dating.language, saved) if saved else None


def iso_of_found(time: Time, dating: Dating) -> str | None:
    """Return ISO 8601 for a time found in a line; an age is counted back from the day of saving, where it is known."""
    saved = iso_of_stamp(dating.saved_on) if dating.saved_on else None
    if time.age is None or saved is None:
        return iso_of(time, dating.day_first)
    return _counted_back(_day_of(saved), time.age, has_clock=len(saved) >= _TO_THE_MINUTE)


def _day_of(saved: str) -> datetime:
    return datetime.fromisoformat(saved).replace(tzinfo=None)


@lru_cache(maxsize=20_000)
def _absolute(words: str, language: str | None) -> str | None:
    """Return a date that is the same whenever it was said, and whose year stands in the words."""
    one, other = (_parsed(words, day, language, "absolute-time") for day in (_SOME_DAY, _ANOTHER_DAY))
    if one is None or other is None or one.date_obj is None or one.date_obj != other.date_obj:
        return None
    digits = "".join(str(int(each)) if each.isdecimal() else each for each in words)
    is_told = _FIRST_YEAR <= one.date_obj.year <= _LAST_YEAR and str(one.date_obj.year) in digits
    return _written(one.date_obj, one.period) if is_told else None


@lru_cache(maxsize=20_000)
def _relative(words: str, language: str | None, saved: str) -> str | None:
    """Return when something was said to be, counted back from the day on which the page was saved."""
    day = _day_of(saved)
    time = find_time(words)
    if time is not None and time.age is not None:
        return _counted_back(day, time.age, has_clock=len(saved) >= _TO_THE_MINUTE)
    found = _parsed(words, day, language, "relative-time")
    if found is None or found.date_obj is None or found.date_obj.replace(tzinfo=None) > day + timedelta(days=1):
        return None
    if found.period == "time" and len(saved) < _TO_THE_MINUTE and not _CLOCK.search(words):
        return day.date().isoformat()
    return _written(found.date_obj, found.period)


def _counted_back(day: datetime, age: int, has_clock: bool) -> str | None:
    """Return a day less an age in seconds, no more precise than the age or the day."""
    try:
        then = day - timedelta(seconds=age)
    except OverflowError:
        return None
    precision = next((form for most, form in _AGES if age < most), "%Y")
    if precision in ("minutes", "hours"):
        return then.isoformat(timespec=precision) if has_clock else day.date().isoformat()
    return then.strftime(precision)


def _written(when: datetime, period: str) -> str:
    precision = _PRECISION.get(period, "%Y-%m-%d")
    return when.isoformat(timespec=precision) if precision == "minutes" else when.strftime(precision)


def _parsed(words: str, day: datetime, language: str | None, kind: str) -> Any:
    """Return what dateparser makes of words said on a day: in the page's language, else English; in any if unknown."""
    for parser in (_parser(day, language, kind), _parser(day, "en" if language else None, kind)):
        if parser is not None:
            found = parser.get_date_data(words)
            if found.date_obj is not None:
                return found
    return None


@lru_cache(maxsize=64)
def _parser(day: datetime, language: str | None, kind: str) -> "DateDataParser | None":
    from dateparser.data.languages_info import language_order
    from dateparser.date import DateDataParser

    first = language.partition("-")[0].lower() if language else None
    if first is not None and first not in language_order:
        return None
    return DateDataParser(
        languages=[first] if first else None,
        settings={
            "RELATIVE_BASE": day,
            "RETURN_TIME_AS_PERIOD": True,
            "TIMEZONE": "UTC",
            "PARSERS": [kind],
        },
    )
