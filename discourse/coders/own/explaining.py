"""What moved a coding of a coder of one's own: what the base coder says, words, and how common each code is."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from discourse.codebook import Codebook
from discourse.coders import linear
from discourse.coders.columns import gathered
from discourse.coders.explanation import Explanation, Move, abstains, log_linear, placed
from discourse.coders.linear.exchanges import Batch, Reading
from discourse.coders.linear.heavy_words import Heavy, Spoken, by_text
from discourse.coders.own.features import OWN, batch_cells, names, said_by
from discourse.coders.own.model import Own, Question, hashed_weights, read_own
from discourse.languages import comment_languages
from discourse.model import Coding, Thread
from discourse.removed import is_gone
from discourse.replies.graph import ReplyGraph
from discourse.text import WORD

Explain = Callable[[Thread, ReplyGraph, Codebook, tuple[Coding, ...]], tuple[Explanation, ...]]


def load_own_explainer(folder: Path) -> Explain:
    """Return what explains the codings of the coder in a folder; raise CodingError where it is none."""
    own = read_own(folder)

    def explain(
        thread: Thread, graph: ReplyGraph, codebook: Codebook, codings: tuple[Coding, ...]
    ) -> tuple[Explanation, ...]:
        mine = [coding for coding in codings if coding.coder == own.name]
        others = tuple(coding for coding in codings if coding.coder != own.name)
        told = linear.explain(thread, graph, codebook, others) if others else ()
        return (*_explained(own, thread, graph, mine), *told)

    return explain


def _explained(own: Own, thread: Thread, graph: ReplyGraph, codings: Sequence[Coding]) -> Iterator[Explanation]:
    """Yield what moved the codings that were learned; those of one question are read together."""
    numbers = {coding: found[0] for coding, found in placed(thread, codings) if found}
    yield from (abstains(one, _why(own, thread, number)) for one, number in numbers.items() if one.code is None)
    given = [one for one in numbers if one.code is not None]
    base = linear.code(thread, graph, own.codebook) if given else ()
    for number, question in enumerate(own.questions):
        asked = {numbers[one]: one for one in given if _is_of(question, one)}
        moves = _moves(own, number, (thread, graph, base), sorted(asked))
        yield from (log_linear(asked[place], question.codes, found) for place, found in moves)


def _is_of(question: Question, coding: Coding) -> bool:
    by_target = question.variable != "reply_stance"
    return coding.variable == question.variable and (not by_target or coding.target == question.target)


def _why(own: Own, thread: Thread, number: int) -> str:
    """Return why a comment is left undecided."""
    comment = thread.comments[number]
    if is_gone(comment):
        return "deleted"
    if not WORD.search(comment.text):
        return "wordless"
    return "unsure" if comment_languages(thread)[number] in own.languages else "language"


def _moves(
    own: Own, number: int, given: tuple[Thread, ReplyGraph, Sequence[Coding]], wanted: list[int]
) -> Iterator[tuple[int, list[Move]]]:
    """Yield comments by their numbers with all that moved the answer to a question."""
    thread, graph, base = given
    reading = Reading.of(gathered([(thread, graph)]))
    for batch in reading.batches(np.array(wanted, np.int64)):
        ids = [thread.comments[at].id for at in batch.number.tolist()]
        said = by_text(said_by(base, ids, own.questions[number].asked), len(ids))
        words = _words(own, number, batch)
        for text, (comment, cells) in enumerate(zip(batch.number.tolist(), said, strict=True)):
            columns = zip(cells.column.tolist(), cells.value.tolist(), strict=True)
            yield comment, [*_beside_words(own.questions[number], columns), *words.moves(text)]


def _words(own: Own, number: int, batch: Batch) -> Heavy:
    return Heavy(hashed_weights(own, number), batch_cells(batch), Spoken(batch.own, OWN))


def _beside_words(question: Question, said: Iterator[tuple[int, float]]) -> Iterator[Move]:
    """Yield how common each code is, rare ones preferred as when one is given, and what the base coder says."""
    usual = np.log(np.maximum(np.array(question.usual), 1e-3)) * question.boost
    yield Move("place:own", None, (np.array(question.base) * question.sharpness - usual).tolist())
    for column, value in said:
        weights = np.array(question.said[column]) * value * question.sharpness
        yield Move(names(question.variable)[column], None, weights.tolist())
