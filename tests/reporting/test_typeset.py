"""The typesetter's own troubles: fonts, names that no standard allows, refusals."""

import re
from io import BytesIO

import msgspec
import pytest
import typst
from matplotlib.image import imread
from page import ValidationProfile, validate_pdf_bytes
from pypdf import PdfReader

from discourse.analysis import Analysis
from discourse.errors import ReportError
from discourse.reporting import setting
from discourse.reporting import typeset as typesetting
from discourse.reporting.colours import shades
from discourse.reporting.content import content
from discourse.reporting.drawing import pictures
from discourse.reporting.glyphs import bundled_fonts, system_fonts, undrawable
from discourse.reporting.records import ChartSlot, ReportContent
from discourse.reporting.typeset import legend, typeset
from tests.reporting.threads import bridge, empty


def written_by(author: str) -> ReportContent:
    """Return the content of a report, charts included, on a thread whose first author has this name."""
    analysis = bridge()
    first, *others = analysis.thread.comments
    comments = (msgspec.structs.replace(first, author=author), *others)
    thread = msgspec.structs.replace(analysis.thread, comments=comments)
    renamed = Analysis(thread, analysis.graph, analysis.codings, analysis.codebook)
    return content(renamed, tuple(picture.slot for picture in pictures(renamed)))


def test_the_legend_says_what_a_low_probability_means_where_there_is_one() -> None:
    sentence = "the code was chosen since it is likelier here than is usual, not since it is likelier than all others"
    assert sentence in legend(content(bridge(), ()))
    assert sentence not in legend(content(empty(), ()))


@pytest.mark.parametrize(("lines", "caveats"), [(0, 3), (26, 2), (29, 1), (34, 0)])
def test_the_first_page_has_as_many_caveats_as_there_is_room_for_and_no_page_but_these(
    lines: int, caveats: int
) -> None:
    said = content(bridge(), ())
    longer = msgspec.structs.replace(
        said, summary=(*said.summary, *["The weir held, and the river stayed in it. "] * lines)
    )
    pages = [page.extract_text() for page in PdfReader(BytesIO(typeset(longer, shades()).pdf)).pages]
    told = [caveat for caveat in said.caveats[:3] if " ".join(caveat.split())[:40] in " ".join(pages[0].split())]
    assert told == list(said.caveats[:caveats])
    assert "Claims by status" in pages[1]
    numbers = [re.findall(r"(\d+) / (\d+)", page)[-1] for page in pages]
    assert numbers == [(str(at), str(len(pages))) for at in range(1, len(pages) + 1)]


def test_where_the_fonts_that_come_along_do_no_others_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_fonts() -> None:
        raise AssertionError

    monkeypatch.setattr(setting, "system_fonts", no_fonts)
    assert b"pdfuaid" in typeset(written_by("Čapek משה عربي"), shades()).pdf


def test_without_any_font_for_a_script_there_are_boxes_and_a_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting, "system_fonts", lambda: ())
    assert b"pdfuaid" in typeset(written_by("漢字 สวัสดี"), shades()).pdf


def test_fonts_of_packages_come_before_those_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    emoji = tuple(font for font in system_fonts() if "Emoji" in font.name)
    if not emoji:
        pytest.skip("no font for emoji is installed")

    def no_fonts() -> None:
        raise AssertionError

    monkeypatch.setattr(setting, "package_fonts", lambda: emoji)
    monkeypatch.setattr(setting, "system_fonts", no_fonts)
    pdf = PdfReader(BytesIO(typeset(written_by("fish 🐟"), shades()).pdf))
    assert "□" not in "".join(page.extract_text() for page in pdf.pages)


def test_a_name_with_heaps_of_accents_still_gets_a_pdf() -> None:
    pages = typeset(written_by("e\u0301\u0302\u0303 נִּקּוּד"), shades())
    assert pages.pdf.startswith(b"%PDF-1.7")
    assert b"StructTreeRoot" in pages.pdf or b"pdfuaid" in pages.pdf


def test_the_overview_is_a_picture_as_wide_as_a_screen() -> None:
    picture = typeset(written_by("Ann"), shades()).overview
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == 1984


def test_no_line_of_a_chart_is_lost_in_the_overview() -> None:
    lines = "".join(f'<path d="M{x}.3 0V99" stroke="#ff00ff" stroke-width="0.6"/>' for x in range(3, 480, 3))
    lines += "".join(f'<path d="M0 {y}.3H481" stroke="#ff00ff" stroke-width="0.6"/>' for y in range(102, 210, 3))
    box = 'width="481.889764pt" height="215.149606pt" viewBox="0 0 481.889764 215.149606"'
    svg = f'<svg {box} xmlns="http://www.w3.org/2000/svg">{lines}</svg>'
    slots = tuple(ChartSlot(name=name, title="Lines", caption="Lines.", svg=svg) for name in ("one", "two", "three"))
    said = msgspec.structs.replace(written_by("Ann"), charts=slots)
    picture = imread(BytesIO(typeset(said, shades()).overview), format="png")
    pink = (picture[..., 0] > 0.99) & (picture[..., 1] < 0.01)
    assert set(pink.sum(axis=1).tolist()) == {0, 159, 2 * 159, 801, 2 * 801}  # 159 upright lines, or level ones of 801
    assert set(pink.sum(axis=0).tolist()) == {0, 36, 2 * 36, 36 + 165, 2 * (36 + 165)}  # 36 level lines, upright ones


def test_a_refusal_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise typst.TypstError("no such glyph\nat all", "")

    monkeypatch.setattr(typesetting, "_pages", refuse)
    with pytest.raises(ReportError, match=r"^report\.pdf: .* refuses \(.*no such glyph.*at all.*\)$"):
        typeset(written_by("Ann"), shades())


@pytest.mark.parametrize("name", ["fish 🐟", "👩\u200d🔬 Dr. Weir", "🇫🇷 and 🇩🇪 together", "x 👍🏽 🅿️ 🤷\u200d♀\ufe0f"])
def test_an_emoji_beside_letters_is_drawn_in_the_charts_too(name: str) -> None:
    if undrawable(name, (*bundled_fonts(), *system_fonts())):
        pytest.skip("no font for emoji is installed")
    pdf = typeset(written_by(name), shades()).pdf
    found = validate_pdf_bytes(pdf, profile=ValidationProfile.PDF_UA_1)
    assert [failure.message for failure in found.failures if "Type3" not in failure.message] == []


def test_an_endless_word_breaks_and_is_copied_without_what_lets_it_break() -> None:
    name = "fish" * 30
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(typeset(written_by(name), shades()).pdf)).pages)
    assert name[:60] in text.replace("\n", "")
    assert "\u200b" not in text
