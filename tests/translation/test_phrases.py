"""Enumerations, percentages and days in each language."""

import pytest

from discourse.translation import LANGUAGES, speaking
from discourse.translation.phrases import date, day_of_month, enumerated, percent


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
