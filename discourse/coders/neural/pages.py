"""Reply stance on pages by the encoder: what it says of the codes, and its vectors of a comment.

The model that weighs both on comment threads that were read (``discourse train page-stance --coder neural``) has the
columns of the coder ``linear``, with the encoder's log-odds in the place of the learned weights', and the vectors.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from discourse.coders.linear.exchanges import Reading
from discourse.coders.linear.page_columns import Known, page_scores
from discourse.coders.linear.pages import PageModels, page_models
from discourse.coders.linear.replies import ReplyColumns
from discourse.coders.linear.reply_coding import columns_and_kinds
from discourse.coders.neural.beside import reply_scores
from discourse.coders.neural.blend import log_odds
from discourse.coders.neural.encoder import Encoder
from discourse.coders.sides import Sides, no_sides
from discourse.coders.words import Ints

Array = np.ndarray[Any, Any]


def vector_of(window: Array, clauses: int) -> Array:
    """Return what a comment is judged by: the vector of its first window as a whole, and the mean of its clauses'.

    ``window`` has the vector of the whole, then those of the clauses that stand in it, then others.
    """
    return np.concatenate([window[0], window[1 : 1 + clauses].mean(axis=0) if clauses else np.zeros_like(window[0])])


def vector_names(width: int) -> tuple[str, ...]:
    """Return the names of the numbers of a vector among the columns."""
    return tuple(f"encoder {number}" for number in range(width))


def encoder_odds(by: Encoder, vectors: Array, columns: ReplyColumns, kinds: NDArray[np.str_]) -> Array:
    """Return the log-odds of the codes, comments × codes, by the encoder and the learned weights together.

    ``vectors`` has the vector of each comment (``vector_of``).
    """
    outputs = by.scores(vectors[:, : vectors.shape[1] // 2])
    places = np.where(kinds == "quoted", "quoted", "comment")
    beside = reply_scores(columns, places.tolist())
    found = np.zeros_like(beside)
    for place in sorted(set(places.tolist())):
        here = places == place
        found[here] = log_odds(by.card, "reply_stance", place, (outputs[here], beside[here]))
    return found


def judged_on_page(
    by: Encoder, reading: Reading, rows: Ints, vectors: Array, sides: Sides | None
) -> tuple[Ints, Array]:
    """Return the number of the code given to each comment of ``rows``, and the probabilities of all codes.

    ``vectors`` has the vector of each (``vector_of``). Where the encoder has no model for pages, that of the coder
    ``linear`` judges.
    """
    models = models_of(by)
    given, shares = [np.zeros(0, np.int64)], [np.zeros((0, len(models.preferred.constant)))]
    start = 0
    for batch in reading.batches(rows):
        here = vectors[start : (start := start + len(batch.number))]
        columns, kinds = columns_and_kinds(reading, batch)
        taken = sides.taken(batch.number) if sides else no_sides(len(batch.number))
        known = Known(kinds, taken, reading.threads.turns(batch.number))
        codes, chances = models.judged(columns, scored_on_page(by, here, columns, known))
        given.append(codes)
        shares.append(chances)
    return np.concatenate(given), np.concatenate(shares)


def models_of(by: Encoder) -> PageModels:
    """Return what judges reply stance on pages beside an encoder."""
    return by.pages or page_models()


def scored_on_page(by: Encoder, vectors: Array, columns: ReplyColumns, known: Known) -> dict[str, Array]:
    """Return the scores of comments by name, what the encoder makes of them and their vectors among them."""
    return page_scores(columns, encoder_odds(by, vectors, columns, known.kinds), known) | _by_name(vectors)


def _by_name(vectors: Array) -> dict[str, Array]:
    return dict(zip(vector_names(vectors.shape[1]), vectors.T, strict=True))
