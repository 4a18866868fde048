r"""Prevalence and differences corrected for a machine's errors, by a sample coded by hand.

A machine labels all N comments, people a sample of them, drawn with known probabilities π. The share of a code is
estimated by the machine's share in all plus its mean error in the sample, weighed by 1/π:

    p = λ · mean of machine in all + weighted mean of (human − λ · machine) in the sample.

This is prediction-powered inference (Angelopoulos, Bates, Fannjiang, Jordan & Zrnic 2023, Science 382) with the power
tuning of PPI++ (Angelopoulos, Duchi & Zrnic 2023): λ is what makes the interval shortest, 0 leaves the machine out.
With unequal probabilities it is the estimator of design-based supervised learning (Egami, Hinck, Stewart & Wei 2023)
and the difference estimator of survey sampling (Särndal, Swensson & Wretman 1992). Whatever the machine does, it is
free of its bias; a bad machine makes intervals as wide as the sample alone would.

The figures are of the comments drawn from, not of others like them: the only chance is in the drawing. Variances are
those of Hájek (1964) in the form of Deville (1999), within strata, which hold for random, stratified and systematic
draws; λ costs a degree of freedom. Intervals of shares are Wilson's (1927) with the sample that would give this
variance in simple random drawing (Korn & Graubard 1998 do so with another interval); those of differences Student's.

Where the machine was seen to err in fewer than ``FEW`` comments, or people gave the code to fewer, the variance seen is
no guide to what was not seen. It is then at least that of simple random drawing with a share of two more than were seen
among four more, as in the plus-four interval (Agresti & Coull 1998), and the figure is said to be rough.

Errors of one kind may be many and those of the other unseen: in strata of what a machine says of a rare code, nearly
all comments are where it says nothing, and a sample that meets no miss there says that there is none. Where fewer than
``FEW`` misses were met among them, the variance gets what it lacks beside that of one more among two more (Laplace).
"""

import math
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_WRONG = "the machine was wrong in"
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
LEAST = 10
"""Coded comments below which nothing is corrected."""
FEW = 5
"""Errors of the machine in the sample, and comments with the code, below which an interval is said to be rough."""

_DIGITS = 12
"""Decimals of a value: what is beyond them is an error of rounding."""
UNMET = "not met in the sample"
_MOSTLY = 3
"""What the variance lacks, as a multiple of what was seen of it, from which the interval is twice as long and rough."""


class Study(NamedTuple):
    """All comments and the sample coded by hand.

    ``machine`` has 1 for each comment that the machine gave the code and 0 for the others; ``sampled`` are the numbers
    of the comments drawn, with their ``probability`` and ``stratum``; ``human`` is the share of people who gave them
    the code, NaN where nobody could tell.
    """

    machine: Floats
    sampled: NDArray[np.int64]
    human: Floats
    probability: Floats
    stratum: NDArray[np.int64]


class Estimate(NamedTuple):
    """A corrected figure and its 95 % interval; ``reason`` says why there is none, or how rough it is.

    ``machine`` is what the uncorrected labels say; ``power`` is λ; ``coded`` is the number of comments coded by hand,
    ``errors`` in how many of them the machine was wrong. Where the machine gives the code, but not in those coded by
    hand, and neither do people, the reason begins with ``UNMET``: the value is that of λ = 0, any other λ is as good.
    """

    value: float | None
    low: float | None
    high: float | None
    machine: float
    power: float = 0.0
    coded: int = 0
    errors: int = 0
    reason: str | None = None


class _Part(NamedTuple):
    """What the sample says of one group: its share, and what each coded comment adds to it.

    ``doubt`` is the share of what was seen too seldom with two more seen among four more, ``floor`` the least variance
    that this allows; 0 where enough was seen, or every comment is coded. ``rough`` says what was seen too seldom.
    ``unmet`` says, where the machine gives the code and in the sample neither it nor people do, that this is so.
    ``missed`` is what the variance lacks of comments that the machine did not give the code, which ``overlooked`` says.
    """

    value: float
    power: float
    adds: Floats
    coded: int
    errors: int
    doubt: float
    floor: float
    rough: str | None
    missed: float
    overlooked: str
    unmet: str | None


def share(study: Study, group: Bools | None = None) -> Estimate:
    """Return the corrected share of a code among all comments, or those of a group."""
    inside = np.ones(len(study.machine), bool) if group is None else group
    part = _part(study, inside)
    if isinstance(part, str):
        return Estimate(None, None, None, _mean(study.machine[inside]), reason=part)
    seen, freedom = _variance(study, part.adds)
    variance = max(seen + part.missed, part.floor)
    value = min(max(round(part.value, _DIGITS), 0.0), 1.0)
    low, high = _wilson(value, variance, freedom, part.doubt) if variance > 0 else (value, value)
    rough = part.unmet or part.rough or (part.overlooked if part.missed > _MOSTLY * seen else None)
    machine = _mean(study.machine[inside])
    return Estimate(value, low, high, machine, part.power, part.coded, part.errors, rough)


def difference(study: Study, group: Bools, other: Bools) -> Estimate:
    """Return the corrected share of a code in one group less that in another."""
    naive = _mean(study.machine[group]) - _mean(study.machine[other])
    one, two = _part(study, group), _part(study, other)
    if isinstance(one, str) or isinstance(two, str):
        return Estimate(None, None, None, naive, reason=one if isinstance(one, str) else str(two))
    seen, freedom = _variance(study, one.adds - two.adds)
    missed = one.missed + two.missed
    value, half = (
        round(one.value - two.value, _DIGITS),
        _t(freedom) * math.sqrt(max(seen + missed, one.floor + two.floor)),
    )
    low, high = max(value - half, -1.0), min(value + half, 1.0)
    coded, errors = one.coded + two.coded, one.errors + two.errors
    overlooked = (one if one.missed > two.missed else two).overlooked
    unmet = one.unmet or two.unmet
    rough = unmet or one.rough or two.rough or (overlooked if missed > _MOSTLY * seen else None)
    return Estimate(value, low, high, naive, min(one.power, two.power), coded, errors, rough)


def _mean(numbers: Floats) -> float:
    return float(numbers.mean()) if len(numbers) else math.nan


def _part(study: Study, inside: Bools) -> _Part | str:
    """Return what the sample says of a group, or why it says nothing."""
    known = ~np.isnan(study.human)
    mine = known & inside[study.sampled]
    coded = int(mine.sum())
    if not inside.any():
        return "there is no comment in this group"
    if coded < LEAST and coded < inside.sum():
        return f"only {coded} of its comments are coded by hand; at least {LEAST} are needed"
    weight = np.where(mine, _weights(study), 0.0)
    human, machine = np.where(known, study.human, 0.0), study.machine[study.sampled]
    size, total = inside.sum(), weight.sum()
    of_human = np.where(mine, human - (weight @ human) / total, 0.0) / size
    of_machine = np.where(mine, machine - (weight @ machine) / total, 0.0) / size
    power = _power(study, of_human, of_machine)
    value = power * study.machine[inside].mean() + (weight @ (human - power * machine)) / total
    seen = _seen(human[mine], machine[mine])
    least = min(seen.values())
    doubt = (least + 2) / (coded + 4)
    alike = total**2 / (weight @ weight)  # Kish (1965): the sample of even weights that would say as much
    floor = max(1 - coded / size, 0.0) * doubt * (1 - doubt) / alike if least < FEW else 0.0
    why = next(words for words, number in seen.items() if number == least)
    rough = f"rough: {why} {least} of the {coded} comments coded by hand; code more" if floor > 0 else None
    adds = of_human - power * of_machine
    missed, overlooked = _missed(study, inside, weight, human)
    is_met = human[mine].any() or machine[mine].any() or not study.machine[inside].any()
    unmet = None if is_met else f"{UNMET}, by people or machine, in {coded} coded by hand; code more"
    return _Part(float(value), power, adds, coded, seen[_WRONG], doubt, float(floor), rough, missed, overlooked, unmet)


def _missed(study: Study, inside: Bools, weight: Floats, human: Floats) -> tuple[float, str]:
    """Return what the variance seen lacks where few were met to whom the machine should have given the code, and why.

    There a share of one more than was met among two more (Laplace) is taken for the one met. Where the machine gives
    the code to few, nearly all comments are of that kind, and a sample that meets no miss says that there is none.
    """
    silent = inside & (study.machine < 0.5)
    own = np.where(silent[study.sampled], weight, 0.0)
    coded, met = int((own > 0).sum()), int((human[own > 0] >= 0.5).sum())
    if met >= FEW or not coded:
        return 0.0, ""
    alike = own.sum() ** 2 / (own @ own)
    met_share, more = (own @ human) / own.sum(), (met + 1) / (coded + 2)
    lack = max(more * (1 - more) - met_share * (1 - met_share), 0.0) / alike
    missed = (own.sum() / weight.sum()) ** 2 * max(1 - coded / silent.sum(), 0.0) * lack
    why = f"rough: the machine missed the code in {met} of the {coded} coded that it did not give it; code more"
    return float(missed), why


def _seen(human: Floats, machine: Floats) -> dict[str, int]:
    """Return how often that was seen on which an interval rests, in words that a number may follow."""
    given = int((human >= 0.5).sum())
    wrong = int((np.abs(human - machine) >= 0.5).sum())
    return {_WRONG: wrong, "people gave the code to": given, "people did not give the code to": len(human) - given}


def _weights(study: Study) -> Floats:
    """Return 1/π, raised in each stratum for those drawn whom nobody could code."""
    weight = 1 / study.probability
    known = ~np.isnan(study.human)
    drawn = np.bincount(study.stratum, weight)
    coded = np.bincount(study.stratum, weight * known)
    return np.asarray(weight * (drawn / np.where(coded > 0, coded, 1))[study.stratum])


def _power(study: Study, human: Floats, machine: Floats) -> float:
    """Return the λ of least variance, between 0 and 1; 0 where the machine says the same of all in a stratum.

    (There the strata have all that it knows, and any λ gives the same.)
    """
    both, alone = _covariance(study, human, machine), _covariance(study, machine, machine)
    return float(min(max(both / alone, 0.0), 1.0)) if alone > 1e-18 else 0.0


def _variance(study: Study, adds: Floats) -> tuple[float, float]:
    """Return the variance of a total of what comments add, and its degrees of freedom."""
    known = ~np.isnan(study.human)
    freedom = float(known.sum() - len(np.unique(_collapsed(study.stratum[known]))) - 1)
    return _covariance(study, adds, adds) * (freedom + 1) / max(freedom, 1), max(freedom, 1.0)


def _covariance(study: Study, one: Floats, other: Floats) -> float:
    known = ~np.isnan(study.human)
    strata = _collapsed(study.stratum[known])
    weight = _weights(study)[known]
    left = np.clip(1 - 1 / weight, 0.0, None)
    size = np.bincount(strata)
    total = np.maximum(np.bincount(strata, left), 1e-300)
    scaled = [each[known] * weight for each in (one, other)]
    apart = [each - (np.bincount(strata, left * each) / total)[strata] for each in scaled]
    factor = size / np.maximum(size - 1, 1)
    return float((factor[strata] * left * apart[0] * apart[1]).sum())


def _collapsed(strata: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return strata, those with one comment put together, since one alone shows no variance (Cochran 1977)."""
    size = np.bincount(strata)
    alone = size[strata] == 1
    if not alone.any() or len(strata) < 2:
        return strata
    if alone.sum() == 1:
        return np.where(alone, size.argmax(), strata)
    return np.where(alone, len(size), strata)


def _wilson(value: float, variance: float, freedom: float, doubt: float) -> tuple[float, float]:
    z = _t(freedom)
    spread = value * (1 - value)
    n = max((spread if 0 < value < 1 else doubt * (1 - doubt)) / variance, 1.0)
    middle = (value + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(spread / n + z * z / (4 * n * n)) / (1 + z * z / n)
    low, high = max(middle - half, 0.0), min(middle + half, 1.0)
    return low if value > 0 else 0.0, high if value < 1 else 1.0  # not a rounding error beside these


@cache
def _t(freedom: float) -> float:
    from scipy.stats import t

    return float(t.ppf(0.975, freedom))
