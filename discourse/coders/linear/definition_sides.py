"""Whom claim types speak for or against, told from their definitions where a codebook does not state it.

Each definition is set beside three statements on a target ("The bridge is bad.") by the weights and the net that know
arguments on statements; a sum over what these make of it, learned on codebooks of our own
(``discourse.training.stance.definition_sides``), tells how probable it is that who asserts the claim speaks for the
target, against it, or for neither. English only: the weights know no other language.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np

from discourse.codebook import ClaimType, Codebook, Target, list_codebooks, load_codebook
from discourse.coders import pairs
from discourse.coders.columns import CODES, Floats
from discourse.coders.learned.logistic import Logistic, shipped
from discourse.coders.linear.exchanges import LANGUAGE
from discourse.coders.linear.model import shipped as shipped_weights
from discourse.coders.linear.model import sums
from discourse.coders.linear.stances import stance_features
from discourse.coders.stance.implied import SpeaksFor, stated_sides
from discourse.coders.words import Words, read_words
from discourse.languages import primary

FILE, SIDE = "definition_sides.json", "side"
STATEMENTS = {"good": "{} is good and right.", "support": "We should support {}.", "bad": "{} is bad."}
"""What a definition is set beside, by name."""
LEAST = 0.25
"""Probability of a side below which a definition is taken to speak for neither."""
MOST = 4_000
"""Claim types beside targets that are asked about: a larger codebook has to state its sides."""
TELLING = frozenset({"linear", "neural"})
"""The coders that tell sides from definitions."""
_FAVOR, _AGAINST = (CODES["stance"].index(code) for code in ("favor", "against"))


class Defined(NamedTuple):
    """A claim type beside a target: what is asked is which side who asserts the one takes on the other."""

    claim: ClaimType
    target: Target

    @property
    def worded(self) -> str:
        """The claim in full: its label, and its definition where it has one."""
        return f"{self.claim.label}. {self.claim.statement}"


Columns = Callable[[Sequence[Defined]], Mapping[str, Floats]]
"""What a coder makes of definitions beside targets: columns by name, a number for each."""


def sides_of(codebook: Codebook) -> dict[int, SpeaksFor]:
    """Return whom each claim type is for, by number of the target: as the codebook states it, else as is told."""
    return stated_sides(codebook) | _told(codebook)


def targets_by_claim(codebook: Codebook, coders: Collection[str]) -> dict[str, list[str]]:
    """Return, by claim type, the targets that it speaks for or against: as stated, else as one of the coders tells.

    What the encoder tells is taken to be what is told here.
    """
    sides = sides_of(codebook) if TELLING & set(coders) else stated_sides(codebook)
    return {
        claim.id: [codebook.targets[number].id for number, one in sides.items() if one.favor[at] or one.against[at]]
        for at, claim in enumerate(codebook.claim_types)
    }


@lru_cache(maxsize=16)
def _told(codebook: Codebook) -> dict[int, SpeaksFor]:
    return told_sides(codebook, definition_columns, shipped(f"linear/weights/{FILE}")[SIDE])


def told_sides(codebook: Codebook, columns: Columns, model: Logistic) -> dict[int, SpeaksFor]:
    """Return whom claim types are for as a model tells from their definitions, by number of the target.

    Nothing is told where one of the claim types states a side, which is then meant to be all, nor of more than ``MOST``
    claim types beside targets. Left out are what codebooks of the package have (what they state is all, too),
    statements as targets, on which comments are heard directly, and targets on which no claim type takes a side.
    """
    known = _of_the_package()
    claims = [number for number, claim in enumerate(codebook.claim_types) if claim not in known]
    own = [codebook.claim_types[number] for number in claims]
    targets = [number for number, target in enumerate(codebook.targets) if target not in known and not target.statement]
    if not _is_asked(codebook, own, len(own) * len(targets)):
        return {}
    asked = [Defined(claim, codebook.targets[target]) for target in targets for claim in own]
    shares = model.shares(columns(asked))
    shares[np.maximum(shares[:, _FAVOR], shares[:, _AGAINST]) < LEAST] = 0.0
    found = {}
    for target, part in zip(targets, shares.reshape(len(targets), len(own), -1), strict=True):
        sides = np.zeros((2, len(codebook.claim_types)))
        sides[:, claims] = part[:, [_FAVOR, _AGAINST]].T
        if sides.any():
            found[target] = SpeaksFor(sides[0], sides[1], stated=False)
    return found


def _is_asked(codebook: Codebook, own: Sequence[ClaimType], count: int) -> bool:
    stated = any(claim.favor or claim.against for claim in own)
    return 0 < count <= MOST and not stated and primary(codebook.language) == LANGUAGE


@cache
def _of_the_package() -> frozenset[ClaimType | Target]:
    """Return the claim types and targets of the codebooks that come with the package."""
    books = [load_codebook(name) for name in list_codebooks()]
    return frozenset(chain.from_iterable([*book.claim_types, *book.targets] for book in books))


def definition_columns(asked: Sequence[Defined]) -> dict[str, Floats]:
    """Return what weights and net for statements make of definitions beside the targets."""
    definitions = read_words([each.claim.statement for each in asked])
    worded = read_words([each.worded for each in asked])
    found: dict[str, Floats] = {}
    for name, statement in STATEMENTS.items():
        stated = read_words([statement.format(each.target.label) for each in asked])
        found |= _by_code(f"{name}, net", _of_net(stated, definitions))
        found |= _by_code(f"{name}, net, with label", _of_net(stated, worded))
        found |= _by_code(f"{name}, weights", _of_weights(stated, definitions))
    return found


def _by_code(name: str, scores: Floats) -> dict[str, Floats]:
    return {f"{name}: {code}": column for code, column in zip(CODES["stance"], scores.T, strict=True)}


def _of_net(stated: Words, told: Words) -> Floats:
    every = np.arange(told.texts)
    return pairs.scores_of_pairs(pairs.shipped(pairs.SIDES), stated, told, (every, every))


def _of_weights(stated: Words, told: Words) -> Floats:
    nothing = read_words([""] * told.texts)
    return sums(shipped_weights("stance"), stance_features(told, stated, nothing, np.zeros(told.texts, bool)))
