"""What the coder ``linear`` makes of the same texts: its scores go beside the encoder's.

The two err in different places. The linear weights know what is usual where, and short words that decide; the encoder
knows what sentences mean.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from discourse.coders.linear.forms import BEFORE, form_features
from discourse.coders.linear.model import Model, shipped, sums
from discourse.coders.linear.pages import form_model
from discourse.coders.linear.replies import ReplyColumns, reply_columns, reply_sums
from discourse.coders.words import read_words

Array = np.ndarray[Any, Any]
_AT_ONCE = 2_000


def reply_columns_of(texts: Sequence[str], answered: Sequence[str], to_opening: Sequence[bool]) -> ReplyColumns:
    """Return the columns of comments beside what each answers, an empty text where that is not known."""
    own = read_words(list(texts))
    return reply_columns(own, read_words(list(answered)), np.zeros(len(texts), bool), np.array(to_opening, bool))


def reply_scores(columns: ReplyColumns, kinds: Sequence[str], model: Model | None = None) -> Array:
    """Return texts × codes of reply stance, in the kind of place of each text."""
    by = model or shipped("reply_stance")
    return reply_sums(columns, model) + _bases(by, kinds)


def form_scores(clauses: Sequence[str], before: Sequence[str], kind: str = "page") -> Array:
    """Return clauses × codes of form; ``before`` is the text before each in its comment."""
    last = [" ".join(text.split()[-BEFORE:]) for text in before]
    found = [np.zeros((0, 6))]
    for start in range(0, len(clauses), _AT_ONCE):
        here = slice(start, start + _AT_ONCE)
        columns = form_features(read_words(list(clauses[here])), read_words(last[here]))
        found.append(sums(form_model(), columns) + _bases(form_model(), [kind] * columns.texts))
    return np.concatenate(found)


def _bases(model: Model, kinds: Sequence[str]) -> Array:
    """Return the base rates of kinds of place, one row for each."""
    return np.array([model.base[kind] for kind in kinds]).reshape(-1, len(model.codes))
