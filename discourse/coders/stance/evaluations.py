"""Words that judge: the evaluative lexicon of a language and what it finds in a text."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import NamedTuple

from discourse.coders.phrases import Match, PhraseTable, Token

LANGUAGES = ("de", "en", "es", "fr")
"""The languages that have an evaluative lexicon; in any other the stance coder abstains."""

_ORDER = attrgetter("first", "last", "role", "sign")
_CLASSES = (
    "negators", "lesseners", "hedges", "conditions", "first_person", "copulas", "auxiliaries", "by", "of", "skipped",
    "attribution", "third_person", "pronouns", "ahead", "that", "clause_openers", "joiners",
    "subjects", "others", "prepositions",
)  # fmt: skip


class Evaluation(NamedTuple):
    """A judging word or phrase: what it does, whether for (+1) or against (-1), and its tokens (half-open)."""

    role: str
    sign: int
    first: int
    last: int


@dataclass(frozen=True, eq=False)
class Evaluative:
    """One language's lexicon: the judging phrases by kind, and small word classes."""

    phrases: PhraseTable
    ignored: PhraseTable
    classes: dict[str, frozenset[str]]


_SIGNS = {
    "words.positive": ("word", 1),
    "words.negative": ("word", -1),
    "verbs.blames_agent": ("agent", -1),
    "verbs.praises_agent": ("agent", 1),
    "verbs.opposes": ("opposes", -1),
    "verbs.likes": ("attitude", 1),
    "verbs.dislikes": ("attitude", -1),
    "before.positive": ("before", 1),
    "before.negative": ("before", -1),
    "after.positive": ("after", 1),
    "after.negative": ("after", -1),
}


@cache
def evaluative(language: str) -> Evaluative:
    """Return the lexicon of a language of ``LANGUAGES``."""
    path = files("discourse") / "coders" / "lexicon" / f"evaluative.{language}.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    phrases = {}
    for kind in _SIGNS:
        table, key = kind.split(".")
        phrases[kind] = _listed(data[table][key])
    classes = {name: frozenset(_listed(data[name])) for name in _CLASSES}
    classes["may_begin_clause"] = classes["clause_openers"] | classes["subjects"] | classes["joiners"]
    return Evaluative(PhraseTable(phrases), PhraseTable({"ignored": _listed(data["ignored"])}), classes)


def find_evaluations(lexicon: Evaluative, among: list[Token]) -> list[Evaluation]:
    """Return the judging words among tokens, in order; a verb that judges its agent is only that.

    What lies inside a phrase that judges nothing is left out.
    """
    return evaluations_of(lexicon.phrases.find(among), lexicon.ignored.find(among))


def evaluations_of(matches: Iterable[Match], silent: Iterable[Match]) -> list[Evaluation]:
    """Return the judging words, in order, given the phrases found in a text, and those found that judge nothing."""
    found = [_evaluation(match) for match in matches]
    covered = {number for match in silent for number in range(match.first, match.last)} if found else set()
    verbs = {(item.first, item.last) for item in found if item.role == "agent"}
    kept = (
        item
        for item in found
        if not (covered and _is_silent(item, covered))
        and not (verbs and item.role == "word" and (item.first, item.last) in verbs)
    )
    return sorted(kept, key=_ORDER)


def _is_silent(item: Evaluation, covered: set[int]) -> bool:
    return all(number in covered for number in range(item.first, item.last))


def _evaluation(match: Match) -> Evaluation:
    role, sign = _SIGNS[match.kind]
    return Evaluation(role, sign, match.first, match.last)


def _listed(listed: str) -> list[str]:
    return [piece.strip().lower() for piece in listed.replace("\n", "|").split("|") if piece.strip()]
