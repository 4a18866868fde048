"""Comments that sites keep as files of YAML: a mapping, or a list of them, with words, quoted words and blocks.

Only what such files have is read; anchors, tags and nested mappings are left to nobody.
"""

import re
from collections.abc import Sequence
from typing import Any

from discourse.readers.source import Source, once

_PAIR = re.compile(r"(?P<indent> {0,40})(?P<item>- {1,4})?(?P<key>[A-Za-z_][\w .-]{0,60}):(?: +(?P<value>.*))?$")
_BLOCK = re.compile(r"(?P<kind>[|>])[+-]?\d?[+-]?$")
_ESCAPED = re.compile(r"\\(u[\da-fA-F]{4}|.)")
_SIGNS = {"n": "\n", "r": "", "t": "\t", "0": ""}
_FEWEST_KEYS = 3
_NONE = frozenset({"", "~", "null", "''", '""'})


@once
def yaml_value(source: Source) -> list[dict[str, Any]] | None:
    """Return the mappings of a file that is nothing but them; ``None`` for any other text."""
    if not source.name.lower().endswith((".yml", ".yaml")):
        return None
    lines = source.text.split("\n")
    items: list[dict[str, Any]] = []
    at, column = 0, 0
    while at < len(lines):
        if not lines[at].strip() or lines[at].strip() == "---" or lines[at].lstrip().startswith("#"):
            at += 1
            continue
        found = _PAIR.match(lines[at].rstrip())
        if found is None or (not items and found["indent"]):
            return None
        begins = len(found["indent"]) + len(found["item"] or "")
        if found["item"] or not items:
            items.append({})
            column = begins
        end = _end(lines, at + 1, begins)
        if begins == column:
            items[-1][found["key"].strip()] = _said(found["value"] or "", lines[at + 1 : end])
        at = end
    return items if items and len(items[0]) >= _FEWEST_KEYS else None


def _end(lines: Sequence[str], at: int, column: int) -> int:
    """Return where the lines end that stand further right than a key, or are empty."""
    while at < len(lines) and (not lines[at].strip() or len(lines[at]) - len(lines[at].lstrip(" ")) > column):
        at += 1
    return at


def _said(value: str, below: Sequence[str]) -> str | None:
    """Return what a key says: a block below it, words in quotes, or bare ones, which may go on below."""
    value = value.strip()
    block = _BLOCK.match(value)
    if block is None:
        whole = _folded([value, *below])
        return None if whole in _NONE else _unquoted(whole)
    margin = min((len(line) - len(line.lstrip(" ")) for line in below if line.strip()), default=0)
    inside = [line[margin:].rstrip() for line in below]
    return ("\n".join(inside) if block["kind"] == "|" else _folded(inside)).strip()


def _folded(lines: Sequence[str]) -> str:
    """Return lines as one: an empty line parts paragraphs, and nothing else does."""
    parts = "\n".join(line.strip() for line in lines).strip().split("\n\n")
    return "\n\n".join(" ".join(part.split("\n")) for part in parts)


def _unquoted(words: str) -> str:
    r"""Return what stands between quotation marks, if all of it does.

    >>> _unquoted(r'"a\n\"b\""'), _unquoted("'it''s'"), _unquoted("no 'quotes' here")
    ('a\n"b"', "it's", "no 'quotes' here")
    """
    if len(words) > 1 and words[0] == words[-1] == "'":
        return words[1:-1].replace("''", "'")
    if len(words) > 1 and words[0] == words[-1] == '"':
        return _ESCAPED.sub(_sign, words[1:-1])
    return words


def _sign(found: re.Match[str]) -> str:
    sign = found[1]
    return chr(int(sign[1:], 16)) if len(sign) > 1 else _SIGNS.get(sign, sign)
