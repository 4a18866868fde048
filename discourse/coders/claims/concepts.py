"""What a definition or an example is about: its content words by stem, with words of near and opposite meaning."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from discourse.coders.claims.tokens import Sentence, stem_of
from discourse.coders.lexicon import primary, table
from discourse.languages import function_words

OPPOSITE_BEGINNINGS = ("un", "in", "im", "ir", "il", "dis", "non", "mis")


class Sense(NamedTuple):
    """A meaning that a word may have: a group of the lexicon or its own stem; ``opposite`` turns it over."""

    concept: str
    opposite: bool = False


@dataclass(frozen=True, slots=True)
class _Groups:
    senses: dict[str, tuple[Sense, ...]]
    empty: frozenset[str]


@cache
def _groups(language: str) -> _Groups:
    lexicon = table("related", language)
    senses: dict[str, list[Sense]] = {}
    for number, line in enumerate(lexicon["groups"]):
        for side, members in enumerate(line.split("|")):
            for stem in dict.fromkeys(stem_of(word, language) for word in members.split()):
                senses.setdefault(stem, []).append(Sense(f"#{number}", side == 1))
    empty = frozenset(lexicon["empty"].split()) | function_words(language)
    return _Groups({stem: tuple(found) for stem, found in senses.items()}, empty)


@lru_cache(maxsize=20_000)
def is_content(lower: str, language: str) -> bool:
    """Return whether a word can tell one claim from another.

    >>> is_content("habitat", "en"), is_content("comment", "en")
    (True, False)
    """
    return lower not in _groups(primary(language)).empty and len(lower) > 2 and not lower.endswith("n't")


@lru_cache(maxsize=20_000)
def related_senses(stem: str, language: str) -> tuple[Sense, ...]:
    """Return the groups of near meaning that a stem belongs to, and of opposite meaning by its form.

    >>> [sense.opposite for sense in related_senses("unenforc", "en")]
    [True]
    """
    groups = _groups(primary(language)).senses
    found = groups.get(stem, ())
    if found or primary(language) != "en":
        return found
    for beginning in OPPOSITE_BEGINNINGS:
        rest = stem.removeprefix(beginning)
        if rest != stem and len(rest) >= 4:
            return (Sense(rest, opposite=True), *(Sense(s.concept, not s.opposite) for s in groups.get(rest, ())))
    return ()


def stems_meaning(concepts: Collection[str], language: str) -> frozenset[str]:
    """Return the stems in the groups of near meaning among some concepts."""
    groups = _groups(primary(language)).senses
    return frozenset(stem for stem, found in groups.items() if any(sense.concept in concepts for sense in found))


@lru_cache(maxsize=20_000)
def senses(stem: str, language: str) -> tuple[Sense, ...]:
    """Return what a stem may mean: itself, and the groups that it belongs to."""
    return (Sense(stem), *related_senses(stem, language))


def content_positions(sentence: Sentence, language: str) -> list[int]:
    """Return the numbers of the content words of a sentence."""
    return [number for number, token in enumerate(sentence.tokens) if is_content(token.lower, language)]
