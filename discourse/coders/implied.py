"""Stance toward a target from the claims that speak for or against it.

Most comments do not name what they are against: "And where do I keep it for three weeks?" speaks against a new bin day
that it does not mention. Where a codebook states of its claim types whom they speak for or against (``favor``,
``against``), who makes such a claim is asked about these targets, whatever names there are. How probable each side
is, is told by a sum over named columns that was learned on threads of our own (``discourse.training.implied``).
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from discourse.codebook import Codebook
from discourse.coders.columns import ABSTAINS, CODES, NOTHING, VARIABLES, Bools, Codings, Floats, Ints, coded, rounded
from discourse.coders.explanation import Explanation, Move, log_linear
from discourse.coders.logistic import Logistic, shipped
from discourse.model import Coding

FILE, STANCE = "implied_stance.json", "stance"
KNOWN = 0.35
"""Probability from which a code is given."""
HIGHEST = 0.99
_CODES = CODES["stance"]
_FAVOR, _AGAINST, _NONE = (_CODES.index(code) for code in ("favor", "against", "none"))
_STATUSES = CODES["claim"][:3]
"""The statuses that count; who reports a claim takes no side."""
_OF_SIDE = {"for": 1, "against": -1}
_SHOWN_BY = {
    "asserts for": _FAVOR, "rejects against": _FAVOR, "asserts against": _AGAINST, "rejects for": _AGAINST,
}  # fmt: skip
"""The columns that words show, and the side that these are for."""
_PLACE = ("claims for", "claims against", "length")
"""The columns that tell how common a side is, whatever the comment says."""


class ByName(NamedTuple):
    """The comments that name a target, in order, and the side that their words take on it.

    ``side`` is how probable a word for the target is, less how probable one against it. ``begin`` and ``end`` are the
    words that judge it, ``NOTHING`` where none do.
    """

    comment: Ints
    side: Floats
    begin: Ints
    end: Ints


class Asked(NamedTuple):
    """Comments that are asked about a target, each once and in order, with what tells their side.

    ``columns`` are what the model reads, by name. ``named`` tells who names the target; ``begin`` and ``end`` are the
    words that show a side, by code of stance.
    """

    comment: Ints
    columns: Mapping[str, Floats]
    named: Bools
    begin: Ints
    end: Ints


def sided(codebook: Codebook) -> dict[int, Ints]:
    """Return, by number of each target that claims speak for or against, whom each claim type is for: 1, -1 or 0.

    >>> from discourse.codebook import ClaimType, Target
    >>> smell = ClaimType(id="smell", label="Smell", definition="It will smell.", against=("bins",))
    >>> sided(Codebook(title="Bins", targets=(Target(id="bins", label="Bins"),), claim_types=(smell,)))
    {0: array([-1])}
    """
    found = {}
    for number, target in enumerate(codebook.targets):
        sides = [(target.id in one.favor) - (target.id in one.against) for one in codebook.claim_types]
        if any(sides):
            found[number] = np.array(sides, np.int64)
    return found


def in_question(claims: Codings, sides: Ints, by_name: ByName) -> Ints:
    """Return the numbers of the comments that are asked about a target: who makes a claim on it, or names it."""
    told = _told(claims)
    return np.union1d(told.comment[sides[told.target] != 0], by_name.comment)


def _told(claims: Codings) -> Codings:
    """Return the claims that somebody makes."""
    return claims.only(np.flatnonzero((claims.code >= 0) & (claims.variable == VARIABLES.index("claim"))))


def asked(claims: Codings, sides: Ints, by_name: ByName, about: tuple[Ints, Floats, Floats]) -> Asked:
    """Return some comments with what tells their side on a target.

    ``about`` are their numbers in order, the probabilities that they support, deny and query what they answer,
    comments × 3, and their words.
    """
    comment, answers, words = about
    told = _told(claims)
    here = np.flatnonzero(np.isin(told.comment, comment))
    told = told.only(here)
    row, count = np.searchsorted(comment, told.comment), len(comment)
    side, sure = sides[told.target], np.nan_to_num(told.probability)
    columns: dict[str, Floats] = {}
    for code, status in enumerate(_STATUSES):
        for name, of_side in _OF_SIDE.items():
            columns[f"{status} {name}"] = _most(row, sure * ((told.code == code) & (side == of_side)), count)
    columns["other claim"] = _most(row, sure * (side == 0), count)
    at = np.searchsorted(comment, by_name.comment)
    named, spoken = np.zeros(count, bool), np.zeros(count)
    named[at], spoken[at] = True, by_name.side
    columns |= {
        "names it": named.astype(np.float64),
        "its words": spoken,
        "claims for": np.full(count, float((sides > 0).sum())),
        "claims against": np.full(count, float((sides < 0).sum())),
        **dict(zip(("supports", "denies", "queries"), answers.T, strict=True)),
        "length": np.log1p(words),
    }
    begin, end = (np.full((count, len(_CODES)), NOTHING) for _ in range(2))
    begin[at], end[at] = by_name.begin[:, None], by_name.end[:, None]
    speaks = np.select([told.code == 0, told.code == 1], [side, -side], 0)
    for code, of_side in ((_FAVOR, 1), (_AGAINST, -1)):
        rows = np.flatnonzero(speaks == of_side)
        rows = rows[np.argsort(sure[rows], kind="stable")]  # of each comment the surest stays
        begin[row[rows], code], end[row[rows], code] = told.begin[rows], told.end[rows]
    return Asked(comment, columns, named, begin, end)


def _most(row: Ints, value: Floats, count: int) -> Floats:
    """Return the highest value of each row, 0 for none."""
    found = np.zeros(count)
    np.maximum.at(found, row, value)
    return found


def model() -> Logistic:
    """Return the model that comes with the package."""
    return shipped(FILE)[STANCE]


def implied_codings(asked: Asked, target: int, coder: str) -> Codings:
    """Return the codings toward a target: of who names it, and of who takes a side."""
    shares = model().shares(asked.columns)
    side = shares[:, :_NONE].argmax(axis=1)
    rows = np.arange(len(side))
    given = np.where(shares[rows, side] >= KNOWN, side, _NONE)
    sure = shares[rows, given]
    known = sure >= KNOWN
    begin, end = asked.begin[rows, given], asked.end[rows, given]
    found = coded("stance", coder, {
        "comment": asked.comment,
        "target": target,
        "code": np.where(known, given, ABSTAINS),
        "probability": np.where(known, rounded(np.minimum(sure, HIGHEST)), np.nan),
        "begin": begin,
        "end": end,
    })  # fmt: skip
    return found.only(np.flatnonzero(asked.named | (given != _NONE)))


def explained(told: Asked, coding: Coding, comment: int) -> Explanation:
    """Return what moved the coding of a comment, given by its number."""
    row = int(np.searchsorted(told.comment, comment))
    if row >= len(told.comment) or told.comment[row] != comment:
        return Explanation(coding, (), 0.0)
    here = {name: np.asarray(told.columns[name][row]) for name in model().names}
    usual = {name: value if name in _PLACE else np.zeros(()) for name, value in here.items()}
    parts, before = model().parts(here), model().parts(usual)
    place = Move("implied:place", None, np.sum(list(before.values()), axis=0).tolist())
    moves = [
        Move(f"implied:{name}", _shown(told, row, name), (parts[name] - before[name]).tolist())
        for name, value in here.items()
        if value and name not in _PLACE
    ]
    return log_linear(coding, _CODES, [place, *moves])


def _shown(told: Asked, row: int, column: str) -> tuple[int, int] | None:
    if column not in _SHOWN_BY or told.begin[row, _SHOWN_BY[column]] == NOTHING:
        return None
    return int(told.begin[row, _SHOWN_BY[column]]), int(told.end[row, _SHOWN_BY[column]])
