"""Threads of others: the package has codes and ids, the words are in the user's folders."""

import tomllib
from pathlib import Path
from typing import Any

from discourse.bundled import bundled
from discourse.codebook import ClaimType, Codebook
from discourse.coders.columns import CODES
from discourse.model import Article, Comment, Thread
from discourse.training.sources.others import in_own_words, others
from discourse.training.sources.topics import Topic

CODED = """
source = "mtcsd Tesla 3"
kind = "dispute"

[[claim_types]]
id = "dear"
label = "Too dear"
definition = "The cars cost too much."

[[comments]]
id = "3-1"
gold = ["dear asserts R"]
reply_stance = ["deny", "comment"]

[[comments]]
id = "3-1-1"
gold = []
reply_stance = ["support"]

[[comments]]
id = "3-2-1"
gold = ["dear rejects I"]
reply_stance = ["deny"]

[[comments]]
id = "3-9"
gold = ["dear asserts D"]
reply_stance = ["comment"]
"""
SAID = """id,text
3,The new model is out.
3-1,"Nobody can pay that, ever."
3-1-1,True.
3-2,Not read.
3-2-1,It is a bargain.
31-1,Of another thread.
"""


def coded() -> dict[str, dict[str, Any]]:
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in bundled("others").rglob("*.toml")}


def test_codes_and_words_meet(tmp_path: Path) -> None:
    data, place = tmp_path / "data", tmp_path / "coded"
    (data / "mtcsd" / "Tesla").mkdir(parents=True)
    (data / "mtcsd" / "Tesla" / "text.csv").write_text(SAID, "utf-8")
    place.mkdir()
    (place / "tesla.toml").write_text(CODED, "utf-8")
    (topic,) = others(data, tmp_path, place)
    comments = [(one.id, one.text, one.reply_to) for one in topic.thread.comments]
    assert comments == [
        ("3-1", "Nobody can pay that, ever.", ""),
        ("3-1-1", "True.", "3-1"),
        ("3-2-1", "It is a bargain.", ""),
    ]
    assert topic.thread.article.body == "The new model is out."
    assert topic.claims == {("3-1", "dear"): "asserts", ("3-2-1", "dear"): "rejects"}
    assert topic.ways == {("3-1", "dear"): "R", ("3-2-1", "dear"): "I"}
    assert topic.reply_stances["3-1"] == ("deny", "comment")


def test_what_is_repeated_from_another_is_none_of_the_writers_words() -> None:
    dear = "Nobody can pay that much for such a car. Ever."
    comments = (
        Comment(id="1", text=dear),
        Comment(id="2", text=f"{dear}\n\nThen do not buy one, and walk.", reply_to="1"),
    )
    thread = Thread(article=Article(source="t", language="en"), comments=comments)
    claim = ClaimType(id="dear", label="Too dear", definition="The cars cost too much.")
    topic = Topic("t", "dispute", thread, Codebook(title="t", claim_types=(claim,)), {}, {}, {}, {}, {})
    assert [one.text.strip() for one in in_own_words(topic).thread.comments] == [dear, "Then do not buy one, and walk."]


def test_without_the_words_there_is_no_thread(tmp_path: Path) -> None:
    assert list(others(tmp_path, tmp_path)) == []


def test_every_thread_is_well_coded() -> None:
    read = coded()
    assert (len(list(bundled("others").glob("*.toml"))), len(read)) == (113, 122)
    assert len({one["source"] for one in read.values()}) == len(read)
    assert {one["source"].split()[0] for one in read.values()} == {"mtcsd", "forum", "rumour", "page"}
    for name, one in read.items():
        claims = {claim["id"] for claim in one["claim_types"]}
        told = [line.split() for row in one["comments"] for line in row["gold"]]
        assert {claim for claim, _, _ in told} <= claims, name
        assert {status for _, status, _ in told} <= set(CODES["claim"]), name
        assert {way for _, _, way in told} <= set("DRI"), name
        assert {code for row in one["comments"] for code in row["reply_stance"]} <= set(CODES["reply_stance"]), name


def test_the_files_have_ids_and_codes_alone() -> None:
    assert {key for one in coded().values() for key in one} == {"source", "kind", "claim_types", "comments"}
    rows = (row for one in coded().values() for row in one["comments"])
    assert {key for row in rows for key in row} == {"id", "gold", "reply_stance"}
