"""A chart as it is drawn: texts, boxes, marks and lines, measured in millimetres from its top left corner."""

from collections.abc import Iterable, Sequence
from typing import Any

from matplotlib.collections import LineCollection, PathCollection
from matplotlib.markers import MarkerStyle
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.transforms import IdentityTransform

from discourse.charts.lettering import clipped, width, wrapped
from discourse.charts.page import Align, Label, Page
from discourse.charts.style import KEY_ROW, LABEL, LEADING, MARGIN, NOTE, SUBTITLE, TITLE, Lettering, Look

Point = tuple[float, float]
Box = tuple[float, float, float, float]
_POINTS_PER_MM = 72 / 25.4
_LEAST_SIZE = 6.0
"""Points, below which letters are hard to read."""


class Sheet:
    """A figure with one coordinate system: millimetres from the top left corner.

    ``top`` is where the room below the title and subtitle begins.
    """

    def __init__(self, name: str, size: Point, title: str, subtitle: str) -> None:
        """Make a sheet ``size[0]`` mm wide with ``size[1]`` mm of room below its heading."""
        self.width = size[0]
        inner = self.width - 2 * MARGIN
        heads = wrapped(title, inner, TITLE.size, lines=4, bold=True)
        notes = wrapped(subtitle, inner, SUBTITLE.size, lines=12)
        self.top = 4.6 * len(heads) + 3.7 * len(notes) + 3
        self.height = self.top + size[1]
        self.figure = Page(name, self.width, self.height)
        for number, line in enumerate(heads):
            self.write((MARGIN, 3 + 4.6 * number), line, TITLE)
        for number, line in enumerate(notes):
            self.write((MARGIN, 4.6 * len(heads) + 2.5 + 3.7 * number), line, SUBTITLE)

    def write(self, at: Point, text: str, lettering: Lettering = LABEL, align: Align = "left") -> None:
        """Write a text on one line, its middle at the height of ``at``."""
        if not text:
            return
        label = Label(*at, text, lettering, align)
        if label.get_text() != label.source:
            label.set_gid(f"said-{len(self.figure.artists)}")
        self.figure.put(label)

    def stack(self, at: Point, lines: Sequence[str], lettering: Lettering = LABEL, align: Align = "left") -> None:
        """Write lines below each other, their middle at the height of ``at``."""
        for number, line in enumerate(lines):
            self.write((at[0], at[1] + LEADING * (number - (len(lines) - 1) / 2)), line, lettering, align)

    def below(
        self,
        at: Point,
        lines: Sequence[str],
        lettering: Lettering = LABEL,
        align: Align = "left",
        leading: float = LEADING,
    ) -> None:
        """Write lines below each other, ``leading`` mm apart, the middle of the first at the height of ``at``."""
        for number, line in enumerate(lines):
            self.write((at[0], at[1] + leading * number), line, lettering, align)

    def squeezed(self, at: Point, text: str, lettering: Lettering, room: float, align: Align = "left") -> None:
        """Write a text on one line of ``room`` mm: smaller where it is longer, and cut where it would be too small."""
        size = max(_LEAST_SIZE, min(lettering.size, lettering.size * room / max(width(text, lettering.size), 1)))
        smaller = lettering._replace(size=size)
        self.write(at, clipped(text, room, size, lettering.bold), smaller, align)

    def boxes(self, boxes: Iterable[Box], look: Look, edge: str = "none") -> None:
        """Fill boxes (left, top, width, height)."""
        paths = [_box(*box) for box in boxes]
        if paths:
            shape = Outline.make_compound_path(*paths)
            patch = PathPatch(
                shape, facecolor=look.fill, edgecolor=edge, linewidth=0.4 if edge != "none" else 0, zorder=2
            )
            self.figure.put(patch)
            if look.hatch:
                self.figure.put(
                    PathPatch(shape, fill=False, hatch=look.hatch, edgecolor="#FFFFFF80", linewidth=0, zorder=2)
                )

    def shade(self, corners: Sequence[Point], color: str) -> None:
        """Fill a polygon."""
        self.figure.put(PathPatch(Outline([*corners, corners[0]], closed=True), facecolor=color, linewidth=0, zorder=2))

    def polygons(self, shapes: Sequence[Sequence[Point]], color: str) -> None:
        """Fill polygons."""
        if shapes:
            outlines = [Outline([*corners, corners[0]], closed=True) for corners in shapes]
            shape = Outline.make_compound_path(*outlines)
            self.figure.put(PathPatch(shape, facecolor=color, linewidth=0, zorder=2.5))

    def marks(self, at: Sequence[Point], look: Look, size: float) -> None:
        """Put the mark of a code, ``size`` mm across, at each point."""
        if at:
            across = size * (0.89 if look.mark == "s" else 0.78 if look.mark == "D" else 1) * _POINTS_PER_MM
            shape = MarkerStyle(look.mark)
            drawn = PathCollection(
                [shape.get_path().transformed(shape.get_transform())],
                sizes=[across**2],
                offsets=list(at),
                offset_transform=self.figure.millimetres,
                facecolor=look.fill,
                edgecolor=look.line,
                linewidth=min(0.7, size * 0.35),
                zorder=3,
            )
            drawn.set_transform(IdentityTransform())
            self.figure.add_artist(drawn)

    def lines(self, lines: Sequence[Sequence[Point]], color: str, weight: float, dash: Any = "solid") -> None:
        """Draw lines through points, ``weight`` points wide."""
        if lines:
            drawn = LineCollection(
                list(lines), colors=color, linewidths=weight, linestyles=[dash], capstyle="butt", zorder=2
            )
            self.figure.put(drawn)

    def strokes(self, outlines: Sequence[Outline], color: str, weight: float, dash: Any = "solid") -> None:
        """Draw curves, ``weight`` points wide."""
        if outlines:
            shape = Outline.make_compound_path(*outlines)
            self.figure.put(
                PathPatch(
                    shape, fill=False, edgecolor=color, linewidth=weight, linestyle=dash, capstyle="butt", zorder=2
                )
            )

    def keys(self, at: Point, keys: Sequence[tuple[str, Look]]) -> None:
        """Write marks with their words, from left to right, in as many rows as they need."""
        for (x, row), (word, shown) in zip(_key_places(keys, self.width - at[0]), keys, strict=True):
            y = at[1] + KEY_ROW * row
            self.marks([(at[0] + x + 1.3, y)], shown, 2.2)
            room = self.width - MARGIN - at[0] - x - 3.6
            self.squeezed((at[0] + x + 3.6, y), word, Lettering(NOTE.size, shown.words), room)


def keys_room(keys: Sequence[tuple[str, Look]], wide: float) -> float:
    """Return how high the rows of keys are on a sheet of that width, in mm; 0 without keys.

    >>> from discourse.charts.style import look
    >>> keys_room([("support", look("support"))], 89)
    6.0
    """
    return 6.0 + KEY_ROW * max(row for _, row in _key_places(keys, wide - MARGIN)) if keys else 0.0


def _key_places(keys: Sequence[tuple[str, Look]], room: float) -> list[tuple[float, int]]:
    """Return for each key how far from the left it stands, and in which row."""
    places: list[tuple[float, int]] = []
    x, row = 0.0, 0
    for word, _ in keys:
        across = 3.6 + width(word, NOTE.size)
        if places and x + across > room - MARGIN:
            x, row = 0.0, row + 1
        places.append((x, row))
        x += across + 4.5
    return places


def _box(left: float, top: float, across: float, down: float) -> Outline:
    right, bottom = left + across, top + down
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    return Outline(corners, [Outline.MOVETO, *[Outline.LINETO] * 3, Outline.CLOSEPOLY])
