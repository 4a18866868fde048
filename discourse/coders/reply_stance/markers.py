"""The tables of reply markers, one a language: phrases by kind, and the small word classes beside them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from discourse.coders.phrases import PhraseTable

LANGUAGES = ("de", "en", "es", "fr", "it")
"""The languages that have a table; in any other the reply stance coder abstains."""


@dataclass(frozen=True, eq=False)
class Markers:
    """One language's table.

    ``opening`` are phrases that count only at the start of a reply, ``anywhere`` the others. In ``ignored`` phrases a
    marker is none; in ``litotes`` ("you're not wrong") a negator is none either. The word classes are sets of
    lower-case words. One of ``determiners`` that opens a reply answers nothing where a word follows that is none of
    ``follows_answer``: "No wind all week" says how it was. A reply that opens with a question which ``takes_up`` begins
    ("And who pays for it?") retorts.
    """

    opening: PhraseTable
    anywhere: PhraseTable
    ignored: PhraseTable
    litotes: PhraseTable
    skippable: frozenset[str]
    negators: frozenset[str]
    second_person: frozenset[str]
    first_person: frozenset[str]
    question_openers: frozenset[str]
    wh_words: frozenset[str]
    contrast: frozenset[str]
    conditional: frozenset[str]
    determiners: frozenset[str]
    follows_answer: frozenset[str]
    takes_up: frozenset[str]


@cache
def markers(language: str) -> Markers:
    """Return the table of a language of ``LANGUAGES``."""
    path = files("discourse") / "coders" / "lexicon" / f"reply_markers.{language}.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    return Markers(
        opening=_table(data["start"]),
        anywhere=_table(data["anywhere"]),
        ignored=PhraseTable({"ignored": _listed(data["ignored"])}),
        litotes=PhraseTable({"litotes": _listed(data["litotes"])}),
        skippable=frozenset(_listed(data["skippable"])),
        negators=frozenset(_listed(data["negators"])),
        second_person=frozenset(_listed(data["second_person"])),
        first_person=frozenset(_listed(data["first_person"])),
        question_openers=frozenset(_listed(data["question_openers"])),
        wh_words=frozenset(_listed(data["wh_words"])),
        contrast=frozenset(_listed(data["contrast"])),
        conditional=frozenset(_listed(data["conditional"])),
        determiners=frozenset(_listed(data.get("determiners", ""))),
        follows_answer=frozenset(_listed(data.get("follows_answer", ""))),
        takes_up=frozenset(_listed(data["takes_up"])),
    )


@cache
def symbols() -> dict[str, str]:
    """Return what each emoji of the shared table says: emoji → kind."""
    path = files("discourse") / "coders" / "lexicon" / "reply_symbols.toml"
    kinds: dict[str, str] = tomllib.loads(path.read_text("utf-8"))["symbols"]
    return {symbol: kind for kind, listed in kinds.items() for symbol in listed.split()}


def _table(kinds: dict[str, str]) -> PhraseTable:
    return PhraseTable({kind: _listed(listed) for kind, listed in kinds.items()})


def _listed(listed: str) -> list[str]:
    pieces = listed.replace("\n", "|").split("|")
    return [piece.strip().lower() for piece in pieces if piece.strip()]
