import json
import random
from pathlib import Path

import numpy as np
import pytest

from discourse.coders.neural.layout import OUTPUTS, TASKS
from discourse.coders.neural.weights import FOLDER, load_weights
from discourse.coders.neural.wordpiece import Tokenizer, vocabulary
from discourse.errors import CodingError
from discourse.training.encoder.arrays import packed
from discourse.training.encoder.calibration import (
    Judged,
    calibrated,
    calibration_error,
    deciding,
    f1_by_class,
    places_of,
)
from discourse.training.encoder.network import read_base
from discourse.training.encoder.rows import CALIBRATED, HELD_OUT, LEARNED, MEASURED, WHOLE, items, share_of
from discourse.training.encoder.stages import merged_head, rounded, train
from discourse.training.sources.templates import FRAMES, negated, said_as

PIECES = (
    "[PAD]",
    *(f"[unused{number}]" for number in range(8)),
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "wolves",
    "are",
    "bad",
    ".",
)
KNOWN = vocabulary(PIECES)


@pytest.mark.parametrize(
    ("statement", "contrary"),
    [
        ("The road is closed", "The road is not closed"),
        ("Schools should not close", "Schools should close"),
        ("It never rains", None),
        ("They have never paid", "They have paid"),
    ],
)
def test_a_contrary_has_one_not_more_or_less(statement: str, contrary: str | None) -> None:
    assert negated(statement) == contrary


def test_each_frame_holds_the_statement() -> None:
    assert all(("{x}" in frame) != ("{X}" in frame) for frames in FRAMES.values() for frame in frames)
    assert said_as("The road is closed.", random.Random(1)) == said_as("The road is closed.", random.Random(1))  # noqa: S311


def made(folder: Path) -> Path:
    """Write one small set in the form of the published one."""
    here = folder / "perspectrum"
    here.mkdir(parents=True)
    texts = ["Wolves are bad.", "Bad wolves.", "Wolves are not bad.", "Wolves are wolves."]
    files = {
        "perspective_pool": [{"pId": number, "text": text} for number, text in enumerate(texts)],
        "dataset_split": {"1": "train", "2": "dev"},
        "perspectrum_with_answers": [
            {
                "cId": claim,
                "text": "Wolves should go",
                "perspectives": [
                    {"pids": [0, 1], "stance_label_3": "SUPPORT"},
                    {"pids": [2, 3], "stance_label_3": "UNDERMINE"},
                ],
            }
            for claim in (1, 2)
        ],
    }
    for name, content in files.items():
        (here / f"{name}_v1.0.json").write_text(json.dumps(content))
    return folder


def test_rows_of_one_set_become_items_of_several_tasks(tmp_path: Path) -> None:
    found = items(made(tmp_path), Tokenizer(KNOWN))
    counts = {(item.source, unit.task, item.part) for item in found for unit in item.units}
    part = CALIBRATED if 0.2 <= share_of("1") < 0.28 else LEARNED
    assert ("perspectrum", "stance", MEASURED) in counts
    assert {("perspectrum", "stance", part), ("claims", "match", part), ("claims", "status", part)} <= counts
    assert HELD_OUT not in {item.part for item in found}
    assert found == items(tmp_path, Tokenizer(KNOWN))
    arrays = packed(found, KNOWN)
    assert arrays["lengths"].sum() == len(arrays["pieces"])
    assert arrays["units"].shape[1] == 4
    assert all(unit.first == WHOLE for item in found for unit in item.units)


def test_products_are_rounded_by_row() -> None:
    stored = rounded({"0.out.weight": np.array([[1.0, -0.5], [0.0, 0.0]]), "0.out.bias": np.zeros(2)}, PIECES)
    assert stored["0.out"].tolist() == [[127, -64], [0, 0]]
    assert stored["0.out.bias"].dtype == np.float32


def test_the_head_of_reply_stance_takes_in_what_sources_have_of_their_own() -> None:
    common, own = np.zeros((len(OUTPUTS), 3)), np.ones((3, len(OUTPUTS), 3))
    head = merged_head(common, own, ["iac", "rumoureval", "argkp"], {"reply_stance": ("iac", "cmv")})
    assert head[places_of("reply_stance")].min() == 1.0
    assert head[places_of("form")].max() == 0.0


def test_calibration_brings_confidence_down_to_accuracy() -> None:
    chance = np.random.default_rng(5)
    truth = chance.integers(0, 3, 600)
    scores = np.eye(3)[np.where(chance.random(600) < 0.7, truth, chance.integers(0, 3, 600))] * 8
    judged = Judged("stance", scores, np.eye(3, dtype=bool)[truth], np.repeat([0, 1], 300))
    found = calibrated(judged)
    logits = scores * found.slope + np.array(found.offset)
    shares = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    assert found.slope < 0.6
    assert calibration_error(shares.max(1), shares.argmax(1) == truth) < 0.05
    assert len(found.decision) == len(TASKS["stance"])


def test_rare_codes_are_given_more_often_where_macro_f1_gains() -> None:
    truth = np.array([0] * 90 + [1] * 10)
    scores = np.column_stack([np.zeros(100), np.where(truth == 1, -0.5, -2.0)])
    judged = Judged("match", scores, np.eye(2, dtype=bool)[truth], np.zeros(100))
    added = deciding(judged)
    assert added[1] - added[0] > 0.5
    assert f1_by_class(scores + added, judged.allowed, [(0,), (1,)]) == [1.0, 1.0]


def test_training_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(CodingError, match="torch is not installed"):
        train(tmp_path, tmp_path, tmp_path / "out")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    with pytest.raises(CodingError, match=r"no vocab\.txt"):
        train(tmp_path, tmp_path, tmp_path / "out")


def base_of(folder: Path, width: int = 12) -> Path:
    """Write an encoder of BERT's kind to start from: one layer of random weights, in the published form."""
    chance = np.random.default_rng(1)
    layer = "encoder.layer.0."
    sizes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(PIECES), width),
        "embeddings.position_embeddings.weight": (512, width),
        "embeddings.token_type_embeddings.weight": (2, width),
        "embeddings.LayerNorm.weight": (width,),
        "embeddings.LayerNorm.bias": (width,),
    }
    for name in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
        sizes |= {f"{layer}{name}.weight": (width, width), f"{layer}{name}.bias": (width,)}
    for name in ("attention.output.LayerNorm", "output.LayerNorm"):
        sizes |= {f"{layer}{name}.weight": (width,), f"{layer}{name}.bias": (width,)}
    for name, rows, columns in (("intermediate.dense", 24, width), ("output.dense", width, 24)):
        sizes |= {f"{layer}{name}.weight": (rows, columns), f"{layer}{name}.bias": (rows,)}
    body, head = b"", {}
    for name, shape in sizes.items():
        data = (chance.normal(size=shape) * 0.1).astype("<f4").tobytes()
        head[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    folder.mkdir()
    config = {"model_type": "bert", "num_hidden_layers": 1, "num_attention_heads": 12, "layer_norm_eps": 1e-12}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "vocab.txt").write_text("\n".join(PIECES) + "\n")
    packed_head = json.dumps(head).encode()
    (folder / "model.safetensors").write_bytes(len(packed_head).to_bytes(8, "little") + packed_head + body)
    return folder


def test_training_writes_an_encoder_that_can_be_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch", reason="torch is not installed, which only training needs")
    train(made(tmp_path / "data"), base_of(tmp_path / "base"), tmp_path / "out")
    monkeypatch.setenv(FOLDER, str(tmp_path / "out"))
    weights = load_weights()
    assert weights.card.layers == 1
    assert weights.arrays["0.qkv"].dtype == np.int8
    assert weights.pieces == PIECES


def test_a_base_encoder_gets_short_names(tmp_path: Path) -> None:
    weights, shape = read_base(base_of(tmp_path / "base"))
    assert shape == (1, 12, 0, False, 1e-12)
    assert weights["0.qkv.weight"].shape == (36, 12)
    assert {"word", "place", "side", "entry.norm.weight", "0.out.bias", "0.norm.bias", "0.last.weight"} <= set(weights)
