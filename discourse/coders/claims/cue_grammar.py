"""The grammar of cues: phrases that show a claim, without regular expressions, matched in linear time.

========================== ======================================================================================
``creation``               a word with the same stem: creation, creations; case does not matter
``=creating``              exactly this word
``extract*``               any word that begins so (two letters at least before the star)
``fake|staged|made_up``    one of several; ``_`` joins the words of an alternative
``{us}``                   any name of that target of the codebook
``the|my?``                an item that may be missing
``helicopters ... isis``   a gap of up to six words inside one sentence
``helicopter & rescue``    both, in either order, inside one sentence and within twenty words
``<shame on you>``         a whole sentence, but for small words
``<source|link>?``         a whole sentence that asks
``! conspiracy theory``    says the opposite: who writes it rejects the claim
``- fake leather``         no sign of the claim: neither other cues nor learned weights show it by these words
========================== ======================================================================================

Between two neighbouring words of a cue up to three small words may stand in the text (articles, auxiliaries, "really",
"so"): ``{isis} asset`` finds "ISIS is an asset". A gap may hold a negation, which then changes the status of the
claim; a negation that is written in the cue is part of the claim.

A target's name that is also a small word of the language (US, IS, IT) is found only in capitals.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from discourse.codebook import ClaimType, Codebook, Target
from discourse.coders.claims.beginnings import Beginnings
from discourse.coders.claims.remembered import Remembered
from discourse.coders.claims.tokens import Sentence, stem_of
from discourse.coders.lexicon import table
from discourse.errors import CodebookError
from discourse.text import words as words_of

GAP_WORDS = 6
SMALL_WORDS = 3
WINDOW_WORDS = 20
MAX_ITEMS = 24
"""Words and gaps in one cue."""
MAX_CUES = 2_000
"""Cues of one claim type."""

_NOTHING: frozenset[str] = frozenset()
_HEAD = 2
"""Letters that stand before a star at the least."""
_SHORT = 3
"""Letters of the longest words that are not told by their beginning."""
_ATOM = re.compile(r"=?[^\W_]+(?:['’.][^\W_]+)*\*?")
_WORDS = re.compile(r"[^\W_]+(?:['.][^\W_]+)*")
_SHOWN = 80
"""Characters of a cue or a title that an error message repeats."""
_FORMS = "word, =word, wor*, a|b, word?, {target}, ..., & or <sentence>"
Sign = Literal["", "!", "-"]
_SIGNS: dict[str, Sign] = {"!": "!", "-": "-"}
"""What may stand before a cue: it says the opposite of the claim, or is no sign of it."""
_TARGET = re.compile(r"\{([a-z0-9][a-z0-9_-]*)\}")


class Found(NamedTuple):
    """A cue found in a sentence: the numbers of its words there, how many words and gaps it has, and its sign."""

    words: tuple[int, ...]
    items: int
    sign: Sign = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a cue: its alternatives, each a sequence of keys; an empty tuple is a gap."""

    alternatives: tuple[tuple[str, ...], ...]
    firsts: frozenset[str]
    """The first keys of the alternatives."""
    optional: bool = False
    single: bool = False
    """Whether each alternative is one word, and none a name."""

    @staticmethod
    def of(alternatives: tuple[tuple[str, ...], ...], *, optional: bool = False) -> "Item":
        """Return the item of these alternatives."""
        firsts = frozenset(keys[0] for keys in alternatives)
        single = all(len(keys) == 1 and keys[0][0] != "{" for keys in alternatives)
        return Item(alternatives, firsts, optional, single)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as written and as parts, joined by ``&``, of items; ``whole`` says that it is a whole sentence."""

    written: str
    parts: tuple[tuple[Item, ...], ...]
    words: tuple[Item, ...]
    """The items that have to be there."""
    whole: bool = False
    sign: Sign = ""

    @staticmethod
    def of(written: str, parts: list[list[Item]], *, whole: bool = False, sign: Sign = "") -> "Cue":
        """Return the cue of these parts."""
        words = tuple(item for part in parts for item in part if item.alternatives and not item.optional)
        return Cue(written, tuple(map(tuple, parts)), words, whole, sign)

    @property
    def asks(self) -> bool:
        """Whether the sentence has to end with a question mark."""
        return self.whole and self.written.rstrip().endswith("?")

    def anchors(self, common: frozenset[str]) -> list[frozenset[str]]:
        """Return the first keys of each item, the likely rarest first: without one of each there is no match."""

        def commonness(item: Item) -> tuple[bool, bool, int]:
            names = any(key.startswith("{") for key in item.firsts)
            return not common.isdisjoint(item.firsts), names, len(item.firsts)

        return [item.firsts for item in sorted(self.words, key=commonness)]


@lru_cache(maxsize=8)
def common_keys(language: str) -> frozenset[str]:
    """Return the keys of words that stand in nearly every sentence."""
    empty = table("related", language)["empty"].split()
    return frozenset(key for word in empty for key in (f"={word}", f"~{stem_of(word, language)}"))


def check_cues(codebook: Codebook) -> None:
    """Raise CodebookError, naming the claim type and the cue, where a cue is not in the grammar.

    >>> from discourse.codebook import ClaimType
    >>> claim = ClaimType(id="fable", label="Fable", definition="It is made up.", cues=("made (up",))
    >>> check_cues(Codebook(title="Tales", claim_types=(claim,)))
    Traceback (most recent call last):
    discourse.errors.CodebookError: Tales: cue "made (up" of claim type "fable": "(up" is not a word of the cue ...
    """
    targets = {target.id for target in codebook.targets}
    for claim in codebook.claim_types:
        for cue in cues_of(claim, codebook):
            for name in _TARGET.findall(cue.written):
                if name not in targets:
                    known = ", ".join(sorted(targets)) or "none"
                    raise _refused(
                        codebook, claim, cue.written, f'no target "{name}" in the codebook (targets: {known})'
                    )


def targets_named(written: str) -> frozenset[str]:
    """Return the ids of the targets that a cue names in braces.

    >>> sorted(targets_named("{us}|{isis} & asset"))
    ['isis', 'us']
    """
    return frozenset(_TARGET.findall(written))


def cues_of(claim: ClaimType, codebook: Codebook) -> list[Cue]:
    """Return the parsed cues of a claim type; raise CodebookError where one is not in the grammar."""
    if len(claim.cues) > MAX_CUES:
        raise CodebookError(
            f'{_shown(codebook.title)}: claim type "{_shown(claim.id)}" has more than {MAX_CUES:,} cues; keep the best'
        )
    return [_parse(written, claim, codebook) for written in claim.cues]


def _refused(codebook: Codebook, claim: ClaimType, written: str, why: str) -> CodebookError:
    return CodebookError(f'{_shown(codebook.title)}: cue "{_shown(written)}" of claim type "{_shown(claim.id)}": {why}')


def _shown(text: str) -> str:
    """Return the beginning of a text on one line, as an error message repeats it."""
    line = " ".join(text[: 2 * _SHOWN].split())
    return line if len(line) <= _SHOWN and len(text) <= 2 * _SHOWN else f"{line[: _SHOWN - 1]}…"


def _parse(written: str, claim: ClaimType, codebook: Codebook) -> Cue:
    first, _, rest = written.strip().partition(" ")
    sign = _SIGNS.get(first, "")
    bare, whole = _unwrapped(rest.strip() if sign else written.strip())
    pieces = bare.replace("…", "...").split()
    if not pieces or len(pieces) > MAX_ITEMS:
        raise _refused(codebook, claim, written, f"a cue has 1 to {MAX_ITEMS} words; this one has {len(pieces)}")
    parts: list[list[Item]] = [[]]
    for piece in pieces:
        if piece == "&":
            parts.append([])
        elif piece == "...":
            parts[-1].append(Item.of(()))
        else:
            try:
                parts[-1].append(_item(piece, codebook.language))
            except ValueError as error:
                raise _refused(codebook, claim, written, f'"{_shown(piece)}" {error}') from None
    for part in parts:
        if not part or any(not edge.alternatives or edge.optional for edge in (part[0], part[-1])):
            raise _refused(
                codebook, claim, written, 'a word has to stand at both ends and on both sides of "..." and "&"'
            )
    return Cue.of(written, parts, whole=whole, sign=sign)


def _unwrapped(written: str) -> tuple[str, bool]:
    """Return what stands between the signs of a whole sentence, and whether there are any."""
    inside = written.removesuffix("?")
    is_whole = inside[:1] == "<" and inside[-1:] == ">"
    return (inside[1:-1], True) if is_whole else (written, False)


def _item(piece: str, language: str) -> Item:
    bare = piece.removesuffix("?")
    return Item.of(tuple(_alternatives(bare, language)), optional=bare != piece)


def _alternatives(piece: str, language: str) -> Iterator[tuple[str, ...]]:
    for alternative in piece.split("|"):
        if target := _TARGET.fullmatch(alternative):
            yield (f"{{{target.group(1)}}}",)
        else:
            yield tuple(key for atom in alternative.replace("-", "_").split("_") for key in _keys(atom, language))


def _keys(atom: str, language: str) -> Iterator[str]:
    if not _ATOM.fullmatch(atom):
        raise ValueError(f"is not a word of the cue grammar; write {_FORMS}")
    lower = atom.casefold().replace("’", "'").replace(".", "")
    if lower.endswith("*"):
        if len(lower) < 3:
            raise ValueError("would find too many words; write two letters at least before the star")
        yield lower
    else:
        yield lower if lower.startswith("=") else f"~{stem_of(lower, language)}"


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

    def _line(self, sentence: Sentence, *, named: bool) -> "_Line":
        keys = list(map(self._keys_of.__getitem__, sentence.lowers))
        names: list[list[tuple[str, int]]] = self._names.ends(sentence) if named else [[]] * len(keys)
        return _Line.of(sentence, keys, names, self.small)

    def _in_line(self, line: "_Line", places: Sequence[int]) -> Iterator[tuple[int, Found]]:
        for place in places:
            number, cue = self._cues[place]
            for found in line.find(cue):
                yield number, found

    def _begun(self, line: "_Line") -> list[int]:
        """Return the numbers of the cues of which two words are there."""
        there = line.places.keys()
        begun = (entry for key in there & self._by_anchor.keys() for entry in self._by_anchor[key])
        return sorted({place for place, second in begun if not there.isdisjoint(second)})


NO_WORDS: frozenset[int] = frozenset()
_NO_KEYS: frozenset[str] = frozenset()


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


class _Line(NamedTuple):
    """A sentence as the keys of each of its words, the names that begin there, and the places of each key."""

    sentence: Sentence
    keys: list[frozenset[str]]
    names: list[list[tuple[str, int]]]
    places: dict[str, list[int]]
    small: frozenset[str]

    @staticmethod
    def of(
        sentence: Sentence, keys: list[frozenset[str]], names: list[list[tuple[str, int]]], small: frozenset[str]
    ) -> "_Line":
        places: dict[str, list[int]] = {}
        for at, here in enumerate(keys):
            if here:
                for key in here:
                    places.setdefault(key, []).append(at)
            if names[at]:
                for name in {name for name, _ in names[at]}:
                    places.setdefault(f"{{{name}}}", []).append(at)
        return _Line(sentence, keys, names, places, small)

    def find(self, cue: Cue) -> Iterator[Found]:
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
