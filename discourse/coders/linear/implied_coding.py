"""Stance toward the targets that claims speak for or against, and what words say of those that are named besides."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from discourse.coders.columns import Codings, Floats, Ints, in_one
from discourse.coders.linear.exchanges import Reading
from discourse.coders.linear.reply_coding import reply_answers
from discourse.coders.linear.stance_coding import Asked as StanceAsked
from discourse.coders.linear.stance_coding import Heard, foreign_stances
from discourse.coders.linear.stances import CODES
from discourse.coders.stance.implied import Asked, ByName, SpeaksFor, asked, implied_codings, in_question

_FAVOR, _AGAINST = CODES.index("favor"), CODES.index("against")


class ByWords(NamedTuple):
    """What the words of comments say of targets: those in English as heard, those in other languages by cues."""

    heard: Sequence[Heard]
    foreign: Codings

    @staticmethod
    def of(asked: StanceAsked, heard: Sequence[Heard]) -> "ByWords":
        """Return what was heard with what cues make of the comments in other languages."""
        return ByWords(heard, in_one(list(foreign_stances(asked))))

    def by_name(self, target: int) -> ByName:
        """Return who names a target, and the side that words take on it."""
        parts = [each for each in self.heard if each.place == target]
        cued = [*(each.decided for each in parts), self.foreign]
        found = [_of_codings(each.only(np.flatnonzero(each.target == target))) for each in cued]
        found += [_of_weights(each) for each in parts]
        comment, side = (np.concatenate(columns) for columns in zip(*found, strict=True))
        order = np.argsort(comment, kind="stable")
        return ByName(comment[order], side[order])


class Implied(NamedTuple):
    """Who is asked about a target, given by its number, because of a claim."""

    target: int
    asked: Asked


def with_implied(codings: Codings, implied: Sequence[Implied]) -> Codings:
    """Return codings of stance with those that follow from claims in the place of what words alone say."""
    kept, told = np.ones(len(codings.comment), bool), [by_claims(each) for each in implied]
    for each, one in zip(implied, told, strict=True):
        kept &= (codings.target != each.target) | ~np.isin(codings.comment, one.judged)
    return in_one([codings.only(np.flatnonzero(kept)), *(one.codings for one in told)])


class ByClaims(NamedTuple):
    """The codings toward a target that follow from claims, and the comments that words do not judge any more."""

    codings: Codings
    judged: Ints


def by_claims(implied: Implied) -> ByClaims:
    """Return what follows from claims toward a target.

    Where definitions tell whom these speak for, only sides: the words of who takes none say more than that.
    """
    asked, found = implied.asked, implied_codings(implied.asked, implied.target)
    if asked.stated:
        return ByClaims(found, asked.comment)
    sides = found.only(np.flatnonzero(np.isin(found.code, (_FAVOR, _AGAINST))))
    return ByClaims(sides, sides.comment)


def all_asked(
    reading: Reading, sides: Mapping[int, SpeaksFor], claims: Codings, by_name: Callable[[int], ByName]
) -> list[Implied]:
    """Return who is asked about each target that claims speak for or against.

    ``by_name`` gives who names a target, and the side that words take on it.
    """
    there = ~reading.threads.deleted
    numbers = {target: in_question(claims, each) for target, each in sides.items()}
    numbers = {target: comments[there[comments]] for target, comments in numbers.items()}
    together = np.unique(np.concatenate([np.zeros(0, np.int64), *numbers.values()]))
    answers = reply_answers(reading, together)
    words = np.array([len(reading.threads.text[number].split()) for number in together.tolist()], np.float64)
    found = []
    for target, comments in numbers.items():
        at = np.searchsorted(together, comments)
        told = asked(claims, sides[target], by_name(target), (comments, answers[at], words[at]))
        found.append(Implied(target, told))
    return found


def _of_codings(codings: Codings) -> ByName:
    sure = np.nan_to_num(codings.probability)
    return ByName(codings.comment, np.select([codings.code == _FAVOR, codings.code == _AGAINST], [sure, -sure], 0.0))


def _of_weights(heard: Heard) -> ByName:
    named = np.array([cue is not None for cue in heard.scope.cues], bool)
    chance: Floats = heard.chance[named]
    return ByName(heard.number[named], chance[:, _FAVOR] - chance[:, _AGAINST])
