"""Claims by the encoder: sentences near a claim's definition by their vectors are read again beside it.

What cues, words and the conversation find stays as it is: the encoder's reading beside it would add nothing. Where they
find nothing, a claim is coded of which the encoder is quite sure. Claims that are acts of the writer ("demands
evidence") are left to that, since no sentence is a paraphrase of them.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np

from discourse.codebook import ClaimType, Codebook
from discourse.coders.claims.descriptions import is_act
from discourse.coders.linear.coding import code_claims as code_linear
from discourse.coders.neural.encoder import Encoder, Read
from discourse.coders.neural.layout import TASKS, claim_pair, reply_pair
from discourse.coders.neural.reading import Place
from discourse.languages import primary
from discourse.model import Coding, Thread
from discourse.replies.graph import ReplyGraph
from discourse.text import Span

Array = np.ndarray[Any, Any]
Sentences = Sequence[tuple[tuple[Place, ...], Array] | None]
CODER = "neural"
NEAR = 0.2
"""Likeness (cosine) from which a sentence is read beside a claim."""
READ_AGAIN = 2
"""Pairs of sentence and claim that are read again for each comment."""
NEEDED = 0.9
"""How probable a claim has to be to be coded where nothing else finds it."""


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
    by: Encoder, thread: Thread, graph: ReplyGraph, codebook: Codebook, sentences: Sentences
) -> list[Coding]:
    """Return the claim codings of a thread, by comment as shown and claim type as in the codebook."""
    if not codebook.claim_types:
        return []
    cued = {(coding.comment, coding.target): coding for coding in code_linear(thread, graph, codebook)}
    found = _read_again(by, thread, codebook, sentences, cued) if primary(codebook.language) == "en" else {}
    codings = []
    for number, comment in enumerate(thread.comments):
        for place, claim in enumerate(codebook.claim_types):
            coding = cued.get((comment.id, claim.id)) or _coded(found.get((number, place)))
            if coding:
                codings.append(msgspec.structs.replace(coding, comment=comment.id, target=claim.id, coder=CODER))
    return codings


def _read_again(
    by: Encoder, thread: Thread, codebook: Codebook, sentences: Sentences, cued: dict[tuple[str, str | None], Coding]
) -> dict[tuple[int, int], _Found]:
    claims = codebook.claim_types
    near = [one for one in _candidates(by, claims, sentences) if _is_wanted(one, thread, claims, cued)]
    kept = _nearest(near)
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
    """Tell whether a sentence is to be read beside a claim: near to it, where nothing else found it."""
    claim = claims[one.claim]
    return one.likeness >= NEAR and not is_act(claim) and (thread.comments[one.comment].id, claim.id) not in cued


def _nearest(near: list[_Candidate]) -> list[_Candidate]:
    """Return the nearest candidates of each comment."""
    taken: dict[int, int] = {}
    kept = []
    for one in sorted(near, key=lambda one: (-one.likeness, one.comment, one.claim)):
        if taken.get(one.comment, 0) < READ_AGAIN:
            taken[one.comment] = taken.get(one.comment, 0) + 1
            kept.append(one)
    return kept


def _coded(found: _Found | None) -> Coding | None:
    """Return the coding of what the encoder finds, ``None`` where it is not quite sure."""
    if found is None or found.probability < NEEDED:
        return None
    return Coding(
        comment="",
        variable="claim",
        target=None,
        code=found.status,
        coder=CODER,
        probability=round(min(found.probability * found.sure, 0.95), 3),
        span=(found.span.start, found.span.end),
    )
