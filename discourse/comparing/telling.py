"""What an article tells, as far as words show it: names, numbers, days, and what it speaks of.

A name is a word with a capital inside a sentence, or one of several capitalised words in a row; headlines in which all
words have capitals add none. In German, where every noun has a capital, nouns count as names.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import log
from typing import Any, NamedTuple

from discourse.languages import common_words, function_words, language_of, primary
from discourse.model import Article
from discourse.text import WORD, Span, sentences, stem

LONGEST = 60_000
"""Characters of an article that are looked at."""
_ORDINARY, _RAREST = 6.0, 13.8
"""Nats of surprise at which a word begins to tell something, and that of the rarest."""
_HEADLINE = 0.6
"""Share of the words of a line with a capital from which on it is a headline, whose capitals name nothing."""
NOUNS_IN_CAPITALS = frozenset({"de", "lb"})
_FEWEST_DIGITS = 3
_YEARS = range(1900, 2101)
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,’\u00a0\u202f ]\d{3})+(?![\w])|(?<![\w.,])\d+(?:[.,]\d+)?(?![\w])")
_POSSESSIVE = re.compile(r"['’]s?\Z")


class Telling(NamedTuple):
    """An article by what it tells.

    ``names`` and ``stems`` count the words, in lower case and by stem; ``runs`` are the names as they stand, ``spelt``
    how a stem or a name is most often written. ``numbers`` are those of at least three digits, or with decimals, but
    for years, ``days`` pairs of month and day; ``size`` is the number of content words, ``language`` a primary tag.
    """

    names: Mapping[str, int]
    stems: Mapping[str, int]
    runs: tuple[tuple[str, ...], ...]
    spelt: Mapping[str, str]
    numbers: frozenset[str]
    days: frozenset[tuple[int, int]]
    published: str | None
    size: int
    language: str


class _Piece(NamedTuple):
    """A word of a sentence, hyphens undone.

    ``first`` begins the sentence or a quotation; ``close`` is parted from the word before by a blank or a hyphen only.
    """

    written: str
    first: bool
    capital: bool
    close: bool

    @property
    def lower(self) -> str:
        return self.written.casefold()


def telling(article: Article) -> Telling:
    """Return what an article tells by its title and its text.

    >>> told = telling(Article(source="x", title="Ferry aground", body="The ferry Astrid hit a rock on 3 March."))
    >>> sorted(told.names), sorted(told.days)
    (['astrid'], [(3, 3)])
    """
    text = "\n".join(part for part in (article.title, article.body) if part)[:LONGEST]
    language = primary(article.language) or language_of(text) or "en"
    lines = [_pieces(text, span) for span in sentences(text, language)]
    names = _names(lines, language)
    runs = tuple(run for line in lines for run in _runs(line, names))
    content = [piece for line in lines for piece in line if _is_content(piece.lower, language)]
    stems = Counter(stem(piece.lower, language) for piece in content if piece.lower not in names)
    return Telling(
        names=Counter(word.casefold() for run in runs for word in run),
        stems=stems,
        runs=runs,
        spelt=_spellings(content, language),
        numbers=frozenset(_numbers(text)),
        days=frozenset(_days(text)),
        published=article.published,
        size=len(content),
        language=language,
    )


def weight(word: str) -> float:
    """Return how much it tells that two texts share a word, 0 to 1, by how seldom it stands in English running text.

    >>> weight("people"), weight("holmsund")
    (0.0, 1.0)
    """
    return _weight(word)


@cache
def _weight(word: str) -> float:
    from discourse.coders.meaning import COMMON, word_weights

    told = float(word_weights([word])[0])
    share = COMMON * (1 / max(told, 1e-9) - 1)
    surprise = -log(max(share, 1e-6))
    return min(1.0, max(0.0, (surprise - _ORDINARY) / (_RAREST - _ORDINARY)))


def _pieces(text: str, span: Span) -> list[_Piece]:
    found: list[_Piece] = []
    last = span.start
    for word in WORD.finditer(text, *span):
        bare = _POSSESSIVE.sub("", word.group()).replace(".", "")
        opening = not found or text[word.start() - 1 : word.start()] in set("“„\"'‘«(:")
        close = text[last : word.start()] in {" ", "", "-"}
        for part in filter(None, re.split(r"[-&]", bare)):
            found.append(_Piece(part, opening, part[0].isupper(), close))
            opening, close = False, True
        last = word.end()
    return found


def _names(lines: Sequence[Sequence[_Piece]], language: str) -> frozenset[str]:
    """Return the words that are names, in lower case: more often with a capital than without, and not only at first."""
    small = Counter(piece.lower for line in lines for piece in line if not piece.capital)
    named: Counter[str] = Counter()
    sure: set[str] = set()
    for line in lines:
        if language not in NOUNS_IN_CAPITALS and _is_headline(line):
            continue
        for number, piece in enumerate(line):
            if not piece.capital or not _is_content(piece.lower, language):
                continue
            named[piece.lower] += 1
            before, after = line[max(number - 1, 0)], line[min(number + 1, len(line) - 1)]
            beside = after.capital if piece.first else before.capital and not before.first
            if not piece.first or beside or _is_short(piece.written):
                sure.add(piece.lower)
    return frozenset(word for word in sure if named[word] > small[word])


def _is_headline(line: Sequence[_Piece]) -> bool:
    long = [piece for piece in line if len(piece.written) > 3]
    return len(long) > 3 and sum(piece.capital for piece in long) > _HEADLINE * len(long)


def _is_short(word: str) -> bool:
    """Return whether a word is an abbreviation."""
    return len(word) > 1 and word.isupper()


def _runs(line: Sequence[_Piece], names: frozenset[str]) -> Iterator[tuple[str, ...]]:
    run: list[str] = []
    for piece in line:
        named = piece.capital and piece.lower in names
        if run and not (named and piece.close):
            yield tuple(run)
            run = []
        if named:
            run.append(piece.written)
    if run:
        yield tuple(run)


def _is_content(word: str, language: str) -> bool:
    return (
        len(word) > 1
        and not word[0].isdigit()
        and word not in _common(language)
        and word not in _months()
        and word not in _weekdays()
    )


@cache
def _common(language: str) -> frozenset[str]:
    """Return words that tell nothing; of English ones the weights know more than a list."""
    if language == "en":
        return function_words("en")
    listed = tomllib.loads((files("discourse.comparing") / "ordinary.toml").read_text("utf-8"))
    return common_words() | frozenset(listed.get(language, "").split())


def _spellings(pieces: Iterable[_Piece], language: str) -> dict[str, str]:
    forms: dict[str, Counter[str]] = {}
    for piece in pieces:
        for key in {stem(piece.lower, language), piece.lower}:
            forms.setdefault(key, Counter())[piece.written] += 1
    return {key: min(found, key=lambda form: (-found[form], form)) for key, found in forms.items()}


def _numbers(text: str) -> Iterator[str]:
    for found in _NUMBER.finditer(text):
        written = found.group()
        digits = re.sub(r"\D", "", written)
        is_year = len(written) == 4 and digits == written and int(digits) in _YEARS
        if is_year or (len(digits) < _FEWEST_DIGITS and digits == written):
            continue
        whole = written == digits or len(re.split(r"\D", written)[-1]) == 3
        yield digits.lstrip("0") if whole else written.replace(",", ".")


def _days(text: str) -> Iterator[tuple[int, int]]:
    for found in _day_pattern().finditer(text):
        day, month = (found[1], found[2]) if found[1] else (found[4], found[3])
        if 1 <= int(day) <= 31:
            yield _months()[month.lower()], int(day)


@cache
def _times() -> Mapping[str, Any]:
    return tomllib.loads((files("discourse.readers") / "times.toml").read_text("utf-8"))


@cache
def _months() -> Mapping[str, int]:
    return {word: int(number) for number, words in _times()["months"].items() for word in words}


@cache
def _day_pattern() -> re.Pattern[str]:
    month = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.,])(\d{{1,2}})(?:st|nd|rd|th)?\.?(?:\s(?:of|de|di))?\s({month})\b|\b({month})\.?\s(\d{{1,2}})(?![\w.,]\d|\w)",
        re.IGNORECASE,
    )


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(_times()["words"]["weekday"])
