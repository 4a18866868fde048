"""The models that tell deeds, as they are shipped: arrays, and a JSON file with their hashes."""

import hashlib
import json
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.coders.columns import Floats
from discourse.coders.deeds.features import MEANINGS, Features
from discourse.coders.learned.levels import Levels
from discourse.errors import CodingError

DEEDS = (
    "praise", "thank", "congratulate", "condole", "welcome", "farewell", "encourage", "recommend", "advise", "warn",
    "ask", "request", "complain", "correct", "dispute", "agree", "experience", "memory", "family", "trouble",
    "success", "plan", "refuse", "own", "feel", "regret", "joke", "guess", "explain", "offer", "name", "point",
    "doubt", "blame", "demand", "compare", "adapt", "decide",
)  # fmt: skip
"""What people do in comments; ``corpora/deeds/PROVENANCE.md`` says what each is."""
COMMENTS, DEFINITIONS = "comments", "definitions"
"""What is read: the names of the models."""
ABOUT = "deeds.json"


class Model(NamedTuple):
    """Sums of weights that tell each deed by itself: of hashed columns, and of the numbers of meaning.

    ``meaning`` is ``MEANINGS`` × deeds, ``constant`` and ``usual`` are by deed: the log-odds of one that nothing
    shows, and of one among all that was learned from.
    """

    hashed: Levels
    meaning: NDArray[np.float32]
    constant: NDArray[np.float64]
    usual: NDArray[np.float64]

    @property
    def bits(self) -> int:
        """With how many bits the hashed columns are numbered."""
        return int(self.hashed.level.shape[0]).bit_length() - 1

    def logits(self, texts: Features) -> Floats:
        """Return the log-odds that texts do each deed, texts × deeds."""
        summed = self.constant + texts.meanings @ self.meaning
        return sum((self.hashed.sums(part, len(summed)) for part in texts.hashed), start=np.asarray(summed, np.float64))


@cache
def shipped(name: str) -> Model:
    """Return a model that comes with the package; raise CodingError where a file is not the one shipped."""
    folder = files(__package__) / "weights"
    return read_model((folder / ABOUT).read_bytes(), (folder / f"{name}.npz").read_bytes(), name)


def read_model(about: bytes, content: bytes, name: str) -> Model:
    """Return the model that a file holds; raise CodingError where it is not as the JSON file says."""
    try:
        told = json.loads(about)
        if told["sha256"][f"{name}.npz"] != hashlib.sha256(content).hexdigest():
            raise _damaged(name, f"its hash is another than {ABOUT} says")
        if tuple(told["deeds"]) != DEEDS:
            raise _damaged(name, f"{ABOUT} lists other deeds")
        with np.load(BytesIO(content), allow_pickle=False) as arrays:
            return _model({key: arrays[key] for key in arrays.files}, name)
    except (ValueError, KeyError, TypeError, AttributeError, EOFError, OSError) as error:
        raise _damaged(name, f"{error}") from None


def _model(arrays: dict[str, Any], name: str) -> Model:
    level = arrays["level"]
    columns, deeds = level.shape
    shapes = {"meaning": (MEANINGS, deeds), **dict.fromkeys(("scale", "constant", "usual"), (deeds,))}
    if deeds != len(DEEDS) or columns & (columns - 1) or any(arrays[key].shape != of for key, of in shapes.items()):
        raise _damaged(name, "its arrays have other shapes than those of its deeds")
    scale, constant, usual = (arrays[key].astype(np.float64) for key in ("scale", "constant", "usual"))
    return Model(Levels(level.astype(np.int8), scale), arrays["meaning"].astype(np.float32), constant, usual)


def written(model: Model) -> bytes:
    """Return the content of a model's file: always the same bytes for the same numbers."""
    file = BytesIO()
    np.savez_compressed(
        file, level=model.hashed.level, scale=model.hashed.scale.astype(np.float32),
        meaning=model.meaning.astype(np.float16), constant=model.constant.astype(np.float32),
        usual=model.usual.astype(np.float32),
    )  # fmt: skip
    return file.getvalue()


def _damaged(name: str, why: str) -> CodingError:
    return CodingError(f"the model of deeds in {name} is damaged ({why}); install the package again")
