"""The figures of agreement: every coefficient of every variable, target and code, with its interval."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations

import msgspec
import numpy as np

from discourse.agreement.bootstrap import DRAWS, Interval, intervals
from discourse.agreement.coefficients import (
    Coefficient,
    alpha,
    cohen,
    fleiss,
    gwet,
    once,
    percent,
    undefined,
)
from discourse.agreement.distances import jaccard, masi, ordinal
from discourse.agreement.units import Units, asked_questions, set_units, units_of
from discourse.agreement.values import Values
from discourse.human.codings import ABSENT, CODES, PERSON, Codings
from discourse.human.consensus import Question
from discourse.model import Variable

NOMINAL: Mapping[str, Coefficient] = {
    "percent": percent, "cohen": cohen, "fleiss": fleiss, "alpha": alpha, "gwet": gwet,
}  # fmt: skip
"""The coefficients of codes without an order, by name."""
SETS: Mapping[str, Coefficient] = {
    "alpha_masi": partial(alpha, distance=masi), "alpha_jaccard": partial(alpha, distance=jaccard),
}  # fmt: skip
"""Those of comments that have several claims, targets or forms at once."""
ORDINAL: Mapping[str, Coefficient] = {"alpha_ordinal": partial(alpha, distance=ordinal)}
"""That of stance as a scale."""
TITLES = {
    "percent": "agreement",
    "cohen": "Cohen's kappa",
    "fleiss": "Fleiss' kappa",
    "alpha": "Krippendorff's alpha",
    "gwet": "Gwet's AC1",
    "alpha_ordinal": "alpha, ordinal",
    "alpha_masi": "alpha of sets, MASI",
    "alpha_jaccard": "alpha of sets, Jaccard",
}
SIDES = ("against", "none", "favor")
"""Stance as a scale; a target that is not named counts as no side taken."""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One coefficient: of which variable, target and code (``None``: all), among which coders, of how many comments.

    ``units`` are the decisions compared; ``low`` and ``high`` hold 95 % of the bootstrap; ``reason`` says why the value
    or its interval is not there.
    """

    variable: Variable
    target: str | None
    code: str | None
    coefficient: str
    value: float | None
    low: float | None
    high: float | None
    comments: int
    units: int
    coders: str
    reason: str | None = None


class Of(msgspec.Struct, frozen=True, kw_only=True):
    """What figures are of."""

    variable: Variable
    coders: str
    target: str | None = None
    code: str | None = None


def figures(coders: Sequence[Codings], seed: int = 0, draws: int = DRAWS) -> tuple[Figure, ...]:
    """Return the figures of agreement of coders; variables that fewer than two of them coded have none.

    First all decisions on a variable together, then each pair of coders where there are more than two, each target or
    claim type, and each code against the others.
    """
    by = (seed, draws)
    found: list[Figure] = []
    for variable in CODES:
        whole = Of(variable=variable, coders=all_names(coders))
        if variable == "form":
            found += _of_forms(coders, whole, by)
        elif questions := asked_questions(coders, variable):
            found += _of_variable(coders, questions, whole, by)
    return tuple(found)


def _of_variable(
    coders: Sequence[Codings], questions: Sequence[Question], whole: Of, by: tuple[int, int]
) -> Iterator[Figure]:
    variable = whole.variable
    units = units_of(coders, questions)
    yield from _figures(units, NOMINAL, whole, by)
    if variable == "stance":
        yield from _figures(as_sides(units), ORDINAL, whole, by)
    if variable != "reply_stance":
        yield from _figures(set_units(coders, variable), SETS, whole, by)
    yield from _of_pairs(coders, units, whole, by)
    for number, question in enumerate(questions) if variable != "reply_stance" else ():
        yield from _figures(units.to(number), NOMINAL, msgspec.structs.replace(whole, target=question.target), by)
    for code in CODES[variable]:
        if (units.values.given == units.values.values.index(code)).any():  # of what nobody gave there is nothing to say
            yield from _figures(units.is_code(code), NOMINAL, msgspec.structs.replace(whole, code=code), by)


def all_names(coders: Sequence[Codings]) -> str:
    """Return the names of coders, people without the word for people before it."""
    return ", ".join(codings.coder.removeprefix(PERSON) for codings in coders)


def as_sides(units: Units) -> Units:
    """Return units of stance on the scale against – no side – favor."""
    side = {code: SIDES.index("none" if code == ABSENT else code) for code in CODES["stance"]}
    number = np.array([*(side[value] for value in units.values.values), -1], np.int64)
    return units._replace(values=Values(number[units.values.given], SIDES))


def _of_forms(coders: Sequence[Codings], whole: Of, by: tuple[int, int]) -> Iterator[Figure]:
    if sum("form" in codings.asked for codings in coders) < 2:
        return
    units = set_units(coders, "form")
    yield from _figures(units, SETS, whole, by)
    for code in CODES["form"]:
        if code != ABSENT and any(code in each for each in units.values.values):
            yield from _figures(units.holds(code), NOMINAL, msgspec.structs.replace(whole, code=code), by)


def _of_pairs(coders: Sequence[Codings], units: Units, whole: Of, by: tuple[int, int]) -> Iterator[Figure]:
    if len(coders) < 3:
        return
    for one, other in combinations(range(len(coders)), 2):
        of = msgspec.structs.replace(whole, coders=all_names([coders[one], coders[other]]))
        chosen = {name: NOMINAL[name] for name in ("percent", "cohen", "alpha", "gwet")}
        yield from _figures(units.of([one, other]), chosen, of, by)


def _figures(units: Units, chosen: Mapping[str, Coefficient], of: Of, by: tuple[int, int]) -> Iterator[Figure]:
    seed, draws = by
    units = _compared(units)
    found = {name: float(coefficient(units.values, once(units.values))[0]) for name, coefficient in chosen.items()}
    defined = {name: chosen[name] for name, value in found.items() if not np.isnan(value)}
    within = dict(zip(defined, intervals(units, list(defined.values()), seed, draws), strict=True))
    for name, value in found.items():
        if name == "cohen" and units.values.coders != 2 and (of.target or of.code):
            continue  # said once for the variable, not for each target and code again
        bounds = within.get(name, Interval())
        yield Figure(
            variable=of.variable,
            target=of.target,
            code=of.code,
            coefficient=name,
            value=value if name in defined else None,
            low=bounds.low,
            high=bounds.high,
            comments=len(units.comments),
            units=len(units.comment),
            coders=of.coders,
            reason=bounds.reason if name in defined else undefined(name, units.values),
        )


def _compared(units: Units) -> Units:
    """Return the units that two coders at least decided, and the comments that these are of."""
    kept = (units.values.given >= 0).sum(axis=1) >= 2
    numbers = np.unique(units.comment[kept])
    return Units(
        values=Values(units.values.given[kept], units.values.values),
        comment=np.searchsorted(numbers, units.comment[kept]),
        comments=tuple(units.comments[number] for number in numbers.tolist()),
        asked=units.asked[kept],
    )
