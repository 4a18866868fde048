import csv
import io
import lzma
import tarfile
from pathlib import Path

import msgspec
import pytest

from discourse.training.linear import tasks as linear_tasks
from discourse.training.linear.tasks import judged_shares, judged_stances, pair_key
from discourse.training.sources import unlabelled
from discourse.training.sources.labelled import Labelled, forum_replies
from discourse.training.sources.statement_pairs import statement_pairs
from discourse.training.sources.unlabelled import FRAMES, NAMES, TARGETS, stance_pairs

TOPICS = [f"We should close the {thing}" for thing in ("pier", "lock", "canal", "ferry", "quay", "dock", "weir")]
TOPICS += [f"We should ban {thing}" for thing in ("barges", "tugs", "gulls", "nets", "kites", "bells")]


def folder_of(path: Path) -> Path:
    """Write arguments on thirteen topics, and one forum thread."""
    here = path / "ibm_argkp2021" / "kpm_data"
    here.mkdir(parents=True)
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(("arg_id", "argument", "topic", "stance"))
    for number, topic in enumerate(TOPICS):
        rows.writerow((f"a{number}", f"{topic.split()[-1]} cost the harbour money", topic, 1))
    (here / "arguments_train.csv").write_text(text.getvalue(), "utf-8")
    posts = [
        [1, None, "ann", "Gulls are a plague and Obama is not to blame.", None, None],
        [2, None, "bob", "Nobody should ban the gulls of our old harbour, they were here first.", None, 1],
        [3, None, "cem", "God knows.", None, 2],
        [4, None, "dot", "Alone.", None, 99],
    ]
    content = msgspec.json.encode([posts])
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        entry = tarfile.TarInfo("discussions/1.json")
        entry.size = len(content)
        tar.addfile(entry, io.BytesIO(content))
    (path / "iac_v1_agreement").mkdir()
    (path / "iac_v1_agreement" / "fourforum_threads.tar.xz").write_bytes(lzma.compress(archive.getvalue()))
    return path


def test_replies_of_a_forum_have_what_they_answer(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    assert [(row.text[:6], row.parent[:6]) for row in forum_replies(folder)] == [
        ("Nobody", "Gulls "),
        ("God kn", "Nobody"),
    ]


def test_texts_stand_beside_the_contrary_and_other_statements(tmp_path: Path) -> None:
    pairs = stance_pairs(folder_of(tmp_path))
    targets = {pair.target for pair in pairs}
    assert {"We should not close the pier", "We should close the pier"} & targets
    assert any(frame.replace("{X}", "Gulls").replace("{x}", "gulls") in targets for frame in FRAMES)
    assert all(pair.allowed == () for pair in pairs)
    named = [(pair.text, pair.target) for pair in pairs if pair.target in NAMES]
    assert named == [(row, name) for row, name in named if name in {"Obama", "God"}] != []


def test_the_same_data_give_the_same_pairs(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    assert stance_pairs(folder) == stance_pairs(folder)
    assert stance_pairs(tmp_path / "nothing") == []


def test_texts_stand_beside_what_others_say_and_sentences_of_a_forum_beside_a_statement_with_their_words(
    tmp_path: Path,
) -> None:
    folder = folder_of(tmp_path)
    found = statement_pairs(folder)
    assert found == statement_pairs(folder)
    assert all(pair.allowed == () and pair.text != pair.target for pair in found)
    assert len({(pair.target, pair.text) for pair in found}) == len(found)
    of_forum = [pair for pair in found if not pair.group]
    assert {pair.text for pair in of_forum} >= {"Nobody should ban the gulls of our old harbour, they were here first."}
    assert {pair.target.replace(" not", "") for pair in found} <= set(TOPICS)
    assert statement_pairs(tmp_path / "nothing") == []


def test_names_are_no_statements() -> None:
    assert {"Biden", "the Bible"} <= TARGETS
    assert all("{x}" in frame or "{X}" in frame for frame in FRAMES)


def test_shares_are_of_pairs_that_are_told_apart_by_a_number() -> None:
    known = judged_shares()
    assert len(known) > 70_000
    assert all(abs(sum(row) - 1) < 1e-9 for row in list(known.values())[:100])
    row = Labelled("It is late.", (), "g", "s", target="The ferry")
    assert pair_key(row) != pair_key(row._replace(target="The pier"))
    assert pair_key(row) == pair_key(row._replace(group="h"))


def test_rows_that_nobody_judged_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [Labelled(text, allowed, "g", "s", target="t") for text, allowed in (("a", ()), ("b", ()), ("c", ("none",)))]
    monkeypatch.setattr(linear_tasks, "judged_shares", lambda _: {pair_key(rows[0]): (0.5, 0.25, 0.25)})
    found = judged_stances("made up", "target", rows)
    assert found.judged is not None
    assert [row.text for row in found.rows] == ["a", "c"]
    assert found.judged.tolist() == [[0.5, 0.25, 0.25], [0, 0, 1]]
    assert unlabelled.SOURCE == "unlabelled"
