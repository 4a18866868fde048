"""How people write codes: the codes, what our pages and reports call them in five languages, ticks, yes and no.

What may mean several codes is not guessed. A tick, or a yes, in the column of a claim says that the claim is there; it
stands for ``asserts`` where a coder writes no other code of claims, since who tells claims that are asserted from those
that are rejected writes which. A no may be ``absent`` or ``rejects``: it is ``absent`` where no cell is left empty.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from discourse.human.codings import ABSENT, CODES
from discourse.human.sheets import UNSURE
from discourse.model import Variable
from discourse.translation import LANGUAGES, speaking, translated

ASSERTS = "asserts"
_TICKS = {"x", "×", "✓", "✔", "☑", "1", "yes", "ja", "oui", "sí", "si", "sì"}
_NOES = {"0", "no", "nein", "non"}
_CANNOT_TELL = {
    UNSURE, "unsure", "unclear", "don't know", "unklar", "weiß nicht", "weiss nicht", "je ne sais pas", "no sé",
    "non so",
}  # fmt: skip
_ABSENT = ("abwesend", "ausente", "assente", "absente", "kommt nicht vor")
_DASHES = ("–", "-")
_PRINTED: Mapping[Variable, Mapping[str, tuple[str, ...]]] = {
    "reply_stance": {
        "support": ("{n} supports", "{n} support"),
        "deny": ("{n} denies", "{n} deny"),
        "query": ("{n} queries", "{n} query"),
        "comment": ("{n} takes no stand", "{n} take no stand"),
    },
    "stance": {
        "favor": ("{who} is in favor of it",),
        "against": ("{who} is against it",),
        "none": ("no side", "{who} takes no side"),
    },
    "claim": {
        ASSERTS: ("{who} asserts it",),
        "rejects": ("{who} rejects it",),
        "questions": ("{who} questions it",),
        "reports": ("{who} reports it as the view of others",),
    },
}
"""Messages by which reports say a code, other than by its label."""
_ALSO: Mapping[Variable, Mapping[str, tuple[str, ...]]] = {
    "reply_stance": {
        "support": (
            "agree", "agrees", "agreement", "zustimmend", "stimme zu", "d'accord", "est d'accord", "de acuerdo",
            "está de acuerdo", "d'accordo", "è d'accordo",
        ),
        "deny": (
            "disagree", "disagrees", "disagreement", "ablehnung", "ablehnend", "lehnt ab", "pas d'accord",
            "en desacuerdo", "no está de acuerdo", "in disaccordo", "non è d'accordo",
        ),
        "query": ("ask", "asks", "question", "frage", "fragt", "fragend", "demande", "pose une question", "domanda"),
        "comment": ("comments", "neither", "weder noch"),
    },
    "stance": {
        "favor": (
            "favour", "for", "in favor", "in favour", "pro", "für", "fuer", "dafuer", "befürwortet", "befuerwortet",
            "befürwortend", "befuerwortend", "zustimmung", "zustimmend", "stimmt zu", "favorable", "favorevole", "+",
        ),
        "against": ("gegen", "contra", "kontra", "ablehnung", "ablehnend", "lehnt ab", "opposed", "opposes"),
        "none": ("neither", "weder noch", "neutral", "neutre", "neutro", "neutrale", "nennt nur", "nur genannt"),
        ABSENT: (*_ABSENT, "not named", "not mentioned", "nicht genannt", "non mentionné", "no mencionado"),
    },
    "claim": {
        ASSERTS: ("assert", "asserted"),
        "rejects": ("reject", "rejected"),
        "questions": ("question", "questioned"),
        "reports": ("report", "reported"),
        ABSENT: (*_ABSENT, *_DASHES),
    },
}  # fmt: skip
"""Other words that can mean but one code; a dash toward a target may be ``against``, so it is none."""
_TO_ARTICLE = ("to the article", "auf den artikel", "den artikel", "al artículo", "à l'article", "all'articolo")
_APOSTROPHES = str.maketrans("’ʼ´`", "'" * 4)
_FINAL = re.compile(r"(?<=[^\W\d_]{2})\s*[.?]\Z")
"""A full stop or a question mark behind a word: “Nachfrage?” is a code, “x?” a doubt."""


def code_in(words: str, variable: Variable) -> str | None:
    """Return the code that words say: itself, or what it is called in one of our languages; ``None`` where none.

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
    named = (*_in_all("Article"), *_in_all("the article"), *_in_all("answers the article"))
    return _plain(words) in {"0", *_TO_ARTICLE, *named}


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
    """Return why no code is in words, as the end of a sentence in the language in force."""
    of = {"words": words[:40], "codes": codes_said([variable])}
    if variable == "claim" and _plain(words) in _TICKS:
        return translated(
            "“{words}” does not say how the claim is made; the codes are {codes}; it counts as missing", **of
        )
    if variable == "claim" and _plain(words) in _NOES:
        either = {"absent": translated(ABSENT), "rejects": translated("rejects")}
        return translated(
            "“{words}” may be {absent} or {rejects}; the codes are {codes}; it counts as missing", **of, **either
        )
    return translated(
        "“{words}” is no code of {variable}; the codes are {codes}; it counts as missing", **of, variable=variable
    )


def codes_said(variables: Iterable[Variable]) -> str:
    """Return the codes of variables as sheets name them, and what is written for “cannot tell”.

    >>> codes_said(["reply_stance"])
    'support, deny, query, comment, and ? for “cannot tell”'
    """
    codes = "; ".join(", ".join(map(translated, CODES[variable])) for variable in variables)
    return translated("{codes}, and ? for “{unsure}”", codes=codes, unsure=translated("cannot tell"))


def _plain(words: str) -> str:
    """Return words as they are compared: on one line, in small letters, without what ends a sentence."""
    said = " ".join(normalize("NFC", words).translate(_APOSTROPHES).split()).casefold()
    return _FINAL.sub("", said)


@cache
def _labels(variable: Variable) -> Mapping[str, str]:
    """Return the codes of a variable by what says them; what says two codes in two languages is left out."""
    codes: dict[str, set[str]] = {}
    for code in CODES[variable]:
        printed = (code, *_PRINTED.get(variable, {}).get(code, ()))
        others = _ALSO.get(variable, {}).get(code, ())
        for words in (*(said for message in printed for said in _in_all(message)), *map(_plain, others)):
            codes.setdefault(words, set()).add(code)
    return {words: min(own) for words, own in codes.items() if len(own) == 1}


@cache
def _in_all(message: str) -> frozenset[str]:
    """Return a message in each of our languages, without what is filled in."""
    found = set()
    for each in LANGUAGES:
        with speaking(each):
            found.add(_plain(translated(message, n="", who="")))
    return frozenset(found)
