"""What moved a coding of the coder ``neural``: what it owes to each word, and to what stands around the comment.

An encoder adds nothing up, so it is asked again without each of these (``coders/erasure.py``). Claims that are told as
``linear`` tells them, and sides that follow from claims, have the reasons that they have there.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec
import numpy as np

from discourse.codebook import Codebook
from discourse.coders import linear
from discourse.coders.claims.reasons import explain_statements
from discourse.coders.columns import Threads, gathered
from discourse.coders.erasure import Erased, owed, without, words_and_clauses
from discourse.coders.explanation import Explanation, placed
from discourse.coders.linear.coding import code_claims
from discourse.coders.linear.exchanges import Reading as ThreadsRead
from discourse.coders.linear.stance_coding import read_as_claims
from discourse.coders.linear.statements import as_claims
from discourse.coders.neural.asking_again import (
    NOBODY,
    ClauseAsked,
    ReplyAsked,
    form_odds,
    match_odds,
    reply_odds,
    stance_odds,
)
from discourse.coders.neural.coding import CommentRead, ThreadRead
from discourse.coders.neural.layout import TASKS
from discourse.coders.neural.reading import Place
from discourse.coders.neural.stance import Asked, StancesRead, asked_about, begin_read
from discourse.coders.neural.wordpiece import READ
from discourse.coders.sides import Sides, no_sides, sides_among
from discourse.coders.stance.implied import explained
from discourse.model import Coding, Thread
from discourse.replies.graph import ReplyGraph
from discourse.text import Span

MOST_ASKED = 400
"""How often the encoder is asked again for one call: some four seconds. Beyond that clauses are left out in place of
words, and where even that is too often nothing is told."""
_ANSWERED, _CLAIMS, _REST = Erased("owes:answered"), Erased("owes:claims"), Erased("owes:rest")


class Question(NamedTuple):
    """A coding to be explained: the number of its comment, and what is left out of it in turn."""

    coding: Coding
    number: int
    erased: tuple[Erased, ...]


def explain(
    thread: Thread, graph: ReplyGraph, codebook: Codebook, codings: tuple[Coding, ...]
) -> tuple[Explanation, ...]:
    """Return what moved codings; one that nothing can be told of has no parts."""
    source = Source(thread, graph, codebook)
    numbers = {coding: found[0] for coding, found in placed(thread, codings) if found}
    told = _as_linear(source, [one for one in numbers if one.code is None or one.variable == "claim"])
    told |= {coding: why for coding, number in numbers.items() if (why := source.by_claims(coding, number))}
    left = [(coding, number) for coding, number in numbers.items() if coding not in told]
    told |= {one.coding: _ASKED[one.coding.variable](source, one) for one in _affordable(source, left)}
    return tuple(told[coding] for coding in codings if coding in told)


def _as_linear(source: "Source", codings: Sequence[Coding]) -> dict[Coding, Explanation]:
    """Return what the coder ``linear`` can tell of codings: of claims that it finds, and of what cannot be judged."""
    known = source.claims_of_linear if any(one.variable == "claim" for one in codings) else {}
    own = {known.get((one.comment, one.target), one): one for one in codings}
    told = linear.explain(source.thread, source.graph, source.codebook, tuple(own)) if own else ()
    as_own = [one._replace(coding=own[one.coding]) for one in told]
    return {one.coding: one for one in as_own if one.parts}


def _affordable(source: "Source", codings: Sequence[tuple[Coding, int]]) -> list[Question]:
    """Return what is left out for each coding: words, or clauses where there are too many."""
    for by_word in (True, False):
        questions = [Question(one, number, source.erased(one, number, by_word=by_word)) for one, number in codings]
        if sum(1 + len(one.erased) for one in questions) <= MOST_ASKED:
            return [one for one in questions if one.erased]
    return []


class Source:
    """A thread with its graph and codebook, read when it is first needed."""

    def __init__(self, thread: Thread, graph: ReplyGraph, codebook: Codebook) -> None:
        self.thread, self.graph, self.codebook = thread, graph, codebook

    @cached_property
    def whole(self) -> ThreadRead:
        """The thread as the encoder reads it."""
        return ThreadRead.of(self.thread, self.graph, self.codebook)

    @cached_property
    def claims_of_linear(self) -> dict[tuple[str, str | None], Coding]:
        """The claims that the coder ``linear`` finds, by comment and claim type."""
        return {(one.comment, one.target): one for one in code_claims(self.thread, self.graph, self.codebook)}

    @cached_property
    def threads(self) -> Threads:
        """The thread as columns."""
        return gathered([(self.thread, self.graph)])

    @cached_property
    def sides(self) -> Sides:
        """Who shares a claim with what is answered."""
        return sides_among(self.whole.claims, self.thread, self.graph, self.codebook)

    @cached_property
    def stances(self) -> StancesRead:
        """The stances as they are read."""
        return self.whole.stances(self.thread, self.graph, self.codebook)

    @cached_property
    def asked(self) -> dict[tuple[int, str], Asked]:
        """Who is asked about which target, by the number of the comment and the target's id."""
        return {(one.number, one.target.id): one for one in asked_about(self.thread, self.graph, self.codebook)}

    def by_claims(self, coding: Coding, number: int) -> Explanation | None:
        """Return why a side was given that follows from claims, or a statement that is only talked of."""
        if coding.variable != "stance" or coding.code is None:
            return None
        for each in self.stances.told:
            if self.codebook.targets[each.target].id == coding.target and number in each.asked.comment:
                return explained(each.asked, coding, number, [claim.label for claim in self.codebook.claim_types])
        return self._talked_of(coding) if coding.target in self.stances.talked_of else None

    def _talked_of(self, coding: Coding) -> Explanation | None:
        stated, reading = as_claims(self.codebook), ThreadsRead.of(self.threads)
        statement = next(one.statement for one in self.codebook.targets if one.id == coding.target)
        claim = next((one.id for one in stated.claim_types if one.definition == statement), None)
        if claim is None:
            return None
        return explain_statements(self.thread, stated, [(coding, claim)], read_as_claims(reading, self.codebook))[0]

    def text(self, number: int) -> str:
        """Return the words of a comment."""
        return self.thread.comments[number].text

    def clause(self, coding: Coding, number: int) -> tuple[CommentRead, Place] | None:
        """Return the clause that a coding of form is of, with the comment as it was read."""
        one = self.whole.comments[number]
        places = one.reading.clauses if one else ()
        return next(((one, place) for place in places if one and tuple(place.span) == coding.span), None)

    def erased(self, coding: Coding, number: int, *, by_word: bool) -> tuple[Erased, ...]:
        """Return what is left out in turn to explain a coding: words or clauses of the comment, and what is around."""
        text = self.text(number)
        answers = (_ANSWERED,) if self.whole.answered[number].parent.strip() else ()
        if coding.variable == "form":
            found = self.clause(coding, number)
            words = words_and_clauses(text, found[1].span, by_word=by_word) if found and by_word else []
            return (*words, *((_REST, *answers) if found else ()))
        begin = 0
        if coding.variable == "stance":
            one = self.asked.get((number, coding.target or ""))
            if one is None:
                return ()
            begin, answers = begin_read(one), () if one.target.statement else answers
        if coding.variable == "claim":
            return tuple(words_and_clauses(text, Span(*coding.span), by_word=by_word)) if coding.span else ()
        shares = coding.variable == "reply_stance" and self.shares_claim(number)
        words = words_and_clauses(text, Span(begin, min(len(text), READ)), by_word=by_word)
        return (*words, *answers, *((_CLAIMS,) if shares else ()))

    def shares_claim(self, number: int) -> bool:
        """Tell whether a comment shares a claim with what it answers."""
        return bool(self.sides.same.sure[number] or self.sides.other.sure[number])


def _texts(text: str, erased: Sequence[Erased]) -> list[str]:
    """Return a text as it stands, and without each of the characters that are left out."""
    return [text, *(without(text, one.span) for one in erased if one.span)]


def _reply(source: Source, question: Question) -> Explanation:
    number, erased = question.number, question.erased
    texts, shared = _texts(source.text(number), erased), source.sides.taken(np.array([number]))
    asked = ReplyAsked(source.thread, source.threads, number, source.whole.answered[number], shared)
    odds = [reply_odds(source.whole.by, asked, texts)]
    if _ANSWERED in erased:
        odds.append(reply_odds(source.whole.by, asked._replace(answered=NOBODY), texts[:1]))
    if _CLAIMS in erased:
        odds.append(reply_odds(source.whole.by, asked._replace(shared=no_sides(1)), texts[:1]))
    return owed(question.coding, TASKS["reply_stance"], np.concatenate(odds), erased)


def _form(source: Source, question: Question) -> Explanation:
    found = source.clause(question.coding, question.number)
    if found is None:
        return Explanation(question.coding, (), 0.0)
    one, place = found
    asked = ClauseAsked.of(source.text(question.number), one.reading, place)
    spans = [part.span for part in question.erased if part.span]
    variants = [asked, *(asked.without(span) for span in spans), asked.alone()]
    if _ANSWERED in question.erased:
        variants.append(asked.unanswered())
    return owed(question.coding, *form_odds(source.whole.by, variants), question.erased)


def _stance(source: Source, question: Question) -> Explanation:
    coding, number = question.coding, question.number
    one, beside = source.asked[number, coding.target or ""], source.whole.answered[number]
    asked = [(text, beside) for text in _texts(source.text(number), question.erased)]
    if _ANSWERED in question.erased:
        asked.append((source.text(number), NOBODY))
    return owed(coding, TASKS["stance"], stance_odds(source.whole.by, one, asked), question.erased)


def _claim(source: Source, question: Question) -> Explanation:
    """Return what moved a claim that the encoder alone finds: what its sentence owes to each word."""
    coding, claims = question.coding, source.codebook.claim_types
    definition = next((claim.definition for claim in claims if claim.id == coding.target), None)
    if definition is None or coding.span is None:
        return Explanation(coding, (), 0.0)
    begin, end = coding.span
    inside = [
        Erased(one.what, Span(one.span.start - begin, one.span.end - begin)) for one in question.erased if one.span
    ]
    odds = match_odds(source.whole.by, _texts(source.text(question.number)[begin:end], inside), definition)
    matched = msgspec.structs.replace(coding, code=TASKS["match"][0])
    return owed(matched, TASKS["match"], odds, question.erased)._replace(coding=coding, rivals=())


_ASKED = {"reply_stance": _reply, "form": _form, "stance": _stance, "claim": _claim}
