"""The encoder asked again about comments that say something else: the log-odds of each code, were it so."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from discourse.coders.columns import Floats, Threads
from discourse.coders.linear.asking import ASKING_NOTHING, asking, judging_odds
from discourse.coders.linear.exchanges import Reading as ThreadsRead
from discourse.coders.linear.page_columns import Known
from discourse.coders.linear.reply_coding import columns_and_kinds
from discourse.coders.neural.beside import form_scores
from discourse.coders.neural.blend import log_odds, offsets
from discourse.coders.neural.coding import CommentRead
from discourse.coders.neural.encoder import Encoder, Read
from discourse.coders.neural.layout import REPLY, SECOND, TASKS, Pair, claim_pair
from discourse.coders.neural.pages import models_of, scored_on_page
from discourse.coders.neural.reading import Around, Place, Reading, read
from discourse.coders.neural.stance import Asked, pair_asked
from discourse.coders.sides import Sides
from discourse.coders.words import read_words
from discourse.model import Article, Thread
from discourse.removed import is_gone
from discourse.replies.graph import ARTICLE
from discourse.text import Span

Array = np.ndarray[Any, Any]
NOBODY = Around("", "", False)
"""That nothing is answered."""
_LEAST = 1e-9


class ReplyAsked(NamedTuple):
    """A comment, by its number, that is asked about with what it answers and the claims that it shares with that."""

    thread: Thread
    threads: Threads
    number: int
    answered: Around
    shared: Sides

    def instead(self, texts: Sequence[str]) -> Threads:
        """Return a thread in which texts stand where the comment stands, the last of all; what is answered above."""
        parent, article = int(self.threads.parent[self.number]), self.thread.article
        known = self.answered is not NOBODY
        above = [self.threads.text[parent] if known else ""] if parent >= 0 else []
        size = len(above) + len(texts)
        gone = [is_gone(self.thread.comments[parent])] if above else []
        return Threads(
            text=[*above, *texts],
            first=np.array([0, size]),
            parent=np.array([*(ARTICLE for _ in above), *(min(parent, 0) for _ in texts)]),
            link=np.ones(size),
            quoted=np.full(size, bool(self.threads.quoted[self.number])),
            deleted=np.array([*gone, *(False for _ in texts)], bool),
            article=[article if known else Article(source=article.source, language=article.language)],
        )


def reply_odds(by: Encoder, asked: ReplyAsked, texts: Sequence[str]) -> Floats:
    """Return the log-odds of reply stance, texts × codes, were the texts what a comment says."""
    readings = [read(by, text, asked.answered) for text in texts]
    vectors = by.vectors([one.reads()[0] for one in readings])
    if "reply_stance" not in by.card.blends:
        return _odds(by, "reply_stance", np.stack([one[0] for one in vectors]))
    judged_by = np.stack([CommentRead(one, (first,)).first() for one, first in zip(readings, vectors, strict=True)])
    reading, rows = ThreadsRead.of(threads := asked.instead(texts)), np.arange(len(texts))
    (batch,) = reading.batches(rows + len(threads.text) - len(texts))
    columns, kinds = columns_and_kinds(reading, batch)
    turns = np.repeat(asked.threads.turns(np.array([asked.number])), len(texts), axis=1)
    known = Known(kinds, asked.shared.taken(np.zeros_like(rows)), turns)
    return models_of(by).stance.logits(columns, scored_on_page(by, judged_by, columns, known))


class ClauseAsked(NamedTuple):
    """A clause that is asked about: its words, those before it in the comment, and where its pieces stand.

    ``begin`` is its first character in the comment; ``pieces`` are those of it, between what stands before and after
    it in its window, beside ``first``.
    """

    words: str
    before: str
    begin: int
    first: tuple[int, ...]
    around: tuple[tuple[int, ...], tuple[int, ...]]

    @classmethod
    def of(cls, text: str, reading: Reading, place: Place) -> "ClauseAsked":
        """Return a clause of a comment that was read."""
        window, (first, last) = reading.windows[place.window], place.pieces
        beside = window.second[:first], window.second[last:]
        return cls(text[slice(*place.span)], text[: place.span.start], place.span.start, window.first, beside)

    def without(self, span: Span) -> "ClauseAsked":
        """Return the clause without some of its characters, as they stand in the comment."""
        words = self.words[: span.start - self.begin] + self.words[span.end - self.begin :]
        return self._replace(words=words)

    def alone(self) -> "ClauseAsked":
        """Return the clause as if the comment said nothing else."""
        return self._replace(before="", around=((), ()))

    def unanswered(self) -> "ClauseAsked":
        """Return the clause as if the comment answered nothing."""
        return self._replace(first=(REPLY,))

    def read_by(self, by: Encoder) -> Read:
        """Return what the encoder reads."""
        before, after = self.around
        pieces = tuple(by.tokenize(self.words, SECOND))
        return Read(Pair(self.first, (*before, *pieces, *after)), ((len(before), len(before) + len(pieces)),))


def form_odds(by: Encoder, clauses: Sequence[ClauseAsked]) -> tuple[tuple[str, ...], Floats]:
    """Return the codes that the first clause may have, and their log-odds for all, clauses × codes.

    The log-odds have in them what prefers some codes when one is given.
    """
    outputs = by.scores(np.stack([one[1] for one in by.vectors([clause.read_by(by) for clause in clauses])]))
    if "form" in by.card.blends:
        beside = form_scores([clause.words for clause in clauses], [clause.before for clause in clauses])
        odds = log_odds(by.card, "form", "page", (outputs, beside)) + offsets(by.card, "form", "page")
    else:
        odds = np.log(np.maximum(by.probabilities("form", outputs)[0], _LEAST))
    asks = bool(asking(read_words([clauses[0].words]))[0])
    return (TASKS["form"], odds) if asks else (ASKING_NOTHING, judging_odds(odds))


def stance_odds(by: Encoder, asked: Asked, told: Sequence[tuple[str, Around]]) -> Floats:
    """Return the log-odds of stance, texts × codes, were the texts what a comment says to what each answers."""
    reads = [Read(pair_asked(by, text, asked, around)) for text, around in told]
    return _odds(by, "stance", np.concatenate(by.vectors(reads)))


def match_odds(by: Encoder, sentences: Sequence[str], definition: str) -> Floats:
    """Return the log-odds that sentences say what a claim says, and that they do not: sentences × 2."""
    reads = [Read(claim_pair(by.tokenize, sentence, definition)) for sentence in sentences]
    return _odds(by, "match", np.concatenate(by.vectors(reads)))


def _odds(by: Encoder, task: str, vectors: Array) -> Floats:
    """Return the logarithms of the probabilities of a task's codes."""
    return np.asarray(np.log(np.maximum(by.probabilities(task, by.scores(vectors))[0], _LEAST)))
