"""Stance toward the targets of a codebook: the words that judge beside the target, and learned weights."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

import msgspec
import numpy as np

from discourse.codebook import Codebook, Target
from discourse.coders.evaluations import evaluative
from discourse.coders.linear.exchanges import AT_ONCE, LANGUAGE, Batch, batches, in_english, opening_of
from discourse.coders.linear.marks import WORD, classes
from discourse.coders.linear.model import Matrix, decide, probabilities, shipped, sums
from discourse.coders.linear.naming import Naming, naming_of
from discourse.coders.linear.stances import CODES, stance_features
from discourse.coders.linear.words import Bools, Ints, read_words
from discourse.coders.mentions import Names
from discourse.coders.stance import code_stance
from discourse.languages import Languages
from discourse.model import Coding, Thread
from discourse.replies.graph import ARTICLE, MISSING, ReplyGraph

CODER = "linear"
SURE = 0.99
_JUDGED = 0.65
"""Probability from which words that judge, beside the name of the target, decide alone."""
NONE = CODES.index("none")
_UNKNOWN = 0.4
"""Probability below which the coder does not know."""
_UNSHOWN = 0.7
"""Probability that a side needs where the target is named and no word judges it."""
_UNNAMED = 0.5
"""Probability that a stance needs in a comment that does not name the target itself."""


def code_stances(thread: Thread, graph: ReplyGraph, codebook: Codebook, languages: Languages) -> tuple[Coding, ...]:
    """Return one coding for each comment and each target in its scope.

    A named target is in the scope of the comments that name it; it stays in that of an answer to one of these, which
    is coded only where it clearly takes a side. A statement is in the scope of every comment.
    """
    asked = Asked(thread, graph, codebook, languages)
    english = [stance_codings(asked, batch) for batch in batches(thread, graph, in_english(thread, languages))]
    return (*foreign_codings(asked), *chain.from_iterable(english))


class Asked(NamedTuple):
    """What is asked: the stances of a codebook, in a thread."""

    thread: Thread
    graph: ReplyGraph
    codebook: Codebook
    languages: Languages


def foreign_codings(asked: Asked) -> tuple[Coding, ...]:
    """Return what cues make of the comments in other languages."""
    if not asked.codebook.targets:
        return ()
    foreign = np.array([number for number, language in enumerate(asked.languages) if language != LANGUAGE], np.int64)
    found: dict[tuple[int, str], Coding] = {}
    for batch in batches(asked.thread, asked.graph, foreign):
        found |= _cue_codings(asked, batch, naming_of(asked.thread, batch, asked.codebook))
    return tuple(coding for _, coding in sorted(found.items()))


def stance_codings(asked: Asked, batch: Batch) -> tuple[Coding, ...]:
    """Return the codings of a batch of comments in English, target by target."""
    targets = asked.codebook.targets
    if not targets:
        return ()
    naming = naming_of(asked.thread, batch, asked.codebook)
    cues = _cue_codings(asked, batch, naming)
    title = opening_of(asked.thread.article)[:200]
    scopes = [_scope(batch, place, target, (naming, cues, title)) for place, target in enumerate(targets)]
    worded = batch.own.per_text(batch.own.of_word(classes(LANGUAGE)) & WORD) > 0
    judged = _judged(batch, targets, [scope.judged for scope in scopes])
    chances = [np.where(worded[scope.judged, None], each, 0.0) for scope, each in zip(scopes, judged, strict=True)]
    return tuple(
        coding
        for target, scope, chance in zip(targets, scopes, chances, strict=True)
        for coding in _codings(asked.thread, batch, target, (scope, chance, cues))
    )


def _cue_codings(asked: Asked, batch: Batch, naming: Naming) -> dict[tuple[int, str], Coding]:
    """Return the codings that judging words make of the comments of a batch, by number and target."""
    thread, parent = asked.thread, np.maximum(batch.parent, 0)
    own_foreign, foreign = (
        np.array([asked.languages[at] != LANGUAGE for at in numbers.tolist()], bool)
        for numbers in (batch.number, parent)
    )
    above = naming.parent_names & (naming.answered.any(axis=1) | foreign)
    title = bool(Names(asked.codebook.targets, asked.codebook.language).targets(thread.article.title or ""))
    chosen = naming.own.any(axis=1) | own_foreign
    speaks = own_foreign | naming.quotes | (batch.own.per_text(batch.own.of_word(_is_pronoun)) > 0)
    chosen &= naming.names | ((above | (batch.to_article & title)) & speaks)
    if not chosen.any():
        return {}
    numbers = batch.number[chosen].tolist()
    shown = sorted({*numbers, *batch.parent[chosen & above].tolist()})
    place = {number: at for at, number in enumerate(shown)}
    comments = tuple(msgspec.structs.replace(thread.comments[number], id=str(number)) for number in shown)
    parents = np.array(
        [place.get(above, above if above == ARTICLE else MISSING) for above in asked.graph.parent[shown].tolist()]
    )
    graph = replace(
        asked.graph, comments=tuple(map(str, shown)), parent=parents, kind=asked.graph.kind[shown],
        probability=asked.graph.probability[shown],
    )  # fmt: skip
    part = Thread(article=thread.article, comments=comments)
    found = code_stance(part, graph, asked.codebook, [asked.languages[number] for number in shown])
    wanted = set(numbers)
    return {
        (int(coding.comment), coding.target or ""): msgspec.structs.replace(
            coding, comment=thread.comments[int(coding.comment)].id
        )
        for coding in found
        if int(coding.comment) in wanted
    }


def _is_pronoun(words: Sequence[str]) -> Bools:
    pronouns = evaluative(LANGUAGE).classes["pronouns"]
    return np.array([word in pronouns for word in words], bool)


class _Scope(NamedTuple):
    """Which comments of a batch are coded for a target: those that cues decide, and those to be judged by weights.

    ``unnamed`` tells of each judged one whether it does not name the target itself.
    """

    decided: list[Coding]
    judged: Ints
    unnamed: Bools


def _scope(
    batch: Batch, place: int, target: Target, known: tuple[Naming, dict[tuple[int, str], Coding], str]
) -> _Scope:
    naming, cues, opening = known
    named = naming.own[:, place]
    number = batch.number.tolist()
    if target.statement:
        rows, named = np.arange(len(number)), np.ones(len(number), bool)
    else:
        title = bool(Names([target]).targets(opening))
        rows = np.flatnonzero(named | naming.answered[:, place] | (batch.to_article & title))
    found = [cues.get((number[row], target.id)) for row in rows.tolist()]
    decided = [cue for cue in found if cue is not None and _decides(cue)]
    has_cue = np.array([cue is not None for cue in found], bool)
    open_to = ~np.array([cue is not None and _decides(cue) for cue in found], bool)
    kept = open_to & (has_cue | ~named[rows] | bool(target.statement))
    return _Scope(decided, rows[kept], ~named[rows[kept]])


def _judged(batch: Batch, targets: Sequence[Target], rows: Sequence[Ints]) -> list[Matrix]:
    """Return the probabilities of the codes for comments of a batch toward each target."""
    model = shipped("stance")
    words = read_words([target.statement or target.label for target in targets])
    row = np.concatenate(rows)
    place = np.repeat(np.arange(len(targets)), [len(each) for each in rows])
    opens = np.zeros(AT_ONCE, bool)
    summed = [np.zeros((0, len(model.codes)))]
    for start in range(0, len(row), AT_ONCE):
        here, toward = row[start : start + AT_ONCE], place[start : start + AT_ONCE]
        own, answered = batch.own.taken(here), batch.answered.taken(here)
        summed.append(sums(model, stance_features(own, words.taken(toward), answered, opens[: len(here)])))
    parts = np.split(np.concatenate(summed), np.cumsum([len(each) for each in rows])[:-1])
    return [probabilities(model, part, _kind(target)) for target, part in zip(targets, parts, strict=True)]


def _kind(target: Target) -> str:
    return "statement" if target.statement else "target"


def _codings(
    thread: Thread, batch: Batch, target: Target, found: tuple[_Scope, Matrix, dict[tuple[int, str], Coding]]
) -> Iterator[Coding]:
    """Yield the codings of one target."""
    scope, probability, cues = found
    yield from scope.decided
    model = shipped("stance")
    given = decide(model, probability, _kind(target)).tolist()
    chances = probability.tolist()
    for at, (number, code) in enumerate(zip(batch.number[scope.judged].tolist(), given, strict=True)):
        cue, chance, name = cues.get((number, target.id)), chances[at][code], model.codes[code]
        if cue is not None and not target.statement:
            yield _named(_coding(thread, number, target, name, chance, cue.span), cue, float(probability[at, NONE]))
        elif target.statement or (scope.unnamed[at] and name != "none" and chance >= _UNNAMED):
            yield _coding(thread, number, target, name, chance, None)


def _named(coding: Coding, cue: Coding, nothing: float) -> Coding:
    """Return the coding, or *none* where no word judges the target named and the weights are not sure of a side.

    ``nothing`` is the probability of *none*.
    """
    if cue.code != "none" or coding.code in {"none", None} or (coding.probability or 0) >= _UNSHOWN:
        return coding
    known = nothing >= _UNKNOWN
    return msgspec.structs.replace(
        coding, code="none" if known else None, probability=round(nothing, 3) if known else None
    )


def _decides(cue: Coding) -> bool:
    return cue.code in {"favor", "against"} and (cue.probability or 0) >= _JUDGED


def _coding(
    thread: Thread, number: int, target: Target, code: str, chance: float, span: tuple[int, int] | None
) -> Coding:
    known = chance >= _UNKNOWN
    return Coding(
        comment=thread.comments[number].id, variable="stance", target=target.id, code=code if known else None,
        coder=CODER, probability=round(min(chance, SURE), 3) if known else None, span=span,
    )  # fmt: skip
