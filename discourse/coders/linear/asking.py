"""What of form only a clause that asks can have: elsewhere what looks rhetorical is a judgement.

The rhetorical statements that form was learned from are figures of speech and exclamations as well as questions. All of
them hint at what their writer thinks of something (Egawa, Morio & Fujita 2019), so one that asks nothing is a *value*:
"Great photo!".
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from discourse.coders.explanation import Move
from discourse.coders.linear.forms import CODES
from discourse.coders.linear.model import Matrix
from discourse.coders.words import Bools, Ints, Words

_VALUE, _RHETORICAL = CODES.index("value"), CODES.index("rhetorical")
ASKING_NOTHING = (*CODES[:_RHETORICAL], *CODES[_RHETORICAL + 1 :])
"""The codes of a clause that asks nothing."""

_ASKS, _INTERROGATIVE, _VERB, _SUBJECT = (1 << bit for bit in range(4))
_LISTED = {
    _ASKS: "?",
    _INTERROGATIVE: "who whom whose what when where why how which",
    _INTERROGATIVE | _VERB: "who's what's where's how's why's when's",
    _VERB: "am is are was were do does did has have had can could will would should shall may might must isn't aren't "
    "wasn't weren't don't doesn't didn't hasn't haven't hadn't can't couldn't won't wouldn't shouldn't",
    _SUBJECT: "i you he she it we they this that there anyone anybody nobody everyone",
}
"""The words that open a question, by what they are: verbs are those that stand before its subject."""
_KIND_OF = {word: kind for kind, words in _LISTED.items() for word in words.split()}


def asking(clauses: Words) -> Bools:
    """Return which clauses ask: with a mark, or by the order of their first words ("What are we paying them for").

    >>> from discourse.coders.words import read_words
    >>> asking(read_words(["What a mess!", "Who would have thought!", "Really?", "Is it me", "Have a seat"])).tolist()
    [False, True, True, True, False]
    """
    kinds = clauses.of_word(_kinds)
    found = np.zeros(clauses.texts, bool)
    found[clauses.row[kinds & _ASKS > 0]] = True
    first, end = clauses.first[:-1], clauses.first[1:]
    opens, follows = _kind_at(kinds, first, end), _kind_at(kinds, first + 1, end)
    inverted = (opens & _VERB > 0) & (follows & _SUBJECT > 0)
    return np.asarray(found | inverted | ((opens & _INTERROGATIVE > 0) & ((opens | follows) & _VERB > 0)))


def _kind_at(kinds: NDArray[np.int8], tokens: Ints, end: Ints) -> NDArray[np.int8]:
    """Return the kinds of tokens, 0 for those that stand at the end of their text or beyond."""
    inside = tokens < end
    found = np.zeros(len(tokens), np.int8)
    found[inside] = kinds[tokens[inside]]
    return found


def _kinds(words: Sequence[str]) -> NDArray[np.int8]:
    return np.array([_KIND_OF.get(word, 0) for word in words], np.int8)


def judging(shares: Matrix, asks: Bools) -> Matrix:
    """Return the probabilities of the codes of clauses, those that ask nothing judging where they look rhetorical."""
    found = shares.copy()
    others = np.flatnonzero(~asks)
    found[others, _VALUE] += found[others, _RHETORICAL]
    found[others, _RHETORICAL] = 0
    return found


def judging_codes(codes: Ints, asks: Bools) -> Ints:
    """Return the codes given to clauses in the same way."""
    return np.where(~asks & (codes == _RHETORICAL), _VALUE, codes)


def judging_odds(odds: Matrix) -> Matrix:
    """Return the log-odds of ``ASKING_NOTHING``, given those of all codes, for clauses that ask nothing."""
    found = odds.copy()
    found[:, _VALUE] = np.logaddexp(odds[:, _VALUE], odds[:, _RHETORICAL])
    return np.delete(found, _RHETORICAL, axis=1)


def judging_moves(moves: Sequence[Move]) -> list[Move]:
    """Return what moved the form of a clause that asks nothing, by ``ASKING_NOTHING``; the first move is its place.

    A judgement owes to each thing what *value* and *rhetorical* owe to it, as they share in its probability. What is
    lacking to the log-odds of both together is added to the place.
    """
    summed = np.sum([move.weights for move in moves], axis=0, dtype=float)
    both = np.logaddexp(summed[_VALUE], summed[_RHETORICAL])
    share = float(np.exp(summed[_VALUE] - both))
    place, *others = (move._replace(weights=_merged(np.array(move.weights, float), share)) for move in moves)
    lacking = np.zeros(len(ASKING_NOTHING))
    lacking[_VALUE] = both - _merged(summed, share)[_VALUE]
    return [place._replace(weights=tuple((lacking + place.weights).tolist())), *others]


def _merged(weights: Matrix, share: float) -> tuple[float, ...]:
    """Return the weights of the codes of a clause that asks nothing; ``share`` is that of *value* in both."""
    found = weights.copy()
    found[_VALUE] = share * weights[_VALUE] + (1 - share) * weights[_RHETORICAL]
    return tuple(np.delete(found, _RHETORICAL).tolist())
