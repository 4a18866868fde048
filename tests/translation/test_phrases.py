"""Enumerations, percentages and days in each language."""

import pytest

from discourse.translation import LANGUAGES, speaking
from discourse.translation.phrases import clauses, date, day_of_month, enumerated, percent, span


@pytest.mark.parametrize(
    ("language", "enumeration", "share", "first", "later"),
    [
        ("en", "a, b and c", "12.5%", "1 May", "2 May 2018"),
        ("de", "a, b und c", "12,5\u00a0%", "1. May", "2. May 2018"),
        ("es", "a, b y c", "12,5\u00a0%", "1 de May", "2 de May de 2018"),
        ("fr", "a, b et c", "12,5\u00a0%", "1er May", "2 May 2018"),
        ("it", "a, b e c", "12,5%", "1º May", "2 May 2018"),
    ],
)
def test_phrases(language: str, enumeration: str, share: str, first: str, later: str) -> None:
    with speaking(language):
        said = enumerated(["a", "b", "c"]), percent(0.125, 1), day_of_month(1, "May"), date(2, "May", 2018)
    assert said == (enumeration, share, first, later)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (["Two measures", "Made up"], "Two measures and Made up"),
        (["One rule, two measures", "Made up", "Source"], "One rule, two measures; Made up; Source"),
        (["3 (1 of a, 2 of b)", "“c, d”", "e"], "3 (1 of a, 2 of b), “c, d” and e"),
        (["1,200 assert it", "1 rejects it"], "1,200 assert it and 1 rejects it"),
    ],
)
def test_parts_with_commas_are_parted_by_semicolons(parts: list[str], said: str) -> None:
    assert enumerated(parts) == said


@pytest.mark.parametrize(
    ("share", "places", "said"),
    [
        (0.0, 0, "0%"), (1.0, 0, "100%"), (0.003, 0, "0.3%"), (0.0004, 0, "< 0.1%"), (0.998, 0, "99.8%"),
        (0.99999, 0, "> 99.9%"), (0.00001, 2, "< 0.01%"), (0.005, 0, "0.5%"), (0.994, 0, "99%"),
    ],
)  # fmt: skip
def test_a_share_is_zero_or_all_only_if_it_is(share: float, places: int, said: str) -> None:
    assert percent(share, places) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_few_are_no_enumeration(language: str) -> None:
    with speaking(language):
        assert (enumerated([]), enumerated(["a"])) == ("", "a")


@pytest.mark.parametrize(
    ("language", "joined"), [("en", "a; b"), ("de", "a; b"), ("es", "a; b"), ("fr", "a\u202f; b"), ("it", "a; b")]
)
def test_clauses_are_joined_by_the_semicolon_of_the_language(language: str, joined: str) -> None:
    with speaking(language):
        assert clauses(["a", "", "b"]) == joined


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (0.0, "0%"), (1.0, "100%"), (0.5, "50%"), (0.005, "0.5%"), (0.003, "0.3%"), (0.00004, "< 0.1%"),
        (0.994, "99%"), (0.996, "99.6%"), (0.99996, "> 99.9%"), (1 / 20_000, "< 0.1%"),
    ],
)  # fmt: skip
def test_a_share_that_is_not_none_or_all_does_not_read_so(share: float, written: str) -> None:
    assert percent(share) == written


@pytest.mark.parametrize(
    ("minutes", "en", "fr"),
    [
        (0, "0 min", "0 min"),
        (0.5, "30 s", "30\u00a0s"),
        (119, "119 min", "119 min"),
        (120, "2.0 h", "2,0 h"),
        (2879, "48.0 h", "48,0 h"),
        (2880, "2.0 days", "2,0 jours"),
    ],
)
def test_spans_of_time(minutes: float, en: str, fr: str) -> None:
    with speaking("fr"):
        french = span(minutes)
    assert (span(minutes), french) == (en, fr)


def test_an_end_of_an_interval_is_in_the_unit_of_its_value() -> None:
    assert (span(30, like=600), span(30, like=60)) == ("0.5 h", "30 min")
