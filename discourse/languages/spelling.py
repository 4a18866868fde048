"""How likely the spelling of a word is in each language: shipped counts of one, two and three letters in a row.

``spelling.npz`` holds, for each run of up to three letters and each language, the negative logarithm of the
probability of its last letter after the others, learned from the letter counts of langdetect 1.0.9 (Apache License 2.0,
copyright 2010-2014 Cybozu Labs, Inc.) by ``python -m benchmarks.fit_languages``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from discourse.languages.words import listed_languages

Floats = NDArray[np.float32]

STEPS = 20.0
"""Steps of the shipped bytes in one natural logarithm."""
_TRUST = 0.6
"""How much of a spelling's likelihood counts: letters in a row are not independent."""
_LISTED = 3.0
"""What a language gains by a word of its lists, as a natural logarithm."""
_MOST = 4.0
"""What one word can say against a language, so that names, slips and a few foreign words do not decide."""
_LETTERS = 20
"""Letters of a word that are looked at."""
_ONE_LETTER = 0.25
"""What a word of one letter counts for."""


_SPELT_AS = str.maketrans({"ș": "ş", "ț": "ţ", "ی": "ي"})
"""Letters as the counts have them, for those typed in two ways."""


@dataclass(frozen=True, eq=False)
class Spelling:
    """The languages, the place of each run of letters, and runs × languages of negative logarithms in ``STEPS``."""

    languages: tuple[str, ...]
    places: dict[str, int]
    steps: NDArray[np.uint8]


@cache
def spelling() -> Spelling:
    """Return the shipped table."""
    path = files("discourse") / "languages" / "spelling.npz"
    with path.open("rb") as file, np.load(file, allow_pickle=False) as shipped:
        runs = str(shipped["runs"]).split("\n")
        languages = tuple(str(shipped["languages"]).split())
        return Spelling(languages, {run: place for place, run in enumerate(runs)}, shipped["steps"])


def word_evidence(words: Sequence[str]) -> tuple[Floats, NDArray[np.bool_]]:
    """Return words × languages twice: what a word says for each (0 for the likeliest, down to ``-_MOST``), and listed.

    The words are in lower case, at least one.
    """
    table = spelling()
    runs = [_runs(word, table.places) for word in words]
    starts = np.cumsum([0, *(len(found) for found in runs)])[:-1]
    steps = table.steps[np.array([place for found in runs for place in found])]
    likely = np.add.reduceat(steps, starts, axis=0, dtype=np.float32) * np.float32(-_TRUST / STEPS)
    listed = listed_in(words, table.languages)
    likely += listed * np.float32(_LISTED)
    likely -= likely.max(axis=1, keepdims=True)
    np.maximum(likely, -_MOST, out=likely)
    likely *= np.where([len(word) == 1 for word in words], np.float32(_ONE_LETTER), np.float32(1))[:, None]
    return likely, listed


def _runs(word: str, places: dict[str, int]) -> list[int]:
    """Return the places of a word's runs of letters; a run that is not known counts by its last letters."""
    padded = f" {word[:_LETTERS].translate(_SPELT_AS)} "
    found = []
    for end in range(2, len(padded) + 1):
        for length in (3, 2, 1):
            place = places.get(padded[max(0, end - length) : end])
            if place is not None:
                found.append(place)
                break
    return found or [places[" "]]


def listed_in(words: Sequence[str], languages: tuple[str, ...]) -> NDArray[np.bool_]:
    """Return words × languages: which words stand in the lists of which languages."""
    column = {language: place for place, language in enumerate(languages)}
    tables = listed_languages()
    found = np.zeros((len(words), len(languages)), dtype=np.bool_)
    for number, word in enumerate(words):
        for language in tables.get(word, ()):
            found[number, column[language]] = True
    return found
