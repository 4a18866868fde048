"""What the wording of a comment signals about what it answers, whatever its language.

The word lists are data (``signals.json``: English, German, French, Spanish). They are looked up all together, because
the language of a short comment is often not known; where no list knows a language, the other evidence remains.
"""

import json
import re
from functools import cache
from importlib.resources import files

import msgspec

from discourse.text import Word, words

_PREFIX = 6
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f]{2,}")
_SENTENCE = re.compile(r"[^.?!？。\n]+[?？]?")
_LONGEST_OPENING = 4


class Signals(msgspec.Struct, frozen=True, kw_only=True):
    """One comment's signals.

    ``opens`` holds the kinds of opening (agree, deny, answer, thanks, follow); ``says`` the kinds of word in it
    (you, back, article); ``words`` its length; ``asks`` and ``ends_asking`` whether it has, or ends with, a question;
    ``asks_openly`` whether a question is put to whoever can answer it ("Can anyone explain …?"),
    ``asks_on_condition`` whether one takes up what was said in order to question it ("If it is so, why …?").
    """

    opens: frozenset[str]
    says: frozenset[str]
    words: int
    asks: bool
    ends_asking: bool
    asks_openly: bool
    asks_on_condition: bool


def signals(text: str) -> Signals:
    """Return the signals of a comment's own text.

    >>> found = signals("Because you asked?")
    >>> sorted(found.opens), sorted(found.says), found.ends_asking
    (['answer'], ['you'], True)
    """
    listed = words(text)
    anywhere = _lexicon()["anywhere"]
    questions = [
        [anywhere.get(word.lower, []) for word in words(sentence)]
        for sentence in _SENTENCE.findall(text)
        if sentence.endswith(("?", "？"))
    ]
    return Signals(
        opens=_openings(listed),
        says=frozenset(kind for word in listed for kind in anywhere.get(word.lower, ())),
        words=len(listed),
        asks="?" in text or "？" in text,
        asks_openly=any("openly" in kinds for question in questions for kinds in question),
        asks_on_condition=any("if" in kinds for question in questions for kinds in question[:2]),
        ends_asking=text.rstrip(" \n\t\"'”»)!").endswith(("?", "？")),
    )


def terms(text: str) -> list[str]:
    """Return the words of a text that can carry its subject, cut to a common length so that inflections meet.

    Scripts without blanks give pairs of characters.

    >>> terms("The helicopters extracted them, 直升机")
    ['helico', 'extrac', '直升', '升机']
    """
    found = []
    for word in words(text):
        if _UNSPACED.fullmatch(word.lower):
            found += [word.lower[at : at + 2] for at in range(len(word.lower) - 1)]
        elif len(word.lower) > 1 and word.lower not in function_words():
            found.append(word.lower.removesuffix("'s")[:_PREFIX])
    return found


def questions(text: str) -> list[frozenset[str]]:
    """Return the subject words of each question of a text, without those that only ask ("someone", "explain").

    >>> [sorted(found) for found in questions("Can anyone explain the green water? I cannot.")]
    [['green', 'water']]
    """
    asking = {word[:_PREFIX] for word, kinds in _lexicon()["anywhere"].items() if "openly" in kinds}
    found = (terms(sentence) for sentence in _SENTENCE.findall(text) if sentence.endswith(("?", "？")))
    return [frozenset(listed) - asking for listed in found]


def is_greeting(word: str) -> bool:
    """Return whether a word may stand before the name of the person who is spoken to ("Dear", "To")."""
    return "greeting" in _lexicon()["opening"].get(word, ())


def _openings(listed: list[Word]) -> frozenset[str]:
    start = [word.lower for word in listed[:_LONGEST_OPENING]]
    openings = _lexicon()["opening"]
    phrases = (" ".join(start[:length]) for length in range(1, len(start) + 1))
    return frozenset(kind for phrase in phrases for kind in openings.get(phrase, ())) - {"greeting"}


@cache
def function_words() -> frozenset[str]:
    """Return the words that say nothing about the subject."""
    return frozenset(_data()["function"])


@cache
def _lexicon() -> dict[str, dict[str, list[str]]]:
    """Return for each place (opening, anywhere) the kinds of each word or phrase."""
    lexicon: dict[str, dict[str, list[str]]] = {}
    for place in ("opening", "anywhere"):
        kinds = lexicon.setdefault(place, {})
        for kind, listed in _data()[place].items():
            for phrase in listed:
                kinds.setdefault(phrase, []).append(kind)
    return lexicon


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    data: dict[str, dict[str, list[str]]] = json.loads(
        (files(__package__) / "signals.json").read_text(encoding="utf-8")
    )
    return data
