"""Marks: what was said to be there of what need not be, such as claims and sides on targets.

Most claims are in few comments, so that who marks nothing agrees with a key nearly everywhere. Marks are counted alone.
"""

from collections.abc import Iterable
from typing import NamedTuple

from discourse.classroom.answers import Answers, Key, Unit
from discourse.human.codings import ABSENT


class Marks(NamedTuple):
    """How many were ``given``; of those that the ``key`` has, how many were ``found``; how many given are ``wrong``.

    Found is what is marked as the key allows; wrong is a mark that it does not have, or has in another way. Where the
    key allows that something is absent too, it need not be found. ``given_in_key`` are those that the key decides on.
    """

    given: int
    given_in_key: int
    key: int
    found: int
    wrong: int


def may_be_absent(unit: Unit) -> bool:
    """Return whether what is asked need not be in the comment.

    >>> may_be_absent(Unit("claim staged", "1")), may_be_absent(Unit("reply_stance", "1"))
    (True, False)
    """
    return " " in unit.question


def marks_in(answers: Answers, key: Key, units: Iterable[Unit]) -> Marks:
    """Return the marks among answers, held against a key; an answer that is unsure is no mark."""
    asked = [unit for unit in units if may_be_absent(unit)]
    given = [unit for unit in asked if answers.get(unit) not in (None, ABSENT)]
    wanted = [unit for unit in asked if key.get(unit) and ABSENT not in key[unit]]
    held = [unit for unit in given if key.get(unit)]
    return Marks(
        given=len(given),
        given_in_key=len(held),
        key=len(wanted),
        found=sum(answers.get(unit) in key[unit] for unit in wanted),
        wrong=sum(answers.get(unit) not in key[unit] for unit in held),
    )


def is_blank(answers: Answers) -> bool:
    """Return whether nothing is marked: all that somebody said of what may be absent is that it is."""
    said = {code for unit, code in answers.items() if may_be_absent(unit)}
    return said == {ABSENT}
