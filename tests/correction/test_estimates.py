"""Corrected shares in cases that can be worked out by hand."""

import numpy as np
import pytest

from discourse.correction.estimates import Study, difference, share


def study(machine: str, human: str, every: int = 1, strata: str = "") -> Study:
    """Make a study of comments whose codes are written as digits; "." was not drawn, "?" could not be told."""
    given = np.array([float(digit) for digit in machine])
    drawn = np.array([at for at, digit in enumerate(human) if digit != "."])
    said = np.array([np.nan if human[at] == "?" else float(human[at]) for at in drawn])
    names = sorted(set(strata)) or ["0"]
    stratum = np.array([names.index(strata[at]) if strata else 0 for at in drawn])
    return Study(given, drawn, said, np.full(len(drawn), 1 / every), stratum)


def test_with_every_comment_coded_the_share_is_known() -> None:
    found = share(study("1100000000" * 2, "1111000000" * 2))
    assert (found.machine, found.value, found.low, found.high) == (0.2, 0.4, 0.4, 0.4)


def test_the_machine_is_corrected_by_its_mean_error_in_the_sample() -> None:
    found = share(study("10" * 20, "1010" * 2 + "0010" * 3 + "." * 20, every=2))
    # the machine says half; in the sample it is wrong three times in twenty, always by a code too many
    assert found.value == pytest.approx(0.5 - 3 / 20)


def test_nobody_coded_enough() -> None:
    found = share(study("10" * 20, "1" * 9 + "." * 31, every=4))
    assert (found.value, found.reason) == (None, "only 9 of its comments are coded by hand; at least 10 are needed")


def test_a_machine_that_was_never_seen_to_err_may_still_have_erred() -> None:
    found = share(study("10" * 50, "10" * 10 + "." * 80, every=5))
    assert (found.value, found.errors) == (0.5, 0)
    assert found.low is not None
    assert 0.35 < found.low < 0.45
    assert (found.reason or "").startswith("rough: the machine was wrong in 0 of the 20 comments")


def test_those_of_whom_nobody_could_tell_are_made_up_for_by_the_others_of_their_stratum() -> None:
    whole = share(study("10" * 20, "1010" * 10))
    lacking = share(study("10" * 20, "1010" * 9 + "10??"))
    assert (whole.value, round(lacking.value or 0, 9), lacking.coded) == (0.5, 0.5, 38)


def test_strata_with_one_comment_are_put_together() -> None:
    found = share(study("10" * 20, "1" * 6 + "0" * 6 + "." * 28, every=3, strata="a" * 10 + "bc" + "a" * 28))
    assert found.low is not None
    assert found.high is not None
    assert found.low < (found.value or 0) < found.high


def test_a_difference_is_that_of_the_two_shares() -> None:
    one = study("10" * 40, "11" * 10 + "00" * 10 + "." * 40, every=2)
    group = np.arange(80) % 4 < 2
    first, second, both = share(one, group), share(one, ~group), difference(one, group, ~group)
    assert both.value == pytest.approx((first.value or 0) - (second.value or 0))


def test_a_group_without_comments_has_no_share() -> None:
    assert share(study("10" * 20, "10" * 20), np.zeros(40, bool)).reason == "there is no comment in this group"


def test_a_code_that_the_sample_did_not_meet_is_said_to_be_so() -> None:
    found = share(study("0" * 30 + "1" * 10, "0" * 20 + "." * 20, every=2))
    assert (found.machine, found.low) == (0.25, 0.0)
    assert (found.high or 0) > 0.05
    assert found.reason == "not met in the sample, by people or machine, in 20 coded by hand; code more"


@pytest.mark.parametrize(
    ("machine", "human"),
    [
        ("1" + "0" * 29 + "1" * 10, "0" * 20 + "." * 20),  # the machine gave it, and was wrong
        ("0" * 30 + "1" * 10, "1" + "0" * 19 + "." * 20),  # the machine missed it
        ("0" * 40, "0" * 20 + "." * 20),  # the machine gives it nowhere
    ],
)
def test_a_code_that_people_or_machine_met_is_rough_at_most(machine: str, human: str) -> None:
    assert (share(study(machine, human, every=2)).reason or "").startswith("rough: ")


def test_a_share_of_nothing_begins_at_nothing() -> None:
    lows = {share(study("0" * n, "0" * 13 + "." * (n - 13), every=2)).low for n in range(20, 60)}
    assert lows == {0.0}
