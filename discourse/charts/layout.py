"""Places for the nodes of a tree, in linear time and without recursion, so that a chain of any depth is laid out.

A tree is given as the parent of each node, -1 for one that hangs on the root; the root itself is node n, last.
"""

from collections.abc import Sequence
from dataclasses import dataclass


def children_of(parent: Sequence[int]) -> list[list[int]]:
    """Return the children of each node in rising order, those of the root last.

    >>> children_of([-1, 0, -1, 0])
    [[1, 3], [], [], [], [0, 2]]
    """
    children: list[list[int]] = [[] for _ in range(len(parent) + 1)]
    for node, above in enumerate(parent):
        children[above].append(node)
    return children


def preorder(children: Sequence[Sequence[int]]) -> list[int]:
    """Return the nodes as they are read: the root first, each node before its children.

    >>> preorder(children_of([-1, 0, -1, 0]))
    [4, 0, 1, 3, 2]
    """
    order: list[int] = []
    waiting = [len(children) - 1]
    while waiting:
        node = waiting.pop()
        order.append(node)
        waiting.extend(reversed(children[node]))
    return order


def branch_sizes(children: Sequence[Sequence[int]]) -> list[int]:
    """Return for each node how many nodes its branch has, itself included.

    >>> branch_sizes(children_of([-1, 0, -1, 0]))
    [3, 1, 1, 1, 5]
    """
    sizes = [1] * len(children)
    for node in reversed(preorder(children)):
        sizes[node] += sum(sizes[below] for below in children[node])
    return sizes


def tidy(children: Sequence[Sequence[int]]) -> list[float]:
    """Return the place of each node across the tree, the root last; the leftmost node has place 0.

    Nodes at one depth are at least 1 apart, a parent stands over the middle of its children, and equal branches
    look equal (Walker 1990, in the linear time of Buchheim, Jünger & Leipert 2002).

    >>> tidy(children_of([-1, -1, 0, 0]))
    [0.5, 1.5, 0.0, 1.0, 1.0]
    """
    walk = _Walk.start(children)
    for node in _postorder(children):
        _place(walk, node)
        above = walk.parent[node]
        if above >= 0:
            walk.default[above] = _apportion(walk, node, walk.default[above])
    shift = [0.0] * len(children)
    for node in preorder(children)[1:]:
        shift[node] = shift[walk.parent[node]] + walk.modifier[walk.parent[node]]
    places = [walk.prelim[node] + shift[node] for node in range(len(children))]
    left = min(places)
    return [place - left for place in places]


def _postorder(children: Sequence[Sequence[int]]) -> list[int]:
    order: list[int] = []
    waiting = [len(children) - 1]
    while waiting:
        node = waiting.pop()
        order.append(node)
        waiting.extend(children[node])
    order.reverse()
    return order


@dataclass
class _Walk:
    """The state of Buchheim's first walk, one entry per node; -1 stands for no node."""

    parent: list[int]
    children: Sequence[Sequence[int]]
    number: list[int]
    left: list[int]
    prelim: list[float]
    modifier: list[float]
    shift: list[float]
    change: list[float]
    thread: list[int]
    ancestor: list[int]
    default: list[int]

    @classmethod
    def start(cls, children: Sequence[Sequence[int]]) -> "_Walk":
        count = len(children)
        parent, number, left = [-1] * count, [0] * count, [-1] * count
        for above, siblings in enumerate(children):
            for position, node in enumerate(siblings):
                parent[node] = above
                number[node] = position
                left[node] = siblings[position - 1] if position else -1
        return cls(
            parent=parent,
            children=children,
            number=number,
            left=left,
            prelim=[0.0] * count,
            modifier=[0.0] * count,
            shift=[0.0] * count,
            change=[0.0] * count,
            thread=[-1] * count,
            ancestor=list(range(count)),
            default=[below[0] if below else -1 for below in children],
        )

    def next_left(self, node: int) -> int:
        return self.children[node][0] if self.children[node] else self.thread[node]

    def next_right(self, node: int) -> int:
        return self.children[node][-1] if self.children[node] else self.thread[node]


def _place(walk: _Walk, node: int) -> None:
    """Put a node over the middle of its children and beside its left sibling."""
    below, left = walk.children[node], walk.left[node]
    beside = walk.prelim[left] + 1 if left >= 0 else 0.0
    if not below:
        walk.prelim[node] = beside
        return
    _execute_shifts(walk, below)
    middle = (walk.prelim[below[0]] + walk.prelim[below[-1]]) / 2
    walk.prelim[node] = beside if left >= 0 else middle
    walk.modifier[node] = beside - middle if left >= 0 else 0.0


def _execute_shifts(walk: _Walk, siblings: Sequence[int]) -> None:
    shift = change = 0.0
    for node in reversed(siblings):
        walk.prelim[node] += shift
        walk.modifier[node] += shift
        change += walk.change[node]
        shift += walk.shift[node] + change


def _apportion(walk: _Walk, node: int, default: int) -> int:
    """Move a branch to the right until it stands clear of the branches left of it, and return the default ancestor."""
    if walk.left[node] < 0:
        return default
    inner_right = outer_right = node
    inner_left, outer_left = walk.left[node], walk.children[walk.parent[node]][0]
    sums = [walk.modifier[each] for each in (inner_right, outer_right, inner_left, outer_left)]
    while walk.next_right(inner_left) >= 0 and walk.next_left(inner_right) >= 0:
        inner_left, inner_right = walk.next_right(inner_left), walk.next_left(inner_right)
        outer_left, outer_right = walk.next_left(outer_left), walk.next_right(outer_right)
        walk.ancestor[outer_right] = node
        gap = walk.prelim[inner_left] + sums[2] - walk.prelim[inner_right] - sums[0] + 1
        if gap > 0:
            _move(walk, _ancestor(walk, inner_left, node, default), node, gap)
            sums[0] += gap
            sums[1] += gap
        for index, each in enumerate((inner_right, outer_right, inner_left, outer_left)):
            sums[index] += walk.modifier[each]
    if walk.next_right(inner_left) >= 0 and walk.next_right(outer_right) < 0:
        walk.thread[outer_right] = walk.next_right(inner_left)
        walk.modifier[outer_right] += sums[2] - sums[1]
    elif walk.next_left(inner_right) >= 0 and walk.next_left(outer_left) < 0:
        walk.thread[outer_left] = walk.next_left(inner_right)
        walk.modifier[outer_left] += sums[0] - sums[3]
        return node
    return default


def _ancestor(walk: _Walk, inner_left: int, node: int, default: int) -> int:
    found = walk.ancestor[inner_left]
    return found if walk.parent[found] == walk.parent[node] else default


def _move(walk: _Walk, left: int, right: int, distance: float) -> None:
    between = walk.number[right] - walk.number[left]
    walk.change[right] -= distance / between
    walk.shift[right] += distance
    walk.change[left] += distance / between
    walk.prelim[right] += distance
    walk.modifier[right] += distance
