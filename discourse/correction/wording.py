"""What a report says of corrected figures, of figures that nobody corrected, and of what people coded."""

from collections.abc import Sequence

from discourse.correction.corrected import Correction
from discourse.correction.estimates import FEW
from discourse.human.codings import NOBODY, PERSON
from discourse.human.overriding import Checked
from discourse.model import Coding
from discourse.translation import counted, number, translated
from discourse.visible import visible

_NAMED = 3


def how_corrected(correction: Correction) -> str:
    """Return a sentence on what was corrected, by whom and by how many comments."""
    return translated(
        "Corrected shares (data/corrected.csv) are free of the errors of {machine}: {people} coded {coded} by hand, "
        "out of {all} with known probabilities of being drawn; in 95 of 100 such draws the interval holds the true "
        "share.",
        machine=visible(correction.machine)[:40],
        people=_named(correction.people),
        coded=counted(correction.coded, "comment", "comments"),
        all=number(correction.population),
    )


def how_rough(correction: Correction) -> str | None:
    """Return a sentence on what the star of rough figures means, ``None`` where there are none."""
    figures = [figure for figure in correction.figures if figure.group is None and figure.value is not None]
    rough = sum(figure.reason is not None for figure in figures)
    if not rough:
        return None
    return translated(
        "Of {shares}, {n} are rough, and have a star: among the comments coded by hand fewer than {few} had the code, "
        "were labelled wrongly, or were missed by the machine. What was not met cannot be told from them; their "
        "intervals are widened, and hold the true share less surely. Code more by hand to narrow them.",
        shares=counted(len(figures), "corrected share", "corrected shares"),
        n=number(rough),
        few=number(FEW),
    )


def how_coded(codings: Sequence[Coding], comments: int) -> str | None:
    """Return a sentence on how many comments people looked at, ``None`` where a machine coded, too."""
    coders = {coding.coder for coding in codings} - {NOBODY}
    people = sorted(coder for coder in coders if coder.startswith(PERSON))
    if not people or len(people) < len(coders):
        return None
    blank = {coding.comment for coding in codings if coding.coder == NOBODY}
    return translated(
        "{people} coded {coded} of {all} by hand; counts are of these alone.",
        people=", ".join(visible(name.removeprefix(PERSON))[:40] for name in people),
        coded=number(comments - len(blank)),
        all=counted(comments, "comment", "comments"),
    )


def how_checked(checked: Checked) -> str:
    """Return a sentence on what people did to the labels of a machine."""
    return translated(
        "Of {labels} of a machine, {people} checked {n} by hand (confirmed: {confirmed}, changed: {changed}, taken "
        "away: {removed}), and added {added}.",
        labels=counted(checked.labels, "label", "labels"),
        people=_named(checked.people),
        n=number(checked.checked),
        confirmed=number(checked.confirmed),
        changed=number(checked.changed),
        removed=number(checked.removed),
        added=number(checked.added),
    )


def _named(people: Sequence[str]) -> str:
    names = [visible(name.removeprefix(PERSON))[:40] for name in people]
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
