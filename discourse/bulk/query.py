"""Questions in SQL to the tables of a run, read only, by DuckDB.

The only files that can be read are the tables themselves; nothing can be written, loaded or fetched, and none of that
can be changed by the question.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from discourse.bulk.manifest import finished
from discourse.bulk.store import TABLES
from discourse.errors import BulkError
from discourse.visible import visible

if TYPE_CHECKING:
    import duckdb
    import polars as pl

MOST_ROWS = 1_000
MEMORY = "512MB"
LONGEST_CELL = 80


def query(folder: Path, question: str, most: int = MOST_ROWS) -> "pl.DataFrame":
    """Return the answer to a SELECT over ``comments``, ``replies``, ``codings``, ``threads``, ``edges`` and ``ledger``.

    At most so many rows are returned. Raises BulkError where the folder holds no finished run, where DuckDB is not
    installed, and where the question is no single SELECT or is refused.
    """
    finished(folder)
    duckdb = _duckdb()
    with _asked_only(duckdb, folder.resolve()) as tables:
        try:
            statements = tables.extract_statements(question)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise BulkError("the question is not one SELECT; results can be read and not changed")
            return _frame(tables.sql(question).limit(most))
        except duckdb.Error as error:
            there = _there_is(tables, question)
            raise BulkError(f"the question cannot be answered ({_first_line(error)}); {there}") from None


def _there_is(tables: "duckdb.DuckDBPyConnection", question: str) -> str:
    """Return which columns the tables have that a question names; where it names none that is there, which tables."""
    columns: dict[str, list[str]] = {}
    for table, column in tables.execute("SELECT table_name, column_name FROM duckdb_columns()").fetchall():
        columns.setdefault(table, []).append(column)
    words = set(re.findall(r"\w+", question.lower()))
    told = [f"{name} has {', '.join(columns[name])}" for name in TABLES if name in columns and name in words]
    return "; ".join(told) or f"the tables are {', '.join(name for name in TABLES if name in columns)}"


def _duckdb() -> ModuleType:
    try:
        import duckdb
    except ModuleNotFoundError:
        raise BulkError("DuckDB is not installed; install it with pip install 'discourse[bulk]'") from None
    return duckdb


def _asked_only(engine: ModuleType, folder: Path) -> "duckdb.DuckDBPyConnection":
    """Return a connection that sees the tables of a run as views, and nothing else of the machine."""
    files = {name: sorted(str(path) for path in (folder / name).glob("*.parquet")) for name in TABLES}
    settings = {"memory_limit": MEMORY, "threads": 2, "temp_directory": "", "autoinstall_known_extensions": "false"}
    tables: duckdb.DuckDBPyConnection = engine.connect(":memory:", config=settings)
    for name, parts in files.items():
        if parts:
            tables.read_parquet(parts).create_view(name)
    tables.execute("SET allowed_paths = $paths", {"paths": [path for parts in files.values() for path in parts]})
    for setting in (
        "enable_external_access = false",
        "python_enable_replacements = false",
        "lock_configuration = true",
    ):
        tables.execute(f"SET {setting}")
    return tables


def _frame(answer: "duckdb.DuckDBPyRelation") -> "pl.DataFrame":
    """Return an answer as a frame; what no column of a frame can hold becomes text."""
    import polars as pl

    names = [name if name not in answer.columns[:at] else f"{name}_{at + 1}" for at, name in enumerate(answer.columns)]
    columns = list(zip(*answer.fetchall(), strict=True)) or [()] * len(names)
    return pl.DataFrame([_series(name, values) for name, values in zip(names, columns, strict=True)])


def _series(name: str, values: Sequence[object]) -> "pl.Series":
    import polars as pl

    simple = {int, float, bool, str, date, datetime}
    kinds = {type(value) for value in values if value is not None}
    if kinds in ({Decimal}, {int, Decimal}):
        return pl.Series(name, [None if value is None else float(str(value)) for value in values], dtype=pl.Float64)
    if not kinds <= simple or len(kinds) > 1:
        return pl.Series(name, [None if value is None else str(value) for value in values], dtype=pl.String)
    try:
        return pl.Series(name, values)
    except (OverflowError, pl.exceptions.PolarsError):
        return pl.Series(name, [None if value is None else str(value) for value in values], dtype=pl.String)


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0][:300]


def text_of(answer: "pl.DataFrame") -> str:
    """Return an answer as lines for people: long cells shortened, and nothing that steers a terminal."""
    cells = [[_cell(value) for value in row] for row in [answer.columns, *answer.iter_rows()]]
    widths = [max(len(row[at]) for row in cells) for at in range(len(answer.columns))]
    numeric = [dtype.is_numeric() for dtype in answer.dtypes]
    lines = [
        "  ".join(
            cell.rjust(wide) if right else cell.ljust(wide)
            for cell, wide, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in cells
    ]
    return "".join(f"{line}\n" for line in [lines[0], "  ".join("-" * wide for wide in widths), *lines[1:]])


def _cell(value: object) -> str:
    words = "" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)
    line = visible(" ".join(words.split()))
    return line if len(line) <= LONGEST_CELL else f"{line[: LONGEST_CELL - 1]}…"
