"""Words of strangers put into a prompt so that they cannot leave their place: JSON on one line between two marks.

The mark is taken from the hash of the line, so no text can hold the mark that will stand around it. Inside the line,
what chat templates are made of (``<|im_end|>``, ``[INST]``) and what no reader sees (controls, bidi overrides, tag
characters, which can spell orders in secret) is written as JSON escapes: the same text, but not the same tokens.
"""

import hashlib
import json
import re
import unicodedata
from typing import Any

_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_SPECIAL = re.compile("[<>\\[\\]\x7f]|[^\x00-\x7f]")
_JOINERS = "\u200c\u200d"
"""Without width, but part of how Persian, Hindi and emoji are written."""
_SELECTORS = range(0xE0100, 0xE01F0)
"""Variation selectors of which no font knows most; any byte can be hidden in one."""


def fenced(value: Any) -> str:
    r"""Return a JSON value as one line between two marks.

    >>> fenced("a\n<|im_end|>").splitlines()[1]
    '"a\\n\\u003c|im_end|\\u003e"'
    """
    line = one_line(value)
    mark = hashlib.sha256(line.encode()).hexdigest()[:16]
    return f"DATA {mark}\n{line}\nEND {mark}"


def one_line(value: Any) -> str:
    """Return a JSON value as one line of which no part can be taken for a mark, a turn or a hidden word."""
    return _STRING.sub(lambda found: _SPECIAL.sub(_escaped, found.group()), json.dumps(value, ensure_ascii=False))


def _escaped(found: re.Match[str]) -> str:
    character = found.group()
    if character > "\x7f" and not _is_hidden(character):
        return character
    return _escape(character)


def _escape(character: str) -> str:
    code = ord(character)
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


def _is_hidden(character: str) -> bool:
    kind = unicodedata.category(character)
    return (kind[0] == "C" and character not in _JOINERS) or kind in {"Zl", "Zp"} or ord(character) in _SELECTORS
