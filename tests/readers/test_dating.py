"""Dates in the words of pages, whole or counted back from the day on which the page was saved."""

import pytest

from discourse.errors import ReadError
from discourse.readers import read
from discourse.readers.dating import Dating, iso_of_said

SAVED = "2026-03-15T12:34:56"


@pytest.mark.parametrize(
    ("words", "language", "iso"),
    [
        ("12 Mart 2021 14:05", "tr", "2021-03-12T14:05"),
        ("12. marts 2021", "da", "2021-03-12"),
        ("4 Μαρτίου 2021", "el", "2021-03-04"),
        ("٣ مارس ٢٠٢١", "ar", "2021-03-03"),
        ("2021. 03. 04. 오후 3:12", "ko", "2021-03-04T15:12"),
        ("4. března 2021", "cs", "2021-03-04"),
        ("3/4/2018", "sw", None),
        ("3 years ago", "en", None),
        ("Monday at 3:12 PM", "en", None),
        ("Route 1999 closed", "en", None),
        ("Ann", None, None),
        ("5", None, None),
        ("1.2k", None, None),
        ("word " * 50, "en", None),
        ("1397/12/21 10:33", "fa", "2019-03-12T10:33"),
        ("1397/12/21 10:33", "en", None),
        ("12/3/2562 10:33", "th", "2019-03-12T10:33"),
        ("2019-03-12T10:33:00", "fa", "2019-03-12T10:33:00"),
        ("1440/7/5", "ar", None),
    ],
)
def test_a_whole_date_is_read_in_the_language_of_the_page(words: str, language: str | None, iso: str | None) -> None:
    assert iso_of_said(words, Dating(language=language)) == iso


@pytest.mark.parametrize(
    ("words", "language", "iso"),
    [
        ("just now", "en", "2026-03-15T12:34"),
        ("5 minutes ago", "en", "2026-03-15T12:29"),
        ("vor 8 Stunden", "de", "2026-03-15T04"),
        ("2h", "en", "2026-03-15T10"),
        ("il y a 2 jours", "fr", "2026-03-13"),
        ("hace 3 semanas", "es", "2026-02-22"),
        ("5 mo. ago", "en", "2025-10"),
        ("3 years ago", "en", "2023"),
        ("vor einem Jahr", "de", "2025"),
        ("gestern um 21:10", "de", "2026-03-14T21:10"),
        ("Today, 10:31", "en", "2026-03-15T10:31"),
        ("8小时前", "zh", "2026-03-15T04"),
        ("3일 전", "ko", "2026-03-12"),
        ("منذ 3 أيام", "ar", "2026-03-12"),
        ("2 saat önce", "tr", "2026-03-15T10"),
        ("31 August 2018, 14:03", "en", "2018-08-31T14:03"),
        ("Ann", "en", None),
        ("1.2k", "en", None),
    ],
)
def test_a_relative_date_is_counted_back_from_the_day_the_page_was_saved(
    words: str, language: str, iso: str | None
) -> None:
    assert iso_of_said(words, Dating(language=language, saved_on=SAVED)) == iso


@pytest.mark.parametrize(
    ("words", "iso"), [("vor 8 Stunden", "2026-03-15"), ("8小时前", "2026-03-15"), ("2 days ago", "2026-03-13")]
)
def test_a_day_without_a_clock_gives_no_hours(words: str, iso: str) -> None:
    assert iso_of_said(words, Dating(saved_on="2026-03-15")) == iso


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(ReadError, match=r"^--saved-on soon: this is no date; write it like 2024-05-31"):
        read(b"text", saved_on="soon")


def test_the_day_of_saving_reaches_the_comments_of_a_page() -> None:
    page = (
        b'<html lang="en"><body class="single"><h1>Bread</h1><ol class="comment-list"><li id="comment-1" '
        b'class="comment depth-1"><b class="fn">Zoe</b><div class="comment-metadata"><time>2 days ago</time></div>'
        b'<div class="comment-content"><p>Still warm.</p></div></li></ol></body></html>'
    )
    assert [read(page, saved_on=day).comments[0].posted for day in (None, "2026-03-15")] == [None, "2026-03-13"]
    assert read(page).comments[0].posted_as_shown == "2 days ago"


@pytest.mark.parametrize(
    ("text", "posted"),
    [
        (b"1 Comment\n\nZoe\n2 days ago\nStill warm.\nReply\n", [None, "2026-03-13"]),
        (
            b"[2 days ago] Zoe: Still warm.\n[1 day ago] Ann: Too warm for me.\n[just now] Zoe: Eat it.\n",
            [None, "2026-03-13"],
        ),
    ],
)
def test_the_day_of_saving_reaches_the_comments_of_a_text(text: bytes, posted: list[str | None]) -> None:
    assert [read(text, saved_on=day).comments[0].posted for day in (None, "2026-03-15")] == posted
