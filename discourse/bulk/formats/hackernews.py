"""Items of Hacker News, one a line. An item need not say which story it belongs to: that is found when all are read."""

from discourse.bulk.formats.lines import decoded
from discourse.bulk.formats.moments import moments
from discourse.bulk.letters import DeadLetter
from discourse.bulk.rows import ARTICLE, COMMENT, Taken
from discourse.readers.hackernews.items import Item, is_story
from discourse.readers.records import text_of_html

READER = "hackernews"
_SITE = "Hacker News"
_NO_NUMBER = "its id is not a number"


def taken(lines: bytes, place: int, source: str) -> Taken:
    """Return the rows of some lines; ``thread`` is the story where the item says which, else empty."""
    found = decoded(lines, place, source, Item)
    items = [item for item in found.records if item.key.isdecimal()]
    lost = [item for item in found.records if not item.key.isdecimal()]
    opens = [is_story(item) for item in items]
    texts = [text_of_html(item.text or item.comment_text or item.story_text or "") for item in items]
    columns = {
        "thread": [_story(item, first) for item, first in zip(items, opens, strict=True)],
        "kind": [ARTICLE if first else COMMENT for first in opens],
        "id": [item.key for item in items],
        "parent": [item.answered for item in items],
        "author": [item.by or item.author for item in items],
        "moment": moments([item.time or item.created_at_i for item in items]),
        "score": [item.points if item.points is not None else item.score for item in items],
        "status": [_status(item) for item in items],
        "community": _SITE,
        "text": [text or None if first else text for text, first in zip(texts, opens, strict=True)],
        "title": [item.title if first else None for item, first in zip(items, opens, strict=True)],
        "url": [f"https://news.ycombinator.com/item?id={item.key}" if first else None
                for item, first in zip(items, opens, strict=True)],
        "declared": [_declared(item) if first else None for item, first in zip(items, opens, strict=True)],
        "reader": READER,
        "source": source,
    }  # fmt: skip
    dead = [DeadLetter(source=source, place=place, reason=_NO_NUMBER, begins=item.key[:80]) for item in lost]
    return Taken(columns, (*found.dead, *dead), found.mended)


def _story(item: Item, opens: bool) -> str:
    return item.key if opens else str(item.story_id or "")


def _status(item: Item) -> str:
    text = item.text or item.comment_text
    gone = item.deleted or not (text or item.by or item.author)
    return "deleted" if gone else "blocked" if item.dead else "shown"


def _declared(item: Item) -> int | None:
    return item.descendants if item.descendants is not None else item.num_comments
