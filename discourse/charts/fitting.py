"""What is wrong with the words on a chart: one over another, cut off by the edge, or hard to read on what lies below.

The boxes of texts are those that matplotlib's own renderer gives them, so that a layout reckoned without it is checked.
"""

from typing import Any, NamedTuple

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from numpy.typing import NDArray

from discourse.charts.drawing import drawing
from discourse.charts.page import labels_of

_MM_PER_INCH = 25.4
_MAY_TOUCH = 0.25
"""By so many mm the boxes of two texts, which have room around the letters, may overlap."""
_LEAST_CONTRAST = 3.0
_MOST_HIDDEN = 0.2
"""Up to this part of a text's box may have too little contrast with the text: a rule that crosses it has less."""


class Placed(NamedTuple):
    """A text with its box in mm from the lower left corner, and its colour."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    color: str


def placed(figure: Figure) -> list[Placed]:
    """Return every text of a figure that is drawn, with its place."""
    canvas: Any = FigureCanvasAgg(figure)
    scale = _MM_PER_INCH / float(figure.dpi)
    labels = labels_of(figure)
    with drawing():
        boxes = [label.get_window_extent(canvas.get_renderer()) for label in labels]
    return [
        Placed(label.source, box.x0 * scale, box.x1 * scale, box.y0 * scale, box.y1 * scale, str(label.get_color()))
        for label, box in zip(labels, boxes, strict=True)
        if label.get_text().strip() or label.pictures
    ]


def faults(figure: Figure) -> list[str]:
    """Return in one sentence each what is wrong with the words of a figure; nothing where all are well placed."""
    texts = placed(figure)
    return [
        *(f"{one!r} overlaps {other!r}" for one, other in overprinted(texts)),
        *(f"{text!r} is cut off by the edge" for text in outside(figure, texts)),
        *(f"{text!r} is hard to read on what lies below it" for text in hidden(figure, texts)),
    ]


def overprinted(texts: list[Placed]) -> list[tuple[str, str]]:
    """Return the pairs of texts that overlap by more than a quarter of a millimetre."""
    ordered = sorted(texts, key=lambda text: text.bottom)
    found = []
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.bottom + _MAY_TOUCH >= one.top:
                break
            if one.left + _MAY_TOUCH < other.right and other.left + _MAY_TOUCH < one.right:
                found.append((one.text, other.text))
    return found


def outside(figure: Figure, texts: list[Placed]) -> list[str]:
    """Return the texts that reach over the edge of a figure."""
    across, down = (float(inches) * _MM_PER_INCH for inches in figure.get_size_inches())
    return [text.text for text in texts if text.left < 0 or text.right > across or text.bottom < 0 or text.top > down]


def hidden(figure: Figure, texts: list[Placed]) -> list[str]:
    """Return the texts that have too little contrast (WCAG 2.2: 3 to 1) with a fifth or more of what lies below."""
    ground = _luminance(_without_words(figure))
    scale = float(figure.dpi) / _MM_PER_INCH
    found = []
    for text in texts:
        rows = slice(max(0, round(ground.shape[0] - text.top * scale)), round(ground.shape[0] - text.bottom * scale))
        part = ground[rows, max(0, round(text.left * scale)) : round(text.right * scale)]
        if part.size and (_contrast(part, text.color) < _LEAST_CONTRAST).mean() > _MOST_HIDDEN:
            found.append(text.text)
    return found


def smallest(figure: Figure) -> float:
    """Return the size in points of the smallest text of a figure."""
    labels = labels_of(figure)
    return min((float(label.get_fontsize()) for label in labels), default=0.0)


def _without_words(figure: Figure) -> NDArray[np.float64]:
    """Return the picture of a figure without its words, as rows of red, green and blue from 0 to 1."""
    labels = labels_of(figure)
    seen = [label.get_visible() for label in labels]
    canvas: Any = FigureCanvasAgg(figure)
    try:
        for label in labels:
            label.set_visible(False)
        with drawing():
            canvas.draw()
        pixels: NDArray[np.float64] = np.asarray(canvas.buffer_rgba())[..., :3] / 255.0
    finally:
        for label, visible in zip(labels, seen, strict=True):
            label.set_visible(visible)
    return pixels


def _luminance(colors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the relative luminance of colours (WCAG 2.2)."""
    linear = np.where(colors <= 0.04045, colors / 12.92, ((colors + 0.055) / 1.055) ** 2.4)
    light: NDArray[np.float64] = linear @ np.array([0.2126, 0.7152, 0.0722])
    return light


def _contrast(ground: NDArray[np.float64], color: str) -> NDArray[np.float64]:
    own = float(_luminance(np.array(to_rgb(color))))
    lighter, darker = np.maximum(ground, own), np.minimum(ground, own)
    ratio: NDArray[np.float64] = (lighter + 0.05) / (darker + 0.05)
    return ratio
