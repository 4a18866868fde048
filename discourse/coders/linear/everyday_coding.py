"""Claims of any comment section as learned weights tell them: beside those that cues show, and how surely these are.

A cue shows the words of a claim, the weights how the whole comment reads. Where both are told, the log-odds of the
weights count half beside those of the cue; what is left less probable than ``KEPT`` is no claim. Fitted on 4,185 claims
that cues show in comments of many places (right .54 of them), and looked at in quarrels (right .78).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from discourse.codebook import Codebook
from discourse.coders.claims.acts import in_its_language, with_borrowed_cues
from discourse.coders.claims.cue_index import CueIndex
from discourse.coders.claims.matching import Described
from discourse.coders.claims.tokens import read_sentences
from discourse.coders.columns import ABSTAINS, CODES, Codings, Floats, Ints, coded, in_one, rounded
from discourse.coders.everyday import claims_of, made
from discourse.coders.everyday.weights import shipped
from discourse.coders.learned.logistic import chances_of, log_odds
from discourse.coders.linear.exchanges import Batch

CODER = "linear"
KEPT = 0.25
SLOPE, OFFSET = 0.5, 0.5
_ASSERTS = CODES["claim"].index("asserts")
_LEAST, _SURE = 1e-3, 0.99


class Read(NamedTuple):
    """What the weights tell of some comments: claims that they make, and the log-odds of all, comments × ``CLAIMS``."""

    numbers: Ints
    made: Codings
    odds: Floats


def read_batch(batch: Batch, codebook: Codebook, texts: Sequence[str]) -> Read:
    """Return what the weights tell of the comments of a batch; each claim is asserted, and shown by a sentence.

    ``texts`` are those of all comments. A sentence with words that a cue says are no sign of a claim shows none.
    """
    told, odds = claims_of(codebook), shipped().odds(batch.own)
    found = made(batch.own, odds, np.array(sorted(set(told.values())), np.int64))
    cues = Described.of(with_borrowed_cues(in_its_language(codebook))[0]).cues
    parts = []
    for number, column in told.items():
        here = found.claim == column
        for row in np.flatnonzero(here).tolist():
            text = texts[batch.number[found.text[row]]][found.begin[row] : found.end[row]]
            here[row] = not (cues.may_be_idle(number, text) and number in _idle(text, cues))
        parts.append(
            coded("claim", CODER, {
                "comment": batch.number[found.text[here]],
                "target": number,
                "code": _ASSERTS,
                "probability": rounded(np.minimum(found.probability[here], _SURE)),
                "begin": found.begin[here],
                "end": found.end[here],
            })
        )  # fmt: skip
    return Read(batch.number, in_one(parts), odds)


def _idle(text: str, cues: CueIndex) -> set[int]:
    """Return the claim types of which a text has words that only look like a sign."""
    return set().union(*map(cues.idle, read_sentences(text)))


def weighed(claims: Codings, read: list[Read], told: Mapping[int, int]) -> Codings:
    """Return the claims that cues show as far as the weights leave them probable, and those of the weights beside."""
    column = np.array([told.get(target, -1) for target in claims.target.tolist()], np.int64)
    probability, left = claims.probability.copy(), np.zeros(len(column), bool)
    for each in read:
        rows = np.flatnonzero(np.isin(claims.comment, each.numbers) & (claims.code != ABSTAINS) & (column >= 0))
        at = np.searchsorted(each.numbers, claims.comment[rows])
        probability[rows] = moved(probability[rows], each.odds[at, column[rows]])
        left[rows] = probability[rows] < KEPT
    kept = claims._replace(probability=probability).only(np.flatnonzero(~left))
    return in_one([kept, _beside(claims, in_one([each.made for each in read]))])


def moved(probability: Floats, odds: Floats) -> Floats:
    """Return probabilities of claims that cues show, given the log-odds that the weights tell.

    >>> moved(np.array([0.5, 0.5]), np.array([-4.0, 2.0])).tolist()
    [0.182, 0.818]
    """
    before = log_odds(np.clip(probability, _LEAST, 1 - _LEAST))
    return rounded(np.minimum(chances_of(before + SLOPE * odds + OFFSET), _SURE))


def _beside(claims: Codings, learned: Codings) -> Codings:
    """Return the learned claims that are not among those told by words: these say how a claim is meant, too.

    A comment without words (signs, pictures) makes none.
    """
    abstains = claims.code == ABSTAINS
    shown = claims.only(np.flatnonzero(~abstains))
    learned = learned.only(np.flatnonzero(~np.isin(learned.comment, claims.comment[abstains])))
    most = 1 + max([0, *learned.target.tolist(), *shown.target.tolist()])
    known = shown.comment * most + shown.target
    return learned.only(np.flatnonzero(~np.isin(learned.comment * most + learned.target, known)))
