"""Arrows between authors on two arcs: each bowed, and where several meet at one dot, side by side around it."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import atan2, cos, hypot, sin
from typing import NamedTuple

from matplotlib.path import Path as Outline

from discourse.charts.sheet import Point

_UPWARDS = 7.0
"""How many mm further inwards an arrow upwards on one side bows than one downwards."""
_CLEAR = 0.4
"""How far in mm a head stays off a dot that has few arrows."""
_FARTHEST = 2.0
"""How far in mm a head may stand off a dot that many arrows reach."""
_TURN = 1.3
"""How far arrows may turn up or down around a dot from the side that faces the other arc, in radians."""
_MM_PER_POINT = 25.4 / 72
_HEAD = 0.45
"""How broad half a head is, as a part of its length."""
_NEAREST = 0.3
"""How far the handle of a curve that turns away is from its dot at least, as a part of that of one that does not."""

_Key = tuple[int, bool]
"""An arrow by its place, and whether its tip is meant."""
_Leave = tuple[float, float]
"""In which direction an arrow leaves or reaches a dot, and how far from the middle of it."""


class Node(NamedTuple):
    """An author's place in mm, the radius, and on which side the name stands (-1 left, 1 right)."""

    x: float
    y: float
    radius: float
    side: int


class Bow(NamedTuple):
    """An arrow from one author to another, its weight in points, and how far it is bowed to its left."""

    start: Node
    end: Node
    weight: float
    bend: float

    @property
    def head(self) -> float:
        """How long the head is, in mm."""
        return 1.1 + 0.45 * self.weight


class _End(NamedTuple):
    """An end of an arrow: its dot, the direction in which it would leave, the other dot's, and its breadth in mm."""

    node: Node
    turn: float
    partner: float
    breadth: float


def curves(bows: Sequence[Bow]) -> list[tuple[Outline, list[Point]]]:
    """Return for each arrow its curve and the corners of its head."""
    heights = [node.y for bow in bows for node in (bow.start, bow.end)]
    controls = [control(bow, (min(heights), max(heights))) for bow in bows]
    ends = {
        (place, is_tip): _end(bow, at, is_tip=is_tip)
        for place, (bow, at) in enumerate(zip(bows, controls, strict=True))
        for is_tip in (False, True)
    }
    leave = _apart(ends)
    return [_curve(bow, controls[place], leave[place, False], leave[place, True]) for place, bow in enumerate(bows)]


def control(bow: Bow, heights: tuple[float, float]) -> Point:
    """Return the control point of an arrow's curve, between the given heights."""
    start, end = bow.start, bow.end
    across, down = end.x - start.x, end.y - start.y
    if start.side == end.side:
        # two who answer each other have two curves, the one beyond the other
        reach = 5 + 0.35 * hypot(across, down) + (0 if down > 0 else _UPWARDS)
        return (start.x + end.x) / 2 - start.side * reach * (1 + bow.bend), (start.y + end.y) / 2
    height = (start.y + end.y) / 2 - bow.bend * across
    return (start.x + end.x) / 2 + bow.bend * down, min(max(height, heights[0]), heights[1])


def _end(bow: Bow, at: Point, *, is_tip: bool) -> _End:
    node, other = (bow.end, bow.start) if is_tip else (bow.start, bow.end)
    breadth = 2 * _HEAD * bow.head if is_tip else bow.weight * _MM_PER_POINT
    return _End(node, _turn(node, at), _turn(node, (other.x, other.y)), breadth)


def _turn(node: Node, point: Point) -> float:
    """Return the direction of a point from a dot: 0 toward the other arc, below 0 upwards."""
    return atan2(point[1] - node.y, -node.side * (point[0] - node.x))


def _apart(ends: dict[_Key, _End]) -> dict[_Key, _Leave]:
    """Return for each end its direction and its distance from the middle of its dot, so that none covers another."""
    at_node: dict[Node, list[_Key]] = defaultdict(list)
    for key in sorted(ends, key=lambda key: (ends[key].turn, ends[key].partner, key)):
        at_node[ends[key].node].append(key)
    found: dict[_Key, _Leave] = {}
    for node, keys in at_node.items():
        breadths = [ends[key].breadth for key in keys]
        ring = min(max(node.radius + _CLEAR, sum(breadths) / (2 * _TURN)), node.radius + _FARTHEST)
        turns = spread([ends[key].turn for key in keys], [breadth / ring for breadth in breadths])
        found |= {key: (turn, ring if key[1] else node.radius) for key, turn in zip(keys, turns, strict=True)}
    return found


def spread(turns: Sequence[float], breadths: Sequence[float]) -> list[float]:
    """Return rising directions moved apart by as much as each is broad, and no farther than needed in least squares.

    Where all together are broader than there is room, they share it. Neighbours that are too near are pooled, as in
    isotonic regression (Barlow et al. 1972).

    >>> spread([0.0, 0.0, 1.0], [0.5, 0.5, 0.5])
    [-0.25, 0.25, 1.0]
    """
    gaps = [(one + other) / 2 for one, other in pairwise(breadths)]
    share = min(1.0, 2 * _TURN / sum(gaps)) if gaps else 1.0
    offsets = list(accumulate((share * gap for gap in gaps), initial=0.0))
    pools: list[tuple[float, int]] = []
    for turn, offset in zip(turns, offsets, strict=True):
        total, count = turn - offset, 1
        while pools and pools[-1][0] / pools[-1][1] >= total / count:
            above = pools.pop()
            total, count = total + above[0], count + above[1]
        pools.append((total, count))
    level = [total / count for total, count in pools for _ in range(count)]
    return [min(max(own, -_TURN), _TURN - offsets[-1]) + offset for own, offset in zip(level, offsets, strict=True)]


def _curve(bow: Bow, at: Point, tail: _Leave, tip: _Leave) -> tuple[Outline, list[Point]]:
    """Return the curve of an arrow that leaves and reaches its dots as ``tail`` and ``tip`` say, and its head."""
    first, last = _beside(bow.start, *tail), _beside(bow.end, *tip)
    before = (tip[0], tip[1] + bow.head)
    base = _beside(bow.end, *before)
    handles = [_handle(bow.start, tail, at), _handle(bow.end, before, at)]
    along = ((last[0] - base[0]) / bow.head, (last[1] - base[1]) / bow.head)
    half = _HEAD * bow.head
    corners = [
        last,
        (base[0] - half * along[1], base[1] + half * along[0]),
        (base[0] + half * along[1], base[1] - half * along[0]),
    ]
    return Outline([first, *handles, base], [Outline.MOVETO, *[Outline.CURVE4] * 3]), corners


def _handle(node: Node, leave: _Leave, at: Point) -> Point:
    """Return the handle of a curve at a dot: of one bowed to ``at``, nearer the farther it is turned from there."""
    turned = abs(leave[0] - _turn(node, at))
    long = max(0.0, hypot(at[0] - node.x, at[1] - node.y) - leave[1])
    return _beside(node, leave[0], leave[1] + long * 2 / 3 * max(_NEAREST, 1 - turned))


def _beside(node: Node, turn: float, away: float) -> Point:
    """Return the point in a direction from a dot, so far from its middle."""
    return node.x - node.side * away * cos(turn), node.y + away * sin(turn)
