"""Where a page's comments are: the heading, what it declares, and the run of comments that explains the page best."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from discourse.readers.pasted.bare import bare_run
from discourse.readers.pasted.headers import Start
from discourse.readers.pasted.lexicon import match
from discourse.readers.pasted.lines import Line
from discourse.readers.pasted.marks import Mark, Role
from discourse.readers.pasted.names import byline_author
from discourse.readers.pasted.templates import Run, run_below, runs, with_buttons

_HEADINGS = frozenset({Role.COUNT, Role.SECTION, Role.SORT, Role.NONE})
_PREFACE = frozenset(
    {
        Role.COUNT,
        Role.SECTION,
        Role.SORT,
        Role.FORM,
        Role.BADGE,
        Role.NUMBER,
        Role.NOTE,
        Role.ACTION,
        Role.LOAD,
        Role.PAGE,
    }
)
_OF_COMMENTS = frozenset({Role.LOAD, Role.ACTION, Role.NOTE, Role.LABEL, Role.BADGE, Role.REPLY_TO})
_NEAR = 80
_LABEL = 30
_ENTRY = 3
"""Blanks in an entry of a menu."""
_LEAST_SCORE = 0.25
_BARE_WORTH = 0.5
_BUTTON_WORTH = 0.9
_BARE_UNDECLARED_WORTH = 0.25
_NEAR_WORTH = 1.5
_OVER_HEADING_WORTH = 0.3
_FEW = 3
_PAIR = 2
_ENOUGH = 4
_BELOW_LAST = 20
_MANY = 5
_SURELY = 0.2
"""What a comment adds to a run's score, at least, where names look like names and nearly all have words."""
_NEARLY_ALL = 0.8
_MOST_HEADS = 8
_MOSTLY = 0.5
_SENTENCE = 60
_PROFILE = 6
_AHEAD = 4
"""Lines below the last name among which its words stand."""
_ENDED = re.compile(r"""[.!?…。！？][\"'”’»)]*$""")


class Section(NamedTuple):
    """The comments of a page as runs of lines; ``head`` is the line where the section begins."""

    head: int
    declared: int | None
    title: str | None
    run: Run | None


def find_section(lines: Sequence[Line], marks: Sequence[Mark]) -> Section:
    """Return the comment section of a page; ``run`` is ``None`` where it has no comments."""
    heads = [index for index, mark in enumerate(marks) if mark.role in _HEADINGS]
    counts = [index for index in heads if marks[index].role in {Role.COUNT, Role.NONE}]
    best, best_score = None, _LEAST_SCORE
    for propose in (_template_runs, _bare_runs):
        for run in propose(lines, marks, heads):
            score = _worth(run, lines, marks, heads, counts)
            if score > best_score and not (best and _holds_dated(best, run) and score * _MOSTLY < best_score):
                best, best_score = run, score
        if best and (_is_whole(best, marks, counts) or _is_sure(best, marks)):
            break
    return _section(_without_byline(best, lines) if best else None, lines, marks, heads, counts)


def _holds_dated(one: Run, other: Run) -> bool:
    """Return whether a run that times tell has all comments of one that none do, and more."""
    dated = one.template is not None and one.template.has_time
    undated = other.template is not None and not other.template.has_time
    return dated and undated and {start.author_line for start in other.starts} < {s.author_line for s in one.starts}


def _without_byline(run: Run, lines: Sequence[Line]) -> Run:
    """Leave out a first "comment" that is the article under its byline, where no other opens so."""
    bylines = [byline_author(lines[start.author_line].text) is not None for start in run.starts]
    opening = [lines[start.author_line].text.split()[0] for start in run.starts]
    if opening.count(opening[0]) > 1:  # "Post by Ann", "Post by b42": the second is a name too, if no usual one
        return run
    return replace(run, starts=run.starts[1:]) if len(bylines) > 1 and bylines[0] and sum(bylines) == 1 else run


def _is_whole(run: Run, marks: Sequence[Mark], counts: Sequence[int]) -> bool:
    """Return whether a run comes near the declared number, so that bare names need not be tried."""
    count = _last_before(counts, run.starts[0].first)
    declared = marks[count].number if count is not None else None
    return declared is not None and _NEARLY_ALL * declared <= len(run) <= declared


def _is_sure(run: Run, marks: Sequence[Mark]) -> bool:
    """Return whether a time and a button stand with nearly all comments: more than names alone can tell."""
    dated = run.template is not None and run.template.has_time and len(run) >= _ENOUGH
    return dated and with_buttons(run.starts, marks) >= _NEARLY_ALL


def _template_runs(lines: Sequence[Line], marks: Sequence[Mark], heads: Sequence[int]) -> list[Run]:
    """Return the runs of all templates, and the parts of them below the headings that they run over."""
    found = []
    for run in runs(lines, marks):
        found.append(run)
        over = heads[bisect_right(heads, run.starts[0].first) : bisect_left(heads, run.starts[-1].first)][:_MOST_HEADS]
        found += [part for part in (run_below(run, head, marks) for head in over) if part]
    return found


def _bare_runs(lines: Sequence[Line], marks: Sequence[Mark], heads: Sequence[int]) -> list[Run]:
    found = []
    for first, head in sorted({_first_after_menus(marks, head + 1): head for head in _outer(heads)}.items()):
        declared = _declared_at(marks, head)
        run = bare_run(lines, marks, first, end_of(marks, first), declared)
        if run and _holds_sentences(run, lines) and (_is_some_of(run, declared) or _reads_like_comments(run, lines)):
            found.append(run)
    return found


def _outer(heads: Sequence[int]) -> Sequence[int]:
    """Return the first and the last headings of a page that has more of them than a page has."""
    return heads if len(heads) <= 2 * _MOST_HEADS else [*heads[:_MOST_HEADS], *heads[-_MOST_HEADS:]]


def _first_after_menus(marks: Sequence[Mark], place: int) -> int:
    """Return the first line after the menus and forms that begin at a line; a reply form may stand on top."""
    while place < len(marks):
        reply_form = marks[place].role is Role.END and any(
            mark.role is Role.FORM for mark in marks[place + 1 : place + 3]
        )
        if marks[place].role not in _PREFACE and not reply_form:
            break
        place += 1
    return place


def _reads_like_comments(run: Run, lines: Sequence[Line]) -> bool:
    """Where no number is declared, bare names must be followed by sentences, not by more menu."""
    places = [start.author_line + 1 for start in run.starts]
    lengths = sorted(len(lines[place].text) for place in places if place < len(lines))
    return len(run) >= _FEW and bool(lengths) and lengths[len(lengths) // 2] >= 50


def _holds_sentences(run: Run, lines: Sequence[Line]) -> bool:
    """Return whether the words below most names are sentences: below the entries of a menu stand others."""
    ends = [*(start.first for start in run.starts[1:]), run.starts[-1].author_line + _AHEAD]
    spans = [lines[start.author_line + 1 : end] for start, end in zip(run.starts, ends, strict=True)]
    said = sum(any(len(line.text) > _SENTENCE or _ENDED.search(line.text) for line in span) for span in spans)
    return said >= _MOSTLY * len(spans)


def _is_some_of(run: Run, declared: int | None) -> bool:
    """Return whether a run is of the declared comments; one alone of several is rather the article."""
    return declared is not None and (len(run) > 1 or declared == 1)


def _declared_at(marks: Sequence[Mark], head: int) -> int | None:
    """Return the number of the nearest count heading at or before a heading."""
    for index in range(head, -1, -1):
        if marks[index].role is Role.COUNT:
            return marks[index].number
    return None


def end_of(marks: Sequence[Mark], first: int) -> int:
    """Return the first line from ``first`` on that stands after a comment section, or the number of lines."""
    for index in range(first, len(marks)):
        if marks[index].role in {Role.END, Role.FORM, Role.COUNT, Role.NONE}:
            return index
    return len(marks)


def _worth(
    run: Run, lines: Sequence[Line], marks: Sequence[Mark], heads: Sequence[int], counts: Sequence[int]
) -> float:
    """Weigh a run: what it explains, a heading above it, and how near it comes to the declared number."""
    first = run.starts[0].first
    head = _last_before(heads, first)
    near = head is not None and first - head <= _NEAR and not _is_past_end(marks, head, first)
    if not near and not _has_signs_of_comments(run, lines, marks):
        return 0.0
    is_pair = len(run) == _PAIR and _are_surely_named(run, lines, marks)
    if len(run) < _FEW and not is_pair and not (near and head is not None and _is_adjacent(marks, head, first)):
        return 0.0
    count = _last_before(counts, first)
    declared = marks[count].number if count is not None else None
    if len(run) < _FEW and _is_of_buttons(run) and declared != len(run) and not _holds_sentences(run, lines):
        return 0.0
    place = _NEAR_WORTH if near else _OVER_HEADING_WORTH if _last_before(heads, run.starts[-1].first) != head else 1.0
    return run.score * place * _declared_worth(run, declared)


def _is_of_buttons(run: Run) -> bool:
    return run.template is not None and run.template.role in {Role.ACTION, Role.NUMBER}


def _declared_worth(run: Run, declared: int | None) -> float:
    if declared == 0:
        return 0.0
    if declared is None:
        return _worth_of(run) if run.template else _BARE_UNDECLARED_WORTH
    closeness = min(len(run), declared) / max(len(run), declared, 1)
    return (0.4 + 1.6 * closeness) * _worth_of(run)


def _worth_of(run: Run) -> float:
    """Weigh a template: a time is a better sign of a comment than a button, and a button than a name alone."""
    if run.template is None:
        return _BARE_WORTH
    return 1.0 if run.template.role in {Role.HEADER, Role.TIME} else _BUTTON_WORTH


def _is_past_end(marks: Sequence[Mark], head: int, first: int) -> bool:
    return any(mark.role is Role.END for mark in marks[head:first])


def _is_adjacent(marks: Sequence[Mark], head: int, first: int) -> bool:
    """Return whether nothing but menus and forms stands between a heading and a first comment."""
    return (
        all(mark.role in _PREFACE or mark.role is Role.TIME for mark in marks[head:first]) and marks[head].number != 0
    )


def _has_signs_of_comments(run: Run, lines: Sequence[Line], marks: Sequence[Mark]) -> bool:
    """Without a heading, a run needs other signs.

    Most of its comments have a button, a form or "more comments" stands beside it, or it is all there is.
    """
    first, last = run.starts[0].first, run.starts[-1].author_line
    if run.template and run.template.role is Role.HEADER and not run.template.has_time:
        return len(run) >= 2
    if len(run) < _FEW:
        return len(run) == _PAIR and _are_surely_named(run, lines, marks)
    has_time = run.template is not None and run.template.has_time
    is_titled = run.template is not None and (run.template.role is Role.HEADER or len(run) >= _ENOUGH)
    top = 1 if is_titled else 0  # below a title, where names stand beside times or many have one
    if has_time and first <= top:  # a text of nothing but comments
        return True
    if run.template and run.template.has_time and _is_in_thread(last, lines):
        return True
    if run.template and run.template.has_time and _is_regular(run, marks[first : last + 12]):
        return True
    actions = sum(mark.role in _OF_COMMENTS or mark.has_button for mark in marks[first : last + 12])
    return actions >= 0.6 * len(run) or _is_beside_form(marks, first, last)


def _are_surely_named(run: Run, lines: Sequence[Line], marks: Sequence[Mark]) -> bool:
    """Return whether a time stands with each name, and above it what their picture is called, or below a profile."""
    has_time = run.template is not None and run.template.has_time
    return has_time and all(
        _is_surely_named(start, lines, marks)
        and any(mark.time for mark in marks[start.author_line : start.author_line + _PROFILE])
        for start in run.starts
    )


def _is_surely_named(start: Start, lines: Sequence[Line], marks: Sequence[Mark]) -> bool:
    above, below = marks[start.first : start.author_line], lines[start.author_line + 1 : start.author_line + 2]
    is_pictured = any(mark.role is Role.NOTE and mark.name == start.author for mark in above)
    is_told_twice = any(line.text == start.author for line in lines[start.first : start.author_line])
    return is_pictured or is_told_twice or any(match(line.text, "of_authors") for line in below)


def _is_regular(run: Run, marks: Sequence[Mark]) -> bool:
    """Return whether many comments by people whose names look like names are each followed by a number."""
    numbers = sum(mark.role is Role.NUMBER and mark.number is not None for mark in marks)
    return len(run) >= _MANY and run.score >= _SURELY * len(run) and numbers >= _NEARLY_ALL * len(run)


def _is_in_thread(last: int, lines: Sequence[Line]) -> bool:
    """Return whether what only a forum's discussion has stands soon below the last author."""
    return any(match(line.text, "thread") for line in lines[last : last + _BELOW_LAST])


def _is_beside_form(marks: Sequence[Mark], first: int, last: int) -> bool:
    above, below = marks[max(0, first - 6) : first], marks[last : last + 60]
    loads = any(mark.role is Role.LOAD for mark in (*above, *below[:20]))
    form_above = sum(mark.role is Role.FORM for mark in above) >= 2
    form_below = sum(mark.role is Role.FORM for mark in below) + sum(mark.role is Role.END for mark in below[:20])
    return loads or form_above or form_below >= 3


def _last_before(places: Sequence[int], line: int) -> int | None:
    after = bisect_left(places, line)
    return places[after - 1] if after else None


def _section(
    best: Run | None, lines: Sequence[Line], marks: Sequence[Mark], heads: Sequence[int], counts: Sequence[int]
) -> Section:
    if best is None:
        count = counts[-1] if counts else None
        head = _first_heading(marks, heads)
        return Section(head, marks[count].number if count is not None else _none(marks), _title(marks, counts), None)
    first = best.starts[0].first
    count = _last_before(counts, first)
    count = counts[0] if count is None and counts else count
    return Section(
        _top(lines, marks, first), marks[count].number if count is not None else None, _title(marks, counts), best
    )


def _none(marks: Sequence[Mark]) -> int | None:
    return 0 if any(mark.role is Role.NONE for mark in marks) else None


def _title(marks: Sequence[Mark], counts: Sequence[int]) -> str | None:
    """Return the title that a heading such as "12 thoughts on …" quotes."""
    titles = [marks[index].title for index in counts if marks[index].title]
    return titles[-1] if titles else None


def _first_heading(marks: Sequence[Mark], heads: Sequence[int]) -> int:
    """Return where a section without comments begins: at the last count heading, sort menu or form, else nowhere."""
    for index in reversed(heads):
        if marks[index].role in {Role.COUNT, Role.NONE, Role.SORT}:
            return index
    return len(marks)


def _top(lines: Sequence[Line], marks: Sequence[Mark], first: int) -> int:
    """Return the first line of the headings, menus and forms that stand right above the first comment."""
    top, index = first, first - 1
    while index >= 0 and first - index <= _NEAR:
        if marks[index].role in _PREFACE or marks[index].role is Role.END:
            top = index
        elif (
            len(lines[index].text) > _LABEL
            or lines[index].text.count(" ") > _ENTRY
            or lines[index].gap
            or top - index > 2
        ):
            break
        index -= 1
    return top
