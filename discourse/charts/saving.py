"""Saving a chart: the same chart gives the same bytes."""

from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import IO, Any, Literal

import numpy as np
from matplotlib.figure import Figure

from discourse.charts.drawing import ONLY_WITHOUT_FONTS, drawing
from discourse.charts.page import labels_of
from discourse.charts.png import png
from discourse.charts.svg import tidied
from discourse.errors import ReportError

_DOTS_PER_INCH = 300


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
    notes = [label for label in labels if label.get_gid() == ONLY_WITHOUT_FONTS]
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
