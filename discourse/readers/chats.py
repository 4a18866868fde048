r"""Logs of chats that tell the day once, above its messages, and the clock before each: KakaoTalk, LINE.

``[Ann] [10:33 AM] No.`` or, between tabs, ``10:33\tAnn\tNo.``
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from discourse.readers.times import find_time

_CLOCK = r"(?:(?:오전|오후|上午|下午|午前|午後)\s?)?\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?"
_TABBED = re.compile(rf"^({_CLOCK})\t(?:([^\t\n]{{1,60}})\t)?", re.MULTILINE)
_QUOTED = re.compile(rf'^(\[[^\[\]\n]*\] \[{_CLOCK}\] )"((?:[^"]|"")*)"$', re.MULTILINE)
"""Messages of several lines stand between quotation marks beside tabs."""
_TURN = re.compile(rf"\[(?P<name>[^\[\]]{{0,40}})\] \[(?P<clock>{_CLOCK})\](?:\s+|$)")
_BARE = re.compile(_CLOCK)
_RULED = re.compile(r"^[\s\-=—─]+|[\s\-=—─]+$")
_CAME = re.compile(r"\S+님(?:이 (?:들어왔|나갔)습니다|(?:을|이) .{0,40}초대(?:했|하였)습니다).{0,20}")
"""What KakaoTalk says of those who come and go, without a time."""
_WORDLESS = re.compile(
    r"\[[^\[\]\s]{1,20}\]|(?:사진|동영상|이모티콘|음성메시지)(?: \d{1,3}장)?|(?:Photo|Video|Emoticon|Sticker)s?"
)
"""What stands in place of pictures and the like."""


class Turn(NamedTuple):
    """Who said it, at what time of day, and where the words begin; ``name`` is empty in a notice of the chat."""

    name: str
    clock: str
    end: int


def with_brackets(text: str) -> str:
    r"""Return a log whose cells stand between tabs in the form of one with brackets; any other text as it is.

    >>> with_brackets('10:33\tAnn\t"No.\nWhy?"\n10:34\tAnn left.')
    '[Ann] [10:33] No.\nWhy?\n[] [10:34] Ann left.'
    """
    if "\t" not in text or not _TABBED.search(text):
        return text
    told = _TABBED.sub(lambda found: f"[{found[2] or ''}] [{found[1]}] ", text)
    return _QUOTED.sub(lambda found: found[1] + found[2].replace('""', '"'), told)


def turn_of(line: str) -> Turn | None:
    """Return what begins with a name and a time of day in brackets; ``None`` where a line does not."""
    found = _TURN.match(line)
    return Turn(found["name"].strip(), found["clock"], found.end()) if found else None


def day_of(line: str) -> str | None:
    """Return the day that a line says and nothing else.

    >>> day_of("------- 2024년 3월 5일 화요일 -------"), day_of("2024/03/05(火)"), day_of("On 5 March 2024 I left")
    ('2024-03-05', '2024-03-05', None)
    """
    words = _RULED.sub("", line)
    time = find_time(words) if len(words) <= 40 else None
    is_all = time is not None and time.iso is not None and len(time.iso) == len("2024-03-05")
    if not is_all or time is None or time.start or len(words) - time.end > len(" Wednesday"):
        return None
    return time.iso


def is_notice(line: str) -> bool:
    """Return whether a line without a time is a notice of the chat."""
    return _CAME.fullmatch(line) is not None


def is_wordless(text: str) -> bool:
    """Return whether the chat has words of its own in place of a picture, a sticker or a recording.

    >>> is_wordless("[写真]"), is_wordless("사진 3장"), is_wordless("[no] idea")
    (True, True, False)
    """
    return _WORDLESS.fullmatch(text.strip()) is not None


def is_clock(stamp: str) -> bool:
    """Return whether a time is one of the day alone."""
    return _BARE.fullmatch(stamp) is not None


def days_of(lines: Sequence[str]) -> Iterator[str | None]:
    """Yield the day on which each line stands; ``None`` above the first day that a line says."""
    day = None
    for line in lines:
        day = day_of(line) or day
        yield day
