"""Intervals hold the truth as often as they say: 2,000 simulated studies at each of three rates of error.

Each study makes 3,000 comments, three in ten with the code; a machine that makes up more than it misses, so that its
own share is far off; and a sample of 200 coded by hand. The seeds are fixed.
"""

import numpy as np
import pytest
from numpy.typing import NDArray

from discourse.correction.estimates import Study, difference, share
from discourse.human.drawing import _by_size, _systematic

STUDIES, COMMENTS, CODED, PREVALENCE = 2_000, 3_000, 200, 0.3
RATES = (0.05, 0.15, 0.30)
Truth = NDArray[np.float64]


def labels(chance: np.random.Generator, rate: float, prevalence: float = PREVALENCE) -> tuple[Truth, Truth]:
    """Return the truth and what the machine says: it misses at half the rate, and makes up at 1.2 times."""
    truth = (chance.random(COMMENTS) < prevalence).astype(float)
    wrong = chance.random(COMMENTS) < np.where(truth == 1, 0.5 * rate, 1.2 * rate)
    return truth, np.where(wrong, 1 - truth, truth)


def at_random(chance: np.random.Generator, truth: Truth, machine: Truth, coded: int = CODED) -> Study:
    drawn = chance.choice(COMMENTS, coded, replace=False)
    return Study(machine, drawn, truth[drawn], np.full(coded, coded / COMMENTS), np.zeros(coded, np.int64))


def in_strata(chance: np.random.Generator, truth: Truth, machine: Truth, coded: int = CODED) -> Study:
    """Draw from what the machine found and what it did not find, in proportion to the roots of their sizes."""
    roots = [np.sqrt((machine == code).sum()) for code in (0, 1)]
    drawn, probability, stratum = [], [], []
    for code in (0, 1):
        members = np.flatnonzero(machine == code)
        number = min(max(round(coded * roots[code] / sum(roots)), 2), len(members))
        drawn.append(chance.choice(members, number, replace=False))
        probability += [number / len(members)] * number
        stratum += [code] * number
    numbers = np.concatenate(drawn)
    return Study(machine, numbers, truth[numbers], np.array(probability), np.array(stratum))


def by_doubt(chance: np.random.Generator, truth: Truth, machine: Truth, coded: int = CODED) -> Study:
    """Draw with probabilities that grow with a doubt that is larger, by and large, where the machine is wrong."""
    doubt = np.where(truth == machine, chance.beta(1.5, 5, COMMENTS), chance.beta(3, 3, COMMENTS))
    probability = _by_size(0.2 + doubt, coded)
    drawn = np.array(_systematic(probability, chance))
    return Study(machine, drawn, truth[drawn], probability[drawn], np.zeros(len(drawn), np.int64))


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("draw", [at_random, in_strata, by_doubt])
def test_intervals_of_shares_hold_the_truth_in_95_of_100_studies(draw: object, rate: float) -> None:
    chance = np.random.default_rng(20261126)
    held, apart = 0, []
    for _ in range(STUDIES):
        truth, machine = labels(chance, rate)
        found = share(draw(chance, truth, machine))  # type: ignore[operator]
        held += (found.low or 0) <= truth.mean() <= (found.high or 0)
        apart.append((found.value or 0) - truth.mean())
    assert 0.93 <= held / STUDIES <= 0.97
    assert abs(np.mean(apart)) < 0.002


@pytest.mark.parametrize("rate", RATES)
def test_intervals_of_differences_hold_the_truth_in_95_of_100_studies(rate: float) -> None:
    chance = np.random.default_rng(7)
    held = 0
    for _ in range(STUDIES):
        truth, machine = labels(chance, rate)
        group = chance.random(COMMENTS) < 0.4
        found = difference(at_random(chance, truth, machine, 400), group, ~group)
        held += (found.low or 0) <= truth[group].mean() - truth[~group].mean() <= (found.high or 0)
    assert 0.93 <= held / STUDIES <= 0.97


def test_uncorrected_shares_are_far_off_and_their_correction_is_not() -> None:
    chance = np.random.default_rng(1)
    truth, machine = labels(chance, 0.30)
    found = share(at_random(chance, truth, machine))
    assert abs(found.machine - truth.mean()) > 0.15
    assert abs((found.value or 0) - truth.mean()) < 0.04


def test_a_good_machine_makes_intervals_shorter_and_a_useless_one_no_longer() -> None:
    chance = np.random.default_rng(2)
    truth, good = labels(chance, 0.05)
    useless = (chance.random(COMMENTS) < 0.5).astype(float)
    lengths = {}
    for name, machine in (("good", good), ("useless", useless), ("none", np.zeros(COMMENTS))):
        found = share(at_random(np.random.default_rng(3), truth, machine))
        lengths[name] = (found.high or 0) - (found.low or 0)
    assert lengths["good"] < 0.6 * lengths["none"]
    assert lengths["useless"] < 1.05 * lengths["none"]


@pytest.mark.parametrize(("draw", "few", "many"), [(at_random, 0.85, 1.0), (in_strata, 0.0, 0.75)])
def test_a_rare_code_is_rough_at_random_and_less_so_in_strata(draw: object, few: float, many: float) -> None:
    """Two comments in a hundred have the code, 100 are coded: intervals are wide enough, and say how little was met."""
    chance = np.random.default_rng(5)
    held = rough = 0
    for _ in range(500):
        truth, machine = labels(chance, 0.05, prevalence=0.02)
        found = share(draw(chance, truth, machine, 100))  # type: ignore[operator]
        held += (found.low or 0) <= truth.mean() <= (found.high or 0)
        rough += found.reason is not None
    assert held / 500 >= 0.93
    assert few <= rough / 500 <= many


@pytest.mark.parametrize(
    ("prevalence", "made_up", "missed", "coded"),
    [
        (0.04, 0.03, 0.3, 200),
        (0.013, 0.02, 0.4, 200),
        (0.013, 0.02, 0.4, 400),
        (0.01, 0.01, 0.5, 200),
        (0.1, 0.05, 0.5, 50),
    ],
)
def test_a_machine_that_misses_much_of_a_rare_code_is_corrected_in_strata_all_the_same(
    prevalence: float, made_up: float, missed: float, coded: int
) -> None:
    """Nearly all comments are where the machine says nothing, and few of those drawn there show what it missed.

    By the variance seen alone, as few as four of ten intervals held the truth.
    """
    chance = np.random.default_rng(11)
    held = 0
    for _ in range(500):
        truth = (chance.random(COMMENTS) < prevalence).astype(float)
        wrong = chance.random(COMMENTS) < np.where(truth == 1, missed, made_up)
        found = share(in_strata(chance, truth, np.where(wrong, 1 - truth, truth), coded))
        held += (found.low or 0) <= truth.mean() <= (found.high or 0)
    assert held / 500 >= 0.93


def test_where_few_misses_could_be_met_the_figure_says_so() -> None:
    machine = np.zeros(COMMENTS)
    machine[:60] = 1
    drawn = np.concatenate([np.arange(40), np.arange(60, 120)])
    human = np.where(drawn < 25, 1.0, 0.0)
    probability = np.where(drawn < 60, 40 / 60, 60 / (COMMENTS - 60))
    found = share(Study(machine, drawn, human, probability, (drawn >= 60).astype(np.int64)))
    assert found.reason == "rough: the machine missed the code in 0 of the 60 coded that it did not give it; code more"
    assert (found.high or 0) > 0.03
