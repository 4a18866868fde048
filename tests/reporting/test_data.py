"""CSV cells that no spreadsheet runs, JSON that reads back, and rules that can be undone."""

import csv
import io
import re

import msgspec
import polars as pl
import pytest

from discourse.exports.frames import csv_text
from discourse.exports.records import json_text, records_csv
from discourse.model import Coding, Comment, Thread
from discourse.replies.graph import Link
from discourse.reporting.data import data_files
from tests.reporting.threads import bridge, hostile


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("plain", "plain"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@here", "'@here"),
        ("\t=1", "'\t=1"),
        ("\r=1", '"\'\r=1"'),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'quoted'", "'quoted'"),
        ("a=1", "a=1"),
        ('say "x", y', '"say ""x"", y"'),
        ("two\nlines", '"two\nlines"'),
        ("a\x00b\x1b", "a\ufffdb\ufffd"),
        ("a\u202eb\u2066", "a\ufffdb\ufffd"),
        ("中文 שלום 😀", "中文 שלום 😀"),
        ("", '""'),
        (None, ""),
    ],
)
def test_cells(cell: str | None, written: str) -> None:
    table = pl.DataFrame({"text": [cell], "n": [-1]}, schema={"text": pl.String, "n": pl.Int64})
    assert csv_text(table) == f"text,n\n{written},-1\n"


@pytest.mark.parametrize("text", ["=1", "'=1", "''-", "'a", "-", "a'=", "\n=x", "@", "''"])
def test_one_apostrophe_less_gives_the_text_back(text: str) -> None:
    (cell,) = next(csv.reader(io.StringIO(csv_text(pl.DataFrame({"t": [text]})).partition("\n")[2], newline="")))
    assert re.sub("^'('*[=+\\-@\t\r\n])", r"\1", cell) == text


def test_numbers_stay_numbers() -> None:
    table = pl.DataFrame({"score": [-3, None], "probability": [0.5, None], "text": ["-3", None]})
    assert csv_text(table) == "score,probability,text\n-3,0.5,'-3\n,,\n"


def test_records_as_csv() -> None:
    links = [
        Link(comment="1", parent=None, kind="explicit", probability=1.0),
        Link(comment="=2", parent="1", kind="inferred", probability=0.5),
    ]
    assert records_csv(links) == "comment,parent,kind,probability,stated\n1,,explicit,1.0,\n'=2,1,inferred,0.5,\n"


def test_spans_as_csv_are_start_and_end() -> None:
    coding = Coding(comment="1", variable="claim", target="x", code="asserts", coder="cues", span=(3, 9))
    assert records_csv([coding]).splitlines()[1] == '1,claim,x,asserts,cues,,"3,9"'


def test_no_records_are_no_rows() -> None:
    assert records_csv([]).strip() == ""
    assert json_text([]) == "[]\n"


def test_json_is_indented_in_the_order_of_the_fields() -> None:
    assert json_text([Link(comment="é", parent=None, kind="explicit", probability=1.0)]) == (
        '[\n  {\n    "comment": "é",\n    "parent": null,\n    "kind": "explicit",\n    "probability": 1.0,\n'
        '    "stated": null\n  }\n]\n'
    )


def test_json_writes_half_a_surrogate_pair_as_the_tables_do() -> None:
    assert msgspec.json.decode(json_text(Comment(id="1", text="\ud800x")), type=Comment).text == "?x"


def test_the_thread_reads_back_equal() -> None:
    analysis = bridge()
    assert msgspec.json.decode(data_files(analysis)["data/thread.json"], type=Thread) == analysis.thread


def test_words_of_codings_are_where_start_and_end_say() -> None:
    files = data_files(bridge())
    comments, codings = (
        list(csv.DictReader(io.StringIO(files[f"data/{name}.csv"].decode()))) for name in ("comments", "codings")
    )
    texts = {row["id"]: row["text"] for row in comments}
    assert codings
    for row in codings:
        assert texts[row["comment"]][int(row["start"]) : int(row["end"])] == row["words"]


def test_no_text_cell_of_a_hostile_thread_begins_like_a_formula() -> None:
    files = data_files(hostile())
    numeric = {"number", "score", "depth", "probability", "start", "end"}
    for name in ("comments", "replies", "codings"):
        rows = list(csv.DictReader(io.StringIO(files[f"data/{name}.csv"].decode(), newline="")))
        cells = [cell for row in rows for column, cell in row.items() if column not in numeric]
        assert len(rows) >= 26
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]
