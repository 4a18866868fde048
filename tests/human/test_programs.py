"""Label Studio, Potato, REFI-QDA: what is written for them, and what is read of theirs."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from discourse.codebook import list_codebooks, load_codebook, parse_codebook
from discourse.errors import CodebookError
from discourse.human import label_studio, potato
from discourse.human.codings import Codings
from discourse.human.drawing import Page, Wish, drawn
from discourse.human.reading import read_codings
from discourse.human.refi import from_qdc, to_qdc, to_toml
from discourse.human.sheets import Sheet
from discourse.replies.build import reply_graph
from tests.human.texts import BOOK, PAGE, THREAD


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    page = Page(PAGE, THREAD, reply_graph(THREAD))
    return drawn([page], BOOK, Wish(9, "random", 1, ("reply_stance", "stance", "claim", "form")))[0]


def marks_of(codings: Codings) -> dict[str, list[tuple[str, str | None, str | None, tuple[int, int] | None]]]:
    return {
        coded.comment: [(mark.variable, mark.target, mark.code, mark.span) for mark in coded.marks]
        for coded in codings.comments
    }


def test_a_task_of_label_studio_holds_the_comment_and_what_it_answers(sheet: Sheet) -> None:
    tasks = json.loads(label_studio.tasks(sheet))
    assert [task["data"]["comment"] for task in tasks] == ["1", "2", "3"]
    assert tasks[1]["data"]["answers"] == THREAD.comments[0].text


def test_the_set_up_of_label_studio_is_xml_with_a_control_for_each_decision(sheet: Sheet) -> None:
    tree = ET.fromstring(label_studio.configuration(sheet))  # noqa: S314  # we wrote it
    assert [each.get("name") for each in tree.iter("Choices")] == [
        "reply_stance", "stance__council", "claim__late", "claim__dear",
    ]  # fmt: skip
    assert [each.get("name") for each in tree.iter("Labels")] == ["words", "form"]


def annotation(by: Any, *results: tuple[str, str, dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "completed_by": by,
        "result": [
            {"from_name": name, "to_name": "text", "type": kind, "value": value} for name, kind, value in results
        ],
    } | more


def test_an_export_of_label_studio_has_a_coder_for_each_annotator(sheet: Sheet, tmp_path: Path) -> None:
    tasks = json.loads(label_studio.tasks(sheet))
    tasks[0]["annotations"] = [
        annotation(
            {"email": "ann@x.org", "first_name": "Ann", "last_name": "Lee"},
            ("reply_stance", "choices", {"choices": ["deny"]}),
            ("claim__late", "choices", {"choices": ["asserts"]}),
            ("words", "labels", {"start": 14, "end": 17, "text": "and", "labels": ["claim__late"]}),
            ("form", "labels", {"start": 0, "end": 4, "text": "Late", "labels": ["fact"]}),
            ("note", "textarea", {"text": ["hm"]}),
        ),
        annotation(7, ("reply_stance", "choices", {"choices": ["?"]})),
        annotation(8, ("reply_stance", "choices", {"choices": ["deny"]}), was_cancelled=True),
    ]
    tasks[1]["annotations"] = [annotation(7, ("reply_stance", "choices", {"choices": ["nonsense"]}))]
    tasks[2]["annotations"] = "broken"
    (tmp_path / "export.json").write_text(json.dumps(tasks))
    file = read_codings(tmp_path / "export.json")
    ann, seven = file.coders
    assert (ann.coder, ann.sheet, ann.codebook) == ("human:Ann Lee", sheet.id, BOOK.hash)
    assert marks_of(ann) == {
        "1": [
            ("reply_stance", None, "deny", None),
            ("claim", "late", "asserts", (13, 16)),
            ("form", None, "fact", (0, 4)),
        ]
    }
    assert ann.comments[0].note == "hm"
    unknown = [("reply_stance", None, None, None)]
    assert (seven.coder, marks_of(seven)) == ("human:annotator 7", {"1": unknown, "2": unknown})
    assert [fault.where for fault in file.faults] == ["task number 2", "task number 3"]


def test_potato_gets_a_configuration_whose_values_are_json_and_texts_without_markup(sheet: Sheet) -> None:
    files = potato.files(sheet)
    lines = files["config.yaml"].decode().splitlines()
    schemes = [json.loads(line[4:]) for line in lines if line.startswith("  - ")]
    assert [scheme["name"] for scheme in schemes] == [
        "reply_stance", "stance__council", "claim__late", "claim__dear", "form", "note",
    ]  # fmt: skip
    assert all(json.loads(line.partition(": ")[2]) for line in lines if ": " in line and not line.startswith(" "))
    third = json.loads(files["comments.jsonl"].decode().splitlines()[2])
    assert (third["id"], "<b>" in third["text"]) == ("ferry.html::3", False)


EXPECTED = {
    "1": [("reply_stance", None, "deny", None), ("claim", "late", "asserts", None)],
    "2": [("reply_stance", None, "query", None), ("claim", None, "absent", None)],
}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "annotated_instances.jsonl",
            '{"id": "ferry.html::1", "displayed_text": "x", "label_annotations": {"reply_stance": {"deny": "1"}, '
            '"claim__late": {"asserts": true}}, "span_annotations": {}}\n'
            '{"id": "ferry.html::2", "label_annotations": {"reply_stance": {"query": "1"}}}\n',
        ),
        (
            "user_state.json",
            json.dumps(
                {
                    "user_id": "ann",
                    "instance_id_to_label_to_value": {
                        "ferry.html::1": [
                            [{"schema": "reply_stance", "name": "deny"}, True],
                            [{"schema": "claim__late", "name": "asserts"}, "true"],
                        ],
                        "ferry.html::2": {"reply_stance": {"labels": {"query": True, "deny": False}}},
                    },
                }
            ),
        ),
        (
            "annotated_instances.csv",
            "user,instance_id,displayed_text,reply_stance:::deny,reply_stance:::query,claim__late:::asserts\n"
            "ann,ferry.html::1,x,1,,1\nann,ferry.html::2,x,,1,\n",
        ),
    ],
)
def test_the_outputs_of_potato_are_read_alike(tmp_path: Path, name: str, content: str) -> None:
    folder = tmp_path / "ann"
    folder.mkdir()
    (folder / name).write_text(content)
    (ann,) = read_codings(folder / name).coders
    assert (ann.coder, marks_of(ann)) == ("human:ann", EXPECTED)
    assert {coded.source for coded in ann.comments} == {PAGE}


def test_a_span_of_potato_is_a_clause_with_its_form(tmp_path: Path) -> None:
    line = {
        "id": "ferry.html::1",
        "displayed_text": "A &lt; B is so",
        "label_annotations": {},
        "span_annotations": [{"start": 4, "end": 5, "span": "B", "annotation": "fact"}],
    }
    (tmp_path / "ann.jsonl").write_text(json.dumps(line))
    assert marks_of(read_codings(tmp_path / "ann.jsonl").coders[0]) == {"1": [("form", None, "fact", (4, 5))]}


@pytest.mark.parametrize("name", list_codebooks())
def test_a_codebook_comes_back_whole_from_refi_qda_and_from_toml(name: str, tmp_path: Path) -> None:
    book = load_codebook(name)
    (tmp_path / "book.qdc").write_bytes(to_qdc(book, "discourse"))
    assert from_qdc(tmp_path / "book.qdc") == book
    assert parse_codebook(to_toml(book), name) == book


THEIRS = """<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Another program"><Codes>
<Code guid="A" name="Anger" isCodable="true" color="#ff0000"><Description>The writer is angry.</Description></Code>
<Code guid="B" name="Topics" isCodable="false">
  <Code guid="C" name="Fares &amp; tickets" isCodable="true"/><Code guid="D" name="Anger" isCodable="true"/></Code>
</Codes><Sets/></CodeBook>"""


def test_sides_come_back_where_a_claim_and_a_target_have_one_id(tmp_path: Path) -> None:
    head = 'title = "Bins"\nversion = "1"\nlanguage = "en"\n'
    target = '[[targets]]\nid = "bins"\nlabel = "New bins"\nnames = ["bins"]\n'
    claim = '[[claim_types]]\nid = "bins"\nlabel = "Smell"\ndefinition = "For: it smells."\nagainst = ["bins"]\n'
    book = parse_codebook(head + target + claim, "bins.toml")
    (tmp_path / "bins.qdc").write_bytes(to_qdc(book, "discourse"))
    assert from_qdc(tmp_path / "bins.qdc") == book


def test_every_code_of_another_programs_codebook_is_a_claim_type(tmp_path: Path) -> None:
    (tmp_path / "theirs.qdc").write_text(THEIRS)
    book = from_qdc(tmp_path / "theirs.qdc")
    assert [(claim.id, claim.label, claim.definition) for claim in book.claim_types] == [
        ("anger", "Anger", "The writer is angry."),
        ("fares_tickets", "Topics / Fares & tickets", "Topics / Fares & tickets"),
        ("anger_2", "Topics / Anger", "Topics / Anger"),
    ]
    assert (book.title, book.targets) == ("theirs", ())


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (THEIRS.replace("<CodeBook", LAUGHS + "<CodeBook"), "the XML declares entities of its own"),
        (THEIRS.replace("<CodeBook", OUTSIDE + "<CodeBook"), "the XML declares entities of its own"),
        ("<Codes>" + "<Code name='x'>" * 5_000, "this is no REFI-QDA codebook, or a broken one"),
        ("<Codes>" + "<Code name='x' isCodable='true'/>" * 5_001 + "</Codes>", "it has more than 5,000 codes"),
        ("<other/>", "this is no REFI-QDA codebook"),
        ("<Codes><Code name='x' isCodable='true'>" + "y" * 2_000_001 + "</Code></Codes>", "a codebook has at most"),
        ("", "the file is empty"),
    ],
)
def test_a_hostile_codebook_is_refused_in_one_sentence(tmp_path: Path, content: str, sentence: str) -> None:
    (tmp_path / "x.qdc").write_text(content)
    with pytest.raises(CodebookError, match=rf"^x\.qdc: {sentence}"):
        from_qdc(tmp_path / "x.qdc")
