"""Marks as files say them: a variable, a target and a code that there are, or why not."""

from typing import NamedTuple

import msgspec

from discourse.human.codings import ABSENT, CODES, TARGETED, Mark
from discourse.human.naming import code_named
from discourse.human.sheets import UNSURE


class FaultError(ValueError):
    """Why a row, or a part of it, was not taken."""


class UnreadableError(FaultError):
    """Why a code was not understood; ``missing`` says in its place that nobody can tell, not that it is absent."""

    def __init__(self, why: str, missing: Mark) -> None:
        super().__init__(why)
        self.missing = missing


class Shown(NamedTuple):
    """What stands beside a decision: the place of its words, the words, a note, and a machine's probability."""

    span: tuple[int, int] | None = None
    words: str | None = None
    note: str | None = None
    probability: float | None = None


def checked_mark(variable: str, target: str | None, code: str | None, shown: Shown) -> Mark:
    """Return a mark, its code as it is written or by a label of it; ``?`` and no code say that nobody can tell.

    Raises FaultError where there is no such variable, or no target where there has to be one; UnreadableError where
    the code is none.
    """
    if variable not in CODES:
        raise FaultError(f"“{variable[:40]}” is no variable; the variables are {', '.join(CODES)}")
    mark = Mark(
        variable=variable,
        target=target if variable in TARGETED else None,
        span=shown.span,
        words=shown.words,
        note=shown.note,
        probability=shown.probability,
    )
    if code is None:
        return mark
    named = code_named(variable, code)
    if named is None:
        missing = msgspec.structs.replace(mark, understood=False)
        known = f"the codes are {', '.join(CODES[variable])}"
        raise UnreadableError(f"“{code[:40]}” is no code of {variable}; {known}; it counts as missing", missing)
    if variable in TARGETED and target is None and named not in (UNSURE, ABSENT):
        raise FaultError(f"a {variable} needs a target: what is it toward or of")
    return mark if named == UNSURE else msgspec.structs.replace(mark, code=named)
