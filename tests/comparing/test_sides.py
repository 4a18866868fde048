"""What stands side by side: articles, sites, times, topics."""

from pathlib import Path

import pytest

from discourse.comparing import By, Side, compare
from discourse.model import Article
from tests.comparing.test_stories import STORIES
from tests.comparing.threads import analysis


def sides(articles: list[Article], by: By) -> list[tuple[str | None, tuple[int, ...]]]:
    return [(side.name, side.articles) for side in compare([analysis(article) for article in articles], by).sides]


def test_by_site_the_host_stands_in_for_a_name() -> None:
    articles = [
        Article(source="1", site="Gazette"),
        Article(source="2"),
        Article(source="3", url="https://www.example.org/x"),
        Article(source="4", site="Gazette"),
    ]
    assert sides(articles, "site") == [("Gazette", (0, 3)), ("example.org", (2,)), (None, (1,))]


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (["2024-05-02", "2024-05-01T10:00", None], [("2024-05-01", (1,)), ("2024-05-02", (0,)), (None, (2,))]),
        ([f"2024-{month:02}-{day:02}" for month in (1, 2) for day in range(1, 9)],
         [("2024-01", tuple(range(8))), ("2024-02", tuple(range(8, 16)))]),
        (["soon", "2024"], [("2024", (1,)), (None, (0,))]),
    ],
)  # fmt: skip
def test_by_time(published: list[str | None], expected: list[tuple[str | None, tuple[int, ...]]]) -> None:
    articles = [Article(source=str(number), published=time) for number, time in enumerate(published)]
    assert sides(articles, "time") == expected


def test_by_topic_articles_of_one_event_or_topic_stand_together() -> None:
    texts = [STORIES["spill"]["told"], STORIES["museum"]["told"], STORIES["spill"]["retold"]]
    articles = [
        Article(source=str(number), title=text.strip().splitlines()[0], body=text, language="en")
        for number, text in enumerate(texts)
    ]
    found = sides(articles, "topic")
    assert [numbers for _, numbers in found] == [(0, 2), (1,)]
    assert found[1][0] == "Stolen Vermeij painting found in a skip"


def test_articles_of_one_title_are_told_apart_by_source_and_number() -> None:
    articles = [Article(source=source, title="Swans") for source in ("a.html", "b.html", "b.html")]
    assert [name for name, _ in sides(articles, "article")] == [
        "Swans (a.html)",
        "Swans (b.html) 2",
        "Swans (b.html) 3",
    ]


def test_a_side_is_a_name_and_the_numbers_of_its_articles() -> None:
    assert compare([analysis(Article(source=Path("x").name))]).sides == (Side("x", (0,)),)
