"""No chart loses or overprints a word: checked on the rendered boxes, over sizes, shapes and difficult names."""

from functools import cache
from itertools import combinations
from typing import Any

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from discourse.analysis import Analysis
from discourse.charts import CHARTS
from discourse.charts.style import Label, drawing
from tests.charts.threads import DIFFICULT, PLAIN, analysis

SIZES = (1, 6, 40, 60, 150, 600, 20_000)
_PIXELS_PER_MM = 100 / 25.4
_MAY_TOUCH = 0.25 * _PIXELS_PER_MM


@cache
def made(count: int, names: str, shape: str) -> Analysis:
    return analysis(count, DIFFICULT if names == "difficult" else PLAIN, shape)


def figure_of(name: str, count: int, names: str, shape: str = "bushy") -> Figure | None:
    chart = CHARTS[name]
    return chart.draw(chart.table(made(count, names, shape)))


def boxes(figure: Figure) -> list[tuple[str, Bbox]]:
    canvas: Any = FigureCanvasAgg(figure)
    with drawing():
        canvas.draw()
        labels: list[Label] = figure.findobj(Label)
        return [(label.get_text(), label.get_window_extent(canvas.get_renderer())) for label in labels]


def overprinted(texts: list[tuple[str, Bbox]]) -> list[tuple[str, str]]:
    ordered = sorted(texts, key=lambda item: item[1].y0)
    return [
        (one, other)
        for (one, first), (other, second) in combinations(ordered, 2)
        if first.x0 + _MAY_TOUCH < second.x1
        and second.x0 + _MAY_TOUCH < first.x1
        and first.y0 + _MAY_TOUCH < second.y1
        and second.y0 + _MAY_TOUCH < first.y1
    ]


def outside(figure: Figure, texts: list[tuple[str, Bbox]]) -> list[str]:
    page = figure.bbox
    return [text for text, box in texts if box.x0 < page.x0 or box.x1 > page.x1 or box.y0 < page.y0 or box.y1 > page.y1]


@pytest.mark.parametrize("names", ["plain", "difficult"])
@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("name", CHARTS)
def test_words_stand_on_the_page_and_apart(name: str, count: int, names: str) -> None:
    figure = figure_of(name, count, names)
    if figure is None:
        assert count == 1
        return
    texts = boxes(figure)
    assert outside(figure, texts) == []
    assert overprinted(texts) == []


@pytest.mark.parametrize("shape", ["chain", "star"])
@pytest.mark.parametrize("count", [2, 40, 60, 200, 5000])
def test_words_of_extreme_trees_stand_apart(count: int, shape: str) -> None:
    figure = figure_of("tree", count, "plain", shape)
    assert figure is not None
    texts = boxes(figure)
    assert outside(figure, texts) == []
    assert overprinted(texts) == []


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("count", SIZES)
def test_figures_fit_the_text_block(name: str, count: int) -> None:
    figure = figure_of(name, count, "difficult")
    if figure is not None:
        width, height = figure.get_size_inches() * 25.4
        assert round(width) in (170, 82)
        assert 15 < height < 250
