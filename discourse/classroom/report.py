"""The class report: what a class did, in figures and in the words of what it disputed, as PDF, HTML and tables."""

from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any, NamedTuple

import msgspec
import polars as pl

from discourse.classroom.answers import Unit
from discourse.classroom.discussion import discussion
from discourse.classroom.exercises import exercise
from discourse.classroom.folders import label_of, marked_in, nothing_to_find, said_on_paper, titled, worded
from discourse.classroom.grading import ClassFigures, Graded, Match, UnitFigures, figures_of
from discourse.classroom.handed_in import HandedIn
from discourse.classroom.marks import may_be_absent
from discourse.classroom.packs import Pack
from discourse.classroom.typesetting import pdf
from discourse.codingpage.content import spoken
from discourse.exports.frames import csv_text
from discourse.human.codings import ABSENT
from discourse.reporting.templating import environment
from discourse.translation import agreeing, counted, deferred, labelled, language, named, number, speaking, translated
from discourse.translation.phrases import percent
from discourse.visible import visible

MOST_HARD = 6
MOST_DISCUSSED = 8
MOST_OF_ONE = 2
"""Cases under one heading that are of one comment."""
MOST_ALIKE = 20
_EVEN = 0.9
"""Share of agreeing pairs from which a unit is not called hard."""
LONGEST = 420


class Cell(msgspec.Struct, frozen=True):
    """A figure in words, and the length of its bar from 0 to 1 (``None``: no bar)."""

    text: str
    bar: float | None = None


class Split(msgspec.Struct, frozen=True):
    """A code, how many gave it, and that as a share of those who answered."""

    code: str
    count: int
    share: float


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A unit worth talking about: the comment, the question, and what class, key and machine say."""

    number: int
    author: str
    text: str
    question: str
    splits: tuple[Split, ...]
    says: str


class Topic(msgspec.Struct, frozen=True):
    """A part of the discussion page: a heading, a sentence, and cases."""

    heading: str
    lead: str
    cases: tuple[Case, ...]


class Table(msgspec.Struct, frozen=True):
    """A table: its heading, its columns, and its rows, of which the first cell is a name."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


class Listing(msgspec.Struct, frozen=True):
    """A list under a heading, with a sentence before it."""

    heading: str
    lead: str
    items: tuple[str, ...]


class ClassReport(msgspec.Struct, frozen=True, kw_only=True):
    """All that the pages of a class report say."""

    title: str
    words: dict[str, str]
    tongue: str
    language: str
    facts: tuple[tuple[str, str], ...]
    headlines: tuple[tuple[str, str], ...]
    summary: tuple[str, ...]
    tables: tuple[Table, ...]
    topics: tuple[Topic, ...]
    listings: tuple[Listing, ...]
    questions: tuple[str, ...]
    method: tuple[str, ...]


def class_files(pack: Pack, handed: HandedIn) -> dict[str, bytes]:
    """Return the files of a class report by their names; our words in its pages are in the language of the pack."""
    with speaking(pack.language):
        return _files(pack, handed)


def _files(pack: Pack, handed: HandedIn) -> dict[str, bytes]:
    figures = figures_of(pack, handed.students)
    said = class_report(pack, handed, figures)
    return {
        "class.pdf": pdf("class", said),
        "class.html": _webpage(said),
        "students.csv": csv_text(students_table(figures)).encode(),
        "units.csv": csv_text(units_table(pack, figures)).encode(),
        "questions.csv": csv_text(questions_table(figures)).encode(),
        "left-out.csv": _sentences_csv(handed.left_out),
        "remarks.csv": _sentences_csv(handed.remarks),
    }


def _sentences_csv(sentences: Sequence[str]) -> bytes:
    return csv_text(pl.DataFrame({"what": list(sentences)}, schema={"what": pl.String})).encode()


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
        summary=tuple(_summary(figures, marked_in(pack), nothing_to_find(pack))),
        tables=tuple(_tables(pack, figures)),
        topics=tuple(topic for topic in _topics(pack, figures) if topic.cases),
        listings=tuple(_listings(pack, handed, figures)),
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
    yield _number(figures.alpha), translated("alpha of the class")
    if figures.class_key.share is not None:
        if marked and figures.class_marks.key:
            found, key = number(figures.class_marks.found), number(figures.class_marks.key)
            what = {
                "claims": translated("claims of the key found by the class"),
                "sides": translated("sides of the key found by the class"),
            }
            yield translated("{n} of {all}", n=found, all=key), what[marked]
        yield _percent(figures.class_key.share), translated("class as the key")
        yield _percent(figures.machine_key.share), translated("machine as the key")
    else:
        yield _percent(figures.class_machine.share), translated("class as the machine")


def _summary(figures: ClassFigures, marked: str, nothing: str | None) -> Iterator[str]:
    if not figures.students:
        yield translated("Nobody's answers could be read; what lies in the folder is listed below with the reason.")
        return
    yield _agreement(figures)
    if figures.class_key.share is not None:
        yield translated(
            "What most of the class said is the key's answer in {share} of {decisions}, what the machine said in "
            "{machine} of {all}.",
            share=_percent(figures.class_key.share),
            decisions=counted(figures.class_key.units, "decision", "decisions"),
            machine=_percent(figures.machine_key.share),
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
            before=_number(before),
            after=_number(after),
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
        share=_percent(figures.share),
        alpha=_number(figures.alpha),
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
    blank = [each.name for each in _blank(figures)]
    if blank:
        yield _without_a_mark(blank, marked)
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


def _blank(figures: ClassFigures) -> list[Graded]:
    """Return who marked nothing; nobody where there is a key and it has nothing to find."""
    has_key = figures.machine_key.share is not None
    return [each for each in figures.students if each.is_blank and (figures.class_marks.key or not has_key)]


def _without_a_mark(names: Sequence[str], marked: str) -> str:
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


# ---- tables
def _tables(pack: Pack, figures: ClassFigures) -> Iterator[Table]:
    with_key = bool(pack.key)
    if figures.students:
        yield _of_students(figures, _key_in(pack, figures), marked_in(pack))
    if len(figures.questions) > 1:
        with_key_heads = translated("Class as the key"), translated("Machine as the key")
        yield Table(
            translated("Each question"),
            (*map(translated, ("Question", "Alpha", "Pairs agree")), *(with_key_heads if with_key else ())),
            tuple(
                (
                    Cell(label_of(pack, Unit(each.question, ""))),
                    Cell(_number(each.alpha)),
                    Cell(_percent(each.share), each.share),
                    *((_cells(each.class_key)[0], _cells(each.machine_key)[0]) if with_key else ()),
                )
                for each in figures.questions
            ),
        )


class _HasKey(NamedTuple):
    """Whether there is a key, whether it decides on marks, and whether it has any to find."""

    any: bool
    of_marks: bool
    to_find: bool


def _key_in(pack: Pack, figures: ClassFigures) -> _HasKey:
    return _HasKey(bool(pack.key), any(map(may_be_absent, pack.key_of())), figures.class_marks.key > 0)


def _of_students(figures: ClassFigures, key: _HasKey, marked: str) -> Table:
    unread = any(each.unread for each in figures.students)
    return Table(
        translated("Each student"),
        _student_heads(key, marked, unread),
        tuple(
            (
                Cell(each.name),
                *(_marks_cells(each, key) if marked else ()),
                Cell(translated("{n} of {all}", n=each.answered, all=each.asked)),
                *((Cell(str(each.unread) if each.unread else "–"),) if unread else ()),
                *(_cells(each.key, with_bar=not marked) if key.any else ()),
                *_cells(each.others, with_bar=not marked),
                _cells(each.machine, with_bar=not marked)[0],
            )
            for each in figures.students
        ),
        " ".join(_student_note(key.to_find, marked)),
    )


def _student_heads(key: _HasKey, marked: str, unread: bool) -> tuple[str, ...]:
    """Return the heads of the columns."""
    found = {"claims": translated("Claims found"), "sides": translated("Sides found")}
    marks = (
        (*((found[marked],) if key.to_find else ()), translated("Wrongly marked")) if marked and key.of_marks else ()
    )
    return (
        translated("Student"),
        *(marks or ((translated("Marks"),) if marked else ())),
        translated("Answered"),
        *((translated("Not read"),) if unread else ()),
        *((translated("As the key"), translated("kappa")) if key.any else ()),
        translated("As the others"),
        translated("kappa"),
        translated("As the machine"),
    )


def _student_note(to_find: bool, marked: str) -> Iterator[str]:
    if marked and to_find:
        found = {
            "claims": translated("Found are claims that the key has for certain, marked as the key does."),
            "sides": translated("Found are sides that the key has for certain, marked as the key does."),
        }
        yield found[marked]
    yield translated(
        "In the order of their names; a low figure may mean a careless student or a careful one who sees more."
    )


def _marks_cells(each: Graded, key: _HasKey) -> tuple[Cell, ...]:
    given = translated("no mark") if each.is_blank else str(each.marks.given)
    if not key.of_marks:
        return (Cell(given),)
    own = each.marks
    found = Cell(translated("{n} of {all}", n=own.found, all=own.key), own.found / own.key if own.key else None)
    wrong = given if each.is_blank else translated("{n} of {all}", n=own.wrong, all=own.given_in_key)
    return (found, Cell(wrong)) if key.to_find else (Cell(wrong),)


def _cells(match: Match, with_bar: bool = True) -> tuple[Cell, Cell]:
    return Cell(_percent(match.share), match.share if with_bar else None), Cell(_number(match.kappa))


# ---- what to talk about
def _topics(pack: Pack, figures: ClassFigures) -> Iterator[Topic]:
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

    def where(self, figures: ClassFigures, holds: Any) -> tuple[Case, ...]:
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


def _listings(pack: Pack, handed: HandedIn, figures: ClassFigures) -> Iterator[Listing]:
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
    blank = _blank(figures)
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


def _percent(share: float | None) -> str:
    return "–" if share is None else percent(share)


def _number(value: float | None) -> str:
    """Return a coefficient to two places; "–" where there is none."""
    if value is None:
        return "–"
    return number(0.0 if abs(value) < 0.005 else value, 2).replace("-", "−")


# ---- tables as data
def students_table(figures: ClassFigures) -> pl.DataFrame:
    """Return a row for each student: marks, answers, and share, kappa and number of units against each of three."""
    rows: list[dict[str, Any]] = []
    for each in figures.students:
        row: dict[str, Any] = {
            "student": each.name,
            "key_marks": each.marks.key,
            "found": each.marks.found,
            "wrongly_marked": each.marks.wrong,
            "marks": each.marks.given,
            "asked": each.asked,
            "answered": each.answered,
            "cannot_tell": each.unsure,
            "not_read": each.unread,
        }
        for name in ("key", "others", "machine"):
            found: Match = getattr(each, name)
            row |= {f"{name}_units": found.units, f"{name}_share": found.share, f"{name}_kappa": found.kappa}
        rows.append(row)
    counts = ("key_marks", "found", "wrongly_marked", "marks", "asked", "answered", "cannot_tell", "not_read")
    schema: dict[str, Any] = {"student": pl.String, **dict.fromkeys(counts, pl.Int64)}
    for name in ("key", "others", "machine"):
        schema |= {f"{name}_units": pl.Int64, f"{name}_share": pl.Float64, f"{name}_kappa": pl.Float64}
    return pl.DataFrame(rows, schema=schema)


def units_table(pack: Pack, figures: ClassFigures) -> pl.DataFrame:
    """Return a row for each question about each comment, with what was given how often."""
    number = {comment.id: at for at, comment in enumerate(pack.thread.comments, start=1)}
    return pl.DataFrame(
        [
            {
                "number": number[row.unit.comment],
                "comment": row.unit.comment,
                "question": row.unit.question,
                "given": "; ".join(f"{code} {count}" for code, count in row.often.items()),
                "class": row.majority,
                "key": " | ".join(row.key),
                "machine": row.machine,
                "pairs_agree": row.share,
            }
            for row in figures.units
        ],
        schema={
            "number": pl.Int64, "comment": pl.String, "question": pl.String, "given": pl.String, "class": pl.String,
            "key": pl.String, "machine": pl.String, "pairs_agree": pl.Float64,
        },
    )  # fmt: skip


def questions_table(figures: ClassFigures) -> pl.DataFrame:
    """Return a row for each question, and one for all together, with their agreement."""
    rows: Sequence[tuple[Any, ...]] = [
        (each.question, each.units, each.alpha, each.share, each.class_key.share, each.machine_key.share)
        for each in figures.questions
    ]
    whole = (
        "all",
        len(figures.units),
        figures.alpha,
        figures.share,
        figures.class_key.share,
        figures.machine_key.share,
    )
    return pl.DataFrame(
        [*rows, whole],
        schema={
            "question": pl.String, "units": pl.Int64, "alpha": pl.Float64, "pairs_agree": pl.Float64,
            "class_as_key": pl.Float64, "machine_as_key": pl.Float64,
        },
        orient="row",
    )  # fmt: skip


def _webpage(said: ClassReport) -> bytes:
    from markupsafe import Markup

    from discourse.codingpage.page import hashed

    templates = environment("discourse.classroom")
    style = (files("discourse.classroom") / "templates" / "class.css").read_text("utf-8")
    page = templates.get_template("class.html.j2").render(
        said=said,
        style=Markup(style),  # noqa: S704 - our own file
        style_hash=hashed(style),
    )
    return page.encode()
