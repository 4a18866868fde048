"""Items as the interfaces give them: with the ids of replies (Firebase), as a tree or as hits of a search (Algolia)."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from discourse.model import Article, Skipped, Thread
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.records import at, iso_of_epoch, json_lines, records_of, text_of_html
from discourse.readers.source import Source

_FIREBASE = frozenset({"id", "type", "time"})
_ALGOLIA = frozenset({"id", "type", "created_at_i", "children"})
_HIT = frozenset({"objectID", "created_at_i", "_tags"})
_KINDS = frozenset({"story", "comment", "ask", "show", "job", "poll", "pollopt"})
_OTHER_PAGES = "hits of the search on other pages"
_NOT_IN_FILE = "replies whose ids the item names and which are not in the file"


class Item(msgspec.Struct, rename={"object_id": "objectID"}):
    """The fields of an item that are read, whichever interface gives it."""

    id: int | str | None = None
    object_id: str | None = None
    type: str | None = None
    by: str | None = None
    author: str | None = None
    text: str | None = None
    comment_text: str | None = None
    story_text: str | None = None
    title: str | None = None
    story_title: str | None = None
    url: str | None = None
    time: float | None = None
    created_at_i: float | None = None
    parent: int | str | None = None
    parent_id: int | str | None = None
    story_id: int | str | None = None
    kids: list[int | str] | None = None
    points: int | None = None
    score: int | None = None
    descendants: int | None = None
    num_comments: int | None = None
    deleted: bool = False
    dead: bool = False

    @property
    def key(self) -> str:
        """The id, whichever interface gives it."""
        return str(self.object_id or self.id or "")

    @property
    def answered(self) -> str:
        """The id of what it answers; empty for a story."""
        return str(self.parent or self.parent_id or "")


def evidence(source: Source) -> str | None:
    """Return the evidence that these are items of Hacker News, or ``None``."""
    first = source.first_line if source.json is None else _first(source.json)
    if not isinstance(first, dict):
        return None
    if first.get("type") in _KINDS and (first.keys() >= _FIREBASE or first.keys() >= _ALGOLIA):
        return "items of Hacker News"
    return "found items of Hacker News" if first.keys() >= _HIT else None


def _first(value: Any) -> Any:
    return at(value, 0) if isinstance(value, list) else at(value, "hits", 0) if at(value, "hits") else value


def threads(source: Source, reader: str) -> tuple[Thread, ...]:
    """Return each story with the comments that the file has."""
    items, malformed = records_of(_all(source), Item)
    by_key = {item.key: item for item in items}
    stories: dict[str, list[Item]] = {item.key: [] for item in items if is_story(item)}
    others = [*malformed, *_not_found(source.json)]
    roots: dict[str, str] = {}
    for item in items:
        if not is_story(item):
            stories.setdefault(_root(item, by_key, roots), []).append(item)
    return tuple(
        thread_of(
            source,
            reader,
            _article(by_key.get(story), comments, source.name),
            _findings(by_key.get(story), comments, by_key, [] if number else others),
        )
        for number, (story, comments) in enumerate((stories or {"": []}).items())
    )


def _not_found(value: Any) -> list[Skipped]:
    """Return how many more hits a search says it has, on further pages and before."""
    total, held = at(value, "nbHits"), at(value, "hits")
    absent = total - len(held) if isinstance(total, int) and isinstance(held, list) else 0
    return [Skipped(kind="stub", reason=_OTHER_PAGES, count=absent)] if absent > 0 else []


def _all(source: Source) -> Iterator[Any]:
    """Yield every item, those in trees before their replies."""
    value = source.json
    if value is None:
        yield from json_lines(source.text)
        return
    stack = list(reversed(at(value, "hits") or (value if isinstance(value, list) else [value])))
    while stack:
        item = stack.pop()
        yield item
        children = at(item, "children")
        stack.extend(reversed([child for child in children if isinstance(child, dict)] if children else []))


def is_story(item: Item) -> bool:
    """Return whether an item opens a discussion."""
    return not item.answered and (item.type or "story") != "comment"


def _root(item: Item, by_key: dict[str, Item], roots: dict[str, str]) -> str:
    """Return the story that a comment belongs to: as it says, else up along its parents as far as the file goes."""
    path: list[str] = []
    here = item
    while here.key not in roots:
        path.append(here.key)
        above = by_key.get(here.answered)
        if here.story_id or above is None or is_story(above) or above.key in path:
            roots[here.key] = str(here.story_id or here.answered)
            break
        here = above
    root = roots[here.key]
    roots.update(dict.fromkeys(path, root))
    return root


def _article(story: Item | None, comments: Sequence[Item], name: str) -> Article:
    """Return a story; where the file has only comments on it, what they tell of it."""
    key = next((str(each.story_id) for each in comments if each.story_id), "")
    title = next((each.story_title for each in comments if each.story_title), None)
    if story is None:
        return Article(source=name, id=key or None, title=title, site="Hacker News")
    text = story.text or story.story_text
    return Article(
        source=name,
        id=story.key,
        url=f"https://news.ycombinator.com/item?id={story.key}",
        title=story.title,
        author=story.by or story.author,
        site="Hacker News",
        published=iso_of_epoch(story.time or story.created_at_i),
        body=(text_of_html(text) or None) if text else None,
    )


def _findings(story: Item | None, comments: list[Item], by_key: dict[str, Item], others: list[Skipped]) -> Findings:
    parents = [*([story] if story else []), *comments]
    absent = sum(str(kid) not in by_key for parent in parents for kid in parent.kids or ())
    stub = [Skipped(kind="stub", reason=_NOT_IN_FILE, count=absent)] if absent else []
    known = story or Item()
    declared = known.descendants if known.descendants is not None else known.num_comments
    drafts = [_draft(comment, story.key if story else str(comment.story_id or "")) for comment in comments]
    return Findings(drafts=drafts, skipped=[*others, *stub], declared=declared, is_threaded=True)


def _draft(item: Item, story: str) -> Draft:
    text = item.text or item.comment_text or ""
    return Draft(
        id=item.key,
        text=text_of_html(text),
        author=item.by or item.author,
        reply_to="" if item.answered == story else item.answered,
        stamp=iso_of_epoch(item.time or item.created_at_i),
        score=item.points if item.points is not None else item.score,
        status="deleted" if item.deleted or not (text or item.by or item.author) else "blocked" if item.dead else None,
    )
