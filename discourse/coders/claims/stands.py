"""The stand that a comment takes on a claim: at one place, in an answer, and as a whole.

A comment takes one stand on each claim. Verdicts and answers count before plain statements, and these before questions
and reports; among equals the last one counts, since writers end on what they hold.
"""

from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from discourse.coders.claims.answers import answered_status
from discourse.coders.claims.hearing import Answering, Mentioned
from discourse.coders.claims.status import ClaimStatus

HIGHEST = 0.95
LOWEST = 0.2
"""A stand less probable than this, by its words and answers alone, is left out."""
QUERIED = 0.85
SERIOUS = 0.7
"""Share of the highest probability under which a place does not count against it; half of that for an answer."""
ANSWERED_RANK = 4


class Stand(NamedTuple):
    """A claim with its status at one place of a comment; ``rank`` says how much that place counts."""

    claim: int
    status: ClaimStatus
    probability: float
    span: tuple[int, int]
    rank: int
    sentence: int


class Answered(NamedTuple):
    """What a comment answers: the stands there, how sure that link is, and whether it ends with a question."""

    stands: tuple[Stand, ...]
    sure: float
    asks_last: bool = False

    def is_asked_else(self, answer: Answering) -> bool:
        """Tell whether a bare yes or no answers a last question that is about none of the claims."""
        about_claims = any(stand.status == "questions" for stand in self.stands)
        return self.asks_last and not about_claims and answer.is_bare


NOBODY = Answered((), 1.0)


def asks_last(text: str) -> bool:
    """Tell whether a text ends with a question."""
    return text.rstrip(" \n\t\"'”’)").endswith("?")


def stand_of(made: Mentioned, start: int, number: int) -> Stand:
    """Return the stand that a sentence takes, the ``number``-th of its text, which begins at ``start``."""
    claim, status, probability, (begin, end), rank = made
    return Stand(claim, status, probability, (start + begin, start + end), rank, number)


def answered_stands(before: list[Stand], number: int, parents: tuple[Stand, ...]) -> tuple[Stand, ...]:
    """Return what an answer is about: what the sentence before it asks or reports, else what the parent says."""
    own = said_last(before, number)
    return tuple(stand for stand in own if stand.rank == 1) if own else parents


def said_last(before: list[Stand], number: int) -> list[Stand]:
    """Return the stands of the sentence before the ``number``-th, of those of all before it in their order."""
    return list(takewhile(lambda stand: stand.sentence == number - 1, reversed(before)))[::-1]


def taken_stands(start: int, number: int, answer: Answering, asked: tuple[Stand, ...]) -> Iterator[Stand]:
    """Yield the stands that an answer takes."""
    span = (start + answer.span[0], start + answer.span[1])
    query = answer.kind == "query"
    for stand in asked:
        status = answered_status(stand.status, answer.kind)
        if status:
            probability = stand.probability * (QUERIED if query else 1)
            yield Stand(stand.claim, status, probability, span, 1 if query else ANSWERED_RANK, number)


def main_stands(found: list[Stand]) -> tuple[Stand, ...]:
    """Return one stand for each claim: the weightiest, the last among equals."""
    if not found:
        return ()
    if len(found) == 1:
        claim, status, probability, span, rank, sentence = found[0]
        probability = _together(probability, 0, contrary=False)
        return (Stand(claim, status, probability, span, rank, sentence),) if probability >= LOWEST else ()
    by_claim: dict[int, list[Stand]] = {}
    for stand in found:
        by_claim.setdefault(stand.claim, []).append(stand)
    mains = (_main_stand(by_claim[claim]) for claim in sorted(by_claim))
    return tuple(stand for stand in mains if stand.probability >= LOWEST)


def _main_stand(stands: list[Stand]) -> Stand:
    """Return the stand that counts, surer where others agree with it and less sure where they do not."""
    best = max(stand.probability for stand in stands)
    serious = [
        stand for stand in stands if stand.probability >= best * SERIOUS * (0.5 if stand.rank == ANSWERED_RANK else 1)
    ]
    main = max(serious, key=lambda stand: (stand.rank, stand.sentence))
    agreeing = sum(stand.status == main.status for stand in stands) - 1
    contrary = any(stand.status != main.status and stand.rank > 1 for stand in stands)
    return main._replace(probability=_together(main.probability, agreeing, contrary=contrary))


def _together(probability: float, agreeing: int, *, contrary: bool) -> float:
    """Return how probable a stand is beside so many that agree with it, and one that does not."""
    together = (1 - (1 - probability) * 0.85 ** min(agreeing, 3)) * (0.9 if contrary else 1)
    return round(min(HIGHEST, together), 3)
