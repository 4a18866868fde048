"""Claim types that any comment section has, told by what their definitions mean, and the cues that they borrow.

"The comment demands evidence", "The writer speaks from own experience", "Somebody is to blame": no words of such a
definition stand in the comments that it describes. A claim type without cues whose definition says what one of the
shipped codebook "general" says, in whatever words, is found by the cues and the examples given there. What is about a
topic ("The mayor lied about the cost of the stadium") borrows nothing: too much of it is left over.
"""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import msgspec
import numpy as np

from discourse.codebook import ClaimType, Codebook, load_codebook
from discourse.coders.claims.concepts import is_content
from discourse.coders.claims.cue_grammar import targets_named
from discourse.coders.claims.descriptions import is_act
from discourse.coders.claims.status.negating import polarity
from discourse.coders.claims.tokens import Sentence, read_sentences, stem_of
from discourse.coders.lexicon import STATUS_TABLES, primary
from discourse.coders.meaning import Floats, sentence_vectors, unit, word_vectors, word_weights
from discourse.languages import language_of

ALIKE = 0.58
"""Cosine from which a definition may mean what a known one does."""
COVERED = 0.5
"""How much of a definition's weight the words of the known one have to cover."""
_WRITERS = frozenset({
    "comment", "comments", "commenter", "commenters", "author", "authors", "writer", "writers", "user", "users",
    "person", "people", "somebody", "someone", "poster", "speaker",
})  # fmt: skip
"""Who says it, which a definition may say or not."""


class _Word(NamedTuple):
    lower: str
    stem: str
    negated: bool


class _Act(NamedTuple):
    """A claim type that is known: what its definitions mean, and the words that they are made of."""

    claim: ClaimType
    meanings: Floats
    words: tuple[_Word, ...]
    vectors: Floats


@lru_cache(maxsize=64)
def with_borrowed_cues(codebook: Codebook) -> tuple[Codebook, dict[int, ClaimType]]:
    """Return the codebook with cues for claim types that are known acts, and by number what lends them their cues.

    Only English definitions are read so; a claim type with cues of its own borrows none.

    >>> plea = ClaimType(id="plea", label="Asks for sources", definition="Somebody wants the others to prove it.")
    >>> book, borrowing = with_borrowed_cues(Codebook(title="Pleas", claim_types=(plea,)))
    >>> bool(book.claim_types[0].cues), sorted(borrowing)
    (True, [0])
    """
    if primary(codebook.language) != "en":
        return codebook, {}
    known = {number: _lender(claim) for number, claim in enumerate(codebook.claim_types) if not claim.cues}
    lenders = {number: lender for number, lender in known.items() if lender}
    claims = tuple(
        _lent(claim, lenders[number], codebook) if number in lenders else claim
        for number, claim in enumerate(codebook.claim_types)
    )
    return msgspec.structs.replace(codebook, claim_types=claims), lenders


@lru_cache(maxsize=64)
def in_its_language(codebook: Codebook) -> Codebook:
    """Return a codebook under the language its definitions are written in, where they show it clearly."""
    guessed = language_of(" ".join(claim.definition for claim in codebook.claim_types))
    language = guessed if guessed in STATUS_TABLES else codebook.language
    return codebook if primary(codebook.language) == language else msgspec.structs.replace(codebook, language=language)


@lru_cache(maxsize=64)
def acts_in(codebook: Codebook) -> frozenset[int]:
    """Return the numbers of the claim types that are acts; one with borrowed cues is if what lends them is."""
    book, lenders = with_borrowed_cues(in_its_language(codebook))
    return frozenset(number for number, claim in enumerate(book.claim_types) if is_act(lenders.get(number, claim)))


def _lender(claim: ClaimType) -> ClaimType | None:
    """Return the claim type that a claim type may borrow its cues from."""
    act = known_act(claim.label, claim.definition)
    return next((known.claim for known in _acts() if known.claim.id == act), None)


def _lent(claim: ClaimType, lender: ClaimType, codebook: Codebook) -> ClaimType:
    """Return a claim type with what it borrows: no cue that names a target which its own codebook lacks."""
    known = frozenset(target.id for target in codebook.targets)
    return msgspec.structs.replace(
        claim,
        cues=tuple(cue for cue in lender.cues if targets_named(cue) <= known),
        examples=claim.examples + lender.examples,
        counter_examples=claim.counter_examples + lender.counter_examples,
    )


@cache
def known_act(label: str, definition: str) -> str | None:
    """Return the id of the claim type of "general" that a label and a definition mean, ``None`` where they do not."""
    words = [word for word in _words(f"{label}.\n{definition}") if word.lower not in _WRITERS]
    if not words:
        return None
    meanings = _meanings([f"{label}. {definition}", definition])
    best = max(_acts(), key=lambda act: float((act.meanings @ meanings.T).max()))
    alike = float((best.meanings @ meanings.T).max())
    return best.claim.id if alike >= ALIKE and _cover(words, best) >= COVERED else None


def _cover(words: Sequence[_Word], act: _Act) -> float:
    """Return how much of the weight of words those of an act cover, a negated word only by a negated one."""
    weights = word_weights([word.lower for word in words])
    likeness = np.clip(unit(word_vectors([word.lower for word in words])) @ act.vectors.T, 0.0, 1.0)
    for row, word in enumerate(words):
        for column, known in enumerate(act.words):
            if word.negated != known.negated:
                likeness[row, column] = 0.0
            elif word.stem == known.stem:
                likeness[row, column] = 1.0
    return float((weights * likeness.max(axis=1)).sum() / max(float(weights.sum()), 1e-9))


@cache
def _acts() -> tuple[_Act, ...]:
    path = files("discourse") / "coders" / "lexicon" / "acts.toml"
    others: dict[str, list[str]] = tomllib.loads(path.read_text("utf-8"))["definitions"]
    return tuple(_act(claim, others.get(claim.id, [])) for claim in load_codebook("general").claim_types)


def _act(claim: ClaimType, others: Sequence[str]) -> _Act:
    texts = [f"{claim.label}. {claim.definition}", *others]
    words = tuple(sorted({word for text in texts for word in _words(text)}))
    return _Act(claim, _meanings(texts), words, unit(word_vectors([word.lower for word in words])))


def _meanings(texts: Sequence[str]) -> Floats:
    return sentence_vectors([_lowers(text) for text in texts])


def _lowers(text: str) -> list[str]:
    return [lower for sentence in read_sentences(text) for lower in sentence.lowers]


def _words(text: str) -> list[_Word]:
    return list(dict.fromkeys(word for sentence in read_sentences(text) for word in _words_of(sentence)))


def _words_of(sentence: Sentence) -> Iterator[_Word]:
    at = [number for number, token in enumerate(sentence.tokens) if is_content(token.lower, "en")]
    negations = polarity(sentence, at, "en") if at else []
    for number, negated in zip(at, negations, strict=True):
        token = sentence.tokens[number]
        yield _Word(token.lower, stem_of(token.lower, "en"), negated)
