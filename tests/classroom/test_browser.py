"""The pages that students get, in a browser: worked on, handed in, graded."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from discourse.classroom.folders import folder_files
from discourse.classroom.handed_in import handed_in
from tests.browser import Open
from tests.classroom.packs import pack_of


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
    page.reload()
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
