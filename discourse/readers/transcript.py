"""The reader of transcripts: who says what, a turn a line, as chats are saved and classes write them down.

A turn begins with a name and a colon ("Ann: No."), or a name in angle brackets, and perhaps with a time before it, as
WhatsApp, Discord and IRC have it. What stands before the first turn is the article; a line that begins no turn goes on
with the one before.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from discourse.languages import OTHER, language_of
from discourse.model import Article, Comment, Skipped, Thread
from discourse.readers import chats
from discourse.readers.dating import Dating, iso_of_found
from discourse.readers.pasted.lines import Line, lines_of
from discourse.readers.pasted.names import name_quality
from discourse.readers.source import Source, once
from discourse.readers.times import Time, day_first, find_time
from discourse.removed import says_deleted

NAME = "transcript"
TITLE = "chats and transcripts, a turn a line (Ann: No.)"
RECOVERS = ("author", "time", "status")

MAX_CHARACTERS = 20_000_000
_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?\s?m\.?)?"
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_STAMPED = re.compile(
    rf"(?P<eastern>\d{{4}}[年년.]\s?\d{{1,2}}[月월.]\s?\d{{1,2}}[日일.]?\s(?:오전|오후|午前|午後)\s?\d{{1,2}}:\d\d),\s|"
    rf"\[(?P<bracket>[^\[\]]{{4,40}})\]\s*|(?P<dashed>{_DATE},?\s{_CLOCK})\s[-–]\s|(?P<bare>(?:{_DATE},?\s)?{_CLOCK})\s+",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"<(?P<angle>[^<>]{1,40})>\s+(?=\S)|\*{0,2}(?P<name>[^:<>*\[\]()]{1,40}?)"
    r"(?:\s?[(\[](?P<time>[^()\[\]]{4,30})[)\]])?:\*{0,2}(?:\s+(?=\S)|$)"
)
_TIMED_SPEAKER = re.compile(r"<(?P<angle>[^<>]{1,40})>\s+(?=\S)|(?P<name>[^:<>\[\]]{1,60}):(?:\s+(?=\S)|$)")
"""After a time nearly all is a speaker, a telephone number, too."""
_SENT = re.compile(r"^From {1,3}(?!:)(.{1,60}?)(?: {1,2}[Tt]o {1,3}.{1,60}?)? ?:(?:\s+|$)")
"""How meetings save their chat: "From Ann to Everyone:"."""
_HEADING = re.compile(r"#{1,6}\s+")
_LEAST_TURNS = 3
_NAMELIKE = 0.3
_HEAD_LINES = 20
"""Lines within which a transcript begins."""
_MOSTLY, _SOMETIMES = 0.6, 0.3
"""Share of lines that begin a turn, without times and with them: a chat's messages may have many lines."""
_WORDS = 2
"""Words of a turn in the mean, at least: a list of facts ("Date: Monday") has fewer."""
_OF_CHAT = "\ue000"
_MARKED = (": \u200e", f": {_OF_CHAT}")
"""Messengers put a mark of direction before words of their own; what stands for it here is kept when lines are read."""
_LEFT_OUT = re.compile(r"<[^\W\d_]{3,20}(?: [^\W\d_]{2,20}){1,3}>")
"""What an export without pictures says in place of one: "<Media omitted>", in any language."""
_FIRST_LINE = re.compile(r"[^\n]*\n?")
_WORDLESS = "pictures, recordings and the like, in place of which the chat has words of its own"
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NOTICE = "notices of the chat itself (joined, pinned, renamed)"


class _Turn(NamedTuple):
    """The beginning of a turn; ``speaker`` is ``None`` in a notice that the chat puts between."""

    speaker: str | None
    stamp: str | None
    text: str
    is_of_log: bool = False
    """Whether it stands as KakaoTalk and LINE write it: some tell only the time of day here, and the day above."""


_DAY = _Turn(None, None, "")
"""A line that says on which day the turns below it were written."""


def matches(source: Source) -> str | None:
    """Return why this is a transcript, or ``None``: turns are most of its lines, and somebody has more than one."""
    if source.is_html or len(source.text) > MAX_CHARACTERS or source.text[:2000].lstrip()[:1] in {"{", "<", ""}:
        return None
    lines, turns, first = _read(source)
    if first > _HEAD_LINES:
        return None
    spoken = [turn for turn in turns if turn and turn.speaker]
    often = Counter(turn.speaker for turn in spoken)
    if len(spoken) < _LEAST_TURNS or len(often) < 2 or often.most_common(1)[0][1] < 2 or _is_form(spoken):
        return None
    stamped = sum(turn.stamp is not None for turn in spoken) > len(spoken) / 2
    share = len(spoken) / (len(lines) - first)
    said = [text for turn, text in _parts(lines[first:], turns[first:])] if stamped else [turn.text for turn in spoken]
    wordy = sum(map(_words, said)) >= _WORDS * len(spoken)
    return "turns under names" if share >= (_SOMETIMES if stamped else _MOSTLY) and wordy else None


def _is_form(spoken: Sequence[_Turn]) -> bool:
    """Return whether what seems a speaker says nothing but dates: "Received: 3 May" is a field of a form."""
    said: dict[str | None, list[str]] = {}
    for turn in spoken:
        said.setdefault(turn.speaker, []).append(turn.text)
    return any(len(texts) > 1 and all(map(_is_date, texts)) for texts in said.values())


def _is_date(text: str) -> bool:
    time = find_time(text)
    return time is not None and not time.start and time.end == len(text.rstrip())


def _words(text: str) -> int:
    """Return about how many words a text has; scripts without blanks between them have two letters in each."""
    return max(len(text.split()), len(_IDEOGRAPHS.findall(text)) // 2)


@once
def _read(source: Source) -> tuple[list[Line], list[_Turn | None], int]:
    """Return the lines of a text, the turn that each begins, and where the first of them stands."""
    lines = lines_of(chats.with_brackets(source.text.replace(*_MARKED)))
    turns = [_turn(line.text) for line in lines]
    if any(turn and turn.is_of_log for turn in turns):
        days = chats.days_of([line.text for line in lines])
        turns = [_on_its_day(line.text, turn, day) for line, turn, day in zip(lines, turns, days, strict=True)]
    return lines, turns, next((at for at, turn in enumerate(turns) if turn), len(lines))


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the thread of a transcript; a text without turns has one without comments."""
    lines, turns, first = _read(source)
    parts = [part for part in _parts(lines[first:], turns[first:]) if part[0] != _DAY]
    dating = Dating(day_first(time for turn, _ in parts if (time := _time(turn))), saved_on=source.saved_on)
    told = [
        (turn, "" if turn.is_of_log and chats.is_wordless(text) else _said(text))
        for turn, text in parts
        if turn.speaker
    ]
    spoken = [(turn, text) for turn, text in told if text]
    comments = tuple(_comment(number, turn, text, dating) for number, (turn, text) in enumerate(spoken, 1))
    head = [line.text for line in lines[:first]]
    language = language_of("\n".join((*head, *(comment.text for comment in comments))))
    notices = Skipped(kind="boilerplate", reason=_NOTICE, count=len(parts) - len(told))
    wordless = Skipped(kind="widget", reason=_WORDLESS, count=len(told) - len(spoken))
    thread = Thread(
        article=Article(
            source=source.name,
            title=_HEADING.sub("", head[0]) if head else None,
            body="\n\n".join(head[1:]) or None,
            language=None if language == OTHER else language,
        ),
        comments=comments,
        shown_order="oldest",
        skipped=tuple(each for each in (notices, wordless) if each.count),
        reader=NAME,
        source_hash=source.hash,
    )
    return (thread,)


def _turn(line: str) -> _Turn | None:
    """Return the turn that a line begins, ``None`` where it begins none."""
    if told := chats.turn_of(line):
        return _Turn(told.name or None, told.clock, line[told.end :], is_of_log=True)
    stamped = _STAMPED.match(line)
    stamp = next(filter(None, stamped.groups()), None) if stamped else None
    if stamp is not None and find_time(stamp) is None:
        stamp = None
    if stamped and stamp:
        rest = _SENT.sub(r"\1: ", line[stamped.end() :]).rstrip()
        spoken = _TIMED_SPEAKER.match(rest)
        if spoken:
            is_of_log = stamped["eastern"] is not None
            return _Turn((spoken["angle"] or spoken["name"]).strip(), stamp, rest[spoken.end() :], is_of_log)
        return None if stamped["bare"] else _Turn(None, stamp, rest)
    spoken = _SPEAKER.match(line)
    if spoken and _is_speaker(spoken):
        return _Turn((spoken["angle"] or spoken["name"]).strip(), spoken["time"], line[spoken.end() :])
    return None


def _on_its_day(line: str, turn: _Turn | None, day: str | None) -> _Turn | None:
    """Return the turn of a line in a log that tells the days apart, and a notice for a line that says only the day."""
    if turn is not None:
        is_dated = day and turn.stamp and chats.is_clock(turn.stamp)
        return turn._replace(stamp=f"{day} {turn.stamp}") if is_dated else turn
    if chats.day_of(line):
        return _DAY
    return _Turn(None, day, line) if chats.is_notice(line) else None


def _is_speaker(spoken: re.Match[str]) -> bool:
    """Return whether what stands before a colon, and perhaps a time, may be somebody's name."""
    if spoken["angle"]:
        return True
    name = spoken["name"].strip()
    timed = spoken["time"] is None or find_time(spoken["time"]) is not None
    return timed and name_quality(name) >= _NAMELIKE and not name[0].isdecimal()


def _parts(lines: Sequence[Line], turns: Iterable[_Turn | None]) -> Iterator[tuple[_Turn, str]]:
    """Yield each turn with its whole text."""
    turn, text = None, ""
    for line, begun in zip(lines, turns, strict=True):
        if begun is None:
            text += ("\n\n" if line.gap else "\n") * bool(text) + line.text
            continue
        if turn:
            yield turn, text
        turn, text = begun, begun.text
    if turn:
        yield turn, text


def _said(text: str) -> str:
    """Return what somebody says in a turn: nothing where the chat has words of its own in place of it."""
    if _LEFT_OUT.fullmatch(text):
        return ""
    if not text.startswith(_OF_CHAT):
        return text
    told = text.removeprefix(_OF_CHAT)
    return told if says_deleted(told) else _FIRST_LINE.sub("", told, count=1).strip()


def _comment(number: int, turn: _Turn, text: str, dating: Dating) -> Comment:
    time = _time(turn)
    posted = iso_of_found(time, dating) if time else None
    return Comment(
        id=str(number),
        text=text,
        author=turn.speaker,
        posted=posted,
        posted_as_shown=turn.stamp,
        status="deleted" if says_deleted(text) else "shown",
    )


def _time(turn: _Turn) -> Time | None:
    return find_time(turn.stamp) if turn.stamp else None
