"""Where coders part: which codes they take for each other, and the comments that they disagree on most."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

import msgspec

from discourse.agreement.figures import all_names
from discourse.human.codings import Codings
from discourse.human.consensus import Place, Question, answers_to, questions_of
from discourse.model import Variable

MOST = 10
"""Comments in dispute that are named."""


class Confusion(msgspec.Struct, frozen=True, kw_only=True):
    """How many decisions one coder coded so and another otherwise; of more coders, in how many pairs of them."""

    variable: Variable
    target: str | None
    one: str
    other: str
    times: int


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """A comment that coders disagree on: on what, and who says what; ``weight`` is the decisions in dispute.

    A decision counts 1 where every pair of coders differs, less where some agree.
    """

    source: str | None
    comment: str
    weight: float
    said: tuple[str, ...]


def confusions(coders: Sequence[Codings]) -> tuple[Confusion, ...]:
    """Return the pairs of codes that are taken for each other, most frequent first; claims and targets all together."""
    times: Counter[tuple[Variable, str, str]] = Counter()
    questions = questions_of(coders)
    given = [answers_to(codings, questions) for codings in coders]
    for question in questions:
        said = [own[question] for own in given]
        for one, other in combinations(said, 2):
            for place, code in one.items():
                second = other.get(place)
                if code is not None and second is not None and code != second:
                    first, last = sorted((code, second))
                    times[question.variable, first, last] += 1
    ranked = sorted(times.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Confusion(variable=variable, target=None, one=one, other=other, times=often)
        for (variable, one, other), often in ranked
    )


def disputes(coders: Sequence[Codings]) -> tuple[Dispute, ...]:
    """Return the comments most disagreed on, the most disputed first, at most ``MOST``."""
    weights: Counter[Place] = Counter()
    said: dict[Place, list[str]] = {}
    questions = questions_of(coders)
    given = [answers_to(codings, questions) for codings in coders]
    for question in questions:
        own = [one[question] for one in given]
        for place in dict.fromkeys(place for one in own for place in one):
            codes = {all_names([coders[at]]): code for at, one in enumerate(own) if (code := one.get(place))}
            apart = _apart(list(codes.values()))
            if apart:
                weights[place] += apart  # type: ignore[assignment]  # a Counter sums fractions, too
                said.setdefault(place, []).append(_sentence(question, codes))
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0][0] or "", item[0][1]))[:MOST]
    return tuple(
        Dispute(source=place[0], comment=place[1], weight=float(weight), said=tuple(said[place]))
        for place, weight in ranked
    )


def _apart(codes: Sequence[str]) -> float:
    pairs = list(combinations(codes, 2))
    return sum(one != other for one, other in pairs) / len(pairs) if pairs else 0.0


def _sentence(question: Question, codes: dict[str, str]) -> str:
    named = f"{question.variable} {question.target}" if question.target else question.variable
    return f"{named}: " + ", ".join(f"{coder} {code}" for coder, code in codes.items())
