"""What to talk about: the decisions on which the class was divided, or class, key and machine differ."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from discourse.classroom.grading import ClassFigures, UnitFigures
from discourse.classroom.packs import Pack
from discourse.classroom.report.records import Case, Split, Topic
from discourse.classroom.wording import label_of, said_on_paper, worded
from discourse.human.codings import ABSENT
from discourse.translation import translated

MOST_HARD = 6
MOST_DISCUSSED = 8
MOST_OF_ONE = 2
"""Cases under one heading that are of one comment."""
_EVEN = 0.9
"""Share of agreeing pairs from which a unit is not called hard."""
LONGEST = 420
"""Characters of a comment that are shown."""


def topics(pack: Pack, figures: ClassFigures) -> Iterator[Topic]:
    """Yield the headings of what to talk about with their cases, of which there may be none."""
    cases = _Cases(pack)
    hard = [row for row in figures.units if row.share is not None and row.share < _EVEN]
    hard.sort(key=lambda row: (row.share or 0, figures.units.index(row)))
    yield Topic(
        translated("What was hard"),
        translated("The decisions on which the class was most divided."),
        tuple(cases.of(row) for row in _varied(hard)[:MOST_HARD]),
    )
    yield Topic(
        translated("The machine wrong, the class right"),
        translated(
            "Here most of the class says what the key says, and the machine says something else. What did the class "
            "see?"
        ),
        cases.where(figures, lambda row: row.majority in row.key and row.machine not in (None, *row.key)),
    )
    yield Topic(
        translated("The class wrong, the machine right"),
        translated(
            "Here the machine says what the key says, and most of the class does not. Was it overlooked, or is there a "
            "reason?"
        ),
        cases.where(figures, lambda row: row.majority not in (None, *row.key) and row.machine in row.key),
    )
    yield Topic(
        translated("Both against the key"),
        translated("Here class and machine agree with each other and not with the key. Is the key right?"),
        cases.where(figures, lambda row: row.majority == row.machine and row.majority not in (None, *row.key)),
    )


class _Cases:
    """Makes cases of the units of a pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._said = {each.id: said_on_paper(each, at) for at, each in enumerate(pack.thread.comments, start=1)}

    def of(self, row: UnitFigures) -> Case:
        said = self._said[row.unit.comment]
        text, n = said["text"], sum(row.often.values())
        return Case(
            number=said["number"],
            author=said["author"],
            text=text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…",
            question=label_of(self._pack, row.unit),
            splits=tuple(Split(worded(code), count, count / n) for code, count in row.often.items()),
            says=" ".join(_says(row)),
        )

    def where(self, figures: ClassFigures, holds: Callable[[UnitFigures], bool]) -> tuple[Case, ...]:
        """Return cases of the units with a key for which something holds, those that matter most first."""
        found = [row for row in figures.units if row.key and row.often and holds(row)]
        # What is there and was missed says more than what is absent; then the clearest first.
        found.sort(key=lambda row: (row.majority == ABSENT, -max(row.often.values()), figures.units.index(row)))
        return tuple(self.of(row) for row in _varied(found)[:MOST_DISCUSSED])


def _says(row: UnitFigures) -> Iterator[str]:
    """Yield what key, class and machine say of a unit, a sentence each."""
    if row.key:
        yield translated("Key: {codes}.", codes=translated(", or ").join(map(worded, row.key)))
    yield translated("Class: {code}.", code=worded(row.majority) if row.majority else translated("divided"))
    yield translated("Machine: {code}.", code=worded(row.machine))


def _varied(rows: Sequence[UnitFigures]) -> list[UnitFigures]:
    """Return units in their order, those left out that would be the third or later of one comment."""
    often: Counter[str] = Counter()
    kept = []
    for row in rows:
        often[row.unit.comment] += 1
        if often[row.unit.comment] <= MOST_OF_ONE:
            kept.append(row)
    return kept
