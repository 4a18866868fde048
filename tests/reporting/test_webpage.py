"""The HTML page: one file that asks for nothing, with folds, links both ways and readable colours."""

import re
from itertools import pairwise

import pytest
from selectolax.lexbor import LexborHTMLParser

from discourse.reporting.colours import luminance, shades
from discourse.reporting.content import content
from discourse.reporting.drawing import pictures
from discourse.reporting.listing import DEEPEST_LEVEL
from discourse.reporting.webpage import steps, webpage
from tests.reporting.threads import bridge, empty, large

BRIDGE = webpage(content(bridge(), tuple(picture.slot for picture in pictures(bridge()))), shades(), "legend").decode()
PAGE = LexborHTMLParser(BRIDGE)
INK, NIGHT_INK = "#1a1c1f", "#e8eaed"


def text_of(selector: str) -> str:
    found = PAGE.css_first(selector)
    assert found is not None
    return " ".join(found.text().split())


def test_the_page_says_its_title_and_language() -> None:
    assert text_of("title") == "Old bridge closed again: comment section report"
    assert text_of("h1") == "Old bridge closed again"
    assert PAGE.css_first('html[lang="en"]') is not None


def test_the_page_forbids_everything_but_its_own_styles() -> None:
    policy = PAGE.css_first('meta[http-equiv="Content-Security-Policy"]')
    assert policy is not None
    assert str(policy.attributes["content"]).startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")


def test_the_page_asks_for_nothing() -> None:
    assert PAGE.css("script, link, iframe, object, embed, img, base, form, [onclick], [onload]") == []
    assert "url(" not in re.sub(r"url\(#[\w-]+\)", "", BRIDGE)
    assert "@import" not in BRIDGE
    names = ("src", "href", "xlink:href", "srcset", "action", "poster", "data")
    targets = {str(node.attributes[name]) for node in PAGE.css("*") for name in names if name in node.attributes}
    assert {target for target in targets if not target.startswith("#")} == {"https://news.example/bridge"}


def test_the_address_is_a_link_that_tells_its_target_nothing() -> None:
    link = PAGE.css_first('a[href^="https:"]')
    assert link is not None
    assert link.attributes["rel"] == "noopener noreferrer"


def test_every_link_inside_the_page_arrives_and_no_id_stands_twice() -> None:
    ids = [node.attributes["id"] for node in PAGE.css("[id]")]
    assert len(ids) == len(set(ids))
    assert {str(node.attributes["href"])[1:] for node in PAGE.css('a[href^="#"]')} <= set(ids)


def test_a_claim_leads_to_its_comments_and_back() -> None:
    assert [node.attributes["href"] for node in PAGE.css("#claim-unsafe a")] == [
        "#comment-3",
        "#comment-2",
        "#comment-1",
    ]
    assert PAGE.css_first('#comment-2 .labels a[href="#claim-unsafe"]') is not None


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = [int(str(node.tag)[1]) for node in PAGE.css("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_comments_show_text_marks_and_what_they_answer() -> None:
    assert "answers 1 Ann (inferred, 0.62)" in text_of("#comment-2 header")
    assert text_of("#comment-2 .claim-rejects") == "Nobody has seen any crack"
    assert text_of("#comment-2 .stance-against") == "council wants"
    mark = PAGE.css_first("#comment-2 .claim-rejects")
    assert mark is not None
    assert mark.attributes["title"] == "The bridge is unsafe: rejects (0.60); A fable: asserts (0.85)"


def test_strangers_words_keep_their_direction_to_themselves() -> None:
    assert text_of("#comment-4 .author bdi") == "משה"
    assert PAGE.css_first('#comment-4 p[dir="auto"]') is not None


def test_every_chart_is_there_with_its_words() -> None:
    charts = PAGE.css("figure")
    assert len(charts) == 6
    assert all(chart.css_first("svg") is not None for chart in charts)
    assert all(str(chart.css_first("figcaption").text()) for chart in charts)  # type: ignore[union-attr]  # found


def test_folds_hold_the_replies() -> None:
    assert [" ".join(node.text().split()) for node in PAGE.css("summary")] == ["1 reply", "1 reply", "1 reply"]
    inner = PAGE.css_first("#comment-1 + details #comment-2 + details #comment-3 + details #comment-4")
    assert inner is not None
    assert PAGE.css_first("details #comment-5") is None


@pytest.mark.parametrize("comments", [1, 2, 40, 300])
def test_folds_are_balanced_and_bounded(comments: int) -> None:
    depth, deepest = 0, 0
    passages = content(large(comments), ()).listing.passages
    for step in steps(passages):
        depth -= step.closes
        assert depth == step.passage.level - 1
        depth += bool(step.opens)
        deepest = max(deepest, depth)
    assert len(passages) == comments
    assert deepest < DEEPEST_LEVEL


def test_every_fold_that_opens_closes_again() -> None:
    page = webpage(content(large(300), ()), shades(), "legend").decode()
    assert page.count("<details") == page.count("</details>") > 50


def test_a_page_without_comments_is_whole() -> None:
    page = webpage(content(empty(0), ()), shades(), "legend").decode()
    assert "No comments were found on the page, and it declares none: there is nothing to count or to code." in page
    assert "There are no comments to show." in page


@pytest.mark.parametrize("shade", shades(), ids=lambda shade: shade.code)
def test_text_on_every_ground_has_a_contrast_of_seven_to_one(shade: object) -> None:
    tint, night = luminance(getattr(shade, "tint")), luminance(getattr(shade, "night_tint"))  # noqa: B009
    assert (tint + 0.05) / (luminance(INK) + 0.05) >= 7
    assert (luminance(NIGHT_INK) + 0.05) / (night + 0.05) >= 7


@pytest.mark.parametrize(
    ("text", "ground"),
    [("#565d67", "#ffffff"), ("#1d4e89", "#ffffff"), ("#a9b0ba", "#16191d"), ("#8ab4f0", "#16191d")],
)
def test_muted_words_and_links_have_a_contrast_of_more_than_four_and_a_half(text: str, ground: str) -> None:
    assert text in BRIDGE
    lighter, darker = sorted((luminance(text), luminance(ground)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
