"""Learning how claims are heeded in their conversation: from the threads in ``corpora/topics``, the same each time."""

import json
from pathlib import Path

import pytest

from discourse.bundled import bundled
from discourse.coders.conversation import FILE
from discourse.training import conversation
from discourse.training.claim_pairs import said_of
from discourse.training.conversation import case_of, cases_of, coded, models_of, train
from discourse.training.topics import topics

LEAST_F1, LEAST_STATUS = 0.76, 0.79


def test_each_thread_is_whole_and_well_coded() -> None:
    found = list(topics())
    assert len(found) == 257
    for topic in found:
        comments = {comment.id for comment in topic.thread.comments}
        claims = {claim.id for claim in topic.codebook.claim_types}
        assert {place for place, _ in topic.claims} <= comments, topic.name
        assert {claim for _, claim in topic.claims} <= claims, topic.name
        assert topic.reply_stances.keys() == comments, topic.name
        targets = {each.id for each in topic.codebook.targets}
        assert {target for _, target in (*topic.stances, *topic.again)} <= targets, topic.name
        assert {one for claim in topic.codebook.claim_types for one in (*claim.favor, *claim.against)} <= targets


def test_what_is_learned_holds_on_other_threads() -> None:
    """Learned from every fourth topic, tried on others, each as it was written."""
    read = list(topics())
    learned = models_of(cases_of(iter(read[::4])))
    whole = [case for topic in read[1::6] if (case := case_of(topic, said_of(topic)))]
    found = [coded(case, learned) for case in whole]
    claims, codings = sum(int((case.right >= 0).sum()) for case in whole), sum(len(each.right) for each in found)
    hits = sum(int((each.right >= 0).sum()) for each in found)
    right = sum(int((each.shares.argmax(axis=1) == each.right).sum()) for each in found)
    assert (2 * hits / (claims + codings) >= LEAST_F1, right / hits >= LEAST_STATUS) == (True, True)


def test_the_same_threads_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "FOLDS", 2)
    few = tmp_path / "topics"
    few.mkdir()
    for path in sorted(bundled("topics").glob("*.toml"))[:6]:
        (few / path.name).write_bytes(path.read_bytes())
    for name in ("one", "two"):
        train(tmp_path / name, few)
    one, two = ((tmp_path / name / FILE).read_bytes() for name in ("one", "two"))
    assert one == two
    assert json.loads(one)["made_by"] == "discourse train conversation"
