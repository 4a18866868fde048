"""The pages about a run, and the sample drawn from it."""

import csv
import io
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from benchmarks.made_dump import CODEBOOK, write_dump
from discourse.bulk.manifest import finished
from discourse.bulk.summary.figures import _said_of, figures_of
from discourse.bulk.summary.pages import report
from discourse.codebook import load_codebook, parse_codebook
from discourse.errors import BulkError
from discourse.human.sheets import read_draw
from discourse.translation import speaking
from tests.bulk.dumps import done, reddit_line, table, written

BOOK = parse_codebook(CODEBOOK, "speed")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("summary")
    write_dump(folder / "dump.ndjson", 1_500)
    done(folder / "dump.ndjson", folder / "out", BOOK, ("claim", "reply_stance"))
    return folder / "out"


@pytest.fixture(scope="module")
def pages(out: Path) -> Path:
    report(out, out.parent / "report")
    return out.parent / "report"


def test_what_is_written(pages: Path) -> None:
    assert sorted(path.relative_to(pages).as_posix() for path in pages.rglob("*") if path.is_file()) == [
        *("report.html", "report.pdf", "sample/draw.json", "sample/sheet.csv"),
    ]


def test_the_same_run_gives_the_same_bytes(out: Path, pages: Path, tmp_path: Path) -> None:
    report(out, tmp_path / "again")
    for name in ("report.html", "report.pdf", "sample/draw.json", "sample/sheet.csv"):
        assert (tmp_path / "again" / name).read_bytes() == (pages / name).read_bytes(), name


def test_the_page_asks_nothing_of_any_server(pages: Path) -> None:
    text = (pages / "report.html").read_text("utf-8")
    assert "<script" not in text
    assert "http://" not in text.replace("http://www.w3.org/", "")
    assert "default-src 'none'" in text


def test_the_pdf_is_made_for_screen_readers(pages: Path) -> None:
    assert b"<pdfuaid:part>1</pdfuaid:part>" in (pages / "report.pdf").read_bytes()


def test_claims_of_a_shipped_codebook_are_named_in_the_language_of_the_report(tmp_path: Path) -> None:
    dump = written(tmp_path / "dump.ndjson", [reddit_line("a", body="Where is the evidence for that?")])
    done(dump, tmp_path / "out", load_codebook("general"), ("claim", "reply_stance"))
    with speaking("de"):
        report(tmp_path / "out", tmp_path / "report")
    text = (tmp_path / "report/report.html").read_text("utf-8")
    assert ("Belege verlangt" in text, "Evidence demanded" in text) == (True, False)


def test_a_disputed_claim_counts_rejections_and_denials(tmp_path: Path) -> None:
    lines = [
        reddit_line("a", body="Where is the evidence for that?"),
        reddit_line("b", "a", body="You are wrong."),
        reddit_line("c", "a", body="That is not true at all."),
    ]
    done(
        written(tmp_path / "dump.ndjson", lines), tmp_path / "out", load_codebook("general"), ("claim", "reply_stance")
    )
    figures = figures_of(tmp_path / "out", finished(tmp_path / "out"), load_codebook("general"))
    top = figures.disputes.filter(pl.col("target") == "evidence_demanded").row(0, named=True)
    denied = table(tmp_path / "out", "codings").filter((pl.col("code") == "deny") & (pl.col("target") == "a")).height
    assert denied > 0
    assert (top["asserts"], top["answered"], top["denied"]) == (1, 2, denied)
    assert top["disputed"] == pytest.approx((top["rejects"] + denied) / (1 + top["rejects"] + denied))


def test_a_comment_that_rejects_and_denies_disputes_once() -> None:
    one = {"thread": "t", "target": "late"}
    claims = pl.DataFrame([one | {"comment": "a", "code": "asserts"}, one | {"comment": "b", "code": "rejects"}])
    stances = pl.DataFrame({"thread": ["t"], "comment": ["b"], "code": ["deny"]})
    replies = pl.DataFrame({"thread": ["t"], "comment": ["b"], "parent": ["a"]})
    said = _said_of(claims, stances, replies).row(0, named=True)
    assert {name: said[name] for name in ("asserts", "rejects", "denied", "against", "sided")} == {
        "asserts": 1, "rejects": 1, "denied": 1, "against": 1, "sided": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("Thank you, that helps.", "No claim that is asserted is rejected, or denied in an answer."),
        ("You are wrong. That is not true at all.", "Most disputed is “Evidence demanded”"),
    ],
)
def test_no_claim_is_called_the_most_disputed_where_nobody_disputes_one(tmp_path: Path, answer: str, said: str) -> None:
    lines = [reddit_line("a", body="Where is the evidence for that?"), reddit_line("b", "a", body=answer)]
    dump = written(tmp_path / "dump.ndjson", lines)
    done(dump, tmp_path / "out", load_codebook("general"), ("claim", "reply_stance"))
    report(tmp_path / "out", tmp_path / "report")
    assert said in (tmp_path / "report/report.html").read_text("utf-8")


def test_authors_whom_no_name_tells_apart_are_not_counted(tmp_path: Path) -> None:
    names = ["Ann", " Ann ", "[deleted]", "Guest", "Bob", None]
    lines = [reddit_line(str(number), author=name) for number, name in enumerate(names)]
    done(written(tmp_path / "dump.ndjson", lines), tmp_path / "out")
    figures = figures_of(tmp_path / "out", finished(tmp_path / "out"), BOOK)
    measured = table(tmp_path / "out", "threads")["authors"].to_list()
    assert (figures.authors, figures.communities["authors"].to_list(), measured) == (2, [2], [2])


def test_threads_without_comments_are_said_to_be(tmp_path: Path) -> None:
    page = "<html><body><article><h1>A pier</h1><p>The pier is closed.</p></article></body></html>"
    (tmp_path / "pages").mkdir()
    for name in ("a.html", "b.html"):
        (tmp_path / "pages" / name).write_text(page, "utf-8")
    written(tmp_path / "pages" / "dump.ndjson", [reddit_line("a")])
    done(tmp_path / "pages", tmp_path / "out")
    report(tmp_path / "out", tmp_path / "report")
    assert "Of the threads, 2 have no comments." in (tmp_path / "report/report.html").read_text("utf-8")


GERMAN = "Das ist doch völliger Unsinn, wer glaubt denn so etwas?"
ENGLISH = "I like the ferry, and it should run again."


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ([ENGLISH] * 4, ""),
        ([ENGLISH] * 3 + [GERMAN] * 3, "tell the reply stance of 3 of 6 comments, word lists that of 3 in other"),
        ([ENGLISH] * 3 + [GERMAN, "[deleted]"], "tell the reply stance of 3 of 5 comments, word lists that of 1 in"),
        ([ENGLISH] * 3 + ["[deleted]"], "It stays open for 1: deleted, without words, in a language unknown to"),
    ],
)
def test_it_is_said_how_many_comments_learned_weights_do_not_judge(tmp_path: Path, texts: list[str], said: str) -> None:
    lines = [reddit_line(str(number), body=text) for number, text in enumerate(texts)]
    done(
        written(tmp_path / "dump.ndjson", lines), tmp_path / "out", load_codebook("general"), ("claim", "reply_stance")
    )
    report(tmp_path / "out", tmp_path / "report")
    page = (tmp_path / "report/report.html").read_text("utf-8")
    assert (said in page, "Learned weights" in page) == (True, bool(said))


def test_an_answer_to_what_is_not_there_is_one_of_the_reasons_for_no_stance(tmp_path: Path) -> None:
    lines = [reddit_line("a", body=ENGLISH), reddit_line("b", "gone", body="Hanging onto the rail")]
    done(
        written(tmp_path / "dump.ndjson", lines), tmp_path / "out", load_codebook("general"), ("claim", "reply_stance")
    )
    report(tmp_path / "out", tmp_path / "report")
    assert "in a language unknown to both, or in answer to what is not there." in (
        tmp_path / "report/report.html"
    ).read_text("utf-8")


def test_figures_add_up_to_the_tables(out: Path) -> None:
    figures = figures_of(out, finished(out), BOOK)
    codings = table(out, "codings").filter(pl.col("variable") == "claim")
    assert figures.months["comments"].sum() == 1_500
    assert figures.claims["comments"].sum() == codings.filter(pl.col("code") == "asserts").height
    assert figures.disputes["asserts"].sum() == codings.filter(pl.col("code") == "asserts").height
    assert figures.sizes["threads"].sum() == table(out, "threads").height


def test_the_sheet_is_blind_and_the_draw_says_the_probabilities(out: Path, pages: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((pages / "sample/sheet.csv").read_text("utf-8-sig"))))
    draw = read_draw((pages / "sample/draw.json").read_bytes(), "draw.json")
    assert [(row["source"], row["comment"]) for row in rows] == [(row.source, row.comment) for row in draw.rows]
    assert (len(rows), draw.by, draw.codebook, draw.population) == (200, "claim", BOOK.hash, 1_500)
    assert not any(row[f"claim {claim.id}"] or row["reply_stance"] for row in rows for claim in BOOK.claim_types)
    sizes = {name: count / next(row.probability for row in draw.rows if row.stratum == name)
             for name, count in Counter(row.stratum for row in draw.rows).items()}  # fmt: skip
    assert sum(sizes.values()) == pytest.approx(1_500)


def test_each_row_of_the_sheet_shows_what_is_answered(out: Path, pages: Path) -> None:
    rows = csv.DictReader(io.StringIO((pages / "sample/sheet.csv").read_text("utf-8-sig")))
    comments = {(row["thread"], row["id"]): row for row in table(out, "comments").iter_rows(named=True)}
    for row in rows:
        comment = comments[row["source"], row["comment"]]
        parent = comments.get((row["source"], comment["reply_to"]))
        assert row["text"].lstrip("'") == comment["text"].lstrip("'")
        assert row["answers"].lstrip("'") == (parent["text"].lstrip("'") if parent else "")


def test_a_run_of_structure_alone_has_pages_too(tmp_path: Path) -> None:
    done(written(tmp_path / "dump.ndjson", [reddit_line("a"), reddit_line("b", "a")]), tmp_path / "out")
    report(tmp_path / "out", tmp_path / "report")
    assert "No claim was found" in (tmp_path / "report/report.html").read_text("utf-8")


def test_names_from_the_input_are_only_text(tmp_path: Path) -> None:
    evil = "<b>#import</b> \u202eevil $x$"
    done(written(tmp_path / "dump.ndjson", [reddit_line("a", subreddit=evil)]), tmp_path / "out")
    report(tmp_path / "out", tmp_path / "report")
    text = (tmp_path / "report/report.html").read_text("utf-8")
    assert "<b>#import" not in text
    assert "&lt;b&gt;#import&lt;/b&gt; ⟨U+202E⟩evil $x$" in text


def test_a_run_that_is_not_done_has_no_report(tmp_path: Path) -> None:
    with pytest.raises(BulkError, match=r"this folder holds no results of discourse bulk run"):
        report(tmp_path, tmp_path / "report")


def test_the_summary_says_what_the_share_is_of(tmp_path: Path) -> None:
    lines = [
        reddit_line("a", body="Where is the evidence for this?"),
        reddit_line("b", "a", body="You are wrong, that is a lie."),
    ]
    dump = written(tmp_path / "dump.ndjson", lines)
    done(dump, tmp_path / "out", load_codebook("general"), ("claim", "reply_stance"))
    page = report(tmp_path / "out", tmp_path / "report").with_suffix(".html").read_text("utf-8")
    assert "of the comments that assert it, reject it or deny it in an answer, 50% dispute it." in page
    assert "All dated comments are of 2023-11." in page
