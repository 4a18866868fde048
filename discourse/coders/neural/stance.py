"""Stance by the encoder: toward the names that comments say, and toward statements, whatever a comment names."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec
import numpy as np

from discourse.codebook import Codebook, Target
from discourse.coders.columns import NOTHING, as_codings, claim_columns, gathered
from discourse.coders.linear.exchanges import Reading
from discourse.coders.linear.implied_coding import Implied, all_asked
from discourse.coders.linear.leaning import given_beside
from discourse.coders.linear.model import shipped
from discourse.coders.linear.stance_coding import UNKNOWN, held_in
from discourse.coders.linear.statements import Given, Held, is_argued
from discourse.coders.neural.codings import HIGHEST, coding_of
from discourse.coders.neural.definition_sides import sides_of
from discourse.coders.neural.encoder import Encoder, Read
from discourse.coders.neural.layout import TASKS, Pair, target_pair
from discourse.coders.neural.reading import Around, is_read
from discourse.coders.phrases import tokens
from discourse.coders.stance.implied import ByName, implied_codings
from discourse.coders.stance.mentions import Mention, Names, targets_of
from discourse.languages import Languages
from discourse.model import Coding, Thread
from discourse.removed import is_gone
from discourse.replies.graph import ARTICLE, ReplyGraph
from discourse.text import Span

Array = np.ndarray[Any, Any]
_SURE = 0.5
"""How probable a side has to be in a comment that does not name the target."""
_BEFORE, _FAR = 200, 600
"""Characters read before the first mention of a target, and from where on a mention stands far down in a comment."""
_READ = 20_000


class Asked(NamedTuple):
    """A comment's number and the target that it is asked about, and the characters that name it.

    ``by_name`` tells whether the comment names it, or is asked about a statement; else what it answers names it.
    """

    number: int
    target: Target
    named: Span | None
    by_name: bool = True


class StancesRead(NamedTuple):
    """The stances of a thread as they were read.

    ``found`` are the codings that words and the encoder tell, ``told`` who is asked about targets that claims speak
    for or against, ``talked_of`` the statements that the thread talks of without arguing about them, by target.
    """

    found: list[Coding]
    told: list[Implied]
    talked_of: frozenset[str]

    def codings(self, thread: Thread, graph: ReplyGraph, codebook: Codebook) -> list[Coding]:
        """Return the codings, by target as the codebook has them, then by comment; where claims tell a side, that."""
        places = {
            (thread.comments[row].id, codebook.targets[each.target].id)
            for each in self.told
            for row in each.asked.comment.tolist()
        }
        kept = [one for one in self.found if (one.comment, one.target) not in places]
        return [*kept, *_implied(self.told, thread, graph, codebook)]


def stances_read(
    by: Encoder,
    thread: Thread,
    graph: ReplyGraph,
    given: tuple[Codebook, Languages, Sequence[Around]],
    claims: Sequence[Coding] = (),
) -> StancesRead:
    """Return the stances of a thread as they are read.

    Toward a statement each comment has one; where the thread does not argue about it, but talks, it is that of the
    coder ``linear`` (``coders/linear/statements``). Toward a name each has one that says it; a comment that names no
    target is also read as being about the one target that what it answers names, and coded where it is for or against
    it. Of two sides toward a name that are nearly as probable that one is given which is rarer in the thread, as in
    ``linear``. Where claims speak for or against a target, ``claims`` tell most (``coders/implied``).
    """
    codebook, languages, answered = given
    found: list[Coding] = []
    named: dict[int, ByName] = {}
    talked_of: set[str] = set()
    reading = cache(lambda: Reading.of(gathered([(thread, graph)])))
    talk = cache(lambda: held_in(reading(), codebook))
    sides = sides_of(by, codebook)
    asked = asked_about(thread, graph, codebook)
    for number, target in enumerate(codebook.targets):
        mine = [one for one in asked if one.target is target]
        can = [is_read(thread.comments[one.number], languages[one.number], by.card.languages) for one in mine]
        for one, readable in zip(mine, can, strict=True):
            if one.by_name and not readable:
                found.append(coding_of(thread.comments[one.number], "stance", target.id, (None, None, one.named)))
        read = [(one, answered[one.number]) for one, readable in zip(mine, can, strict=True) if readable]
        shares, decided = _shares(by, thread, read)
        ones = [one for one, _ in read]
        if number in sides:
            named[number] = _by_name(ones, shares)
        if target.statement and ones and not _is_argued(ones, decided, graph.parent >= 0):
            held = talk()
            if held and target.id in held.column:
                talked_of.add(target.id)
                found += [_held(thread, one.number, target, held) for one in ones]
                continue
        found += _judged(thread, ones, shares, decided)
    told = all_asked(reading(), sides, claim_columns(claims, thread, codebook), named.__getitem__) if sides else []
    return StancesRead(found, told, frozenset(talked_of))


def _implied(told: Sequence[Implied], thread: Thread, graph: ReplyGraph, codebook: Codebook) -> Iterator[Coding]:
    """Yield the codings toward targets that claims speak for or against."""
    for number, asked in told:
        for coding in as_codings(implied_codings(asked, number), thread, graph, codebook):
            yield msgspec.structs.replace(coding, coder="neural")


def _shares(by: Encoder, thread: Thread, asked: Sequence[tuple[Asked, Around]]) -> tuple[Array, Array]:
    """Return the probabilities of the codes for comments asked about a target, and the code decided for each."""
    if not asked:
        return np.zeros((0, len(TASKS["stance"]))), np.zeros(0, np.int64)
    reads = [Read(pair_asked(by, thread.comments[one.number].text, one, around)) for one, around in asked]
    return by.probabilities("stance", by.scores(np.concatenate(by.vectors(reads))))


def _judged(thread: Thread, asked: Sequence[Asked], shares: Array, decided: Array) -> Iterator[Coding]:
    """Yield the codings of comments asked about one target."""
    if asked and not asked[0].target.statement:
        decided = given_beside(shipped("stance_named"), "target", shares, np.zeros(len(shares), np.int64))
    for one, share, place in zip(asked, shares, decided.tolist(), strict=True):
        name, sure = TASKS["stance"][place], min(float(share[place]), HIGHEST)
        if one.by_name or (name != "none" and sure >= _SURE):
            yield coding_of(thread.comments[one.number], "stance", one.target.id, (name, sure, one.named))


def _by_name(asked: Sequence[Asked], shares: Array) -> ByName:
    """Return who names a target, with the side that the encoder reads."""
    named = np.array([one.by_name for one in asked], bool)
    comment = np.array([one.number for one in asked], np.int64)
    favor, against = (TASKS["stance"].index(code) for code in ("favor", "against"))
    return ByName(comment[named], (shares[:, favor] - shares[:, against])[named])


def _is_argued(asked: Sequence[Asked], decided: Array, replies: Array) -> bool:
    """Tell whether a thread is a list of arguments about a statement, by what the encoder decides."""
    here, worded = np.array([one.number for one in asked]), np.ones(len(asked), bool)
    given = Given(np.zeros_like(here), worded, decided != TASKS["stance"].index("none"), replies[here])
    return bool(is_argued(given).all())


def _held(thread: Thread, number: int, target: Target, held: Held) -> Coding:
    at = number, held.column[target.id]
    span = Span(int(held.begin[at]), int(held.end[at])) if held.begin[at] != NOTHING else None
    code, sure = TASKS["stance"][held.code[at]], float(held.probability[at])
    return coding_of(thread.comments[number], "stance", target.id, (code, sure, span), UNKNOWN)


def pair_asked(by: Encoder, text: str, one: Asked, around: Around) -> Pair:
    """Return a comment, as it is or in part, beside the target that it is asked about."""
    if one.target.statement:
        return target_pair(by.tokenize, text, one.target.statement, "", "")
    return target_pair(by.tokenize, text[begin_read(one) :], one.target.label, around.parent, around.root)


def begin_read(one: Asked) -> int:
    """Return the character from which a comment is read: far down, where it names the target only there."""
    return max(one.named.start - _BEFORE, 0) if one.named and one.named.start > _FAR else 0


def asked_about(thread: Thread, graph: ReplyGraph, codebook: Codebook) -> list[Asked]:
    """Return which comments are asked about which targets: by name, then about statements."""
    return [*_about_names(thread, graph, codebook), *_about_statements(thread, codebook)]


def _about_statements(thread: Thread, codebook: Codebook) -> Iterator[Asked]:
    for number, comment in enumerate(thread.comments):
        if not is_gone(comment):
            yield from (Asked(number, target, None) for target in codebook.targets if target.statement)


def _about_names(thread: Thread, graph: ReplyGraph, codebook: Codebook) -> Iterator[Asked]:
    named = {target.id: target for target in codebook.targets if not target.statement}
    names = Names(tuple(named.values()), codebook.language)
    read = [tokens(comment.text, 0, min(len(comment.text), _READ)) for comment in thread.comments]
    mentioned: list[list[Mention]] = [
        names.find(comment.text, found) for comment, found in zip(thread.comments, read, strict=True)
    ]
    title = names.targets(thread.article.title or "")
    for number, (comment, parent) in enumerate(zip(thread.comments, graph.parent.tolist(), strict=True)):
        if is_gone(comment):
            continue
        for target in targets_of(mentioned[number]):
            first = next(mention for mention in mentioned[number] if mention.target == target)
            words = read[number]
            yield Asked(number, named[target], Span(words[first.first].start, words[first.last - 1].end))
        above = title if parent == ARTICLE else targets_of(mentioned[parent]) if parent >= 0 else ()
        if not mentioned[number] and len(above) == 1:
            yield Asked(number, named[above[0]], Span(0, len(comment.text)), by_name=False)
