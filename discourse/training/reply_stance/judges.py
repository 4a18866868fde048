"""What was learned elsewhere of comments on pages: by the weights of the coder ``linear``, or the encoder, too."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.coders.learned.logistic import Floats
from discourse.coders.linear.page_columns import Known, column_names, page_table
from discourse.coders.linear.pages import learned_odds
from discourse.coders.linear.replies import ReplyColumns
from discourse.coders.neural.encoder import Encoder, Read, encoder
from discourse.coders.neural.pages import encoder_odds, vector_names, vector_of
from discourse.coders.neural.reading import Around, read


class Exchange(NamedTuple):
    """A comment's text, and what it answers."""

    text: str
    around: Around


class Said(NamedTuple):
    """What is said of comments: the log-odds of the codes, comments × codes, and further columns × comments."""

    odds: Floats
    beside: Floats

    def table(self, columns: ReplyColumns, known: Known) -> Floats:
        """Return all that the comments are judged by, columns × comments, in the order of ``names_of``."""
        return np.concatenate([page_table(columns, self.odds, known), self.beside])


Judge = Callable[[Sequence[Exchange], ReplyColumns, NDArray[np.str_]], Said]
"""Tells what was learned elsewhere of comments, given their columns and kinds of place."""


def names_of(table: Floats) -> tuple[str, ...]:
    """Return the names of the columns of a table, columns × comments."""
    return (*column_names(), *vector_names(len(table) - len(column_names())))


def by_linear(said: Sequence[Exchange], columns: ReplyColumns, kinds: NDArray[np.str_]) -> Said:
    """Return what the learned weights say."""
    return Said(learned_odds(columns, kinds), np.zeros((0, len(said))))


def by_encoder(said: Sequence[Exchange], columns: ReplyColumns, kinds: NDArray[np.str_]) -> Said:
    """Return what the encoder in use says beside the learned weights, and its vectors."""
    by = encoder()
    vectors = _vectors(by, said)
    return Said(encoder_odds(by, vectors, columns, kinds), vectors.T.astype(np.float64))


def _vectors(by: Encoder, said: Sequence[Exchange]) -> Floats:
    """Return the vector by which each comment is judged."""
    readings = [read(by, exchange.text, exchange.around) for exchange in said]
    clauses = [[place.pieces for place in reading.clauses if place.window == 0] for reading in readings]
    wanted = [Read(reading.windows[0], tuple(places)) for reading, places in zip(readings, clauses, strict=True)]
    found = zip(by.vectors(wanted), clauses, strict=True)
    return np.stack([vector_of(window, len(places)) for window, places in found])
