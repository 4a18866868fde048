"""What a user may choose about a report: title, length of quotations, look, logo."""

from itertools import product
from pathlib import Path

import pytest
from PIL import Image

from discourse.errors import ReportError
from discourse.reporting.colours import luminance
from discourse.reporting.content import content
from discourse.reporting.logos import Logo, load_logo
from discourse.reporting.options import Options, checked
from discourse.reporting.themes import THEMES
from tests.reporting.threads import bridge, large

WHITE, NIGHT_GROUND = "#ffffff", "#1f2329"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("theme", "part"), list(product(THEMES.values(), ("ink", "muted", "accent"))))
def test_every_text_colour_of_a_theme_reads_well_on_white(theme: object, part: str) -> None:
    assert contrast(getattr(theme, part), WHITE) >= (7 if part == "ink" else 4.5)


@pytest.mark.parametrize("name", THEMES)
def test_the_title_reads_well_on_its_band(name: str) -> None:
    theme = THEMES[name]
    assert contrast(theme.on_band, theme.band or WHITE) >= 7


@pytest.mark.parametrize("name", THEMES)
def test_accents_and_rules_of_a_theme_read_well_at_night(name: str) -> None:
    theme = THEMES[name]
    assert contrast(theme.night_accent, NIGHT_GROUND) >= 4.5
    assert contrast(theme.night_rule, NIGHT_GROUND) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_rules_can_be_seen(name: str) -> None:
    assert contrast(THEMES[name].rule, WHITE) >= 3


def test_a_title_of_ones_own() -> None:
    assert content(bridge(), (), Options(title="Bridges\nof the week")).title == "Bridges of the week"


@pytest.mark.parametrize("title", ["", " \n "])
def test_an_empty_title_leaves_that_of_the_article(title: str) -> None:
    assert content(bridge(), (), Options(title=title)).title == "Old bridge closed again"


def test_no_comment_is_quoted_beyond_the_length() -> None:
    said = content(large(20), (), Options(quote_length=50))
    assert {sum(len(part.text) for part in one.paragraphs[0]) for one in said.listing.passages} == {50}
    assert said.listing.passages[0].cut is not None
    assert said.listing.passages[0].cut.startswith("The first 50 of ")
    assert [len(quote.words) <= 50 for quote in said.telling.quotes] == [True] * 3


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (Options(language="xx"), "en, de, es, fr, it"),
        (Options(theme="neon"), "plain, ink, slate"),
        (Options(quote_length=5), "between 20 and 20,000"),
        (Options(quote_length=20_001), "between 20 and 20,000"),
    ],
)
def test_what_there_is_not_is_refused_in_one_sentence(options: Options, named: str) -> None:
    with pytest.raises(ReportError, match=named) as caught:
        checked(options)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("name", "form"), [("a.png", "png"), ("a.JPG", "jpg"), ("a.jpeg", "jpg")])
def test_a_picture_is_a_logo(tmp_path: Path, name: str, form: str) -> None:
    Image.new("RGB", (40, 20), "#336699").save(tmp_path / name)
    assert load_logo(tmp_path / name) == Logo(form=form, data=(tmp_path / name).read_bytes())  # type: ignore[arg-type]


@pytest.mark.parametrize("inside", ["", '<rect width="4" height="4" style="fill:#fff"/>', '<use href="#a"/>'])
def test_a_plain_drawing_is_a_logo(tmp_path: Path, inside: str) -> None:
    (tmp_path / "a.svg").write_text('<?xml version="1.0"?><!-- ours -->' + DRAWING.format(inside), "utf-8")
    assert load_logo(tmp_path / "a.svg").media_type == "image/svg+xml"


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>", '<rect onclick="x()"/>', '<image href="https://example.org/a.png"/>',
        '<image xlink:href="file:///etc/hosts"/>', "<foreignObject/>", '<a href="javascript:x()"/>',
        "<style>@import 'x'</style>", "<rect style='fill:url(http://example.org)'/>", '<use href="#a"/>' * 13,
    ],
)  # fmt: skip
def test_a_drawing_that_does_more_is_refused(tmp_path: Path, inside: str) -> None:
    (tmp_path / "a.svg").write_text(DRAWING.format(inside), "utf-8")
    with pytest.raises(ReportError, match=r"a\.svg: .*plain SVG"):
        load_logo(tmp_path / "a.svg")


@pytest.mark.parametrize(
    ("name", "data", "named"),
    [
        ("a.gif", b"GIF89a", r"a \.png, \.jpg or \.svg file"),
        ("a.png", b"\x89PNG\r\n\x1a\n rubbish", "no PNG picture"),
        ("a.jpg", b"", "no JPEG picture"),
        ("a.png", b"x" * 1_000_001, "at most 1,000 kB"),
        ("a.svg", b"<html><svg/></html>", "this is no SVG"),
        ("a.svg", b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "this is no SVG"),
    ],
)
def test_what_is_no_logo_is_refused(tmp_path: Path, name: str, data: bytes, named: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReportError, match=named):
        load_logo(tmp_path / name)


def test_a_huge_picture_is_refused(tmp_path: Path) -> None:
    Image.new("1", (4_001, 3)).save(tmp_path / "a.png")
    with pytest.raises(ReportError, match="at most 4,000 pixels a side"):
        load_logo(tmp_path / "a.png")


def test_a_logo_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"a\.png: the logo cannot be read"):
        load_logo(tmp_path / "a.png")
