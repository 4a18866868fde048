"""The pages that students get, in a browser: worked on, handed in, graded."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from discourse.classroom.folders import folder_files
from discourse.classroom.handed_in import handed_in
from discourse.classroom.report.files import class_files
from discourse.translation import LANGUAGES
from tests.browser import Open, reload
from tests.classroom.classes import simulated
from tests.classroom.packs import pack_of
from tests.classroom.test_tongues import spoken_in
from tests.codingpage.contrast import FAINT


@pytest.fixture
def replies(tmp_path: Path) -> Path:
    path = tmp_path / "exercise.html"
    path.write_bytes(folder_files(pack_of("freibad", "reply-graph"))["students/exercise.html"])
    return path


def test_replies_are_chosen_kept_downloaded_and_graded(open_page: Open, replies: Path, tmp_path: Path) -> None:
    opened = open_page(replies)
    page = opened.page
    choosers = page.get_by_label("It answers")
    expect(choosers).to_have_count(9)
    choosers.nth(0).select_option(label="the article")
    choosers.nth(2).select_option(index=2)
    choosers.nth(3).select_option(label="cannot tell")
    page.get_by_label("Your name").fill("Ada")
    reload(page)
    expect(page.locator("#counted")).to_have_text("3 of 9 done")
    expect(choosers.nth(2)).to_have_value("c0")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my file").click()
    answers = tmp_path / "answers"
    answers.mkdir()
    download.value.save_as(answers / "ada.json")
    handed = handed_in(pack_of("freibad", "reply-graph"), answers)
    assert handed.left_out == ()
    assert [student.name for student in handed.students] == ["Ada"]
    assert list(handed.students[0].answers.values()) == ["article", "1", None]
    assert opened.complaints == []


def test_own_definitions_are_written_in_part_one_and_in_the_file(open_page: Open, tmp_path: Path) -> None:
    path = tmp_path / "part.html"
    path.write_bytes(folder_files(pack_of("river", "codebook"))["students/exercise-part-1.html"])
    page = open_page(path).page
    page.get_by_label("Your definition").fill("Somebody wants to see proof.")
    page.get_by_label("Your name").fill("Ada")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my file").click()
    download.value.save_as(tmp_path / "ada.json")
    assert json.loads((tmp_path / "ada.json").read_text("utf-8"))["definitions"] == {
        "evidence_demanded": "Somebody wants to see proof."
    }


def test_part_two_asks_for_no_definition(open_page: Open, tmp_path: Path) -> None:
    path = tmp_path / "part.html"
    path.write_bytes(folder_files(pack_of("river", "codebook"))["students/exercise-part-2.html"])
    page = open_page(path).page
    expect(page.locator("#hand")).to_contain_text("Evidence demanded")
    expect(page.get_by_label("Your definition")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_the_page_without_scrolling_sideways(open_page: Open, replies: Path, scheme: str) -> None:
    page = open_page(replies, width=360, height=740, color_scheme=scheme).page
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.fixture
def report(tmp_path: Path) -> Path:
    pack = pack_of("freibad", "claims")
    simulated(pack, tmp_path / "answers", n=5)
    path = tmp_path / "class.html"
    path.write_bytes(class_files(pack, handed_in(pack, tmp_path / "answers"))["class.html"])
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_of_wcag_aa(open_page: Open, replies: Path, report: Path, scheme: str) -> None:
    for path in (replies, report):
        assert open_page(path, color_scheme=scheme).page.evaluate(FAINT) == []


def test_the_class_report_fits_a_phone_and_asks_for_nothing(open_page: Open, report: Path) -> None:
    opened = open_page(report, width=360, height=740)
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 360
    assert opened.requests == [report.as_uri()]
    assert opened.complaints == []


def test_comments_are_read_aloud_in_their_language_and_all_else_in_english(
    open_page: Open, replies: Path, report: Path
) -> None:
    page = open_page(replies).page
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".said").first).to_have_attribute("lang", "de")
    expect(open_page(report).page.locator(".case p").first).to_have_attribute("lang", "de")


def test_replies_are_chosen_by_keyboard_alone(open_page: Open, replies: Path) -> None:
    page = open_page(replies).page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#work")).to_be_focused()
    for answer in ("the", "1"):
        while page.evaluate("document.activeElement.tagName") != "SELECT":
            page.keyboard.press("Tab")
        page.keyboard.type(answer)
        page.keyboard.press("Tab")
    expect(page.get_by_label("It answers").nth(0)).to_have_value("article")
    expect(page.get_by_label("It answers").nth(1)).to_have_value("c0")
    expect(page.locator("#counted")).to_have_text("2 of 9 done")


def test_each_chooser_says_of_which_comment_it_is(open_page: Open, replies: Path) -> None:
    page = open_page(replies).page
    expect(page.get_by_role("combobox", name="2. Gregor M. It answers")).to_have_count(1)


@pytest.mark.parametrize("tongue", LANGUAGES)
def test_the_page_in_each_language_fits_a_small_phone(open_page: Open, tmp_path: Path, tongue: str) -> None:
    path = tmp_path / "part.html"
    path.write_bytes(folder_files(spoken_in(tongue, "freibad", "codebook"))["students/exercise-part-1.html"])
    page = open_page(path, width=360, height=740).page
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_button_to_go_on_is_seen_when_the_instructions_are_closed(open_page: Open, tmp_path: Path) -> None:
    path = tmp_path / "exercise.html"
    path.write_bytes(folder_files(spoken_in("de", "freibad", "claims"))["students/exercise.html"])
    page = open_page(path, width=1366, height=680).page
    page.locator("#guide > summary").click()
    expect(page.get_by_role("button", name="Erledigt, weiter")).to_be_in_viewport(ratio=1)


def test_a_page_in_french_has_a_blank_before_its_colons(open_page: Open, tmp_path: Path) -> None:
    path = tmp_path / "exercise.html"
    path.write_bytes(folder_files(spoken_in("fr", "freibad", "claims"))["students/exercise.html"])
    page = open_page(path).page
    expect(page.locator("#article > summary")).to_contain_text("Article\u00a0: Freibad")
    expect(page.locator("#hand")).to_contain_text("affirme\u00a0: dit l’affirmation")
