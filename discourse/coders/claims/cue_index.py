"""All cues and target names of a codebook, found in sentences by their likely rarest words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from discourse.codebook import Codebook
from discourse.coders.claims.beginnings import Beginnings
from discourse.coders.claims.cue_grammar import Cue, check_cues, cues_of
from discourse.coders.claims.cue_lines import Found, Line
from discourse.coders.claims.remembered import Remembered
from discourse.coders.claims.target_names import TargetNames
from discourse.coders.claims.tokens import Sentence, stem_of
from discourse.coders.lexicon import table

_NOTHING: frozenset[str] = frozenset()
_HEAD = 2
"""Letters that stand before a star at the least."""
_SHORT = 3
"""Letters of the longest words that are not told by their beginning."""
_WORDS = re.compile(r"[^\W_]+(?:['.][^\W_]+)*")
NO_WORDS: frozenset[int] = frozenset()
_NO_KEYS: frozenset[str] = frozenset()


@lru_cache(maxsize=8)
def common_keys(language: str) -> frozenset[str]:
    """Return the keys of words that stand in nearly every sentence."""
    empty = table("related", language)["empty"].split()
    return frozenset(key for word in empty for key in (f"={word}", f"~{stem_of(word, language)}"))


class CueIndex:
    """All cues and target names of a codebook, ready to be found in sentences."""

    def __init__(self, codebook: Codebook) -> None:
        check_cues(codebook)
        self._cues = [
            (number, cue) for number, claim in enumerate(codebook.claim_types) for cue in cues_of(claim, codebook)
        ]
        self._by_anchor: dict[str, list[tuple[int, frozenset[str]]]] = {}
        for place, (_, cue) in enumerate(self._cues):
            first, second = (cue.anchors(common_keys(codebook.language)) * 2)[:2]
            for key in first:
                self._by_anchor.setdefault(key, []).append((place, second))
        self._with_names = frozenset(
            place for place, (_, cue) in enumerate(self._cues) if any(key[0] == "{" for key in _keys_in(cue))
        )
        self._names = TargetNames(codebook.targets, codebook.language)
        self._known = frozenset(key for _, cue in self._cues for key in _keys_in(cue))
        self.small = frozenset(table("related", codebook.language)["small"].split())
        callings = _Callings(self._known, codebook.language)
        self.heads = callings.heads
        self._keys_of = Remembered(callings.of)

    @property
    def stems(self) -> frozenset[str]:
        """The stems that stand in cues."""
        return frozenset(key[1:] for key in self._known if key[0] == "~")

    def keys(self, lower: str) -> frozenset[str]:
        """Return what a word, or a name that begins with it, is called in the cues."""
        keys, names = self._keys_of[lower], self._names.begun(lower)
        return keys | {f"{{{target}}}" for target in names} if names else keys

    @property
    def cues(self) -> list[Cue]:
        """All cues, in the order of the codebook."""
        return [cue for _, cue in self._cues]

    def find(self, sentence: Sentence, among: Sequence[int] | None = None) -> Iterator[tuple[int, Found]]:
        """Yield (number of the claim type, what was found), in the order of the codebook's cues.

        ``among`` are the numbers of the cues that may be there, in order, where that is known. What shares a word with
        what is no sign of its claim is left out.
        """
        if among is not None and not among:
            return
        found = list(self._found(sentence, among))
        idle = _words_of_idle(found)
        if not idle:
            yield from found
            return
        for number, one in found:
            if one.sign != "-" and idle.get(number, NO_WORDS).isdisjoint(one.words):
                yield number, one

    def idle(self, sentence: Sentence, among: Sequence[int] | None = None) -> dict[int, frozenset[int]]:
        """Return by claim type the words of a sentence that only look like a sign of it; ``among`` as in ``find``."""
        if not self._idle or (among is not None and self._idle.isdisjoint(among)):
            return {}
        line = self._line(sentence, named=not self._with_names.isdisjoint(self._idle))
        return _words_of_idle(self._in_line(line, [place for place in self._begun(line) if place in self._idle]))

    def may_be_idle(self, claim: int, text: str) -> bool:
        """Return whether a text may have words that only look like a sign of a claim type, without reading it."""
        begun = self._idle_anchors.get(claim)
        if begun is None:
            return False
        words = _WORDS.findall(text.lower().replace("’", "'"))
        there = frozenset().union(*map(self._keys_of.__getitem__, words))
        return any(all(not keys or not keys.isdisjoint(there) for keys in both) for both in begun)

    @cached_property
    def _idle_anchors(self) -> dict[int, list[tuple[frozenset[str], frozenset[str]]]]:
        """By claim type, for each cue that says what is no sign of it, the keys of which it has one each.

        Names are told in no other way than by reading, so a cue with one has no keys here.
        """
        found: dict[int, list[tuple[frozenset[str], frozenset[str]]]] = {}
        for place in sorted(self._idle):
            number, cue = self._cues[place]
            first, second = (cue.anchors(_NO_KEYS) * 2)[:2] if place not in self._with_names else (_NO_KEYS, _NO_KEYS)
            found.setdefault(number, []).append((first, second))
        return found

    @cached_property
    def _idle(self) -> frozenset[int]:
        """The numbers of the cues that say what is no sign of their claim."""
        return frozenset(place for place, (_, cue) in enumerate(self._cues) if cue.sign == "-")

    def _found(self, sentence: Sentence, among: Sequence[int] | None) -> Iterator[tuple[int, Found]]:
        line = self._line(sentence, named=among is None or not self._with_names.isdisjoint(among))
        return self._in_line(line, self._begun(line) if among is None else among)

    def _line(self, sentence: Sentence, *, named: bool) -> "Line":
        keys = list(map(self._keys_of.__getitem__, sentence.lowers))
        names: list[list[tuple[str, int]]] = self._names.ends(sentence) if named else [[]] * len(keys)
        return Line.of(sentence, keys, names, self.small)

    def _in_line(self, line: "Line", places: Sequence[int]) -> Iterator[tuple[int, Found]]:
        for place in places:
            number, cue = self._cues[place]
            for found in line.find(cue):
                yield number, found

    def _begun(self, line: "Line") -> list[int]:
        """Return the numbers of the cues of which two words are there."""
        there = line.places.keys()
        begun = (entry for key in there & self._by_anchor.keys() for entry in self._by_anchor[key])
        return sorted({place for place, second in begun if not there.isdisjoint(second)})


def _words_of_idle(found: Iterable[tuple[int, Found]]) -> dict[int, frozenset[int]]:
    """Return by claim type the words of what is no sign of it."""
    words: dict[int, frozenset[int]] = {}
    for number, one in found:
        if one.sign == "-":
            words[number] = words.get(number, NO_WORDS).union(one.words)
    return words


class _Callings:
    """What words are called in the cues."""

    def __init__(self, known: frozenset[str], language: str) -> None:
        self._known, self._language = known, language
        self._beginnings = Beginnings.of((key[1:] for key in known if key[0] == "~"), language)
        starred = [key for key in known if key.endswith("*")]
        self._lengths = sorted({len(key) - 1 for key in starred})
        self._heads = frozenset(key[:_HEAD] for key in starred)

    @property
    def heads(self) -> frozenset[str]:
        """How all words of more than three letters begin that are called anything."""
        whole = {key[1:] for key in self._known if key[0] == "=" and len(key[1:]) > _SHORT}
        return self._beginnings.heads | whole | {key.rstrip("*") for key in self._known if key[-1] == "*"}

    def of(self, lower: str) -> frozenset[str]:
        """Return what a word is called, if anything."""
        bare = lower.removesuffix("'s")
        named = [f"={lower}", f"={bare}"]
        if self._beginnings.may_begin(lower):
            named.append(f"~{stem_of(lower, self._language)}")
        if bare[:_HEAD] in self._heads:
            named += [f"{bare[:length]}*" for length in self._lengths if length <= len(bare)]
        found = [key for key in named if key in self._known]
        return frozenset(found) if found else _NOTHING


def _keys_in(cue: Cue) -> Iterator[str]:
    return (key for part in cue.parts for item in part for keys in item.alternatives for key in keys)
