"""What the pages of a class report say: what a class did, in figures and in the words of what it disputed."""

from collections.abc import Iterator

from discourse.classroom.discussion import discussion
from discourse.classroom.exercises import exercise
from discourse.classroom.grading import ClassFigures
from discourse.classroom.handed_in import HandedIn
from discourse.classroom.marks import may_be_absent
from discourse.classroom.packs import Pack
from discourse.classroom.report.cases import topics
from discourse.classroom.report.listings import listings
from discourse.classroom.report.records import ClassReport
from discourse.classroom.report.summary import summary
from discourse.classroom.report.tables import tables
from discourse.classroom.report.wording import coefficient_text, share_text
from discourse.classroom.to_find import marked_in, nothing_to_find
from discourse.classroom.wording import titled
from discourse.codingpage.content import spoken
from discourse.translation import agreeing, counted, deferred, language, number, translated


def class_report(pack: Pack, handed: HandedIn, figures: ClassFigures) -> ClassReport:
    """Return what the pages of a class report say, in the language in force."""
    said = exercise(pack.exercise)
    article = pack.thread.article
    return ClassReport(
        title=translated("{title} What the class found", title=said.title),
        words=_words(),
        tongue=language(),
        language=spoken(pack.thread) or language(),
        facts=(
            (translated("Discussion"), titled(article)),
            (translated("Students"), str(len(handed.students))),
            (
                translated("Asked of each"),
                agreeing(
                    _comments(figures),
                    "{decisions} on {n} comment",
                    "{decisions} on {n} comments",
                    decisions=counted(len(figures.units), "decision", "decisions"),
                ),
            ),
            (translated("Files left out"), str(handed.files_left_out)),
        ),
        headlines=tuple(_headlines(figures, marked_in(pack))),
        summary=tuple(summary(figures, marked_in(pack), nothing_to_find(pack))),
        tables=tuple(tables(pack, figures)),
        topics=tuple(topic for topic in topics(pack, figures) if topic.cases),
        listings=tuple(listings(pack, handed, figures)),
        questions=discussion(pack, said),
        method=tuple(_method(pack)),
    )


def _words() -> dict[str, str]:
    """Return what stands on every class report, by the name that its template has for it."""
    return {
        "over": translated("Class report"),
        "summary": translated("Summary"),
        "discussion": translated("Questions for the discussion"),
        "method": translated("How this was measured"),
    }


_METHOD = (
    deferred(
        "Agreement is the share of decisions, or of pairs of students, that are the same. Kappa (Cohen 1960) and alpha "
        "(Krippendorff 2011, nominal) take off what chance alone would give: 0 is no better than chance, 1 is full "
        "agreement. They are missing (–) where nothing varies."
    ),
    deferred(
        "“Class” is the answer that more than half of those gave who could tell; a student is compared with the "
        "others' answer, not with one that contains their own. Where the key allows several codes, each of them counts "
        "as right. What a student did not mark in a comment they looked at is absent; comments not looked at, “cannot "
        "tell”, and what could not be read are left out."
    ),
)
_OF_MARKS = deferred(
    "Most claims and sides are absent from most comments, so who marks nothing agrees with the key nearly "
    "everywhere. “Found” is therefore of what the key has for certain: marked, and as the key allows; where it "
    "allows as well that nothing is there, nothing need be found. “Wrongly marked” is what it does not have, or "
    "has in another way."
)


def _method(pack: Pack) -> Iterator[str]:
    """Yield how the figures were come by, as far as this exercise has them."""
    yield from map(translated, _METHOD)
    if not pack.key:
        return
    if any(map(may_be_absent, pack.key_of())):
        yield translated(_OF_MARKS)
    if pack.exercise == "reply-graph":
        yield translated(
            "The key is what the page itself states, and no reading of it. Where class and machine both say otherwise, "
            "see whether somebody answered in the wrong place."
        )
    else:
        yield translated(
            "The key is one careful reading. Where class and machine both say otherwise, think of the key first."
        )


def _comments(figures: ClassFigures) -> int:
    return len({row.unit.comment for row in figures.units})


def _headlines(figures: ClassFigures, marked: str) -> Iterator[tuple[str, str]]:
    n = len(figures.students)
    yield number(n), translated("student") if n == 1 else translated("students")
    yield coefficient_text(figures.alpha), translated("alpha of the class")
    if figures.class_key.share is not None:
        if marked and figures.class_marks.key:
            found, key = number(figures.class_marks.found), number(figures.class_marks.key)
            what = {
                "claims": translated("claims of the key found by the class"),
                "sides": translated("sides of the key found by the class"),
            }
            yield translated("{n} of {all}", n=found, all=key), what[marked]
        yield share_text(figures.class_key.share), translated("class as the key")
        yield share_text(figures.machine_key.share), translated("machine as the key")
    else:
        yield share_text(figures.class_machine.share), translated("class as the machine")
