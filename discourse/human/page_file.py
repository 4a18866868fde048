"""The file that a coding page downloads: JSON of one coder (``docs/human-coding.md``)."""

from typing import Any

import msgspec

from discourse.human.codings import CODES, Coded, Codings, Fault, Mark, completed, person, variables_of
from discourse.human.marks import FaultError, Shown, UnreadError, checked_mark, fault_of
from discourse.model import Variable
from discourse.translation import number, translated

FORMAT = "discourse-codings"
VERSION = 1
MOST_COMMENTS = 200_000
MOST_MARKS = 1_000


class _Mark(msgspec.Struct):
    variable: str
    target: str | None = None
    code: str | None = None
    start: int | None = None
    end: int | None = None
    words: str | None = None
    note: str | None = None


class _Comment(msgspec.Struct):
    comment: str
    source: str | None = None
    done: bool = True
    note: str | None = None
    marks: list[Any] | None = None


class _File(msgspec.Struct):
    version: int
    format: str = FORMAT
    coder: str | None = None
    sheet: str | None = None
    codebook: str | None = None
    variables: list[str] | None = None
    comments: list[Any] | None = None


def is_page_file(value: Any) -> bool:
    """Return whether a JSON value is what a coding page writes."""
    return isinstance(value, dict) and value.get("format") == FORMAT


def page_codings(value: Any, name: str) -> tuple[tuple[Codings, ...], tuple[Fault, ...]]:
    """Return the codings of the file's coder, and what cannot be right; FaultError where all is wrong."""
    try:
        file = msgspec.convert(value, _File)
    except msgspec.ValidationError as error:
        why = translated("the file of a coding page is damaged ({error}); download it again", error=error)
        raise FaultError(why) from None
    if file.version != VERSION:
        raise FaultError(
            translated(
                "it is of version {version}, and {read} is what is read; update discourse",
                version=file.version,
                read=VERSION,
            )
        )
    if len(file.comments or ()) > MOST_COMMENTS:
        raise FaultError(
            translated("it has more than {n} comments; give the codings in several files", n=number(MOST_COMMENTS))
        )
    faults: list[Fault] = []
    comments = tuple(
        coded for at, each in enumerate(file.comments or (), start=1) if (coded := _coded(each, at, faults))
    )
    asked = _asked(file.variables, comments)
    codings = Codings(
        coder=person((file.coder or "").strip()[:200] or name),
        comments=completed(comments, asked),
        asked=asked,
        sheet=file.sheet,
        codebook=file.codebook.lower() if file.codebook else None,
    )
    return (codings,), tuple(faults)


def _asked(said: list[str] | None, comments: tuple[Coded, ...]) -> tuple[Variable, ...]:
    if said is None:
        return variables_of(comments)
    return tuple(variable for variable in CODES if variable in said)


def _coded(value: Any, at: int, faults: list[Fault]) -> Coded | None:
    where = translated("comment number {n}", n=number(at))
    try:
        said = msgspec.convert(value, _Comment)
    except msgspec.ValidationError as error:
        faults.append(Fault(where, str(error)))
        return None
    if not said.done:
        return None
    marks = tuple(
        mark
        for of, each in enumerate((said.marks or ())[:MOST_MARKS], start=1)
        if (mark := _mark(each, translated("{comment}, mark {n}", comment=where, n=number(of)), faults))
    )
    if len(said.marks or ()) > MOST_MARKS:
        why = translated("it has more than {n} marks; the others were left out", n=number(MOST_MARKS))
        faults.append(Fault(where, why))
    return Coded(source=said.source, comment=said.comment, marks=marks, note=said.note)


def _mark(value: Any, where: str, faults: list[Fault]) -> Mark | None:
    try:
        said = msgspec.convert(value, _Mark)
        return checked_mark(said.variable, said.target, said.code, Shown(_span(said), said.words, said.note))
    except UnreadError as error:
        faults.append(fault_of(where, error))
        return error.mark
    except (msgspec.ValidationError, FaultError) as error:
        faults.append(Fault(where, str(error)))
        return None


def _span(said: _Mark) -> tuple[int, int] | None:
    if said.start is None and said.end is None:
        return None
    if said.start is None or said.end is None or not 0 <= said.start < said.end < 2**53:
        raise FaultError(translated("its start and end are no place in a text"))
    return said.start, said.end
