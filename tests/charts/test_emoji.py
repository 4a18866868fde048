"""Emoji: which characters are shown as pictures, and where these stand in the text."""

import io
from typing import Literal

import numpy as np
import pytest

from discourse.charts import emoji, lettering, save
from discourse.charts.page import Label
from discourse.charts.sheet import Sheet
from discourse.charts.style import LABEL


@pytest.fixture
def with_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behave as on a machine that has a font of pictures."""
    for module in (emoji, lettering):
        monkeypatch.setattr(module, "has_picture", emoji.is_emoji)
    lettering._advance.cache_clear()
    monkeypatch.setattr("discourse.charts.page.picture", lambda _: np.full((8, 10, 4), (255, 0, 0, 255), np.uint8))


@pytest.mark.parametrize(
    ("text", "drawn", "pictures"),
    [
        ("fox 🦊 fox", "fox \u2003 fox", [("🦊", 4)]),
        ("👩‍🔬👍🏽", "\u2003\u2003", [("👩‍🔬", 0), ("👍🏽", 1)]),
        ("plain", "plain", []),
        ("שלום 🦊", "שלום \u2003", [("🦊", 5)]),
    ],
)
@pytest.mark.usefixtures("with_pictures")
def test_pictures_take_the_place_of_a_blank(text: str, drawn: str, pictures: list[tuple[str, int]]) -> None:
    assert lettering.drawable(text) == drawn
    assert lettering.pictured(text) == pictures
    assert lettering.undrawable(text) == ""


@pytest.mark.usefixtures("with_pictures")
def test_a_picture_is_painted_in_png_and_said_in_svg() -> None:
    sheet = Sheet("x", (60, 20), "Title", "")
    sheet.write((10, 15), "a🦊", LABEL)
    written = {}
    forms: tuple[Literal["png", "svg"], ...] = ("png", "svg")
    for form in forms:
        buffer = io.BytesIO()
        save(sheet.figure, buffer, form)
        written[form] = buffer.getvalue()
    assert "a🦊" in written["svg"].decode()
    assert b"<image" not in written["svg"]
    assert red(written["png"]) > 100


def red(png: bytes) -> int:
    from PIL import Image

    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
    return int(((pixels[..., 0] > 240) & (pixels[..., 1] < 30)).sum())


def test_without_a_font_of_pictures_emoji_are_told_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lettering, "has_picture", lambda _: False)
    monkeypatch.setattr(lettering, "_font_of", lambda cluster: None if emoji.is_emoji(cluster) else "DejaVu Sans")
    assert lettering.drawable("a🦊") == "a□"
    assert lettering.scripts(lettering.undrawable("a🦊")) == "emoji"


@pytest.mark.skipif(emoji._font() is None, reason="no font of pictures is installed")
def test_the_pictures_of_a_font_are_coloured() -> None:
    pixels = emoji.picture("🦊")
    assert pixels.shape[2] == 4
    assert len({tuple(pixel) for row in pixels for pixel in row.tolist()}) > 50
    assert emoji.has_picture("👩‍🔬")
    assert not emoji.has_picture("漢")


def test_a_label_knows_what_it_says() -> None:
    assert Label(0, 0, "a\nb", LABEL, "left").source == "a b"
