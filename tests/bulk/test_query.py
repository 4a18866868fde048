"""Questions in SQL: what they answer, and what they cannot reach."""

from pathlib import Path

import pytest

from discourse.bulk.query import query
from discourse.codebook import load_codebook
from discourse.errors import BulkError
from tests.bulk.dumps import done, reddit_line, written


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("query")
    lines = [reddit_line("a", body="Where is the evidence?"), reddit_line("b", "a", body="You are wrong.")]
    done(written(folder / "dump.ndjson", lines), folder / "out", load_codebook("general"), ("claim", "reply_stance"))
    return folder / "out"


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("SELECT count(*) AS n FROM comments", [(2,)]),
        (
            "SELECT comment, code FROM codings WHERE variable = 'reply_stance' ORDER BY comment",
            [("a", "query"), ("b", "deny")],
        ),
        ("SELECT author, answers, replies FROM edges", [("by b", "by a", 1)]),
        ("SELECT max_depth, captured FROM threads JOIN ledger USING (thread)", [(2, 2)]),
        ("SELECT sum(1.5) AS s, NULL AS nothing, [1, 2] AS list FROM replies", [(3.0, None, "[1, 2]")]),
        ("SELECT min(posted_at)::VARCHAR FROM comments", [("2023-11-14 22:13:20",)]),
    ],
)
def test_a_question_is_answered(question: str, rows: list[tuple[object, ...]], out: Path) -> None:
    assert query(out, question).rows() == rows


def test_an_answer_is_bounded(out: Path) -> None:
    assert query(out, "SELECT * FROM range(1000000)", most=3).rows() == [(0,), (1,), (2,)]


@pytest.mark.parametrize(
    "question",
    [
        "COPY comments TO 'stolen.csv'",
        "CREATE TABLE mine AS SELECT 1",
        "DROP VIEW comments",
        "SELECT 1; SELECT 2",
        "ATTACH 'other.db'",
        "INSTALL httpfs",
        "SET lock_configuration = false",
        "PRAGMA enable_external_access",
        "",
    ],
)
def test_what_is_no_single_select_is_refused(question: str, out: Path) -> None:
    with pytest.raises(BulkError, match=r"the question is not one SELECT; results can be read and not changed"):
        query(out, question)


@pytest.mark.parametrize(
    "question",
    [
        "SELECT * FROM read_csv('{other}')",
        "SELECT * FROM '{other}'",
        "SELECT * FROM read_text('{other}')",
        "SELECT * FROM read_blob('{folder}/manifest.json')",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM read_parquet('http://127.0.0.1:9/x.parquet')",
        "SELECT getenv('PATH')",
        "SELECT * FROM query('COPY comments TO ''{other}''')",
    ],
)
def test_no_file_and_no_network_is_in_reach(question: str, out: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a\n1\n", "utf-8")
    with pytest.raises(BulkError, match=r"the question cannot be answered \("):
        query(out, question.format(other=other, folder=out))
    assert other.read_text("utf-8") == "a\n1\n"


def test_a_question_that_is_no_sql(out: Path) -> None:
    with pytest.raises(
        BulkError, match=r'the question cannot be answered \(Parser Error: syntax error at or near "SELEC"'
    ):
        query(out, "SELEC 1")


def test_a_folder_without_a_run(tmp_path: Path) -> None:
    with pytest.raises(BulkError, match=r"this folder holds no results of discourse bulk run"):
        query(tmp_path, "SELECT 1")


def test_the_question_in_the_docs_is_answered(out: Path) -> None:
    page = (Path(__file__).parents[2] / "docs/bulk.md").read_text("utf-8")
    question = page.partition("```sql\n")[2].partition("```")[0]
    assert query(out, question).rows() == [("2023-11", 1.0, 1)]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("SELECT nope FROM edges", r"; edges has thread, author, answers, replies"),
        ("SELECT * FROM nope", r"; the tables are comments, replies, codings, threads, edges, ledger"),
    ],
)
def test_a_wrong_name_is_answered_with_those_that_there_are(question: str, told: str, out: Path) -> None:
    with pytest.raises(BulkError, match=told + "$"):
        query(out, question)


def test_a_file_is_no_folder_of_a_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(BulkError, match=r"file: this folder holds no results of discourse bulk run"):
        query(tmp_path / "file", "SELECT 1")
