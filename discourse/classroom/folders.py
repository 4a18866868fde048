"""The two folders of an exercise: what students get, and what the teacher keeps."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from textwrap import fill
from typing import TYPE_CHECKING, Any

from discourse.classroom import PUT_FILES_HERE
from discourse.classroom.answers import ARTICLE, REPLIES, Unit, name_of, questions_in
from discourse.classroom.discussion import discussion
from discourse.classroom.exercises import Exercise, exercise
from discourse.classroom.marks import marks_in, may_be_absent
from discourse.classroom.packs import MOST_COMMENTS, Pack, pack_json
from discourse.classroom.typesetting import pdf
from discourse.codebook import Codebook, Target
from discourse.codingpage import Guide, coding_page, replies_page
from discourse.codingpage.content import meanings, spoken
from discourse.errors import ReadError
from discourse.human.codings import ABSENT, CODES
from discourse.human.drawing import Page
from discourse.human.refi import to_toml
from discourse.human.sheets import UNSURE, Sheet, sheet_csv, sheet_xlsx, workbook
from discourse.model import Article, Comment, Thread, Variable
from discourse.replies.build import reply_graph
from discourse.replies.graph import ARTICLE as TO_ARTICLE
from discourse.replies.graph import GUESSED_KINDS, LINK_KINDS, MISSING
from discourse.reporting.listing import posted_when
from discourse.reporting.wording import colon, dated, shortened, told_apart
from discourse.translation import deferred, language, named, speaking, translated
from discourse.translation.phrases import clauses
from discourse.visible import visible

if TYPE_CHECKING:
    import polars as pl

ANSWERS = "answers"
"""The folder in which the teacher puts the files that students hand in."""
PACK = "teacher/exercise.json"
BOOK = "teacher/codebook.toml"
"""The codebook of what students code, by which their codings can be used elsewhere."""
LONGEST_ON_PAPER = 8_000
"""Characters of a comment, or of a part of the article, that are printed."""
_LONGEST_NAME = 120
_LONGEST_TITLE = 300
_MOST_NAMES = 12
_PLAIN_WIDTH = 100
_WORD = re.compile(r"\w+")


def folder_files(pack: Pack) -> dict[str, bytes]:
    """Return the files of an exercise by their paths: ``students/``, ``teacher/`` and ``answers/``.

    Our words in them are in the language of the pack. There is no workbook where the extra ``excel`` is missing.
    """
    with speaking(pack.language):
        return _files(pack)


def _files(pack: Pack) -> dict[str, bytes]:
    said = exercise(pack.exercise)
    files = {
        PACK: pack_json(pack),
        "teacher/teacher.pdf": pdf("teacher", _teacher(pack, said)),
        f"{ANSWERS}/{PUT_FILES_HERE}": _read_me().encode(),
    }
    if pack.exercise != "reply-graph":
        # Of two parts it is that of the second: a codebook of labels alone is none that can be coded by.
        files[BOOK] = to_toml(pack.sheets[-1].codebook).encode()
    for number, sheet in enumerate(pack.sheets, start=1):
        part = f"-part-{number}" if len(pack.sheets) > 1 else ""
        files[f"students/exercise{part}.html"] = _page(pack, sheet, said, number)
        files[f"students/on-paper{part}.pdf"] = pdf("sheet", _paper(pack, sheet, said, number))
        files |= {f"students/table{part}.{kind}": data for kind, data in _tables(pack, sheet).items()}
    return files


def _read_me() -> str:
    said = translated(
        "Put here the files that your students hand in, whatever they are called: the JSON that the page gives, or the "
        "table filled in, as CSV, Excel or OpenDocument. Then run: discourse classroom grade FOLDER, where FOLDER is "
        "the one above this."
    )
    return fill(said, _PLAIN_WIDTH) + "\n"


def _page(pack: Pack, sheet: Sheet, said: Exercise, number: int) -> bytes:
    guide = Guide(title=_title(pack, said, number), parts=tuple(_guide(said)))
    if pack.exercise == "reply-graph":
        return replies_page(sheet.id, pack.thread, guide)
    page = Page(pack.thread.article.source, pack.thread, reply_graph(pack.thread))
    return coding_page(sheet, [page], guide)


def _title(pack: Pack, said: Exercise, number: int) -> str:
    if len(pack.sheets) == 1:
        return said.title
    return translated("{title} Part {number}", title=said.title, number=number)


def _guide(said: Exercise) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield translated("What to do (about {n} minutes)", n=said.minutes), said.instructions
    yield translated("What you learn"), said.goals
    for part in said.reading:
        yield part.heading, part.paragraphs


def _tables(pack: Pack, sheet: Sheet) -> dict[str, bytes]:
    """Return the table to be filled in by the endings of its files; where Excel cannot be written, CSV alone."""
    replies = pack.exercise == "reply-graph"
    files = {"csv": _replies_csv(pack) if replies else sheet_csv(sheet, numbered=True)}
    with suppress(ReadError):  # where the extra is missing, the same stands in the CSV
        files["xlsx"] = _replies_xlsx(pack) if replies else sheet_xlsx(sheet, numbered=True)
    return files


def _replies_csv(pack: Pack) -> bytes:
    from discourse.exports.frames import csv_text

    return b"\xef\xbb\xbf" + csv_text(_replies(pack)).encode()


def _replies_xlsx(pack: Pack) -> bytes:
    numbers = [*map(str, range(len(pack.thread.comments))), UNSURE]
    return workbook(_replies(pack), {"answers": numbers})


def _replies(pack: Pack) -> "pl.DataFrame":
    import polars as pl

    from discourse.exports.frames import frame

    names = ("sheet", "coder", "number", "comment", "author", "text", "answers")
    rows = (
        (pack.sheets[0].id, None, str(number), comment.id, comment.author, comment.text, None)
        for number, comment in enumerate(pack.thread.comments, start=1)
    )
    return frame(dict.fromkeys(names, pl.String), rows)


# ---- on paper
def _paper(pack: Pack, sheet: Sheet, said: Exercise, number: int) -> dict[str, Any]:
    replies = pack.exercise == "reply-graph"
    variables = () if replies else sheet.variables
    asked = {row.comment for row in sheet.rows}
    return {
        "title": _title(pack, said, number),
        "words": _paper_words(),
        "facts": _facts(pack, said, len(sheet.rows)),
        "tongue": language(),
        "language": spoken(pack.thread) or language(),
        "goals": said.goals,
        "instructions": said.instructions,
        "reading": [{"heading": part.heading, "paragraphs": part.paragraphs} for part in said.reading],
        "entries": list(_entries(pack.thread, sheet.codebook, variables)),
        "marking": translated(
            "Where you cannot tell, write a question mark beside the boxes; what does not occur you leave empty."
        ),
        "codes": [
            (translated(code), meaning) for (variable, code), meaning in meanings().items() if variable in variables
        ],
        "defining": pack.exercise == "codebook" and number == 1,
        "article": _article(pack.thread.article),
        "comments": [
            {**each, "asked": comment.id in asked}
            for comment, each in zip(pack.thread.comments, _comments(pack), strict=True)
        ],
    }


def _paper_words() -> dict[str, str]:
    """Return what stands on every sheet, by the name that its template has for it."""
    return {
        "over": translated("Exercise"),
        "name": translated("Name"),
        "goals": translated("What you learn"),
        "doing": translated("What to do"),
        "codes": translated("The codes"),
        "labels": translated("What the labels mean to you"),
        "article": translated("The article"),
        "comments": translated("The comments"),
        "number": translated("It answers no."),
        "the_article": translated("the article"),
        "unsure": translated("cannot tell"),
        "colon": colon(),
    }


def _entries(thread: Thread, book: Codebook, variables: Sequence[Variable]) -> Iterator[dict[str, Any]]:
    labels = _labels(book)
    texts = [thread.article.title or "", thread.article.body or "", *(each.text for each in thread.comments)]
    said = _in_words(" ".join(texts))
    definitions = {f"claim {claim.id}": named(claim.definition) for claim in book.claim_types} | {
        f"stance {target.id}": target.statement or _names_in(said, target) for target in book.targets
    }
    for question in questions_in(book, variables):
        name = name_of(question)
        codes = [translated(code) for code in CODES[question.variable] if code != ABSENT]
        yield {"label": labels[name], "definition": _printed(definitions.get(name, "")), "codes": codes}


def _names_in(said: str, target: Target) -> str:
    """Return what a target is called in the words of a discussion: codebooks have names in several languages."""
    names = [name for name in target.names if _in_words(name) in said]
    return translated("also called {names}", names=", ".join(names[:_MOST_NAMES])) if names else ""


def _in_words(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _labels(book: Codebook) -> dict[str, str]:
    return {
        "reply_stance": translated("How it answers"),
        REPLIES: translated("It answers"),
        **{f"claim {one.id}": _label(one.label) for one in book.claim_types},
        **{f"stance {one.id}": translated("Toward {target}", target=_label(one.label)) for one in book.targets},
    }


def _label(words: str) -> str:
    return told_apart(visible(named(words)), _LONGEST_NAME)


def _facts(pack: Pack, said: Exercise, comments: int) -> list[tuple[str, str]]:
    article = pack.thread.article
    return [
        (translated("Discussion"), titled(article)),
        (translated("Comments"), str(comments)),
        (translated("Time"), translated("about {n} minutes", n=said.minutes)),
    ]


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


def _article(article: Article) -> dict[str, Any]:
    parts = [part for part in (article.site, article.author, dated((article.published or "")[:10])) if part]
    body = [part for part in visible(article.body or "").split("\n\n") if part.strip()]
    return {
        "title": titled(article),
        "byline": shortened(visible(" · ".join(parts)), _LONGEST_TITLE),
        "body": [_printed(part) for part in body[:40]],
    }


def titled(article: Article) -> str:
    """Return what an article is called on pages of the classroom, on one line."""
    return shortened(visible(article.title or article.source), _LONGEST_TITLE)


def _printed(text: str) -> str:
    """Return a text at a length that is printed; what is longer ends in an ellipsis."""
    said = visible(text)
    return said if len(said) <= LONGEST_ON_PAPER else said[: LONGEST_ON_PAPER - 1].rstrip() + "…"


def _comments(pack: Pack) -> Iterator[dict[str, Any]]:
    graph = reply_graph(pack.thread)
    for number, comment in enumerate(pack.thread.comments):
        guessed = LINK_KINDS[int(graph.kind[number])] in GUESSED_KINDS
        answers = "" if pack.exercise == "reply-graph" else _answering(int(graph.parent[number]), guessed)
        yield {**said_on_paper(comment, number + 1), "answers": answers}


def _answering(parent: int, guessed: bool) -> str:
    """Return what a comment answers, as far as that is known, in words that tell a guess from what the page states."""
    if parent == MISSING:
        return ""
    if parent == TO_ARTICLE:
        return translated("probably answers the article") if guessed else translated("answers the article")
    if guessed:
        return translated("probably answers no. {number}", number=parent + 1)
    return translated("answers no. {number}", number=parent + 1)


def said_on_paper(comment: Comment, number: int) -> dict[str, Any]:
    """Return a comment as the pages on paper show it."""
    return {
        "number": number,
        "author": shortened(visible(comment.author or translated("no name")), _LONGEST_NAME),
        "when": posted_when(comment) or "",
        "text": _printed(comment.text),
    }


# ---- for the teacher
def _teacher(pack: Pack, said: Exercise) -> dict[str, Any]:
    return {
        "title": translated("{title} For the teacher", title=said.title),
        "words": _teacher_words(pack),
        "facts": [*_facts(pack, said, sum(len(sheet.rows) for sheet in pack.sheets)), *_without(pack)],
        "tongue": language(),
        "language": spoken(pack.thread) or language(),
        "goals": said.goals,
        "plan": _plan(said),
        "running": list(_running(pack)),
        "discussion": discussion(pack, said),
        "key_note": _key_note(pack),
        "comments": [
            {**each, "key": key_rows(pack, comment.id)}
            for comment, each in zip(pack.thread.comments, _comments(pack), strict=True)
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


def key_rows(pack: Pack, comment: str) -> list[tuple[str, str, str]]:
    """Return what the key and the machine say of a comment: question, code, and what else is said, in words."""
    labels = _labels(pack.sheets[-1].codebook)
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


def worded(code: str | None) -> str:
    """Return a code as the pages say it: numbers of comments as such."""
    if code is None:
        return translated("cannot tell")
    if code == ARTICLE:
        return translated("the article")
    if code == ABSENT:
        return translated("absent")
    return translated("no. {number}", number=code) if code.isdigit() else translated(code)


def label_of(pack: Pack, unit: Unit) -> str:
    """Return what a unit's question is called on paper."""
    return _labels(pack.sheets[-1].codebook)[unit.question]
