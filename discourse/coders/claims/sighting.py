"""Which texts of many threads can make a claim at all: a look at all of them at once, before any is read with care.

A text is read only where the words of some cue stand in their order, or where it has enough of the weight of a
description, or a word that names a claim type by itself. This leaves out nothing that careful reading would find so.
What a word can stand for is worked out once for each word.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.coders.claims.bags import plain
from discourse.coders.claims.concepts import OPPOSITE_BEGINNINGS, is_content, senses
from discourse.coders.claims.cue_order import Order, Step, layout_of
from discourse.coders.claims.lines import Lines
from discourse.coders.claims.matching import CORE_WORDS, COUNTERED, NEAR, NEVER, Described, Layout, constant_matcher
from discourse.coders.claims.screening import Matter
from discourse.coders.claims.skimming import Needed, Skimmed
from discourse.coders.columns import Bools, Floats, Ints
from discourse.languages.pieces import Numbered, Spread

_SLACK = 1e-4
_REMEMBERED = 20_000
"""Words of which it is remembered what they are, as several questions are asked of each new one in turn."""
_HEAD = 4
"""First letters by which most words are told to be none of a codebook's."""
_NONE: list[int] = []
_ENTRY = ((0, np.int64), (1, np.int64), (2, np.float64))


class Sighted(NamedTuple):
    """What is seen of texts: which may be like a description, and which cues may stand in each, and where.

    ``spots`` are the cues of text ``t``, from ``first[t]`` to before ``first[t + 1]``, by their number, once for each
    place at which their first part may end, with its first character and the one after it. ``counts`` are threads ×
    ``terms``: how often each thread has each; ``sentences`` how many it has.
    """

    skimmed: Skimmed
    alike: Bools
    spots: list[tuple[int, int, int]]
    first: Ints
    counts: Ints
    terms: tuple[str, ...]
    sentences: Ints

    @property
    def read(self) -> Bools:
        """Which texts are to be read with care."""
        return self.alike | (np.diff(self.first) > 0)

    def spots_of(self, text: int) -> list[tuple[int, int, int]]:
        """Return the cues that may stand in a text, each with the characters of a place at which it may end."""
        first, last = self.first[text : text + 2].tolist()
        return self.spots[first:last]

    def frequencies(self, thread: int) -> dict[str, int]:
        """Return how often a thread has each term."""
        return dict(zip(self.terms, self.counts[thread].tolist(), strict=True))


class _Heads:
    """How the words begin that a codebook has to do with, by their first letters."""

    def __init__(self, beginnings: Iterable[str]) -> None:
        heads = {beginning[:_HEAD] for beginning in beginnings}
        self._whole = frozenset(head for head in heads if len(head) == _HEAD)
        self._shorter = tuple(sorted(heads - self._whole))
        self._last: tuple[list[str], list[int]] = [], []

    @staticmethod
    def of(described: Described) -> "_Heads":
        """Return how the words begin that matter, that name a target, or that stand in cues."""
        matter, names = Matter.of(described), described.terms.names.firsts
        rests = matter.opposites.heads | matter.opposites.whole
        opposites = {f"{form}{rest}" for form in OPPOSITE_BEGINNINGS for rest in rests}
        longer = {name for name in names if len(name) >= _HEAD}
        return _Heads(matter.beginnings.heads | described.cues.heads | opposites | longer)

    def among(self, words: Sequence[str]) -> list[int]:
        """Return which words begin so, or are too short or too odd to be told from their beginning."""
        asked, found = self._last
        if asked != words:
            whole, shorter = self._whole, self._shorter
            found = [
                at
                for at, word in enumerate(words)
                if word[:_HEAD] in whole or len(word) < _HEAD or word.startswith(shorter) or not word.isalnum()
            ]
            self._last = [*words], found  # a copy, as a list of all words known grows
        return found


class _Groups(NamedTuple):
    """Groups of numbers, none of them empty, one after the other, and where each begins."""

    numbers: Ints
    first: Ints

    @staticmethod
    def of(groups: Sequence[Sequence[int]]) -> "_Groups":
        """Return the groups as arrays."""
        counts = _counted(groups)
        return _Groups(_flat(groups, np.int64), np.cumsum(counts) - counts)

    def whole(self, there: Bools) -> Ints:
        """Return the groups of which all numbers are there."""
        return (
            np.flatnonzero(np.logical_and.reduceat(there[self.numbers], self.first)) if len(self.first) else self.first
        )


class _Least(NamedTuple):
    """What of a description a text needs: the numbers of its terms, their weights, which are its own, and the share."""

    place: int
    terms: Ints
    weight: Floats
    own: Bools
    share: float

    def of(self, factor: Floats) -> Floats:
        """Return by thread the weight that is needed; ``factor`` is that of each term there, threads × terms."""
        weights = factor[:, self.terms] * self.weight
        core = np.sort(weights[:, self.own], axis=1)[:, -CORE_WORDS:].sum(axis=1)
        core = np.where(core > 0, core, weights.sum(axis=1))
        return np.where(core > 0, self.share * core - _SLACK, np.inf)


class Lookout:
    """A codebook as it is looked for in the words of many texts."""

    def __init__(self, described: Described) -> None:
        self._described = described
        self._matter = Matter.of(described)
        self._layout = Layout.of(described)
        self._constant = constant_matcher(described).descriptions
        self.terms = tuple(sorted({word.stem for text in described.texts for word in text.words}))
        self._term = {term: number for number, term in enumerate(self.terms)}
        self._stem = lru_cache(maxsize=_REMEMBERED)(self._stem_of)
        self._keys = lru_cache(maxsize=_REMEMBERED)(self._keys_of)
        self._heads = _Heads.of(described)
        self._layout_of_cues = layout_of(tuple(described.cues.cues))
        keys = sorted({key for phrase in self._layout_of_cues.longer for key in phrase})
        self._key = {key: number for number, key in enumerate(keys)}
        longer = self._layout_of_cues.longer.items()
        self._phrases = [([self._key[key] for key in phrase], numbers) for phrase, numbers in longer]
        self._keys_of_phrases = _Groups.of([phrase for phrase, _ in self._phrases])
        self._sets_of_cues = _Groups.of([cue.needed for cue in self._layout_of_cues.cues])
        self._needed = list(self._leasts())

    @staticmethod
    @lru_cache(maxsize=64)
    def of(described: Described) -> "Lookout":
        """Return the lookout for a codebook."""
        return Lookout(described)

    def sight(self, lines: Lines, thread: Ints, threads: int) -> Sighted:
        """Return what is seen of texts; ``thread`` is the number of the thread that each is of."""
        counts = self._counts(lines, thread, threads)
        sentences = np.bincount(thread, lines.sentences, threads).astype(np.int64)
        factor = 1 - np.minimum(0.8, 2 * counts / np.maximum(1, sentences)[:, None])
        needed = Needed(thread, self._least(factor), factor)
        skimmed = Skimmed(lines, lines.words.rows(self._entries), lines.words.column(self._names), needed)
        token, cue = self._cues(lines)
        first = np.searchsorted(lines.row[token], np.arange(lines.texts + 1))
        spots = list(zip(*(column.tolist() for column in (cue, *lines.spans(token))), strict=True))
        return Sighted(skimmed, skimmed.texts(), spots, first, counts, self.terms, sentences)

    def _stem_of(self, raw: str) -> tuple[str, str, tuple[str, ...]]:
        """Return a word, its stem where that matters, and the terms that it may stand for."""
        word = plain(raw)
        stem, targets = self._matter.stem(word), self._described.terms.names.begun(word)
        if not stem and not targets:
            return word, "", ()
        content = bool(stem) and is_content(word, self._described.codebook.language)
        return word, stem, (*((stem,) if content else ()), *(f"@{name}" for name in targets))

    def _names(self, words: Sequence[str]) -> Bools:
        some = self._heads.among(words)
        named = np.zeros(len(words), bool)
        named[some] = [self._stem(words[at])[1] in self._layout.named for at in some]
        return named

    def _large(self, words: Sequence[str]) -> Bools:
        small = self._described.cues.small
        return np.array([plain(word) not in small for word in words], bool)

    def _terms(self, words: Sequence[str], _: Numbered) -> tuple[NDArray[Any], ...]:
        some = self._heads.among(words)
        every = (self._stem(words[at])[2] for at in some)
        found = [[self._term[term] for term in terms if term in self._term] if terms else _NONE for terms in every]
        return _counted_at(some, found, words), _flat(found, np.int64)

    def _counts(self, lines: Lines, thread: Ints, threads: int) -> Ints:
        term, token = _spread_out(lines, lines.words.rows(self._terms))
        place = thread[lines.row[token]] * len(self.terms) + term
        found = np.bincount(place, minlength=threads * len(self.terms))
        return found.reshape(threads, len(self.terms))

    def _entries(self, words: Sequence[str], _: Numbered) -> tuple[NDArray[Any], ...]:
        """Return by word the descriptions of which it may be a term, that term's stem, and its weight in any thread."""
        some = self._heads.among(words)
        every = (self._stem(words[at])[2] for at in some)
        found = [sorted(self._worth(terms)) if terms else [] for terms in every]
        parts = [_flat([[entry[at] for entry in entries] for entries in found], kind) for at, kind in _ENTRY]
        return _counted_at(some, found, words), *parts

    def _worth(self, terms: tuple[str, ...]) -> set[tuple[int, int, float]]:
        found: set[tuple[int, int, float]] = set()
        language = self._described.codebook.language
        for term in terms:
            places = [(*place, 1.0) for place in self._layout.by_stem.get(term, ())]
            for sense in senses(term, language):
                places += [(place, at, NEAR) for place, at, _ in self._layout.by_sense.get(sense.concept, ())]
            for place, at, share in places:
                stem = self._described.texts[place].words[at].stem
                found.add((place, self._term[stem], share * self._constant[place].terms[at].weight))
        return found

    def _leasts(self) -> Iterator[_Least]:
        """Yield what is needed of the descriptions that a text can be like."""
        for place, (text, one) in enumerate(zip(self._described.texts, self._constant, strict=True)):
            share = COUNTERED if one.counter else one.enough
            if text.words and share < NEVER:
                terms = np.array([self._term[word.stem] for word in text.words], np.int64)
                own = np.array([not word.label_only for word in text.words], bool)
                yield _Least(place, terms, np.array([term.weight for term in one.terms]), own, share)

    def _least(self, factor: Floats) -> Floats:
        """Return threads × descriptions: how much weight a text has to have; ``factor`` is that of each term there."""
        least = np.full((len(factor), len(self._constant)), np.inf)
        for needed in self._needed:
            least[:, needed.place] = needed.of(factor)
        return least

    def _sets(self, words: Sequence[str], _: Numbered) -> tuple[NDArray[Any], ...]:
        """Return by word the sets of keys of which it is one by itself."""
        alone = self._layout_of_cues.alone
        some = self._heads.among(words)
        every = (self._keys(words[at]) for at in some)
        found = [sorted({at for key in keys for at in alone.get(key, ())}) if keys else _NONE for keys in every]
        return _counted_at(some, found, words), _flat(found, np.int16)

    def _phrased(self, words: Sequence[str], _: Numbered) -> tuple[NDArray[Any], ...]:
        """Return by word the keys that stand in alternatives of several words."""
        some = self._heads.among(words)
        every = (self._keys(words[at]) for at in some)
        found = [sorted(self._key[key] for key in keys if key in self._key) if keys else _NONE for keys in every]
        return _counted_at(some, found, words), _flat(found, np.int16)

    def _keys_of(self, raw: str) -> frozenset[str]:
        """Return what a word is called in the cues; where no blank follows a full stop, two words look like one."""
        if "." not in raw:
            return self._described.cues.keys(plain(raw))
        words = (plain(part) for part in {raw, *raw.split(".")} if part)
        return frozenset(key for word in words for key in self._described.cues.keys(word))

    def _cues(self, lines: Lines) -> tuple[Ints, Ints]:
        """Return the words with which the first part of some cue may end, by text and cue, and the cue."""
        if not len(lines.word) or not self._layout_of_cues.cues:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        of_set, whole = self._places_of_sets(lines)
        large = np.cumsum(np.concatenate([[False], lines.words.column(self._large)[lines.word]]))
        cues = self._layout_of_cues.cues
        found = [np.zeros(0, np.int64), *(_ends(cues[number], of_set, lines.row, large) for number in whole.tolist())]
        token, cue = np.concatenate(found), np.repeat(np.append(0, whole), [len(tokens) for tokens in found])
        order = np.argsort(lines.row[token], kind="stable")
        return token[order], cue[order]

    def _places_of_sets(self, lines: Lines) -> tuple[list[Ints], Ints]:
        """Return by set the words with which one of its alternatives begins, and the cues that lack none of their sets.

        Sets of other cues have no words.
        """
        layout = self._layout_of_cues
        of_key = _by_number(*_spread_out(lines, lines.words.rows(self._phrased)), len(self._key))
        begun: dict[int, list[Ints]] = {}
        for at in self._keys_of_phrases.whole(_counted(of_key) > 0).tolist():
            phrase, numbers = self._phrases[at]
            if len(start := _begun([of_key[key] for key in phrase], lines.row)):
                for number in numbers:
                    begun.setdefault(number, []).append(start)
        spread = lines.words.rows(self._sets)
        present = np.flatnonzero(np.bincount(lines.word, minlength=len(spread.counts)))
        there = np.bincount(spread.columns[0][spread.of(present)[1]], minlength=layout.sets) > 0
        there[list(begun)] = True
        whole, wanted = self._sets_of_cues.whole(there), np.zeros(len(there), bool)
        for number in whole.tolist():
            wanted[list(layout.cues[number].needed)] = True
        of_set = _by_number(*_spread_out(lines, spread.only(wanted)), layout.sets)
        for number, starts in begun.items():
            of_set[number] = np.sort(np.concatenate([of_set[number], *starts]))
        return of_set, whole


def _spread_out(lines: Lines, spread: Spread) -> tuple[NDArray[Any], Ints]:
    """Return all numbers that the words of texts have, and the place of the word of each."""
    token = np.flatnonzero(spread.counts[lines.word] != 0)
    counts, picked = spread.of(lines.word[token])
    return spread.columns[0][picked], np.repeat(token, counts)


def _by_number(number: NDArray[np.int16], place: Ints, count: int) -> list[Ints]:
    """Return the places of each number, in order; the places come in order."""
    place = place[np.argsort(number, kind="stable")]
    bounds = [0, *np.cumsum(np.bincount(number, minlength=count)).tolist()]
    return [place[first:last] for first, last in pairwise(bounds)]


def _begun(places: list[Ints], row: Ints) -> Ints:
    """Return where a phrase begins, given the places of each of its words."""
    rarest = min(range(len(places)), key=lambda at: len(places[at]))
    found = places[rarest] - rarest
    for offset, listed in enumerate(places):
        if not len(found) or not len(listed):
            return found[:0]
        at = np.minimum(np.searchsorted(listed, found + offset), len(listed) - 1)
        found = found[listed[at] == found + offset]
    return np.asarray(found[row[found] == row[found + len(places) - 1]])


def _ends(cue: Order, of_set: list[Ints], row: Ints, large: Ints) -> Ints:
    """Return where the first part of a cue may end, in texts in which the places of each part follow each other."""
    if not all(len(of_set[number]) for number in cue.needed):
        return row[:0]
    first, *others = cue.parts
    found = _reached(first, of_set, row, large)
    for part in others:
        if len(found):
            found = found[np.isin(row[found], row[_reached(part, of_set, row, large)])]
    return found


def _reached(part: tuple[Step, ...], of_set: list[Ints], row: Ints, large: Ints) -> Ints:
    """Return where the last step of a part stands, the others before it.

    The nearest place of the step before decides: it is the least far away, with the fewest words between.
    """
    reached = of_set[part[0].keys]
    for keys, reach, close in part[1:]:
        here = of_set[keys]
        nearest = np.searchsorted(reached, here) - 1
        before = reached[nearest]
        kept = (nearest >= 0) & (here - before <= reach) & (row[here] == row[before])
        if close:
            kept &= large[here] <= large[before + 1]
        reached = here[kept]
        if not len(reached):
            break
    return reached


def _counted(rows: Sequence[Any]) -> Ints:
    return np.fromiter(map(len, rows), np.int64, len(rows))


def _counted_at(places: list[int], rows: Sequence[Any], words: Sequence[str]) -> Ints:
    """Return how many each word has; ``rows`` has what those at some places have, the others have nothing."""
    counts = np.zeros(len(words), np.int64)
    counts[places] = _counted(rows)
    return counts


def _flat(rows: Sequence[Sequence[Any]], kind: Any) -> NDArray[Any]:
    return np.array([value for row in rows for value in row], kind)
