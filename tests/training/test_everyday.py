"""Learning the claims that any comment section has."""

from pathlib import Path

import numpy as np
import pytest

from discourse.coders.everyday.weights import CLAIMS
from discourse.coders.words import read_words
from discourse.training.claims.everyday import JUDGED, Rows, calibrated, fit, judged, train
from discourse.training.judged.arrays import stored

NOWHERE = Path("nowhere")
EXPERIENCE, ATTACK = CLAIMS.index("personal_experience"), CLAIMS.index("personal_attack")


def rows() -> Rows:
    told = [f"I lost my {thing} on that ferry in May." for thing in ("hat", "bag", "key", "coat", "map", "boot")]
    said = [f"You are a fool and a {thing}." for thing in ("clown", "liar", "coward", "bore", "snob", "crook")]
    plain = [f"The {thing} is of stone." for thing in ("mill", "wall", "gate", "bridge", "house", "road")]
    texts = [text for group in zip(told, said, plain, strict=True) for text in group] * 3
    makes = np.zeros((len(texts), len(CLAIMS)), bool)
    makes[0::3, EXPERIENCE] = makes[1::3, ATTACK] = True
    return Rows(texts, makes)


def test_what_is_learned_tells_claims_in_other_texts() -> None:
    others = ["I lost my ring on that ferry.", "You are a fool and a cheat.", "The tower is of stone."]
    odds = fit(rows()).logits(read_words(others))
    assert odds[:, [EXPERIENCE, ATTACK]].argmax(axis=0).tolist() == [0, 1]


def test_the_same_rows_give_the_same_weights() -> None:
    first, second = fit(rows()), fit(rows())
    assert (first.hashed.level == second.hashed.level).all()
    assert (first.meaning == second.meaning).all()


def test_every_stretch_was_judged_once() -> None:
    file = stored(JUDGED)
    assert len(file["key"]) == len(np.unique(file["key"])) == len(file["claims"]) > 26_000


def test_texts_of_our_own_are_found_without_any_data() -> None:
    found = judged(NOWHERE, NOWHERE)
    assert len(found.texts) > 4_000
    assert found.makes.any(axis=0).all()


def test_a_claim_without_cases_keeps_its_odds() -> None:
    odds = np.zeros((4, len(CLAIMS)))
    slope, offset = calibrated(odds, np.zeros((4, len(CLAIMS)), bool))
    assert (set(slope.tolist()), set(offset.tolist())) == ({1.0}, {0.0})


def test_the_files_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("discourse.training.claims.everyday.judged", lambda *_: rows())
    train(NOWHERE, NOWHERE, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["everyday.json", "everyday.npz"]
