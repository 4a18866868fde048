"""Reply stance over time: the shares of support, deny, query and comment in groups of comments of equal size."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

import polars as pl

from discourse.charts.clock import Clock, clock, moment
from discourse.charts.drawing import styled
from discourse.charts.lettering import width, wrapped
from discourse.charts.page import Page
from discourse.charts.sheet import Box, Sheet, keys_room
from discourse.charts.style import FAINT, HALF, LEADING, MARGIN, MUTED, NOTE, RULE, Lettering, look, pale
from discourse.charts.unsure import noting_unsure, with_unsure
from discourse.charts.wording import comments_of
from discourse.tables import REPLY_STANCES
from discourse.translation import counted, number, translated
from discourse.translation.phrases import enumerated, percent

LEAST_COMMENTS = 20
MOST_GROUPS = 12
_LEAST_GROUP = 10
_HIGH = 32.0
_LEFT = MARGIN + 9.0
_SMALL = Lettering(NOTE.size - 0.5, MUTED)


class _Group(NamedTuple):
    """Comments that follow each other in time: when the first was posted, and how many have each code.

    ``unsure`` is how many of these labels are unsure.
    """

    start: datetime
    counts: dict[str, int]
    unsure: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@styled
def stance_times(table: pl.DataFrame, wide: float = HALF) -> Page | None:
    """Return the bars of a ``stance_times`` table, or None with fewer than twenty comments."""
    groups, known = _groups(table)
    if not groups:
        return None
    present = [code for code in REPLY_STANCES if any(group.counts[code] for group in groups)]
    keys = [(translated(code), look(code)._replace(mark="s")) for code in present]
    room = keys_room(keys, wide)
    text = translated(
        "Shares in {groups} of at least {size} comments, in order of posting, n = {total}; {zone}.",
        groups=counted(len(groups), "group", "groups"), size=number(min(group.total for group in groups)),
        total=number(len(table)), zone=known.zone,
    )  # fmt: skip
    text = noting_unsure(text, any(any(group.unsure.values()) for group in groups))
    axis = wrapped(translated("when the first comment of the group was posted"), wide - MARGIN - _LEFT, _SMALL.size)
    size = (wide, room + _HIGH + 13 + LEADING * (len(axis) - 1))
    sheet = Sheet("stance-times", size, translated("Reply stance over time"), text)
    sheet.keys((MARGIN, sheet.top + 1), keys)
    top = sheet.top + room + 2
    _levels(sheet, top)
    across = (wide - MARGIN - _LEFT) / len(groups)
    for code, sure, unsure in _boxes(groups, across, top + _HIGH):
        shade = look(code)._replace(hatch="")
        sheet.boxes(sure, shade)
        sheet.boxes(unsure, pale(shade), shade.line)
    _starts(sheet, groups, known, top + _HIGH)
    sheet.below((_LEFT, top + _HIGH + 6.9), axis, _SMALL)
    return sheet.figure


def _boxes(groups: Sequence[_Group], across: float, bottom: float) -> Iterator[tuple[str, list[Box], list[Box]]]:
    """Yield each code with its boxes, the sure ones and, above them, the unsure ones."""
    filled = [bottom] * len(groups)
    for code in REPLY_STANCES:
        boxes: tuple[list[Box], list[Box]] = ([], [])
        for place, group in enumerate(groups):
            unsure = group.unsure[code]
            for made, part in zip(boxes, (group.counts[code] - unsure, unsure), strict=True):
                high = _HIGH * part / group.total
                filled[place] -= high
                if part:
                    made.append((_LEFT + across * place + 0.3, filled[place], across - 0.6, high))
        yield code, *boxes


def describe(table: pl.DataFrame) -> str:
    """Return in words what the chart of stances over time shows."""
    groups, known = _groups(table)
    if not groups:
        return translated("Fewer than {count} comments have both a reply stance and a time.", count=LEAST_COMMENTS)
    first, last = groups[0], groups[-1]
    return translated(
        "Reply stance of {comments} in order of posting: at first {first}; at last, from {start}, {last}.",
        comments=comments_of(len(table)), first=_shares(first), last=_shares(last),
        start=moment(last.start, known.daily),
    )  # fmt: skip


def _shares(group: _Group) -> str:
    return enumerated(
        [
            f"{translated(code)} {percent(group.counts[code] / group.total)}"
            for code in REPLY_STANCES
            if group.counts[code]
        ]
    )


def _groups(table: pl.DataFrame) -> tuple[list[_Group], Clock]:
    """Return up to twelve groups as equal as can be, each of ten comments at least."""
    known = clock(table["posted"].to_list())
    codes = with_unsure(table).select("code", "unsure").rows()
    order = sorted(range(len(codes)), key=lambda place: (known.times[place], place))
    if len(order) < LEAST_COMMENTS:
        return [], known
    count = min(MOST_GROUPS, len(order) // _LEAST_GROUP)
    ends = [len(order) * place // count for place in range(count + 1)]
    return [_group(order[start:end], known, codes) for start, end in pairwise(ends)], known


def _group(places: Sequence[int], known: Clock, codes: Sequence[tuple[str, bool]]) -> _Group:
    counts, unsure = dict.fromkeys(REPLY_STANCES, 0), dict.fromkeys(REPLY_STANCES, 0)
    for code, is_unsure in (codes[place] for place in places):
        counts[code] += 1
        unsure[code] += is_unsure
    return _Group(known.times[places[0]], counts, unsure)


def _levels(sheet: Sheet, top: float) -> None:
    for share in (0.0, 0.5, 1.0):
        y = top + _HIGH * (1 - share)
        sheet.lines([[(_LEFT, y), (sheet.width - MARGIN, y)]], FAINT, 0.5)
        sheet.write((_LEFT - 1.5, y), percent(share), _SMALL, "right")


def _starts(sheet: Sheet, groups: Sequence[_Group], known: Clock, y: float) -> None:
    """Write below the bars when the first, the middle and the last group begin, where there is room."""
    across = (sheet.width - MARGIN - _LEFT) / len(groups)
    taken: list[tuple[float, float]] = []
    for place in (0, len(groups) - 1, len(groups) // 2):
        words = moment(groups[place].start, known.daily)
        long = width(words, _SMALL.size)
        middle = _LEFT + across * (place + 0.5)
        x = max(_LEFT, min(middle - long / 2, sheet.width - MARGIN - long))
        if any(x < end + 2 and start < x + long + 2 for start, end in taken):
            continue
        taken.append((x, x + long))
        sheet.lines([[(middle, y), (middle, y + 1)]], RULE, 0.6)
        sheet.write((x, y + 3.2), words, _SMALL)
