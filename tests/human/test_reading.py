"""Files of codings by hand: what each kind of file is read as."""

import json
from pathlib import Path
from typing import Any

import msgspec
import polars as pl
import pytest

from discourse.coders import CODERS
from discourse.errors import ReadError
from discourse.exports.frames import csv_text
from discourse.human.codings import ABSENT, MACHINES, Coded, Codings, CodingsFile, Fault, Mark
from discourse.human.consensus import Question, answers
from discourse.human.listing import codings_table
from discourse.human.page_file import FORMAT, VERSION
from discourse.human.reading import read_all, read_codings

LONG = """sheet,codebook,source,coder,comment,variable,target,code,probability,start,end,words,note
s1,abcdef123456,a.html,Ann,1,claim,late,asserts,,0,10,Late again,sure
s1,abcdef123456,a.html,Ann,2,reply_stance,,,,,,,
s1,abcdef123456,a.html,Ann,2,claim,,absent,,,,,
,,a.html,linear,1,claim,late,rejects,0.8,,,,
"""
SURE = Mark(variable="claim", target="late", code="asserts", span=(0, 10), words="Late again", note="sure")
ANN = Codings(
    coder="human:Ann",
    comments=(
        Coded(
            source="a.html",
            comment="1",
            marks=(
                Mark(variable="claim", target="late", code="asserts", span=(0, 10), words="Late again", note="sure"),
            ),
        ),
        Coded(
            source="a.html",
            comment="2",
            marks=(Mark(variable="reply_stance", code=None), Mark(variable="claim", code="absent")),
        ),
    ),
    asked=("reply_stance", "claim"),
    sheet="s1",
    codebook="abcdef123456",
)


def read(tmp_path: Path, name: str, content: str | bytes) -> CodingsFile:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_codings(path)


def test_a_table_with_a_row_for_each_decision_tells_people_from_machines(tmp_path: Path) -> None:
    file = read(tmp_path, "a.csv", LONG)
    assert file.faults == ()
    assert file.coders[0] == ANN
    assert [(codings.coder, codings.is_person) for codings in file.coders] == [("human:Ann", True), ("linear", False)]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_and_a_byte_order_mark_change_nothing(tmp_path: Path, separator: str) -> None:
    assert read(tmp_path, "a.csv", "\ufeff" + LONG.replace(",", separator)).coders[0] == ANN


def test_what_is_written_as_a_table_is_read_as_it_was(tmp_path: Path) -> None:
    assert read(tmp_path, "a.csv", csv_text(codings_table([ANN]))).coders == (ANN,)


def page_file(codings: Codings) -> bytes:
    """Return the codings of one coder as a coding page would write them."""
    value = {
        "format": FORMAT,
        "version": VERSION,
        "sheet": codings.sheet,
        "codebook": codings.codebook,
        "coder": codings.coder.removeprefix("human:"),
        "variables": list(codings.asked),
        "comments": [_comment_record(coded) for coded in codings.comments],
    }
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def _comment_record(coded: Coded) -> dict[str, Any]:
    marks = [_mark_record(mark) for mark in coded.marks if mark.target is not None or mark.code != ABSENT]
    return {"source": coded.source, "comment": coded.comment, "done": True, "note": coded.note, "marks": marks}


def _mark_record(mark: Mark) -> dict[str, Any]:
    start, end = mark.span or (None, None)
    record = {
        "variable": mark.variable,
        "target": mark.target,
        "code": mark.code,
        "start": start,
        "end": end,
        "words": mark.words,
        "note": mark.note,
    }
    return {name: value for name, value in record.items() if value is not None or name == "code"}


def test_what_is_written_as_the_file_of_a_page_is_read_as_it_was(tmp_path: Path) -> None:
    assert read(tmp_path, "a.json", page_file(ANN)).coders == (ANN,)


def test_an_excel_file_is_read_as_its_table(tmp_path: Path) -> None:
    pl.read_csv(LONG.encode(), infer_schema_length=0).write_excel(tmp_path / "a.xlsx")
    assert read_codings(tmp_path / "a.xlsx").coders[0] == ANN


def test_a_sheet_has_a_column_for_each_decision(tmp_path: Path) -> None:
    sheet = (
        "comment,coder,text,looked_at,reply_stance,claim late,claim dear,form,note\n"
        "1,Ann,…,,deny,asserts,,fact; policy,hm\n"
        "2,Ann,…,x,,,,,\n"
        "3,Ann,…,,?,,,,\n"
        "4,Ann,…,,,,,,\n"
    )
    (ann,) = read(tmp_path, "sheet.csv", sheet).coders
    marks = {coded.comment: [(mark.variable, mark.target, mark.code) for mark in coded.marks] for coded in ann.comments}
    nothing = [("claim", None, "absent"), ("form", None, "absent")]
    assert marks == {
        "1": [
            ("reply_stance", None, "deny"),
            ("claim", "late", "asserts"),
            ("form", None, "fact"),
            ("form", None, "policy"),
        ],
        "2": nothing,
        "3": [("reply_stance", None, None), *nothing],
    }
    assert [coded.note for coded in ann.comments] == ["hm", None, None]


def test_a_comment_that_is_not_done_was_not_looked_at(tmp_path: Path) -> None:
    file = {
        "format": "discourse-codings",
        "version": 1,
        "coder": "Ann",
        "variables": ["reply_stance", "claim"],
        "comments": [
            {"comment": "1", "marks": [{"variable": "claim", "target": "late", "code": "asserts"}]},
            {"comment": "2", "done": True},
            {"comment": "3", "done": False, "marks": [{"variable": "reply_stance", "code": "deny"}]},
        ],
    }
    (ann,) = read(tmp_path, "a.json", json.dumps(file)).coders
    assert [(coded.comment, coded.marks) for coded in ann.comments] == [
        ("1", (Mark(variable="claim", target="late", code="asserts"),)),
        ("2", (Mark(variable="claim", code="absent"),)),
    ]
    assert ann.asked == ("reply_stance", "claim")


def test_a_row_that_cannot_be_right_is_listed_and_the_others_kept(tmp_path: Path) -> None:
    rows = (
        "comment,variable,target,code,probability,start,end\n"
        "1,claim,late,asserts,,,\n"
        "1,mood,,happy,,,\n"
        "1,claim,late,maybe,,,\n"
        "1,claim,,asserts,,,\n"
        ",reply_stance,,deny,,,\n"
        "2,reply_stance,,deny,NaN,,\n"
        "2,reply_stance,,deny,,9,3\n"
        "2,reply_stance,,deny,,x,3\n"
    )
    file = read(tmp_path, "a.csv", rows)
    assert [coded.comment for coded in file.coders[0].comments] == ["1"]
    assert [fault.where for fault in file.faults] == [f"row {row}" for row in range(3, 10)]
    assert [fault.why.split(";")[0] for fault in file.faults] == [
        "“mood” is no variable",
        "“maybe” is no code of claim",
        "a claim needs a target: what is it toward or of",
        "it names no comment",
        "the probability is not between 0 and 1",
        "the words end before they start",
        "start and end are not whole numbers",
    ]


def test_a_file_without_a_name_of_a_coder_has_that_of_the_file(tmp_path: Path) -> None:
    assert read(tmp_path, "ben.csv", "comment,reply_stance\n1,deny\n").coders[0].coder == "human:ben"


@pytest.mark.parametrize("written", ["behauptet", "Behauptet", " afirma", "AFFIRME", "afferma", "asserts"])
def test_codes_may_be_written_as_the_labels_of_the_five_languages(tmp_path: Path, written: str) -> None:
    file = read(tmp_path, "a.csv", f"comment,claim late\n1,{written}\n")
    assert (file.coders[0].comments[0].marks, file.faults) == ((ASSERTS,), ())


ASSERTS = Mark(variable="claim", target="late", code="asserts")
UNREADABLE = {
    "wide.csv": "comment,claim late,claim dear\n1,asserrts,asserts\n",
    "long.csv": "comment,variable,target,code\n1,claim,late,asserrts\n1,claim,dear,asserts\n",
    "page.json": json.dumps({
        "format": "discourse-codings", "version": 1, "comments": [{"comment": "1", "marks": [
            {"variable": "claim", "target": "late", "code": "asserrts"},
            {"variable": "claim", "target": "dear", "code": "asserts"},
        ]}],
    }),
    "studio.json": json.dumps([{"data": {"comment": "1"}, "annotations": [{"result": [
        {"from_name": "claim__late", "type": "choices", "value": {"choices": ["asserrts"]}},
        {"from_name": "claim__dear", "type": "choices", "value": {"choices": ["asserts"]}},
    ]}]}]),
    "potato.json": json.dumps({"id": "1", "label_annotations": {"claim__late": "asserrts", "claim__dear": "asserts"}}),
}  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_code_that_cannot_be_read_is_missing_and_said_never_absent(tmp_path: Path, name: str) -> None:
    file = read(tmp_path, name, UNREADABLE[name])
    (coder,) = file.coders
    assert answers(coder, Question("claim", "late")) == {(None, "1"): None}
    assert answers(coder, Question("claim", "dear")) == {(None, "1"): "asserts"}
    assert [fault.why for fault in file.faults] == [
        "“asserrts” is no code of claim; the codes are asserts, rejects, questions, reports, absent, and ? for “cannot "
        "tell”; it counts as missing"
    ]


def test_what_was_read_counts_before_what_was_not(tmp_path: Path) -> None:
    rows = "comment,variable,target,code\n1,claim,late,hm\n1,claim,late,asserts\n1,claim,late,hm\n"
    assert read(tmp_path, "a.csv", rows).coders[0].comments[0].marks == (ASSERTS,)


MACHINE = "comment,variable,target,code,coder,probability\n1,claim,late,asserts,cues,0.8\n"


@pytest.mark.parametrize(
    ("added", "counts"),
    [
        ("1,claim,late,absent,cues,", "absent"),
        ("1,claim,late,rejects,cues,0.8", "rejects"),
        ("1,claim,late,rejects,cues,0.3", "asserts"),
    ],
)
def test_of_two_rows_of_a_coder_that_contradict_the_surer_or_later_counts_and_is_named(
    tmp_path: Path, added: str, counts: str
) -> None:
    file = read(tmp_path, "a.csv", MACHINE + added + "\n")
    said = added.split(",")[3]
    assert [mark.code for mark in file.coders[0].comments[0].marks] == [counts]
    assert file.faults == (
        Fault(
            "row 3",
            f"cues says “{said}” of claim late in comment “1”, and “asserts” in row 2; “{counts}” counts, and who "
            "corrects a coder gives a name of their own",
        ),
    )


@pytest.mark.parametrize(
    ("row", "coder"),
    [
        ("1,claim,late,rejects,Ann,", "human:Ann"),
        ("1,claim,late,rejects,Ann,0.8", "human:Ann"),  # the machine's row with another code and name
        ("1,claim,late,rejects,Ann,0.7", "Ann"),
        ("1,claim,late,rejects,linear,", "linear"),
        ("1,claim,late,rejects,own:mine,", "own:mine"),
        ("1,claim,late,rejects,human:Ann,0.7", "human:Ann"),
        ("1,claim,late,,Ann,", "human:Ann"),
    ],
)
def test_a_coder_is_a_machine_by_its_name_or_by_probabilities_of_its_own(tmp_path: Path, row: str, coder: str) -> None:
    assert [codings.coder for codings in read(tmp_path, "a.csv", MACHINE + row + "\n").coders] == ["cues", coder]


def test_the_names_of_machines_are_those_of_our_coders() -> None:
    assert {*CODERS, "own"} == set(MACHINES)


def test_rows_of_nobody_are_not_read(tmp_path: Path) -> None:
    file = read(tmp_path, "a.csv", MACHINE + "2,claim,,,nobody,\n")
    assert [(codings.coder, len(codings.comments)) for codings in file.coders] == [("cues", 1)]


PAGE = '{"format": "discourse-codings", "version": '


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", "a,b\n1,2\n", "a.csv: its columns are not those of codings"),
        ("a.csv", "comment,reply_stance\n1,\n", "a.csv: it holds no codings (nothing in it is filled in)"),
        ("a.csv", "comment,reply_stance\n1,loud\n", "a.csv: it holds no codings (row 2, column “reply_stance”"),
        ("a.json", '{"a": 1}', "a.json: this JSON is no file of codings"),
        (
            "a.json",
            PAGE + "9}",
            "a.json: it is of version 9, and 1 is what is read",
        ),
        ("a.json", PAGE + '"x"}', "a.json: the file of a coding page is damaged"),
        (
            "a.json",
            PAGE + '1, "x": NaN}',
            "a.json: NaN is no value of JSON; write null in its place",
        ),
        ("a.json", "[" * 100_000, "a.json: the JSON is nested too deep"),
        (
            "a.html",
            "<!doctype html><html><body><p>Hi</p></body></html>",
            "a.html: this is a page, not a file of codings",
        ),
        ("a.xlsx", b"PK\x03\x04broken", "a.xlsx: "),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00\x00", "a.csv: this is no file of codings, but a PNG picture"),
        ("a.csv", "comment,variable,x\n" + '"' + "x" * 200_000, "a.csv: it holds no codings (row 2: “” is no variable"),
        ("a.csv", "comment,variable,x\n" + '"' + "x" * 10_000_001, "a.csv: the table cannot be read"),
    ],
)
def test_what_is_no_file_of_codings_is_refused_in_one_sentence(
    tmp_path: Path, name: str, content: str | bytes, sentence: str
) -> None:
    with pytest.raises(ReadError) as refused:
        read(tmp_path, name, content)
    assert str(refused.value).startswith(sentence)
    assert "\n" not in str(refused.value)


def test_a_hundred_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.json"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with pytest.raises(ReadError, match=r"^big\.json: it has more than 64 MB, the most that is read"):
        read_codings(path)


def test_a_broken_file_of_several_is_listed_and_stops_none_of_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text("comment,reply_stance\n1,deny\n")
    (tmp_path / "bad.json").write_text("{")
    found = read_all([tmp_path / "bad.json", tmp_path / "missing.csv", tmp_path / "good.csv"])
    assert [file.name for file in found.files] == ["good.csv"]
    assert [failure.partition(":")[0] for failure in found.failures] == ["bad.json", str(tmp_path / "missing.csv")]


def test_a_sheet_over_which_polars_panics_is_refused_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def panic(*_: Any, **__: Any) -> Any:
        raise pl.exceptions.PanicException("out of range")

    monkeypatch.setattr(pl, "read_parquet", panic)
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1" + b"\0" * 100 + b"PAR1")
    with pytest.raises(ReadError, match=r"^a\.parquet: the table cannot be read \(out of range\); save it as CSV$"):
        read_codings(path)


def test_names_and_notes_stay_what_they_are_and_are_inert_in_a_table(tmp_path: Path) -> None:
    row = "comment,coder,variable,code,note\n1,'=HYPERLINK(1),reply_stance,deny,<script>alert(1)</script>\n"
    file = read(tmp_path, "a.csv", row)
    assert file.coders[0].coder == "human:=HYPERLINK(1)"
    assert ",'=HYPERLINK(1)," in csv_text(codings_table(file.coders))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("1,Ann,,deny,\n2,Ann,,query,\n", ("claim", "2 comments")),
        ("1,Ann,,deny,\n", ("claim", "1 comment;")),
        ("1,Ann,x,deny,\n2,Ann,,query,\n", ()),
        ("1,Ann,,deny,asserts\n2,Ann,,query,\n", ()),
        ("1,Ann,,deny,?\n", ()),
        ("1,Ann,,,\n", None),
    ],
)
def test_columns_that_a_coder_left_empty_are_said_to_be_taken_for_absent(
    tmp_path: Path, rows: str, said: tuple[str, ...] | None
) -> None:
    (tmp_path / "a.csv").write_text("comment,coder,looked_at,reply_stance,claim late\n" + rows, "utf-8")
    if said is None:
        with pytest.raises(ReadError, match="nothing in it is filled in"):
            read_codings(tmp_path / "a.csv")
        return
    found = read_codings(tmp_path / "a.csv").assumed
    assert len(found) == bool(said)
    assert [words for words in said if words not in found[0]] == []
    assert not found or found[0].startswith("Ann filled in no cell of claim, which was taken to say that there is none")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"", "nothing stands in the file; give one that is filled in"),
        ("a.csv", b" \n \n", "nothing stands in the file; give one that is filled in"),
        ("a.xlsx", b"\x00\x01\x02" * 99, "this is no file of codings, but binary data; give CSV, Excel or JSON"),
        ("a.csv", b"%PDF-1.7", "this is no file of codings, but a PDF file; give CSV, Excel or JSON"),
        ("a.json", b'[{"comment": "1", "code": NaN}]', "NaN is no value of JSON; write null in its place"),
    ],
)
def test_a_file_in_which_no_codings_can_stand_says_so(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadError) as told:
        read_codings(tmp_path / name)
    assert str(told.value) == f"{name}: {said}"
