"""Learning which deeds comments do: rows of our own, what others wrote, and threads that the models have not seen."""

import json
import tomllib
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from discourse.bundled import bundled
from discourse.coders.deeds import DEEDS, asked, done
from discourse.coders.deeds.arrays import ABOUT, COMMENTS, DEFINITIONS, read_model
from discourse.coders.learned.logistic import chances_of
from discourse.coders.words import read_words
from discourse.training.claims import deeds as training
from discourse.training.claims.deeds import HELD_OUT, THIRDS, Row, deeds_of, fit, own_comments, own_definitions, train
from discourse.training.judged.arrays import stored, text_key
from discourse.training.sources import labelled as label_sources
from discourse.training.sources.stretches import runs_of
from discourse.training.sources.topics import Topic, all_topics, later_topics

NOWHERE = Path("nowhere")
FEW = [
    *(Row(f"Thank you for the {thing}!", ("thank",), -1) for thing in ("map", "soup", "ladder", "song", "tip", "jam")),
    *(Row(f"Where is the {thing}?", ("ask",), -1) for thing in ("bridge", "mill", "ferry", "shop", "key", "gate")),
    *(Row(f"The {thing} is of stone.", (), -1) for thing in ("bridge", "mill", "wall", "house", "road", "gate")),
]


def test_every_coded_deed_is_of_a_thread_of_ours() -> None:
    known = {
        (topic.name, kind, one.id)
        for topic in all_topics()
        for kind, listed in (("comment", topic.thread.comments), ("claim", topic.codebook.claim_types))
        for one in listed
    }
    lines = [line.split("\t") for line in bundled("deeds/coded.tsv").read_text("utf-8").splitlines()]
    assert {tuple(line[:3]) for line in lines} <= known
    assert len({tuple(line[:3]) for line in lines}) == len(lines)


@pytest.mark.parametrize("rows", [own_comments, own_definitions])
def test_every_row_has_a_text_and_known_deeds(rows: object) -> None:
    assert callable(rows)
    read = list(rows())
    assert {deed for row in read for deed in row.deeds} == set(DEEDS)
    assert [row for row in read if not row.text.strip() or len(set(row.deeds)) != len(row.deeds)] == []
    assert {row.third for row in read} == {-1, *range(THIRDS)}


def test_what_is_learned_tells_deeds_in_other_texts() -> None:
    model = fit(COMMENTS, FEW)
    found = done(read_words(["Thank you for the bread!", "Where is the church?", "The church is of stone."]), model)
    assert [(DEEDS[int(row.argmax())], bool(row.max() > 0)) for row in found] == [
        ("thank", True),
        ("ask", True),
        (DEEDS[int(found[2].argmax())], False),
    ]


def test_a_run_of_sentences_is_known_by_its_first_words() -> None:
    text = "One. Two two. " + "three " * 80
    runs = list(runs_of(text))
    assert (runs[:3], len(runs)) == (["One.", "One. Two two.", "One. Two two. " + " ".join(["three"] * 67)], 6)


def test_texts_of_others_are_found_by_their_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["Thanks. It runs.", "Never read."]
    for name in ("mtcsd", "rumoureval", "forum_replies", "regroom", "cdcp", "cmv_units"):
        rows = [SimpleNamespace(text=text) for text in texts] if name == "cdcp" else []
        monkeypatch.setattr(label_sources, name, lambda _, rows=rows: rows)
    does = np.array([[deed == "thank" for deed in DEEDS], [deed == "own" for deed in DEEDS]])
    judged = {"key": np.array([text_key("Thanks."), text_key("gone")]), "deeds": np.packbits(does, axis=1)}
    monkeypatch.setattr(training, "stored", lambda _: judged)
    assert training._judged(NOWHERE, NOWHERE) == [Row("Thanks.", ("thank",), -1)]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    of_threads = [row._replace(third=at % THIRDS) for at, row in enumerate(FEW)]
    monkeypatch.setattr(training, "own_comments", lambda: iter(of_threads))
    monkeypatch.setattr(training, "own_definitions", lambda: iter(of_threads))
    monkeypatch.setattr(training, "_judged", lambda *_: [])
    monkeypatch.setattr(training, "all_topics", later_topics)
    for name in ("one", "two"):
        train(NOWHERE, NOWHERE, tmp_path / name)
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == sorted([ABOUT, f"{COMMENTS}.npz", f"{DEFINITIONS}.npz", HELD_OUT])
    content = {name: (tmp_path / "one" / name).read_bytes() for name in names}
    assert content == {name: (tmp_path / "two" / name).read_bytes() for name in names}
    assert json.loads(content[ABOUT])["learned from"] == {COMMENTS: len(FEW), DEFINITIONS: len(FEW)}
    assert read_model(content[ABOUT], content[f"{COMMENTS}.npz"], COMMENTS).bits == training.BITS[COMMENTS]


def as_shipped(topic: Topic) -> tuple[list[list[float]], list[list[float]]]:
    comments = done(read_words([comment.text for comment in topic.thread.comments]))
    return comments.tolist(), asked(tuple(claim.definition for claim in topic.codebook.claim_types)).tolist()


def test_all_threads_learned_from_are_told_by_models_that_have_not_seen_them() -> None:
    held = stored(HELD_OUT)
    read = list(all_topics())
    assert held["comments"].tolist()[: len(read)] == [len(topic.thread.comments) for topic in read]
    assert held["claims"].tolist()[: len(read)] == [len(topic.codebook.claim_types) for topic in read]
    coded = [tomllib.loads(path.read_text("utf-8")) for path in sorted(bundled("others").glob("*.toml"))]
    assert held["comments"].tolist()[len(read) :] == [len(thread["comments"]) for thread in coded]
    assert held["claims"].tolist()[len(read) :] == [len(thread["claim_types"]) for thread in coded]
    topic = read[-1]
    comments, _ = as_shipped(topic)
    assert np.abs(chances_of(deeds_of(topic).done) - chances_of(np.array(comments))).max() > 0.1


def test_a_thread_not_learned_from_is_told_by_the_models_in_use() -> None:
    topic = next(later_topics())
    assert [part.tolist() for part in deeds_of(topic)] == list(as_shipped(topic))
