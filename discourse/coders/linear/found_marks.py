"""Where marks are found, before each is taken once a text."""

from typing import NamedTuple

import numpy as np

from discourse.coders.linear.classed_texts import Read
from discourse.coders.words import Ints
from discourse.languages.pieces import run_begins


class Found(NamedTuple):
    """Tokens or spans that show one mark, given by its name, or one each, given by their numbers, -1 for no mark."""

    name: str | Ints
    row: Ints
    first: Ints
    last: Ints


def found_at(read: Read, name: str, first: Ints, last: Ints) -> Found:
    """Return tokens or spans that show the mark of a name."""
    return Found(name, read.words.row[first], first, last)


def next_of(read: Read, bit: int, start: Ints) -> Ints:
    """Return the first token of a class at or after each of the tokens given; past the last token for none."""
    places = read.places(bit)
    return np.asarray(np.append(places, len(read.bits))[np.searchsorted(places, start)])


def first_in_text(row: Ints, place: Ints) -> tuple[Ints, Ints]:
    """Return the first place of each text; places come in order."""
    new = run_begins(row)
    return row[new], place[new]
