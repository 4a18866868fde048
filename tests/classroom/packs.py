"""Exercises on the bundled corpora, made once a test run."""

from functools import cache
from pathlib import Path

import msgspec

from discourse.classroom.answers import KeyEntry
from discourse.classroom.exercises import ExerciseName
from discourse.classroom.packs import Pack, gold_of, made
from discourse.codebook import load_codebook, merge
from discourse.readers import read

CORPORA = Path(__file__).parents[2] / "corpora"


@cache
def pack_of(corpus: str, exercise: ExerciseName) -> Pack:
    books = ["general", "proxy-war"] if corpus == "convoy" else ["general"]
    thread = read(CORPORA / corpus / "page.html")
    return made(exercise, thread, merge([load_codebook(book) for book in books]), gold_of(CORPORA / corpus))


def with_no_side(pack: Pack) -> Pack:
    """Return a pack by whose key no comment takes a side."""
    sides = (unit for unit in pack.units() if unit.question.startswith("stance "))
    key = (*pack.key, *(KeyEntry(*unit, ("absent",)) for unit in sides))
    return msgspec.structs.replace(pack, key=key)
