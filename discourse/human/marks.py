"""Marks as files say them: a variable, a target and a code that there are, or why not."""

from typing import NamedTuple

import msgspec

from discourse.human.codings import ABSENT, CODES, TARGETED, Fault, Mark
from discourse.human.spellings import cannot_tell, code_in, why_unread
from discourse.translation import translated

MOST_SAID = 40
"""Characters that are kept of what is no code."""


class FaultError(ValueError):
    """Why a row, or a part of it, was not taken."""


class UnreadError(FaultError):
    """Why a code could not be read; ``mark`` is its decision, which is kept as one that nobody knows."""

    def __init__(self, why: str, mark: Mark) -> None:
        super().__init__(why)
        self.mark = mark


def fault_of(where: str, error: FaultError) -> Fault:
    """Return what was not taken as a fault.

    >>> fault_of("row 2", FaultError("it names no comment"))
    Fault(where='row 2', why='it names no comment', is_unread=False)
    """
    return Fault(where, str(error), isinstance(error, UnreadError))


class Shown(NamedTuple):
    """What stands beside a decision: the place of its words, the words, a note, and a machine's probability."""

    span: tuple[int, int] | None = None
    words: str | None = None
    note: str | None = None
    probability: float | None = None


def checked_mark(variable: str, target: str | None, code: str | None, shown: Shown) -> Mark:
    """Return a mark; ``code`` may be a code's label in one of our languages, ``None`` is that nobody can tell.

    Raises FaultError where there is no such variable, or no target where there has to be one; UnreadError where the
    code cannot be read.
    """
    if variable not in CODES:
        names = ", ".join(CODES)
        raise FaultError(
            translated("“{name}” is no variable; the variables are {names}", name=variable[:40], names=names)
        )
    written = None if code is None or cannot_tell(code) else code
    mark = Mark(
        variable=variable,
        target=target if variable in TARGETED else None,
        code=code_in(written, variable) if written is not None else None,
        span=shown.span,
        words=shown.words,
        note=shown.note,
        probability=shown.probability,
    )
    if written is not None and mark.code is None:
        raise UnreadError(why_unread(written, variable), msgspec.structs.replace(mark, said=written[:MOST_SAID]))
    if variable in TARGETED and target is None and mark.code not in (None, ABSENT):
        raise FaultError(translated("a {variable} needs a target: what is it toward or of", variable=variable))
    return mark
