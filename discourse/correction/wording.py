"""What a report says of corrected figures, and of figures that nobody corrected."""

from discourse.correction.corrected import Correction
from discourse.human.codings import PERSON
from discourse.translation import counted, number, translated
from discourse.visible import visible

_NAMED = 3


def how_corrected(correction: Correction) -> str:
    """Return a sentence on what was corrected, by whom and by how many comments."""
    names = [visible(name.removeprefix(PERSON))[:40] for name in correction.people]
    people = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    return translated(
        "Shares that are called corrected carry no bias of the labels by {machine}: {people} coded {coded} by hand, "
        "drawn from {all} with known probabilities, and the interval holds the true share in 95 of 100 such draws.",
        machine=visible(correction.machine)[:40],
        people=people,
        coded=counted(correction.coded, "comment", "comments"),
        all=number(correction.population),
    )


def label_note(correction: Correction | None) -> str:
    """Return what stands beside counts and charts: whether the labels in them are corrected."""
    return (
        translated("uncorrected machine labels")
        if correction is None
        else translated("corrected shares, 95 % intervals")
    )
