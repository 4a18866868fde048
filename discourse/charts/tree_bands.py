"""The reply tree of a large thread as bands: each comment under what it answers, as wide as its branch is large.

What would be narrower than a pen stroke is drawn together: the bands of a strip have the shares of the codes in it,
so that ink stays proportional to comments.
"""

from collections import defaultdict

import numpy as np
from matplotlib.figure import Figure

from discourse.charts.forest import Forest
from discourse.charts.style import FULL, INK, MARGIN, NOTE, RULE, UNCODED, Box, Lettering, Sheet, look
from discourse.charts.wording import count_of

MOST_LEVELS = 40
_LEFT = 12.0
_KEYS = 6.0
_ARTICLE = 4.4
_GAP = 2.5
_OWN_BAND = 0.3
_STRIP = 0.8
_ORDER: tuple[str | None, ...] = ("support", "deny", "query", "comment", None)


def draw(shown: Forest, summary: str) -> Figure:
    """Return the tree as bands."""
    levels = min(max(shown.depth), MOST_LEVELS)
    level = min(8.0, max(2.2, 100 / levels))
    cut = sum(depth > MOST_LEVELS for depth in shown.depth)
    left, per_comment, joint = _places(shown)
    small = int(np.count_nonzero(_across(shown, per_comment) < _OWN_BAND))
    subtitle = f"{summary}. {_reading(small, cut)}"
    sheet = Sheet("tree", (FULL, _KEYS + _ARTICLE + 2 + level * levels), "Who answers what", subtitle)
    sheet.keys((MARGIN, sheet.top + 1.5), [(word, shade._replace(mark="s")) for word, shade in shown.keys])
    top = sheet.top + _KEYS
    _article(sheet, top, joint, left)
    _axis(sheet, top + _ARTICLE + 0.6, level, levels)
    boxes = _boxes(shown, left, per_comment, (top + _ARTICLE + 0.6, level))
    for code in _ORDER:
        sheet.boxes(boxes[code], look(code), "none" if code else UNCODED.line)
    return sheet.figure


def _reading(small: int, cut: int) -> str:
    """Say how to read the bands, and what is drawn together or left out."""
    text = "Each comment lies under what it answers and is as wide as its branch has comments."
    if small:
        text += f" {count_of(small, 'comment')} in branches too small for a band are drawn together by their shares."
    if cut:
        text += f" {count_of(cut, 'comment')} deeper than {MOST_LEVELS} are not drawn."
    return text


def _across(shown: Forest, per_comment: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.asarray(shown.sizes[:-1], dtype=np.float64) * per_comment


def _places(shown: Forest) -> tuple[list[float], float, float]:
    """Return the left end of each comment, the width of one comment and the width of the article's part, in mm."""
    answering = sum(shown.sizes[node] for node in shown.children[-1] if not shown.orphan[node])
    gap = _GAP if 0 < answering < len(shown) else 0.0
    per_comment = (FULL - MARGIN - _LEFT - gap) / len(shown)
    left = [0.0] * len(shown)
    for position, node in enumerate(shown.order):
        left[node] = _LEFT + per_comment * position + (gap if position >= answering else 0.0)
    return left, per_comment, per_comment * answering


def _article(sheet: Sheet, top: float, joint: float, left: list[float]) -> None:
    """Draw the article over what answers it, and say what stands beside it."""
    if joint:
        sheet.boxes([(_LEFT, top, joint, _ARTICLE)], UNCODED._replace(fill=INK))
    if joint > 20:
        sheet.write((_LEFT + joint / 2, top + _ARTICLE / 2), "the article", Lettering(NOTE.size, "#FFFFFF"), "center")
    end = sheet.width - MARGIN
    start = _LEFT + joint + (_GAP if joint else 0)
    if end - start > 1 and len(left):
        sheet.lines([[(start, top + _ARTICLE), (end, top + _ARTICLE)]], RULE, 1.0, (0, (1, 1.6)))
    if end - start > 32:
        sheet.write(((start + end) / 2, top + _ARTICLE / 2), "parent not known", NOTE, "center")


def _axis(sheet: Sheet, top: float, level: float, levels: int) -> None:
    sheet.write((MARGIN, top - _ARTICLE / 2 - 0.6), "depth", NOTE)
    every = 1 if level >= 3.2 else 5
    for depth in range(1, levels + 1):
        if depth == 1 or depth % every == 0:
            sheet.write((_LEFT - 2, top + level * (depth - 0.5)), str(depth), NOTE, "right")


def _boxes(
    shown: Forest, left: list[float], per_comment: float, rows: tuple[float, float]
) -> dict[str | None, list[Box]]:
    """Return the bands by code; ``rows`` is where the first row begins and how high one is, in mm."""
    top, level = rows
    boxes: dict[str | None, list[Box]] = defaultdict(list)
    strips: dict[tuple[int, int], dict[str | None, float]] = defaultdict(lambda: defaultdict(float))
    for node in shown.order:
        depth, across = shown.depth[node], per_comment * shown.sizes[node]
        if depth > MOST_LEVELS:
            continue
        if across < _OWN_BAND:
            strips[depth, int((left[node] + across / 2) / _STRIP)][shown.code[node]] += across
        else:
            hair = 0.15 if across > 0.9 else 0.0
            boxes[shown.code[node]].append((left[node], top + level * (depth - 1), across - hair, level - 0.25))
    for (depth, strip), parts in strips.items():
        _stack(boxes, parts, (_STRIP * strip, top + level * (depth - 1)), level - 0.25)
    return boxes


def _stack(
    boxes: dict[str | None, list[Box]], parts: dict[str | None, float], at: tuple[float, float], level: float
) -> None:
    """Stack the codes of one strip; its height is the share of the strip that its comments fill."""
    scale = level / max(_STRIP, sum(parts.values()))
    y = at[1]
    for code in _ORDER:
        if parts.get(code):
            boxes[code].append((at[0], y, _STRIP, parts[code] * scale))
            y += parts[code] * scale
