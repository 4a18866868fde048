"""The summary of a class report, in sentences."""

from collections.abc import Iterator, Sequence

from discourse.classroom.grading import ClassFigures, without_a_mark
from discourse.classroom.report.wording import coefficient_text, share_text
from discourse.translation import agreeing, counted, deferred, number, translated


def summary(figures: ClassFigures, marked: str, nothing: str | None) -> Iterator[str]:
    """Yield the sentences; ``nothing`` is said where the key has nothing to find."""
    if not figures.students:
        yield translated("Nobody's answers could be read; what lies in the folder is listed below with the reason.")
        return
    yield _agreement(figures)
    if figures.class_key.share is not None:
        yield translated(
            "What most of the class said is the key's answer in {share} of {decisions}, what the machine said in "
            "{machine} of {all}.",
            share=share_text(figures.class_key.share),
            decisions=counted(figures.class_key.units, "decision", "decisions"),
            machine=share_text(figures.machine_key.share),
            all=number(figures.machine_key.units),
        )
        if marked and figures.class_marks.key:
            yield _class_marks(figures, marked)
        elif nothing:
            yield nothing
    if len(figures.parts) == 2 and None not in figures.parts:
        before, after = figures.parts
        yield translated(
            "With labels alone alpha was {before}, with the definitions of the codebook {after}. The comments of the "
            "two parts differ, so this is a hint, not a proof.",
            before=coefficient_text(before),
            after=coefficient_text(after),
        )
    yield from _not_answered(figures, marked)


def _agreement(figures: ClassFigures) -> str:
    if figures.share is None or figures.alpha is None:
        return translated(
            "Agreement of a class needs two students who decided the same things, and decisions that differ."
        )
    return translated(
        "Two students of this class gave the same answer in {share} of what both decided; beyond chance this is an "
        "alpha of {alpha}, {verdict}.",
        share=share_text(figures.share),
        alpha=coefficient_text(figures.alpha),
        verdict=_verdict(figures.alpha),
    )


def _class_marks(figures: ClassFigures, marked: str) -> str:
    """Return how many of the class's decisions that the key has, too, are marks, and how these stand to the key's."""
    own = figures.class_marks
    said = {
        "claims": deferred(
            "The class marked {n} of these decisions, {wrong} of them otherwise than the key; it found {found} of the "
            "{key} claims that the key has for certain."
        ),
        "sides": deferred(
            "The class marked {n} of these decisions, {wrong} of them otherwise than the key; it found {found} of the "
            "{key} sides that the key has for certain."
        ),
    }
    return translated(said[marked], n=own.given_in_key, wrong=own.wrong, key=own.key, found=own.found)


def _not_answered(figures: ClassFigures, marked: str) -> Iterator[str]:
    """Yield how many left questions open, how many answers are none that can be compared, and who marked nothing."""
    left = sum(each.answered + each.unread < each.asked for each in figures.students)
    if left:
        of = {"n": left, "all": len(figures.students)}
        yield (
            translated("{n} of {all} students left questions open or handed in one part only.", **of)
            if len(figures.parts) > 1
            else translated("{n} of {all} students left questions open.", **of)
        )
    blank = [each.name for each in without_a_mark(figures)]
    if blank:
        yield _of_no_mark(blank, marked)
    unread = [each for each in figures.students if each.unread]
    if unread:
        yield agreeing(
            sum(each.unread for each in unread),
            "{n} answer of {people} could not be read and counts as missing.",
            "{n} answers of {people} could not be read and count as missing.",
            people=_people([each.name for each in unread]),
        )
    unsure = sum(each.unsure for each in figures.students)
    if unsure:
        yield translated(
            "“Cannot tell” is {n} of {all} answers; they are counted as answers and compared with none.",
            n=number(unsure),
            all=number(sum(each.answered for each in figures.students)),
        )


def _of_no_mark(names: Sequence[str], marked: str) -> str:
    said = {
        "claims": deferred(
            "Without any claim marked: {people}; such a file agrees with the key wherever that has none, too."
        ),
        "sides": deferred(
            "Without any side marked: {people}; such a file agrees with the key wherever that has none, too."
        ),
    }
    return translated(said[marked], people=_people(names))


def _people(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else translated("{n} students", n=len(names))


def _verdict(alpha: float) -> str:
    """Return how an alpha is usually taken (Krippendorff 2004: .667 and .8)."""
    if alpha >= 0.8:
        return translated("enough to build on")
    if alpha >= 0.667:
        return translated("enough for tentative findings")
    return translated("too little to build findings on")
