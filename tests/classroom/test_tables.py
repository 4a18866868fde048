"""Tables that are filled in from paper: what is handed out, and in which forms they come back."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from discourse.classroom.answers import Unit
from discourse.classroom.exercises import ExerciseName
from discourse.classroom.folders import folder_files
from discourse.classroom.handed_in import handed_in
from discourse.classroom.packs import Pack
from tests.classroom.packs import pack_of
from tests.classroom.test_tongues import spoken_in
from tests.classroom.workbooks import open_document

Rows = list[list[str]]


def handed_out(pack: Pack) -> Rows:
    """Return the table of an exercise of one part, its head first."""
    return list(csv.reader(io.StringIO(folder_files(pack)["students/table.csv"].decode("utf-8-sig"))))


def filled_in(pack: Pack, code: str) -> Rows:
    """Return the table in which Ada looked at all and gave a code under what is asked first of the first comment."""
    head, *rows = handed_out(pack)
    first = next(at for at, name in enumerate(head) if name.startswith("claim "))
    for row in rows:
        row[head.index("coder")], row[head.index("looked_at")] = "Äda Groß", "x"
    rows[0][first] = code
    return [head, *rows]


def separated(by: str, end: str, encoding: str, before: str = "") -> Callable[[Rows], bytes]:
    def written(rows: Rows) -> bytes:
        held = io.StringIO(newline="")
        csv.writer(held, delimiter=by, lineterminator=end).writerows(rows)
        return (before + held.getvalue()).encode(encoding, "replace")

    return written


def open_document_with_numbers(rows: Rows) -> bytes:
    return open_document([[int(cell) if cell.isdigit() else cell for cell in row] for row in rows])


def excel_with_numbers(rows: Rows) -> bytes:
    books = pytest.importorskip("xlsxwriter")
    held = io.BytesIO()
    book = books.Workbook(held)
    page = book.add_worksheet()
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            page.write(at, column, int(cell) if cell.isdigit() else cell)
    book.close()
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a.csv", separated(",", "\n", "utf-8")),
        ("a.csv", separated(";", "\r\n", "cp1252")),
        ("a.csv", separated(";", "\r\n", "utf-8-sig")),
        ("a.csv", separated(";", "\r\n", "cp1252", before="sep=;\r\n")),
        ("a.csv", separated(",", "\r\n", "utf-8-sig", before='"sep=,"\r\n')),
        ("a.txt", separated("\t", "\r\n", "utf-16")),
        ("a.ods", open_document_with_numbers),
        ("a.xlsx", excel_with_numbers),
    ],
)
def test_a_table_is_read_in_whatever_form_it_is_saved(
    tmp_path: Path, name: str, written: Callable[[Rows], bytes]
) -> None:
    pack = pack_of("freibad", "claims")
    (tmp_path / name).write_bytes(written(filled_in(pack, "rejects")))
    handed = handed_in(pack, tmp_path)
    (ada,) = handed.students
    assert (handed.left_out, handed.remarks, ada.name) == ((), (), "Äda Groß")
    assert [unit for unit, code in ada.answers.items() if code == "rejects"] == [pack.units()[0]]
    assert len(ada.answers) == len(pack.units())


@pytest.mark.parametrize(
    ("tongue", "column", "code"),
    [
        ("en", "claim made_up (Made up)", "rejects"),
        ("de", "claim made_up (Erfunden)", "bestreitet"),
        ("fr", "claim made_up (Inventé)", "rejette"),
    ],
)
def test_a_column_is_called_as_on_paper_too(tmp_path: Path, tongue: str, column: str, code: str) -> None:
    pack = spoken_in(tongue, "freibad", "claims")
    table = filled_in(pack, "")
    table[1][table[0].index(column)] = code
    (tmp_path / "a.csv").write_bytes(separated(";", "\n", "utf-8")(table))
    (ada,) = handed_in(pack, tmp_path).students
    assert ada.answers[Unit("claim made_up", table[1][table[0].index("comment")])] == "rejects"


def in_powers(number: int) -> str:
    return f"{101_581_000_000_000 + number:.5E}".replace(".", ",")


def with_decimals(number: int) -> str:
    return f"{3300 + number},0"


def rewritten(pack: Pack, wrote: Callable[[int], str], without: str = "") -> Rows:
    """Return a table as a spreadsheet saves it that took ids and numbers for numbers, a column of it empty."""
    head, *rows = filled_in(pack, "rejects") if pack.exercise == "claims" else handed_out(pack)
    for at, row in enumerate(rows, start=1):
        row[head.index("comment")], row[head.index("number")] = wrote(at), f"{at},0"
        if pack.exercise == "reply-graph":
            row[head.index("answers")] = "0,0" if at == 1 else f"{at - 1},0"
        if without:
            row[head.index(without)] = ""
    return [head, *rows]


@pytest.mark.parametrize("exercise", ["claims", "reply-graph"])
@pytest.mark.parametrize("wrote", [in_powers, with_decimals])
def test_rows_whose_ids_a_spreadsheet_rewrote_are_known_by_sheet_and_number(
    tmp_path: Path, exercise: ExerciseName, wrote: Callable[[int], str]
) -> None:
    pack = pack_of("freibad", exercise)
    (tmp_path / "a.csv").write_bytes(separated(";", "\r\n", "cp1252")(rewritten(pack, wrote)))
    handed = handed_in(pack, tmp_path)
    (ada,) = handed.students
    assert (handed.left_out, handed.remarks, set(ada.answers)) == ((), (), set(pack.units()))
    answers = [ada.answers[unit] for unit in pack.units()]
    assert answers[:2] == (["rejects", "absent"] if exercise == "claims" else ["article", "1"])


@pytest.mark.parametrize("exercise", ["claims", "reply-graph"])
@pytest.mark.parametrize("without", ["sheet", "number"])
def test_ids_that_are_lost_are_said_in_one_sentence(tmp_path: Path, exercise: ExerciseName, without: str) -> None:
    pack = pack_of("freibad", exercise)
    (tmp_path / "a.csv").write_bytes(separated(";", "\r\n", "cp1252")(rewritten(pack, in_powers, without)))
    handed = handed_in(pack, tmp_path)
    (sentence,) = handed.left_out
    assert handed.students == ()
    assert (
        "row 2: a spreadsheet rewrote the ids of 9 comments (such as “1,01581E+14”), so that nobody can tell which "
        "they are; fill in the .xlsx, which keeps ids as they are" in sentence
    )


@pytest.mark.parametrize("name", ["claims", "stance", "codebook", "reply-graph"])
def test_a_workbook_has_the_same_table(name: ExerciseName) -> None:
    pytest.importorskip("xlsxwriter")
    files = folder_files(spoken_in("de", "freibad", name))
    for path in (path for path in files if path.endswith(".csv")):
        book = files[path.replace(".csv", ".xlsx")]
        table = pl.read_excel(io.BytesIO(book), has_header=False, infer_schema_length=0, sheet_id=1)
        rows = list(csv.reader(io.StringIO(files[path].decode("utf-8-sig"))))
        # Cells of a CSV that a spreadsheet would take for a formula begin with an apostrophe.
        assert [[cell or "" for cell in row] for row in table.iter_rows()] == [
            [cell.removeprefix("'") for cell in row] for row in rows
        ]


@pytest.mark.parametrize("name", ["claims", "reply-graph"])
def test_cells_of_a_workbook_offer_what_may_stand_there(name: ExerciseName) -> None:
    import zipfile

    pytest.importorskip("xlsxwriter")
    book = folder_files(spoken_in("de", "freibad", name))["students/table.xlsx"]
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
    offered = "behauptet,bestreitet,fragt,berichtet,kommt nicht vor,?" if name == "claims" else "0,1,2,3,4,5,6,7,8,?"
    assert f'<formula1>"{offered}"</formula1>' in page


def test_the_second_page_of_a_workbook_has_what_is_asked() -> None:
    pytest.importorskip("xlsxwriter")
    pack = pack_of("river", "claims")
    assert pack.sheets[0].codebook.targets
    book = folder_files(pack)["students/table.xlsx"]
    page = pl.read_excel(io.BytesIO(book), has_header=False, infer_schema_length=0, sheet_id=2)
    assert page.to_series(0).to_list() == ["column", *dict.fromkeys(unit.question for unit in pack.units())]


def test_who_hands_in_the_same_twice_counts_once(tmp_path: Path) -> None:
    pack = pack_of("freibad", "claims")
    head, *rows = filled_in(pack, "rejects")
    for row in rows[:6]:
        row[head.index("claim made_up (Made up)")] = "asserts"
    for name in ("a.csv", "a (1).csv"):
        (tmp_path / name).write_bytes(separated(";", "\n", "utf-8")([head, *rows]))
    handed = handed_in(pack, tmp_path)
    assert [student.name for student in handed.students] == ["Äda Groß"]
    assert handed.remarks == ("a.csv: it has the same answers as a (1).csv, of Äda Groß too; it is counted once",)


def test_two_of_one_name_who_say_next_to_nothing_are_two(tmp_path: Path) -> None:
    pack = pack_of("freibad", "claims")
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_bytes(separated(";", "\n", "utf-8")(filled_in(pack, "rejects")))
    assert len(handed_in(pack, tmp_path).students) == 2


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        (
            "a.docx",
            b"PK\x03\x04rest",
            "it is a text document, which cannot be graded; type what it says into the table",
        ),
        ("a.csv", b"", "the file is empty; ask for it again"),
    ],
)
def test_why_a_file_is_left_out(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert handed_in(pack_of("freibad", "claims"), tmp_path).left_out == (f"{name}: {why}",)


def test_a_table_of_thousands_of_equal_columns_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.ods").write_bytes(open_document([["claim made_up"] * 16_000]))
    (sentence,) = handed_in(pack_of("freibad", "claims"), tmp_path).left_out
    assert "it has more than 2,000 columns" in sentence
