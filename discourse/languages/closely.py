"""The closer look at a text: its script, then each word by its spelling and by the lists that it stands in."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.languages.pieces import Ints, Numbered, Pieces, Splitter, run_begins
from discourse.languages.scripts import LATIN, script_of
from discourse.languages.spelling import Floats, listed_in, spelling, word_evidence
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
    """The different words of texts by their number, text after text, the text of each, and whether it may be a name.

    The words of text ``t`` are ``first[t]`` to before ``first[t + 1]``; ``script`` is that of each text.
    """

    numbered: Numbered
    word: Ints
    row: Ints
    name_like: NDArray[np.bool_]
    first: Ints
    script: list[str]

    @property
    def weight(self) -> NDArray[np.float64]:
        """What each word counts for."""
        return np.where(self.name_like, _NAME_LIKE, 1.0)

    def worded(self) -> "tuple[Ints, _Read]":
        """Return the texts that have words, and what those are judged by."""
        kept = np.flatnonzero(np.diff(self.first))
        first = np.append(self.first[kept], self.first[-1])
        row = np.repeat(np.arange(len(kept)), np.diff(first))
        return kept, self._replace(row=row, first=first, script=[self.script[at] for at in kept.tolist()])


class _Told(NamedTuple):
    """The likeliest language of each text, how far it leads, how many of the words are listed, and what is left open.

    ``open`` are texts × languages.
    """

    best: NDArray[np.intp]
    lead: Floats
    listed: NDArray[np.intp]
    open: NDArray[np.bool_]


_split = Splitter().split
"""Few texts are looked at closely, so that their words are numbered by themselves."""


def look_closely(texts: Sequence[str]) -> list[Left]:
    """Return the languages that each text leaves open."""
    heads = [_as_read(text[:_READ]) for text in texts]
    scripts = [script_of(head) for head in heads]
    found = [frozenset({script}) if script else ANY for script in scripts]
    spelt = [at for at, script in enumerate(scripts) if script == LATIN or script in _SCRIPTS]
    for at in spelt:
        found[at] = ANY
    if spelt:
        read = _read(_split([heads[at] for at in spelt]), [scripts[at] or "" for at in spelt])
        worded, read = read.worded()
        for at, left in zip(worded.tolist(), _by_spelling(read) if len(worded) else (), strict=True):
            found[spelt[at]] = left
    return found


def _as_read(head: str) -> str:
    if not head.isascii():
        head = unicodedata.normalize("NFC", head.replace("’", "'").replace("İ", "i"))
    return _NO_WORD.sub(" ", head) if any(sign in head for sign in _IN_ADDRESSES) else head


def _read(pieces: Pieces, scripts: list[str]) -> _Read:
    """Return what texts are judged by: each of their words once, but for those that stand in any language."""
    words = pieces.numbered.rows(_words)
    counts, picked = words.of(pieces.piece)
    row = np.repeat(pieces.row, counts)
    number, name_like = (column[picked] for column in words.columns)
    row, number, name_like = (column[number >= 0] for column in (row, number, name_like))
    order = np.argsort((row << 32) | number, kind="stable")
    new = np.ones(len(order), bool)
    new[1:] = (row[order][1:] != row[order][:-1]) | (number[order][1:] != number[order][:-1])
    kept = np.sort(order[new])
    row, number, name_like = row[kept], number[kept], name_like[kept]
    first = np.searchsorted(row, np.arange(pieces.texts + 1))
    name_like[run_begins(row)] = False
    return _Read(words.words, number, row, np.asarray(name_like, bool), first, scripts)


def _words(pieces: Sequence[str], numbered: Numbered) -> tuple[NDArray[Any], ...]:
    """Return of pieces how many words they have, the number of each word, and whether it looks like a name."""
    neutral, listed = words_of_any_language(), listed_languages()
    found = [[piece] if piece.isalpha() else _WORD.findall(piece) for piece in pieces]
    flat = [word for words in found for word in words]
    lowers = [word.lower() for word in flat]
    numbers = numbered.numbers(lowers)
    numbers[[lower in neutral for lower in lowers]] = -1
    name_like = [word.istitle() and lower not in listed for word, lower in zip(flat, lowers, strict=True)]
    return np.fromiter(map(len, found), np.int64, len(found)), numbers, np.array(name_like, bool)


def _by_spelling(read: _Read) -> list[Left]:
    told = _told(read)
    weights, counts = np.bincount(read.row, read.weight).tolist(), np.diff(read.first).tolist()
    rows = zip(told.best.tolist(), told.lead.tolist(), told.listed.tolist(), weights, counts, read.script, strict=True)
    languages = spelling().languages
    return [
        _left(script, count, languages[best], _fits(words, lead, listed))
        if lead >= _LEAD or script != LATIN
        else _several(count, told.open[at])
        for at, (best, lead, listed, words, count, script) in enumerate(rows)
    ]


def _fits(words: float, lead: float, listed: int) -> bool:
    """Tell whether a text is in the likeliest language and not only likest to it."""
    return words < _ENOUGH or listed * _LISTED_SHARE >= words or lead >= _LEAD_OF_WORD * words


def _left(script: str, words: int, language: str, fits: bool) -> Left:
    """Return what a text leaves open in which one language leads."""
    if script != LATIN or (fits and words >= _FEWEST):
        return frozenset({language})
    return ANY if fits or language == "en" else frozenset({OTHER})


def _several(words: int, left: NDArray[np.bool_]) -> Left:
    if words < _FEWEST:
        return ANY
    languages = spelling().languages
    return frozenset({languages[place] for place in np.flatnonzero(left)})


def _told(read: _Read) -> _Told:
    from scipy.sparse import csr_array

    evidence, listed = read.numbered.column(_evidence), read.numbered.column(_listed)
    words = csr_array((read.weight.astype(np.float32), read.word, read.first), shape=(len(read.script), len(evidence)))
    summed = words @ evidence + _beforehand()
    scripts = sorted(set(read.script))
    written = np.array([_written_in(script) for script in scripts])
    summed[~written[[scripts.index(script) for script in read.script]]] = -np.inf
    best = summed.argmax(axis=1)
    everyone = np.arange(len(best))
    beside = np.where(_kin()[best], -np.inf, summed).max(axis=1)
    in_lists = np.bincount(read.row, listed[read.word, best[read.row]], len(best))
    top = summed[everyone, best]
    return _Told(best, top - beside, in_lists, summed >= top[:, None] - _OPEN)


def _evidence(words: Sequence[str]) -> Floats:
    return word_evidence(words)[0] if words else np.zeros((0, len(spelling().languages)), np.float32)


def _listed(words: Sequence[str]) -> NDArray[np.bool_]:
    return listed_in(words, spelling().languages)


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
