"""Learning what claims tell of sides: from the threads in ``corpora/topics``, the same each time."""

import json
from pathlib import Path

import numpy as np
import pytest

from discourse.bundled import bundled
from discourse.coders.learned.logistic import read_models
from discourse.coders.linear.definition_sides import FILE as DEFINITIONS
from discourse.coders.linear.definition_sides import definition_columns
from discourse.coders.stance.implied import FILE, model
from discourse.training.claims import conversation
from discourse.training.sources.topics import topics
from discourse.training.stance.definition_sides import definition_cases, model_of_definitions, told_in_folds
from discourse.training.stance.implied import heard_in, implied_cases, model_of, train


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("topics")
    for path in sorted(bundled("topics").glob("*.toml"))[:8]:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_both_readers_count(few: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "FOLDS", 2)
    read = list(topics(few))
    cases = implied_cases(read, heard_in(read))
    shares = np.concatenate([case.shares for case in cases])
    assert set(np.unique(shares)) == {0.0, 0.25, 0.75, 1.0}
    assert shares.sum(axis=1).tolist() == [1.0] * len(shares)
    weights = dict(zip(model_of(cases).names, model_of(cases).weights, strict=True))
    assert weights["asserts against"].argmax() == 1
    assert weights["asserts for"].argmax() == 0


def test_the_same_threads_give_the_same_bytes(few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "FOLDS", 2)
    for name in ("one", "two"):
        train(tmp_path / name, few)
    for file in (FILE, DEFINITIONS):
        one, two = ((tmp_path / name / file).read_bytes() for name in ("one", "two"))
        assert one == two
        assert json.loads(one)["made_by"] == "discourse train implied-stance"
    assert set(read_models(one, DEFINITIONS)) == {"side"}


def test_whom_claims_speak_for_is_told_by_models_of_other_topics(few: Path) -> None:
    read = list(topics(few))
    told = told_in_folds(read, definition_columns)
    assert sorted(told) == sorted(topic.name for topic in read)
    assert not any(one.stated for sides in told.values() for one in sides.values())
    seen = model_of_definitions(definition_cases(read, definition_columns))
    left = model_of_definitions(definition_cases(read, definition_columns), frozenset([read[0].name]))
    assert not np.allclose(seen.weights, left.weights)


def test_the_model_in_use_takes_sides_as_claims_do() -> None:
    of = dict(zip(model().names, model().weights, strict=True))
    assert [
        int(of[name].argmax()) for name in ("asserts for", "rejects against", "asserts against", "rejects for")
    ] == [0, 0, 1, 1]
    assert int(of["queries"].argmax()) == 2
