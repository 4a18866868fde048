"""Exercises on the bundled corpora, made once a test run."""

from functools import cache
from pathlib import Path

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
