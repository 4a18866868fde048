"""No chart loses, overprints or hides a word: checked on the rendered boxes, over sizes, scripts, shapes and widths."""

from functools import cache
from io import BytesIO

import polars as pl
import pytest
from matplotlib.figure import Figure

from discourse.analysis import Analysis
from discourse.charts import CHARTS, COMPARED, save
from discourse.charts.fitting import Placed, faults, hidden, outside, overprinted, placed, smallest
from discourse.charts.sheet import Sheet
from discourse.charts.style import FULL, INK, LABEL, LOOKS, TALLEST
from tests.charts.compared import differences, shares
from tests.charts.threads import DIFFICULT, LONG, SCRIPTS, analysis

NAMES = {**SCRIPTS, "difficult": DIFFICULT}
SIZES = (1, 6, 60, 600)
LARGE = ("tree", "claims", "journey", "reply_stance", "stance_times", "network")
JOURNAL = 89.0


@cache
def made(count: int, names: str, shape: str = "bushy") -> Analysis:
    return analysis(count, NAMES[names], shape)


def figure_of(name: str, count: int, names: str, shape: str = "bushy") -> Figure | None:
    chart = CHARTS[name]
    return chart.draw(chart.table(made(count, names, shape)))


@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize("name", CHARTS)
def test_words_stand_on_the_page_and_apart(name: str, names: str) -> None:
    drawn = {count: figure_of(name, count, names) for count in SIZES}
    assert {count: faults(figure) for count, figure in drawn.items() if figure and faults(figure)} == {}
    assert drawn[600] is not None


@pytest.mark.parametrize("name", LARGE)
def test_words_of_twenty_thousand_comments_stand_apart(name: str) -> None:
    figure = figure_of(name, 20_000, "latin")
    assert figure is not None
    assert faults(figure) == []


@pytest.mark.parametrize("name", CHARTS)
def test_without_comments_nothing_is_drawn(name: str) -> None:
    assert figure_of(name, 0, "latin") is None


@pytest.mark.parametrize("shape", ["chain", "star"])
@pytest.mark.parametrize("count", [2, 40, 60, 200, 5000])
def test_words_of_extreme_trees_stand_apart(count: int, shape: str) -> None:
    figure = figure_of("tree", count, "latin", shape)
    assert figure is not None
    assert faults(figure) == []


@pytest.mark.parametrize("names", ["latin", "long", "east asian"])
@pytest.mark.parametrize("name", CHARTS)
def test_a_journals_column_holds_every_chart(name: str, names: str) -> None:
    for count in SIZES:
        chart = CHARTS[name]
        figure = chart.draw(chart.table(made(count, names)), JOURNAL)
        if figure is not None:
            assert faults(figure) == []
            assert figure.get_figwidth() * 25.4 == pytest.approx(JOURNAL)
            assert figure.get_figheight() * 25.4 < 250
            assert smallest(figure) >= 6


@pytest.mark.parametrize("name", CHARTS)
def test_figures_fit_the_text_block(name: str) -> None:
    for count in SIZES:
        figure = figure_of(name, count, "difficult")
        if figure is not None:
            width, height = figure.get_size_inches() * 25.4
            assert round(width) in (170, 82)
            assert 15 < height < 250
            assert smallest(figure) >= 6


@pytest.mark.parametrize("wide", [170.0, JOURNAL])
@pytest.mark.parametrize("articles", [2, 5, 40])
@pytest.mark.parametrize("name", COMPARED)
def test_charts_of_several_articles_fit(name: str, articles: int, wide: float) -> None:
    table: pl.DataFrame = differences(articles) if name == "differences" else shares(articles)
    figure = COMPARED[name].draw(table, wide)
    assert figure is not None
    assert faults(figure) == []
    assert figure.get_figheight() * 25.4 < (TALLEST if wide == FULL else 250)
    assert smallest(figure) >= 6


def test_overlaps_edges_and_grounds_are_found() -> None:
    sheet = Sheet("x", (60, 30), "Title", "")
    sheet.write((10, 15), "one word")
    sheet.write((12, 16), "another")
    sheet.write((55, 25), "beyond the edge")
    sheet.boxes([(5, 28, 30, 8)], LOOKS["support"])
    sheet.write((8, 32), "dark on dark", LABEL)
    assert faults(sheet.figure) == [
        "'another' overlaps 'one word'",
        "'beyond the edge' is cut off by the edge",
        "'dark on dark' is hard to read on what lies below it",
    ]


def test_texts_may_touch_by_a_quarter_of_a_millimetre() -> None:
    one, near, over = (Placed(text, left, left + 10, 0, 3, INK) for text, left in (("a", 0), ("b", 9.8), ("c", 9.7)))
    assert overprinted([one, near]) == []
    assert overprinted([one, over]) == [("a", "c")]


def test_a_rule_below_a_text_hides_nothing() -> None:
    sheet = Sheet("x", (60, 30), "Title", "")
    sheet.lines([[(0, 20), (60, 20)]], INK, 0.6)
    sheet.write((10, 20), "on a rule")
    texts = placed(sheet.figure)
    assert hidden(sheet.figure, texts) == outside(sheet.figure, texts) == []


def test_names_of_forty_characters_are_whole_in_every_chart_of_authors() -> None:
    for name in ("tree", "interactions", "network", "participation"):
        figure = figure_of(name, 30, "long")
        assert figure is not None
        cut = [text.text for text in placed(figure) if "…" in text.text and " von " in text.text]
        assert cut == [], name
    assert {len(author) for author in LONG} == {40}


def test_an_svg_of_six_hundred_comments_is_small() -> None:
    total = 0
    for name in CHARTS:
        buffer = BytesIO()
        figure = figure_of(name, 600, "latin")
        assert figure is not None
        save(figure, buffer, "svg")
        total += len(buffer.getvalue())
    assert total < 400_000
