"""Claims by the encoder: sentences near a claim's definition by their vectors are read again beside it.

What that finds is weighed together with what the cues of the codebook find; where these find a claim, its status is
theirs. Claims that are acts of the writer ("demands evidence") are told by cues alone, since no sentence is a
paraphrase of them.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np

from discourse.codebook import ClaimType, Codebook
from discourse.coders.claims import code_claims as code_by_cues
from discourse.coders.descriptions import is_act
from discourse.coders.neural.encoder import Encoder, Read
from discourse.coders.neural.layout import TASKS, claim_pair, reply_pair
from discourse.coders.neural.reading import Place
from discourse.languages import Languages, primary
from discourse.model import Coding, Thread
from discourse.replies.graph import ReplyGraph
from discourse.text import Span

Array = np.ndarray[Any, Any]
Sentences = Sequence[tuple[tuple[Place, ...], Array] | None]
CODER = "neural"
NEAR = 0.2
"""Likeness (cosine) from which a sentence is read beside a claim."""
READ_AGAIN = 2
"""Pairs of sentence and claim that are read again for each comment, besides those where cues were found."""
NEEDED = 0.5
"""How probable a claim has to be to be coded."""
CUES, READING, START = 1.0, 0.5, 1.0
"""What the log-odds of cues and of the second reading count for, and what is added."""
NOT_CUED, NOT_READ = 0.1, 0.1
"""The probability that stands for cues that were not found, and for a sentence too far to be read again."""


class _Candidate(NamedTuple):
    comment: int
    claim: int
    place: Place
    likeness: float


class _Found(NamedTuple):
    """How probable it is that a sentence makes a claim, and the status there."""

    probability: float
    status: str
    sure: float
    span: Span


def code_claims(
    by: Encoder, thread: Thread, graph: ReplyGraph, given: tuple[Codebook, Languages], sentences: Sentences
) -> list[Coding]:
    """Return the claim codings of a thread, by comment as shown and claim type as in the codebook."""
    codebook, languages = given
    if not codebook.claim_types:
        return []
    cued = {(coding.comment, coding.target): coding for coding in code_by_cues(thread, graph, codebook, languages)}
    found = _read_again(by, thread, codebook, sentences, cued) if primary(codebook.language) == "en" else {}
    codings = []
    for number, comment in enumerate(thread.comments):
        for place, claim in enumerate(codebook.claim_types):
            coding = _weighed(cued.get((comment.id, claim.id)), found.get((number, place)), is_act(claim))
            if coding:
                codings.append(msgspec.structs.replace(coding, comment=comment.id, target=claim.id, coder=CODER))
    return codings


def _read_again(
    by: Encoder, thread: Thread, codebook: Codebook, sentences: Sentences, cued: dict[tuple[str, str | None], Coding]
) -> dict[tuple[int, int], _Found]:
    claims = codebook.claim_types
    near = [one for one in _candidates(by, claims, sentences) if _is_wanted(one, thread, claims, cued)]
    kept = _nearest(near, thread, claims, cued)
    reads = [
        Read(
            claim_pair(
                by.tokenize, thread.comments[one.comment].text[slice(*one.place.span)], claims[one.claim].definition
            )
        )
        for one in kept
    ]
    if not reads:
        return {}
    scores = by.scores(np.concatenate(by.vectors(reads)))
    match, _ = by.probabilities("match", scores)
    status, decided = by.probabilities("status", scores)
    found: dict[tuple[int, int], _Found] = {}
    for number, one in enumerate(kept):
        name = TASKS["status"][decided[number]]
        here = _Found(float(match[number, 0]), name, float(status[number, decided[number]]), one.place.span)
        if one[:2] not in found or here.probability > found[one[:2]].probability:
            found[one[:2]] = here
    return found


def _candidates(by: Encoder, claims: Sequence[ClaimType], sentences: Sentences) -> Iterator[_Candidate]:
    """Yield for each comment and claim the sentence that is nearest to the definition or an example."""
    texts = [(place, text) for place, claim in enumerate(claims) for text in (claim.definition, *claim.examples)]
    pairs = [reply_pair(by.tokenize, text, "", "", False) for _, text in texts]
    points = _units(np.stack([one[1] for one in by.vectors([Read(pair, ((0, len(pair.second)),)) for pair in pairs])]))
    owners = np.array([place for place, _ in texts])
    for number, one in enumerate(sentences):
        if one is None:
            continue
        likeness = _units(one[1]) @ points.T
        for claim in range(len(claims)):
            own = likeness[:, owners == claim].max(1)
            best = int(own.argmax())
            yield _Candidate(number, claim, one[0][best], float(own[best]))


def _units(rows: Array) -> Array:
    found: Array = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return found


def _is_wanted(one: _Candidate, thread: Thread, claims: Sequence[ClaimType], cued: Any) -> bool:
    claim = claims[one.claim]
    return not is_act(claim) and (one.likeness >= NEAR or (thread.comments[one.comment].id, claim.id) in cued)


def _nearest(near: list[_Candidate], thread: Thread, claims: Sequence[ClaimType], cued: Any) -> list[_Candidate]:
    """Return the nearest candidates of each comment, and all that cues were found for."""
    taken: dict[int, int] = {}
    kept = []
    for one in sorted(near, key=lambda one: (-one.likeness, one.comment, one.claim)):
        if (thread.comments[one.comment].id, claims[one.claim].id) in cued:
            kept.append(one)
        elif taken.get(one.comment, 0) < READ_AGAIN:
            taken[one.comment] = taken.get(one.comment, 0) + 1
            kept.append(one)
    return kept


def _weighed(cued: Coding | None, found: _Found | None, act: bool) -> Coding | None:
    """Return one coding of what the cues and the encoder say, ``None`` where the claim is not made."""
    if act:
        return cued
    cues = NOT_CUED if cued is None or cued.probability is None else cued.probability
    odds = CUES * _odds(cues) + READING * _odds(found.probability if found else NOT_READ) + START
    probability = float(1 / (1 + np.exp(-odds)))
    if probability < NEEDED:
        return None
    if cued:
        # what the cues say of the status is right more often than what the encoder says
        return msgspec.structs.replace(cued, probability=round(min(probability, 0.95), 3))
    if found is None:
        return None
    return Coding(
        comment="",
        variable="claim",
        target=None,
        code=found.status,
        coder=CODER,
        probability=round(min(probability * found.sure, 0.95), 3),
        span=(found.span.start, found.span.end),
    )


def _odds(probability: float) -> float:
    kept = min(max(probability, 0.01), 0.99)
    return float(np.log(kept / (1 - kept)))
