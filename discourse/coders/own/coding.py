"""Coding with a coder of one's own: what it learned replaces what the base coder says; the rest stays the base's."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from discourse.codebook import Codebook
from discourse.coders import linear
from discourse.coders.cues import in_order
from discourse.coders.learned.grams import Cells
from discourse.coders.linear.model import Matrix
from discourse.coders.own.features import ABSENT, features, said_by, word_cells
from discourse.coders.own.model import Own, Question, decide, probabilities, read_own
from discourse.coders.words import Ints
from discourse.errors import CodingError
from discourse.languages import Languages, comment_languages
from discourse.model import Coding, Thread
from discourse.removed import is_gone
from discourse.replies.graph import MISSING, ReplyGraph

SURE = 0.99
_ABSTAINS = 0.4
"""Probability below which the coder says that it does not know."""


def load_own(folder: Path) -> Callable[[Thread, ReplyGraph, Codebook], tuple[Coding, ...]]:
    """Return the coder in a folder; CodingError where it is none, and when it is to code by another codebook."""
    own = read_own(folder)

    def code(thread: Thread, graph: ReplyGraph, codebook: Codebook) -> tuple[Coding, ...]:
        if codebook.hash != own.codebook.hash:
            raise CodingError(
                f"{folder}: this coder learned by another codebook ({own.codebook.hash[:12]}, and this one is "
                f"{codebook.hash[:12]}); code with --codebook {folder}/codebook.toml"
            )
        return own_codings(own, thread, graph)

    return code


class Comments(NamedTuple):
    """The comments that can be judged: their numbers, ids, words, and what the base coder says."""

    numbers: Ints
    ids: tuple[str, ...]
    words: Cells
    base: Sequence[Coding]


def own_codings(own: Own, thread: Thread, graph: ReplyGraph) -> tuple[Coding, ...]:
    """Return all codings of a thread; comments in a language that was not learned from are left undecided."""
    base = linear.code(thread, graph, own.codebook)
    comments = judged(own.languages, thread, graph, base)
    learned = {question.asked for question in own.questions}
    kept = [coding for coding in base if not _is_learned(coding, learned)]
    found = [
        coding for number in range(len(own.questions)) for coding in _codings(own, number, comments, (thread, graph))
    ]
    undecided = _undecided(own, thread, graph, set(comments.ids))
    return in_order(thread, (*kept, *found, *undecided))


def judged(languages: Sequence[str], thread: Thread, graph: ReplyGraph, base: Sequence[Coding]) -> "Comments":
    """Return the comments of a thread that a coder which knows these languages can judge."""
    said: Languages = comment_languages(thread)
    known = [at for at, each in enumerate(said) if each in languages and not is_gone(thread.comments[at])]
    first = list({thread.comments[at].id: at for at in reversed(known)}.values())[::-1]  # of one id the first counts
    numbers = np.array(first, np.int64)
    ids = tuple(thread.comments[at].id for at in first)
    return Comments(numbers, ids, word_cells(thread, graph, numbers), base)


def chances(own: Own, number: int, comments: "Comments") -> Matrix:
    """Return the probability of each code of a question in each of the comments."""
    question = own.questions[number]
    said = said_by(comments.base, comments.ids, question.asked)
    return probabilities(own, number, features(said, comments.words, len(comments.ids)))


def _is_learned(coding: Coding, learned: set[tuple[str, str | None]]) -> bool:
    if coding.variable == "reply_stance":
        return ("reply_stance", None) in learned
    return (coding.variable, coding.target) in learned


def _codings(own: Own, number: int, comments: Comments, of: tuple[Thread, ReplyGraph]) -> Iterator[Coding]:
    question = own.questions[number]
    probability = chances(own, number, comments)
    given = decide(question, probability)
    spans = {
        coding.comment: (coding.code, coding.span)
        for coding in comments.base
        if coding.variable == question.variable and (question.target is None or coding.target == question.target)
    }
    for row, id_ in enumerate(comments.ids):
        chance = min(float(probability[row, given[row]]), SURE)
        code: str | None = question.codes[int(given[row])]
        if code == ABSENT:
            continue
        shown = spans.get(id_, (None, None))
        code = code if chance >= _ABSTAINS or question.variable == "claim" else None
        yield Coding(
            comment=id_,
            variable=question.variable,  # type: ignore[arg-type]  # checked when the coder was read
            target=_target(question, int(comments.numbers[row]), of),
            code=code,
            coder=own.name,
            probability=round(chance, 3) if code else None,
            span=shown[1] if shown[0] == code and code else None,
        )


def _target(question: Question, number: int, of: tuple[Thread, ReplyGraph]) -> str | None:
    if question.variable != "reply_stance":
        return question.target
    thread, graph = of
    parent = int(graph.parent[number])
    return thread.comments[parent].id if parent >= 0 else graph.stated.get(number) if parent == MISSING else None


def _undecided(own: Own, thread: Thread, graph: ReplyGraph, known: set[str]) -> Iterator[Coding]:
    """Yield that nobody can tell of the comments that cannot be judged."""
    variables = dict.fromkeys(question.variable for question in own.questions)
    for number, comment in enumerate(thread.comments):
        if comment.id in known:
            continue
        known.add(comment.id)
        for variable in variables:
            question = next(each for each in own.questions if each.variable == variable)
            target = _target(question, number, (thread, graph)) if variable == "reply_stance" else None
            yield Coding(
                comment=comment.id,
                variable=variable,  # type: ignore[arg-type]  # checked when the coder was read
                target=target,
                code=None,
                coder=own.name,
            )
