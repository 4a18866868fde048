"""Dates of pages as ISO 8601: for machines, in words, and numbers whose order only the page can tell."""

import pytest

from discourse.readers.dates import (
    day_comes_first,
    finer,
    iso_of_stamp,
    iso_of_words,
    with_clock,
    words_of_date,
)


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
        ("1397-12-21 10:33", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_date_for_machines(stamp: str, iso: str | None) -> None:
    assert iso_of_stamp(stamp) == iso


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        (["Tue, 03/05/2019 - 09:04"], False),
        (["Fri, 03/05/2019 - 09:04"], True),
        (["Sáb, 06/04/2019 - 10:00"], True),
        (["Mo, 03/05/2019"], None),  # neither was a Monday
        (["Tue, 03/05/2019", "Fri, 03/05/2019"], None),
        (["03/05/19(Tue)10:33:22"], False),
        (["03/05/2019 - 09:04"], None),
    ],
)
def test_the_day_of_the_week_tells_which_number_is_the_day(shown: list[str], told: bool | None) -> None:
    assert day_comes_first(shown, "en") is told


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("November 1, 2024 5:04 am", "2024-11-01T05:04"),
        ("June 12, 2011 at 12:00 am", "2011-06-12T00:00"),
        ("November 7th, 2007 at 8:40 pm", "2007-11-07T20:40"),
        ("1. November 2023 um 11:54 Uhr", "2023-11-01T11:54"),
        ("20. 1. 2022 6:40", "2022-01-20T06:40"),
        ("2013-12-1 22:23", "2013-12-01T22:23"),
        ("2 out 2019 10:00", "2019-10-02T10:00"),
        ("4 out of 5 stars", None),
        ("14.3.2021 klo 14.22", "2021-03-14T14:22"),
        ("12.03.2021 kl. 14.22", "2021-03-12T14:22"),
        ("19 juin 2018 à 15 h 28 min", "2018-06-19T15:28"),
        ("2 de mayo de 2022 10:15", "2022-05-02T10:15"),
        ("3 marca 2024", "2024-03-03"),
        ("17.10.2019, 14:14", "2019-10-17T14:14"),
        ("2024年11月1日 下午5:04", "2024-11-01T17:04"),
        ("2024年3月1日 09:30", "2024-03-01T09:30"),
        ("2021年3月4日 4:12 PM", "2021-03-04T16:12"),
        ("2021年3月4日 12:05 AM", "2021-03-04T00:05"),
        ("2021年3月4日 午前12:05", "2021-03-04T00:05"),
        ("2021年3月4日, 8:12", "2021-03-04T08:12"),
        ("2021-03-04 在下午 4:12", "2021-03-04T16:12"),
        ("2021. 3. 9. 10:00", "2021-03-09T10:00"),
        ("March 4, 2021 at 4:12 p.m.", "2021-03-04T16:12"),
        ("4 de marzo de 2021, 4:12 p. m.", "2021-03-04T16:12"),
        ("4 مارس 2021 الساعة 4:12 م", "2021-03-04T16:12"),
        ("4 مارس 2021 الساعة 4:12 ص", "2021-03-04T04:12"),
        ("4 במרץ 2021 בשעה 16:12", "2021-03-04T16:12"),
        ("۴ مارس ۲۰۲۱ در ۱۶:۱۲", "2021-03-04T16:12"),
        ("3 Μαΐου 2021 στις 4:12 μμ", "2021-05-03T16:12"),
        ("4 Maret 2021 pukul 16.12", "2021-03-04T16:12"),
        ("Tháng Năm 3, 2021 lúc 4:12 chiều", "2021-05-03T16:12"),
        ("3 Tháng Mười Một, 2021", "2021-11-03"),
        ("4. ožujka 2021. u 16:12", "2021-03-04T16:12"),
        ("4. маја 2021. у 16:12", "2021-05-04T16:12"),
        ("4 de març de 2021 a les 16:12", "2021-03-04T16:12"),
        ("4 กุมภาพันธ์ 2021 เวลา 16:12", "2021-02-04T16:12"),
        ("4.03.2021 ob 16.12", "2021-03-04T16:12"),
        ("4. märts 2021 kell 16:12", "2021-03-04T16:12"),
        ("4 maio, 2021 ás 16:12", "2021-05-04T16:12"),
        ("4.3.2021 (16.12)", "2021-03-04T16:12"),
        ("2021. március 4., 16:12", "2021-03-04T16:12"),
        ("3 listopada 2021 o 16:12", "2021-11-03T16:12"),
        ("3. listopada 2021. u 16:12", None),
        ("12 मार्च 2024, 09:15", "2024-03-12T09:15"),
        ("१२ अक्टूबर २०२४", "2024-10-12"),
        ("১২ মার্চ ২০২৪", "2024-03-12"),
        ("12 مارچ 2024", "2024-03-12"),
        ("2024 Mar 12 09:15", "2024-03-12T09:15"),
        ("2024/03/12 Tue. 09:15", "2024-03-12T09:15"),
        ("31.02.2020", None),
        ("vor 3 Tagen", None),
        ("03/04/2020", None),
        ("2019-03-12 01:05:10 PM", "2019-03-12T13:05:10"),
        ("2019-03-12 12:05:10 am", "2019-03-12T00:05:10"),
        ("3/13/2019 1:05:10 PM", "2019-03-13T13:05:10"),
        ("03/13/19(Wed)10:33:22", "2019-03-13T10:33:22"),
        ("10:35am On Mar 12, 2019", "2019-03-12T10:35"),
        ("۱۰:۳۳ - ۱۳۹۷/۱۲/۲۱", "2019-03-12T10:33"),
        ("۲۱ اسفند ۱۳۹۷ - ۱۰:۰۰", "2019-03-12T10:00"),
        ("1 فروردین 1400", "2021-03-21"),
        ("30 اسفند 1399", "2021-03-20"),
        ("30 اسفند 1400", None),  # no leap year
        ("۱۴۴۰/۰۷/۰۵", None),  # of the lunar calendar
        ("1397/12/21", None),  # nothing tells whose year it is
        ("12 มีนาคม 2562 เวลา 10:00 น.", "2019-03-12T10:00"),
        ("๑๒/๓/๒๕๖๒", "2019-03-12"),
        ("12/3/2562", None),
        ("12/03 08:12", None),
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
        (["3/9/2020", "3/10/2020", "3/11/2020", "4/2/2020"], None, False),
        (["9.3.2020", "9/3/2020", "10/3/2020", "11/3/2020", "2/4/2020"], "en", True),
        (["3/9/2020", "3/10/2020", "3/11/2020", "4/2/2020"], "de", True),
        (["3/9/2020", "3/10/2020", "3/11/2020"], None, None),
        (["0/1/2020", "0/2/2020", "0/3/2020", "0/4/2020"], None, None),
        (["1/2/2020", "5/9/2020", "8/3/2020", "11/12/2020"], None, None),
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


CLOCKS = {
    "beside a relative day": ("2019-11-05", "Yesterday, 09:15 PM", "2019-11-05T21:15"),
    "after a joining word": ("2019-11-05", "Hier à 11:00", "2019-11-05T11:00"),
    "none": ("2019-11-05", "2 hours ago", "2019-11-05"),
    "of a whole date of its own": ("2019-11-05", "6 November 2019, 21:15", "2019-11-05"),
    "of a day that has its own": ("2019-11-05T08:00", "Yesterday, 09:15 PM", "2019-11-05T08:00"),
    "without a day": (None, "Yesterday, 09:15 PM", None),
}


@pytest.mark.parametrize("fact", CLOCKS)
def test_clock_beside_a_day_given_elsewhere(fact: str) -> None:
    day, words, result = CLOCKS[fact]
    assert with_clock(day, words) == result


SHORT_MONTHS = {
    "7 Aoû 2019": 8, "7 Şub 2019": 2, "7. úno 2019": 2, "7 kvě 2019": 5, "Ma Tammi 07, 2019": 1, "7 márc. 2019": 3,
    "7 szept. 2019": 9,
    "Odpowiedź #2 : Kwiecień 07, 2019": 4, "7 Červenec 2019": 7, "7 лют 2019": 2, "Пн січ 07, 2019": 1, "7 Eyl 2019": 9,
}  # fmt: skip


@pytest.mark.parametrize("words", SHORT_MONTHS)
def test_months_as_forums_shorten_them(words: str) -> None:
    assert iso_of_words(words, None) == f"2019-{SHORT_MONTHS[words]:02d}-07"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Do, 05.03.2009 - 06:24", "Do, 05.03.2009 - 06:24"),
        ("Fr, 06.03.2009 - 11:36 — Ute", "Fr, 06.03.2009 - 11:36"),
        ("Ann, May 3, 2011 at 4:12 p.m.", "May 3, 2011 at 4:12 p.m."),
        ("2011年5月3日 4:12 PM Ann", "2011年5月3日 4:12 PM"),
        ("۴ مارس ۲۰۲۱ در ۱۶:۱۲", "۴ مارس ۲۰۲۱ در ۱۶:۱۲"),
        ("no date", None),
    ],
)
def test_words_of_a_date_are_as_shown(line: str, words: str | None) -> None:
    assert words_of_date(line) == words


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("12/03 08:12 #4", "12/03 08:12"),
        ("12.03., 08:12", "12.03., 08:12"),
        ("10h33 12/3", "10h33 12/3"),
        ("3/4 of them", None),
        ("45/60 10:12", None),
    ],
)
def test_date_without_a_year_is_shown_as_it_stands(line: str, shown: str | None) -> None:
    assert words_of_date(line) == shown


@pytest.mark.parametrize(
    ("since", "told"),
    [("2019-05-03", True), ("2019-05-04T01:00", True), ("2019-03-05", None), ("2019-06-01", None), ("2019", None)],
)
def test_no_comment_is_older_than_its_article(since: str, told: bool | None) -> None:
    assert day_comes_first(["3/5/2019 09:15", "4/5/2019 13:20"], None, since) is told
