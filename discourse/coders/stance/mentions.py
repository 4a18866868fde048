"""Where a text names the targets of a codebook: whole words, the longest name first, acronyms as they are written."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from discourse.codebook import Target
from discourse.coders.phrases import Token, is_word, tokens
from discourse.languages import function_words

_SHORT = 3
"""Acronyms up to this length count only in capitals: "US" is no "us"."""


class Mention(NamedTuple):
    """A target's id and the tokens that name it (half-open), with a possessive ``'s`` outside of the name."""

    target: str
    first: int
    last: int


@dataclass(frozen=True)
class _Name:
    words: tuple[str, ...]
    as_written: str | None
    target: str
    seconds: frozenset[str]
    """What the second word may be, if the name has one."""


@lru_cache(maxsize=256)
def names_of(targets: tuple[Target, ...], language: str) -> "Names":
    """Return the names of targets; they are made ready once."""
    return Names(targets, language)


class Names:
    """The names of targets, ready to be found."""

    def __init__(self, targets: Iterable[Target], language: str = "en") -> None:
        self._by_first: dict[str, list[_Name]] = {}
        self._seconds: set[str] = set()
        for target in targets:
            for name in target.names:
                self._add(target.id, name, language)
        for names in self._by_first.values():
            names.sort(key=lambda name: (-len(name.words), name.target))

    def _add(self, target: str, name: str, language: str) -> None:
        words = tuple(_bare(token.lower) for token in tokens(name))
        if not words:
            return
        written = _bare(name.strip())
        capital = len(words) == 1 and name[:1].isupper() and words[0] in function_words(language)
        acronym = len(words) == 1 and written.isupper() and len(written) <= _SHORT
        seconds = frozenset((words[1], *_plurals(words[1])) if len(words) > 1 else ())
        entry = _Name(words, written if acronym or capital else None, target, seconds)
        self._by_first.setdefault(words[0], []).append(entry)
        self._seconds |= seconds
        if len(words) == 1:
            for plural in _plurals(words[0]):
                self._by_first.setdefault(plural, []).append(entry)

    def may_begin(self, lower: str) -> bool:
        """Return whether a name may begin with this word."""
        return _first(lower) in self._by_first

    def may_be_whole(self, lower: str) -> bool:
        """Return whether a word may be a whole name."""
        return any(len(name.words) == 1 for name in self._by_first.get(_first(lower), ()))

    def may_go_on(self, lower: str) -> bool:
        """Return whether a word may be the second word of a name."""
        return _bare(lower) in self._seconds or _bare(_singular(lower)) in self._seconds

    def find(self, text: str, among: list[Token]) -> list[Mention]:
        """Return the mentions in a text's tokens, in order; of overlapping names only the longest."""
        return self.find_from([at for at, token in enumerate(among) if self.may_begin(token.lower)], text, among)

    def find_from(self, starts: list[int], text: str, among: list[Token]) -> list[Mention]:
        """Return the mentions in a text's tokens, given all those that may begin a name."""
        found: list[Mention] = []
        for start in starts:
            if not found or found[-1].last <= start:
                found += self._at(text, among, start)
        return found

    def targets(self, text: str) -> tuple[str, ...]:
        """Return the ids of the targets that a text names, sorted."""
        return targets_of(self.find(text, tokens(text)))

    def _at(self, text: str, among: list[Token], first: int) -> list[Mention]:
        longest: list[Mention] = []
        after = among[first + 1].lower if first + 1 < len(among) else ""
        following = {_bare(after), _bare(_singular(after))}
        for name in self._by_first[_first(among[first].lower)]:
            if name.seconds and name.seconds.isdisjoint(following):
                continue
            last = first + len(name.words)
            if longest and last < longest[0].last:
                break
            if _is_named(name, text, among, first):
                longest.append(Mention(name.target, first, last))
        return sorted(set(longest))


def targets_of(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Return the ids of the targets mentioned, sorted."""
    return tuple(sorted({mention.target for mention in mentions}))


def _is_named(name: _Name, text: str, among: list[Token], first: int) -> bool:
    if len(among) < first + len(name.words):
        return False
    if name.as_written is not None:
        written = _bare(_singular(text[among[first].start : among[first].end]))
        return written.removesuffix("s") == name.as_written.removesuffix("s") and not _is_shouted(text, among)
    *inner, last = name.words
    if any(_bare(among[first + at].lower) != word for at, word in enumerate(inner)):
        return False
    found = _bare(_singular(among[first + len(inner)].lower))
    return found == last or found in _plurals(last)


def _first(lower: str) -> str:
    """Return a token as the first word of a name is listed."""
    return lower if lower.isalpha() else _bare(_singular(lower))


def _bare(word: str) -> str:
    """Return a word without the dots of its initials and in one style of apostrophe: ``U.S.`` is ``US``."""
    return word.replace(".", "").replace("’", "'")


def _singular(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s")


def _plurals(word: str) -> tuple[str, ...]:
    return (f"{word}s", f"{word}es") if len(word) > 1 and not word.endswith("s") else ()


def _is_shouted(text: str, among: list[Token]) -> bool:
    """Return whether the text is all in capitals, so that capitals tell nothing."""
    letters = [letter for letter in text[:2_000] if letter.isalpha()]
    long = sum(is_word(token) for token in among[:12]) >= 5
    return long and sum(letter.isupper() for letter in letters) > 0.8 * len(letters)
