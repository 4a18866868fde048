"""How a net for pairs is written, as ``coders/pairs`` reads it."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from discourse.coders.pairs.arrays import FORMAT, SCALES, VECTORS, Files, packed
from discourse.training.pairs.fit import Learned


def write_net(
    learned: Learned, net: Files, about: Mapping[str, object], output: Path, vectors: Path | None = None
) -> None:
    """Write a net in half precision, and JSON with what is told of it and the hashes of all that it is read with.

    ``vectors`` is the folder with the word vectors, ``output`` where none is given.
    """
    np.save(output / net.net, packed(learned.weights), allow_pickle=False)
    hashes = {name: _sha256((vectors or output) / name) for name in (VECTORS, SCALES)}
    hashes[net.net] = _sha256(output / net.net)
    told = {"format": FORMAT, "width": len(learned.weights.like), "sha256": hashes, **about}
    (output / net.about).write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
