"""No silent boxes: what no font can draw is known beforehand."""

import pytest

from discourse.reporting.glyphs import boxed, bundled_fonts, undrawable


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("plain, “quoted” – Čapek", set()),
        ("שלום عربي Ελληνικά Русский", set()),
        ("\u200d\u200f\ufe0f\u00ad\U000e0041", set()),
        ("中a文", {"中", "文"}),
        ("\u0e2a", {"\u0e2a"}),
    ],
)
def test_undrawable_with_the_fonts_that_come_along(text: str, missing: set[str]) -> None:
    assert undrawable(text, bundled_fonts()) == missing


def test_without_fonts_nothing_but_ascii_can_be_drawn() -> None:
    assert undrawable("aé", ()) == {"é"}


def test_a_font_that_cannot_be_opened_draws_nothing(tmp_path: object) -> None:
    from pathlib import Path

    broken = Path(str(tmp_path)) / "broken.ttf"
    broken.write_bytes(b"no font")
    assert undrawable("é", (broken,)) == {"é"}


def test_boxed() -> None:
    assert boxed("a中b文", {"中"}) == "a□b文"
