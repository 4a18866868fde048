"""Students: what each answered in the files that they handed in, and what they are called."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from discourse.classroom.answers import Unit
from discourse.human.codings import ABSENT
from discourse.translation import number, translated
from discourse.visible import visible

LEAST_SAID = 5
"""Answers other than “absent” by which two files of one name are one student's."""
_MOST_NAME = 80
_MOST_FILE = 60
_ALIKE = re.compile(
    r"((codings|replies|table|sheet|exercise)([-_ (.].*)?|annotated_instances|user_state|assigned_user_data)\Z",
    re.IGNORECASE,
)
"""What files are called that have the same name for everybody."""
_MOODLE = re.compile(r"_\d+_assignsubmission.*\Z", re.IGNORECASE)
"""What a learning platform puts behind a student's name in the name of their folder."""


class Student(NamedTuple):
    """One who handed in: the name they gave, their answers, where they took evidence, and definitions of their own.

    ``files`` are the names of their files: two for an exercise of two parts. ``unread`` is what stood where an answer
    could not be read; it is in no answer.
    """

    name: str
    answers: Mapping[Unit, str | None]
    spans: Mapping[Unit, tuple[int, int]]
    files: tuple[str, ...]
    definitions: Mapping[str, str] = {}
    unread: Mapping[Unit, str] = {}


class Part(NamedTuple):
    """What one coder in one file did on one sheet, by its number."""

    student: Student
    sheet: int


def cleaned(name: str) -> str:
    r"""Return a name on one line, as it is shown.

    >>> cleaned(" Ada  Lovelace\n"), cleaned("")
    ('Ada Lovelace', 'no name')
    """
    return re.sub(r"\s+", " ", visible(name)).strip()[:_MOST_NAME] or translated("no name")


def name_of_file(path: Path, folder: Path) -> str:
    """Return what a student is called who gave no name: as the file, or as its folder where ours are called alike.

    >>> inside = Path("answers/Kim Lee_123_assignsubmission_file_")
    >>> name_of_file(inside / "codings.json", Path("answers")), name_of_file(Path("answers/kim.csv"), Path("answers"))
    ('Kim Lee', 'kim')
    """
    if path.parent == folder or not _ALIKE.match(path.stem):
        return path.stem
    return _MOODLE.sub("", path.parent.name) or path.stem


class Once(NamedTuple):
    """Parts of which none is there twice, and a sentence on each that was."""

    parts: tuple[Part, ...]
    remarks: tuple[str, ...]


def once_each(parts: Iterable[Part]) -> Once:
    """Return the parts without those that somebody handed in again: of one name, on one sheet, with the same answers.

    Two students of one name who marked next to nothing may well say the same; they are told apart by their files.
    """
    kept: list[Part] = []
    remarks: list[str] = []
    for part in parts:
        twin = next((other for other in kept if _is_again(part, other)), None)
        if twin is None:
            kept.append(part)
        else:
            same = translated(
                "it has the same answers as {file}, of {name} too; it is counted once",
                file=", ".join(twin.student.files),
                name=twin.student.name,
            )
            remarks.append(f"{', '.join(part.student.files)}: {same}")
    return Once(tuple(kept), tuple(remarks))


def _is_again(part: Part, other: Part) -> bool:
    one, two = part.student, other.student
    if part.sheet != other.sheet or one.name.casefold() != two.name.casefold():
        return False
    said = sum(code not in (None, ABSENT) for code in one.answers.values())
    return said >= LEAST_SAID and (one.answers, one.spans, one.unread) == (two.answers, two.spans, two.unread)


def of_one_name(parts: Iterable[Part]) -> Iterator[str]:
    """Yield a sentence on each name under which there are several students, since their files answer the same sheet."""
    for taken in _by_name(parts).values():
        if len(taken) > 1:
            files = [file for own in taken for part in own.values() for file in part.files]
            why = translated(
                "the name {name} stands here {n} times, each with answers to the same questions; they are counted as "
                "{n} students, so if it is one, leave the file that counts",
                name=next(iter(taken[0].values())).name,
                n=number(len(taken)),
            )
            yield f"{', '.join(dict.fromkeys(files))}: {why}"


def students_of(parts: Iterable[Part]) -> Iterator[Student]:
    """Yield the students by name; parts of one name are one student, a part that a name has already is another's.

    Capitals do not tell names apart: who wrote “ada” on part 1 may write “Ada” on part 2. Those of one name are told
    apart by their files.
    """
    for _, taken in sorted(_by_name(parts).items()):
        yield from _told_apart([_joined([own for _, own in sorted(sheets.items())]) for sheets in taken])


def _by_name(parts: Iterable[Part]) -> dict[str, list[dict[int, Student]]]:
    """Return the students of each name, in small letters, with what each did on which sheet."""
    by_name: dict[str, list[dict[int, Student]]] = {}
    for part in parts:
        taken = by_name.setdefault(part.student.name.casefold(), [])
        free = next((own for own in taken if part.sheet not in own), None)
        if free is None:
            taken.append(free := {})
        free[part.sheet] = part.student
    return by_name


def _joined(parts: Sequence[Student]) -> Student:
    return Student(
        name=parts[0].name,
        answers={unit: code for part in parts for unit, code in part.answers.items()},
        spans={unit: span for part in parts for unit, span in part.spans.items()},
        files=tuple(dict.fromkeys(file for part in parts for file in part.files)),
        definitions={label: text for part in parts for label, text in part.definitions.items()},
        unread={unit: said for part in parts for unit, said in part.unread.items()},
    )


def _told_apart(students: Sequence[Student]) -> Iterator[Student]:
    often: Counter[str] = Counter()
    for student in students:
        name = student.name
        if len(students) > 1:
            name = f"{name} ({', '.join(map(_short, student.files))})"
        often[name] += 1
        yield student._replace(name=name if often[name] == 1 else f"{name} {often[name]}")


def _short(file: str) -> str:
    """Return the name of a file without the middle of a long one: what tells files apart stands at either end."""
    shown = " ".join(visible(file).split())
    half = _MOST_FILE // 2
    return shown if len(shown) <= _MOST_FILE else f"{shown[: half - 1]}…{shown[-half:]}"
