"""What students handed in: their answers, read from whatever files lie in the folder; what cannot be used is listed."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from discourse.classroom import PUT_FILES_HERE
from discourse.classroom.answers import Unit, answers_of, name_of, questions_in, unread_of
from discourse.classroom.packs import Pack
from discourse.classroom.replied import of_another_sheet, replies_in
from discourse.classroom.students import Part, Student, cleaned, name_of_file, of_one_name, once_each, students_of
from discourse.errors import DiscourseError, ReadError
from discourse.human.checking import Against, checked
from discourse.human.codings import ABSENT, CODES, PERSON, Codings, taken_for
from discourse.human.consensus import Question
from discourse.human.reading import read_codings
from discourse.human.sheets import Sheet
from discourse.human.spellings import codes_said
from discourse.reporting.wording import marked
from discourse.translation import agreeing, labelled, number, speaking, translated
from discourse.visible import visible

MOST_FILES = 2_000
MOST_DEPTH = 3
"""Folders in folders that are looked into."""
_MOST_DEFINITION = 1_000
_MOST_WORDS = 5
"""Words that could not be read which are named."""
_MOST_FAULTS = 5
_DOCUMENTS = (".doc", ".docx", ".odt", ".pages")
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_HEADER = 12
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
"""Blanks but those at which no line breaks, as French has before a colon."""


class HandedIn(NamedTuple):
    """The students by name, and sentences: on what was left out, and on what of those who were graded was not read."""

    students: tuple[Student, ...]
    left_out: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    files_left_out: int = 0
    """Files of which nothing was graded."""


class _InFile(NamedTuple):
    """What a file holds: a part for each coder, what of it was left out, and remarks on what was graded."""

    parts: tuple[Part, ...]
    left_out: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def handed_in(pack: Pack, folder: Path) -> HandedIn:
    """Return what lies in a folder; a broken or foreign file is listed and stops none of the others.

    Students are called what they called themselves, or as their file or folder; those of one name are told apart by
    their files, unless one handed in part 1 and the other part 2. What is said of files is in the language of the pack,
    but for what readers of other programs' files say, which is English. Raises ReadError where the folder cannot be
    listed.
    """
    with speaking(pack.language):
        return _handed_in(pack, folder)


def _handed_in(pack: Pack, folder: Path) -> HandedIn:
    found = [_in_file(pack, path, folder) for path in _files(folder)]
    once = once_each(part for each in found for part in each.parts)
    return HandedIn(
        students=tuple(students_of(once.parts)),
        left_out=tuple(sentence for each in found for sentence in each.left_out),
        remarks=(*(sentence for each in found for sentence in each.remarks), *once.remarks, *of_one_name(once.parts)),
        files_left_out=sum(not each.parts for each in found),
    )


def _in_file(pack: Pack, path: Path, folder: Path) -> _InFile:
    """Return what a file holds; where it holds nothing of use, why."""
    try:
        found = _read(pack, path, folder)
    except DiscourseError as error:
        found = _InFile((), (str(error),))
    except (ArithmeticError, LookupError, MemoryError, OSError, RecursionError, TypeError, ValueError) as error:
        # A fault of ours in one file must not cost the class its report.
        fault = translated("a fault in discourse itself ({fault}); please report it", fault=type(error).__name__)
        found = _InFile((), (f"{path.name}: {fault}",))
    return _InFile(
        found.parts,
        tuple(_short(sentence, path, folder) for sentence in found.left_out),
        tuple(_short(sentence, path, folder) for sentence in found.remarks),
    )


def _files(folder: Path) -> list[Path]:
    """Return the files in a folder and in those below it, as learning platforms give one for each student."""
    try:
        found = sorted(_below(folder, 0))
    except OSError as error:
        raise ReadError(
            f"{folder}: the answers cannot be listed ({error.strerror}); name the exercise's folder"
        ) from None
    files = [path for path in found if path.name != PUT_FILES_HERE]
    if len(files) > MOST_FILES:
        raise ReadError(f"{folder}: it has more than {MOST_FILES:,} files; grade one class at a time")
    return files


def _below(folder: Path, depth: int) -> Iterator[Path]:
    """Yield files, not what is hidden and not what a link to a folder leads to."""
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        if path.is_file():
            yield path
        elif path.is_dir() and not path.is_symlink() and depth < MOST_DEPTH:
            yield from _below(path, depth + 1)


def _short(sentence: str, path: Path, folder: Path) -> str:
    """Return a sentence that begins with a file's name in the folder, and not with its path: reports travel."""
    for said in (str(path), path.name, f"{path.stem}:"):
        if sentence.startswith(said):
            sentence = path.relative_to(folder).as_posix() + sentence[len(said.rstrip(":")) :]
            break
    shown = sentence.replace(f"{path.parent}/", "").replace(str(path.parent), path.parent.name)
    return _BLANKS.sub(" ", visible(shown)).strip()


def _read(pack: Pack, path: Path, folder: Path) -> _InFile:
    if what := _not_gradable(path):
        raise ReadError(f"{path.name}: {what}")
    if pack.exercise == "reply-graph":
        return _InFile(*replies_in(pack, path, folder))
    read = read_codings(path, name_of_file(path, folder), pack.numbered())
    file = checked(read, Against(pages={pack.thread.article.source: pack.thread}))
    faults = [labelled(f"{path.name}, {fault.where}", fault.why) for fault in file.faults if not fault.is_unread]
    more = translated("{n} more of this kind", n=number(len(faults) - _MOST_FAULTS))
    said = (*faults[:_MOST_FAULTS], *([f"{path.name}: {more}"] if len(faults) > _MOST_FAULTS else []))
    if not file.coders:
        why = translated("nothing in it is of this exercise; ask for the file that its page gave")
        return _InFile((), (*said, f"{path.name}: {why}"))
    found = [_coder(pack, codings, path, folder) for codings in file.coders]
    parts = tuple(part for each in found for part in each.parts)
    left_out = tuple(sentence for each in found for sentence in each.left_out)
    remarks = tuple(sentence for each in found for sentence in each.remarks)
    return _InFile(parts, left_out, (*said, *remarks)) if parts else _InFile((), (*said, *left_out))


def _not_gradable(path: Path) -> str | None:
    """Return why a file that shows answers to people alone is not graded; it is known by its first bytes."""
    try:
        with path.open("rb") as file:
            first = file.read(_HEADER)
    except OSError:
        return None  # reading it says why
    if not first:
        return translated("the file is empty; ask for it again")
    if path.suffix.lower() in _DOCUMENTS and first.startswith(_PACKED):
        return translated("it is a text document, which cannot be graded; type what it says into the table")
    if first.startswith(_PICTURES) or first[4:8] == b"ftyp" or (first[:4] == b"RIFF" and first[8:] == b"WEBP"):
        return translated("it is a picture, which cannot be graded; type what it shows into the table")
    if first.startswith(b"%PDF"):
        return translated("it is a PDF file, which cannot be graded; type what it shows into the table")
    return None


def _coder(pack: Pack, codings: Codings, path: Path, folder: Path) -> _InFile:
    """Return what one coder of a file did, or why it was left out: it stops none of the others."""
    try:
        part, sheet = _sheet_of(pack, codings, path)
        student = _coded(codings, sheet, path, folder)
    except ReadError as error:
        return _InFile((), (str(error),))
    remarks = (*_unread_in(student, path), *_taken_in(student, codings, path), *_not_asked(pack, codings, path))
    if not codings.is_person:
        machine = translated("it has probabilities, as a machine's codings do; it was taken as a student's")
        remarks = (*remarks, f"{path.name}: {machine}")
    return _InFile((Part(student, part),), (), remarks)


def _coded(codings: Codings, sheet: Sheet, path: Path, folder: Path) -> Student:
    questions = questions_in(sheet.codebook, sheet.variables)
    asked = {row.comment for row in sheet.rows}
    unread = {unit: said for unit, said in unread_of(codings, questions).items() if unit.comment in asked}
    known = {unit: code for unit, code in answers_of(codings, questions).items() if unit.comment in asked}
    answers = {unit: code for unit, code in known.items() if unit not in unread}
    if not answers:
        why = (
            translated("none of its answers can be read; ask for the right file")
            if unread
            else translated("none of what it codes is asked in this exercise; ask for the right file")
        )
        raise ReadError(f"{path.name}: {why}")
    return Student(
        name=cleaned(codings.coder.removeprefix(PERSON)),
        answers=answers,
        spans=dict(_spans(codings)),
        files=(path.relative_to(folder).as_posix(),),
        definitions=_definitions(path),
        unread=unread,
    )


def _unread_in(student: Student, path: Path) -> Iterator[str]:
    """Yield how many of a student's answers could not be read, and what stood there."""
    if not student.unread:
        return
    often = Counter(student.unread.values()).most_common()
    words = [_times(said, times) for said, times in often[:_MOST_WORDS]]
    more = translated("and {n} others", n=number(len(often) - _MOST_WORDS))
    variables = dict.fromkeys(unit.question.split()[0] for unit in student.unread)
    why = agreeing(
        len(student.unread),
        "{n} of {name}'s {all} answers could not be read and counts as missing: {words}; the codes are {codes}",
        "{n} of {name}'s {all} answers could not be read and count as missing: {words}; the codes are {codes}",
        name=student.name,
        all=number(len(student.unread) + len(student.answers)),
        words=", ".join([*words, *([more] if len(often) > _MOST_WORDS else [])]),
        codes=codes_said(variable for variable in CODES if variable in variables),
    )
    yield f"{path.name}: {why}"


def _times(said: str, times: int) -> str:
    """Return words that stood there, and how often."""
    return f"{marked(said)} ({number(times)} ×)"


def _taken_in(student: Student, codings: Codings, path: Path) -> Iterator[str]:
    for words, code, times in taken_for(codings):
        taken = translated(
            "{words} was taken for {code}; {name} wrote no other code of claims",
            words=_times(words, times),
            code=translated(code),
            name=student.name,
        )
        yield f"{path.name}: {taken}"


def _not_asked(pack: Pack, codings: Codings, path: Path) -> Iterator[str]:
    """Yield a sentence where marks are of what no sheet of the exercise asks."""
    asked = {name_of(question) for sheet in pack.sheets for question in questions_in(sheet.codebook, sheet.variables)}
    marks = [mark for coded in codings.comments for mark in coded.marks if mark.target is not None or mark.code]
    names = Counter(name_of(Question(mark.variable, mark.target)) for mark in marks if mark.code != ABSENT)
    other = {name: count for name, count in names.items() if name not in asked}
    if other:
        why = translated(
            "{n} of its marks are of what is not asked here, such as “{example}”",
            n=number(sum(other.values())),
            example=min(other)[:60],
        )
        yield f"{path.name}: {why}"


def _sheet_of(pack: Pack, codings: Codings, path: Path) -> tuple[int, Sheet]:
    """Return the number of the sheet that was coded, and the sheet: by its id, else by the hash of its codebook."""
    for part, sheet in enumerate(pack.sheets):
        if codings.sheet == sheet.id and sheet.codebook.hash.startswith(codings.codebook or ""):
            return part, sheet
    if codings.sheet is not None and codings.sheet not in {sheet.id for sheet in pack.sheets}:
        raise ReadError(f"{path.name}: {of_another_sheet(codings.sheet)}")
    for part, sheet in enumerate(pack.sheets):
        if codings.codebook and sheet.codebook.hash.startswith(codings.codebook):
            return part, sheet
    if codings.codebook:
        why = translated(
            "it was coded by another codebook ({hash}); ask for the right file", hash=codings.codebook[:12]
        )
        raise ReadError(f"{path.name}: {why}")
    if len(pack.sheets) > 1:
        why = translated("it does not say of which part it is; keep the column “sheet” of the table")
        raise ReadError(f"{path.name}: {why}")
    return 0, pack.sheets[0]


def _spans(codings: Codings) -> Iterator[tuple[Unit, tuple[int, int]]]:
    for coded in codings.comments:
        for mark in coded.marks:
            if mark.span is not None:
                yield Unit(name_of(Question(mark.variable, mark.target)), coded.comment), mark.span


def _definitions(path: Path) -> dict[str, str]:
    """Return a student's own definitions, which the page of the exercise on codebooks asks for."""
    if path.suffix.lower() != ".json":
        return {}
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    said = value.get("definitions") if isinstance(value, dict) else None
    if not isinstance(said, dict):
        return {}
    texts = ((str(name), " ".join(text.split())[:_MOST_DEFINITION]) for name, text in said.items() if _is_text(text))
    return {name: visible(text) for name, text in texts if text}


def _is_text(value: Any) -> bool:
    return isinstance(value, str)
