"""People's codings laid over a machine's: what a person decided counts, and what none did stays the machine's.

They never vote together. People decide among themselves as in ``consensus``; of several machines that decide the same
thing the surest counts. A person of a sheet looked at the whole comment, so what they did not mark is absent; one whose
decisions stand one by one, as rows beside a machine's, overrides what these name, what the machine inferred from that,
and nothing else.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from discourse.human.codings import ABSENT, CODES, PERSON, Codings, Mark
from discourse.human.consensus import Place, consensus
from discourse.model import Variable

_Change = Callable[[Place, Mark], Iterable[Mark]]
"""What becomes of a mark in a comment."""
Implied = Mapping[str, Collection[str]]
"""For each claim type the targets for or against which who makes the claim is."""


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What people did to a machine's labels, of which there were so many: confirmed, changed, taken away, added."""

    people: tuple[str, ...]
    labels: int
    confirmed: int = 0
    changed: int = 0
    removed: int = 0
    added: int = 0

    @property
    def checked(self) -> int:
        """How many of the machine's labels people decided on."""
        return self.confirmed + self.changed + self.removed


class Together(NamedTuple):
    """Codings of which each stands for itself, and what people did to a machine's, where both coded."""

    codings: tuple[Codings, ...]
    checked: Checked | None = None


class _Hand(NamedTuple):
    """What people decided in each comment, and the variables of which they looked for everything there."""

    marks: dict[Place, tuple[Mark, ...]]
    whole: dict[Place, set[Variable]]

    def over(self, place: Place, mark: Mark) -> list[Mark]:
        """Return the marks of people that decide what a mark of a machine does."""
        own = [each for each in self.marks.get(place, ()) if each.variable == mark.variable]
        return [each for each in own if not each.is_unread and _is_over(each, mark)]

    def overrides(self, place: Place, mark: Mark) -> bool:
        """Return whether people decided what a mark of a machine does, if only by not marking it."""
        if self.over(place, mark):
            return True
        lost = any(
            each.is_unread and _decision(place, each) == _decision(place, mark) for each in self.marks.get(place, ())
        )
        return not lost and mark.variable in self.whole.get(place, ())


def together(coders: Sequence[Codings], implied: Implied = MappingProxyType({})) -> Together:
    """Return what the coders say together: people, machines, or people over machines, each under their names.

    What people wrote and nobody can read leaves a machine's label as it is. A machine's side on a target goes with the
    claim that it followed from (``implied``): one that the same words show, and that people took away or changed.
    """
    people = [codings for codings in coders if codings.is_person]
    machines = tuple(_surest([codings for codings in coders if not codings.is_person]))
    if not people or not machines:
        return Together((consensus(people),) if people else machines)
    agreed = consensus(people, machines)
    hand = _Hand({(each.source, each.comment): each.marks for each in agreed.comments}, _looked_through(people))
    of_machines = _marks_of(machines)
    left = {place: _left_over(hand, place, marks, implied) for place, marks in of_machines.items()} if implied else {}
    kept = (
        _mapped(
            each,
            lambda place, mark: () if hand.overrides(place, mark) or mark in left.get(place, ()) else (mark,),
        )
        for each in machines
    )
    shown = _mapped(
        agreed, lambda place, mark: (_with_words(mark, of_machines.get(place, ())),) if not mark.is_unread else ()
    )
    return Together((*kept, shown), _checked(people, hand, of_machines))


def _left_over(hand: _Hand, place: Place, marks: Sequence[Mark], implied: Implied) -> list[Mark]:
    """Return a machine's sides in a comment that no longer follow from any claim of it that the same words show."""
    claims = [mark for mark in marks if mark.variable == "claim" and _is_label(mark)]
    stays = [mark for mark in claims if not hand.overrides(place, mark) or _is_confirmed(hand, place, mark)]
    gone = [mark for mark in claims if mark not in stays]
    sides = [mark for mark in marks if mark.variable == "stance" and mark.code in ("favor", "against")]
    return [side for side in sides if _follows(side, gone, implied) and not _follows(side, stays, implied)]


def _is_confirmed(hand: _Hand, place: Place, mark: Mark) -> bool:
    return any(each.code == mark.code for each in hand.over(place, mark))


def _follows(side: Mark, claims: Iterable[Mark], implied: Implied) -> bool:
    return any(
        side.target in implied.get(claim.target or "", ())
        and side.span
        and claim.span
        and _overlap(side.span, claim.span)
        for claim in claims
    )


def _is_over(hand: Mark, mark: Mark) -> bool:
    """Return whether a person's mark decides what a machine's of the same variable does.

    One of no target speaks of all targets; a form is of a clause, where the person says which. That a machine judges
    nothing of a variable holds until a person finds something.
    """
    if mark.variable == "form":
        return hand.span is None or mark.span is None or _overlap(hand.span, mark.span)
    if mark.target is None and hand.target is not None:
        return hand.code not in (None, ABSENT)
    return hand.target in (None, mark.target)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _looked_through(people: Iterable[Codings]) -> dict[Place, set[Variable]]:
    """Return the variables of which people of sheets looked for everything in each comment."""
    looked: defaultdict[Place, set[Variable]] = defaultdict(set)
    for codings in (codings for codings in people if codings.whole):
        maybe = [variable for variable in codings.asked if ABSENT in CODES[variable]]
        for coded in codings.comments:
            looked[coded.source, coded.comment].update(maybe)
    return looked


def _mapped(codings: Codings, of: _Change) -> Codings:
    return msgspec.structs.replace(
        codings,
        comments=tuple(
            msgspec.structs.replace(
                coded, marks=tuple(new for mark in coded.marks for new in of((coded.source, coded.comment), mark))
            )
            for coded in codings.comments
        ),
    )


def _marks_of(coders: Iterable[Codings]) -> dict[Place, list[Mark]]:
    found: defaultdict[Place, list[Mark]] = defaultdict(list)
    for coded in (coded for codings in coders for coded in codings.comments):
        found[coded.source, coded.comment] += coded.marks
    return found


def _with_words(hand: Mark, of_machines: Iterable[Mark]) -> Mark:
    """Return a person's mark, where it confirms a machine's without showing words, with the words of that."""
    same = (
        mark
        for mark in of_machines
        if (mark.variable, mark.target, mark.code) == (hand.variable, hand.target, hand.code)
    )
    found = next(same, None) if hand.span is None and hand.code is not None else None
    return hand if found is None else msgspec.structs.replace(hand, span=found.span, words=found.words)


def _surest(machines: Sequence[Codings]) -> Iterator[Codings]:
    """Yield the codings of machines without those of which another is surer; of equally sure ones the first stays."""
    best: dict[tuple[Place, Variable, str | None], tuple[float, int]] = {}
    for number, codings in enumerate(machines):
        for coded in codings.comments:
            for mark in coded.marks:
                key = _decision((coded.source, coded.comment), mark)
                best[key] = max(best.get(key, (-1.0, 0)), (_weight(mark), -number))
    for number, codings in enumerate(machines):
        yield _mapped(codings, partial(_if_best, best, -number))


def _if_best(
    best: Mapping[tuple[Place, Variable, str | None], tuple[float, int]], number: int, place: Place, mark: Mark
) -> tuple[Mark, ...]:
    return (mark,) if best[_decision(place, mark)][1] == number else ()


def _decision(place: Place, mark: Mark) -> tuple[Place, Variable, str | None]:
    return place, mark.variable, mark.target


def _weight(mark: Mark) -> float:
    """Return how much a machine's mark weighs against another's: nothing where it cannot tell."""
    return 0.0 if mark.code is None else mark.sureness


def _checked(people: Sequence[Codings], hand: _Hand, of_machines: Mapping[Place, Sequence[Mark]]) -> Checked:
    labels = [(place, mark) for place, marks in of_machines.items() for mark in marks if _is_label(mark)]
    gone = [(mark, hand.over(place, mark)) for place, mark in labels if hand.overrides(place, mark)]
    confirmed = sum(any(each.code == mark.code for each in over) for mark, over in gone)
    changed = sum(any(map(_is_label, over)) for _, over in gone) - confirmed
    found = [(place, mark) for place, marks in hand.marks.items() for mark in marks if _is_label(mark)]
    return Checked(
        people=tuple(codings.coder.removeprefix(PERSON) for codings in people),
        labels=len(labels),
        confirmed=confirmed,
        changed=changed,
        removed=len(gone) - confirmed - changed,
        added=sum(not _is_over_a_label(mark, of_machines.get(place, ())) for place, mark in found),
    )


def _is_label(mark: Mark) -> bool:
    return mark.code not in (None, ABSENT)


def _is_over_a_label(hand: Mark, of_machines: Iterable[Mark]) -> bool:
    return any(_is_label(mark) and mark.variable == hand.variable and _is_over(hand, mark) for mark in of_machines)
