"""Distilling the table of word meaning, with vectors of our own in the place of the encoder's."""

import json
from pathlib import Path

import numpy as np
import pytest

from discourse.coders.meaning.table import Floats, read_table
from discourse.errors import DiscourseError
from discourse.training import meaning

PIECES = ["pond", "duck", "tram", "rail", "##s"]
READ = ["pond ducks pond duck", "ducks pond", "tram rails tram rail", "rail trams", "pond tram"] * 8


def vectors(rows: int, seed: int) -> Floats:
    return np.random.default_rng(seed).normal(size=(rows, 12)).astype(np.float32)


@pytest.fixture
def distilled(monkeypatch: pytest.MonkeyPatch) -> meaning.Distilled:
    monkeypatch.setattr(meaning, "DIMENSIONS", 4)
    sides = np.array([[1.0] * 12 if "pond" in text else [-1.0] * 12 for text in READ])
    return meaning.fit(PIECES, vectors(len(PIECES), 1), READ, (sides + vectors(len(READ), 2) * 0.1).astype(np.float32))


def test_pieces_of_like_sentences_come_near_each_other(distilled: meaning.Distilled) -> None:
    rows = distilled.vectors / np.linalg.norm(distilled.vectors, axis=1, keepdims=True)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]
    assert distilled.shares.sum() == pytest.approx(1.0)


def test_what_is_written_can_be_read_and_is_the_same_twice(distilled: meaning.Distilled, tmp_path: Path) -> None:
    for name in ("one", "two"):
        meaning.write(distilled, tmp_path / name)
    contents = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert contents == {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()}
    table = read_table(contents)
    assert list(table.rows) == PIECES
    assert np.allclose(table.vectors * table.scales[:, None], distilled.vectors, atol=float(table.scales.max()))


def test_sentences_are_read_once_and_development_sets_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,text\n1,"The old pond has many ducks."\n2,"Two words"\n', "utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": "The old pond has many ducks."}) + "\n", "utf-8")
    (tmp_path / "c.json").write_text(json.dumps([{"a": ["Trams run on rails all day."]}]), "utf-8")
    (tmp_path / "c_dev.json").write_text(json.dumps(["This sentence stands in a development set."]), "utf-8")
    assert list(meaning.corpus(tmp_path)) == ["The old pond has many ducks.", "Trams run on rails all day."]


def test_errors_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DiscourseError, match="no sentence found there"):
        meaning.train(tmp_path, tmp_path, tmp_path / "out")
    with pytest.raises(DiscourseError, match=r"no vocab\.txt there"):
        meaning.kept_pieces(tmp_path)
