"""Dates and times of Chinese, Japanese and Korean pages."""

import pytest

from discourse.readers.eastern import find_eastern
from discourse.readers.times import find_time


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("2021年3月4日 下午3:12", "2021-03-04T15:12"),
        ("发表于 2021年3月4日", "2021-03-04"),
        ("2021/03/04(木) 08:12:41.22", "2021-03-04T08:12:41"),
        ("2021/03/04(Thu) 08:12 | 春", "2021-03-04T08:12"),
        ("2021.03.04. 오전 6:00", "2021-03-04T06:00"),
        ("2021년 3월 4일 오후 11시 5분", "2021-03-04T23:05"),
        ("2021年13月4日", None),
    ],
)
def test_a_date_with_its_year_is_absolute(line: str, iso: str | None) -> None:
    found = find_eastern(line)
    assert found is not None
    assert (found.iso, found.age) == (iso, None)


@pytest.mark.parametrize(
    ("line", "age"),
    [
        ("刚刚", 0),
        ("5 分钟前", 300),
        ("20小时前", 72_000),
        ("3 天前 · 浙江", 259_200),
        ("2 个月前", 5_184_000),
        ("2時間前", 7_200),
        ("1か月前", 2_592_000),
        ("3일 전", 259_200),
        ("방금 전", 0),
    ],
)
def test_a_time_said_to_be_so_long_ago_has_an_age(line: str, age: int) -> None:
    found = find_eastern(line)
    assert found is not None
    assert (found.iso, found.age) == (None, age)


@pytest.mark.parametrize("line", ["昨天 12:30", "3月4日", "어제 08:12"])
def test_a_day_without_its_year_is_found_and_left_open(line: str) -> None:
    found = find_eastern(line)
    assert found is not None
    assert (line[found.start : found.end], found.iso, found.age) == (line, None, None)


@pytest.mark.parametrize("line", ["3 days ago", "第 3 章", "全部 12 条", "2021-03-04"])
def test_other_lines_have_none(line: str) -> None:
    assert find_eastern(line) is None


@pytest.mark.parametrize(
    ("line", "age"),
    [
        ("منذ 3 ساعات", 10_800),
        ("منذ ساعتين", 7_200),
        ("منذ يوم", 86_400),
        ("לפני 3 שעות", 10_800),
        ("לפני יומיים", 172_800),
        ("3 gün önce", 259_200),
        ("před 3 hodinami", 10_800),
        ("3 години тому", 10_800),
        ("3 timer siden", 10_800),
        ("3 tuntia sitten", 10_800),
        ("πριν 3 ώρες", 10_800),
        ("3 jam lalu", 10_800),
        ("3 घंटे पहले", 10_800),
        ("৫ মিনিট আগে", 300),
        ("۳ ساعت قبل", 10_800),
        ("قبل 3 ساعات", 10_800),
    ],
)
def test_ages_in_more_languages(line: str, age: int) -> None:
    found = find_time(line)
    assert found is not None
    assert (found.shown, found.age) == (line, age)


@pytest.mark.parametrize(
    ("line", "iso"),
    [("2021-03-04 08:10 pm (UTC)", "2021-03-04T20:10"), ("Mar. 4th, 2021", "2021-03-04")],
)
def test_signs_between_do_not_hide_what_a_date_says(line: str, iso: str) -> None:
    found = find_time(line)
    assert found is not None
    assert found.iso == iso
