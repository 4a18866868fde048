"""Files that share what independent students seldom share: a reason to ask, never a verdict.

What most of a class says copiers and careful readers say alike, so it says nothing. Nor do habits: two students
who mark nothing, who press the first code each time, or who always take the comment above for the one that is answered
share all that they have against the class and have never met. So beside what a pair shares by one habit for each
variable something else has to be shared. Of 4,800 simulated classes of 27 independent and 3 lazy students (eight
exercises on the bundled pages, three levels of noise) a pair was named in 4, of which 2 were among the 200 of one kind.
Of the files copied as they are from a student with five answers against the class, 98 in 100 were named; of those of
which every tenth mark was then changed, half (``tests/classroom/test_alike.py`` simulates a smaller number).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from discourse.classroom.answers import REPLIES, Answers, Unit
from discourse.classroom.students import Student
from discourse.model import Thread
from discourse.text import Span, sentences
from discourse.translation import translated
from discourse.translation.phrases import enumerated

LEAST_SHARED = 5
"""Answers against the class, or passages, that two files have to share before anybody asks."""
LEAST_BEYOND = 2
"""Shared answers against the class that are not of the habits of the pair."""
_ANSWERS = 0.8
_PASSAGES = 0.9
_OTHERS = 0.1
"""Share of the other students up to which a passage is still unusual."""

Answer = tuple[Unit, str]
Passage = tuple[Unit, tuple[int, int]]


class Alike(NamedTuple):
    """Two files that share more than chance gives, and what they share, in words."""

    names: tuple[str, str]
    why: str


def alike(thread: Thread, students: Sequence[Student], majority: Answers) -> Iterator[Alike]:
    """Yield pairs of files that share what chance seldom gives, in the order of the students.

    Two files are named where they share at least five answers against the class, at least two of which go beyond one
    habit for each variable, and these are at least four fifths of what either has against it; or where they took at
    least five passages as evidence that are no whole sentences and that at most a tenth of the others took, and nine
    of ten of all such passages from the same letter to the same letter.
    """
    place = {comment.id: number for number, comment in enumerate(thread.comments, start=1)}
    against = [_against(one, majority) for one in students]
    passages = _unusual(thread, students)
    for one, other in combinations(range(len(students)), 2):
        why = []
        odd, same = against[one] & against[other], passages[one] & passages[other]
        if (
            _are_most(len(odd), len(against[one] | against[other]), _ANSWERS)
            and _beyond_habit(odd, place) >= LEAST_BEYOND
        ):
            why.append(translated("{n} of the same answers against the class", n=len(odd)))
        if _are_most(len(same), len(passages[one] | passages[other]), _PASSAGES):
            why.append(translated("{n} unusual passages marked from the same letter to the same letter", n=len(same)))
        if why:
            yield Alike((students[one].name, students[other].name), enumerated(why))


def _are_most(shared: int, all_: int, share: float) -> bool:
    return shared >= LEAST_SHARED and shared >= share * all_


def _against(student: Student, majority: Answers) -> set[Answer]:
    """Return the answers of a student that are not the class's; where the class is divided there are none."""
    return {
        (unit, code)
        for unit, code in student.answers.items()
        if code is not None and majority.get(unit) not in (None, code)
    }


def _beyond_habit(odd: set[Answer], place: Mapping[str, int]) -> int:
    """Return how many answers are left without the most frequent one of each variable."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for unit, code in odd:
        variable = unit.question.partition(" ")[0]
        kinds[variable][_previous(unit, code, place)] += 1
    return len(odd) - sum(max(often.values()) for often in kinds.values())


def _previous(unit: Unit, code: str, place: Mapping[str, int]) -> str:
    """Return a code; of replies, the comment just above is called so, whatever its number."""
    above = str(place.get(unit.comment, 0) - 1)
    return "the one above" if unit.question == REPLIES and code == above else code


def _unusual(thread: Thread, students: Sequence[Student]) -> list[set[Passage]]:
    """Return the passages of each student that are no whole sentences and that hardly anybody else took."""
    bounds = _Sentences(thread)
    often = Counter(passage for student in students for passage in student.spans.items())
    marked = Counter(unit for student in students for unit in student.spans)
    return [
        {
            (unit, span)
            for unit, span in student.spans.items()
            if often[unit, span] - 2 <= _OTHERS * (marked[unit] - 2) and not bounds.are_whole(unit.comment, span)
        }
        for student in students
    ]


class _Sentences:
    """Says whether a passage is one or more whole sentences of a comment."""

    def __init__(self, thread: Thread) -> None:
        texts = {comment.id: comment.text for comment in reversed(thread.comments)}
        self._texts = texts
        self._of = cache(lambda comment: tuple(sentences(texts.get(comment, ""))))

    def are_whole(self, comment: str, span: tuple[int, int]) -> bool:
        """Return whether a passage begins and ends with a sentence, with or without its last mark."""
        found: tuple[Span, ...] = self._of(comment)
        text = self._texts.get(comment, "")
        return any(start == span[0] for start, _ in found) and any(
            start < span[1] <= end and not any(letter.isalnum() for letter in text[span[1] : end])
            for start, end in found
        )
