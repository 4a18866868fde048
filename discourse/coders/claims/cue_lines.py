"""Cues found in a sentence: its words by what they are called, over which positions are followed, never back."""

from collections.abc import Iterator
from typing import NamedTuple

from discourse.coders.claims.cue_grammar import GAP_WORDS, SMALL_WORDS, WINDOW_WORDS, Cue, Item, Sign
from discourse.coders.claims.tokens import Sentence


class Found(NamedTuple):
    """A cue found in a sentence: the numbers of its words there, how many words and gaps it has, and its sign."""

    words: tuple[int, ...]
    items: int
    sign: Sign = ""


class Line(NamedTuple):
    """A sentence as the keys of each of its words, the names that begin there, and the places of each key."""

    sentence: Sentence
    keys: list[frozenset[str]]
    names: list[list[tuple[str, int]]]
    places: dict[str, list[int]]
    small: frozenset[str]

    @staticmethod
    def of(
        sentence: Sentence, keys: list[frozenset[str]], names: list[list[tuple[str, int]]], small: frozenset[str]
    ) -> "Line":
        """Return a sentence of which each word has its keys, and the names that begin there."""
        places: dict[str, list[int]] = {}
        for at, here in enumerate(keys):
            if here:
                for key in here:
                    places.setdefault(key, []).append(at)
            if names[at]:
                for name in {name for name, _ in names[at]}:
                    places.setdefault(f"{{{name}}}", []).append(at)
        return Line(sentence, keys, names, places, small)

    def find(self, cue: Cue) -> Iterator[Found]:
        """Yield each place where a cue is found."""
        there = self.places.keys()
        for item in cue.words:
            if there.isdisjoint(item.firsts):
                return
        parts = []
        for part in cue.parts:
            parts.append(list(self._matches(part)))
            if not parts[-1]:
                return
        first, *others = parts
        found = filter(None, (self._joined(words, others) for words in first)) if others else first
        items, sign = len(cue.words), cue.sign
        yield from (Found(words, items, sign) for words in found if not cue.whole or self._is_all(cue, words))

    def _is_all(self, cue: Cue, words: tuple[int, ...]) -> bool:
        """Tell whether a sentence has no other words than small ones, and asks where the cue does."""
        others = (lower for at, lower in enumerate(self.sentence.lowers) if at not in words)
        return self.small.issuperset(others) and (not cue.asks or self.sentence.mark == "?")

    def _joined(self, first: tuple[int, ...], others: list[list[tuple[int, ...]]]) -> tuple[int, ...] | None:
        """Return a match of the first part with the nearest match of each other, or None where one is too far."""
        taken = set(first)
        for matches in others:
            near = [match for match in matches if not taken.intersection(match)]
            best = min(near, key=lambda match: abs(match[0] - first[0]), default=None)
            if best is None or abs(best[0] - first[0]) > WINDOW_WORDS:
                return None
            taken.update(best)
        return tuple(sorted(taken))

    def _matches(self, part: tuple[Item, ...]) -> Iterator[tuple[int, ...]]:
        begun = self.places.keys() & part[0].firsts
        for start in sorted({at for key in begun for at in self.places[key]}):
            found = self._match(part, start)
            if found:
                yield found

    def _match(self, part: tuple[Item, ...], start: int) -> tuple[int, ...] | None:
        """Return the words of the first match that begins at a word: positions are followed as a set, never back."""
        reached: dict[int, tuple[int, ...]] = {start: ()}
        reach = 0
        if part[0].single:
            reached, reach = {start + 1: (start,)}, -SMALL_WORDS
        for item in part[1:] if part[0].single else part:
            if not item.alternatives:
                reach = GAP_WORDS
                continue
            stepped = self._step(item, reached, reach)
            if item.optional:
                reached = {**reached, **stepped}
                continue
            if not stepped:
                return None
            reached, reach = stepped, -SMALL_WORDS
        return min(reached.items())[1]

    def _step(self, item: Item, reached: dict[int, tuple[int, ...]], reach: int) -> dict[int, tuple[int, ...]]:
        """Return where an item may end: in a gap it begins anywhere, else past small words only (negative reach)."""
        after: dict[int, tuple[int, ...]] = {}
        keys, names, firsts, tokens = self.keys, self.names, item.firsts, self.sentence.tokens
        for at in sorted(reached) if len(reached) > 1 else reached:
            words = reached[at]
            for begin in range(at, min(at + abs(reach) + 1, len(keys))):
                if (names[begin] and not item.single) or not firsts.isdisjoint(keys[begin]):
                    for end in (begin + 1,) if item.single else self._ends(item, begin):
                        after.setdefault(end, (*words, *range(begin, end)))
                if reach <= 0 and tokens[begin].lower not in self.small:
                    break
        return after

    def _ends(self, item: Item, begin: int) -> Iterator[int]:
        here = self.keys[begin]
        for keys in item.alternatives:
            if keys[0][0] == "{":
                yield from (end for name, end in self.names[begin] if name == keys[0][1:-1])
            elif (
                keys[0] in here
                and begin + len(keys) <= len(self.keys)
                and all(key in self.keys[begin + place] for place, key in enumerate(keys))
            ):
                yield begin + len(keys)
