"""Whom a comment answers, where its header says so with an arrow or with names on lines of their own."""

import re
from collections.abc import Sequence
from functools import cache

from discourse.readers.pasted.lexicon import consists_of, lexicon, plain
from discourse.readers.pasted.names import LONGEST, name_quality

_ARROW = re.compile(r"[→↳↪⤷➥⮑⮡↩]\s*@?(.+)")
HANDLE = re.compile(r"@[\w.-]{2,60}(?:@[\w.-]{3,60})?")
"""The name of an account: "@ann", "@ann@place.org"."""
_NAME = 0.5
_JOINS = frozenset({"and", "und", "et", "y", "e", "en", "и", "i", "och", "&"})
_MOST = 9
_SLOT = " {name}"


def named_by_arrow(line: str) -> str | None:
    """Return the name after an arrow that opens a line.

    >>> named_by_arrow("→Ann Lee"), named_by_arrow("→ so it goes.")
    ('Ann Lee', None)
    """
    found = _ARROW.fullmatch(line) if len(line) <= LONGEST else None
    return found.group(1).strip() if found and name_quality(found.group(1)) >= _NAME else None


def named_below(lines: Sequence[str], place: int) -> tuple[str | None, int]:
    """Return the last name below a line that says no more than "Replying to", and how many lines that takes.

    >>> named_below(["Replying to", "@ann", "and", "@bob", "No."], 0)
    ('@bob', 4)
    """
    if plain(lines[place]) not in _cues():
        return None, 0
    name, length = None, 1
    for line in lines[place + 1 : place + _MOST]:
        if HANDLE.fullmatch(line):
            name = line
        elif name is None or plain(line) not in _JOINS:
            break
        length += 1
    following = lines[place + 1] if place + 1 < len(lines) else ""
    if name is None and name_quality(following) >= _NAME:
        return following, 2
    return name, length


@cache
def _cues() -> frozenset[str]:
    patterns = (text for group in lexicon()["reply_to"].values() for text in group if text.endswith(_SLOT))
    cues = {plain(text.removesuffix(_SLOT)) for text in patterns} - {"", "@"}
    return frozenset(cue for cue in cues if not consists_of(cue, ("actions",)))
