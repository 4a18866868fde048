"""What charts say of themselves is in the catalogues, the words of their tables too."""

import pytest

from discourse import translation
from discourse.charts import CHARTS, COMPARED
from discourse.translation import speaking
from tests.charts.threads import analysis


class Lacking(dict[str, str | tuple[str, str]]):
    """A catalogue that writes down what it is asked for and has not."""

    asked: set[str]

    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
        if key not in self:
            self.asked.add(key)
        return super().get(key, default)


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    known = Lacking(translation._catalogue("de"))
    known.asked = set()
    monkeypatch.setattr(translation, "_catalogue", lambda _: known)
    return known.asked


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("count", [6, 60, 600])
def test_no_word_of_a_chart_stays_english(name: str, count: int, lacking: set[str]) -> None:
    chart = CHARTS[name]
    table = chart.table(analysis(count))
    with speaking("de"):
        chart.draw(table, 120)
        chart.describe(table)
    assert lacking == set()


@pytest.mark.parametrize("chart", [*CHARTS.values(), *COMPARED.values()], ids=lambda chart: chart.title)
@pytest.mark.parametrize("language", [one for one in translation.LANGUAGES if one != "en"])
def test_titles_stand_in_every_catalogue(chart: object, language: str) -> None:
    assert chart.title in translation._catalogue(language)  # type: ignore[attr-defined]
