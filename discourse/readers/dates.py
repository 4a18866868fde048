"""When a comment was posted: from an attribute for machines or from words on the page, as ISO 8601."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from discourse.readers.times import Time, day_first, find_time, iso_of

_STAMP = re.compile(
    r"((?:1[5-9]|20)\d\d)-(\d{1,2})-(\d{1,2})(?:[T ]\s?(\d{1,2}:\d\d)(:\d\d)?(?:\.\d{1,9})?\s?(Z|[+-]\d\d:?\d\d)?)?"
)
_DAY_FIRST = frozenset({
    "ar", "bg", "ca", "cs", "da", "de", "el", "es", "fi", "fr", "gl", "he", "hr", "id", "it", "nb", "nl", "nn", "no",
    "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi",
})  # fmt: skip
_DAY_FIRST_ENGLISH = frozenset({"en-gb", "en-au", "en-nz", "en-ie", "en-in", "en-za"})
_WEEKDAYS = (
    (frozenset({"mon", "mo", "maa", "ma", "lun", "seg", "mån", "man", "pon"}), 1),
    (frozenset({"tue", "die", "di", "din", "mar", "ter", "tis", "tir"}), 2),
    (frozenset({"wed", "mit", "mi", "woe", "wo", "mer", "mié", "qua", "ons"}), 3),
    (frozenset({"thu", "don", "do", "jeu", "jue", "gio", "qui", "tor"}), 4),
    (frozenset({"fri", "fre", "fr", "vri", "vr", "ven", "vie", "sex"}), 5),
    (frozenset({"sat", "sam", "sa", "zat", "za", "sáb", "sab", "lør", "lör"}), 6),
    (frozenset({"sun", "son", "so", "zon", "zo", "dim", "dom", "søn", "sön"}), 7),
)
"""How days of the week begin or are shortened where dates are written as 3/4/2018."""
_NAMED_DAY = re.compile(r"^[^\W\d_]+|(?<=\()[^\W\d_]+(?=\))")
_MAX_LINE = 120
_ENOUGH_DATES = 4
_MONTHS = 12
DAY = len("2018-04-03")
"""Characters of a day in ISO 8601."""
_WITHIN, _STREWN = 31, 75
"""Comments on an article mostly come within days; read the wrong way round, the same dates lie months apart."""


def iso_of_stamp(stamp: str) -> str | None:
    """Return ISO 8601 for a date written for machines, to the precision that it has; ``None`` if it is not one.

    >>> iso_of_stamp("2019-11-5"), iso_of_stamp("2012-12-11T13:19:41+0100")
    ('2019-11-05', '2012-12-11T13:19:41+01:00')
    """
    found = _STAMP.match(stamp.strip())
    if found is None:
        return None
    year, month, day, clock, seconds, zone = found.groups(default="")
    time = f"T{clock:0>5}{seconds}{zone.replace('Z', '+00:00')}" if clock else ""
    return _valid(f"{year}-{month:0>2}-{day:0>2}{time}")


def day_comes_first(texts: Iterable[str], language: str | None, since: str | None = None) -> bool | None:
    """Return whether dates like 3/4/2018 put the day first.

    Another date of the page tells, or the day of the week beside one, or the day of the article (``since``, ISO 8601),
    which none precedes in one of the readings alone; else the page's language, else that only one keeps the dates
    together.
    """
    times = [time for time in map(_time, texts) if time]
    told = day_first(times)
    if told is None:
        told = _told_by_weekday(times)
    if told is None and since is not None and len(since) >= DAY:
        told = _told_by_start(times, since[:DAY])
    if told is not None:
        return told
    tag = (language or "").lower()
    if tag == "en-us":
        return False
    if tag in _DAY_FIRST_ENGLISH or tag.partition("-")[0] in _DAY_FIRST:
        return True
    return _told_by_nearness(times)


def _told_by_weekday(times: Iterable[Time]) -> bool | None:
    """Return which reading puts the dates on the days of the week that they name; ``None`` where both or neither do."""
    said: set[bool] = set()
    for time in times:
        found = _NAMED_DAY.search(time.shown) if time.parts and not time.iso else None
        weekday = _weekday(found.group()) if found else None
        if weekday is not None and time.parts is not None:
            one, two, year = time.parts
            fits = [_falls_on(weekday, year, two, one), _falls_on(weekday, year, one, two)]
            said.update([fits[0]] if fits[0] != fits[1] else [])
    return said.pop() if len(said) == 1 else None


def _weekday(word: str) -> int | None:
    """Return the day of the week that a word names, Monday as 1."""
    key = word.casefold()
    return next((day for names, day in _WEEKDAYS if key[:3] in names or (len(key) == 2 and key in names)), None)


def _falls_on(weekday: int, year: int, month: int, day: int) -> bool:
    try:
        return date(year, month, day).isoweekday() == weekday
    except ValueError:
        return False


def _told_by_start(times: Iterable[Time], first: str) -> bool | None:
    """Return which reading alone puts no date before the first one; a day less, as it may have been elsewhere."""
    parts = [time.parts for time in times if time.parts and not time.iso]
    try:
        earliest = date.fromisoformat(first) - timedelta(days=1)
        if_day = all(date(year, two, one) >= earliest for one, two, year in parts)
        if_month = all(date(year, one, two) >= earliest for one, two, year in parts)
    except ValueError:
        return None
    return if_day if if_day != if_month else None


def _told_by_nearness(times: Iterable[Time]) -> bool | None:
    """Return which reading puts many days within a month that the other strews over many."""
    open_ = {time.parts for time in times if time.parts and not time.iso}
    parts = [each for each in open_ if min(each[:2]) >= 1 and max(each[:2]) <= _MONTHS]
    if len(parts) < _ENOUGH_DATES:
        return None
    if_day = _days_between(date(year, two, one) for one, two, year in parts)
    if_month = _days_between(date(year, one, two) for one, two, year in parts)
    if min(if_day, if_month) > _WITHIN or max(if_day, if_month) < _STREWN:
        return None
    return if_day < if_month


def _days_between(days: Iterable[date]) -> int:
    known = list(days)
    return (max(known) - min(known)).days


def iso_of_words(words: str, day_comes_first: bool | None) -> str | None:
    """Return ISO 8601 for a date in the words of a page; ``None`` where it is relative, ambiguous or none.

    >>> iso_of_words("19. Februar 2017 20:00", None)
    '2017-02-19T20:00'
    """
    time = _time(words)
    iso = iso_of(time, day_comes_first) if time else None
    return _valid(iso) if iso else None


def finer(one: str | None, other: str | None) -> str | None:
    """Return the first date, or the second where that gives the same day more exactly."""
    if one is None or (other is not None and len(one) == DAY and other.startswith(one)):
        return other
    return one


def with_clock(day: str | None, words: str) -> str | None:
    """Return a day with the time of day that words give beside no whole date of their own.

    >>> with_clock("2019-11-05", "Yesterday, 09:15 PM"), with_clock("2019-11-05", "6 November 2019, 21:15")
    ('2019-11-05T21:15', '2019-11-05')
    """
    time = _time(words) if day is not None and len(day) == DAY else None
    if time is None or time.iso or time.parts or not time.clock:
        return day
    return f"{day}T{time.clock}"


def words_of_date(line: str) -> str | None:
    """Return the part of a line that is a date or time, as shown; ``None`` where there is none."""
    time = _time(line)
    return time.shown if time else None


def _time(words: str) -> Time | None:
    return find_time(words[:_MAX_LINE])


def _valid(iso: str) -> str | None:
    try:
        datetime.fromisoformat(iso)
    except ValueError:
        return None
    return re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", iso) if "T" in iso else iso
