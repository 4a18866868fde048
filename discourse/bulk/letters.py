"""Dead letters: what of the input gave no comment, kept with its reason."""

from collections.abc import Iterable

import msgspec

SHOWN = 300
"""Bytes of what is lost that a dead letter shows."""


class DeadLetter(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the input that gave no comment: where it stands, why, and how it begins.

    ``place`` is a byte of the unpacked file for lines, a row for tables, 0 for a page or a thread as a whole.
    """

    source: str
    place: int
    reason: str
    begins: str = ""


def letter_lines(dead: Iterable[DeadLetter]) -> bytes:
    """Return dead letters as lines of JSON."""
    return b"".join(msgspec.json.encode(letter) + b"\n" for letter in dead)


def beginning_of(data: bytes) -> str:
    """Return how something that is lost begins, as text."""
    return data[:SHOWN].decode("utf-8", "replace")
