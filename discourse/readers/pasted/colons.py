"""Comments that set the author and a colon before their words in one line, and the time in the line below."""

import re
from collections.abc import Sequence

from discourse.readers.pasted.furniture import mark_of
from discourse.readers.pasted.lexicon import plain
from discourse.readers.pasted.lines import Line
from discourse.readers.pasted.marks import Role

_NAMED = re.compile(r"(?P<name>[^\s:：][^:：]{0,29})[:：]\s?(?P<words>[^\s:：/].*)")
_LEAST = 3
_MOSTLY = 0.6


def parted_at_colons(lines: Sequence[Line]) -> list[Line]:
    """Return lines with names on lines of their own, where most times stand below a line "Ann: No."."""
    times = [place for place, line in enumerate(lines) if mark_of(line.text).role is Role.TIME]
    above = [place - 1 for place in times if place]
    named = {place: found for place in above if (found := _named(lines[place].text))}
    several = len({plain(found["name"]) for found in named.values()}) > 1  # "Name:" is a label
    if not several or len(named) < max(_LEAST, _MOSTLY * len(times)):
        return list(lines)
    parted: list[Line] = []
    for place, line in enumerate(lines):
        found = named.get(place)
        if found:
            parted += [line._replace(text=found["name"].strip()), Line(found["words"], line.indent, 0)]
        else:
            parted.append(line)
    return parted


def _named(text: str) -> re.Match[str] | None:
    return _NAMED.fullmatch(text) if mark_of(text).role is Role.TEXT else None
