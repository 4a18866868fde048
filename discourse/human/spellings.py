"""How people write codes: the codes themselves, their labels in our five languages, ticks, and words for yes and no.

What may mean several codes is not guessed. A tick, or a yes, in the column of a claim says that the claim is there; it
stands for ``asserts`` where a coder writes no other code of claims, since who tells claims that are asserted from those
that are rejected writes which. A no may be ``absent`` or ``rejects``: it is ``absent`` where no cell is left empty.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from discourse.human.codings import ABSENT, CODES
from discourse.human.sheets import UNSURE
from discourse.model import Variable
from discourse.translation import LANGUAGES, speaking, translated

ASSERTS = "asserts"
_TICKS = {"x", "×", "✓", "✔", "☑", "1", "yes", "ja", "oui", "sí", "si", "sì"}
_NOES = {"0", "no", "nein", "non"}
_CANNOT_TELL = {UNSURE, "unsure", "unclear"}
_ABSENT = {"abwesend", "ausente", "assente", "absente", "kommt nicht vor", "–", "-"}
_ALSO: Mapping[Variable, Mapping[str, str]] = {
    "reply_stance": {"supports": "support", "denies": "deny", "queries": "query", "comments": "comment"},
    "stance": {"favour": "favor", "for": "favor"},
    "claim": {
        "assert": ASSERTS,
        "asserted": ASSERTS,
        "reject": "rejects",
        "rejected": "rejects",
        "question": "questions",
        "questioned": "questions",
        "report": "reports",
        "reported": "reports",
        **dict.fromkeys(_ABSENT, ABSENT),
    },
}
"""Other words that can mean but one code; a dash toward a target may be ``against``, so it is none."""


def code_in(words: str, variable: Variable) -> str | None:
    """Return the code that words say: itself, or its label in one of our languages; ``None`` where they say none.

    >>> code_in("Asserts", "claim"), code_in("bestreitet", "claim"), code_in("x", "claim")
    ('asserts', 'rejects', None)
    """
    said = _plain(words)
    return said if said in CODES[variable] else _labels(variable).get(said)


def cannot_tell(words: str) -> bool:
    """Return whether words say that the coder cannot tell.

    >>> cannot_tell("?"), cannot_tell("nicht zu sagen"), cannot_tell("x")
    (True, True, False)
    """
    return _plain(words) in _CANNOT_TELL or _plain(words) in _in_all("cannot tell")


def says_article(words: str) -> bool:
    """Return whether words name the article as what a comment answers.

    >>> says_article("0"), says_article("Der Artikel"), says_article("3")
    (True, True, False)
    """
    return _plain(words) in {"0", *_in_all("Article"), *_in_all("the article")}


class Manner(NamedTuple):
    """What a tick, and a no, of one coder in the column of a claim stand for; ``None`` where nobody can tell."""

    tick: str | None = None
    no: str | None = None

    def code_in(self, words: str) -> str | None:
        """Return the code that a tick or a no stands for; ``None`` of other words."""
        said = _plain(words)
        return self.tick if said in _TICKS else self.no if said in _NOES else None


def manner(cells: Iterable[str]) -> Manner:
    """Return how a coder writes in columns of claims, by all their cells there, the empty ones among them.

    >>> manner(["x", ""]), manner(["ja", "nein"]), manner(["x", "rejects"])
    (Manner(tick='asserts', no=None), Manner(tick='asserts', no='absent'), Manner(tick=None, no=None))
    """
    said = {_plain(part) for cell in cells for part in cell.split(";")}
    others = said - _TICKS - _NOES - {""}
    if not all(cannot_tell(words) or code_in(words, "claim") in (ASSERTS, ABSENT) for words in others):
        return Manner()
    return Manner(ASSERTS, None if "" in said else ABSENT)


def why_unread(words: str, variable: Variable) -> str:
    """Return why no code is in words, as the end of a sentence."""
    codes = f"{', '.join(CODES[variable])}; it counts as missing"
    if variable == "claim" and _plain(words) in _TICKS:
        return f"“{words[:40]}” does not say how the claim is made; the codes are {codes}"
    if variable == "claim" and _plain(words) in _NOES:
        return f"“{words[:40]}” may be absent or rejects; the codes are {codes}"
    return f"“{words[:40]}” is no code of {variable}; the codes are {codes}"


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


@cache
def _labels(variable: Variable) -> Mapping[str, str]:
    """Return the codes of a variable by their labels; a label that two codes have in two languages is left out."""
    codes: dict[str, set[str]] = {}
    for code in CODES[variable]:
        for label in _in_all(code):
            codes.setdefault(label, set()).add(code)
    return {label: min(own) for label, own in codes.items() if len(own) == 1} | dict(_ALSO.get(variable, {}))


@cache
def _in_all(message: str) -> frozenset[str]:
    """Return a message in each of our languages."""
    found = set()
    for each in LANGUAGES:
        with speaking(each):
            found.add(_plain(translated(message)))
    return frozenset(found)
