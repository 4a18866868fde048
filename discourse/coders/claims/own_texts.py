"""What comments say in their writers' own words, as claims are looked for in it: without what they quote or repeat."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from discourse.coders.claims.lines import Lines
from discourse.coders.columns import Threads
from discourse.coders.lexicon import STATUS_TABLES
from discourse.coders.quoting import quoted_lines, repeated, without
from discourse.coders.words import Words, readable, words_of
from discourse.languages import Languages
from discourse.languages.pieces import Pieces
from discourse.languages.scripts import LATIN, script_of

FEW = 3
"""Words that do not show a language that is not known here: "Utter nonsense" may be anything."""
_SHOWS = 200
_SHOWING_LITTLE = frozenset({LATIN, None})
"""Scripts of which a few words may be of any language; others tell it, and some set no blanks between words."""


def _reads(language: str | None) -> bool:
    """Tell whether claims can be read in a comment's language; where none shows, it is taken for the codebook's."""
    return language is None or language in STATUS_TABLES


def surely(language: str | None, text: str) -> str | None:
    """Return the language of a comment that is not known here, ``None`` where a few words in Latin letters show it."""
    shown = text[:_SHOWS]
    shows = len(shown.split()) > FEW or script_of(shown) not in _SHOWING_LITTLE
    return language if shows else None


@dataclass(frozen=True, eq=False)
class OwnTexts:
    """Threads, the pieces of their comments, and the languages of the comments that are surely known."""

    threads: Threads
    pieces: Pieces
    known: Languages

    @cached_property
    def reads(self) -> NDArray[np.bool_]:
        """Which comments are in a language in which claims can be read."""
        return np.fromiter(map(_reads, self.known), bool, len(self.known))

    @cached_property
    def titles(self) -> list[str]:
        """The titles of the articles, "" for none."""
        return [article.title or "" for article in self.threads.article]

    @cached_property
    def lines(self) -> Lines:
        """The words of the comments that can be read, then those of the titles."""
        unread = np.flatnonzero(~self.reads)
        pieces = self.pieces.with_texts(unread, [""] * len(unread)) if len(unread) else self.pieces
        return Lines.of(pieces.followed_by(self.titles))

    def texts(self, thread: int) -> list[str]:
        """Return the comments of a thread in their writers' words, "" for those that cannot be read, then its title."""
        first, last = self.threads.first[thread : thread + 2].tolist()
        read = self.reads[first:last].tolist()
        return [*(self.own(first + at) if reads else "" for at, reads in enumerate(read)), self.titles[thread]]

    def own(self, number: int) -> str:
        """Return a comment with blanks in the place of the words of others."""
        known = self._owned.get(number)
        if known is None:
            text = self.threads.text[number]
            known = self._owned[number] = without(text, [*quoted_lines(text), *self.repeated(number)])
        return known

    @cached_property
    def _owned(self) -> dict[int, str]:
        """What comments say in their writers' words, as far as it is known."""
        return {}

    @cached_property
    def _repeated(self) -> dict[int, list[tuple[int, int]]]:
        """Where comments have sentences of what they answer, as far as it is known."""
        return {}

    def repeated(self, number: int) -> list[tuple[int, int]]:
        """Return where a comment has sentences of what it answers."""
        known = self._repeated.get(number)
        if known is None:
            known = self._repeated[number] = repeated(self.threads.text[number], self.threads.answered(number))
        return known

    def words(self, numbers: NDArray[np.int64]) -> Words:
        """Return the writers' words of comments."""
        texts = [self.own(number) for number in numbers.tolist()]
        changed = [row for row, number in enumerate(numbers.tolist()) if texts[row] is not self.threads.text[number]]
        pieces = self.pieces.taken(numbers).with_texts(np.array(changed, np.int64), [texts[row] for row in changed])
        return words_of(readable(texts, pieces))
