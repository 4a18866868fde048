"""A chart as a figure whose places are millimetres, and the texts on it."""

from typing import Any, Literal

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.image import BboxImage
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox

from discourse.charts.emoji import picture
from discourse.charts.lettering import clean, drawable, families, is_rightward, pictured, width, wrapped
from discourse.charts.style import LEADING, MARGIN, NOTE, Lettering

Align = Literal["left", "center", "right"]
_MM_PER_INCH = 25.4


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


def footed(figure: Page, note: str) -> list[Label]:
    """Write a note below a chart, which grows by as much, and return its lines."""
    across, down = (float(inches) * _MM_PER_INCH for inches in figure.get_size_inches())
    lines = wrapped(note, across - 2 * MARGIN, NOTE.size, lines=6)
    figure.reach(down + LEADING * len(lines) + 2)
    labels = [Label(MARGIN, down + 1 + LEADING * (place + 0.5), line, NOTE, "left") for place, line in enumerate(lines)]
    for label in labels:
        figure.put(label)
    return labels
