"""Whom a comment names: an author of the same thread, whole or in part, with @ or without, perhaps misspelt."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from discourse.replies.signals import function_words, is_greeting
from discourse.text import Word, words

_ADDRESSED = re.compile(r"\s{0,2}(?:[,:;!.–—-]|\n|\Z)")
_IN_PASSING = re.compile(
    r"(?:,\s{1,2}|\b(?:agree|disagree)\s{1,2}with\s{1,2})(?=[^\W_])"
    r"(?P<name>[\w.'-]{1,40}(?:\s[\w.'-]{1,40}){0,2}?)\s{0,2}(?=[!?…,]|\.(?:\s|\Z)|\Z)",
    re.IGNORECASE,
)
"""A name set off by a comma ("Not true, Ann."), or agreed with."""
SPOKEN_TO = 0.8
"""How strong a match has to be to tell to whom a comment speaks: a whole name, or a part of one set off or after @."""
_SPOKEN_WITHIN = 300
_LONGEST = 3
_GREETINGS = 3
_MISSPELT = 0.8
_MOST_TRIED = 300
_MOST_BEARERS = 20


class Names:
    """The names of a thread's authors, ready to be found in texts.

    Authors are numbers. A match has a strength: 1 for the whole name or any of it after @, .8 for one of its
    words, .6 for a misspelling, .5 for a whole name of one word that only begins the sentence.
    """

    def __init__(self, authors: Sequence[str]) -> None:
        """Take the authors' names; their places in the sequence are their numbers."""
        self._whole: dict[str, list[int]] = defaultdict(list)
        self._part: dict[str, list[int]] = defaultdict(list)
        self._initials: dict[str, list[str]] = defaultdict(list)
        self._capital = [name[:1] != name[:1].lower() for name in authors]
        for number, name in enumerate(authors):
            parts = _parts(name)
            self._whole["".join(parts)].append(number)
            for part in parts:
                if len(part) > 1 and part not in function_words():
                    self._part[part].append(number)
        for shared in (self._whole, self._part):  # a name that many bear tells nobody apart
            for name in [name for name, authors in shared.items() if len(authors) > _MOST_BEARERS]:
                del shared[name]
        self._openings = {whole[:length] for whole in self._whole for length in (1, 2, 3)}
        for part in sorted(self._part):
            self._initials[part[:1]].append(part)

    def at_start(self, text: str) -> dict[int, float]:
        """Return the authors that the text speaks to in its first words or in passing, with the strength of each match.

        >>> names = Names(["Barba_Papa", "Bill Wilson", "Ed"])
        >>> names.at_start("@barba no way"), names.at_start("Bill W.: really?"), names.at_start("Wilsen, no")
        ({0: 1.0}, {1: 0.8}, {1: 0.6})
        >>> names.at_start("Ed is a nice name"), names.at_start("Edit: typo")
        ({2: 0.5}, {})
        >>> names.at_start("That is not true, Ed."), names.at_start("I agree with Bill Wilson!")
        ({2: 0.8}, {1: 0.8})
        """
        start = words(text[:200])[: _GREETINGS + _LONGEST]
        for skipped in range(min(_GREETINGS, len(start)) + 1):
            if found := self._addressed(text, start[skipped:]):
                return found
            if skipped < len(start) and not is_greeting(start[skipped].lower):
                break
        return self._in_passing(text[:_SPOKEN_WITHIN])

    def _in_passing(self, text: str) -> dict[int, float]:
        found = (self._wholes(words(match["name"])) for match in _IN_PASSING.finditer(text))
        wholes = [whole for names in found for _, whole in names]
        return {
            author: 0.8 for whole in wholes for author in self._whole[whole] if self._capital[author] or len(whole) > 3
        }

    def within(self, text: str) -> dict[int, float]:
        """Return the authors whose whole name stands anywhere in the text, with a capital where the name has one.

        >>> Names(["Bill Wilson", "KennyB", "Will"]).within("I will go with KennyB and Bill Wilson here.")
        {1: 1.0, 0: 1.0}
        """
        listed = words(text)
        return {
            author: 1.0
            for at, word in enumerate(listed)
            for _, whole in self._wholes(listed[at : at + _LONGEST])
            for author in self._whole[whole]
            if text[word.start].isupper() or not self._capital[author]
        }

    def _addressed(self, text: str, start: list[Word]) -> dict[int, float]:
        if not start:
            return {}
        called = text[: start[0].start].rstrip(" ").endswith("@")
        for length, whole in self._wholes(start):
            sure = called or length > 1 or _ADDRESSED.match(text, start[length - 1].end)
            return dict.fromkeys(self._whole[whole], 1.0 if sure else 0.5)
        spoken_to = called or any(_ADDRESSED.match(text, word.end) for word in start[:2])
        part, strength = self._partly(start[0].lower) if spoken_to else (None, 0.0)
        return dict.fromkeys(self._part[part], 1.0 if called else strength) if part else {}

    def _wholes(self, start: list[Word]) -> Iterator[tuple[int, str]]:
        """Yield the whole names that the words begin with, and of how many words, the longest first."""
        opening = start[0].lower[:3] if start else ""
        if opening.isalnum() and opening not in self._openings:  # most words: spared the joining below
            return
        for length in range(min(_LONGEST, len(start)), 0, -1):
            whole = "".join(part for word in start[:length] for part in _parts(word.lower))
            if whole in self._whole:
                yield length, whole

    def _partly(self, word: str) -> tuple[str | None, float]:
        """Return the part of a name that a word is, or comes near to, with the strength of the match."""
        if part := next((part for part in _parts(word) if part in self._part), None):
            return part, 0.8
        if len(word) < 4 or word in function_words():
            return None, 0.0
        close = get_close_matches(word, self._initials[word[:1]][:_MOST_TRIED], n=1, cutoff=_MISSPELT)
        return (close[0], 0.6) if close else (None, 0.0)


def _parts(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name.casefold())
