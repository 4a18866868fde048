"""Files that a machine wrote: whose codings those of several names in them are."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from discourse.human.codings import CODES, Coded, Codings, Mark, is_machine
from discourse.human.consensus import Place
from discourse.model import Variable

_SIGNED_BY: dict[tuple[str, ...], str] = {("cues", "linear"): "linear"}
"""Under which names coders of the program sign their codings, where these are several."""
_Decision = tuple[Place, Variable, str | None]


def as_one_machine(coders: Sequence[Codings]) -> tuple[Codings, ...]:
    """Return the coders of one file, its machines as one where each decided what no other did.

    One machine may sign with several names, as ``linear`` leaves claims to ``cues``. It is called as the program calls
    it, else by all its names. Machines that decided the same thing are several, and stay so, as do those of which none
    is the program's.
    """
    machines = [codings for codings in coders if not codings.is_person]
    is_ours = any(is_machine(codings.coder) for codings in machines)
    if len(machines) < 2 or not is_ours or _is_decided_twice(machines):
        return tuple(coders)
    whole, first = _together(machines), coders.index(machines[0])
    people = [codings for codings in coders if codings.is_person]
    return (*people[:first], whole, *people[first:])


def _is_decided_twice(machines: Iterable[Codings]) -> bool:
    seen: set[_Decision] = set()
    for codings in machines:
        own = set(_decisions(codings))
        if not seen.isdisjoint(own):
            return True
        seen |= own
    return False


def _decisions(codings: Codings) -> Iterator[_Decision]:
    for coded in codings.comments:
        for mark in coded.marks:
            yield (coded.source, coded.comment), mark.variable, mark.target


def _together(machines: Sequence[Codings]) -> Codings:
    marks: dict[Place, list[Mark]] = {}
    for coded in (coded for codings in machines for coded in codings.comments):
        marks.setdefault((coded.source, coded.comment), []).extend(coded.marks)
    names = tuple(sorted(codings.coder for codings in machines))
    asked = {variable for codings in machines for variable in codings.asked}
    return msgspec.structs.replace(
        machines[0],
        coder=_SIGNED_BY.get(names, " + ".join(names)),
        comments=tuple(Coded(source=source, comment=id_, marks=tuple(own)) for (source, id_), own in marks.items()),
        asked=tuple(variable for variable in CODES if variable in asked),
    )
