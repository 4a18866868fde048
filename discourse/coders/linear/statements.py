"""Stance toward statements where comments talk: who asserts what a statement says is for it, who rejects it against.

The weights and the net for pairs know on which side an argument is of the statement that it was given for. Where
comments talk, most are about something else, and whose words merely sound for it is no supporter. So where the weights
find that most comments of a thread take a side on a statement, they decide, as in a list of arguments; elsewhere it is
looked for as a claim, in its conversation (``coders/conversation``).
"""

from typing import NamedTuple

import msgspec
import numpy as np

from discourse.codebook import ClaimType, Codebook
from discourse.coders.claim_reasons import SIDE_OF
from discourse.coders.claims import ClaimsRead
from discourse.coders.columns import CODES, NOTHING, Bools, Floats, Ints
from discourse.coders.heeding import all_concluded

ARGUED = 0.65
"""Share of comments that take a side, by the weights, from which on a thread is taken for a list of arguments."""
HIGHEST = 0.99
_UNHEEDED = 0.92
"""How often comments hold nothing of a statement that is told by cues alone, and by none of them."""
_CODES = CODES["stance"]
NONE = _CODES.index("none")


class Held(NamedTuple):
    """What comments hold of statements, comments × statements each but for ``ids``, which are those of the statements.

    ``code`` numbers the codes of stance; ``begin`` and ``end`` are the words that show a side, else ``NOTHING``.
    """

    ids: tuple[str, ...]
    code: Ints
    probability: Floats
    begin: Ints
    end: Ints


def as_claims(codebook: Codebook) -> Codebook:
    """Return a codebook with the statements of another as its claim types, by the ids of the targets."""
    stated = [target for target in codebook.targets if target.statement]
    claims = tuple(ClaimType(id=one.id, label=one.label, definition=one.statement) for one in stated)
    return msgspec.structs.replace(codebook, claim_types=claims, targets=())


def held(read: ClaimsRead, comments: int, claims: Codebook) -> Held:
    """Return what comments hold of statements that were read as claims (``as_claims``)."""
    ids = tuple(claim.id for claim in claims.claim_types)
    shape = comments, len(ids)
    code, begin, end = np.full(shape, NONE), np.full(shape, NOTHING), np.full(shape, NOTHING)
    probability = np.full(shape, _UNHEEDED)
    for found in read.found:
        here = slice(found.heard.first, found.heard.first + found.heard.comments)
        probability[here, list(found.heard.claims)] = 1 - found.chances
    for one in (*read.stated, *all_concluded(read.found)):
        at = one.comment, one.claim
        if one.status in SIDE_OF:
            code[at], probability[at] = _CODES.index(SIDE_OF[one.status]), one.probability
            begin[at], end[at] = one.span
        else:
            probability[at] += one.probability
    return Held(ids, code, np.minimum(probability, HIGHEST), begin, end)


def is_argued(given: Ints, thread: Ints) -> Bools:
    """Return by comment whether its thread argues about a statement, given the code of each by the weights.

    >>> is_argued(np.array([0, NONE, NONE, 1, 0, NONE]), np.array([0, 0, 0, 1, 1, 1])).tolist()
    [False, False, False, True, True, True]
    """
    _, place = np.unique(thread, return_inverse=True)
    return np.asarray((np.bincount(place, given != NONE) >= ARGUED * np.bincount(place))[place])
