"""The exercises: what is read, learned and done in each, written in TOML, one file for each language."""

import tomllib
from importlib.resources import files
from typing import Literal

import msgspec

from discourse.translation import language

ExerciseName = Literal["reply-graph", "stance", "claims", "codebook"]
NAMES: tuple[ExerciseName, ...] = ("reply-graph", "stance", "claims", "codebook")


class Reading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the short reading."""

    heading: str
    paragraphs: tuple[str, ...]


class Exercise(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An exercise: its title, the minutes it takes, and its texts.

    ``{asked}`` in ``discussion`` stands for a question in comment ``{number}`` of the page that is used.
    """

    title: str
    minutes: int
    goals: tuple[str, ...]
    instructions: tuple[str, ...]
    reading: tuple[Reading, ...]
    discussion: tuple[str, ...]


def exercise(name: ExerciseName) -> Exercise:
    """Return the exercise of a name in the language in force.

    >>> exercise("stance").minutes
    45
    """
    tongue = "" if language() == "en" else f".{language()}"
    text = (files("discourse.classroom.exercises") / f"{name}{tongue}.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Exercise)
