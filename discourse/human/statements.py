"""Stance toward statements, of which a machine does not tell whether a comment takes no side or speaks of other things.

A name stands in a comment or does not; of a statement there is no such sign. Machines therefore say ``none`` of nearly
every comment, where people leave ``absent``: both are that the comment takes no side.
"""

from collections.abc import Collection, Iterable, Sequence

import msgspec

from discourse.codebook import Codebook
from discourse.human.codings import ABSENT, Codings, Mark
from discourse.human.consensus import Question, answers, questions_of

NO_SIDE = "none"


def statements_of(codebook: Codebook | None) -> frozenset[str] | None:
    """Return the targets of a codebook that are statements; ``None`` where there is no codebook to tell."""
    if codebook is None:
        return None
    return frozenset(target.id for target in codebook.targets if target.statement)


def untold(coders: Sequence[Codings], statements: Collection[str] | None = None) -> tuple[str, ...]:
    """Return the targets that coders are asked of and of which a machine among them tells no ``none`` from ``absent``.

    These are the statements; where nobody says which are, those of which a machine never says that they are absent.
    """
    machines = [codings for codings in coders if not codings.is_person]
    asked = [each.target for each in questions_of(coders) if each.variable == "stance" and each.target is not None]
    if statements is not None:
        return tuple(target for target in asked if machines and target in statements)
    return tuple(target for target in asked if any(_never_absent(codings, target) for codings in machines))


def _never_absent(machine: Codings, target: str) -> bool:
    said = set(answers(machine, Question("stance", target)).values())
    return NO_SIDE in said and ABSENT not in said


def sides_alone(coders: Iterable[Codings], targets: Collection[str]) -> list[Codings]:
    """Return codings in which no side on these targets is left unmarked, which is ``absent``."""
    return [_sides_alone(codings, targets) for codings in coders]


def _sides_alone(codings: Codings, targets: Collection[str]) -> Codings:
    comments = tuple(
        msgspec.structs.replace(coded, marks=tuple(mark for mark in coded.marks if not _is_no_side(mark, targets)))
        for coded in codings.comments
    )
    return msgspec.structs.replace(codings, comments=comments) if targets else codings


def _is_no_side(mark: Mark, targets: Collection[str]) -> bool:
    return mark.variable == "stance" and mark.target in targets and mark.code in (NO_SIDE, ABSENT)
