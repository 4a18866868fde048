"""Who talks to whom as a network: authors on two arcs, agreement and denial as arrows between them.

Authors who deny each other stand on opposite sides where that is possible, those who support each other on the same.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import cos, pi, sqrt
from typing import Any, NamedTuple

import polars as pl
from matplotlib.path import Path as Outline

from discourse.charts.author_arrows import Bow, Node, curves
from discourse.charts.drawing import styled
from discourse.charts.lettering import clean, width, wrapped
from discourse.charts.page import Page
from discourse.charts.sheet import Point, Sheet, keys_room
from discourse.charts.style import FULL, LABEL, MARGIN, MUTED, RULE, Look, look
from discourse.charts.wording import isolated
from discourse.translation import counted, deferred, number, translated

MOST_AUTHORS = 24
MOST_ARROWS = 50
_ROOM_FOR_OTHERS = 30
"""Up to so many arrows those of replies without agreement or denial are drawn, too."""
LEAST_AUTHORS = 3
_STEP, _TALL_STEP, _WIDE_STEP = 5.0, 6.8, 9.0
_LARGEST, _SMALLEST = 2.6, 0.8
_NODE = Look(MUTED, "#FFFFFF", MUTED, "#FFFFFF", "o")
_OTHER = deferred("other replies")
_PASSES = 4
_REACH = 0.235
"""How far the outermost dots are from the middle, as a part of the width."""
_WEIGHTS = (0.6, 1.1, 1.8, 2.6)


class _Arrow(NamedTuple):
    """Replies of one author to another with one stance; "" stands for queries, comments and what nobody coded."""

    author: str
    other: str
    code: str
    replies: int
    inferred: bool


@styled
def network(table: pl.DataFrame, wide: float = FULL) -> Page | None:
    """Return the network of an ``interactions`` table, or None with fewer than three authors in it."""
    arrows = _arrows(table)
    part = _drawn(arrows)
    shown, _, drawn = part
    if len(shown) < LEAST_AUTHORS:
        return None
    left, right = _sides([name for name, _ in shown], drawn)
    rows = max(len(left), len(right))
    present = {arrow.code for arrow in drawn}
    keys = [
        (translated(code or _OTHER), _look(code)._replace(mark="s"))
        for code in ("support", "deny", "")
        if code in present
    ]
    head = keys_room(keys, wide)
    long = max(width(clean(name), LABEL.size) for name, _ in shown) > _name_room(wide)
    tall = rows * min(_WIDE_STEP, max(_TALL_STEP if long else _STEP, 60 / rows))
    size = (wide, head + tall + 3)
    sheet = Sheet("network", size, translated("Who talks to whom"), _subtitle(table, arrows, part))
    sheet.keys((MARGIN, sheet.top + 1), keys)
    nodes = _nodes((left, right), dict(shown), (wide, sheet.top + head + 1, tall))
    _draw_arrows(sheet, drawn, nodes)
    _draw_nodes(sheet, nodes)
    return sheet.figure


def describe(table: pl.DataFrame) -> str:
    """Return in words what the network shows."""
    arrows = _arrows(table)
    authors = _involved(arrows)
    if len(authors) < LEAST_AUTHORS:
        return translated("Fewer than three named authors answer each other.")
    said = translated(
        "Network of {authors} who answer or are answered", authors=counted(len(authors), "author", "authors")
    )
    drawn = _drawn(arrows)
    most = [_most([arrow for arrow in drawn.arrows if arrow.code == code], *words) for code, words in _MOST.items()]
    told = " ".join(f"{part}." for part in most if part)
    total = sum(arrow.replies for arrow in arrows)
    left_out = _left_out(table, arrows, drawn)
    if told and sum(arrow.replies for arrow in drawn.arrows) < total:
        told += " " + translated("Only the replies shown count here.")
    return " ".join(part for part in (f"{said}.", *left_out, told) if part)


_MOST = {
    "deny": (
        deferred("{author} denies {other} most often ({count})"),
        deferred("Most denials of one author by another: {count}, in {pairs}"),
    ),
    "support": (
        deferred("{author} supports {other} most often ({count})"),
        deferred("Most support of one author by another: {count}, in {pairs}"),
    ),
}
"""By stance: what is said of the pair with most of it, and where several pairs have as much."""


def _most(arrows: Sequence[_Arrow], alone: str, shared: str) -> str:
    """Return who does most of something to whom, of arrows sorted by that; nothing of a single one."""
    first = [arrow for arrow in arrows if arrow.replies == arrows[0].replies]
    if len(first) == 1:
        if first[0].replies == 1:
            return ""
        author, other = (isolated(clean(name)) for name in (first[0].author, first[0].other))
        return translated(alone, author=author, other=other, count=number(first[0].replies))
    pairs = counted(len(first), "pair of authors", "pairs of authors")
    return translated(shared, count=number(first[0].replies), pairs=pairs) if first else ""


class _Drawn(NamedTuple):
    """The most involved authors, with their replies, the arrows between them, and those of these that are drawn."""

    authors: list[tuple[str, int]]
    between: list[_Arrow]
    arrows: list[_Arrow]


def _drawn(arrows: Sequence[_Arrow]) -> _Drawn:
    """Return what is drawn of all arrows: of the most involved authors those between whom there is one."""
    shown = _involved(arrows)[:MOST_AUTHORS]
    names = {name for name, _ in shown}
    between = [arrow for arrow in arrows if {arrow.author, arrow.other} <= names]
    worth = _worth_drawing(between)
    ends = {name for arrow in worth for name in (arrow.author, arrow.other)}
    if len(ends) >= LEAST_AUTHORS:
        shown = [(name, replies) for name, replies in shown if name in ends]
    return _Drawn(shown, between, worth)


def _left_out(table: pl.DataFrame, arrows: Sequence[_Arrow], drawn: _Drawn) -> list[str]:
    """Return in sentences what of all is drawn, and how many replies to oneself, which have no arrow, are not."""
    said = []
    shown = sum(arrow.replies for arrow in drawn.arrows)
    if shown < sum(arrow.replies for arrow in arrows):
        stances_only = _stances_only(drawn)
        part = _PARTS[len(_involved(arrows)) > len(drawn.authors), stances_only]
        said.append(translated(part, authors=number(len(drawn.authors)), shown=number(shown)))
        if len(drawn.arrows) < sum(bool(arrow.code) or not stances_only for arrow in drawn.between):
            said.append(
                translated("Only the {count} arrows with most replies are drawn.", count=number(len(drawn.arrows)))
            )
    own = sum(row["replies"] for row in table.iter_rows(named=True) if row["author"] == row["answers"])
    if own:
        replies = counted(own, "reply", "replies")
        said.append(translated("{replies} to comments of one’s own left out.", replies=replies))
    return said


_PARTS = {
    (True, True): deferred(
        "Shown are {authors} of the most involved authors and {shown} of the replies, only such as support or deny."
    ),
    (True, False): deferred("Shown are {authors} of the most involved authors and {shown} of the replies."),
    (False, True): deferred("Drawn: {shown} of the replies, only such as support or deny."),
    (False, False): deferred("Drawn: {shown} of the replies."),
}
"""What is said of the part that is drawn: where authors are left out, and where replies without a stance are."""


def _stances_only(drawn: _Drawn) -> bool:
    """Return whether replies that neither support nor deny are left out."""
    return all(arrow.code for arrow in drawn.arrows) and not all(arrow.code for arrow in drawn.between)


def _arrows(table: pl.DataFrame) -> list[_Arrow]:
    """Return the replies between different authors by stance, most first."""
    arrows = []
    for row in table.iter_rows(named=True):
        if row["author"] == row["answers"]:
            continue
        counts = {"deny": row["deny"], "support": row["support"]}
        counts[""] = row["replies"] - sum(counts.values())
        guessed = row["inferred"] == row["replies"]
        arrows += [
            _Arrow(row["author"], row["answers"], code, count, guessed) for code, count in counts.items() if count
        ]
    return sorted(arrows, key=lambda arrow: (-arrow.replies, arrow.author, arrow.other, arrow.code))


def _involved(arrows: Sequence[_Arrow]) -> list[tuple[str, int]]:
    """Return the authors with the replies that they give and get, most first, then by name."""
    involved: Counter[str] = Counter()
    for arrow in arrows:
        involved[arrow.author] += arrow.replies
        involved[arrow.other] += arrow.replies
    return sorted(involved.items(), key=lambda item: (-item[1], item[0]))


def _subtitle(table: pl.DataFrame, arrows: Sequence[_Arrow], drawn: _Drawn) -> str:
    total, all_authors = sum(arrow.replies for arrow in arrows), len(_involved(arrows))
    text = translated(
        "Arrows are replies, wider for more; a dot is the larger the more its author gives and gets. {replies} between "
        "{authors}.", replies=counted(total, "reply", "replies"), authors=counted(all_authors, "author", "authors"),
    )  # fmt: skip
    text = " ".join([text, *_left_out(table, arrows, drawn)])
    if any(arrow.code == "deny" for arrow in drawn.arrows):
        text += " " + translated("Who denies and who is denied stand on opposite sides where that is possible.")
    if any(arrow.inferred for arrow in drawn.arrows):
        text += " " + translated("Dashed: all its links are inferred.")
    return text


def _name_room(wide: float) -> float:
    """Return how many mm a name beside the outermost dot may take."""
    return wide / 2 - _REACH * wide - _LARGEST - 1 - MARGIN


def _worth_drawing(arrows: Sequence[_Arrow]) -> list[_Arrow]:
    """Return the most frequent arrows; of many only those of agreement and denial, where there are any."""
    with_stance = [arrow for arrow in arrows if arrow.code]
    few = len(arrows) <= _ROOM_FOR_OTHERS or not with_stance
    return list(arrows if few else with_stance)[:MOST_ARROWS]


def _pulls(drawn: Sequence[_Arrow]) -> dict[str, Counter[str]]:
    """Return how strongly each author is to stand opposite each other one; below 0: on the same side."""
    pulls: dict[str, Counter[str]] = defaultdict(Counter)
    for arrow in drawn:
        pull = {"deny": 2, "support": -2}.get(arrow.code, 0) * arrow.replies
        pulls[arrow.author][arrow.other] += pull
        pulls[arrow.other][arrow.author] += pull
    return pulls


def _sides(names: Sequence[str], drawn: Sequence[_Arrow]) -> tuple[list[str], list[str]]:
    """Return the authors of the left and of the right arc, each in an order with few crossings."""
    pulls = _pulls(drawn)
    side: dict[str, int] = {}
    limit = (len(names) + 1) // 2 + len(names) // 6
    for name in names:
        wanted = -sum(pull * side[other] for other, pull in pulls[name].items() if other in side)
        filled = Counter(side.values())
        best = (1 if wanted > 0 else -1) if wanted else (-1 if filled[-1] <= filled[1] else 1)
        side[name] = best if filled[best] < limit else -best
    arcs = [[name for name in names if side[name] == way] for way in (-1, 1)]
    for _ in range(_PASSES):
        for way in (0, 1):
            heights = {name: (place + 0.5) / len(arc) for arc in arcs for place, name in enumerate(arc)}
            arcs[way].sort(key=lambda name: (_mean_height(name, drawn, heights), name))
    return arcs[0], arcs[1]


def _mean_height(name: str, drawn: Sequence[_Arrow], heights: Mapping[str, float]) -> float:
    """Return where the partners of an author stand on average; the own place without any."""
    partners = [
        (heights[arrow.other if arrow.author == name else arrow.author], arrow.replies)
        for arrow in drawn
        if name in (arrow.author, arrow.other)
    ]
    weight = sum(count for _, count in partners)
    return sum(height * count for height, count in partners) / weight if weight else heights[name]


def _nodes(
    arcs: tuple[Sequence[str], Sequence[str]], involved: Mapping[str, int], at: tuple[float, float, float]
) -> dict[str, Node]:
    wide, top, tall = at
    most = max(involved.values())
    nodes = {}
    for way, arc in zip((-1, 1), arcs, strict=True):
        for place, name in enumerate(arc):
            down = (place + 0.5) / len(arc)
            bow = 0.7 + 0.3 * cos(pi * (down - 0.5))
            radius = max(_SMALLEST, _LARGEST * sqrt(involved[name] / most))
            nodes[name] = Node(wide / 2 + way * _REACH * wide * bow, top + tall * down, radius, way)
    return nodes


def _draw_nodes(sheet: Sheet, nodes: Mapping[str, Node]) -> None:
    for name, node in nodes.items():
        sheet.marks([(node.x, node.y)], _NODE, 2 * node.radius)
        x = node.x + node.side * (node.radius + 1)
        room = x - MARGIN if node.side < 0 else sheet.width - MARGIN - x
        lines = wrapped(name, room, LABEL.size)
        sheet.stack((x, node.y), lines, LABEL, "right" if node.side < 0 else "left")


def _look(code: str) -> Look:
    return look(code) if code else Look(RULE, RULE, MUTED, "#FFFFFF", "s")


def _draw_arrows(sheet: Sheet, drawn: Sequence[_Arrow], nodes: Mapping[str, Node]) -> None:
    """Draw the arrows, those without a stance first, in four weights."""
    most = max(arrow.replies for arrow in drawn)
    bows = [
        Bow(
            nodes[arrow.author],
            nodes[arrow.other],
            _WEIGHTS[min(3, int(4 * sqrt(arrow.replies / most) - 1e-9))] if most > 1 else _WEIGHTS[1],
            0.16 if arrow.code == "deny" else 0.08,
        )
        for arrow in drawn
    ]
    strokes: dict[tuple[bool, str, float, bool], list[Outline]] = defaultdict(list)
    heads: dict[tuple[bool, str], list[list[Point]]] = defaultdict(list)
    for arrow, bow, (line, head) in zip(drawn, bows, curves(bows), strict=True):
        strokes[bool(arrow.code), arrow.code, bow.weight, arrow.inferred].append(line)
        heads[bool(arrow.code), arrow.code].append(head)
    for (_, code, weight, inferred), outlines in sorted(strokes.items(), key=lambda item: item[0]):
        dash: Any = (0, (3.2, 2.2)) if inferred else "solid"
        sheet.strokes(outlines, f"{_look(code).fill}D0", weight, dash)
    for (_, code), made in sorted(heads.items(), key=lambda item: item[0]):
        sheet.polygons(made, _look(code).fill)
