"""What each line of a page is, seen beside its neighbours: what recurs, what stands in a row, what a date follows."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence

from discourse.readers.pasted.answering import HANDLE, named_below
from discourse.readers.pasted.beside import with_hanging
from discourse.readers.pasted.furniture import REACTED, RULES, mark_of
from discourse.readers.pasted.lexicon import consists_of, lexicon, match, plain
from discourse.readers.pasted.marks import PLAIN_TEXT, Mark, Role
from discourse.readers.pasted.names import MASKED, name_quality
from discourse.readers.pasted.recurring import nobodys, portraits, said_again
from discourse.readers.times import Time, find_time

_OFTEN = 3
_NAMED = 0.3
_VALUE = 30
_ROW = 3
"""Lines from the value of a label up to the label before, where labels stand in a row."""
_MONTH = re.compile(r"([^\W\d_]{3,12}\.? (?:19|20)\d\d)(?: [•·|] [^\W\d_]{2,12})?")
"""A month alone, or with whom one was there: "Aug 2023 • Couples"."""
_COUNTRY = re.compile(r"[A-Z]{2}")
_MONTH_AND_DAY = re.compile(r"(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])")
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
_ALSO_LABELS = frozenset({Role.BADGE, Role.NOTE})
"""What a label of a profile may look like: "Posts" above a number."""
_BUTTONS = frozenset({Role.ACTION, Role.NUMBER, Role.NOTE, Role.LOAD})
_HEADS = frozenset({Role.COUNT, Role.SECTION, Role.SORT})
_DOTS = frozenset("·•")
_SEEMING = frozenset({Role.SORT, Role.SECTION, Role.FORM, Role.PAGE})
"""What a button with every comment may look like: "Top", "Comment"."""
_PLAIN_NOTE = Mark(Role.NOTE)
_OVER_NAMES = frozenset({Role.ACTION, Role.COUNT, Role.SECTION, Role.SORT, Role.FORM, Role.NOTE})
_REACTION = 20
_YES = 4
_PLACED = re.compile(r"[^,\n]{1,40}, [^,\n]{1,40}, [^\n]{4,60}")
_OVER_COMMENTS = frozenset({Role.SORT, Role.FORM, Role.END})
"""What stands below a heading and its number."""
_COUNTED = re.compile(r"\(?(\d{1,3}(?:[.,\s]?\d{3})*)\)?")
_QUOTED = "↑"
"""What a forum sets after the name of whom a post quotes, to lead there."""


def marks_of(lines: Sequence[str]) -> list[Mark]:
    """Return the mark of each line of a page, seen by itself and by how often it recurs.

    A "3 replies" that stands there again and again is no heading, and the same words with most comments
    ("English", "No avatar") are none of anybody's.
    """
    marks = _with_months(_with_dated(with_hanging([mark_of(line) for line in lines], lines), lines), lines)
    marks = _with_masked_names(_without_second_dates(_with_days(marks, lines), lines), lines)
    marks = _with_asked(_with_placed_names(_with_reactions(marks, lines), lines), lines)
    marks = _without_ages_of_accounts(marks)
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
    buttons |= _upwards(lines)
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


def _with_masked_names(marks: list[Mark], lines: Sequence[str]) -> list[Mark]:
    """Mark as text the signs that stand between the buttons of one comment and the time of the next: a name."""
    found = [
        place
        for place in range(1, len(marks) - 1)
        if marks[place].role is Role.NUMBER
        and MASKED.fullmatch(lines[place])
        and marks[place + 1].role is Role.TIME
        and marks[place - 1].role in _OVER_NAMES
    ]
    if len(found) > 1:
        for place in found:
            marks[place] = PLAIN_TEXT
    return marks


def _with_reactions(marks: list[Mark], lines: Sequence[str]) -> list[Mark]:
    """Mark as buttons the short words that stand over a number in most comments, and over no time: "Hmm", 3."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place in range(len(marks) - 1):
        counted = marks[place + 1].role is Role.NUMBER and marks[place + 1].number is not None
        if marks[place].role is Role.TEXT and counted and len(lines[place]) <= _REACTION:
            places[lines[place]].append(place)
    times = len(_times_of(marks))
    for word, found in places.items():
        dated = any(mark.role is Role.TIME for place in found for mark in marks[place + 1 : place + _SOON])
        if times >= _OFTEN and len(found) >= max(_OFTEN, _MOSTLY * times) and not dated:
            for place, line in enumerate(lines):
                if line == word and marks[place].role is Role.TEXT:
                    marks[place] = Mark(Role.ACTION)
    return marks


def _with_asked(marks: list[Mark], lines: Sequence[str]) -> list[Mark]:
    """Mark as notes "Yes" and "No" below a question of the page: "Was this review helpful?"."""
    for place in range(2, len(marks)):
        above = next((at for at in (place - 1, place - 2) if lines[at][-1] in "?？"), None)
        asked = above is not None and marks[above].role is Role.NOTE and marks[place - 1].role is Role.NOTE
        if asked and marks[place].role is Role.TEXT and lines[place].isalpha() and len(lines[place]) <= _YES:
            marks[place] = _PLAIN_NOTE
    return marks


def _with_placed_names(marks: list[Mark], lines: Sequence[str]) -> list[Mark]:
    """Mark as headers the lines "ann, Up north, 2 days ago" that look less like one, where others are made so."""
    made = [place for place, line in enumerate(lines) if _PLACED.fullmatch(line) and line[-1] not in ".!?"]
    if sum(marks[place].role is Role.HEADER and marks[place].time is not None for place in made) > 1:
        for place in made:
            time = find_time(lines[place])
            if marks[place].role is Role.TEXT and time and time.age is not None and time.end == len(lines[place]):
                marks[place] = Mark(Role.HEADER, name=lines[place][: time.start].rstrip(" ,"), time=time)
    return marks


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
    in_profiles = len(found) > 1 and all(marks[place - 1].role is Role.NOTE for place in found)
    if len(found) < _OFTEN:  # one alone right between a name and an age, or what only a review has
        found = [place for place in found if in_profiles or _is_surely_of_author(place, marks, lines)]
        in_profiles = True
    if len(found) >= _OFTEN or in_profiles:
        for place in found:
            marks[place] = _PLAIN_NOTE
    return marks


def _is_surely_of_author(place: int, marks: Sequence[Mark], lines: Sequence[str]) -> bool:
    """Return whether a count stands below another of the author's, over the stars, or between a name and an age."""
    listed = marks[place - 1].role is Role.NOTE and match(lines[place - 1], "of_authors") is not None
    rated = any(match(line, "rated") for line in lines[place + 1 : place + 2])
    enough = len(_times_of(marks)) >= _OFTEN
    return listed or rated or (enough and _is_between_name_and_age(place, marks, lines))


def _is_between_name_and_age(place: int, marks: Sequence[Mark], lines: Sequence[str]) -> bool:
    below = marks[place + 1 : place + 2]
    is_aged = bool(below) and below[0].role is Role.TIME and below[0].time is not None and below[0].time.age is not None
    return is_aged and name_quality(lines[place - 1]) >= _NAMED


def _counts_of_author(place: int, marks: Sequence[Mark], lines: Sequence[str]) -> bool:
    is_count = match(lines[place], "of_authors") is not None
    below = marks[place + 1 : place + 1 + _SOON]
    above = place - 1 - (place > 1 and RULES.issuperset(lines[place - 1]))
    over = lines[above]
    is_below = marks[above].role is Role.TEXT or match(over, "of_authors") is not None or _COUNTRY.fullmatch(over)
    return bool(is_count and is_below) and any(mark.role is Role.TIME for mark in below)


def _with_named(marks: list[Mark], lines: Sequence[str]) -> list[Mark]:
    """Mark as headers the lines "Name: Ann", numbered or not, that stand above a time several times."""
    found = {place: each for place, line in enumerate(lines) if (each := _NAMED_BY_LABEL.fullmatch(line))}
    named = {
        place: each.group(2)
        for place, each in found.items()
        if marks[place + 1 : place + 2] and marks[place + 1].role is Role.TIME and _is_by(each.group(1))
    }
    if len(named) >= _OFTEN or (len(named) > 1 and 2 * len(named) >= len(_times_of(marks))):
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
        is_rated = place > 0 and match(lines[place - 1], "rated") is not None
        is_phrase = mark.role is Role.HEADER and (is_rated or len((mark.name or "").split()) >= _PHRASE)
        time = find_time(line) if (mark.role is Role.TEXT or is_phrase) and len(line) <= _LONGEST_DATED else None
        if time and (time.iso or time.parts or time.age is not None) and line[-1] not in ".!?":
            around[line[: time.start], line[time.end :]].append((place, time))
    alone = sum(mark.role in {Role.TIME, Role.HEADER} and mark.time is not None for mark in marks)
    for found in around.values():
        headers = sum(marks[place].role is Role.HEADER for place, _ in found)
        over_words = sum(_words_follow(place, lines, marks) for place, _ in found)
        rated = len(found) > 1 and all(place and match(lines[place - 1], "rated") is not None for place, _ in found)
        if (len(found) >= _OFTEN or rated) and len(found) > alone - headers and over_words >= _MOSTLY * len(found):
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
    visits = [place for place in months if marks[place + 1 : place + 2] and marks[place + 1].role is Role.TIME]
    if len(visits) >= _OFTEN:  # when one was there, above the day on which one wrote
        for place in visits:
            marks[place] = _PLAIN_NOTE
    elif sum(_words_follow(place, lines, marks) for place in alone) >= _OFTEN:
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


def _with_days(marks: list[Mark], lines: Sequence[str]) -> list[Mark]:
    """Mark as times the lines "2-13" below words and above a button, where several stand so: a month and a day."""
    days = [
        place
        for place in range(1, len(marks) - 1)
        if _MONTH_AND_DAY.fullmatch(lines[place])
        and marks[place - 1].role is Role.TEXT
        and marks[place + 1].role is Role.ACTION
    ]
    if len(days) > 1:
        for place in days:
            marks[place] = Mark(Role.TIME, time=Time(0, len(lines[place]), lines[place]))
    return marks


def _without_ages_of_accounts(marks: list[Mark]) -> list[Mark]:
    """Mark as notes the ages that stand alone above the dates of most comments ("9y"): how long ago one joined."""
    ages = [place for place, mark in enumerate(marks) if mark.role is Role.TIME and mark.time and mark.time.age]
    over = [place for place in ages if _is_over_date(place, marks)]
    if len(over) >= _OFTEN and len(over) == len(ages):
        for place in over:
            marks[place] = _PLAIN_NOTE
    return marks


def _is_over_date(place: int, marks: Sequence[Mark]) -> bool:
    """Return whether a whole date stands below a line with no more than a number between."""
    between = (Role.NUMBER, Role.BADGE, Role.NOTE)
    after = next((mark for mark in marks[place + 1 : place + _SOON] if mark.role not in between), PLAIN_TEXT)
    return after.role is Role.TIME and after.time is not None and (after.time.iso or after.time.parts) is not None


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


def _upwards(lines: Sequence[str]) -> frozenset[int]:
    """Return the lines that lead to the top of a page, where one stands below each of several posts."""
    found = [place for place, line in enumerate(lines) if plain(line) in lexicon()["upwards"]["all"]]
    return frozenset(found) if len(found) >= _OFTEN else frozenset()


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
        under = _is_below_buttons(place, pairs) or _is_below_votes(place, pairs)
        if answers and (is_told or under or (above > 1 and _is_below_time(place, pairs))):
            found.add(place)
        elif not answers:
            greatest = max(greatest, number)
    return frozenset(found)


def _is_below_votes(place: int, pairs: Sequence[tuple[str, Mark]]) -> bool:
    """Return whether a line stands right between the votes of a comment below a heading and the next one's header."""
    around = [mark for _, mark in (*pairs[max(0, place - 1) : place], *pairs[place + 1 : place + 2])]
    if [mark.role for mark in around] != [Role.NUMBER, Role.HEADER] or around[1].time is None:
        return False
    head = next((at for at in range(place - 1, -1, -1) if pairs[at][1].role in _HEADS), None)
    return head is not None and any(mark.role is Role.HEADER and mark.time for _, mark in pairs[head:place])


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
        said = label is Role.ACTION and lines[place - 1].endswith(":") and plain(lines[place - 1]) in REACTED
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
    named = named or _is_below_short_line(place, lines, above)
    if named and mark.role is Role.TEXT and _is_handle(place, lines, marks):
        return Mark(Role.NOTE)
    if mark.role is Role.HEADER and not mark.time and _counts_follow(place, lines):
        return Mark(Role.NOTE)
    if named and _COUNTRY.fullmatch(lines[place]) and lines[place + 1 : place + 2] in (["•"], ["·"]):
        return Mark(Role.NOTE)
    return mark


def _is_below_short_line(place: int, lines: Sequence[str], above: Mark) -> bool:
    """Return whether a line stands below one that may be a name of small letters, and is no sentence."""
    over = lines[place - 1] if place else ""
    return above.role is Role.TEXT and 0 < len(over) <= _VALUE and over[-1] not in ".!?…"


def _is_handle(place: int, lines: Sequence[str], marks: Sequence[Mark]) -> bool:
    """Return whether a line is "@ann@example.org", or "@ann" before a time."""
    if not HANDLE.fullmatch(lines[place]):
        return False
    return lines[place].count("@") > 1 or _time_follows(place, marks)


def _counts_follow(place: int, lines: Sequence[str]) -> bool:
    """Return whether a line says who replied and the next how many did: "Ann replied", "1 reply"."""
    after = next((at for at in range(place + 1, min(place + 3, len(lines))) if not RULES.issuperset(lines[at])), None)
    return after is not None and match(lines[after], "count") is not None and consists_of(lines[after], ("actions",))


def _time_follows(place: int, marks: Sequence[Mark]) -> bool:
    after = next((mark for mark in marks[place + 1 : place + 4] if mark.role is not Role.NUMBER), PLAIN_TEXT)
    return after.role is Role.TIME
