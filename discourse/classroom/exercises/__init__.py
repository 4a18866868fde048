"""The exercises: what is read, learned and done in each, written in TOML."""

import tomllib
from importlib.resources import files
from typing import Literal

import msgspec

ExerciseName = Literal["reply-graph", "stance", "claims", "codebook"]
NAMES: tuple[ExerciseName, ...] = ("reply-graph", "stance", "claims", "codebook")


class Reading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the short reading."""

    heading: str
    paragraphs: tuple[str, ...]


class Exercise(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An exercise: its title, the minutes it takes, and its texts, in English.

    ``{asked}`` in ``discussion`` stands for a question in comment ``{number}`` of the page that is used.
    """

    title: str
    minutes: int
    goals: tuple[str, ...]
    instructions: tuple[str, ...]
    reading: tuple[Reading, ...]
    discussion: tuple[str, ...]


def exercise(name: ExerciseName) -> Exercise:
    """Return the exercise of a name.

    >>> exercise("stance").minutes
    45
    """
    text = (files("discourse.classroom.exercises") / f"{name}.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Exercise)
