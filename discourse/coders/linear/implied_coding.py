"""Stance toward the targets that claims speak for or against, and what words say of those that are named besides."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from discourse.codebook import Codebook
from discourse.coders.columns import ABSTAINS, Codings, Floats, Ints
from discourse.coders.implied import Asked, ByName, asked, implied_codings, in_question, sided
from discourse.coders.linear.exchanges import Reading
from discourse.coders.linear.reply_coding import reply_answers
from discourse.coders.linear.stance_coding import Heard
from discourse.coders.linear.stances import CODES

_FAVOR, _AGAINST = CODES.index("favor"), CODES.index("against")


class ByWords(NamedTuple):
    """What the words of comments say of targets: those in English as heard, those in other languages by cues."""

    heard: Sequence[Heard]
    foreign: Codings

    def by_name(self, target: int) -> ByName:
        """Return who names a target, and the side that words take on it."""
        parts = [each for each in self.heard if each.place == target]
        decided = [each.decided for each in parts]
        cued = [*decided, self.foreign.only(np.flatnonzero(self.foreign.code != ABSTAINS))]
        found = [_of_codings(each.only(np.flatnonzero(each.target == target))) for each in cued]
        found += [_of_weights(each) for each in parts]
        comment, side, begin, end = (np.concatenate(columns) for columns in zip(*found, strict=True))
        order = np.argsort(comment, kind="stable")
        return ByName(comment[order], side[order], begin[order], end[order])


def implied_stances(reading: Reading, codebook: Codebook, claims: Codings, words: ByWords) -> Iterator[Codings]:
    """Yield the codings toward each target that claims speak for or against.

    Where a comment's language is not known, the coder abstains as it does without claims.
    """
    unread = words.foreign.only(np.flatnonzero(words.foreign.code == ABSTAINS))
    for target, told in all_asked(reading, sided(codebook), claims, words.by_name):
        yield unread.only(np.flatnonzero((unread.target == target) & ~np.isin(unread.comment, told.comment)))
        yield implied_codings(told, target, "linear")


def all_asked(
    reading: Reading, sides: Mapping[int, Ints], claims: Codings, by_name: Callable[[int], ByName]
) -> Iterator[tuple[int, Asked]]:
    """Yield each target that claims speak for or against (``sided``), by number, with who is asked about it.

    ``by_name`` gives who names a target, and the side that words take on it.
    """
    named = {target: by_name(target) for target in sides}
    numbers = {target: in_question(claims, sides[target], named[target]) for target in sides}
    together = np.unique(np.concatenate([np.zeros(0, np.int64), *numbers.values()]))
    answers = reply_answers(reading, together)
    length = np.array([len(reading.threads.text[number].split()) for number in together.tolist()], np.float64)
    for target, comments in numbers.items():
        at = np.searchsorted(together, comments)
        yield target, asked(claims, sides[target], named[target], (comments, answers[at], length[at]))


def _of_codings(codings: Codings) -> ByName:
    sure = np.nan_to_num(codings.probability)
    side = np.select([codings.code == _FAVOR, codings.code == _AGAINST], [sure, -sure], 0.0)
    return ByName(codings.comment, side, codings.begin, codings.end)


def _of_weights(heard: Heard) -> ByName:
    named = np.array([cue is not None for cue in heard.scope.cues], bool)
    spans = [cue.span for cue in heard.scope.cues if cue is not None]
    begin, end = np.array(spans, np.int64).reshape(-1, 2).T
    chance: Floats = heard.chance[named]
    return ByName(heard.number[named], chance[:, _FAVOR] - chance[:, _AGAINST], begin, end)
