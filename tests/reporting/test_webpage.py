"""The HTML page: one file that asks for nothing, with folds, links both ways and readable colours."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from selectolax.lexbor import LexborHTMLParser

from discourse import reporting
from discourse.reporting.colours import Shade, luminance, shades
from discourse.reporting.content import content
from discourse.reporting.drawing import pictures
from discourse.reporting.files import on_screen
from discourse.reporting.listing import DEEPEST_LEVEL
from discourse.reporting.logos import Logo
from discourse.reporting.options import Options
from discourse.reporting.themes import THEMES
from discourse.reporting.webpage import steps, webpage
from discourse.translation import speaking
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


def hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def inner(opening: str) -> str:
    """Return what stands between a tag and the end of its element, as it is in the file."""
    start = BRIDGE.rindex(opening) + len(opening)
    return BRIDGE[start : BRIDGE.index("</", start)]


def test_the_page_forbids_everything_but_its_own_style_and_script() -> None:
    policy = PAGE.css_first('meta[http-equiv="Content-Security-Policy"]')
    assert policy is not None
    assert policy.attributes["content"] == (
        f"default-src 'none'; style-src {hashed(inner('<style>'))}; script-src {hashed(inner('<script>'))}; "
        "img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def test_the_page_asks_for_nothing() -> None:
    assert PAGE.css("link, iframe, object, embed, img, base, [src], [action], [style], [onclick], [onload]") == []
    assert "url(" not in re.sub(r"url\(#[\w-]+\)", "", BRIDGE)
    assert "@import" not in BRIDGE
    names = ("src", "href", "xlink:href", "srcset", "action", "poster", "data")
    targets = {str(node.attributes[name]) for node in PAGE.css("*") for name in names if name in node.attributes}
    assert {target for target in targets if not target.startswith("#")} == {"https://news.example/bridge"}


def test_the_script_takes_nothing_for_markup_or_code_and_asks_for_nothing() -> None:
    script = (Path(reporting.__file__).parent / "templates" / "report.js").read_text("utf-8")
    called = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "fetch(",
              "XMLHttpRequest", "WebSocket", "sendBeacon", "import(", "http:", "https:", "</", "<!--")  # fmt: skip
    assert [name for name in called if name in script.replace("http://www.w3.org/2000/svg", "")] == []


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
        "#c3",
        "#c2",
        "#c1",
    ]
    assert PAGE.css_first('#c2 .labels a[href="#claim-unsafe"]') is not None


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = [int(str(node.tag)[1]) for node in PAGE.css("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_comments_show_text_marks_and_what_they_answer() -> None:
    assert "answers 1 Ann (inferred, 0.62)" in text_of("#c2 header")
    assert text_of("#c2 .claim-rejects") == "Nobody has seen any crack"
    assert text_of("#c2 .stance-against") == "council wants"
    mark = PAGE.css_first("#c2 .claim-rejects")
    assert mark is not None
    labels = [" ".join(label.text().split()) for label in PAGE.css("#c2 .labels li")]
    assert [labels[int(place)] for place in str(mark.attributes["data-l"]).split()] == [
        "c The bridge is unsafe: rejects 0.60",
        "b A fable: asserts 0.85",
    ]
    assert mark.attributes["data-e"] == "b c"


def test_strangers_words_keep_their_direction_to_themselves() -> None:
    assert text_of("#c4 bdi.author") == "משה"
    assert PAGE.css_first('#c4 p[dir="auto"]') is not None


def test_every_chart_is_there_with_its_words() -> None:
    charts = PAGE.css("figure")
    assert len(charts) == 9
    assert all(chart.css_first("svg") is not None for chart in charts)
    assert all(str(chart.css_first("figcaption").text()) for chart in charts)  # type: ignore[union-attr]  # found


def test_folds_hold_the_replies() -> None:
    assert [" ".join(node.text().split()) for node in PAGE.css("summary")] == ["1 reply", "1 reply", "1 reply"]
    inner = PAGE.css_first("#c1 + details #c2 + details #c3 + details #c4")
    assert inner is not None
    assert PAGE.css_first("details #c5") is None


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


def test_what_the_script_is_told_is_what_the_page_shows() -> None:
    data = json.loads(inner('<script type="application/json" id="data">'))
    assert data["numbers"] == [1, 2, 3, 4, 5]
    assert data["parents"] == [-1, 0, 1, 2, -1]
    assert data["depths"] == [1, 2, 3, 4, 1]
    assert data["guessed"] == [0, 1, 1, 1, 1]
    assert data["codes"] == ["query", "deny", "deny", "comment", "comment"]
    assert data["marks"] == {"comment": "o", "deny": "s", "query": "D"}
    assert [[len(of_label) for of_label in of_comment] for of_comment in data["reasons"]] == [
        [len(label.why) for label in passage.labels] for passage in content(bridge(), ()).listing.passages
    ]


def test_charts_have_no_blanks_between_tags() -> None:
    drawn = PAGE.css("figure svg")
    assert drawn
    assert not any("\n<" in str(one.html) for one in drawn)


def test_a_page_in_another_language_has_its_words_from_there() -> None:
    with speaking("de"):
        page = LexborHTMLParser(webpage(content(bridge(), ()), shades(), "legend").decode())
    html = page.css_first("html")
    text = page.css_first("#c1 .text")
    assert html is not None
    assert text is not None
    assert (html.attributes["lang"], text.attributes["lang"]) == ("de", "en")


@pytest.mark.parametrize("shade", shades(), ids=lambda shade: shade.code)
def test_text_on_every_ground_has_a_contrast_of_seven_to_one(shade: object) -> None:
    tint, night = luminance(getattr(shade, "tint")), luminance(getattr(shade, "night_tint"))  # noqa: B009
    assert (tint + 0.05) / (luminance(INK) + 0.05) >= 7
    assert (luminance(NIGHT_INK) + 0.05) / (night + 0.05) >= 7


def themes(look: str = "plain") -> dict[str, dict[str, str]]:
    """Return the colours of the page by their names, for day and night."""
    page = webpage(content(bridge(), (), Options(theme=look)), shades(), "legend").decode()
    style = page[page.index("<style>") : page.index("</style>")]
    day, night = style[: style.index("@media")], style[style.index("@media") :]
    return {
        name: dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part)) for name, part in (("day", day), ("night", night))
    }


@pytest.mark.parametrize("look", THEMES)
@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize(
    ("least", "colour", "grounds"),
    [
        (4.5, "ink", ["paper", "ground", "raised", "here", "hit", "hit-now"]),
        (4.5, "muted", ["paper", "ground", "raised", "here"]),
        (4.5, "link", ["paper", "ground", "raised", "here"]),
        (3, "edge", ["paper", "raised", "here"]),
        (3, "figure", ["paper"]),
        (3, "found", ["paper", "ground", "here"]),
    ],
)
def test_words_and_edges_stand_out_from_every_ground(
    look: str, theme: str, least: float, colour: str, grounds: list[str]
) -> None:
    colours = themes(look)[theme]
    low = {
        ground: round(ratio, 2) for ground in grounds if (ratio := contrast(colours[colour], colours[ground])) < least
    }
    assert low == {}


@pytest.mark.parametrize("shade", shades(), ids=lambda shade: shade.code)
def test_lines_of_codes_stand_out_from_the_page(shade: Shade) -> None:
    assert contrast(shade.line, themes()["day"]["paper"]) >= 3
    assert contrast(shade.night_line, themes()["night"]["paper"]) >= 3


@pytest.mark.parametrize("look", ["ink", "slate"])
@pytest.mark.parametrize("theme", ["day", "night"])
def test_the_title_reads_well_on_its_band(look: str, theme: str) -> None:
    colours = themes(look)[theme]
    assert contrast(colours["on-band"], colours["band"]) >= 7


def test_a_page_without_a_band_has_none() -> None:
    assert "--band" not in BRIDGE


@pytest.mark.parametrize("form", ["png", "svg"])
def test_a_logo_is_in_the_head_with_all_that_it_is(form: Literal["png", "svg"]) -> None:
    said = content(bridge(), (), Options(logo=Logo(form=form, data=b"<svg></svg>")))
    logo = LexborHTMLParser(webpage(said, shades(), "legend").decode()).css_first("header .head img")
    assert logo is not None
    kind = {"png": "image/png", "svg": "image/svg+xml"}[form]
    assert logo.attributes["src"] == f"data:{kind};base64,{b64encode(b'<svg></svg>').decode()}"
    assert logo.attributes["alt"] == "Logo"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_page_lists_more_comments_than_paper() -> None:
    analysis = large(1200)
    said = content(analysis, ())
    shown = on_screen(said, analysis)
    assert (len(said.listing.passages), len(shown.listing.passages)) == (1000, 1200)
    assert (said.listing.limit is None, shown.listing.limit) == (False, None)


def test_the_guide_names_every_key_and_every_filter_of_the_page() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "reading.md").read_text("utf-8")
    keys = [node.text() for node in PAGE.css("#help dt")]
    titles = [node.text() for node in PAGE.css("#filters legend, #filters .many > span")]
    assert [key for key in keys if f"`{key}`" not in guide] == []
    assert [title for title in titles if f"| {title} |" not in guide] == []
    assert len(keys) == 9
    assert len(titles) == 5
