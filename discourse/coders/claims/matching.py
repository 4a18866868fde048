"""Where a claim type shows in a sentence: by its cues, by likeness to its examples, or by its definition alone."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from discourse.codebook import Codebook
from discourse.coders.claims.acts import known_act
from discourse.coders.claims.concepts import content_positions, senses
from discourse.coders.claims.cue_index import NO_WORDS, CueIndex
from discourse.coders.claims.cue_lines import Found
from discourse.coders.claims.descriptions import Route, Terms, Text, describing_texts
from discourse.coders.claims.status.negating import negates
from discourse.coders.claims.target_names import TargetNames
from discourse.coders.claims.tokens import Sentence, read_sentences, stem_of
from discourse.coders.meaning import unit, word_vectors

NEAR = 0.7
"""Worth of a word of near or opposite meaning, where the same word is worth 1."""
LABEL = 1.3
"""Worth of a word that stands in the label too: the label is the author's shortest definition."""
CORE_WORDS = 3
"""A description is covered where its weightiest so many words are found, or as much weight of others."""
DEFINITION_COVER = 0.38
EXAMPLE_COVER = 0.62
CUED_COVER = 0.55
"""How much of a definition has to be covered where the author has given cues beside it."""
NEVER, _NEARLY_WHOLE = 1e9, 0.85
"""More of a description than any sentence covers, and what is to be covered of an example of what anyone may say."""
NAME = 0.5
"""Worth of a target's name: a thread about somebody names them in every other sentence."""
SHORT_CUE = 2
"""Words of a cue that do not show the whole claim."""
WHOLE = 0.95
"""From here on a sentence is the example, whatever its words."""
IDENTICAL = 2.0
"""A sentence that is given word by word as a counter-example covers it more than any likeness can."""
COUNTERED = 0.95
"""From here on a sentence is so like a counter-example that a cue in it does not count."""
RIVAL = 0.75
"""A claim less covered than this share of the best one, by no word of its own, is not found beside it."""
LIKE = 0.55
"""Cosine from which a word shows what a word of a description means."""


class Match(NamedTuple):
    """A claim type found in a sentence.

    ``claim`` is its number in the codebook, ``positions`` the words that show it, ``flips`` which of them say the
    opposite, ``probability`` that it is there at all.
    """

    claim: int
    positions: tuple[int, ...]
    flips: tuple[bool | None, ...]
    route: Route
    probability: float


class Term(NamedTuple):
    """A content word of a description.

    ``negated`` says that the description negates it, ``core`` that the claim's definition, label or cues name it.
    """

    weight: float
    negated: bool | None
    core: bool
    name: bool


@dataclass(frozen=True, slots=True)
class Description:
    """One text that describes a claim type: the definition with the label, an example, or a counter-example."""

    claim: int
    route: Route
    counter: bool
    terms: tuple[Term, ...]
    core: float
    """Weight of the weightiest words: what has to be found for a full cover."""
    enough: float
    """Share of it from which the claim may be there."""
    lowers: tuple[str, ...]
    """All words of the text, in lower case."""

    @property
    def least(self) -> float:
        """The weight from which it counts: that the claim may be there, or that a cue for it does not count."""
        return (COUNTERED if self.counter else self.enough) * self.core


class _Hit(NamedTuple):
    """A word of a sentence that stands for a term of a description."""

    position: int
    worth: float
    opposite: bool


class _Covered(NamedTuple):
    """How much of a description a sentence covers, which description that is, and the hits of its terms."""

    cover: float
    place: int
    hits: dict[int, _Hit]


class Said(NamedTuple):
    """A claim type that a sentence is likely to make, by its meaning, and the description that it is like."""

    claim: int
    probability: float
    place: int


@dataclass(frozen=True, eq=False)
class Described:
    """A codebook, ready to be looked for: the texts that describe its claim types, as terms, and its cues."""

    codebook: Codebook
    terms: Terms
    texts: tuple[Text, ...]
    cues: CueIndex

    @staticmethod
    @lru_cache(maxsize=64)
    def of(codebook: Codebook) -> "Described":
        """Return a codebook with its describing texts; raise CodebookError where a cue is not in the grammar."""
        terms = Terms(TargetNames(codebook.targets, codebook.language), codebook.language)
        claims = enumerate(codebook.claim_types)
        texts = tuple(text for number, claim in claims for text in describing_texts(number, claim, terms))
        return Described(codebook, terms, texts, CueIndex(codebook))


class Layout(NamedTuple):
    """What of a codebook's claim types is the same for every thread.

    ``spread`` counts the definitions that have a stem; ``cued`` are the claim types with cues, ``anywhere`` those of
    them that any comment section has, whose definitions' words do not show them; ``named`` gives the claim type that a
    stem names by itself; ``negative`` the stems that only that type's definition has, negated;
    ``counters`` the types that a sentence is a counter-example of. ``by_stem`` and ``by_sense`` say of which
    descriptions a stem or concept is a term, by number of the description and of its word.
    """

    spread: Counter[str]
    cued: frozenset[int]
    anywhere: frozenset[int]
    named: dict[str, int]
    negative: dict[int, frozenset[str]]
    counters: dict[tuple[str, ...], list[int]]
    by_stem: dict[str, list[tuple[int, int]]]
    by_sense: dict[str, list[tuple[int, int, bool]]]

    @staticmethod
    @lru_cache(maxsize=64)
    def of(described: Described) -> "Layout":
        """Return the layout of a codebook."""
        codebook, texts = described.codebook, described.texts
        spread = Counter(word.stem for text in texts if text.route == "definition" for word in text.words)
        negative = {
            text.claim: frozenset(word.stem for word in text.words if word.negated and spread[word.stem] == 1)
            for text in texts
            if text.route == "definition"
        }
        by_stem: dict[str, list[tuple[int, int]]] = {}
        by_sense: dict[str, list[tuple[int, int, bool]]] = {}
        for place, text in enumerate(texts):
            for number, word in enumerate(text.words):
                by_stem.setdefault(word.stem, []).append((place, number))
                for sense in senses(word.stem, codebook.language):
                    by_sense.setdefault(sense.concept, []).append((place, number, sense.opposite))
        cued = frozenset(number for number, claim in enumerate(codebook.claim_types) if claim.cues)
        known = ((number, codebook.claim_types[number]) for number in cued)
        anywhere = frozenset(number for number, claim in known if known_act(claim.label, claim.definition))
        named = dict(_names(codebook, texts, spread))
        return Layout(spread, cued, anywhere, named, negative, _counters(codebook), by_stem, by_sense)


class Descriptions(Sequence[Description]):
    """The descriptions of a codebook, each made when it is asked for: few threads have words of many."""

    def __init__(self, texts: Sequence[Text], describe: Callable[[Text], Description]) -> None:
        self._texts, self._describe = texts, describe
        self._made: dict[int, Description] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice) or place < 0:
            return [self[at] for at in range(len(self))][place]
        made = self._made.get(place)
        if made is None:
            made = self._made[place] = self._describe(self._texts[place])
        return made


class Matcher:
    """The claim types of a codebook, ready to be found in the sentences of one thread.

    ``frequencies`` are how often the thread has each term, in so many ``sentences``.
    """

    def __init__(self, described: Described, frequencies: Mapping[str, int], sentences: int) -> None:
        self.language = described.codebook.language
        self.cues = described.cues
        self._terms = described.terms
        layout = Layout.of(described)
        self._weigh = _Weights(layout.spread, len(described.codebook.claim_types), frequencies, sentences)
        self.cued, self.named, self.anywhere = layout.cued, layout.named, layout.anywhere
        self._negative, self._counters = layout.negative, layout.counters
        self.by_stem, self.by_sense = layout.by_stem, layout.by_sense
        self.descriptions = Descriptions(described.texts, self._described)

    def _described(self, text: Text) -> Description:
        terms = []
        for word in text.words:
            weight = self._weigh(word.stem) * (LABEL if word.in_label else 1) * (NAME if word.stem[0] == "@" else 1)
            terms.append(Term(weight, word.negated, word.core, word.stem[0] == "@"))
        own = (term.weight for term, word in zip(terms, text.words, strict=True) if not word.label_only)
        core = sum(sorted(own, reverse=True)[:CORE_WORDS]) or sum(term.weight for term in terms)
        return Description(text.claim, text.route, text.counter, tuple(terms), core, self._enough(text), text.lowers)

    def _enough(self, text: Text) -> float:
        is_example, anywhere = text.route == "example", text.claim in self.anywhere
        if anywhere:
            return _NEARLY_WHOLE if is_example else NEVER
        if is_example:
            return EXAMPLE_COVER
        return CUED_COVER if text.claim in self.cued else DEFINITION_COVER

    def find(
        self, sentence: Sentence, said: Sequence[Said] = (), *, alike: bool = True, cues: Sequence[int] | None = None
    ) -> list[Match]:
        """Return the claim types found in a sentence, each once, by its most probable route.

        ``said`` are those that its meaning makes likely. With ``alike=False`` cues alone speak: in a sentence that is
        known to be like no description. ``cues`` are the numbers of those that may be there, in order, where that is
        known.
        """
        cued = list(self._by_cues(sentence, cues))
        if not alike and not said:
            return self._by_cues_alone(sentence, cued)
        covers = self._covers(sentence) if alike else []
        against = self._against(sentence, covers)
        likely = (self._meant(sentence, entry) for entry in said if entry.claim not in against)
        idle = self.cues.idle(sentence, cues)
        found: dict[int, list[Match]] = {}
        for match in (*cued, *(self._by_likeness(sentence, covers, against) if alike else ()), *likely):
            counts = match.route != "cue" or against.get(match.claim, 0.0) < COUNTERED
            if counts and idle.get(match.claim, NO_WORDS).isdisjoint(match.positions):
                found.setdefault(match.claim, []).append(match)
        return [_united(found[claim]) for claim in sorted(found)]

    def _by_cues_alone(self, sentence: Sentence, cued: list[Match]) -> list[Match]:
        """Return the claim types that cues show, but for those that the sentence is a counter-example of."""
        against = self._counters.get(sentence.lowers) if self._counters and cued else None
        kept = [match for match in cued if match.claim not in against] if against else cued
        if len(kept) < 2:
            return kept
        found: dict[int, list[Match]] = {}
        for match in kept:
            found.setdefault(match.claim, []).append(match)
        return [_united(found[claim]) for claim in sorted(found)]

    def _by_cues(self, sentence: Sentence, among: Sequence[int] | None) -> Iterator[Match]:
        for claim, found in self.cues.find(sentence, among):
            probability = {1: 0.75, 2: 0.85}.get(found.items, 0.9)
            yield Match(claim, found.words, self._cue_flips(sentence, claim, found), "cue", probability)

    def _cue_flips(self, sentence: Sentence, claim: int, found: Found) -> tuple[bool, ...]:
        """Return which words of a cue say the opposite, as it does itself or as the definition negates them.

        The definition negates "enforce" for a ban that cannot be enforced.
        """
        words = found.words
        if found.sign == "!":
            return (True,) * len(words)
        negative = self._negative.get(claim)
        stems = [stem_of(sentence.lowers[at], self.language) for at in words] if negative else []
        if not negative or negative.isdisjoint(stems) or negates(sentence, words, self.language):
            return (False,) * len(words)
        return tuple(stem in negative for stem in stems)

    def _covers(self, sentence: Sentence) -> list[_Covered]:
        """Return the descriptions that share words with a sentence."""
        return [_Covered(self._cover(place, hits), place, hits) for place, hits in self._hits(sentence).items()]

    def _against(self, sentence: Sentence, covers: list[_Covered]) -> dict[int, float]:
        """Return, by claim type, how far a sentence covers a counter-example where it covers no example better."""
        against = dict.fromkeys(self._counters.get(sentence.lowers, ()), IDENTICAL)
        best: dict[int, float] = {}
        for cover, place, hits in covers:
            description = self.descriptions[place]
            if description.counter and len(_words(hits)) < 2:
                continue
            side = against if description.counter else best
            side[description.claim] = max(cover, side.get(description.claim, 0.0))
        return {claim: cover for claim, cover in against.items() if cover > best.get(claim, 0.0)}

    def _by_likeness(self, sentence: Sentence, covers: list[_Covered], against: dict[int, float]) -> list[Match]:
        found: dict[int, _Covered] = {}
        for cover, place, hits in covers:
            description = self.descriptions[place]
            named = cover > WHOLE or any(description.terms[number].core for number in hits)
            if (
                description.counter
                or not named
                or len(_words(hits)) < 2
                or cover < description.enough
                or description.claim in against
            ):
                continue
            known = found.get(description.claim)
            if known is None or cover > known.cover:
                found[description.claim] = _Covered(cover, place, hits)
        matches = [self._match(*entry) for entry in _without_rivals(list(found.values()))]
        return matches or self._by_name(sentence)

    def _by_name(self, sentence: Sentence) -> list[Match]:
        """Return the claim types without cues that are named by their one telling word."""
        named = {
            claim: position
            for position in content_positions(sentence, self.language)
            if (claim := self.named.get(stem_of(sentence.lowers[position], self.language))) is not None
        }
        return [Match(claim, (at,), (False,), "definition", 0.5) for claim, at in sorted(named.items())]

    def _meant(self, sentence: Sentence, said: Said) -> Match:
        """Return the match of a claim that a sentence makes in words of its own: those of like meaning show it."""
        hits = self._hits(sentence).get(said.place, {})
        if hits:
            match = self._match(1.0, said.place, hits)
            return match._replace(probability=round(said.probability, 3))
        at = content_positions(sentence, self.language) or list(range(len(sentence.tokens)))
        wanted = unit(word_vectors(self.descriptions[said.place].lowers or ("",)))
        near = (unit(word_vectors([sentence.tokens[number].lower for number in at])) @ wanted.T).max(axis=1)
        shown = [number for number, cosine in zip(at, near.tolist(), strict=True) if cosine >= min(LIKE, near.max())]
        return Match(said.claim, tuple(shown), (False,) * len(shown), "definition", round(said.probability, 3))

    def _hits(self, sentence: Sentence) -> dict[int, dict[int, _Hit]]:
        """Return for each description the best hit of each of its terms."""
        hits: dict[int, dict[int, _Hit]] = {}
        for position, stem in self._terms(sentence):
            for place, number in self.by_stem.get(stem, ()):
                _keep(hits, place, number, _Hit(position, 1.0, False))
            for sense in senses(stem, self.language):
                for place, number, opposite in self.by_sense.get(sense.concept, ()):
                    _keep(hits, place, number, _Hit(position, NEAR, opposite != sense.opposite))
        return hits

    def _cover(self, place: int, hits: dict[int, _Hit]) -> float:
        """Return how much of a description a sentence covers, by weight, each word of the sentence counting once."""
        description = self.descriptions[place]
        best: dict[int, float] = {}
        for number, hit in hits.items():
            value = description.terms[number].weight * hit.worth
            best[hit.position] = max(value, best.get(hit.position, 0.0))
        return sum(best.values()) / description.core if description.core else 0.0

    def _match(self, cover: float, place: int, hits: dict[int, _Hit]) -> Match:
        description = self.descriptions[place]
        turned: dict[int, bool | None] = {}
        for number, hit in sorted(hits.items(), key=lambda entry: _rank(description.terms[entry[0]], entry[1])):
            negated = description.terms[number].negated
            turned.setdefault(hit.position, None if negated is None else hit.opposite != negated)
        positions = tuple(sorted(turned))
        probability = 0.5 + 0.2 * min(1.0, (cover - DEFINITION_COVER) / 0.6)
        probability += 0.1 if description.route == "example" else 0
        return Match(
            description.claim,
            positions,
            tuple(turned[at] for at in positions),
            description.route,
            round(probability, 3),
        )


@lru_cache(maxsize=64)
def constant_matcher(described: Described) -> Matcher:
    """Return what finds the claim types of a codebook where nothing is known of the thread."""
    return Matcher(described, {}, 0)


def _rank(term: Term, hit: _Hit) -> tuple[bool, float]:
    """Return what a word of a sentence stands for first: the same word, then what weighs most."""
    return hit.worth < 1, -term.weight * hit.worth


def _united(matches: list[Match]) -> Match:
    """Return the most probable match of a claim; a short cue takes in the words by which others found it too."""
    if len(matches) == 1:
        return matches[0]
    best = max(matches, key=lambda match: (match.probability, len(match.positions)))
    if best.route != "cue" or len(best.positions) > SHORT_CUE:
        return best
    turned = {at: flip for match in matches for at, flip in zip(match.positions, match.flips, strict=True)}
    positions = tuple(sorted(turned))
    return best._replace(positions=positions, flips=tuple(turned[at] for at in positions))


def _keep(hits: dict[int, dict[int, _Hit]], place: int, number: int, hit: _Hit) -> None:
    known = hits.setdefault(place, {}).get(number)
    if known is None or hit.worth > known.worth:
        hits[place][number] = hit


def _words(hits: dict[int, _Hit]) -> set[int]:
    return {hit.position for hit in hits.values()}


def _without_rivals(found: list[_Covered]) -> list[_Covered]:
    """Return the found descriptions without those that only echo the words of a better one."""
    ordered = sorted(found, key=lambda entry: (-entry[0], entry[1]))
    kept: list[_Covered] = []
    for entry in ordered:
        echo = any(entry[0] < RIVAL * better[0] and len(_words(entry[2]) - _words(better[2])) < 2 for better in kept)
        if not echo:
            kept.append(entry)
    return kept


class _Weights:
    """How telling a stem is: rare among the claim types, and rare in the thread."""

    def __init__(self, spread: Counter[str], claims: int, frequencies: Mapping[str, int], sentences: int) -> None:
        self._spread, self._claims = spread, claims
        self._frequencies, self._sentences = frequencies, sentences

    def __call__(self, stem: str) -> float:
        among = math.log(1 + self._claims / max(1, self._spread[stem])) / math.log(1 + self._claims)
        share = self._frequencies.get(stem, 0) / max(1, self._sentences)
        return among * (1 - min(0.8, 2 * share))


def _counters(codebook: Codebook) -> dict[tuple[str, ...], list[int]]:
    """Return the claim types that a sentence is given as a counter-example of, by its words."""
    counters: dict[tuple[str, ...], list[int]] = {}
    for number, claim in enumerate(codebook.claim_types):
        for text in claim.counter_examples:
            for sentence in read_sentences(text, codebook.language):
                counters.setdefault(sentence.lowers, []).append(number)
    return counters


def _names(codebook: Codebook, texts: Sequence[Text], spread: Counter[str]) -> Iterator[tuple[str, int]]:
    """Yield the words that name a claim type by themselves: in its label and definition and in no other's."""
    for text in texts:
        own = [word for word in text.words if word.in_label and not word.label_only and spread[word.stem] == 1]
        label = sum(word.in_label for word in text.words)
        plain = text.route == "definition" and not codebook.claim_types[text.claim].cues
        if plain and own and (len(own) == 1 or label <= 2):
            yield from ((word.stem, text.claim) for word in own if not word.negated and word.stem[0] != "@")
