"""What moved a coding of the coder ``linear``: its named marks one by one, and its words by where they stand."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from discourse.codebook import Codebook, Target
from discourse.coders import cues, pairs
from discourse.coders.claims.acts import acts_in
from discourse.coders.claims.coding import ClaimsRead, claim_codings
from discourse.coders.claims.reasons import explain_claims, explain_statements
from discourse.coders.columns import gathered
from discourse.coders.explanation import Explanation, Move, abstains, log_linear, placed
from discourse.coders.linear.asking import ASKING_NOTHING, asking, judging_moves
from discourse.coders.linear.classed_texts import Read
from discourse.coders.linear.definition_sides import sides_of
from discourse.coders.linear.everyday_reasons import beside_cues, is_told_so, nearest, number_of
from discourse.coders.linear.everyday_reasons import explained as explained_claim
from discourse.coders.linear.exchanges import Batch, Reading
from discourse.coders.linear.form_coding import KIND, clauses_of
from discourse.coders.linear.forms import OWN as FORM_WORDS
from discourse.coders.linear.forms import meant, without_meaning
from discourse.coders.linear.heavy_words import Heavy, Spoken, Turned, by_text
from discourse.coders.linear.implied_coding import ByWords, all_asked, by_claims
from discourse.coders.linear.marks import mark_names
from discourse.coders.linear.model import Features, Model, shipped, sums
from discourse.coders.linear.page_columns import OTHER, SAME, TURNS, Known, page_scores, said_alone
from discourse.coders.linear.pages import STANCE, form_model, learned_odds, page_model, page_weights
from discourse.coders.linear.replies import CODES, OWN, WORD, ReplyColumns, names
from discourse.coders.linear.reply_coding import claims_heard, columns_and_kinds
from discourse.coders.linear.stance_coding import (
    NETS,
    Heard,
    chosen,
    heard_stances,
    is_asked,
    read_as_claims,
    stance_model,
    target_words,
    weighed,
)
from discourse.coders.linear.stance_coding import Asked as StanceAsked
from discourse.coders.linear.stances import OWN as STANCE_WORDS
from discourse.coders.linear.stances import stance_features
from discourse.coders.linear.statements import as_claims
from discourse.coders.sides import Sides, sides
from discourse.coders.stance.implied import Asked as Implied
from discourse.coders.stance.implied import explained
from discourse.coders.words import Bools, Ints, Words, read_words
from discourse.languages import comment_languages
from discourse.model import Coding, Thread
from discourse.removed import is_gone
from discourse.replies.graph import ReplyGraph


def explain(
    thread: Thread, graph: ReplyGraph, codebook: Codebook, codings: tuple[Coding, ...]
) -> tuple[Explanation, ...]:
    """Return what moved the codings of reply stance, stance, form and claims.

    Those of one variable, and of one target, are read together, which takes a tenth of the time of one by one. Those
    that cues decided have the reasons of the cues.
    """
    cued = tuple(one for one in codings if one.coder == "cues" and one.variable != "claim")
    codings = tuple(one for one in codings if one.coder != "cues" or one.variable == "claim") if cued else codings
    targets = {target.id: target for target in codebook.targets}
    together: dict[tuple[str, str], list[_Asked]] = {}
    for place, (coding, numbers) in enumerate(placed(thread, codings)):
        key: str = "abstains" if coding.code is None else coding.variable
        if not numbers or coding.variable == "claim" or (key == "stance" and coding.target not in targets):
            continue
        target = coding.target if key == "stance" and coding.target else ""
        together.setdefault((key, target), []).append(_Asked(place, coding, numbers[0]))
    source = _Source(thread, graph, codebook)
    found: dict[int, Explanation] = {}
    for (key, target), asked in together.items():
        explanations = _stances(source, asked, targets[target]) if target else _EXPLAINING[key](source, asked)
        found.update(zip((one.place for one in asked), explanations, strict=True))
    claims = [coding for coding in codings if coding.variable == "claim"]
    by_cues = cues.explain(thread, graph, codebook, cued) if cued else ()
    return (*(found[place] for place in sorted(found)), *(_claims(source, claims) if claims else ()), *by_cues)


class _Asked(NamedTuple):
    """A coding to be explained: its place among all of them, and the number of its comment."""

    place: int
    coding: Coding
    number: int


class _Source:
    """A thread with its graph, read when it is first needed."""

    def __init__(self, thread: Thread, graph: ReplyGraph, codebook: Codebook) -> None:
        self.thread, self.graph, self.codebook = thread, graph, codebook

    @cached_property
    def reading(self) -> Reading:
        return Reading.of(gathered([(self.thread, self.graph)]))

    @cached_property
    def claims(self) -> ClaimsRead | None:
        """The claims as they are read."""
        return claims_heard(self.reading, self.codebook)

    @cached_property
    def sides(self) -> Sides:
        """Who shares a claim with what is answered."""
        claims = claim_codings(self.claims)
        return sides(claims, self.reading.threads.parent, acts_in(self.codebook))

    @cached_property
    def asked(self) -> StanceAsked:
        """The stances of the codebook, as they are asked about."""
        return StanceAsked(self.reading, self.codebook)

    @cached_property
    def heard(self) -> list[Heard]:
        """What is heard of stances."""
        batches = self.reading.batches(self.reading.judged)
        return [each for batch in batches for each in heard_stances(self.asked, batch)]

    @cached_property
    def talked_of(self) -> frozenset[str]:
        """The statements that the thread does not argue about, by the ids of their targets."""
        if not self.read_as_claims:
            return frozenset()
        read = {claim.definition for claim in self.stated.claim_types}
        found = [one for one in chosen(self.asked, self.heard) if one.target.statement in read]
        return frozenset(one.target.id for one in found if not one.argued.all())

    @cached_property
    def implied(self) -> dict[str, tuple[Implied, Ints]]:
        """By the id of each target that claims speak for or against, who is asked about it, and whom claims judge."""
        speaks = sides_of(self.codebook)
        if not speaks:
            return {}
        words = ByWords.of(self.asked, self.heard)
        found = all_asked(self.reading, speaks, claim_codings(self.claims), words.by_name)
        return {self.codebook.targets[each.target].id: (each.asked, by_claims(each).judged) for each in found}

    @property
    def stated(self) -> Codebook:
        """The statements as claims."""
        return as_claims(self.codebook)

    @cached_property
    def read_as_claims(self) -> ClaimsRead | None:
        """What comments say of the statements, as they are read."""
        return read_as_claims(self.reading, self.codebook)

    def own(self, number: int) -> Words:
        """Return the words of one comment."""
        return next(self.reading.batches(np.array([number]))).own

    def batches(self, asked: list[_Asked]) -> Iterator[tuple[list[_Asked], Batch]]:
        """Yield what is asked with the words of the comments and of what these answer, so many at a time."""
        numbers = np.array([one.number for one in asked], np.int64)
        begun = 0
        for batch in self.reading.batches(numbers):
            yield asked[begun : begun + len(batch.number)], batch
            begun += len(batch.number)


def _claims(source: _Source, codings: list[Coding]) -> list[Explanation]:
    """Return what moved codings of claims: those that words show first, then those that learned weights found."""
    shown = [coding for coding in codings if not is_told_so(coding)]
    found = [
        *explain_claims(source.thread, source.codebook, shown, source.claims),
        *(Explanation(coding, (), 0.0) for coding in codings if is_told_so(coding)),
    ]
    places = placed(source.thread, (told.coding for told in found))
    return [_weighed(source, told, numbers) for told, (_, numbers) in zip(found, places, strict=True)]


def _weighed(source: _Source, told: Explanation, numbers: Sequence[int]) -> Explanation:
    """Return the explanation of a claim with what learned weights make of the comments that it may be of."""
    coding, claim, alone = told.coding, number_of(told.coding, source.codebook), is_told_so(told.coding)
    if claim is None or coding.code is None or not (alone or told.parts):
        return told
    own = [source.own(number) for number in numbers if source.reading.can_judge[number]]
    found = [explained_claim(coding, words, claim) if alone else beside_cues(told, words, claim) for words in own]
    return nearest(coding, found) if found else told


def _forms(source: _Source, asked: list[_Asked]) -> Iterator[Explanation]:
    model = form_model()
    comments = source.thread.comments
    numbers = list(dict.fromkeys(one.number for one in asked))
    clauses, before, comment = clauses_of(read_words([comments[number].text for number in numbers]))
    starts = clauses.begin_of(clauses.first[:-1])
    at: dict[tuple[int, int], int] = {}
    for clause, (text, start) in enumerate(zip(comment.tolist(), starts.tolist(), strict=True)):
        at.setdefault((numbers[text], start), clause)
    wanted = [at.get((one.number, one.coding.span[0] if one.coding.span else 0), -1) for one in asked]
    taken = np.array([clause for clause in wanted if clause >= 0], np.int64)
    own = clauses.taken(taken)
    columns, beside = without_meaning(own, before.taken(taken)), meant(own, model.named)
    moves = _column_moves(model, columns, KIND, Spoken(own, FORM_WORDS, beside=beside))
    asks = iter(asking(own).tolist())
    for one, clause in zip(asked, wanted, strict=True):
        if clause < 0:
            yield Explanation(one.coding, (), 0.0)
        elif next(asks):
            yield log_linear(one.coding, model.codes, next(moves))
        else:
            yield log_linear(one.coding, ASKING_NOTHING, judging_moves(next(moves)))


def _stances(source: _Source, asked: list[_Asked], target: Target) -> Iterable[Explanation]:
    if target.id in source.implied:
        told, judged = source.implied[target.id]
        left = [one for one in asked if one.number not in judged]
        labels = [claim.label for claim in source.codebook.claim_types]
        found = {one.place: explained(told, one.coding, one.number, labels) for one in asked if one.number in judged}
        found |= dict(zip([one.place for one in left], _by_weights(source, left, target), strict=True))
        return [found[one.place] for one in asked]
    if target.id in source.talked_of:
        first = next(claim.id for claim in source.stated.claim_types if claim.definition == target.statement)
        codings = [(one.coding, first) for one in asked]
        return explain_statements(source.thread, source.stated, codings, source.read_as_claims)
    return _by_weights(source, asked, target)


def _by_weights(source: _Source, asked: list[_Asked], target: Target) -> Iterator[Explanation]:
    model, kind = stance_model(target)
    beside = target_words([target])
    for some, batch in source.batches(asked):
        texts = len(batch.number)
        same = beside.taken(np.zeros(texts, np.int64))
        features = stance_features(batch.own, same, batch.answered, np.zeros(texts, bool))
        spoken = _beside_pairs(
            model, kind, pairs.Asked(beside, batch.own), is_asked(model, kind, sums(model, features))
        )
        for one, moves in zip(some, _column_moves(model, features, kind, spoken), strict=True):
            yield log_linear(one.coding, model.codes, moves)


def _beside_pairs(model: Model, kind: str, asked: pairs.Asked, heeded: Bools) -> "Spoken":
    """Return the words of comments with what each adds in the net for pairs; what else it adds goes beyond them.

    The net adds only to the comments about which it is asked.
    """
    spoken, words = Spoken(asked.texts, STANCE_WORDS), asked.texts
    if not heeded.any():
        return spoken
    each, beyond = np.zeros((len(words.word), len(model.codes))), np.zeros((words.texts, len(model.codes)))
    numbers = np.flatnonzero(heeded)
    found = pairs.worth_of_words(pairs.shipped(NETS[kind]), asked._replace(texts=words.taken(numbers)))
    for number, one in zip(numbers.tolist(), found, strict=True):
        first = words.first[number]
        each[first : first + len(one.words)] = one.words
        beyond[number] = one.rest
    return spoken._replace(beside=weighed(model, kind, each), beyond=weighed(model, kind, beyond))


def _column_moves(model: Model, features: Features, kind: str, spoken: Spoken) -> Iterator[list[Move]]:
    """Yield for each text the base rate, the named columns, the heaviest words, and all else together."""
    sharp = model.sharpness[kind]
    base = Move(f"place:{kind}", None, tuple((np.array(model.base[kind]) * sharp).tolist()))
    heavy = Heavy(model.hashed.times(sharp), features.cells, spoken.times(sharp))
    for text, named in enumerate(by_text(features.named, features.texts)):
        columns = zip(named.column.tolist(), named.value.tolist(), strict=True)
        worth = [
            Move(model.names[column], None, tuple((model.named[column] * value * sharp).tolist()))
            for column, value in columns
        ]
        yield [base, *worth, *heavy.moves(text)]


def _abstentions(source: _Source, asked: list[_Asked]) -> Iterator[Explanation]:
    languages = comment_languages(source.thread)
    comments = [source.thread.comments[one.number] for one in asked]
    worded = Read(read_words([comment.text for comment in comments]), "en").words.count > 0
    for one, comment, has_words in zip(asked, comments, worded.tolist(), strict=True):
        if is_gone(comment):
            why = "deleted"
        elif not has_words:
            why = "wordless"
        elif languages[one.number] != "en":
            why = "language"
        else:
            why = "parent" if one.coding.variable == "reply_stance" else "unsure"
        yield abstains(one.coding, why)


def _replies(source: _Source, asked: list[_Asked]) -> Iterator[Explanation]:
    for some, batch in source.batches(asked):
        columns, kinds = columns_and_kinds(source.reading, batch)
        claims = source.sides.taken(batch.number)
        known = Known(kinds, claims, source.reading.threads.turns(batch.number))
        logits = page_model(STANCE).logits(columns, page_scores(columns, learned_odds(columns, kinds), known))
        spoken, alone = _reply_moves(columns, kinds.tolist()), _alone_moves(columns)
        for text, (one, moves) in enumerate(zip(some, spoken, strict=True)):
            counted = [*moves, *alone.get(text, ()), *_turn_moves(known.turns[:, text]), *_claim_moves(claims, text)]
            beyond = logits[text] - np.sum([move.weights for move in counted], axis=0)
            yield log_linear(one.coding, CODES, [*counted, Move("counts no further", None, beyond.tolist())])


def _alone_moves(columns: ReplyColumns) -> dict[int, list[Move]]:
    """Return by text what it counts that it says nothing but a set phrase."""
    words, marks = columns.read.words, columns.marks
    return {
        text: [Move("nothing else", (int(words.place[marks.first[at]]), int(words.end[marks.last[at] - 1])), added)]
        for at, text, added in zip(*(each.tolist() for each in said_alone(columns)), strict=True)
    }


def _turn_moves(turns: Bools) -> Iterator[Move]:
    """Yield what it counts who wrote a comment."""
    for name, is_so, weights in zip(TURNS, turns.tolist(), page_weights().turns.tolist(), strict=True):
        if is_so:
            yield Move(f"turn:{name}", None, tuple(weights))


def _claim_moves(claims: Sides, text: int) -> Iterator[Move]:
    """Yield what it counts that a comment shares a claim with what it answers, with the words of the claim."""
    weights = page_weights().claims
    for name, shared in ((SAME, claims.same), (OTHER, claims.other)):
        if shared.sure[text]:
            span = int(shared.begin[text]), int(shared.end[text])
            yield Move(name, span if span[0] >= 0 else None, (weights[name] * shared.sure[text]).tolist())


_EXPLAINING = {"abstains": _abstentions, "reply_stance": _replies, "form": _forms}


def _reply_moves(columns: ReplyColumns, kinds: list[str]) -> Iterator[list[Move]]:
    """Yield for each comment how its place, its marks and its words moved its reply stance."""
    weights = page_weights()
    words, marks = columns.read.words, columns.marks
    begun = np.searchsorted(marks.row, np.arange(len(kinds) + 1))
    spoken = Spoken(words, OWN, WORD, beside=weights.meaning.each(words))
    heavy = Heavy(Turned(shipped("reply_stance").hashed, weights.learned), columns.features.cells, spoken)
    for text, named in enumerate(by_text(columns.features.named, len(kinds))):
        kind = kinds[text]
        moves = [Move("place:article" if kind == "article" else "place:comment", None, weights.base[kind].tolist())]
        here = slice(begun[text], begun[text + 1])
        spans = {
            int(mark): (int(words.place[first]), int(words.end[last - 1])) if first >= 0 else None
            for mark, first, last in zip(marks.mark[here], marks.first[here], marks.last[here], strict=True)
        }
        shown = np.array([spans.get(column) is not None for column in named.column.tolist()], bool)
        each = weights.named[named.column] + weights.shown[named.column] * shown[:, None]
        worth = (each * named.value[:, None]).tolist()
        for column, counts in zip(named.column.tolist(), worth, strict=True):
            name = names()[column]
            what = name if column < len(mark_names()) else f"size:{name}"
            moves.append(Move(what, spans.get(column), tuple(counts)))
        yield [*moves, *heavy.moves(text)]
