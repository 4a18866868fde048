"""The coding page in a browser: coded by keyboard, resumed, downloaded, read back, compared."""

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Dialog, Page, expect

from discourse.codingpage import coding_page
from discourse.human.reading import read_codings
from tests.browser import Open, Opened, reload
from tests.codingpage.contrast import FAINT
from tests.codingpage.sheets import HOSTILE, page_of, sheet_of, thread
from tests.conftest import Run

_GERMAN = "Die Schwäne wurden vom Rat gebracht, und niemand hat uns vorher gefragt, ob wir das wollen."


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return written(tmp_path / "sheet.html")


def written(path: Path, texts: tuple[str, ...] = ()) -> Path:
    page = page_of(thread(texts) if texts else thread())
    path.write_bytes(coding_page(sheet_of(page), [page]))
    return path


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def downloaded(page: Page, to: Path, name: str = "Ann") -> dict[str, Any]:
    page.get_by_label("Your name").fill(name)
    page.keyboard.press("Escape")
    with page.expect_download() as download:
        page.keyboard.press("Control+s")
    download.value.save_as(to)
    return dict(json.loads(to.read_text("utf-8")))


def quiet(opened: Opened, path: Path) -> None:
    assert [address for address in opened.requests if not address.startswith("blob:")] == [path.as_uri()]
    assert opened.complaints == []


def test_ten_comments_are_coded_by_keyboard_resumed_downloaded_and_read(
    open_page: Open, sheet: Path, tmp_path: Path
) -> None:
    opened = open_page(sheet)
    page = opened.page
    for _ in range(5):
        press(page, "2", "ArrowDown", "1", "Enter")
    reload(page)
    expect(page.locator("#counted")).to_have_text("6 of 12 · 5 of 12 done")
    for _ in range(5):
        press(page, "4", "ArrowDown", "ArrowDown", "2", "Enter")
    file = downloaded(page, tmp_path / "ann.json")
    assert len(file["comments"]) == 10
    (ann,) = read_codings(tmp_path / "ann.json").coders
    assert ann.coder == "human:Ann"
    marks = [[(mark.variable, mark.target, mark.code) for mark in coded.marks] for coded in ann.comments]
    assert ("reply_stance", None, "deny") in marks[0]
    assert ("stance", "council", "favor") in marks[0]
    assert ("claim", "staged", "rejects") in marks[9]


def test_two_coders_files_go_straight_into_agreement(open_page: Open, sheet: Path, tmp_path: Path, run: Run) -> None:
    for name, first in (("Ann", "2"), ("Ben", "1")):
        page = open_page(sheet).page
        press(page, first, "Enter")
        for _ in range(9):
            press(page, "4", "Enter")
        downloaded(page, tmp_path / f"{name}.json", name)
    said = run("agree", tmp_path / "Ann.json", tmp_path / "Ben.json")
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith("Most in dispute\n  swans.html c0\n    reply_stance: Ann deny, Ben support\n")


def test_words_are_marked_by_keyboard_in_code_points(open_page: Open, sheet: Path, tmp_path: Path) -> None:
    page = open_page(sheet).page
    press(
        page, "Enter", "ArrowDown", "ArrowDown", "2", "m", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Enter"
    )
    file = downloaded(page, tmp_path / "ann.json")
    (mark,) = file["comments"][1]["marks"]
    assert (mark["variable"], mark["target"], mark["code"]) == ("claim", "staged", "rejects")
    assert (mark["start"], mark["end"], mark["words"]) == (3, 18, "🦢 were brought:")
    assert thread().comments[1].text[3:18] == "🦢 were brought:"


def test_words_are_marked_with_the_mouse(open_page: Open, sheet: Path) -> None:
    page = open_page(sheet).page
    press(page, "ArrowDown", "2")
    page.locator("#text").dblclick(position={"x": 50, "y": 14})
    page.get_by_role("button", name="Take words as evidence").click()
    expect(page.locator("#text mark")).to_have_text("swans")
    expect(page.locator(".taken q")).to_have_text("swans")


def test_a_clause_gets_its_form_and_loses_it(open_page: Open, sheet: Path) -> None:
    page = open_page(sheet).page
    page.get_by_label("Form of what it says").locator("button").first.wait_for()
    press(page, "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "m", "Shift+ArrowRight", "1")
    expect(page.locator(".taken")).to_contain_text("The swans")
    page.get_by_role("button", name="remove").click()
    expect(page.locator(".taken")).to_have_count(0)


def test_a_code_pressed_again_is_taken_back_and_zero_clears(open_page: Open, sheet: Path) -> None:
    page = open_page(sheet).page
    press(page, "1", "1")
    expect(page.locator('[aria-checked="true"]')).to_have_count(0)
    press(page, "u")
    expect(page.locator('[aria-checked="true"]')).to_have_attribute("aria-label", "cannot tell")
    press(page, "0")
    expect(page.locator('[aria-checked="true"]')).to_have_count(0)


def test_a_code_is_found_by_its_name(open_page: Open, sheet: Path) -> None:
    page = open_page(sheet).page
    press(page, "/")
    page.keyboard.type("harm")
    press(page, "Enter", "1")
    expect(page.get_by_role("radiogroup", name="Harm").get_by_role("radio", checked=True)).to_have_text("1asserts")


def test_the_definition_of_the_row_is_at_hand(open_page: Open, sheet: Path) -> None:
    page = open_page(sheet).page
    press(page, "ArrowDown", "ArrowDown")
    expect(page.locator("#hand")).to_contain_text("The swans were put there.")
    expect(page.locator("#hand")).to_contain_text("A stunt, this.")


def test_a_downloaded_file_is_loaded_elsewhere_and_a_foreign_one_is_refused(
    open_page: Open, sheet: Path, tmp_path: Path
) -> None:
    page = open_page(sheet).page
    press(page, "3", "Enter")
    downloaded(page, tmp_path / "ann.json")
    other = open_page(sheet).page
    expect(other.locator("#counted")).to_have_text("1 of 12 · 0 of 12 done")
    other.locator("#file").set_input_files(tmp_path / "ann.json")
    expect(other.locator("#counted")).to_have_text("2 of 12 · 1 of 12 done")
    foreign = tmp_path / "foreign.json"
    foreign.write_text((tmp_path / "ann.json").read_text().replace('"sheet": "', '"sheet": "0'), "utf-8")
    other.locator("#file").set_input_files(foreign)
    expect(other.locator("#state")).to_have_text("That file is of another sheet or codebook, so it was not loaded.")
    expect(other.locator("#counted")).to_have_text("2 of 12 · 1 of 12 done")


@pytest.mark.parametrize("broken", ["{", "[]", "null", '{"format": "discourse-codings"}', "\x00"])
def test_a_broken_file_is_refused_in_a_sentence(open_page: Open, sheet: Path, tmp_path: Path, broken: str) -> None:
    page = open_page(sheet).page
    (tmp_path / "broken.json").write_text(broken, "utf-8")
    page.locator("#file").set_input_files(tmp_path / "broken.json")
    expect(page.locator("#state")).to_have_text("That file cannot be read; give one that this page has downloaded.")


def test_leaving_with_work_that_was_not_downloaded_warns(open_page: Open, sheet: Path, tmp_path: Path) -> None:
    page = open_page(sheet).page
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    press(page, "1")
    reload(page)
    assert asked == ["beforeunload"]
    downloaded(page, tmp_path / "ann.json")
    reload(page)
    assert asked == ["beforeunload"]


def test_without_a_store_the_page_works_and_says_so(open_page: Open, sheet: Path) -> None:
    page = open_page(sheet).page
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied'); }})")
    reload(page)
    press(page, "1")
    expect(page.locator("#state")).to_have_text(
        "This browser keeps nothing: download your file before you close the page."
    )


def test_without_a_name_nothing_is_downloaded(open_page: Open, sheet: Path) -> None:
    page = open_page(sheet).page
    press(page, "Control+s")
    expect(page.get_by_label("Your name")).to_be_focused()


def test_the_page_asks_for_nothing_and_complains_of_nothing(open_page: Open, tmp_path: Path) -> None:
    path = written(tmp_path / "hostile.html", (HOSTILE, "Another.", HOSTILE))
    opened = open_page(path)
    press(opened.page, "1", "Enter", "?", "Escape", "Enter", "b")
    expect(opened.page.locator("#text")).to_contain_text("Another.")
    quiet(opened, path)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_it_without_scrolling_sideways(open_page: Open, sheet: Path, scheme: str) -> None:
    page = open_page(sheet, width=360, height=740, color_scheme=scheme).page
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_every_control_has_a_name(open_page: Open, sheet: Path) -> None:
    page = open_page(sheet).page
    unnamed = page.evaluate(
        """[...document.querySelectorAll('button, input, textarea, [role=radiogroup]')].filter((each) =>
        !(each.getAttribute('aria-label') || each.getAttribute('aria-labelledby') || each.textContent.trim() ||
          (each.labels && each.labels.length))).length"""
    )
    assert unnamed == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_of_wcag_aa(open_page: Open, sheet: Path, scheme: str) -> None:
    page = open_page(sheet, color_scheme=scheme).page
    press(page, "1", "ArrowDown", "2", "m", "Enter")
    assert page.evaluate(FAINT) == []


def test_a_page_opened_first_shows_its_instructions_from_the_top(open_page: Open, sheet: Path) -> None:
    page = open_page(sheet).page
    expect(page.locator("#counted")).to_have_text("1 of 12 · 0 of 12 done")
    assert page.evaluate("[scrollY, document.activeElement.tagName]") == [0, "BODY"]


def test_the_focus_goes_to_the_next_comment_and_says_it(open_page: Open, sheet: Path) -> None:
    page = open_page(sheet).page
    page.get_by_role("button", name="Done, next").click()
    comment = page.get_by_role("article")
    expect(comment).to_be_focused()
    expect(comment).to_have_accessible_name("2. Writer 1 · answers 1 No 🦢 were brought: I saw them arrive.")


def test_the_focus_stays_in_the_row_that_was_chosen_in(open_page: Open, sheet: Path) -> None:
    page = open_page(sheet).page
    press(page, "ArrowDown", "2")
    expect(page.get_by_role("radio", name="against")).to_be_focused()
    press(page, "/", "Escape")
    expect(page.get_by_role("radio", name="against")).to_be_focused()


def test_all_is_reached_by_the_tab_key(open_page: Open, sheet: Path) -> None:
    page = open_page(sheet).page
    seen: set[str] = set()
    for _ in range(60):
        press(page, "Tab")
        seen.add(page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert {"skip", "coder", "download", "load", "ask", "filter", "choice", "note", "mark", "next"} <= seen


def test_the_entry_of_a_row_is_not_read_again_at_each_code(open_page: Open, sheet: Path) -> None:
    page = open_page(sheet).page
    press(page, "ArrowDown", "ArrowDown")
    page.evaluate("window.was = document.querySelector('#hand').firstChild")
    press(page, "2", "3")
    assert page.evaluate("window.was === document.querySelector('#hand').firstChild")
    press(page, "ArrowDown")
    assert not page.evaluate("window.was === document.querySelector('#hand').firstChild")


def test_a_comment_marked_and_not_done_is_told_at_the_download(open_page: Open, sheet: Path, tmp_path: Path) -> None:
    page = open_page(sheet).page
    press(page, "2")
    downloaded(page, tmp_path / "ann.json")
    expect(page.locator("#state")).to_have_text(
        re.compile(r"Downloaded as codings-\w+-Ann\.json: hand that file in\. .* not done, so not counted: 1\.")
    )


def test_half_a_letter_in_a_note_does_not_spoil_the_file(open_page: Open, sheet: Path, tmp_path: Path) -> None:
    page = open_page(sheet).page
    page.locator("#note").evaluate("(note) => { note.value = 'x\\ud83d'; note.dispatchEvent(new Event('input')); }")
    press(page, "2", "Enter")
    downloaded(page, tmp_path / "ann.json")
    (ann,) = read_codings(tmp_path / "ann.json").coders
    assert ann.comments[0].note == "x\ufffd"


def test_what_was_chosen_is_seen_in_print(open_page: Open, sheet: Path) -> None:
    page = open_page(sheet, color_scheme="dark").page
    press(page, "2")
    page.emulate_media(media="print")
    chosen = page.locator('.codes [aria-checked="true"]')
    expect(chosen).to_have_css("print-color-adjust", "exact")
    assert page.evaluate(FAINT) == []


@pytest.mark.parametrize(("tag", "text", "spoken"), [("de-AT", "?", "de"), (None, _GERMAN, "de"), (None, "?", "en")])
def test_comments_are_in_their_own_language(
    open_page: Open, tmp_path: Path, tag: str | None, text: str, spoken: str
) -> None:
    read = thread((text,))
    page = page_of(
        msgspec.structs.replace(
            read, article=msgspec.structs.replace(read.article, language=tag, body=None, title=None)
        )
    )
    path = tmp_path / "sheet.html"
    path.write_bytes(coding_page(sheet_of(page), [page]))
    shown = open_page(path).page
    expect(shown.locator("#text")).to_have_attribute("lang", spoken)
    expect(shown.locator("html")).to_have_attribute("lang", "en")


def test_on_a_phone_the_row_in_use_is_not_under_the_buttons(open_page: Open, sheet: Path) -> None:
    page = open_page(sheet, width=360, height=740).page
    press(page, "Enter", "1", "ArrowDown", "ArrowDown")
    row, bar = page.locator(".row.here").bounding_box(), page.locator("#deciding nav").bounding_box()
    assert row
    assert bar
    assert row["y"] + row["height"] <= bar["y"]
