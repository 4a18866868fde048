"""Which files are asked about: copies are, independent students hardly ever are."""

import random

import pytest

from discourse.classroom.alike import alike
from discourse.classroom.answers import Unit
from discourse.classroom.exercises import ExerciseName
from discourse.classroom.students import Student
from discourse.model import Article, Comment, Thread
from tests.classroom.independent import copied, independent, majority_of, students_of
from tests.classroom.packs import pack_of

THREAD = Thread(
    article=Article(source="swans.html"),
    comments=tuple(Comment(id=str(at), text="Swans bite. They are white. I saw them.") for at in range(1, 13)),
)
UNITS = [Unit("claim a", str(at)) for at in range(1, 13)]


def named(students: list[Student], majority: dict[Unit, str | None]) -> list[tuple[tuple[str, str], str]]:
    return [(each.names, each.why) for each in alike(THREAD, students, majority)]


def student(name: str, codes: list[str], spans: dict[Unit, tuple[int, int]] | None = None) -> Student:
    return Student(name, dict(zip(UNITS, codes, strict=False)), spans or {}, ())


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        (["asserts"] * 3 + ["reports"] * 2, ["asserts"] * 3 + ["reports"] * 2, True),
        (["asserts"] * 4 + ["reports"], ["asserts"] * 4 + ["reports"], False),  # all but one by one habit
        (["absent"] * 12, ["absent"] * 12, False),  # both marked nothing
        (["asserts"] * 2 + ["reports"] * 2, ["asserts"] * 2 + ["reports"] * 2, False),  # too few
        (["asserts"] * 3 + ["reports"] * 3, ["asserts"] * 3 + ["reports"] * 2 + ["absent"], False),  # 5 of 7
        (["asserts"] * 4 + ["reports"] * 3, ["asserts"] * 4 + ["reports"] * 2, True),  # 6 of 7
        (["rejects"] * 12, ["rejects"] * 12, False),  # as the class
    ],
)
def test_five_shared_answers_against_the_class_that_are_no_habit(one: list[str], other: list[str], asked: bool) -> None:
    found = named([student("Ada", one), student("Bela", other)], dict.fromkeys(UNITS, "rejects"))
    assert bool(found) == asked


def test_what_is_shared_is_said() -> None:
    codes = ["asserts"] * 3 + ["reports"] * 3
    assert named([student("Ada", codes), student("Bela", codes)], dict.fromkeys(UNITS, "rejects")) == [
        (("Ada", "Bela"), "6 of the same answers against the class")
    ]


def test_who_always_takes_the_comment_above_has_copied_from_nobody() -> None:
    units = [Unit("answers", str(at)) for at in range(1, 13)]
    own = {unit: str(int(unit.comment) - 1) if unit.comment != "1" else "article" for unit in units}
    students = [Student(name, own, {}, ()) for name in ("Ada", "Bela")]
    assert named(students, dict.fromkeys(units, "article")) == []


@pytest.mark.parametrize(
    ("span", "asked"),
    [
        ((6, 10), True),  # "bite"
        ((0, 11), False),  # "Swans bite.": a sentence
        ((0, 10), False),  # "Swans bite": a sentence without its last mark
        ((0, 38), False),  # all
        ((12, 26), False),  # "They are white"
        ((17, 34), True),  # "are white. I saw"
    ],
)
def test_the_same_passages_are_noticed_unless_they_are_sentences(span: tuple[int, int], asked: bool) -> None:
    spans = dict.fromkeys(UNITS[:6], span)
    found = named([student("Ada", [], spans), student("Bela", [], spans)], {})
    why = "6 unusual passages marked from the same letter to the same letter"
    assert found == ([(("Ada", "Bela"), why)] if asked else [])


def test_passages_that_others_took_too_say_nothing() -> None:
    spans = dict.fromkeys(UNITS[:6], (6, 10))
    assert named([student(str(at), [], spans) for at in range(5)], {}) == []


@pytest.mark.parametrize("noise", [0.1, 0.2, 0.35])
@pytest.mark.parametrize(
    ("corpus", "exercise"), [("freibad", "claims"), ("phones", "stance"), ("convoy", "reply-graph")]
)
def test_of_independent_students_hardly_any_are_asked_about(corpus: str, exercise: ExerciseName, noise: float) -> None:
    """At most one class of thirty; 200 classes of each kind gave at most two."""
    pack, chance = pack_of(corpus, exercise), random.Random(noise)  # noqa: S311 - simulated students
    classes = [independent(pack, noise, chance) for _ in range(30)]
    asked = [bool(list(alike(pack.thread, students_of(said), majority_of(pack, said)))) for said in classes]
    assert sum(asked) <= 1


def test_copies_are_asked_about() -> None:
    """Of those who copy a student with at least eight answers against the class, as they are, all."""
    pack, chance = pack_of("river", "claims"), random.Random(3)  # noqa: S311 - simulated students
    for _ in range(20):
        said = independent(pack, 0.35, chance)
        said.append(copied(pack, said[-1], 0.0, chance))
        majority = majority_of(pack, said)
        against = sum(majority[unit] not in (None, code) for unit, code in said[-1].items())
        found = [each.names for each in alike(pack.thread, students_of(said), majority)]
        assert against < 8 or ("29", "30") in found
