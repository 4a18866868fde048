"""Claims that people make in any comment section, told by weights that were learned from comments.

Cues find what is said in the words that somebody thought of. Here it was learned from comments that were read for the
claim types of the codebook "general" which of them a comment makes: each word and each pair of words adds something,
by itself and by what it means, and what they add is summed (a logistic model). English only.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from discourse.codebook import Codebook, load_codebook
from discourse.coders.claims.acts import in_its_language, with_borrowed_cues
from discourse.coders.columns import Bools, Floats, Ints
from discourse.coders.deeds.features import sentences
from discourse.coders.everyday.weights import CLAIMS, Weights, shipped
from discourse.coders.learned.logistic import chances_of
from discourse.coders.lexicon import primary
from discourse.coders.words import Words

__all__ = ["CLAIMS", "Made", "claims_of", "made"]


_NOT_ASKED = np.array([CLAIMS.index(claim) for claim in ("evidence_offered", "prediction", "eyewitness")])
"""Claims that a sentence which asks does not make."""
_POINTS = CLAIMS.index("evidence_offered")
"""The claim that an address alone may make."""
_AUXILIARIES = frozenset({
    "am", "are", "can", "could", "did", "do", "does", "has", "have", "is", "shall", "should", "was", "were", "will",
    "would",
})  # fmt: skip
"""Words that a question begins with whose mark is left out; with a full stop it is a sentence without its subject."""
_STOPS = frozenset(".!…")
_WORDLESS = 1_000.0
"""What a sentence of an address alone loses in log-odds: the words beside it show the claim."""


class Made(NamedTuple):
    """Claims that texts make: text, number among ``CLAIMS``, how probable, and where the likeliest sentence stands."""

    text: Ints
    claim: Ints
    probability: Floats
    begin: Ints
    end: Ints


@lru_cache(maxsize=64)
def claims_of(codebook: Codebook) -> dict[int, int]:
    """Return the claim types of a codebook that are told so, by number, with the number among ``CLAIMS``.

    They are those of "general", and those in English without cues whose definition says the same.
    """
    book = in_its_language(codebook)
    if primary(book.language) != "en":
        return {}
    _, lenders = with_borrowed_cues(book)
    general = {claim.id: claim for claim in load_codebook("general").claim_types}
    found: dict[int, int] = {}
    for number, claim in enumerate(codebook.claim_types):
        same = claim if claim == general.get(claim.id) else lenders.get(number)
        if same:
            found[number] = CLAIMS.index(same.id)
    return found


def made(words: Words, odds: Floats, wanted: Ints, weights: Weights | None = None) -> Made:
    """Return the claims that texts make, of those that are wanted: sorted numbers among ``CLAIMS``.

    ``odds`` are the true log-odds of all claims, texts × ``CLAIMS``.
    """
    weights = weights or shipped()
    chance = chances_of(odds)
    row, column = np.nonzero((chance >= weights.least)[:, wanted])
    claim = wanted[column]
    begin, end, asks = _likeliest(words, row, claim, weights)
    kept = ~(asks & np.isin(claim, _NOT_ASKED))
    return Made(row[kept], claim[kept], chance[row, claim][kept], begin[kept], end[kept])


def _likeliest(words: Words, row: Ints, claim: Ints, weights: Weights) -> tuple[Ints, Ints, Bools]:
    """Return where the sentence stands that makes each claim likeliest, and whether it asks."""
    texts, place = np.unique(row, return_inverse=True)
    parts, of_text = sentences(words.taken(texts))
    logits = weights.logits(parts)
    addresses = np.flatnonzero((np.diff(parts.first) == 1) & parts.of_word(_is_address)[parts.first[:-1]])
    logits[np.ix_(addresses, np.arange(len(CLAIMS)) != _POINTS)] -= _WORDLESS
    first = np.searchsorted(of_text, np.arange(len(texts) + 1)).tolist()
    best = np.array(
        [
            first[at] + int(logits[first[at] : first[at + 1], one].argmax())
            for at, one in zip(place.tolist(), claim.tolist(), strict=True)
        ],
        np.int64,
    )
    start, last = parts.first[best], parts.first[best + 1] - 1
    asks = parts.of_word(_asks)[last] | (parts.of_word(_inverts)[start] & ~parts.of_word(_ends)[last])
    return parts.begin_of(start), parts.end_of(last), np.asarray(asks)


def _is_address(words: Sequence[str]) -> Bools:
    return np.array([word.startswith(("http://", "https://", "www.")) for word in words], bool)


def _asks(words: Sequence[str]) -> Bools:
    return np.array([word[:1] == "?" for word in words], bool)


def _ends(words: Sequence[str]) -> Bools:
    return np.array([word[:1] in _STOPS for word in words], bool)


def _inverts(words: Sequence[str]) -> Bools:
    return np.array([word in _AUXILIARIES for word in words], bool)
