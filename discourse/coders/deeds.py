"""What people do on calm pages (praise, recommend, plan, ask for a feature), and the cues that such claim types borrow.

"The projects on the page are useful" shares no word with "Bookmarked, thanks for sharing!". What such a definition and
the comments have in common is what is done. A claim type without cues that is defined by one of these deeds is found by
the cues that are known for it (``lexicon/deeds.toml``).
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from discourse.codebook import ClaimType

_READ = 300
"""Characters of a definition that are looked at."""


class _Deed(NamedTuple):
    """A deed as a claim type with cues, what describes it in a definition, and what may not stand there."""

    claim: ClaimType
    described: re.Pattern[str]
    without: re.Pattern[str]


def deed_of(definition: str) -> ClaimType | None:
    """Return the deed that a definition describes, as a claim type with cues; ``None`` where it describes none.

    >>> deed_of("Readers thank the author for the recipe.").id
    'praise'
    >>> deed_of("The council should thank the firemen.") is None
    True
    """
    read = " ".join(definition[:_READ].lower().split())
    for deed in _deeds():
        if deed.described.search(read) and not deed.without.search(read):
            return deed.claim
    return None


def is_deed(claim: ClaimType) -> bool:
    """Return whether a claim type is one of the deeds, as ``deed_of`` returns them."""
    return any(claim is deed.claim for deed in _deeds())


@cache
def _deeds() -> tuple[_Deed, ...]:
    path = files("discourse") / "coders" / "lexicon" / "deeds.toml"
    read = tomllib.loads(path.read_text("utf-8"))
    words = {name: text for name, text in read.items() if isinstance(text, str)}
    return tuple(_deed(name, data, words) for name, data in read.items() if name not in words)


def _deed(name: str, data: dict[str, Any], words: dict[str, str]) -> _Deed:
    described = "|".join(data["described"])
    for word, written in words.items():
        described = described.replace(f"{{{word}}}", written)
    claim = ClaimType(id=name, label=data["label"], definition=data["definition"], cues=tuple(data["cues"]))
    return _Deed(claim, re.compile(described), re.compile(data["without"]))
