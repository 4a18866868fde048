"""What moved a coding of the coder ``linear``: its named marks one by one, and its words by where they stand."""

from collections.abc import Iterator

import numpy as np

from discourse.codebook import Codebook
from discourse.coders.explanation import Explanation, Move, abstains, log_linear, placed
from discourse.coders.languages import Languages, comment_languages
from discourse.coders.linear.batch import batches
from discourse.coders.linear.grams import runs
from discourse.coders.linear.marks import Read, mark_names
from discourse.coders.linear.model import BITS, Model
from discourse.coders.linear.pages import kinds_of, page_model
from discourse.coders.linear.replies import OWN, ReplyColumns, reply_columns
from discourse.coders.linear.words import Ints, read_words
from discourse.model import Coding, Comment, Thread
from discourse.replies.graph import LINK_KINDS, ReplyGraph

_SHOWN_WORDS = 8
"""Words of a comment that are named at most beside its marks."""


def explain(
    thread: Thread, graph: ReplyGraph, codebook: Codebook, codings: tuple[Coding, ...]
) -> tuple[Explanation, ...]:
    """Return what moved the codings of reply stance; what judged a stance or a form is not told word by word yet."""
    del codebook
    languages = comment_languages(thread)
    found = []
    for coding, numbers in placed(thread, codings):
        if coding.variable != "reply_stance" or not numbers:
            continue
        if coding.code is None:
            found.append(abstains(coding, _why(thread.comments[numbers[0]], languages, numbers[0])))
        else:
            found.append(_explained(thread, graph, coding, numbers[0]))
    return tuple(found)


def _why(comment: Comment, languages: Languages, number: int) -> str:
    if comment.status == "deleted":
        return "deleted"
    if not len(Read(read_words([comment.text]), "en").words.word):
        return "wordless"
    return "language" if languages[number] != "en" else "parent"


def _explained(thread: Thread, graph: ReplyGraph, coding: Coding, number: int) -> Explanation:
    model = page_model()
    batch = next(batches(thread, graph, np.array([number])))
    columns = reply_columns(batch.own, batch.answered, np.zeros(1, bool), batch.to_article)
    quoted = graph.kind[[number]] == LINK_KINDS.index("quote")
    kind = str(kinds_of(batch.to_article, quoted)[0])
    return log_linear(coding, model.codes, list(_moves(model, columns, kind)))


def _moves(model: Model, columns: ReplyColumns, kind: str) -> Iterator[Move]:
    yield Move("place:article" if kind == "article" else "place:comment", None, model.base[kind])
    words = columns.read.words
    named = columns.features.named
    spans = {
        int(mark): (int(words.place[first]), int(words.end[last - 1])) if first >= 0 else None
        for mark, first, last in zip(columns.marks.mark, columns.marks.first, columns.marks.last, strict=True)
    }
    for column, value in zip(named.column.tolist(), named.value.tolist(), strict=True):
        weights = model.named[column] * value
        name = model.names[column]
        what = name if column < len(mark_names()) else f"size:{name}"
        yield Move(what, spans.get(column), tuple(weights.tolist()))
    yield from _words(model, columns)


def _words(model: Model, columns: ReplyColumns) -> Iterator[Move]:
    """Yield the heaviest words of the comment, and all other words together."""
    words = columns.read.words
    hashed = columns.features.hashed
    total = (model.hashed[hashed.column] * hashed.value[:, None]).sum(axis=0)
    own = runs(words, OWN, BITS, 1)
    both = runs(words, OWN, BITS, 2)
    scale = both.value[0] if len(both.value) else 0.0
    each = model.hashed[own.column] * scale
    strength = np.abs(each - each.mean(axis=1, keepdims=True)).max(axis=1) if len(each) else np.zeros(0)
    heaviest: Ints = np.argsort(-strength, kind="stable")[:_SHOWN_WORDS]
    for at in heaviest.tolist():
        total = total - each[at]
        yield Move("word", (int(words.place[at]), int(words.end[at])), tuple(each[at].tolist()))
    yield Move("words:rest", None, tuple(total.tolist()))
