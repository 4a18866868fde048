"""From the rows of a table to comments: what each cell says, whom a row answers, and what is no comment."""

import html
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

import msgspec

from discourse.model import Status
from discourse.readers.absent import IN_BRANCHES, REPLY_COUNTS
from discourse.readers.drafts import Draft
from discourse.readers.flattening import Row, words_of
from discourse.readers.records import at, iso_of_epoch, text_of_html, text_of_plain
from discourse.readers.roles import CLOCKS, FIRMS, FIRST_NAMES, LAST_NAMES, NEARER, ROLES, named, plain, roles_of
from discourse.readers.row_headings import with_headings

_STATUSES: dict[str, Status] = {
    "shown": "shown", "approved": "shown", "published": "shown", "visible": "shown", "collapsed": "collapsed",
    "hidden": "hidden", "pending": "hidden", "held": "hidden", "unapproved": "hidden", "blocked": "blocked",
    "spam": "blocked", "rejected": "blocked", "removed": "blocked", "moderated": "blocked", "deleted": "deleted",
    "trash": "deleted",
}  # fmt: skip
_FLAGS: dict[str, Status] = {
    "deleted": "deleted", "is_deleted": "deleted", "is_delete": "deleted", "deleted_at": "deleted",
    "deleted_date_time": "deleted", "is_removed": "blocked", "removed": "blocked", "is_spam": "blocked",
    "blind": "blocked", "is_blocked": "blocked", "hidden": "hidden", "is_hidden": "hidden", "withdrawn": "deleted",
    "is_withdrawn": "deleted",
}  # fmt: skip
"""What a column says of a comment where it says yes, or when."""
_ANSWERS = (
    ("reply_content", "replied_at"), ("reply_message", "reply_published_date"),
    ("developer_response_body", "developer_response_modified"), ("owner_response_text", "owner_response_date"),
    ("owner_answer", "owner_answer_timestamp"), ("response_from_owner_text", "response_from_owner_date"),
    ("developer_response", "timestamp_dev_responded"),
)  # fmt: skip
"""What columns of an answer and its time are called that stand beside a review."""
_OF_SYSTEM = ("system", "is_system", "is_system_message")
_KINDS = ("subtype", "message_type", "type")
_NOTICES = frozenset({
    "channel_join", "channel_leave", "channel_topic", "channel_purpose", "channel_name", "group_join", "group_leave",
    "pinned_item", "guildmemberjoin", "channelpinnedmessage", "channelnamechange", "call", "recipientadd",
    "recipientremove", "systemeventmessage", "service",
})  # fmt: skip
"""What chats call their own notices."""
_MARKUP = re.compile(r"</?(?:p|br|a|div|i|b|em|strong|blockquote|img|span)\b", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
_PIECES = ('{"text":', '[{"text":', '{"text" :', '{ "text":')
_ADDRESSED = re.compile(r"\[(?:id|club|public)\d{1,12}\|([^\[\]|]{1,80})\]")
"""How VK writes whom somebody addresses."""
_ANSWERED = re.compile(r"> <@[^<>\n]{1,255}> (?:[^\n]*+\n>)*+[^\n]*+\n+")
"""What Matrix sets above an answer for programs that know of none: the words answered, and whose they are."""
_EPOCH = re.compile(r"\d{9,16}(?:\.\d{1,9})?")
_UNSIGNED = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:([01]\d|2[0-3])([0-5]\d)([0-5]\d))?")
"""A day, and perhaps a time, without signs between the numbers: as seconds since 1970 it would be in another age."""
_DAY_ONLY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\.?")
_OFFSET = re.compile(r"\d{1,8}(?:\.\d{1,6})?")
"""A number too small for seconds since 1970: where in a recording somebody spoke."""
_WHOLE_TIME = re.compile(r"\d{10,}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\D+\d{1,2}:\d\d")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d.{0,12}")
_C_TIME = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d) ([+-]\d{4}) (\d{4})")
_MONTHS = dict(zip("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), range(1, 13), strict=True))  # noqa: SIM905
_NOBODY = frozenset({"", "0", "none", "null", "nan", "na", "n/a", "-", "root", "false"})
_PREFIX = re.compile(r"t\d_")
_END = re.compile(r"[/#=]([\w.-]{1,80})/?$")
"""The id at the end of a comment's address."""
_OF_COMMENTS = re.compile(r"comment|reply|replies|answer|message|note", re.IGNORECASE)
_OF_BRANCHES = re.compile(r"thread|root")
_OUTLINE = re.compile(r"(\d{1,6}(?:[-._]\d{1,6})*)[-._]\d{1,6}")
_NUMBERS = re.compile(r"\d{1,6}(?:[-._]\d{1,6})*")
_VOTES = re.compile(
    r"([-+−]?(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,12}))(?:\.0+|,0{1,2})?"
    r"(?: ?(?:points?|pts?|votes?|upvotes?|likes?|punkte?|stimmen?|puntos?|punt[oi]|votos?|vot[oi]))?",
    re.IGNORECASE,
)
_TITLE_ENDS = ("title", "headline", "channel.name", "room_name")
_OF_TASKS = ("description",)
"""What the text of a task is called in trackers, which call its title a summary."""
_BODIES = ("selftext", "caption", "abstract", "content_abstract")
"""What the text of an article is called where no text of a comment is called so."""
UNNAMED = "column 1"
"""What the first column is called that has no name."""
_SEEN = 300
_FEW_WORDS, _MANY_WORDS = 3, 5
_MOST_ALIKE = 0.3
_ABOUT = re.compile(r"description|summary|abstract|synopsis|overview|plot|biography|beschreibung|resume")
"""Columns of sentences that describe what a row is about."""
_NO_PROSE = re.compile(r"\W*(?:https?://|[{\[]|\d[\d\s.:/-]*$)")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, kw_only=True)
class Columns:
    """What the columns of a table hold: the roles of each, and what stands in several or says yes or no."""

    roles: Mapping[str, str]
    clock: str = ""
    first_name: str = ""
    last_name: str = ""
    firm: str = ""
    """The column of the organization in whose name somebody wrote who gave none."""
    kind_answered: str = ""
    """The column that says of what kind is what a row answers, where its id may be that of a comment or an article."""
    flags: tuple[tuple[str, Status], ...] = ()
    kind: str = ""
    system: str = ""
    """The column that says whether the program itself wrote a row."""
    nearer: str = ""
    """The column of the answer that is answered within a branch, where another says only the branch."""
    within: tuple[str, str] = ("", "")
    """The columns of an answer that stands in the row of what it answers, and of when it was given."""
    counted: str = ""
    """The column that says how many replies a comment has."""
    is_guessed: bool = False
    """Whether the column of texts is known by its words alone."""

    def cell(self, row: Row, role: str) -> str:
        """Return what a row says in a role; an empty text where it says nothing."""
        return words_of(row.get(self.roles.get(role, "")))

    def answered(self, row: Row) -> str:
        """Return the id that a row says it answers: the nearest, where it says the branch, too."""
        if self.kind_answered and not _OF_COMMENTS.search(words_of(row.get(self.kind_answered))):
            return ""
        near = words_of(row.get(self.nearer))
        return near if near.lower() not in _NOBODY else self.cell(row, "reply_to")

    def is_notice(self, row: Row) -> bool:
        """Return whether a row is a notice of the chat itself."""
        kind = words_of(row.get(self.kind)).lower()
        is_of_system = kind.startswith("system_") or (kind.startswith("m.room.") and kind != "m.room.message")
        return kind in _NOTICES or is_of_system or words_of(row.get(self.system)).lower() == "true"


def columns_of(
    header: Sequence[str], rows: Sequence[Row], told: Mapping[str, str], may_guess: bool, are_held: bool = False
) -> Columns:
    """Return what the columns hold; where ``may_guess``, the only one full of sentences holds the texts.

    ``are_held`` says that records are replies in others.
    """
    filled = {column for row in rows[:_SEEN] for column, cell in row.items() if words_of(cell)}
    filled -= _yes_or_no(rows[:_SEEN])
    roles = roles_of(header, told, lambda column: column in filled or not rows)
    prose = _prose(header, rows[:_SEEN]) if "text" not in roles and may_guess else []
    if len(prose) == 1:
        roles = roles_of(header, {**told, "text": prose[0]}, lambda column: column in filled)
    roles = _with_ids(roles, header, rows) if "id" not in told else roles
    roles = _with_clock(roles, header, rows) if "posted" not in told else roles
    roles = _with_articles(roles, header, rows) if "thread" not in told else roles
    if "comment_title" not in told:
        free = [column for column in header if column in filled and column not in told.values()]
        roles = with_headings(roles, free, rows)
    flags = {plain(column): column for column in reversed(header)}
    return Columns(
        roles=roles,
        clock=_clock(header, roles.get("posted", "")),
        first_name=named(header, FIRST_NAMES),
        last_name=named(header, LAST_NAMES),
        firm=named(header, FIRMS),
        kind_answered=_kind_answered(header, roles.get("reply_to", ""), rows),
        flags=tuple((flags[name], status) for name, status in _FLAGS.items() if name in flags),
        kind=next((flags[name] for name in _KINDS if name in flags), ""),
        system=named(header, _OF_SYSTEM),
        within=_within(header),
        counted=named(header, (*REPLY_COUNTS, *(IN_BRANCHES if are_held else ()))),
        nearer=named(header, NEARER) if "reply_to" not in told else "",
        is_guessed=len(prose) == 1,
    )


def _yes_or_no(rows: Sequence[Row]) -> set[str]:
    """Return the columns called like a title that only say yes or no: whether a row is an article."""
    told = {column for row in rows for column, cell in row.items() if isinstance(cell, bool)}
    return {column for column in told if plain(column) in ROLES["title"]}


def _with_ids(roles: dict[str, str], header: Sequence[str], rows: Sequence[Row]) -> dict[str, str]:
    """Return the roles with that column for the ids in which whom the rows answer is found most."""
    numbers = [words_of(row.get(UNNAMED)) for row in rows]
    if "id" not in roles and all(map(_NUMBERS.fullmatch, numbers)) and len(set(numbers)) == len(numbers):
        return {**roles, "id": UNNAMED} if rows else roles
    answered = {words_of(row.get(roles["reply_to"])) for row in rows} if "reply_to" in roles else set()
    answered = {_PREFIX.sub("", parent) for parent in answered if parent.lower() not in _NOBODY}
    if "id" not in roles and (column := _told_by_answers(answered, header, rows)):
        return {**roles, "id": column}
    if "id" not in roles or not answered:
        return roles
    usual = [column for name in ROLES["id"] if (column := named(header, (name,)))]
    found = {column: len(answered & {words_of(row.get(column)) for row in rows}) for column in [roles["id"], *usual]}
    return {**roles, "id": max(found, key=lambda column: found[column])}


def _told_by_answers(answered: Set[str], header: Sequence[str], rows: Sequence[Row]) -> str:
    """Return the only column in which each row has a value of its own, and whose values all answers name."""
    if not answered or answered <= {str(place) for place in range(1, len(rows) + 1)}:
        return ""  # they name places in the table
    found = []
    for column in header:
        values = [words_of(row.get(column)) for row in rows]
        if answered <= set(values) and len(set(values)) == len(values) and all(values):
            found.append(column)
    return found[0] if len(found) == 1 else ""


def _with_clock(roles: dict[str, str], header: Sequence[str], rows: Sequence[Row]) -> dict[str, str]:
    """Return the roles with a column of whole times where that of the times has days, or places in a recording."""
    cells = [cell for row in rows if (cell := words_of(row.get(roles.get("posted", ""))))]
    if not any(all(map(form.fullmatch, cells)) for form in (_DAY_ONLY, _OFFSET)):
        return roles
    dated = [row for row in rows if words_of(row.get(roles.get("posted", "")))]
    usual = (column for name in ROLES["posted"] if (column := named(header, (name,))))
    whole = (column for column in usual if dated and all(_WHOLE_TIME.match(words_of(row.get(column))) for row in dated))
    return {**roles, **({"posted": found} if "posted" in roles and (found := next(whole, "")) else {})}


def _with_articles(roles: dict[str, str], header: Sequence[str], rows: Sequence[Row]) -> dict[str, str]:
    """Return the roles with another column for the article where "thread" is the comment that a branch begins with."""
    own, others = roles.get("thread", ""), [column for column in header if column != roles.get("thread")]
    opens = any((first := words_of(row.get(own))) and first == words_of(row.get(roles.get("id", ""))) for row in rows)
    article = named([column for column in others if any(words_of(row.get(column)) for row in rows)], ROLES["thread"])
    return {**roles, "thread": article} if own and opens and article else roles


def _kind_answered(header: Sequence[str], column: str, rows: Sequence[Row]) -> str:
    """Return the column of kinds beside one of ids ("parent_type", "parent_id") that names comments in some rows."""
    stem, _, end = plain(column).rpartition("_")
    kinds = named(header, (f"{stem}_type",)) if stem and end == "id" else ""
    return kinds if kinds and any(_OF_COMMENTS.search(words_of(row.get(kinds))) for row in rows) else ""


def _clock(header: Sequence[str], posted: str) -> str:
    clock = named([column for column in header if column != posted], CLOCKS)
    return clock if posted else ""


def _prose(header: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """Return the columns that are full of sentences, hardly two alike."""
    found = []
    for column in (column for column in header if not _ABOUT.search(plain(column))):
        cells = [cell for row in rows if (cell := words_of(row.get(column)))]
        told = [cell for cell in cells if not _NO_PROSE.match(cell)]
        lengths = [len(cell.split()) + len(_IDEOGRAPHS.findall(cell)) // 2 for cell in told]
        many = sum(length >= _FEW_WORDS for length in lengths) * 2 >= max(len(cells), 1)
        if many and sum(lengths) >= _MANY_WORDS * len(cells) and len(set(told)) >= (1 - _MOST_ALIKE) * len(cells):
            found.append(column)
    return found


def draft_of(columns: Columns, row: Row, id_: str, people: Mapping[str, str]) -> Draft:
    """Return the comment of a row; whom it answers is told apart, by ``answered``."""
    author_id = columns.cell(row, "author_id")
    return Draft(
        id=id_,
        text=_text(columns.cell(row, "text")),
        author=_author(columns, row) or people.get(author_id),
        author_id=author_id or None,
        stamp=_stamp(columns, row),
        score=_whole(columns.cell(row, "score")),
        likes=_whole(columns.cell(row, "likes")),
        dislikes=_whole(columns.cell(row, "dislikes")),
        badges=tuple(filter(None, (part.strip().lower() for part in columns.cell(row, "badges").split(",")))),
        status=_status(columns, row),
        title=heading_of(columns.cell(row, "comment_title")),
    )


def answer_in(columns: Columns, row: Row, id_: str) -> Draft | None:
    """Return the answer that stands in the row of what it answers, as those of firms to reviews; ``None`` without."""
    text, posted = (words_of(row.get(column)) for column in columns.within)
    return Draft(id=f"{id_}-answer", text=_text(text), reply_to=id_, stamp=stamp_of(posted)) if text else None


def _within(header: Sequence[str]) -> tuple[str, str]:
    told = ((named(header, (text,)), named(header, (posted,))) for text, posted in _ANSWERS)
    return next(((text, posted) for text, posted in told if text and posted), ("", ""))


def heading_of(cell: str) -> str | None:
    """Return the heading that a cell holds, on one line; ``None`` where it has no letters or digits."""
    words = " ".join(_text(cell).split())
    return words if any(map(str.isalnum, words)) else None


def stamp_of(cell: str) -> str | None:
    """Return a time as other times are written: seconds since 1970, and the year at the end, set right.

    >>> stamp_of("1714554123.000100"), stamp_of("Wed May 01 08:02:03 +0000 2024"), stamp_of("2024-05-01")
    ('2024-05-01T09:02:03+00:00', '2024-05-01T08:02:03+0000', '2024-05-01')
    >>> stamp_of("20240501080203"), stamp_of("20240501")
    ('2024-05-01T08:02:03', '2024-05-01')
    """
    if unsigned := _UNSIGNED.fullmatch(cell):
        day, clock = unsigned.groups()[:3], unsigned.groups()[3:]
        return "-".join(day) + (f"T{':'.join(clock)}" if clock[0] else "")
    if _EPOCH.fullmatch(cell):
        return iso_of_epoch(float(cell))
    found = _C_TIME.fullmatch(cell)
    if found is None or found[1] not in _MONTHS:
        return cell or None
    return f"{found[5]}-{_MONTHS[found[1]]:02d}-{int(found[2]):02d}T{found[3]}{found[4]}"


def _stamp(columns: Columns, row: Row) -> str | None:
    posted, clock = columns.cell(row, "posted"), words_of(row.get(columns.clock))
    if clock and _DAY_ONLY.fullmatch(posted) and _CLOCK.fullmatch(clock):
        return f"{posted} {clock}"
    return stamp_of(posted)


def _author(columns: Columns, row: Row) -> str | None:
    name = columns.cell(row, "author")
    if not name:
        firm = words_of(row.get(columns.firm))
        parts = (words_of(row.get(column)) for column in (columns.first_name, columns.last_name))
        name = " ".join(filter(None, parts)) or firm
    return _unescaped(name).removeprefix("acct:") or None


def _text(cell: str) -> str:
    cell = _ANSWERED.sub("", cell) if cell.startswith("> <@") else cell
    cell = _pieced(cell) if cell.startswith(_PIECES) else cell
    cell = _ADDRESSED.sub(r"\1", cell) if "[" in cell else cell
    return text_of_html(cell) if _MARKUP.search(cell) else text_of_plain(_unescaped(cell))


def _pieced(cell: str) -> str:
    """Return a text that its cell holds as JSON, in pieces, as Google's Takeout has them; another cell as it is.

    >>> _pieced('{"text":"@ann "},{"text":"No."}'), _pieced('{"text": no')
    ('@ann No.', '{"text": no')
    """
    try:
        items = msgspec.json.decode(cell if cell.startswith("[") else f"[{cell}]")
    except (msgspec.DecodeError, RecursionError):
        return cell
    pieces = [piece for item in items if isinstance(piece := at(item, "text"), str)]
    return "".join(pieces) if len(pieces) == len(items) else cell


def _unescaped(text: str) -> str:
    """Return a text with its character references resolved, those only that end as they should."""
    return _ENTITY.sub(lambda found: html.unescape(found.group()), text) if "&" in text else text


def _status(columns: Columns, row: Row) -> Status | None:
    told = _STATUSES.get(columns.cell(row, "status").lower())
    if told not in (None, "shown"):
        return told
    return next((status for column, status in columns.flags if words_of(row.get(column)).lower() not in _NO), told)


_NO = _NOBODY | {"no", "n", "nein", "non", "shown", "0.0"}


def parents_of(
    told: Sequence[str], ids: Sequence[str], above: Sequence[str | None], article: str, column: str
) -> list[str | None]:
    """Return whom each comment answers, from what its cell says and which record holds it.

    ``above`` is the id of the holding record; an id of the ``article`` is no comment; without a ``column`` that tells
    it, numbers like 3-1 below 3 do. A row that names itself opens a branch where tables say so: in a column of
    branches, or where no row leaves the cell empty; elsewhere it is left as it stands, for the graph to complain of.
    """
    known = set(ids)
    opens = _OF_BRANCHES.search(plain(column)) is not None or not any(cell.lower() in _NOBODY for cell in told)
    told = _without_article(told, known, article)
    if not column and not any(above):
        return _numbered(ids, known)
    told = ["" if opens and cell == own else cell for cell, own in zip(told, ids, strict=True)]
    return [_parent(cell, holding, known) for cell, holding in zip(told, above, strict=True)]


def _without_article(told: Sequence[str], known: set[str], article: str) -> Sequence[str]:
    """Return whom the cells say is answered, nobody where all that answer no comment answer one and the same."""
    absent = {cell for cell in told if cell not in known and _PREFIX.sub("", cell) not in known}
    is_one = len(absent) == 1 and len(told) > 1 and not any(cell.lower() in _NOBODY for cell in told)
    no_comment = absent if is_one else absent & {article}
    return ["" if cell in no_comment else cell for cell in told]


def _parent(cell: str, above: str | None, ids: set[str]) -> str:
    """Return the id answered; empty where the cell says that there is none."""
    cell = re.sub(r"^(\d+)\.0+$", r"\1", cell)
    if cell.lower() in _NOBODY:
        return above or ""
    if cell in ids:
        return cell
    bare = _PREFIX.sub("", cell)
    if bare in ids:
        return bare
    if "://" in cell and (found := _END.search(cell)) and found[1] in ids:
        return found[1]
    return above or cell


def _numbered(ids: Iterable[str], known: set[str]) -> list[str | None]:
    """Return whom numbers like 3-1 and 3.1.2 say that comments answer; ``None`` for all where they say nothing."""
    listed = list(ids)
    nested = [_OUTLINE.fullmatch(id_) for id_ in listed]
    if not any(nested) or any(found and found[1] not in known for found in nested):
        return [None] * len(listed)
    return [found[1] if found else "" for found in nested]


def _whole(cell: str) -> int | None:
    """Return a whole number, also where a program wrote "7.0", or "7,0" in a language that sets commas, or "1,204".

    >>> _whole("12 points"), _whole("-1 point"), _whole("3.5"), _whole("1.2k"), _whole("12 k")
    (12, -1, None, None, None)
    """
    found = _VOTES.fullmatch(cell)
    return int(found[1].replace("−", "-").replace(",", "")) if found else None


def says_nothing(cell: str) -> bool:
    """Return whether a cell is empty, or says that nothing is known."""
    return cell.lower() in _NOBODY


def unread_votes(columns: Columns, row: Row) -> list[str]:
    """Return what a row says of votes that is no whole number."""
    told = (columns.cell(row, role) for role in ("score", "likes", "dislikes"))
    return [cell for cell in told if not says_nothing(cell) and _whole(cell) is None]


def open_answers(columns: Columns, rows: Sequence[Row]) -> int:
    """Return how many rows answer an id where no column of ids is known, and no row stands at such a place."""
    if "id" in columns.roles or "reply_to" not in columns.roles:
        return 0
    places = {str(place) for place in range(1, len(rows) + 1)}
    told = (_PREFIX.sub("", columns.cell(row, "reply_to")) for row in rows)
    return sum(cell.lower() not in _NOBODY and cell not in places for cell in told)


def facts_of(row: Row) -> dict[str, str]:
    """Return what a row says of an article: its id, title, address, author, time and text, where it says so."""
    roles = roles_of(list(row), {}, lambda column: bool(words_of(row.get(column))))
    title = roles.get("title") or next((column for column in row if column.endswith(_TITLE_ENDS)), "")
    title = title or roles.get("comment_title", "")
    task = (title if plain(title) == "subject" else "") if title else named(row, ("summary",))
    bodies = (*_BODIES, *_OF_TASKS) if task else _BODIES
    cells = {
        "id": roles.get("id", ""), "title": title or task, "url": roles.get("url", ""),
        "author": roles.get("author", ""), "published": roles.get("posted", ""),
        "body": roles.get("text", "") or named(row, bodies),
    }  # fmt: skip
    facts = {name: words_of(row.get(column)) for name, column in cells.items() if column}
    if "://" not in facts.get("url", ""):
        facts.pop("url", None)
    if facts.get("published"):
        facts["published"] = stamp_of(facts["published"]) or ""
    if facts.get("body"):
        facts["body"] = _text(facts["body"])
    facts = {name: words for name, words in facts.items() if words}
    inside, dot, name = title.rpartition(".")
    if not dot or not plain(name).endswith("title"):
        return facts
    return facts | facts_of(
        {column[len(inside) + 1 :]: row[column] for column in row if column.startswith(inside + dot)}
    )
