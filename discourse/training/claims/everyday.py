"""Learn which of the claims that any comment section has a comment makes, by itself.

The rows are stretches of comments of the public sets, of saved pages and of our own threads. A language model read
each, by a guide with the definitions of the codebook "general", and said which claims it makes, however it is meant;
of 1,050 that it read a second time it said the same with F1 .82. The package has the CRC-32 of each and the claims
(``judged_everyday.npz``), of others' texts no word.
"""

import hashlib
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from discourse.coders.columns import Bools, Floats
from discourse.coders.everyday.weights import ABOUT, ARRAYS, CLAIMS, Weights, alone, meanings, pairs, written
from discourse.coders.words import Words, read_words
from discourse.training.claims.deeds import own_comments
from discourse.training.claims.logistic import levels_of, logistic_fits
from discourse.training.judged.arrays import stored, texts_known
from discourse.training.sources.stretches import runs_of, stretches

JUDGED = "judged_everyday.npz"
BITS = 15
FOLDS = 3
LEAST, LEAST_EXPERIENCE = 0.5, 0.75
"""From which probability on a claim is said to be made; own experience was judged made in passing remarks, too."""
_FREE = 1.0
_WORTH = 2.0
"""How much more freely hashed columns are fitted than what words mean."""
_CALIBRATION_FREE = 1e6


class Rows(NamedTuple):
    """Texts, and the claims that each makes, texts × claims."""

    texts: list[str]
    makes: Bools


def train(data: Path, pages: Path, output: Path) -> None:
    """Learn from the sets in ``data``, the saved ``pages`` and our own texts, and write the files."""
    rows = judged(data, pages)
    content = written(fit(rows))
    output.mkdir(parents=True, exist_ok=True)
    (output / ARRAYS).write_bytes(content)
    about = {
        "claims": list(CLAIMS),
        "learned from": len(rows.texts),
        "made by": "discourse train everyday",
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    (output / ABOUT).write_text(json.dumps(about, indent=1) + "\n", "utf-8")


def judged(data: Path, pages: Path) -> Rows:
    """Return the stretches that were read and are there, in the order of the file."""
    file = stored(JUDGED)
    makes = np.unpackbits(file["claims"], axis=1, count=len(CLAIMS)).astype(bool)
    found = texts_known(file["key"], _texts(data, pages))
    return Rows([*found.values()], makes[[*found]])


def _texts(data: Path, pages: Path) -> Iterator[str]:
    yield from (text.strip() for text in stretches(data, pages))
    for row in own_comments():
        yield row.text.strip()
        yield from runs_of(row.text)


def fit(rows: Rows) -> Weights:
    """Return the weights learned from rows; probabilities are those of models that have not seen a third of them."""
    whole = _fitted(rows.texts, rows.makes)
    slope, offset = calibrated(held_out(rows), rows.makes)
    least = np.array([LEAST_EXPERIENCE if claim == "personal_experience" else LEAST for claim in CLAIMS])
    return Weights(whole.hashed, whole.meaning, whole.constant, slope, offset, least)


def held_out(rows: Rows) -> Floats:
    """Return the log-odds of each claim by models that have not seen the text, texts × claims."""
    fold = np.arange(len(rows.texts)) % FOLDS
    found = np.zeros(rows.makes.shape)
    for number in range(FOLDS):
        learn, left = np.flatnonzero(fold != number).tolist(), np.flatnonzero(fold == number).tolist()
        weights = _fitted([rows.texts[at] for at in learn], rows.makes[learn])
        found[left] = weights.logits(read_words([rows.texts[at] for at in left]))
    return found


def _fitted(texts: list[str], makes: Bools) -> Weights:
    """Return weights as they are shipped, without what makes probabilities of log-odds."""
    weights, constant = logistic_fits(_table(read_words(texts)), makes, _FREE)
    hashed, meaning = weights[: 1 << BITS] * _WORTH, weights[1 << BITS :]
    short = meaning.astype(np.float16).astype(np.float32), constant.astype(np.float32).astype(np.float64)
    one, nothing = np.ones(len(CLAIMS)), np.zeros(len(CLAIMS))
    return Weights(levels_of(hashed), *short, one, nothing, nothing)


def _table(words: Words) -> Any:
    """Return the columns of texts as a sparse matrix: hashed words and pairs of words, then what the words mean."""
    from scipy.sparse import csr_array, hstack

    row, column = pairs(words, BITS)
    single = words.of_word(partial(alone, bits=BITS))
    rows, columns = np.concatenate([words.row, row]), np.concatenate([single, column])
    shape = words.texts, 1 << BITS
    hashed = csr_array((np.full(len(rows), _WORTH), (rows, columns)), shape=shape)
    known, place = np.unique(words.word, return_inverse=True)
    tokens = csr_array((np.ones(len(place)), (words.row, place)), shape=(words.texts, len(known)))
    meant = tokens @ meanings([words.vocabulary.strings[number] for number in known.tolist()]).astype(np.float64)
    table = hstack([hashed, csr_array(meant)]).tocsr()
    return table.multiply(1 / np.sqrt(np.maximum(words.count, 1))[:, None]).tocsr()


def calibrated(odds: Floats, makes: Bools) -> tuple[Floats, Floats]:
    """Return by claim the slope and the offset that make log-odds true (Platt 1999); without cases they stay."""
    slope, offset = np.ones(len(CLAIMS)), np.zeros(len(CLAIMS))
    for claim in np.flatnonzero(makes.any(axis=0)).tolist():
        weights, constant = logistic_fits(odds[:, [claim]], makes[:, [claim]], _CALIBRATION_FREE)
        slope[claim], offset[claim] = weights[0, 0], constant[0]
    return slope.astype(np.float32).astype(np.float64), offset.astype(np.float32).astype(np.float64)
