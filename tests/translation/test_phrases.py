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


@pytest.mark.parametrize("language", LANGUAGES)
def test_few_are_no_enumeration(language: str) -> None:
    with speaking(language):
        assert (enumerated([]), enumerated(["a"])) == ("", "a")
