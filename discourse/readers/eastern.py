"""Dates and times as Chinese, Japanese and Korean pages write them: without blanks, so that no words can be told."""

import re
from typing import NamedTuple

EASTERN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""A letter of a script that sets no blanks between words, or whose words say as much in fewer letters."""
_UNITS: dict[int, str] = {
    1: "秒|초",
    60: "分钟|分鐘|分間|分|분",
    3_600: "小时|小時|時間|钟头|鐘頭|시간",
    86_400: "天|日|일",
    604_800: "周|週間|週|星期|礼拜|주일|주",
    2_592_000: "月|か月|ヶ月|ケ月|カ月|개월|달",
    31_536_000: "年|년",
}
_SECONDS = {word: seconds for seconds, words in _UNITS.items() for word in words.split("|")}
_UNIT = "|".join(sorted(_SECONDS, key=len, reverse=True))
_AGO = re.compile(rf"(?:大?[约約]\s?)?(\d{{1,4}})\s?[个個]?\s?({_UNIT})\s?(?:以|之)?(?:前|전)")
_NOW = re.compile("刚刚|剛剛|刚才|剛才|たった今|今しがた|방금(?:\\s?전)?")
_CLOCK = (
    r"(?P<half>上午|下午|午前|午後|中午|凌晨|晚上|早上|오전|오후)?\s?"
    r"(?P<hour>\d{1,2})\s?[:：時时시点點]\s?(?P<minute>\d{1,2})?[分분]?(?::(?P<second>\d\d)(?:\.\d{1,6})?)?秒?"
    r"(?:\s?(?P<letter>[AaPp])\.?[Mm](?![A-Za-z]))?"
)
_BETWEEN = r"[\s,，、·|/–—-]{0,3}(?:(?:at|在|于|於|の|에)\s?)?"
_WEEKDAY = (
    r"\s?[(（]?(?:(?:星期|週|周|礼拜)?[月火水木金土日一二三四五六天월화수목금토일](?:曜日?|요일)?|"
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?)[)）]?"
)
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s?(?:[年년]|[./-](?=\s?\d{1,2}[./-]\s?\d{1,2}[./-]?\s?(?:[(（]|在?\s?[上下]午|午[前後]|오[전후])))\s?"
    r"(?P<month>\d{1,2})\s?[月월./-]\s?(?P<day>\d{1,2})\s?[日일号號.]?"
    rf"(?:{_WEEKDAY}(?![\w]))?(?:{_BETWEEN}{_CLOCK})?"
)
_SHORT_YEAR = re.compile(
    r"(?<!\d)(?P<year>\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2}) (?P<hour>\d{1,2}):(?P<minute>\d\d)(?!\d)"
)
_NO_YEAR = re.compile(rf"(?P<month>\d{{1,2}})\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日일号號](?:\s?{_CLOCK})?")
_DAY = re.compile(rf"(?:昨天|昨日|前天|一昨日|今天|今日|本日|어제|오늘|그저께)(?:\s?{_CLOCK})?")
_MONTHS, _DAYS = 12, 31
_LATER_HALF = frozenset({"下午", "午後", "晚上", "오후", "p"})
_FIRST_HALF = frozenset({"上午", "午前", "凌晨", "오전", "a"})


class Eastern(NamedTuple):
    """A date or time: its words and their place, its ISO 8601 form if absolute, its age in seconds if relative."""

    start: int
    end: int
    iso: str | None = None
    age: int | None = None


def find_eastern(line: str) -> Eastern | None:
    """Return the first date or time in a line of Chinese, Japanese or Korean; ``None`` where there is none.

    >>> find_eastern("3 天前").age, find_eastern("2021年3月4日 下午3:12").iso
    (259200, '2021-03-04T15:12')
    """
    if EASTERN.search(line) is None:
        return None
    dated = _DATE.search(line)
    if dated is not None:
        return Eastern(*dated.span(), iso=_iso(dated))
    short = _SHORT_YEAR.search(line)
    if short is not None and int(short["month"]) <= _MONTHS and int(short["day"]) <= _DAYS:
        return Eastern(*short.span(), iso=_of_short(short))
    ago = _AGO.search(line)
    if ago is not None:
        return Eastern(*ago.span(), age=int(ago.group(1)) * _SECONDS[ago.group(2)])
    now = _NOW.search(line)
    if now is not None:
        return Eastern(*now.span(), age=0)
    other = _DAY.search(line) or _NO_YEAR.search(line)
    return Eastern(*other.span()) if other is not None else None


def _iso(found: re.Match[str]) -> str | None:
    year, month, day = (int(found[name]) for name in ("year", "month", "day"))
    if not (1 <= month <= _MONTHS and 1 <= day <= _DAYS):
        return None
    date = f"{year:04d}-{month:02d}-{day:02d}"
    if found["hour"] is None:
        return date
    hour, minute = _hour(found), int(found["minute"] or 0)
    if hour > 23 or minute > 59:
        return date
    return f"{date}T{hour:02d}:{minute:02d}" + (f":{found['second']}" if found["second"] else "")


def _of_short(found: re.Match[str]) -> str:
    """Return the time that Weibo shows with two digits of the year: "24-5-3 10:12"."""
    year, month, day, hour = (int(found[name]) for name in ("year", "month", "day", "hour"))
    return f"20{year:02d}-{month:02d}-{day:02d}T{hour:02d}:{found['minute']}"


def _hour(found: re.Match[str]) -> int:
    """Return the hour of the day; the half of the day stands before the clock, or as "PM" behind it."""
    hour, half = int(found["hour"]), found["half"] or (found["letter"] or "").lower()
    if half in _FIRST_HALF and hour == 12:
        return 0
    return hour + 12 if half in _LATER_HALF and hour < 12 else hour
