"""Drawing with our own settings, and a word below a chart on what no font at hand can draw."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec

import matplotlib

from discourse.charts.expected import check
from discourse.charts.lettering import SUBSTITUTE, scripts, undrawable
from discourse.charts.page import Page, footed, labels_of
from discourse.translation import translated

ONLY_WITHOUT_FONTS = "only-without-fonts"
"""The id of words that only a reader without the fonts needs."""
_RC = {
    "font.family": ["DejaVu Sans"],
    "text.parse_math": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "discourse",
    "pdf.fonttype": 42,
    "hatch.linewidth": 0.6,
    "path.simplify": False,
    "text.hinting": "none",  # at 300 dots per inch nobody sees it, and it takes a quarter of the time of a picture
}
_HEEDED = frozenset(
    ("agg", "figure", "font", "hatch", "image", "lines", "markers", "patch", "path", "pdf", "savefig", "svg", "text")
)
_P = ParamSpec("_P")


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
            label.set_gid(ONLY_WITHOUT_FONTS)
