"""The encoder of the coder ``neural`` trained anew: fine-tuned on all tasks, rounded to eight bits, calibrated.

``train`` needs torch. A larger encoder may be given as teacher: it is fine-tuned first, and its probabilities are
learned beside the labels. Products in half precision are not the same to the bit on every machine, so the same data
give the same figures to about a hundredth, not the same file.
"""

import hashlib
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from discourse.coders.neural.encoder import Encoder
from discourse.coders.neural.layout import LONGEST, TASKS
from discourse.coders.neural.weights import Blend, Calibration, Card, Weights, in_halves
from discourse.coders.neural.wordpiece import Tokenizer, vocabulary
from discourse.errors import CodingError
from discourse.training.encoder.arrays import Arrays, packed
from discourse.training.encoder.blend import blends
from discourse.training.encoder.calibration import calibrated, places_of
from discourse.training.encoder.judging import judge
from discourse.training.encoder.rows import CALIBRATED, LEARNED, Item, items

Array = np.ndarray[Any, Any]
_LEVELS = 127
_HALF_LEVELS = 7
_CLIPPED = np.linspace(0.45, 1.0, 12)
"""Shares of a row's largest number that may be its largest in four bits: what is above is cut off."""
EPOCHS, RATE = 20.0, 3e-4
TEACHER_EPOCHS, TEACHER_RATE, TEACHER_BATCH = 4.0, 5e-5, 96
THIRDS = 3
"""Teachers: each learns from all thirds of the rows but one, and judges that one alone, all else with the others."""
OWN: dict[str, tuple[str, ...]] = {}
"""The sources whose own heads are added to the common one, in equal parts, by task: none did better."""


def train(data: Path, base: Path, into: Path, teacher: Path | None = None) -> None:
    """Fine-tune the encoder in the folder ``base`` on all sets in ``data``; write ``encoder.npz`` and ``encoder.json``.

    Raises CodingError where torch is not installed or a folder does not hold what is needed.
    """
    _need_torch()
    pieces = _pieces(base)
    known = vocabulary(pieces)
    found = items(data, Tokenizer(known))
    if not found:
        raise CodingError(f"{data}: none of the data sets is here; give the folder that holds them")
    arrays = packed(found, known)
    soft = _taught(arrays, teacher, pieces) if teacher else None
    weights = _student(arrays, base, soft)
    names = [str(name) for name in arrays["source_names"]]
    stored = rounded(weights | {"head": merged_head(weights["head"], weights.pop("own"), names)}, pieces)
    into.mkdir(parents=True, exist_ok=True)
    write(stored, _neutral(), into)
    by = _encoder(stored, pieces)
    write(stored, calibrate(by, found), into, blends(by, data))


def _need_torch() -> None:
    from importlib.util import find_spec

    if find_spec("torch") is None:
        raise CodingError("torch is not installed, which trains the encoder; install it with: pip install torch")


def _pieces(base: Path) -> list[str]:
    try:
        return (base / "vocab.txt").read_text("utf-8").rstrip("\n").split("\n")
    except OSError:
        raise CodingError(
            f"{base}: no vocab.txt; give the folder of an encoder (config.json, model.safetensors, vocab.txt)"
        ) from None


def _student(arrays: Arrays, base: Path, soft: Any) -> dict[str, Array]:
    import torch

    from discourse.training.encoder.fit import Settings, fit, on_device
    from discourse.training.encoder.network import read_base

    start, shape = read_base(base)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tensors = {name: torch.tensor(value, device=device) for name, value in start.items()}
    fitted = fit(tensors, shape, on_device(arrays, device), Settings(EPOCHS, RATE), soft)
    return {name: value.cpu().numpy() for name, value in (fitted.weights | {"own": fitted.own}).items()}


def _taught(arrays: Arrays, teacher: Path, pieces: Sequence[str]) -> Any:
    """Return the outputs of teachers, fine-tuned on the labelled rows, for every unit: never of rows they had seen."""
    import torch

    device = "cuda" if torch.cuda.is_available() else "cpu"
    judged = np.stack([_taught_without(arrays, (teacher, pieces), third) for third in range(THIRDS)])
    unit = arrays["units"][:, 0]
    own = np.where(arrays["parts"][unit] == LEARNED, arrays["thirds"][unit], THIRDS)
    by_third = np.concatenate([judged, judged.mean(axis=0, keepdims=True)])
    return torch.as_tensor(by_third[own, np.arange(len(unit))], device=device)


def _taught_without(arrays: Arrays, teacher: tuple[Path, Sequence[str]], third: int) -> Array:
    import torch

    from discourse.training.encoder.fit import Settings, fit, on_device, scores_of
    from discourse.training.encoder.network import bert_to_mpnet, read_base

    folder, pieces = teacher
    start, shape = read_base(folder)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tensors = {name: torch.tensor(value, device=device) for name, value in start.items()}
    hidden = (arrays["parts"] == LEARNED) & (arrays["thirds"] == third)
    known = arrays | {"parts": np.where(hidden, CALIBRATED, arrays["parts"])}
    data = on_device(known, device, bert_to_mpnet(pieces, _pieces(folder)) if shape.relative else None)
    settings = Settings(
        TEACHER_EPOCHS, TEACHER_RATE, TEACHER_BATCH, (LEARNED,), hard=1.0, same=0, frozen=("apart",), seed=third + 1
    )
    return scores_of(fit(tensors, shape, data, settings), shape, data)[0]


def merged_head(common: Array, own: Array, names: Sequence[str], taken: Mapping[str, Sequence[str]] = OWN) -> Array:
    """Return one head of the common one and, for the tasks in ``taken``, the mean of some sources' own."""
    head = common.copy()
    for task, sources in taken.items():
        numbers = [names.index(source) for source in sources if source in names]
        if numbers:
            head[places_of(task)] += own[numbers][:, places_of(task)].mean(0)
    return head


def rounded(weights: dict[str, Array], pieces: Sequence[str]) -> dict[str, Array]:
    """Return the arrays as they are stored: weights in eight bits and word vectors in four, places cut to length.

    Each row has a scale of its own.
    """
    stored: dict[str, Array] = {}
    for name, array in sorted(weights.items()):
        if name == "place":
            stored[name] = array[:LONGEST].astype(np.float16)
        elif name == "word":
            stored["word"], stored["word.scale"] = halved(array)
        elif name[0].isdigit() and array.ndim == 2:
            short = name.removesuffix(".weight")
            scale = np.maximum(np.abs(array).max(axis=1) / _LEVELS, 1e-12)
            stored[short] = np.round(array / scale[:, None]).astype(np.int8)
            stored[f"{short}.scale"] = scale.astype(np.float32)
        else:
            stored[name] = array.astype(np.float32)
    return stored | {"pieces": np.frombuffer("\n".join(pieces).encode(), dtype=np.uint8)}


def halved(vectors: Array) -> tuple[Array, Array]:
    """Return vectors in four bits a number (``in_halves``) and a scale a row, of a dozen the one that errs least."""
    largest = np.abs(vectors).max(axis=1)
    least = np.full(len(vectors), np.inf)
    numbers = np.zeros(vectors.shape, np.int8)
    scales = np.zeros(len(vectors), np.float32)
    for share in _CLIPPED:
        scale = np.maximum(largest * share / _HALF_LEVELS, 1e-9).astype(np.float32)
        tried = np.clip(np.rint(vectors / scale[:, None]), -_HALF_LEVELS - 1, _HALF_LEVELS)
        error = ((tried * scale[:, None] - vectors) ** 2).sum(axis=1)
        better = error < least
        least[better], scales[better], numbers[better] = error[better], scale[better], tried[better].astype(np.int8)
    return in_halves(numbers), scales


Blends = dict[str, dict[str, Blend]]


def write(stored: dict[str, Array], tasks: dict[str, Calibration], into: Path, beside: Blends | None = None) -> None:
    """Write the arrays and the card that names their hash; ``beside`` are the blends with the coder ``linear``."""
    packed_up = io.BytesIO()
    np.savez_compressed(packed_up, **stored)  # type: ignore[arg-type]
    data = packed_up.getvalue()
    (into / "encoder.npz").write_bytes(data)
    card = msgspec.structs.replace(_card(stored, tasks, hashlib.sha256(data).hexdigest()), blends=beside or {})
    (into / "encoder.json").write_bytes(msgspec.json.format(msgspec.json.encode(card), indent=1) + b"\n")


def _card(stored: dict[str, Array], tasks: dict[str, Calibration], sha256: str) -> Card:
    layers = sum(name.endswith(".qkv") for name in stored)
    about = (
        "Six-layer encoder fine-tuned on reply stance, stance, claims and form together, int8; "
        "see docs/models/neural.md for data, licences and figures."
    )
    return Card(about, sha256, layers, 12, 1e-12, ("en",), tasks)


def _neutral() -> dict[str, Calibration]:
    return {task: Calibration(1.0, (0.0,) * len(codes), (0.0,) * len(codes)) for task, codes in TASKS.items()}


def _encoder(stored: dict[str, Array], pieces: Sequence[str]) -> Encoder:
    arrays = {name: array for name, array in stored.items() if name != "pieces"}
    return Encoder(Weights(_card(stored, _neutral(), ""), arrays, tuple(pieces)))


def calibrate(by: Encoder, found: Sequence[Item]) -> dict[str, Calibration]:
    """Return the calibration of each task, fitted on the rows kept for it as the rounded encoder judges them."""
    judged = judge(by, [item for item in found if item.part == CALIBRATED])
    return {task: calibrated(judged[task]) if task in judged else _neutral()[task] for task in TASKS}
