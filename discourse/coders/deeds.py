"""What people do on calm pages (praise, recommend, plan, ask for a feature), and the cues that such claim types borrow.

"The projects on the page are useful" shares no word with "Bookmarked, thanks for sharing!". What such a definition and
the comments have in common is what is done. A claim type without cues that is defined by one of these deeds is found by
the cues that are known for it (``lexicon/deeds.toml``).
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from discourse.codebook import ClaimType
from discourse.coders.phrases import PhraseTable, tokens

_PARTS = ("described", "about", "without")


class _Deed(NamedTuple):
    """A deed as a claim type with cues, and the phrases by which a definition describes it."""

    claim: ClaimType
    phrases: PhraseTable


def deed_of(definition: str) -> ClaimType | None:
    """Return the deed that a definition describes, as a claim type with cues; ``None`` where it describes none.

    >>> deed_of("Readers thank the author for the recipe.").id
    'praise'
    >>> deed_of("The council should thank the firemen.") is None
    True
    """
    read = tokens(definition)
    for deed in _deeds():
        found = {match.kind for match in deed.phrases.find(read)}
        if found == {"described", "about"}:
            return deed.claim
    return None


def is_deed(claim: ClaimType) -> bool:
    """Return whether a claim type is one of the deeds, as ``deed_of`` returns them."""
    return any(claim is deed.claim for deed in _deeds())


@cache
def _deeds() -> tuple[_Deed, ...]:
    path = files("discourse") / "coders" / "lexicon" / "deeds.toml"
    return tuple(_deed(name, data) for name, data in tomllib.loads(path.read_text("utf-8")).items())


def _deed(name: str, data: dict[str, str | list[str]]) -> _Deed:
    phrases = {part: _phrases(str(data[part])) for part in _PARTS}
    claim = ClaimType(id=name, label=str(data["label"]), definition=str(data["definition"]), cues=tuple(data["cues"]))
    return _Deed(claim, PhraseTable(phrases))


def _phrases(text: str) -> list[str]:
    return [phrase.strip() for line in text.splitlines() for phrase in line.split("|") if phrase.strip()]
