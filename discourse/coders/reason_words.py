"""The names of features in words that anybody understands, from ``reasons.toml``."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

_DEEPEST = 4
"""Frames inside each other that are taken off."""
_LONGEST = 80
"""Characters that are shown of a name without words of ours."""


class ReasonWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What names mean: whole names, names with a claim, kinds of marker, and the frames put around them."""

    whole: dict[str, str]
    claims: dict[str, str]
    kinds: dict[str, str]
    frames: dict[str, str]


@cache
def reason_words() -> ReasonWords:
    """Return the table of the package."""
    text = (files("discourse") / "coders" / "reasons.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), ReasonWords)


def in_words(what: str) -> str:
    """Return what a feature's name means; a name that has no words is shown as it is, in quotation marks.

    >>> in_words("overlap:none"), in_words("opens:no")
    ('shares no content word with what it answers', 'opens with a no')
    >>> in_words("late not refute"), in_words("hat:7")
    ('words that call it false under a negation, after the first sentences', '“hat:7”')
    >>> in_words("implied:rejects for: Cheap")
    'rejects “Cheap”, which speaks for the target'
    """
    return _known(what, _DEEPEST) or _of_claim(what) or f"“{_shown(what)}”"


def _of_claim(what: str) -> str | None:
    """Return what a name means that ends in what a claim is called, ``None`` for any other."""
    name, _, claim = what.partition(": ")
    said = reason_words().claims.get(name)
    return said.replace("*", _shown(claim)) if said else None


def _shown(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]


def _known(what: str, depth: int) -> str | None:
    table = reason_words()
    for said in (table.whole.get(what), table.kinds.get(what)):
        if said is not None:
            return said
    for frame, said in table.frames.items() if depth else ():
        before, after = frame.split("*")
        inside = what.removeprefix(before).removesuffix(after)
        if len(inside) + len(before) + len(after) == len(what) and (known := _known(inside, depth - 1)):
            return said.replace("*", known)
    return None
