"""What is compared: for each variable the units that coders decided, out of their codings."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import numpy as np

from discourse.agreement.values import Ints, Values, values_of
from discourse.human.codings import ABSENT, CODES, Codings
from discourse.human.consensus import Place, Question, answers_to, questions_of
from discourse.model import Variable


class Units(NamedTuple):
    """Units × coders, with the number of the comment that each unit is of, and the comments by their numbers.

    ``asked`` is the number of the question that each unit answers.
    """

    values: Values
    comment: Ints
    comments: tuple[Place, ...]
    asked: Ints

    def to(self, question: int) -> "Units":
        """Return the units that answer the question of this number."""
        kept = self.asked == question
        values = Values(self.values.given[kept], self.values.values)
        return Units(values, self.comment[kept], self.comments, self.asked[kept])

    def of(self, coders: Sequence[int]) -> "Units":
        """Return the units as these coders have them."""
        return self._replace(values=Values(self.values.given[:, list(coders)], self.values.values))

    def is_code(self, code: Hashable) -> "Units":
        """Return the units with two values: this code, and any other."""
        given = self.values.given
        same = np.where(given < 0, given, (given == self.values.values.index(code)).astype(np.int64))
        return self._replace(values=Values(same, (f"not {code}", code)))

    def holds(self, code: Hashable) -> "Units":
        """Return units of sets with two values: whether the set holds this code."""
        inside = np.array([*(code in each for each in self.values.values), False])
        given = np.where(self.values.given < 0, self.values.given, inside[self.values.given].astype(np.int64))
        return self._replace(values=Values(given, (f"not {code}", code)))


def asked_questions(coders: Sequence[Codings], variable: Variable) -> list[Question]:
    """Return the questions of a variable that two coders at least were asked."""
    asked = sum(variable in codings.asked for codings in coders)
    return [question for question in questions_of(coders) if question.variable == variable] if asked > 1 else []


def units_of(coders: Sequence[Codings], questions: Sequence[Question]) -> Units:
    """Return a unit for each comment and question of one variable that any coder decided."""
    given = [answers_to(codings, questions) for codings in coders]
    rows: list[list[str | None]] = []
    places: list[Place] = []
    asked: list[int] = []
    for number, question in enumerate(questions):
        own = [one[question] for one in given]
        for place in dict.fromkeys(place for one in own for place in one):
            rows.append([one.get(place) for one in own])
            places.append(place)
            asked.append(number)
    variable = questions[0].variable if questions else "claim"
    return _units(values_of(rows, CODES[variable]), places, asked)


def set_units(coders: Sequence[Codings], variable: Variable) -> Units:
    """Return a unit for each comment, its value the set of what it has: claim types, targets, or forms.

    A comment in which a coder cannot tell of anything that the variable asks has no value from them.
    """
    said = [_sets(codings, variable) for codings in coders]
    places = list(dict.fromkeys(place for one in said for place in one))
    return _units(values_of([[one.get(place) for one in said] for place in places]), places, [0] * len(places))


def _sets(codings: Codings, variable: Variable) -> dict[Place, frozenset[str]]:
    found: dict[Place, frozenset[str]] = {}
    if variable not in codings.asked:
        return found
    for coded in codings.comments:
        marks = [mark for mark in coded.marks if mark.variable == variable]
        if any(mark.code is None for mark in marks):
            continue
        said = (mark.code if variable == "form" else mark.target for mark in marks if mark.code != ABSENT)
        found[coded.source, coded.comment] = frozenset(filter(None, said))
    return found


def _units(values: Values, places: Sequence[Place], asked: Sequence[int]) -> Units:
    number = {place: at for at, place in enumerate(dict.fromkeys(places))}
    comment = np.array([number[place] for place in places], np.int64)
    return Units(values, comment, tuple(number), np.array(asked, np.int64))
