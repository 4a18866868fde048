"""The files of a ConvoKit corpus: one tree a conversation, the article its root, no time missing."""

import json
from pathlib import Path
from typing import Any

from discourse.exports.convokit import FILES, corpus_files
from discourse.model import Article, Comment, Thread
from tests.conftest import Run

ARTICLE = Article(source="ferry.html", title="Ferry late", author="Desk", published="2024-05-01", body="Again.")
THREAD = Thread(
    article=ARTICLE,
    comments=(
        Comment(id="1", text="Où ?", author="Ann", author_id="u1", reply_to="", posted="2024-05-01T10:00:00+02:00"),
        Comment(id="2", text="At the pier.", author="Bo", reply_to="1"),
        Comment(id="3", text="[deleted]", reply_to="gone", posted="2024-05", status="deleted"),
    ),
    shown_order="nested",
    declared=4,
    reader="drupal",
)


def files_of(*threads: Thread) -> dict[str, Any]:
    files = corpus_files(threads)
    decoded = {name: json.loads(data) for name, data in files.items() if name != "utterances.jsonl"}
    return decoded | {"utterances": [json.loads(line) for line in files["utterances.jsonl"].decode().splitlines()]}


def test_the_folder_has_the_five_files_of_a_corpus_in_ascii() -> None:
    files = corpus_files([THREAD])
    assert tuple(files) == FILES
    assert all(data.isascii() for data in files.values())


def test_the_article_is_the_one_root_and_every_parent_is_there() -> None:
    links = [(each["id"], each["reply-to"], each["conversation_id"]) for each in files_of(THREAD)["utterances"]]
    assert links == [
        ("article-1", None, "article-1"),
        ("1", "article-1", "article-1"),
        ("2", "1", "article-1"),
        ("3", "article-1", "article-1"),
    ]


def test_what_stands_in_for_the_unknown_is_told() -> None:
    told = [(each["meta"].get("link"), each["meta"]["posted"]) for each in files_of(THREAD)["utterances"]]
    assert told == [
        (None, "2024-05-01"),
        ("explicit", "2024-05-01T10:00:00+02:00"),
        ("explicit", None),
        ("missing", "2024-05"),
    ]


def test_no_time_is_null_and_one_without_a_zone_counts_as_utc() -> None:
    times = [each["timestamp"] for each in files_of(THREAD)["utterances"]]
    assert times == [1714521600, 1714550400, 1714550400, 1714521600]


def test_speakers_are_told_apart_and_the_nameless_are_not_one_person() -> None:
    speakers = {name: speaker["meta"]["name"] for name, speaker in files_of(THREAD)["speakers.json"].items()}
    assert speakers == {"u1": "Ann", "Bo": "Bo", "unknown:3": None, "Desk": "Desk"}


def test_comments_of_several_articles_keep_apart() -> None:
    found = files_of(THREAD, THREAD)
    ids = [each["id"] for each in found["utterances"]]
    assert ids == ["article-1", "1:1", "1:2", "1:3", "article-2", "2:1", "2:2", "2:3"]
    assert list(found["conversations.json"]) == ["article-1", "article-2"]


def test_the_index_names_the_types_of_the_metadata() -> None:
    index = files_of(THREAD)["index.json"]
    assert index["utterances-index"]["probability"] == ["<class 'float'>"]
    assert index["conversations-index"]["declared"] == ["<class 'int'>"]


def test_a_thread_without_comments_or_times_is_a_conversation_too() -> None:
    (root,) = files_of(Thread(article=Article(source="x")))["utterances"]
    assert (root["id"], root["timestamp"], root["speaker"], root["text"]) == ("article-1", 0, "author of article-1", "")


def test_a_comment_that_is_called_like_the_root_gets_another_name() -> None:
    thread = Thread(article=ARTICLE, comments=(Comment(id="article-1", text="x", reply_to=""),))
    assert [each["id"] for each in files_of(thread)["utterances"]] == ["article-1", "article-1 (2)"]


def test_a_corpus_that_is_written_reads_back_from_its_folder(tmp_path: Path, run: Run) -> None:
    for name, data in corpus_files([THREAD, THREAD]).items():
        (tmp_path / name).write_bytes(data)
    threads = json.loads(run("read", tmp_path).out)
    assert [thread["article"]["title"] for thread in threads] == ["Ferry late", "Ferry late"]
    assert [(each["id"], each["reply_to"], each["author"]) for each in threads[0]["comments"]] == [
        ("1:1", "", "Ann"),
        ("1:2", "1:1", "Bo"),
        ("1:3", "", "unknown:1:3"),
    ]
