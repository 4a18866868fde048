"""Answers: what somebody decided, one for each question about each comment, whatever the exercise."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from discourse.codebook import Codebook
from discourse.human.codings import ABSENT, Codings
from discourse.human.consensus import Question, answers
from discourse.model import Coding, Thread, Variable
from discourse.replies.build import reply_graph
from discourse.replies.graph import MISSING

REPLIES = "answers"
"""The question of the exercise on reply graphs: what does this comment answer?"""
ARTICLE = "article"
"""The answer that it answers the article; comments are named by their numbers."""


class Unit(NamedTuple):
    """A question about a comment: ``reply_stance``, ``claim staged``, ``stance us``, or ``answers``."""

    question: str
    comment: str


Answers = Mapping[Unit, str | None]
"""A code for each unit that somebody decided; ``None`` where they cannot tell."""


class KeyEntry(msgspec.Struct, frozen=True):
    """What the key says of a unit: the code, and those that are as defensible."""

    question: str
    comment: str
    codes: tuple[str, ...]


Key = Mapping[Unit, tuple[str, ...]]


def questions_in(book: Codebook, variables: Iterable[Variable]) -> list[Question]:
    """Return what is asked of each comment by a codebook."""
    targets: dict[Variable, list[str | None]] = {
        "claim": [claim.id for claim in book.claim_types],
        "stance": [target.id for target in book.targets],
        "reply_stance": [None],
    }
    return [Question(variable, target) for variable in variables for target in targets.get(variable, [])]


def name_of(question: Question) -> str:
    """Return what a question is called in units and files.

    >>> name_of(Question("claim", "staged")), name_of(Question("reply_stance"))
    ('claim staged', 'reply_stance')
    """
    return question.variable if question.target is None else f"{question.variable} {question.target}"


def answers_of(codings: Codings, questions: Sequence[Question]) -> dict[Unit, str | None]:
    """Return what a coder decided of these questions."""
    return {
        Unit(name_of(question), comment): code
        for question in questions
        for (_, comment), code in answers(codings, question).items()
    }


def unread_of(codings: Codings, questions: Sequence[Question]) -> dict[Unit, str]:
    """Return what stood where a coder decided one of these questions and nobody can read how."""
    found: dict[Unit, str] = {}
    for coded in codings.comments:
        read = {Question(mark.variable, mark.target) for mark in coded.marks if not mark.is_unread}
        for mark in (mark for mark in coded.marks if mark.is_unread):
            own = (each for each in questions if each.variable == mark.variable and each not in read)
            units = (Unit(name_of(each), coded.comment) for each in own if mark.target in (None, each.target))
            found |= dict.fromkeys(units, mark.said or "")
    return found


def machine_answers(
    codings: Iterable[Coding], questions: Sequence[Question], comments: Iterable[str]
) -> dict[Unit, str | None]:
    """Return what a machine decided: what it does not find is absent, and where it abstains it cannot tell."""
    said: dict[tuple[str, Question], Coding] = {}
    silent: set[tuple[str, str]] = set()
    for coding in codings:
        target = None if coding.variable == "reply_stance" else coding.target
        place = coding.comment, Question(coding.variable, target)
        if coding.code is None and target is None:
            silent.add((coding.comment, coding.variable))
        if place not in said or (coding.probability or 0) > (said[place].probability or 0):
            said[place] = coding
    return {
        Unit(name_of(question), comment): _machine(
            said.get((comment, question)), (comment, question.variable) in silent
        )
        for question in questions
        for comment in comments
    }


def _machine(coding: Coding | None, silent: bool) -> str | None:
    if coding is not None:
        return coding.code
    return None if silent else ABSENT


def stated_replies(thread: Thread) -> dict[Unit, str]:
    """Return what each comment answers where the page states it."""
    graph = reply_graph(thread, infer=False)
    return {
        Unit(REPLIES, comment.id): _answered(int(parent))
        for comment, parent in zip(thread.comments, graph.parent, strict=True)
        if parent != MISSING
    }


def guessed_replies(thread: Thread) -> dict[Unit, str | None]:
    """Return what a machine guesses that each comment answers, which sees what students see: a flat list."""
    graph = reply_graph(flat(thread))
    return {
        Unit(REPLIES, comment.id): None if parent == MISSING else _answered(int(parent))
        for comment, parent in zip(thread.comments, graph.parent, strict=True)
    }


def flat(thread: Thread) -> Thread:
    """Return a thread as a page shows it that states no replies, oldest first as far as times are known."""
    comments = sorted(thread.comments, key=lambda comment: comment.posted or "") if _dated(thread) else thread.comments
    bare = (msgspec.structs.replace(each, reply_to=None, reply_to_author=None, quotes=()) for each in comments)
    return msgspec.structs.replace(thread, comments=tuple(bare), shown_order="oldest")


def _dated(thread: Thread) -> bool:
    """Return whether every comment has a time that can be compared with the others."""
    lengths = {len(comment.posted) if comment.posted else 0 for comment in thread.comments}
    return len(lengths) == 1 and lengths != {0}


def _answered(parent: int) -> str:
    return ARTICLE if parent < 0 else str(parent + 1)
