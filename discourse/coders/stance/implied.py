"""Stance toward a target from the claims that speak for or against it.

Most comments do not name what they are against: "And where do I keep it for three weeks?" speaks against a new bin day
that it does not mention. Where a codebook states of its claim types whom they speak for or against (``favor``,
``against``), who makes such a claim is asked about these targets, whatever names there are; where it states nothing,
this is told from the definitions (``linear.definition_sides``), less surely. How probable each side is, is told by a
sum over named columns that was learned on threads of our own (``discourse.training.stance.implied``). Who makes no such
claim is asked by words alone.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from discourse.codebook import Codebook
from discourse.coders.columns import ABSTAINS, CODES, NOTHING, VARIABLES, Bools, Codings, Floats, Ints, coded, rounded
from discourse.coders.explanation import Explanation, Move, beyond_others, log_linear
from discourse.coders.learned.logistic import Logistic, shipped
from discourse.model import Coding

FILE, STATED, TOLD = "implied_stance.json", "stance", "told"
"""The file of the models, and what they are called: where sides are stated, and where they are told."""
KNOWN = 0.4
"""Probability from which a code is given."""
HIGHEST = 0.99
_CODES = CODES["stance"]
_FAVOR, _AGAINST, _NONE = (_CODES.index(code) for code in ("favor", "against", "none"))
_STATUSES = CODES["claim"][:3]
"""The statuses that count; who reports a claim takes no side."""
_SHOWN_BY = {
    "asserts for": _FAVOR, "rejects against": _FAVOR, "asserts against": _AGAINST, "rejects for": _AGAINST,
}  # fmt: skip
"""The columns that words show, and the side that these are for."""
_PLACE = ("claims for", "claims against", "length")
"""The columns that tell how common a side is, whatever the comment says."""


class SpeaksFor(NamedTuple):
    """How probable it is that who asserts each claim type speaks for a target, and that he speaks against it.

    ``stated`` tells whether the codebook says so; else it was told from the definitions.
    """

    favor: Floats
    against: Floats
    stated: bool = True


class ByName(NamedTuple):
    """The comments that name a target, in order, and the side that their words take on it.

    ``side`` is how probable a word for the target is, less how probable one against it.
    """

    comment: Ints
    side: Floats


class Shown(NamedTuple):
    """The surest claim of each comment that a column is about: the claim type, ``NOTHING`` for none, and its words."""

    claim: Ints
    begin: Ints
    end: Ints


class Asked(NamedTuple):
    """Comments that are asked about a target, each once and in order, with what tells their side.

    ``columns`` are what the model reads, by name; ``shown`` has the claims behind those that are about claims.
    ``named`` tells who names the target, ``stated`` whether the codebook says whom claims speak for.
    """

    comment: Ints
    columns: Mapping[str, Floats]
    shown: Mapping[str, Shown]
    named: Bools
    stated: bool = True


def stated_sides(codebook: Codebook) -> dict[int, SpeaksFor]:
    """Return whom each claim type is for, by number of each target of which the codebook states it.

    >>> from discourse.codebook import ClaimType, Target
    >>> smell = ClaimType(id="smell", label="Smell", definition="It will smell.", against=("bins",))
    >>> stated_sides(Codebook(title="Bins", targets=(Target(id="bins", label="Bins"),), claim_types=(smell,)))
    {0: SpeaksFor(favor=array([0.]), against=array([1.]), stated=True)}
    """
    found = {}
    for number, target in enumerate(codebook.targets):
        favor = np.array([target.id in one.favor for one in codebook.claim_types], np.float64)
        against = np.array([target.id in one.against for one in codebook.claim_types], np.float64)
        if favor.any() or against.any():
            found[number] = SpeaksFor(favor, against)
    return found


def in_question(claims: Codings, sides: SpeaksFor) -> Ints:
    """Return the numbers of the comments that are asked about a target: who makes a claim for or against it."""
    told = _told(claims)
    return np.unique(told.comment[(sides.favor + sides.against)[told.target] > 0])


def _told(claims: Codings) -> Codings:
    """Return the claims that somebody makes."""
    return claims.only(np.flatnonzero((claims.code >= 0) & (claims.variable == VARIABLES.index("claim"))))


def asked(claims: Codings, sides: SpeaksFor, by_name: ByName, about: tuple[Ints, Floats, Floats]) -> Asked:
    """Return some comments with what tells their side on a target.

    ``about`` are their numbers in order, the probabilities that they support, deny and query what they answer,
    comments × 3, and how many words they have.
    """
    comment, answers, words = about
    told = _told(claims)
    told = told.only(np.flatnonzero(np.isin(told.comment, comment)))
    row, count = np.searchsorted(comment, told.comment), len(comment)
    favor, against = sides.favor[told.target], sides.against[told.target]
    counts = {
        f"{status} {name}": (told.code == code) * side
        for code, status in enumerate(_STATUSES)
        for name, side in (("for", favor), ("against", against))
    }
    counts |= {"other claim": 1 - favor - against}
    surest = {name: _surest(row, told, each, count) for name, each in counts.items()}
    names = np.isin(by_name.comment, comment)
    at = np.searchsorted(comment, by_name.comment[names])
    named, spoken = np.zeros(count, bool), np.zeros(count)
    named[at], spoken[at] = True, by_name.side[names]
    return Asked(comment, {
        **{name: sure for name, (sure, _) in surest.items()},
        "names it": named.astype(np.float64),
        "its words": spoken,
        "claims for": np.full(count, float(sides.favor.sum())),
        "claims against": np.full(count, float(sides.against.sum())),
        **dict(zip(("supports", "denies", "queries"), answers.T, strict=True)),
        "length": np.log1p(words),
    }, {name: shown for name, (_, shown) in surest.items()}, named, sides.stated)  # fmt: skip


def _surest(row: Ints, told: Codings, counts: Floats, count: int) -> tuple[Floats, Shown]:
    """Return how probable the surest claim of each comment is, 0 for none, and which it is; each counts so much."""
    sure, claim, begin, end = np.zeros(count), *(np.full(count, NOTHING) for _ in range(3))
    chance = np.nan_to_num(told.probability) * counts
    rows = np.flatnonzero(counts > 0)
    rows = rows[np.argsort(chance[rows], kind="stable")]  # of each comment the last stays
    for column, values in ((sure, chance), (claim, told.target), (begin, told.begin), (end, told.end)):
        column[row[rows]] = values[rows]
    return sure, Shown(claim, begin, end)


def model(*, stated: bool = True) -> Logistic:
    """Return the model that comes with the package, for sides that are stated or for those that are told."""
    return shipped(f"stance/weights/{FILE}")[STATED if stated else TOLD]


def implied_codings(asked: Asked, target: int) -> Codings:
    """Return the codings toward a target: of who takes a side, and of who names it."""
    shares = model(stated=asked.stated).shares(asked.columns)
    side = shares[:, :_NONE].argmax(axis=1)
    rows = np.arange(len(side))
    given = np.where(shares[rows, side] >= KNOWN, side, _NONE)
    sure = shares[rows, given]
    known = sure >= KNOWN
    begin, end = _words_of(asked, given)
    found = coded("stance", "linear", {
        "comment": asked.comment,
        "target": target,
        "code": np.where(known, given, ABSTAINS),
        "probability": np.where(known, rounded(np.minimum(sure, HIGHEST)), np.nan),
        "begin": begin,
        "end": end,
    })  # fmt: skip
    return found.only(np.flatnonzero(asked.named | (given != _NONE)))


def _words_of(asked: Asked, given: Ints) -> tuple[Ints, Ints]:
    """Return the words of the surest claim for the side given, ``NOTHING`` where there are none."""
    begin, end = np.full(len(given), NOTHING), np.full(len(given), NOTHING)
    surest = np.zeros(len(given))
    for name, side in _SHOWN_BY.items():
        here = (given == side) & (asked.columns[name] > surest)
        surest = np.where(here, asked.columns[name], surest)
        begin, end = np.where(here, asked.shown[name].begin, begin), np.where(here, asked.shown[name].end, end)
    return begin, end


def explained(told: Asked, coding: Coding, comment: int, claims: Sequence[str]) -> Explanation:
    """Return what moved the coding of a comment, given by its number; ``claims`` are what claim types are called."""
    row = int(np.searchsorted(told.comment, comment))
    weights = model(stated=told.stated)
    here = {name: np.asarray(told.columns[name][row]) for name in weights.names}
    usual = {name: value if name in _PLACE else np.zeros(()) for name, value in here.items()}
    parts, before = weights.parts(here), weights.parts(usual)
    place = Move("implied:place", None, np.sum(list(before.values()), axis=0).tolist())
    moves: dict[str, Move] = {}
    for name in (name for name, value in here.items() if value and name not in _PLACE):
        what, span = f"implied:{name}", None
        if name in told.shown:
            claim, begin, end = (int(column[row]) for column in told.shown[name])
            what, span = _of_claim(name, told, row, claims[claim]), (begin, end) if begin != NOTHING else None
        weight = np.add(moves[what].weights if what in moves else 0.0, parts[name] - before[name])
        moves[what] = Move(what, span, weight.tolist())
    return log_linear(coding, _CODES, [place, *(_agreeing(move, coding) for move in moves.values())])


def _of_claim(name: str, told: Asked, row: int, claim: str) -> str:
    """Return what a column of a claim is called.

    Where sides are told a claim stands in several columns; all are called as the likeliest, so that they are one move.
    """
    if told.stated:
        return f"implied:{name}: {claim}"
    number = told.shown[name].claim[row]
    same = [each for each, shown in told.shown.items() if shown.claim[row] == number]
    return f"told:{max(same, key=lambda each: float(told.columns[each][row]))}: {claim}"


def _agreeing(move: Move, coding: Coding) -> Move:
    """Return what a claim moved, called one for either side where its likelier side is not the one that it moves to.

    Where sides are told a claim counts for both, and what it adds may be what the less likely one adds.
    """
    name, _, claim = move.what.removeprefix("told:").partition(": ")
    if name == move.what or name not in _SHOWN_BY or coding.code not in _CODES[:_NONE]:
        return move
    given = _CODES.index(coding.code)
    if (_SHOWN_BY[name] == given) == (beyond_others(move.weights, given) >= 0):
        return move
    return move._replace(what=f"told:{name.split()[0]} either: {claim}")
