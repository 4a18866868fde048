"""The one look of all charts: a colour for each code, the letterings, a sheet measured in millimetres, and saving.

The fills differ in lightness by at least ten steps of CIELAB within a variable, so that they stay apart in grey
and for every kind of colour blindness; each code has a mark of its own besides.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple, ParamSpec

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.image import BboxImage
from matplotlib.markers import MarkerStyle
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform

from discourse.charts.emoji import picture
from discourse.charts.expected import check
from discourse.charts.lettering import (
    SUBSTITUTE,
    clean,
    clipped,
    drawable,
    families,
    is_rightward,
    pictured,
    scripts,
    undrawable,
    width,
    wrapped,
)
from discourse.charts.png import png
from discourse.charts.svg import tidied
from discourse.errors import ReportError
from discourse.translation import translated

FULL = 170.0
HALF = 82.0
MARGIN = 2.0
TALLEST = 215.0
"""Mm: a page has room for a chart as high and its caption, so that none is drawn smaller."""
LEADING = 3.3
KEY_ROW = 4.2
INK = "#1A1C1F"
MUTED = "#5A616B"
RULE = "#8A919B"
FAINT = "#D9DCE1"
PALE = "#EDEFF2"

_MM_PER_INCH = 25.4
_POINTS_PER_MM = 72 / 25.4
_HASH_SALT = "discourse"
_DOTS_PER_INCH = 300
_LEAST_SIZE = 6.0
"""Points, below which letters are hard to read."""
_ONLY_WITHOUT_FONTS = "only-without-fonts"
_RC = {
    "font.family": ["DejaVu Sans"],
    "text.parse_math": False,
    "svg.fonttype": "none",
    "svg.hashsalt": _HASH_SALT,
    "pdf.fonttype": 42,
    "hatch.linewidth": 0.6,
    "path.simplify": False,
    "text.hinting": "none",  # at 300 dots per inch nobody sees it, and it takes a quarter of the time of a picture
}
_HEEDED = frozenset(
    ("agg", "figure", "font", "hatch", "image", "lines", "markers", "patch", "path", "pdf", "savefig", "svg", "text")
)

Align = Literal["left", "center", "right"]
Point = tuple[float, float]
Box = tuple[float, float, float, float]
_P = ParamSpec("_P")


class Look(NamedTuple):
    """How one code looks: its fill and outline, the colour of words about it and on it, its mark and hatching."""

    fill: str
    line: str
    words: str
    on: str
    mark: str
    hatch: str = ""


_FOR = Look("#1D4E89", "#1D4E89", "#1D4E89", "#FFFFFF", "o")
_AGAINST = Look("#C44F19", "#8F3A10", "#A8431A", "#FFFFFF", "s", "/////")
_ASKS = Look("#E3B23C", "#8A680A", "#7A5C00", INK, "D")
_NEUTRAL = Look("#D5D9DF", "#717985", MUTED, INK, "o")
_DARK_NEUTRAL = Look("#9AA2AD", "#717985", MUTED, INK, "D")
ROOT = Look(INK, INK, INK, "#FFFFFF", "s")
UNCODED = Look("#FFFFFF", "#717985", MUTED, INK, "o")
LOOKS = {
    "support": _FOR, "deny": _AGAINST, "query": _ASKS, "comment": _NEUTRAL,
    "asserts": _FOR, "rejects": _AGAINST, "questions": _DARK_NEUTRAL, "reports": _NEUTRAL,
    "favor": _FOR, "against": _AGAINST, "none": _NEUTRAL,
    "fact": Look("#23418F", "#23418F", "#23418F", "#FFFFFF", "o"),
    "testimony": Look("#3E7A3A", "#3E7A3A", "#3E7A3A", "#FFFFFF", "D"),
    "value": Look("#E0A234", "#8A680A", "#7A5C00", INK, "s"),
    "policy": Look("#4A1942", "#4A1942", "#4A1942", "#FFFFFF", "s"),
    "reference": _NEUTRAL,
    "rhetorical": Look("#B077C6", "#7E4596", "#7E4596", INK, "D"),
}  # fmt: skip


def look(code: str | None) -> Look:
    """Return the look of a code; comments that nobody coded are white with an outline."""
    return LOOKS.get(code or "", UNCODED)


_TINT = 0.45
"""How much of its colour a pale fill keeps."""


def pale(look: Look) -> Look:
    """Return the look of an unsure label: a tint of the fill within the outline, on which dark words can be read."""
    parts = (int(look.fill[place : place + 2], 16) for place in (1, 3, 5))
    fill = "".join(f"{round(255 - _TINT * (255 - part)):02X}" for part in parts)
    return look._replace(fill=f"#{fill}", on=INK, hatch="")


def link_style(line: str, probability: float) -> tuple[str, float, Any]:
    """Return colour, weight and dashes of a link: solid if stated, dashed and fainter if less sure, else dotted."""
    if line == "stated":
        return RULE, 0.9, "solid"
    if line == "inferred":
        return f"{INK}{round(255 * (0.2 + 0.6 * probability)):02x}", 0.8, (0, (3.2, 2.2))
    return RULE, 1.0, (0, (1, 1.6))


class Lettering(NamedTuple):
    """Size in points, colour and weight of a piece of text."""

    size: float
    color: str = INK
    bold: bool = False


TITLE = Lettering(9.5, INK, bold=True)
SUBTITLE = Lettering(7.5, MUTED)
LABEL = Lettering(7.5)
STRONG = Lettering(7.5, INK, bold=True)
NOTE = Lettering(7, MUTED)


class Label(Text):
    """A text on one line that knows what it says even where no font at hand can draw it."""

    def __init__(self, x: float, y: float, text: str, lettering: Lettering, align: Align) -> None:
        self.source = clean(text)
        super().__init__(
            x,
            y,
            drawable(self.source),
            color=lettering.color,
            fontsize=lettering.size,
            fontweight="bold" if lettering.bold else "normal",
            fontfamily=families(self.source),
            horizontalalignment=align,
            verticalalignment="center_baseline",
            parse_math=False,
            usetex=False,
            zorder=4,
        )
        self.pictures = pictured(self.source)
        self._points = lettering.size

    def draw(self, renderer: Any) -> None:
        """Draw the letters, and the emoji in the blanks left for them."""
        super().draw(renderer)
        if self.pictures and self.get_visible():
            whole = self.get_window_extent(renderer)
            for cluster, place in self.pictures:
                self._paint(renderer, cluster, self._blank(whole, place))

    def _blank(self, whole: Bbox, place: int) -> Bbox:
        """Return the box of the blank at a place of the text: from the left, or the right where it begins there."""
        figure: Any = self.get_figure(root=True)
        em = self._points * figure.dpi / 72
        before = width(self.get_text()[:place], self._points) * figure.dpi / _MM_PER_INCH
        left = whole.x0 + before if is_rightward(self.source) else whole.x1 - before - em
        middle = (whole.y0 + whole.y1) / 2
        return Bbox.from_bounds(left, middle - em / 2, em, em)

    def _paint(self, renderer: Any, cluster: str, box: Bbox) -> None:
        pixels = picture(cluster)
        down, across = pixels.shape[:2]
        scale = min(box.width / across, box.height / down)
        bounds = Bbox.from_bounds(box.x0, box.y0 + (box.height - down * scale) / 2, across * scale, down * scale)
        image: Any = BboxImage(bounds, interpolation="hanning")
        image.set_figure(self.get_figure(root=True))
        image.set_data(pixels)
        image.draw(renderer)


class Page(Figure):
    """A figure whose artists have their places in millimetres from its top left corner; it has no axes.

    Making axes would cost more than all else that a chart draws.
    """

    def __init__(self, name: str, across: float, down: float) -> None:
        """Make a page so many mm wide and high."""
        super().__init__(figsize=(across / _MM_PER_INCH, down / _MM_PER_INCH), facecolor="white")
        self.set_label(name)
        self._from_top = Affine2D()
        self.millimetres = self._from_top + self.dpi_scale_trans
        self.reach(down)

    def reach(self, down: float) -> None:
        """Make the page so many mm high; what is on it stays where it is from the top."""
        self.set_size_inches(float(self.get_figwidth()), down / _MM_PER_INCH)
        self._from_top.clear().scale(1 / _MM_PER_INCH, -1 / _MM_PER_INCH).translate(0, down / _MM_PER_INCH)

    def put(self, artist: Artist) -> None:
        """Add an artist whose places are in mm."""
        artist.set_transform(self.millimetres)
        self.add_artist(artist)


def labels_of(figure: Figure) -> list[Label]:
    """Return the texts of a chart."""
    return [artist for artist in figure.artists if isinstance(artist, Label)]


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

    >>> keys_room([("support", LOOKS["support"])], 89)
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


_drawing: ContextVar[bool] = ContextVar("drawing", default=False)


@contextmanager
def drawing() -> Iterator[None]:
    """Draw with our settings, whatever the user's are, and leave theirs as they were.

    Within another ``drawing`` nothing is set again: that takes some milliseconds, and a report draws forty times.
    """
    if _drawing.get():
        yield
        return
    began = _drawing.set(True)
    try:
        with matplotlib.rc_context(_settings()):
            yield
    finally:
        _drawing.reset(began)


def _settings() -> dict[Any, Any]:
    """Return our settings, and those that matplotlib begins with, as far as charts without axes heed them."""
    initial = matplotlib.rcParamsDefault
    return {name: initial[name] for name in initial if name.partition(".")[0] in _HEEDED} | _RC


def styled(chart: Callable[_P, Page | None]) -> Callable[_P, Page | None]:
    """Return the chart function so that it draws with our settings, and says below which scripts have no font.

    It raises ReportError where what it is given is not its table.
    """

    @wraps(chart)
    def drawn(*args: _P.args, **kwargs: _P.kwargs) -> Page | None:
        check(chart.__name__, args[0] if args else kwargs.get("table"))
        with drawing():
            figure = chart(*args, **kwargs)
            if figure is not None:
                _own_up(figure)
            return figure

    return drawn


def _own_up(figure: Page) -> None:
    """Say below a chart what its boxes stand for; in an SVG, whose reader may have the fonts, nothing is said."""
    labels = labels_of(figure)
    missing = "".join(undrawable(label.source) for label in labels)
    if missing:
        note = translated(
            "{box} stands for characters that no font here has: {scripts}.", box=SUBSTITUTE, scripts=scripts(missing)
        )
        for label in footed(figure, note):
            label.set_gid(_ONLY_WITHOUT_FONTS)


def footed(figure: Page, note: str) -> list[Label]:
    """Write a note below a chart, which grows by as much, and return its lines."""
    across, down = (float(inches) * _MM_PER_INCH for inches in figure.get_size_inches())
    lines = wrapped(note, across - 2 * MARGIN, NOTE.size, lines=6)
    figure.reach(down + LEADING * len(lines) + 2)
    labels = [Label(MARGIN, down + 1 + LEADING * (place + 0.5), line, NOTE, "left") for place, line in enumerate(lines)]
    for label in labels:
        figure.put(label)
    return labels


def save(
    figure: Figure,
    target: str | PathLike[str] | IO[bytes],
    format: Literal["png", "svg", "pdf"],  # noqa: A002 - named as in matplotlib's savefig
) -> None:
    """Write a chart to a file or a binary buffer: PNG with 300 dots per inch, SVG or PDF with text as text.

    The same chart gives the same bytes. An SVG has no style sheet, no outside references and ids that begin with
    the chart's name, so that several fit into one page. Raises ReportError for another format, or what is no chart.
    """
    writers = {"svg": _svg, "png": _png, "pdf": _pdf}
    if format not in writers:
        raise ReportError(f"charts.save: a chart cannot be written as {format!r:.40}; give one of {', '.join(writers)}")
    if not isinstance(figure, Figure):
        raise ReportError(
            f"charts.save: a {type(figure).__name__} is no chart; charts give None where there is nothing to draw"
        )
    data = writers[format](figure)
    if isinstance(target, (str, PathLike)):
        Path(target).write_bytes(data)
    else:
        target.write(data)


_METADATA: dict[str, dict[str, Any]] = {
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
}


def _rendered(figure: Figure, file_format: str) -> bytes:
    buffer = BytesIO()
    with drawing():
        figure.savefig(buffer, format=file_format, dpi=_DOTS_PER_INCH, metadata=_METADATA[file_format])
    return buffer.getvalue()


def _pdf(figure: Figure) -> bytes:
    return _rendered(figure, "pdf")


def _png(figure: Figure) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    dots = figure.get_dpi()
    canvas: Any = FigureCanvasAgg(figure)
    try:
        figure.set_dpi(_DOTS_PER_INCH)
        with drawing():
            canvas.draw()
        return png(np.asarray(canvas.buffer_rgba())[..., :3], _DOTS_PER_INCH)
    finally:
        figure.set_dpi(dots)


def _svg(figure: Figure) -> bytes:
    """Render the labels as drawn here, then put in what they say: whoever shows the file may have more fonts."""
    labels = labels_of(figure)
    said = {gid: label.source for label in labels if (gid := label.get_gid())}
    notes = [label for label in labels if label.get_gid() == _ONLY_WITHOUT_FONTS]
    pictures = [label.pictures for label in labels]
    try:
        for label in labels:
            label.pictures = []
        for note in notes:
            note.set_visible(False)
        drawn = _rendered(figure, "svg").decode("utf-8")
    finally:
        for label, kept in zip(labels, pictures, strict=True):
            label.pictures = kept
        for note in notes:
            note.set_visible(True)
    return tidied(drawn, str(figure.get_label()) or "chart", said).encode("utf-8")
