"""The closer look at a text: its script, then each word by its spelling and by the lists that it stands in."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.languages.scripts import LATIN, script_of
from discourse.languages.spelling import Floats, spelling, word_evidence
from discourse.languages.tags import OTHER
from discourse.languages.words import listed_languages, words_of_any_language

Left = frozenset[str]
"""The languages that a text leaves open: one where it shows, none where anything is possible."""
ANY: Left = frozenset()
_READ = 2_000
"""Characters looked at: a language shows in its first sentences."""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_NO_WORD = re.compile(r"(?:https?://|www\.)[!-~]+|[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+|[@#]\w+")
"""Addresses, names of people and topics."""
_IN_ADDRESSES = ("@", "#", "://", "www.")
_NAME_LIKE = 0.4
"""What a word in a capital letter counts for inside a text: it is a name, or a German noun."""
_FEWEST = 2
"""Words without which nothing is told in the Latin script."""
_LEAD = 3.0
"""How far a language has to lead, as a natural logarithm, over the next one that is not close kin to it."""
_OPEN = 4.0
"""How far behind a language may be that is still held possible where none leads."""
_RARE = ("af", "ca", "cy", "et", "lt", "lv", "sl", "so", "sq", "sw", "tl")
_BEFOREHAND = {"en": 1.0} | dict.fromkeys(_RARE, -3.0)
"""What is held before a text is read: rarer languages have more to show."""
_KIN = (
    ("da", "no", "sv"), ("cs", "sk", "sl", "hr", "pl"), ("ca", "pt"), ("af", "nl"), ("id", "tl"), ("et", "fi"),
)  # fmt: skip
"""Languages so alike that a doubt among them is no doubt about the others."""
_SCRIPTS = {"cyrillic": ("bg", "mk", "ru", "uk"), "arabic": ("ar", "fa", "ur")}
_ENOUGH, _LISTED_SHARE, _LEAD_OF_WORD = 6, 6, 1.0
"""Of so many words or more, one in so many stands in the lists of the language or each leads so far on average, or the
text is in a language that is not known here."""


class _Read(NamedTuple):
    """The different words of a text, what each counts for, and the script; no words where that tells the language."""

    words: tuple[str, ...]
    weights: tuple[float, ...]
    script: str


class _Told(NamedTuple):
    """The likeliest language of each text, how far it leads, how many of the words are listed, and what is left open.

    ``open`` are texts × languages.
    """

    best: NDArray[np.intp]
    lead: Floats
    listed: NDArray[np.intp]
    open: NDArray[np.bool_]


def look_closely(texts: Sequence[str]) -> list[Left]:
    """Return the languages that each text leaves open."""
    read = [_read(text) for text in texts]
    readings = [reading for reading in read if reading and reading.words]
    spelt = iter(_by_spelling(readings) if readings else ())
    return [
        ANY if reading is None else next(spelt) if reading.words else frozenset({reading.script}) for reading in read
    ]


def _read(text: str) -> _Read | None:
    """Return what a text is judged by, ``None`` where nothing in it tells a language."""
    head = text[:_READ]
    if not head.isascii():
        head = unicodedata.normalize("NFC", head.replace("’", "'").replace("İ", "i"))
    if any(sign in head for sign in _IN_ADDRESSES):
        head = _NO_WORD.sub(" ", head)
    script = script_of(head)
    if script is None or not (script == LATIN or script in _SCRIPTS):
        return _Read((), (), script) if script else None
    neutral, listed = words_of_any_language(), listed_languages()
    counts: dict[str, float] = {}
    for word in _WORD.findall(head):
        lower = word.lower()
        if lower not in counts and lower not in neutral:
            counts[lower] = _NAME_LIKE if counts and lower not in listed and word.istitle() else 1.0
    return _Read(tuple(counts), tuple(counts.values()), script) if counts else None


def _by_spelling(readings: Sequence[_Read]) -> list[Left]:
    told = _told(readings)
    rows = zip(readings, told.best.tolist(), told.lead.tolist(), told.listed.tolist(), told.open, strict=True)
    languages = spelling().languages
    return [
        _left(reading, languages[best], _fits(sum(reading.weights), lead, listed))
        if lead >= _LEAD or reading.script != LATIN
        else _several(reading, left)
        for reading, best, lead, listed, left in rows
    ]


def _fits(words: float, lead: float, listed: int) -> bool:
    """Tell whether a text is in the likeliest language and not only likest to it."""
    return words < _ENOUGH or listed * _LISTED_SHARE >= words or lead >= _LEAD_OF_WORD * words


def _left(reading: _Read, language: str, fits: bool) -> Left:
    """Return what a text leaves open in which one language leads."""
    if reading.script != LATIN or (fits and len(reading.words) >= _FEWEST):
        return frozenset({language})
    return ANY if fits or language == "en" else frozenset({OTHER})


def _several(reading: _Read, left: NDArray[np.bool_]) -> Left:
    if len(reading.words) < _FEWEST:
        return ANY
    languages = spelling().languages
    return frozenset({languages[place] for place in np.flatnonzero(left)})


def _told(readings: Sequence[_Read]) -> _Told:
    numbers: dict[str, int] = {}
    places = np.array([numbers.setdefault(word, len(numbers)) for reading in readings for word in reading.words])
    weights = np.array([weight for reading in readings for weight in reading.weights], dtype=np.float32)
    starts = np.cumsum([0, *(len(reading.words) for reading in readings)])[:-1]
    evidence, listed = word_evidence(tuple(numbers))
    summed = np.add.reduceat(evidence[places] * weights[:, None], starts, axis=0) + _beforehand()
    scripts = sorted({reading.script for reading in readings})
    written = np.array([_written_in(script) for script in scripts])
    summed[~written[[scripts.index(reading.script) for reading in readings]]] = -np.inf
    best = summed.argmax(axis=1)
    everyone = np.arange(len(readings))
    beside = np.where(_kin()[best], -np.inf, summed).max(axis=1)
    in_lists = np.add.reduceat(listed[places], starts, axis=0, dtype=np.intp)[everyone, best]
    top = summed[everyone, best]
    return _Told(best, top - beside, in_lists, summed >= top[:, None] - _OPEN)


@cache
def _beforehand() -> Floats:
    return np.array([_BEFOREHAND.get(language, 0.0) for language in spelling().languages], dtype=np.float32)


@cache
def _written_in(script: str) -> NDArray[np.bool_]:
    elsewhere = {language for languages in _SCRIPTS.values() for language in languages}
    written = _SCRIPTS.get(script) or set(spelling().languages) - elsewhere
    return np.array([language in written for language in spelling().languages])


@cache
def _kin() -> NDArray[np.bool_]:
    """Return languages × languages: who is close kin to whom, everyone to itself."""
    languages = spelling().languages
    groups = [{language} for language in languages] + [set(group) for group in _KIN]
    return np.array([[any({one, two} <= group for group in groups) for two in languages] for one in languages])
