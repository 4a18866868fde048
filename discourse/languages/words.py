"""The words by which a language is told, from ``words.toml``."""

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

_UNACCENTED = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe"})
_KEEP_ACCENTS = frozenset({"vi"})
"""Where the accents are left off, most short words of these look like words of other languages."""


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the frequent function words of a language, an empty set where there is no list.

    >>> "nicht" in function_words("de"), function_words("xx")
    (True, frozenset())
    """
    return frozenset(_lists("function").get(language, "").split())


@cache
def common_words() -> frozenset[str]:
    """Return the function words and other frequent words of running text of all languages together."""
    listed = (*_lists("function").values(), *_lists("frequent").values())
    return frozenset(word for words in listed for word in words.split())


@cache
def words_of_any_language() -> frozenset[str]:
    """Return the words that stand in comments of every language and tell none, such as "lol"."""
    return frozenset(_lists("anywhere")["words"].split())


@cache
def listed_languages() -> dict[str, tuple[str, ...]]:
    """Return for each listed word, with and without its accents, the languages that have it."""
    found: dict[str, set[str]] = {}
    for table in ("function", "frequent", "telling"):
        for language, listed in _lists(table).items():
            for word in listed.split():
                found.setdefault(word, set()).add(language)
    for word, languages in tuple(found.items()):
        plain = without_accents(word)
        if plain != word:
            found.setdefault(plain, set()).update(languages - _KEEP_ACCENTS)
    return {word: tuple(sorted(languages)) for word, languages in sorted(found.items())}


@cache
def telling_words() -> dict[str, str]:
    """Return the words that only one language lists, with that language."""
    neutral = words_of_any_language()
    listed = listed_languages().items()
    return {word: languages[0] for word, languages in listed if len(languages) == 1 and word not in neutral}


def without_accents(word: str) -> str:
    """Return a word as it is typed where the keyboard has no accents.

    >>> without_accents("größte"), without_accents("być")
    ('grosste', 'byc')
    """
    letters = unicodedata.normalize("NFD", word.translate(_UNACCENTED))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def _tables() -> dict[str, dict[str, str]]:
    path = files("discourse") / "languages" / "words.toml"
    tables: dict[str, dict[str, str]] = tomllib.loads(path.read_text("utf-8"))
    return tables


def _lists(table: str) -> dict[str, str]:
    return _tables()[table]
