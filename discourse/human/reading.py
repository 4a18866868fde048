"""Files of codings, whatever program wrote them: the front door."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from discourse.errors import DiscourseError, ReadError
from discourse.human import label_studio, potato, rows
from discourse.human.cells import table_of
from discourse.human.codings import Codings, CodingsFile, Fault
from discourse.human.marks import FaultError
from discourse.human.page_file import is_page_file, page_codings
from discourse.human.rewritten import Numbered, restored
from discourse.readers.records import json_lines
from discourse.readers.source import Refusals, Source, open_source
from discourse.translation import labelled, translated

MOST_BYTES = 64 * 1024 * 1024
_NO_NAMES = {"annotated_instances", "user_state", "assigned_user_data"}
"""Files that are called so for every annotator: the folder has the name."""

_Found = tuple[tuple[Codings, ...], tuple[Fault, ...]]


class Readings(NamedTuple):
    """What several files hold, and a sentence on each that cannot be read."""

    files: tuple[CodingsFile, ...]
    failures: tuple[str, ...]


def read_codings(path: str | Path, name: str | None = None, sheets: Numbered = MappingProxyType({})) -> CodingsFile:
    """Return what a file of codings holds; ReadError, naming the file, where it is none.

    ``name`` is what a coder is called who gave no name; if not said, as the file. Rows of ``sheets`` are known by their
    number, too, where a spreadsheet rewrote the ids of comments.

    Read are CSV, TSV, Excel, OpenDocument and Parquet with one row a decision or one row a comment, the JSON of a
    coding page, the JSON export of Label Studio, and the outputs of Potato.
    """
    file = Path(path)
    _check_size(file)
    source = open_source(file, refusals=_refusals())
    coders, faults, assumed = _read(source, name or _name(file), sheets)
    if _holds_nothing(coders):
        why = labelled(faults[0].where, faults[0].why) if faults else translated("nothing in it is filled in")
        said = translated("it holds no codings ({why}); see docs/human-coding.md for what is read", why=why)
        raise ReadError(f"{source.shown}: {said}")
    return CodingsFile(file.name, coders, faults, assumed)


def _refusals() -> Refusals:
    empty = translated("nothing stands in the file; give one that is filled in")
    foreign = translated("this is no file of codings, but {kind}; give CSV, Excel or JSON", kind="{kind}")
    return Refusals(empty, foreign, empty)


def _holds_nothing(coders: Iterable[Codings]) -> bool:
    """Return whether there is no coder, or nothing that a coder decided could be read."""
    comments = [coded for codings in coders for coded in codings.comments]
    marks = [mark for coded in comments for mark in coded.marks]
    return all(mark.is_unread for mark in marks) if marks else not comments


def read_all(paths: Iterable[str | Path]) -> Readings:
    """Return what each file holds; one that cannot be read is listed and stops none of the others."""
    files: list[CodingsFile] = []
    failures: list[str] = []
    for path in paths:
        try:
            files.append(read_codings(path))
        except DiscourseError as error:
            failures.append(str(error))
        except (ArithmeticError, LookupError, MemoryError, RecursionError, TypeError, ValueError) as error:
            # A fault of ours in one file must not cost the user the others.
            failures.append(f"{path}: a fault in discourse itself ({type(error).__name__}); please report it")
    return Readings(tuple(files), tuple(failures))


def _check_size(file: Path) -> None:
    try:
        size = file.stat().st_size
    except (OSError, ValueError):
        return  # opening it says why
    if size > MOST_BYTES:
        most = MOST_BYTES // 1024**2
        why = translated("it has more than {n} MB, the most that is read; give the codings in parts", n=most)
        raise ReadError(f"{file.name}: {why}")


def _name(file: Path) -> str:
    return file.parent.name if file.stem in _NO_NAMES and file.parent.name else file.stem


def _read(source: Source, name: str, sheets: Numbered) -> tuple[*_Found, tuple[str, ...]]:
    if not source.tabular and source.text.lstrip()[:1] in ("{", "["):
        return *_read_json(source, name), ()
    if source.is_html:
        said = translated("this is a page, not a file of codings; give what the coding page downloads")
        raise ReadError(f"{source.shown}: {said}")
    table = table_of(source)
    readers: Sequence[tuple[bool, Callable[..., _Found]]] = (
        (potato.is_table(table.columns), potato.table_codings),
        (rows.is_long(table.columns), rows.long_codings),
        (rows.is_wide(table.columns), rows.wide_codings),
    )
    found = next((read for fits, read in readers if fits), None)
    if found is None:
        said = translated(
            "its columns are not those of codings; there have to be “comment” and “variable”, or “comment” and a "
            "column for a decision, such as “reply_stance” or “claim staged”"
        )
        raise ReadError(f"{source.shown}: {said}")
    table, lost = restored(table, sheets)
    coders, faults = found(table, name)
    assumed = tuple(rows.assumed(table, name)) if found is rows.wide_codings else ()
    return coders, (*lost, *faults), assumed


def _read_json(source: Source, name: str) -> _Found:
    value = source.json
    if is_page_file(value):
        try:
            return page_codings(value, name)
        except FaultError as error:
            raise ReadError(f"{source.shown}: {error}") from None
    if label_studio.is_export(value):
        return label_studio.export_codings(value, name)
    values: list[Any] = [value] if isinstance(value, dict) else value if isinstance(value, list) else _lines(source)
    if source.json_fault:
        raise ReadError(f"{source.shown}: {source.json_fault}")
    if any(potato.is_output(each) for each in values):
        return potato.output_codings(values, name)
    if values and isinstance(values[0], dict) and {"comment", "variable"} <= set(values[0]):
        return rows.long_codings(rows.table_from(values), name)
    said = translated("this JSON is no file of codings; give what a coding page, Label Studio or Potato wrote")
    raise ReadError(f"{source.shown}: {said}")


def _lines(source: Source) -> list[Any]:
    try:
        return list(json_lines(source.text))
    except (msgspec.MsgspecError, RecursionError):
        return []
