"""Why a comment is said to make a claim that any comment section has: its words, as the learned weights take them."""

from collections.abc import Sequence

import numpy as np

from discourse.codebook import Codebook
from discourse.coders.everyday import claims_of
from discourse.coders.everyday.weights import shipped, stretches
from discourse.coders.explanation import Explanation, Part, named
from discourse.coders.learned.logistic import log_odds
from discourse.coders.linear.everyday_coding import CODER, OFFSET, SLOPE
from discourse.coders.words import Words
from discourse.model import Coding

_READS, _PLACE, _WORD, _PAIRS = "claim:reads", "claim:everyday", "claim:reads:word", "claim:reads:pairs"


def is_told_so(coding: Coding) -> bool:
    """Tell whether a claim was found by the weights, and not by words that show it."""
    return coding.variable == "claim" and coding.coder == CODER and coding.code is not None


def number_of(coding: Coding, codebook: Codebook) -> int | None:
    """Return the number among ``CLAIMS`` that a coding's claim type has, ``None`` for one that is not told so."""
    told = claims_of(codebook)
    return next((told.get(number) for number, one in enumerate(codebook.claim_types) if one.id == coding.target), None)


def explained(coding: Coding, own: Words, claim: int) -> Explanation:
    """Return what moved a claim that the weights found in one text: each word, all pairs of words, and its rarity.

    Of a long text it is the stretch that makes the claim likeliest.
    """
    weights = shipped()
    parts, _ = stretches(own)
    odds = weights.odds(parts)[:, claim]
    best = int(odds.argmax())
    tokens = np.arange(*parts.first[best : best + 2].tolist())
    worth = float(weights.slope[claim]) / max(len(tokens), 1) ** 0.5
    each = parts.of_word(weights.by_word)[tokens, claim] * worth
    spans = zip(parts.begin_of(tokens).tolist(), parts.end_of(tokens).tolist(), strict=True)
    told = [Part(_WORD, span, float(weight)) for span, weight in zip(spans, each.tolist(), strict=True)]
    rare = float(weights.slope[claim] * weights.constant[claim] + weights.offset[claim])
    told += [Part(_PLACE, None, rare), Part(_PAIRS, None, float(odds[best]) - rare - float(each.sum()))]
    kept, rest = named(told)
    return Explanation(coding, kept, rest)


def beside_cues(found: Explanation, own: Words, claim: int) -> Explanation:
    """Return the explanation of a claim that cues show in one text with what the weights add to its log-odds."""
    odds = float(shipped().odds(own)[0, claim])
    parts = (*found.parts, Part(_READS, None, round(SLOPE * odds + OFFSET, 3)))
    return found._replace(parts=tuple(sorted(parts, key=lambda part: -abs(part.weight))))


def nearest(coding: Coding, found: Sequence[Explanation]) -> Explanation:
    """Return the explanation that comes nearest to the probability of the coding: several comments may share an id."""
    odds = float(log_odds(np.array(coding.probability or 0.5)))
    return min(found, key=lambda one: abs(sum(part.weight for part in one.parts) + one.rest - odds))
