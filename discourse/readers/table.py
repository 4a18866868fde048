"""Tables with a comment in each row: CSV and its kin, JSON lines and lists of flat objects, Parquet, Excel.

Which column holds what the user says (``--map text=body,reply_to=parent``); otherwise the usual names are known.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from discourse.errors import ReadError
from discourse.model import Article, Skipped, Status, Thread
from discourse.readers.containers import swells
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.records import iso_of_epoch, json_lines, text_of_html, text_of_plain
from discourse.readers.source import Source

NAME = "table"
TITLE = "tables with a comment a row: CSV, TSV, JSON lines, Parquet, Excel (see --map)"
RECOVERS = ("author", "author id", "parent", "time", "score", "likes", "status", "badges")

ROLES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "comment", "comment_text", "commenttext", "body", "content", "message", "comment_body", "commentbody",
        "comment_content", "reply_text", "tweet", "review", "kommentar", "kommentartext", "commentaire", "comentario",
        "commento", "reactie", "texto", "texte", "testo", "inhalt", "nachricht",
    ),
    "id": ("id", "comment_id", "commentid", "cid", "uid", "message_id", "post_id_own", "kommentar_id", "nr"),
    "author": (
        "author", "author_name", "user", "username", "user_name", "name", "screen_name", "commenter", "nickname",
        "display_name", "from", "autor", "auteur", "autore", "nutzer", "benutzer", "nutzername", "verfasser", "usuario",
    ),
    "author_id": ("author_id", "user_id", "userid", "commenter_id"),
    "reply_to": (
        "reply_to", "parent_id", "parent", "parentid", "in_reply_to", "in_reply_to_id", "reply_to_id", "replyto",
        "parent_comment_id", "parentcommentid", "antwort_auf", "pid",
    ),
    "posted": (
        "posted", "date", "time", "timestamp", "created_at", "created", "created_utc", "published_at", "publishedat",
        "datetime", "posted_at", "comment_date", "datum", "zeit", "zeitpunkt", "fecha", "data", "heure",
    ),
    "score": ("score", "votes", "points", "rating", "karma"),
    "likes": ("likes", "like_count", "likecount", "upvotes", "ups", "recommendations", "favorites"),
    "dislikes": ("dislikes", "dislike_count", "downvotes", "downs"),
    "status": ("status",),
    "badges": ("badges", "role", "badge"),
    "thread": ("thread", "thread_id", "article_id", "articleid", "link_id", "video_id", "post_id", "conversation_id"),
    "title": ("article", "title", "article_title", "headline", "thread_title"),
    "url": ("url", "article_url", "link", "permalink", "address"),
}  # fmt: skip
"""What a column may hold, and what such columns are usually called."""

_MOST_ROWS = 2_000_000
_SNIFFED = 20_000
_MOST_UNPACKED = 256 * 1024 * 1024
_MOST_COLUMNS = 400
_STATUSES: tuple[Status, ...] = ("shown", "collapsed", "hidden", "blocked", "deleted")
_MARKUP = re.compile(r"</?(?:p|br|a|div|i|b|em|strong|blockquote)\b", re.IGNORECASE)
_EPOCH = re.compile(r"\d{9,13}(?:\.\d{1,6})?")
_NO_TEXT = "rows without a text"

Row = Mapping[str, Any]


def matches(source: Source) -> str | None:
    """Return the evidence that this is a table of comments, or ``None``."""
    header = _header(source)
    if header is None:
        return None
    roles = _roles(header, source.told.columns)
    known = [role for role in roles if role not in ("id", "status")]
    if "text" not in roles or (len(known) < 2 and not source.told.columns):
        return None
    return "a table: " + ", ".join(f"{role} in {column!r}" for role, column in roles.items())


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each article that the rows name with its comments; all rows as one where they name none."""
    header = _header(source)
    if header is None:
        raise ReadError(f"{source.shown}: this is no table; give CSV, TSV, JSON lines, Parquet or Excel")
    roles = _roles(header, source.told.columns)
    if "text" not in roles:
        names = ", ".join(header[:20])
        raise ReadError(f"{source.shown}: no column is called like a text ({names}); say which with --map text=COLUMN")
    rows = list(_rows(source))
    groups: dict[str, list[Row]] = {}
    broken = sum(not row for row in rows)
    column = _article_column(rows, roles)
    for row in filter(None, rows):
        groups.setdefault(_words(row.get(column)), []).append(row)
    return tuple(
        _thread(source, rows, roles, 0 if number else broken) for number, rows in enumerate(groups.values() or [[]])
    )


def _article_column(rows: Sequence[Row], roles: Mapping[str, str]) -> str:
    """Return the column by which rows belong to an article: its id, or a title or address that rows share."""
    if "thread" in roles:
        return roles["thread"]
    for role in ("title", "url"):
        if role in roles and len({_words(row.get(roles[role])) for row in rows}) <= (len(rows) + 1) // 2:
            return roles[role]
    return ""


def _roles(header: Sequence[str], told: Mapping[str, str]) -> dict[str, str]:
    """Return the column of each role: as the user says, else by its name."""
    for role, column in told.items():
        if role not in ROLES:
            raise ReadError(f"--map {role}={column}: there is no such role; choose one of {', '.join(ROLES)}")
        if column not in header:
            names = ", ".join(header[:20])
            raise ReadError(f"--map {role}={column}: the table has no such column; it has {names}")
    plain = {re.sub(r"[\s-]+", "_", column.strip().lower()): column for column in reversed(header)}
    guessed = {
        role: next((plain[name] for name in names if name in plain), None)
        for role, names in ROLES.items()
        if role not in told
    }
    free = {role: column for role, column in guessed.items() if column is not None and column not in told.values()}
    return {role: (dict(told) | free)[role] for role in ROLES if role in told or role in free}


def _header(source: Source) -> list[str] | None:
    """Return the names of the columns; ``None`` where this is no table."""
    frame = _frame_columns(source)
    if frame is not None:
        return frame
    if source.is_html or not source.text.strip():
        return None
    if source.text.lstrip()[:1] in ("{", "["):
        return _keys(source)
    return _first_row(source.text)


def _first_row(text: str) -> list[str] | None:
    """Return the names in the first row of separated cells; ``None`` where the rows below are not like it."""
    separator = _separator(text)
    try:
        cells = csv.reader(io.StringIO(text[:_SNIFFED]), delimiter=separator or ",")
        rows = list(islice(cells, 12)) if separator else []
    except csv.Error:
        rows = []
    first, *others = rows or [[]]
    named = [column.strip().lstrip("\ufeff") for column in first]
    is_header = 1 < len(named) <= _MOST_COLUMNS and all(0 < len(name) <= 60 for name in named)
    is_alike = sum(len(row) == len(first) for row in others) * 2 >= len(others)
    return named if is_header and is_alike and len(set(named)) == len(named) else None


def _keys(source: Source) -> list[str] | None:
    first = source.json[0] if isinstance(source.json, list) and source.json else source.first_line
    if not isinstance(first, dict) or isinstance(source.json, dict):
        return None
    return [str(key) for key in first][:_MOST_COLUMNS]


def _separator(text: str) -> str | None:
    """Return what stands between the cells: that which the first line has most of, and the next lines as often."""
    line = text.lstrip("\ufeff\n").partition("\n")[0]
    if len(line) > 5_000:
        return None
    best = max("\t;,|", key=line.count)
    return best if line.count(best) else None


def _frame_columns(source: Source) -> list[str] | None:
    kind = source.tabular
    if kind is None:
        return None
    return list(_frame(source).columns)


def _frame(source: Source) -> Any:
    import polars as pl

    try:
        if source.tabular == "parquet":
            return pl.read_parquet(io.BytesIO(source.packed.data), n_rows=_MOST_ROWS)
        if swells(source.packed.data, _MOST_UNPACKED):
            raise ValueError("what is packed in it is too large")
        return pl.read_excel(io.BytesIO(source.packed.data), infer_schema_length=0)
    except ModuleNotFoundError:
        raise ReadError(f"{source.shown}: reading Excel needs an extra; install discourse[excel]") from None
    except Exception as error:  # polars raises many kinds; whatever it is, the file cannot be read
        reason = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        raise ReadError(f"{source.shown}: the table cannot be read ({reason}); save it as CSV") from None


def _rows(source: Source) -> Iterable[Row]:
    if source.tabular is not None:
        return list(_frame(source).iter_rows(named=True))
    if source.text.lstrip()[:1] in ("{", "["):
        items = source.json if isinstance(source.json, list) else json_lines(source.text)
        return [item if isinstance(item, dict) else {} for item in items]
    text = source.text.lstrip("\ufeff\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text) or ",")
    header = [column.strip() for column in next(reader, [])]
    return list(_csv_rows(reader, header))


def _csv_rows(reader: Any, header: Sequence[str]) -> Iterable[Row]:
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield {}
            continue
        if cells:
            yield dict(zip(header, cells, strict=False))


def _thread(source: Source, rows: Sequence[Row], roles: Mapping[str, str], broken: int) -> Thread:
    first: Row = rows[0] if rows else {}
    article = Article(
        source=source.name,
        id=_words(first.get(roles.get("thread", ""))) or None,
        title=_words(first.get(roles.get("title", ""))) or None,
        url=_words(first.get(roles.get("url", ""))) or None,
    )
    drafts = [_draft(row, roles, place) for place, row in enumerate(rows, start=1)]
    kept = [draft for draft in drafts if draft.text]
    lost = len(drafts) - len(kept) + broken
    skipped = [Skipped(kind="malformed", reason=_NO_TEXT, count=lost)] if lost else []
    findings = Findings(drafts=kept, skipped=skipped, is_threaded=any(draft.reply_to for draft in kept))
    return thread_of(source, NAME, article, findings)


def _draft(row: Row, roles: Mapping[str, str], place: int) -> Draft:
    def cell(role: str) -> str:
        return _words(row.get(roles.get(role, "")))

    text, status, posted = cell("text"), cell("status"), cell("posted")
    return Draft(
        id=cell("id") or str(place),
        text=text_of_html(text) if _MARKUP.search(text) else text_of_plain(text),
        author=cell("author") or None,
        author_id=cell("author_id") or None,
        reply_to=_parent(cell("reply_to")) if "reply_to" in roles else None,
        stamp=iso_of_epoch(float(posted)) if _EPOCH.fullmatch(posted) else posted or None,
        score=_whole(cell("score")),
        likes=_whole(cell("likes")),
        dislikes=_whole(cell("dislikes")),
        badges=tuple(filter(None, (part.strip().lower() for part in cell("badges").split(",")))),
        status=next((known for known in _STATUSES if known == status), None),
    )


def _parent(cell: str) -> str:
    """Return the id answered; empty where the cell says that there is none."""
    cell = re.sub(r"^(\d+)\.0+$", r"\1", cell)
    return "" if cell.lower() in ("", "0", "none", "null", "nan", "na", "n/a", "-", "root") else cell


def _whole(cell: str) -> int | None:
    return int(float(cell)) if re.fullmatch(r"-?\d{1,12}(?:\.0+)?", cell) else None


def _words(cell: Any) -> str:
    """Return a cell as text; numbers that a table made out of ids have no ".0"."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
