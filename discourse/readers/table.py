"""Tables and records with a comment each: CSV and its kin, JSON and XML however nested, SQL dumps, Parquet, Excel.

Which column holds what the user says (``--map text=body,reply_to=parent``); otherwise the usual names are known.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import msgspec

from discourse.errors import ReadError, panics_told
from discourse.model import Article, Comment, Skipped, Thread
from discourse.readers import cells
from discourse.readers.about import articles_told
from discourse.readers.absent import declared_in, replies_absent
from discourse.readers.containers import swells
from discourse.readers.drafts import FURTHER, Draft, Findings, thread_of
from discourse.readers.flattening import Flat, Record, Row, flattened, words_of
from discourse.readers.prefixes import unprefixed
from discourse.readers.records import json_lines
from discourse.readers.roles import ROLES, UNSURE_HEADINGS, is_text_name, named, plain, roles_of
from discourse.readers.rows import (
    Columns,
    answer_in,
    columns_of,
    draft_of,
    facts_of,
    open_answers,
    parents_of,
    says_nothing,
    unread_votes,
)
from discourse.readers.source import Source, once, shown_name
from discourse.readers.sql_rows import sql_value
from discourse.readers.times import find_time
from discourse.readers.unfolding import COLUMNS, unfolded
from discourse.readers.written_records import written_records

__all__ = ["NAME", "RECOVERS", "ROLES", "TITLE", "matches", "threads"]

NAME = "table"
TITLE = "tables and records with a comment each: CSV, TSV, JSON, XML, YAML, SQL dumps, Parquet, Excel (see --map)"
RECOVERS = ("author", "author id", "parent", "time", "score", "likes", "status", "badges", "title", "declared")

_SLICE = 20_000
_MOST_ROWS = 2_000_000
_MOST_UNPACKED = 256 * 1024 * 1024
_NO_TEXT = "rows without a text"
_WIDE = "rows with more cells than columns, shared out by their place (a separator stands unquoted in a text)"
_NO_SHEET = "sheets without a column that is called like a text"
_NOTICE = Skipped(kind="boilerplate", reason="notices of the chat itself (joined, pinned, renamed)")
_SHOWN = 30
"""Characters of a cell that evidence shows."""
_OF_COMMENTS = re.compile(r"comment|repl(?:y|ies)|messages?$|answers?$", re.IGNORECASE)
_OF_ELSE = re.compile(r"meta|log|draft|private|revision|session|option", re.IGNORECASE)
"""Tables of a dump with texts that nobody said for others to read."""
_CALLED = ("display_name", "username", "user_name", "member_name", "real_name", "user_login", "name", "login")
_TABLES = (".csv", ".tsv", ".tab")


class _Table(NamedTuple):
    """The rows of a source, the columns that any of them has, and how many lines are no rows."""

    header: list[str]
    flat: Flat
    broken: int = 0
    skipped: tuple[Skipped, ...] = ()


def matches(source: Source) -> str | None:
    """Return the evidence that this is a table of comments, or ``None``; ``ReadError`` where its text is not told."""
    table = _table(source)
    if table is None:
        return None
    columns = _columns(table, source)
    if "text" not in columns.roles:
        if source.tabular or source.name.lower().endswith(_TABLES) or _is_json(source):
            raise _no_text(source, table.header)
        return None
    unsure: tuple[str, ...] = ("status",)
    if plain(columns.roles.get("comment_title", "")) in UNSURE_HEADINGS:
        unsure += ("comment_title",)
    if not _is_json(source) and not source.name.lower().endswith(_TABLES):
        unsure += ("id",)
    known = [role for role in columns.roles if role not in unsure]
    if len(known) < 2 and not (source.told.columns or source.tabular or columns.is_guessed):
        return None
    how = " (by its words)" if columns.is_guessed else ""
    told = (f"{role} in {column!r}{how if role == 'text' else ''}" for role, column in columns.roles.items())
    return "a table: " + ", ".join(told)


def _unread(columns: Columns, rows: Sequence[Row], comments: Sequence[Comment]) -> Iterator[str]:
    """Yield what rows say and is not read: votes, times, and answers to ids where no column of ids is known."""
    if votes := [cell for row in rows for cell in unread_votes(columns, row)]:
        yield f"without {_counted(votes, 'vote')}: no whole number"
    shown = (comment.posted_as_shown for comment in comments if not comment.posted)
    if times := [words for words in shown if words and not says_nothing(words) and not _is_age(words)]:
        yield f"without {_counted(times, 'time')}: no date, or more than one"
    if answers := open_answers(columns, rows):
        yield f"{answers} answers to ids that no column has: say which does with --map id=COLUMN"


def _counted(cells: Sequence[str], what: str) -> str:
    """Return how many cells there are, and what stands in the first."""
    return f"{len(cells)} {what}{'' if len(cells) == 1 else 's'} ({shown_name(cells[0][:_SHOWN])!r})"


def _is_age(words: str) -> bool:
    time = find_time(words)
    return time is not None and time.age is not None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each article that the rows name with its comments; all rows as one where they name none."""
    table = _table(source)
    if table is None:
        raise ReadError(f"{source.shown}: this is no table; give CSV, TSV, JSON, Parquet or Excel")
    columns = _columns(table, source)
    if "text" not in columns.roles:
        raise _no_text(source, table.header)
    groups: dict[tuple[str, int | None], list[int]] = {}
    about = articles_told(table.flat.records, columns)
    for place, record in enumerate(table.flat.records):
        if place in about.openings:
            table.flat.articles.setdefault(about.keys[place], record.row)
            continue
        groups.setdefault((about.keys[place], record.holder), []).append(place)
    lost = Skipped(kind="malformed", reason=_NO_TEXT, count=table.broken)
    skipped = [*table.skipped, *([lost] if table.broken else []), *([FURTHER] if any(table.flat.more.values()) else [])]
    return tuple(
        _thread(source, _Part(table.flat, columns, places, key), [] if number else skipped)
        for number, (key, places) in enumerate((groups or {("", None): []}).items())
    )


def _is_json(source: Source) -> bool:
    return source.text.lstrip()[:1] in ("{", "[") or source.json is not None


def _columns(table: _Table, source: Source) -> Columns:
    rows = [record.row for record in table.flat.records]
    may_guess = bool(source.tabular) or source.name.lower().endswith(_TABLES)
    are_held = any(record.above is not None for record in table.flat.records)
    return columns_of(table.header, rows, source.told.columns, may_guess, are_held)


def _no_text(source: Source, header: Sequence[str]) -> ReadError:
    names = ", ".join(shown_name(name) for name in header[:20])
    what = "key" if _is_json(source) else "column"
    return ReadError(
        f"{source.shown}: no {what} is called like a text ({names}); say which with --map text={what.upper()}"
    )


@once
def _table(source: Source) -> _Table | None:
    """Return the rows with their columns; ``None`` where this is no table."""
    if source.tabular == "parquet":
        return _of_rows(list(_asked(source, _parquet_columns).columns), _asked(source, _parquet_rows))
    if source.tabular is not None:
        return _of_sheets(_asked(source, _excel))
    if (sql := sql_value(source)) is not None:
        return _of_dump(sql, source)
    if (items := written_records(source)) is not None:
        return _of_items(items, source)
    if source.is_html or not source.text.strip():
        return None
    return _of_json(source) if _is_json(source) else _of_text(source)


def _of_text(source: Source) -> _Table | None:
    """Return the rows of a table in a text with a separator; ``None`` where it has none."""
    header = cells.header_of(source.text)
    if header is None:
        return None
    rows, unsure = cells.rows_of(source.text, _text_column(header, source.told.columns))
    return _of_rows(header, rows, [Skipped(kind="malformed", reason=_WIDE, count=unsure)] if unsure else [])


def _text_column(header: Sequence[str], told: Mapping[str, str]) -> str | None:
    """Return the column of the text by its name or as the user says; what is told wrongly is complained of later."""
    return told["text"] if "text" in told else roles_of(header, {}).get("text")


def _of_rows(header: list[str], rows: Iterable[Row], skipped: Sequence[Skipped] = ()) -> _Table:
    listed = cells.with_own_number(header, list(rows))
    if flat := unfolded(header, listed):
        return _Table(list(COLUMNS), flat, skipped=tuple(skipped))
    records = [Record(row) for row in listed if row]
    return _Table(header, Flat(records=records), sum(not row for row in listed), tuple(skipped))


def _of_json(source: Source) -> _Table | None:
    """Return the records of a JSON text, however nested, or of its lines; ``None`` for a single flat object."""
    value = source.json
    if value is None and source.first_line is None:
        return None
    return _of_items(list(json_lines(source.text)) if value is None else value, source)


def _of_items(items: Any, source: Source) -> _Table | None:
    told = source.told.columns.get("text")
    flat = flattened(items, (lambda column: column == told) if told else is_text_name)
    if not flat.records and not told:
        flat = flattened(unprefixed(items))
    broken = 0 if isinstance(items, dict) else sum(not _holds_objects(item) for item in items)
    if flat.records:
        return _Table(_header(record.row for record in flat.records), flat, broken)
    others = flattened(items, lambda _: True).records
    return _Table(_header(record.row for record in others[:1]), Flat()) if others else None


def _of_dump(tables: Mapping[str, list[dict[str, Any]]], source: Source) -> _Table | None:
    """Return the rows of the table of comments in a dump, those of others as what they are about and who wrote them."""
    texts = {name: rows for name, rows in tables.items() if any(map(is_text_name, rows[0]))}
    said = {name: rows for name, rows in texts.items() if _OF_COMMENTS.search(name)} or texts
    said = {name: rows for name, rows in said.items() if not _OF_ELSE.search(name)} or said
    table = _of_items([row for rows in said.values() for row in rows], source)
    if table is None:
        return None
    for name, rows in tables.items():
        for row in rows if name not in said else ():
            facts = facts_of(row)
            id_ = words_of(row.get(named(row, ROLES["thread"]))) or facts.get("id")
            if id_ and facts.get("title"):
                table.flat.articles.setdefault(id_, row)
            elif author := _person(row):
                table.flat.people.setdefault(*author)
    return table


def _person(row: Row) -> tuple[str, str] | None:
    """Return the id and the name of somebody whom a row of a dump is about."""
    id_, name = (words_of(row.get(named(row, names))) for names in (("user_id", "uid", "id_member", "id"), _CALLED))
    return (id_, name) if id_ and name else None


def _holds_objects(item: Any) -> bool:
    return isinstance(item, dict) or (isinstance(item, list) and any(isinstance(each, dict | list) for each in item))


def _header(rows: Iterable[Iterable[str]]) -> list[str]:
    """Return the names of the columns that any row has, in the order met."""
    names: dict[str, None] = {}
    for row in rows:
        names.update(dict.fromkeys(row))
        if len(names) > cells.MOST_COLUMNS:
            break
    return list(names)[: cells.MOST_COLUMNS]


def _asked(source: Source, ask: Callable[[Source], Any]) -> Any:
    """Return what polars makes of a file, or a sentence on why it cannot."""
    try:
        with panics_told():
            return ask(source)
    except ModuleNotFoundError:
        raise ReadError(f"{source.shown}: reading Excel needs an extra; install discourse[excel]") from None
    except Exception as error:  # polars raises many kinds; whatever it is, the file cannot be read
        reason = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        raise ReadError(f"{source.shown}: the table cannot be read ({reason}); save it as CSV") from None


def _parquet_columns(source: Source) -> Any:
    import polars as pl

    return pl.scan_parquet(io.BytesIO(source.packed.data)).head(0).collect()


def _parquet_rows(source: Source) -> list[Row]:
    """Return the rows, taken a slice at a time, so that what swells is refused before it is all in memory."""
    import polars as pl
    from polars import selectors

    lazy = pl.scan_parquet(io.BytesIO(source.packed.data))
    size, rows = 0, list[Row]()
    for start in range(0, _MOST_ROWS, _SLICE):
        part = lazy.slice(start, _SLICE).collect()
        texts = part.select(selectors.string().str.len_bytes().cast(pl.Int64).sum())
        size += part.height * part.width * 8 + sum(count or 0 for count in (texts.row(0) if texts.width else ()))
        if size > _MOST_UNPACKED:
            raise ValueError("what is packed in it is too large")
        rows += part.iter_rows(named=True)
        if part.height < _SLICE:
            break
    return rows


def _excel(source: Source) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of each sheet."""
    import polars as pl

    if swells(source.packed.data, _MOST_UNPACKED):
        raise ValueError("what is packed in it is too large")
    held = io.BytesIO(source.packed.data)
    sheets = pl.read_excel(held, sheet_id=0, has_header=False, infer_schema_length=0, raise_if_empty=False)
    return {name: sheet.rows() for name, sheet in sheets.items()}


def _of_sheets(sheets: Mapping[str, Sequence[tuple[Any, ...]]]) -> _Table:
    """Return the rows of every sheet that has texts, each held by its sheet; of the first where none has."""
    read: list[tuple[str, list[str], Sequence[Row]]] = []
    for name, rows in sheets.items():
        place = cells.place_of_names(rows)
        if place is not None:
            header = cells.names_in(rows[place])
            below = cells.below_labels([row for row in rows[place + 1 :] if any(cell is not None for cell in row)])
            named = [dict(zip(header, row or (), strict=False)) for row in below]
            read.append((name, header, cells.with_own_number(header, named)))
    chosen = [sheet for sheet in read if any(map(is_text_name, sheet[1]))] or read[:1]
    are_several = len(chosen) > 1
    records = [Record(row, holder=at if are_several else None) for at, sheet in enumerate(chosen) for row in sheet[2]]
    holders: list[Row] = [{"title": name} for name, _, _ in chosen]
    others = Skipped(kind="widget", reason=_NO_SHEET, count=len(sheets) - len(chosen))
    header = _header(names for _, names, _ in chosen)
    return _Table(header, Flat(records=records, holders=holders), skipped=(others,) if others.count else ())


class _Part(NamedTuple):
    """The rows of one article: their places, and what they share: its id or title, and what holds them."""

    flat: Flat
    columns: Columns
    places: Sequence[int]
    key: tuple[str, int | None]


def _thread(source: Source, part: _Part, others: Sequence[Skipped]) -> Thread:
    rows = {place: part.flat.records[place] for place in part.places}
    said = {place: record for place, record in rows.items() if not part.columns.is_notice(record.row)}
    drafts = _linked(part, said)
    within = (answer_in(part.columns, each.row, draft.id) for draft, each in zip(drafts, said.values(), strict=True))
    answers = {answer.reply_to: answer for answer in within if answer}
    answered = {draft.reply_to for draft in drafts} | answers.keys()
    told = [draft for draft in drafts if draft.text or draft.title or draft.id in answered or draft.status]
    kept = [each for draft in told for each in (draft, answers.get(draft.id)) if each]
    skipped = [*others, *[_NOTICE] * (len(rows) - len(said))]
    if lost := len(drafts) - len(told):
        skipped.append(Skipped(kind="malformed", reason=_NO_TEXT, count=lost))
    counted = (words_of(record.row.get(part.columns.counted)) for record in said.values())
    counts = dict(zip((draft.id for draft in drafts), counted, strict=True)) if part.columns.counted else {}
    findings = Findings(
        drafts=kept,
        skipped=[*skipped, *replies_absent(drafts, counts)],
        declared=declared_in(part.flat, part.key[1], len(kept)),
        is_threaded=any(draft.reply_to for draft in kept),
    )
    thread = thread_of(source, NAME, _article(source, part), findings)
    unread = _unread(part.columns, [record.row for record in said.values()], thread.comments)
    return msgspec.structs.replace(thread, evidence="; ".join(filter(None, (thread.evidence, *unread))) or None)


def _linked(part: _Part, said: Mapping[int, Record]) -> list[Draft]:
    """Return the comments of an article's rows, each with whom it answers."""
    columns = part.columns
    ids = {place: columns.cell(each.row, "id") or str(number) for number, (place, each) in enumerate(said.items(), 1)}
    parents = parents_of(
        [columns.answered(record.row) for record in said.values()],
        list(ids.values()),
        [ids.get(record.above) if record.above is not None else None for record in said.values()],
        part.key[0],
        columns.roles.get("reply_to", ""),
    )
    drafts = (draft_of(columns, record.row, ids[place], part.flat.people) for place, record in said.items())
    return [replace(draft, reply_to=parent) for draft, parent in zip(drafts, parents, strict=True)]


def _article(source: Source, part: _Part) -> Article:
    """Return what the rows say of their article where they agree, and what the record says that holds them."""
    columns, (key, holder) = part.columns, part.key
    facts = facts_of(part.flat.holders[holder]) if holder is not None else {}
    facts |= facts_of(part.flat.articles.get(key, {}))
    for role in ("title", "url"):
        rows = (part.flat.records[place] for place in part.places)
        told = {columns.cell(record.row, role) for record in rows if record.above is None}
        if len(told) == 1 and (words := told.pop()):
            facts[role] = words
    if "thread" in columns.roles and key:
        facts["id"] = key
    return Article(source=source.name, **facts)
