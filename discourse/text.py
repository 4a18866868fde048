"""Words, sentences and clauses of a text, always with their place in it, so that evidence can be marked."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

import sentencex

WORD = re.compile(r"[^\W_]+(?:['’.\-&][^\W_]+)*(?:%)?")
_BREAKING = frozenset({"but", "because", "whereas", "although", "though", "unless"})
"""Words before which a clause ends."""
_JOINING = _BREAKING | {"and", "or", "so", "yet", "while", "since", "if", "when", "which", "who"}
"""Words before which a clause ends where a comma stands before them."""
_BREAKER, _JOINER = ("|".join(sorted(words, key=len, reverse=True)) for words in (_BREAKING, _JOINING))
_CUT = re.compile(
    rf"[;:,()\[\]\s](?:(?<=[;:()\[\]])|(?<=,)(?=\s+(?:{_JOINER})\b)"
    rf"|(?<=\s)[–—-]{{1,2}}(?=\s)|(?<=\s)(?=(?:{_BREAKER})\s))",
    re.IGNORECASE,
)
"""Between two clauses: what breaks them always begins with one of a few signs, which are found fast."""
_BREAKS = re.compile(rf"[;:()\[\]]|(?:^|\s)[–—-]{{1,2}}(?:\s|$)|(?:^|\s)(?:{_BREAKER})(?:\s|$)", re.IGNORECASE)
_COMMA = re.compile(r",(?:\s|$)")
_JOINS = re.compile(rf"(?:^|\s)(?:{_JOINER})\b", re.IGNORECASE)
_ENDS_WITHOUT_PERIOD = re.compile(r"\n+")
_ONE_SENTENCE = re.compile(r"[A-Za-z0-9À-ÖØ-öø-ÿ ,’-]*[.!?]?")
"""A line in which no sentence can end before its last character."""
_STRETCH = 4_000
"""Characters of a line that are cut into sentences at once; only a longer sentence is cut in two by it."""
_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which stands in no valid UTF-8."""
_WIDE_BLANK = re.compile(r"([A-Z]\s*)[^\S\x00-\x7f](?=\.)")
"""A blank of several bytes between an initial and its full stop: the segmenter cuts off one byte there, and panics."""
LONGEST_WORD = 64
"""Letters of the longest word that is looked up: what is longer stands in no dictionary."""


class Span(NamedTuple):
    """A half-open range of characters of a text."""

    start: int
    end: int


class Word(NamedTuple):
    """A word with its place; ``lower`` is its case-folded form with straight apostrophes."""

    lower: str
    start: int
    end: int


def words(text: str, within: Span | None = None) -> list[Word]:
    """Return the words of a text, or of one span of it, with their places in the whole text.

    >>> [word.lower for word in words("Don’t they? U.S. forces…")]
    ["don't", 'they', 'u.s', 'forces']
    """
    start, end = within or (0, len(text))
    return [Word(_lower(found.group()), found.start(), found.end()) for found in WORD.finditer(text, start, end)]


def lower_words(text: str) -> list[str]:
    """Return the words of a text as ``Word.lower`` has them, sooner where their places are not asked for.

    >>> lower_words("Don’t they? U.S. forces…")
    ["don't", 'they', 'u.s', 'forces']
    """
    return [_lower(word) for word in WORD.findall(text)]


def _lower(word: str) -> str:
    return word.casefold().replace("’", "'")


def count_words(text: str) -> int:
    """Return how many words a text has.

    >>> count_words("Don’t they? U.S. forces…")
    4
    """
    return len(WORD.findall(text))


_INITIAL = re.compile(r",\s[A-Z]\.\s*\Z")
_INITIAL_REACH = 8


def sentences(text: str, language: str = "en") -> list[Span]:
    """Return the sentences of a text without the blanks around them; a line break ends a sentence too.

    >>> text = "Really? Mr. Smith saw it."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Really?', 'Mr. Smith saw it.']
    """
    if "\n" not in text:
        return _sentences_of_line(text, 0, len(text), language)
    found: list[Span] = []
    start = 0
    for gap in _ENDS_WITHOUT_PERIOD.finditer(text):
        found += _sentences_of_line(text, start, gap.start(), language)
        start = gap.end()
    return found + _sentences_of_line(text, start, len(text), language)


def _sentences_of_line(text: str, begin: int, end: int, language: str) -> list[Span]:
    """Return the sentences of the line of a text that begins and ends there."""
    line = text[begin:end]
    is_one = _ONE_SENTENCE.fullmatch(line)
    places = [(0, len(line))] if is_one else _with_initials(line, _bounded(line, language.partition("-")[0]))
    found = []
    for start, stop in places:
        sentence = line[start:stop].strip()
        if sentence:
            first = begin + line.index(sentence[0], start)  # before it there are but blanks
            found.append(Span(first, first + len(sentence)))
    return found


def _with_initials(line: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the sentences, those as one that the initial of a name in an address parts: "Thank you, R. Castellan"."""
    together: list[tuple[int, int]] = []
    begun: int | None = None
    for start, end in found:
        first = start if begun is None else begun
        tail = line[max(first, end - _INITIAL_REACH) : end]
        begun = first if "," in tail and _INITIAL.search(tail) else None
        if begun is None:
            together.append((first, end))
    return together if begun is None else [*together, (begun, len(line))]


def _bounded(line: str, language: str) -> list[tuple[int, int]]:
    """Return the sentences of a line, a stretch at a time: the segmenter takes quadratic time over open quotes."""
    all_found: list[tuple[int, int]] = []
    start = 0
    while start < len(line):
        stretch = _readable(line[start : start + _STRETCH])
        found = [
            (start + sentence["start_index"], start + sentence["end_index"])
            for sentence in sentencex.get_sentence_boundaries(language, stretch)
        ]
        following = start + len(stretch)
        if following < len(line) and len(found) > 1:
            following, _ = found.pop()
        all_found += found
        start = following
    return all_found


def _readable(text: str) -> str:
    """Return a text of the same length without what the segmenter fails at: see ``_SURROGATE``, ``_WIDE_BLANK``."""
    if text.isascii():
        return text
    return _WIDE_BLANK.sub(r"\1 ", _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text))


def clauses(text: str, sentence: Span) -> list[Span]:
    """Return the clauses of a sentence: split at semicolons, dashes, brackets and before joining words.

    >>> text = "They denied it, but nobody believed them because it was filmed."
    >>> [text[start:end] for start, end in clauses(text, Span(0, len(text)))]
    ['They denied it', 'but nobody believed them', 'because it was filmed.']
    """
    spans = (trimmed(text, span) for span in _between_cuts(text, sentence))
    return [span for span in spans if span.start < span.end]


def ends_of_clauses(text: str, sentence: Span) -> list[int]:
    """Return where the clauses of a sentence end, the blanks after them included."""
    return [end for start, end in _between_cuts(text, sentence) if text[start:end].strip()]


def _between_cuts(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    for cut in _CUT.finditer(text, *sentence):
        yield Span(start, cut.start())
        start = cut.end()
    yield Span(start, sentence.end)


_SIGN, _PAUSE, _JOIN = 1, 2, 4


def signs_of_break(piece: str) -> int:
    """Return as bits what a piece between blanks has of a break between clauses: see ``may_break``."""
    if piece.isalpha():
        lower = piece.casefold()
        return (_SIGN if lower in _BREAKING else 0) | (_JOIN if lower in _JOINING else 0)
    found = _SIGN if _BREAKS.search(piece) else 0
    return found | (_PAUSE if _COMMA.search(piece) else 0) | (_JOIN if _JOINS.search(piece) else 0)


def may_break(signs: int) -> bool:
    """Tell whether a sentence may have several clauses; most have one. ``signs`` are those of all its pieces.

    >>> [may_break(signs_of_break("Yes,") | signs_of_break(after)) for after in ("sir", "and", "but")]
    [False, True, True]
    """
    return bool(signs & _SIGN) or signs & (_PAUSE | _JOIN) == _PAUSE | _JOIN


def trimmed(text: str, span: Span) -> Span:
    """Return the span without the blanks at its two ends."""
    piece = text[span.start : span.end]
    if piece and not piece[0].isspace() and not piece[-1].isspace():
        return span
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, span.end - (len(piece) - len(piece.rstrip()))))


def stem(word: str, language: str = "en") -> str:
    """Return the Snowball stem of a lower-case word; the word itself in languages without a stemmer.

    So too a word of more than ``LONGEST_WORD`` letters.

    >>> stem("creations"), stem("created")
    ('creation', 'creat')
    """
    return word if len(word) > LONGEST_WORD else _stem(word, language)


_CHANGED_IN_ENGLISH = (
    "s", "ed", "ing", "y", "e", "l", "er", "ator", "ism", "ion", "ant", "ent", "ic", "li", "iti", "nci", "ogi",
)  # fmt: skip
"""The endings of all that the English stemmer changes in words of plain letters."""


def _is_own_stem(word: str) -> bool:
    """Tell whether an English word ends as no word does that its stemmer changes: half of all new words do."""
    return word.isalpha() and word.isascii() and word.islower() and not word.endswith(_CHANGED_IN_ENGLISH)


@lru_cache(maxsize=50_000)
def _stem(word: str, language: str) -> str:
    language = language.partition("-")[0]
    if language == "en" and _is_own_stem(word):
        return word
    stemmer = _stemmer(language)
    return word if stemmer is None else str(stemmer.stem(word))


_SNOWBALL = {
    "ar": "arabic", "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sv": "swedish",
}  # fmt: skip


@cache
def _stemmer(language: str) -> Any:
    from nltk.stem.snowball import SnowballStemmer

    name = _SNOWBALL.get(language)
    return SnowballStemmer(name) if name else None
