"""What each line of a page is: words of people, or one of the things that a page prints around them."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from discourse.readers.pasted.answering import HANDLE, named_below, named_by_arrow
from discourse.readers.pasted.lexicon import LOWER_THEN_UPPER, consists_of, is_phrase, lexicon, match, plain
from discourse.readers.pasted.names import is_with_place, name_quality
from discourse.readers.pasted.recurring import nobodys, portraits, said_again
from discourse.readers.times import Time, find_time

LONGEST_HEADER = 260
_LONGEST_NAME = 90
_OFTEN = 3
_NAMED = 0.3
_VALUE = 30
_ROW = 3
"""Lines from the value of a label up to the label before, where labels stand in a row."""
_LONGEST_CUED_NAME = 220
_YEARLESS = re.compile(
    r"(?<![\w./:-])(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|[12]\d|3[01])\.?,? (?:à |at |um |alle |às |om |kl\.? )?"
    r"(?:[01]?\d|2[0-3])[:h]\d\d(?!\w|:)"
)
_LONGEST_GLUED = 80
_GLUED_BUTTON = re.compile(r"(?<=[\da-zß-ÿа-я])(?=[A-ZÀ-ÞА-Я])|(?<=[a-zß-ÿа-я])(?=\d)")
_NAME_AGAIN = re.compile(r"^([^,:]{0,60}?\b(\w[^,:]{1,40}), [^,]{1,40}\d)\2$")
"""A name glued to the end of "Comment by Ann, at 10:02 on 3 May": it stands there for the eye, the rest for the ear."""
_MONTH = re.compile(r"([^\W\d_]{3,12}\.? (?:19|20)\d\d)(?: [•·|] [^\W\d_]{2,12})?")
"""A month alone, or with whom one was there: "Aug 2023 • Couples"."""
_TO_THE_MONTH = 7
"""Characters of "2023-02"."""
_NAMED_BY_LABEL = re.compile(r"(?:\d{1,4}[.)] )?([^\W\d_]{2,12}(?: [^\W\d_]{2,12})?): (\S.{0,60})")
"""A name after its label, as forms and consultations have it."""
_SOON = 4
_LONGEST_DATED = 90
_CLOSE = 3
_SHORT = 60
_MOSTLY = 0.6
_PHRASE = 4
"""Words that a person's name hardly has, above a date."""
_REACTED = frozenset({"reactions", "likes", "reaktionen", "réactions", "reacciones", "reazioni"})
"""Below such a word and a colon stand the names of those who liked a post."""


class Role(StrEnum):
    """What a line is. HEADER names the author, with a time or with "says"; TIME is a time alone."""

    TEXT = "text"
    TIME = "time"
    HEADER = "header"
    ACTION = "action"
    NUMBER = "number"
    BADGE = "badge"
    REPLY_TO = "reply to"
    NOTE = "note"
    LABEL = "label"
    COUNT = "count"
    NONE = "none"
    SECTION = "section"
    SORT = "sort"
    FORM = "form"
    END = "end"
    PINGBACK = "pingback"
    LOAD = "load"
    PAGE = "page"
    CAPTION = "caption"


class Mark(NamedTuple):
    """The role of a line with what it says: a name, a time, a number, a title, a button at its end."""

    role: Role
    name: str | None = None
    time: Time | None = None
    number: int | None = None
    title: str | None = None
    has_button: bool = False


_ALSO_LABELS = frozenset({Role.BADGE, Role.NOTE})
"""What a label of a profile may look like: "Posts" above a number."""
_BUTTONS = frozenset({Role.ACTION, Role.NUMBER, Role.NOTE, Role.LOAD})
_HEADS = frozenset({Role.COUNT, Role.SECTION, Role.SORT})
_DOTS = frozenset("·•")
_SEEMING = frozenset({Role.SORT, Role.SECTION, Role.FORM, Role.PAGE})
"""What a button with every comment may look like: "Top", "Comment"."""
UNAPPROVED = "unapproved"
"""The title of a note that a comment is not published yet."""
PLAIN_TEXT = Mark(Role.TEXT)
_PLAIN_NOTE = Mark(Role.NOTE)
_OVER_COMMENTS = frozenset({Role.SORT, Role.FORM, Role.END})
"""What stands below a heading and its number."""
_COUNTED = re.compile(r"\(?(\d{1,3}(?:[.,\s]?\d{3})*)\)?")
_SCORE = re.compile(r"[+\-−–]?\d{1,3}(?:[.,\s]?\d{3})*(?:[.,]\d)?[kK]?")
_GLUED_NUMBER = re.compile(r"^(\d{1,6})(?=[^\W\d_]{4})")
_PINGBACK_TEXT = re.compile(r"\[(?:…|\.\.\.)\]")
_SIGNS = re.compile(r"[^\w\s]+")
_RULES = frozenset("·•∙‧|¦–—―−»›«‹▪■◦→↳📌 ")
"""Signs that divide what stands on a line: alone they are nothing."""
_UP_AND_DOWN = re.compile(r"\([+-]?\d{1,6} ?/ ?[+-–−]?\d{1,6}\)")
_DIVIDED = re.compile(r"\s*[·•∙]\s*")
_QUOTED = "↑"
"""What a forum sets after the name of whom a post quotes, to lead there."""
_NUMBERED = re.compile(r"\s*\(\s*\d{3,9}\s*\)(?:\s*writes)?:?$")
"""The number of an account after its name, as Slashdot has it."""
_OF_A_TITLE = re.compile(r"^[„“”\"«‚‘'].{1,120}[“”\"»‘’']\s+(?:by|von|de|di|van|od|от|av)\s+")
"""The heading of the comment that is answered, before its author's name."""
_ROLE = re.compile(r"\s*\[([^\W\d_][\w -]{1,20})\]$")
_HANGING = re.compile(r"^(?:\[[-–+−]\]|#\d{1,6}|\d{1,4}[.)]|[•·*▲▼►▸›»|–—-]+)\s*")
_POINTS = re.compile(
    r"(?:\[score hidden\]|(?:[+\-−]?\d[\d.,k]* ?(?:points?|punkte|votes?|upvotes?)[ ,·•|]*)+)", re.IGNORECASE
)
_SEPARATORS = " \t,;:|·•*/–—-()[]{}»«›→#@"
_LEFT_ALONE = frozenset({"at", "on", "um", "@", "à"})
"""What is left of "on … at …" where a copy has lost the date itself."""
_TITLES = (
    "author",
    "admin",
    "administrator",
    "editor",
    "moderator",
    "post author",
    "autor",
    "autorin",
    "auteur",
    "autora",
)


def marks_of(lines: Sequence[str]) -> list[Mark]:
    """Return the mark of each line of a page, seen by itself and by how often it recurs.

    A "3 replies" that stands there again and again is no heading, and the same words with most comments
    ("English", "No avatar") are none of anybody's.
    """
    marks = _with_months(_with_dated([mark_of(line) for line in lines], lines), lines)
    marks = _without_second_dates(marks, lines)
    marks = _with_named(_with_counted(_with_parted_counts(marks, lines), lines), lines)
    pairs = list(zip(lines, marks, strict=True))
    answers = _counts_of_answers(pairs)
    is_text = [mark.role is Role.TEXT for mark in marks]
    pictures = portraits(lines, [mark.role in {Role.TEXT, Role.NOTE} for mark in marks], is_text)
    recurring = nobodys(
        lines,
        is_text,
        [mark.role is Role.COUNT for mark in marks],
        [mark.role in {Role.TIME, Role.HEADER} for mark in marks],
        len(pictures),
    )
    buttons = answers | said_again(lines, [mark.role in _SEEMING for mark in marks], len(_times_of(marks)))
    seen = [
        Mark(Role.ACTION)
        if place in buttons
        else Mark(Role.NOTE, name=pictures[place])
        if place in pictures
        else Mark(Role.NOTE)
        if place in recurring or (mark.role is Role.HEADER and _QUOTED in line)
        else mark
        for place, (line, mark) in enumerate(pairs)
    ]
    labels = Counter(line for line, mark in pairs if mark.role is Role.LABEL)
    values = [
        Mark(Role.NOTE) if _is_value(place, lines, seen, labels) else _beside(place, lines, seen)
        for place in range(len(seen))
    ]
    return _with_answered_below(lines, values)


def _with_parted_counts(marks: list[Mark], lines: Sequence[str]) -> list[Mark]:
    """Mark "Comments" as a count where its number stands alone below it, over a sort menu or a form."""
    for place in range(len(marks) - 2):
        head, number, after = marks[place : place + 3]
        opens = after.role in _OVER_COMMENTS or (after.role is Role.TEXT and _time_follows(place + 2, marks))
        if head.role is Role.SECTION and number.role is Role.NUMBER and opens:
            digits = _COUNTED.fullmatch(lines[place + 1])
            count = int(re.sub(r"\D", "", digits.group(1))) if digits else None
            if count is not None:
                marks[place : place + 2] = [Mark(Role.COUNT if count else Role.NONE, number=count), _PLAIN_NOTE]
    return marks


def _with_counted(marks: list[Mark], lines: Sequence[str]) -> list[Mark]:
    """Mark as notes the counts of what authors wrote elsewhere, which stand between names and times."""
    found = [place for place in range(1, len(marks)) if _counts_of_author(place, marks, lines)]
    if len(found) >= _OFTEN:
        for place in found:
            marks[place] = _PLAIN_NOTE
    return marks


def _counts_of_author(place: int, marks: Sequence[Mark], lines: Sequence[str]) -> bool:
    is_count = match(lines[place], "of_authors") is not None
    below = marks[place + 1 : place + 1 + _SOON]
    return is_count and marks[place - 1].role is Role.TEXT and any(mark.role is Role.TIME for mark in below)


def _with_named(marks: list[Mark], lines: Sequence[str]) -> list[Mark]:
    """Mark as headers the lines "Name: Ann", numbered or not, that stand above a time several times."""
    found = {place: each for place, line in enumerate(lines) if (each := _NAMED_BY_LABEL.fullmatch(line))}
    named = {
        place: each.group(2)
        for place, each in found.items()
        if marks[place + 1 : place + 2] and marks[place + 1].role is Role.TIME and _is_by(each.group(1))
    }
    if len(named) >= _OFTEN:
        for place, name in named.items():
            marks[place] = Mark(Role.HEADER, name=name)
    return marks


def _is_by(label: str) -> bool:
    return any(plain(label) in group for group in lexicon()["by"].values())


def _is_among_buttons(place: int, pairs: Sequence[tuple[str, Mark]]) -> bool:
    beside = [*pairs[max(0, place - 1) : place], *pairs[place + 1 : place + 2]]
    return len(beside) == 2 and all(mark.role is Role.ACTION for _, mark in beside)


def _with_dated(marks: list[Mark], lines: Sequence[str]) -> list[Mark]:
    """Mark as times the lines "Reviewed in the north on 3 May": the same words around a date each time.

    Not where a page has as many times without words around them.
    """
    around: defaultdict[tuple[str, str], list[tuple[int, Time]]] = defaultdict(list)
    for place, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        is_phrase = mark.role is Role.HEADER and len((mark.name or "").split()) >= _PHRASE
        time = find_time(line) if (mark.role is Role.TEXT or is_phrase) and len(line) <= _LONGEST_DATED else None
        if time and (time.iso or time.parts or time.age is not None) and line[-1] not in ".!?":
            around[line[: time.start], line[time.end :]].append((place, time))
    alone = sum(mark.role in {Role.TIME, Role.HEADER} and mark.time is not None for mark in marks)
    for found in around.values():
        headers = sum(marks[place].role is Role.HEADER for place, _ in found)
        over_words = sum(_words_follow(place, lines, marks) for place, _ in found)
        if len(found) > max(alone - headers, _OFTEN) and over_words >= _MOSTLY * len(found):
            for place, time in found:
                marks[place] = Mark(Role.TIME, time=time)
    return marks


def _with_months(marks: list[Mark], lines: Sequence[str]) -> list[Mark]:
    """Mark as times the lines "Feb 2023" over words, where several stand alone: no list of months, no profile."""
    months = {place: time for place, line in enumerate(lines) if (time := _month_alone(line))}
    alone = [
        place
        for place in months
        if place and not {place - 1, place + 1} & months.keys() and marks[place - 1].role is not Role.LABEL
    ]
    if sum(_words_follow(place, lines, marks) for place in alone) >= _OFTEN:
        for place in alone:
            marks[place] = Mark(Role.TIME, time=months[place])
    return marks


def _month_alone(line: str) -> Time | None:
    """Return the month that a line says and nothing else."""
    month = _MONTH.fullmatch(line)
    found = find_time(f"1 {month.group(1)}") if month else None
    if not month or not found or not found.iso or found.end < month.end(1):
        return None
    return Time(0, month.end(1), month.group(1), iso=found.iso[:_TO_THE_MONTH])


def _without_second_dates(marks: list[Mark], lines: Sequence[str]) -> list[Mark]:
    """Mark as notes the lines "Date of the visit: 3 May", where comments have another time each."""
    labelled: defaultdict[str, list[int]] = defaultdict(list)
    times = [place for place, mark in enumerate(marks) if mark.role in {Role.TIME, Role.HEADER} and mark.time]
    for place in times:
        time = marks[place].time
        label = lines[place][: time.start].rstrip() if time else ""
        if label.endswith(":"):
            labelled[label].append(place)
    for found in labelled.values():
        if len(found) >= _OFTEN and len(times) - len(found) >= len(found):
            for place in found:
                marks[place] = _PLAIN_NOTE
    return marks


def _words_follow(place: int, lines: Sequence[str], marks: Sequence[Mark]) -> bool:
    """Return whether a sentence stands close below a line; below the dates of a list of articles stands none."""
    below = range(place + 1, min(place + 1 + _CLOSE, len(lines)))
    return any(marks[at].role is Role.TEXT and (len(lines[at]) > _SHORT or lines[at][-1] in ".!?…") for at in below)


def _with_answered_below(lines: Sequence[str], marks: list[Mark]) -> list[Mark]:
    """Mark lines such as "Replying to", "@ann", "and", "@bob", where the names stand below."""
    for place in range(len(lines)):
        if marks[place].role in {Role.TEXT, Role.ACTION}:
            name, length = named_below(lines, place)
            if name:
                marks[place] = Mark(Role.REPLY_TO, name=name)
                marks[place + 1 : place + length] = [Mark(Role.NOTE)] * (length - 1)
    return marks


def _times_of(marks: Sequence[Mark]) -> list[int]:
    """Return the lines that are times, or headers."""
    return [place for place, mark in enumerate(marks) if mark.role in {Role.TIME, Role.HEADER}]


def _counts_of_answers(pairs: Sequence[tuple[str, Mark]]) -> frozenset[int]:
    """Return which lines like "2 replies" count the answers of one comment and head no section.

    Those of a kind that stands there again and again, and those below a heading with a greater number, below more
    comments than they count, or below the buttons of one.
    """
    counts = [(place, line, mark.number or 0) for place, (line, mark) in enumerate(pairs) if mark.role is Role.COUNT]
    of_answers = [consists_of(line, ("actions",)) or _is_among_buttons(place, pairs) for place, line, _ in counts]
    often = sum(of_answers) > _OFTEN
    times = _times_of([mark for _, mark in pairs])
    found, greatest = set(), 0
    for (place, _, number), answers in zip(counts, of_answers, strict=True):
        above = bisect_left(times, place)
        is_told = often or number < greatest or above > max(number, _OFTEN)
        if answers and (is_told or _is_below_buttons(place, pairs) or (above > 1 and _is_below_time(place, pairs))):
            found.add(place)
        elif not answers:
            greatest = max(greatest, number)
    return frozenset(found)


def _is_below_time(place: int, pairs: Sequence[tuple[str, Mark]]) -> bool:
    """Return whether a line stands right between the time of a header and words."""
    around = [mark.role for _, mark in (*pairs[max(0, place - 2) : place], *pairs[place + 1 : place + 2])]
    return around == [Role.TEXT, Role.TIME, Role.TEXT]


def _is_below_buttons(place: int, pairs: Sequence[tuple[str, Mark]]) -> bool:
    """Return whether a line stands right below the buttons of a comment.

    A time stands above it, close below a heading or, where a copy has none, close to the top.
    """
    top = place
    while top and (pairs[top - 1][1].role in _BUTTONS or (top < place and pairs[top][0] in _DOTS)):
        top -= 1
    head = next((at for at in range(top - 1, -1, -1) if pairs[at][1].role in _HEADS), None)
    buttons = [line for line, mark in (*pairs[top:place], *pairs[place + 1 : place + 2]) if mark.role is Role.ACTION]
    if not buttons or (head is None and not _recurs(buttons[-1], pairs)):
        return False
    time = next((at for at in range(head or 0, top) if pairs[at][1].role in {Role.TIME, Role.HEADER}), None)
    return time is not None and all(len(line) <= _SHORT for line, _ in pairs[head or 0 : time])


def _recurs(button: str, pairs: Sequence[tuple[str, Mark]]) -> bool:
    """Return whether a button stands there again and again: with comments, not below an article."""
    return sum(line == button for line, _ in pairs) >= _OFTEN


def _is_value(place: int, lines: Sequence[str], marks: Sequence[Mark], labels: Counter[str]) -> bool:
    """Return whether a line is the value of a profile's label: a time or number, other words where labels recur."""
    if not place:
        return False
    label, role = marks[place - 1].role, marks[place].role
    if label is not Role.LABEL:
        named = label in _ALSO_LABELS and consists_of(lines[place - 1], ("labels",))
        said = label is Role.ACTION and lines[place - 1].endswith(":") and plain(lines[place - 1]) in _REACTED
        return (named and role in {Role.TIME, Role.NUMBER}) or (said and role in {Role.TEXT, Role.HEADER})
    in_row = place >= _ROW and marks[place - _ROW].role is Role.LABEL
    recurs = labels[lines[place - 1]] >= _OFTEN or in_row
    return role in {Role.TIME, Role.NUMBER} or (role is Role.TEXT and len(lines[place]) <= _VALUE and recurs)


def _beside(place: int, lines: Sequence[str], marks: Sequence[Mark]) -> Mark:
    """Return what a line is beside its neighbours: a handle between name and time, who replied above how many did."""
    mark = marks[place]
    above = marks[place - 1] if place else PLAIN_TEXT
    named = place > 0 and above.role is Role.TEXT and name_quality(lines[place - 1]) >= _NAMED
    if named and mark.role is Role.HEADER and mark.time and HANDLE.match(lines[place]) and " " not in (mark.name or ""):
        return Mark(Role.TIME, time=mark.time)
    if named and mark.role is Role.TEXT and _is_handle(place, lines, marks):
        return Mark(Role.NOTE)
    if mark.role is Role.HEADER and not mark.time and _counts_follow(place, lines):
        return Mark(Role.NOTE)
    return mark


def _is_handle(place: int, lines: Sequence[str], marks: Sequence[Mark]) -> bool:
    """Return whether a line is "@ann@example.org", or "@ann" before a time."""
    if not HANDLE.fullmatch(lines[place]):
        return False
    return lines[place].count("@") > 1 or _time_follows(place, marks)


def _counts_follow(place: int, lines: Sequence[str]) -> bool:
    """Return whether a line says who replied and the next how many did: "Ann replied", "1 reply"."""
    after = next((at for at in range(place + 1, min(place + 3, len(lines))) if not _RULES.issuperset(lines[at])), None)
    return after is not None and match(lines[after], "count") is not None and consists_of(lines[after], ("actions",))


def _time_follows(place: int, marks: Sequence[Mark]) -> bool:
    after = next((mark for mark in marks[place + 1 : place + 4] if mark.role is not Role.NUMBER), PLAIN_TEXT)
    return after.role is Role.TIME


@lru_cache(maxsize=50_000)
def mark_of(line: str) -> Mark:
    """Return what a line is, from the line alone.

    >>> [mark_of(line).role.value for line in ("Reply", "6 Comments", "Ann says:", "+5", "Why not?")]
    ['action', 'count', 'header', 'number', 'text']
    """
    if len(line) > 300:
        return PLAIN_TEXT
    for look in (_signs, _by_pattern, _of_note, _of_time, _by_words, _of_says, _of_arrow):
        mark = look(line)
        if mark:
            return mark
    return PLAIN_TEXT


def _of_arrow(line: str) -> Mark | None:
    name = named_by_arrow(line)
    return Mark(Role.REPLY_TO, name=name) if name else None


def _signs(line: str) -> Mark | None:
    """Bare numbers are votes or counts; ASCII signs without a letter are what is left of buttons and rules."""
    if _SCORE.fullmatch(line):
        return Mark(Role.NUMBER, number=_score(line))
    if (
        _RULES.issuperset(line)
        or _UP_AND_DOWN.fullmatch(line)
        or (line.isascii() and _SIGNS.fullmatch(line.replace(" ", "")))
    ):
        return Mark(Role.NUMBER)
    return None


def _score(line: str) -> int | None:
    digits = re.sub(r"[^\d]", "", line)
    value = int(digits) if digits and len(digits) < 10 and line[-1] not in "kK" else None
    return -value if value is not None and line[0] in "-−–" else value


def _by_pattern(line: str) -> Mark | None:
    line = _GLUED_NUMBER.sub(r"\1 ", line)
    for category, role in (
        ("pingback", Role.PINGBACK),
        ("load", Role.LOAD),
        ("none", Role.NONE),
        ("count", Role.COUNT),
    ):
        found = match(line, category)
        if found and (role is not Role.COUNT or _is_heading(line, found.slot)):
            is_none = role is Role.COUNT and found.number == 0
            return Mark(Role.NONE if is_none else role, number=found.number, title=found.slot)
    found = None if consists_of(line, ("actions",)) or match(line, "end") else match(line, "reply_to")
    name = _without_cancel(found.slot) if found and found.slot and len(found.slot) <= _LONGEST_NAME else ""
    return Mark(Role.REPLY_TO, name=name) if name and _may_be_answered(name) else None


def _may_be_answered(name: str) -> bool:
    return not name.endswith((".", "!", "?")) or name_quality(name.lstrip("~@")) >= 0.5


def _is_heading(line: str, title: str | None) -> bool:
    return len(line) < 60 or title is not None


def _without_cancel(name: str) -> str:
    """Return the name in "Ann Cancel reply" or "The first words of it by Ann (not verified)"."""
    name = _OF_A_TITLE.sub("", name.removesuffix(" (not verified)")).rpartition(" by ")[2]
    name = re.sub(r"\s+(?:cancel reply|antwort abbrechen|view post)$", "", name, flags=re.IGNORECASE)
    return (name if "[" in name else name.rstrip("]")).lstrip("@").strip()


_WORD_ROLES = (
    (Role.ACTION, ("actions",)),
    (Role.BADGE, ("badges",)),
    (Role.SORT, ("sort",)),
    (Role.SECTION, ("section",)),
    (Role.END, ("end",)),
    (Role.FORM, ("form",)),
    (Role.ACTION, ("actions", "badges", "notes")),
    (Role.FORM, ("form", "badges", "actions", "sort")),
    (Role.LABEL, ("labels",)),
    (Role.PAGE, ("page", "section", "actions", "form")),
)
_SLOT_ROLES = ((Role.END, "end"), (Role.FORM, "form"), (Role.CAPTION, "caption"), (Role.PAGE, "page"))


def _of_note(line: str) -> Mark | None:
    if match(line, "unapproved"):
        return Mark(Role.NOTE, title=UNAPPROVED)
    bracketed = line[0] == "(" and line[-1] == ")"
    if line[-1] == ":" and plain(line) in _REACTED:
        return Mark(Role.ACTION)
    found = match(line[1:-1] if bracketed else line, "notes") if len(line) <= LONGEST_HEADER else None
    if found and found.slot and line[-1] in "?!" and ":" not in line:  # "Picture of the leaf?" is a question
        return None
    name = _said_twice(found.slot) if found and found.slot else None
    if name:
        return Mark(Role.HEADER, name=name)
    if found or match(line, "rated"):
        return Mark(Role.NOTE, title=found.slot if found else None)
    return Mark(Role.NOTE) if plain(line) in _LEFT_ALONE or _ends_in_badge(line) else None


def _said_twice(text: str) -> str | None:
    """Return the name in "Ann Lee Ann Lee", as a link and a picture beside it are copied."""
    words = text.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half and words[:half] == words[half:] else None


def _ends_in_badge(line: str) -> bool:
    """Return whether a badge of several words is glued to the end of a line: "Colour: RedVerified purchase"."""
    tails = (line[found.start() :] for found in LOWER_THEN_UPPER.finditer(line[:_LONGEST_GLUED]))
    return len(line) <= _LONGEST_GLUED and any(" " in tail and consists_of(tail, ("badges",)) for tail in tails)


def _by_words(line: str) -> Mark | None:
    if is_phrase(line, "end") and not is_phrase(line, "actions") and consists_of(line, ("actions",)):
        return Mark(Role.END)  # "Up next" is more than "Up" and "Next"
    for role, categories in _WORD_ROLES:
        if consists_of(line, categories):
            return Mark(role)
    for role, category in _SLOT_ROLES:
        found = match(line, category)
        if found:
            return Mark(role, title=found.slot)
    return None


def _of_time(line: str) -> Mark | None:
    if len(line) > LONGEST_HEADER:
        return None
    line = _NAME_AGAIN.sub(r"\1", line)
    time = find_time(line) or _short_age(line) or _yearless(line)
    if not time or _GLUED_BUTTON.search(line[time.end :]):
        glued = _glued_time(line)
        if glued or not time:
            return glued
    before, after = _before(line[: time.start]), _after(line[time.end :])
    if _is_furniture(after):
        mark = _time_after(before, time, cued=_is_cue(line, time, after) or _is_divided(line, time))
        return mark and mark._replace(has_button=consists_of(after, ("actions",)))
    if not before or _is_furniture(before):
        name = _without_by(_without_says(after))
        if name != after or (name_quality(name) >= 0.5 and _is_separated(line, time)):
            return Mark(Role.HEADER, name=name, time=time) if len(name) <= 80 else None
    return None


def _yearless(line: str) -> Time | None:
    """Return the day and time of day in "Ann 04/06 18:12", of a year that nobody tells."""
    found = _YEARLESS.search(line)
    return Time(found.start(), found.end(), found.group()) if found else None


def _glued_time(line: str) -> Mark | None:
    """Return the time in "2wReply" or "2022-6-4Reply", where a copy has lost the blank before the buttons."""
    if len(line) > _LONGEST_GLUED:
        return None
    for found in _GLUED_BUTTON.finditer(line):
        head, rest = line[: found.start()], line[found.start() :]
        time = find_time(head)
        if time and time.start == 0 and time.end == len(head) and consists_of(rest, ("actions",)):
            return Mark(Role.TIME, time=time, has_button=True)
    return None


def _short_age(line: str) -> Time | None:
    """Return the age in "Ann · 10h" or "2h Edited", which is none where words surround it otherwise."""
    start = 0
    for part in map(_without_joiner, _DIVIDED.split(line) if len(line) <= LONGEST_HEADER else ()):
        start = line.index(part, start)
        words = part.split()
        for kept in (len(words), len(words) - 1):
            bare = " ".join(words[:kept])
            time = find_time(bare) if kept > 0 and (kept == len(words) or _is_edited(words[-1])) else None
            if time and time.age is not None and part.startswith(bare) and (len(part) < len(line) or kept < len(words)):
                return time._replace(start=start + time.start, end=start + time.end)
    return None


def _without_joiner(text: str) -> str:
    """Return a text without "Updated" or "Published" before it."""
    first, _, rest = text.partition(" ")
    return rest if rest and plain(first) in lexicon()["joiners"]["all"] else text


def _is_edited(word: str) -> bool:
    found = match(word, "notes")
    return found is not None and found.slot is None


def _time_after(before: str, time: Time, cued: bool) -> Mark | None:
    name = _without_title(_without_by(_without_says(_NUMBERED.sub("", _without_says(before)))))
    if not name or (_is_furniture(name) and not (cued and consists_of(name, ("badges",)))):
        return Mark(Role.TIME, time=time)
    longest = _LONGEST_CUED_NAME if cued else _LONGEST_NAME
    enough = 0.0 if cued or name != before else 0.3
    if time.iso is None and time.age is None and time.parts is None and not cued:
        enough = 0.5
    if name == before and is_with_place(name):
        return Mark(Role.HEADER, name=name, time=time)
    return Mark(Role.HEADER, name=name, time=time) if len(name) <= longest and name_quality(name) >= enough else None


def _without_title(name: str) -> str:
    """Return a name without "Author" or "[moderator]" after it."""
    found = _ROLE.search(name)
    if found and consists_of(found.group(1), ("badges",)):
        name = name[: found.start()]
    for title in _TITLES:
        if plain(name).endswith(" " + title):
            return _without_separators(" ".join(name.split()[: -len(title.split())]))
    return name


def _before(text: str) -> str:
    text = _HANGING.sub("", text.strip())
    text = re.sub(r"\[[A-Z]{1,3}\]", "", text)
    bare = _POINTS.sub("", text).strip(_SEPARATORS.replace(")", "").replace("]", ""))
    return f"[{bare}" if bare.endswith("]") and "[" not in bare else bare


def _after(text: str) -> str:
    return re.sub(r"\(\d+ child(?:ren)?\)|\d{1,3}yr", "", text).strip(_SEPARATORS + ".")


def _is_furniture(text: str) -> bool:
    if not text or text.isdecimal() or consists_of(text, ("actions", "badges", "says", "by")):
        return True
    return match(text, "notes") is not None or consists_of(text, ("joiners",))


def _is_cue(line: str, time: Time, after: str) -> bool:
    """Return whether a date has a time of day at its end or a button after it: no part of a sentence."""
    return bool(after) or (time.iso is not None and "T" in time.iso and time.end >= len(line.rstrip(_SEPARATORS)))


def _is_divided(line: str, time: Time) -> bool:
    """Return whether a bar, dot or slash stands between a name and a time: no sentence has that."""
    return line[: time.start].rstrip()[-1:] in {"|", "·", "•", "/"}


def _is_separated(line: str, time: Time) -> bool:
    return line[time.end :].lstrip()[:1] in {"|", "·", "•", "-", "–", "—", "/", ":", ","}


def _without_says(text: str) -> str:
    """Return a text without a "says", "schrieb am", "escribió el" at its end."""
    words = text.rstrip(" :,").split(" ")
    for length in range(min(4, len(words)), 0, -1):
        if _is_says(" ".join(words[-length:])):
            return _without_separators(" ".join(words[:-length]))
    return text


def _without_separators(name: str) -> str:
    """Return a name without the signs that divide it from what followed; "(Mill Lane)" keeps its bracket."""
    bare = name.rstrip(_SEPARATORS)
    return bare + ")" if bare.count("(") > bare.count(")") and ")" in name[len(bare) :] else bare


def _is_says(text: str) -> bool:
    form = plain(text)
    if not text[:1].isalnum():
        return False
    return any(form in group for group in lexicon()["says"].values()) or form in lexicon()["joiners"]["all"]


def _without_by(text: str) -> str:
    words = text.split(" ")
    for length in range(min(4, len(words) - 1), 0, -1):
        if any(plain(" ".join(words[:length])) in group for group in lexicon()["by"].values()):
            return " ".join(words[length:]).strip(_SEPARATORS)
    return text


def _of_says(line: str) -> Mark | None:
    """Read a line such as "Ann says:": any words before the verb where a colon ends it, else only a name."""
    if len(line) > 120:
        return None
    text = _HANGING.sub("", line)
    name = _without_says(text)
    if name == text or not name or plain(text.split(" ")[-1].rstrip(":")) in lexicon()["joiners"]["all"]:
        return None
    enough = 0.0 if line.rstrip().endswith(":") else 0.1
    return Mark(Role.HEADER, name=_without_title(name)) if name_quality(name) >= enough else None


def is_pingback_text(text: str) -> bool:
    """Return whether a comment is the excerpt that a linking site sends: it begins and ends with "[…]"."""
    found = list(_PINGBACK_TEXT.finditer(text))
    return bool(found) and text.lstrip().startswith("[") and found[0].start() <= 2 and len(text) < 1500
