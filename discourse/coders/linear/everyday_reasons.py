"""Why a comment is said to make a claim that any comment section has: its words, as the learned weights take them."""

import numpy as np

from discourse.codebook import Codebook
from discourse.coders.everyday import claims_of
from discourse.coders.everyday.weights import shipped
from discourse.coders.explanation import Explanation, Part, named
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


def explained(coding: Coding, words: Words, text: int, claim: int) -> Explanation:
    """Return what moved a claim that the weights found in a text: each word, all pairs of words, and its rarity."""
    weights = shipped()
    first, last = words.first[text : text + 2].tolist()
    worth = float(weights.slope[claim]) / max(last - first, 1) ** 0.5
    each = words.of_word(weights.by_word)[first:last, claim] * worth
    spans = zip(
        words.begin_of(np.arange(first, last)).tolist(), words.end_of(np.arange(first, last)).tolist(), strict=True
    )
    parts = [Part(_WORD, span, float(weight)) for span, weight in zip(spans, each.tolist(), strict=True)]
    rare = float(weights.slope[claim] * weights.constant[claim] + weights.offset[claim])
    odds = float((weights.slope * weights.logits(words.taken(np.array([text]))) + weights.offset)[0, claim])
    parts += [Part(_PLACE, None, rare), Part(_PAIRS, None, odds - rare - float(each.sum()))]
    kept, rest = named(parts)
    return Explanation(coding, kept, rest)


def beside_cues(found: Explanation, words: Words, text: int, claim: int) -> Explanation:
    """Return the explanation of a claim that cues show with what the weights add to its log-odds."""
    if not found.parts:
        return found
    weights = shipped()
    odds = (weights.slope * weights.logits(words.taken(np.array([text]))) + weights.offset)[0, claim]
    parts = (*found.parts, Part(_READS, None, round(SLOPE * float(odds) + OFFSET, 3)))
    return found._replace(parts=tuple(sorted(parts, key=lambda part: -abs(part.weight))))
