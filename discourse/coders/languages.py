"""In which language a comment is written, told by its function words: good enough to know when to keep silent."""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from discourse.model import Thread
from discourse.text import WORD

Languages = Sequence[str | None]
"""The language of each comment of a thread, ``None`` where nothing shows it."""

_READ = 4_000
"""Characters looked at: a language shows in its first sentences."""
_NOT_LATIN = re.compile("[\u0250-\U0010ffff]+")


def primary(tag: str | None) -> str | None:
    """Return the primary subtag of a BCP 47 tag in lower case, ``None`` for none.

    >>> primary("de-AT"), primary("EN_us"), primary(None)
    ('de', 'en', None)
    """
    return tag.replace("_", "-").partition("-")[0].strip().lower() or None if tag else None


def guess_language(text: str, needed: int = 3) -> str | None:
    """Return the language that most function words of a text belong to, ``None`` where too few or a tie show it.

    ``needed`` of them and a lead of a quarter over the next language are asked for; a text in another script than
    the Latin one is ``"other"``.

    >>> guess_language("Das ist doch nicht der Punkt, oder?"), guess_language("+1"), guess_language("Это неправда")
    ('de', None, 'other')
    """
    head = text[:_READ]
    if _other_script(head):
        return "other"
    counts: Counter[str] = Counter()
    languages = _languages_of()
    for word in WORD.findall(head.replace("’", "'")):
        for language in languages.get(word.lower(), ()):
            counts[language] += 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:2]
    if not ranked or ranked[0][1] < needed:
        return None
    lead = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0)
    return ranked[0][0] if lead * 4 >= ranked[0][1] else None


def comment_languages(thread: Thread) -> list[str | None]:
    """Return the language of each comment: its own where it shows, else the article's, else the thread's.

    ``None`` where nothing shows it.
    """
    own = [guess_language(comment.text) for comment in thread.comments]
    around = primary(thread.article.language) or guess_language(_all_text(thread), needed=1)
    return [language or around for language in own]


def _all_text(thread: Thread) -> str:
    texts = (thread.article.title or "", *(comment.text[:200] for comment in thread.comments[:50]))
    return "\n".join((*texts, thread.article.body or ""))


def _other_script(text: str) -> bool:
    others: int = sum(letter.isalpha() for run in _NOT_LATIN.findall(text) for letter in run)
    return bool(others) and others * 2 > sum(letter.isalpha() for letter in text)


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the function words of a language, an empty set where there is no list."""
    return frozenset(_word_lists().get(language, "").split())


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    languages: dict[str, list[str]] = {}
    for language, listed in _word_lists().items():
        for word in sorted(set(listed.split())):
            languages.setdefault(word, []).append(language)
    return {word: tuple(found) for word, found in languages.items()}


@cache
def _word_lists() -> dict[str, str]:
    path = files("discourse") / "coders" / "lexicon" / "languages.toml"
    lists: dict[str, str] = tomllib.loads(path.read_text("utf-8"))["words"]
    return lists
