"""The words that comment pages print around the words of people: ``lexicon.toml``, made ready for look-up.

A line is compared in its plain form: folded case, straight apostrophes, numbers as ``{n}``, no signs at its ends.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

_NUMBER = re.compile(r"[+-]?\d{1,9}(?:[., ]\d{3})*(?:[.,]\d+)?k?(?!\w)|\d+")
_ROUNDED = re.compile(r"\d{1,9}(?:[.,]\d{1,3})?[kK](?!\w)")
"""A rounded number is none."""
_ENDS = " \t»«‹›←→↓↑⬇⬆▼▲▾▴▸►•*|·{}[]#–—-:…!.,;/\\✎↩↪❝❞✓✔🔗👍👎★☆❤♥+−=_~^%$&\"“”„'`"
_WORDS = re.compile(r"\{n\}|[^\W\d_]+(?:['-][^\W\d_]+)*|\d+")
_LETTER_THEN_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_SLOT = re.compile(r"\{(?:title|name)\}")
LOWER_THEN_UPPER = re.compile(r"(?<=[a-zß-ÿа-я])(?=[A-ZÀ-ÞА-Я])")
"""Between two words that stand together without a blank: "ReplyShare"."""
_MOST_WORDS = 24
_SHORTEST_ROW, _LONGEST_ROW = 12, 120
_SHORTEST_BUTTON, _LONGEST_BUTTON = 4, 30
_BUTTONS_IN_ROW = 3


class Match(NamedTuple):
    """A pattern that fits a line: its number, and what stands in its place for a name or a title."""

    number: int | None
    slot: str | None


class _Pattern(NamedTuple):
    before: str
    after: str
    has_slot: bool
    one: bool


@cache
def lexicon() -> dict[str, dict[str, list[str]]]:
    """Return the lexicon as it is written: category, language, phrases."""
    text = resources.files(__package__).joinpath("lexicon.toml").read_text("utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=50_000)
def plain(line: str) -> str:
    """Return the plain form of a line.

    >>> plain("» 1,204 Comments:")
    '{n} comments'
    """
    folded = (
        line.casefold().replace("’", "'").replace("ʼ", "'").replace("\u00a0", " ").replace("\u200c", "").strip(_ENDS)
    )
    return " ".join(_NUMBER.sub("{n}", folded).split())


@cache
def _phrases(category: str, key: str | None = None) -> frozenset[tuple[str, ...]]:
    groups = lexicon()[category]
    chosen = [groups[key]] if key else groups.values()
    texts = (_plain_pattern(text) for group in chosen for text in group if not _SLOT.search(text))
    return frozenset(tuple(_WORDS.findall(text)) for text in texts if text)


@cache
def _longest(categories: tuple[str, ...]) -> int:
    return max(len(phrase) for category in categories for phrase in _phrases(*category.split(":")))


@lru_cache(maxsize=50_000)
def consists_of(line: str, categories: tuple[str, ...]) -> bool:
    """Return whether a line is made of the phrases of some categories and of numbers, with at least one phrase.

    A category may name one of its groups, as in ``sort:oldest``.

    >>> consists_of("Like 3 · Reply", ("actions",)), consists_of("Like I said", ("actions",))
    (True, False)
    """
    words = _words(line)
    if words and not _vocabulary(categories).issuperset(words):
        if "actions" in categories and is_glued(line):
            return True
        words = _words(LOWER_THEN_UPPER.sub(" ", line))
    if not words or len(words) > _MOST_WORDS or not _vocabulary(categories).issuperset(words):
        return False
    longest = _longest(categories)
    reached = [False] * (len(words) + 1)
    reached[0] = True
    for start, word in enumerate(words):
        if not reached[start]:
            continue
        if word == "{n}":
            reached[start + 1] = True
        for end in range(start + 1, min(start + longest, len(words)) + 1):
            reached[end] = reached[end] or _is_phrase(tuple(words[start:end]), categories)
    return reached[-1] and any(word != "{n}" for word in words)


def is_phrase(line: str, category: str) -> bool:
    """Return whether a line is one phrase of a category, as it stands there.

    >>> is_phrase("Up next", "end"), is_phrase("Up Next", "actions")
    (True, False)
    """
    return tuple(_words(line)) in _phrases(category)


@lru_cache(maxsize=50_000)
def is_glued(line: str) -> bool:
    """Return whether a line is a row of buttons whose copy has lost the blanks between them.

    >>> is_glued("permalinkembedsavegive awardreply"), is_glued("permanently")
    (True, False)
    """
    letters = "".join(line.casefold().split())
    if not _SHORTEST_ROW <= len(letters) <= _LONGEST_ROW or not letters.isalpha():
        return False
    most = [0, *[-1] * len(letters)]
    for start in range(len(letters)):
        if most[start] < 0:
            continue
        for end in range(start + _SHORTEST_BUTTON, min(start + _LONGEST_BUTTON, len(letters)) + 1):
            if letters[start:end] in _buttons():
                most[end] = max(most[end], most[start] + 1)
    return most[-1] >= _BUTTONS_IN_ROW


@cache
def _buttons() -> frozenset[str]:
    return frozenset("".join(phrase) for phrase in _phrases("actions") if all(map(str.isalpha, phrase)))


@cache
def _vocabulary(categories: tuple[str, ...]) -> frozenset[str]:
    phrases = (phrase for category in categories for phrase in _phrases(*category.split(":")))
    return frozenset({"{n}"}.union(*phrases))


@lru_cache(maxsize=1_000)
def _words(line: str) -> list[str]:
    if len(line) > 240:
        return []
    return ["{n}" if word.isdecimal() else word for word in _WORDS.findall(_LETTER_THEN_DIGIT.sub(" ", plain(line)))]


def _is_phrase(words: tuple[str, ...], categories: tuple[str, ...]) -> bool:
    return any(words in _phrases(*category.split(":")) for category in categories)


@cache
def _patterns(category: str) -> dict[str, list[_Pattern]]:
    """Return the patterns of a category by the first word of their fixed beginning, longest first."""
    table: dict[str, list[_Pattern]] = {}
    for text in _expanded(category):
        before, slot, after = _split(text)
        if not before and not after:
            continue
        pattern = _Pattern(before, after, bool(slot), "{one}" in text)
        table.setdefault(before.split(" ")[0] if before else "", []).append(pattern)
    for group in table.values():
        group.sort(key=lambda pattern: (-len(pattern.before) - len(pattern.after), pattern))
    return table


def _split(text: str) -> tuple[str, str, str]:
    found = _SLOT.search(text)
    if not found:
        return _plain_pattern(text), "", ""
    marked = _plain_pattern(text[: found.start()] + "\ue000" + text[found.end() :])
    before, _, after = marked.partition("\ue000")
    return before.rstrip(), found.group(), after.lstrip()


def _plain_pattern(text: str) -> str:
    return plain(text.replace("{n}", "1"))


def _expanded(category: str) -> Iterable[str]:
    ones = lexicon()["one"]["all"]
    for group in lexicon()[category].values():
        for text in group:
            yield from ([text.replace("{one}", one) for one in ones] if "{one}" in text else [text])


def match(line: str, category: str) -> Match | None:
    """Return how a line fits a pattern of a category, or ``None``.

    >>> match("Reply to Ann Lee", "reply_to"), match("12 thoughts on “Rain”", "count")
    (Match(number=None, slot='Ann Lee'), Match(number=12, slot='“Rain”'))
    """
    if len(line) > 300:
        return None
    form = plain(line)
    first = form.split(" ")[0]
    table = _patterns(category)
    keys = (first, first.rstrip(":"), _stem(first), "")
    for key in dict.fromkeys(keys):
        for pattern in table.get(key, ()):
            if _fits(form, pattern):
                return Match(_number(line, pattern), _slot(line, form, pattern))
    return None


def _stem(word: str) -> str:
    """Return what stands before the first sign that ends a word: "photo" for "photo:ann"."""
    found = re.match(r"[^\W\d_]+|\{n\}", word)
    return found.group() if found else word


def _fits(form: str, pattern: _Pattern) -> bool:
    if not pattern.has_slot:
        return form == pattern.before
    if len(form) < len(pattern.before) + len(pattern.after) or not form.endswith(pattern.after):
        return False
    if not form.startswith(pattern.before):
        return False
    following = form[len(pattern.before) : len(pattern.before) + 1]
    return not following or not pattern.before or not (pattern.before[-1].isalnum() and following.isalnum())


def _number(line: str, pattern: _Pattern) -> int | None:
    if "{n}" not in pattern.before + pattern.after:
        return 1 if line.casefold().split()[0] in lexicon()["one"]["all"] else None
    found = _NUMBER.findall(_ROUNDED.sub(" ", line))
    chosen = found if pattern.before.count("{n}") > 1 else found[:1] if "{n}" in pattern.before else found[-1:]
    digits = [digits for each in chosen if (digits := re.sub(r"\D", "", each))]
    return max(map(int, digits), default=None)  # of "1-10 of 61" the greatest is the whole


def _slot(line: str, form: str, pattern: _Pattern) -> str | None:
    """Return the words of the line itself that fill the slot; their number of words is that of the plain form."""
    if not pattern.has_slot:
        return None
    filled = form[len(pattern.before) : len(form) - len(pattern.after)].strip()
    count = len(filled.split())
    words = line.split()
    skipped = len(form[: len(pattern.before)].split())
    while words and not plain(words[0]):
        words = words[1:]
    return " ".join(words[skipped : skipped + count]).strip(" :,") or None
