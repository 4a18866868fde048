"""Answers of the exercise on reply graphs: what each comment answers, from the page's file or the table."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from discourse.classroom.answers import ARTICLE, REPLIES, Unit
from discourse.classroom.packs import Pack
from discourse.classroom.students import Part, Student, cleaned, name_of_file
from discourse.errors import ReadError
from discourse.human.cells import Table, TableRow, table_of
from discourse.human.codings import Fault
from discourse.human.reading import MOST_BYTES
from discourse.human.rewritten import restored, whole
from discourse.human.spellings import cannot_tell, says_article
from discourse.readers.source import open_source
from discourse.reporting.wording import marked
from discourse.translation import agreeing, labelled, number, translated
from discourse.visible import visible

_MOST_SHOWN = 5
"""Answers that cannot be right which are named one by one."""
_LONGEST_SHOWN = 20
_NUMBER = re.compile(r"(?:no|nr|n[o°º]?|#)?[.\s]*(\d+)\.?\Z")


class _Replied(NamedTuple):
    """What one coder of a file says: their name, the sheet, and what is said of each comment."""

    name: str
    sheet: str
    replies: tuple["_Reply", ...]


class _Reply(NamedTuple):
    """A comment, what it is said to answer (``False``: nothing that can be), and how that was written."""

    comment: str
    parent: Any
    said: str


class _Wrong(NamedTuple):
    """An answer that cannot be right; ``number`` is that of its comment, ``None`` where the page has none such."""

    comment: str
    number: int | None
    said: str


class RepliesFile(NamedTuple):
    """What a file of replies holds: a part for each coder, who was left out, and what was not taken of the others."""

    parts: tuple[Part, ...]
    left_out: tuple[str, ...]
    remarks: tuple[str, ...]


def replies_in(pack: Pack, path: Path, folder: Path) -> RepliesFile:
    """Return what a file in a folder says of who answers whom.

    Raises ReadError where it is no such file; a coder of it who cannot be used is left out with a sentence.
    """
    if path.stat().st_size > MOST_BYTES:
        why = translated("it has more than {n} MB; ask for the file that the page gave", n=MOST_BYTES // 2**20)
        raise ReadError(f"{path.name}: {why}")
    coders, lost = ([_from_json(path)], ()) if path.suffix.lower() == ".json" else _from_table(pack, path)
    parts: list[Part] = []
    left_out: list[str] = []
    remarks = [labelled(f"{path.name}, {fault.where}", fault.why) for fault in lost]
    for replied in coders:
        try:
            student, wrong = _student(pack, replied, path, folder)
        except ReadError as error:
            left_out.append(str(error))
            continue
        parts.append(Part(student, 0))
        remarks += [_wrong_in(path, student.name, wrong)] if wrong else []
    return RepliesFile(tuple(parts), tuple(left_out), tuple(remarks))


def _student(pack: Pack, replied: _Replied, path: Path, folder: Path) -> tuple[Student, list[_Wrong]]:
    if replied.sheet and replied.sheet != pack.sheets[0].id:
        raise ReadError(f"{path.name}: {of_another_sheet(replied.sheet)}")
    place = {comment.id: number for number, comment in enumerate(pack.thread.comments, start=1)}
    answers: dict[Unit, str | None] = {}
    wrong: list[_Wrong] = []
    for comment, parent, said in replied.replies:
        answer = _answer(parent, place)
        if comment not in place or answer is False or (isinstance(answer, int) and answer >= place[comment]):
            is_number = answer is not False and isinstance(answer, int)
            shown = translated("no. {number}", number=answer) if is_number else _quoted(said)
            wrong.append(_Wrong(comment, place.get(comment), shown))
        else:
            answers[Unit(REPLIES, comment)] = str(answer) if isinstance(answer, int) else answer or None
    name = cleaned(replied.name or name_of_file(path, folder))
    if not answers and any(each.number for each in wrong):
        raise ReadError(_wrong_in(path, name, wrong))
    if not answers:
        why = translated("no answer in it is of this exercise; ask for the file that its page gave")
        raise ReadError(f"{path.name}: {why}")
    return Student(
        name=name,
        answers=answers,
        spans={},
        files=(path.relative_to(folder).as_posix(),),
        unread={Unit(REPLIES, each.comment): each.said for each in wrong if each.number is not None},
    ), wrong


def _wrong_in(path: Path, name: str, wrong: Sequence[_Wrong]) -> str:
    """Return which answers of a student cannot be right."""
    shown = [_one_wrong(each) for each in wrong[:_MOST_SHOWN]]
    if len(wrong) > _MOST_SHOWN:
        shown.append(translated("and {n} more", n=number(len(wrong) - _MOST_SHOWN)))
    why = agreeing(
        len(wrong),
        "{n} answer of {name} could not be taken, since it names no comment of this page that stands above (0 is the "
        "article): {answers}",
        "{n} answers of {name} could not be taken, since they name no comment of this page that stands above (0 is the "
        "article): {answers}",
        name=name,
        answers=", ".join(shown),
    )
    return f"{path.name}: {why}"


def _one_wrong(each: _Wrong) -> str:
    if each.number is None:
        return translated("of {words}, which is no comment of this page", words=_quoted(each.comment))
    return translated("{answer} for no. {number}", answer=each.said, number=each.number)


def of_another_sheet(sheet: str) -> str:
    """Return why a file of another sheet is not taken."""
    return translated("it is of another sheet ({sheet}); ask for the file of this exercise", sheet=sheet[:12])


def _quoted(said: str) -> str:
    return marked(_shown(said))


def _shown(said: str) -> str:
    return " ".join(visible(said).split())[:_LONGEST_SHOWN]


def _answer(parent: Any, place: Mapping[str, int]) -> int | str | bool | None:
    """Return the number of the parent, ``ARTICLE``, ``None`` for "cannot tell", or ``False`` where it is none."""
    if parent is None:
        return None
    if not isinstance(parent, str):
        return False
    if parent in ("", ARTICLE):
        return ARTICLE
    return place.get(parent, False)


def _from_json(path: Path) -> _Replied:
    try:
        value = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        why = translated("it is no JSON that can be read; ask for the file that the page gave")
        raise ReadError(f"{path.name}: {why}") from None
    if not isinstance(value, dict) or value.get("format") != "discourse-replies" or value.get("version") != 1:
        why = translated("it is not the file of a page on replies; ask for the right file")
        raise ReadError(f"{path.name}: {why}")
    answers = value.get("answers")
    said = [each for each in (answers if isinstance(answers, list) else ()) if isinstance(each, dict)]
    return _Replied(
        str(value.get("coder") or "").strip(),
        str(value.get("sheet") or ""),
        tuple(
            _Reply(str(each.get("comment")), each.get("answers", False), str(each.get("answers", ""))) for each in said
        ),
    )


def _from_table(pack: Pack, path: Path) -> tuple[list[_Replied], tuple[Fault, ...]]:
    """Return what each coder of a table says, and what of it is lost."""
    table = table_of(open_source(path))
    if not {"comment", "answers"} <= set(table.columns):
        why = translated("it has no columns “comment” and “answers”; give the table that was handed out")
        raise ReadError(f"{path.name}: {why}")
    if not any(row.get("answers") for row in table.rows):
        why = translated("nothing in it is filled in; write what each comment answers under “answers”")
        raise ReadError(f"{path.name}: {why}")
    table, lost = restored(table, pack.numbered())
    coders = list(_coders_in(table))
    if not coders:
        raise ReadError(labelled(f"{path.name}, {lost[0].where}", lost[0].why))
    return coders, lost


def _coders_in(table: Table) -> Iterator[_Replied]:
    """Yield what each coder says; rows without a name are of the file's one name, if it has but one."""
    ids = {whole(row.get("number")): row.get("comment") for row in table.rows}
    names = list(dict.fromkeys(row.get("coder") for row in table.rows if row.get("coder")))
    alone = names[0] if len(names) == 1 else ""
    by_name: dict[str, list[TableRow]] = {}
    for row in (row for row in table.rows if row.get("answers")):
        by_name.setdefault(row.get("coder") or alone, []).append(row)
    for name, own in by_name.items():
        sheet = next((row.get("sheet") for row in own if row.get("sheet")), "")
        yield _Replied(name, sheet, tuple(_in_row(row, ids) for row in own))


def _in_row(row: TableRow, ids: Mapping[str, str]) -> _Reply:
    return _Reply(row.get("comment"), _in_cell(row.get("answers"), ids), row.get("answers"))


def _in_cell(said: str, ids: Mapping[str, str]) -> str | bool | None:
    """Return what a cell says: the comment of a number, the article (also 0), or "cannot tell"."""
    if cannot_tell(said):
        return None
    if says_article(whole(said)):
        return ARTICLE
    number = _NUMBER.match(whole(said).strip().casefold())
    return (ids.get(number[1]) if number else None) or False
