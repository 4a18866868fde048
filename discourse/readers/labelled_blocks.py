"""Records that a platform writes as blocks of lines, each line with its label: "Date: …", "Comment: …"."""

import re
from typing import Any

from discourse.readers.roles import is_text_name
from discourse.readers.source import Source, once

_LABELLED = re.compile(r"([A-Z][\w -]{1,30}): ?(.*)")
_MOSTLY = 0.8
_SNIFFED = 20_000


@once
def blocks_value(source: Source) -> list[dict[str, Any]] | None:
    """Return the records of a text in which each is a block of lines "Date: …", "Comment: …"; ``None`` for others."""
    start = source.text[:_SNIFFED]
    first = _LABELLED.match(start)
    if source.is_html or first is None or start.count(f"\n{first[1]}:") < 1:
        return None
    said: list[dict[str, list[str]]] = []
    key = ""
    for line in source.text.split("\n"):
        found = _LABELLED.match(line)
        if found and (found[1] == first[1] or len(said) == 1 or found[1] in said[0]):
            said += [{}] * (found[1] == first[1])
            said[-1] = said[-1] | {(key := found[1]): [found[2].strip()]}
        elif line.strip():
            said[-1][key].append(line)
    items = [{name: "\n".join(lines) for name, lines in item.items()} for item in said]
    keys = [tuple(item) for item in items]
    alike = sum(each == keys[0] for each in keys) >= _MOSTLY * len(keys)
    is_said = any(is_text_name(name) for name in items[0]) and len(items[0]) > 1
    return items if is_said and alike and len(items) > 1 else None
