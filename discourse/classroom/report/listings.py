"""The lists of a class report: definitions of the class, files to ask about, and what could not be read."""

from collections.abc import Iterator

from discourse.classroom.grading import ClassFigures, without_a_mark
from discourse.classroom.handed_in import HandedIn
from discourse.classroom.packs import Pack
from discourse.classroom.report.records import Listing
from discourse.translation import agreeing, labelled, named, translated
from discourse.visible import visible

MOST_ALIKE = 20


def listings(pack: Pack, handed: HandedIn, figures: ClassFigures) -> Iterator[Listing]:
    """Yield the lists that have something in them, and their headings."""
    yield from _defined(pack, handed)
    if figures.alike:
        more = len(figures.alike) - MOST_ALIKE
        yield Listing(
            translated("Files to ask about"),
            translated(
                "These share more than chance seldom gives. Did they work together, was a file handed in twice, or did "
                "they learn the same way to read? Ask, and do not conclude."
            ),
            (
                *(
                    labelled(translated("{first} and {last}", first=one.names[0], last=one.names[1]), one.why)
                    for one in figures.alike[:MOST_ALIKE]
                ),
                *((agreeing(more, "and {n} more pair", "and {n} more pairs"),) if more > 0 else ()),
            ),
        )
    yield from _without_marks(figures)
    if handed.remarks:
        yield Listing(
            translated("What could not be taken as it stands"),
            translated("These files were graded by all else in them."),
            handed.remarks,
        )
    if handed.left_out:
        yield Listing(
            translated("What was left out"),
            agreeing(
                len(handed.left_out),
                "The other files were graded without it.",
                "The other files were graded without them.",
            ),
            handed.left_out,
        )


def _defined(pack: Pack, handed: HandedIn) -> Iterator[Listing]:
    """Yield how the class defined each claim type, beside the definition of the codebook."""
    for claim in pack.sheets[-1].codebook.claim_types:
        own = [student.definitions[claim.id] for student in handed.students if student.definitions.get(claim.id)]
        if own:
            yield Listing(
                translated("How the class defined “{label}”", label=visible(named(claim.label))),
                translated(
                    "The codebook says: {definition} Unsigned, in the order of their letters:",
                    definition=visible(named(claim.definition)),
                ),
                tuple(sorted(own)),
            )


def _without_marks(figures: ClassFigures) -> Iterator[Listing]:
    blank = without_a_mark(figures)
    if blank:
        yield Listing(
            translated("Files without a mark"),
            translated(
                "In these, comments are done and nothing is marked. Was nothing seen, or was it not done? Ask, and do "
                "not conclude."
            ),
            tuple(
                translated("{name}: {n} of {all} answered, no mark", name=each.name, n=each.answered, all=each.asked)
                for each in blank
            ),
        )
