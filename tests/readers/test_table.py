"""Tables in forms of their own, what a user says about columns, and what is no table."""

import io
import json
import zipfile
from typing import Any

import polars as pl
import pytest

from discourse.errors import ReadError
from discourse.exports.comments import comment_table
from discourse.exports.frames import csv_text, parquet_bytes
from discourse.model import Article, Comment, Thread
from discourse.readers import read
from discourse.readers.source import open_source
from discourse.readers.table import matches

ROWS = {"comment_id": [1, 2], "user": ["Ann", "Bo"], "body": ["=1+1", "Yes"], "parent_id": [None, 1]}
CELL = '<c t="inlineStr"><is><t>{}</t></is></c>'
SHEET = "".join(
    "<row>" + "".join(CELL.format(cell) for cell in row) + "</row>"
    for row in (("id", "author", "text"), ("1", "Ann", "=1+1"), ("2", "Bo", "Yes"))
)


def workbook() -> bytes:
    spread = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    packages = "http://schemas.openxmlformats.org/package/2006"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" '
        f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{spread}" xmlns:r="{relations}"><sheets>'
        '<sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" '
        f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{spread}"><sheetData>{SHEET}</sheetData></worksheet>',
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return held.getvalue()


def test_a_parquet_file_is_read() -> None:
    thread = read(parquet_bytes(pl.DataFrame(ROWS)), name="x.parquet")
    assert [(each.id, each.author, each.text, each.reply_to) for each in thread.comments] == [
        ("1", "Ann", "=1+1", ""),
        ("2", "Bo", "Yes", "1"),
    ]


def test_an_excel_workbook_is_read() -> None:
    thread = read(workbook(), name="x.xlsx")
    assert [(each.id, each.author, each.text) for each in thread.comments] == [("1", "Ann", "=1+1"), ("2", "Bo", "Yes")]


def test_the_table_that_is_written_reads_back() -> None:
    comments = (
        Comment(id="1", text="Why\nnot?", author="Ann", reply_to="", posted="2024-05-01", score=1, badges=("staff",)),
        Comment(id="2", text="So.", reply_to="1", status="blocked", likes=3, dislikes=1, score=2),
    )
    table = comment_table([Thread(article=Article(source="a", title="Ferry"), comments=comments)])
    for data in (csv_text(table).encode(), parquet_bytes(table)):
        thread = read(data, name="comments")
        known = [(each.id, each.text, each.author, each.reply_to, each.status, each.score) for each in thread.comments]
        assert known == [("1", "Why\nnot?", "Ann", "", "shown", 1), ("2", "So.", None, "1", "blocked", 2)]
        assert thread.article.title == "Ferry"


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"text": "gone"}, r"--map text=gone: the table has no such column; it has a, b"),
        ({"words": "a"}, r"--map words=a: there is no such role; choose one of text, id, author"),
    ],
)
def test_what_cannot_be_mapped_is_told(columns: dict[str, str], says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read(b"a,b\n1,2\n", name="x.csv", columns=columns)


def test_a_table_without_a_text_column_is_told() -> None:
    with pytest.raises(ReadError, match=r"no column is called like a text \(a, b\); say which with --map text=COLUMN"):
        read(b"a,b\n1,2\n", name="x.csv", reader="table")


@pytest.mark.parametrize(
    "text",
    [
        "Author, comment, and the date\nThe mill is old.\nIt turns, though.\nSlowly.\nNobody, I think, minds.\n",
        "Dear all,\nthe author, whose text is long, came.\n",
        "one\ntwo\n",
        '{"text": "x", "author": "y"}',
        "a,a\n1,2\n",
        "",
    ],
    ids=["prose of a header", "prose", "lines", "one object", "a name twice", "nothing"],
)
def test_what_is_no_table_is_not_taken_for_one(text: str) -> None:
    assert matches(open_source(text.encode() or b"x", "x")) is None


def test_a_broken_parquet_file_is_refused_in_one_sentence() -> None:
    with pytest.raises(ReadError, match=r"^x: the table cannot be read \(.{3,120}\); save it as CSV$"):
        read(b"PAR1" + b"\0" * 100 + b"PAR1", name="x")


def test_a_table_over_which_polars_panics_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def panic(_: Any) -> Any:
        raise pl.exceptions.PanicException("out of range")

    monkeypatch.setattr(pl, "scan_parquet", panic)
    with pytest.raises(ReadError, match=r"^x: the table cannot be read \(out of range\); save it as CSV$"):
        read(b"PAR1" + b"\0" * 100 + b"PAR1", name="x")


def test_an_address_of_its_own_in_each_row_is_not_an_article_each() -> None:
    rows = "".join(f"{number},Ann,Text {number},https://a.example/{number},{number - 1}.0\n" for number in range(1, 5))
    thread = read(f"id,author,text,permalink,parent_id\n{rows}".encode(), name="x.csv")
    assert [(each.id, each.reply_to) for each in thread.comments] == [("1", ""), ("2", "1"), ("3", "2"), ("4", "3")]


def test_a_workbook_that_lies_about_its_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("discourse.readers.table._MOST_UNPACKED", 100)
    with pytest.raises(ReadError, match="too large"):
        read(workbook(), name="x.xlsx")


@pytest.mark.parametrize("length", [9_000, 30_000, 150_000])
def test_rows_longer_than_what_is_looked_at_first_are_read(length: int) -> None:
    said = ("The bridge is old. " * 10_000)[:length].strip()
    table = "id,author,text,date\n" + "".join(f'{n},Ann,"{said}",2024-05-0{n}\n' for n in range(1, 4))
    thread = read(table.encode(), name="long.csv")
    assert thread.reader == "table"
    assert [(one.id, one.text == said) for one in thread.comments] == [("1", True), ("2", True), ("3", True)]


HEAD = b"id,author,text\n"
RAGGED = {
    "the rest belongs to the text": (HEAD + b"1,Ann,Why?\n2,Ben,Well, I never, did I\n3,Cem,So\n", 0),
    "so in most rows": (HEAD + b"1,Ann,Why, oh why?\n2,Ben,Well, I never, did I\n3,Cem,So, then\n4,Dot,Yes\n", 0),
    "empty cells at the end": (HEAD + b"1,Ann,Why?,,\n2,Ben,Well,,\n3,Cem,So,,\n", 0),
    "the text is not the last": (b"id,text,author\n1,Why?,Ann\n2,Well, I never, did I,Ben\n3,So,Cem\n", 1),
}
SAID = {
    "the rest belongs to the text": ["Why?", "Well, I never, did I", "So"],
    "so in most rows": ["Why, oh why?", "Well, I never, did I", "So, then", "Yes"],
    "empty cells at the end": ["Why?", "Well", "So"],
    "the text is not the last": ["Why?", "Well, I never, did I", "So"],
}


@pytest.mark.parametrize("form", RAGGED)
def test_a_separator_within_a_text_does_not_cut_it(form: str) -> None:
    data, unsure = RAGGED[form]
    thread = read(data, name="x.txt")
    assert (thread.reader, [each.text for each in thread.comments]) == ("table", SAID[form])
    assert [each.author for each in thread.comments] == ["Ann", "Ben", "Cem", "Dot"][: len(SAID[form])]
    assert sum(item.count or 0 for item in thread.skipped) == unsure


def test_votes_are_read_as_programs_write_them() -> None:
    table = b'id,text,score\n1,Why?,"3,0"\n2,So,7.0\n3,Well,12 points\n4,Yes,+4\n5,No,\n6,Oh,-1 Punkt\n7,Ah,nan\n'
    thread = read(table, name="x.csv")
    assert [each.score for each in thread.comments] == [3, 7, 12, 4, None, -1, None]
    assert thread.evidence == "a table: text in 'text', id in 'id', score in 'score'"


UNREAD = {
    "score\n1,So,x\n2,So?,3.5\n3,So!,5": "without 2 votes ('x'): no whole number",
    "score\n1,So,1.2k\n2,So?,5": "without 1 vote ('1.2k'): no whole number",
    "score\n1,So,\x1b[2J": "without 1 vote ('?[2J'): no whole number",
    "created\n1,So,01/02/2026\n2,So?,2026-13-45\n3,So!,2026-02-01": (
        "without 2 times ('01/02/2026'): no date, or more than one"
    ),
    "created\n1,So,2 hours ago\n2,So?,nan\n3,So!,": "",
    "reply_to\n1,So,\n1,Well,\n2,No,1": "1 id stands twice ('1'): what answers it is taken to answer the first",
    "reply_to\n1,So,\n1,Well,\n2,No,1\n2,Yes,": (
        "2 ids stand twice: what answers them is taken to answer the first of each"
    ),
    "reply_to\n1,So,\n1,So,\n1-2,No,1": "",
}


@pytest.mark.parametrize("table", UNREAD)
def test_what_cannot_be_read_is_counted_with_an_example(table: str) -> None:
    evidence = read(f"id,text,{table}\n".encode(), name="x.csv").evidence or ""
    assert evidence.partition("; ")[2] == UNREAD[table]


@pytest.mark.parametrize(
    "head",
    ["Lfd. Nr.;Von;Wann;Text;Antwort auf", "N\u00b0;Par;Quand;Texte;R\u00e9ponse \u00e0",
     "Nro;De;Cuando;Texto;Respuesta a", "No;Di;Quando;Testo;Risposta a"],
)  # fmt: skip
def test_short_names_are_known_beside_one_for_answers(head: str) -> None:
    rows = "7;Ann;2024-05-01 10:00;Why?;\n9;Ben;2024-05-01 10:05;So.;7\n"
    thread = read(f"{head}\n{rows}".encode(), name="x.csv")
    assert [(each.id, each.author, each.posted, each.reply_to) for each in thread.comments] == [
        ("7", "Ann", "2024-05-01T10:00", ""),
        ("9", "Ben", "2024-05-01T10:05", "7"),
    ]


def test_ids_are_told_by_the_answers_to_them_or_asked_for() -> None:
    rows = "{0}01;Ann;Why?;\n{0}02;Ben;So.;{0}01\n{0}03;Cem;Well.;{0}02\n"
    told = read(f"Code;author;text;reply_to\n{rows.format(0)}".encode(), name="x.csv")
    assert [(each.id, each.reply_to) for each in told.comments] == [("001", ""), ("002", "001"), ("003", "002")]
    open_ = read(b"author;text;reply_to\nAnn;Why?;\nBen;So.;001\nCem;Well.;002\n", name="x.csv")
    assert (open_.evidence or "").endswith("; 2 answers to ids that no column has: say which does with --map id=COLUMN")


@pytest.mark.parametrize(
    ("column", "cells", "parents"),
    [
        ("reply_to", ("", "1", "3"), ["", "1", "3"]),  # a mistake, of which the graph complains
        ("reply_to", ("1", "1", "3"), ["", "1", ""]),  # how this table says that a row answers nobody
        ("thread_ts", ("", "1", "3"), ["", "1", ""]),
    ],
)
def test_a_row_that_names_itself_answers_nobody_where_tables_say_so(
    column: str, cells: tuple[str, ...], parents: list[str]
) -> None:
    rows = "".join(f"{number},Ann,Text {number},{cell}\n" for number, cell in enumerate(cells, start=1))
    thread = read(f"id,author,text,{column}\n{rows}".encode(), name="x.csv")
    assert [each.reply_to for each in thread.comments] == parents


def records(*rows: dict[str, Any]) -> Thread:
    return read(json.dumps(list(rows)).encode(), name="notes.json")


def test_notes_with_fields_and_signatures_are_read() -> None:
    note = {"signatures": ["~Ann_Lee1"], "readers": ["everyone"], "cdate": 1699006920000}
    found = records(
        {"id": "a", "replyto": "", **note, "content": {"comment": {"value": "Is it blue?"}}},
        {"id": "b", "replyto": "a", **note, "content": {"comment": {"value": "It is."}}},
        {"id": "c", "replyto": "a", **note, "content": {"rating": {"value": "6"}}},
    )
    assert [(each.author, each.text, each.reply_to) for each in found.comments] == [
        ("~Ann_Lee1", "Is it blue?", ""),
        ("~Ann_Lee1", "It is.", "a"),
    ]
    assert found.comments[0].posted == "2023-11-03T10:22:00+00:00"
    assert [(each.kind, each.count) for each in found.skipped] == [("malformed", 1)]


def test_a_post_answers_the_root_of_its_branch_and_a_notice_is_none() -> None:
    found = records(
        {"id": "p0", "root_id": "", "user": "Ann", "message": "It is cold.", "type": ""},
        {"id": "p1", "root_id": "p0", "user": "Bo", "message": "So it is.", "type": ""},
        {"id": "p2", "root_id": "", "user": "Cy", "message": "Cy joined.", "type": "system_join_channel"},
    )
    assert [(each.id, each.reply_to) for each in found.comments] == [("p0", ""), ("p1", "p0")]
    opened = records({"id": "p0", "root_id": "p0", "message": "Cold."}, {"id": "p1", "root_id": "p0", "message": "So."})
    assert [each.reply_to for each in opened.comments] == ["", "p0"]


def test_columns_are_known_by_paths_and_languages_and_kinds_of_what_is_answered() -> None:
    head = "id;body/ca;author/name;commentable_id;commentable_type\n"
    rows = "31;On és?;Jordi;9;Proposal\n32;Aquí.;Núria;31;Comment\n33;No.;Pol;31;Proposal\n"
    found = read((head + rows).encode(), name="x.csv")
    assert [(each.author, each.text, each.reply_to) for each in found.comments] == [
        ("Jordi", "On és?", ""), ("Núria", "Aquí.", "31"), ("Pol", "No.", ""),
    ]  # fmt: skip


def test_who_wrote_for_an_organization_is_called_by_its_name() -> None:
    rows = "1,Ada,Brill,,I oppose it.\n2,,,Anglers,See the file.\n"
    found = read(f"id,First Name,Last Name,Organization Name,Comment\n{rows}".encode(), name="x.csv")
    assert [each.author for each in found.comments] == ["Ada Brill", "Anglers"]


def test_names_that_come_again_are_columns_of_their_own() -> None:
    found = read(b"id,author,text,note,note\n1,Ann,It is blue.,a,b\n2,Bo,It is not.,c,d\n", name="x.csv")
    assert [each.text for each in found.comments] == ["It is blue.", "It is not."]
