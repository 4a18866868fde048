"""Where the words of the status lexicon stand in a sentence: negators, denials, hedges, attributions and the rest."""

from collections.abc import Sequence
from functools import cache, lru_cache, partial
from typing import NamedTuple

from discourse.coders.claims.remembered import Remembered
from discourse.coders.claims.tokens import Sentence
from discourse.coders.lexicon import primary, table

_MASKED_BY = {
    "negators": ("pseudo_negators", "deniers", "verdicts_against", "uncertain"),
    "deniers": ("pseudo_negators",),
    "saying": ("attribution", "pseudo_negators"),
    "verdicts_against": ("pseudo_negators",),
    "conditional": ("unreal", "pseudo_negators", "uncertain", "deniers"),
    "contrast": ("pseudo_negators",),
}
"""Kinds that do not count inside a longer phrase of another kind: the "not" of "not only" negates nothing."""
_KINDS = frozenset({
    "attribution", "conditional", "contrast", "credence", "deniers", "denial_nouns", "fables", "factive", "falsehoods",
    "hedges", "naming", "negators", "pseudo_negators", "sarcasm", "saying", "uncertain", "unreal", "verdicts_against",
    "verdicts_for",
})  # fmt: skip
"""Kinds of phrases that are looked for in sentences; those of the other kinds are looked up as sets of words."""


class Trigger(NamedTuple):
    """A phrase of the lexicon in a sentence, as a half-open range of words."""

    start: int
    end: int


Triggers = dict[str, list[Trigger]]


@cache
def word_set(kind: str, language: str, section: str | None = None) -> frozenset[str]:
    """Return the entries of one kind as a set, with "ss" for "ß" as in the words of a sentence."""
    lexicon = table("status", language)
    return frozenset(entry.casefold() for entry in (lexicon[section] if section else lexicon)[kind])


def find_triggers(sentence: Sentence, language: str, own: frozenset[int] = frozenset()) -> Triggers:
    """Return the triggers of a sentence by kind, in order; words numbered in ``own`` take no part in any."""
    found = _find(sentence.lowers, primary(language))
    if own.isdisjoint(found.words):
        return found.counting
    first, last = min(own), max(own)
    return _counting({
        kind: [
            trigger
            for trigger in here
            if trigger.end <= first or trigger.start > last or own.isdisjoint(range(trigger.start, trigger.end))
        ]
        for kind, here in found.every.items()
    })  # fmt: skip


def _counting(found: Triggers) -> Triggers:
    return {
        kind: [trigger for trigger in here if not _masked(kind, trigger, found)] if kind in _MASKED_BY else here
        for kind, here in found.items()
        if here
    }


class _Found(NamedTuple):
    """The triggers of a sentence, those that count where no word of theirs is a claim's own, and all their words."""

    every: Triggers
    counting: Triggers
    words: frozenset[int]


_Entries = tuple[tuple[tuple[str, ...], str], ...]


class _Begun(NamedTuple):
    """The phrases that may begin with a word, longest first: those after which any word may stand, those by the next.

    Those by the next word take in those of one word.
    """

    anyhow: _Entries
    by_next: dict[str, _Entries]


def _begun(lower: str, language: str) -> _Begun | None:
    """Return what may begin with a word, ``None`` for nothing."""
    entries = phrases_at(lower, language)
    if not entries:
        return None
    anyhow = tuple(entry for entry in entries if not entry[0][1:] or entry[0][1][-1] == "*")
    following = {entry[0][1] for entry in entries if entry not in anyhow}
    by_next = {word: tuple(entry for entry in entries if entry in anyhow or entry[0][1] == word) for word in following}
    return _Begun(anyhow, by_next)


@cache
def _beginnings(language: str) -> Remembered[_Begun | None]:
    return Remembered(partial(_begun, language=language))


@lru_cache(maxsize=4_096)
def _find(lowers: tuple[str, ...], language: str) -> _Found:
    every = _every(lowers, language)
    if not every:
        return _NOTHING
    words = frozenset([at for here in every.values() for start, end in here for at in range(start, end)])
    return _Found(every, _counting(every), words)


_NOTHING = _Found({}, {}, frozenset())


def _every(lowers: tuple[str, ...], language: str) -> Triggers:
    found: Triggers = {}
    for at, begun in enumerate(map(_beginnings(language).__getitem__, lowers)):
        if begun is None:
            continue
        anyhow, by_next = begun
        entries = by_next.get(lowers[at + 1], anyhow) if at + 1 < len(lowers) else anyhow
        for words, kind in entries:
            if len(words) == 1 or matches_at(lowers, at, words):
                here = found.get(kind)
                if here is None:
                    found[kind] = [Trigger(at, at + len(words))]
                elif here[-1].end <= at:
                    here.append(Trigger(at, at + len(words)))
    return found


def matches_at(lowers: Sequence[str], at: int, words: tuple[str, ...]) -> bool:
    """Tell whether a phrase stands at a word; a star at a word's end stands for any ending."""
    if at + len(words) > len(lowers):
        return False
    for there, word in zip(lowers[at : at + len(words)], words, strict=True):
        if there != word and not (word[-1] == "*" and there.startswith(word[:-1])):
            return False
    return True


def _masked(kind: str, trigger: Trigger, found: Triggers) -> bool:
    return any(
        other.start <= trigger.start and trigger.end <= other.end and other != trigger
        for masking in _MASKED_BY.get(kind, ())
        for other in found.get(masking, ())
    )


def phrases_at(lower: str, language: str) -> _Entries:
    """Return the phrases that may begin with a word, longest first."""
    exact, prefixed = _phrases(language)
    begun = [entry for word, entries in prefixed.items() if lower.startswith(word) for entry in entries]
    found = [*exact.get(lower, ()), *begun]
    if language == "en" and lower.endswith("n't"):
        found.append(((lower,), "negators"))
    return tuple(sorted(found, key=lambda entry: (-len(entry[0]), entry)))


_Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


@cache
def _phrases(language: str) -> tuple[_Phrases, _Phrases]:
    exact: _Phrases = {}
    prefixed: _Phrases = {}
    for kind, phrases in table("status", language).items():
        if kind in _KINDS:
            for phrase in phrases:
                words = tuple(phrase.casefold().replace("-", " ").split())
                into, word = (prefixed, words[0][:-1]) if words[0].endswith("*") else (exact, words[0])
                into.setdefault(word, []).append((words, kind))
    return exact, prefixed
