"""What people do in comments (praise, ask, correct, tell of themselves), and which of it a definition asks for.

"The commenter praises the bakery" shares no word with "Worth every mile, and I had eleven to go". What the two have in
common is a deed. Two models of the same kind tell which of ``DEEDS`` a comment does and which a definition asks for:
sums of weights of hashed words and pairs of words, of how sentences open and end, and of the meaning of all words
together. A comment is read as a whole and sentence by sentence. Both were learned from comments and definitions that
people coded by deed (``discourse train deeds``). They know English.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from discourse.coders.columns import Floats
from discourse.coders.deeds.arrays import COMMENTS, DEEDS, DEFINITIONS, Model, shipped
from discourse.coders.deeds.features import features, sentences
from discourse.coders.learned.logistic import chances_of, log_odds
from discourse.coders.words import Words, read_words

__all__ = ["DEEDS", "Done", "ask_for_deeds", "asked", "asked_by", "done", "done_as_asked", "nothing_asked"]

ASKS = 0.5
"""From here on a definition is taken to ask for a deed."""
_OWN, _OTHERS, _ANY, _FEW = 0.55, 1.35, 0.2, 2
"""How much the log-odds of a definition count, and those of the others in its codebook in the mean, as if there were
so many more that tell nothing. By the codebooks of our threads, as they are, cut short and mixed."""
_LEAST_ASKED = 0.01
"""A definition by itself asks no less probably for a deed than so, nor more than the contrary."""
_AT_ONCE = 60_000
"""Words that are read together."""
NOT_DONE = -12.0
"""Log-odds of a deed in a text that cannot be read."""
_LEAST = 2e-3
"""Less probable than this nothing is, nor more so than the contrary of this."""


class Done(NamedTuple):
    """How far comments do what definitions ask for; all is 0 for a definition that asks for no deed.

    ``asked`` is by claim: how probable it is that its definition asks for any deed. The others are comments × claims:
    ``more`` is how far the log-odds of the deeds exceed what is usual, in the mean of the deeds as far as each is
    asked for; ``any`` the logarithm of how probable it is that one of them is done, each as far as it is asked for,
    ``mainly`` the log-odds of the one that is asked for most.
    """

    asked: Floats
    more: Floats
    any: Floats
    mainly: Floats


def done(words: Words, model: Model | None = None) -> Floats:
    """Return the log-odds that texts do each deed, texts × deeds: the mean of the whole and of the likeliest sentence.

    >>> found = done(read_words(["Thank you so much!", "The bridge is of stone."]))[:, DEEDS.index("thank")]
    >>> bool(found[0] > 0 > found[1])
    True
    """
    model = model or shipped(COMMENTS)
    cuts = _cuts(words)
    parts = [_done(words.taken(np.arange(*cut)) if len(cuts) > 2 else words, model) for cut in pairwise(cuts)]
    return np.concatenate([np.zeros((0, len(DEEDS))), *parts])


def _cuts(words: Words) -> list[int]:
    """Return where to cut texts so that each part has some ten thousands of words, which bounds the memory."""
    before = words.first[:-1] // _AT_ONCE
    return [0, *(np.flatnonzero(np.diff(before)) + 1).tolist(), words.texts] if words.texts else [0]


def _done(words: Words, model: Model) -> Floats:
    parts, of_text = sentences(words)
    each = parts, np.arange(parts.texts)  # a sentence has but itself
    likeliest = np.full((words.texts, len(DEEDS)), -np.inf)
    np.maximum.at(likeliest, of_text, model.logits(features(parts, each, model.bits)))
    whole = model.logits(features(words, (parts, of_text), model.bits))
    return np.asarray(np.where(np.isfinite(likeliest), (whole + likeliest) / 2, whole))


@lru_cache(maxsize=64)
def asked(definitions: tuple[str, ...]) -> Floats:
    """Return how probable it is that definitions ask for each deed, definitions × deeds.

    >>> (found,) = asked(("The commenter thanks the nurses.",))
    >>> DEEDS[int(found.argmax())]
    'thank'
    """
    return asked_by(definitions, shipped(DEFINITIONS))


def asked_by(definitions: Sequence[str], model: Model) -> Floats:
    """Return the same by another model."""
    words = read_words(definitions)
    return chances_of(model.logits(features(words, sentences(words), model.bits)))


def ask_for_deeds(wanted: Floats) -> Floats:
    """Return how probable it is that the definitions of a codebook ask for any deed, 0 where that is less than likely.

    Who asks for deeds mostly does so in all definitions, so each counts with the others.
    """
    alone = 1 - np.prod(1 - wanted, axis=1)
    odds = log_odds(np.clip(alone, _LEAST_ASKED, 1 - _LEAST_ASKED))
    others = (odds.sum() - odds) / (len(odds) - 1 + _FEW)
    some = chances_of(_OWN * odds + _OTHERS * others + _ANY)
    return np.asarray(np.where(some >= ASKS, some, 0.0))


def done_as_asked(deeds: Floats, wanted: Floats) -> Done:
    """Return how far comments do what definitions ask for.

    ``deeds`` are the log-odds that comments do each deed, ``wanted`` how probable it is that definitions ask for it.
    """
    some = ask_for_deeds(wanted)
    share = wanted / np.maximum(wanted.sum(axis=1, keepdims=True), 1e-9)
    chances = np.clip(chances_of(deeds), _LEAST, 1 - _LEAST)
    odds = np.log(chances / (1 - chances))
    none_of_them = np.ones((len(deeds), len(wanted)))
    for claim in np.flatnonzero(some).tolist():
        none_of_them[:, claim] = np.exp(np.log(1 - chances * share[claim]).sum(axis=1))
    return Done(
        some,
        ((odds - shipped(COMMENTS).usual) @ share.T) * some,
        np.log(np.maximum(1 - none_of_them, _LEAST)) * some,
        odds[:, wanted.argmax(axis=1)] * some,
    )


def nothing_asked(comments: int, claims: int) -> Done:
    """Return what comments do where no definition asks for a deed: nothing."""
    none = np.zeros((comments, claims))
    return Done(np.zeros(claims), none, none, none)
