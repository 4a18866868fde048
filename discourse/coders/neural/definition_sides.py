"""Whom claim types speak for or against, told from their definitions by the encoder where a codebook states no side.

As in the coder ``linear`` (``linear.definition_sides``), with the outputs of the encoder as columns: it reads each
definition beside three statements on a target, and beside its name.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

import numpy as np

from discourse.codebook import Codebook
from discourse.coders.learned.logistic import Logistic
from discourse.coders.linear import definition_sides as linear
from discourse.coders.linear.definition_sides import STATEMENTS, Defined, told_sides
from discourse.coders.neural.encoder import Encoder, Read
from discourse.coders.neural.layout import OUTPUTS, target_pair
from discourse.coders.stance.implied import SpeaksFor, stated_sides

Array = np.ndarray[Any, Any]
BESIDE = STATEMENTS | {"name": "{}"}
"""What a definition is read beside, by name."""


def sides_of(by: Encoder, codebook: Codebook) -> dict[int, SpeaksFor]:
    """Return whom each claim type is for, by number of the target: as the codebook states it, else as is told.

    Where the encoder has no model for definitions, that of the coder ``linear`` tells.
    """
    if by.definitions is None:
        return linear.sides_of(codebook)
    return stated_sides(codebook) | _told(by, by.definitions, codebook)


@lru_cache(maxsize=16)
def _told(by: Encoder, model: Logistic, codebook: Codebook) -> dict[int, SpeaksFor]:
    return told_sides(codebook, partial(encoder_columns, by), model)


def encoder_columns(by: Encoder, asked: Sequence[Defined]) -> Mapping[str, Array]:
    """Return what the encoder makes of definitions beside the targets."""
    found: dict[str, Array] = {}
    for name, statement in BESIDE.items():
        beside = [(each.worded, statement.format(each.target.label)) for each in asked]
        pairs = [Read(target_pair(by.tokenize, worded, stated, "", "")) for worded, stated in beside]
        scores = by.scores(np.concatenate(by.vectors(pairs)))
        columns = zip(OUTPUTS, scores.T, strict=True)
        found |= {f"{name}: {task} {code}": np.asarray(column) for (task, code), column in columns}
    return found
