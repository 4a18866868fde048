"""The names of a codebook's targets, found in sentences."""

from discourse.codebook import Target
from discourse.coders.claims.tokens import Sentence
from discourse.coders.lexicon import table
from discourse.text import words as words_of

_Named = list[tuple[tuple[str, ...], str, bool]]
"""Names by their words, the target of each, and whether it has to be in capitals."""


class TargetNames:
    """The names of all targets by their first word."""

    def __init__(self, targets: tuple[Target, ...], language: str) -> None:
        self._by_first: dict[str, _Named] = {}
        small = frozenset(table("related", language)["empty"].split())
        for target in targets:
            for name in target.names:
                parts = tuple(
                    part for word in words_of(name) for part in word.lower.replace(".", "").split("-") if part
                )
                if parts:
                    capitals = len(parts) == 1 and parts[0] in small and name != name.casefold()
                    self._by_first.setdefault(parts[0], []).append((parts, target.id, capitals))

    @property
    def firsts(self) -> frozenset[str]:
        """The words with which names begin."""
        return frozenset(self._by_first)

    def begun(self, lower: str) -> tuple[str, ...]:
        """Return the targets of which a name begins with a word."""
        found = self._by_first.get(lower.removesuffix("'s"))
        return tuple(sorted({target for _, target, _ in found})) if found else ()

    def ends(self, sentence: Sentence) -> list[list[tuple[str, int]]]:
        """Return for each word the (target id, end) of the names that begin there."""
        ends: list[list[tuple[str, int]]] = [[]] * len(sentence.lowers)
        if not self._by_first:
            return ends
        lowers = [lower.removesuffix("'s") for lower in sentence.lowers]
        for at, here in enumerate(map(self._by_first.get, lowers)):
            if here:
                ends[at] = [
                    (target, at + len(parts))
                    for parts, target, capitals in here
                    if (len(parts) == 1 or _same(lowers, at, parts)) and (not capitals or _in_capitals(sentence, at))
                ]
        return ends


def _same(lowers: list[str], at: int, parts: tuple[str, ...]) -> bool:
    there = lowers[at : at + len(parts)]
    if len(there) < len(parts) or not there[-1].startswith(parts[-1]):
        return False
    return all(a in (b, f"{b}s") for a, b in zip(there, parts, strict=True))


def _in_capitals(sentence: Sentence, at: int) -> bool:
    """Return whether a word is in capitals in a sentence that is not all in capitals."""
    return (
        sentence.shown(at).removesuffix("'s").removesuffix("’s").isupper()
        and not sentence.text[slice(*sentence.span)].isupper()
    )
