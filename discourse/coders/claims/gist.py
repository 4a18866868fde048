"""What whole comments are about, beside the claims of a codebook: how near to each, and rather than to the others.

All comments of a thread speak of its subject, and so do all its claims. Both are therefore seen apart from what they
have in common: from each vector the mean of its kind is taken.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from discourse.coders.claims.bags import Bag
from discourse.coders.claims.likeness import Floats, lead
from discourse.coders.columns import Ints
from discourse.coders.meaning import bag_vectors, unit

_SUBJECT = 0.9
"""Share of the thread's mean that is taken from each comment: with all of it, two comments would be opposites."""
_STEADY = 0.05
"""What is added to the spread of likeness in a thread, so that in a short one chance does not count for much."""


class Gist(NamedTuple):
    """Of each text and claim: how far it is nearer to it than to the others, and than the thread is on the whole.

    ``ahead`` is a difference of cosines, ``above`` in standard deviations; ``length`` are the words of each text.
    """

    ahead: Floats
    above: Floats
    length: Ints


def gist(bag: Bag, vectors: Floats, wanted: Floats, claims: Sequence[int]) -> Gist:
    """Return the gist of the texts of a bag.

    ``vectors`` are those of its words, ``wanted`` those of descriptions, and ``claims`` the number of the claim that
    each of these describes; columns are in the order of the claims.
    """
    length = np.bincount(bag.owner, np.diff(bag.ends, prepend=0), bag.texts).astype(np.int64)
    worded = length > 0
    if not worded.any():
        nothing = np.zeros((bag.texts, len(set(claims))))
        return Gist(nothing, nothing, length)
    whole = bag_vectors(vectors, bag.index, np.cumsum(length))
    apart = unit(whole - np.float32(_SUBJECT) * whole[worded].mean(axis=0)) * worded[:, None]
    cosine = _by_claim(apart @ _apart(wanted, claims).T, claims)
    inside = cosine[worded]
    above = (cosine - inside.mean(axis=0)) / (inside.std(axis=0) + _STEADY)
    return Gist(lead(cosine, range(cosine.shape[1])) * worded[:, None], above * worded[:, None], length)


def _apart(wanted: Floats, claims: Sequence[int]) -> Floats:
    """Return the vectors of descriptions without what all claims have in common; one claim has nothing in common."""
    columns = np.array(claims)
    each = np.stack([wanted[columns == claim].mean(axis=0) for claim in sorted(set(claims))])
    return unit(wanted - np.float32(1 - 1 / len(each)) * each.mean(axis=0))


def _by_claim(cosine: Floats, claims: Sequence[int]) -> Floats:
    columns = np.array(claims)
    return np.stack([cosine[:, columns == claim].max(axis=1) for claim in sorted(set(claims))], axis=1)
