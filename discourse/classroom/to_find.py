"""What there is to find in an exercise: claims or sides that are marked where they are there."""

from discourse.classroom.marks import marks_in, may_be_absent
from discourse.classroom.packs import Pack
from discourse.translation import deferred, translated


def marked_in(pack: Pack) -> str:
    """Return what is marked in an exercise where it is there, as a noun; an empty text where nothing may be absent."""
    asked = {unit.question.split()[0] for unit in pack.units() if may_be_absent(unit)}
    return "claims" if "claim" in asked else "sides" if asked else ""


def nothing_to_find(pack: Pack) -> str | None:
    """Return why marks have nothing to find, which is to be known before an exercise is set; ``None`` where they have.

    ``None`` too where there is no key at all, or nothing is marked.
    """
    marked, key = marked_in(pack), pack.key_of()
    if not key or not marked or marks_in({}, key, pack.units()).key:
        return None
    if not any(map(may_be_absent, key)):
        return translated(
            "The key says how comments answer, and not which sides they take: on sides the class is compared with "
            "itself and with the machine."
        )
    said = {
        "claims": deferred("The key has no claim for certain, so there is none to find; a mark may only be wrong."),
        "sides": deferred(
            "The key takes no side for certain toward anything that is asked, so there is none to find; what there is "
            "to learn is how comments answer."
        ),
    }
    return translated(said[marked])
