"""``discourse train claims`` on a small set of ours in the form of the public ones."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from discourse.coders.claims.likeness import FEATURES, read_weights
from discourse.errors import DiscourseError
from discourse.training.claims.matching import argkp, pairs, perspectrum, train, varied

TOPICS = {
    "Ponds": [
        ["Ponds breed gnats.", "Gnats hatch in ponds."],
        ["Ducks need ponds.", "No duck can live without."],
    ],
    "Trams": [
        ["Trams are quiet.", "A tram makes little noise."],
        ["Trams cost too much.", "They are too expensive."],
    ],
    "Bread": [["Rye bread is healthy.", "Eating rye keeps you well."], ["Bread goes stale.", "Old loaves turn hard."]],
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "perspectrum"
    folder.mkdir()
    pool: list[dict[str, Any]] = []
    claims: list[dict[str, Any]] = []
    for number, (topic, clusters) in enumerate(TOPICS.items()):
        entries = []
        for texts in clusters:
            first = len(pool)
            pool.extend({"pId": first + place, "text": text} for place, text in enumerate(texts))
            entries.append({"pids": [first, first + 1], "stance_label_3": "SUPPORT"})
        claims.append({"cId": number, "text": topic, "perspectives": entries})
    files = {
        "perspective_pool_v1.0.json": pool,
        "perspectrum_with_answers_v1.0.json": claims,
        "dataset_split_v1.0.json": {str(number): "train" for number in range(len(TOPICS))},
    }
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content), "utf-8")
    return tmp_path


def test_the_same_data_give_the_same_bytes(data: Path) -> None:
    train(data, data / "one")
    train(data, data / "two")
    one, two = ((data / name / "claim_weights.json").read_bytes() for name in ("one", "two"))
    assert one == two
    assert read_weights(one).weights.shape == (len(FEATURES),)


def test_a_case_has_the_paraphrases_of_each_perspective(data: Path) -> None:
    case = next(perspectrum(data, "train"))
    assert case.definitions == ("Ponds breed gnats.", "Ducks need ponds.")
    assert case.texts == ("Gnats hatch in ponds.", "No duck can live without.")
    assert case.labels.tolist() == [[1, 0], [0, 1]]
    assert pairs(case).shape == (2, 2, len(FEATURES))


def test_texts_of_another_topic_match_nothing(data: Path) -> None:
    cases = list(perspectrum(data, "train"))
    first = next(varied(cases))
    assert first.labels[2:].tolist() == np.zeros((2, 2)).tolist()
    assert set(first.texts[2:]).isdisjoint(cases[0].texts)


def test_without_the_sets_there_is_one_clear_sentence(tmp_path: Path) -> None:
    assert list(argkp(tmp_path, "train")) == []
    with pytest.raises(DiscourseError, match="neither ibm_argkp2021 nor perspectrum is there"):
        train(tmp_path, tmp_path / "out")
