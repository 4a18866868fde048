"""Finding the date or time in a line of a page, in the languages of ``times.toml``, and what it says.

Each word and number of a line becomes one letter for its class; a date is then a pattern over these letters.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from discourse.readers.calendars import PERSIAN_MONTHS, gregorian, is_year_elsewhere
from discourse.readers.eastern import find_eastern

LONGEST = 300
"""Lines longer than this, in characters, are not looked at: a header line is short."""

_BEFORE_A_CLOCK = (r"\d{4}", "klo", "kl", r"kl\.", "klokken", "ore", "alle", "om", "ob", "kell", "pukul", r"\d{4}\. u")
_AT = "(?i:" + "|".join(f"(?<={words} )" for words in _BEFORE_A_CLOCK) + r"|(?<=\d{4} \()(?=\d{1,2}\.\d\d\))" + ")"
"""What "14.22" follows where it is a clock and no number."""
_DAY_AND_MONTH = r"(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|[12]\d|3[01])"
_TOKEN = re.compile(
    r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)(?!\w|:\d|\s?[aApP]\.?[mM]\b)"  # noqa: E501
    r"|(?P<offset>(?<=\s)[+-]\d{4}(?!\w))"
    r"|(?P<date>\d{1,4}(?P<separator>[./-])\d{1,2}(?P=separator)(?:\d{2,4}|(?<=\d{4}.\d.)\d|(?<=\d{4}.\d\d.)\d))(?!\w|[./-]\d)"
    r"|(?P<spaced>\d{1,2}\.\s?\d{1,2}\.\s(?:19|20)\d\d(?!\w)|(?:19|20)\d\d\.\s\d{1,2}\.\s\d{1,2}\.?(?!\d)"
    r"|(?:19|20)\d\d \d\d \d\d(?= \d{1,2}:\d\d))"
    rf"|(?P<yearless>{_DAY_AND_MONTH}(?:\.|[(（][日月火水木金土][)）])?(?=,? \d{{1,2}}:\d\d)"
    rf"|(?:(?<=:\d\d )|(?<=h\d\d )){_DAY_AND_MONTH}(?![\w/]))"
    r"|(?P<clock>\d{1,2}:\d\d(?::\d\d?)?(?=\D|$)|\d{1,2}h\d\d(?!\w)|" + _AT + r"\d{1,2}\.\d\d(?![\w.]))"
    r"|(?P<mixed>[^\W\d_]+_?\d\w*)"
    r"|(?P<number>\d+)"
    r"|(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)"
    r"|(?P<sign>\S)"
)
_GLUED = re.compile(_TOKEN.pattern.replace(r"|(?P<mixed>[^\W\d_]+_?\d\w*)", ""))
"""For a copy that has lost the blank between a name and its date ("Ann3. May 2019")."""
_WORD_THEN_MONTH = re.compile(r"[a-zß-ÿа-я](?=[A-ZÀ-ÞА-Я][a-zß-ÿа-я]{2,9}\.? \d)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DIGITS = {ord(zero) + value: str(value) for zero in "٠۰०০๐" for value in range(10)}
_OF_TWO_MONTHS = frozenset({"listopada", "lis", "lip"})
"""Month names of Polish that are another month in Croatian, which sets a full stop after the day."""
_DIGIT = re.compile(r"\d")
_NET_ADDRESS = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w:]|\.\w)")
"""The network address of who wrote, which moderators see: no date, though part of it may look like one."""
_DOTS_OF_ADDRESS = 2
_FIRST_YEAR, _LAST_YEAR = 1980, 2099
"""Comments on a screen are no older; other numbers are years of other calendars, or none."""
_SHORT_YEAR = re.compile(r"(?<!\w)\d{1,2}([/-])[^\W\d_]{3,9}\1\d\d$")
"""Two digits for the year after the name of a month: "01/Oct/18", "1-Oct-18"."""
_CLOCK_PARTS = re.compile(r"[:.hH]")
_WORD_THEN_DAY = re.compile(r"[^\W\d_]\d")
# Letters: I iso, D numeric date, d one without a year, C clock, N number up to two digits, Y year, M month, W weekday,
# T today, P am/pm, H Uhr, Z zone, O ordinal, J joining word, U unit, A ago, B "vor", Q such a word that needs no number
# ("منذ ساعة"), E one, R "just now", V "answered", p sign, x any other word.
_DATE = r"(?:D(?:pWp)?|d|N[Op]?J?Mp?J?Y?|Mp?NO?p?J?Y|Mp?NO?(?![Op]?J?Mp?J?Y)|Yp?Mp?N|NpMpY)"
"""The month before the day, unless another follows: "mar. 5 avril 2019" begins with a weekday."""
_CLOCK = r"(?:CZ?P?H?|NpNH|NHNU?|NH|NP)"
_PHRASE = re.compile(
    r"I"
    r"|(?:Wp?)?MNp?CZ?Y"
    rf"|(?:Wp?J?)?{_DATE}p?(?:[Jp]{{0,3}}(?:Wp{{0,2}})?{_CLOCK})?[ZH]?(?:pZp)?"
    rf"|{_CLOCK}[Jp]{{0,3}}(?:Wp?)?{_DATE}"
    r"|B{0,3}[NE]U(?:[Jp]?NU){0,3}p?A"
    r"|B{1,3}[NE]U(?:[Jp]?NU){0,3}"
    r"|Q[NE]?U"
    rf"|T(?:[Jp]{{0,3}}{_CLOCK})?"
    rf"|W[Jp]{{0,2}}{_CLOCK}"
    r"|R"
)
_COMPACT = re.compile(r"[NE]U(?:NU)?p?(?:Vp?)?|VNU(?:NU)?p?")
_MONTH_ALONE, _LONGEST_MONTH = re.compile(r"Mp?J?Y"), 30  # characters
_BARE_CLOCK = re.compile(rf"{_CLOCK}Z?")
_DONE = frozenset({
    "answered", "asked", "posted", "commented", "replied", "updated", "published", "edited", "modified", "bearbeitet",
    "geändert", "modifié", "editado", "modificato", "bewerkt", "redigerad", "redigeret", "redigert", "изменено",
    "отредактировано",
})  # fmt: skip
"""What stands beside a short age for what was done then: "Answered 4y", "2w (edited)"."""
_WORDY = {
    "weekday": "W", "day": "T", "forenoon": "P", "afternoon": "P", "hour_mark": "H", "zone": "Z", "ordinal": "O",
    "joiner": "J", "before": "B", "after": "A", "one": "E", "since": "Q",
}  # fmt: skip


class Time(NamedTuple):
    """A date or time in a line: where it stands, its words, its ISO 8601 form if absolute, its age if relative.

    ``age`` is in seconds; ``parts`` holds the three numbers of a date like 3/4/2018, whose order a page must tell.
    """

    start: int
    end: int
    shown: str
    iso: str | None = None
    age: int | None = None
    parts: tuple[int, int, int] | None = None
    clock: str | None = None


class _Token(NamedTuple):
    letter: str
    text: str
    start: int
    end: int


class _Vocabulary(NamedTuple):
    """The words of dates: which classes each may be of, the month or unit that it is, and what is more than a word."""

    letters: dict[str, str]
    months: dict[str, int]
    units: dict[str, int]
    later: frozenset[str]
    phrases: tuple[tuple[str, str], ...]


@cache
def _vocabulary() -> _Vocabulary:
    data = tomllib.loads(resources.files(__package__).joinpath("times.toml").read_text("utf-8"))
    months = {_folded(word): int(number) for number, words in data["months"].items() for word in words}
    months |= {_folded(word): number for number, word in enumerate(PERSIAN_MONTHS, start=1)}
    units = {_folded(word): int(seconds) for seconds, words in data["units"].items() for word in words}
    letters: dict[str, str] = {}
    for group, letter in _WORDY.items():
        for word in data["words"][group]:
            letters[_folded(word)] = letters.get(_folded(word), "") + letter
    for words, letter in ((months, "M"), (units, "U")):
        for word in words:
            letters[word] = letters.get(word, "") + letter
    phrases = [(_folded(word), "R") for word in data["words"]["now"]]
    phrases += [(word, letter[0]) for word, letter in letters.items() if not _WORD.fullmatch(word)]
    later = frozenset(map(_folded, data["words"]["afternoon"]))
    return _Vocabulary(letters, months, units, later, tuple(sorted(phrases, key=lambda item: -len(item[0]))))


def _folded(text: str) -> str:
    """Return a text in lower case, its digits European ones, each character in its place."""
    lower = text.casefold().replace("’", "'")
    if len(lower) != len(text):  # a few letters change their length; places must stay true
        lower = "".join(map(_folded_letter, text)).replace("’", "'")
    return lower if lower.isascii() else lower.translate(_DIGITS)


def _folded_letter(letter: str) -> str:
    return next((each for each in (letter.casefold(), letter.lower()) if len(each) == 1), letter)


def find_time(line: str) -> Time | None:
    """Return the first date or time in a line, or ``None``; a bare clock or "3h" counts only as the whole line.

    >>> find_time("Ann on 3. März 2019 um 14:05 Uhr")[2:4]
    ('3. März 2019 um 14:05 Uhr', '2019-03-03T14:05')
    >>> find_time("vor 2 Jahren").age, find_time("01/Oct/18 6:30 PM").iso
    (63072000, '2018-10-01T18:30')
    """
    if len(line) > LONGEST:
        return None
    if line.count(".") > _DOTS_OF_ADDRESS and _NET_ADDRESS.search(line):
        line = _NET_ADDRESS.sub(lambda found: "#" * len(found.group()), line)
    eastern = find_eastern(line)
    if eastern is not None:
        return Time(eastern.start, eastern.end, line[eastern.start : eastern.end].strip(), eastern.iso, eastern.age)
    if not (_DIGIT.search(line) or _spelt_out().intersection(line.casefold().split())):
        return None
    return _find_time(line)


def month_of(line: str) -> str | None:
    """Return the month (YYYY-MM) that a line says with its year and nothing else: a date only where it is called one.

    >>> month_of("May 2021"), month_of("mai de 2021"), month_of("May 21")
    ('2021-05', '2021-05', None)
    """
    if len(line) > _LONGEST_MONTH or not _DIGIT.search(line):
        return None
    tokens = list(_tokens(line, _TOKEN))
    letters = next((each for each in _spellings(tokens) if _MONTH_ALONE.fullmatch(each)), None)
    month = _month(tokens, letters) if letters is not None else None
    year = int(tokens[-1].text) if month is not None else 0
    return f"{year:04d}-{month:02d}" if month is not None and _FIRST_YEAR <= year <= _LAST_YEAR else None


@cache
def _spelt_out() -> frozenset[str]:
    """Return the words of which a time without a number has one: "yesterday", "a year ago"."""
    words = tomllib.loads(resources.files(__package__).joinpath("times.toml").read_text("utf-8"))["words"]
    return frozenset(
        word.casefold()
        for group in ("day", "now", "before", "after", "since")
        for text in words[group]
        for word in text.split()
    )


@lru_cache(maxsize=20_000)
def _find_time(line: str) -> Time | None:
    time = _first_time(line, _TOKEN)
    if time is None and _WORD_THEN_DAY.search(line):
        time = _first_time(line, _GLUED)
    glued = _WORD_THEN_MONTH.search(line) if time is None else None
    if glued:
        time = _first_time(line[glued.end() :], _TOKEN)
        return time and time._replace(start=time.start + glued.end(), end=time.end + glued.end())
    return time


def _first_time(line: str, pattern: re.Pattern[str]) -> Time | None:
    tokens = list(_tokens(line, pattern))
    for letters in _spellings(tokens):
        found = _PHRASE.search(letters) or _COMPACT.fullmatch(letters) or _BARE_CLOCK.fullmatch(letters)
        if found:
            return _time(line, tokens[found.start() : found.end()], found.group())
    return None


def _tokens(line: str, pattern: re.Pattern[str]) -> Iterator[_Token]:
    lower = _folded(line)
    skip_to = 0
    letters, phrases = _vocabulary().letters, _vocabulary().phrases
    for found in pattern.finditer(line):
        if found.start() < skip_to:
            continue
        words = _phrase_at(lower, found.start(), phrases) if found.lastgroup == "word" else None
        if words:
            skip_to = found.start() + len(words[0])
            yield _Token(words[1], words[0], found.start(), skip_to)
            continue
        text = lower[found.start() : found.end()]
        yield _Token(_letter(found, text, letters), text, found.start(), found.end())


def _phrase_at(lower: str, start: int, phrases: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    for phrase, letter in phrases:
        if phrase[0] != lower[start]:
            continue
        end = start + len(phrase)
        if lower.startswith(phrase, start) and not lower[end : end + 1].isalpha():
            return phrase, letter
    return None


def _letter(found: re.Match[str], text: str, letters: dict[str, str]) -> str:
    kind = "date" if found["separator"] else found.lastgroup or "sign"
    if kind == "word":
        is_share = text == "out" and found.string.startswith(" of", found.end())  # and no October
        return "x" if is_share else letters.get(text, "V" if text in _DONE else "x")
    if kind == "sign":
        return {"@": "J", "º": "O", "°": "O", "ª": "O"}.get(text, "p")
    if kind == "number" and found.string[found.start() - 1 : found.start()] in {"#", "№"}:
        return "x"  # of a post, and no day
    if kind == "number":
        if len(text) == 2 and _SHORT_YEAR.search(found.string, max(0, found.end() - 20), found.end()):
            return "Y"
        return "N" if len(text) <= 3 else "Y" if _is_year(text, found.string) else "x"
    return {"iso": "I", "date": "D", "spaced": "D", "yearless": "d", "clock": "C", "offset": "Z", "mixed": "x"}[kind]


def _is_year(text: str, line: str) -> bool:
    return len(text) == 4 and (_FIRST_YEAR <= int(text) <= _LAST_YEAR or is_year_elsewhere(int(text), line))


def _spellings(tokens: list[_Token]) -> Iterator[str]:
    """Yield the letters of a line: first with the commonest reading of each word, then with the others in turn."""
    first = "".join(_reading(token, tokens, index) for index, token in enumerate(tokens))
    yield first
    if any(len(token.letter) > 1 for token in tokens):
        for chosen in "UMJAHE":
            yield "".join(chosen if chosen in token.letter else token.letter[0] for token in tokens)


def _reading(token: _Token, tokens: list[_Token], index: int) -> str:
    """Choose among the readings of a word by its neighbours: a unit or month follows or precedes a number."""
    before = tokens[index - 1].letter if index else ""
    after = tokens[index + 1].letter if index + 1 < len(tokens) else ""
    likely = (
        ("W", _is_set_off(tokens, index)),
        ("H", before == "N" and (after == "N" or tokens[index - 2].letter[:1] in {"J", "D", "Y"})),
        ("P", before in {"C", "N"}),
        ("M", "N" in {before[-1:], after[:1]} or before in {"p", "J"}),
        ("A", before.endswith("U")),
        ("Q", True),
        ("U", before[-1:] in {"N", "E"}),
        ("E", "U" in after),
        ("J", True),
    )
    return next((letter for letter, fits in likely if fits and letter in token.letter), token.letter[0])


def _is_set_off(tokens: list[_Token], index: int) -> bool:
    """Return whether a word stands before a comma or full stop and a number: "Do, 05.03.2009"."""
    beside = tokens[index + 1 : index + 3]
    return len(beside) == 2 and beside[0].text in {",", "."} and beside[1].letter in {"D", "N"}


def _time(line: str, tokens: list[_Token], letters: str) -> Time:
    while tokens and letters[-1] == "p" and tokens[-1].text not in {")", "."}:
        tokens, letters = tokens[:-1], letters[:-1]
    start, end = tokens[0].start, tokens[-1].end
    if letters[0] in "JV":
        tokens, letters = tokens[1:], letters[1:]
    last = tokens[letters.index("V") - 1].end if "V" in letters else end
    shown = line[tokens[0].start : last].strip(" ,;()-–—|·•")
    shown += ")" if shown.count("(") > shown.count(")") else ""
    if "R" in letters or ("U" in letters and not {"D", "M"} & set(letters)):
        return Time(start, end, shown, age=_age(tokens, letters))
    if "I" in letters:
        return Time(start, end, shown, iso=_of_iso(tokens[letters.index("I")].text))
    clock = _clock(tokens, letters)
    date, parts = _date(tokens, letters, line)
    return Time(start, end, shown, iso=_joined(date, clock), parts=parts, clock=clock)


def _joined(date: str | None, clock: str | None) -> str | None:
    return f"{date}T{clock}" if date and clock else date


def _of_iso(text: str) -> str:
    stamp = text.upper().replace(" ", "T")
    return stamp[:-1] + "+00:00" if stamp.endswith("Z") else stamp


def _age(tokens: list[_Token], letters: str) -> int:
    units = _vocabulary().units
    age, count = 0, 1
    for token, letter in zip(tokens, letters, strict=True):
        if letter == "N":
            count = int(token.text)
        elif letter == "E":
            count = 1
        elif letter == "U":
            age += count * units[token.text]
    return age


def _clock(tokens: list[_Token], letters: str) -> str | None:
    """Return the time of day as HH:MM[:SS], or ``None`` if there is none or it is impossible."""
    place = letters.find("C")
    if place >= 0:
        numbers = [int(part) for part in _CLOCK_PARTS.split(tokens[place].text)]
        rest = letters[place + 1 : place + 3]
    else:
        found = re.search(r"Np(?=NH)|N(?=HN?|P)", letters)
        if not found:
            return None
        after = found.end() + (1 if "H" in letters[found.end() : found.end() + 1] else 0)
        minutes = tokens[after].text if letters[after : after + 1] == "N" else "0"
        numbers, rest, place = (
            [int(tokens[found.start()].text), int(minutes)],
            letters[found.end() : found.end() + 1],
            found.start(),
        )
    hour = _hour(numbers[0], next((t.text for t, x in zip(tokens[place + 1 :], rest, strict=False) if x == "P"), ""))
    if hour > 23 or any(number > 59 for number in numbers[1:]):
        return None
    return ":".join(f"{number:02d}" for number in (hour, *numbers[1:]))


def _hour(hour: int, meridiem: str) -> int:
    if meridiem and 1 <= hour <= 12:
        return hour % 12 + (12 if meridiem in _vocabulary().later else 0)
    return hour


def _date(tokens: list[_Token], letters: str, line: str) -> tuple[str | None, tuple[int, int, int] | None]:
    """Return an ISO date, and the three numbers of a date whose order of day and month is not plain."""
    place = letters.find("D")
    if place >= 0:
        return _numeric_date(tokens[place].text, line)
    month = _month(tokens, letters)
    year = next((_year(t.text) for t, x in zip(tokens, letters, strict=True) if x == "Y"), None)
    near = re.search(r"N(?=[OpJ]{0,3}M)|(?<=M)N|(?<=Mp)N", letters)
    day = int(tokens[near.start()].text) if near else None
    if not (month and year and day and 1 <= day <= 31):
        return None, None
    if is_year_elsewhere(year, line):
        return gregorian(year, month, day), None
    is_persian = tokens[letters.find("M")].text in PERSIAN_MONTHS
    return None if is_persian else f"{year:04d}-{month:02d}-{day:02d}", None


def _year(text: str) -> int:
    """Return a year, that of two digits as the nearest in which people wrote on screens."""
    year = int(text)
    if len(text) > 2:
        return year
    return year + (1900 if year >= _FIRST_YEAR % 100 else 2000)


def _month(tokens: list[_Token], letters: str) -> int | None:
    place = letters.find("M")
    word = tokens[place].text if place >= 0 else ""
    is_either = word in _OF_TWO_MONTHS and place > 0 and tokens[place - 1].text == "."
    return None if is_either else _vocabulary().months.get(word)


def _numeric_date(text: str, line: str) -> tuple[str | None, tuple[int, int, int] | None]:
    one, two, three = (int(part) for part in re.split(r"[./-]\s?|\s", text.rstrip(".")))
    if is_year_elsewhere(max(one, three), line):
        return gregorian(max(one, three), two, min(one, three)), None  # both calendars put the day at the other end
    if one > 31:
        return _iso_date(one, two, three), None
    year = three + 2000 if three < 100 else three
    if year > _LAST_YEAR:
        return None, None
    if "." in text or one > 12:
        return _iso_date(year, two, one), (one, two, year)
    if two > 12:
        return _iso_date(year, one, two), (one, two, year)
    return (_iso_date(year, one, two) if one == two else None), (one, two, year)


def _iso_date(year: int, month: int, day: int) -> str | None:
    return (
        f"{year:04d}-{month:02d}-{day:02d}"
        if _FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 31
        else None
    )


def day_first(times: Iterable[Time]) -> bool | None:
    """Return whether the dates of a page like 13/4/2018 put the day first; ``None`` where no date tells."""
    said = {time.parts[0] > 12 for time in times if time.parts and (time.parts[0] > 12) != (time.parts[1] > 12)}
    return said.pop() if len(said) == 1 else None


def iso_of(time: Time, day_comes_first: bool | None) -> str | None:
    """Return the ISO 8601 form of a time, given what the other dates of its page tell about their order."""
    if time.iso or not time.parts or day_comes_first is None:
        return time.iso
    one, two, year = time.parts
    day, month = (one, two) if day_comes_first else (two, one)
    return _joined(_iso_date(year, month, day), time.clock)
