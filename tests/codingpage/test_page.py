"""What a coding page holds: what is to be coded and its surroundings, nothing of a machine, nothing that acts."""

import html
import json
import re

import msgspec
import pytest

from discourse.codebook import load_codebook
from discourse.codingpage import Guide, coding_page
from discourse.codingpage.content import Item, content
from discourse.codingpage.wording import words
from discourse.human.drawing import Wish, drawn
from discourse.human.sheets import SheetRow
from discourse.model import Article, Coding, Comment, Thread
from discourse.translation import speaking
from tests.codingpage.sheets import ALL, HOSTILE, page_of, sheet_of, thread


def data_of(page: bytes) -> str:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page.decode(), re.DOTALL)
    assert found
    return found[1]


def test_each_comment_stands_with_what_it_answers_and_what_answers_it() -> None:
    page = page_of(thread())
    said = content(sheet_of(page), [page])
    assert said.items[:2] == (Item(0, 0, (), (1,)), Item(0, 1, (0,), ()))
    assert [(each.number, each.answers) for each in said.pages[0].comments[:3]] == [(1, -1), (2, 0), (3, -1)]


def test_of_a_long_thread_only_what_stands_around_the_comments_drawn_is_in_the_page() -> None:
    page = page_of(thread(tuple(f"Comment number {at}." for at in range(400))))
    said = content(sheet_of(page, n=3), [page])
    assert len(said.items) == 3
    assert len(said.pages[0].comments) == 6


def test_rows_are_the_codebook_in_its_order() -> None:
    page = page_of(thread())
    groups = content(sheet_of(page), [page]).groups
    assert [(row.variable, row.target) for group in groups for row in group.rows] == [
        ("reply_stance", None),
        ("stance", "council"),
        ("claim", "staged"),
        ("claim", "harm"),
        ("form", None),
    ]


def test_only_the_variables_of_the_sheet_are_asked() -> None:
    page = page_of(thread())
    assert [group.title for group in content(sheet_of(page, ("claim",)), [page]).groups] == ["Claims"]


def test_the_page_is_the_same_with_and_without_codings_of_a_machine() -> None:
    codings = tuple(
        Coding(comment=f"c{at}", variable="claim", target="staged", code="asserts", coder="machine", probability=0.8731)
        for at in range(12)
    )
    bare, coded = page_of(thread()), page_of(thread(), codings)
    assert coding_page(sheet_of(bare), [bare]) == coding_page(sheet_of(bare), [coded])


def test_words_of_strangers_end_no_script_and_are_no_markup() -> None:
    page = page_of(thread((HOSTILE,)))
    made = coding_page(sheet_of(page), [page], Guide(HOSTILE, ((HOSTILE, (HOSTILE,)),)))
    assert made.count(b"</script>") == 2
    assert b"<img" not in made
    assert html.escape("</script><img", quote=False).encode() in made


def test_what_would_steer_the_eye_is_masked_at_its_length() -> None:
    page = page_of(thread((HOSTILE,)))
    text = json.loads(data_of(coding_page(sheet_of(page), [page])))["content"]["pages"][0]["comments"][0]["text"]
    assert text == HOSTILE.replace("\u202e", "\ufffd").replace("\x07", "\ufffd")
    assert len(text) == len(HOSTILE)


def test_the_policy_allows_the_one_script_and_the_one_style_and_no_request() -> None:
    page = page_of(thread())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', coding_page(sheet_of(page), [page]).decode())
    assert policy
    assert re.sub(r"sha256-[\w+/=]+", "HASH", html.unescape(policy[1])) == (
        "default-src 'none'; style-src 'HASH'; script-src 'HASH'; base-uri 'none'; form-action 'none'"
    )


def test_a_row_whose_page_is_not_given_is_left_out() -> None:
    page = page_of(thread())
    sheet = sheet_of(page)
    foreign = SheetRow(source="other.html", comment="x", number=1, text="?")
    assert len(content(msgspec.structs.replace(sheet, rows=(*sheet.rows, foreign)), [page]).items) == 12


def test_the_first_comment_of_an_id_is_the_one_meant() -> None:
    twice = Thread(article=thread().article, comments=(Comment(id="a", text="one"), Comment(id="a", text="two")))
    page = page_of(twice)
    said = content(sheet_of(page), [page])
    assert [said.pages[0].comments[item.at].text for item in said.items] == ["one"]


@pytest.mark.parametrize("tongue", ["de", "es", "fr", "it"])
def test_placeholders_of_the_script_survive_translation(tongue: str) -> None:
    english = {name: set(re.findall(r"\{\w+\}", text)) for name, text in words().items()}
    with speaking(tongue):
        assert {name: set(re.findall(r"\{\w+\}", text)) for name, text in words().items()} == english


def test_the_page_says_its_language() -> None:
    page = page_of(thread())
    with speaking("de"):
        assert b'<html lang="de">' in coding_page(sheet_of(page, ALL), [page], Guide("Schwäne"))


def test_a_shipped_codebook_is_told_in_the_language_of_the_page() -> None:
    page = page_of(thread())
    sheet = drawn([page], load_codebook("proxy-war"), Wish(3, "random", 1, ALL))[0]
    with speaking("fr"):
        groups = content(sheet, [page]).groups
    claims = [row for group in groups for row in group.rows if row.target == "fable"]
    assert [row.label for row in claims] == ["Fable"]
    assert claims[0].definition.startswith("Une information ou un récit sur la guerre est une fable")


def test_endless_names_and_titles_are_cut_and_comments_are_not() -> None:
    """What is coded keeps its places; a browser lays out an endless name for minutes."""
    endless = "swan" * 20_000
    page = page_of(
        Thread(
            article=Article(source="s", title=endless, author=endless),
            comments=(Comment(id="a", text=endless, author=endless),),
        )
    )
    around = content(sheet_of(page), [page]).pages[0]
    assert [len(text) for text in (around.title, around.byline, around.comments[0].author)] == [500, 500, 200]
    assert around.comments[0].text == endless
