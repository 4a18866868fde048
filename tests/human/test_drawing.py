"""Drawing comments: how many, with which probabilities, and a sheet that betrays no machine."""

import io
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import get_args

import msgspec
import polars as pl
import pytest

from discourse.correction.corrected import population
from discourse.errors import CodingError, ReadError
from discourse.human.drawing import By, Page, Wish, as_drawn, drawn
from discourse.human.reading import read_codings
from discourse.human.sheets import Draw, draw_json, read_draw, sheet_csv, sheet_xlsx
from discourse.model import Article, Coding, Comment, Thread, Variable
from discourse.replies.build import reply_graph
from tests.human.texts import BOOK, PAGE, THREAD

WAYS: tuple[By, ...] = get_args(By)


def page(comments: int = 60) -> Page:
    """Make a page on which a machine finds a rare claim in every twentieth comment, and doubts every tenth."""
    thread = Thread(
        article=Article(source=PAGE),
        comments=tuple(Comment(id=str(number), text=f"word {number}", reply_to="") for number in range(comments)),
        shown_order="oldest",
    )
    codings = [coding(number, "claim", "late", 0.9) for number in range(0, comments, 20)]
    codings += [coding(number, "reply_stance", None, 0.3 if number % 10 == 0 else 0.9) for number in range(comments)]
    return Page(PAGE, thread, reply_graph(thread), tuple(codings))


def coding(number: int, variable: Variable, target: str | None, probability: float) -> Coding:
    code = "asserts" if variable == "claim" else "comment"
    return Coding(
        comment=str(number), variable=variable, target=target, code=code, coder="linear", probability=probability
    )


@pytest.mark.parametrize("by", WAYS)
def test_as_many_are_drawn_as_wished_for_and_the_probabilities_add_up_to_them(by: By) -> None:
    sheet, draw = drawn([page()], BOOK, Wish(12, by, 3))
    assert (len(sheet.rows), draw.population) == (12, 60)
    assert sum(1 / row.probability for row in draw.rows) == pytest.approx(60, rel=0.35 if by == "uncertainty" else 1e-6)


@pytest.mark.parametrize("by", WAYS)
def test_the_same_seed_draws_the_same_bytes_and_another_others(by: By) -> None:
    first, again, other = (drawn([page()], BOOK, Wish(12, by, seed)) for seed in (3, 3, 4))
    assert [sheet_csv(each[0]) + draw_json(each[1]) for each in (first, again)] == [
        sheet_csv(first[0]) + draw_json(first[1])
    ] * 2
    assert other[1].rows != first[1].rows


@pytest.mark.parametrize("by", ["claim", "uncertainty"])
def test_each_comment_is_drawn_as_often_as_its_probability_says(by: By) -> None:
    often: Counter[tuple[str, float]] = Counter()
    for seed in range(800):
        often.update((row.comment, row.probability) for row in drawn([page()], BOOK, Wish(12, by, seed))[1].rows)
    assert max(abs(times / 800 - probability) for (_, probability), times in often.items()) < 0.075


def test_rare_claims_are_met_more_often_than_at_random() -> None:
    _, draw = drawn([page()], BOOK, Wish(12, "claim", 1))
    strata = {row.stratum: row.probability for row in draw.rows}
    assert {name: round(chance, 3) for name, chance in strata.items()} == {"late": 0.667, "nothing found": 0.175}


def test_all_are_drawn_where_there_are_no_more() -> None:
    assert {row.probability for row in drawn([page(5)], BOOK, Wish(99, "uncertainty", 1))[1].rows} == {1.0}


def test_deleted_and_empty_comments_are_never_drawn() -> None:
    sheet, draw = drawn([Page(PAGE, THREAD, reply_graph(THREAD))], BOOK, Wish(99, "random", 1))
    assert ([row.comment for row in sheet.rows], draw.pages) == (["1", "2", "3"], {PAGE: 3})


def test_a_page_without_words_has_nothing_to_draw() -> None:
    empty = Thread(article=Article(source="x"))
    with pytest.raises(ReadError, match="no comment with words"):
        drawn([Page("x", empty, reply_graph(empty))], BOOK, Wish(9, "random", 1))


@pytest.mark.parametrize("by", WAYS)
def test_a_sheet_says_nothing_of_what_a_machine_thinks(by: By) -> None:
    """The bytes of both sheets are the same, whatever the machine said of the comments in them."""
    told, silent = page(8), page(8)._replace(codings=())
    sheets = [drawn([each], BOOK, Wish(8, by, 1))[0] for each in (told, silent)]
    assert sheet_csv(sheets[0]) == sheet_csv(sheets[1])
    assert sheet_xlsx(sheets[0]) == sheet_xlsx(sheets[1])


def test_hostile_texts_are_inert_in_both_sheets() -> None:
    sheet, _ = drawn([Page(PAGE, THREAD, reply_graph(THREAD))], BOOK, Wish(99, "random", 1))
    assert ",\"'=cmd|' /C calc'!A0" in sheet_csv(sheet).decode()
    with zipfile.ZipFile(io.BytesIO(sheet_xlsx(sheet))) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
        assert "=cmd" in book.read("xl/sharedStrings.xml").decode()
    assert re.findall("<f>|<hyperlink", page) == []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_sheet_that_is_filled_in_comes_back(kind: str, tmp_path: Path) -> None:
    sheet, draw = drawn([Page(PAGE, THREAD, reply_graph(THREAD))], BOOK, Wish(99, "random", 1))
    path = tmp_path / f"ann.{kind}"
    if kind == "csv":
        table = pl.read_csv(sheet_csv(sheet), infer_schema_length=0)
    else:
        table = pl.read_excel(io.BytesIO(sheet_xlsx(sheet)), infer_schema_length=0)
    filled = table.with_columns(pl.lit("deny").alias("reply_stance"), pl.lit("Ann").alias("coder"))
    if kind == "csv":
        filled.write_csv(path)
    else:
        filled.write_excel(path)
    (ann,) = read_codings(path).coders
    assert (ann.coder, ann.sheet, ann.codebook) == ("human:Ann", draw.sheet, BOOK.hash[:12])
    assert [(coded.source, coded.comment) for coded in ann.comments] == [(PAGE, "1"), (PAGE, "2"), (PAGE, "3")]


GOOD = drawn([page(5)], BOOK, Wish(3, "random", 1))[1]


def test_a_draw_comes_back_as_it_was() -> None:
    assert read_draw(draw_json(GOOD), "draw.json") == GOOD


@pytest.mark.parametrize(
    "data",
    [
        b"{}",
        b"[" * 100_000,
        draw_json(msgspec.structs.replace(GOOD, format="x")),
        draw_json(msgspec.structs.replace(GOOD, rows=())),
        draw_json(msgspec.structs.replace(GOOD, rows=GOOD.rows * 2)),
        draw_json(msgspec.structs.replace(GOOD, rows=(msgspec.structs.replace(GOOD.rows[0], probability=0.0),))),
        draw_json(GOOD).replace(b"0.6", b"NaN"),
    ],
)
def test_a_draw_that_cannot_be_right_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^draw\.json: "):
        read_draw(data, "draw.json")


OTHER = Thread(article=Article(source="b.html"), comments=(Comment(id="1", text="Not so."),))
TWO = {PAGE: THREAD, f"{PAGE} (2)": OTHER}
DRAW = drawn([Page(name, thread, reply_graph(thread)) for name, thread in TWO.items()], BOOK, Wish(99, "random", 1))[1]


@pytest.mark.parametrize(
    ("draw", "given"),
    [
        (DRAW, TWO),
        (DRAW, {PAGE: OTHER, f"{PAGE} (2)": THREAD}),  # in another order
        (DRAW, {"renamed.html": OTHER, PAGE: THREAD}),
        (msgspec.structs.replace(DRAW, contents={}), TWO),  # an old draw goes by names
    ],
)
def test_pages_are_found_by_their_comments(draw: Draw, given: dict[str, Thread]) -> None:
    found = as_drawn(draw, given)
    assert {name: found[name].comments for name in draw.pages} == {name: one.comments for name, one in TWO.items()}


def test_a_page_with_other_words_keeps_its_name_and_is_none_of_the_draw() -> None:
    changed = msgspec.structs.replace(
        THREAD, comments=tuple(msgspec.structs.replace(one, text=f"{one.text} No.") for one in THREAD.comments)
    )
    found = as_drawn(DRAW, {PAGE: changed, f"{PAGE} (2)": OTHER})
    assert found[PAGE].comments == changed.comments
    with pytest.raises(CodingError, match=f"^{PAGE}: its comments have other ids or words than those that the sample"):
        population(DRAW, found)
