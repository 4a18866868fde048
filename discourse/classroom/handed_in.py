"""What students handed in: their answers, read from whatever files lie in the folder; what cannot be used is listed."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from discourse.classroom.answers import ARTICLE, REPLIES, Unit, answers_of, questions_in
from discourse.classroom.packs import Pack
from discourse.errors import DiscourseError, ReadError
from discourse.human.cells import table_of
from discourse.human.checking import Against, checked
from discourse.human.codings import PERSON, Codings
from discourse.human.reading import MOST_BYTES, read_codings
from discourse.human.sheets import Sheet
from discourse.readers.source import open_source
from discourse.visible import visible

MOST_FILES = 2_000
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
        try:
            found += _read(pack, path, left_out)
        except DiscourseError as error:
            left_out.append(_short(str(error), folder))
        except (ArithmeticError, LookupError, MemoryError, RecursionError, TypeError, ValueError) as error:
            # A fault of ours in one file must not cost the class its report.
            left_out.append(f"{path.name}: a fault in discourse itself ({type(error).__name__}); please report it")
    return HandedIn(tuple(_students(found)), tuple(left_out))


def _files(folder: Path) -> list[Path]:
    try:
        found = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError as error:
        raise ReadError(
            f"{folder}: the answers cannot be listed ({error.strerror}); name the exercise's folder"
        ) from None
    files = [path for path in found if path.name != "put-files-here.txt"]
    if len(files) > MOST_FILES:
        raise ReadError(f"{folder}: it has more than {MOST_FILES:,} files; grade one class at a time")
    return files


def _short(sentence: str, folder: Path) -> str:
    """Return a sentence with the names of files in place of their paths: reports travel."""
    return visible(sentence.replace(f"{folder}/", "").replace(str(folder), folder.name))


def _read(pack: Pack, path: Path, left_out: list[str]) -> list[_One]:
    if pack.exercise == "reply-graph":
        return [_One(_replies(pack, path, left_out), 0)]
    file = checked(read_codings(path), Against(pages={pack.thread.article.source: pack.thread}))
    left_out += [visible(f"{path.name}, {fault.where}: {fault.why}") for fault in file.faults[:5]]
    if len(file.faults) > 5:
        left_out.append(f"{path.name}: {len(file.faults) - 5:,} more of this kind")
    if not file.coders:
        raise ReadError(f"{path.name}: nothing in it is of this exercise; ask for the file that its page gave")
    return [_coded(pack, codings, path, left_out) for codings in file.coders]


def _coded(pack: Pack, codings: Codings, path: Path, left_out: list[str]) -> _One:
    number, sheet = _sheet_of(pack, codings, path)
    questions = questions_in(sheet.codebook, sheet.variables)
    asked = {row.comment for row in sheet.rows}
    known = {unit: code for unit, code in answers_of(codings, questions).items() if unit.comment in asked}
    if not known:
        raise ReadError(f"{path.name}: none of what it codes is asked in this exercise; ask for the right file")
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
                question = mark.variable if mark.target is None else f"{mark.variable} {mark.target}"
                yield Unit(question, coded.comment), mark.span


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
def _replies(pack: Pack, path: Path, left_out: list[str]) -> Student:
    if path.stat().st_size > MOST_BYTES:
        raise ReadError(f"{path.name}: it has more than {MOST_BYTES // 2**20} MB; ask for the file that the page gave")
    if path.suffix.lower() == ".json":
        name, sheet, pairs = _replies_json(path)
    else:
        name, sheet, pairs = _replies_table(path)
    if sheet and sheet != pack.sheets[0].id:
        raise ReadError(f"{path.name}: it is of another sheet ({sheet[:12]}); ask for the file of this exercise")
    place = {comment.id: number for number, comment in enumerate(pack.thread.comments, start=1)}
    answers: dict[Unit, str | None] = {}
    wrong = 0
    for comment, parent in pairs:
        answer = _answer(parent, place)
        if comment not in place or answer is False or (isinstance(answer, int) and answer >= place[comment]):
            wrong += 1
        else:
            answers[Unit(REPLIES, comment)] = str(answer) if isinstance(answer, int) else answer or None
    if wrong:
        left_out.append(f"{path.name}: {wrong:,} of its answers name no comment of this page that stands above")
    if not answers:
        raise ReadError(f"{path.name}: no answer in it is of this exercise; ask for the file that its page gave")
    return Student(name=_name(name or path.stem), answers=answers, spans={}, files=(path.name,))


def _answer(parent: Any, place: Mapping[str, int]) -> int | str | bool | None:
    """Return the number of the parent, ``ARTICLE``, ``None`` for "cannot tell", or ``False`` where it is none."""
    if parent is None:
        return None
    if not isinstance(parent, str):
        return False
    if parent in ("", ARTICLE):
        return ARTICLE
    return place.get(parent, False)


def _replies_json(path: Path) -> tuple[str, str, list[tuple[str, Any]]]:
    try:
        value = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise ReadError(f"{path.name}: it is no JSON that can be read; ask for the file that the page gave") from None
    if not isinstance(value, dict) or value.get("format") != "discourse-replies" or value.get("version") != 1:
        raise ReadError(f"{path.name}: it is not the file of a page on replies; ask for the right file")
    pairs = [each for each in value.get("answers") or () if isinstance(each, dict)]
    return (
        str(value.get("coder") or "").strip(),
        str(value.get("sheet") or ""),
        [(str(each.get("comment")), each.get("answers", False)) for each in pairs],
    )


def _replies_table(path: Path) -> tuple[str, str, list[tuple[str, Any]]]:
    table = table_of(open_source(path))
    if not {"comment", "answers"} <= set(table.columns):
        raise ReadError(f"{path.name}: it has no columns “comment” and “answers”; give the table that was handed out")
    ids = {row.get("number"): row.get("comment") for row in table.rows}
    pairs = [(row.get("comment"), _cell(row.get("answers"), ids)) for row in table.rows if row.get("answers")]
    coders = Counter(row.get("coder") for row in table.rows if row.get("coder"))
    sheets = Counter(row.get("sheet") for row in table.rows if row.get("sheet"))
    return _most_common(coders), _most_common(sheets), pairs


def _cell(said: str, ids: Mapping[str, str]) -> str | bool | None:
    """Return what a cell says: the number of a comment, the article (also 0), or "cannot tell"."""
    said = said.strip().lower().removeprefix("no.").strip()
    if said in _UNSURE:
        return None
    if said in (ARTICLE, "the article", "0"):
        return ARTICLE
    return ids.get(said) or False


def _most_common(found: Counter[str]) -> str:
    return found.most_common(1)[0][0] if found else ""


# ---- students
def _name(said: str) -> str:
    return re.sub(r"\s+", " ", visible(said)).strip()[:_MOST_NAME] or "no name"


def _students(found: Iterable[_One]) -> Iterator[Student]:
    """Yield the students by name; parts of one name are one student, a part that a name has already is another's."""
    taken: dict[str, dict[int, Student]] = {}
    for one in found:
        name, number = one.student.name, 1
        while one.sheet in taken.get(name, {}):
            number += 1
            name = f"{one.student.name} ({number})"
        taken.setdefault(name, {})[one.sheet] = one.student
    for name, parts in sorted(taken.items(), key=lambda item: (item[0].casefold(), item[0])):
        yield Student(
            name=name,
            answers={unit: code for _, part in sorted(parts.items()) for unit, code in part.answers.items()},
            spans={unit: span for _, part in sorted(parts.items()) for unit, span in part.spans.items()},
            files=tuple(file for _, part in sorted(parts.items()) for file in part.files),
            definitions={name: text for part in parts.values() for name, text in part.definitions.items()},
        )
