"""How a group is put into words: its clearest wording, a short label, and an id."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from discourse.coders.lexicon import table
from discourse.discovering.grouping import Vectors
from discourse.discovering.propositions import Proposition
from discourse.text import stem, words

_JOINING = re.compile(
    r"^(?:(?:and|but|so|because|also|plus|well|yes|yeah|no|oh|then|that|which|though|although|still|anyway|however|"
    r"und|aber|denn|weil|dass|also|et|mais|car|que|y|pero|porque)\b[\s,]*)+",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\(?\d{1,2}[.)]\s+|^[*•-]\s+")
_POINTING = frozenset(
    {
        *("this", "that", "these", "those", "it", "it's", "that's", "they", "he", "she", "they're", "he's", "she's"),
        *("them", "there", "here", "such", "his", "her", "their", "its"),
        *("i", "i'm", "i've", "my", "you", "you're", "your", "we"),
        *("das", "dies", "diese", "dieser", "es", "er", "sie", "ich", "du", "ihr", "mein", "dein", "wir", "man"),
        *("ça", "cela", "il", "elle", "ils", "je", "tu", "eso", "esto", "ello", "yo"),
    }
)
"""Words that, at the beginning, point to something said elsewhere, or to the people who talk."""
_TALKERS = frozenset(
    {"i", "i'm", "i've", "i'd", "me", "my", "you", "you're", "your", "ich", "mir", "mich", "du", "dir", "je", "yo"}
)
"""Words for those who talk: a claim is clearer without them."""
_MIDDLE = (6, 18)
"""Words of a wording that is neither too short to be clear nor too long."""
_REACH = 4
"""Words after a negation that it is taken to deny."""
_TELLING = 3
_LONGEST_LABEL = 60


def wording(text: str) -> str:
    """Return a clause as a sentence of its own: no joining word before it, a capital, a full stop.

    >>> wording("because the bridge is unsafe,")
    'The bridge is unsafe.'
    """
    bare = _JOINING.sub("", _NUMBERED.sub("", text)).strip(" ,;:-–—\"“”'")
    if not bare:
        return text
    sentence = bare[0].upper() + bare[1:]
    return sentence if sentence.endswith((".", "!")) else f"{sentence}."


def clearest(members: Sequence[Proposition], found: Vectors) -> list[int]:
    """Return the numbers of the members of a group, the clearest first.

    Clear is what is near the middle of the group, of middle length, says what it is about, denies nothing and does not
    speak of those who talk.
    """
    middle = found.mean(axis=0)
    near = found @ middle / max(float(np.sqrt(middle @ middle)), 1e-9)
    score = [float(value) - _faults(member) for value, member in zip(near, members, strict=True)]
    return sorted(range(len(members)), key=lambda number: (-score[number], number))


def _faults(member: Proposition) -> float:
    listed = [word.lower for word in words(wording(member.text))]
    short, long = _MIDDLE
    faults = 0.04 * max(0, short - len(listed)) + 0.03 * max(0, len(listed) - long)
    faults += 0.25 * (bool(listed) and listed[0] in _POINTING) + 0.2 * denies(member)
    faults += 0.08 * len(_TALKERS.intersection(listed))
    return faults + 0.1 * member.text.endswith("!")


def denies(member: Proposition) -> bool:
    """Return whether a clause has a word of negation."""
    return bool(_denied(member))


def denied_stems(member: Proposition) -> frozenset[str]:
    """Return the stems of the content words that follow a negation within a few words: what a clause denies."""
    return frozenset(stem(word, member.language) for word in _denied(member) if word in member.content)


def _denied(member: Proposition) -> list[str]:
    """Return the words up to ``_REACH`` after each negation of a clause, an empty word where none follows."""
    listed = [word.lower for word in words(member.text)]
    negators = set(table("status", member.language)["negators"])
    found: list[str] = []
    for place, word in enumerate(listed):
        if word in negators or word.endswith("n't"):
            found += listed[place + 1 : place + 1 + _REACH] or [""]
    return found


def label(said: str) -> str:
    """Return a wording as a label: without its full stop, cut after a word where it is long.

    >>> label("The bridge is unsafe.")
    'The bridge is unsafe'
    """
    bare = said.removesuffix(".")
    if len(bare) <= _LONGEST_LABEL:
        return bare
    return bare[:_LONGEST_LABEL].rsplit(" ", 1)[0].rstrip(" ,;") + "…"


def telling_words(members: Sequence[Proposition], everywhere: Counter[str]) -> list[str]:
    """Return the words that tell a group apart; ``everywhere`` counts the stems of all groups."""
    counts: Counter[str] = Counter()
    spelt: dict[str, Counter[str]] = {}
    for member in members:
        for word in member.content:
            root = stem(word, member.language)
            counts[root] += 1
            spelt.setdefault(root, Counter())[word] += 1
    ranked = sorted(counts, key=lambda root: (-(counts[root] ** 2) / (everywhere[root] + 2), root))
    common = [root for root in ranked if counts[root] > 1][:_TELLING] or ranked[:_TELLING]
    return [min(spelt[root], key=lambda word: (-spelt[root][word], word)) for root in common]


def identifiers(phrases: Sequence[str], taken: frozenset[str]) -> list[str]:
    """Return an id for each of some phrases, all different and none of those taken.

    >>> identifiers(["Bridge, unsafe", "Bridge, unsafe", "Überfahrt"], frozenset({"berfahrt"}))
    ['bridge_unsafe', 'bridge_unsafe_2', 'berfahrt_2']
    """
    used = set(taken)
    found: list[str] = []
    for each in phrases:
        plain = re.sub(r"[^a-z0-9]+", "_", each.lower()).strip("_") or "claim"
        name, number = plain, 1
        while name in used:
            number += 1
            name = f"{plain}_{number}"
        used.add(name)
        found.append(name)
    return found
