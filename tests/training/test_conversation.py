"""Learning how claims are heeded in their conversation: from the threads in ``corpora/topics``, the same each time."""

import json
import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from discourse.bundled import bundled
from discourse.coders.claims.conversation import FILE, models, nets, status_net
from discourse.training.claims import conversation
from discourse.training.claims.conversation import (
    READINGS,
    SEED,
    SIZES,
    Case,
    Coded,
    Known,
    Models,
    as_given,
    case_of,
    cases_of,
    cases_of_others,
    coded,
    models_of,
    train,
    varied,
)  # fmt: skip
from discourse.training.claims.deeds import coded_deeds
from discourse.training.sources.topics import topics

LEAST_F1, LEAST_STATUS = (0.81, 0.49), (0.8, 0.77)
"""Of claims about the world, and of those that people coded as deeds."""


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
    """Learned from every fourth topic, tried on others, each as it was written: the claims that would be coded."""
    read = list(topics())
    learned = models_of(cases_of(iter(read[::4])))
    whole = [case for topic in read[1::6] if (case := case_of(topic, Known.of(topic)))]
    found = [as_given(coded(case, learned)) for case in whole]
    f1, status = zip(*(figures(whole, found, deeds=deeds) for deeds in (False, True)), strict=True)
    assert [one >= least for one, least in zip(f1, LEAST_F1, strict=True)] == [True, True]
    assert [one >= least for one, least in zip(status, LEAST_STATUS, strict=True)] == [True, True]


def test_what_is_coded_keeps_the_place_of_the_same_claim_above() -> None:
    topic = next(topics())
    case = case_of(topic, Known.of(topic))
    assert case
    shipped = Models(models(), nets(), status_net())
    found = as_given(coded(case, shipped)).found
    below = np.flatnonzero(found.row_above >= 0)
    above = found.row_above[below]
    assert len(below)
    assert found.claim[above].tolist() == found.claim[below].tolist()
    assert found.comment[above].tolist() == case.above.parent[found.comment[below]].tolist()


def test_some_readings_hold_a_claim_that_a_share_of_the_comments_makes() -> None:
    """As on a page of thanks, where hardly a comment does anything else, and on one where nobody gives any."""
    draw = random.Random(SEED)  # noqa: S311
    shares, sizes = [], set()
    for topic in topics():
        few = dict(zip(READINGS, varied(topic, draw), strict=True))["a share of few"]
        ids = [comment.id for comment in few.thread.comments]
        made = Counter(claim for comment, claim in few.claims if comment in ids)
        shares.append(max(made[claim.id] for claim in few.codebook.claim_types) / len(ids))
        sizes.add(len(ids))
    assert (min(shares), max(shares)) == (0.0, 1.0)
    assert sizes == set(SIZES)


def test_threads_of_others_are_read_as_they_are_and_count_half() -> None:
    topic = next(topics())
    found = [(case.topic, case.reading, case.worth) for case in cases_of_others([topic])]
    assert found == [(topic.name, "whole", 0.5), (topic.name, "few claims", 0.5)]


def figures(cases: list[Case], found: list[Coded], *, deeds: bool) -> tuple[float, float]:
    """Return F1 and how often the status is right, of the claims that ask for deeds or of all others."""
    claims = codings = hits = right = 0
    for case, one in zip(cases, found, strict=True):
        coded_as = coded_deeds(case.topic)
        wanted = np.array([bool(coded_as.get(("claim", claim))) == deeds for claim in case.claims])
        here = wanted[one.found.claim]
        claims += int((case.right[:, wanted] >= 0).sum())
        codings += int(here.sum())
        hits += int((one.right[here] >= 0).sum())
        right += int((one.shares.argmax(axis=1) == one.right)[here].sum())
    return 2 * hits / (claims + codings), right / hits


def test_the_same_threads_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "FOLDS", 2)
    few = tmp_path / "topics"
    few.mkdir()
    for path in sorted(bundled("topics").glob("*.toml"))[:6]:
        (few / path.name).write_bytes(path.read_bytes())
    for name in ("one", "two"):
        train(tmp_path, tmp_path, tmp_path / name, few)
    one, two = ((tmp_path / name / FILE).read_bytes() for name in ("one", "two"))
    assert one == two
    assert json.loads(one)["made_by"] == "discourse train conversation"
