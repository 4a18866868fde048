"""Which article each row of a table is about, and which rows are articles themselves: posts in a dump."""

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from discourse.readers.flattening import Record, words_of
from discourse.readers.roles import UNSURE_HEADINGS, named
from discourse.readers.rows import Columns, says_nothing

_PREFIXES = ("t1_", "t3_")


class About(NamedTuple):
    """The key of the article that each row is about, and the places of the rows that are articles themselves."""

    keys: Sequence[str]
    openings: Set[int]


def articles_told(records: Sequence[Record], columns: Columns) -> About:
    """Return what each row says of the article that it is about; an empty key where it says nothing."""
    if roots := _roots(records, columns):
        openings = {place for place, record in enumerate(records) if _title(columns, record)}
        return About(roots, openings)
    column = _article_column(records, columns)
    keys: list[str] = []
    for record in records:
        held_by = keys[record.above] if record.above is not None else ""
        keys.append(words_of(record.row.get(column)) or held_by)
    if "thread" in columns.roles:  # a post without a title that others name as theirs is with them
        theirs = set(keys)
        ids = (columns.cell(record.row, "id") for record in records)
        keys = [key or (id_ if id_ in theirs else "") for key, id_ in zip(keys, ids, strict=True)]
    posts = _openings(records, columns)
    return About([posts.get(place, key) for place, key in enumerate(keys)], posts.keys())


def _article_column(records: Sequence[Record], columns: Columns) -> str:
    """Return the column by which rows belong to an article: its id, or a title or address that rows share."""
    if "thread" in columns.roles:
        return columns.roles["thread"]
    outer = [record.row for record in records if record.above is None]
    for role in ("title", "url"):
        told = {columns.cell(row, role) for row in outer}
        if role in columns.roles and len(told) <= (len(outer) + 1) // 2:
            return columns.roles[role]
    return ""


def _openings(records: Sequence[Record], columns: Columns) -> Mapping[int, str]:
    """Return the rows that alone of their article have a heading, and whose ids others name as their article.

    They themselves name none, or their own.
    """
    if "thread" not in columns.roles:
        return {}
    above = [columns.cell(record.row, "thread") for record in records]
    ids = [columns.cell(record.row, "id") for record in records]
    others = {key for key, id_ in zip(above, ids, strict=True) if key and key != id_}
    titled = {key for key, id_, each in zip(above, ids, records, strict=True) if key != id_ and _title(columns, each)}
    return {
        place: id_
        for place, (key, id_) in enumerate(zip(above, ids, strict=True))
        if id_ in others and _title(columns, records[place]) and (not key or (key == id_ and key not in titled))
    }


def _title(columns: Columns, record: Record) -> str:
    column = columns.roles.get("title") or columns.roles.get("comment_title") or named(record.row, UNSURE_HEADINGS)
    return words_of(record.row.get(column))


def _roots(records: Sequence[Record], columns: Columns) -> Sequence[str]:
    """Return the id of the row that each is below, where rows with a title answer nobody and all others somebody.

    Nothing where a table is not made so.
    """
    if not {"id", "reply_to", "title"} <= columns.roles.keys() or "thread" in columns.roles:
        return ()
    told = [_bare(columns.answered(record.row)) for record in records]
    is_post = [bool(_title(columns, record)) for record in records]
    if (
        all(is_post)
        or not any(is_post)
        or any(each == bool(answered) for each, answered in zip(is_post, told, strict=True))
    ):
        return ()
    above = {columns.cell(record.row, "id"): answered for record, answered in zip(records, told, strict=True)}
    roots: dict[str, str] = {}
    return [_root(columns.cell(record.row, "id"), above, roots) for record in records]


def _bare(answered: str) -> str:
    if says_nothing(answered):
        return ""
    return answered[3:] if answered.startswith(_PREFIXES) else answered


def _root(id_: str, above: Mapping[str, str], roots: dict[str, str]) -> str:
    """Return the first id of a branch, and remember it for all on the way; in a circle the one where it closes."""
    way: dict[str, None] = {}
    while id_ not in roots and id_ not in way and above.get(id_):
        way[id_] = None
        id_ = above[id_]
    root = roots.get(id_, id_)
    roots.update(dict.fromkeys(way, root))
    return root
