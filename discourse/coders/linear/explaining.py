"""What moved a coding of the coder ``linear``: its named marks one by one, and its words by where they stand."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from discourse.codebook import Codebook, Target
from discourse.coders.columns import gathered
from discourse.coders.explanation import Explanation, Move, abstains, log_linear, placed
from discourse.coders.linear.exchanges import Reading
from discourse.coders.linear.form_coding import KIND, clauses_of
from discourse.coders.linear.forms import OWN as FORM_WORDS
from discourse.coders.linear.forms import form_features
from discourse.coders.linear.grams import runs
from discourse.coders.linear.levels import Levels
from discourse.coders.linear.marks import Read, mark_names
from discourse.coders.linear.model import BITS, Features, Model, shipped
from discourse.coders.linear.pages import form_model, kinds_of, page_model
from discourse.coders.linear.replies import OWN, ReplyColumns, reply_columns
from discourse.coders.linear.stances import OWN as STANCE_WORDS
from discourse.coders.linear.stances import stance_features
from discourse.coders.linear.words import Ints, Words, read_words
from discourse.languages import Languages, comment_languages
from discourse.model import Coding, Comment, Thread
from discourse.replies.graph import LINK_KINDS, ReplyGraph

_SHOWN_WORDS = 8
"""Words of a comment that are named at most beside its marks."""


def explain(
    thread: Thread, graph: ReplyGraph, codebook: Codebook, codings: tuple[Coding, ...]
) -> tuple[Explanation, ...]:
    """Return what moved the codings of reply stance, stance and form; claims are left to the coder ``cues``."""
    languages = comment_languages(thread)
    targets = {target.id: target for target in codebook.targets}
    found = []
    for coding, numbers in placed(thread, codings):
        if not numbers or coding.variable == "claim":
            continue
        if coding.code is None:
            found.append(abstains(coding, _why(thread.comments[numbers[0]], languages, numbers[0])))
        elif coding.variable == "reply_stance":
            found.append(_explained(thread, graph, coding, numbers[0]))
        elif coding.variable == "form":
            found.append(_form(thread, coding, numbers[0]))
        elif coding.target in targets:
            found.append(_stance(thread, graph, coding, numbers[0], targets[coding.target]))
    return tuple(found)


def _form(thread: Thread, coding: Coding, number: int) -> Explanation:
    model = form_model()
    clauses, before, _ = clauses_of(read_words([thread.comments[number].text]))
    start = coding.span[0] if coding.span else 0
    at = np.flatnonzero(clauses.place[clauses.first[:-1]] == start)[:1]
    if not len(at):
        return Explanation(coding, (), 0.0)
    clause, earlier = clauses.taken(at), before.taken(at)
    features = form_features(clause, earlier)
    return log_linear(coding, model.codes, list(_column_moves(model, features, KIND, clause, FORM_WORDS)))


def _stance(thread: Thread, graph: ReplyGraph, coding: Coding, number: int, target: Target) -> Explanation:
    model, kind = shipped("stance"), "statement" if target.statement else "target"
    batch = next(Reading.of(gathered([(thread, graph)])).batches(np.array([number])))
    beside = read_words([target.statement or target.label])
    features = stance_features(batch.own, beside, batch.answered, np.zeros(1, bool))
    moves = list(_column_moves(model, features, kind, batch.own, STANCE_WORDS))
    return log_linear(coding, model.codes, moves)


def _column_moves(model: Model, features: Features, kind: str, words: Words, namespace: int) -> Iterator[Move]:
    """Yield the base rate, the named columns, the heaviest words, and all else together, of one text."""
    sharp = model.sharpness[kind]
    yield Move(f"place:{kind}", None, tuple((np.array(model.base[kind]) * sharp).tolist()))
    for column, value in zip(features.named.column.tolist(), features.named.value.tolist(), strict=True):
        yield Move(model.names[column], None, tuple((model.named[column] * value * sharp).tolist()))
    weights = model.hashed.times(sharp)
    total = (weights.at(features.cells.column) * features.cells.value[:, None]).sum(axis=0)
    yield from _heaviest(weights, words, namespace, total)


def _why(comment: Comment, languages: Languages, number: int) -> str:
    if comment.status == "deleted":
        return "deleted"
    if not len(Read(read_words([comment.text]), "en").words.word):
        return "wordless"
    return "language" if languages[number] != "en" else "parent"


def _explained(thread: Thread, graph: ReplyGraph, coding: Coding, number: int) -> Explanation:
    model = page_model()
    batch = next(Reading.of(gathered([(thread, graph)])).batches(np.array([number])))
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
    hashed = columns.features.cells
    total = (model.hashed.at(hashed.column) * hashed.value[:, None]).sum(axis=0)
    yield from _heaviest(model.hashed, columns.read.words, OWN, total)


def _heaviest(weights: Levels, words: Words, namespace: int, total: NDArray[np.float64]) -> Iterator[Move]:
    """Yield the heaviest words of a text, and all its other hashed columns together; ``total`` is their sum."""
    alone, _ = runs(words, namespace, BITS)
    each = weights.at(alone.column) * float(alone.worth[0])
    strength = np.abs(each - each.mean(axis=1, keepdims=True)).max(axis=1) if len(each) else np.zeros(0)
    heaviest: Ints = np.argsort(-strength, kind="stable")[:_SHOWN_WORDS]
    for at in heaviest.tolist():
        total = total - each[at]
        yield Move("word", (int(words.place[at]), int(words.end[at])), tuple(each[at].tolist()))
    yield Move("words:rest", None, tuple(total.tolist()))
