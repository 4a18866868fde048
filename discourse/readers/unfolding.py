"""Tables with an article a row, as trackers export them: its comments stand in columns that are all called alike.

Each such cell says when, who and what: ``01/Oct/18 10:12 AM;lberg;It is upside down.``
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from discourse.readers.flattening import Flat, Record, Row
from discourse.readers.roles import is_text_name
from discourse.readers.times import find_time

COLUMNS = ("id", "date", "author", "text")
"""The columns of the comments that are unfolded."""
_AGAIN = re.compile(r" \(\d{1,4}\)$")
_SAID = re.compile(r"([^;\n]{6,40});([^;\n]{0,100});(.*)", re.DOTALL)
_KEYS = ("Issue key", "Key", "ID", "Id", "id")
_FACTS = {"Summary": "title", "Title": "title", "Description": "selftext", "Reporter": "author", "Created": "date"}
"""What columns say of the article, and what facts of an article are called."""


def unfolded(header: Sequence[str], rows: Sequence[Row]) -> Flat | None:
    """Return the comments in the cells of the rows, each held by its row; ``None`` where that is no such table."""
    texts = [name for name in header if is_text_name(_AGAIN.sub("", name))]
    told = [(row, [str(row[name]) for name in texts if row.get(name)]) for row in rows]
    said = [_SAID.fullmatch(cell) for _, cells in told for cell in cells]
    if not said or not all(found and find_time(found[1]) for found in said):
        return None
    flat = Flat()
    for row, cells in told:
        flat.holders.append(_article(row))
        for number, found in enumerate(filter(None, map(_SAID.fullmatch, cells)), 1):
            values = (f"{_key(row) or len(flat.holders)}-{number}", *found.groups())
            flat.records.append(Record(dict(zip(COLUMNS, values, strict=True)), holder=len(flat.holders) - 1))
    return flat


def _key(row: Mapping[str, Any]) -> str:
    return next((str(row[name]) for name in _KEYS if row.get(name)), "")


def _article(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": _key(row)} | {fact: row[name] for name, fact in _FACTS.items() if row.get(name)}
