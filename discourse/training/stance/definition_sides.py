"""Fit whom claim types speak for or against, told from their definitions, on codebooks of our own threads (``topics``).

The codebooks state it; four readers did so who saw titles, articles and definitions, and no comment.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from discourse.codebook import Codebook
from discourse.coders.columns import CODES, Floats, Ints
from discourse.coders.learned.logistic import Logistic, written
from discourse.coders.linear.definition_sides import FILE, SIDE, Columns, Defined, told_sides
from discourse.coders.neural.definition_sides import encoder_columns
from discourse.coders.neural.encoder import encoder
from discourse.coders.neural.weights import ENCODER
from discourse.coders.stance.implied import SpeaksFor
from discourse.training.claims.logistic import Labels, sum_of_columns
from discourse.training.sources.topics import Topic, topics

FOLDS = 8
_FREE = 0.003
"""How free the weights are: the inverse of the ridge."""
_CODES = CODES["stance"]
ABOUT = {
    "attribution": "Fitted on threads of our own, corpora/topics.",
    "made_by": "discourse train implied-stance",
}
"""What is said in files of models."""
Told = dict[str, dict[int, SpeaksFor]]
"""Whom claims are for, by topic and number of the target."""


class Cases(NamedTuple):
    """Definitions beside targets: their columns, the code of the side that is stated, and the topic of each."""

    names: tuple[str, ...]
    table: Floats
    code: Ints
    topic: list[str]


def definition_cases(read: Sequence[Topic], columns: Columns) -> Cases:
    """Return all definitions of topics beside all targets of theirs."""
    asked = [
        (topic.name, Defined(claim, target))
        for topic in read
        for target in topic.codebook.targets
        for claim in topic.codebook.claim_types
    ]
    found = columns([each for _, each in asked])
    codes = [_CODES.index(_stated(each)) for _, each in asked]
    table = np.stack([np.asarray(column, np.float64) for column in found.values()], axis=1)
    return Cases(tuple(found), table, np.array(codes, np.int64), [name for name, _ in asked])


def _stated(each: Defined) -> str:
    if each.target.id in each.claim.favor:
        return "favor"
    return "against" if each.target.id in each.claim.against else "none"


def model_of_definitions(cases: Cases, without: frozenset[str] = frozenset()) -> Logistic:
    """Return the model fitted on all definitions but those of some topics."""
    kept = np.array([topic not in without for topic in cases.topic], bool)
    return sum_of_columns(cases.names, cases.table[kept], Labels(cases.code[kept]), _FREE)


def told_in_folds(read: Sequence[Topic], columns: Columns) -> Told:
    """Return whom the claims of topics are for as models tell that have not seen the topic, in folds."""
    cases, names = definition_cases(read, columns), sorted(topic.name for topic in read)
    found: Told = {}
    for number in range(min(FOLDS, len(names))):
        left = frozenset(names[number::FOLDS])
        model = model_of_definitions(cases, left)
        found |= {topic.name: told_sides(_untold(topic), columns, model) for topic in read if topic.name in left}
    return found


def _untold(topic: Topic) -> Codebook:
    """Return the codebook of a topic without the sides that it states."""
    claims = (msgspec.structs.replace(claim, favor=(), against=()) for claim in topic.codebook.claim_types)
    return msgspec.structs.replace(topic.codebook, claim_types=tuple(claims))


def write_definitions(read: Sequence[Topic], columns: Columns, about: dict[str, str], output: Path) -> None:
    """Fit the model on all topics and write it, with what is said of it."""
    output.mkdir(parents=True, exist_ok=True)
    model = model_of_definitions(definition_cases(read, columns))
    (output / FILE).write_text(written({SIDE: model}, about), "utf-8")


def train_beside_encoder(output: Path, place: Path | None = None) -> None:
    """Fit the model on what the encoder in use makes of definitions, and write it with the hash of that encoder."""
    by = encoder()
    about = ABOUT | {"made_by": "discourse train implied-stance --coder neural", ENCODER: by.card.sha256}
    write_definitions(list(topics(place)), partial(encoder_columns, by), about, output)
