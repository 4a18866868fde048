"""The languages of a thread's comments: their own, else the article's, else that of most comments."""

import pytest

from discourse.languages import OTHER, comment_languages
from discourse.model import Article, Comment, Thread

GERMAN = "Das ist doch nicht der Punkt, oder?"
ENGLISH = "That is not what they said at all."
TURKISH = "bu kadar saçma bir şey duymadım ya"


def thread(*texts: str, language: str | None = None, title: str | None = None) -> Thread:
    comments = tuple(Comment(id=str(number), text=text) for number, text in enumerate(texts))
    return Thread(article=Article(source="x", language=language, title=title), comments=comments)


@pytest.mark.parametrize(
    ("texts", "article", "expected"),
    [
        (("+1", GERMAN), "en-GB", ["en", "de"]),
        (("+1", GERMAN), None, ["de", "de"]),
        (("+1",), None, [None]),
        ((ENGLISH, TURKISH, "lol nope"), None, ["en", "tr", "en"]),
        ((TURKISH, ENGLISH, TURKISH, "smh"), None, ["tr", "en", "tr", "tr"]),
        ((ENGLISH, "Quid pro quo, no?"), None, ["en", OTHER]),
        (("Wo bist du?", GERMAN), None, ["de", "de"]),
        (("", "👍"), "fr", ["fr", "fr"]),
        ((), "fr", []),
    ],
)
def test_a_comment_that_does_not_show_its_language_has_the_one_around_it(
    texts: tuple[str, ...], article: str | None, expected: list[str | None]
) -> None:
    assert comment_languages(thread(*texts, language=article)) == expected


def test_where_no_comment_shows_a_language_the_title_may() -> None:
    assert comment_languages(thread("+1", title="Was wird aus der alten Brücke?")) == ["de"]
