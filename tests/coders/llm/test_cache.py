"""Answers kept on disk: nothing is paid for twice, damage is ignored, and what comes out is the same."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from discourse import analyse
from discourse.coders.llm.cache import Answer, Cache, key_of
from discourse.errors import CodingError
from discourse.exports.records import json_text
from tests.coders.llm.conftest import Coders, Server
from tests.coders.llm.threads import BOOK, reply_stances, thread

TALK = thread("The council lies.", "No.", "No, it does not.", "Says who?")
RIGHT = ["comment", "deny", "deny", "query"]
LEFT_OUT = {"without": [2]}


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_second_run_asks_nothing_and_gives_the_same_bytes(coders: Coders, server: Server, tmp_path: Path) -> None:
    server.script({"content": "No."}, LEFT_OUT, {})
    first = analyse(TALK, BOOK, coder=coders(cache=tmp_path, batch=2).coder)
    server.script({"status": 500})
    told = coders(cache=tmp_path, batch=2, concurrency=1)
    again = analyse(TALK, BOOK, coder=told.coder)
    assert json_text(again.codings) == json_text(first.codings)
    assert server.asked == []
    assert (told.coder.usage.requests, told.coder.usage.tokens) == (0, 0)
    assert told.coder.usage.cached == len(files(tmp_path))


def test_a_second_run_gives_the_same_where_the_model_answers_alike_questions_differently(
    coders: Coders, server: Server, tmp_path: Path
) -> None:
    server.script({}, {"obeys": True}, {}, {"obeys": True})
    alike = thread(*["I agree, no."] * 6)
    first = analyse(alike, BOOK, coder=coders(cache=tmp_path, batch=1).coder)
    again = analyse(alike, BOOK, coder=coders(cache=tmp_path, batch=1).coder)
    assert json_text(again.codings) == json_text(first.codings)


def test_a_server_that_takes_less_does_not_change_what_is_kept(coders: Coders, server: Server, tmp_path: Path) -> None:
    server.script({"refuses": ["response_format", "temperature"]})
    analyse(TALK, BOOK, coder=coders(cache=tmp_path).coder)
    server.script({})
    assert reply_stances(analyse(TALK, BOOK, coder=coders(cache=tmp_path).coder).codings) == RIGHT
    assert server.asked == []


def test_another_model_has_answers_of_its_own(coders: Coders, server: Server, tmp_path: Path) -> None:
    analyse(TALK, BOOK, coder=coders(cache=tmp_path).coder)
    analyse(TALK, BOOK, coder=coders(cache=tmp_path, model="owl").coder)
    assert len(server.asked) == 2


def test_what_fails_is_not_kept(coders: Coders, server: Server, tmp_path: Path) -> None:
    server.script({}, {"status": 500})
    told = coders(cache=tmp_path, batch=2, concurrency=1, retries=0)
    assert reply_stances(analyse(TALK, BOOK, coder=told.coder).codings) == ["comment", "deny", None, None]
    assert told.sentences == [
        "page.html: 2 of 4 comments are left uncoded, since the server answers 500; "
        "run again with the same cache to go on"
    ]
    server.script({})
    assert reply_stances(analyse(TALK, BOOK, coder=coders(cache=tmp_path, batch=2).coder).codings) == RIGHT
    assert len(server.asked) == 1


DAMAGE: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: file.write_bytes(b""),
    "cut": lambda file: file.write_bytes(file.read_bytes()[:-7]),
    "not JSON": lambda file: file.write_bytes(b"\xff\x00"),
    "another's": lambda file: file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "key": "0" * 64})),
    "with more in it": lambda file: file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "x": 1})),
    "with fewer tokens than none": lambda file: file.write_text(
        json.dumps({**json.loads(file.read_text("utf-8")), "tokens_sent": -1})
    ),
    "nested": lambda file: file.write_text("[" * 100_000),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_as_good_as_none(coders: Coders, server: Server, tmp_path: Path, damage: str) -> None:
    analyse(TALK, BOOK, coder=coders(cache=tmp_path).coder)
    (file,) = files(tmp_path)
    DAMAGE[damage](file)
    assert reply_stances(analyse(TALK, BOOK, coder=coders(cache=tmp_path).coder).codings) == RIGHT
    assert len(server.asked) == 2
    assert reply_stances(analyse(TALK, BOOK, coder=coders(cache=tmp_path).coder).codings) == RIGHT
    assert len(server.asked) == 2


def test_a_folder_in_the_place_of_a_file_is_as_good_as_none(tmp_path: Path) -> None:
    key = key_of("parrot", "1", {})
    (tmp_path / key[:2] / f"{key}.json").mkdir(parents=True)
    assert Cache(tmp_path).find(key) is None


def test_no_part_of_a_file_is_left_behind(coders: Coders, tmp_path: Path) -> None:
    analyse(TALK, BOOK, coder=coders(cache=tmp_path, batch=1).coder)
    assert {path.suffix for path in files(tmp_path)} == {".json"}


def test_a_folder_that_cannot_be_is_refused_before_anything_is_asked(
    coders: Coders, server: Server, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(
        CodingError, match=r"file/cache: answers cannot be kept there \(Not a directory\); name another"
    ):
        analyse(TALK, BOOK, coder=coders(cache=tmp_path / "file" / "cache").coder)
    assert server.asked == []


def test_a_kept_answer_comes_back_whole(tmp_path: Path) -> None:
    answer = Answer("“No”\n\x00🙂", 3, 4)
    key = key_of("parrot", "1", {"messages": []})
    Cache(tmp_path).keep(key, answer)
    assert Cache(tmp_path).find(key) == answer
    assert (Cache(None).find(key), Cache(None).keep(key, answer)) == (None, None)


def test_the_key_is_of_the_model_the_prompt_and_the_request() -> None:
    keys = {
        key_of("parrot", "1", {"a": 1, "b": 2}),
        key_of("owl", "1", {"a": 1, "b": 2}),
        key_of("parrot", "2", {"a": 1, "b": 2}),
        key_of("parrot", "1", {"a": 1, "b": 3}),
    }
    assert len(keys) == 4
    assert key_of("parrot", "1", {"b": 2, "a": 1}) in keys
