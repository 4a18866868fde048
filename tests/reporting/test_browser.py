"""The HTML page in a browser: what readers do there, at 6 and at 5,000 comments, and that it asks for nothing."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Page, expect

from discourse.analysis import Analysis
from discourse.reporting.colours import shades
from discourse.reporting.content import content
from discourse.reporting.drawing import pictures
from discourse.reporting.files import on_screen
from discourse.reporting.typeset import legend
from discourse.reporting.webpage import webpage
from tests.browser import Open
from tests.reporting.forum import forum
from tests.reporting.threads import empty, hostile

SECONDS = 2.0
"""In which a page of 5,000 comments has to be ready, at the best of three: an idle machine takes half of it."""
READY = "performance.getEntriesByName('discourse-ready')[0]?.startTime"


def page_of(analysis: Analysis) -> bytes:
    said = on_screen(content(analysis, tuple(picture.slot for picture in pictures(analysis))), analysis)
    return webpage(said, shades(), legend(said))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def six(folder: Path) -> Path:
    return written(folder / "six.html", forum(6))


@pytest.fixture(scope="module")
def sixty(folder: Path) -> Path:
    return written(folder / "sixty.html", forum(60))


@pytest.fixture(scope="module")
def thousands(folder: Path) -> Path:
    return written(folder / "thousands.html", forum(5000))


def written(path: Path, analysis: Analysis) -> Path:
    path.write_bytes(page_of(analysis))
    return path


def shown(page: Page) -> list[int]:
    """Return the numbers of the comments that match the filters."""
    found: list[int] = page.eval_on_selector_all(
        "article.comment:not(.out, .context)", "all => all.map(one => Number(one.id.slice(1)))"
    )
    return found


def until(page: Page, true: str) -> None:
    """Wait until a script is true; the page forbids the way that playwright does it."""
    for _ in range(100):
        if page.evaluate(true):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"it never came true: {true}")


def number_of(page: Page, selector: str) -> int:
    """Return the count that stands beside a value."""
    return int(re.findall(r"\d+", page.locator(selector).inner_text().replace(",", ""))[-1])


def chip(page: Page, key: str, value: str) -> Any:
    return page.locator(f'label:has(input[name="{key}"][value="{value}"])')


def coded(analysis: Analysis, variable: str, code: str, target: str | None = None) -> list[int]:
    """Return the numbers of the comments that have a coding, from the analysis itself."""
    has = {
        one.comment
        for one in analysis.codings
        if (one.variable, one.code) == (variable, code) and (target is None or one.target == target)
    }
    return sorted(number for number, one in enumerate(analysis.thread.comments, start=1) if one.id in has)


# What it asks for, and how soon it is ready


@pytest.mark.parametrize(
    "analysis", [empty(0), forum(1), forum(6), forum(60), hostile()], ids=lambda one: repr(one)[:40]
)
def test_the_page_asks_for_nothing_and_complains_of_nothing(
    open_page: Open, tmp_path: Path, analysis: Analysis
) -> None:
    path = written(tmp_path / "page.html", analysis)
    opened = open_page(path)
    opened.page.wait_for_timeout(300)
    assert opened.page.evaluate(READY) > 0
    assert opened.requests == [path.as_uri()]
    assert opened.complaints == []


def test_the_policy_of_the_page_stops_other_code(open_page: Open, six: Path) -> None:
    page = open_page(six).page
    refused = page.evaluate("""() => ["onclick", "innerHTML", "script"].filter((way) => {
        const added = document.createElement(way === "script" ? "script" : "b");
        try {
            if (way === "onclick") added.setAttribute("onclick", "document.title = 'hurt'");
            else if (way === "innerHTML") added.innerHTML = "<img src=x onerror=alert(1)>";
            else added.textContent = "document.title = 'hurt'";
            document.body.append(added);
            added.click();
            return false;
        } catch { return true; }
    })""")
    assert refused == ["onclick", "innerHTML", "script"]
    assert page.title() == "Old bridge closed again: comment section report"


def test_five_thousand_comments_are_ready_in_two_seconds(open_page: Open, thousands: Path) -> None:
    seconds = []
    for _ in range(3):
        opened = open_page(thousands)
        seconds.append(opened.page.evaluate(READY) / 1000)
        assert opened.page.locator("article.comment").count() == 5000
        assert opened.requests == [thousands.as_uri()]
        assert opened.complaints == []
        opened.page.close()
    assert min(seconds) < SECONDS, seconds


def test_five_thousand_comments_are_filtered_searched_and_gone_to(open_page: Open, thousands: Path) -> None:
    analysis = forum(5000)
    opened = open_page(thousands, "#c4321")
    page = opened.page
    expect(page.locator("#c4321")).to_be_in_viewport()
    chip(page, "stance", "deny").click()
    assert sorted(shown(page)) == coded(analysis, "reply_stance", "deny")
    page.fill("#find", "sister")
    until(page, "document.querySelector('#hits').textContent.startsWith('0 of')")
    page.press("#find", "Enter")
    expect(page.locator("article.here.found")).to_be_in_viewport()
    assert opened.complaints == []


# Filters


def test_a_filter_shows_those_it_names_and_says_how_many(open_page: Open, sixty: Path) -> None:
    page = open_page(sixty).page
    wanted = coded(forum(60), "reply_stance", "deny")
    assert number_of(page, 'label:has(input[value="deny"])') == len(wanted)
    chip(page, "stance", "deny").click()
    assert sorted(shown(page)) == wanted
    expect(page.locator("#state")).to_have_text(f"{len(wanted)} of 60 comments match")


def test_values_of_one_filter_widen_and_filters_narrow_each_other(open_page: Open, sixty: Path) -> None:
    page, analysis = open_page(sixty).page, forum(60)
    deny, query = coded(analysis, "reply_stance", "deny"), coded(analysis, "reply_stance", "query")
    asserts = coded(analysis, "claim", "asserts", "unsafe")
    chip(page, "stance", "deny").click()
    chip(page, "stance", "query").click()
    assert sorted(shown(page)) == sorted({*deny, *query})
    page.select_option('select[name="claim"]', "unsafe:asserts")
    assert sorted(shown(page)) == sorted({*deny, *query} & {*asserts})
    assert number_of(page, 'label:has(input[value="support"])') == len(
        {*asserts} & {*coded(analysis, "reply_stance", "support")}
    )


SAID = """([key, value]) => {
  const one = document.querySelector(`[name="${key}"]`).closest("form").elements[key];
  const options = one.options ? [...one.options] : [...(one.length ? one : [one])];
  const chosen = options.find((option) => option.value === value);
  return Number(/[0-9]+(?=\\)?$)/.exec((one.options ? chosen : chosen.parentElement).textContent.trim())[0]);
}"""


@pytest.mark.parametrize("key", ["stance", "link", "claim", "target", "author"])
def test_each_value_shows_as_many_as_it_says(open_page: Open, sixty: Path, key: str) -> None:
    page = open_page(sixty).page
    values: list[str] = page.eval_on_selector_all(
        f'input[name="{key}"], select[name="{key}"] option:not([value=""])', "all => all.map(one => one.value)"
    )
    for value in values:
        said = page.evaluate(SAID, [key, value])
        if page.locator(f'select[name="{key}"]').count():
            page.select_option(f'select[name="{key}"]', value)
        else:
            chip(page, key, value).click()
        assert len(shown(page)) == said > 0
        page.locator("#clear").click()
    assert len(values) > 1


def test_what_a_match_answers_stays_in_one_line(open_page: Open, sixty: Path) -> None:
    page = open_page(sixty, "#stance=query").page
    page.locator("#map svg").wait_for()
    graph, kept = forum(60).graph, set(shown(page))
    above = {int(graph.parent[number - 1]) + 1 for number in kept} - kept - {0, -1}
    assert above
    for number in above:
        expect(page.locator(f"#c{number}")).to_have_class(re.compile("context"))
        assert page.locator(f"#c{number} .text").bounding_box()["height"] < 40  # type: ignore[index]


def test_filters_are_in_the_address_and_come_back_from_it(open_page: Open, sixty: Path) -> None:
    page = open_page(sixty).page
    chip(page, "stance", "deny").click()
    page.select_option('select[name="author"]', "Wilhelmina Featherstonehaugh-Cholmondeley")
    page.fill("#find", "the river")
    until(page, "location.hash.includes('find=')")
    address = page.evaluate("location.hash")
    assert address == "#stance=deny&author=Wilhelmina%20Featherstonehaugh-Cholmondeley&find=the%20river"
    again = open_page(sixty, address).page
    expect(again.locator("#state")).to_have_text(page.locator("#state").inner_text())
    assert again.input_value("#find") == "the river"
    assert shown(again) == shown(page)


def test_an_address_of_filters_goes_to_the_comments(open_page: Open, sixty: Path) -> None:
    expect(open_page(sixty, "#stance=deny").page.locator("#comments")).to_be_in_viewport()


def test_cleared_filters_leave_the_address(open_page: Open, sixty: Path) -> None:
    page = open_page(sixty, "#link=inferred").page
    page.locator("#clear").click()
    assert page.evaluate("location.hash") == ""
    assert len(shown(page)) == 60


@pytest.mark.parametrize(
    "address", ["#stance=%E0%A4%A", "#stance=nothing&claim=&&=", "#c999", "#find=%", "#<img>", "#__proto__=1"]
)
def test_an_address_of_nonsense_shows_all(open_page: Open, six: Path, address: str) -> None:
    opened = open_page(six, address)
    opened.page.wait_for_timeout(200)
    assert len(shown(opened.page)) == 6
    assert opened.complaints == []


# Folding


def test_a_fold_hides_its_replies_and_all_folds_go_at_once(open_page: Open, six: Path) -> None:
    page = open_page(six, "#comments").page
    page.locator("#map svg").wait_for()
    fold = page.locator("details.replies").first
    inside = fold.locator("article").first
    expect(inside).to_be_visible()
    fold.locator("summary").first.click()
    expect(inside).to_be_hidden()
    page.locator("#fold").click()
    expect(page.locator("#fold")).to_have_text("Unfold all")
    page.locator("#fold").click()
    expect(inside).to_be_visible()
    expect(page.locator("#fold")).to_have_text("Fold all")


def test_without_script_all_is_open_and_nothing_is_offered_that_would_not_work(open_page: Open, sixty: Path) -> None:
    page = open_page(sixty, java_script_enabled=False).page
    assert page.locator("article.comment").count() == 60
    expect(page.locator("#tools")).to_be_hidden()
    expect(page.locator("#theme")).to_be_hidden()
    expect(page.locator("details:not([open])")).to_have_count(0)


# Search


def test_search_marks_hits_and_goes_from_one_to_the_next(open_page: Open, sixty: Path) -> None:
    page = open_page(sixty).page
    said = [one.text.casefold() for one in forum(60).thread.comments]
    page.locator("#find").fill("LIBRARY floor")
    hits = sum(text.count("library") + text.count("floor") for text in said if "library" in text and "floor" in text)
    expect(page.locator("#hits")).to_have_text(f"0 of {hits}")
    assert page.evaluate("CSS.highlights.get('hit').size") == hits
    page.keyboard.press("Enter")
    expect(page.locator("#hits")).to_have_text(f"1 of {hits}")
    assert page.evaluate("[...CSS.highlights.get('hit-now')].join()") == "library"
    page.keyboard.press("Enter")
    assert page.evaluate("[...CSS.highlights.get('hit-now')].join()") == "floor"
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#hits")).to_have_text(f"{hits} of {hits}")
    expect(page.locator("article.here")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("capek", "Čapek"),
        ("“no, that is wrong”", "No, that is wrong"),
        ("νικοσ", "Νίκος"),
        ("橋は", "橋は"),
        ("הגשר", "הגשר"),
    ],
)
def test_search_is_without_regard_to_capitals_and_accents(open_page: Open, sixty: Path, words: str, found: str) -> None:
    page = open_page(sixty).page
    page.fill("#find", words)
    page.locator("#next").click()
    assert page.evaluate("[...CSS.highlights.get('hit-now')].join()") == found


def test_a_word_across_marks_is_found_and_one_across_paragraphs_is_not(open_page: Open, six: Path) -> None:
    page = open_page(six).page
    text = page.evaluate("document.querySelector('#c1 .text p').textContent")
    letter = page.evaluate("document.querySelector('#c1 .text mark').textContent")
    before = forum(6).thread.comments[0].text
    start = before.index(letter)
    page.fill("#find", f'"{before[max(0, start - 6) : start + 6]}"')
    expect(page.locator("#c1")).to_have_class(re.compile("found"))
    assert text
    page.fill("#find", "nobody-wrote-this")
    expect(page.locator("#hits")).to_have_text("not found")
    expect(page.locator("#next")).to_be_disabled()


def test_a_hit_in_a_fold_opens_it(open_page: Open, sixty: Path) -> None:
    page = open_page(sixty).page
    page.locator("#fold").click()
    inside = page.locator("details details article").first
    expect(inside).to_be_hidden()
    number = str(inside.get_attribute("id"))
    page.evaluate("hash => { location.hash = hash; }", number)
    expect(page.locator(f"#{number}")).to_be_in_viewport()


# Links into the page


def test_a_deep_link_goes_to_its_comment_and_back_returns(open_page: Open, sixty: Path) -> None:
    page = open_page(sixty, "#c40").page
    expect(page.locator("#c40")).to_be_in_viewport()
    expect(page.locator("#c40")).to_be_focused()
    answered = page.locator("#c2 header a:not(.number)")
    answered.click()
    expect(page.locator("#c1")).to_be_focused()
    assert page.evaluate("location.hash") == "#c1"
    page.go_back()
    expect(page.locator("#c40")).to_be_focused()


def test_a_deep_link_keeps_filters_and_drops_those_that_hide_it(open_page: Open, sixty: Path) -> None:
    analysis = forum(60)
    deny = coded(analysis, "reply_stance", "deny")[-1]
    support = coded(analysis, "reply_stance", "support")[-1]
    kept = open_page(sixty, f"#c{deny}&stance=deny").page
    expect(kept.locator(f"#c{deny}")).to_be_in_viewport()
    assert len(shown(kept)) < 60
    dropped = open_page(sixty, f"#c{support}&stance=deny").page
    expect(dropped.locator(f"#c{support}")).to_be_in_viewport()
    expect(dropped.locator("#state")).to_have_text("Filters were cleared to show this comment")


# The map


def row(page: Page, place: int) -> tuple[float, float]:
    """Return where a row of the map is in the window."""
    x, y, height = page.evaluate(
        "() => { const box = document.querySelector('#map svg').getBoundingClientRect();"
        "return [box.left, box.top, box.height / document.querySelectorAll('article').length]; }"
    )
    return x + 20, y + (place + 0.5) * height


def test_pointing_at_the_map_shows_the_comment_and_the_other_way_round(open_page: Open, six: Path) -> None:
    page = open_page(six, "#comments").page
    page.locator("#map svg").wait_for()
    place = page.evaluate("[...document.querySelectorAll('article')].findIndex(one => one.id === 'c2')")
    page.mouse.move(*row(page, place))
    expect(page.locator("#tip")).to_contain_text("2 Bob")
    expect(page.locator("#c2")).to_have_class(re.compile("pointed"))
    page.locator("#c3 .text").hover()
    expect(page.locator("#c3")).to_have_class(re.compile("pointed"))
    expect(page.locator("#c2")).not_to_have_class(re.compile("pointed"))
    assert page.locator("#map .pointed").get_attribute("d")


def test_the_map_goes_to_the_comment_by_click_and_by_keyboard(open_page: Open, sixty: Path) -> None:
    page = open_page(sixty, "#comments").page
    page.locator("#map svg").wait_for()
    order: list[str] = page.eval_on_selector_all("article", "all => all.map(one => one.id)")
    page.mouse.click(*row(page, 9))
    expect(page.locator(f"#{order[9]}")).to_be_in_viewport()
    assert page.evaluate("location.hash") == f"#{order[9]}"
    page.locator("#map").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert str(page.locator("#map").get_attribute("aria-valuetext")).startswith(f"{order[11][1:]} ")
    page.keyboard.press("Enter")
    expect(page.locator(f"#{order[11]}")).to_be_focused()


# Tips


def test_a_label_says_why_on_hover_and_on_focus_and_escape_closes_it(open_page: Open, six: Path) -> None:
    page = open_page(six, "#comments").page
    label = page.locator("#c2 .labels button").first
    label.hover()
    expect(page.locator("#tip")).to_contain_text("shown by")
    assert label.get_attribute("aria-describedby") == "tip"
    page.locator("#tip").hover()
    page.wait_for_timeout(400)
    expect(page.locator("#tip")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#tip")).to_be_hidden()
    page.keyboard.press("Tab")
    label.focus()
    expect(page.locator("#tip")).to_be_visible()


def test_marked_words_say_what_marks_them(open_page: Open, six: Path) -> None:
    page = open_page(six, "#comments").page
    words = page.locator(".text mark[data-l]").first
    words.hover()  # what is not yet shown has no inner text
    labels = [
        " ".join(label.split())
        for label in words.locator("xpath=ancestor::article").locator(".labels li").all_inner_texts()
    ]
    places = str(words.get_attribute("data-l")).split()
    assert page.locator("#tip p").all_inner_texts() == [labels[int(place)] for place in places]


def test_a_link_to_a_comment_shows_how_it_begins(open_page: Open, six: Path) -> None:
    page = open_page(six, "#comments").page
    page.locator("article header a:not(.number)").first.hover()
    expect(page.locator("#tip p")).to_contain_text(re.compile(r"\w+ \w+"))


# Keys


def test_keys_go_from_comment_to_comment_and_fold(open_page: Open, sixty: Path) -> None:
    page = open_page(sixty).page
    order: list[str] = page.eval_on_selector_all("article", "all => all.map(one => one.id)")
    page.keyboard.press("j")
    expect(page.locator(f"#{order[0]}")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(f"#{order[1]}")).to_be_focused()
    page.keyboard.press("p")
    expect(page.locator(f"#{order[0]}")).to_be_focused()
    page.keyboard.press("o")
    expect(page.locator(f"#{order[1]}")).to_be_hidden()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") not in order[:2]
    page.keyboard.press("k")
    expect(page.locator(f"#{order[0]}")).to_be_focused()


def test_keys_search_and_help_and_can_be_switched_off(open_page: Open, six: Path) -> None:
    page = open_page(six).page
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("j?o")
    assert page.input_value("#find") == "j?o"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.locator("#single").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_hidden()


def test_j_goes_through_matches_alone(open_page: Open, sixty: Path) -> None:
    page = open_page(sixty, "#stance=query").page
    wanted = shown(page)
    met = []
    for _ in wanted:
        page.keyboard.press("j")
        met.append(int(page.evaluate("document.activeElement.id.slice(1)")))
    assert met == wanted


# Looks


def test_dark_is_as_the_system_says_until_somebody_presses(open_page: Open, six: Path) -> None:
    page = open_page(six, color_scheme="dark").page
    ground = "getComputedStyle(document.querySelector('.page')).backgroundColor"
    assert page.evaluate(ground) == "rgb(22, 25, 29)"
    expect(page.locator("#theme")).to_have_text("Light page")
    page.locator("#theme").click()
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    page.reload()
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    page.locator("#theme").click()
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('#c1')).color") == "rgb(26, 28, 31)"


CLIPPED = """(width) => [...document.querySelectorAll("article, header, .tools, button, select, h1, p")]
  .filter((one) => one.offsetParent && !one.closest(".scroll, .card") && one.getBoundingClientRect().right > width + 1)
  .map((one) => one.outerHTML.slice(0, 80))"""


def test_long_words_do_not_make_a_page_scroll_sideways(open_page: Open, folder: Path) -> None:
    given = forum(6)
    long = "https://example.org/" + "path" * 60
    comments = tuple(msgspec.structs.replace(each, text=f"{long} {each.text}") for each in given.thread.comments)
    made = replace(given, thread=msgspec.structs.replace(given.thread, comments=comments))
    page = open_page(written(folder / "long.html", made), width=390).page
    assert "path" in page.locator("section[aria-labelledby=telling]").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [360, 768, 1400])
def test_no_page_scrolls_sideways(open_page: Open, sixty: Path, width: int) -> None:
    page = open_page(sixty, width=width).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    clipped = page.evaluate(CLIPPED, width)
    assert clipped == []


def test_a_phone_opens_its_filters_and_taps_a_reason(open_page: Open, sixty: Path) -> None:
    page = open_page(sixty, "#c3", width=360, height=740, has_touch=True, is_mobile=True).page
    expect(page.locator("#filters")).to_be_hidden()
    page.locator("#more").tap()
    expect(page.locator("#filters")).to_be_visible()
    expect(page.locator("#more")).to_have_attribute("aria-expanded", "true")
    page.locator("#more").tap()
    page.locator("#c3 .labels button").first.tap()
    expect(page.locator("#tip")).to_be_visible()
    box = page.locator("#tip").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360


def test_print_has_all_comments_open_and_no_controls(open_page: Open, sixty: Path) -> None:
    page = open_page(sixty).page
    page.locator("#fold").click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("details:not([open])")).to_have_count(0)
    for control in ("#tools", "#theme", "nav"):
        expect(page.locator(control)).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("details[open]")).to_have_count(0)


# For everybody


NAMED = "a, button, input, select, summary, [role=slider], [role=region], [role=search], dialog, figure, aside, nav"
NAMELESS = """(named) => [...document.querySelectorAll(named)].filter((one) => {
  const by = (one.getAttribute("aria-labelledby") ?? "").split(" ");
  const heard = by.map((id) => document.getElementById(id)?.textContent ?? "").join("");
  const own = ["A", "BUTTON", "SUMMARY"].includes(one.tagName) ? one.textContent : "";
  return !`${one.ariaLabel ?? ""}${heard}${one.labels?.[0]?.textContent ?? ""}${own}`.trim();
}).map((one) => one.outerHTML.slice(0, 120))"""


def test_every_control_has_a_name(open_page: Open, sixty: Path) -> None:
    page = open_page(sixty).page
    page.keyboard.press("?")
    assert page.evaluate(NAMELESS, NAMED) == []


LANDMARKS = (
    ".page > header", ".page > header nav", "main", "main aside", "main [role=search]", ".page > footer",
    'a.skip[href="#comments"]', "[role=status]",
)  # fmt: skip


@pytest.mark.parametrize("landmark", LANDMARKS)
def test_the_page_has_each_landmark_once(open_page: Open, six: Path, landmark: str) -> None:
    assert open_page(six).page.locator(landmark).count() == 1


def test_headings_go_down_one_step_at_a_time_and_no_order_of_stops_is_forced(open_page: Open, six: Path) -> None:
    page = open_page(six).page
    levels = [int(one[1]) for one in page.eval_on_selector_all("h1, h2, h3, h4", "all => all.map(one => one.tagName)")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.locator('[tabindex]:not([tabindex="0"], [tabindex="-1"])').count() == 0


def test_the_skip_link_is_the_first_stop(open_page: Open, six: Path) -> None:
    page = open_page(six).page
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()


RING = """() => {
  const one = document.activeElement;
  const chip = one.closest(".few label")?.querySelector("span");
  const style = getComputedStyle(chip ?? one);
  return [one.tagName, style.outlineStyle, style.outlineWidth];
}"""


def test_every_stop_shows_its_focus(open_page: Open, six: Path) -> None:
    page = open_page(six, "#comments").page
    rings = []
    for _ in range(40):
        page.keyboard.press("Tab")
        rings.append(page.evaluate(RING))
    assert len({ring[0] for ring in rings}) > 3
    assert [ring for ring in rings if ring[0] != "BODY" and ring[1:] != ["solid", "2px"]] == []


CONTRASTS = """() => {
  const parts = (colour) => { const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number); return [r, g, b, a]; };
  const light = ([r, g, b]) => [r, g, b].map((one) => one / 255)
    .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, place) => sum + one * [0.2126, 0.7152, 0.0722][place], 0);
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = parts(getComputedStyle(at).backgroundColor);
      if (colour[3] === 1) return colour;
      if (colour[3] > 0) throw new Error(`half transparent: ${at.outerHTML.slice(0, 80)}`);
    }
    return [255, 255, 255, 1];
  };
  const found = {};
  const hasWords = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  for (const one of document.querySelectorAll("body *:not(svg *, script, style)")) {
    if (!hasWords(one) || !one.checkVisibility()) continue;
    const style = getComputedStyle(one);
    const [lighter, darker] = [light(parts(style.color)), light(ground(one))].sort((a, b) => b - a);
    const pair = `${style.color} on ${ground(one).slice(0, 3)}`;
    found[pair] = Math.min(found[pair] ?? 99, (lighter + 0.05) / (darker + 0.05));
  }
  return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["#c2", "#stance=deny&find=the"])
def test_all_words_stand_out_from_their_ground(open_page: Open, sixty: Path, scheme: str, address: str) -> None:
    page = open_page(sixty, address, color_scheme=scheme).page
    page.locator("#map svg").wait_for()
    if address == "#c2":
        page.keyboard.press("?")
    found: dict[str, float] = page.evaluate(CONTRASTS)
    assert len(found) > 8
    assert {pair: ratio for pair, ratio in found.items() if ratio < 4.5} == {}
