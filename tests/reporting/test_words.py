"""The small grammar of the sentences, and strangers' text made visible."""

import pytest

from discourse.reporting.wording import count, dated, keeping_values, probability, shortened, skipped_words
from discourse.visible import is_rtl, visible


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2018-08-31", "31 August 2018"),
        ("2018-08-31T14:03", "31 August 2018, 14:03"),
        ("2018-08-31T14:03:59.123Z", "31 August 2018, 14:03 (UTC)"),
        ("2018-08-31 14:03:59-0700", "31 August 2018, 14:03 (UTC-0700)"),
        ("2018", "2018"),
        ("2018-13-01", "2018-13-01"),
        ("August last year", "August last year"),
    ],
)
def test_dated(moment: str, words: str) -> None:
    assert dated(moment) == words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (count(0, "reply", "replies"), "0 replies"),
        (count(1, "reply", "replies"), "1 reply"),
        (count(1_200, "comment"), "1,200 comments"),
        (probability(0.999), "0.99"),
        (probability(0.0), "0.00"),
        (probability(1.0), "1"),
        (shortened("a  b\n c", 9), "a b c"),
        (shortened("abcdef", 4), "abc…"),
        (shortened(" " * 99 + "ab", 2), "ab"),
        (shortened("protests in the square", 14), "protests in…"),
        (shortened("12\xa0% of\nall", 9), "12\xa0% of…"),
        (keeping_values("deny 25 % (n = 8), n = 1,200"), "deny 25\xa0% (n\xa0=\xa08), n\xa0=\xa01,200"),
        (skipped_words("duplicate", 1), "1 duplicate"),
        (skipped_words("stub", 6_290), "6,290 not loaded"),
        (skipped_words("stub", None), "an unstated number not loaded"),
        (skipped_words("cut", 1), "the end of 1 comment"),
        (skipped_words("cut", 4), "the ends of 4 comments"),
        (skipped_words("widget", None), "an unstated number of items beside the comments"),
    ],
)
def test_wording(said: str, words: str) -> None:
    assert said == words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é 中 😀\ttab", "plain é 中 😀\ttab"),
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("\x00\x1b[31m\x9b", "⟨U+0000⟩⟨U+001B⟩[31m⟨U+009B⟩"),
        ("a\u202eb\u2067c", "a⟨U+202E⟩b⟨U+2067⟩c"),
        ("\ufeff\uffff", "⟨U+FEFF⟩⟨U+FFFF⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("שלום\u200f 👩‍🔬", "שלום\u200f 👩‍🔬"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "right_to_left"), [("שלום", True), ("1. عربي", True), ("a שלום", False), ("", False), ("123", False)]
)
def test_direction_is_that_of_the_first_letter(text: str, right_to_left: bool) -> None:
    assert is_rtl(text) is right_to_left
