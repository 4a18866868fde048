"""The repeating pattern of comments: which line names the author, told from what recurs in this very page.

A template says what recurs (a time, a button, a number) and where the author stands: in that line, before it or
after it. Each template proposes where comments start; the proposal that explains a page best is taken.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from discourse.readers.pasted.answering import HANDLE
from discourse.readers.pasted.below import runs_below, runs_profiled, runs_signed
from discourse.readers.pasted.headers import HEADS, Start, with_headings, with_whole_headers, without_places
from discourse.readers.pasted.lexicon import plain
from discourse.readers.pasted.lines import Line
from discourse.readers.pasted.marks import PLAIN_TEXT, Mark, Role
from discourse.readers.pasted.names import LONGEST, name_quality

Place = Literal["inline", "before", "after", "below"]

_BESIDE = frozenset({Role.BADGE, Role.NUMBER, Role.REPLY_TO, Role.NOTE, Role.LABEL, Role.ACTION, Role.SECTION})
_STATES = frozenset({"offline", "online"})
_REACH = 7
_PROFILE = 9
"""Lines above a header within which its author's name may stand over a profile."""
_OVER = 12
"""Lines above a time within which the name stands over labels and their values."""
_ENOUGH, _PAIR = 4, 2
_OUTLIER = 7
_LEAST_QUALITY = 0.035
_NAMED = 0.45
_ENDED = re.compile(r"""[.!?…]["'”’»)]*$""")
_SOON = 6
_MOSTLY = 0.6
_SIGNED_WORTH = 1.5
_OUTDONE_WORTH = 0.5
_LABEL = 45
"""Characters of what may stand between a name and a time."""
_INITIALS = 2
_MENU, _ENTRY = 5, 20
"""Lines of a menu at least, and characters of an entry at most."""
_LENGTH = 30
"""Lines that a last comment has at most with its buttons."""
_BARELY = frozenset({Role.TIME, Role.NOTE})
"""What follows a line that looks like a name where no comment stands: "Closed", "3 May"."""
_BREAKS = frozenset({Role.END, Role.COUNT, Role.NONE})


class Template(NamedTuple):
    """What recurs with every comment, and where the author stands to it."""

    role: Role
    place: Place
    has_time: bool = False


@dataclass(frozen=True)
class Run:
    """A run of comments that one template finds, with how well it explains them (more is better)."""

    template: Template | None
    starts: tuple[Start, ...]
    score: float

    def __len__(self) -> int:
        return len(self.starts)


TEMPLATES = (
    Template(Role.HEADER, "inline", has_time=True),
    Template(Role.HEADER, "inline"),
    Template(Role.TIME, "before", has_time=True),
    Template(Role.TIME, "after", has_time=True),
    Template(Role.REPLY_TO, "before"),
    Template(Role.ACTION, "after"),
    Template(Role.NUMBER, "after"),
)
_BELOW = Template(Role.HEADER, "below", has_time=True)
"""Where this holds (``below``), it explains the same lines better than a header above the words."""
_SIGNED = Template(Role.TIME, "below", has_time=True)
_PICTURED = Template(Role.NOTE, "after")


def runs(lines: Sequence[Line], marks: Sequence[Mark], least: int = 1) -> Iterator[Run]:
    """Yield every run of comments that a template finds, in no order."""
    breaks = _breaks(marks)
    yield from _of_templates(lines, marks, breaks, least)
    for template, groups, fewest, worth in (
        (_PICTURED, _grouped(_pictured(lines, marks), breaks), _ENOUGH, 1.0),
        (_PICTURED, _grouped(_with_handles(lines, marks), breaks), _PAIR, 1.0),
        (_BELOW, runs_below(lines, marks), 1, _SIGNED_WORTH),
        (_SIGNED, (*runs_signed(lines, marks), *runs_profiled(lines, marks)), 1, _SIGNED_WORTH),
    ):
        for group in groups:
            if len(group) >= max(least, fewest):
                yield Run(template, tuple(group), worth * _score(template, group, marks))


def _of_templates(lines: Sequence[Line], marks: Sequence[Mark], breaks: list[int], least: int) -> Iterator[Run]:
    for template in TEMPLATES:
        starts = list(_starts(template, lines, marks))
        for proposed in _rejoined(list(_grouped(starts, breaks)), marks):
            group = _without_article(_like_most(template, _pruned(template, proposed, lines, marks), marks), marks)
            if template.role is Role.TIME and template.place == "before":
                group = with_headings(with_whole_headers(group, lines, marks), lines, marks)
            if template.place in {"inline", "before"}:
                group = without_places(group)
            if len(group) >= least:
                outdone = not template.has_time and _are_dated_above(group, lines, marks)
                worth = _OUTDONE_WORTH if outdone or _are_badges(template, group, marks) else 1.0
                yield Run(template, tuple(group), worth * _score(template, group, marks))


def _are_badges(template: Template, group: Sequence[Start], marks: Sequence[Mark]) -> bool:
    """Return whether the names that stand below the times of most comments are badges: the names stand above."""
    badges = sum(marks[start.author_line].role is Role.BADGE for start in group)
    return template.place == "after" and template.has_time and badges >= _MOSTLY * len(group)


def _are_dated_above(group: Sequence[Start], lines: Sequence[Line], marks: Sequence[Mark]) -> bool:
    """Return whether a time stands above the words of most comments that a button parts: the time parts them better."""
    spans = [range(start.author_line, later.first) for start, later in pairwise(group)]
    return len(spans) > 1 and sum(_is_dated_above(span, lines, marks) for span in spans) >= _MOSTLY * len(spans)


def _is_dated_above(span: range, lines: Sequence[Line], marks: Sequence[Mark]) -> bool:
    time = next((place for place in span if marks[place].time), None)
    return time is not None and all(len(lines[place].text) < _LABEL for place in range(span.start, time))


def _pictured(lines: Sequence[Line], marks: Sequence[Mark]) -> list[Start]:
    """Return the comments whose authors stand below what their pictures are called."""
    return [
        Start(place, at, mark.name)
        for place, mark in enumerate(marks)
        if mark.role is Role.NOTE and mark.name
        for at in range(place + 1, place + 3)
        if at < len(lines) and lines[at].text == mark.name
    ]


def _with_handles(lines: Sequence[Line], marks: Sequence[Mark]) -> list[Start]:
    """Return the comments whose authors stand right above an account of a federation: "@ann@example.org"."""
    return [
        Start(place, place, line.text)
        for place, (line, below) in enumerate(pairwise(lines))
        if marks[place].role is Role.TEXT and below.text.count("@") > 1 and HANDLE.fullmatch(below.text)
    ]


def run_below(run: Run, line: int, marks: Sequence[Mark]) -> Run | None:
    """Return the part of a template's run that stands below a line, or ``None`` where nothing is left."""
    starts = tuple(start for start in run.starts if start.first > line)
    if not starts or run.template is None or run.template.place == "below":
        return None
    return Run(run.template, starts, _score(run.template, starts, marks))


def _breaks(marks: Sequence[Mark]) -> list[int]:
    """Return for each line how many lines up to it end or begin a section; a difference counts those between."""
    counts, total = [], 0
    for mark in marks:
        total += mark.role in _BREAKS
        counts.append(total)
    return counts


def _grouped(starts: list[Start], breaks: list[int]) -> Iterator[list[Start]]:
    group: list[Start] = []
    for start in starts:
        if group and breaks[start.first] != breaks[group[-1].author_line]:
            yield group
            group = []
        group.append(start)
    if group:
        yield group


def _rejoined(groups: list[list[Start]], marks: Sequence[Mark]) -> list[list[Start]]:
    """Join runs that only a line among words divides ("Contact" in a comment is no heading), or an advertisement."""
    joined: list[list[Start]] = []
    for group in groups:
        quality = _mean_quality(group)
        alone = bool(joined) and len(group) > 1 and quality >= 0.5 and _is_lone_break(joined[-1][-1], group[0], marks)
        if alone or (joined and quality >= _NAMED and _goes_on(joined[-1], group, marks)):
            joined[-1] = joined[-1] + group
        else:
            joined.append(group)
    return joined


def _goes_on(before: Sequence[Start], after: Sequence[Start], marks: Sequence[Mark]) -> bool:
    """Return whether comments with buttons go on soon below a line that is no heading, as above it."""
    between = marks[before[-1].author_line + 1 : after[0].first]
    last = max((at for at, mark in enumerate(between) if mark.role is Role.END), default=0)
    if len(between) - last > _SOON or any(mark.role in HEADS for mark in between):
        return False
    return all(with_buttons(group, marks) >= _MOSTLY for group in (before, after))


def with_buttons(group: Sequence[Start], marks: Sequence[Mark]) -> float:
    """Return the share of comments that have a button."""
    ends = [*(start.first for start in group[1:]), group[-1].author_line + _LENGTH]
    spans = (marks[start.first : end] for start, end in zip(group, ends, strict=True))
    return sum(any(mark.role is Role.ACTION or mark.has_button for mark in span) for span in spans) / len(group)


def _mean_quality(group: Sequence[Start]) -> float:
    return sum(name_quality(start.author) for start in group) / len(group)


def _is_lone_break(before: Start, after: Start, marks: Sequence[Mark]) -> bool:
    between = range(before.author_line + 1, after.first)
    breaks = [place for place in between if marks[place].role in _BREAKS]
    return all(
        marks[place].role is Role.END and marks[place - 1].role is Role.TEXT and marks[place + 1].role is Role.TEXT
        for place in breaks
    )


def _starts(template: Template, lines: Sequence[Line], marks: Sequence[Mark]) -> Iterator[Start]:
    find = _FINDERS[template.place]
    taken = -1
    alone = template.place == "after" and not any(mark.role in HEADS for mark in marks)
    for index, mark in enumerate((PLAIN_TEXT, *marks) if alone else marks, -1 if alone else 0):
        if index >= 0 and not _anchors(template, mark):  # where no heading stands, the first name may be on top
            continue
        start = find(template, index, lines, marks)
        if start and start.author_line > taken and start.first > taken:
            taken = start.author_line
            yield start


def _pruned(template: Template, group: list[Start], lines: Sequence[Line], marks: Sequence[Mark]) -> list[Start]:
    """Leave out what a heading or the last anchor proposed at the edges of a run but no anchor confirms."""
    if template.place != "after":
        return group
    while len(group) > 1 and not _has_text(marks, group[0].author_line + 1, group[1].first):
        group = group[1:]
    if template.role is Role.TIME and _stands_above(template, group[0], marks):
        return group
    if template.role is Role.TIME and _are_below_times(template, group, lines, marks):
        return group[1:]
    ends = [*(start.first for start in group[1:]), _end_of_section(group[-1].author_line, marks)]
    return [
        start
        for start, end in zip(group, ends, strict=True)
        if any(marks[place].role is template.role for place in range(start.author_line + 1, end))
    ]


def _like_most(template: Template, group: list[Start], marks: Sequence[Mark]) -> list[Start]:
    """Leave out what stands at the edges of a run without what most of it has, a time or a button: menus, links."""
    if len(group) < _ENOUGH:
        return group
    spans = _spans(group, marks)
    if template.has_time and all(mark.role in _BARELY for mark in spans[-1][1:]):
        group, spans = group[:-1], spans[:-1]
    if not template.has_time:
        signs = [any(mark.time for mark in span) for span in spans]
    else:
        signs = [any(mark.role is Role.ACTION or mark.has_button for mark in span) for span in spans]
    if sum(signs) < _MOSTLY * len(group):
        return group
    first, after = signs.index(True), len(signs) - signs[::-1].index(True)
    if template.has_time:  # the last comment of a copy may have lost its buttons
        first, after = 0, after if len(group) - after > 1 else len(group)
    return group[first:after]


def _spans(group: Sequence[Start], marks: Sequence[Mark]) -> list[Sequence[Mark]]:
    """Return the lines of each comment of a run; the last goes no further than its section."""
    last = min(group[-1].author_line + _LENGTH, _end_of_section(group[-1].author_line, marks))
    ends = [*(start.first for start in group[1:]), last]
    return [marks[start.first : end] for start, end in zip(group, ends, strict=True)]


def _without_article(group: list[Start], marks: Sequence[Mark]) -> list[Start]:
    """Leave out a first start with the article's byline: far longer than the rest, and no heading above it."""
    if len(group) < _ENOUGH:
        return group
    lengths = sorted(later.first - start.first for start, later in pairwise(group[1:]))
    first = group[1].first - group[0].first
    above = marks[max(0, group[0].first - _REACH) : group[0].first]
    if first > _OUTLIER * max(3, lengths[len(lengths) // 2]) and not any(mark.role in HEADS for mark in above):
        return group[1:]
    return group


def _are_below_times(template: Template, group: list[Start], lines: Sequence[Line], marks: Sequence[Mark]) -> bool:
    """Return whether all but the first, which is of the menus, stand below a time, and no time below the last."""
    if len(group) < _ENOUGH or not all(_stands_above(template, start, marks) for start in group[1:]):
        return False
    last = group[-1].author_line
    if any(mark.role is template.role for mark in marks[last : _end_of_section(last, marks)]):
        return False
    short = sum(len(lines[place].text) < _ENTRY for place in range(group[0].first, group[1].first))
    return short >= _MENU and 2 * short > group[1].first - group[0].first


def _stands_above(template: Template, start: Start, marks: Sequence[Mark]) -> bool:
    """Return whether what recurs stands right above a comment too, so that it is of the header."""
    for place in range(start.first - 1, max(-1, start.first - 4), -1):
        if marks[place].role is template.role:
            return True
        if marks[place].role is Role.TEXT:
            break
    return False


def _end_of_section(line: int, marks: Sequence[Mark]) -> int:
    while line < len(marks) and marks[line].role not in _BREAKS:
        line += 1
    return line


def _anchors(template: Template, mark: Mark) -> bool:
    if template.place == "inline":
        return mark.role is Role.HEADER and (mark.time is not None) == template.has_time
    if template.place == "after" and mark.role in HEADS | {Role.END, Role.LOAD}:
        return True
    return mark.role is template.role


def _inline(_: Template, index: int, lines: Sequence[Line], marks: Sequence[Mark]) -> Start | None:
    name = marks[index].name or ""
    return Start(_reaching_back(index, name, lines, marks), index, name)


def _before(_: Template, index: int, lines: Sequence[Line], marks: Sequence[Mark]) -> Start | None:
    for place in range(index - 1, max(-1, index - _OVER), -1):
        role = marks[place].role
        if role is Role.TEXT and (pictured := _over_profession(place, index, lines, marks)):
            return pictured
        if role is Role.TEXT and name_quality(lines[place].text) >= _LEAST_QUALITY:
            return _start(place, lines, marks)
        if role not in _BESIDE:
            return _over_profile(place, lines, marks) or _badge_as_name(range(index - 1, place, -1), lines, marks)
    return _badge_as_name(range(index - 1, max(-1, index - 2), -1), lines, marks)


def _over_profession(place: int, time: int, lines: Sequence[Line], marks: Sequence[Mark]) -> Start | None:
    """Return the name below what its picture is called, where one line, a profession, parts it from the time."""
    for above in range(place - 1, max(-1, place - _REACH), -1):
        mark = marks[above]
        if mark.role is Role.NOTE and mark.name and lines[above + 1].text == mark.name and above + 1 < place:
            return Start(above, above + 1, mark.name, time_line=time)
        if mark.role not in _BESIDE and not (mark.role is Role.TEXT and marks[above - 1].name == lines[above].text):
            return None
    return None


def _over_profile(place: int, lines: Sequence[Line], marks: Sequence[Mark]) -> Start | None:
    """Return a name that stands alone over a line which is no name ("Head of Timetables | Speaker"), above a time."""
    above = place - 1
    if above < 0 or marks[place].role is not Role.TEXT or marks[above].role is not Role.TEXT:
        return None
    name = lines[above].text
    alone = not above or marks[above - 1].role is not Role.TEXT
    if name_quality(name) < _NAMED or not alone or _ENDED.search(lines[place].text):
        return None
    return Start(_reaching_back(above, name, lines, marks), place, name)


def _after(template: Template, index: int, lines: Sequence[Line], marks: Sequence[Mark]) -> Start | None:
    ahead = range(index + 1, min(len(marks), index + _REACH))
    for place in ahead:
        role = marks[place].role
        if role is Role.TEXT and len(lines[place].text) <= LONGEST and not _is_prose(lines[place].text):
            below = place + 1
            over = (
                below < len(lines)
                and marks[below].role is Role.TEXT
                and _is_initials(lines[place].text, lines[below].text)
            )
            return _start(below if over else place, lines, marks)
        if role is Role.HEADER and marks[place].name and not marks[place].time and template.role is Role.TIME:
            return Start(place, place, marks[place].name or "")
        if role not in _BESIDE and role not in {Role.TIME, Role.LOAD} and role not in HEADS:
            break
        if role is template.role and template.role is Role.TIME:
            return None
    return _badge_as_name(ahead[:2], lines, marks)


def _badge_as_name(places: range, lines: Sequence[Line], marks: Sequence[Mark]) -> Start | None:
    """Where no name stands beside, "Guest" or "Admin" is one."""
    badge = next((at for at in places if marks[at].role is Role.BADGE and plain(lines[at].text) not in _STATES), None)
    return None if badge is None else Start(badge, badge, lines[badge].text)


def _start(place: int, lines: Sequence[Line], marks: Sequence[Mark]) -> Start:
    name = lines[place].text
    twice = place + 1 < len(lines) and lines[place + 1].text == name  # what the picture is called, then the name
    return Start(_reaching_back(place, name, lines, marks), place + twice, name)


def _is_prose(text: str) -> bool:
    return len(text) > 40 and name_quality(text) < _LEAST_QUALITY


_FINDERS: dict[Place, Callable[[Template, int, Sequence[Line], Sequence[Mark]], Start | None]] = {
    "inline": _inline,
    "before": _before,
    "after": _after,
}


def _reaching_back(place: int, name: str, lines: Sequence[Line], marks: Sequence[Mark]) -> int:
    """Return the first line of a header: the name may stand there twice (a picture's text), or as its initials."""
    wanted = name.casefold()
    place -= place > 0 and _is_initials(lines[place - 1].text, name)
    for before in range(place - 1, max(-1, place - _PROFILE), -1):
        if lines[before].text.casefold().strip("@ ") == wanted or marks[before].name == name:
            return before
        if marks[before].role not in _BESIDE:
            break
    return place


def _is_initials(text: str, name: str) -> bool:
    """Return whether a line is the first letters of a name, or of its words."""
    folded, words = text.casefold(), name.casefold().split()
    return len(text) <= _INITIALS and (name.casefold().startswith(folded) or folded == "".join(w[0] for w in words))


def _score(template: Template, group: Sequence[Start], marks: Sequence[Mark]) -> float:
    floor = 0.6 if template.place in {"inline", "below"} else 0.0
    quality = sum(max(floor, name_quality(start.author)) for start in group) / len(group)
    ends = [*(start.first for start in group[1:]), min(len(marks), group[-1].author_line + 12)]
    below = template.place == "below"
    filled = sum(
        _has_text(marks, start.first, start.author_line) if below else _has_text(marks, start.author_line + 1, end)
        for start, end in zip(group, ends, strict=True)
    )
    share = filled / len(group)
    return len(group) * quality * quality * share * share


def _has_text(marks: Sequence[Mark], first: int, end: int) -> bool:
    return any(marks[index].role is Role.TEXT for index in range(first, end))
