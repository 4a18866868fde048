"""Claims in their conversation: what a comment says of a claim, weighed with what the comments around it say.

People seldom repeat what they talk about. "Ours was warm all winter" says nothing of heat pumps by itself; under "heat
pumps leave old houses cold" it rejects that. Small models, learned from threads of our own, decide:

0. *hint*: whether it is worth reading a comment beside a claim, word beside word (``saying``);
1. *comment*: how likely a comment makes a claim by its own words alone;
2. two nets, one after the other: the same, given how likely the comments above and below it make that claim, or another
   one, and what it does to the comment that it answers; the second is given what the first one found;
3. a third net: whether it asserts, rejects, questions or reports the claim: by the status that its own words show, by
   what it does to the comment that it answers, and by the status of the claim there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from discourse.coders.claims.saying import MOST_SAID
from discourse.coders.columns import CODES, Bools, Floats, Ints
from discourse.coders.deeds import Done
from discourse.coders.learned.column_net import ColumnNet
from discourse.coders.learned.column_net import shipped as shipped_nets
from discourse.coders.learned.logistic import Logistic, chances_of, log_odds, shipped

FILE, NETS = "conversation_weights.json", "conversation_nets.json"
FOUND, SHOWN = 0.39, 0.35
"""How probable a claim has to be to be coded: at all, and where words or an answer show it by themselves."""
DEED = 0.09
"""So much less probable a claim has to be that asks for a deed: many deeds are done without words that show them."""
OUTRIGHT = 0.7
"""From here on what a comment says in so many words counts, whatever stands around it."""
FLAT = 0.2
"""Share of replies below which a page shows no conversation, so that only its own words tell a comment's status."""
ROUNDS = 3
"""How often statuses are told anew from those above: so many comments up a chain, at least, count."""
HINTED = 0.05
"""A comment less likely to make a claim, by what is quickly told of it, is not read beside that claim."""
_SHORT = 12
"""Words at which a comment is no longer taken for a mere answer."""
_MERE, _ASKS, _CONVERSATION = 4, 9, 3
"""Words of a mere answer ("No way!") and of a mere question, and comments from which on there is a conversation."""
_QUESTIONS, _NEGATIONS, _SAYINGS = 3, 3, 2
"""Question marks, words of negation and words of saying that count."""
_FEW, _UNKNOWN = 5, 8
"""Comments that a thread has to have before it is known what is usual in it, and what is said in it."""
_REJECTED, _QUESTIONED = (CODES["claim"].index(code) for code in ("rejects", "questions"))


class Told(NamedTuple):
    """What the comments of a thread tell of claims by themselves, comments × claims but for ``length``.

    ``likely``: how probable it is that the likeliest sentence says the claim, by the meaning of its words. ``ahead``:
    how far the comment as a whole is nearer to this claim than to the others; ``above``: than the thread is on the
    whole, in standard deviations. ``stated``: how probable each status is by the words that show it, comments ×
    claims × statuses, 0 where none do; ``answered``: whether an answer alone ("No way!") shows it. ``length``: words
    of each comment; ``questions``: its question marks, ``asks``: whether it ends with one. ``said``: the log-odds that
    a comment says the claim, as read word beside word; ``done``: how far it does what the claim asks for.
    """

    likely: Floats
    ahead: Floats
    above: Floats
    stated: Floats
    answered: Bools
    length: Floats
    questions: Ints
    asks: Bools
    said: Floats
    done: Done

    @property
    def shown(self) -> Floats:
        """How probable a claim is by the words that show it, whatever its status: comments × claims."""
        return np.asarray(self.stated.max(axis=-1, initial=0.0))


class Above(NamedTuple):
    """What each comment of a thread answers: its number in the thread (``-1`` for no comment), and how surely."""

    parent: Ints
    link: Floats


class Around(NamedTuple):
    """What stands above each comment of a thread, and what it does to that.

    ``answers`` are the probabilities of the reply stances, comments × 3: support, deny and query.
    """

    above: Above
    answers: Floats


class Wording(NamedTuple):
    """How comments are worded where they speak of claims: each comments × claims, of use only where a claim is found.

    ``asks`` tells whether that part of the comment ends with an open question, ``expects`` whether with one that takes
    a yes for granted ("Isn't it so?"), ``questions``, ``negations`` and ``sayings``
    count its question marks, words of negation and words of saying; ``own`` tells whether it speaks of its writer.
    ``answers`` are the probabilities of the reply stances of the whole comment, comments × 3: support, deny and query.
    ``denying`` is by claim: whether its definition negates something.
    """

    asks: Bools
    expects: Bools
    questions: Ints
    negations: Ints
    sayings: Ints
    own: Bools
    answers: Floats
    denying: Bools


def models() -> Mapping[str, Logistic]:
    """Return the sums that come with the package."""
    return shipped(f"claims/weights/{FILE}")


def nets() -> tuple[ColumnNet, ...]:
    """Return the nets that come with the package and tell whether claims are made, in their order."""
    return shipped_nets(f"claims/weights/{NETS}")[:-1]


def status_net() -> ColumnNet:
    """Return the net that comes with the package and tells how claims are meant."""
    return shipped_nets(f"claims/weights/{NETS}")[-1]


def hinted(told: Told, model: Logistic | None = None) -> Bools:
    """Return which comments are worth reading beside which claims, comments × claims."""
    chances = (model or models()["hint"]).chances(hint_columns(told))
    return np.asarray((chances >= HINTED) & (told.length > 0)[:, None])


def alone(told: Told, model: Logistic | None = None) -> Floats:
    """Return how probable it is that each comment makes each claim, by its own words."""
    return (model or models()["comment"]).chances(own_columns(told))


def together(told: Told, around: Around, first: Floats, asked: Sequence[ColumnNet] | None = None) -> Floats:
    """Return how probable it is that each comment makes each claim, given what is said around it.

    ``first`` is what ``alone`` returns.
    """
    chances = told_by(nets() if asked is None else asked, told, around, first)
    return np.asarray(np.where(_outright(told), np.maximum(chances, FOUND), chances))


def told_by(asked: Sequence[ColumnNet], told: Told, around: Around, first: Floats) -> Floats:
    """Return how probable it is that each comment makes each claim after some nets, each given what was told before."""
    chances = first
    for net in asked:
        chances = net.chances(conversation_columns(told, around, chances))
    return chances


def _outright(told: Told) -> Bools:
    """Return where a claim is found whatever stands around: said in so many words, or by an answer and no more.

    Who asks for a source in a few words questions what they answer.
    """
    mere = told.answered & (told.length <= _MERE)[:, None]
    asks = (told.stated.argmax(axis=-1) == _QUESTIONED) & (told.length <= _ASKS)[:, None]
    least = OUTRIGHT if len(told.length) >= _CONVERSATION else 0.0
    return np.asarray((told.shown > 0) & (mere | asks | (~told.answered & (told.shown >= least))))


def own_columns(told: Told) -> dict[str, Floats]:
    """Return what the comments themselves show, by name: each comments × claims."""
    return hint_columns(told) | {"said": told.said, "said rather than others": _lead(chances_of(told.said))}


def hint_columns(told: Told) -> dict[str, Floats]:
    """Return the same without what is known only of comments read beside a claim."""
    comments, claims = told.likely.shape
    return {
        "likely": log_odds(told.likely),
        "ahead": told.ahead,
        "above": told.above * (comments / (comments + _FEW)),
        "claims": np.full(told.likely.shape, np.log(max(claims, 1))),
        "only claim": np.full(told.likely.shape, float(claims == 1)),
        "stated": told.shown,
        "length": np.broadcast_to(np.log1p(told.length)[:, None], told.likely.shape),
        "asks for a deed": np.broadcast_to(told.done.asked, told.likely.shape),
        "done more than usual": told.done.more,
        "done at all": told.done.any,
        "done mainly": told.done.mainly,
    }


def conversation_columns(told: Told, around: Around, so_far: Floats) -> dict[str, Floats]:
    """Return the same with what the comments around show, given how likely each makes each claim as far as is known."""
    above, shape = around.above, so_far.shape
    before = _before(so_far, above)
    short = np.exp(-told.length / _SHORT)[:, None]
    of_comments = {
        "is a reply": above.parent >= 0,
        "supports": around.answers[:, 0],
        "denies": around.answers[:, 1],
        "queries": around.answers[:, 2],
        "asks": told.asks,
        "questions": np.minimum(told.questions, _QUESTIONS),
        "comments": np.full(shape[0], np.log1p(shape[0])),
    }
    likeliest = np.broadcast_to(told.said.max(axis=0, initial=-MOST_SAID), shape)
    return own_columns(told) | {
        "said by the likeliest": likeliest,
        "said beside the likeliest": told.said - likeliest,
        "said right before": before,
        "said before": _on_the_way(so_far, above),
        "said before, by a short answer": before * short,
        "said before rather than others": _lead(before),
        "said in answer": _in_answers(so_far, above),
        "said elsewhere": _elsewhere(so_far, told.length > 0),
        "others said": _others(so_far),
        **{name: np.broadcast_to(np.asarray(each)[:, None], shape) for name, each in of_comments.items()},
    }


def _before(first: Floats, above: Above) -> Floats:
    """Return how likely the comment that each answers makes each claim, 0 where it answers none."""
    return np.asarray(np.where((above.parent >= 0)[:, None], first[above.parent] * above.link[:, None], 0.0))


def _on_the_way(first: Floats, above: Above) -> Floats:
    """Return how likely any of the comments above makes each claim: the likeliest of them."""
    found = _before(first, above)
    parents = above.parent.tolist()
    for number in parents_first(above.parent):
        parent = parents[number]
        if parent >= 0:
            found[number] = np.maximum(found[number], found[parent] * above.link[number])
    return found


def _in_answers(first: Floats, above: Above) -> Floats:
    """Return how likely any of the comments right below makes each claim: the likeliest of them."""
    found = np.zeros_like(first)
    replies = np.flatnonzero(above.parent >= 0)
    np.maximum.at(found, above.parent[replies], first[replies] * above.link[replies][:, None])
    return found


def _elsewhere(first: Floats, worded: Bools) -> Floats:
    """Return how often the other comments of a thread make each claim; nearly never where there are but few."""
    made = first * worded[:, None]
    return np.asarray((made.sum(axis=0) - made) / (max(int(worded.sum()) - 1, 0) + _UNKNOWN))


def _others(first: Floats) -> Floats:
    """Return how likely the likeliest other claim is; 0 where there is but one."""
    if first.shape[1] < 2:
        return np.zeros_like(first)
    best = np.sort(first, axis=1)
    return np.asarray(np.where(first == best[:, -1:], best[:, -2:-1], best[:, -1:]))


def _lead(chances: Floats) -> Floats:
    return chances - _others(chances)


def parents_first(parent: Ints) -> Iterable[int]:
    """Return the numbers of comments so that each comes after the comment that it answers."""
    count = len(parent)
    if bool((parent < np.arange(count)).all()):
        return range(count)
    return _by_branch(parent.tolist())


def _by_branch(parents: list[int]) -> Iterator[int]:
    children: dict[int, list[int]] = {}
    for number, parent in enumerate(parents):
        children.setdefault(max(parent, -1), []).append(number)
    ready = children.get(-1, [])[::-1]
    while ready:
        number = ready.pop()
        yield number
        ready.extend(reversed(children.get(number, ())))


class Places(NamedTuple):
    """Where claims were found: the comment, the claim, how surely, and the row of the same claim right above, or -1.

    ``before`` is how probable it is that the comment right above makes the claim. ``opens`` tells whether the comment
    answers no other; ``threaded`` is the share of comments in the thread that do: on a page without replies nothing
    follows from answering none.
    """

    comment: Ints
    claim: Ints
    sure: Floats
    row_above: Ints
    before: Floats
    opens: Bools
    threaded: float


def found_in(told: Told, chances: Floats) -> Bools:
    """Return where claims are found, comments × claims."""
    least = np.where(told.shown > 0, SHOWN, FOUND) - DEED * (told.done.asked > 0)
    return np.asarray((chances >= least) & (told.length > 0)[:, None])


def held_by_answers(told: Told, found: Bools, above: Above) -> Bools:
    """Return where claims are found, without those of mere answers ("This.") to comments that do not make them."""
    mere = told.answered & (told.length <= _MERE)[:, None] & (above.parent >= 0)[:, None]
    if not (found & mere).any():
        return found
    held, parents = found.copy(), above.parent.tolist()
    for number in parents_first(above.parent):
        if mere[number].any():
            held[number] &= ~mere[number] | held[parents[number]]
    return held


def places(found: Bools, chances: Floats, above: Above) -> Places:
    """Return the places at which claims are found, by comment and claim, of how probable all are."""
    comment, claim = np.nonzero(found)
    row = np.full(chances.shape, -1)
    row[comment, claim] = np.arange(len(comment))
    parent = above.parent[comment]
    row_above = np.where(parent >= 0, row[parent, claim], -1)
    threaded = float((above.parent >= 0).mean()) if len(above.parent) else 0.0
    before = _before(chances, above)[comment, claim]
    return Places(comment, claim, chances[comment, claim], row_above, before, parent < 0, threaded)


def statuses(told: Told, found: Places, wording: Wording, net: ColumnNet | None = None, rounds: int = ROUNDS) -> Floats:
    """Return how probable each status is where a claim was found: places × statuses, each row summing to 1.

    The words count as much as the net where no conversation shows it, and where a question that answers no comment
    rejects the claim ("If so, why …?").
    """
    net = net or status_net()
    shares = told.stated[found.comment, found.claim]
    alone = found.opens & (shares.max(axis=1, initial=0.0) > 0) & (found.threaded < FLAT)
    objects = found.opens & wording.asks[found.comment, found.claim] & (shares[:, _REJECTED] > 0)
    by_words = (alone | objects)[:, None]
    shown = shares / np.maximum(shares.sum(axis=1), 1e-9)[:, None]
    for _ in range(rounds):
        told_anew = net.shares(status_columns(told, found, wording, shares))
        shares = np.where(by_words, (told_anew + shown) / 2, told_anew)
    return shares


def status_columns(told: Told, found: Places, wording: Wording, so_far: Floats) -> dict[str, Floats]:
    """Return what tells the status of claims, by name, given what is known so far of the statuses of all places."""
    here = found.comment, found.claim
    stated, before = told.stated[here], _before_of(found, so_far)
    support, deny, query = wording.answers[found.comment].T
    return {
        **{f"its words: {code}": stated[:, number] for number, code in enumerate(CODES["claim"])},
        "an answer": told.answered[here],
        "likely": log_odds(told.likely[here]), "said": told.said[here], "found": log_odds(found.sure),
        **{f"above: {code}": before[:, number] for number, code in enumerate(CODES["claim"])},
        "said right before": found.before,
        "supports": support, "denies": deny, "queries": query * ~wording.expects[here],
        "opens": found.opens * found.threaded, "threaded": np.full(len(stated), found.threaded),
        "asks": wording.asks[here], "questions": np.minimum(wording.questions[here], _QUESTIONS),
        "negations": np.minimum(wording.negations[here], _NEGATIONS),
        "definition negates": wording.denying[found.claim],
        "sayings": np.minimum(wording.sayings[here], _SAYINGS), "own": wording.own[here],
        "length": np.log1p(told.length[found.comment]), "asks for a deed": told.done.asked[found.claim],
    }  # fmt: skip


def _before_of(found: Places, shares: Floats) -> Floats:
    """Return how probable each status of the same claim is in the comment right above, 0 where it is not made there."""
    if not len(shares):
        return shares
    sure = shares * found.sure[:, None]
    return np.asarray(np.where((found.row_above >= 0)[:, None], sure[found.row_above], 0.0))
