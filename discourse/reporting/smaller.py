"""A chart's SVG made smaller for a page that holds many: the same picture to a tenth of a point."""

import re

_TAG = re.compile(r"<[^<>]*>")
_BETWEEN_TAGS = re.compile(r">\s*\n\s*<")
_OUTLINE = re.compile(r'(?<= d=")[^"]*')
_NUMBER = re.compile(r"-?[0-9]*\.?[0-9]+")
_AROUND_COMMAND = re.compile(r"\s*([A-DF-Za-df-z])\s*|\s+(?=-)")
_BLANKS = re.compile(r"\s+")
_ID = re.compile(r' id="([^"]*)"')
_USED = re.compile(r'(?:url\(|href=")#([^")]*)')
_BARE_GROUP = re.compile(r"<g>((?:<(?!/?g\b)[^<>]*>)*)</g>")
_DEFAULTS = (' stroke-dashoffset="0"',)


def smaller(svg: str) -> str:
    """Return an SVG without blanks between tags, ids that nothing refers to, and more digits than a screen shows."""
    used = frozenset(_USED.findall(svg))
    tags = _TAG.sub(lambda tag: _own(tag.group(), used), _BETWEEN_TAGS.sub("><", svg))
    return _BARE_GROUP.sub(r"\1", tags)


def _own(tag: str, used: frozenset[str]) -> str:
    for default in _DEFAULTS:
        tag = tag.replace(default, "")
    tag = _ID.sub(lambda named: named.group() if named.group(1) in used else "", tag)
    return _OUTLINE.sub(lambda outline: _shorter(outline.group()), tag) if ' d="' in tag else tag


def _shorter(outline: str) -> str:
    """Return path data with a tenth of a unit and no blank that is not needed.

    >>> _shorter("M 313.03 224.0 L -318.81 0.04 z")
    'M313 224L-318.8 0z'
    """
    tenths = _NUMBER.sub(lambda number: f"{round(float(number.group()), 1) + 0:g}", outline)
    return _BLANKS.sub(" ", _AROUND_COMMAND.sub(lambda command: command.group(1) or "", tenths)).strip()
