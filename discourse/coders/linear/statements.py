"""Stance toward statements where comments talk: who asserts what a statement says is for it, who rejects it against.

The weights and the net for pairs know on which side an argument is of the statement that it was given for. Where
comments talk, most are about something else, and whose words merely sound for it is no supporter. So where hardly a
comment of a thread answers another, and the weights find that most take a side on a statement, they decide, as in a
list of arguments; elsewhere it is looked for as a claim, in its conversation (``coders/conversation``).
"""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec
import numpy as np

from discourse.codebook import ClaimType, Codebook
from discourse.coders.claims.coding import ClaimsRead
from discourse.coders.claims.conversation import FLAT
from discourse.coders.claims.heeding import all_concluded
from discourse.coders.claims.reasons import SIDE_OF
from discourse.coders.columns import CODES, NOTHING, Bools, Floats, Ints
from discourse.text import WORD

ARGUED = 0.65
"""Share of comments that take a side, by the weights, from which on a thread is taken for a list of arguments."""
HIGHEST = 0.99
_UNHEEDED = 0.92
"""How often comments hold nothing of a statement that is told by cues alone, and by none of them."""
_CODES = CODES["stance"]
NONE = _CODES.index("none")


class Held(NamedTuple):
    """What comments hold of statements, comments × statements each.

    ``column`` is that of each target by its id; ``code`` numbers the codes of stance; ``begin`` and ``end`` are the
    words that show a side, else ``NOTHING``.
    """

    column: Mapping[str, int]
    code: Ints
    probability: Floats
    begin: Ints
    end: Ints


def as_claims(codebook: Codebook) -> Codebook:
    """Return a codebook with the statements of another as its claim types, each once, by the id of its first target."""
    stated = {one.statement: one for one in reversed(codebook.targets) if WORD.search(one.statement)}
    first = sorted(stated.values(), key=codebook.targets.index)
    claims = tuple(ClaimType(id=one.id, label=one.label, definition=one.statement) for one in first)
    return msgspec.structs.replace(codebook, claim_types=claims, targets=())


def held(read: ClaimsRead, comments: int, codebook: Codebook) -> Held:
    """Return what comments hold of the statements of a codebook, which were read as claims (``as_claims``)."""
    claims = [claim.definition for claim in as_claims(codebook).claim_types]
    column = {one.id: claims.index(one.statement) for one in codebook.targets if one.statement in claims}
    shape = comments, len(claims)
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
    return Held(column, code, np.minimum(probability, HIGHEST), begin, end)


class Given(NamedTuple):
    """What the weights give comments toward a statement: the thread of each, whether it has words, and takes a side.

    ``replies`` tells of each whether it answers another comment.
    """

    thread: Ints
    worded: Bools
    sided: Bools
    replies: Bools


def is_argued(given: Given) -> Bools:
    """Return by comment whether its thread is a list of arguments about a statement.

    >>> no, yes = np.zeros(3, bool), np.ones(3, bool)
    >>> is_argued(Given(np.array([0, 0, 1]), yes, np.array([True, False, True]), no)).tolist()
    [False, False, True]
    """
    _, place = np.unique(given.thread, return_inverse=True)
    sided, worded, replies, comments = (
        np.bincount(place, each)
        for each in (given.worded & given.sided, given.worded, given.replies, np.ones(len(place)))
    )
    return np.asarray(((sided >= ARGUED * worded) & (replies < FLAT * comments))[place])
