"""Classes of independent students, and one who copies: who is careless, who is lazy, and comments that mislead."""

import random
from collections import Counter
from typing import NamedTuple

from discourse.classroom.answers import ARTICLE, Unit
from discourse.classroom.packs import Pack
from discourse.classroom.students import Student
from discourse.human.codings import ABSENT, CODES

STUDENTS = 30
LAZY = 3
"""Students who mark nothing, and give each comment one and the same answer."""


class Lure(NamedTuple):
    """What is right of a unit, how hard it is (1 on average), and what most of those say who get it wrong."""

    right: str
    codes: list[str]
    hard: float
    wrong: str


def independent(pack: Pack, noise: float, chance: random.Random) -> list[dict[Unit, str]]:
    """Return what each of thirty students answers who do not know each other.

    They err with a probability of ``noise`` on average, more where a comment is hard and where a student is careless;
    seven of ten errors at a unit are the same one, and what is there is overlooked more than what is not is seen.
    """
    lures = {unit: _lure(pack, unit, chance) for unit in pack.units()}
    return [
        _lazy(pack, number) if number < LAZY else _careful(lures, noise * chance.uniform(0.3, 1.7), chance)
        for number in range(STUDENTS)
    ]


def _lure(pack: Pack, unit: Unit, chance: random.Random) -> Lure:
    right = (pack.key_of().get(unit) or (ABSENT,))[0]
    codes = codes_of(pack, unit)
    others = [code for code in codes if code != right] or [right]
    absent = ABSENT in codes and right != ABSENT
    return Lure(right, others, 4 * chance.betavariate(1, 3), ABSENT if absent else chance.choice(others))


def codes_of(pack: Pack, unit: Unit) -> list[str]:
    if unit.question != "answers":
        return list(CODES[unit.question.split()[0]])  # type: ignore[index]
    place = [comment.id for comment in pack.thread.comments].index(unit.comment)
    return [ARTICLE, *map(str, range(1, place + 1))]


def _careful(lures: dict[Unit, Lure], noise: float, chance: random.Random) -> dict[Unit, str]:
    own = {}
    for unit, lure in lures.items():
        likely = min(0.9, noise * lure.hard * (0.3 if lure.right == ABSENT else 1))
        wrong = lure.wrong if chance.random() < 0.7 else chance.choice(lure.codes)
        own[unit] = wrong if chance.random() < likely else lure.right
    return own


def _lazy(pack: Pack, number: int) -> dict[Unit, str]:
    """Return answers by a habit: nothing marked, the first code, of replies the comment above."""
    own = {}
    for unit in pack.units():
        codes = codes_of(pack, unit)
        own[unit] = codes[-1] if unit.question == "answers" or ABSENT in codes else codes[0]
    return own


def copied(pack: Pack, own: dict[Unit, str], edited: float, chance: random.Random) -> dict[Unit, str]:
    """Return answers of somebody who copies and changes a share of what is marked."""
    return {
        unit: chance.choice(codes_of(pack, unit)) if code != ABSENT and chance.random() < edited else code
        for unit, code in own.items()
    }


def majority_of(pack: Pack, said: list[dict[Unit, str]]) -> dict[Unit, str | None]:
    found: dict[Unit, str | None] = {}
    for unit in pack.units():
        often = Counter(own[unit] for own in said if unit in own)
        code, most = often.most_common(1)[0] if often else ("", 0)
        found[unit] = code if 2 * most > often.total() else None
    return found


def students_of(said: list[dict[Unit, str]]) -> list[Student]:
    return [Student(str(number), own, {}, ()) for number, own in enumerate(said)]
