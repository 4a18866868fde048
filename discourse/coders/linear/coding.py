"""The coder ``linear``: reply stance, stance and form by learned weights, claims by cues and likeness."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from discourse.codebook import Codebook
from discourse.coders.claims import code_claims
from discourse.coders.cues import in_order
from discourse.coders.linear.exchanges import Batch, batches, in_english
from discourse.coders.linear.form_coding import form_codings, with_formless
from discourse.coders.linear.marks import Read
from discourse.coders.linear.model import Matrix, Model
from discourse.coders.linear.pages import judged, kinds_of, page_model
from discourse.coders.linear.replies import ReplyColumns, reply_columns
from discourse.coders.linear.stance_coding import Asked, foreign_codings, stance_codings
from discourse.coders.linear.words import Bools, Ints
from discourse.coders.reply_stance import code_reply_stance
from discourse.languages import Languages, comment_languages
from discourse.model import Coding, Thread
from discourse.replies.graph import LINK_KINDS, MISSING, ReplyGraph

CODER = "linear"
SURE = 0.99
_SPEAKS = 0.15
"""Log-odds from which a mark is said to speak for a code."""


def code(thread: Thread, graph: ReplyGraph, codebook: Codebook) -> tuple[Coding, ...]:
    """Return all codings of a thread, sorted by comment as shown, variable, target and span."""
    languages = comment_languages(thread)
    asked = Asked(thread, graph, codebook, languages)
    replies: dict[int, Coding] = {}
    stances, forms = [*foreign_codings(asked)], list[tuple[int, Coding]]()
    for batch in batches(thread, graph, in_english(thread, languages)):
        replies.update(_of_batch(thread, graph, batch))
        stances += stance_codings(asked, batch)
        forms += form_codings(thread, batch.number, batch.own)
    claims = code_claims(thread, graph, codebook, languages)
    others = _with_others(thread, graph, languages, replies)
    return in_order(thread, (*claims, *others, *stances, *with_formless(thread, forms)))


def code_replies(thread: Thread, graph: ReplyGraph, languages: Languages) -> tuple[Coding, ...]:
    """Return one coding of reply stance for each comment, in the order shown; cues judge those not in English."""
    found: dict[int, Coding] = {}
    for batch in batches(thread, graph, in_english(thread, languages)):
        found.update(_of_batch(thread, graph, batch))
    return tuple(_with_others(thread, graph, languages, found))


def _of_batch(thread: Thread, graph: ReplyGraph, batch: Batch) -> Iterator[tuple[int, Coding]]:
    nothing = np.zeros(len(batch.number), bool)
    columns = reply_columns(batch.own, batch.answered, nothing, batch.to_article)
    quoted = graph.kind[batch.number] == LINK_KINDS.index("quote")
    given, probability = judged(columns, kinds_of(batch.to_article, quoted))
    return _codings(thread, graph, batch.number, columns, Judged(given, probability))


def _with_others(thread: Thread, graph: ReplyGraph, languages: Languages, found: dict[int, Coding]) -> Iterator[Coding]:
    """Yield the codings in order, with those that cues make of the comments not found."""
    if len(found) == len(thread.comments):
        yield from (found[number] for number in range(len(thread.comments)))
        return
    hidden = [None if number in found else language for number, language in enumerate(languages)]
    for number, coding in enumerate(code_reply_stance(thread, graph, Codebook(title="none"), hidden)):
        yield found.get(number, coding)


class Judged(NamedTuple):
    """What is made of comments: the number of the code given to each, and the probabilities of all codes."""

    given: Ints
    probability: Matrix


def _codings(
    thread: Thread, graph: ReplyGraph, numbers: Ints, columns: ReplyColumns, found: Judged
) -> Iterator[tuple[int, Coding]]:
    model = page_model()
    first, last, speaks = _shown(model, columns, found.given)
    has_words = columns.read.words.count > 0
    parents, links = graph.parent[numbers].tolist(), graph.probability[numbers].tolist()
    chances = found.probability[np.arange(len(numbers)), found.given].tolist()
    can_tell = has_words & (speaks | (np.array(parents) != MISSING))
    rows = zip(numbers.tolist(), found.given.tolist(), first.tolist(), last.tolist(), can_tell.tolist(), strict=True)
    for at, (number, given, start, end, is_judged) in enumerate(rows):
        parent = parents[at]
        target = thread.comments[parent].id if parent >= 0 else graph.stated.get(number)
        link = links[at] if parent >= 0 else 1.0
        yield (
            number,
            Coding(
                comment=thread.comments[number].id,
                variable="reply_stance",
                target=target,
                code=model.codes[given] if is_judged else None,
                coder=CODER,
                probability=round(min(chances[at], SURE) * link, 3) if is_judged else None,
                span=(start, end) if is_judged and end > start else None,
            ),
        )


def _shown(model: Model, columns: ReplyColumns, given: Ints) -> tuple[Ints, Ints, Bools]:
    """Return the characters that show each comment's code best, and whether a mark speaks for it."""
    marks, read = columns.marks, columns.read
    weight = model.named[marks.mark] - model.named[marks.mark].mean(axis=1, keepdims=True)
    speaks = weight[np.arange(len(marks.mark)), given[marks.row]] * (marks.first >= 0)
    order = np.lexsort((marks.first, -speaks, marks.row))
    row = marks.row[order]
    best = order[np.diff(row, prepend=-1) != 0]
    best = best[speaks[best] > _SPEAKS]
    texts = len(given)
    first, last, shown = np.zeros(texts, np.int64), np.zeros(texts, np.int64), np.zeros(texts, bool)
    _fill_first_sentence(read, first, last)
    first[marks.row[best]] = read.words.place[marks.first[best]]
    last[marks.row[best]] = read.words.end[marks.last[best] - 1]
    shown[marks.row[best]] = True
    return first, last, shown


def _fill_first_sentence(read: Read, first: Ints, last: Ints) -> None:
    """Set the characters of each text's first sentence."""
    begins, ends = read.sentences
    row = read.words.row[begins]
    new = np.diff(row, prepend=-1) != 0
    first[row[new]] = read.words.place[begins[new]]
    last[row[new]] = read.words.end[ends[new] - 1]


__all__: Sequence[str] = ("CODER", "code", "code_replies")
