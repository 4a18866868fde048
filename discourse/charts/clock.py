"""Times of posting on one clock, and in words."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from discourse.translation import deferred, phrases, translated

_MONTHS = (
    deferred("Jan"), deferred("Feb"), deferred("Mar"), deferred("Apr"), deferred("May"), deferred("Jun"),
    deferred("Jul"), deferred("Aug"), deferred("Sep"), deferred("Oct"), deferred("Nov"), deferred("Dec"),
)  # fmt: skip


class Clock(NamedTuple):
    """Times without their zone, in the order given, the zone in words, and whether some are days only."""

    times: list[datetime]
    zone: str
    daily: bool


def clock(posted: Sequence[str]) -> Clock:
    """Return ISO 8601 times on one clock: their own where all agree in the zone, else UTC.

    >>> clock(["2024-05-01T10:00+02:00", "2024-05-01T10:00Z"]).times[0].hour
    8
    """
    read = [datetime.fromisoformat(time) for time in posted]
    daily = any(len(time) <= len("2018-08-31") for time in posted)
    offsets = {time.utcoffset() for time in read}
    if offsets <= {None}:
        zone = translated("times as on the page, zone not stated")
    elif len(offsets) == 1:
        zone = translated("times in {zone}", zone=read[0].tzname())
    else:
        read = [_utc(time) for time in read]
        zone = translated("times in {zone}", zone="UTC")
        if None in offsets:
            zone = translated("times in UTC; those without a zone taken as UTC")
    return Clock([time.replace(tzinfo=None) for time in read], zone, daily)


def _utc(time: datetime) -> datetime:
    try:
        return time.astimezone(UTC) if time.tzinfo else time
    except OverflowError:
        return time


def month_name(month: int) -> str:
    """Return the short name of a month from 1 to 12."""
    return translated(_MONTHS[month - 1])


def day_of_month(time: datetime) -> str:
    """Return the day and the month of a time in words.

    >>> day_of_month(datetime(2024, 5, 1))
    '1 May'
    """
    return phrases.day_of_month(time.day, month_name(time.month))


def moment(time: datetime, daily: bool) -> str:
    """Return a time in words, without the time of day where only days are known.

    >>> moment(datetime(2024, 5, 1, 9, 30), daily=False)
    '1 May 2024, 09:30'
    """
    day = phrases.date(time.day, month_name(time.month), time.year)
    return day if daily else f"{day}, {time.hour:02d}:{time.minute:02d}"
