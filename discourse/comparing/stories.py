"""Which articles tell the same story, by a stated rule over the names, numbers, days and words that they share.

The strength of a pair is C · (1 - exp(-M / 2)) + 0.3 · T + N, at most 1. M is the weight of the names in both (a word
weighs 0 to 1 by how seldom it stands in running text), C that weight as a share of the names of the article with
fewer, T the cosine of the TF-IDF vectors of all other content words, N 0.1 for each number and each day in both, at
most 0.2. Names alone tell who and where, not what: the matter of a pair is V + U + 2 N, where V is the cosine of the
meanings of all words that are no names, and U the weight of those in both as a share of those of the article with
fewer. Two articles are said to tell the same story where the strength is at least ``SAME`` and the matter at least
``MATTER``, unless they were published more than ``APART`` days apart. Otherwise they are of one topic where the
strength is enough, or T is at least 0.24 and three telling words are in both, or V is at least 0.5 and names weigh 1.
The numbers were set by hand on made-up pairs and hold on most others (docs/comparing.md); the strength orders pairs
and is no probability.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from math import exp, log, sqrt
from typing import Literal, NamedTuple

from discourse.comparing.telling import NOUNS_IN_CAPITALS, Telling, telling, weight
from discourse.model import Article

Verdict = Literal["same story", "same topic", "unrelated"]
SAME = 0.45
MATTER = 0.58
APART = 30
_TOPIC_ABROAD, _MATTER_ABROAD = 0.3, 0.4
"""Of words of other languages it is not known which are rare and which are near in meaning."""
_TOPIC_COSINE, _TOPIC_WORDS, _TOPIC_MEANING, _TOPIC_NAMES = 0.24, 3, 0.5, 1.0
_TELLING = 0.4
"""Weight from which on a word is evidence."""
_SLIGHT = 0.3
"""Weight taken off each word before shares are formed, so that many slight words are not as good as a rare one."""
_SHORT = 25
"""Content words below which an article is too short to be compared."""
_MOST_SHOWN = 8
_MOST_SHARING, _KEYS = 200, 20
"""Articles that one word may bring together, and words of each that do; more would be quadratic."""
_COUNTED = 2


class Evidence(NamedTuple):
    """What two articles have in common, the most telling first, each spelt as it stands in the first of them."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    days: tuple[str, ...]
    words: tuple[str, ...]


class StoryLink(NamedTuple):
    """Two articles by their number, how strongly they tell the same, what that is called, and the evidence."""

    first: int
    second: int
    verdict: Verdict
    strength: float
    evidence: Evidence


class _Vectors(NamedTuple):
    """The telling of each article with the weights of its words, and its meaning."""

    told: Telling
    stems: Mapping[str, float]
    length: float
    meaning: Sequence[float]


def story_links(articles: Sequence[Article]) -> list[StoryLink]:
    """Return the pairs of articles that tell the same story or are of one topic, the strongest first.

    An article of fewer than 25 content words takes part in none.
    """
    vectors = [_vectors(telling(article)) for article in articles]
    links = (_link(first, second, vectors) for first, second in _candidates(vectors))
    found = [link for link in links if link.verdict != "unrelated"]
    return sorted(found, key=lambda link: (-link.strength, link.first, link.second))


def compared(first: Article, second: Article) -> StoryLink:
    """Return what two articles have in common, unrelated ones too."""
    return _link(0, 1, [_vectors(telling(first)), _vectors(telling(second))])


def is_too_short(article: Article) -> bool:
    """Return whether an article has too little text to be compared."""
    return telling(article).size < _SHORT


def stories(links: Sequence[StoryLink], articles: int) -> list[int]:
    """Return for each article the number of the first article that tells the same story, itself where none does."""
    home = list(range(articles))

    def root(number: int) -> int:
        while home[number] != number:
            number = home[number]
        return number

    for link in links:
        if link.verdict == "same story":
            one, other = sorted((root(link.first), root(link.second)))
            home[other] = one
    return [root(number) for number in range(articles)]


def _vectors(told: Telling) -> _Vectors:
    from discourse.coders.meaning import sentence_vectors

    stems = {stem: (1 + log(times)) * weight(stem) for stem, times in told.stems.items()}
    meaning = sentence_vectors([sorted(stems)])[0].tolist()
    return _Vectors(told, stems, sqrt(sum(value**2 for value in stems.values())), meaning)


def _candidates(vectors: Sequence[_Vectors]) -> Iterator[tuple[int, int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        if vector.told.size >= _SHORT:
            telling_stems = sorted(vector.stems, key=lambda stem: (-vector.stems[stem], stem))[: _KEYS * 2]
            for word in {*vector.told.names, *telling_stems}:
                holders[word].append(number)
    pairs = {pair for found in holders.values() for pair in combinations(found[:_MOST_SHARING], 2)}
    yield from sorted(pairs)


def _link(first: int, second: int, vectors: Sequence[_Vectors]) -> StoryLink:
    one, other = vectors[first], vectors[second]
    shared = one.told.names.keys() & other.told.names.keys()
    evidence = _evidence(one, other, shared)
    mass = sum(map(weight, shared))
    cosine = _cosine(one, other)
    meaning = _meaning(one, other, cosine)
    facts = 0.1 * min(len(one.told.numbers & other.told.numbers) + len(one.told.days & other.told.days), _COUNTED)
    strength = min(1.0, _share(mass, one.told, other.told) * (1 - exp(-mass / 2)) + 0.3 * cosine + facts)
    matter = meaning + _words_shared(one, other) + 2 * facts
    english = one.told.language == other.told.language == "en"
    topical = cosine >= (_TOPIC_COSINE if english else _TOPIC_ABROAD) and len(evidence.words) >= _TOPIC_WORDS
    near = english and meaning >= _TOPIC_MEANING and mass >= _TOPIC_NAMES
    verdict: Verdict = "same topic" if strength >= SAME or topical or near else "unrelated"
    if min(one.told.size, other.told.size) < _SHORT:
        verdict = "unrelated"
    elif strength >= SAME and matter >= _least_matter(one.told, other.told) and not _far_apart(one.told, other.told):
        verdict = "same story"
    return StoryLink(first, second, verdict, round(strength, 3), evidence)


def _least_matter(one: Telling, other: Telling) -> float:
    """Return the matter that two articles need: none where all nouns count as names, and say what happens."""
    languages = {one.language, other.language}
    if languages <= NOUNS_IN_CAPITALS:
        return 0.0
    return MATTER if languages == {"en"} else _MATTER_ABROAD


def _meaning(one: _Vectors, other: _Vectors, cosine: float) -> float:
    """Return how near the meanings of two articles are; of other languages only their words are known."""
    if not one.told.language == other.told.language == "en":
        return cosine
    return sum(a * b for a, b in zip(one.meaning, other.meaning, strict=True))


def _share(mass: float, one: Telling, other: Telling) -> float:
    fewer = min(sum(map(weight, told.names)) for told in (one, other))
    return mass / fewer if fewer else 0.0


def _words_shared(one: _Vectors, other: _Vectors) -> float:
    """Return the weight of the words in both, names aside, as a share of those of the article with fewer."""

    def told(stems: Iterable[str]) -> float:
        return sum(max(0.0, weight(stem) - _SLIGHT) for stem in stems)

    fewer = min(told(one.stems), told(other.stems))
    return told(one.stems.keys() & other.stems.keys()) / fewer if fewer else 0.0


def _cosine(one: _Vectors, other: _Vectors) -> float:
    product = sum(value * other.stems.get(stem, 0.0) for stem, value in one.stems.items())
    return product / (one.length * other.length) if product else 0.0


def _far_apart(one: Telling, other: Telling) -> bool:
    days = [_day(told.published) for told in (one, other)]
    return days[0] is not None and days[1] is not None and abs((days[0] - days[1]).days) > APART


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _evidence(one: _Vectors, other: _Vectors, shared: set[str]) -> Evidence:
    def rank(stem: str) -> float:
        return one.stems[stem] * other.stems[stem]

    telling_stems = (stem for stem in one.stems.keys() & other.stems.keys() if weight(stem) >= _TELLING)
    words = sorted(telling_stems, key=lambda stem: (-rank(stem), stem))
    return Evidence(
        names=tuple(_names(one.told, other.told, shared)[:_MOST_SHOWN]),
        numbers=tuple(sorted(one.told.numbers & other.told.numbers, key=lambda digits: (-len(digits), digits))),
        days=tuple(f"{month:02}-{day:02}" for month, day in sorted(one.told.days & other.told.days)),
        words=tuple(one.told.spelt.get(stem, stem) for stem in words[:_MOST_SHOWN]),
    )


def _names(one: Telling, other: Telling, shared: set[str]) -> list[str]:
    """Return the names in both, as many words of each as stand together in the first, the most telling first."""
    found: dict[str, float] = {}
    for run in one.runs:
        for part in _parts(run, shared):
            lower = [word.casefold() for word in part]
            told = max(weight(word) * log(1 + min(one.names[word], other.names[word])) for word in lower)
            found[" ".join(part)] = max(found.get(" ".join(part), 0.0), told)
    longest = [name for name in found if not any(name != whole and name in whole.split() for whole in found)]
    return sorted(longest, key=lambda name: (-found[name], name))


def _parts(run: tuple[str, ...], shared: set[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for word in (*run, ""):
        if word.casefold() in shared:
            part.append(word)
        elif part:
            yield part
            part = []
