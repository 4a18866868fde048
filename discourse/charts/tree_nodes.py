"""The reply tree of a thread of some hundred comments: a tidy tree of marks, the article on top."""

from collections import defaultdict

from matplotlib.path import Path as Outline

from discourse.charts.forest import GUESSED, MAKES_A_CLAIM, STATED, UNKNOWN, Forest
from discourse.charts.layout import tidy
from discourse.charts.lettering import width
from discourse.charts.page import Page
from discourse.charts.sheet import Point, Sheet, keys_room
from discourse.charts.style import FAINT, FULL, MARGIN, NOTE, ROOT, STRONG, Lettering, link_style
from discourse.translation import translated

_WIDEST = 110.0
_DEEPEST = 60
_LEFT = 14.0
_NUMBER = 6.0


def places(shown: Forest, wide: float) -> list[float] | None:
    """Return the place of each node across the tree, or None for a tree too wide or too deep for the page."""
    if max(shown.depth) > _DEEPEST or len(shown) > 20 * _WIDEST:
        return None
    across = tidy(shown.children)
    return across if max(across) <= _WIDEST * (wide - _LEFT) / (FULL - _LEFT) else None


def draw(shown: Forest, across: list[float], summary: str, wide: float) -> Page:
    """Return the tree as marks and links."""
    deepest = max(shown.depth)
    level = min(11.0, max(2.3, 130 / deepest))
    column = min(9.0, (wide - MARGIN - 3 - _LEFT) / max(1.0, *across))
    node = min(4.4, 0.86 * column, 0.8 * level)
    keys = [*shown.keys, *((words, look._replace(fill="#FFFFFF", mark="o")) for words, look in shown.claim_key)]
    room = keys_room(keys, wide)
    size = (wide, room + 5 + level * deepest + node)
    sheet = Sheet("tree", size, translated("Who answers what"), f"{summary}. {shown.reading}")
    sheet.keys((MARGIN, sheet.top + 1.5), keys)
    top = sheet.top + room + 2
    at = [(_LEFT + column * place, top + level * depth) for place, depth in zip(across, shown.depth, strict=True)]
    _axis(sheet, top, level, deepest)
    _links(sheet, shown, at, level)
    _marks(sheet, shown, at, node)
    _article(sheet, at[-1])
    return sheet.figure


def _axis(sheet: Sheet, top: float, level: float, deepest: int) -> None:
    sheet.write((MARGIN, top), translated("depth"), NOTE)
    every = 1 if level >= 3.2 else 5
    for depth in range(1, deepest + 1):
        y = top + level * depth
        if depth == 1 or depth % every == 0:
            sheet.lines([[(_LEFT - 4, y), (sheet.width - MARGIN, y)]], FAINT, 0.3)
            sheet.write((MARGIN + 6, y), str(depth), NOTE, "right")


def _links(sheet: Sheet, shown: Forest, at: list[Point], level: float) -> None:
    """Draw the links as curves, inferred ones in ten steps of sureness."""
    curves: dict[tuple[str, float], list[Outline]] = defaultdict(list)
    for node in range(len(shown)):
        line = shown.line[node]
        if line == UNKNOWN:
            x, y = at[node]
            curves[line, 0.0].append(Outline([(x, y - 0.55 * level), (x, y)]))
        else:
            sure = 1.0 if line == STATED else round(shown.probability[node], 1)
            curves[line, sure].append(_curve(at[shown.parent[node]], at[node]))
    for (line, sure), outlines in sorted(curves.items(), key=lambda item: (item[0][0] != GUESSED, item[0])):
        color, weight, dash = link_style(line, sure)
        sheet.strokes(outlines, color, weight if len(shown) < 100 else 0.6 * weight, dash)


def _curve(above: Point, below: Point) -> Outline:
    middle = (above[1] + below[1]) / 2
    return Outline([above, (above[0], middle), (below[0], middle), below], [Outline.MOVETO, *[Outline.CURVE4] * 3])


def _marks(sheet: Sheet, shown: Forest, at: list[Point], node: float) -> None:
    by_code: dict[tuple[str | None, bool], list[Point]] = defaultdict(list)
    claiming: dict[tuple[str | None, bool], list[Point]] = defaultdict(list)
    for number, given in enumerate(zip(shown.code, shown.unsure, strict=True)):
        by_code[given].append(at[number])
        if shown.claims[number]:
            claiming[given].append(at[number])
    for given in sorted(by_code, key=str):
        shade = shown.look(*given)
        sheet.marks(claiming[given], MAKES_A_CLAIM._replace(mark=shade.mark), node + min(0.9, 0.45 * node))
        sheet.marks(by_code[given], shade, node)
    if width(str(max(shown.numbers)), _NUMBER) < node:
        for number in range(len(shown)):
            lettering = Lettering(_NUMBER, shown.look(shown.code[number], shown.unsure[number]).on)
            sheet.write(at[number], str(shown.numbers[number]), lettering, "center")


def _article(sheet: Sheet, at: Point) -> None:
    words = translated("the article")
    room = width(words, STRONG.size, bold=True) + 4
    sheet.marks([at], ROOT, 3.6)
    if at[0] + room < sheet.width - MARGIN:
        sheet.write((at[0] + 3, at[1]), words, STRONG)
    else:
        sheet.write((at[0] - 3, at[1]), words, STRONG, "right")
