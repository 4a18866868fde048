"""What students handed in: their answers, read from whatever files lie in the folder; what cannot be used is listed."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from discourse.classroom.answers import ARTICLE, REPLIES, Unit, answers_of, name_of, questions_in
from discourse.classroom.packs import Pack
from discourse.errors import DiscourseError, ReadError
from discourse.human.cells import TableRow, table_of
from discourse.human.checking import Against, checked
from discourse.human.codings import ABSENT, PERSON, Codings
from discourse.human.consensus import Question
from discourse.human.reading import MOST_BYTES, read_codings
from discourse.human.sheets import Sheet
from discourse.readers.source import open_source
from discourse.visible import visible

MOST_FILES = 2_000
MOST_DEPTH = 3
"""Folders in folders that are looked into."""
_MOST_NAME = 80
_MOST_DEFINITION = 1_000
_UNSURE = {"?", "unsure", "cannot tell"}


class Student(NamedTuple):
    """One who handed in: the name they gave, their answers, where they took evidence, and definitions of their own.

    ``files`` are the names of their files: two for an exercise of two parts.
    """

    name: str
    answers: Mapping[Unit, str | None]
    spans: Mapping[Unit, tuple[int, int]]
    files: tuple[str, ...]
    definitions: Mapping[str, str] = {}


class HandedIn(NamedTuple):
    """The students by name, and a sentence for each file, or part of one, that was left out."""

    students: tuple[Student, ...]
    left_out: tuple[str, ...]


class _One(NamedTuple):
    """What one coder in one file did on one sheet."""

    student: Student
    sheet: int


def handed_in(pack: Pack, folder: Path) -> HandedIn:
    """Return what lies in a folder; a broken or foreign file is listed and stops none of the others.

    Students are called what they called themselves; two of one name get numbers, unless one handed in part 1 and the
    other part 2. Raises ReadError where the folder cannot be listed.
    """
    found: list[_One] = []
    left_out: list[str] = []
    for path in _files(folder):
        own: list[str] = []
        try:
            found += _read(pack, path, own)
        except DiscourseError as error:
            own.append(str(error))
        except (ArithmeticError, LookupError, MemoryError, OSError, RecursionError, TypeError, ValueError) as error:
            # A fault of ours in one file must not cost the class its report.
            own.append(f"{path.name}: a fault in discourse itself ({type(error).__name__}); please report it")
        left_out += [_short(sentence, path, folder) for sentence in own]
    return HandedIn(tuple(_students(found)), tuple(left_out))


def _files(folder: Path) -> list[Path]:
    """Return the files in a folder and in those below it, as learning platforms give one for each student."""
    try:
        found = sorted(_below(folder, 0))
    except OSError as error:
        raise ReadError(
            f"{folder}: the answers cannot be listed ({error.strerror}); name the exercise's folder"
        ) from None
    files = [path for path in found if path.name != "put-files-here.txt"]
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
    return " ".join(visible(shown).split())


def _read(pack: Pack, path: Path, left_out: list[str]) -> list[_One]:
    if pack.exercise == "reply-graph":
        return [_One(student, 0) for student in _replies(pack, path, left_out)]
    file = checked(read_codings(path), Against(pages={pack.thread.article.source: pack.thread}))
    left_out += [f"{path.name}, {fault.where}: {fault.why}" for fault in file.faults[:5]]
    if len(file.faults) > 5:
        left_out.append(f"{path.name}: {len(file.faults) - 5:,} more of this kind")
    if not file.coders:
        raise ReadError(f"{path.name}: nothing in it is of this exercise; ask for the file that its page gave")
    found = []
    for codings in file.coders:
        try:
            found.append(_coded(pack, codings, path, left_out))
        except ReadError as error:
            left_out.append(str(error))
    return found


def _coded(pack: Pack, codings: Codings, path: Path, left_out: list[str]) -> _One:
    number, sheet = _sheet_of(pack, codings, path)
    questions = questions_in(sheet.codebook, sheet.variables)
    asked = {row.comment for row in sheet.rows}
    known = {unit: code for unit, code in answers_of(codings, questions).items() if unit.comment in asked}
    if not known:
        raise ReadError(f"{path.name}: none of what it codes is asked in this exercise; ask for the right file")
    left_out += _not_asked(pack, codings, path)
    if not codings.is_person:
        left_out.append(f"{path.name}: it has probabilities, as a machine's codings do; it was taken as a student's")
    return _One(
        Student(
            name=_name(codings.coder.removeprefix(PERSON)),
            answers=known,
            spans=dict(_spans(codings)),
            files=(path.name,),
            definitions=_definitions(path),
        ),
        number,
    )


def _not_asked(pack: Pack, codings: Codings, path: Path) -> Iterator[str]:
    """Yield a sentence where marks are of what no sheet of the exercise asks."""
    asked = {name_of(question) for sheet in pack.sheets for question in questions_in(sheet.codebook, sheet.variables)}
    marks = [mark for coded in codings.comments for mark in coded.marks if mark.target is not None or mark.code]
    names = Counter(name_of(Question(mark.variable, mark.target)) for mark in marks if mark.code != ABSENT)
    other = {name: count for name, count in names.items() if name not in asked}
    if other:
        marked = sum(other.values())
        yield f"{path.name}: {marked:,} of its marks are of what is not asked here, such as “{min(other)[:60]}”"


def _sheet_of(pack: Pack, codings: Codings, path: Path) -> tuple[int, Sheet]:
    """Return the number of the sheet that was coded, and the sheet: by its id, else by the hash of its codebook."""
    for number, sheet in enumerate(pack.sheets):
        if codings.sheet == sheet.id and sheet.codebook.hash.startswith(codings.codebook or ""):
            return number, sheet
    if codings.sheet is not None and codings.sheet not in {sheet.id for sheet in pack.sheets}:
        raise ReadError(
            f"{path.name}: it is of another sheet ({codings.sheet[:12]}); ask for the file of this exercise"
        )
    for number, sheet in enumerate(pack.sheets):
        if codings.codebook and sheet.codebook.hash.startswith(codings.codebook):
            return number, sheet
    if codings.codebook:
        raise ReadError(
            f"{path.name}: it was coded by another codebook ({codings.codebook[:12]}); ask for the right file"
        )
    if len(pack.sheets) > 1:
        raise ReadError(f"{path.name}: it does not say of which part it is; keep the column “sheet” of the table")
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


# ---- who answers whom
class _Replied(NamedTuple):
    """What one coder of a file says: their name, the sheet, and pairs of a comment and what it answers."""

    name: str
    sheet: str
    pairs: list[tuple[str, Any]]


def _replies(pack: Pack, path: Path, left_out: list[str]) -> list[Student]:
    if path.stat().st_size > MOST_BYTES:
        raise ReadError(f"{path.name}: it has more than {MOST_BYTES // 2**20} MB; ask for the file that the page gave")
    coders = [_replies_json(path)] if path.suffix.lower() == ".json" else list(_replies_table(path))
    found = []
    for replied in coders:
        try:
            found.append(_replied(pack, replied, path, left_out))
        except ReadError as error:
            left_out.append(str(error))
    return found


def _replied(pack: Pack, replied: _Replied, path: Path, left_out: list[str]) -> Student:
    if replied.sheet and replied.sheet != pack.sheets[0].id:
        raise ReadError(
            f"{path.name}: it is of another sheet ({replied.sheet[:12]}); ask for the file of this exercise"
        )
    place = {comment.id: number for number, comment in enumerate(pack.thread.comments, start=1)}
    answers: dict[Unit, str | None] = {}
    wrong = 0
    for comment, parent in replied.pairs:
        answer = _answer(parent, place)
        if comment not in place or answer is False or (isinstance(answer, int) and answer >= place[comment]):
            wrong += 1
        else:
            answers[Unit(REPLIES, comment)] = str(answer) if isinstance(answer, int) else answer or None
    if wrong:
        left_out.append(f"{path.name}: {wrong:,} of its answers name no comment of this page that stands above")
    if not answers:
        raise ReadError(f"{path.name}: no answer in it is of this exercise; ask for the file that its page gave")
    return Student(name=_name(replied.name or path.stem), answers=answers, spans={}, files=(path.name,))


def _answer(parent: Any, place: Mapping[str, int]) -> int | str | bool | None:
    """Return the number of the parent, ``ARTICLE``, ``None`` for "cannot tell", or ``False`` where it is none."""
    if parent is None:
        return None
    if not isinstance(parent, str):
        return False
    if parent in ("", ARTICLE):
        return ARTICLE
    return place.get(parent, False)


def _replies_json(path: Path) -> _Replied:
    try:
        value = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise ReadError(f"{path.name}: it is no JSON that can be read; ask for the file that the page gave") from None
    if not isinstance(value, dict) or value.get("format") != "discourse-replies" or value.get("version") != 1:
        raise ReadError(f"{path.name}: it is not the file of a page on replies; ask for the right file")
    answers = value.get("answers")
    pairs = [each for each in (answers if isinstance(answers, list) else ()) if isinstance(each, dict)]
    return _Replied(
        str(value.get("coder") or "").strip(),
        str(value.get("sheet") or ""),
        [(str(each.get("comment")), each.get("answers", False)) for each in pairs],
    )


def _replies_table(path: Path) -> Iterator[_Replied]:
    """Yield what each coder of a table says; rows without a name are of the file's one name, if it has but one."""
    table = table_of(open_source(path))
    if not {"comment", "answers"} <= set(table.columns):
        raise ReadError(f"{path.name}: it has no columns “comment” and “answers”; give the table that was handed out")
    ids = {row.get("number"): row.get("comment") for row in table.rows}
    rows = [row for row in table.rows if row.get("answers")]
    if not rows:
        raise ReadError(f"{path.name}: nothing in it is filled in; write what each comment answers under “answers”")
    names = list(dict.fromkeys(row.get("coder") for row in table.rows if row.get("coder")))
    alone = names[0] if len(names) == 1 else ""
    by_name: dict[str, list[TableRow]] = {}
    for row in rows:
        by_name.setdefault(row.get("coder") or alone, []).append(row)
    for name, own in by_name.items():
        sheet = next((row.get("sheet") for row in own if row.get("sheet")), "")
        yield _Replied(name, sheet, [(row.get("comment"), _cell(row.get("answers"), ids)) for row in own])


def _cell(said: str, ids: Mapping[str, str]) -> str | bool | None:
    """Return what a cell says: the number of a comment, the article (also 0), or "cannot tell"."""
    said = said.strip().lower().removeprefix("no.").strip()
    if said in _UNSURE:
        return None
    if said in (ARTICLE, "the article", "0"):
        return ARTICLE
    return ids.get(said) or False


# ---- students
def _name(said: str) -> str:
    return re.sub(r"\s+", " ", visible(said)).strip()[:_MOST_NAME] or "no name"


def _students(found: Iterable[_One]) -> Iterator[Student]:
    """Yield the students by name; parts of one name are one student, a part that a name has already is another's.

    Capitals do not tell names apart: who wrote “ada” on part 1 may write “Ada” on part 2.
    """
    taken: dict[str, dict[int, Student]] = {}
    for one in found:
        name, number = one.student.name, 1
        while one.sheet in taken.get(name.casefold(), {}):
            number += 1
            name = f"{one.student.name} ({number})"
        taken.setdefault(name.casefold(), {})[one.sheet] = one.student._replace(name=name)
    for _, parts in sorted(taken.items()):
        own = [part for _, part in sorted(parts.items())]
        yield Student(
            name=own[0].name,
            answers={unit: code for part in own for unit, code in part.answers.items()},
            spans={unit: span for part in own for unit, span in part.spans.items()},
            files=tuple(file for part in own for file in part.files),
            definitions={label: text for part in own for label, text in part.definitions.items()},
        )
