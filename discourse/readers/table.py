"""Tables with a comment in each row: CSV and its kin, JSON lines and lists of flat objects, Parquet, Excel.

Which column holds what the user says (``--map text=body,reply_to=parent``); otherwise the usual names are known.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, cast

from discourse.errors import ReadError
from discourse.model import Article, Skipped, Status, Thread
from discourse.readers.containers import swells
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.records import iso_of_epoch, json_lines, text_of_html, text_of_plain
from discourse.readers.source import Source, shown_name

NAME = "table"
TITLE = "tables with a comment a row: CSV, TSV, JSON lines, Parquet, Excel (see --map)"
RECOVERS = ("author", "author id", "parent", "time", "score", "likes", "status", "badges")

ROLES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "comment", "comment_text", "commenttext", "body", "content", "message", "comment_body", "commentbody",
        "comment_content", "reply_text", "tweet", "review", "kommentar", "kommentartext", "commentaire", "comentario",
        "commento", "reactie", "texto", "texte", "testo", "inhalt", "nachricht",
        "mensaje", "messaggio", "message_text", "tekst", "tresc", "текст", "комментарии", "сообщение", "本文", "内容",
    ),
    "id": ("id", "comment_id", "commentid", "cid", "uid", "message_id", "post_id_own", "kommentar_id", "nr"),
    "author": (
        "author", "author_name", "user", "username", "user_name", "name", "screen_name", "commenter", "nickname",
        "display_name", "from", "autor", "auteur", "autore", "nutzer", "benutzer", "nutzername", "verfasser", "usuario",
        "utilisateur", "pseudo", "nom", "nombre", "utente", "автор", "имя", "пользователь", "author_display_name",
    ),
    "author_id": ("author_id", "user_id", "userid", "commenter_id"),
    "reply_to": (
        "reply_to", "parent_id", "parent", "parentid", "in_reply_to", "in_reply_to_id", "reply_to_id", "replyto",
        "parent_comment_id", "parentcommentid", "antwort_auf", "pid",
        "reponse_a", "en_reponse_a", "respuesta_a", "risposta_a", "ответ_на", "родитель",
    ),
    "posted": (
        "posted", "date", "time", "timestamp", "created_at", "created", "created_utc", "published_at", "publishedat",
        "datetime", "posted_at", "comment_date", "datum", "zeit", "zeitpunkt", "fecha", "data", "heure",
        "дата", "время", "date_posted", "post_date", "created_time", "publie_le",
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

_SLICE = 20_000
_HINT = re.compile(r"sep=[;,|\t]\n", re.IGNORECASE)
_MOST_ROWS = 2_000_000
_SNIFFED = 20_000
_MOST_UNPACKED = 256 * 1024 * 1024
_MOST_COLUMNS = 400
_STATUSES: dict[str, Status] = {
    "shown": "shown", "approved": "shown", "published": "shown", "visible": "shown", "collapsed": "collapsed",
    "hidden": "hidden", "pending": "hidden", "held": "hidden", "unapproved": "hidden", "blocked": "blocked",
    "spam": "blocked", "rejected": "blocked", "removed": "blocked", "moderated": "blocked", "deleted": "deleted",
    "trash": "deleted",
}  # fmt: skip
_MARKUP = re.compile(r"</?(?:p|br|a|div|i|b|em|strong|blockquote)\b", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_EPOCH = re.compile(r"\d{9,13}(?:\.\d{1,6})?")
_NO_TEXT = "rows without a text"

Row = Mapping[str, Any]


def matches(source: Source) -> str | None:
    """Return the evidence that this is a table of comments, or ``None``."""
    header = _header(source)
    if header is None:
        return None
    roles = _roles(header, source.told.columns)
    if "text" not in roles and (source.tabular or source.name.lower().endswith((".csv", ".tsv"))):
        raise _no_text(source, header)
    known = [role for role in roles if role not in ("id", "status")]
    if "text" not in roles or (len(known) < 2 and not source.told.columns and not source.tabular):
        return None
    return "a table: " + ", ".join(f"{role} in {column!r}" for role, column in roles.items())


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each article that the rows name with its comments; all rows as one where they name none."""
    header = _header(source)
    if header is None:
        raise ReadError(f"{source.shown}: this is no table; give CSV, TSV, JSON lines, Parquet or Excel")
    roles = _roles(header, source.told.columns)
    if "text" not in roles:
        raise _no_text(source, header)
    rows = list(_rows(source))
    groups: dict[str, list[Row]] = {}
    broken = sum(not row for row in rows)
    column = _article_column(rows, roles)
    for row in filter(None, rows):
        groups.setdefault(_words(row.get(column)), []).append(row)
    return tuple(
        _thread(source, rows, roles, 0 if number else broken) for number, rows in enumerate(groups.values() or [[]])
    )


def _no_text(source: Source, header: Sequence[str]) -> ReadError:
    names = ", ".join(shown_name(name) for name in header[:20])
    return ReadError(f"{source.shown}: no column is called like a text ({names}); say which with --map text=COLUMN")


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
    plain = {_plain(column): column for column in reversed(header)}
    guessed = {
        role: next((plain[name] for name in names if name in plain), None)
        for role, names in ROLES.items()
        if role not in told
    }
    free = {role: column for role, column in guessed.items() if column is not None and column not in told.values()}
    return {role: (dict(told) | free)[role] for role in ROLES if role in told or role in free}


def _plain(column: str) -> str:
    """Return a column's name as the usual names are written.

    >>> _plain("authorName"), _plain("Comment ID "), _plain("Réponse à")
    ('author_name', 'comment_id', 'reponse_a')
    """
    words = _CAMEL.sub("_", column.strip())
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", words) if not unicodedata.combining(sign))
    return re.sub(r"[\s_-]+", "_", bare.lower())


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
    text = _without_hint(text[:_SNIFFED])
    separator = _separator(text)
    try:
        cells = csv.reader(io.StringIO(text), delimiter=separator or ",")
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
    if source.tabular is None:
        return None
    return list(_asked(source, _parquet_columns if source.tabular == "parquet" else _excel).columns)


def _asked(source: Source, ask: Callable[[Source], Any]) -> Any:
    """Return what polars makes of a file, or a sentence on why it cannot."""
    try:
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


def _excel(source: Source) -> Any:
    import polars as pl

    if swells(source.packed.data, _MOST_UNPACKED):
        raise ValueError("what is packed in it is too large")
    return pl.read_excel(io.BytesIO(source.packed.data), infer_schema_length=0)


def _rows(source: Source) -> Sequence[Row]:
    if source.tabular == "parquet":
        return cast("list[Row]", _asked(source, _parquet_rows))
    if source.tabular is not None:
        return list(_asked(source, _excel).iter_rows(named=True))
    if source.text.lstrip()[:1] in ("{", "["):
        items = source.json if isinstance(source.json, list) else json_lines(source.text)
        return [item if isinstance(item, dict) else {} for item in items]
    text = _without_hint(source.text)
    separator = _separator(text) or ","
    header, *rows = _cells([f"{line}\n" for line in text.split("\n")], separator)
    names = [column.strip() for column in header or ()]
    return [dict(zip(names, row, strict=False)) if row is not None else {} for row in rows if row is None or row]


def _without_hint(text: str) -> str:
    """Return a text without the first line by which spreadsheets are told the separator."""
    return _HINT.sub("", text.lstrip("\ufeff\n"))


def _cells(lines: Sequence[str], separator: str) -> Iterator[list[str] | None]:
    """Yield the cells of each row; ``None`` for a row that is none.

    A quotation mark that is never closed takes in the rows after it: such a row, with too few cells or up to the end
    of the table, is read as its first line alone says, and the next lines anew.
    """
    at, width = 0, 0
    while at < len(lines):
        reader = csv.reader(map(lines.__getitem__, range(at, len(lines))), delimiter=separator)
        start = at
        while True:
            before = start + reader.line_num
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error:
                row = None
            after = start + reader.line_num
            if row is None or (after - before > 1 and (len(row) < width or _is_open(lines, before, after))):
                at = before + 1
                yield next(csv.reader([lines[before]], delimiter=separator, quoting=csv.QUOTE_NONE), None)
                break
            width = width or len(row)
            yield row


def _is_open(lines: Sequence[str], start: int, end: int) -> bool:
    """Return whether the table ends within quotation marks that these lines open."""
    return end >= len(lines) and sum(lines[place].count('"') for place in range(start, end)) % 2 == 1


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
        status=_STATUSES.get(status.lower()),
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
