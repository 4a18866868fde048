"""What a coder of one's own looks at: words of a comment and of what it answers, and what the base coder says."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from discourse.coders.columns import gathered
from discourse.coders.learned.grams import Cells, runs, scaled, stacked
from discourse.coders.linear.exchanges import Batch, Reading
from discourse.coders.linear.model import BITS
from discourse.coders.words import Ints
from discourse.model import Coding, Thread
from discourse.replies.graph import ReplyGraph

ABSENT = "absent"
Asked = tuple[str, str | None]
"""A variable, and its target where it has one."""
OWN, _PARENT = 401, 411
_SAID = 1.5
"""Worth of what the base coder says beside the words: little is learned from, and it knows more than they."""

CODES: Mapping[str, tuple[str, ...]] = {
    "reply_stance": ("support", "deny", "query", "comment"),
    "stance": ("favor", "against", "none", ABSENT),
    "claim": ("asserts", "rejects", "questions", "reports", ABSENT),
}
"""The codes that can be learned, each the whole comment's."""


def names(variable: str) -> tuple[str, ...]:
    """Return the names of the columns that say what the base coder says."""
    return tuple(f"the base coder says {code}" for code in CODES[variable])


def word_cells(thread: Thread, graph: ReplyGraph, numbers: Ints) -> Cells:
    """Return the hashed words and pairs of words of comments, row by row in the order of their numbers."""
    parts, done = [], 0
    for batch in Reading.of(gathered([(thread, graph)])).batches(numbers):
        cells = batch_cells(batch)
        parts.append(cells._replace(row=cells.row + done))
        done += len(batch.number)
    return stacked(parts)


def batch_cells(batch: Batch) -> Cells:
    """Return the hashed words and pairs of words of comments, and words of what they answer."""
    answered = [part.times(0.5) for part in runs(batch.answered, _PARENT, BITS, 1)]
    return stacked([part.cells for part in (*runs(batch.own, OWN, BITS), *answered)])


def said_by(codings: Iterable[Coding], ids: Sequence[str], asked: Asked) -> Cells:
    """Return the columns that say what the base coder says of one thing in each comment, by its probability."""
    variable, target = asked
    row = {id_: number for number, id_ in reversed(list(enumerate(ids)))}
    table = np.zeros((len(ids), len(CODES[variable])), np.float32)
    best: dict[int, float] = {}
    for coding in codings:
        number = row.get(coding.comment)
        is_asked = coding.variable == variable and (variable == "reply_stance" or coding.target == target)
        if number is None or not is_asked or coding.code not in CODES[variable]:
            continue
        sure = 1.0 if coding.probability is None else coding.probability
        if sure > best.get(number, -1.0):
            best[number] = sure
            table[number] = 0
            table[number, CODES[variable].index(coding.code)] = sure
    if ABSENT in CODES[variable]:
        table[table.sum(axis=1) == 0, CODES[variable].index(ABSENT)] = 1
    return scaled(table, 0, _SAID)


class Features(NamedTuple):
    """The columns of comments for one thing that is asked: what the base coder says, and the hashed words."""

    named: Cells
    hashed: Cells
    texts: int


def features(said: Cells, words: Cells, texts: int) -> Features:
    """Return the columns of comments for one thing that is asked."""
    return Features(said, words, texts)
