"""What the teacher keeps of an exercise: how to run it, what to discuss, and the key beside the machine."""

from collections.abc import Iterator, Sequence
from typing import Any

from discourse.classroom.discussion import discussion
from discourse.classroom.exercises import Exercise
from discourse.classroom.marks import may_be_absent
from discourse.classroom.packs import MOST_COMMENTS, Pack
from discourse.classroom.paper import comments_of, facts_of
from discourse.classroom.to_find import nothing_to_find
from discourse.classroom.wording import labels_of, worded
from discourse.codingpage.content import spoken
from discourse.human.codings import ABSENT
from discourse.translation import language, translated
from discourse.translation.phrases import clauses


def for_teacher(pack: Pack, said: Exercise) -> dict[str, Any]:
    """Return what the template of the teacher's page sets."""
    return {
        "title": translated("{title} For the teacher", title=said.title),
        "words": _teacher_words(pack),
        "facts": [*facts_of(pack, said, sum(len(sheet.rows) for sheet in pack.sheets)), *_without(pack)],
        "tongue": language(),
        "language": spoken(pack.thread) or language(),
        "goals": said.goals,
        "plan": _plan(said),
        "running": list(_running(pack)),
        "discussion": discussion(pack, said),
        "key_note": _key_note(pack),
        "comments": [
            {**each, "key": key_rows(pack, comment.id)}
            for comment, each in zip(pack.thread.comments, comments_of(pack), strict=True)
        ],
    }


def _teacher_words(pack: Pack) -> dict[str, str]:
    """Return what stands on every teacher's page, by the name that its template has for it."""
    # Where there is no key nobody has read the page, and a machine that finds nothing proves nothing.
    finds_nothing = translated("the machine finds nothing of what is asked in it")
    return {
        "over": translated("For the teacher: keep this away from students"),
        "goals": translated("Learning goals"),
        "running": translated("Running it"),
        "minutes": translated("minutes"),
        "what": translated("what"),
        "discussion": translated("Questions for the discussion"),
        "key": translated("The key"),
        "nothing": translated("nothing of what is asked occurs in it") if pack.key else finds_nothing,
    }


def _running(pack: Pack) -> Iterator[str]:
    """Yield how the exercise is run, in sentences."""
    yield translated(
        "Students open the HTML page from the folder “students” in a browser; it needs no network, no account and "
        "no server. It keeps their work in that browser and gives a file at the end, which they hand in."
    )
    yield translated(
        "On shared computers, have them download their file before they leave, and clear the browser's data after."
    )
    yield _typing(pack)
    yield translated("Put the files into “answers” and run: discourse classroom grade with the name of this folder.")
    if pack.exercise != "reply-graph":
        yield translated(
            "What students code is a file of codings like any other. With PAGE for the page that the exercise is of, "
            "discourse agree answers -s PAGE -c teacher/codebook.toml --coder linear compares them and the machine, "
            "and discourse report PAGE -c teacher/codebook.toml --codings answers makes a report of what most of them "
            "say."
        )
    if len(pack.sheets) > 1:
        yield translated("Part 2 has the definitions: hand it out when part 1 is in.")


def _typing(pack: Pack) -> str:
    """Return how answers on paper get into the table."""
    if pack.exercise == "reply-graph":
        return translated(
            "Without computers, print “on-paper” for all, and type what they tick into the table in “students”: one "
            "file for each student, or all below each other in one. The name goes under “coder”; under “answers” "
            "the number of the comment that is answered, 0 for the article, ? for “cannot tell”."
        )
    return translated(
        "Without computers, print “on-paper” for all, and type what they tick into the table in “students”: one file "
        "for each student, or all below each other in one. The name goes under “coder”, a code under its column (? for "
        "“cannot tell”), and an x under “looked_at” where a student read a comment and ticked nothing."
    )


def _plan(said: Exercise) -> list[tuple[str, str]]:
    start, end = 5, 10
    return [
        (str(start), translated("The goals, how to code, one example done together.")),
        (str(said.minutes - start - end), translated("Coding alone. No talk about comments yet.")),
        (str(end), translated("Hand in. A first show of hands: what was hardest?")),
        (translated("next lesson"), translated("The class report, and the questions below.")),
    ]


def _key_note(pack: Pack) -> list[str]:
    if not pack.key:
        return [translated("This page has no key: the class is compared with itself and with the machine.")]
    if pack.exercise == "reply-graph":
        return [
            translated(
                "What the page itself states. The machine saw the flat list only; its answers are beside the key."
            )
        ]
    absent = translated("What is not listed is absent.") if any(map(may_be_absent, pack.key_of())) else ""
    said = (
        translated(
            "One careful reading, not the truth: where another code is as defensible, it is named and counts as right."
        ),
        absent,
        translated("What the machine says is beside it."),
    )
    return [" ".join(filter(None, said)), *filter(None, [nothing_to_find(pack)])]


def _without(pack: Pack) -> Iterator[tuple[str, str]]:
    """Yield how many comments of the page are not in the exercise, if any."""
    if pack.left_out:
        why = translated(
            "{n} of the page's {all}: an exercise has at most {most}, the first with words",
            n=pack.left_out,
            all=pack.left_out + len(pack.thread.comments),
            most=MOST_COMMENTS,
        )
        yield translated("Comments left out"), why


def key_rows(pack: Pack, comment: str) -> list[tuple[str, str, str]]:
    """Return what the key and the machine say of a comment: question, code, and what else is said, in words."""
    labels = labels_of(pack.sheets[-1].codebook)
    key, machine = pack.key_of(), pack.machine_of()
    rows = []
    for unit in (unit for unit in pack.units() if unit.comment == comment):
        codes, guess = key.get(unit, ()), machine.get(unit)
        if (codes or (guess,)) == (ABSENT,) and guess == ABSENT:
            continue
        rows.append((labels[unit.question], worded(codes[0]) if codes else "–", _beside(codes[1:], guess)))
    return rows


def _beside(also: Sequence[str], guess: str | None) -> str:
    """Return what stands beside the code of the key: those as defensible, and the machine's."""
    machine = translated("machine: {code}", code=worded(guess))
    as_well = translated("also {codes}", codes=", ".join(map(worded, also))) if also else ""
    return clauses([as_well, machine])
