"""Answers of interfaces in the shapes that differ from the usual one: deeper, batched, numbered, cut off."""

import json
from pathlib import Path
from typing import Any

import pytest

from discourse.errors import ReadError
from discourse.readers import read, read_all

VIAFOURA = {
    "contents": [
        {
            "content_uuid": "a", "content": "One", "total_replies": 3, "actor_uuid": 7,
            "replies": {"contents": [
                {"content_uuid": "b", "parent_uuid": "a", "content": "Two", "replies": {"contents": [
                    {"content_uuid": "c", "parent_uuid": "b", "content": "Three"}]}},
            ]},
        },
        {"content_uuid": "d", "content": "Four"},
        {"content_uuid": "d", "content": "Four"},
    ],
    "more_available": True,
}  # fmt: skip
OPENWEB = {
    "conversation": {
        "has_next": True,
        "comments": [
            {"id": 1, "written_at": 1700000000, "content": "One", "user_id": 5, "replies": [
                {"id": 2, "written_at": 1700000100, "content": [{"text": "Two"}], "replies": []}]},
        ],
        "users": {"5": {"display_name": "Ida"}},
    }
}  # fmt: skip
CORAL = [
    {"data": {"story": {"comments": {"edges": [{"node": {"id": 1, "body": "One"}}]}}}},
    {"data": {"comment": {"id": 1, "replies": {"edges": [
        {"node": {"id": 2, "body": "Two"}}, {"node": {"id": 3, "body": "Three", "ancestorIDs": [2, 1]}}],
        "pageInfo": {"hasNextPage": True}}}}},
]  # fmt: skip
ISSO = [
    {"id": 4, "uri": "/a", "text": "<p>One</p>", "created": 1700000000.0, "mode": 1, "likes": 0, "parent": None},
    {"id": 5, "uri": "/a", "text": "<p>Two</p>", "created": 1700000100.0, "mode": 1, "likes": 0, "parent": 4},
]
FACTS: list[tuple[str, Any, list[tuple[str, str | None, str]], dict[str, int | None]]] = [
    (
        "viafoura", VIAFOURA, [("a", "", "One"), ("b", "a", "Two"), ("c", "b", "Three"), ("d", "", "Four")],
        {"stub": 2, "duplicate": 1},
    ),
    ("openweb", OPENWEB, [("1", "", "One"), ("2", "1", "Two")], {"stub": None}),
    ("coral", CORAL, [("1", "", "One"), ("2", "1", "Two"), ("3", "2", "Three")], {"stub": None}),
    ("isso", ISSO, [("4", "", "One"), ("5", "4", "Two")], {}),
    (
        "isso",
        {"replies": [ISSO[0] | {"website": None}], "hidden_replies": 2}, [("4", "", "One")], {"stub": 2},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("reader", "answer", "comments", "skipped"), FACTS)
def test_an_answer_is_read_whole(
    reader: str, answer: Any, comments: list[tuple[str, str | None, str]], skipped: dict[str, int | None]
) -> None:
    thread = read(json.dumps(answer).encode())
    assert thread.reader == reader
    assert [(each.id, each.reply_to, each.text) for each in thread.comments] == comments
    assert {each.kind: each.count for each in thread.skipped} == skipped


def test_a_backup_of_remark42_opens_with_a_line_about_itself_and_loses_no_record() -> None:
    comment = {"id": "x", "pid": "", "text": "<p>One</p>", "user": {"name": "Ida", "id": 9}, "locator": {"url": "u"}}
    lines = [{"version": 1, "users": [], "posts": []}, comment, {key: comment[key] for key in comment if key != "id"}]
    thread = read("\n".join(map(json.dumps, lines)).encode())
    assert (thread.reader, [each.author_id for each in thread.comments]) == ("remark42", ["9"])
    assert [(each.kind, each.count) for each in thread.skipped] == [("malformed", 1)]


def test_a_corpus_names_its_speakers(tmp_path: Path) -> None:
    utterance: dict[str, Any] = {
        "id": "u1",
        "speaker": "s1",
        "conversation_id": "t",
        "reply_to": None,
        "text": "One",
        "meta": {},
    }
    (tmp_path / "utterances.jsonl").write_text(json.dumps(utterance))
    (tmp_path / "speakers.json").write_text(json.dumps({"s1": {"meta": {"name": "Ida"}, "vectors": []}}))
    comment = read(tmp_path).comments[0]
    assert (comment.author, comment.author_id) == ("Ida", "s1")


@pytest.mark.parametrize(
    ("table", "texts"),
    [
        ('id,text\n1,"never closed\n2,Two\n3,Three\n', ['"never closed', "Two", "Three"]),
        ('id,text\n1,"two\nlines"\n2,Two\n', ["two\nlines", "Two"]),
        ("sep=;\nid;text\n1;One\n2;Two\n", ["One", "Two"]),
        ("Comment ID,authorName,commentText\n1,Ida,One\n2,Bo,Two\n", ["One", "Two"]),
        ("id,автор,текст\n1,Ida,One\n2,Bo,Two\n", ["One", "Two"]),
    ],
)
def test_rows_of_a_table_are_kept(table: str, texts: list[str]) -> None:
    thread = read(table.encode(), reader="table")
    assert [each.text for each in thread.comments] == texts


def test_what_a_table_calls_spam_is_not_shown() -> None:
    thread = read(b"id,author,text,status\n1,Ida,One,Spam\n2,Bo,Two,approved\n")
    assert [each.status for each in thread.comments] == ["blocked", "shown"]


def test_a_parquet_file_that_swells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    polars = pytest.importorskip("polars")
    monkeypatch.setattr("discourse.readers.table._MOST_UNPACKED", 1_000_000)
    polars.DataFrame({"id": range(5_000), "text": ["x" * 1_000] * 5_000}).write_parquet(tmp_path / "a.parquet")
    with pytest.raises(ReadError, match="too large"):
        read_all(tmp_path / "a.parquet")


def test_a_parquet_file_without_a_text_says_so(tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    polars.DataFrame({"id": [1, 2], "colour": ["red", "blue"]}).write_parquet(tmp_path / "a.parquet")
    with pytest.raises(ReadError, match=r"no column is called like a text \(id, colour\)"):
        read_all(tmp_path / "a.parquet")


def test_a_csv_file_without_a_text_says_so_rather_than_being_read_as_prose() -> None:
    with pytest.raises(ReadError, match=r"no column is called like a text \(id, colour\)"):
        read(b"id,colour\n1,red\n2,blue\n", name="a.csv")


@pytest.mark.parametrize("guard", [")]}'\n", ")]}',\n\n", "for (;;);", "while(1);", "])}while(1);</x>"])
def test_an_answer_behind_a_guard_is_read(guard: str) -> None:
    said = [{"id": "a1", "author": {"name": "Ann"}, "message": "Why twice?"}]
    said.append({"id": "b2", "author": {"name": "Bo"}, "message": "In case of rain.", "in_reply_to": "a1"})
    found = read((guard + json.dumps({"src/gate.c": said})).encode(), name="answer.json")
    assert [(each.id, each.author, each.reply_to) for each in found.comments] == [("a1", "Ann", ""), ("b2", "Bo", "a1")]


def test_an_answer_that_is_one_comment_with_its_replies_keeps_that_one() -> None:
    gone = {"comment": {"id": 2, "text": "", "isDeleted": True}, "children": [{"comment": {"id": 3, "text": "What?"}}]}
    root = {"comment": {"id": 1, "text": "Nice ropes!", "account": None}, "children": [gone]}
    found = read(json.dumps(root).encode(), name="answer.json")
    assert [(each.id, each.reply_to, each.status) for each in found.comments] == [
        ("1", "", "shown"), ("2", "1", "deleted"), ("3", "2", "shown"),
    ]  # fmt: skip


def test_the_place_of_a_deleted_comment_without_a_text_holds_its_replies() -> None:
    gone = {"id": 2, "deleted": True, "replies": [{"id": 3, "parent_id": 2, "message": "I agree."}]}
    found = read(json.dumps({"view": [{"id": 1, "message": "No."}, gone]}).encode(), name="view.json")
    assert [(each.id, each.reply_to, each.status) for each in found.comments] == [
        ("1", "", "shown"), ("2", "", "deleted"), ("3", "2", "shown"),
    ]  # fmt: skip


def test_paragraphs_are_of_one_text() -> None:
    pieces = [{"name": "p0", "text": "The ropes are wrong."}, {"name": "p1", "text": "They were hemp."}]
    posts = [{"id": "d1", "creator": {"name": "Ida"}, "clapCount": 5, "content": {"bodyModel": {"paragraphs": pieces}}}]
    found = read(
        json.dumps({"data": {"post": {"title": "Ropes", "responses": {"posts": posts}}}}).encode(), name="a.json"
    )
    assert [(each.text, each.author, each.likes) for each in found.comments] == [
        ("The ropes are wrong.\n\nThey were hemp.", "Ida", 5)
    ]


def test_pictures_in_the_texts_of_an_interface_are_what_they_stand_for() -> None:
    said = 'So it goes<img alt="[泪]" src="https://face.example/tear.png" />'
    found = read(json.dumps([{"id": 1, "text": said}, {"id": 2, "text": "Yes."}]).encode(), name="a.json")
    assert [each.text for each in found.comments] == ["So it goes[泪]", "Yes."]
