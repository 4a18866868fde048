"""The reply tree of a large thread as bands: each comment under what it answers, as wide as its branch is large.

What would be narrower than a pen stroke is drawn together: the bands of a strip have the shares of the codes in it,
so that ink stays proportional to comments.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from discourse.charts.forest import MAKES_A_CLAIM, Forest
from discourse.charts.lettering import width
from discourse.charts.page import Page
from discourse.charts.sheet import Box, Sheet, keys_room
from discourse.charts.style import MARGIN, NOTE, PALE, ROOT, RULE, UNCODED, Lettering
from discourse.charts.unsure import noting_unsure
from discourse.charts.wording import comments_of
from discourse.translation import deferred, translated

MOST_LEVELS = 40
ALWAYS_LEVELS = 12
_LEFT = 12.0
_UNDERLINE = 0.5
_ARTICLE = 4.4
_GAP = 2.5
_OWN_BAND = 0.2
_STRIP = 0.8
_SHARE_CUT = 0.005
_Given = tuple[str | None, bool]
"""A code, and whether it is unsure."""
_Boxes = dict[_Given, list[Box]]
_ORDER: tuple[_Given, ...] = (
    *((code, unsure) for code in ("support", "deny", "query", "comment") for unsure in (False, True)),
    (None, False),
)


def _left() -> float:
    """Return where the bands begin, right of the word over the depths."""
    return max(_LEFT, MARGIN + width(translated("depth"), NOTE.size) + 1.5)


def draw(shown: Forest, summary: str, wide: float) -> Page:
    """Return the tree as bands."""
    levels = _levels(shown)
    level = min(8.0, max(2.2, 100 / levels))
    cut = sum(depth > levels for depth in shown.depth)
    places = _places(shown, wide)
    small = sum(size * places.per_comment < _OWN_BAND for size in shown.sizes[:-1])
    subtitle = noting_unsure(f"{summary}. {_reading(small, cut, levels)}", any(shown.unsure))
    keys = [(word, shade._replace(mark="s")) for word, shade in (*shown.keys, *shown.claim_key)]
    room = keys_room(keys, wide)
    sheet = Sheet("tree", (wide, room + _ARTICLE + 2 + level * levels), translated("Who answers what"), subtitle)
    sheet.keys((MARGIN, sheet.top + 1.5), keys)
    top = sheet.top + room
    _article(sheet, top, places)
    _axis(sheet, top + _ARTICLE + 0.6, level, levels)
    blank = shown.look(None) if shown.code_free else UNCODED._replace(fill=PALE)
    for boxes in _boxes(shown, places, (top + _ARTICLE + 0.6, level, levels)):
        for code, unsure in _ORDER:
            sheet.boxes(boxes[code, unsure], shown.look(code, unsure)._replace(hatch="") if code else blank)
    sheet.boxes(_underlines(shown, places, (top + _ARTICLE + 0.6, level, levels)), MAKES_A_CLAIM)
    return sheet.figure


def _levels(shown: Forest) -> int:
    """Return how many levels to draw: beyond twelve, not the deepest ones with under .5 % of the comments in all."""
    below = len(shown) - np.cumsum(np.bincount(shown.depth[:-1]))
    worth = max(ALWAYS_LEVELS, int(np.argmax(below <= _SHARE_CUT * len(shown))))
    return min(MOST_LEVELS, worth, max(shown.depth))


def _reading(small: int, cut: int, levels: int) -> str:
    """Say how to read the bands, and what is drawn together or left out."""
    text = translated("Each comment lies under what it answers and is as wide as its branch has comments.")
    if small:
        text += " " + translated(
            "Branches too small for a band ({comments}) are drawn together, by their shares.",
            comments=comments_of(small),
        )
    if cut:
        text += " " + translated("Not drawn: {comments} deeper than {depth}.", comments=comments_of(cut), depth=levels)
    return text


@dataclass(frozen=True)
class _Places:
    """Where the comments lie, in mm: left ends, the width of one comment, and the article's and the orphans' part."""

    left: list[float]
    per_comment: float
    article: tuple[float, float]
    orphans: tuple[float, float]

    def strip(self, x: float) -> tuple[float, float]:
        """Return the left end and the width of the strip around a point."""
        start, end = self.article if x < self.article[1] else self.orphans
        left = start + _STRIP * max(0, int((x - start) / _STRIP))
        return left, min(_STRIP, end - left)


def _places(shown: Forest, wide: float) -> _Places:
    answering = sum(shown.sizes[node] for node in shown.children[-1] if not shown.orphan[node])
    gap = _GAP if 0 < answering < len(shown) else 0.0
    end = wide - MARGIN
    begin = _left()
    per_comment = (end - begin - gap) / len(shown)
    left = [0.0] * len(shown)
    for position, node in enumerate(shown.order):
        left[node] = begin + per_comment * position + (gap if position >= answering else 0.0)
    joint = begin + per_comment * answering
    return _Places(left, per_comment, (begin, joint), (joint + gap, end))


def _article(sheet: Sheet, top: float, places: _Places) -> None:
    """Draw the article over what answers it, and say what stands beside it."""
    for (start, end), words in ((places.article, "the article"), (places.orphans, deferred("parent not known"))):
        text = translated(words)
        if end - start < 0.5:
            continue
        middle = ((start + end) / 2, top + _ARTICLE / 2)
        room = end - start > width(text, NOTE.size) + 4
        if words == "the article":
            sheet.boxes([(start, top, end - start, _ARTICLE)], ROOT)
            sheet.write(middle, text if room else "", Lettering(NOTE.size, ROOT.on), "center")
        else:
            sheet.lines([[(start, top + _ARTICLE), (end, top + _ARTICLE)]], RULE, 1.0, (0, (1, 1.6)))
            sheet.write(middle, text if room else "", NOTE, "center")


def _axis(sheet: Sheet, top: float, level: float, levels: int) -> None:
    sheet.write((MARGIN, top - _ARTICLE / 2 - 0.6), translated("depth"), NOTE)
    every, begin = 1 if level >= 3.2 else 5, _left()
    for depth in range(1, levels + 1):
        if depth == 1 or depth % every == 0:
            sheet.write((begin - 2, top + level * (depth - 0.5)), str(depth), NOTE, "right")


def _boxes(shown: Forest, places: _Places, rows: tuple[float, float, int]) -> tuple[_Boxes, _Boxes]:
    """Return the strips and the bands by code; the bands are exact and go on top.

    ``rows`` is where the first row begins, how high a row is, and how many there are.
    """
    top, level, levels = rows
    together: _Boxes = defaultdict(list)
    bands: _Boxes = defaultdict(list)
    strips: dict[tuple[int, float, float], dict[_Given, float]] = defaultdict(lambda: defaultdict(float))
    for node in shown.order:
        depth, left, across = shown.depth[node], places.left[node], places.per_comment * shown.sizes[node]
        if depth > levels:
            continue
        given = (shown.code[node], shown.unsure[node])
        if across < _OWN_BAND:
            strips[depth, *places.strip(left + across / 2)][given] += across
        else:
            hair = 0.15 if across > 0.9 else 0.0
            bands[given].append((left, top + level * (depth - 1), across - hair, level - 0.25))
    for (depth, left, across), parts in strips.items():
        _stack(together, parts, (left, top + level * (depth - 1), across, level - 0.25))
    return together, bands


def _underlines(shown: Forest, places: _Places, rows: tuple[float, float, int]) -> list[Box]:
    """Return a line along the lower edge of each band of a comment that makes a claim."""
    top, level, levels = rows
    return [
        (
            places.left[node],
            top + level * shown.depth[node] - 0.25 - _UNDERLINE,
            places.per_comment * shown.sizes[node],
            _UNDERLINE,
        )
        for node in shown.order
        if shown.claims[node] and shown.depth[node] <= levels and places.per_comment * shown.sizes[node] >= _OWN_BAND
    ]


def _stack(boxes: _Boxes, parts: dict[_Given, float], strip: Box) -> None:
    """Stack the codes of one strip; its height is the share of the strip that its comments fill."""
    left, y, across, down = strip
    scale = down / max(across, sum(parts.values()))
    for given in _ORDER:
        if parts.get(given):
            boxes[given].append((left, y, across, parts[given] * scale))
            y += parts[given] * scale
