"""Dates of pages as ISO 8601: for machines, in words, and numbers whose order only the page can tell."""

import pytest

from discourse.readers.dates import day_comes_first, finer, iso_of_stamp, iso_of_words


@pytest.mark.parametrize(
    ("stamp", "iso"),
    [
        ("2020-06-06T00:43:33-06:00", "2020-06-06T00:43:33-06:00"),
        ("2020-06-06T00:43:33Z", "2020-06-06T00:43:33+00:00"),
        ("2012-12-11T13:19:41+0100", "2012-12-11T13:19:41+01:00"),
        ("2024-11-01 05:04", "2024-11-01T05:04"),
        ("2024-11-01 05:04:09.123", "2024-11-01T05:04:09"),
        ("2019-11-5", "2019-11-05"),
        ("2019-13-05", None),
        ("2019-02-30", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_date_for_machines(stamp: str, iso: str | None) -> None:
    assert iso_of_stamp(stamp) == iso


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("November 1, 2024 5:04 am", "2024-11-01T05:04"),
        ("June 12, 2011 at 12:00 am", "2011-06-12T00:00"),
        ("November 7th, 2007 at 8:40 pm", "2007-11-07T20:40"),
        ("1. November 2023 um 11:54 Uhr", "2023-11-01T11:54"),
        ("20. 1. 2022 6:40", "2022-01-20T06:40"),
        ("14.3.2021 klo 14.22", "2021-03-14T14:22"),
        ("12.03.2021 kl. 14.22", "2021-03-12T14:22"),
        ("19 juin 2018 à 15 h 28 min", "2018-06-19T15:28"),
        ("2 de mayo de 2022 10:15", "2022-05-02T10:15"),
        ("3 marca 2024", "2024-03-03"),
        ("17.10.2019, 14:14", "2019-10-17T14:14"),
        ("2024年11月1日 下午5:04", "2024-11-01T17:04"),
        ("2024年3月1日 09:30", "2024-03-01T09:30"),
        ("31.02.2020", None),
        ("vor 3 Tagen", None),
        ("03/04/2020", None),
    ],
)
def test_date_in_words(words: str, iso: str | None) -> None:
    assert iso_of_words(words, None) == iso


@pytest.mark.parametrize(
    ("texts", "language", "first"),
    [
        (["03/04/2020", "13/04/2020"], None, True),
        (["03/04/2020", "04/13/2020"], "fr-FR", False),
        (["03/04/2020"], "fr-FR", True),
        (["03/04/2020"], "en-GB", True),
        (["03/04/2020"], "en-US", False),
        (["03/04/2020"], "en", None),
        (["03/04/2020"], None, None),
    ],
)
def test_order_of_day_and_month_is_told_by_another_date_or_the_language(
    texts: list[str], language: str | None, first: bool | None
) -> None:
    assert day_comes_first(texts, language) is first


@pytest.mark.parametrize(
    ("one", "other", "result"),
    [
        ("2019-11-05", "2019-11-05T07:08", "2019-11-05T07:08"),
        ("2019-11-05", "2019-11-06T07:08", "2019-11-05"),
        ("2019-11-05T07:08:09+01:00", "2019-11-05T07:08", "2019-11-05T07:08:09+01:00"),
        (None, "2019-11-05", "2019-11-05"),
        (None, None, None),
    ],
)
def test_finer_date_of_the_same_day_wins(one: str | None, other: str | None, result: str | None) -> None:
    assert finer(one, other) == result
