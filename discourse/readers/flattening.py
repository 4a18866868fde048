"""JSON of any shape as rows: records with a text wherever they stand, flat, each with the record that holds it.

An object inside a record becomes columns called by their path (``author.name``); a list of records inside one becomes
rows of their own. Lists of people and of articles beside them say what ids mean.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from discourse.readers.fields import in_fields
from discourse.readers.records import at
from discourse.readers.rich_text import text_of_document, text_of_nodes
from discourse.readers.roles import ROLES, is_text_name, named, plain

Row = Mapping[str, Any]

_DEEPEST = 8
"""Objects within a record; what lies deeper is not looked at."""
_MOST_COLUMNS = 400
_MOST_LEVELS = 2_000
_MOST_BESIDE = 3
_LOOKED_AT = 20
"""Records of a list of which one has a text where they are comments; those of them without a text are no others."""
_REPLIES = re.compile(
    r"repl|comment|answer|child|thread|respon|kids|kommentar|antwort|repons|respuest|rispost", re.IGNORECASE
)
_CAPTIONS = ("caption.edges",)
"""Lists of the one text below a picture, which is no comment on it."""
_LABELS = re.compile(
    r"(?:tag|label|badge|icon|image|picture|attachment|permission|setting)s?(?:_?list)?$", re.IGNORECASE
)
"""The ends of the names of lists that say something about a comment, and hold no answers to it."""
_COMMENTS = re.compile(r"comments?(?![a-z])|commentaires|kommentare|comentarios", re.IGNORECASE)
_COUNTED = frozenset({"reactions", "likes", "reaction"})
_BRANCHES = re.compile(r"(?:.*\.)?(?:children|child_comments|replies|kids)(?:\.data)?", re.IGNORECASE)
"""Lists that only a comment has, not the post that comments are about."""
_GONE = ("deleted", "is_deleted", "deleted_at", "removed", "is_removed")
_PARAGRAPHS = frozenset({"paragraphs", "blocks"})
"""Lists of the pieces of one text, each of which has a text of its own."""
_PEOPLE = frozenset({
    "users", "profiles", "members", "people", "groups", "commenters", "authors", "speakers", "participants",
    "usermaps",
})  # fmt: skip
_LINES = frozenset({"references", "ancestor_ids", "ancestors"})
"""Lists of the ids above a record, the one that it answers last."""
_TAGS = "tags"
_EVENT = re.compile(r"[0-9a-f]{64}")
_SIGNED = frozenset({"signatures", "authors"})
"""Lists of who wrote a record, where it is one alone."""
_MORE = re.compile(r"(?:.*_)?(?:has_more|has_next_page|has_next|paging_next|next_page_token|next_page|next_link)")
_OF_REPLIES = "replies of a record"
_FEWEST_KEYED = 2
_TYPES = frozenset({"_", "__typename", "_type", "$type", "@type"})
"""Keys that say only what kind of object this is."""
_OF_COMMENTS = frozenset({"comment_id", "comment_url", "comment_text", "depth", "threading_depth", "is_reply"})
"""Keys that only a comment has, even where it tells the title or the address of its article, too."""
_ONE_VALUE = frozenset({"value", "href", "timestamp"})
"""Keys of an object that says one thing: Instagram's downloads have one for each text, name and time."""
_OF_MONGO = frozenset({"$oid", "$date", "$numberLong", "$numberInt"})
"""The one key of an object in which exports of MongoDB keep an id, a time or a number."""
_NO_CELL = ("NaN", "nan")
_DIGIT = re.compile(r"\d")
_PERSON_NAMES = ("username", "name", "display_name", "screen_name")
_ARTICLES = frozenset({"pages", "articles", "posts", "videos", "stories", "threads", "discussions"})
_TITLES = frozenset(ROLES["title"]) | {
    "caption",
    "channel_name",
    "room_name",
    "subject",
    "permalink",
    "permalink_url",
    "url",
}
_TITLE_ENDS = ("title", "headline", "channel.name", "room_name")


class Record(NamedTuple):
    """A row, the place of the row that holds it as a reply, and of what else holds it: an article, mostly."""

    row: Row
    above: int | None = None
    holder: int | None = None


@dataclass(frozen=True)
class Flat:
    """The rows of a source, what holds them, the names of people and facts of articles by their ids."""

    records: list[Record] = field(default_factory=list)
    holders: list[Row] = field(default_factory=list)
    people: dict[str, str] = field(default_factory=dict)
    articles: dict[str, Row] = field(default_factory=dict)
    more: dict[str, bool] = field(default_factory=dict)
    """Whether the last answer says that there are more, by how it says so."""
    answers: list[Row] = field(default_factory=list)
    """What answers of an interface say beside the comments that they hold."""


class _Task(NamedTuple):
    value: Any
    name: str
    above: int | None
    holder: int | None


def flattened(value: Any, is_text: Callable[[str], bool] = is_text_name) -> Flat:
    """Return the records of a JSON value, each before what it holds; ``is_text`` knows the key of their text."""
    flat = Flat()
    stack = [_walk(_Task(value, "", None, None), flat, is_text)]
    while stack:
        task = next(stack[-1], None)
        if task is None:
            stack.pop()
        elif len(stack) < _MOST_LEVELS:
            stack.append(_walk(task, flat, is_text))
    return flat


def _walk(task: _Task, flat: Flat, is_text: Callable[[str], bool]) -> Iterator[_Task]:
    """Take the records of a list or an object, and yield what they hold, each before the next record is taken."""
    if isinstance(task.value, dict):
        row, lists = flat_row(_unwrapped(task.value))
        yield from (_of_said if _opens_branch(row, lists, is_text) else _held)(task, row, lists, flat)
        return
    items = task.value if isinstance(task.value, list) else []
    rows = (flat_row(_opened(item))[0] for item in items[:_LOOKED_AT] if isinstance(item, dict))
    are_said = any(_has_text(row, is_text) for row in rows)
    for item in items:
        if isinstance(item, list):
            yield task._replace(value=item)
        elif isinstance(item, dict):
            row, lists = flat_row(_opened(item))
            if "id" in row and not lists and _is_work(row, is_text):
                flat.articles[str(row["id"])] = row
                continue
            is_said = are_said and (not lists or _has_text(row, is_text) or _is_gone(row, lists))
            yield from (_of_said if is_said else _of_other)(task, row, lists, flat)


def _unwrapped(value: dict[str, Any]) -> dict[str, Any]:
    """Return the object that another holds and nothing else: {"issue": {…}}."""
    for _ in range(_DEEPEST):
        inner = next(iter(value.values())) if len(value) == 1 else None
        if not isinstance(inner, dict) or is_keyed(inner):
            break
        value = inner
    return value


def _opened(item: dict[str, Any]) -> dict[str, Any]:
    """Return the object of a line that says only what kind of object it holds: {"type": "post", "post": {…}}."""
    kind = item.get("type")
    inner = item.get(kind) if isinstance(kind, str) else None
    return inner if isinstance(inner, dict) and len(item) <= _MOST_BESIDE else item


def _has_text(row: Row, is_text: Callable[[str], bool]) -> bool:
    """Return whether a record has a text, or the place of one that is gone."""
    return any(is_text(column) and (cell is None or isinstance(cell, str)) for column, cell in row.items())


def _is_work(row: Row, is_text: Callable[[str], bool]) -> bool:
    """Return whether a record without a text is a paper that others review: it has a title and an abstract."""
    ends = {plain(column).rpartition("content_")[2] for column, cell in row.items() if cell}
    return ends >= {"title", "abstract"} and not _has_text(row, is_text)


def _opens_branch(row: Row, lists: list[tuple[str, Any]], is_text: Callable[[str], bool]) -> bool:
    """Return whether an object that stands alone is a comment with the replies below it: it has a text and an id."""
    return (
        any(_BRANCHES.fullmatch(name) for name, _ in lists)
        and _has_text(row, is_text)
        and bool(named(row, ROLES["id"]))
    )


def _is_gone(row: Row, lists: list[tuple[str, Any]]) -> bool:
    """Return whether a record without a text is the place of a comment that was deleted, with replies below it."""
    return bool(row.get(named(row, _GONE))) and any(_BRANCHES.fullmatch(name) for name, _ in lists)


def _is_said(items: Any) -> bool:
    """Return whether a list begins with a record that has a text."""
    first = items[0] if isinstance(items, list) and items else None
    return isinstance(first, dict) and _has_text(flat_row(first)[0], is_text_name)


def _of_other(task: _Task, row: dict[str, Any], lists: list[tuple[str, Any]], flat: Flat) -> Iterator[_Task]:
    """Learn what a record without a text says of people and articles, and yield what it holds."""
    kind = task.name.rpartition(".")[2]
    if kind in _PEOPLE:
        _learn(flat.people, row)
        if kind == "groups" and "id" in row and (name := flat.people.get(str(row["id"]))):
            flat.people[f"-{row['id']}"] = name  # so a group is called where people may speak beside it
        return
    if kind in _ARTICLES and "id" in row:
        flat.articles[str(row["id"])] = row
    yield from _held(task, row, lists, flat)


def _of_said(task: _Task, row: dict[str, Any], lists: list[tuple[str, Any]], flat: Flat) -> Iterator[_Task]:
    """Take a record with a text: as a comment, or as the article that the comments it holds are about."""
    held = [(name, items) for name, items in lists if _REPLIES.search(name) and not _LABELS.search(name)]
    if held and any(cell for column, cell in row.items() if _MORE.fullmatch(plain(column))):
        flat.more[_OF_REPLIES] = True
    if task.above is None and _is_article(row, held):
        flat.holders.append(row)
        inside = _Task(None, "", None, len(flat.holders) - 1)
    else:
        flat.records.append(Record(row, task.above, task.holder))
        inside = _Task(None, "", len(flat.records) - 1, task.holder)
    for name, items in held:
        yield inside._replace(value=items, name=name)


def _is_article(row: Row, held: Iterable[tuple[str, Any]]) -> bool:
    """Return whether a record is what its comments are about: it has a title or an address, and they have none."""
    inside = [items for name, items in held if _COMMENTS.search(name) and isinstance(items, list)]
    first = next((item for items in inside for item in items if isinstance(item, dict)), None)
    if first is None:
        return False
    if any(plain(column) in _OF_COMMENTS for column in row):
        return False
    own = {plain(column) for column, cell in row.items() if cell}
    return bool((own & _TITLES) - {plain(column) for column in flat_row(first)[0]})


def _held(task: _Task, row: dict[str, Any], lists: list[tuple[str, Any]], flat: Flat) -> Iterator[_Task]:
    """Yield the lists in an object that has no text, as held by it where it says what it is."""
    flat.more.update({plain(column): bool(cell) for column, cell in row.items() if _MORE.fullmatch(plain(column))})
    if task.holder is None and any(_COMMENTS.search(name) or _is_said(items) for name, items in lists):
        flat.answers.append(row)
    holder = task.holder
    is_named = any(column.endswith(_TITLE_ENDS) or plain(column) in _TITLES for column in row)
    if lists and (is_named or ("id" in row and any(_COMMENTS.search(name) for name, _ in lists))):
        flat.holders.append(row)
        holder = len(flat.holders) - 1
    for name, items in lists:
        yield _Task(items, name, task.above, holder)


def _learn(people: dict[str, str], row: Row) -> None:
    """Keep the name of somebody whom a list of people tells."""
    names = {plain(column): cell for column, cell in row.items() if cell}
    full = " ".join(str(names[part]) for part in ("first_name", "last_name") if part in names)
    name = full or next((str(names[each]) for each in _PERSON_NAMES if each in names), "")
    if not name and names.keys() == {"id", "user"}:
        name = str(names["user"])
    if "id" in names and name:
        people[str(names["id"])] = name


def flat_row(value: Mapping[str, Any]) -> tuple[dict[str, Any], list[tuple[str, Any]]]:
    """Return the cells of an object by their paths, and the lists in it, each with its path.

    >>> flat_row({"id": 1, "author": {"name": "Ann"}, "replies": {"data": [{}]}})
    ({'id': 1, 'author.name': 'Ann'}, [('replies.data', [{}])])
    """
    row: dict[str, Any] = {}
    lists: list[tuple[str, Any]] = []
    _flatten(value, "", _DEEPEST, row, lists)
    return row, lists


def _flatten(
    value: Mapping[str, Any], prefix: str, depth: int, row: dict[str, Any], lists: list[tuple[str, Any]]
) -> None:
    for key, inner in value.items():
        path = f"{prefix}{key}"
        if isinstance(inner, dict) and (said := _said_by(inner)) is not None:
            row[path] = said.cell
        elif isinstance(inner, dict):
            _of_inner_object(path, key, inner, row)
            if is_keyed(inner):
                lists.append((path, [{"id": id_, **record} for id_, record in inner.items()]))
            elif depth:
                _flatten(inner, f"{path}.", depth - 1, row, lists)
        elif isinstance(inner, list):
            lists += _lists_in(path, str(key), inner, row)
        elif len(row) < _MOST_COLUMNS and key not in _TYPES:
            row[path] = inner


class _Said(NamedTuple):
    cell: Any


def _said_by(value: Mapping[str, Any]) -> _Said | None:
    """Return what an object says that is nothing but one value, or a document of an editor; ``None`` for others."""
    if "value" in value and value.keys() <= _ONE_VALUE:
        return _Said(value["value"] or value.get("timestamp"))
    if len(value) == 1 and value.keys() <= _OF_MONGO:
        return _said_by(inner) if isinstance(inner := next(iter(value.values())), dict) else _Said(inner)
    text = text_of_document(value)
    return None if text is None else _Said(text)


def _of_inner_object(path: str, key: str, value: Mapping[str, Any], row: dict[str, Any]) -> None:
    """Keep the text that an object holds in several fields."""
    text = in_fields(key, value)
    if text is not None:
        row[path] = text


def _lists_in(path: str, key: str, items: list[Any], row: dict[str, Any]) -> list[tuple[str, Any]]:
    """Keep what a list says by itself, and return it with its path where it may hold records."""
    if (text := _in_paragraphs(key, items)) is not None:
        row.setdefault("text", text)
        return []
    if path.endswith(_CAPTIONS):
        row.setdefault("caption", at(items, 0, "node", "text"))
        return []
    if is_text_name(path) and (text := text_of_nodes(items)) is not None:
        row[path] = text
        return []
    _of_inner_list(path, key, items, row)
    return [(path, items)] * _may_hold_records(items)


def _in_paragraphs(key: str, items: list[Any]) -> str | None:
    """Return the text whose paragraphs a list holds, as editors keep them; ``None`` where it holds something else."""
    told = [item.get("text") if isinstance(item, dict) else None for item in items]
    if plain(key) not in _PARAGRAPHS or not told or not all(isinstance(text, str) for text in told):
        return None
    return "\n\n".join(filter(None, told))


def _may_hold_records(items: list[Any]) -> bool:
    """Return whether a list has something else than words and numbers, or nothing yet."""
    return not items or any(isinstance(item, dict | list) for item in items)


def is_keyed(value: Mapping[str, Any]) -> bool:
    """Return whether an object holds records by their ids: several objects alike, under names with digits.

    >>> is_keyed({"-N1": {"text": "a"}, "-N2": {"text": "b"}}), is_keyed({"one": {"text": "a"}, "two": {"text": "b"}})
    (True, False)
    """
    if len(value) < _FEWEST_KEYED or not all(isinstance(each, dict) for each in value.values()):
        return False
    if not all(_DIGIT.search(str(key)) for key in value):
        return False
    one, other = (set(each) for each in list(value.values())[:2])
    return bool(one & other) and len(one & other) * 2 >= len(one | other)


def _of_inner_list(path: str, key: str, items: list[Any], row: dict[str, Any]) -> None:
    """Keep what a list says by itself: how many reacted, who alone wrote it, or a text in pieces."""
    if key in _COUNTED:
        counts = (item.get("count", 1) if isinstance(item, dict) else 1 for item in items)
        row[f"{path}.total"] = sum(count for count in counts if isinstance(count, int))
    elif key in _LINES and items and isinstance(items[-1], str | int):
        row[path] = items[-1]
    elif key == _TAGS and (event := _answered_event(items)):
        row["in_reply_to_id"] = event
    elif key in _SIGNED and len(items) == 1 and isinstance(items[0], str):
        row[path] = items[0].rpartition("/")[2]
    elif is_text_name(path) and items:
        pieces = [item.get("text") if isinstance(item, dict) else item for item in items]
        if all(isinstance(piece, str) for piece in pieces):
            row[path] = "".join(map(str, pieces))


def _answered_event(tags: list[Any]) -> str | None:
    """Return the event that one of Nostr answers: the one marked as answered, else the last, the root at least."""
    events = [tag for tag in tags if isinstance(tag, list) and len(tag) > 1 and tag[0] == "e"]
    named = [tag for tag in events if isinstance(tag[1], str) and _EVENT.fullmatch(tag[1])]
    marked = [tag for tag in named if tag[-1] == "reply"]
    return str((marked or named)[-1][1]) if named else None


def words_of(cell: Any) -> str:
    """Return a cell as text; numbers that a table made out of ids have no ".0", what it calls no number is empty."""
    if cell is None or cell in _NO_CELL or cell != cell:  # noqa: PLR0124  # only NaN differs from itself
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
