"""A reply graph in the making: links are written down, missed, and cut where they lead back to themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from discourse.model import Comment
from discourse.replies.cycles import cut_cycles
from discourse.replies.graph import LINK_KINDS, MISSING, Fault, LinkKind, Option

MISSING_KIND = LINK_KINDS.index("missing")


class Guess(NamedTuple):
    """A probable parent, a comment's number or ``ARTICLE``, and all that come into question, most probable first.

    The parent is the first of these, unless the comments before leave that one no place on a nested page.
    """

    parent: int
    kind: LinkKind
    probability: float
    options: tuple[Option, ...]

    @classmethod
    def among(cls, options: Sequence[Option], kind: LinkKind) -> Self:
        """Return the guess that the first of some options is right."""
        return cls(options[0].parent, kind, options[0].probability, tuple(options))


@dataclass
class Draft:
    """The arrays and records of a ``ReplyGraph``; faults carry the number of their comment, to be sorted by it."""

    comments: Sequence[Comment]
    parent: NDArray[np.int64]
    kind: NDArray[np.uint8]
    probability: NDArray[np.float64]
    unseen: dict[int, str] = field(default_factory=dict)
    faults: list[tuple[int, Fault]] = field(default_factory=list)
    options: dict[int, tuple[Option, ...]] = field(default_factory=dict)
    instead_of: dict[int, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, comments: Sequence[Comment]) -> Self:
        """Return the draft in which no parent is known."""
        count = len(comments)
        return cls(
            comments=comments,
            parent=np.full(count, MISSING, dtype=np.int64),
            kind=np.full(count, MISSING_KIND, dtype=np.uint8),
            probability=np.zeros(count),
        )

    def state(self, number: int, parent: int) -> None:
        """Write down what the source states."""
        self.parent[number], self.kind[number], self.probability[number] = parent, LINK_KINDS.index("explicit"), 1.0

    def guess(self, number: int, guess: Guess) -> None:
        """Write down a guess."""
        self.parent[number], self.kind[number] = guess.parent, LINK_KINDS.index(guess.kind)
        self.probability[number] = guess.probability
        self.options[number] = guess.options

    def miss(self, number: int, fault: Fault | None = None) -> None:
        """Leave a comment without a parent, and keep what the source stated about it."""
        self.parent[number], self.kind[number], self.probability[number] = MISSING, MISSING_KIND, 0.0
        self.options.pop(number, None)
        stated = self.comments[number].reply_to
        if fault and stated is not None:
            self.unseen[number] = stated
        if fault:
            self.faults.append((number, fault))

    def cut_cycles(self) -> None:
        """Cut one link of each cycle: a guess for the next that leads elsewhere, what the source states as a fault."""
        for number in cut_cycles(self.parent, self.probability):
            comment = self.comments[number]
            if number in self.options:
                self._guess_again(number)
            else:
                detail = f"its chain of parents, from {comment.reply_to!r} on, leads back to it"
                self.miss(number, Fault(kind="cycle", comment=comment.id, detail=detail))

    def _guess_again(self, number: int) -> None:
        """Take the most probable option that does not hang on the comment itself."""
        left = [option for option in self.options[number] if not self._hangs_on(option.parent, number)]
        self.miss(number)
        if left:
            self.guess(number, Guess.among(left, "inferred"))

    def _hangs_on(self, parent: int, number: int) -> bool:
        seen = set()
        while parent >= 0 and parent != number and parent not in seen:
            seen.add(parent)
            parent = int(self.parent[parent])
        return parent == number
