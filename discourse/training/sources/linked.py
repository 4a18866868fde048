"""Threads whose reply links are known, from folders of public data and of saved pages.

Each loader yields threads in which the comments state their parents, oldest first. The caller hides the parents and
orders the comments as a page would show them.
"""

import json
import re
import tarfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from discourse.errors import ReadError
from discourse.model import Article, Comment, ShownOrder, Thread
from discourse.readers import read_all
from discourse.readers.records import iso_of_epoch
from discourse.replies.authors import named
from discourse.replies.names import Names

ARTICLE, ABSENT = -1, -2
DEV = " (dev)"
"""What sources end with that are never trained on: the development sets of those that come with one."""
_MENTIONS = re.compile(r"^(?:\s*@\w+)+\s*")
_CHAT_LINE = re.compile(r"^\[(\d\d):(\d\d)\] (?:<([^>]+)> (.*)|\* (\S+) (.*))$")
_SYSTEMS = {"wordpress-core": "wordpress", "wordpress-rest": "wordpress", "wpdiscuz": "wordpress", "wxr": "wordpress"}
_LARGE = frozenset({"wordpress", "hackernews", "reddit", "slashdot", "disqus"})
_LEAST_REPLIES = 0.05
"""With hardly any answers, a page does not tell who answers whom: its readers do without the button."""
_YOUNGEST = 3
_CHAT_STEP = 10
"""Of the chat's many days each so manieth is taken, so that it does not outweigh all other sources."""


Display = Literal["oldest", "newest", "ranked"]
"""How a nested page sorts: answers oldest first, the article's answers newest first, all answers by something else."""


class Known(NamedTuple):
    """A thread whose links are known, oldest first, with its source.

    ``also`` holds further right parents of some comments; ``page`` the ids in the order in which a real page shows
    them, else ``display`` tells how a made one sorts.
    """

    source: str
    thread: Thread
    also: Mapping[str, frozenset[str]] = {}
    page: tuple[str, ...] = ()
    display: Display = "oldest"

    @property
    def parents(self) -> list[frozenset[int] | None]:
        """Return for each comment the numbers of what it answers (-1: the article); ``None`` where that is unknown."""
        numbers = {comment.id: number for number, comment in enumerate(self.thread.comments)} | {"": ARTICLE}
        found: list[frozenset[int] | None] = []
        for comment in self.thread.comments:
            stated = {comment.reply_to, *self.also.get(comment.id, ())} if comment.reply_to is not None else set()
            known = frozenset(numbers[id_] for id_ in stated if id_ in numbers)
            found.append(known or None)
        return found

    def shown(self, order: ShownOrder) -> "Known":
        """Return the thread as a page in this order shows it: unknown is by length of text, the worst case."""
        comments = self.thread.comments
        if order == "newest":
            comments = comments[::-1]
        elif order == "unknown":
            comments = tuple(sorted(comments, key=lambda comment: (-len(comment.text), comment.id)))
        elif order == "nested":
            comments = tuple(_nested(self))
        return self._replace(thread=msgspec.structs.replace(self.thread, comments=comments, shown_order=order))

    def varied(self) -> tuple["Known", ...]:
        """Return the thread as pages to learn from, so that sites that show less, or sort otherwise, are known too.

        A real page is taken with its times and without them; of the others some have no times, some no text of the
        article, and some sort otherwise. The first comments alone are a page, too: a young one.
        """
        lot = zlib.crc32(self.thread.article.source.encode()) // 64
        young = self._first(_YOUNGEST + lot % 8)
        if self.page:
            return self, self.untimed(), young.untimed() if lot // 8 % 2 else young
        page = self._replace(display=("oldest", "newest", "oldest", "ranked")[lot % 4])
        page = page if lot // 4 % 3 else page.untimed()
        return page if lot // 12 % 4 else page._bare(), young if lot // 48 % 2 else young._bare()

    def _first(self, count: int) -> "Known":
        """Return the first comments alone."""
        comments = self.thread.comments[:count]
        ids = {comment.id for comment in comments}
        page = tuple(id_ for id_ in self.page if id_ in ids)
        return self._replace(thread=msgspec.structs.replace(self.thread, comments=comments), page=page)

    def _bare(self) -> "Known":
        """Return the comments without the text of the article."""
        article = msgspec.structs.replace(self.thread.article, title=None, body=None)
        return self._replace(thread=msgspec.structs.replace(self.thread, article=article))

    def untimed(self) -> "Known":
        """Return the thread without the times and votes of its comments."""
        bare = (msgspec.structs.replace(comment, posted=None, score=None) for comment in self.thread.comments)
        return self._replace(thread=msgspec.structs.replace(self.thread, comments=tuple(bare)))


Threads = Iterator[Known]


def load(folder: Path) -> Threads:
    """Yield every thread with at least three comments and some known links found under the folder, each only once."""
    seen = set()
    for loader in (forum, rumours, chat, pages):
        for known in loader(folder):
            content = (known.source, *(comment.text for comment in known.thread.comments))
            is_known = any(parents is not None for parents in known.parents)
            if len(known.thread.comments) >= 3 and is_known and content not in seen:
                seen.add(content)
                yield known


def forum(folder: Path) -> Threads:
    """Yield the forum threads of the Internet Argument Corpus, with the quotes in the posts and without."""
    for path in sorted(folder.rglob("fourforum_threads.tar.xz")):
        with tarfile.open(path) as archive:
            files = {Path(member.name): archive.extractfile(member) for member in archive if member.isfile()}
            texts = {name: json.load(file) for name, file in files.items() if file and name.suffix == ".json"}
        for name in sorted(name for name in texts if name.parent.name == "discussions"):
            quotes = texts.get(name.parent.parent / "ranges" / "quotes" / name.name, [])
            yield Known("forum, quotes shown", _forum_thread(texts[name][0], name.name, {}))
            yield Known("forum, quotes hidden", _forum_thread(texts[name][0], name.name, _ranges(quotes)))


def _ranges(quotes: list[Any]) -> dict[int, list[tuple[int, int]]]:
    ranges = defaultdict(list)
    for post, (start, end, *_) in quotes:
        ranges[post].append((start, end))
    return ranges


def _forum_thread(posts: list[Any], name: str, hidden: dict[int, list[tuple[int, int]]]) -> Thread:
    posts = sorted(posts, key=lambda post: (post[7] or 0, post[0]))
    first = posts[0]
    comments = tuple(
        Comment(
            id=str(number),
            author=author,
            posted=iso_of_epoch(time),
            text=_without(text, hidden.get(number, [])).strip(),
            reply_to=None if parent is None else "" if parent == first[0] else str(parent),
        )
        for number, _, author, text, _, parent, _, time, *_ in posts[1:]
    )
    return Thread(article=Article(source=name, author=first[2], body=first[3]), comments=comments, shown_order="oldest")


def _without(text: str, ranges: list[tuple[int, int]]) -> str:
    for start, end in sorted(ranges, reverse=True):
        text = text[:start] + "\n" + text[end:]
    return text


def rumours(folder: Path) -> Threads:
    """Yield the Twitter and Reddit trees of RumourEval 2019, those of Twitter also without the names they open with."""
    for path in sorted(folder.rglob("posts_train_dev.jsonl")):
        threads = defaultdict(list)
        for line in path.read_text(encoding="utf-8").splitlines():
            post = json.loads(line)
            threads[post["thread"]].append(post)
        for name, posts in sorted(threads.items()):
            source = next((post for post in posts if post["parent_id"] is None), None)
            if source:
                thread, kind = _rumour_thread(name, source, posts), DEV if source["split"] == "dev" else ""
                yield Known(f"rumours, {source['platform']}{kind}", thread)
                if source["platform"] == "twitter":
                    yield Known(f"rumours, no names{kind}", _without_names(thread))


def _rumour_thread(name: str, source: dict[str, Any], posts: list[dict[str, Any]]) -> Thread:
    replies = sorted((post for post in posts if post is not source), key=_rumour_time)
    comments = tuple(
        Comment(
            id=post["id"],
            author=post["author"],
            posted=iso_of_epoch(_rumour_time(post)[0]),
            text=post["text"] or "",
            reply_to="" if post["parent_id"] == source["id"] else post["parent_id"],
        )
        for post in replies
    )
    article = Article(source=name, author=source["author"], body=source["text"])
    return Thread(article=article, comments=comments, shown_order="oldest")


def _rumour_time(post: dict[str, Any]) -> tuple[float, str]:
    shown = post["created_at"]
    if isinstance(shown, str) and not shown.replace(".", "").isdigit():
        return datetime.strptime(shown, "%a %b %d %H:%M:%S %z %Y").timestamp(), post["id"]
    return float(shown or 0), post["id"]


def _without_names(thread: Thread) -> Thread:
    plain = (msgspec.structs.replace(each, text=_MENTIONS.sub("", each.text)) for each in thread.comments)
    return msgspec.structs.replace(thread, comments=tuple(plain))


def chat(folder: Path) -> Threads:
    """Yield the days of the Ubuntu chat whose links are marked (Kummerfeld et al. 2019), some of many."""
    for archive_path in sorted(folder.rglob("irc_train_dev.tar.xz")):
        with tarfile.open(archive_path) as archive:
            files = {member.name: archive.extractfile(member) for member in archive if member.isfile()}
            texts = {name: file.read().decode("utf-8", "replace") for name, file in files.items() if file}
        for kind, step in (("", _CHAT_STEP), (DEV, 1)):
            split = "dev" if kind else "train"
            names = sorted(name for name in texts if f"/{split}/" in name and name.endswith(".ascii.txt"))
            for name in names[::step]:
                links = texts[name.replace(".ascii.txt", ".annotation.txt")]
                yield _chat_day(f"chat{kind}", Path(name).name, texts[name], links)


def _chat_day(source: str, name: str, lines: str, links: str) -> Known:
    """Return one day; a message that begins a conversation answers the article, and messages are their own ids."""
    answered: dict[str, list[str]] = defaultdict(list)
    for link in links.splitlines():
        earlier, later = sorted(map(int, link.split()[:2]))
        answered[str(later)].append("" if earlier == later else str(earlier))
    comments = []
    for number, line in enumerate(lines.split("\n")):
        found = _CHAT_LINE.match(line)
        hour, minute, said_by, said, done_by, done = found.groups() if found else (None, None, None, line, None, None)
        comments.append(
            Comment(
                id=str(number),
                author=said_by or done_by,
                text=said or done or "",
                posted=f"2000-01-01T{hour}:{minute}" if hour else None,
                reply_to=answered[str(number)][0] if str(number) in answered else None,
            )
        )
    thread = Thread(article=Article(source=name), comments=tuple(comments), shown_order="oldest")
    return Known(source, thread, {id_: frozenset(parents) for id_, parents in answered.items()})


def pages(folder: Path) -> Threads:
    """Yield the threads of saved pages and exports, those with a gold file beside them, which state their parents."""
    for gold in sorted(folder.rglob("*.gold.json")):
        beside = sorted(gold.parent.glob(gold.name.replace("gold.json", "*")))
        page = next((path for path in beside if path != gold), None)
        system = _SYSTEMS.get(gold.parent.name, gold.parent.name)
        if page is None:
            continue
        try:
            threads = read_all(page)
        except ReadError:
            continue
        for thread in threads:
            if sum(bool(comment.reply_to) for comment in thread.comments) > _LEAST_REPLIES * len(thread.comments):
                name = f"{page} {thread.article.id or thread.article.url or ''}"
                source = system if system in _LARGE else "other pages"
                is_page = thread.shown_order == "nested" and page.suffix != ".xml"
                shown = tuple(comment.id for comment in thread.comments) if is_page else ()
                yield Known(source, _in_time(thread, name), page=shown)


def _in_time(thread: Thread, name: str) -> Thread:
    comments = sorted(_told(thread), key=_time_key(thread))
    article = msgspec.structs.replace(thread.article, source=name)
    return Thread(article=article, comments=tuple(comments), shown_order="oldest")


def _told(thread: Thread) -> Iterator[Comment]:
    """Yield the comments; what opens with "@" and another's name, yet is said to answer the article, states nothing.

    Sites that moved from one system to another have many of these.
    """
    authors = list(dict.fromkeys(filter(None, map(named, thread.comments))))
    names = Names(authors)
    for comment in thread.comments:
        spoken_to = names.at_start(comment.text) if comment.text.startswith("@") and comment.reply_to == "" else {}
        others = {authors[number] for number in spoken_to} - {named(comment), thread.article.author}
        yield msgspec.structs.replace(comment, reply_to=None) if others else comment


def _time_key(thread: Thread) -> Callable[[Comment], Any]:
    """Return the key that puts comments in order of time: their times, else their running ids."""
    if all(comment.posted and "T" in comment.posted for comment in thread.comments):
        return lambda comment: (_instant(comment.posted or ""), len(comment.id), comment.id)
    if all(comment.id.isdecimal() for comment in thread.comments):
        return lambda comment: int(comment.id)
    return lambda _: 0


def _instant(posted: str) -> float:
    time = datetime.fromisoformat(posted)
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()


def _nested(known: Known) -> Iterator[Comment]:
    """Yield the comments as a page with indented replies lists them."""
    if known.page:
        place = {id_: at for at, id_ in enumerate(known.page)}
        yield from sorted(known.thread.comments, key=lambda comment: place[comment.id])
        return
    replies = defaultdict(list)
    for number, parents in enumerate(known.parents):
        replies[max(parents) if parents else ABSENT].append(number)
    waiting = _sorted([*replies[ARTICLE], *replies[ABSENT]], known, known.display == "newest")[::-1]
    while waiting:
        number = waiting.pop()
        yield known.thread.comments[number]
        waiting += _sorted(replies[number], known, False)[::-1]


def _sorted(numbers: list[int], known: Known, newest: bool) -> list[int]:
    if known.display == "ranked":
        return sorted(numbers, key=lambda number: zlib.crc32(known.thread.comments[number].id.encode()))
    return sorted(numbers, reverse=newest)
