"""What the net for sides learns from: rows of texts beside statements.

Beside the labelled rows and the pairs that larger models judged (``linear.tasks.stance_sources``) these are more judged
pairs (``statement_pairs``) and threads of our own.
"""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from discourse.codebook import ClaimType
from discourse.coders.linear.stances import CODES
from discourse.coders.words import read_words
from discourse.model import Comment
from discourse.training.judged.arrays import text_key
from discourse.training.linear.fit import JUDGED
from discourse.training.linear.tasks import Source, judged_stances, stance_sources
from discourse.training.pairs.fit import Cases
from discourse.training.sources.labelled import Labelled
from discourse.training.sources.statement_pairs import SOURCE, statement_pairs
from discourse.training.sources.topics import topics

KEPT_OUT = 8
_SILENT = (0.1, 0.1, 0.8)
"""Shares of the codes where a comment does not make a claim of ours: it mostly takes no side on it."""
_SILENT_WORTH, _SILENT_SHARE = 0.5, 3
_SIDES = {"asserts": "favor", "rejects": "against"}
_SEED = 20261127


def pair_sources(data: Path) -> list[Source]:
    """Return all rows to learn from."""
    more = judged_stances(SOURCE, "statement, judged", statement_pairs(data), "judged_pairs.npz")
    stated = [source for source in stance_sources(data) if source.kind.startswith("statement")]
    return [*stated, more, *own_threads()]


def own_threads() -> list[Source]:
    """Return comments of our own beside the definitions of claims: who asserts one favors it, who rejects is against.

    Of the claims that a comment does not make, every third is a row beside which it mostly takes no side; beside a
    claim of another thread it takes none.
    """
    threads = list(topics())
    claims = [(topic.name, claim) for topic in threads for claim in topic.codebook.claim_types]
    chance = random.Random(_SEED)  # noqa: S311  # a seeded draw, no secret
    made, silent, elsewhere = [], [], []
    for topic in threads:
        for number, comment in enumerate(topic.thread.comments):
            for place, claim in enumerate(topic.codebook.claim_types):
                row = _beside(comment, topic.name, claim)
                status = topic.claims.get((comment.id, claim.id))
                if status in _SIDES:
                    made.append(row._replace(allowed=(_SIDES[status],)))
                elif status is None and (number + place) % _SILENT_SHARE == 0:
                    silent.append(row._replace(allowed=CODES))
            name, other = chance.choice(claims)
            if name != topic.name:
                elsewhere.append(_beside(comment, topic.name, other)._replace(allowed=("none",)))
    shares = np.tile(np.array(_SILENT), (len(silent), 1))
    return [
        Source("own threads", "statement", 1.0, made),
        Source("own threads, silent", "statement, judged", _SILENT_WORTH, silent, shares),
        Source("own threads, elsewhere", "statement", _SILENT_WORTH, elsewhere),
    ]


def _beside(comment: Comment, thread: str, claim: ClaimType) -> Labelled:
    return Labelled(comment.text, (), thread, "own threads", target=claim.statement)


def is_kept_out(group: str) -> bool:
    """Return whether rows of a group are kept for telling how the net stands beside the linear weights."""
    return bool(group) and text_key(group) % KEPT_OUT == 0


def cases_of(sources: Sequence[Source]) -> Cases:
    """Return the rows of sources."""
    rows = [row for source in sources for row in source.rows]
    words = read_words([*(row.text for row in rows), *(row.target for row in rows)])
    numbers = np.arange(len(rows))
    worth = np.repeat([source.worth for source in sources], [len(source.rows) for source in sources])
    shares = np.concatenate([_shares(source) for source in sources])
    return Cases(
        words.taken(numbers), words.taken(numbers + len(rows)), shares.astype(np.float32), worth.astype(np.float32)
    )


def _shares(source: Source) -> NDArray[np.float64]:
    open_to = np.array([[float(code in row.allowed) for code in CODES] for row in source.rows]).reshape(-1, len(CODES))
    open_to /= np.maximum(open_to.sum(axis=1, keepdims=True), 1)
    if source.judged is None:
        return open_to
    labelled = np.array([len(row.allowed) < len(CODES) for row in source.rows])[:, None]
    return np.where(labelled, (1 - JUDGED) * open_to + JUDGED * source.judged, source.judged)
