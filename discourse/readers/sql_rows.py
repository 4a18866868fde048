"""Dumps of databases as tables of rows: INSERT lines of MySQL, SQLite and others, COPY blocks of PostgreSQL."""

import re
from collections.abc import Iterator
from typing import Any

from discourse.readers.source import Source, once

_NAME = r"(?:[`\"\[]?\w{1,80}[`\"\]]?\.){0,2}[`\"\[]?(?P<table>\w{1,80})[`\"\]]?"
_COLUMNS = r"\s{0,20}(?:\((?P<columns>[^()]{1,20000})\)\s{0,20})?"
_INSERT = re.compile(
    rf"^\s{{0,20}}(?:INSERT|REPLACE)\s{{1,9}}(?:IGNORE\s{{1,9}})?INTO\s{{1,9}}{_NAME}{_COLUMNS}VALUES?\s{{0,20}}(?=\()",
    re.IGNORECASE | re.MULTILINE,
)
_COPY = re.compile(rf"^COPY {_NAME}{_COLUMNS}FROM stdin;\n", re.IGNORECASE | re.MULTILINE)
_CREATE = re.compile(
    rf"^\s{{0,20}}CREATE TABLE\s{{1,9}}(?:IF NOT EXISTS\s{{1,9}})?{_NAME}\s{{0,20}}\(\n"
    r"(?P<lines>(?:(?!\s{0,20}CREATE)[^;\n]{0,2000}\n){1,400}?)\s{0,9}\)",
    re.IGNORECASE | re.MULTILINE,
)
_COLUMN = re.compile(
    r"^\s{0,20}(?!(?:PRIMARY|UNIQUE|KEY|INDEX|CONSTRAINT|FULLTEXT|FOREIGN|CHECK)\b)[`\"\[]?(\w{1,80})", re.IGNORECASE
)
_VALUE = re.compile(
    r"\s*+(?:(?:[NE]|_\w{1,20}\s)?'(?P<words>(?:[^'\\]|\\.|'')*+)'|(?P<bare>[^,()'\s][^,()'\n]{0,200}+)(?:\(\))?)"
    r"\s*+(?P<after>[,)])",
    re.DOTALL,
)
_NEXT = re.compile(r"\s*+,\s*+\(")
_ESCAPED = re.compile(r"\\(.)|''", re.DOTALL)
_SIGNS = {"n": "\n", "r": "\r", "t": "\t", "0": "", "Z": "", "b": ""}
_SNIFFED = 200_000
_MOST_ROWS = 2_000_000


@once
def sql_value(source: Source) -> dict[str, list[dict[str, Any]]] | None:
    """Return the rows of each table of a dump; ``None`` where a text is none."""
    text = source.text
    head = text[:_SNIFFED].lstrip().upper()
    if head.startswith("<") or ("INSERT" not in head and "COPY " not in head):  # a page may show such lines
        return None
    created = {
        found["table"]: [told[1] for line in found["lines"].split("\n") if (told := _COLUMN.match(line))]
        for found in _CREATE.finditer(text)
    }
    tables: dict[str, list[dict[str, Any]]] = {}
    for pattern, rows_of in ((_INSERT, _inserted), (_COPY, _copied)):
        at = 0
        while found := pattern.search(text, at):
            at = found.end()
            names = _names(found["columns"]) or created.get(found["table"], [])
            rows = tables.setdefault(found["table"], [])
            for values, end in rows_of(text, found.end()):
                at = end  # what is in a row begins no table
                if len(rows) < _MOST_ROWS and len(values) == len(names):
                    rows.append(dict(zip(names, values, strict=True)))
    return {table: rows for table, rows in tables.items() if rows} or None


def _names(columns: str | None) -> list[str]:
    return [name.strip(' \t\n`"[]') for name in columns.split(",")] if columns else []


def _inserted(text: str, at: int) -> Iterator[tuple[list[str | None], int]]:
    """Yield the values of each row of an INSERT whose first bracket opens at a place, and where the row ends."""
    values: list[str | None] = []
    at += 1
    while found := _VALUE.match(text, at):
        at = found.end()
        values.append(_unescaped(found["words"]) if found["words"] is not None else _bare(found["bare"]))
        if found["after"] == ",":
            continue
        yield values, at
        values = []
        more = _NEXT.match(text, at)
        if more is None:
            return
        at = more.end()


def _unescaped(words: str) -> str:
    r"""Return what a string says.

    >>> _unescaped(r"it\'s ''so''\n"), _unescaped("no")
    ("it's 'so'\n", 'no')
    """
    return _ESCAPED.sub(lambda found: _SIGNS.get(found[1], found[1]) if found[1] else "'", words)


def _bare(word: str) -> str | None:
    return None if word.strip().upper() in {"NULL", "DEFAULT"} else word.strip()


def _copied(text: str, at: int) -> Iterator[tuple[list[str | None], int]]:
    """Yield the values of each line of a COPY, up to the line that ends it, and where that line stands."""
    end = text.find("\n\\.", at)
    end = end if end >= 0 else len(text)
    for line in text[at:end].split("\n"):
        yield [None if cell == "\\N" else _unescaped(cell) for cell in line.split("\t")], end
