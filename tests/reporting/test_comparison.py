"""The report of a comparison: its files, what it says, and that its words cannot steer anything."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import msgspec
import polars as pl
import pytest

import discourse
from discourse.comparing import Comparison, compare
from discourse.model import Article
from discourse.reporting.comparison.content import content
from discourse.reporting.comparison.files import comparison_files
from discourse.reporting.comparison.summary import answer, summary
from discourse.reporting.comparison.tabled import tabled
from tests.comparing.test_stories import STORIES
from tests.comparing.threads import analysis, claim, comment, told
from tests.conftest import Run

ROOT = Path(__file__).parent.parent.parent


def two(first: str = "told", second: str = "retold") -> Comparison:
    articles = [
        Article(source=f"{version}.html", title=title, body=body, language="en")
        for version in (first, second)
        for title, _, body in [STORIES["match"][version].strip().partition("\n")]
    ]
    comments = [comment(number, f"reader {number}", "The pipe leaks.") for number in range(3)]
    return compare([analysis(articles[0], comments, [claim(0, "leak", "asserts")]), analysis(articles[1])])


def test_the_answer_says_who_has_comments_and_that_both_tell_one_story() -> None:
    compared = two()
    assert answer(compared, tabled(compared)) == (
        "2 articles, only 1 with comments (3 comments): they tell the same story "
        "(Rosedal, Jens Aber, Kildevej, Lone Brix, Tarnby, Mikkel Saro)"
    )


def test_the_summary_of_one_article_with_comments_and_one_without() -> None:
    compared = two()
    said = summary(compared, tabled(compared))
    assert said[0] == (
        "2 articles with 3 comments in all are compared; only one of them has comments, and "
        "“Saro leaps highest and Rosedal's cup dream is over” takes part with the text of the article."
    )
    assert said[1].startswith("Both articles tell the same story: they name Rosedal, Jens Aber, ")
    assert said[2:] == (
        "Claims cannot be compared, because fewer than two sides have comments that were coded.",
        "No author and no comment turns up under more than one article.",
    )


def test_a_difference_is_said_with_its_shares() -> None:
    compared = compare([told("a", ["leak"] * 30 + [None] * 10), told("b", ["leak"] * 5 + [None] * 35)])
    assert summary(compared, tabled(compared))[3] == (
        "1 difference is larger than chance explains (of 1 test, corrected after Holm); the surest is “Leak”, in 75% "
        "of the comments on “a” and in 13% of those on “b” (p < 0.001)."
    )


def test_the_same_comparison_gives_the_same_bytes() -> None:
    compared = two()
    assert comparison_files(compared, tabled(compared)) == comparison_files(compared, tabled(compared))


def test_words_of_strangers_stay_words() -> None:
    evil = '<script>alert(1)</script> #panic("x") =HYPERLINK("http://x") words that go on and on and on'
    comments = [comment(1, "<b>Ann</b>", evil)]
    compared = compare([analysis(Article(source=name, title=f"{name} <i>#set</i>"), comments) for name in ("a", "b")])
    files = comparison_files(compared, tabled(compared))
    page = files["compare.html"].decode()
    assert "<script" not in page
    assert "<b>Ann" not in page
    assert files["compare.pdf"].startswith(b"%PDF")
    rows = list(csv.DictReader(io.StringIO(files["data/authors.csv"].decode())))
    assert rows[0]["author"] == "<b>Ann</b>"


def test_the_numbers_of_the_claims_are_those_of_the_codings() -> None:
    analyses = [
        discourse.analyse(discourse.read(ROOT / "corpora" / name / "page.html")) for name in ("river", "phones")
    ]
    compared = compare(analyses)
    table = tabled(compared).claims
    for one, article in zip(analyses, table["article"].unique(maintain_order=True), strict=True):
        for claim_type in one.codebook.claim_types:
            made = {each.comment for each in one.codings if each.variable == "claim" and each.target == claim_type.id}
            row = table.filter((pl.col("article") == article) & (pl.col("claim") == claim_type.id)).row(0, named=True)
            assert row["count"] == len(made)
            assert sum(row[status] for status in ("asserts", "rejects", "questions", "reports")) == len(made)


@pytest.mark.parametrize("by", ["article", "site", "time", "topic"])
def test_every_way_of_comparing_makes_a_report(by: str, run: Run, tmp_path: Path) -> None:
    pages = [ROOT / "corpora" / name / "page.html" for name in ("river", "phones", "convoy")]
    result = run("compare", *pages, "--by", by, "-o", tmp_path / "out")
    assert result.code == 0, result.err
    told, _, where = result.out.partition(" → ")
    assert told.startswith("3 articles, all with comments (56 comments): no two tell the same story")
    assert where == f"{tmp_path / 'out' / 'compare.pdf'}\n"
    assert sorted(path.name for path in (tmp_path / "out" / "data").iterdir()) == [
        "article_claims.csv", "articles.csv", "authors.csv", "claims.csv", "copies.csv", "differences.csv",
        "shared_claims.csv", "stories.csv",
    ]  # fmt: skip


def test_a_page_that_fails_stops_nothing_and_one_article_is_too_few(run: Run, page: Path, tmp_path: Path) -> None:
    result = run("compare", page, tmp_path / "gone.html", page, "-o", tmp_path / "out")
    assert (result.code, "gone.html: there is no such file" in result.err) == (1, True)
    alone = run("compare", page, "-o", tmp_path / "alone")
    assert (alone.code, alone.out) == (2, "")
    assert alone.err == "discourse: compare: 1 of the sources gave an article; name at least two articles\n"


def test_comments_that_are_in_no_share_are_counted() -> None:
    one = analysis(
        Article(source="a"),
        [comment(0, "Ann"), comment(1, "Bo", ""), comment(2, "Cy")],
        [claim(0, "leak", "asserts"), claim(2, None, None)],
    )
    compared = compare([one, told("b", ["leak", None])])
    section = next(part for part in content(compared, tabled(compared)).sections if part.anchor == "claims")
    assert section.said == (
        "2 comments are in no share, since they have no text or the coder abstains from them (“a”: 2).",
    )


def test_the_table_of_articles_has_their_titles_in_full() -> None:
    title = "A long title of many words that goes on and on until it is longer than sixty letters"
    compared = compare([analysis(Article(source="a", title=title)), analysis(Article(source="b"))])
    assert compared.sides[0].name == "A long title of many words that goes on and on until it is…"
    table = content(compared, tabled(compared)).sections[0].table
    assert table is not None
    assert [row[0] for row in table.rows] == [title, "b"]


def test_a_star_is_explained_only_where_one_stands() -> None:
    alike = compare([told("a", ["leak", None]), told("b", ["leak", None])])
    apart = compare([told("a", ["leak"] * 30 + [None] * 10), told("b", [None] * 40)])
    notes = [
        part.table.note
        for each in (alike, apart)
        for part in content(each, tabled(each)).sections
        if part.anchor == "differences" and part.table
    ]
    assert notes == ["p-values are corrected for 1 test.", "* below 0.05. p-values are corrected for 1 test."]


def test_many_sides_are_listed_by_claim() -> None:
    compared = compare([told(name, ["leak", None]) for name in "abcdef"])
    section = next(part for part in content(compared, tabled(compared)).sections if part.anchor == "claims")
    assert section.table is not None
    assert section.table.rows == (("Leak", "6", "6 of 6", "a: 1 of 2 (9–91%)"),)


def test_the_content_is_plain_data() -> None:
    import msgspec

    compared = two()
    assert json.loads(msgspec.json.encode(content(compared, tabled(compared))))["title"] == "2 articles compared"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en-GB", False),
        (None, False),
        ("de", True),
    ],
)
def test_an_article_in_another_language_than_the_codebook_is_named(language: str | None, said: bool) -> None:
    first, second = told("a", ["leak"] * 3), told("b", [None] * 3)
    article = Article(source="b", title="Das Rohr", language=language)
    foreign = replace(second, thread=msgspec.structs.replace(second.thread, article=article))
    compared = compare([first, foreign])
    assert (summary(compared, tabled(compared))[-1].startswith("Not in the language of the codebook (en): ")) == said
