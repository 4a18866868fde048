"""The days that stand between the messages of a chat, each above those of that day, of which only the hour is told."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from discourse.readers.generic.blocks import Box
from discourse.readers.generic.outline import Element, Outline
from discourse.readers.markup import line_of
from discourse.readers.times import LONGEST, find_time

_MOST_LINE = 40
_NEARLY = 0.8
_MOST_DAYS = 5_000


def stamps_of(outline: Outline, boxes: Sequence[Box], times: Mapping[int, Element | None]) -> dict[int, str]:
    """Return the time of each box that tells an hour alone, with the last day above it as ISO 8601."""
    hours = {number: hour for number, mark in times.items() if mark is not None and (hour := _hour_in(mark))}
    days = _days_between(outline, boxes) if hours else {}
    numbers = sorted(days)
    above = {number: bisect_right(numbers, number) - 1 for number in hours}
    return {number: f"{days[numbers[above[number]]]}T{hour}" for number, hour in hours.items() if above[number] >= 0}


def _hour_in(mark: Element) -> str | None:
    time = find_time(line_of(mark.node)[:LONGEST])
    is_alone = time is not None and time.clock and not (time.iso or time.parts or time.age)
    return time.clock if time is not None and is_alone else None


def _days_between(outline: Outline, boxes: Sequence[Box]) -> dict[int, str]:
    """Return the days that stand alone beside the boxes, in none of them, by the number of their element."""
    parent = boxes[0].element.parent
    if parent is None:
        return {}
    spans = [(box.element.number, box.end) for box in boxes]
    days: dict[int, str] = {}
    for mark in outline.inside(outline.times, parent.number, parent.end)[:_MOST_DAYS]:
        place = bisect_right(spans, (mark, len(outline.elements))) - 1
        element = outline.elements[mark]
        if element.text > _MOST_LINE or (place >= 0 and mark < spans[place][1]):
            continue
        line = line_of(element.node)
        time = find_time(line)
        if time is not None and time.iso and not time.clock and len(time.shown) >= _NEARLY * len(line):
            days[mark] = time.iso
    return days
