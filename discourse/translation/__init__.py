"""The words of reports in the language of their readers: English in the code, the others in one TOML file each.

``translated("… {n} …", n=3)`` returns the sentence in the language in force, which ``speaking("de")`` sets for a block;
English is in force elsewhere. A sentence that a catalogue lacks stays English. What people wrote is never translated.
A message that a table holds is marked with ``deferred``, so that the test of the catalogues finds it there.
"""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from math import isfinite
from typing import NamedTuple

LANGUAGES = ("en", "de", "es", "fr", "it")
_in_force: ContextVar[str] = ContextVar("language", default="en")


_HAS_HALVES = 1e12
"""Up to this, floats hold what is rounded here."""


class _Marks(NamedTuple):
    """What stands between thousands, and before decimals."""

    thousands: str
    decimals: str


_MARKS = {
    "en": _Marks(",", "."),
    "de": _Marks(".", ","),
    "es": _Marks(".", ","),
    "fr": _Marks("\u202f", ","),
    "it": _Marks(".", ","),
}


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Set the language of ``translated``, ``counted`` and ``number`` for a block; one of ``LANGUAGES``.

    Raises ValueError for another.

    >>> with speaking("de"):
    ...     number(12000.5, 1)
    '12.000,5'
    """
    if language not in LANGUAGES:
        raise ValueError(f"{language!r} is none of {', '.join(LANGUAGES)}")
    token = _in_force.set(language)
    try:
        yield
    finally:
        _in_force.reset(token)


def language() -> str:
    """Return the language in force."""
    return _in_force.get()


def translated(message: str, /, **values: object) -> str:
    """Return a message in the language in force, with its ``{names}`` filled in; of a noun, the singular.

    >>> translated("{who} answers", who="Rook")
    'Rook answers'
    """
    found = _catalogue(language()).get(message, message)
    said = found if isinstance(found, str) else found[0]
    return said.format(**values) if values else said


def counted(amount: int, singular: str, plural: str) -> str:
    """Return a number with its noun; catalogues hold ``singular = [one, many]``.

    >>> counted(1, "reply", "replies"), counted(12000, "reply", "replies")
    ('1 reply', '12,000 replies')
    """
    found = _catalogue(language()).get(singular)
    one, many = found if isinstance(found, tuple) else (singular, plural)
    return f"{number(amount)} {one if _is_one(amount) else many}"


def agreeing(amount: int, one: str, many: str, /, **values: object) -> str:
    """Return the message for one or that for many, in the language in force; ``{n}`` in it is the number.

    >>> agreeing(1, "{n} page was read", "{n} pages were read"), agreeing(1200, "{n} is", "{n} are")
    ('1 page was read', '1,200 are')
    """
    return translated(one if _is_one(amount) else many, n=number(amount), **values)


def named(words: str) -> str:
    """Return what a codebook calls something in the language in force, as it is where the codebook is none of ours.

    >>> named("Prediction")
    'Prediction'
    """
    known = _catalogue(language())
    if words not in known:
        return words
    found = known[words]
    return found if isinstance(found, str) else words


def deferred(message: str) -> str:
    """Return a message as it is: it is translated where it is shown, but found here by who fills the catalogues."""
    return message


def number(value: float, places: int = 0) -> str:
    """Return a number with the marks of the language in force, halves rounded up as people are taught to.

    >>> number(12000), number(0.625, 2), number(2.5), number(100 * 0.145)
    ('12,000', '0.63', '3', '15')
    """
    marks = _MARKS[language()]
    return f"{_rounded(value, places):,.{places}f}".translate({ord(","): marks.thousands, ord("."): marks.decimals})


def _rounded(value: float, places: int) -> Decimal | float:
    if isinstance(value, int) or not isfinite(value) or abs(value) > _HAS_HALVES:
        return value
    # A product such as 100 * 0.145 lies a trifle below the half that it stands for.
    return Decimal(repr(round(float(value), 9))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _is_one(amount: int) -> bool:
    return amount in {0, 1} if language() == "fr" else amount == 1


@cache
def _catalogue(tongue: str) -> Mapping[str, str | tuple[str, str]]:
    """Return English messages with their translation; a noun has its singular and plural."""
    if tongue == "en":
        return {}
    table = tomllib.loads((files("discourse.translation") / f"{tongue}.toml").read_text("utf-8"))
    return {key: value if isinstance(value, str) else (value[0], value[1]) for key, value in table.items()}


def labelled(label: str, value: str) -> str:
    """Return a label and what it is a label of, with the colon of the language in force between them.

    >>> labelled("Prediction", "asserts")
    'Prediction: asserts'
    """
    return translated("{label}: {value}", label=label, value=value)
