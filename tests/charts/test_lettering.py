import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.charts.joining import joined
from discourse.charts.lettering import FAMILY, clean, clipped, drawable, families, graphemes, width, wrapped
from tests.charts.threads import DIFFICULT


@pytest.mark.parametrize(
    ("said", "cleaned"),
    [
        ("two\nlines\tand  a tab ", "two lines and a tab"),
        ("bell\x07\x00\x1b[31m", "bell[31m"),
        ("\u202edesrever\u202c \u2066x\u2069", "desrever x"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("family 👩\u200d👩\u200d👧", "family 👩\u200d👩\u200d👧"),
        ("a\u0301\u0301\u0301\u0301\u0301b", "a\u0301\u0301\u0301b"),
        ("half \ud800 and \ufffe", "half \ufffd and \ufffd"),
        ("two\u00a0halves 25\u202f% \u00a0", "two\u00a0halves 25\u202f%"),
        ("line\u2028separator\u0085x", "line separator x"),
        ("\x00", ""),
    ],
)
def test_clean(said: str, cleaned: str) -> None:
    assert clean(said) == cleaned


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("abc", ["a", "b", "c"]),
        ("e\u0301a", ["e\u0301", "a"]),
        ("👍🏽!", ["👍🏽", "!"]),
        ("🇫🇷🇩🇪", ["🇫🇷", "🇩🇪"]),
        ("🏳\ufe0f\u200d🌈x", ["🏳\ufe0f\u200d🌈", "x"]),
        ("क्षि", ["क्", "षि"]),
        ("", []),
    ],
)
def test_graphemes(text: str, parts: list[str]) -> None:
    assert list(graphemes(text)) == parts


@given(st.text(max_size=80), st.floats(5, 60))
def test_a_clipped_text_fits_and_is_cut_between_characters(text: str, room: float) -> None:
    cut = clipped(text, room, 7.5)
    assert width(cut, 7.5) <= room + 1e-6
    if cut != clean(text):
        kept = list(graphemes(cut.removesuffix("…")))
        assert list(graphemes(clean(text)))[: len(kept)] == kept


@given(st.text(max_size=200), st.integers(1, 4))
def test_wrapped_lines_fit(text: str, lines: int) -> None:
    done = wrapped(text, 40, 7.5, lines)
    assert 1 <= len(done) <= lines
    assert all(width(line, 7.5) <= 40 + 1e-6 for line in done)


@pytest.mark.parametrize(
    ("text", "shown"), [("Ann", "Ann"), ("Äußerung", "Äußerung"), ("שלום", "שלום"), ("a\U000100a0b", "a□b")]
)
def test_what_no_font_has_becomes_a_box(text: str, shown: str) -> None:
    assert drawable(text) == shown


@pytest.mark.parametrize("text", [name for name in DIFFICULT if name])
def test_dejavu_comes_first(text: str) -> None:
    assert families(clean(text))[0] == FAMILY


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("\u0633\u0644\u0627\u0645", "\ufeb3\ufefc\ufee1"),  # initial, lam with alef at the end, alone after it
        ("\u0645\u062d\u0645\u062f", "\ufee3\ufea4\ufee4\ufeaa"),
        ("\u0645\u064f\u062d", "\ufee3\ufea2"),  # a mark keeps nothing apart
        ("\u0628 \u0628", "\ufe8f \ufe8f"),
        ("Ann \u05d3\u05df", "Ann \u05d3\u05df"),
    ],
)
def test_arabic_letters_are_as_wide_as_in_their_joined_forms(word: str, forms: str) -> None:
    assert joined(word) == forms
    assert width(word, 7.5) == pytest.approx(width(forms, 7.5))


def test_widths_are_those_of_the_font() -> None:
    # DejaVu Sans: "i" is 569 and "W" 2025 units of 2048 wide
    assert width("i", 72) == pytest.approx(25.4 * 569 / 2048, rel=1e-3)
    assert width("W", 72) == pytest.approx(25.4 * 2025 / 2048, rel=1e-3)
